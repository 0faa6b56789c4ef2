//! Attainment by county: shares against the place's own threshold, counts against its level per head.

use super::attainment::share;
use super::limits::{LimitShares, binding_limits};
use super::{Attainment, Ensemble, Verdict};
use crate::indicator::Unit;
use crate::statistics::{Interval, Spread, wilson};

/// What is said of one target in one county.
#[derive(Debug, Clone, PartialEq)]
pub struct CountyAttainment {
    /// The target (index in the scenario).
    pub target: usize,
    /// The county (index in the scenario).
    pub county: usize,
    /// The county's threshold, in the indicator's unit.
    pub threshold: f64,
    /// Spread at the due year.
    pub spread: Spread,
    /// Probability and interval; none where the target is not assessed.
    pub probability: Option<(f64, Interval)>,
    /// What stopped it here.
    pub limits: LimitShares,
    /// What may be said in words.
    pub verdict: Verdict,
}

/// One row a target with a county meaning, and county; a county's part of a count is its part of the base year's people.
pub(super) fn county_attainment(
    ensemble: &Ensemble<'_>,
    attainment: &[Attainment],
) -> Vec<CountyAttainment> {
    let scenario = ensemble.scenario;
    let indicators = scenario.indicators();
    let people: u64 = scenario.counties.iter().map(|c| c.population).sum();
    let mut rows = Vec::new();
    for row in attainment {
        let target = &scenario.targets[row.target];
        let unit = &indicators[target.indicator.index()].unit;
        let divisible = matches!(unit, Unit::Count(_) | Unit::Yuan);
        for (index, county) in scenario.counties.iter().enumerate() {
            let place = index + 1;
            let values = ensemble.values(place, target.indicator, target.due_year);
            let Some((values, spread)) =
                values.and_then(|values| Spread::of(&values).map(|spread| (values, spread)))
            else {
                continue;
            };
            #[expect(clippy::cast_precision_loss, reason = "people are far below 2⁵³")]
            let part = if divisible {
                county.population as f64 / people as f64
            } else {
                1.0
            };
            let local = crate::indicator::Target {
                threshold: target.threshold * part,
                ..target.clone()
            };
            let probability = row.judged.as_ref().map(|_| {
                let met = values.iter().filter(|v| local.met(**v)).count();
                (share(met, values.len()), wilson(met, values.len()))
            });
            rows.push(CountyAttainment {
                target: row.target,
                county: index,
                threshold: local.threshold,
                spread,
                verdict: probability.map_or(Verdict::NotAssessed, |(_, interval)| {
                    Verdict::of(interval, scenario.bands)
                }),
                probability,
                limits: binding_limits(ensemble, place, target.indicator, target.due_year),
            });
        }
    }
    rows
}
