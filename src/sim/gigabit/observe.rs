//! Gigabit's rows of the year, and what stopped its coverage.

use bevy_ecs::prelude::*;

use super::base_state::sum;
use super::components::{CrewsFull, Homes, Invested, Network, Ports, Subscribers};
use crate::indicator::Indicator;
use crate::quantity::Money;
use crate::record::{Limit, Series, TOTAL};
use crate::scenario::Parameter;
use crate::sim::setting::{Calendar, Drawn};

/// Writes gigabit's rows of the year.
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    let network = world.resource::<Network>();
    let year = calendar.year;
    for place in 0..rows.places() {
        for (indicator, part, whole) in [
            (
                Indicator::GigabitPassed,
                &network.passed.all,
                &network.households.all,
            ),
            (
                Indicator::GigabitPassedUrban,
                &network.passed.urban,
                &network.households.urban,
            ),
            (
                Indicator::GigabitUsable,
                &network.usable.all,
                &network.households.all,
            ),
            (
                Indicator::GigabitUsableUrban,
                &network.usable.urban,
                &network.households.urban,
            ),
        ] {
            let whole = at(whole, place);
            if whole > 0.0 {
                let share = 100.0 * at(part, place) / whole;
                rows.set(year, place, indicator as usize, share);
            }
        }
    }
    observe_ports(world, rows);
    let subscribers = world.resource::<Subscribers>().number;
    rows.set(
        year,
        TOTAL,
        Indicator::GigabitSubscribers as usize,
        subscribers,
    );
    if calendar.elapsed() == 0 {
        return;
    }
    let invested = &world.resource::<Invested>().0;
    let investment = Indicator::GigabitInvestment as usize;
    let whole = invested.iter().copied().sum::<Money>();
    rows.set(year, TOTAL, investment, whole.yuan());
    for (county, amount) in invested.iter().enumerate() {
        rows.set(year, county + 1, investment, amount.yuan());
    }
    let crews_full = &world.resource::<CrewsFull>().0;
    for place in 0..rows.places() {
        let (passed, usable) = limits(network, crews_full, place);
        rows.set_limit(year, place, Indicator::GigabitPassed as usize, passed);
        rows.set_limit(year, place, Indicator::GigabitUsable as usize, usable);
    }
}

/// Ports by household: nominal coverage `ports × homes per port / households` (may pass 100 %), the share of the park, and
/// ports beyond `households / homes per port`.
fn observe_ports(world: &World, rows: &mut Series) {
    let year = world.resource::<Calendar>().year;
    let ports = world.resource::<Ports>();
    let households = &world.resource::<Network>().households;
    let drawn = world.resource::<Drawn>();
    let homes_per_port = drawn.get(Parameter::HomesPerPort);
    let (all, urban) = (sum(&households.all), sum(&households.urban));
    #[expect(clippy::cast_precision_loss, reason = "ports are far below 2⁵³")]
    let number = ports.number as f64;
    let mut set = |indicator: Indicator, value: f64| {
        rows.set(year, TOTAL, indicator as usize, value);
    };
    set(Indicator::PonPorts, number);
    set(
        Indicator::PonPortsSpare,
        (number - all / homes_per_port).max(0.0),
    );
    let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| 100.0 * part / whole);
    for (indicator, value) in [
        (
            Indicator::GigabitNominal,
            ratio(number * homes_per_port, all),
        ),
        (
            Indicator::GigabitNominalUrban,
            ratio(ports.urban * homes_per_port, urban),
        ),
        (
            Indicator::PonPortShare,
            ratio(number, drawn.get(Parameter::PonPark) * all),
        ),
    ] {
        if let Some(value) = value {
            set(indicator, value);
        }
    }
}

/// What stopped the passed and the usable coverage of a place: nothing left to do (pool); all that is left is under way
/// (lead time); crews full (capacity); else nobody paid (money: the envelope or a programme ran out, or none pays the gap).
fn limits(network: &Network, crews_full: &[bool], place: usize) -> (Limit, Limit) {
    let complete = |homes: &Homes| {
        at(&homes.all, place)
            .total_cmp(&at(&network.households.all, place))
            .is_eq()
    };
    let served = at(&network.unserved, place) <= 0.0;
    let prepared = at(&network.unready, place) <= 0.0;
    let crews_full = match place.checked_sub(1) {
        Some(county) => crews_full[county],
        None => crews_full.contains(&true),
    };
    let passed = match (complete(&network.passed), served) {
        (true, _) => Limit::Pool,
        (false, true) => Limit::LeadTime,
        (false, false) => Limit::Money,
    };
    let usable = if complete(&network.usable) {
        Limit::Pool
    } else if served && prepared {
        Limit::LeadTime
    } else if crews_full {
        Limit::Capacity
    } else {
        Limit::Money
    };
    (passed, usable)
}

/// Households of a place: the total, or a county.
#[expect(clippy::cast_precision_loss, reason = "households are far below 2⁵³")]
fn at(homes: &[u64], place: usize) -> f64 {
    match place.checked_sub(1) {
        Some(county) => homes[county] as f64,
        None => sum(homes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_says_what_stopped_it() {
        let homes = |n| Homes {
            all: vec![n],
            urban: vec![0],
        };
        let limits = |passed, usable, unserved, unready, crews: bool| {
            let network = Network {
                households: homes(10),
                passed: homes(passed),
                usable: homes(usable),
                unserved: vec![unserved],
                unready: vec![unready],
            };
            limits(&network, &[crews], 1)
        };
        assert_eq!(limits(10, 10, 0, 0, true), (Limit::Pool, Limit::Pool));
        assert_eq!(
            limits(8, 7, 0, 0, false),
            (Limit::LeadTime, Limit::LeadTime)
        );
        assert_eq!(limits(8, 7, 2, 0, false), (Limit::Money, Limit::Money));
        assert_eq!(limits(10, 7, 0, 3, true), (Limit::Pool, Limit::Capacity));
        assert_eq!(limits(10, 7, 0, 3, false), (Limit::Pool, Limit::Money));
    }
}
