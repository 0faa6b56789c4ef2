//! Tables of a comparison: how scenarios differ from the baseline, in indicators and in goals. Knows no markup.

use super::grid::{Entry, Grid};
use super::tables::{banded, between, by_indicator, by_year};
use crate::analysis::{AttainmentDifference, IndicatorDifference};
use crate::indicator::{IndicatorId, IndicatorRow, Unit};
use crate::language::{Lang, Text};
use crate::quantity::Year;
use crate::record::TOTAL;
use crate::report::phrases::{self, both};
use crate::report::{Case, Report, wording};
use crate::statistics::Spread;

/// A row an indicator of the whole place: scenario less baseline.
pub(super) fn indicators(
    report: &Report<'_>,
    case: &Case<'_>,
    rows: &[IndicatorDifference],
) -> Grid {
    let baseline = report.cases[0].scenario;
    let years: Vec<Year> = (baseline.base_year..=baseline.end_year).collect();
    let values = |indicator: IndicatorId, row: &IndicatorRow| {
        let cells: Vec<Entry> = years
            .iter()
            .map(|year| {
                let key = (TOTAL, indicator, *year);
                rows.binary_search_by_key(&key, |row| (row.place, row.indicator, row.year))
                    .map_or_else(
                        |_| Entry::nothing(),
                        |at| change(&rows[at].spread, &row.unit),
                    )
            })
            .collect();
        let moves = cells.iter().any(Entry::is_something);
        moves.then_some(cells)
    };
    let cells = by_indicator(&baseline.indicators(), values, |unit, lang| {
        wording::difference_unit(unit, lang)
    });
    Grid {
        caption: both(|lang| {
            let (one, other) = names(report, case, lang);
            match lang {
                Lang::Zh => {
                    format!("各项指标之差：{other}减{one}，同一次模拟相减后的中位数，其下为90%区间")
                }
                Lang::En => format!(
                    "Indicators: {other} less {one}, median of the differences run by run, below it their 90% band"
                ),
            }
        }),
        header: by_year(&years),
        rows: cells.into_iter().map(|(_, cells)| cells).collect(),
    }
}

/// A row a target: how much likelier it is than under the baseline.
pub(super) fn goals(report: &Report<'_>, case: &Case<'_>, rows: &[AttainmentDifference]) -> Grid {
    let baseline = report.cases[0].scenario;
    let points =
        |share: f64, lang| signed(wording::figure(share * 100.0, &Unit::Percent, lang), share);
    let count = |count: usize| {
        let said = count.to_string();
        #[expect(clippy::cast_precision_loss, reason = "runs are far below 2⁵³")]
        Entry::number(Text::new(said.clone(), said), count as f64)
    };
    let row = |row: &AttainmentDifference| {
        let target = baseline.targets.iter().find(|t| t.id == row.target);
        let unnamed = || Text::new(row.target.clone(), row.target.clone());
        let mut cells = vec![Entry::words(
            target.map_or_else(unnamed, |target| target.name.clone()),
        )];
        match row.judged {
            Some((difference, interval, gained, lost)) => {
                let said = both(|lang| points(difference, lang));
                let ends = both(|lang| {
                    let (low, high) = (points(interval.low, lang), points(interval.high, lang));
                    between(&low, &high, lang)
                });
                cells.extend([
                    Entry::number(said, difference).below(ends),
                    count(gained),
                    count(lost),
                ]);
            }
            None => cells.extend((0..3).map(|_| Entry::nothing())),
        }
        cells
    };
    Grid {
        caption: both(|lang| {
            let (one, other) = names(report, case, lang);
            match lang {
                Lang::Zh => {
                    format!("达标概率之差：{other}减{one}，其下为95%区间（两个情景用同一组随机数）")
                }
                Lang::En => format!(
                    "Probability of each target: {other} less {one}, below it the 95% interval (on the same dice)"
                ),
            }
        }),
        header: vec![
            Text::new("目标", "Target"),
            Text::new(
                "达标概率之差（个百分点）",
                "Difference in probability (points)",
            ),
            Text::new("转为达标的模拟数", "Runs gained"),
            Text::new("转为不达标的模拟数", "Runs lost"),
        ],
        rows: rows.iter().map(row).collect(),
    }
}

/// The same of differences, each with its sign.
fn change(spread: &Spread, unit: &Unit) -> Entry {
    banded(spread, |value| {
        both(|lang| signed(wording::figure(value, unit, lang), value))
    })
}

/// `said` with a plus where `value` is above nothing and says so.
fn signed(said: String, value: f64) -> String {
    let nothing = !said.contains(|letter: char| ('1'..='9').contains(&letter));
    if value > 0.0 && !nothing {
        format!("+{said}")
    } else {
        said
    }
}

/// Baseline and scenario, as they are named in the report.
fn names(report: &Report<'_>, case: &Case<'_>, lang: Lang) -> (String, String) {
    (
        phrases::name(report, report.cases[0].scenario, lang),
        phrases::name(report, case.scenario, lang),
    )
}
