//! Enterprises meet their year: one pass in which every threshold loses the year's hazard; who has too little left proposes.

use bevy_ecs::prelude::*;

use super::super::funding::Treasury;
use super::super::setting::{Calendar, Dice, Drawn, Shared};
use super::components::{
    Applicant, Enterprise, LEVELS, Maturity, Proposals, SIZES, Thresholds, Willing,
};
use super::hazard::Hazards;
use crate::policy::{Instrument, Size, Supports};
use crate::quantity::Money;
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

/// Takes the year's hazard from every threshold. Whose step threshold is below the unaided hazard takes its step anyway; below
/// the aided one, only with support at a rate whose hazard is more than the threshold; both apply, and draw anew whatever
/// becomes of it. Undiagnosed ones above scale apply for a diagnosis where any is on offer.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn propose(
    mut enterprises: Query<(Entity, &Enterprise, &Maturity, &mut Thresholds)>,
    mut proposals: ResMut<Proposals>,
    hazards: Res<Hazards>,
    treasury: Res<Treasury>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let connections = connection_hazards(&drawn);
    let costs = step_costs(&drawn);
    let price = drawn.money(Parameter::DiagnosisPrice);
    let diagnoses = treasury
        .lines(Supports::Diagnosis, Instrument::awards, year)
        .next()
        .is_some();
    let units = &shared.0.enterprises.units;
    let chains = shared.0.enterprises.chains;
    let proposals = &mut *proposals;
    let columns = enterprises
        .contiguous_iter_mut()
        .expect("all components lie in tables");
    for (entities, enterprises, maturities, thresholds) in columns {
        // nobody asks whose threshold has changed
        let (thresholds, _) = ContiguousMut::bypass_change_detection_split(thresholds);
        let rows = entities.iter().zip(enterprises).zip(maturities).zip(thresholds);
        for (((entity, enterprise), maturity), threshold) in rows {
            let cell = usize::from(enterprise.county) * chains + usize::from(enterprise.chain);
            let hazard = hazards.of(cell, enterprise.size, *maturity);
            let connection = connections[usize::from(maturity.level)];
            let left = *threshold;
            let steps = left.step < hazard.aided;
            let connects = left.connection < connection;
            threshold.step -= hazard.aided;
            threshold.connection -= connection;
            let undiagnosed = diagnoses && !maturity.diagnosed && enterprise.size.above_scale();
            if !(steps || connects || undiagnosed) {
                continue;
            }
            let applicant = Applicant {
                entity: *entity,
                enterprise: *enterprise,
                to: None,
                diagnosed: maturity.diagnosed,
                certain: false,
                asks: 0.0,
                indivisible: steps,
                cost: price,
                grant: None,
            };
            if undiagnosed {
                proposals.diagnoses.push(applicant);
            }
            if !(steps || connects) {
                continue;
            }
            let fresh = Thresholds::draw(&dice.events, enterprise.id, year);
            if steps {
                threshold.step = fresh.step;
                let cost = costs[enterprise.size as usize][usize::from(maturity.level)]
                    * units[enterprise.unit as usize].cost_factor;
                proposals.steps.push(Applicant {
                    to: Some(maturity.level + 1),
                    certain: left.step < hazard.unaided,
                    asks: hazard.asks(left.step),
                    indivisible: false,
                    cost: Money::from_yuan(cost),
                    ..applicant
                });
            }
            if connects {
                threshold.connection = fresh.connection;
                if !maturity.connected {
                    proposals.connections.push(Willing {
                        entity: *entity,
                        chain: enterprise.chain,
                    });
                }
            }
        }
    }
}
