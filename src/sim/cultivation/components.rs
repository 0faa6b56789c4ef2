//! What a candidate is and how ripe it is, and what is counted beside the candidates.

use bevy_ecs::prelude::*;

/// A candidate of a cultivated item. Candidates lie in order of their number, and thus of their item.
#[derive(Component, Debug, Clone, Copy)]
pub struct Candidate {
    /// Item (index).
    pub item: u16,
    /// County (index).
    pub county: u16,
    /// Speed relative to the mean.
    pub speed: f64,
}

/// How far a candidate has come.
#[derive(Component, Debug, Clone, Copy)]
pub struct Ripeness {
    /// Readiness; 1 is ripe.
    pub readiness: f64,
    /// Already recognised.
    pub recognised: bool,
}

/// Recognitions of each item.
#[derive(Resource, Debug, Clone)]
pub struct Recognitions(pub Vec<Recognition>);

/// Recognitions of one item since the base year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recognition {
    /// Since the base year.
    pub total: u32,
    /// This year.
    pub this_year: u32,
    /// Ripe ones that this year's quota left out.
    pub waiting: u32,
}

/// Usable gigabit coverage at the end of the base year, of all households.
#[derive(Resource, Debug, Clone, Copy)]
pub struct BaseCoverage(pub f64);
