//! Programmes and the ledger: credits budgets, pays what is due, closes the books. Knows no station, node or enterprise.

mod treasury;

use bevy_ecs::prelude::*;

use super::setting::{Calendar, Case, Drawn, Rows};
use super::territory::Residents;
use super::year::{Domain, Slot, YearPhase};
use crate::indicator::Indicator;
use crate::policy::allocation::CountyWeights;
use crate::policy::{self, Budget, Instrument, Programme, Purse, Supports};
use crate::quantity::{Money, Year};
use crate::record::{Series, TOTAL};
use crate::scenario::Scenario;

pub use crate::policy::{AwardId, Granted};
pub use treasury::Treasury;

/// Money paid out this year, by county.
#[derive(Resource, Debug, Clone)]
pub struct Spending {
    /// Public money.
    pub public: Vec<Money>,
    /// Public money since the base year.
    pub public_cumulative: Vec<Money>,
    /// Operators' and enterprises' money.
    pub private: Vec<Money>,
    /// Capital for base stations.
    pub stations: Vec<Money>,
    /// Capital for gigabit access and readiness.
    pub gigabit: Vec<Money>,
}

/// Opens the treasury.
pub fn populate(world: &mut World) {
    let case = world.resource::<Case>().0.clone();
    let none = vec![Money::ZERO; case.counties.len()];
    if let Some(mut treasury) = world.get_resource_mut::<Treasury>() {
        // a world keeps its case from run to run
        treasury.reopen();
    } else {
        let counties = u16::try_from(case.counties.len());
        let counties = counties.expect("the check allows fewer than 2¹⁶ counties");
        let programmes = case.programmes.as_slice().into();
        let treasury = policy::Treasury::new(programmes, counties, case.base_year);
        world.insert_resource(Treasury(treasury));
    }
    world.insert_resource(Spending {
        public: none.clone(),
        public_cumulative: none.clone(),
        private: none.clone(),
        stations: none.clone(),
        gigabit: none,
    });
}

/// Adds funding's systems to the year.
pub fn install(schedule: &mut Schedule) {
    schedule.add_systems((
        appropriate.in_set(Slot(YearPhase::Appropriate, Domain::Funding)),
        (pay_due, count_spending, close_books)
            .chain()
            .in_set(Slot(YearPhase::Settle, Domain::Funding)),
    ));
}

/// Credits every stated budget of the year, shared over counties by the programme's rule.
fn appropriate(
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    drawn: Res<Drawn>,
    residents: Res<Residents>,
    rows: Res<Rows>,
) {
    let case = &case.0;
    for (index, programme) in (0_u16..).zip(&case.programmes) {
        let Some(amount) = stated_amount(programme, calendar.year, drawn.values()) else {
            continue;
        };
        let gap =
            |place: usize| lacking(case, &rows.0, programme.supports, place, calendar.year - 1);
        for (purse, part) in shares(case, programme, amount, &residents.0, gap) {
            treasury.appropriate(index, purse, part);
        }
    }
}

/// This year's stated amount of a programme, with its drawn scale; `None` where it has no stated budget or does not run.
#[must_use]
pub fn stated_amount(programme: &Programme, year: Year, drawn: &[f64]) -> Option<Money> {
    let Budget::Stated { amounts, scaled_by } = &programme.budget else {
        return None;
    };
    if !programme.runs_in(year) {
        return None;
    }
    let at = usize::try_from(year - programme.first_year).expect("the programme runs");
    let amount = *amounts.get(at)?;
    Some(scaled_by.map_or(amount, |parameter| amount.times(drawn[parameter])))
}

/// Shares `amount` over counties, or leaves it in the pool. Counties outside the programme's filter get nothing.
fn shares(
    case: &Scenario,
    programme: &Programme,
    amount: Money,
    residents: &[f64],
    gap: impl Fn(usize) -> f64,
) -> Vec<(Purse, Money)> {
    #[expect(clippy::cast_precision_loss, reason = "households are far below 2⁵³")]
    let weights = CountyWeights {
        population: residents.to_vec(),
        households: case.counties.iter().map(|c| c.households as f64).collect(),
        gdp: case.counties.iter().map(|c| c.gdp.yuan()).collect(),
        gap: (0..case.counties.len()).map(|c| gap(c + 1)).collect(),
    };
    let Some(mut weights) = programme.allocation.weights(&weights) else {
        return vec![(Purse::Pool, amount)];
    };
    let admitted = &programme.filter.counties;
    for (county, weight) in (0_u16..).zip(&mut weights) {
        if !admitted.is_empty() && !admitted.contains(&county) {
            *weight = 0.0;
        }
    }
    if weights.iter().all(|w| *w <= 0.0) {
        // every gap is closed: the rule falls back to residents, so that the budget is not lost without a word
        weights = (0_u16..)
            .zip(residents)
            .map(|(county, people)| {
                if admitted.is_empty() || admitted.contains(&county) {
                    *people
                } else {
                    0.0
                }
            })
            .collect();
    }
    let parts = amount.split(&weights);
    (0_u16..)
        .map(Purse::County)
        .zip(parts)
        .filter(|(_, part)| !part.is_zero())
        .collect()
}

/// What a county lacked of a purpose at the end of last year, in that purpose's own unit, at least 0: stations against the
/// place's best county per head, households not passed or not usable, enterprises not yet diagnosed or started. No target
/// enters here.
fn lacking(case: &Scenario, rows: &Series, supports: Supports, place: usize, year: Year) -> f64 {
    let at = |indicator: Indicator| rows.get(year, place, indicator as usize).unwrap_or(0.0);
    let county = &case.counties[place - 1];
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
    let (households, above_scale) = (county.households as f64, county.above_scale as f64);
    match supports {
        Supports::BaseStation => {
            (1.0 - at(Indicator::PopulationCoverage) / 100.0) * at(Indicator::Population)
        }
        Supports::GigabitAccess => (1.0 - at(Indicator::GigabitPassed) / 100.0) * households,
        Supports::OdnReadiness => (1.0 - at(Indicator::GigabitUsable) / 100.0) * households,
        Supports::Diagnosis => (above_scale - at(Indicator::EnterprisesDiagnosed)).max(0.0),
        Supports::Enterprise => (above_scale - at(Indicator::EnterprisesStarted)).max(0.0),
        Supports::SecondaryNode | Supports::Cultivation => at(Indicator::Population),
    }
}

fn pay_due(mut treasury: ResMut<Treasury>, calendar: Res<Calendar>) {
    treasury.pay_due(calendar.year);
}

fn count_spending(treasury: Res<Treasury>, mut spending: ResMut<Spending>) {
    let counted = &mut *spending;
    for column in [
        &mut counted.public,
        &mut counted.private,
        &mut counted.stations,
        &mut counted.gigabit,
    ] {
        column.fill(Money::ZERO);
    }
    for (index, programme) in (0_u16..).zip(treasury.programmes()) {
        let capital = !matches!(programme.instrument, Instrument::RunningCosts);
        for county in 0..counted.public.len() {
            let spent = treasury.spent(
                index,
                u16::try_from(county).expect("counties are counted in u16"),
            );
            if programme.funder.is_public() {
                counted.public[county] += spent;
                counted.public_cumulative[county] += spent;
            } else {
                counted.private[county] += spent;
            }
            match programme.supports {
                Supports::BaseStation if capital => counted.stations[county] += spent,
                Supports::GigabitAccess | Supports::OdnReadiness if capital => {
                    counted.gigabit[county] += spent;
                }
                _ => {}
            }
        }
    }
}

fn close_books(mut treasury: ResMut<Treasury>, calendar: Res<Calendar>) {
    treasury.close(calendar.year);
}

/// Writes funding's rows of the year; flows have none in the base year.
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    if calendar.elapsed() == 0 {
        return;
    }
    let spending = world.resource::<Spending>();
    for (indicator, amounts) in [
        (Indicator::PublicSpending, &spending.public),
        (
            Indicator::PublicSpendingCumulative,
            &spending.public_cumulative,
        ),
        (Indicator::PrivateSpending, &spending.private),
        (Indicator::StationInvestment, &spending.stations),
        (Indicator::GigabitInvestment, &spending.gigabit),
    ] {
        rows.set(
            calendar.year,
            TOTAL,
            indicator as usize,
            amounts.iter().copied().sum::<Money>().yuan(),
        );
        for (county, amount) in amounts.iter().enumerate() {
            rows.set(calendar.year, county + 1, indicator as usize, amount.yuan());
        }
    }
}
