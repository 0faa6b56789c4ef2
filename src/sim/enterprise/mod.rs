//! Enterprises: they start, rise, are diagnosed, connect to nodes and trade online. Knows how no programme shares its money
//! and how no node is built.

mod adopt;
mod award;
mod components;
mod hazard;
mod observe;
mod propose;
mod synthesis;
#[cfg(test)]
mod tests;
mod trade;

use std::ops::Range;

use bevy_ecs::prelude::*;

use super::resolution::NodeService;
use super::setting::{Case, Dice, Drawn, Shared};
use super::world::replace;
use super::year::{Domain, Slot, YearPhase};
use crate::quantity::Year;
use crate::random::Decision;
use crate::scenario::Parameter;

pub use components::Census;
use components::{Enterprise, Maturity, NextId, Outcome, Proposals, Tally, Thresholds};
use hazard::Hazards;
use observe::Trade;
pub use observe::observe;
pub use synthesis::Enterprises;

/// Puts the base year's enterprises in place: a cut in the shared orders, as deep as this run's draw.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let shared = world.resource::<Shared>().0.clone();
    let foundation = &shared.enterprises;
    let drawn = world.resource::<Drawn>();
    let state = BaseYear::new(foundation, drawn, world.resource::<NodeService>());
    let mut tally = Tally::new(case.counties.len(), foundation.chains);
    for (enterprise, maturity) in &state.enterprises {
        let turnover = adopt::turnover(foundation, enterprise);
        tally.enter(enterprise, maturity.level, turnover);
        if maturity.diagnosed {
            tally.diagnosed[usize::from(enterprise.county)] += enterprise.weight;
        }
        if maturity.connected {
            tally.connect(0, enterprise.county, enterprise.weight);
        }
    }
    let trade = Trade::new(drawn, &tally.turnover);
    let mut census = Census {
        level3_by_chain: Vec::new(),
        level3_by_chain_base: Vec::new(),
        level2_share: 0.0,
        level2_share_base: 0.0,
    };
    census.take(&tally);
    census
        .level3_by_chain_base
        .clone_from(&census.level3_by_chain);
    census.level2_share_base = census.level2_share;
    let none = vec![0; case.counties.len()];
    let number = u32::try_from(state.enterprises.len()).expect("fewer than 2³² enterprises");
    world.insert_resource(NextId(number));
    let thresholds = FirstThresholds {
        dice: *world.resource::<Dice>(),
        base_year: case.base_year,
        ids: 0..number,
        drawn: [Thresholds::default(); LANES].into_iter(),
    };
    let rows = state.enterprises.into_iter().zip(thresholds);
    let rows = rows.map(|((enterprise, maturity), thresholds)| (enterprise, maturity, thresholds));
    replace::<Columns, _>(
        world,
        rows,
        |(mut enterprise, mut maturity, mut thresholds), row| {
            (*enterprise, *maturity, *thresholds) = row;
        },
    );
    world.insert_resource(tally);
    world.insert_resource(trade);
    world.insert_resource(census);
    world.insert_resource(Hazards::default());
    if let Some(mut proposals) = world.get_resource_mut::<Proposals>() {
        proposals.clear();
    } else {
        world.insert_resource(Proposals::default());
    }
    world.insert_resource(Outcome {
        starts: none.clone(),
        refused: none,
    });
}

/// All that an enterprise holds.
type Columns = (
    &'static mut Enterprise,
    &'static mut Maturity,
    &'static mut Thresholds,
);

/// Enterprises drawn side by side.
const LANES: usize = 32;

/// What the base year's enterprises withstand, by id: drawn some at a time, so that they need no memory.
struct FirstThresholds {
    dice: Dice,
    base_year: Year,
    /// Enterprises to come.
    ids: Range<u32>,
    /// Thresholds of the next of them; those of ids that are a multiple of [`LANES`] are drawn with those behind them.
    drawn: std::array::IntoIter<Thresholds, LANES>,
}

impl Iterator for FirstThresholds {
    type Item = Thresholds;

    fn next(&mut self) -> Option<Thresholds> {
        let first = self.ids.next()?;
        if (first as usize).is_multiple_of(LANES) {
            let mut ids = [first; LANES];
            for (lane, id) in (0_u32..).zip(&mut ids) {
                // beyond the last enterprise nobody asks
                *id = id.wrapping_add(lane);
            }
            let (draws, decision) = (&self.dice.events, Decision::EnterpriseStep);
            let drawn = draws.pairs_made(decision, ids, self.base_year, Thresholds::of);
            self.drawn = drawn.into_iter();
        }
        self.drawn.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
    }
}

impl ExactSizeIterator for FirstThresholds {}

/// Adds the enterprises' systems to the year.
pub fn install(schedule: &mut Schedule) {
    schedule.add_systems((
        (
            hazard::set_hazards,
            propose::propose,
            propose::propose_connections,
        )
            .chain()
            .in_set(Slot(YearPhase::Propose, Domain::Enterprise)),
        (award::award_diagnoses, award::award_steps)
            .chain()
            .in_set(Slot(YearPhase::Award, Domain::Enterprise)),
        (
            adopt::connect,
            adopt::diagnose,
            adopt::take_steps,
            adopt::take_census,
        )
            .chain()
            .in_set(Slot(YearPhase::Adopt, Domain::Enterprise)),
    ));
}

/// The base year's state being cut.
struct BaseYear {
    enterprises: Vec<(Enterprise, Maturity)>,
    /// Parts split off at an earlier cut: the unit, and their own position.
    rests: Vec<(u32, u32)>,
}

impl BaseYear {
    fn new(foundation: &Enterprises, drawn: &Drawn, nodes: &NodeService) -> Self {
        let enterprises = (0_u32..)
            .zip(&foundation.units)
            .map(|(id, unit)| {
                let enterprise = Enterprise {
                    unit: id,
                    weight: unit.weight,
                    county: unit.county,
                    chain: unit.chain,
                    size: unit.size,
                };
                (enterprise, Maturity::default())
            })
            .collect();
        let mut state = Self {
            enterprises,
            rests: Vec::new(),
        };
        let all = |order: &[u32]| -> f64 {
            let weights = order.iter().map(|id| foundation.units[*id as usize].weight);
            weights.map(f64::from).sum()
        };
        let diagnosed = &foundation.diagnosed;
        let number = count(drawn.get(Parameter::Diagnosed) * all(diagnosed));
        let anyone = |_: &Enterprise, _: &Maturity| true;
        state.cut(diagnosed, number, anyone, |maturity| {
            maturity.diagnosed = true;
        });
        let started = [Parameter::StartedBelowScale, Parameter::StartedAboveScale];
        let started: [u64; 2] = std::array::from_fn(|side| {
            let order = &foundation.started[side];
            let number = count(drawn.get(started[side]) * all(order));
            state.cut(order, number, anyone, |maturity| maturity.level = 1);
            number
        });
        let [level2, level3, level4] = [
            Parameter::BaseLevel2,
            Parameter::BaseLevel3,
            Parameter::BaseLevel4,
        ]
        .map(|p| drawn.get(p));
        let at_least = [level2 + level3 + level4, level3 + level4, level4];
        for (order, started) in foundation.risen.iter().zip(started) {
            #[expect(clippy::cast_precision_loss, reason = "counts below 1e8")]
            let started = started as f64;
            for (level, share) in (2..).zip(at_least) {
                let below = |_: &Enterprise, maturity: &Maturity| maturity.level == level - 1;
                state.cut(order, count(share * started), below, |maturity| {
                    maturity.level = level;
                });
            }
        }
        // connected ones are started ones of chains with a node; all of them, where the number asks for more
        let number = count(drawn.get(Parameter::ConnectedEnterprises));
        let served = |enterprise: &Enterprise, maturity: &Maturity| {
            maturity.level > 0 && nodes.operating_by_chain[usize::from(enterprise.chain)] > 0
        };
        state.cut(&foundation.connected, number, served, |maturity| {
            maturity.connected = true;
        });
        state
    }

    /// Changes the first `number` real enterprises in `order` of those that are asked for; one that stands for more than are
    /// left is divided.
    fn cut(
        &mut self,
        order: &[u32],
        number: u64,
        asked: impl Fn(&Enterprise, &Maturity) -> bool,
        change: impl Fn(&mut Maturity),
    ) {
        let mut left = number;
        for unit in order {
            // parts split off at this cut are not asked again
            let rests = self.rests.len();
            let parts = std::iter::once(None).chain((0..rests).map(Some));
            for rest in parts {
                if left == 0 {
                    return;
                }
                let id = match rest.map(|rest| self.rests[rest]) {
                    None => *unit,
                    Some((of, id)) if of == *unit => id,
                    Some(_) => continue,
                };
                let (enterprise, maturity) = &self.enterprises[id as usize];
                if !asked(enterprise, maturity) {
                    continue;
                }
                self.divide(id, left);
                let (enterprise, maturity) = &mut self.enterprises[id as usize];
                left -= u64::from(enterprise.weight);
                change(maturity);
            }
        }
    }

    /// Leaves at most `number` in an enterprise; the rest becomes one of its own.
    fn divide(&mut self, id: u32, number: u64) {
        let (enterprise, maturity) = self.enterprises[id as usize];
        let number = match u32::try_from(number) {
            Ok(number) if number < enterprise.weight => number,
            _ => return,
        };
        let rest = Enterprise {
            weight: enterprise.weight - number,
            ..enterprise
        };
        let own = u32::try_from(self.enterprises.len()).expect("fewer than 2³² enterprises");
        self.rests.push((enterprise.unit, own));
        self.enterprises.push((rest, maturity));
        self.enterprises[id as usize].0.weight = number;
    }
}

/// A whole number of things.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts below 1e8, never negative"
)]
fn count(value: f64) -> u64 {
    libm::round(value) as u64
}
