//! Whether the goals are met under each of several scenarios: a sentence a goal. Knows no table.

use super::goals::{Tally, beside, first_year, headline, interval};
use super::{Judgement, basis, called, listed, sentence};
use crate::analysis::Verdict;
use crate::language::Lang;
use crate::report::document::Sentence;
use crate::report::{Case, Report, wording};

/// How many goals are likely to be met and so on, and how likely the main ones are met together.
pub(super) fn opening(report: &Report<'_>) -> Vec<Sentence> {
    let mut said = tallies(report.cases);
    said.extend(joint(report.cases));
    said
}

/// A sentence on what is assessed, and one on what comes of it; a sentence a scenario where they do not assess the same number.
fn tallies(cases: &[Case<'_>]) -> Vec<Sentence> {
    let of_case: Vec<Tally> = cases.iter().map(Tally::of).collect();
    let counts = |tally: &Tally| (tally.planned(), tally.assessed());
    let first = &of_case[0];
    let rows = |case: &Case<'_>| basis::row("attainment.csv", &[&case.scenario.id]);
    if of_case.iter().any(|tally| counts(tally) != counts(first)) {
        let each = cases.iter().zip(&of_case);
        return each
            .map(|(case, tally)| {
                sentence(
                    |lang| {
                        let (name, all) = (called(case, lang), tally.planned());
                        let mut said = tally.verdicts(lang);
                        said.extend(tally.left_out(lang));
                        let (said, own) = (said.join(lang.pick("，", ", ")), tally.further(lang));
                        match lang {
                            Lang::Zh => format!("{name}：规划的{all}项数字目标中，{said}{own}"),
                            Lang::En => format!("{name}: of the plan's {all} numbers {said}{own}"),
                        }
                    },
                    Some(rows(case)),
                )
            })
            .collect();
    }
    let mut groups: Vec<(&Tally, Vec<&Case<'_>>)> = Vec::new();
    for (case, tally) in cases.iter().zip(&of_case) {
        match groups.iter_mut().find(|(known, _)| *known == tally) {
            Some((_, of_group)) => of_group.push(case),
            None => groups.push((tally, vec![case])),
        }
    }
    let (all, assessed) = counts(first);
    let counted = sentence(
        |lang| {
            let own = first.further(lang);
            let left_out = first.left_out(lang);
            match (lang, left_out) {
                (Lang::Zh, Some(left_out)) => {
                    format!("规划的{all}项数字目标中，{left_out}，评估{assessed}项{own}")
                }
                (Lang::Zh, None) => format!("规划的{all}项数字目标全部评估{own}"),
                (Lang::En, Some(left_out)) => {
                    format!(
                        "Of the plan's {all} numbers {assessed} are assessed and {left_out}{own}"
                    )
                }
                (Lang::En, None) => format!("All {all} numbers of the plan are assessed{own}"),
            }
        },
        Some(rows(&cases[0])),
    );
    if assessed == 0 {
        return vec![counted];
    }
    let judged = sentence(
        |lang| {
            let said: Vec<String> = groups
                .iter()
                .map(|(tally, group)| {
                    let verdicts = tally.verdicts(lang).join(lang.pick("，", ", "));
                    let names = names(group, lang);
                    match lang {
                        Lang::Zh => format!("{names}下{verdicts}"),
                        Lang::En => format!("{verdicts} under {names}"),
                    }
                })
                .collect();
            match lang {
                Lang::Zh => format!("所评估的规划目标，{}", said.join("；")),
                Lang::En => format!("Of those assessed: {}", said.join("; ")),
            }
        },
        basis::all(cases.iter().map(rows)),
    );
    vec![counted, judged]
}

/// The chance that all main goals are met together, scenario by scenario.
fn joint(cases: &[Case<'_>]) -> Option<Sentence> {
    let joint: Vec<_> = cases
        .iter()
        .filter_map(|case| {
            Some((
                case,
                case.summary.joint_card.filter(|joint| joint.targets > 1)?,
            ))
        })
        .collect();
    let targets = joint.first()?.1.targets;
    let rows = joint
        .iter()
        .map(|(case, _)| basis::row("joint.csv", &[&case.scenario.id, "card_goals"]));
    Some(sentence(
        |lang| {
            let said: Vec<String> = joint
                .iter()
                .map(|(case, joint)| {
                    let name = called(case, lang);
                    let share = wording::share(joint.probability);
                    let range = interval(joint.interval, lang);
                    let of = match (joint.targets == targets, lang) {
                        (true, _) => String::new(),
                        (false, Lang::Zh) => format!("（{}项）", joint.targets),
                        (false, Lang::En) => format!(" ({} goals)", joint.targets),
                    };
                    match lang {
                        Lang::Zh => format!("{name}{of}{share}（{range}）"),
                        Lang::En => format!("{share} under {name}{of} ({range})"),
                    }
                })
                .collect();
            match lang {
                Lang::Zh => format!("{targets}项主要指标同时达标的概率：{}", said.join("，")),
                Lang::En => format!(
                    "The probability that all {targets} main goals are met together is {}",
                    said.join(", ")
                ),
            }
        },
        basis::all(rows),
    ))
}

/// Every assessed goal under every scenario.
pub(super) fn points(report: &Report<'_>) -> Vec<Vec<Sentence>> {
    let columns: Vec<Vec<Judgement<'_>>> = report.cases.iter().map(Judgement::all).collect();
    let mut points = Vec::new();
    for goal in &columns[0] {
        let same: Vec<&Judgement<'_>> = columns
            .iter()
            .filter_map(|column| {
                column
                    .iter()
                    .find(|other| other.target.id == goal.target.id)
            })
            .filter(|other| other.row.judged.is_some())
            .collect();
        if same.is_empty() {
            continue;
        }
        let head = sentence(
            |lang| {
                let said = by_verdict(&same, lang).join(lang.pick("；", "; "));
                match lang {
                    Lang::Zh => format!("{}：{said}", headline(goal, lang)),
                    Lang::En => format!("{}: {said}", headline(goal, lang)),
                }
            },
            basis::all(same.iter().map(|goal| goal.basis())),
        );
        let mut said = vec![head];
        said.extend(beside(goal));
        said.extend(first_year(goal));
        points.push(said);
    }
    points
}

/// `大概率不达标的是基准情景（6%）和“企业优先”情景（6%）`, the best first.
fn by_verdict(same: &[&Judgement<'_>], lang: Lang) -> Vec<String> {
    let verdicts = [
        Verdict::Likely,
        Verdict::Uncertain,
        Verdict::Undecided,
        Verdict::Unlikely,
    ];
    verdicts
        .into_iter()
        .filter_map(|verdict| {
            let of_verdict = same.iter().filter(|goal| goal.row.verdict == verdict);
            let named: Vec<String> = of_verdict
                .map(|goal| {
                    let name = called(goal.case, lang);
                    let judged = goal.row.judged.as_ref();
                    let share = judged.map_or_else(String::new, |j| wording::share(j.probability));
                    match lang {
                        Lang::Zh => format!("{name}（{share}）"),
                        Lang::En => format!("{name} ({share})"),
                    }
                })
                .collect();
            let word = wording::verdict(verdict, lang);
            let names = named.join(lang.pick("、", ", "));
            (!named.is_empty()).then(|| match lang {
                Lang::Zh => format!("{names}{word}"),
                Lang::En => format!("{word} under {names}"),
            })
        })
        .collect()
}

fn names(cases: &[&Case<'_>], lang: Lang) -> String {
    let names: Vec<String> = cases.iter().map(|case| called(case, lang)).collect();
    listed(&names, lang)
}
