//! What is not known: estimates the results rest on, inputs that matter most, and what the interval does not say.

use super::{Judgement, Pictures, basis, goals, headed, listed, sentence};
use crate::analysis::Swing;
use crate::analysis::Verdict;
use crate::indicator::IndicatorRow;
use crate::language::Lang;
use crate::report::document::{Block, Section, Sentence};
use crate::report::{Case, Report, wording};
use crate::scenario::resolved::Grade;

/// Inputs named for each goal.
const NAMED: usize = 2;

/// The doubts of the baseline, which the other scenarios share.
pub(super) fn section(report: &Report<'_>, pictures: &Pictures) -> Section {
    let case = &report.cases[0];
    let mut points: Vec<Vec<Sentence>> = vec![vec![sentence(
        |lang| {
            lang.pick(
                "概率旁的区间只反映模拟次数有限带来的误差，不反映假设、公式和数据的对错",
                "The interval beside a probability is the error of simulation only: it says nothing of wrong assumptions, equations or data",
            )
            .to_owned()
        },
        None,
    )]];
    points.extend(estimates(case).map(|said| vec![said]));
    let rests: Vec<Sentence> = Judgement::all(case)
        .iter()
        .find_map(goals::first_year)
        .into_iter()
        .collect();
    points.extend((!rests.is_empty()).then_some(rests));
    points.push(inputs(case));
    points.extend(spread(case).map(|said| vec![said]));
    points.extend(undecided(report).map(|said| vec![said]));
    points.extend(hindsight(case).map(|said| vec![said]));
    let mut blocks = vec![Block::List(points)];
    blocks.extend(pictures.drivers());
    headed("尚不清楚的事", "What is not known", blocks)
}

/// Base-year values that are estimates.
fn estimates(case: &Case<'_>) -> Option<Sentence> {
    let year = case.scenario.base_year;
    let mut seen = Vec::new();
    let mut rows: Vec<(IndicatorRow, crate::statistics::Spread)> = Vec::new();
    for goal in Judgement::all(case) {
        let indicator = goal.target.indicator;
        let doubtful = goal.row.base_grade == Some(Grade::C) && goal.row.judged.is_some();
        if !doubtful || seen.contains(&indicator) {
            continue;
        }
        seen.push(indicator);
        if let Some(row) = case.summary.indicator(0, indicator, year) {
            rows.push((goal.indicator, row.spread));
        }
    }
    if rows.is_empty() {
        return None;
    }
    Some(sentence(
        |lang| {
            let said: Vec<String> = rows
                .iter()
                .map(|(row, spread)| {
                    let name = row.name.get(lang);
                    let value = |v| wording::value(v, &row.unit, lang);
                    let (low, middle, high) =
                        (value(spread.p05), value(spread.p50), value(spread.p95));
                    match lang {
                        Lang::Zh => format!("{name}{middle}（90%区间{low}至{high}）"),
                        Lang::En => format!("{name} {middle} (90% band {low} to {high})"),
                    }
                })
                .collect();
            let said = listed(&said, lang);
            match lang {
                Lang::Zh => format!(
                    "所评估目标在{year}年末的基期值没有公布数，取估计值（等级C），按较宽的分布抽取：{said}"
                ),
                Lang::En => format!(
                    "For the assessed goals the values at the end of {year} are not published but estimated (grade C) and drawn from wide distributions: {said}"
                ),
            }
        },
        basis::all(
            rows.iter()
                .map(|(row, _)| basis::indicator(case, &row.key, year)),
        ),
    ))
}

/// The grade C inputs that move each main goal most.
fn inputs(case: &Case<'_>) -> Vec<Sentence> {
    let mut said = Vec::new();
    let indicators = case.scenario.indicators();
    for goal in &case.summary.goals {
        let mut swings: Vec<&Swing> = case
            .summary
            .swings
            .iter()
            .filter(|swing| swing.goal == goal.id && swing.clear)
            .collect();
        swings.sort_by(|a, b| {
            let size = |swing: &Swing| swing.rank_correlation.abs();
            size(b).total_cmp(&size(a))
        });
        swings.truncate(NAMED);
        if swings.is_empty() {
            continue;
        }
        let unit = &indicators[goal.indicator.index()].unit;
        said.push(sentence(
            |lang| {
                let moved: Vec<String> = swings
                    .iter()
                    .map(|swing| {
                        let label = swing.input.label(lang);
                        let (low, high) = match swing.moved() {
                            Some((low, high)) => (wording::share(low), wording::share(high)),
                            None => (
                                wording::value(swing.median.0, unit, lang),
                                wording::value(swing.median.1, unit, lang),
                            ),
                        };
                        match (lang, swing.moved().is_some()) {
                            (Lang::Zh, true) => format!("“{label}”由低到高，达标概率由{low}到{high}"),
                            (Lang::Zh, false) => format!("“{label}”由低到高，中位数由{low}到{high}"),
                            (Lang::En, true) => {
                                format!("\"{label}\" (probability from {low} to {high})")
                            }
                            (Lang::En, false) => {
                                format!("\"{label}\" (median from {low} to {high})")
                            }
                        }
                    })
                    .collect();
                let name = goal.name.get(lang);
                match lang {
                    Lang::Zh => format!("对{name}影响最大的等级C输入：{}", moved.join("；")),
                    Lang::En => format!(
                        "{name} is moved most by these grade C inputs, from their lowest third of runs to their highest: {}",
                        moved.join("; ")
                    ),
                }
            },
            basis::all(swings.iter().map(|swing| {
                let cells = [&case.scenario.id, &goal.id, swing.input.key()];
                basis::row("swings.csv", &cells)
            })),
        ));
    }
    if said.is_empty() {
        let few = case.summary.swings.is_empty();
        said.push(sentence(
            |lang| match (lang, few) {
                (Lang::Zh, true) => "模拟次数太少，看不出哪些等级C输入影响最大".to_owned(),
                (Lang::Zh, false) => "没有哪一个等级C输入的影响超出偶然".to_owned(),
                (Lang::En, true) => {
                    "There are too few runs to say which grade C inputs matter most".to_owned()
                }
                (Lang::En, false) => {
                    "No single grade C input matters more than chance would have it".to_owned()
                }
            },
            None,
        ));
    } else if case.summary.swings.iter().any(|swing| swing.clear) {
        said.push(sentence(
            |lang| {
                lang.pick(
                    "“由低到高”指该输入取值最低的三分之一模拟与最高的三分之一模拟相比",
                    "A third of the runs is a plain comparison, not an effect with all else equal",
                )
                .to_owned()
            },
            None,
        ));
    }
    said
}

/// How much of the spread comes from inputs and how much from events.
fn spread(case: &Case<'_>) -> Option<Sentence> {
    let rows: Vec<(&str, f64, crate::language::Text)> = case
        .summary
        .variability
        .iter()
        .filter_map(|row| {
            let goal = case.summary.goals.iter().find(|goal| goal.id == row.goal)?;
            Some((row.goal.as_str(), row.split.shared?, goal.name.clone()))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(sentence(
        |lang| {
            let said: Vec<String> = rows
                .iter()
                .map(|(_, share, name)| {
                    let (name, share) = (name.get(lang), wording::share(*share));
                    match lang {
                        Lang::Zh => format!("{name}{share}"),
                        Lang::En => format!("{name} {share}"),
                    }
                })
                .collect();
            let said = listed(&said, lang);
            match lang {
                Lang::Zh => format!(
                    "结果的离散中来自参数和基期值不确定的部分：{said}；其余来自年度之间的偶然事件"
                ),
                Lang::En => format!(
                    "Of the spread of results, this much comes from parameters and base values that are not known, the rest from chance events: {said}"
                ),
            }
        },
        basis::all(
            rows.iter()
                .map(|(goal, ..)| basis::row("variance.csv", &[&case.scenario.id, goal])),
        ),
    ))
}

/// Goals that more runs would decide.
fn undecided(report: &Report<'_>) -> Option<Sentence> {
    let goals: Vec<Judgement<'_>> = report
        .cases
        .iter()
        .flat_map(Judgement::all)
        .filter(|goal| goal.row.verdict == Verdict::Undecided)
        .collect();
    if goals.is_empty() {
        return None;
    }
    let runs = report.cases[0].runs.len();
    Some(sentence(
        |lang| {
            let mut names: Vec<String> = Vec::new();
            for goal in &goals {
                let name = goal.target.name.get(lang).to_owned();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let names = listed(&names, lang);
            match lang {
                Lang::Zh => format!("在{runs}次模拟下尚难判断、增加次数后可望明确的目标：{names}"),
                Lang::En => {
                    format!("{runs} runs do not decide these goals, more runs would: {names}")
                }
            }
        },
        basis::all(goals.iter().map(Judgement::basis)),
    ))
}

/// Inputs that were not yet knowable at the end of the base year.
fn hindsight(case: &Case<'_>) -> Option<Sentence> {
    let later = &case.summary.known_later;
    if later.is_empty() {
        return None;
    }
    let year = case.scenario.base_year;
    Some(sentence(
        |lang| {
            let names: Vec<String> = later.iter().map(|p| p.label(lang).to_owned()).collect();
            let names = listed(&names, lang);
            match lang {
                Lang::Zh => format!("在{year}年末尚不可知、事后才有的输入：{names}"),
                Lang::En => {
                    format!("Inputs that were not yet knowable at the end of {year}: {names}")
                }
            }
        },
        Some(basis::manifest(&[
            "scenarios",
            "0",
            "parameters_known_later",
        ])),
    ))
}
