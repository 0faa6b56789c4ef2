//! The sheet of what moves each card goal: the rows behind the tornado.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::parameters::shown;
use super::sheet::{Cell, Form, Measure, table};
use crate::language::Lang;
use crate::report::{Report, phrases, wording};

/// One row a scenario, goal and parameter.
pub(super) fn drivers(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("影响因素", "Drivers"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("重点目标", "Goal"), 14.0),
        (lang.pick("年份", "Year"), 6.0),
        (lang.pick("参数", "Parameter"), 16.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("比较方法", "Method"), 10.0),
        (lang.pick("秩相关系数", "Rank correlation"), 8.0),
        (lang.pick("参数低值", "Parameter low"), 10.0),
        (lang.pick("参数高值", "Parameter high"), 10.0),
        (lang.pick("参数单位", "Unit of parameter"), 8.0),
        (lang.pick("低值侧模拟数", "Runs, low"), 8.0),
        (lang.pick("高值侧模拟数", "Runs, high"), 8.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("均值", "Mean"), 10.0),
        (lang.pick("低值侧均值", "Mean, low"), 10.0),
        (lang.pick("高值侧均值", "Mean, high"), 10.0),
        (lang.pick("均值之差", "Difference"), 10.0),
        (lang.pick("差的95%区间下限", "95% interval, low"), 10.0),
        (lang.pick("差的95%区间上限", "95% interval, high"), 10.0),
        (lang.pick("差的单位", "Unit of difference"), 8.0),
        (lang.pick("能否断定", "Certain"), 8.0),
    ];
    let rows = report.cases.iter().flat_map(|case| {
        let indicators = case.scenario.indicators();
        let name = phrases::name(report, case.scenario, lang);
        case.summary.drivers.iter().filter_map(move |driver| {
            let mut goals = case.summary.goals.iter();
            let goal = goals.find(|goal| goal.id == driver.goal)?;
            let unit = &indicators[goal.indicator.index()].unit;
            let (value, change) = (Measure::of(unit, lang), Measure::of_difference(unit, lang));
            let (form, unit) = shown(driver.parameter.row().dimension, lang);
            let runs = |runs: usize| {
                let runs = u32::try_from(runs).ok().map(f64::from);
                Cell::of(runs.map(|runs| Cell::Number(runs, Form::Whole)))
            };
            Some(vec![
                Cell::text(&name),
                Cell::text(goal.name.get(lang)),
                Cell::year(goal.year),
                Cell::text(driver.parameter.label(lang)),
                Cell::text(driver.parameter.row().key),
                Cell::text(wording::method(driver.paired, lang)),
                Cell::Number(driver.rank_correlation, Form::TwoDecimals),
                drawn(driver.range.0, form),
                drawn(driver.range.1, form),
                Cell::text(unit),
                runs(driver.runs.0),
                runs(driver.runs.1),
                value.label(),
                value.cell(driver.centre),
                value.cell(driver.means.0),
                value.cell(driver.means.1),
                change.cell(driver.means.1 - driver.means.0),
                change.cell(driver.difference.low),
                change.cell(driver.difference.high),
                change.label(),
                Cell::text(wording::yes(driver.certain(), lang)),
            ])
        })
    });
    table(sheet, &heads, 2, rows, lang)?;
    // too many columns for one page
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_repeat_columns(0, 1)?;
    Ok(())
}

/// A drawn value, which has more digits than people read.
fn drawn(value: f64, form: Form) -> Cell {
    let form = match form {
        Form::General if value.fract() != 0.0 && value.abs() >= 0.1 => Form::TwoDecimals,
        form => form,
    };
    Cell::Number(value, form)
}
