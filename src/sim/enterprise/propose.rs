//! Enterprises draw their year: one pass, one pair of uniforms each. The first decides the step, the second the connection.

use bevy_ecs::prelude::*;

use super::super::funding::Treasury;
use super::super::setting::{Calendar, Dice, Drawn, Shared};
use super::components::{Applicant, Enterprise, LEVELS, Maturity, Proposals, SIZES, Willing};
use super::hazard::{Hazards, chance_of};
use crate::policy::{Instrument, Size, Supports};
use crate::quantity::Money;
use crate::random::Decision;
use crate::scenario::Parameter;

/// Yearly chance of a connection by level, where a node of the chain operates.
fn connection_chances(drawn: &Drawn) -> [f64; LEVELS] {
    [
        0.0,
        chance_of(drawn.get(Parameter::ConnectionLevel1)),
        chance_of(drawn.get(Parameter::ConnectionLevel2)),
        chance_of(drawn.get(Parameter::ConnectionLevel3)),
        chance_of(drawn.get(Parameter::ConnectionLevel4)),
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

/// Draws `u` for every enterprise: below the unaided chance it takes its step anyway, below the aided one only with
/// support; both apply. Undiagnosed ones above scale apply for a diagnosis where any is on offer.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn propose(
    enterprises: Query<(Entity, &Enterprise, &Maturity)>,
    mut proposals: ResMut<Proposals>,
    hazards: Res<Hazards>,
    treasury: Res<Treasury>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let foundation = &shared.0.enterprises;
    let connects = connection_chances(&drawn);
    let costs = step_costs(&drawn);
    let price = drawn.money(Parameter::DiagnosisPrice);
    let diagnoses = treasury
        .lines(Supports::Diagnosis, Instrument::awards, year)
        .next()
        .is_some();
    let proposals = &mut *proposals;
    for (entity, enterprise, maturity) in &enterprises {
        let cell =
            usize::from(enterprise.county) * foundation.chains + usize::from(enterprise.chain);
        let chance = hazards.chance(cell, enterprise.size, *maturity);
        let (u, v) = dice
            .events
            .pair(Decision::EnterpriseStep, enterprise.id, year);
        let steps = u < chance.aided;
        if steps {
            let cost = costs[enterprise.size as usize][usize::from(maturity.level)]
                * foundation.units[enterprise.unit as usize].cost_factor;
            proposals.steps.push(Applicant {
                entity,
                enterprise: *enterprise,
                to: Some(maturity.level + 1),
                diagnosed: maturity.diagnosed,
                certain: u < chance.unaided,
                indivisible: false,
                cost: Money::from_yuan(cost),
                grant: None,
            });
        }
        if v < connects[usize::from(maturity.level)] && !maturity.connected {
            proposals.connections.push(Willing {
                entity,
                chain: enterprise.chain,
            });
        }
        if diagnoses && !maturity.diagnosed && enterprise.size.above_scale() {
            proposals.diagnoses.push(Applicant {
                entity,
                enterprise: *enterprise,
                to: None,
                diagnosed: false,
                certain: false,
                indivisible: steps,
                cost: price,
                grant: None,
            });
        }
    }
}
