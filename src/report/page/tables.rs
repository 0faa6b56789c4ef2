//! The annex of the page: goals, indicators by year, spending and differences, as tables to sort. The same numbers as the
//! plain tables, in words; knows no markup.

use super::differences;
use super::grid::{Entry, Grid};
use crate::analysis::{self, Attainment, IndicatorSummary, Verdict};
use crate::indicator::{IndicatorId, IndicatorRow, Unit};
use crate::language::{Lang, Text};
use crate::policy::Funder;
use crate::quantity::{Money, Year};
use crate::record::TOTAL;
use crate::report::phrases::{self, both};
use crate::report::{Case, Report, wording};
use crate::statistics::Spread;

/// Every table of the annex, in order.
pub(super) fn tables(report: &Report<'_>) -> Vec<Grid> {
    let mut tables = vec![goals(report)];
    let others = report.cases.iter().skip(1).zip(report.differences);
    for (case, difference) in others {
        tables.push(differences::goals(report, case, &difference.attainment));
        tables.push(differences::indicators(
            report,
            case,
            &difference.indicators,
        ));
    }
    tables.extend(report.cases.iter().map(|case| indicators(report, case)));
    tables.extend(
        report
            .cases
            .iter()
            .filter_map(|case| spending(report, case)),
    );
    tables
}

/// A row a scenario and target.
fn goals(report: &Report<'_>) -> Grid {
    let several = report.cases.len() > 1;
    let mut header = vec![Text::new("目标", "Target")];
    if several {
        header.push(Text::new("情景", "Scenario"));
    }
    header.extend([
        Text::new("目标值", "Threshold"),
        Text::new("到期年", "Due"),
        Text::new("判断", "Verdict"),
        Text::new("达标概率", "Probability"),
        Text::new("中位数", "Median"),
        Text::new("平均缺口", "Expected shortfall"),
        Text::new("半数模拟达标的年份", "Year half of the runs meet it"),
        Text::new("制约因素", "What bound"),
        Text::new("依据", "What it rests on"),
    ]);
    let rows = report.cases.iter().flat_map(|case| {
        let indicators = case.scenario.indicators();
        let rows = case.summary.attainment.iter();
        rows.map(move |row| goal(report, case, &indicators, row))
    });
    Grid {
        caption: Text::new(
            "各项目标：判断、概率和依据（概率的区间为95%，只反映模拟次数有限带来的误差；中位数下为90%区间）",
            "Every target: verdict, probability, what it rests on (intervals of probabilities are 95% and show only the error of simulation; below the median its 90% band)",
        ),
        header,
        rows: rows.collect(),
    }
}

fn goal(
    report: &Report<'_>,
    case: &Case<'_>,
    indicators: &[IndicatorRow],
    row: &Attainment,
) -> Vec<Entry> {
    let scenario = case.scenario;
    let target = &scenario.targets[row.target];
    let unit = &indicators[target.indicator.index()].unit;
    let mut cells = vec![Entry::words(target.name.clone())];
    if report.cases.len() > 1 {
        cells.push(Entry::words(both(|lang| {
            phrases::name(report, scenario, lang)
        })));
    }
    let threshold = both(|lang| wording::threshold(target, unit, lang));
    cells.extend([
        Entry::number(threshold, target.threshold),
        Entry::year(target.due_year),
        verdict(row.verdict),
    ]);
    match (&row.judged, row.spread) {
        (Some(judged), Some(spread)) => {
            let p = wording::probability(judged.probability, judged.interval);
            let lacking = both(|lang| wording::difference(judged.expected_shortfall, unit, lang));
            cells.extend([
                Entry::number(both(|_| p.clone()), judged.probability),
                level(&spread, unit),
                Entry::number(lacking, judged.expected_shortfall),
                judged
                    .first_year_p50
                    .map_or_else(Entry::nothing, Entry::year),
            ]);
        }
        _ => cells.extend((0..4).map(|_| Entry::nothing())),
    }
    let limits = both(|lang| wording::limits(&row.limits, lang));
    let basis = both(|lang| phrases::basis(scenario, row, unit, lang));
    cells.push(if limits.en.is_empty() {
        Entry::nothing()
    } else {
        Entry::words(limits)
    });
    cells.push(Entry::words(basis));
    cells
}

fn verdict(verdict: Verdict) -> Entry {
    let (mark, rank) = match verdict {
        Verdict::Likely => ("●", 0.0),
        Verdict::Uncertain => ("▲", 1.0),
        Verdict::Undecided => ("▲", 2.0),
        Verdict::Unlikely => ("■", 3.0),
        Verdict::NotAssessed => ("○", 4.0),
    };
    let said = both(|lang| format!("{mark} {}", wording::verdict(verdict, lang)));
    Entry::ranked(said, rank)
}

/// A row an indicator of the whole place, a column a year.
fn indicators(report: &Report<'_>, case: &Case<'_>) -> Grid {
    let scenario = case.scenario;
    let years: Vec<Year> = (scenario.base_year..=scenario.end_year).collect();
    let values = |indicator: IndicatorId, row: &IndicatorRow| {
        let spread = |year: Year| -> Option<&IndicatorSummary> {
            case.summary.indicator(TOTAL, indicator, year)
        };
        let cells: Vec<Entry> = years
            .iter()
            .map(|year| spread(*year).map_or_else(Entry::nothing, |s| level(&s.spread, &row.unit)))
            .collect();
        cells.iter().any(Entry::is_something).then_some(cells)
    };
    let rows = by_indicator(&scenario.indicators(), values, |unit, lang| {
        unit.label(lang)
    })
    .into_iter()
    .map(|(indicator, cells)| {
        if scenario.added_since_base(indicator) {
            marked(cells)
        } else {
            cells
        }
    });
    let region = &scenario.region;
    Grid {
        caption: both(|lang| {
            let name = phrases::name(report, scenario, lang);
            match lang {
                Lang::Zh => format!("{}各项指标逐年中位数，其下为90%区间（{name}）", region.zh),
                Lang::En => format!(
                    "Indicators of {} by year: median, below it the 90% band ({name})",
                    region.en
                ),
            }
        }),
        header: by_year(&years),
        rows: rows.collect(),
    }
}

/// With the word that only what is new is counted.
fn marked(mut cells: Vec<Entry>) -> Vec<Entry> {
    let name = cells.remove(0).below(Text::new(
        "只计基期以来新增的",
        "only what was added since the base year",
    ));
    cells.insert(0, name);
    cells
}

/// A row a funder, a column a year, in the most central run; none where no programme is.
fn spending(report: &Report<'_>, case: &Case<'_>) -> Option<Grid> {
    let scenario = case.scenario;
    let spent = analysis::spending(scenario, &case.central.ledger);
    let years: Vec<Year> = scenario.years().collect();
    let amount = |money: Money| {
        let said = both(|lang| wording::money(money.yuan(), lang));
        Entry::number(said, money.yuan())
    };
    let row = |name: Text, of: &dyn Fn(Funder) -> bool| {
        let in_year = |year: Option<Year>| -> Money {
            let rows = spent.iter().filter(|row| of(row.funder));
            rows.filter(|row| year.is_none_or(|year| row.year == year))
                .map(|row| row.amount)
                .sum()
        };
        let mut cells = vec![Entry::words(name)];
        cells.extend(years.iter().map(|year| amount(in_year(Some(*year)))));
        cells.push(amount(in_year(None)));
        cells
    };
    let pays = |funder: &Funder| spent.iter().any(|row| row.funder == *funder);
    let mut rows: Vec<Vec<Entry>> = Funder::ALL
        .into_iter()
        .filter(pays)
        .map(|funder| {
            let name = both(|lang| wording::funder(funder, lang).to_owned());
            row(name, &|other| other == funder)
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    rows.push(row(
        Text::new("其中公共资金", "of it public money"),
        &|funder| funder.is_public(),
    ));
    rows.push(row(Text::new("合计", "all"), &|_| true));
    let mut header = vec![Text::new("资金来源", "Funder")];
    header.extend(years.iter().map(|year| year_text(*year)));
    header.push(Text::new("合计", "All years"));
    let run = case.central.run;
    Some(Grid {
        caption: both(|lang| {
            let name = phrases::name(report, scenario, lang);
            match lang {
                Lang::Zh => format!(
                    "按资金来源的年度支出（{name}），取自最居中的一次模拟（第{run}次），名义价格"
                ),
                Lang::En => format!(
                    "Spending by source and year ({name}) in the most central run (run {run}), current prices"
                ),
            }
        }),
        header,
        rows,
    })
}

/// A row for each indicator that has values: name, unit, then `values`.
pub(super) fn by_indicator(
    indicators: &[IndicatorRow],
    values: impl Fn(IndicatorId, &IndicatorRow) -> Option<Vec<Entry>>,
    unit: fn(&Unit, Lang) -> String,
) -> Vec<(IndicatorId, Vec<Entry>)> {
    let ids = (0..).map(IndicatorId);
    ids.zip(indicators)
        .filter_map(|(id, row)| {
            let values = values(id, row)?;
            let mut cells = vec![
                Entry::words(row.name.clone()),
                Entry::words(both(|lang| unit(&row.unit, lang))),
            ];
            cells.extend(values);
            Some((id, cells))
        })
        .collect()
}

pub(super) fn by_year(years: &[Year]) -> Vec<Text> {
    let mut header = vec![Text::new("指标", "Indicator"), Text::new("单位", "Unit")];
    header.extend(years.iter().map(|year| year_text(*year)));
    header
}

fn year_text(year: Year) -> Text {
    Text::new(year.to_string(), year.to_string())
}

/// A median with the 90 % band below it.
fn level(spread: &Spread, unit: &Unit) -> Entry {
    let figure = |value: f64| both(|lang| wording::figure(value, unit, lang));
    banded(spread, figure)
}

pub(super) fn banded(spread: &Spread, figure: impl Fn(f64) -> Text) -> Entry {
    let (low, high) = (figure(spread.p05), figure(spread.p95));
    let band = both(|lang| between(low.get(lang), high.get(lang), lang));
    Entry::number(figure(spread.p50), spread.p50).below(band)
}

pub(super) fn between(low: &str, high: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{low}至{high}"),
        Lang::En => format!("{low} to {high}"),
    }
}
