//! 5G base stations: candidates, permits, stations on air, coverage. Knows no fibre, node or enterprise.

mod award;
mod build;
mod components;
mod market;
mod synthesis;

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use award::Crews;
use components::{Market, OnAir, Pool, Site, Sites, Stack, Stage, Stops, Work, Works};
use synthesis::multiplier;

use super::funding::Treasury;
use super::setting::{Calendar, Case, Dice, Drawn, Shared};
use super::territory::Residents;
use super::year::{Domain, Slot, YearPhase};
use crate::indicator::Indicator;
use crate::policy::{Area, StationType};
use crate::quantity::{Money, largest_remainder};
use crate::random::Decision;
use crate::record::{Limit, Series, TOTAL};
use crate::scenario::Parameter;

pub use components::StationCoverage;
pub use synthesis::StationPlan;

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

/// Puts the base year in place: the drawn stock on air, as a cut in the shared order, and work in progress behind it.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let shared = world.resource::<Shared>().clone();
    let drawn = world.resource::<Drawn>().clone();
    let dice = *world.resource::<Dice>();
    let (territory, plan) = (&shared.0.territory, &shared.0.stations);
    let counties = case.counties.len();

    let stock = drawn.get(Parameter::StationStock);
    let base_additions =
        drawn.get(Parameter::StationAdditions) * stock / case.base(Parameter::StationStock);
    let mean_lead: f64 = StationType::ALL
        .into_iter()
        .map(|kind| case.base(mix(kind)) * build::lead(&drawn, kind))
        .sum();
    let in_progress = base_additions * mean_lead / 12.0;

    let mut stacks: Vec<Stack> = plan
        .candidates
        .iter()
        .map(|c| Stack {
            waiting: c.weight,
            on_air: 0,
            since: c.since,
        })
        .collect();
    let stocks = largest_remainder(
        whole(stock),
        &plan.groups.iter().map(|g| g.stock).collect::<Vec<_>>(),
    );
    let progress = largest_remainder(
        whole(in_progress),
        &plan.groups.iter().map(|g| g.people).collect::<Vec<_>>(),
    );
    let envelope = market::envelopes(world.resource::<Treasury>(), case.base_year + 1)
        .first()
        .copied();
    let mut started: Vec<(u32, u32)> = Vec::new();
    for (group, (mut stock, mut progress)) in
        plan.groups.iter().zip(stocks.into_iter().zip(progress))
    {
        for site in &group.order {
            let stack = &mut stacks[*site as usize];
            let built = i64::from(stack.waiting).min(stock);
            stock -= built;
            stack.on_air = unsigned(built);
            stack.waiting -= unsigned(built);
            let begun = if envelope.is_some() {
                i64::from(stack.waiting).min(progress)
            } else {
                0
            };
            progress -= begun;
            if begun > 0 {
                stack.waiting -= unsigned(begun);
                started.push((*site, unsigned(begun)));
            }
            if stock == 0 && progress == 0 {
                break;
            }
        }
    }

    let county_of = |community: u32| territory.communities[community as usize].county;
    let mut on_air = OnAir {
        by_community: vec![0; territory.communities.len()],
        by_county: vec![0; counties],
        by_kind: [0; 4],
        added: vec![0; counties],
        by_age: BTreeMap::new(),
    };
    let mut left = vec![0_u64; counties];
    let rural = drawn.get(Parameter::RuralCostMultiplier);
    let mut cost_of_mix = 0.0;
    for (candidate, stack) in plan.candidates.iter().zip(&stacks) {
        let county = county_of(candidate.community);
        left[usize::from(county)] += u64::from(stack.waiting);
        if stack.on_air > 0 {
            let site = Site {
                community: candidate.community,
                kind: candidate.kind,
            };
            on_air.add(&site, county, stack.on_air, stack.since);
            let place = multiplier(territory, candidate.community, rural);
            cost_of_mix += f64::from(stack.on_air) * drawn.get(relative(candidate.kind)) * place;
        }
    }
    on_air.added.fill(0);
    #[expect(clippy::cast_precision_loss, reason = "stations are far below 2⁵³")]
    let mean_of_mix = if on_air.total() > 0 {
        cost_of_mix / on_air.total() as f64
    } else {
        StationType::ALL
            .into_iter()
            .map(|kind| case.base(mix(kind)) * drawn.get(relative(kind)))
            .sum()
    };
    let market = Market {
        price: drawn.get(Parameter::StationCapex),
        price_walk: 0.0,
        envelope_walk: 0.0,
        national_stations: market::national_stations(&case, case.base_year),
        capacity: base_additions * drawn.get(Parameter::CapacityBaseRatio),
        base_additions,
        relative: StationType::ALL.map(|kind| drawn.get(relative(kind)) / mean_of_mix),
    };

    let mut works = Works::default();
    if let Some(envelope) = envelope {
        let mut treasury = world.resource_mut::<Treasury>();
        for (site, weight) in started {
            let candidate = &plan.candidates[site as usize];
            let county = county_of(candidate.community);
            let place = multiplier(territory, candidate.community, rural);
            let unit =
                Money::from_yuan(market.price * market.relative[candidate.kind as usize] * place);
            let cost = unit.scaled(i64::from(weight), 1);
            treasury.open_commitment(envelope, county, cost);
            let left = dice
                .state
                .uniform(Decision::StationInProgress, site, case.base_year);
            works.0.push(Work {
                site,
                weight,
                stage: Stage::Building,
                refusals: 0,
                sited: false,
                month: left * build::lead(&drawn, candidate.kind),
                envelope: (envelope, cost),
                award: None,
            });
        }
    }
    works.0.sort_by_key(|work| work.site);

    let next = plan
        .of_community
        .iter()
        .map(|sites| {
            sites
                .clone()
                .find(|s| stacks[*s as usize].waiting > 0)
                .unwrap_or(sites.end)
        })
        .collect();
    let sites = plan
        .candidates
        .iter()
        .map(|c| Site {
            community: c.community,
            kind: c.kind,
        })
        .zip(stacks)
        .collect::<Vec<_>>();
    let entities = world.spawn_batch(sites).collect();
    world.insert_resource(Sites(entities));
    world.insert_resource(StationCoverage(build::county_coverage(&shared, &on_air)));
    world.insert_resource(Pool { next, left });
    world.insert_resource(Crews::default());
    world.insert_resource(Stops {
        money: false,
        capacity: vec![false; counties],
        permitted: vec![0; counties],
        refused: vec![0; counties],
    });
    world.insert_resource(on_air);
    world.insert_resource(market);
    world.insert_resource(works);
}

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

fn mix(kind: StationType) -> Parameter {
    match kind {
        StationType::NewMacro => Parameter::MixNewMacro,
        StationType::CoSiteMacro => Parameter::MixCoSite,
        StationType::LowBand => Parameter::MixLowBand,
        StationType::Indoor => Parameter::MixIndoor,
    }
}

fn relative(kind: StationType) -> Parameter {
    match kind {
        StationType::NewMacro => Parameter::RelativeNewMacro,
        StationType::CoSiteMacro => Parameter::RelativeCoSite,
        StationType::LowBand => Parameter::RelativeLowBand,
        StationType::Indoor => Parameter::RelativeIndoor,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "stations are far below 2⁶³"
)]
fn whole(count: f64) -> i64 {
    libm::round(count) as i64
}

fn unsigned(count: i64) -> u32 {
    u32::try_from(count).expect("a part of a site's weight")
}
