//! 5G base stations: candidates, permits, stations on air, coverage. Knows no fibre, node or enterprise.

mod award;
mod build;
mod components;
mod deal;
mod market;
mod observe;
mod populate;
mod queue;
mod synthesis;

use bevy_ecs::prelude::*;

use super::year::{Domain, Slot, YearPhase};

pub use components::StationCoverage;
pub use deal::Lot;
pub use observe::observe;
pub use populate::populate;
pub use synthesis::{Site, StationPlan};

/// Adds the stations' systems to the year.
pub fn install(schedule: &mut Schedule) {
    let slot = |phase| Slot(phase, Domain::BaseStation);
    schedule.add_systems((
        market::open_year.in_set(slot(YearPhase::Open)),
        market::credit_envelopes.in_set(slot(YearPhase::Appropriate)),
        award::propose.in_set(slot(YearPhase::Propose)),
        award::award.in_set(slot(YearPhase::Award)),
        (build::build, build::remove)
            .chain()
            .in_set(slot(YearPhase::Build)),
        build::cover.in_set(slot(YearPhase::Connect)),
        market::pay_running_costs.in_set(slot(YearPhase::Settle)),
    ));
}
