//! The goal table: every target with its light, a column a scenario.

use super::{Chart, Report, both, light, phrases};
use crate::analysis::{Attainment, Verdict};
use crate::chart::{
    Figure, Frame, GoalCell, GoalRow, GoalSection, GoalTable, Light, LightKey, LightWords, number,
};
use crate::indicator::{IndicatorRow, Origin, Target, Unit};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::scenario::resolved::Bands;

/// More scenarios than this go into a further table, with the baseline again.
const MOST: usize = 8;
/// Up to so many scenarios the interval stands beside the probability.
const WITH_INTERVAL: usize = 2;

/// The goal table, or several where there are many scenarios.
pub(super) fn tables(report: &Report<'_>) -> Vec<Chart> {
    let (baseline, others) = report.cases.split_at(1);
    let mut groups: Vec<Vec<Case<'_>>> = others
        .chunks(MOST - 1)
        .map(|group| [baseline, group].concat())
        .collect();
    if groups.is_empty() {
        groups.push(baseline.to_vec());
    }
    (1usize..)
        .zip(groups)
        .map(|(page, cases)| Chart {
            name: table_name(page),
            figure: Figure::GoalTable(table(report, &cases)),
        })
        .collect()
}

/// Names of the tables of a comparison of so many `scenarios`.
pub(super) fn table_names(scenarios: usize) -> Vec<String> {
    let pages = scenarios.saturating_sub(1).div_ceil(MOST - 1).max(1);
    (1..=pages).map(table_name).collect()
}

fn table_name(page: usize) -> String {
    match page {
        1 => "goal_table".to_owned(),
        _ => format!("goal_table_{page}"),
    }
}

fn table(report: &Report<'_>, cases: &[Case<'_>]) -> GoalTable {
    let baseline = cases[0].scenario;
    let years = due_years(&baseline.targets);
    GoalTable {
        frame: frame(report, cases, &years),
        base_heading: Text::new(
            format!("{}年末", baseline.base_year),
            format!("end of {}", baseline.base_year),
        ),
        target_heading: Text::new(format!("{years}年目标"), format!("target {years}")),
        scenarios: cases.iter().map(|c| c.scenario.name.clone()).collect(),
        sections: sections(cases),
        words: words(baseline.bands),
    }
}

fn frame(report: &Report<'_>, cases: &[Case<'_>], years: &str) -> Frame {
    let region = &cases[0].scenario.region;
    Frame {
        finding: both(|lang| match cases {
            [case] => finding_of_one(case, lang),
            _ => finding_of_several(cases, lang),
        }),
        subtitle: both(|lang| match lang {
            Lang::Zh => format!("{}{years}年目标：中位数与达标概率", region.zh),
            Lang::En => format!("{}, targets of {years}: median and probability", region.en),
        }),
        source: both(|lang| source(&cases[0], lang)),
        scenario: match cases {
            [case] => phrases::scenario(case.scenario),
            _ => phrases::scenarios(report),
        },
        runs: phrases::runs(report),
        bands: Some(Text::new(
            "区间为95%，只反映模拟次数有限带来的误差",
            "intervals are 95% and show only the error of simulation",
        )),
        caveat: None,
        alt: both(|lang| alt(cases, lang)),
        caption: both(|lang| caption(cases, years, lang)),
    }
}

fn due_years(targets: &[Target]) -> String {
    let mut years: Vec<i32> = targets.iter().map(|t| t.due_year).collect();
    years.sort_unstable();
    years.dedup();
    match years[..] {
        [] => String::new(),
        [year] => year.to_string(),
        [first, .., last] => format!("{first}—{last}"),
    }
}

/// Targets by verdict: likely, open, unlikely, not assessed.
fn tally(case: &Case<'_>) -> [usize; 4] {
    let mut tally = [0; 4];
    for row in &case.summary.attainment {
        tally[match row.verdict {
            Verdict::Likely => 0,
            Verdict::Uncertain | Verdict::Undecided => 1,
            Verdict::Unlikely => 2,
            Verdict::NotAssessed => 3,
        }] += 1;
    }
    tally
}

fn finding_of_one(case: &Case<'_>, lang: Lang) -> String {
    let [likely, open, unlikely, hollow] = tally(case);
    let all = case.summary.attainment.len();
    let under = phrases::under(case.scenario, lang);
    let words = match lang {
        Lang::Zh => [
            format!("{likely}项大概率达标"),
            format!("{open}项难以断定"),
            format!("{unlikely}项大概率不达标"),
            format!("{hollow}项因没有可用的基期值不评估"),
        ],
        Lang::En => [
            format!("{likely} likely to be met"),
            format!("{open} uncertain"),
            format!("{unlikely} unlikely"),
            format!("{hollow} not assessed for want of a base value"),
        ],
    };
    let said: Vec<String> = words
        .into_iter()
        .zip([likely, open, unlikely, hollow])
        .filter(|(_, count)| *count > 0)
        .map(|(words, _)| words)
        .collect();
    match lang {
        Lang::Zh => format!("{under}，{all}项目标中{}", said.join("，")),
        Lang::En => format!("{under}: of {all} targets, {}", said.join(", ")),
    }
}

fn finding_of_several(cases: &[Case<'_>], lang: Lang) -> String {
    let counts: Vec<(usize, &str)> = cases
        .iter()
        .map(|case| (tally(case)[0], case.scenario.name.get(lang)))
        .collect();
    let most = counts.iter().map(|(n, _)| *n).max().unwrap_or(0);
    let least = counts.iter().map(|(n, _)| *n).min().unwrap_or(0);
    if most == least {
        return match lang {
            Lang::Zh => format!("{}个情景下，大概率达标的目标都是{most}项", cases.len()),
            Lang::En => format!(
                "Under each of the {} scenarios, {most} targets are likely to be met",
                cases.len()
            ),
        };
    }
    let named = |n: usize| -> Vec<&str> {
        let same = counts.iter().filter(|(count, _)| *count == n);
        same.map(|(_, name)| *name).collect()
    };
    match lang {
        Lang::Zh => format!(
            "大概率达标的目标，{}最多（{most}项），{}最少（{least}项）",
            named(most).join("、"),
            named(least).join("、")
        ),
        Lang::En => format!(
            "Most targets are likely to be met under {} ({most}), fewest under {} ({least})",
            named(most).join(", "),
            named(least).join(", ")
        ),
    }
}

fn source(case: &Case<'_>, lang: Lang) -> String {
    use crate::scenario::resolved::Grade;
    let rows = &case.summary.attainment;
    let worst = rows
        .iter()
        .filter(|row| row.judged.is_some())
        .filter_map(|row| row.base_grade)
        .max();
    let grade = match (worst, lang) {
        (Some(Grade::C), Lang::Zh) => Some("所评估目标的基期值含估计值（等级C），按较宽的分布取值".to_owned()),
        (Some(Grade::C), Lang::En) => Some(
            "base values of assessed targets are partly estimates (grade C) with wide distributions"
                .to_owned(),
        ),
        _ => phrases::grade(case.scenario, worst, lang),
    };
    let denominator = case
        .scenario
        .targets
        .iter()
        .find_map(|target| phrases::denominator(target, lang));
    let plan = lang.pick("目标见规划", "targets from the plan").to_owned();
    let own = case
        .scenario
        .targets
        .iter()
        .any(|t| t.origin == Origin::Scenario);
    let own = own.then(|| {
        lang.pick("自设目标由情景给出", "own targets from the scenario")
            .to_owned()
    });
    let parts: Vec<String> = [Some(plan), own, grade, denominator]
        .into_iter()
        .flatten()
        .collect();
    format!(
        "{}{}",
        lang.pick("来源：", "Source: "),
        parts.join(lang.pick("；", "; "))
    )
}

fn caption(cases: &[Case<'_>], years: &str, lang: Lang) -> String {
    let region = cases[0].scenario.region.get(lang);
    let what = match lang {
        Lang::Zh => format!("{region}{years}年规划目标达成情况"),
        Lang::En => format!("Targets of {years}, {region}: are they met?"),
    };
    let joint = cases.iter().filter_map(|case| {
        let joint = case.summary.joint_card?;
        let p = wording::probability_in_words(joint.probability, joint.interval, lang);
        let name = case.scenario.name.get(lang);
        Some(match lang {
            Lang::Zh => format!("{name}：{}项主要指标同时达标的概率{p}", joint.targets),
            Lang::En => format!("{name}: all {} card goals are met with {p}", joint.targets),
        })
    });
    phrases::sentences(std::iter::once(Some(what)).chain(joint.map(Some)), lang)
}

fn alt(cases: &[Case<'_>], lang: Lang) -> String {
    let lines: Vec<String> = cases
        .iter()
        .map(|case| {
            let rows: Vec<String> = case
                .summary
                .attainment
                .iter()
                .map(|row| {
                    let name = case.scenario.targets[row.target].name.get(lang);
                    let word = wording::verdict(row.verdict, lang);
                    let p = row.judged.as_ref().map(|j| wording::share(j.probability));
                    let p = p.map(|p| format!(" {p}")).unwrap_or_default();
                    format!("{name} {word}{p}")
                })
                .collect();
            let name = case.scenario.name.get(lang);
            format!(
                "{name}{}{}",
                lang.pick("：", ": "),
                rows.join(lang.pick("，", ", "))
            )
        })
        .collect();
    format!(
        "{}{}{}",
        lang.pick("目标一览表。", "Table of targets. "),
        lines.join(lang.pick("；", "; ")),
        lang.pick("。", ".")
    )
}

/// Whether a target belongs to a section.
type Belongs = fn(&Target) -> bool;

fn sections(cases: &[Case<'_>]) -> Vec<GoalSection> {
    let scenario = cases[0].scenario;
    let indicators = scenario.indicators();
    let groups: [(Text, Belongs); 3] = [
        (Text::new("主要指标", "Card goals"), |t| t.card_goal),
        (
            Text::new("规划的其他数字", "Other numbers of the plan"),
            |t| !t.card_goal && t.origin == Origin::Plan,
        ),
        (
            Text::new("情景自设的目标", "Targets set by the scenario"),
            |t| !t.card_goal && t.origin == Origin::Scenario,
        ),
    ];
    groups
        .into_iter()
        .map(|(title, belongs)| GoalSection {
            title: Some(title),
            rows: cases[0]
                .summary
                .attainment
                .iter()
                .filter(|row| belongs(&scenario.targets[row.target]))
                .map(|row| goal_row(cases, row, &indicators))
                .collect(),
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

fn goal_row(cases: &[Case<'_>], row: &Attainment, indicators: &[IndicatorRow]) -> GoalRow {
    let scenario = cases[0].scenario;
    let target = &scenario.targets[row.target];
    let unit = &indicators[target.indicator.index()].unit;
    let base = cases[0]
        .summary
        .indicator(0, target.indicator, scenario.base_year)
        .filter(|_| row.judged.is_some());
    let sign = match target.comparator.sign() {
        ">=" => "≥",
        "<=" => "≤",
        other => other,
    };
    GoalRow {
        name: target.name.clone(),
        unit: match unit {
            Unit::Yuan => Text::new("亿元", "billion yuan"),
            _ => both(|lang| unit.label(lang)),
        },
        base: match base {
            Some(summary) => Some(both(|lang| written(summary.spread.p50, unit, lang))),
            // a rate of growth has no value at the base year
            None if row.judged.is_some() => Some(Text::new("—", "—")),
            None => None,
        },
        target: both(|lang| format!("{sign}{}", written(target.threshold, unit, lang))),
        cells: cases
            .iter()
            .map(|case| cell(case, &target.id, unit, cases.len()))
            .collect(),
    }
}

fn cell(case: &Case<'_>, id: &str, unit: &Unit, columns: usize) -> GoalCell {
    let same = |row: &&Attainment| case.scenario.targets[row.target].id == id;
    let Some(row) = case.summary.attainment.iter().find(same) else {
        return GoalCell::NotAssessed {
            reason: Text::new("此情景没有这个目标", "not a target of this scenario"),
        };
    };
    let target = &case.scenario.targets[row.target];
    let (Some(judged), Some(spread)) = (&row.judged, row.spread) else {
        return GoalCell::NotAssessed {
            reason: both(|lang| reason(row, target, unit, columns, lang)),
        };
    };
    GoalCell::Assessed {
        light: light(row.verdict).unwrap_or(Light::Uncertain),
        value: both(|lang| written(spread.p50, unit, lang)),
        probability: both(|_| {
            if columns <= WITH_INTERVAL {
                wording::probability(judged.probability, judged.interval)
            } else {
                wording::share(judged.probability)
            }
        }),
    }
}

fn reason(row: &Attainment, target: &Target, unit: &Unit, columns: usize, lang: Lang) -> String {
    let why = phrases::not_assessed(target, lang);
    let Some(condition) = row.condition.filter(|_| columns == 1) else {
        return why.to_owned();
    };
    let base = wording::value(condition.base, unit, lang);
    let yearly = wording::value(condition.per_year, unit, lang);
    match (lang, condition.base > 0.0) {
        (Lang::Zh, true) => format!("{why}。若基期不少于{base}、每年新增不少于{yearly}，则可达到"),
        (Lang::Zh, false) => format!("{why}。即使从零开始，每年新增不少于{yearly}即可达到"),
        (Lang::En, true) => format!(
            "{why}. Reached if the base is at least {base} and it grows by at least {yearly} a year"
        ),
        (Lang::En, false) => {
            format!("{why}. Reached even from nothing if it grows by at least {yearly} a year")
        }
    }
}

/// A value in the unit of its row, without the unit.
fn written(value: f64, unit: &Unit, lang: Lang) -> String {
    match unit {
        Unit::Yuan => match lang {
            Lang::Zh => trimmed(number(value / 1.0e8, 1, lang)),
            Lang::En => trimmed(number(value / 1.0e9, 2, lang)),
        },
        Unit::Percent | Unit::PercentPerYear | Unit::Per10k(_) => trimmed(number(value, 1, lang)),
        Unit::Count(_) => wording::figure(value, unit, lang),
    }
}

fn trimmed(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn words(bands: Bands) -> LightWords {
    let (likely, unlikely) = (bands.likely * 100.0, bands.unlikely * 100.0);
    let key = |verdict: Verdict, zh: String, en: String| LightKey {
        word: both(|lang| wording::verdict(verdict, lang).to_owned()),
        meaning: Text::new(zh, en),
    };
    LightWords {
        likely: key(
            Verdict::Likely,
            format!("概率区间全部不低于{likely:.0}%"),
            format!("the whole interval at {likely:.0}% or above"),
        ),
        uncertain: key(
            Verdict::Uncertain,
            "其余情形".to_owned(),
            "anything between".to_owned(),
        ),
        unlikely: key(
            Verdict::Unlikely,
            format!("概率区间全部低于{unlikely:.0}%"),
            format!("the whole interval below {unlikely:.0}%"),
        ),
        not_assessed: key(
            Verdict::NotAssessed,
            "没有可用的基期值".to_owned(),
            "no base value to go by".to_owned(),
        ),
    }
}
