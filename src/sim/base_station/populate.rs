//! The base year: the drawn stock on air, as a cut in the shared order, work in progress behind it, and the market.

use bevy_ecs::prelude::*;
use prefetch_index::prefetch_index;

use super::award::Crews;
use super::build::{county_coverage, lead, place};
use super::components::{
    Front, Market, OnAir, Place, Pool, Removals, Stack, Stage, StationCoverage, Stops, Work, Works,
    by_id,
};
use super::market::{envelopes, national_stations};
use super::synthesis::{Site, multiplier};
use crate::policy::{Area, StationType};
use crate::quantity::{Money, Year, largest_remainder};
use crate::random::Decision;
use crate::scenario::{Parameter, Scenario};
use crate::sim::foundation::Foundation;
use crate::sim::funding::Treasury;
use crate::sim::setting::{AHEAD, Case, Dice, Drawn, Shared};
use crate::sim::world::spawn_later;

/// A site in so many is at work at once, and hardly more.
const WORKS_IN_SITES: usize = 4;

/// Puts the base year in place.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let shared = world.resource::<Shared>().clone();
    let drawn = world.resource::<Drawn>().clone();
    let counties = case.counties.len();

    let stock = drawn.get(Parameter::StationStock);
    let additions =
        drawn.get(Parameter::StationAdditions) * stock / case.base(Parameter::StationStock);
    // without operators' money there is no work in progress either: nobody would pay for it
    let envelope = envelopes(world.resource::<Treasury>(), case.base_year + 1)
        .first()
        .copied();
    let in_progress = envelope.map_or(0.0, |_| additions * mean_lead(&case, &drawn) / 12.0);
    let base = BaseYear::cut(&shared.0, case.base_year, whole(stock), whole(in_progress));

    let market = Market {
        price: drawn.get(Parameter::StationCapex),
        price_walk: 0.0,
        envelope_walk: 0.0,
        national_stations: national_stations(&case, case.base_year),
        capacity: additions * drawn.get(Parameter::CapacityBaseRatio),
        base_additions: additions,
        relative: relative_prices(&case, &drawn, base.by_class),
    };
    // what grows step by step leaves holes in memory: room from the first run on, kept from run to run
    let works = world.remove_resource::<Works>();
    let room = || Works(Vec::with_capacity(base.stacks.len() / WORKS_IN_SITES));
    let mut works = works.unwrap_or_else(room);
    works.0.clear();
    if let Some(envelope) = envelope {
        let begun = carry_on(world, &shared.0, &drawn, &market, envelope, &base.begun);
        works.0.extend(begun);
    }
    let removals = draw_removals(&case, &drawn, world.resource::<Dice>(), &base.stacks);
    world.insert_resource(removals);
    place_sites(world, base.stacks);
    world.insert_resource(base.pool);
    world.insert_resource(StationCoverage(county_coverage(&shared, &base.on_air)));
    world.insert_resource(Crews::default());
    world.insert_resource(Stops {
        money: false,
        capacity: vec![false; counties],
        permitted: vec![0; counties],
        refused: vec![0; counties],
    });
    world.insert_resource(base.on_air);
    world.insert_resource(market);
    world.insert_resource(works);
}

/// When the base stock is taken off the air beyond the ordinary.
fn draw_removals(case: &Scenario, drawn: &Drawn, dice: &Dice, stacks: &[Stack]) -> Removals {
    let mut removals = Removals::new(drawn.get(Parameter::StationRemovals), case.years().count());
    if removals.any() {
        let on_air = (0_u32..).zip(stacks).filter(|(_, stack)| stack.on_air > 0);
        let on_air = on_air.map(|(site, _)| site);
        dice.events.each_pair(
            Decision::StationRemoval,
            on_air,
            case.base_year,
            |site, (u, _)| {
                removals.draw(site, 0, u);
            },
        );
    }
    removals
}

/// Spawns the sites, in order of id; or puts them back to the base year where an earlier run left them.
fn place_sites(world: &mut World, stacks: Vec<Stack>) {
    let mut sites = world.query::<&mut Stack>();
    let mut standing = sites.query_mut(&mut *world);
    let standing = by_id(&mut standing);
    if standing.is_empty() {
        spawn_later(world, stacks.into_iter());
    } else {
        standing.copy_from_slice(&stacks);
    }
}

/// The base year cut out of the shared order.
struct BaseYear {
    /// Sites, by id.
    stacks: Vec<Stack>,
    /// Sites at work and how many of their stations, by id.
    begun: Vec<(u32, u16)>,
    on_air: OnAir,
    pool: Pool,
    /// Stations on air by type, urban and rural.
    by_class: [[u32; 2]; 4],
}

impl BaseYear {
    /// In each group the first sites are on air, those behind them at work. Stock is shared over groups by their stated stock,
    /// work in progress by people.
    fn cut(shared: &Foundation, base_year: Year, stock: i64, in_progress: i64) -> Self {
        let plan = &shared.stations;
        let counties = plan.by_county.len();
        let mut base = Self {
            stacks: vec![Stack::default(); plan.sites.len()],
            begun: Vec::new(),
            on_air: OnAir {
                by_community: vec![0; shared.territory.communities.len()],
                by_county: vec![0; counties],
                by_kind: [0; 4],
                added: vec![0; counties],
                oldest: plan.oldest,
                by_age: Vec::new(),
            },
            pool: Pool {
                fronts: plan.lots.iter().map(Front::new).collect(),
                left: plan.by_county.clone(),
            },
            by_class: [[0; 2]; 4],
        };
        let stocks: Vec<f64> = plan.groups.iter().map(|g| g.stock).collect();
        let people: Vec<f64> = plan.groups.iter().map(|g| g.people).collect();
        let parts = largest_remainder(stock, &stocks)
            .into_iter()
            .zip(largest_remainder(in_progress, &people));
        for (group, (mut stock, mut progress)) in plan.groups.iter().zip(parts) {
            for (at, site) in group.order.iter().enumerate() {
                if let Some(ahead) = group.order.get(at + AHEAD) {
                    prefetch_index(&plan.sites, *ahead as usize);
                    prefetch_index(&base.stacks, *ahead as usize);
                }
                if stock == 0 && progress == 0 {
                    break;
                }
                let whole = plan.sites[*site as usize];
                let waiting = i64::from(whole.weight);
                let built = waiting.min(stock);
                let started = (waiting - built).min(progress);
                stock -= built;
                progress -= started;
                base.take(*site, whole, base_year, unsigned(built), unsigned(started));
            }
        }
        base.begun.sort_unstable();
        // nothing was added in a simulated year yet
        base.on_air.added.fill(0);
        base
    }

    /// Takes stations of a site out of the pool: some on air, some at work.
    fn take(&mut self, site: u32, whole: Site, base_year: Year, built: u16, started: u16) {
        let front = &mut self.pool.fronts[whole.community as usize];
        let place = Place {
            community: whole.community,
            county: front.lot.county,
            kind: whole.kind,
        };
        let stack = &mut self.stacks[site as usize];
        self.pool.left[usize::from(place.county)] -= u64::from(built + started);
        if built > 0 {
            stack.on_air = built;
            stack.open(base_year - Year::from(whole.age));
            let rural = usize::from(front.lot.area == Area::Rural);
            self.by_class[place.kind as usize][rural] += u32::from(built);
            self.on_air.add(place, built, stack.since());
        }
        debug_assert_eq!(front.next, site, "sites are taken from the first one on");
        front.leave(whole.weight - (built + started), &mut self.stacks);
        if started > 0 {
            self.begun.push((site, started));
        }
    }
}

/// Each type's price relative to `c_t`: `rel / sum(mix rel m)` over the base stock, so that the base-year mix costs exactly
/// the all-in price; over the stated mix where there is no stock.
fn relative_prices(case: &Scenario, drawn: &Drawn, by_class: [[u32; 2]; 4]) -> [f64; 4] {
    let places = [1.0, drawn.get(Parameter::RuralCostMultiplier)];
    let (mut stations, mut cost) = (0.0, 0.0);
    for (kind, by_place) in StationType::ALL.into_iter().zip(by_class) {
        for (number, place) in by_place.into_iter().zip(places) {
            stations += f64::from(number);
            cost += f64::from(number) * drawn.get(relative(kind)) * place;
        }
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
    begun: &[(u32, u16)],
) -> Vec<Work> {
    let dice = *world.resource::<Dice>();
    let mut treasury = world.resource_mut::<Treasury>();
    let rural = drawn.get(Parameter::RuralCostMultiplier);
    let works = begun.iter().map(|(site, weight)| {
        let place = place(shared, *site);
        let terrain = multiplier(shared.stations.lots[place.community as usize].area, rural);
        let unit = Money::from_yuan(market.price * market.relative[place.kind as usize] * terrain);
        let cost = unit.scaled(i64::from(*weight), 1);
        treasury.open_commitment(envelope, place.county, cost);
        let left = dice.state.uniform(Decision::StationInProgress, *site, 0);
        Work {
            site: *site,
            place,
            weight: *weight,
            stage: Stage::Building,
            refusals: 0,
            sited: false,
            month: left * lead(drawn, place.kind),
            envelope,
            own: cost,
            award: None,
        }
    });
    works.collect()
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

fn unsigned(count: i64) -> u16 {
    u16::try_from(count).expect("a part of a site's weight")
}
