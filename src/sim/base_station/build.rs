//! Permits, construction and removal: how funded stations come on air, or do not.

use bevy_ecs::prelude::*;

use super::components::{
    OnAir, Pool, Site, Sites, Stack, Stage, StationCoverage, Stops, Work, Works,
};
use crate::policy::StationType;
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Dice, Drawn, Shared};

/// Permits refused after which a project is given up.
const MOST_REFUSALS: u8 = 2;

/// Draws permits, moves work on, puts finished stations on air.
#[expect(
    clippy::too_many_arguments,
    reason = "a system asks for what it touches"
)]
pub fn build(
    mut sites: Query<(&Site, &mut Stack)>,
    mut works: ResMut<Works>,
    mut on_air: ResMut<OnAir>,
    mut pool: ResMut<Pool>,
    mut treasury: ResMut<Treasury>,
    mut stops: ResMut<Stops>,
    entities: Res<Sites>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    drawn: Res<Drawn>,
    dice: Res<Dice>,
) {
    let year = calendar.year;
    let year_end = 12.0 * f64::from(calendar.elapsed());
    works.0.retain_mut(|work| {
        let (site, mut stack) = sites
            .get_mut(entities.0[work.site as usize])
            .expect("every site has its entity");
        let county = shared.0.territory.communities[site.community as usize].county;
        let place = usize::from(county);
        if work.stage == Stage::Awarded {
            let u = dice
                .events
                .uniform(Decision::StationPermit, work.site, year);
            if u < permit(&drawn, site.kind, work.sited) {
                stops.permitted[place] += u64::from(work.weight);
                let begun = 12.0 * f64::from(calendar.elapsed() - 1);
                if work.month < begun {
                    work.month =
                        begun + 12.0 * dice.events.uniform(Decision::StationMonth, work.site, year);
                }
                work.stage = Stage::Permitted;
            } else {
                stops.refused[place] += u64::from(work.weight);
                work.refusals += 1;
                if work.refusals >= MOST_REFUSALS {
                    release(work, county, &mut treasury);
                    stack.waiting += work.weight;
                    pool.left[place] += u64::from(work.weight);
                    let next = &mut pool.next[site.community as usize];
                    *next = (*next).min(work.site);
                    return false;
                }
            }
        }
        if work.stage == Stage::Permitted {
            work.month += lead(&drawn, site.kind);
            work.stage = Stage::Building;
        }
        if work.stage == Stage::Building && work.month <= year_end {
            treasury.pay(work.envelope.0, county, work.envelope.1);
            if let Some(award) = work.award {
                treasury.complete(award, year);
            }
            if stack.on_air == 0 {
                stack.since = year;
            }
            stack.on_air += work.weight;
            on_air.add(*site, county, work.weight, year);
            return false;
        }
        true
    });
}

/// Takes stations off the air beyond the ordinary; their places are candidates again.
#[expect(
    clippy::too_many_arguments,
    reason = "a system asks for what it touches"
)]
pub fn remove(
    mut sites: Query<(&Site, &mut Stack)>,
    mut on_air: ResMut<OnAir>,
    mut pool: ResMut<Pool>,
    entities: Res<Sites>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    drawn: Res<Drawn>,
    dice: Res<Dice>,
) {
    let rate = drawn.get(Parameter::StationRemovals);
    if rate <= 0.0 {
        return;
    }
    for (id, entity) in (0_u32..).zip(&entities.0) {
        let (site, mut stack) = sites.get_mut(*entity).expect("every site has its entity");
        let standing = stack.on_air > 0 && stack.since < calendar.year;
        if standing
            && dice
                .events
                .uniform(Decision::StationRemoval, id, calendar.year)
                < rate
        {
            let county = shared.0.territory.communities[site.community as usize].county;
            let gone = stack.on_air;
            on_air.remove(*site, county, gone, stack.since);
            stack.on_air = 0;
            stack.waiting += gone;
            pool.left[usize::from(county)] += u64::from(gone);
            let next = &mut pool.next[site.community as usize];
            *next = (*next).min(id);
        }
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
                        * (1.0 - libm::exp(-f64::from(on_air.by_community[k]) / plan.scale[k]));
                }
            }
            if people > 0.0 { covered / people } else { 0.0 }
        })
        .collect()
}

/// Gives a refused project's money back.
fn release(work: &Work, county: u16, treasury: &mut Treasury) {
    treasury.release(work.envelope.0, county, work.envelope.1);
    if let Some(award) = work.award {
        treasury.fail(award);
    }
}

/// Chance of a permit this year.
fn permit(drawn: &Drawn, kind: StationType, sited: bool) -> f64 {
    let chance = drawn.get(match kind {
        StationType::NewMacro => Parameter::PermitNewMacro,
        StationType::CoSiteMacro => Parameter::PermitCoSite,
        StationType::LowBand => Parameter::PermitLowBand,
        StationType::Indoor => Parameter::PermitIndoor,
    });
    if sited {
        (chance + drawn.get(Parameter::SitingSupportEffect)).min(1.0)
    } else {
        chance
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
