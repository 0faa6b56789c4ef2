//! Sheets of values by year: of the whole place, of the counties, and of differences between scenarios.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Measure, table};
use crate::indicator::{IndicatorRow, Unit};
use crate::language::Lang;
use crate::record::TOTAL;
use crate::report::{Report, phrases};

/// Every indicator of the whole place.
pub(super) fn total(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("总体序列", "Whole series"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("指标", "Indicator"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("年份", "Year"), 8.0),
        (lang.pick("均值", "Mean"), 13.0),
        (lang.pick("5%分位", "5% quantile"), 13.0),
        (lang.pick("25%分位", "25% quantile"), 13.0),
        (lang.pick("中位数", "Median"), 13.0),
        (lang.pick("75%分位", "75% quantile"), 13.0),
        (lang.pick("95%分位", "95% quantile"), 13.0),
    ];
    let rows = report.cases.iter().flat_map(|case| {
        let name = phrases::name(report, case.scenario, lang);
        let indicators = measured(&case.scenario.indicators(), Measure::of, lang);
        let rows = case.summary.indicators.iter();
        rows.filter(|row| row.place == TOTAL).map(move |row| {
            let (indicator, measure) = &indicators[row.indicator.index()];
            let spread = &row.spread;
            let values = [
                spread.mean,
                spread.p05,
                spread.p25,
                spread.p50,
                spread.p75,
                spread.p95,
            ];
            let mut cells = vec![
                Cell::text(&name),
                Cell::text(indicator.name.get(lang)),
                Cell::text(&indicator.key),
                measure.label(),
                Cell::year(row.year),
            ];
            cells.extend(values.map(|value| measure.cell(value)));
            cells
        })
    });
    table(sheet, &heads, 2, rows, lang)
}

/// Every indicator of every county: median and the 90 % interval.
pub(super) fn counties(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("区县序列", "County series"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("区县", "County"), 10.0),
        (lang.pick("指标", "Indicator"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("年份", "Year"), 8.0),
        (lang.pick("5%分位", "5% quantile"), 13.0),
        (lang.pick("中位数", "Median"), 13.0),
        (lang.pick("95%分位", "95% quantile"), 13.0),
    ];
    let rows = report.cases.iter().flat_map(|case| {
        let name = phrases::name(report, case.scenario, lang);
        let indicators = measured(&case.scenario.indicators(), Measure::of, lang);
        let rows = case.summary.indicators.iter();
        rows.filter(|row| row.place != TOTAL).map(move |row| {
            let (indicator, measure) = &indicators[row.indicator.index()];
            vec![
                Cell::text(&name),
                Cell::text(case.scenario.counties[row.place - 1].name.get(lang)),
                Cell::text(indicator.name.get(lang)),
                Cell::text(&indicator.key),
                measure.label(),
                Cell::year(row.year),
                measure.cell(row.spread.p05),
                measure.cell(row.spread.p50),
                measure.cell(row.spread.p95),
            ]
        })
    });
    table(sheet, &heads, 3, rows, lang)
}

/// Scenario less baseline, run by run, of every indicator of the whole place. Those of counties are in `differences.csv`.
pub(super) fn differences(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("指标差异", "Differences"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("对照情景", "Compared with"), 10.0),
        (lang.pick("指标", "Indicator"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("年份", "Year"), 8.0),
        (lang.pick("差值均值", "Mean difference"), 13.0),
        (lang.pick("差值5%分位", "5% quantile"), 13.0),
        (lang.pick("差值中位数", "Median difference"), 13.0),
        (lang.pick("差值95%分位", "95% quantile"), 13.0),
    ];
    let baseline = report.cases[0].scenario;
    let base_name = phrases::name(report, baseline, lang);
    let others = report.cases[1..].iter().zip(report.differences);
    let rows = others.flat_map(|(case, difference)| {
        let name = phrases::name(report, case.scenario, lang);
        let base_name = base_name.clone();
        let indicators = measured(&baseline.indicators(), Measure::of_difference, lang);
        let rows = difference.indicators.iter();
        rows.filter(|row| row.place == TOTAL).map(move |row| {
            let (indicator, measure) = &indicators[row.indicator.index()];
            vec![
                Cell::text(&name),
                Cell::text(&base_name),
                Cell::text(indicator.name.get(lang)),
                Cell::text(&indicator.key),
                measure.label(),
                Cell::year(row.year),
                measure.cell(row.spread.mean),
                measure.cell(row.spread.p05),
                measure.cell(row.spread.p50),
                measure.cell(row.spread.p95),
            ]
        })
    });
    table(sheet, &heads, 3, rows, lang)
}

/// Indicators with the measure that `of` takes from their units.
fn measured(
    indicators: &[IndicatorRow],
    of: fn(&Unit, Lang) -> Measure,
    lang: Lang,
) -> Vec<(IndicatorRow, Measure)> {
    indicators
        .iter()
        .map(|row| (row.clone(), of(&row.unit, lang)))
        .collect()
}
