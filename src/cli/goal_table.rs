//! The goal table on the terminal: light, number, probability. A light is a shape first and never a colour alone.

use comfy_table::{ContentArrangement, Table, presets};

use crate::analysis::{Attainment, Swing, Verdict};
use crate::indicator::Target;
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
    let swings: String = match report.cases {
        [case] => swings(case, lang),
        _ => String::new(),
    };
    format!("{table}\n{}\n{swings}", legend(report.cases[0], lang))
}

fn one(case: &Case<'_>, lang: Lang) -> Table {
    let mut table = plain(&[
        "",
        lang.pick("目标", "goal"),
        lang.pick("规划数", "number"),
        lang.pick("年份", "year"),
        lang.pick("中位数（90% 区间）", "median (90% band)"),
        lang.pick("达标概率", "probability"),
        lang.pick("主要制约", "what binds"),
    ]);
    let indicators = case.scenario.indicators();
    for row in &case.summary.attainment {
        let target = &case.scenario.targets[row.target];
        let unit = &indicators[target.indicator.index()].unit;
        let spread = row.spread.map_or_else(String::new, |s| {
            let figure = |value| wording::figure(value, unit, lang);
            let added = if case.scenario.added_since_base(target.indicator) {
                lang.pick("新增", "+")
            } else {
                ""
            };
            format!(
                "{added}{} ({}–{})",
                figure(s.p50),
                figure(s.p05),
                figure(s.p95)
            )
        });
        let limit = row
            .limits
            .first()
            .map_or_else(String::new, |(limit, share)| {
                format!("{} {:.0}%", wording::limit(limit, lang), share * 100.0)
            });
        table.add_row([
            light(row.verdict).to_owned(),
            name(target, lang),
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
        let mut cells = vec![name(target, lang), wording::threshold(target, unit, lang)];
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

/// A target's name, with its denominator where the plan names none.
fn name(target: &Target, lang: Lang) -> String {
    let name = target.name.get(lang);
    match target.denominator.as_deref() {
        Some("passed") => format!(
            "{name}{}",
            lang.pick("（按通达户计）", " (households passed)")
        ),
        Some("usable") => format!(
            "{name}{}",
            lang.pick("（按可用户计）", " (households with usable gigabit)")
        ),
        Some("nominal") => format!(
            "{name}{}",
            lang.pick("（按端口能力计）", " (capability of ports)")
        ),
        _ => name.to_owned(),
    }
}

/// Inputs named for a goal.
const MOST_INPUTS: usize = 3;

/// For each assessed card goal, the doubtful inputs that move it beyond chance, most first: a line each.
fn swings(case: &Case<'_>, lang: Lang) -> String {
    let summary = case.summary;
    let assessed = summary.attainment.iter().filter(|row| row.judged.is_some());
    let lines = assessed.filter_map(|row| {
        let target = &case.scenario.targets[row.target];
        let mut clear: Vec<&Swing> = summary
            .swings
            .iter()
            .filter(|swing| swing.goal == target.id && swing.clear)
            .collect();
        clear.sort_by(|a, b| {
            let size = |swing: &Swing| swing.rank_correlation.abs();
            size(b).total_cmp(&size(a))
        });
        let moved: Vec<String> = clear
            .into_iter()
            .filter_map(|swing| {
                let (low, high) = swing.moved()?;
                let (name, low, high) = (swing.input.label(lang), low * 100.0, high * 100.0);
                Some(match lang {
                    Lang::Zh => format!("“{name}”{low:.0}%→{high:.0}%"),
                    Lang::En => format!("\"{name}\" {low:.0}% → {high:.0}%"),
                })
            })
            .take(MOST_INPUTS)
            .collect();
        let name = target.name.get(lang);
        (!moved.is_empty()).then(|| match lang {
            Lang::Zh => format!(
                "{name}：等级C的输入从最低三分之一到最高三分之一，概率 {}\n",
                moved.join("，")
            ),
            Lang::En => format!(
                "{name}: probability from the lowest to the highest third of a grade C input: {}\n",
                moved.join(", ")
            ),
        })
    });
    lines.collect()
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
            "● likely (the whole interval above {likely:.0}%)  ▲ uncertain  ■ unlikely (all below {unlikely:.0}%)  ○ not assessed: no published base"
        ),
    }
}
