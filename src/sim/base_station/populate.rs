//! The base year: the drawn stock on air, as a cut in the shared order, work in progress behind it, and the market.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;

use super::award::Crews;
use super::build::{county_coverage, lead};
use super::components::{
    Market, OnAir, Pool, Site, Sites, Stack, Stage, StationCoverage, Stops, Work, Works,
};
use super::market::{envelopes, national_stations};
use super::synthesis::{StationPlan, multiplier};
use crate::policy::StationType;
use crate::quantity::{Money, largest_remainder};
use crate::random::Decision;
use crate::scenario::{Parameter, Scenario};
use crate::sim::foundation::Foundation;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Case, Dice, Drawn, Shared};

/// Puts the base year in place.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let shared = world.resource::<Shared>().clone();
    let drawn = world.resource::<Drawn>().clone();
    let plan = &shared.0.stations;
    let counties = case.counties.len();

    let stock = drawn.get(Parameter::StationStock);
    let additions =
        drawn.get(Parameter::StationAdditions) * stock / case.base(Parameter::StationStock);
    // without operators' money there is no work in progress either: nobody would pay for it
    let envelope = envelopes(world.resource::<Treasury>(), case.base_year + 1)
        .first()
        .copied();
    let in_progress = envelope.map_or(0.0, |_| additions * mean_lead(&case, &drawn) / 12.0);
    let (stacks, begun) = cut(plan, whole(stock), whole(in_progress));

    let on_air = count(&shared.0, &stacks, counties);
    let market = Market {
        price: drawn.get(Parameter::StationCapex),
        price_walk: 0.0,
        envelope_walk: 0.0,
        national_stations: national_stations(&case, case.base_year),
        capacity: additions * drawn.get(Parameter::CapacityBaseRatio),
        base_additions: additions,
        relative: relative_prices(&case, &shared.0, &drawn, &stacks),
    };
    let works = envelope.map_or_else(Works::default, |envelope| {
        carry_on(world, &shared.0, &drawn, &market, envelope, &begun)
    });
    insert_sites(world, &shared.0, stacks, counties);
    world.insert_resource(StationCoverage(county_coverage(&shared, &on_air)));
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

/// Spawns the sites, in order of id, and counts the candidates left.
fn insert_sites(world: &mut World, shared: &Foundation, stacks: Vec<Stack>, counties: usize) {
    let plan = &shared.stations;
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
    let mut left = vec![0; counties];
    for (candidate, stack) in plan.candidates.iter().zip(&stacks) {
        left[usize::from(shared.county(candidate.community))] += u64::from(stack.waiting);
    }
    let sites: Vec<(Site, Stack)> = plan
        .candidates
        .iter()
        .map(|c| Site {
            community: c.community,
            kind: c.kind,
        })
        .zip(stacks)
        .collect();
    let entities = world.spawn_batch(sites).collect();
    world.insert_resource(Sites(entities));
    world.insert_resource(Pool { next, left });
}

/// Cuts the shared order: in each group the first sites are on air, those behind them at work. Stock is shared over groups
/// by their stated stock, work in progress by people.
fn cut(plan: &StationPlan, stock: i64, in_progress: i64) -> (Vec<Stack>, Vec<(u32, u32)>) {
    let mut stacks: Vec<Stack> = plan
        .candidates
        .iter()
        .map(|c| Stack {
            waiting: c.weight,
            on_air: 0,
            since: c.since,
        })
        .collect();
    let stocks: Vec<f64> = plan.groups.iter().map(|g| g.stock).collect();
    let people: Vec<f64> = plan.groups.iter().map(|g| g.people).collect();
    let parts = largest_remainder(stock, &stocks)
        .into_iter()
        .zip(largest_remainder(in_progress, &people));
    let mut begun = Vec::new();
    for (group, (mut stock, mut progress)) in plan.groups.iter().zip(parts) {
        for site in &group.order {
            if stock == 0 && progress == 0 {
                break;
            }
            let stack = &mut stacks[*site as usize];
            let built = i64::from(stack.waiting).min(stock);
            stock -= built;
            stack.on_air = unsigned(built);
            stack.waiting -= unsigned(built);
            let started = i64::from(stack.waiting).min(progress);
            progress -= started;
            if started > 0 {
                stack.waiting -= unsigned(started);
                begun.push((*site, unsigned(started)));
            }
        }
    }
    begun.sort_unstable();
    (stacks, begun)
}

/// Counts what is on air; nothing was added in a simulated year yet.
fn count(shared: &Foundation, stacks: &[Stack], counties: usize) -> OnAir {
    let mut on_air = OnAir {
        by_community: vec![0; shared.territory.communities.len()],
        by_county: vec![0; counties],
        by_kind: [0; 4],
        added: vec![0; counties],
        by_age: BTreeMap::new(),
    };
    for (candidate, stack) in shared
        .stations
        .candidates
        .iter()
        .zip(stacks)
        .filter(|(_, s)| s.on_air > 0)
    {
        let site = Site {
            community: candidate.community,
            kind: candidate.kind,
        };
        on_air.add(
            site,
            shared.county(candidate.community),
            stack.on_air,
            stack.since,
        );
    }
    on_air.added.fill(0);
    on_air
}

/// Each type's price relative to `c_t`: `rel / sum(mix rel m)` over the base stock, so that the base-year mix costs exactly
/// the all-in price; over the stated mix where there is no stock.
fn relative_prices(
    case: &Scenario,
    shared: &Foundation,
    drawn: &Drawn,
    stacks: &[Stack],
) -> [f64; 4] {
    let rural = drawn.get(Parameter::RuralCostMultiplier);
    let (mut stations, mut cost) = (0.0, 0.0);
    for (candidate, stack) in shared
        .stations
        .candidates
        .iter()
        .zip(stacks)
        .filter(|(_, s)| s.on_air > 0)
    {
        let place = multiplier(&shared.territory, candidate.community, rural);
        stations += f64::from(stack.on_air);
        cost += f64::from(stack.on_air) * drawn.get(relative(candidate.kind)) * place;
    }
    let mean = if stations > 0.0 {
        cost / stations
    } else {
        StationType::ALL
            .into_iter()
            .map(|kind| case.base(mix(kind)) * drawn.get(relative(kind)))
            .sum()
    };
    StationType::ALL.map(|kind| drawn.get(relative(kind)) / mean)
}

/// Work begun before the end of the base year: it has its permits, its money was promised then, and what is left of its lead
/// time is drawn.
fn carry_on(
    world: &mut World,
    shared: &Foundation,
    drawn: &Drawn,
    market: &Market,
    envelope: u16,
    begun: &[(u32, u32)],
) -> Works {
    let dice = *world.resource::<Dice>();
    let mut treasury = world.resource_mut::<Treasury>();
    let rural = drawn.get(Parameter::RuralCostMultiplier);
    let works = begun.iter().map(|(site, weight)| {
        let candidate = &shared.stations.candidates[*site as usize];
        let place = multiplier(&shared.territory, candidate.community, rural);
        let unit =
            Money::from_yuan(market.price * market.relative[candidate.kind as usize] * place);
        let cost = unit.scaled(i64::from(*weight), 1);
        treasury.open_commitment(envelope, shared.county(candidate.community), cost);
        let left = dice.state.uniform(Decision::StationInProgress, *site, 0);
        Work {
            site: *site,
            weight: *weight,
            stage: Stage::Building,
            refusals: 0,
            sited: false,
            month: left * lead(drawn, candidate.kind),
            envelope: (envelope, cost),
            award: None,
        }
    });
    Works(works.collect())
}

/// Mean lead time of the stated mix, in months.
fn mean_lead(case: &Scenario, drawn: &Drawn) -> f64 {
    StationType::ALL
        .into_iter()
        .map(|kind| case.base(mix(kind)) * lead(drawn, kind))
        .sum()
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
