//! The sheet of parameters: every assumption with its spread, source and grade.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Form, table};
use crate::language::Lang;
use crate::report::{Report, phrases, wording};
use crate::scenario::Parameter;
use crate::scenario::parameter::Dimension;
use crate::scenario::resolved::Distribution;

/// One row a scenario and parameter.
pub(super) fn parameters(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("参数", "Parameters"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("参数", "Parameter"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("取值", "Value"), 12.0),
        (lang.pick("下限", "Low"), 12.0),
        (lang.pick("上限", "High"), 12.0),
        (lang.pick("分布", "Distribution"), 12.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("等级", "Grade"), 8.0),
        (lang.pick("可知年份", "Known by"), 8.0),
        (lang.pick("出处", "Source"), 20.0),
    ];
    let rows = report.cases.iter().flat_map(|case| {
        let name = phrases::name(report, case.scenario, lang);
        Parameter::ALL.iter().map(move |parameter| {
            let value = case.scenario.parameter(*parameter);
            let (form, unit) = shown(parameter.row().dimension, lang);
            let range = ends(&value.distribution);
            let distribution = wording::distribution(&value.distribution, lang);
            let number = |value: f64| Cell::Number(value, form);
            vec![
                Cell::text(&name),
                Cell::text(parameter.label(lang)),
                Cell::text(parameter.row().key),
                number(value.base),
                Cell::of(range.map(|(low, _)| number(low))),
                Cell::of(range.map(|(_, high)| number(high))),
                Cell::text(distribution),
                Cell::text(unit),
                Cell::text(value.provenance.grade.key()),
                Cell::year(value.provenance.known_by),
                Cell::text(&value.provenance.source),
            ]
        })
    });
    table(sheet, &heads, 2, rows, lang)
}

/// How a parameter's values are shown, and their unit.
pub(super) fn shown(dimension: Dimension, lang: Lang) -> (Form, &'static str) {
    match dimension {
        Dimension::Money => (Form::Whole, lang.pick("元", "yuan")),
        Dimension::Share => (Form::Percent, "%"),
        Dimension::Rate => (Form::Percent, lang.pick("%/年", "%/year")),
        Dimension::Ratio => (Form::General, ""),
        Dimension::Months => (Form::General, lang.pick("个月", "months")),
        Dimension::Length => (Form::General, lang.pick("米", "m")),
        Dimension::Count => (Form::General, lang.pick("个", "count")),
    }
}

fn ends(distribution: &Distribution) -> Option<(f64, f64)> {
    match distribution {
        Distribution::Fixed => None,
        Distribution::Triangular { low, high }
        | Distribution::Uniform { low, high }
        | Distribution::Lognormal { low, high } => Some((*low, *high)),
        Distribution::Discrete { outcomes } => {
            let values = || outcomes.iter().map(|(value, _)| *value);
            let low = values().fold(f64::INFINITY, f64::min);
            Some((low, values().fold(f64::NEG_INFINITY, f64::max)))
        }
    }
}
