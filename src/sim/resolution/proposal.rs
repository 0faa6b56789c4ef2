//! Where nodes come from: the base year's nodes and pipeline, planned nodes, and lead enterprises of the industry chains.

use bevy_ecs::prelude::*;

use super::components::{
    Finance, Losses, NodeKey, NodeProject, NodeService, Progress, Sponsor, Stage,
};
use super::stages::{Timetable, advance};
use crate::policy::{Instrument, Subject, Supports};
use crate::quantity::{Money, Year};
use crate::random::{Decision, poisson};
use crate::scenario::{Parameter, Scenario};
use crate::sim::enterprise::Census;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Case, Dice, Drawn};

/// What a node is when it is spawned.
type Newcomer = (NodeKey, NodeProject, Progress, Finance);

/// Agents of planned nodes lie beyond those of proposals.
const PLANNED: u32 = 1 << 31;

/// Puts the base year's nodes and the pipeline in place. The pipeline is what the base rate would have left under way:
/// `Poisson(rate × lead / 12)` proposals at uniform ages up to the lead time, those that have failed a stage already taken
/// out.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let dice = *world.resource::<Dice>();
    let drawn = world.resource::<Drawn>().clone();
    let chains = chains(&case);
    let mut service = NodeService::none(chains, chains_per_node(&case));
    let timetable = Timetable::new(&drawn);
    let mut nodes: Vec<Newcomer> = Vec::new();

    let existing = count(drawn.get(Parameter::Nodes));
    for agent in 0..existing {
        let (chain, county) = dice.state.pair(Decision::NodeChain, agent, case.base_year);
        let project = NodeProject {
            chain: pick_chain(chain, chains),
            county: pick_county(county, &case),
            proposed: -timetable.lead(),
            sponsor: Sponsor::OwnAccord,
        };
        let progress = Progress {
            stage: Stage::Operating,
            since: 0.0,
            lost: false,
        };
        service.open(project.chain);
        let key = NodeKey {
            year: case.base_year,
            agent: PLANNED + agent,
        };
        nodes.push((key, project, progress, Finance::Past));
    }

    let mean = drawn.get(Parameter::NodeProposalRate) * timetable.lead() / 12.0;
    let pipeline = poisson(
        dice.state
            .uniform(Decision::NodePipeline, 0, case.base_year),
        mean,
    );
    for agent in 0..pipeline {
        let at = |index| {
            dice.state
                .uniform_at(Decision::NodePipeline, agent, case.base_year, index)
        };
        let key = NodeKey {
            year: case.base_year,
            agent,
        };
        let project = NodeProject {
            chain: pick_chain(at(2), chains),
            county: pick_county(at(3), &case),
            proposed: -at(1) * timetable.lead(),
            sponsor: Sponsor::OwnAccord,
        };
        let mut progress = proposed(&project);
        while advance(&mut progress, &timetable, &dice.state, key, 0.0).is_some() {}
        if !progress.lost {
            nodes.push((key, project, progress, Finance::Open));
        }
    }
    world.spawn_batch(nodes);
    world.insert_resource(service);
    world.insert_resource(Losses::default());
}

/// Sponsors come forward: planned nodes in their year, and of every chain `Poisson(lambda)` proposals. Two counts are made
/// from one draw, with and without the grant's pull; the proposals by which the first is larger are those the grant brought
/// forth. Without owners' money nobody proposes.
pub fn propose(
    mut commands: Commands,
    treasury: Res<Treasury>,
    census: Res<Census>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let (case, year) = (&case.0, calendar.year);
    if treasury.own_funds(Supports::SecondaryNode, year).is_none() {
        return;
    }
    let chains = chains(case);
    let mut nodes: Vec<Newcomer> = Vec::new();
    let mut forward = |agent: u32, chain: u8, sponsor: Sponsor| {
        let (month, county) = dice.events.pair(Decision::NodeMonth, agent, year);
        let project = NodeProject {
            chain,
            county: pick_county(county, case),
            proposed: 12.0 * (f64::from(calendar.elapsed() - 1) + month),
            sponsor,
        };
        let key = NodeKey { year, agent };
        nodes.push((key, project, proposed(&project), Finance::Open));
    };
    for (ordinal, planned) in (0_u32..).zip(case.planned_nodes.iter().filter(|p| p.year == year)) {
        forward(PLANNED + ordinal, planned.chain, Sponsor::OwnAccord);
    }
    let elasticity = drawn.get(Parameter::NodeChainElasticity);
    let rate = drawn.get(Parameter::NodeProposalRate) / f64::from(chains);
    for chain in 0..chains {
        let at = usize::from(chain);
        let growth = chain_growth(
            census.level3_by_chain[at],
            census.level3_by_chain_base[at],
            elasticity,
        );
        let pull = 1.0
            + drawn.get(Parameter::NodeGrantEffect)
                * rate_on_offer(&treasury, chain, case, &drawn, year);
        let draw = dice
            .events
            .uniform(Decision::NodeProposals, u32::from(chain), year);
        let of_own_accord = poisson(draw, rate * growth);
        for ordinal in 0..poisson(draw, rate * growth * pull) {
            let sponsor = if ordinal < of_own_accord {
                Sponsor::OwnAccord
            } else {
                Sponsor::Grant
            };
            forward(256 * ordinal + u32::from(chain), chain, sponsor);
        }
    }
    commands.spawn_batch(nodes);
}

/// How a chain's enterprises at level 3 and above move its proposals: `((E3 + 1) / (E3_0 + 1))^elasticity`. The one added
/// keeps a chain that had none at the base year defined. Chains share the base rate equally: no source says which proposes
/// more.
fn chain_growth(now: f64, base: f64, elasticity: f64) -> f64 {
    libm::pow((now + 1.0) / (base + 1.0), elasticity)
}

/// The highest support rate on offer to a chain's nodes: of programmes that can pay at least one of them somewhere. Less
/// money than that is no offer.
fn rate_on_offer(
    treasury: &Treasury,
    chain: u8,
    case: &Scenario,
    drawn: &Drawn,
    year: Year,
) -> f64 {
    let investment = drawn.money(Parameter::NodeInvestment);
    let subject = Subject {
        chain: Some(chain),
        ..Subject::default()
    };
    let counties = (0_u16..).zip(&case.counties);
    treasury
        .lines(Supports::SecondaryNode, Instrument::awards, year)
        .filter_map(|p| {
            let programme = &treasury.programmes()[usize::from(p)];
            let support = programme.instrument.support(investment).min(investment);
            let matched = programme.matching.map_or(0.0, |m| m.ratio);
            let own = support.times(1.0 / (1.0 + matched));
            let pays = |county| {
                let place = Subject {
                    county: Some(county),
                    ..subject
                };
                programme.filter.admits(&place) && treasury.free(p, county) >= own
            };
            let offered = support > Money::ZERO && counties.clone().any(|(county, _)| pays(county));
            offered.then(|| programme.instrument.rate())
        })
        .fold(0.0, f64::max)
}

const fn proposed(project: &NodeProject) -> Progress {
    Progress {
        stage: Stage::Proposed,
        since: project.proposed,
        lost: false,
    }
}

/// Number of industry chains.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the catalogue allows 1 to 200 chains"
)]
pub fn chains(case: &Scenario) -> u8 {
    case.base(Parameter::Chains) as u8
}

/// Number of chains that a node serves.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the catalogue allows 1 to 200 chains"
)]
fn chains_per_node(case: &Scenario) -> u8 {
    case.base(Parameter::ChainsPerNode) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the catalogue allows 0 to 10 000 nodes"
)]
fn count(value: f64) -> u32 {
    libm::round(value) as u32
}

/// Every chain alike.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "below the number of chains, since u < 1"
)]
fn pick_chain(u: f64, chains: u8) -> u8 {
    (u * f64::from(chains)) as u8
}

/// A county, weighted by its above-scale enterprises; all alike where there are none.
fn pick_county(u: f64, case: &Scenario) -> u16 {
    #[expect(clippy::cast_precision_loss, reason = "enterprises are far below 2⁵³")]
    let mut weights: Vec<f64> = case.counties.iter().map(|c| c.above_scale as f64).collect();
    if weights.iter().all(|w| *w <= 0.0) {
        weights.fill(1.0);
    }
    let mut left = u * weights.iter().sum::<f64>();
    let found = (0_u16..).zip(&weights).find(|(_, weight)| {
        left -= **weight;
        left < 0.0
    });
    // a sum of floats may leave a crumb at the very end: the last county with weight takes it
    found
        .or_else(|| (0_u16..).zip(&weights).filter(|(_, w)| **w > 0.0).last())
        .map_or(0, |(county, _)| county)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_without_advanced_enterprises_keeps_its_rate() {
        assert!((chain_growth(0.0, 0.0, 0.5) - 1.0).abs() < 1e-12);
        assert!((chain_growth(7.0, 1.0, 0.5) - 2.0).abs() < 1e-12);
        assert!((chain_growth(7.0, 1.0, 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn chains_are_dealt_evenly_and_within_bounds() {
        let chains: Vec<u8> = [0.001, 0.34, 0.5, 0.999_999]
            .map(|u| pick_chain(u, 3))
            .to_vec();
        assert_eq!(chains, [0, 1, 1, 2]);
    }
}
