//! What stopped an indicator: the explanation of a number.

use super::Ensemble;
use crate::indicator::IndicatorId;
use crate::quantity::Year;
use crate::record::{Limit, RunRecord};

/// Share of runs by the limit that was recorded most often, largest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LimitShares(pub Vec<(Limit, f64)>);

impl LimitShares {
    /// The limit of most runs, if any run recorded one.
    #[must_use]
    pub fn first(&self) -> Option<(Limit, f64)> {
        self.0
            .iter()
            .copied()
            .find(|(limit, _)| *limit != Limit::None)
    }
}

/// Limits of an indicator at a place over the years after the base year up to `due`.
#[expect(clippy::cast_precision_loss, reason = "runs are far below 2⁵³")]
pub(super) fn binding_limits(
    ensemble: &Ensemble<'_>,
    place: usize,
    indicator: IndicatorId,
    due: Year,
) -> LimitShares {
    let years = ensemble.scenario.base_year + 1..=due.min(ensemble.scenario.end_year);
    let mut counts = [0_usize; Limit::ALL.len() + 1];
    for run in ensemble.runs {
        counts[most_often(run, years.clone(), place, indicator) as usize] += 1;
    }
    let limits = std::iter::once(Limit::None).chain(Limit::ALL);
    let mut shares: Vec<(Limit, f64)> = limits
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(limit, count)| (limit, count as f64 / ensemble.runs.len() as f64))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    LimitShares(shares)
}

/// The limit a run recorded most often, ties by order; `None` if it recorded none.
fn most_often(
    run: &RunRecord,
    years: impl Iterator<Item = Year>,
    place: usize,
    indicator: IndicatorId,
) -> Limit {
    let mut counts = [0_u32; Limit::ALL.len() + 1];
    for year in years {
        counts[run.series.limit(year, place, indicator.index()) as usize] += 1;
    }
    let mut most = Limit::None;
    let mut count = 0;
    for limit in Limit::ALL {
        if counts[limit as usize] > count {
            most = limit;
            count = counts[limit as usize];
        }
    }
    most
}
