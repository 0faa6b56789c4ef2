//! Cultivation: "cultivate N of X". Candidates ripen and are recognised. Knows no enterprise, node or household beyond the
//! shares that drive readiness.

mod components;
mod synthesis;
mod systems;
#[cfg(test)]
mod tests;

use bevy_ecs::prelude::*;

use super::gigabit::GigabitCoverage;
use super::setting::{Calendar, Case, Shared};
use super::world::replace;
use super::year::{Domain, Slot, YearPhase};
use crate::indicator::IndicatorId;
use crate::record::{Limit, Series, TOTAL};
use crate::scenario::resolved::CultivationItem;

use components::{BaseCoverage, Candidate, Recognition, Recognitions, Ripeness};
pub use synthesis::Candidates;

/// Puts the candidates in place.
pub fn populate(world: &mut World) {
    let items = world.resource::<Case>().0.items.len();
    let shared = world.resource::<Shared>().0.clone();
    let usable = world.resource::<GigabitCoverage>().usable_total;
    let candidates: Vec<_> = (shared.candidates.seeds)
        .iter()
        .map(|seed| {
            let candidate = Candidate {
                item: seed.item,
                county: seed.county,
                speed: seed.speed,
            };
            let ripeness = Ripeness {
                readiness: seed.readiness,
                recognised: false,
            };
            (candidate, ripeness)
        })
        .collect();
    replace::<(&mut Candidate, &mut Ripeness), _>(
        world,
        candidates,
        |(mut candidate, mut ripeness), row| (*candidate, *ripeness) = row,
    );
    world.insert_resource(Recognitions(vec![Recognition::default(); items]));
    world.insert_resource(BaseCoverage(usable));
}

/// Adds cultivation's systems to the year.
pub fn install(schedule: &mut Schedule) {
    schedule.add_systems(
        (systems::ripen, systems::recognise)
            .chain()
            .in_set(Slot(YearPhase::Adopt, Domain::Cultivation)),
    );
}

/// Writes cultivation's rows of the year: the base value, or 0 where none is known, and all recognised since.
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    let case = &world.resource::<Case>().0;
    let recognitions = &world.resource::<Recognitions>().0;
    for ((index, item), recognition) in (0_u16..).zip(&case.items).zip(recognitions) {
        let indicator = IndicatorId::cultivated(index).index();
        let value = f64::from(item.base.unwrap_or(0)) + f64::from(recognition.total);
        rows.set(calendar.year, TOTAL, indicator, value);
        if calendar.elapsed() > 0 {
            rows.set_limit(calendar.year, TOTAL, indicator, limit(item, *recognition));
        }
    }
}

/// What kept an item from more recognitions this year.
fn limit(item: &CultivationItem, recognition: Recognition) -> Limit {
    if recognition.waiting > 0 {
        Limit::Capacity
    } else if recognition.total == item.pool {
        Limit::Pool
    } else {
        Limit::Adoption
    }
}
