//! Gigabit optical access: ports, communities passed, networks ready, households that subscribe. Knows no station, node or
//! enterprise.

mod award;
mod components;
mod envelope;
mod observe;
mod populate;
mod renewal;
mod synthesis;
mod systems;

use bevy_ecs::prelude::*;

use super::year::{Domain, Slot, YearPhase};

pub use components::GigabitCoverage;
pub use observe::observe;
pub use populate::populate;
pub use synthesis::AccessOrder;

/// Adds gigabit's systems to the year.
pub fn install(schedule: &mut Schedule) {
    let slot = |phase| Slot(phase, Domain::Gigabit);
    schedule.add_systems((
        systems::open_year.in_set(slot(YearPhase::Open)),
        envelope::credit_envelopes.in_set(slot(YearPhase::Appropriate)),
        award::propose.in_set(slot(YearPhase::Propose)),
        (award::award_access, award::award_odn)
            .chain()
            .in_set(slot(YearPhase::Award)),
        (
            systems::build_access,
            systems::ready_networks,
            renewal::order_ports,
            renewal::enter_service,
        )
            .chain()
            .in_set(slot(YearPhase::Build)),
        systems::update_coverage.in_set(slot(YearPhase::Connect)),
        systems::subscribe.in_set(slot(YearPhase::Adopt)),
    ));
}
