//! The table of all goals, and what its words mean.

use super::{Judgement, Pictures, basis, headed, number, sentence, words};
use crate::analysis::Verdict;
use crate::indicator::Origin;
use crate::language::{Lang, Text};
use crate::report::document::{Block, Cell, Section, Sentence, Table};
use crate::report::phrases::both;
use crate::report::{Case, Report, wording};
use crate::scenario::Scenario;

/// Scenarios that fit beside one another in the table.
const MOST_COLUMNS: usize = 5;

/// The table of goals, and the charts of those most in doubt: by year, or by scenario.
pub(super) fn section(report: &Report<'_>, pictures: &Pictures) -> Section {
    let mut blocks: Vec<Block> = match report.cases {
        [case] => vec![Block::Table(table_of_one(case))],
        _ => tables_of_several(report)
            .into_iter()
            .map(Block::Table)
            .collect(),
    };
    blocks.push(Block::Paragraph(vec![reading(report)]));
    blocks.extend(pictures.by_scenario());
    blocks.extend(pictures.fans());
    blocks.extend(pictures.first_year());
    headed("目标达成情况", "Goals one by one", blocks)
}

/// What the words of the table mean.
fn reading(report: &Report<'_>) -> Sentence {
    let bands = report.cases[0].scenario.bands;
    let (likely, unlikely) = (bands.likely * 100.0, bands.unlikely * 100.0);
    sentence(
        |lang| {
            // a table of several scenarios has signs without words
            let word = |verdict| match report.cases {
                [_] => wording::verdict(verdict, lang).to_owned(),
                _ => light(verdict, lang),
            };
            let (yes, no) = (word(Verdict::Likely), word(Verdict::Unlikely));
            let (open, undecided) = (word(Verdict::Uncertain), word(Verdict::Undecided));
            match lang {
                Lang::Zh => format!(
                    "注：达标概率的95%区间全部不低于{likely:.0}%为“{yes}”，全部低于{unlikely:.0}%为“{no}”，全部在两者之间为“{open}”，跨越界限为“{undecided}”；区间只反映模拟次数有限带来的误差，不反映假设的对错"
                ),
                Lang::En => format!(
                    "A goal is \"{yes}\" where the whole 95% interval of its probability lies at {likely:.0}% or above, \"{no}\" where it lies below {unlikely:.0}%, \"{open}\" where it lies between, and \"{undecided}\" where it crosses an edge; the interval shows only the error of simulation, not whether assumptions are right"
                ),
            }
        },
        Some(basis::setting(0)),
    )
}

/// Card goals first, then the plan's other numbers, then the scenario's own.
fn in_order<'a>(case: &'a Case<'a>) -> Vec<Judgement<'a>> {
    let mut goals = Judgement::all(case);
    goals.sort_by_key(|goal| {
        (
            !goal.target.card_goal,
            goal.target.origin == Origin::Scenario,
        )
    });
    goals
}

/// The sign of a verdict, which survives a copy in grey.
const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "●",
        Verdict::Uncertain | Verdict::Undecided => "▲",
        Verdict::Unlikely => "■",
        Verdict::NotAssessed => "○",
    }
}

/// The sign and word of a verdict.
fn light(verdict: Verdict, lang: Lang) -> String {
    format!("{} {}", sign(verdict), wording::verdict(verdict, lang))
}

fn table_of_one(case: &Case<'_>) -> Table {
    let base_year = case.scenario.base_year;
    let goals = in_order(case);
    let years = years(&goals);
    let header = vec![
        Text::new("目标", "Goal"),
        Text::new(format!("{years}年目标"), format!("Target {years}")),
        Text::new(format!("{base_year}年末"), format!("End of {base_year}")),
        Text::new("中位数（90%区间）", "Median (90% band)"),
        Text::new("达标概率（95%区间）", "Probability (95% interval)"),
        Text::new("判断", "Verdict"),
    ];
    Table {
        caption: caption(case.scenario, &years),
        header,
        rows: goals.iter().map(row_of_one).collect(),
    }
}

fn caption(scenario: &Scenario, years: &str) -> Text {
    both(|lang| {
        let region = scenario.region.get(lang);
        match lang {
            Lang::Zh => format!("{region}{years}年规划目标达成情况"),
            Lang::En => format!("Targets of {years}, {region}"),
        }
    })
}

/// `2025`, or the first and last year due.
fn years(goals: &[Judgement<'_>]) -> String {
    let due = || goals.iter().map(|goal| goal.target.due_year);
    match (due().min(), due().max()) {
        (Some(first), Some(last)) if first < last => format!("{first}—{last}"),
        (first, _) => first.map(|year| year.to_string()).unwrap_or_default(),
    }
}

fn row_of_one(goal: &Judgement<'_>) -> Vec<Cell> {
    let unit = &goal.indicator.unit;
    let scenario = goal.case.scenario;
    let added = scenario.added_since_base(goal.target.indicator);
    let summary = goal.case.summary;
    let base = summary.indicator(0, goal.target.indicator, scenario.base_year);
    vec![
        words(|lang| goal.target.name.get(lang).to_owned()),
        number(|lang| wording::threshold(goal.target, unit, lang)),
        number(|lang| match base {
            _ if goal.row.judged.is_none() => lang.pick("不详", "unknown").to_owned(),
            Some(row) => wording::value(row.spread.p50, unit, lang),
            None => "—".to_owned(),
        }),
        number(|lang| {
            let Some(spread) = goal.row.spread else {
                return "—".to_owned();
            };
            let middle = wording::value(spread.p50, unit, lang);
            let (low, high) = (
                wording::figure(spread.p05, unit, lang),
                wording::figure(spread.p95, unit, lang),
            );
            match (added, lang) {
                (true, Lang::Zh) => format!("新增{middle}（{low}—{high}）"),
                (true, Lang::En) => format!("{middle} added ({low}–{high})"),
                (false, Lang::Zh) => format!("{middle}（{low}—{high}）"),
                (false, Lang::En) => format!("{middle} ({low}–{high})"),
            }
        }),
        number(|lang| match &goal.row.judged {
            None => "—".to_owned(),
            Some(judged) => {
                let share = wording::share(judged.probability);
                let (low, high) = (
                    wording::share(judged.interval.low),
                    wording::share(judged.interval.high),
                );
                match lang {
                    Lang::Zh => format!("{share}（{low}—{high}）"),
                    Lang::En => format!("{share} ({low}–{high})"),
                }
            }
        }),
        words(|lang| light(goal.row.verdict, lang)),
    ]
}

/// A table of the assessed goals for every few scenarios, each with the baseline first.
fn tables_of_several(report: &Report<'_>) -> Vec<Table> {
    let (baseline, others) = report.cases.split_at(1);
    let all: Vec<Vec<Judgement<'_>>> = report.cases.iter().map(Judgement::all).collect();
    let mut goals = in_order(&baseline[0]);
    goals.retain(|goal| {
        let mut same = all
            .iter()
            .flatten()
            .filter(|other| other.target.id == goal.target.id);
        same.any(|other| other.row.judged.is_some())
    });
    if goals.is_empty() {
        return Vec::new();
    }
    let years = years(&goals);
    others
        .chunks(MOST_COLUMNS - 1)
        .map(|group| {
            let cases = [baseline, group].concat();
            let columns: Vec<Vec<Judgement<'_>>> = cases.iter().map(Judgement::all).collect();
            let mut header = vec![
                Text::new("目标", "Goal"),
                Text::new(format!("{years}年目标"), format!("Target {years}")),
            ];
            header.extend(cases.iter().map(|case| case.scenario.name.clone()));
            let rows = goals
                .iter()
                .map(|goal| {
                    let unit = &goal.indicator.unit;
                    let mut row = vec![
                        words(|lang| goal.target.name.get(lang).to_owned()),
                        number(|lang| wording::threshold(goal.target, unit, lang)),
                    ];
                    row.extend(columns.iter().map(|column| {
                        let same = column.iter().find(|o| o.target.id == goal.target.id);
                        words(|lang| compared_cell(same, lang))
                    }));
                    row
                })
                .collect();
            Table {
                caption: both(|lang| {
                    let caption = caption(baseline[0].scenario, &years);
                    match lang {
                        Lang::Zh => format!("{}：所评估目标的判断、达标概率和中位数", caption.zh),
                        Lang::En => format!(
                            "{}: verdict, probability and median of those assessed",
                            caption.en
                        ),
                    }
                }),
                header,
                rows,
            }
        })
        .collect()
}

/// `● 93%，1.85万个`; the sign keeps to the number after it.
fn compared_cell(goal: Option<&Judgement<'_>>, lang: Lang) -> String {
    let Some(goal) = goal else {
        return "—".to_owned();
    };
    let (Some(judged), Some(spread)) = (&goal.row.judged, goal.row.spread) else {
        return light(goal.row.verdict, lang);
    };
    let (sign, share) = (sign(goal.row.verdict), wording::share(judged.probability));
    let middle = wording::value(spread.p50, &goal.indicator.unit, lang);
    format!("{sign}\u{a0}{share}{}{middle}", lang.pick("，", ", "))
}
