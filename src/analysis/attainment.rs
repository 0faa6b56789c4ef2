//! Which targets are met, how likely, and by how much (model, section 9).

use super::base::{base_grade, cultivated};
use super::first_year::first_years;
use super::limits::{LimitShares, binding_limits};
use super::swing::{Swing, worst_swing};
use super::{Ensemble, Verdict};
use crate::indicator::{Comparator, Evidence, Target, Unit};
use crate::quantity::Year;
use crate::scenario::resolved::Grade;
use crate::statistics::{Interval, Spread, mean, sorted, wilson};

/// What is said of one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Attainment {
    /// The target (index in the scenario).
    pub target: usize,
    /// Its probability and what goes with it; none where the target is not assessed.
    pub judged: Option<Judged>,
    /// Spread of the values at the due year, also where it is not assessed; none where nothing was simulated.
    pub spread: Option<Spread>,
    /// What a target that is not assessed would need.
    pub condition: Option<Condition>,
    /// What stopped it.
    pub limits: LimitShares,
    /// Grade of the base value, if that is an input.
    pub base_grade: Option<Grade>,
    /// What may be said in words.
    pub verdict: Verdict,
}

/// The judgement on an assessed target.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Runs in which it is met.
    pub met: usize,
    /// Runs.
    pub runs: usize,
    /// Share of runs in which it is met.
    pub probability: f64,
    /// Wilson's 95 % interval: the error of simulation; it says nothing of wrong assumptions.
    pub interval: Interval,
    /// Mean over all runs of what is lacking, in the indicator's unit.
    pub expected_shortfall: f64,
    /// The year by which half of the runs have reached it; none if more than half never do.
    pub first_year_p50: Option<Year>,
    /// (threshold - base-year median) / (due year - base year); none without a base-year value.
    pub required_per_year: Option<f64>,
    /// The drawn input of grade C that moves the indicator most, where one stands out.
    pub swing: Option<Swing>,
}

/// What a target that is not assessed would need: "reached if the base is at least X and yearly growth at least Y".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// Least base value, in the indicator's unit.
    pub base: f64,
    /// Least yearly increase that then suffices.
    pub per_year: f64,
}

/// Several targets at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joint {
    /// How many targets.
    pub targets: usize,
    /// Share of runs in which all are met.
    pub probability: f64,
    /// Wilson's 95 % interval.
    pub interval: Interval,
}

/// One row a target, in the scenario's order.
pub(super) fn attainment(ensemble: &Ensemble<'_>) -> Vec<Attainment> {
    (0..ensemble.scenario.targets.len())
        .map(|target| judge(ensemble, target))
        .collect()
}

/// All assessed targets (or only those with a card) at once; none if there are none.
pub(super) fn joint(
    ensemble: &Ensemble<'_>,
    rows: &[Attainment],
    card_only: bool,
) -> Option<Joint> {
    let targets: Vec<&Target> = rows
        .iter()
        .filter(|row| row.judged.is_some())
        .map(|row| &ensemble.scenario.targets[row.target])
        .filter(|target| target.card_goal || !card_only)
        .collect();
    if targets.is_empty() {
        return None;
    }
    let met = ensemble
        .runs
        .iter()
        .filter(|run| {
            targets.iter().all(|target| {
                run.series
                    .get(target.due_year, 0, target.indicator.index())
                    .is_some_and(|value| target.met(value))
            })
        })
        .count();
    Some(Joint {
        targets: targets.len(),
        probability: share(met, ensemble.runs.len()),
        interval: wilson(met, ensemble.runs.len()),
    })
}

fn judge(ensemble: &Ensemble<'_>, index: usize) -> Attainment {
    let scenario = ensemble.scenario;
    let target = &scenario.targets[index];
    let values = ensemble.values(0, target.indicator, target.due_year);
    let judged = values
        .as_deref()
        .filter(|_| target.evidence.assessed())
        .map(|values| judged(ensemble, target, values));
    let condition = values
        .as_deref()
        .filter(|_| judged.is_none())
        .and_then(|values| condition(ensemble, target, values));
    Attainment {
        target: index,
        verdict: judged.as_ref().map_or(Verdict::NotAssessed, |j| {
            Verdict::of(j.interval, scenario.bands)
        }),
        judged,
        spread: values.as_deref().and_then(Spread::of),
        condition,
        limits: binding_limits(ensemble, 0, target.indicator, target.due_year),
        base_grade: base_grade(scenario, target.indicator),
    }
}

fn judged(ensemble: &Ensemble<'_>, target: &Target, values: &[f64]) -> Judged {
    let met: Vec<bool> = values.iter().map(|value| target.met(*value)).collect();
    let hits = met.iter().filter(|m| **m).count();
    let lacking: Vec<f64> = values.iter().map(|v| target.shortfall(*v)).collect();
    Judged {
        met: hits,
        runs: values.len(),
        probability: share(hits, values.len()),
        interval: wilson(hits, values.len()),
        expected_shortfall: mean(&lacking),
        first_year_p50: first_years(ensemble, target).median(),
        required_per_year: required_per_year(ensemble, target),
        swing: worst_swing(ensemble, (&target.id, target.due_year), values, &met),
    }
}

fn required_per_year(ensemble: &Ensemble<'_>, target: &Target) -> Option<f64> {
    let base_year = ensemble.scenario.base_year;
    let years = f64::from(target.due_year - base_year);
    let base = ensemble.values(0, target.indicator, base_year)?;
    let base = crate::statistics::quantile(&sorted(&base), 0.5);
    (years > 0.0).then(|| (target.threshold - base) / years)
}

/// What the base would have to be, if growth is what the runs give in the median, and the yearly increase that is then
/// needed.
fn condition(ensemble: &Ensemble<'_>, target: &Target, values: &[f64]) -> Option<Condition> {
    let scenario = ensemble.scenario;
    let unit = &scenario.indicators()[target.indicator.index()].unit;
    let rate = matches!(unit, Unit::PercentPerYear);
    if rate || target.comparator == Comparator::AtMost || target.due_year <= scenario.base_year {
        return None;
    }
    let base = ensemble.values(0, target.indicator, scenario.base_year);
    let unknown = cultivated(scenario, target.indicator).is_some_and(|item| item.base.is_none());
    let gains: Vec<f64> = match base {
        Some(base) => values.iter().zip(base).map(|(v, b)| v - b).collect(),
        None if unknown && target.evidence == Evidence::None => values.to_vec(),
        None => return None,
    };
    let years = f64::from(target.due_year - scenario.base_year);
    let gain = crate::statistics::quantile(&sorted(&gains), 0.5);
    let needed = match target.comparator {
        Comparator::MoreThan => target.threshold + target.precision,
        Comparator::AtLeast | Comparator::AtMost => target.threshold,
    };
    let base = (needed - gain).max(0.0);
    let base = libm::ceil(base / target.precision - 1e-9) * target.precision;
    Some(Condition {
        base,
        per_year: ((needed - base) / years).max(0.0),
    })
}

#[expect(clippy::cast_precision_loss, reason = "runs are far below 2⁵³")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
