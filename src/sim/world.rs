//! Scenario -> World: which domains there are, in one list.

use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

use super::foundation::Foundation;
use super::setting::{Calendar, Case, Dice, Drawn, Rows, Shared};
use super::year::{Yearly, lay_out};
use super::{base_station, cultivation, enterprise, funding, gigabit, resolution, territory};
use crate::record::Series;
use crate::scenario::Scenario;

/// A domain: what it puts in the world, what it does in a year, what it writes down.
pub struct Part {
    /// Puts the base-year state in place.
    pub populate: fn(&mut World),
    /// Adds its systems to the year.
    pub install: fn(&mut Schedule),
    /// Writes its rows of the year.
    pub observe: fn(&mut World, &mut Series),
}

/// The domains, in the order they are populated.
pub const PARTS: &[Part] = &[
    Part {
        populate: territory::populate,
        install: territory::install,
        observe: territory::observe,
    },
    Part {
        populate: funding::populate,
        install: funding::install,
        observe: funding::observe,
    },
    Part {
        populate: base_station::populate,
        install: base_station::install,
        observe: base_station::observe,
    },
    Part {
        populate: gigabit::populate,
        install: gigabit::install,
        observe: gigabit::observe,
    },
    Part {
        populate: resolution::populate,
        install: resolution::install,
        observe: resolution::observe,
    },
    Part {
        populate: enterprise::populate,
        install: enterprise::install,
        observe: enterprise::observe,
    },
    Part {
        populate: cultivation::populate,
        install: cultivation::install,
        observe: cultivation::observe,
    },
];

/// A world at the end of the base year, with its schedule.
pub fn build(case: &Arc<Scenario>, shared: &Arc<Foundation>, dice: Dice) -> World {
    let mut world = World::new();
    world.insert_resource(Calendar {
        year: case.base_year,
        base_year: case.base_year,
    });
    world.insert_resource(dice);
    world.insert_resource(Drawn::new(case, &dice.state));
    world.insert_resource(Case(Arc::clone(case)));
    world.insert_resource(Shared(Arc::clone(shared)));
    world.insert_resource(Rows(Series::new(
        case.base_year,
        case.years().count() + 1,
        case.counties.len(),
        case.indicator_count(),
    )));
    for part in PARTS {
        (part.populate)(&mut world);
    }
    world.add_schedule(schedule());
    world
}

/// The schedule of a year. Two systems that conflict without a stated order are an error when it is built.
fn schedule() -> Schedule {
    let mut schedule = Schedule::new(Yearly);
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    });
    lay_out(&mut schedule);
    for part in PARTS {
        (part.install)(&mut schedule);
    }
    schedule
}
