//! Gigabit optical access: what other domains read of it.

use bevy_ecs::prelude::*;

use super::setting::{Case, Drawn};
use crate::scenario::Parameter;

/// Gigabit coverage at the end of the last year, as shares of households.
#[derive(Resource, Debug, Clone, Default)]
pub struct GigabitCoverage {
    /// Households passed, by county.
    pub passed: Vec<f64>,
    /// Households with usable gigabit, by county.
    pub usable: Vec<f64>,
    /// Households with usable gigabit, of all.
    pub usable_total: f64,
}

/// Puts the base year's coverage in place.
pub fn populate(world: &mut World) {
    let counties = world.resource::<Case>().0.counties.len();
    let drawn = world.resource::<Drawn>();
    let (passed, usable) = (
        drawn.get(Parameter::GigabitPassed),
        drawn.get(Parameter::GigabitUsable),
    );
    world.insert_resource(GigabitCoverage {
        passed: vec![passed; counties],
        usable: vec![usable; counties],
        usable_total: usable,
    });
}
