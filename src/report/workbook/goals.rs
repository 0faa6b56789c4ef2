//! Sheets of goals: what is said of each target, and how scenarios differ in it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Form, Measure, table};
use crate::analysis::Attainment;
use crate::indicator::{IndicatorRow, Origin};
use crate::language::Lang;
use crate::report::{Case, Report, phrases, wording};

/// One row a scenario and target.
pub(super) fn goals(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("目标", "Goals"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("目标", "Target"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("指标", "Indicator"), 14.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("比较", "Sign"), 6.0),
        (lang.pick("目标值", "Threshold"), 12.0),
        (lang.pick("到期年", "Due year"), 8.0),
        (lang.pick("判断", "Verdict"), 12.0),
        (lang.pick("达标概率", "Probability"), 10.0),
        (lang.pick("95%区间下限", "95% interval, low"), 10.0),
        (lang.pick("95%区间上限", "95% interval, high"), 10.0),
        (lang.pick("5%分位", "5% quantile"), 12.0),
        (lang.pick("中位数", "Median"), 12.0),
        (lang.pick("95%分位", "95% quantile"), 12.0),
        (lang.pick("平均缺口", "Expected shortfall"), 12.0),
        (
            lang.pick("半数模拟达标的年份", "Year half of the runs meet it"),
            12.0,
        ),
        (lang.pick("每年所需增量", "Needed per year"), 12.0),
        (
            lang.pick("制约因素（占模拟的比重）", "What bound (share of runs)"),
            20.0,
        ),
        (lang.pick("依据", "Evidence"), 20.0),
        (lang.pick("基期值等级", "Grade of base value"), 8.0),
        (lang.pick("出处", "Set by"), 14.0),
        (lang.pick("达标条件", "Condition"), 20.0),
    ];
    let rows = report.cases.iter().flat_map(|case| {
        let indicators = case.scenario.indicators();
        let name = phrases::name(report, case.scenario, lang);
        let rows = case.summary.attainment.iter();
        rows.map(move |row| goal(case, &name, &indicators, row, lang))
    });
    table(sheet, &heads, 2, rows, lang)?;
    // too many columns for one page: two, each with scenario and target
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_repeat_columns(0, 1)?;
    Ok(())
}

fn goal(
    case: &Case<'_>,
    name: &str,
    indicators: &[IndicatorRow],
    row: &Attainment,
    lang: Lang,
) -> Vec<Cell> {
    let target = &case.scenario.targets[row.target];
    let indicator = &indicators[target.indicator.index()];
    let measure = Measure::of(&indicator.unit, lang);
    let judged = row.judged.as_ref();
    let share = |value: Option<f64>| Cell::of(value.map(Cell::share));
    let value = |value: Option<f64>| Cell::of(value.map(|value| measure.cell(value)));
    let set_by = match target.origin {
        Origin::Plan => target.clause_in(lang),
        Origin::Scenario => lang.pick("情景自设", "the scenario").to_owned(),
    };
    vec![
        Cell::lines(name),
        Cell::lines(target.name.get(lang)),
        Cell::text(&target.id),
        Cell::lines(indicator.name.get(lang)),
        measure.label(),
        Cell::text(wording::sign(target.comparator)),
        measure.cell(target.threshold),
        Cell::year(target.due_year),
        Cell::text(wording::verdict(row.verdict, lang)),
        share(judged.map(|j| j.probability)),
        share(judged.map(|j| j.interval.low)),
        share(judged.map(|j| j.interval.high)),
        value(row.spread.map(|s| s.p05)),
        value(row.spread.map(|s| s.p50)),
        value(row.spread.map(|s| s.p95)),
        value(judged.map(|j| j.expected_shortfall)),
        Cell::of(judged.and_then(|j| j.first_year_p50).map(Cell::year)),
        value(judged.and_then(|j| j.required_per_year)),
        Cell::lines(wording::limits(&row.limits, lang)),
        Cell::lines(wording::evidence(target.evidence, lang)),
        Cell::text(row.base_grade.map_or("", |grade| grade.key())),
        Cell::text(set_by),
        Cell::lines(phrases::condition(row, &indicator.unit, lang).unwrap_or_default()),
    ]
}

/// One row a further scenario and target: difference in probability from the baseline.
pub(super) fn differences(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("达标概率差异", "Goal differences"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("对照情景", "Compared with"), 10.0),
        (lang.pick("目标", "Target"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("达标概率之差", "Difference in probability"), 14.0),
        (lang.pick("95%区间下限", "95% interval, low"), 12.0),
        (lang.pick("95%区间上限", "95% interval, high"), 12.0),
        (lang.pick("转为达标的模拟数", "Runs gained"), 12.0),
        (lang.pick("转为不达标的模拟数", "Runs lost"), 12.0),
    ];
    let baseline = report.cases[0].scenario;
    let base_name = phrases::name(report, baseline, lang);
    let others = report.cases[1..].iter().zip(report.differences);
    let rows = others.flat_map(|(case, difference)| {
        let name = phrases::name(report, case.scenario, lang);
        let base_name = base_name.clone();
        difference.attainment.iter().map(move |row| {
            let target = baseline.targets.iter().find(|t| t.id == row.target);
            let count = |count: usize| whole(count);
            vec![
                Cell::text(&name),
                Cell::text(&base_name),
                Cell::text(target.map_or("", |t| t.name.get(lang))),
                Cell::text(&row.target),
                Cell::of(row.judged.map(|j| Cell::share(j.0))),
                Cell::of(row.judged.map(|j| Cell::share(j.1.low))),
                Cell::of(row.judged.map(|j| Cell::share(j.1.high))),
                Cell::of(row.judged.map(|j| count(j.2))),
                Cell::of(row.judged.map(|j| count(j.3))),
            ]
        })
    });
    table(sheet, &heads, 3, rows, lang)
}

#[expect(clippy::cast_precision_loss, reason = "runs are far below 2⁵³")]
fn whole(count: usize) -> Cell {
    Cell::Number(count as f64, Form::Whole)
}
