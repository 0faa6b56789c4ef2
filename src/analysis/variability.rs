//! Where the variance of a card goal comes from: inputs (parameters and base state) or events.

use super::{CardGoal, Ensemble};
use crate::indicator::IndicatorId;
use crate::quantity::Year;
use crate::record::RunRecord;
use crate::statistics::{Split, split_pairs};

/// Variance of a card goal at its year and its causes: `split.shared` is parameters and base state, `split.within` events.
#[derive(Debug, Clone, PartialEq)]
pub struct Variability {
    /// The card goal.
    pub goal: String,
    /// What is measured.
    pub indicator: IndicatorId,
    /// When.
    pub year: Year,
    /// The split, in squares of the indicator's unit.
    pub split: Split,
}

/// Splits the variance of a card goal, from the first runs and the same runs with `other_events`.
pub(super) fn variability(
    ensemble: &Ensemble<'_>,
    other_events: &[RunRecord],
    goal: &CardGoal,
) -> Option<Variability> {
    let value = |run: &RunRecord| run.series.get(goal.year, 0, goal.indicator.index());
    let pairs: Option<Vec<(f64, f64)>> = ensemble
        .runs
        .iter()
        .zip(other_events)
        .map(|(run, other)| {
            assert_eq!(run.run, other.run, "pairs share their run");
            Some((value(run)?, value(other)?))
        })
        .collect();
    Some(Variability {
        goal: goal.id.clone(),
        indicator: goal.indicator,
        year: goal.year,
        split: split_pairs(&pairs?)?,
    })
}
