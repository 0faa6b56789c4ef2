//! Work enters service, networks become ready, coverage follows, households subscribe.

use bevy_ecs::prelude::*;

use super::base_state::{coverage, sum};
use super::components::{
    Access, AccessArea, CrewsFull, GigabitCoverage, Invested, Network, Odn, Ports, Subscribers,
    Work,
};
use crate::quantity::{Money, Year};
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Dice, Drawn};

/// A new year's counts.
pub fn open_year(mut crews_full: ResMut<CrewsFull>, mut invested: ResMut<Invested>) {
    crews_full.0.fill(false);
    invested.0.fill(Money::ZERO);
}

/// Awarded communities are built; those whose month has come are capable, and their money is paid.
pub fn build_access(
    mut communities: Query<(&AccessArea, &mut Access, &Odn)>,
    mut treasury: ResMut<Treasury>,
    mut network: ResMut<Network>,
    mut ports: ResMut<Ports>,
    mut invested: ResMut<Invested>,
    calendar: Res<Calendar>,
) {
    for (area, mut access, odn) in &mut communities {
        if let Access::Awarded(work) = *access {
            *access = Access::Building(work);
        }
        let Access::Building(work) = *access else {
            continue;
        };
        if work.due > year_end(&calendar) {
            continue;
        }
        *access = Access::Capable;
        settle(&mut treasury, &mut invested, area, &work, calendar.year);
        network.passed.add(area);
        if *odn == Odn::Ready {
            network.usable.add(area);
        }
        ports.number += u64::from(area.ports);
        ports.promised -= u64::from(area.ports);
        if area.urban() {
            ports.urban += f64::from(area.ports);
        }
    }
}

/// Distribution networks become ready: where a project's month has come, and with the yearly chance `1 − e^(−hazard)` by
/// themselves. The chance meets communities with a project too, which then ends early and is paid: so a project never makes
/// a community ready later than it would have been without one.
pub fn ready_networks(
    mut communities: Query<(&AccessArea, &Access, &mut Odn)>,
    mut treasury: ResMut<Treasury>,
    mut network: ResMut<Network>,
    mut invested: ResMut<Invested>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let chance = -libm::expm1(-drawn.get(Parameter::OdnSpontaneous));
    for (area, access, mut odn) in &mut communities {
        let by_itself = || {
            let draw = dice
                .events
                .uniform(Decision::OdnSpontaneous, area.community, calendar.year);
            draw < chance
        };
        match *odn {
            Odn::Ready => continue,
            Odn::Unready => {
                if !by_itself() {
                    continue;
                }
                network.unready[usize::from(area.county)] -= u64::from(area.households);
            }
            Odn::UnderWay(work) => {
                if work.due > year_end(&calendar) && !by_itself() {
                    continue;
                }
                settle(&mut treasury, &mut invested, area, &work, calendar.year);
            }
        }
        *odn = Odn::Ready;
        if *access == Access::Capable {
            network.usable.add(area);
        }
    }
}

/// Pays for work that enters service.
fn settle(
    treasury: &mut Treasury,
    invested: &mut Invested,
    area: &AccessArea,
    work: &Work,
    year: Year,
) {
    if let Some((envelope, amount)) = work.operator {
        treasury.pay(envelope, area.county, amount);
    }
    if let Some(award) = work.award {
        treasury.complete(award, year);
    }
    invested.0[usize::from(area.county)] += work.cost;
}

/// Months from the end of the base year to the end of the current one.
fn year_end(calendar: &Calendar) -> f64 {
    12.0 * f64::from(calendar.elapsed())
}

/// Says to other domains what is covered.
pub fn update_coverage(mut shown: ResMut<GigabitCoverage>, network: Res<Network>) {
    *shown = coverage(&network);
}

/// Households subscribe: `n_t = phi n_(t−1)`, up to the usable households.
pub fn subscribe(mut subscribers: ResMut<Subscribers>, network: Res<Network>, drawn: Res<Drawn>) {
    let usable = sum(&network.usable.all);
    *subscribers = take_up(*subscribers, drawn.get(Parameter::TakeUpDamping), usable);
}

fn take_up(last: Subscribers, damping: f64, usable: f64) -> Subscribers {
    let increment = damping * last.increment;
    Subscribers {
        number: (last.number + increment).min(usable),
        increment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn take_up_is_damped_and_capped() {
        let mut now = Subscribers {
            number: 100.0,
            increment: 50.0,
        };
        for expected in [140.0, 172.0, 197.6, 200.0, 200.0] {
            now = take_up(now, 0.8, 200.0);
            assert!((now.number - expected).abs() < 1e-9, "{now:?}");
        }
    }
}
