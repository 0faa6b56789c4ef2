//! Two scenarios on the same dice: differences run by run.

use super::Ensemble;
use super::attainment::share;
use super::spread::indicator_ids;
use crate::indicator::IndicatorId;
use crate::quantity::Year;
use crate::scenario::Scenario;
use crate::statistics::{Interval, Spread, paired_proportions};

/// All differences of a scenario from the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// By indicator.
    pub indicators: Vec<IndicatorDifference>,
    /// By target.
    pub attainment: Vec<AttainmentDifference>,
}

impl Difference {
    /// The difference of an indicator at a place (0 is the total) at a year's end.
    #[must_use]
    pub fn indicator(
        &self,
        place: usize,
        indicator: IndicatorId,
        year: Year,
    ) -> Option<&IndicatorDifference> {
        self.indicators
            .iter()
            .find(|row| (row.place, row.indicator, row.year) == (place, indicator, year))
    }
}

/// Scenario less baseline, run by run, of one indicator, place and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorDifference {
    /// Place: 0 is the total.
    pub place: usize,
    /// Indicator.
    pub indicator: IndicatorId,
    /// Year.
    pub year: Year,
    /// Spread of the differences, in the indicator's unit.
    pub spread: Spread,
}

/// Scenario less baseline in the probability of one target.
#[derive(Debug, Clone, PartialEq)]
pub struct AttainmentDifference {
    /// The target's id, known to both.
    pub target: String,
    /// Difference in probability, its paired 95 % interval, runs gained and runs lost; none where either side is not assessed.
    pub judged: Option<(f64, Interval, usize, usize)>,
}

/// Why two scenarios cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Other first or last year.
    Years((Year, Year), (Year, Year)),
    /// Counties only one of them has.
    Counties(Vec<String>),
    /// Indicators only one of them has.
    Indicators(Vec<String>),
}

/// Whether `other` may be compared with `baseline`.
///
/// # Errors
/// What they do not share.
pub fn comparable(baseline: &Scenario, other: &Scenario) -> Result<(), Mismatch> {
    let years = |s: &Scenario| (s.base_year, s.end_year);
    if years(baseline) != years(other) {
        return Err(Mismatch::Years(years(baseline), years(other)));
    }
    let counties = |s: &Scenario| s.counties.iter().map(|c| c.code.clone()).collect();
    if let Some(apart) = apart(&counties(baseline), &counties(other)) {
        return Err(Mismatch::Counties(apart));
    }
    let keys = |s: &Scenario| s.indicators().into_iter().map(|row| row.key).collect();
    if let Some(apart) = apart(&keys(baseline), &keys(other)) {
        return Err(Mismatch::Indicators(apart));
    }
    Ok(())
}

fn apart(one: &Vec<String>, other: &Vec<String>) -> Option<Vec<String>> {
    if one == other {
        return None;
    }
    let missing = |from: &[String], inside: &[String]| -> Vec<String> {
        let there = |key: &&String| !inside.contains(key);
        from.iter().filter(there).cloned().collect()
    };
    Some([missing(one, other), missing(other, one)].concat())
}

/// Differences of every indicator, in order of place, indicator and year. Both ensembles have the same runs.
#[must_use]
pub fn indicator_differences(
    baseline: &Ensemble<'_>,
    other: &Ensemble<'_>,
) -> Vec<IndicatorDifference> {
    let mut rows = Vec::new();
    for place in 0..=baseline.scenario.counties.len() {
        for indicator in indicator_ids(baseline.scenario.indicator_count()) {
            for year in baseline.years() {
                let values = |e: &Ensemble<'_>| e.values(place, indicator, year);
                let (Some(before), Some(after)) = (values(baseline), values(other)) else {
                    continue;
                };
                let differences: Vec<f64> = after.iter().zip(&before).map(|(a, b)| a - b).collect();
                if let Some(spread) = Spread::of(&differences) {
                    rows.push(IndicatorDifference {
                        place,
                        indicator,
                        year,
                        spread,
                    });
                }
            }
        }
    }
    rows
}

/// Differences of every target both scenarios have, in the baseline's order.
#[must_use]
pub fn attainment_differences(
    baseline: &Ensemble<'_>,
    other: &Ensemble<'_>,
) -> Vec<AttainmentDifference> {
    baseline
        .scenario
        .targets
        .iter()
        .filter(|target| other.scenario.targets.iter().any(|t| t.id == target.id))
        .map(|target| AttainmentDifference {
            target: target.id.clone(),
            judged: judged(baseline, other, &target.id),
        })
        .collect()
}

fn judged(
    baseline: &Ensemble<'_>,
    other: &Ensemble<'_>,
    id: &str,
) -> Option<(f64, Interval, usize, usize)> {
    let (before, after) = (met(baseline, id)?, met(other, id)?);
    let pairs = || before.iter().zip(&after);
    let gained = pairs().filter(|(b, a)| !**b && **a).count();
    let lost = pairs().filter(|(b, a)| **b && !**a).count();
    let steps: Vec<f64> = pairs()
        .map(|(b, a)| f64::from(i8::from(*a) - i8::from(*b)))
        .collect();
    let (_, interval) = paired_proportions(&steps);
    // the share itself is exact: gained and lost are counts
    let difference = share(gained, steps.len()) - share(lost, steps.len());
    Some((difference, interval, gained, lost))
}

/// Whether a target is met, by run; none where it is not assessed.
fn met(ensemble: &Ensemble<'_>, id: &str) -> Option<Vec<bool>> {
    let target = ensemble.scenario.targets.iter().find(|t| t.id == id)?;
    let values = ensemble.values(0, target.indicator, target.due_year)?;
    target
        .evidence
        .assessed()
        .then(|| values.iter().map(|v| target.met(*v)).collect())
}
