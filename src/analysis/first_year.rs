//! In which year a target is first met, run by run.

use super::Ensemble;
use super::attainment::share;
use crate::indicator::Target;
use crate::quantity::Year;
use crate::record::RunRecord;
use crate::scenario::Scenario;
use crate::statistics::{Interval, wilson};

/// Runs by the first year at whose end they meet a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstYears {
    /// Every year from the base year, with the runs that meet the target then and not before.
    pub years: Vec<(Year, usize)>,
    /// Runs that meet it in none of them.
    pub never: usize,
}

/// Runs by the first year at whose end they meet `target` in the whole place. A year in which the indicator has no
/// meaning meets nothing.
pub(super) fn first_years(ensemble: &Ensemble<'_>, target: &Target) -> FirstYears {
    let mut years: Vec<(Year, usize)> = ensemble.years().map(|year| (year, 0)).collect();
    let mut never = 0;
    for run in ensemble.runs {
        let met = |year: Year| {
            run.series
                .get(year, 0, target.indicator.index())
                .is_some_and(|value| target.met(value))
        };
        match years.iter_mut().find(|(year, _)| met(*year)) {
            Some((_, runs)) => *runs += 1,
            None => never += 1,
        }
    }
    FirstYears { years, never }
}

impl FirstYears {
    /// Of the runs of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario, runs: &[RunRecord], target: &Target) -> Self {
        first_years(&Ensemble { scenario, runs }, target)
    }

    /// All runs.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.by(Year::MAX) + self.never
    }

    /// Runs that have met it at the end of `year` or before.
    #[must_use]
    pub fn by(&self, year: Year) -> usize {
        let until = self.years.iter().filter(|(one, _)| *one <= year);
        until.map(|(_, runs)| runs).sum()
    }

    /// Their share, 0..=1, with Wilson's 95 % interval.
    ///
    /// # Panics
    /// If there are no runs.
    #[must_use]
    pub fn share_by(&self, year: Year) -> (f64, Interval) {
        let (met, runs) = (self.by(year), self.runs());
        (share(met, runs), wilson(met, runs))
    }

    /// A number of runs as a share of all.
    #[must_use]
    pub fn share(&self, part: usize) -> f64 {
        share(part, self.runs())
    }

    /// The smallest year by which at least half of the runs have met it; none if more than half never do.
    #[must_use]
    pub fn median(&self) -> Option<Year> {
        let half = self.runs().div_ceil(2).max(1);
        let mut years = self.years.iter().map(|(year, _)| *year);
        years.find(|year| self.by(*year) >= half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_runs() {
        let years = |counts: [usize; 3], never| FirstYears {
            years: (2022..).zip(counts).collect(),
            never,
        };
        assert_eq!(years([0, 2, 1], 1).median(), Some(2023));
        assert_eq!(years([0, 1, 1], 2).median(), Some(2024));
        assert_eq!(years([0, 1, 1], 3).median(), None);
        assert_eq!(years([3, 0, 0], 0).median(), Some(2022));
        let some = years([1, 2, 0], 1);
        assert_eq!((some.by(2023), some.runs()), (3, 4));
        assert_eq!(some.share_by(2023).0.to_bits(), 0.75_f64.to_bits());
    }
}
