//! Whether the goals are met: a sentence a goal. Knows no table.

use super::{Judgement, basis, called, compared, headed, listed, sentence};
use crate::analysis::{Attainment, Verdict};
use crate::indicator::{Evidence, Indicator, Origin};
use crate::language::Lang;
use crate::quantity::Year;
use crate::report::document::{Block, Section, Sentence};
use crate::report::phrases;
use crate::report::{Case, Report, wording};
use crate::scenario::Parameter;
use crate::scenario::resolved::Grade;
use crate::statistics::Interval;

/// A sentence a goal, and why the others are not assessed.
pub(super) fn findings(report: &Report<'_>) -> Section {
    let (opening, points) = match report.cases {
        [case] => {
            let opening = [Some(tally(case)), joint(case)];
            let points = Judgement::all(case).iter().filter_map(point).collect();
            (opening.into_iter().flatten().collect(), points)
        }
        _ => (compared::opening(report), compared::points(report)),
    };
    let mut blocks = vec![Block::Paragraph(opening)];
    if !points.is_empty() {
        blocks.push(Block::List(points));
    }
    let left_out = not_assessed(&report.cases[0]);
    if !left_out.is_empty() {
        blocks.push(Block::Paragraph(left_out));
    }
    headed("总体结论", "Findings", blocks)
}

/// How many of the plan's targets are likely to be met and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    /// Of those assessed, by verdict.
    judged: Vec<(Verdict, usize)>,
    not_assessed: usize,
    /// Targets the scenario sets itself, which are no part of the others.
    own: usize,
}

impl Tally {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let target = |row: &Attainment| &case.scenario.targets[row.target];
        let rows = &case.summary.attainment;
        let (own, planned): (Vec<_>, Vec<_>) = rows
            .iter()
            .partition(|row| target(row).origin == Origin::Scenario);
        let count = |verdict| planned.iter().filter(|row| row.verdict == verdict).count();
        let verdicts = [
            Verdict::Likely,
            Verdict::Uncertain,
            Verdict::Undecided,
            Verdict::Unlikely,
        ];
        let judged = verdicts.map(|verdict| (verdict, count(verdict)));
        Self {
            judged: judged.into_iter().filter(|(_, count)| *count > 0).collect(),
            not_assessed: count(Verdict::NotAssessed),
            own: own.len(),
        }
    }

    /// The plan's numbers.
    pub(super) fn planned(&self) -> usize {
        self.not_assessed + self.assessed()
    }

    /// Those of them that are assessed.
    pub(super) fn assessed(&self) -> usize {
        self.judged.iter().map(|(_, count)| count).sum()
    }

    /// `2项大概率达标，1项大概率不达标`.
    pub(super) fn verdicts(&self, lang: Lang) -> Vec<String> {
        self.judged
            .iter()
            .map(|(verdict, count)| {
                let word = wording::verdict(*verdict, lang);
                match lang {
                    Lang::Zh => format!("{count}项{word}"),
                    Lang::En => format!("{count} {word}"),
                }
            })
            .collect()
    }

    /// How many are not assessed; none if all are.
    pub(super) fn left_out(&self, lang: Lang) -> Option<String> {
        let count = self.not_assessed;
        (count > 0).then(|| match lang {
            Lang::Zh => format!("{count}项因缺少可用的基期值不作评估"),
            Lang::En => format!("{count} not assessed for want of a base value"),
        })
    }

    /// `（另有情景自设目标1项）`; empty where there is none.
    pub(super) fn further(&self, lang: Lang) -> String {
        match (self.own, lang) {
            (0, _) => String::new(),
            (own, Lang::Zh) => format!("（另有情景自设目标{own}项）"),
            (own, Lang::En) => format!(" ({own} more set by the scenario itself)"),
        }
    }
}

fn tally(case: &Case<'_>) -> Sentence {
    let tally = Tally::of(case);
    sentence(
        |lang| {
            let under = phrases::under(case.scenario, lang);
            let mut said = tally.verdicts(lang);
            said.extend(tally.left_out(lang));
            let said = said.join(lang.pick("，", ", "));
            let (all, own) = (tally.planned(), tally.further(lang));
            match lang {
                Lang::Zh => format!("{under}，规划的{all}项数字目标中，{said}{own}"),
                Lang::En => format!("{under}, of the plan's {all} numbers: {said}{own}"),
            }
        },
        Some(basis::row("attainment.csv", &[&case.scenario.id])),
    )
}

/// The chance that all card goals are met together.
fn joint(case: &Case<'_>) -> Option<Sentence> {
    let joint = case.summary.joint_card.filter(|joint| joint.targets > 1)?;
    let (targets, share) = (joint.targets, wording::share(joint.probability));
    Some(sentence(
        |lang| {
            let (name, range) = (called(case, lang), interval(joint.interval, lang));
            match lang {
                Lang::Zh => {
                    format!("{name}下{targets}项主要指标同时达标的概率为{share}（{range}）")
                }
                Lang::En => format!(
                    "Under {name} the probability that all {targets} main goals are met together is {share} ({range})"
                ),
            }
        },
        Some(basis::row("joint.csv", &[&case.scenario.id, "card_goals"])),
    ))
}

/// `95%区间79%至96%`.
pub(super) fn interval(interval: Interval, lang: Lang) -> String {
    let (low, high) = (interval.low * 100.0, interval.high * 100.0);
    match lang {
        Lang::Zh => format!("95%区间{low:.0}%至{high:.0}%"),
        Lang::En => format!("95% interval {low:.0} to {high:.0}%"),
    }
}

/// What is said of an assessed goal.
fn point(goal: &Judgement<'_>) -> Option<Vec<Sentence>> {
    let judged = goal.row.judged.as_ref()?;
    let median = goal.row.spread?.p50;
    let (target, unit) = (goal.target, &goal.indicator.unit);
    let share = wording::share(judged.probability);
    let head = sentence(
        |lang| {
            let head = headline(goal, lang);
            let word = wording::verdict(goal.row.verdict, lang);
            let range = interval(judged.interval, lang);
            let middle = wording::value(median, unit, lang);
            let gap = if target.met(median) {
                String::new()
            } else {
                let gap = wording::difference(target.shortfall(median), unit, lang);
                match lang {
                    Lang::Zh => format!("，还差{gap}"),
                    Lang::En => format!(", {gap} short"),
                }
            };
            match lang {
                Lang::Zh => {
                    format!("{head}：{word}，达标概率{share}（{range}）；中位数{middle}{gap}")
                }
                Lang::En => format!(
                    "{head}: {word}, with a probability of {share} ({range}); the median is {middle}{gap}"
                ),
            }
        },
        Some(goal.basis()),
    );
    let mut said = vec![head];
    said.extend(limits(goal));
    said.extend(beside(goal));
    said.extend(first_year(goal));
    Some(said)
}

/// `5G基站数量（2025年末≥1.8万个）`, and that it is not the plan's where it is not.
pub(super) fn headline(goal: &Judgement<'_>, lang: Lang) -> String {
    let (target, name) = (goal.target, goal.target.name.get(lang));
    let number = wording::threshold(target, &goal.indicator.unit, lang);
    let year = target.due_year;
    let own = match (target.origin, lang) {
        (Origin::Plan, _) => "",
        (Origin::Scenario, Lang::Zh) => "，情景自设",
        (Origin::Scenario, Lang::En) => ", set by the scenario",
    };
    match lang {
        Lang::Zh => format!("{name}（{year}年末{number}{own}）"),
        Lang::En => format!("{name} ({number} by the end of {year}{own})"),
    }
}

/// What stopped it in most runs.
fn limits(goal: &Judgement<'_>) -> Option<Sentence> {
    let (limit, share) = goal.row.limits.first().filter(|(_, share)| *share >= 0.5)?;
    let share = wording::share(share);
    Some(sentence(
        |lang| {
            let word = wording::limit(limit, lang);
            match lang {
                Lang::Zh => format!("增长主要受{word}制约（{share}的模拟）"),
                Lang::En => format!("Its growth is held back mostly by {word} ({share} of runs)"),
            }
        },
        Some(goal.basis()),
    ))
}

/// Which denominator stands in for the one the plan does not name, and the other coverage.
pub(super) fn beside(goal: &Judgement<'_>) -> Option<Sentence> {
    let chosen = goal.target.denominator.as_deref()?;
    let other = match chosen {
        "usable" => Indicator::GigabitPassed,
        _ => Indicator::GigabitUsable,
    };
    let year = goal.target.due_year;
    let value = goal.case.summary.indicator(0, other.id(), year)?.spread.p50;
    let row = other.row();
    let said = |lang| phrases::denominator(goal.target, lang);
    said(Lang::Zh)?;
    Some(sentence(
        |lang| {
            let value = wording::value(value, &row.unit, lang);
            let said = said(lang).unwrap_or_default();
            match lang {
                Lang::Zh => format!("{said}：{year}年末中位数{value}"),
                Lang::En => {
                    let mut letters = said.chars();
                    let first: String = letters
                        .next()
                        .into_iter()
                        .flat_map(char::to_uppercase)
                        .collect();
                    format!(
                        "{first}{}, with a median of {value} by the end of {year}",
                        letters.as_str()
                    )
                }
            }
        },
        Some(basis::indicator(goal.case, &row.key, year)),
    ))
}

/// That the first year's rise rests on what was under way at the base year, where most of the rise comes in that year.
pub(super) fn first_year(goal: &Judgement<'_>) -> Option<Sentence> {
    let passed = [
        Indicator::GigabitPassed.id(),
        Indicator::GigabitPassedUrban.id(),
    ];
    let (case, indicator) = (goal.case, goal.target.indicator);
    let first = case.scenario.base_year + 1;
    if !passed.contains(&indicator) || first > goal.target.due_year {
        return None;
    }
    let at = |year: Year| Some(case.summary.indicator(0, indicator, year)?.spread.p50);
    let (base, after) = (at(first - 1)?, at(first)?);
    let risen = at(goal.target.due_year)? - base;
    if risen <= 0.0 || after - base < risen / 2.0 {
        return None;
    }
    let input = Parameter::PonPortsAdded;
    let grade = case.scenario.parameter(input).provenance.grade;
    let unit = &goal.indicator.unit;
    Some(sentence(
        |lang| {
            let (from, to) = (
                wording::value(base, unit, lang),
                wording::value(after, unit, lang),
            );
            let (name, label) = (goal.indicator.name.get(lang), input.label(lang));
            let quality = graded(grade, lang);
            match lang {
                Lang::Zh => format!(
                    "{name}{first}年由{from}升至{to}（中位数），取决于基期末的在建工程，在建量由“{label}”推算，后者{quality}"
                ),
                Lang::En => format!(
                    "{name} rise from {from} to {to} in {first} (medians); that rests on the work in progress at the base year, inferred from \"{label}\", which {quality}"
                ),
            }
        },
        basis::all(
            [first - 1, first].map(|year| basis::indicator(case, &goal.indicator.key, year)),
        ),
    ))
}

fn graded(grade: Grade, lang: Lang) -> String {
    match (grade, lang) {
        (Grade::C, Lang::Zh) => "是估计（等级C）".to_owned(),
        (Grade::C, Lang::En) => "is an estimate (grade C)".to_owned(),
        (grade, Lang::Zh) => format!("为等级{}", grade.key()),
        (grade, Lang::En) => format!("is of grade {}", grade.key()),
    }
}

/// The goals that are not assessed, by reason.
fn not_assessed(case: &Case<'_>) -> Vec<Sentence> {
    let goals = Judgement::all(case);
    let reasons: [fn(Evidence) -> bool; 2] = [
        |evidence| evidence == Evidence::Circular,
        |evidence| evidence != Evidence::Circular,
    ];
    reasons
        .into_iter()
        .filter_map(|of_reason| {
            let left_out: Vec<&Judgement<'_>> = goals
                .iter()
                .filter(|goal| goal.row.judged.is_none() && of_reason(goal.target.evidence))
                .collect();
            let first = left_out.first()?;
            Some(sentence(
                |lang| {
                    let why = phrases::not_assessed(first.target, lang);
                    let count = left_out.len();
                    let names: Vec<String> = left_out
                        .iter()
                        .map(|goal| goal.target.name.get(lang).to_owned())
                        .collect();
                    let names = listed(&names, lang);
                    match (lang, count) {
                        (Lang::Zh, _) => format!("以下{count}项{why}，不作评估：{names}"),
                        (Lang::En, 1) => format!("Not assessed, since there is {why}: {names}")
                            .replace("there is the only", "the only"),
                        (Lang::En, _) => format!("Not assessed are {count} goals ({why}): {names}"),
                    }
                },
                basis::all(left_out.iter().map(|goal| goal.basis())),
            ))
        })
        .collect()
}
