//! Permits, construction and removal: how funded stations come on air, or do not.

use bevy_ecs::prelude::*;
use prefetch_index::prefetch_index;

use super::components::{
    OnAir, Place, Pool, Removals, Stack, Stage, StationCoverage, Stops, Work, Works, by_id,
};
use super::synthesis::Site;
use crate::policy::StationType;
use crate::quantity::Year;
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::foundation::Foundation;
use crate::sim::funding::Treasury;
use crate::sim::setting::{AHEAD, Calendar, Dice, Drawn, Shared};

/// Permits refused after which a project is given up.
const MOST_REFUSALS: u8 = 2;

/// Draws permits, moves work on, puts finished stations on air.
#[expect(
    clippy::too_many_arguments,
    reason = "a system asks for what it touches"
)]
pub fn build(
    mut sites: Query<&mut Stack>,
    mut works: ResMut<Works>,
    mut on_air: ResMut<OnAir>,
    mut pool: ResMut<Pool>,
    mut treasury: ResMut<Treasury>,
    mut stops: ResMut<Stops>,
    mut removals: ResMut<Removals>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
    dice: Res<Dice>,
) {
    let year = calendar.year;
    let year_end = 12.0 * f64::from(calendar.elapsed());
    let stacks = by_id(&mut sites);
    let permits = Permits::new(&drawn);
    let leads = StationType::ALL.map(|kind| lead(&drawn, kind));
    let mut draws = permit_draws(&works, &dice, year).into_iter();
    let mut finished = Vec::with_capacity(works.0.len());
    works.0.retain_mut(|work| {
        let county = usize::from(work.place.county);
        if work.stage == Stage::Awarded {
            let (u, part) = draws.next().expect("a draw for each awarded work");
            if u < permits.chance(work) {
                stops.permitted[county] += u64::from(work.weight);
                work.month = 12.0 * (f64::from(calendar.elapsed() - 1) + part);
                work.stage = Stage::Permitted;
            } else {
                stops.refused[county] += u64::from(work.weight);
                work.refusals += 1;
                if work.refusals >= MOST_REFUSALS {
                    release(work, &mut treasury);
                    pool.give_back(work.site, work.place, work.weight, stacks);
                    return false;
                }
            }
        }
        if work.stage == Stage::Permitted {
            work.month += leads[work.place.kind as usize];
            work.stage = Stage::Building;
        }
        if work.stage == Stage::Building && work.month <= year_end {
            treasury.pay(work.envelope, work.place.county, work.own);
            if let Some(award) = work.award {
                treasury.complete(award, year);
            }
            finished.push((work.site, work.place, work.weight));
            return false;
        }
        true
    });
    // in a loop of their own: their sites lie all over memory, and are sent for some turns before they are needed
    let mut new = Vec::with_capacity(finished.len());
    for (at, (site, place, weight)) in finished.iter().copied().enumerate() {
        if let Some((ahead, ..)) = finished.get(at + AHEAD) {
            prefetch_index(&*stacks, *ahead as usize);
        }
        let stack = &mut stacks[site as usize];
        if stack.on_air == 0 {
            stack.open(year);
            new.push(site);
        }
        stack.on_air += weight;
        // a stack has one age, also where its stations come on air one after another: it is removed as one
        on_air.add(place, weight, stack.since());
    }
    if removals.any() {
        let elapsed = usize::try_from(calendar.elapsed()).expect("a simulated year");
        let ends = |site, (u, _): (f64, f64)| removals.draw(site, elapsed, u);
        dice.events
            .each_pair(Decision::StationRemoval, new, year, ends);
    }
}

/// Draws for the permit and the month of every awarded work, in order.
fn permit_draws(works: &Works, dice: &Dice, year: Year) -> Vec<(f64, f64)> {
    let awarded = works.0.iter().filter(|work| work.stage == Stage::Awarded);
    let mut draws = Vec::with_capacity(awarded.clone().count());
    let sites = awarded.map(|work| work.site);
    dice.events
        .each_pair(Decision::StationPermit, sites, year, |_, pair| {
            draws.push(pair);
        });
    draws
}

/// Takes stations off the air beyond the ordinary; their places are candidates again.
pub fn remove(
    mut sites: Query<&mut Stack>,
    mut on_air: ResMut<OnAir>,
    mut pool: ResMut<Pool>,
    mut removals: ResMut<Removals>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
) {
    let stacks = by_id(&mut sites);
    let elapsed = usize::try_from(calendar.elapsed()).expect("a simulated year");
    let gone = removals.take(elapsed);
    for (at, site) in gone.iter().copied().enumerate() {
        if let Some(ahead) = gone.get(at + AHEAD) {
            prefetch_index(&*stacks, *ahead as usize);
            prefetch_index(&shared.0.stations.sites, *ahead as usize);
        }
        let stack = &mut stacks[site as usize];
        let place = place(&shared.0, site);
        let gone = std::mem::take(&mut stack.on_air);
        on_air.remove(place, gone, stack.since());
        pool.give_back(site, place, gone, stacks);
    }
}

/// Coverage of a community is `1 - exp(-n_k / d_k)`; of a county, weighted by people.
pub fn cover(mut coverage: ResMut<StationCoverage>, on_air: Res<OnAir>, shared: Res<Shared>) {
    coverage.0 = county_coverage(&shared, &on_air);
}

/// Share of each county's people covered by what is on air.
pub fn county_coverage(shared: &Shared, on_air: &OnAir) -> Vec<f64> {
    let (territory, plan) = (&shared.0.territory, &shared.0.stations);
    territory
        .of_county
        .iter()
        .map(|communities| {
            let (mut people, mut covered) = (0.0, 0.0);
            for k in communities.clone() {
                let here = f64::from(territory.communities[k].people);
                people += here;
                if here > 0.0 {
                    covered += here
                        * (1.0
                            - libm::exp(-f64::from(on_air.by_community[k]) / plan.lots[k].scale));
                }
            }
            if people > 0.0 { covered / people } else { 0.0 }
        })
        .collect()
}

/// Where a site lies, and what stands on it.
pub fn place(shared: &Foundation, site: u32) -> Place {
    let Site {
        community, kind, ..
    } = shared.stations.sites[site as usize];
    Place {
        community,
        county: shared.stations.lots[community as usize].county,
        kind,
    }
}

/// Gives a refused project's money back.
fn release(work: &Work, treasury: &mut Treasury) {
    treasury.release(work.envelope, work.place.county, work.own);
    if let Some(award) = work.award {
        treasury.fail(award);
    }
}

/// Chances of a permit this year by type, without siting support and with it.
struct Permits([[f64; 2]; 4]);

impl Permits {
    fn new(drawn: &Drawn) -> Self {
        Self(StationType::ALL.map(|kind| {
            let chance = drawn.get(match kind {
                StationType::NewMacro => Parameter::PermitNewMacro,
                StationType::CoSiteMacro => Parameter::PermitCoSite,
                StationType::LowBand => Parameter::PermitLowBand,
                StationType::Indoor => Parameter::PermitIndoor,
            });
            let sited = chance + drawn.get(Parameter::SitingSupportEffect);
            [chance, sited.min(1.0)]
        }))
    }

    fn chance(&self, work: &Work) -> f64 {
        self.0[work.place.kind as usize][usize::from(work.sited)]
    }
}

/// Months from the start of work to service.
pub fn lead(drawn: &Drawn, kind: StationType) -> f64 {
    drawn.get(match kind {
        StationType::NewMacro => Parameter::LeadNewSite,
        StationType::CoSiteMacro | StationType::LowBand | StationType::Indoor => {
            Parameter::LeadCoSite
        }
    })
}
