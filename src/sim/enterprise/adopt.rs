//! What was proposed and funded happens: connections, diagnoses, starts and rises; costs fall due.

use bevy_ecs::prelude::*;
use prefetch_index::prefetch_index;

use super::super::funding::Treasury;
use super::super::resolution::NodeService;
use super::super::setting::{AHEAD, Calendar, Dice, Drawn, Shared};
use super::award::times;
use super::components::{
    Applicant, Census, Enterprise, Maturity, NextId, Outcome, Proposals, Tally, Thresholds, by_id,
};
use super::synthesis::Enterprises;
use crate::policy::Supports;
use crate::quantity::{Money, Year};
use crate::scenario::Parameter;

/// Willing enterprises connect where a node of their chain operates; a second node of the chain changes nothing.
pub fn connect(
    mut enterprises: Query<(&mut Enterprise, &mut Maturity)>,
    mut proposals: ResMut<Proposals>,
    mut tally: ResMut<Tally>,
    nodes: Res<NodeService>,
    calendar: Res<Calendar>,
) {
    let since_base = usize::try_from(calendar.elapsed()).expect("a simulated year");
    let (enterprises, maturities) = by_id(&mut enterprises);
    let willing = &mut proposals.connections;
    for at in 0..willing.len() {
        if let Some(ahead) = willing.get(at + AHEAD) {
            prefetch_index(&*enterprises, ahead.id as usize);
            prefetch_index(&*maturities, ahead.id as usize);
        }
        let willing = willing[at];
        if nodes.operating_by_chain[usize::from(willing.chain)] == 0 {
            continue;
        }
        maturities[willing.id as usize].connected = true;
        let enterprise = &enterprises[willing.id as usize];
        tally.connect(since_base, enterprise.county, enterprise.weight);
    }
    willing.clear();
}

/// Bought diagnoses take effect. An enterprise diagnosed in part is divided.
pub fn diagnose(
    mut enterprises: Query<(&mut Enterprise, &mut Maturity)>,
    mut proposals: ResMut<Proposals>,
    mut treasury: ResMut<Treasury>,
    mut tally: ResMut<Tally>,
    mut divider: Divider,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let mut bought = std::mem::take(&mut proposals.diagnoses);
    bought.sort_by_key(|a| a.id);
    let mut own = vec![Money::ZERO; tally.diagnosed.len()];
    let (enterprises, maturities) = by_id(&mut enterprises);
    for parts in bought.chunk_by(|a, b| a.id == b.id) {
        let number = parts.iter().map(|a| a.enterprise.weight).sum();
        let id = parts[0].id as usize;
        let (enterprise, maturity) = (&mut enterprises[id], &mut maturities[id]);
        divider.divide(enterprise, *maturity, number, calendar.year);
        maturity.diagnosed = true;
        tally.diagnosed[usize::from(enterprise.county)] += number;
        for part in parts {
            own[usize::from(enterprise.county)] += settle(part, &mut treasury, calendar.year);
        }
    }
    pay_own(&own, &mut treasury, calendar.year, &drawn);
    bought.clear();
    proposals.diagnoses = bought;
}

/// Starts and rises, by one level each, of those who go anyway or got support, if the rest of the cost can be paid.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn take_steps(
    mut enterprises: Query<(&mut Enterprise, &mut Maturity)>,
    mut proposals: ResMut<Proposals>,
    mut treasury: ResMut<Treasury>,
    mut tally: ResMut<Tally>,
    mut outcome: ResMut<Outcome>,
    mut divider: Divider,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    drawn: Res<Drawn>,
) {
    let own_money = treasury
        .own_funds(Supports::Enterprise, calendar.year)
        .is_some();
    let mut steps = std::mem::take(&mut proposals.steps);
    steps.sort_by_key(|a| a.id);
    outcome.starts.fill(0);
    outcome.refused.fill(0);
    let mut own = vec![Money::ZERO; outcome.starts.len()];
    let (enterprises, maturities) = by_id(&mut enterprises);
    let mut ahead = steps.iter().skip(AHEAD);
    for parts in steps.chunk_by(|a, b| a.id == b.id) {
        for applicant in ahead.by_ref().take(parts.len()) {
            prefetch_index(&*enterprises, applicant.id as usize);
            prefetch_index(&*maturities, applicant.id as usize);
            if let Some(granted) = applicant.grant {
                treasury.send_for(granted.id);
            }
        }
        let county = usize::from(parts[0].enterprise.county);
        let mut number = 0;
        for part in parts {
            if part.grant.is_some() || (part.certain && own_money) {
                number += part.enterprise.weight;
                own[county] += settle(part, &mut treasury, calendar.year);
            } else if part.to == Some(1) && part.enterprise.size.above_scale() {
                outcome.refused[county] += part.enterprise.weight;
            }
        }
        if number == 0 {
            continue;
        }
        let id = parts[0].id as usize;
        let (enterprise, maturity) = (&mut enterprises[id], &mut maturities[id]);
        let turnover = if number == enterprise.weight {
            parts[0].turnover
        } else {
            divider.divide(enterprise, *maturity, number, calendar.year);
            turnover(&shared.0.enterprises, enterprise)
        };
        tally.leave(enterprise, maturity.level, turnover);
        maturity.level += 1;
        tally.enter(enterprise, maturity.level, turnover);
        if maturity.level == 1 {
            outcome.starts[county] += number;
        }
    }
    pay_own(&own, &mut treasury, calendar.year, &drawn);
    steps.clear();
    proposals.steps = steps;
}

/// The census of the year.
pub fn take_census(mut census: ResMut<Census>, tally: Res<Tally>) {
    census.take(&tally);
}

/// Base-year turnover of the real enterprises an entity stands for.
#[must_use]
pub fn turnover(foundation: &Enterprises, enterprise: &Enterprise) -> Money {
    let unit = &foundation.units[enterprise.unit as usize];
    if enterprise.weight == unit.weight {
        return unit.turnover;
    }
    unit.turnover
        .scaled(i64::from(enterprise.weight), i64::from(unit.weight))
}

/// Divides entities of which only a part goes on.
#[derive(bevy_ecs::system::SystemParam)]
pub struct Divider<'w, 's> {
    commands: Commands<'w, 's>,
    next: ResMut<'w, NextId>,
    dice: Res<'w, Dice>,
}

impl Divider<'_, '_> {
    /// Leaves `number` in `enterprise`; the rest becomes an enterprise of its own, with draws of its own.
    fn divide(&mut self, enterprise: &mut Enterprise, maturity: Maturity, number: u32, year: Year) {
        if number == enterprise.weight {
            return;
        }
        let rest = Enterprise {
            weight: enterprise.weight - number,
            ..*enterprise
        };
        let thresholds = Thresholds::draw(&self.dice.events, self.next.0, year);
        self.next.0 += 1;
        self.commands.spawn((rest, maturity, thresholds));
        enterprise.weight = number;
    }
}

/// Completes what was granted; says what the enterprise pays itself.
fn settle(applicant: &Applicant, treasury: &mut Treasury, year: Year) -> Money {
    let cost = times(applicant.cost, applicant.enterprise.weight);
    applicant.grant.map_or(cost, |granted| {
        treasury.complete(granted.id, year);
        cost - granted.amount
    })
}

/// Promises the enterprises' own money, county by county.
fn pay_own(own: &[Money], treasury: &mut Treasury, year: Year, drawn: &Drawn) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "1 to 10 years"
    )]
    let years = libm::round(drawn.get(Parameter::PaymentYears)) as u8;
    let Some(programme) = treasury.own_funds(Supports::Enterprise, year) else {
        return;
    };
    for (county, amount) in (0_u16..).zip(own) {
        if !amount.is_zero() {
            treasury.own(programme, county, *amount, year, years);
        }
    }
}
