//! Questions asked of a batch of runs: which targets are met, how likely, by how much, what bound. Plain rows in, plain
//! rows out; knows no ECS, file, chart or terminal.

mod attainment;
mod base;
mod county;
mod difference;
mod driver;
mod ensemble;
mod first_year;
mod flow;
mod forecast;
mod goal;
mod limits;
mod spending;
mod spread;
mod swing;
#[cfg(test)]
mod tests;
mod variability;
mod verdict;

use crate::record::{LedgerRow, RunRecord};
use crate::scenario::{Parameter, Scenario};

pub use attainment::{Attainment, Condition, Joint, Judged};
pub use base::{base_grade, base_parameter};
pub use county::CountyAttainment;
pub use difference::{
    AttainmentDifference, Difference, IndicatorDifference, Mismatch, attainment_differences,
    comparable, indicator_differences,
};
pub use driver::{Driver, Held, paired_drivers, to_hold};
pub use ensemble::Ensemble;
pub use first_year::FirstYears;
pub use flow::{Flow, public_flow, spending_by_programme};
pub use forecast::Forecast;
pub use goal::{CardGoal, card_goals};
pub use limits::LimitShares;
pub use spending::Spent;
pub use spread::IndicatorSummary;
pub use swing::{Input, Swing};
pub use variability::Variability;
pub use verdict::Verdict;

/// Everything said of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Mean and quantiles by place (total first), indicator and year.
    pub indicators: Vec<IndicatorSummary>,
    /// One row a target, in the scenario's order.
    pub attainment: Vec<Attainment>,
    /// One row a target with a county meaning, and county.
    pub counties: Vec<CountyAttainment>,
    /// Goals that charts show one by one.
    pub goals: Vec<CardGoal>,
    /// All assessed targets at once.
    pub joint_assessed: Option<Joint>,
    /// All assessed card goals at once.
    pub joint_card: Option<Joint>,
    /// Grade C inputs and what they move, by card goal.
    pub swings: Vec<Swing>,
    /// What moves each card goal most, the largest rank correlation first.
    pub drivers: Vec<Driver>,
    /// Where each card goal's variance comes from.
    pub variability: Vec<Variability>,
    /// "Repeat the last increment", for every planned series with a history.
    pub forecasts: Vec<Forecast>,
    /// Parameters that were not yet knowable at the end of the base year.
    pub known_later: Vec<Parameter>,
}

/// Sums up the runs of a scenario. `other_events` are the first runs again with other events.
#[must_use]
pub fn summarise(ensemble: &Ensemble<'_>, other_events: &[RunRecord]) -> Summary {
    let goals = goal::card_goals(ensemble.scenario);
    let attainment = attainment::attainment(ensemble);
    let joint = |card_only| attainment::joint(ensemble, &attainment, card_only);
    Summary {
        indicators: spread::indicator_summaries(ensemble),
        counties: county::county_attainment(ensemble, &attainment),
        joint_assessed: joint(false),
        joint_card: joint(true),
        swings: goals
            .iter()
            .flat_map(|goal| swing::swings(ensemble, goal, &attainment))
            .collect(),
        drivers: driver::at_hand(ensemble, &goals),
        variability: goals
            .iter()
            .filter_map(|goal| variability::variability(ensemble, other_events, goal))
            .collect(),
        forecasts: forecast::forecasts(ensemble.scenario),
        known_later: known_later(ensemble.scenario),
        attainment,
        goals,
    }
}

impl Summary {
    /// The summary of an indicator at a place (0 is the total) at a year's end.
    #[must_use]
    pub fn indicator(
        &self,
        place: usize,
        indicator: crate::indicator::IndicatorId,
        year: crate::quantity::Year,
    ) -> Option<&IndicatorSummary> {
        let key = (place, indicator, year);
        self.indicators
            .binary_search_by_key(&key, |row| (row.place, row.indicator, row.year))
            .ok()
            .map(|at| &self.indicators[at])
    }
}

/// The most central run over the card goals: the one whose ledger stands for all.
#[must_use]
pub fn central_run(ensemble: &Ensemble<'_>) -> u32 {
    goal::central_run(ensemble, &goal::card_goals(ensemble.scenario))
}

/// Money paid out by funder and year in one run.
#[must_use]
pub fn spending(scenario: &Scenario, ledger: &[LedgerRow]) -> Vec<Spent> {
    spending::by_funder(scenario, ledger)
}

fn known_later(scenario: &Scenario) -> Vec<Parameter> {
    Parameter::ALL
        .iter()
        .copied()
        .filter(|p| scenario.parameter(*p).provenance.known_by > scenario.base_year)
        .collect()
}
