//! The first sheet: what was run, with what, and what is not known.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{held, label, paged, title, width, wrapped};
use crate::MODEL_VERSION;
use crate::language::Lang;
use crate::report::{Case, GIT_COMMIT, Report, wording};
use crate::scenario::Parameter;
use crate::scenario::resolved::Grade;

/// Width of the column of answers, in Latin letters.
const ANSWER: f64 = 96.0;

/// Writes the cover.
pub(super) fn cover(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("封面", "Cover"))?;
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, ANSWER)?;
    sheet.set_screen_gridlines(false);
    let heading = lang.pick("达标模拟结果表", "dabiao: tables of results");
    sheet.write_string_with_format(0, 0, heading, &title())?;
    sheet.set_row_height(0, 30)?;
    let (name, answer) = (label(), wrapped());
    for (row, (question, text)) in (2..).zip(lines(report, lang)) {
        sheet.write_string_with_format(row, 0, question, &name)?;
        sheet.write_string_with_format(row, 1, held(&text), &answer)?;
        sheet.set_row_height(row, height(&text))?;
    }
    paged(sheet);
    Ok(())
}

/// Questions and answers, one line each.
fn lines(report: &Report<'_>, lang: Lang) -> Vec<(&'static str, String)> {
    let baseline = &report.cases[0];
    let scenario = baseline.scenario;
    let mut lines = vec![(
        lang.pick("地区", "Place"),
        scenario.region.get(lang).to_owned(),
    )];
    for (at, case) in report.cases.iter().enumerate() {
        let question = match (at, report.cases.len()) {
            (0, 1) => lang.pick("情景", "Scenario"),
            (0, _) => lang.pick("基准情景", "Baseline"),
            _ => lang.pick("对照情景", "Compared scenario"),
        };
        lines.push((question, described(case, lang)));
    }
    let (runs, seed) = (baseline.runs.len(), report.seed);
    lines.extend([
        (
            lang.pick("年份", "Years"),
            format!("{}–{}", scenario.base_year, scenario.end_year),
        ),
        (
            lang.pick("模拟", "Simulation"),
            match lang {
                Lang::Zh => format!("每个情景{runs}次，种子{seed}；各情景使用同一组随机数"),
                Lang::En => format!("{runs} runs a scenario, seed {seed}, all on the same dice"),
            },
        ),
        (
            lang.pick("程序", "Program"),
            match lang {
                Lang::Zh => format!(
                    "dabiao {}，模型第{MODEL_VERSION}版，提交{GIT_COMMIT}",
                    env!("CARGO_PKG_VERSION")
                ),
                Lang::En => format!(
                    "dabiao {}, model version {MODEL_VERSION}, commit {GIT_COMMIT}",
                    env!("CARGO_PKG_VERSION")
                ),
            },
        ),
        (
            lang.pick("怎么读", "How to read"),
            lang.pick(
                "百分比单元格存的是小数；金额单位见各表“单位”列；资金台账为最居中的一次模拟。区间为95%，只反映模拟误差，不反映假设是否正确。",
                "Cells in per cent hold shares; the unit of money stands in each table's column \"Unit\"; the ledger is that of \
                 the most central run. Intervals are 95% and show only the error of simulation: they say nothing of wrong \
                 assumptions.",
            )
            .to_owned(),
        ),
    ]);
    for case in report.cases {
        let unknown = unknown(case, lang);
        if !unknown.is_empty() {
            lines.push((
                lang.pick("尚不掌握的情况", "What is not known"),
                format!(
                    "{}{}{unknown}",
                    case.scenario.name.get(lang),
                    lang.pick("：", ": ")
                ),
            ));
        }
    }
    lines
}

/// Name, file, hash and what was overlaid.
fn described(case: &Case<'_>, lang: Lang) -> String {
    let scenario = case.scenario;
    let file = scenario.files.first().map_or("", |file| &file.path);
    let mut parts = vec![match lang {
        Lang::Zh => format!("{}（{file}）", scenario.name.zh),
        Lang::En => format!("{} ({file})", scenario.name.en),
    }];
    let said = scenario.description.get(lang);
    if !said.is_empty() {
        parts.push(said.to_owned());
    }
    if scenario.illustrative {
        let said = lang.pick("基期数据仅供演示", "Base values are for illustration only");
        parts.push(said.to_owned());
    }
    if !scenario.overlays.is_empty() {
        parts.push(format!("--set {}", scenario.overlays.join(" --set ")));
    }
    parts.push(format!("SHA-256 {}", scenario.hash));
    parts.join("\n")
}

/// Targets without a base value, doubtful parameters, and what was known only later.
fn unknown(case: &Case<'_>, lang: Lang) -> String {
    let scenario = case.scenario;
    let mut said = Vec::new();
    for row in case
        .summary
        .attainment
        .iter()
        .filter(|row| row.judged.is_none())
    {
        let target = &scenario.targets[row.target];
        let why = wording::evidence(target.evidence, lang);
        said.push(format!(
            "{}{}{why}",
            target.name.get(lang),
            lang.pick("：", ": ")
        ));
    }
    let doubtful = scenario
        .parameters
        .iter()
        .filter(|value| value.provenance.grade == Grade::C)
        .count();
    let all = Parameter::ALL.len();
    said.push(match lang {
        Lang::Zh => format!("{all}个参数中有{doubtful}个是判断值（等级C）"),
        Lang::En => format!("{doubtful} of {all} parameters are judgements (grade C)"),
    });
    let later = &case.summary.known_later;
    if !later.is_empty() {
        let names: Vec<&str> = later.iter().map(|p| p.label(lang)).collect();
        let names = names.join(lang.pick("、", ", "));
        let year = scenario.base_year;
        said.push(match lang {
            Lang::Zh => format!("{year}年末尚不可知的参数：{names}"),
            Lang::En => format!("Parameters not yet knowable at the end of {year}: {names}"),
        });
    }
    said.join("\n")
}

/// Height of a row that shows all lines of a text.
fn height(text: &str) -> f64 {
    let lines: f64 = text
        .lines()
        .map(|line| libm::ceil(width(line) / (ANSWER - 4.0)).max(1.0))
        .sum();
    // the most a row can be
    (lines.max(1.0) * 16.0 + 4.0).min(409.0)
}
