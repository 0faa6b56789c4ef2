//! Applicants queue at each programme in its stated order until its money is out. The programme cannot see who would have
//! gone ahead anyway. Programmes serve in order of id; who has an award applies no further for the same step.

use bevy_ecs::prelude::*;

use super::super::funding::Treasury;
use super::super::setting::{Calendar, Dice};
use super::components::{Applicant, Proposals};
use crate::policy::{Instrument, Order, Programme, Size, Subject, Supports};
use crate::quantity::{Money, Year};
use crate::random::{Decision, Draws};

/// Diagnoses are bought.
pub fn award_diagnoses(
    mut proposals: ResMut<Proposals>,
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
) {
    let year = calendar.year;
    fund(
        Supports::Diagnosis,
        &mut proposals.diagnoses,
        &mut treasury,
        year,
        &dice.events,
    );
    // what nobody pays for is not bought
    proposals.diagnoses.retain(|a| a.grant.is_some());
}

/// Starts and rises are supported.
pub fn award_steps(
    mut proposals: ResMut<Proposals>,
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
) {
    let year = calendar.year;
    fund(
        Supports::Enterprise,
        &mut proposals.steps,
        &mut treasury,
        year,
        &dice.events,
    );
}

/// Serves `applicants` at every programme for `supports`, in order of id.
fn fund(
    supports: Supports,
    applicants: &mut Vec<Applicant>,
    treasury: &mut Treasury,
    year: Year,
    draws: &Draws,
) {
    let lines: Vec<u16> = treasury.lines(supports, Instrument::awards, year).collect();
    // without money of their own, enterprises take only what is paid in full
    let own = treasury.own_funds(Supports::Enterprise, year).is_some();
    let mut lots: Vec<f64> = Vec::new();
    for programme in lines {
        let line = treasury.programmes()[usize::from(programme)].clone();
        // parts split off at an earlier programme draw their enterprise's lot
        for applicant in &applicants[lots.len()..] {
            let id = applicant.id;
            lots.push(draws.uniform_at(Decision::Lot, id, year, supports as u32));
        }
        for at in queue(&line, applicants, &lots) {
            serve(&line, programme, at, applicants, treasury, year, own);
        }
    }
}

/// Those the programme admits who have no award yet and take what it offers, in its order; ties by lot, then by id.
fn queue(line: &Programme, applicants: &[Applicant], lots: &[f64]) -> Vec<usize> {
    let rate = line.instrument.rate();
    let mut queue: Vec<(u8, u64, u32, usize)> = applicants
        .iter()
        .zip(lots)
        .enumerate()
        .filter(|(_, (a, _))| {
            a.grant.is_none() && a.asks <= rate && line.filter.admits(&subject(a))
        })
        .map(|(at, (a, lot))| {
            // positive floats are ordered as their bits
            (rank(line.order, a), lot.to_bits(), a.id, at)
        })
        .collect();
    queue.sort_unstable();
    queue.into_iter().map(|(.., at)| at).collect()
}

/// Place in the queue before the lot is drawn.
fn rank(order: Order, applicant: &Applicant) -> u8 {
    let size = applicant.enterprise.size as u8;
    match order {
        Order::Lot => 0,
        Order::SmallestFirst => size,
        Order::LargestFirst => Size::Large as u8 - size,
        Order::DiagnosedFirst => u8::from(!applicant.diagnosed),
    }
}

fn subject(applicant: &Applicant) -> Subject {
    Subject {
        county: Some(applicant.enterprise.county),
        size: Some(applicant.enterprise.size),
        chain: Some(applicant.enterprise.chain),
        level: applicant.to,
        ..Subject::default()
    }
}

/// Awards support to one applicant: all of it, or to as many of the enterprises it stands for as the money reaches; the
/// funded part then stands behind the others as an applicant of its own.
fn serve(
    line: &Programme,
    programme: u16,
    at: usize,
    applicants: &mut Vec<Applicant>,
    treasury: &mut Treasury,
    year: Year,
    own: bool,
) {
    let applicant = applicants[at];
    let cost = match line.instrument {
        Instrument::FreeDiagnosis(i) => i.unit_price.unwrap_or(applicant.cost),
        _ => applicant.cost,
    };
    let unit = match line.instrument {
        Instrument::FreeDiagnosis(_) => cost,
        other => other.support(cost),
    };
    if unit <= Money::ZERO || (!own && unit < cost) {
        return;
    }
    let county = applicant.enterprise.county;
    let mut left = applicant.enterprise.weight;
    while left > 0 {
        let part = reach(line, treasury.free(programme, county), unit, left);
        if applicant.indivisible && part < left {
            // whoever is next in the queue can be funded in part, so that as many are funded as with single enterprises
            return;
        }
        let Some(granted) = treasury.award(programme, county, times(unit, part), year) else {
            return;
        };
        if !own && granted.amount < times(cost, part) {
            // the county's match fell short and the enterprise cannot pay the rest
            treasury.fail(granted.id);
            return;
        }
        left -= part;
        let mut funded = applicant;
        funded.cost = cost;
        funded.grant = Some(granted);
        funded.enterprise.weight = part;
        if left > 0 {
            applicants[at].enterprise.weight = left;
            applicants.push(funded);
        } else {
            applicants[at] = funded;
        }
    }
}

/// For how many of `weight` enterprises `free` money lasts at `unit` support each, at least 1: the treasury says whether
/// there is enough for that one.
fn reach(line: &Programme, free: Money, unit: Money, weight: u32) -> u32 {
    if weight == 1 {
        return 1;
    }
    let own = match line.matching {
        Some(matching) => unit.times(1.0 / (1.0 + matching.ratio)),
        None => unit,
    };
    let number = free.fen() / own.fen().max(1);
    u32::try_from(number).map_or(weight, |n| n.clamp(1, weight))
}

/// `amount` for each of `number` enterprises.
pub fn times(amount: Money, number: u32) -> Money {
    amount.scaled(i64::from(number), 1)
}
