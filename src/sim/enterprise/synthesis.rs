//! Enterprises made from county counts, which they meet exactly, and the orders in which the base year cuts them. Knows no
//! money, level or year.

use rayon::prelude::*;

use crate::policy::Size;
use crate::quantity::{Money, largest_remainder};
use crate::random::{Decision, Draws, normal_quantile};
use crate::scenario::{Parameter, Scenario};

/// Chains that lead in a county; `leading_chain_share` of its enterprises belong to them.
const LEADING_CHAINS: usize = 3;

/// What an enterprise is in every run. One unit stands for `weight` real enterprises that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnterpriseUnit {
    /// County (index).
    pub county: u16,
    /// Industry chain (index).
    pub chain: u8,
    /// Size.
    pub size: Size,
    /// Real enterprises it stands for, at least 1.
    pub weight: u32,
    /// Base-year turnover of all of them; zero below designated size, where it is not known.
    pub turnover: Money,
    /// Cost relative to the mean of its size: lognormal with mean 1.
    pub cost_factor: f64,
}

/// All enterprises of a place, in order of county, chain and size. An enterprise's id is its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Enterprises {
    /// Number of industry chains.
    pub chains: usize,
    /// The enterprises.
    pub units: Vec<EnterpriseUnit>,
    /// For each county, the group of counties whose enterprises are each other's peers (index).
    pub peer_group: Vec<usize>,
    /// Ids in the order in which they have started by the base year, below (0) and above (1) designated size.
    pub started: [Vec<u32>; 2],
    /// Ids in the order in which started ones have risen by the base year, below (0) and above (1) designated size.
    pub risen: [Vec<u32>; 2],
    /// Ids above designated size in the order in which they have been diagnosed by the base year.
    pub diagnosed: Vec<u32>,
    /// All ids in the order in which they have been connected to a node by the base year.
    pub connected: Vec<u32>,
}

impl Enterprises {
    /// Makes the enterprises of `scenario`: a function of its places, shared parameters and population seed alone.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let draws = Draws::shared(scenario.population_seed);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of 1 to 200"
        )]
        let chains = libm::round(scenario.base(Parameter::Chains)) as usize;
        let mut units = settle(scenario, chains, &draws);
        units.shrink_to_fit();
        units.par_sort_by_key(|unit| (unit.county, unit.chain, unit.size));
        give_turnover(scenario, &draws, &mut units);
        give_cost(scenario, &draws, &mut units);
        let by_lot = |decision| order_of(&units, &draws, decision, |u, _| u);
        let sides = |order: Vec<u32>| {
            let (above, below) = order
                .into_iter()
                .partition(|id| units[*id as usize].size.above_scale());
            [below, above]
        };
        let [_, diagnosed] = sides(by_lot(Decision::EnterpriseDiagnosed));
        Self {
            chains,
            peer_group: peer_groups(scenario),
            started: sides(start_order(scenario, &draws, &units)),
            risen: sides(by_lot(Decision::EnterpriseLevel)),
            diagnosed,
            connected: by_lot(Decision::EnterpriseConnection),
            units,
        }
    }
}

/// A unit stands for at most this part of a county's enterprises of one size: with coarser ones the few large enterprises
/// would start or rise all at once or not at all, and units of weight 10 would not agree with single ones.
const UNITS_OF_A_SIZE: u64 = 8;

/// Counts by county and size, each dealt in units of the scenario's weight (the last one smaller) or of the most a unit may
/// stand for, with their chains.
fn settle(scenario: &Scenario, chains: usize, draws: &Draws) -> Vec<EnterpriseUnit> {
    let large = scenario.base(Parameter::SizeLargeShare);
    let medium = scenario.base(Parameter::SizeMediumShare);
    let small = 1.0 - large - medium;
    // shares that the check allows to sum to a hair above one
    let shares = [small.max(0.0), medium, large];
    #[expect(clippy::cast_precision_loss, reason = "enterprises are far below 2⁵³")]
    let above: Vec<f64> = scenario
        .counties
        .iter()
        .map(|c| c.above_scale as f64)
        .collect();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the catalogue allows up to 1e8"
    )]
    let below_total = libm::round(scenario.base(Parameter::BelowScaleEnterprises)) as i64;
    let below = largest_remainder(below_total, &above);
    let mut units = Vec::new();
    for ((county, place), below) in (0_u16..).zip(&scenario.counties).zip(below) {
        let weights = chain_weights(scenario, county, chains, draws);
        let above = i64::try_from(place.above_scale).expect("fewer than 2⁶³ enterprises");
        let mut numbers = vec![below];
        numbers.extend(largest_remainder(above, &shares));
        for (size, number) in Size::ALL.into_iter().zip(numbers) {
            let mut left = u64::try_from(number).expect("a part of a count");
            let most = u64::from(scenario.weight).min((left / UNITS_OF_A_SIZE).max(1));
            while left > 0 {
                let weight = left.min(most);
                left -= weight;
                let serial = u32::try_from(units.len()).expect("fewer than 2³² enterprises");
                let u = draws.uniform(Decision::EnterpriseChain, serial, 0);
                units.push(EnterpriseUnit {
                    county,
                    chain: pick(&weights, u),
                    size,
                    weight: u32::try_from(weight).expect("at most the scenario's weight"),
                    turnover: Money::ZERO,
                    cost_factor: 1.0,
                });
            }
        }
    }
    units
}

/// The share of each chain in a county: the leading ones hold `leading_chain_share` in equal parts, the others the rest.
fn chain_weights(scenario: &Scenario, county: u16, chains: usize, draws: &Draws) -> Vec<f64> {
    let lead = scenario.base(Parameter::LeadingChainShare);
    let lot = |chain: usize| {
        let index = u32::try_from(chain).expect("at most 200 chains");
        draws.uniform_at(Decision::LeadingChain, u32::from(county), 0, index)
    };
    let mut order: Vec<usize> = (0..chains).collect();
    order.sort_by(|a, b| lot(*a).total_cmp(&lot(*b)).then(a.cmp(b)));
    let leading = LEADING_CHAINS.min(chains);
    let others = chains - leading;
    let mut weights = vec![0.0; chains];
    for (rank, chain) in order.into_iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "at most 200 chains")]
        let weight = if others == 0 {
            1.0 / leading as f64
        } else if rank < leading {
            lead / leading as f64
        } else {
            (1.0 - lead) / others as f64
        };
        weights[chain] = weight;
    }
    weights
}

/// The position at which the running sum of `weights`, which sum to 1, passes `u`.
fn pick(weights: &[f64], u: f64) -> u8 {
    let mut sum = 0.0;
    let at = weights.iter().position(|w| {
        sum += w;
        u < sum
    });
    let last = weights.iter().rposition(|w| *w > 0.0).unwrap_or(0);
    u8::try_from(at.unwrap_or(last)).expect("at most 200 chains")
}

/// Turnover: lognormal within a size; the mean of medium and large ones relative to small ones is as stated, and the total is
/// exact to the fen.
fn give_turnover(scenario: &Scenario, draws: &Draws, units: &mut [EnterpriseUnit]) {
    let relative = |size: Size| match size {
        Size::BelowScale => 0.0,
        Size::Small => 1.0,
        Size::Medium => scenario.base(Parameter::TurnoverRatioMedium),
        Size::Large => scenario.base(Parameter::TurnoverRatioLarge),
    };
    let spread = scenario.base(Parameter::TurnoverSpread);
    let factors = spread_factors(units, spread, draws, Decision::EnterpriseTurnover);
    let weights: Vec<f64> = units
        .iter()
        .zip(factors)
        .map(|(unit, factor)| relative(unit.size) * f64::from(unit.weight) * factor)
        .collect();
    if weights.iter().all(|w| *w <= 0.0) {
        return;
    }
    let total = Money::from_yuan(scenario.base(Parameter::TurnoverAboveScale));
    for (unit, turnover) in units.iter_mut().zip(total.split(&weights)) {
        unit.turnover = turnover;
    }
}

/// Cost: lognormal, so that the drawn cost of a size is its mean.
fn give_cost(scenario: &Scenario, draws: &Draws, units: &mut [EnterpriseUnit]) {
    let spread = scenario.base(Parameter::CostSpread);
    let factors = spread_factors(units, spread, draws, Decision::EnterpriseCost);
    for (unit, factor) in units.iter_mut().zip(factors) {
        unit.cost_factor = factor;
    }
}

/// Lognormal factors whose mean over the real enterprises of each size is exactly 1: what is stated for a size holds for the
/// ones that are there, however few units stand for them.
fn spread_factors(
    units: &[EnterpriseUnit],
    spread: f64,
    draws: &Draws,
    decision: Decision,
) -> Vec<f64> {
    let mut factors = by_draw(units, draws, decision, |_, u, _| {
        libm::exp(spread * normal_quantile(u))
    });
    let mut sums = [(0.0, 0.0); Size::ALL.len()];
    for (unit, factor) in units.iter().zip(&factors) {
        let (number, sum) = &mut sums[unit.size as usize];
        *number += f64::from(unit.weight);
        *sum += f64::from(unit.weight) * factor;
    }
    let means = sums.map(|(number, sum)| number / sum);
    for (unit, factor) in units.iter().zip(&mut factors) {
        *factor *= means[unit.size as usize];
    }
    factors
}

/// A sample without replacement weighted by size, as an order: exponential keys `-ln(u) / weight`, smallest first
/// (Efraimidis and Spirakis 2006).
fn start_order(scenario: &Scenario, draws: &Draws, units: &[EnterpriseUnit]) -> Vec<u32> {
    let medium = scenario.base(Parameter::StartWeightMedium);
    let large = scenario.base(Parameter::StartWeightLarge);
    order_of(units, draws, Decision::EnterpriseStarted, |u, unit| {
        let weight = match unit.size {
            Size::BelowScale | Size::Small => 1.0,
            Size::Medium => medium,
            Size::Large => large,
        };
        -libm::log(u) / weight
    })
}

/// Ids by a key of their own draw, from 0 up, smallest first, ties by id.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves of a key are asked"
)]
fn order_of(
    units: &[EnterpriseUnit],
    draws: &Draws,
    decision: Decision,
    key: impl Fn(f64, &EnterpriseUnit) -> f64 + Sync,
) -> Vec<u32> {
    // floats from 0 up are ordered as their bits; in halves, so that key and id lie close
    let mut keyed = by_draw(units, draws, decision, |id, u, unit| {
        let bits = key(u, unit).to_bits();
        [(bits >> 32) as u32, bits as u32, id]
    });
    keyed.par_sort_unstable();
    keyed.into_iter().map(|[.., id]| id).collect()
}

/// Units worked on in one go.
const UNITS_A_PART: usize = 8192;

/// What `make` makes of each unit's id, its draw and the unit itself, in order.
fn by_draw<T: Clone + Default + Send>(
    units: &[EnterpriseUnit],
    draws: &Draws,
    decision: Decision,
    make: impl Fn(u32, f64, &EnterpriseUnit) -> T + Sync,
) -> Vec<T> {
    let mut made = vec![T::default(); units.len()];
    let parts = made
        .par_chunks_mut(UNITS_A_PART)
        .zip(units.par_chunks(UNITS_A_PART));
    parts.enumerate().for_each(|(part, (made, units))| {
        let first = u32::try_from(part * UNITS_A_PART).expect("fewer than 2³² enterprises");
        let mut places = made.iter_mut().zip(units);
        draws.each_pair(decision, (first..).take(units.len()), 0, |id, (u, _)| {
            if let Some((place, unit)) = places.next() {
                *place = make(id, u, unit);
            }
        });
    });
    made
}

/// Counties of one group are one neighbourhood.
fn peer_groups(scenario: &Scenario) -> Vec<usize> {
    let mut names: Vec<&str> = scenario.counties.iter().map(|c| &*c.peer_group).collect();
    names.sort_unstable();
    names.dedup();
    scenario
        .counties
        .iter()
        .map(|c| names.binary_search(&&*c.peer_group).expect("its own name"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_follows_the_shares() {
        let shares = [0.25, 0.0, 0.75];
        assert_eq!(pick(&shares, 0.2), 0);
        assert_eq!(pick(&shares, 0.25), 2);
        // sums that fall short of one by rounding still pick a chain with a share
        assert_eq!(pick(&[0.5, 0.5 - 1e-12, 0.0], 1.0 - 1e-13), 1);
    }
}
