//! The stations' rows of a year, and what stopped them.

use bevy_ecs::prelude::*;

use super::components::{OnAir, Pool, StationCoverage, Stops};
use crate::indicator::Indicator;
use crate::policy::Area;
use crate::record::{Limit, Series, TOTAL};
use crate::sim::setting::{Calendar, Shared};
use crate::sim::territory::Residents;

/// Writes the stations' rows of the year, and what stopped them.
#[expect(clippy::cast_precision_loss, reason = "stations are far below 2⁵³")]
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    let year = calendar.year;
    let on_air = world.resource::<OnAir>();
    let residents = world.resource::<Residents>();
    let coverage = world.resource::<StationCoverage>();
    let pool = world.resource::<Pool>();
    let stops = world.resource::<Stops>();
    let shared = world.resource::<Shared>();
    let territory = &shared.0.territory;
    let counties = on_air.by_county.len();
    let mut villages = (0, 0);
    for county in 0..counties {
        let place = county + 1;
        let stations = on_air.by_county[county] as f64;
        let mut set =
            |indicator: Indicator, value: f64| rows.set(year, place, indicator as usize, value);
        set(Indicator::BaseStations, stations);
        set(
            Indicator::StationsPer10k,
            per_10k(stations, residents.0[county]),
        );
        set(Indicator::PopulationCoverage, 100.0 * coverage.0[county]);
        set(Indicator::PoolLeft, pool.left[county] as f64);
        let rural = territory.of_county[county]
            .clone()
            .filter(|k| territory.communities[*k].area == Area::Rural);
        let (mut all, mut served) = (0, 0);
        for k in rural {
            all += 1;
            served += i32::from(on_air.by_community[k] > 0);
        }
        if all > 0 {
            set(
                Indicator::VillagesCovered,
                100.0 * f64::from(served) / f64::from(all),
            );
        }
        villages = (villages.0 + all, villages.1 + served);
        if calendar.elapsed() > 0 {
            set(Indicator::StationsAdded, on_air.added[county] as f64);
            let limit = limit(stops, pool, county);
            rows.set_limit(year, place, Indicator::BaseStations as usize, limit);
            rows.set_limit(year, place, Indicator::StationsPer10k as usize, limit);
        }
    }
    let mut set =
        |indicator: Indicator, value: f64| rows.set(year, TOTAL, indicator as usize, value);
    let stations = on_air.total() as f64;
    set(Indicator::BaseStations, stations);
    set(
        Indicator::StationsPer10k,
        per_10k(stations, residents.total()),
    );
    let people = |county: usize| -> f64 {
        territory.of_county[county]
            .clone()
            .map(|k| f64::from(territory.communities[k].people))
            .sum()
    };
    let everyone: f64 = (0..counties).map(people).sum();
    let covered: f64 = (0..counties).map(|c| people(c) * coverage.0[c]).sum();
    set(Indicator::PopulationCoverage, 100.0 * covered / everyone);
    set(Indicator::PoolLeft, pool.left.iter().sum::<u64>() as f64);
    if villages.0 > 0 {
        set(
            Indicator::VillagesCovered,
            100.0 * f64::from(villages.1) / f64::from(villages.0),
        );
    }
    let kinds = [
        Indicator::StationsOfNewMacro,
        Indicator::StationsOfCoSite,
        Indicator::StationsOfLowBand,
        Indicator::StationsOfIndoor,
    ];
    for (indicator, stations) in kinds.into_iter().zip(on_air.by_kind) {
        set(indicator, stations as f64);
    }
    if calendar.elapsed() > 0 {
        set(
            Indicator::StationsAdded,
            on_air.added.iter().sum::<i64>() as f64,
        );
        let total = if stops.money {
            Limit::Money
        } else if refused_most(&stops.refused, &stops.permitted) {
            Limit::Permit
        } else if stops.capacity.iter().any(|full| *full) {
            Limit::Capacity
        } else {
            Limit::Pool
        };
        rows.set_limit(year, TOTAL, Indicator::BaseStations as usize, total);
        rows.set_limit(year, TOTAL, Indicator::StationsPer10k as usize, total);
    }
}

/// What bound a county this year: permits where more stations were refused than permitted, crews where they were full, money
/// where the envelope ran out before either, else the pool.
fn limit(stops: &Stops, pool: &Pool, county: usize) -> Limit {
    if refused_most(
        &stops.refused[county..=county],
        &stops.permitted[county..=county],
    ) {
        Limit::Permit
    } else if stops.capacity[county] {
        Limit::Capacity
    } else if stops.money && pool.left[county] > 0 {
        Limit::Money
    } else {
        Limit::Pool
    }
}

fn refused_most(refused: &[u64], permitted: &[u64]) -> bool {
    refused.iter().sum::<u64>() > permitted.iter().sum::<u64>()
}

fn per_10k(stations: f64, people: f64) -> f64 {
    if people > 0.0 {
        stations * 10_000.0 / people
    } else {
        0.0
    }
}
