//! The runs of one scenario, as columns of numbers by run. Knows no statistic.

use crate::indicator::IndicatorId;
use crate::quantity::Year;
use crate::record::RunRecord;
use crate::scenario::Scenario;

/// The runs of one scenario, in order of runs.
#[derive(Debug, Clone, Copy)]
pub struct Ensemble<'a> {
    /// What was simulated.
    pub scenario: &'a Scenario,
    /// The runs.
    pub runs: &'a [RunRecord],
}

impl Ensemble<'_> {
    /// An indicator's values at a place (0 is the total) and year, by run; none unless every run has one.
    #[must_use]
    pub fn values(&self, place: usize, indicator: IndicatorId, year: Year) -> Option<Vec<f64>> {
        let values: Vec<f64> = self
            .runs
            .iter()
            .map_while(|run| run.series.get(year, place, indicator.index()))
            .collect();
        (!values.is_empty() && values.len() == self.runs.len()).then_some(values)
    }

    /// Every year held, from the base year.
    pub fn years(&self) -> impl Iterator<Item = Year> + use<> {
        self.scenario.base_year..=self.scenario.end_year
    }
}
