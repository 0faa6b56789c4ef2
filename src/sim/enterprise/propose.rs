//! Enterprises meet their year: one pass in which every threshold loses the year's hazard; who has too little left proposes.

use std::ops::Range;

use bevy_ecs::prelude::*;
use prefetch_index::prefetch_index;

use super::super::funding::Treasury;
use super::super::setting::{AHEAD, Calendar, Dice, Drawn, Shared};
use super::super::threshold::{self, Threshold};
use super::adopt::turnover;
use super::components::{
    Applicant, Enterprise, LEVELS, Maturity, Proposals, SIZES, Thresholds, Willing,
};
use super::hazard::{Hazard, Hazards};
use crate::policy::{Instrument, Size, Supports};
use crate::quantity::{Money, Year};
use crate::random::Decision::{EnterpriseMoved, EnterpriseStep};
use crate::scenario::Parameter;

/// Yearly hazard of a connection by level, where a node of the chain operates.
fn connection_hazards(drawn: &Drawn) -> [f64; LEVELS] {
    [
        0.0,
        drawn.get(Parameter::ConnectionLevel1),
        drawn.get(Parameter::ConnectionLevel2),
        drawn.get(Parameter::ConnectionLevel3),
        drawn.get(Parameter::ConnectionLevel4),
    ]
}

/// Cost in yuan of an enterprise's steps relative to its cost factor, by size and level risen to (from 1).
fn step_costs(drawn: &Drawn) -> [[f64; LEVELS - 1]; SIZES] {
    let shares = [
        Parameter::CostShareStart,
        Parameter::CostShareLevel2,
        Parameter::CostShareLevel3,
        Parameter::CostShareLevel4,
    ]
    .map(|p| drawn.get(p));
    Size::ALL.map(|size| {
        let whole = drawn.get(match size {
            Size::BelowScale => Parameter::CostBelowScale,
            Size::Small => Parameter::CostSmall,
            Size::Medium => Parameter::CostMedium,
            Size::Large => Parameter::CostLarge,
        });
        shares.map(|share| whole * share)
    })
}

/// Takes the year's unaided hazard from every threshold: who has too little left goes by itself. Of the others, some are moved by
/// support on offer, at the rate that they ask for or more. Both apply alike. Undiagnosed ones above scale apply for a diagnosis
/// where any is on offer.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn propose(
    mut enterprises: Query<(&Enterprise, &Maturity, &mut Thresholds)>,
    mut proposals: ResMut<Proposals>,
    hazards: Res<Hazards>,
    treasury: Res<Treasury>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let costs = step_costs(&drawn);
    let price = drawn.money(Parameter::DiagnosisPrice);
    let diagnoses = treasury
        .lines(Supports::Diagnosis, Instrument::awards, year)
        .next()
        .is_some();
    let any_offer = hazards.any_offer();
    let foundation = &shared.0.enterprises;
    let (units, chains) = (&foundation.units, foundation.chains);
    let proposals = &mut *proposals;
    let columns = enterprises
        .contiguous_iter_mut()
        .expect("all components lie in tables");
    for (enterprises, maturities, thresholds) in columns {
        proposals.make_room(enterprises.len());
        // nobody asks whose thresholds have changed
        let (thresholds, _) = ContiguousMut::bypass_change_detection_split(thresholds);
        let hazard = |enterprise: &Enterprise, maturity: Maturity| -> &Hazard {
            let cell = usize::from(enterprise.county) * chains + usize::from(enterprise.chain);
            hazards.of(cell, enterprise.size, maturity)
        };
        let applicant = |row: usize| Applicant {
            id: number(row),
            enterprise: enterprises[row],
            to: None,
            diagnosed: maturities[row].diagnosed,
            certain: false,
            asks: 0.0,
            indivisible: false,
            cost: price,
            turnover: Money::ZERO,
            grant: None,
        };
        let mut going = Vec::new();
        let unaided = |range: Range<usize>, met: &mut [f64]| {
            let rows = enterprises[range.clone()].iter().zip(&maturities[range]);
            for (met, (enterprise, maturity)) in met.iter_mut().zip(rows) {
                *met = hazard(enterprise, *maturity).unaided;
            }
        };
        threshold::pass(
            thresholds,
            |own| &mut own.step,
            unaided,
            |row| going.push(row),
        );
        let ids = going.iter().copied().map(number);
        dice.events
            .each_pair(EnterpriseStep, ids, year, |id, (u, _)| {
                thresholds[id as usize].step = Threshold::of(u);
            });
        let moves = |row: usize| hazard(&enterprises[row], maturities[row]).moved;
        let moved = if any_offer {
            moved_by_support(moves, enterprises.len(), &dice, year)
        } else {
            Vec::new()
        };
        let stepping = in_order(&going, &moved);
        for (at, (row, moved_by)) in stepping.iter().enumerate() {
            if let Some((ahead, _)) = stepping.get(at + AHEAD) {
                prefetch_index(units, enterprises[*ahead].unit as usize);
            }
            let (enterprise, maturity) = (&enterprises[*row], maturities[*row]);
            let cost = costs[enterprise.size as usize][usize::from(maturity.level)]
                * units[enterprise.unit as usize].cost_factor;
            proposals.steps.push(Applicant {
                to: Some(maturity.level + 1),
                certain: moved_by.is_none(),
                asks: moved_by.map_or(0.0, |u| hazard(enterprise, maturity).asks(u)),
                cost: Money::from_yuan(cost),
                turnover: turnover(foundation, enterprise),
                ..applicant(*row)
            });
        }
        if diagnoses {
            let mut stepping = stepping.iter().peekable();
            for (row, (enterprise, maturity)) in enterprises.iter().zip(maturities).enumerate() {
                let indivisible = stepping.next_if(|(next, _)| *next == row).is_some();
                if !maturity.diagnosed && enterprise.size.above_scale() {
                    proposals.diagnoses.push(Applicant {
                        indivisible,
                        ..applicant(row)
                    });
                }
            }
        }
    }
}

/// Takes the year's hazard from every threshold of a connection: who has too little left would connect, and draws anew.
pub fn propose_connections(
    mut enterprises: Query<(&Enterprise, &Maturity, &mut Thresholds)>,
    mut proposals: ResMut<Proposals>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let connections = connection_hazards(&drawn);
    let columns = enterprises
        .contiguous_iter_mut()
        .expect("all components lie in tables");
    for (enterprises, maturities, thresholds) in columns {
        // nobody asks whose thresholds have changed
        let (thresholds, _) = ContiguousMut::bypass_change_detection_split(thresholds);
        let mut connecting = Vec::new();
        let by_level = |range: Range<usize>, met: &mut [f64]| {
            for (met, maturity) in met.iter_mut().zip(&maturities[range]) {
                *met = connections[usize::from(maturity.level)];
            }
        };
        threshold::pass(
            thresholds,
            |own| &mut own.connection,
            by_level,
            |row| {
                connecting.push(row);
                if !maturities[row].connected {
                    proposals.connections.push(Willing {
                        id: number(row),
                        chain: enterprises[row].chain,
                    });
                }
            },
        );
        let ids = connecting.iter().copied().map(number);
        dice.events
            .each_pair(EnterpriseStep, ids, calendar.year, |id, (_, v)| {
                thresholds[id as usize].connection = Threshold::of(v);
            });
    }
}

/// Who is moved by what is on offer, and by which draw; `moves` is the chance for a row.
fn moved_by_support(
    moves: impl Fn(usize) -> f64,
    enterprises: usize,
    dice: &Dice,
    year: Year,
) -> Vec<(usize, f64)> {
    let offered = (0..enterprises).filter(|row| moves(*row) > 0.0);
    let ids = offered.map(number);
    let mut moved = Vec::new();
    dice.events
        .each_pair(EnterpriseMoved, ids, year, |id, (u, _)| {
            let row = id as usize;
            if u < moves(row) {
                moved.push((row, u));
            }
        });
    moved
}

/// Who goes by itself and, of the others, who is moved and by which draw, in order.
fn in_order(going: &[usize], moved: &[(usize, f64)]) -> Vec<(usize, Option<f64>)> {
    let mut going = going.iter().copied().peekable();
    let mut all = Vec::with_capacity(going.len() + moved.len());
    for (row, u) in moved {
        while let Some(before) = going.next_if(|next| next < row) {
            all.push((before, None));
        }
        if going.peek() != Some(row) {
            all.push((*row, Some(*u)));
        }
    }
    all.extend(going.map(|row| (row, None)));
    all
}

/// The enterprise of a row.
fn number(row: usize) -> u32 {
    u32::try_from(row).expect("fewer than 2³² enterprises")
}
