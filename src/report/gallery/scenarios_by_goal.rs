//! Scenarios by goal: how likely each assessed goal is under each scenario, with its interval.

use super::{Chart, Report, both, phrases};
use crate::analysis::Verdict;
use crate::chart::{Figure, Frame, ScenariosByGoal, TradeoffPanel, TradeoffPoint, Zones};
use crate::indicator::Target;
use crate::language::Lang;
use crate::report::{Case, wording};
use crate::scenario::Scenario;

/// More scenarios than this are not drawn.
const MOST_SCENARIOS: usize = 9;
/// A goal assessed under fewer scenarios leaves nothing to compare.
const COMPARED: usize = 2;
/// Lanes of a sheet, that of a heading counted too: what fits on a page of a document.
const LANES: usize = 38;

/// The sheets of a comparison, the card goals first; none if no goal is assessed under two scenarios.
pub(super) fn scenarios_by_goal(report: &Report<'_>) -> Vec<Chart> {
    let cases = &report.cases[..report.cases.len().min(MOST_SCENARIOS)];
    let baseline = cases[0].scenario;
    let all = baseline.targets.len();
    let assessed: Vec<&Target> = in_order(baseline)
        .into_iter()
        .filter(|target| {
            let points = cases.iter().filter_map(|case| point(case, &target.id));
            points.count() >= COMPARED
        })
        .collect();
    (1usize..)
        .zip(assessed.chunks(goals_a_sheet(cases.len())))
        .map(|(page, goals)| {
            let sheet = Sheet {
                cases,
                goals,
                assessed: assessed.len(),
                all,
            };
            Chart {
                name: name(page),
                figure: Figure::ScenariosByGoal(sheet.figure(report)),
            }
        })
        .collect()
}

/// The charts there may be.
pub(super) fn names(scenarios: &[&Scenario]) -> Vec<String> {
    let shown = &scenarios[..scenarios.len().min(MOST_SCENARIOS)];
    let goals = shown[0].targets.iter().filter(|target| {
        let targets = shown.iter().flat_map(|scenario| &scenario.targets);
        let same = targets.filter(|other| other.id == target.id && other.evidence.assessed());
        same.count() >= COMPARED
    });
    let pages = goals.count().div_ceil(goals_a_sheet(shown.len()));
    (1..=pages).map(name).collect()
}

fn name(page: usize) -> String {
    match page {
        1 => "scenarios_by_goal".to_owned(),
        _ => format!("scenarios_by_goal_{page}"),
    }
}

/// A heading takes as much room as a lane and a half.
fn goals_a_sheet(scenarios: usize) -> usize {
    (2 * LANES / (2 * scenarios + 3)).max(1)
}

/// Card goals before the others.
fn in_order(scenario: &Scenario) -> Vec<&Target> {
    let (mut cards, others): (Vec<_>, Vec<_>) =
        scenario.targets.iter().partition(|target| target.card_goal);
    cards.extend(others);
    cards
}

fn point(case: &Case<'_>, id: &str) -> Option<TradeoffPoint> {
    let mut rows = case.summary.attainment.iter();
    let row = rows.find(|row| case.scenario.targets[row.target].id == id)?;
    let judged = row.judged.as_ref()?;
    Some(TradeoffPoint {
        probability: judged.probability,
        low: judged.interval.low,
        high: judged.interval.high,
    })
}

struct Sheet<'a> {
    cases: &'a [Case<'a>],
    goals: &'a [&'a Target],
    assessed: usize,
    all: usize,
}

/// A goal whose probability clearly differs from the baseline's under a scenario.
struct Moved<'a> {
    case: &'a Case<'a>,
    goal: &'a Target,
    change: f64,
}

impl<'a> Sheet<'a> {
    fn figure(&self, report: &Report<'_>) -> ScenariosByGoal {
        let bands = self.cases[0].scenario.bands;
        let (likely, unlikely) = (bands.likely * 100.0, bands.unlikely * 100.0);
        let word = |verdict, lang| wording::verdict(verdict, lang);
        ScenariosByGoal {
            frame: Frame {
                finding: both(|lang| self.finding(report, lang)),
                subtitle: both(|lang| self.subtitle(lang)),
                source: both(|lang| self.source(lang)),
                scenario: phrases::scenarios(report),
                runs: phrases::runs(report),
                bands: Some(both(|lang| {
                    let base = self.cases[0].scenario.name.get(lang);
                    match lang {
                        Lang::Zh => format!(
                            "点为达标概率，须线为95%区间，只反映模拟次数有限带来的误差；虚线为{base}的概率"
                        ),
                        Lang::En => format!(
                            "dot: probability; whiskers: 95% interval, which shows only the error of simulation; dashed: {base}"
                        ),
                    }
                })),
                caveat: None,
                alt: both(|lang| self.alt(report, lang)),
                caption: both(|lang| self.caption(report, lang)),
            },
            scenarios: self
                .cases
                .iter()
                .map(|case| both(|lang| phrases::name(report, case.scenario, lang)))
                .collect(),
            zones: Zones {
                unlikely_below: bands.unlikely,
                likely_from: bands.likely,
                unlikely: both(|lang| {
                    let word = word(Verdict::Unlikely, lang);
                    match lang {
                        Lang::Zh => format!("{word}（低于{unlikely:.0}%）"),
                        Lang::En => format!("{word} (below {unlikely:.0}%)"),
                    }
                }),
                uncertain: both(|lang| word(Verdict::Uncertain, lang).to_owned()),
                likely: both(|lang| {
                    let word = word(Verdict::Likely, lang);
                    match lang {
                        Lang::Zh => format!("{word}（不低于{likely:.0}%）"),
                        Lang::En => format!("{word} ({likely:.0}% or above)"),
                    }
                }),
            },
            not_assessed: both(|lang| word(Verdict::NotAssessed, lang).to_owned()),
            goals: self.goals.iter().map(|goal| self.panel(goal)).collect(),
        }
    }

    fn panel(&self, goal: &Target) -> TradeoffPanel {
        let indicators = self.cases[0].scenario.indicators();
        let unit = &indicators[goal.indicator.index()].unit;
        TradeoffPanel {
            title: both(|lang| {
                let number = wording::threshold(goal, unit, lang);
                let (name, due) = (goal.name.get(lang), goal.due_year);
                match lang {
                    Lang::Zh => format!("{name} {number}（{due}年）"),
                    Lang::En => format!("{name} {number} ({due})"),
                }
            }),
            points: self
                .cases
                .iter()
                .map(|case| point(case, &goal.id))
                .collect(),
        }
    }

    /// The goals of this sheet that a scenario clearly moves, each where it moves most; the most moved first.
    fn moved(&self, report: &Report<'_>) -> Vec<Moved<'a>> {
        let mut moved: Vec<Moved<'a>> = self
            .goals
            .iter()
            .filter_map(|goal| {
                let others = self.cases[1..].iter().zip(report.differences);
                let changes = others.filter_map(|(case, difference)| {
                    let mut rows = difference.attainment.iter();
                    let row = rows.find(|row| row.target == goal.id)?;
                    let (change, interval, ..) = row.judged?;
                    let clear = interval.low > 0.0 || interval.high < 0.0;
                    clear.then_some(Moved { case, goal, change })
                });
                changes.reduce(|best, one| {
                    if one.change.abs() > best.change.abs() {
                        one
                    } else {
                        best
                    }
                })
            })
            .collect();
        moved.sort_by(|a, b| b.change.abs().total_cmp(&a.change.abs()));
        moved
    }

    fn finding(&self, report: &Report<'_>, lang: Lang) -> String {
        let (count, moved) = (self.goals.len(), self.moved(report));
        let base = phrases::name(report, self.cases[0].scenario, lang);
        let Some(most) = moved.first() else {
            return match lang {
                Lang::Zh => {
                    format!("与{base}相比，图中{count}项目标的达标概率在各情景下都没有明显差别")
                }
                Lang::En => format!(
                    "Of the {count} goals shown, none differs clearly from {base} in its probability under any scenario"
                ),
            };
        };
        let points = most.change * 100.0;
        let scenario = phrases::name(report, most.case.scenario, lang);
        let (goal, some) = (most.goal.name.get(lang), moved.len());
        match lang {
            Lang::Zh => format!(
                "与{base}相比，图中{count}项目标里有{some}项的达标概率在某个情景下明显不同，差别最大的是{scenario}下的{goal}（{points:+.0}个百分点）"
            ),
            Lang::En => format!(
                "Against {base}, the probability of {some} of the {count} goals shown is clearly different under a scenario, most of all that of \"{goal}\" under {scenario} ({points:+.0} points)"
            ),
        }
    }

    fn subtitle(&self, lang: Lang) -> String {
        let region = self.cases[0].scenario.region.get(lang);
        let (all, assessed, shown) = (self.all, self.assessed, self.goals.len());
        match lang {
            Lang::Zh => format!(
                "各目标在各情景下的达标概率，{region}；{all}项目标中{assessed}项可在两个以上情景下评估，此图{shown}项"
            ),
            Lang::En => format!(
                "Probability of reaching each goal by scenario, {region}; {assessed} of {all} targets are assessed under two scenarios or more, {shown} shown here"
            ),
        }
    }

    fn source(&self, lang: Lang) -> String {
        let baseline = &self.cases[0];
        let rows = baseline.summary.attainment.iter().filter(|row| {
            let id = &baseline.scenario.targets[row.target].id;
            row.judged.is_some() && self.goals.iter().any(|goal| goal.id == *id)
        });
        let grade = rows.filter_map(|row| row.base_grade).max();
        let mut parts = vec![lang.pick("目标见规划", "targets from the plan").to_owned()];
        if self
            .goals
            .iter()
            .any(|goal| goal.origin == crate::indicator::Origin::Scenario)
        {
            let own = lang.pick("自设目标由情景给出", "own targets from the scenario");
            parts.push(own.to_owned());
        }
        parts.extend(phrases::grade(baseline.scenario, grade, lang));
        parts.extend(
            self.goals
                .iter()
                .find_map(|goal| phrases::denominator(goal, lang)),
        );
        // what a scenario supplies for illustration is not known
        if self.cases.iter().any(|case| case.scenario.illustrative) {
            let names = self.cases.iter().filter(|case| case.scenario.illustrative);
            let names: Vec<&str> = names.map(|case| case.scenario.name.get(lang)).collect();
            let names = names.join(lang.pick("、", ", "));
            parts.push(match lang {
                Lang::Zh => format!("{names}的基期数据仅供演示"),
                Lang::En => format!("base values of {names} are for illustration only"),
            });
        }
        format!(
            "{}{}",
            lang.pick("来源：", "Source: "),
            parts.join(lang.pick("；", "; "))
        )
    }

    fn caption(&self, report: &Report<'_>, lang: Lang) -> String {
        let region = self.cases[0].scenario.region.get(lang);
        let what = match lang {
            Lang::Zh => format!("{region}各目标在各情景下的达标概率"),
            Lang::En => format!("Probability of reaching each goal by scenario, {region}"),
        };
        let left = self.all - self.assessed;
        let hollow = (left > 0).then(|| match lang {
            Lang::Zh => format!("另有{left}项目标至多在一个情景下可评估，未画出"),
            Lang::En => {
                format!("{left} further targets are assessed under one scenario at most and are not drawn")
            }
        });
        let left = report.cases.len() - self.cases.len();
        let omitted = (left > 0).then(|| match lang {
            Lang::Zh => format!("另有{left}个情景未画出，见表"),
            Lang::En => format!("{left} further scenarios are not drawn; see the tables"),
        });
        phrases::sentences([Some(what), hollow, omitted], lang)
    }

    fn alt(&self, report: &Report<'_>, lang: Lang) -> String {
        let lines: Vec<String> = self
            .goals
            .iter()
            .map(|goal| {
                let said: Vec<String> = self
                    .cases
                    .iter()
                    .map(|case| {
                        let name = phrases::name(report, case.scenario, lang);
                        let share = match point(case, &goal.id) {
                            Some(point) => wording::share(point.probability),
                            None => wording::verdict(Verdict::NotAssessed, lang).to_owned(),
                        };
                        format!("{name} {share}")
                    })
                    .collect();
                let (colon, comma) = (lang.pick("：", ": "), lang.pick("，", ", "));
                format!("{}{colon}{}", goal.name.get(lang), said.join(comma))
            })
            .collect();
        format!(
            "{}{}{}",
            lang.pick("点图。", "Dots with intervals. "),
            lines.join(lang.pick("；", "; ")),
            lang.pick("。", ".")
        )
    }
}
