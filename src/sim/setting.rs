//! What every domain reads and none but the first writes: the case, the calendar, the dice and the drawn parameters.

use std::sync::Arc;

use bevy_ecs::prelude::*;

use super::foundation::Foundation;
use crate::quantity::{Money, Year};
use crate::random::Draws;
use crate::record::Series;
use crate::scenario::{Parameter, Scenario, draw};

/// The scenario being simulated.
#[derive(Resource, Clone)]
pub struct Case(pub Arc<Scenario>);

/// What all runs of the scenario share: places, candidates, enterprises.
#[derive(Resource, Clone)]
pub struct Shared(pub Arc<Foundation>);

/// The calendar.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Calendar {
    /// The current year; the base year before the first step.
    pub year: Year,
    /// The base year.
    pub base_year: Year,
}

impl Calendar {
    /// Years since the base year.
    #[must_use]
    pub fn elapsed(self) -> i32 {
        self.year - self.base_year
    }
}

/// The dice of this run: parameters and base state from one number, events from another (equal in an ordinary run; apart
/// when variance is split).
#[derive(Resource, Debug, Clone, Copy)]
pub struct Dice {
    /// Draws of parameters and base state.
    pub state: Draws,
    /// Draws of events.
    pub events: Draws,
}

/// The parameters' values in this run.
#[derive(Resource, Debug, Clone)]
pub struct Drawn(Vec<f64>);

impl Drawn {
    /// Draws every parameter of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario, draws: &Draws) -> Self {
        Self(draw::all(scenario, draws))
    }

    /// A parameter's value, in the engine's unit.
    #[must_use]
    pub fn get(&self, parameter: Parameter) -> f64 {
        self.0[parameter.index()]
    }

    /// A parameter's value as money.
    #[must_use]
    pub fn money(&self, parameter: Parameter) -> Money {
        Money::from_yuan(self.get(parameter))
    }

    /// All values, in catalogue order.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.0
    }
}

/// Rows written so far, by year and place.
#[derive(Resource, Debug)]
pub struct Rows(pub Series);

/// Agents whose memory is on its way at once: those that act in a year lie all over it, and are sent for some turns before they
/// are needed.
pub const AHEAD: usize = 16;
