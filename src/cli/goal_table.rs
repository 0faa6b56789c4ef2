//! The goal table on the terminal: light, number, probability. A light is a shape first and never a colour alone.

use comfy_table::{ContentArrangement, Table, presets};

use crate::analysis::{Attainment, Verdict};
use crate::language::Lang;
use crate::report::{Case, Report, wording};

/// A table with `headers` and the style of every table here.
pub(super) fn plain(headers: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(headers);
    table
}

/// The goal table of a report: one scenario in detail, or a column a scenario.
pub(super) fn goal_table(report: &Report<'_>, lang: Lang) -> String {
    let table = match report.cases {
        [case] => one(case, lang),
        cases => several(cases, lang),
    };
    format!("{table}\n{}\n", legend(report.cases[0], lang))
}

fn one(case: &Case<'_>, lang: Lang) -> Table {
    let mut table = plain(&[
        "",
        lang.pick("目标", "goal"),
        lang.pick("规划数", "number"),
        lang.pick("年份", "year"),
        lang.pick("中位数（90% 区间）", "median (90 % band)"),
        lang.pick("达标概率", "probability"),
        lang.pick("主要制约", "what binds"),
    ]);
    let indicators = case.scenario.indicators();
    for row in &case.summary.attainment {
        let target = &case.scenario.targets[row.target];
        let unit = &indicators[target.indicator.index()].unit;
        let spread = row.spread.map_or_else(String::new, |s| {
            let figure = |value| wording::figure(value, unit, lang);
            format!("{} ({}–{})", figure(s.p50), figure(s.p05), figure(s.p95))
        });
        let limit = row
            .limits
            .first()
            .map_or_else(String::new, |(limit, share)| {
                format!("{} {:.0}%", wording::limit(limit, lang), share * 100.0)
            });
        table.add_row([
            light(row.verdict).to_owned(),
            target.name.get(lang).to_owned(),
            wording::threshold(target, unit, lang),
            target.due_year.to_string(),
            spread,
            probability(row, lang),
            limit,
        ]);
    }
    table
}

fn several(cases: &[Case<'_>], lang: Lang) -> Table {
    let mut headers = vec![lang.pick("目标", "goal"), lang.pick("规划数", "number")];
    headers.extend(cases.iter().map(|case| case.scenario.name.get(lang)));
    let mut table = plain(&headers);
    let baseline = cases[0];
    let indicators = baseline.scenario.indicators();
    for row in &baseline.summary.attainment {
        let target = &baseline.scenario.targets[row.target];
        let unit = &indicators[target.indicator.index()].unit;
        let mut cells = vec![
            target.name.get(lang).to_owned(),
            wording::threshold(target, unit, lang),
        ];
        cells.extend(cases.iter().map(|case| {
            let same = case
                .summary
                .attainment
                .iter()
                .find(|row| case.scenario.targets[row.target].id == target.id);
            same.map_or_else(String::new, |row| {
                format!("{} {}", light(row.verdict), probability(row, lang))
            })
        }));
        table.add_row(cells);
    }
    table
}

fn probability(row: &Attainment, lang: Lang) -> String {
    row.judged.as_ref().map_or_else(
        || wording::verdict(Verdict::NotAssessed, lang).to_owned(),
        |j| wording::probability(j.probability, j.interval),
    )
}

const fn light(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "●",
        Verdict::Uncertain | Verdict::Undecided => "▲",
        Verdict::Unlikely => "■",
        Verdict::NotAssessed => "○",
    }
}

fn legend(case: Case<'_>, lang: Lang) -> String {
    let bands = case.scenario.bands;
    let (likely, unlikely) = (bands.likely * 100.0, bands.unlikely * 100.0);
    match lang {
        Lang::Zh => format!(
            "● 大概率达标（区间全部在 {likely:.0}% 以上）  ▲ 难以断定  ■ 大概率不达标（区间全部在 {unlikely:.0}% 以下）  ○ 不评估：没有公布的基期数据"
        ),
        Lang::En => format!(
            "● likely (the whole interval above {likely:.0} %)  ▲ uncertain  ■ unlikely (all below {unlikely:.0} %)  ○ not assessed: no published base"
        ),
    }
}
