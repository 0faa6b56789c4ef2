//! Which communities get money: operators' own, programmes' for the gap, and projects that make distribution networks ready.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use bevy_ecs::prelude::*;

use super::components::{
    Access, AccessArea, CrewsFull, Network, Odn, Ports, Proposal, Proposals, Work,
};
use super::envelope::Envelopes;
use crate::policy::Supports;
use crate::quantity::{Money, Year};
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::{AwardId, Treasury};
use crate::sim::setting::{Calendar, Dice, Drawn};

/// Puts forward every community without access, cheapest per household first, and every network that is not ready: where
/// access is there or under way first, since only there readiness is of use; then least cost per household (one price a
/// household, so all alike), then the larger. Operators build alone up to the commercial threshold `h × households`; above
/// it the gap is `cost − h × households`, least gap per household first.
pub fn propose(
    communities: Query<(Entity, &AccessArea, &Access, &Odn)>,
    mut proposals: ResMut<Proposals>,
    drawn: Res<Drawn>,
) {
    let threshold = drawn.money(Parameter::CommercialThreshold);
    let odn_cost = drawn.money(Parameter::OdnCost);
    let Proposals {
        commercial,
        subsidised,
        odn,
    } = &mut *proposals;
    commercial.clear();
    subsidised.clear();
    let mut networks = Vec::new();
    for (entity, area, access, network) in &communities {
        if area.households == 0 {
            continue;
        }
        let households = i64::from(area.households);
        if *access == Access::None {
            let gap = area.cost - threshold.scaled(households, 1);
            let list = if gap <= Money::ZERO {
                &mut *commercial
            } else {
                &mut *subsidised
            };
            list.push(Proposal {
                entity,
                area: *area,
                cost: area.cost,
                gap,
            });
        }
        if *network == Odn::Unready {
            let proposal = Proposal {
                entity,
                area: *area,
                cost: odn_cost.scaled(households, 1),
                gap: Money::ZERO,
            };
            networks.push((*access == Access::None, proposal));
        }
    }
    commercial.sort_by(|a, b| by_household(a, b, |p| p.cost));
    subsidised.sort_by(|a, b| by_household(a, b, |p| p.gap));
    networks.sort_by_key(|(without_access, p)| {
        let area = &p.area;
        (*without_access, u32::MAX - area.households, area.community)
    });
    *odn = networks.into_iter().map(|(_, proposal)| proposal).collect();
}

/// The smaller amount per household first, in exact integers; ties by community.
fn by_household(a: &Proposal, b: &Proposal, amount: fn(&Proposal) -> Money) -> Ordering {
    let cross = |p: &Proposal, other: &Proposal| {
        i128::from(amount(p).fen()) * i128::from(other.area.households)
    };
    cross(a, b)
        .cmp(&cross(b, a))
        .then(a.area.community.cmp(&b.area.community))
}

/// Funds access: first what operators build alone, then what programmes pay the gap of. Each purse stops at the first
/// project that it cannot pay: no skipping, or more money could fund fewer.
pub fn award_access(
    mut communities: Query<&mut Access>,
    mut treasury: ResMut<Treasury>,
    mut network: ResMut<Network>,
    mut ports: ResMut<Ports>,
    proposals: Res<Proposals>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let mut envelopes = Envelopes::open(&treasury, year);
    let mut unmatched = BTreeSet::new();
    let lead = drawn.get(Parameter::AccessLead);
    let mut start = |proposal: &Proposal, operator, award| {
        let area = &proposal.area;
        let month = dice
            .events
            .uniform(Decision::AccessMonth, area.community, year);
        let work = Work {
            due: due(&calendar, month, lead),
            cost: proposal.cost,
            operator: Some(operator),
            award,
        };
        *communities
            .get_mut(proposal.entity)
            .expect("communities stay") = Access::Awarded(work);
        network.unserved[usize::from(area.county)] -= u64::from(area.households);
        ports.promised += u64::from(area.ports);
    };
    for proposal in &proposals.commercial {
        if let Some(envelope) = envelopes.promise(&mut treasury, &proposal.area, proposal.cost) {
            start(proposal, (envelope, proposal.cost), None);
        }
    }
    for proposal in &proposals.subsidised {
        let own = proposal.cost - proposal.gap;
        let Some(envelope) = envelopes.promise(&mut treasury, &proposal.area, own) else {
            continue;
        };
        match fill_gap(&mut treasury, &mut unmatched, proposal, year) {
            Some(award) => start(proposal, (envelope, own), Some(award)),
            None => treasury.release(envelope, proposal.area.county, own),
        }
    }
}

/// Gets the whole gap from the first programme whose rule and money allow it. Where a county's match runs short, the award
/// is given back and the programme stops there for the year (`unmatched`).
fn fill_gap(
    treasury: &mut Treasury,
    unmatched: &mut BTreeSet<(u16, u16)>,
    proposal: &Proposal,
    year: Year,
) -> Option<AwardId> {
    let subject = proposal.area.subject();
    let county = proposal.area.county;
    let offers: Vec<u16> = treasury
        .offers(Supports::GigabitAccess, &subject, year)
        .filter(|p| {
            let instrument = &treasury.programmes()[usize::from(*p)].instrument;
            instrument.support(proposal.cost) >= proposal.gap && !unmatched.contains(&(*p, county))
        })
        .collect();
    for programme in offers {
        let Some(granted) = treasury.award(programme, county, proposal.gap, year) else {
            continue;
        };
        if granted.amount >= proposal.gap {
            return Some(granted.id);
        }
        treasury.fail(granted.id);
        unmatched.insert((programme, county));
    }
    None
}

/// Funds readiness projects while programmes' money and crews last. A programme that pays a share leaves the rest to the
/// access operators, out of what their envelope has left. Crews take the list in order and stop at the first project that is
/// too large for the rest of their year.
pub fn award_odn(
    mut communities: Query<&mut Odn>,
    mut treasury: ResMut<Treasury>,
    mut network: ResMut<Network>,
    mut crews_full: ResMut<CrewsFull>,
    proposals: Res<Proposals>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let mut envelopes = Envelopes::open(&treasury, year);
    let mut crews = drawn.get(Parameter::OdnCrews);
    let mut full = false;
    for proposal in &proposals.odn {
        let area = &proposal.area;
        let subject = area.subject();
        let offers: Vec<u16> = treasury
            .offers(Supports::OdnReadiness, &subject, year)
            .collect();
        if offers.is_empty() {
            continue;
        }
        full |= f64::from(area.households) > crews;
        if full {
            crews_full.0[usize::from(area.county)] = true;
            continue;
        }
        let funded = offers.into_iter().find_map(|programme| {
            share_cost(&mut treasury, &mut envelopes, proposal, programme, year)
        });
        let Some((operator, award)) = funded else {
            continue;
        };
        let month = dice
            .events
            .uniform(Decision::OdnMonth, area.community, year);
        let work = Work {
            due: due(&calendar, month, drawn.get(Parameter::OdnLead)),
            cost: proposal.cost,
            operator,
            award: Some(award),
        };
        *communities
            .get_mut(proposal.entity)
            .expect("communities stay") = Odn::UnderWay(work);
        network.unready[usize::from(area.county)] -= u64::from(area.households);
        crews -= f64::from(area.households);
    }
}

/// A programme's support and the operators' rest of a readiness project, if both are there.
fn share_cost(
    treasury: &mut Treasury,
    envelopes: &mut Envelopes,
    proposal: &Proposal,
    programme: u16,
    year: Year,
) -> Option<(Option<(u16, Money)>, AwardId)> {
    let instrument = treasury.programmes()[usize::from(programme)].instrument;
    let support = instrument.support(proposal.cost).min(proposal.cost);
    if support < proposal.cost && envelopes.spent_out() {
        return None;
    }
    let granted = treasury.award(programme, proposal.area.county, support, year)?;
    let rest = proposal.cost - granted.amount;
    if rest.is_zero() {
        return Some((None, granted.id));
    }
    if let Some(envelope) = envelopes.promise(treasury, &proposal.area, rest) {
        Some((Some((envelope, rest)), granted.id))
    } else {
        treasury.fail(granted.id);
        None
    }
}

/// Months from the end of the base year to service: the award's month, drawn uniformly in the year, and the lead time.
fn due(calendar: &Calendar, month: f64, lead: f64) -> f64 {
    12.0 * (f64::from(calendar.elapsed() - 1) + month) + lead
}
