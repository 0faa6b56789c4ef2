//! Mean and quantiles of every indicator. Knows no target.

use super::Ensemble;
use crate::indicator::IndicatorId;
use crate::quantity::Year;
use crate::statistics::Spread;

/// Mean and quantiles over runs of one indicator, place and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorSummary {
    /// Place: 0 is the total, county `c` is `c + 1`.
    pub place: usize,
    /// Indicator.
    pub indicator: IndicatorId,
    /// Year, from the base year.
    pub year: Year,
    /// In the indicator's unit.
    pub spread: Spread,
}

/// Every indicator with a meaning, in order of place, indicator and year.
pub(super) fn indicator_summaries(ensemble: &Ensemble<'_>) -> Vec<IndicatorSummary> {
    let places = ensemble.scenario.counties.len() + 1;
    let ids = indicator_ids(ensemble.scenario.indicator_count());
    let mut rows = Vec::new();
    for place in 0..places {
        for indicator in ids.clone() {
            for year in ensemble.years() {
                let values = ensemble.values(place, indicator, year);
                if let Some(spread) = values.as_deref().and_then(Spread::of) {
                    rows.push(IndicatorSummary {
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

/// The first `count` indicators.
pub(super) fn indicator_ids(count: usize) -> impl Iterator<Item = IndicatorId> + Clone {
    (0..u16::try_from(count).expect("some eighty indicators")).map(IndicatorId)
}
