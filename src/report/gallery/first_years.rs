//! The first year each card goal is reached: shares of the runs by year.

use super::{Chart, Report, both, phrases};
use crate::analysis::{Attainment, CardGoal, FirstYears, Verdict};
use crate::chart::{Figure, FirstYear, FirstYearBar, Frame};
use crate::indicator::Target;
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::scenario::Scenario;

/// One chart for every card goal that is assessed: of others no share of runs may be given.
pub(super) fn first_years(report: &Report<'_>, case: &Case<'_>) -> Vec<Chart> {
    let goals = case.summary.goals.iter();
    goals
        .filter_map(|goal| {
            let sheet = Sheet::of(case, goal)?;
            Some(Chart {
                name: name(goal),
                figure: Figure::FirstYear(sheet.figure(report)),
            })
        })
        .collect()
}

/// The charts there may be.
pub(super) fn names(scenario: &Scenario, goals: &[CardGoal]) -> Vec<String> {
    let assessed = goals.iter().filter(|goal| {
        let target = goal.target.map(|index| &scenario.targets[index]);
        target.is_some_and(|target| target.evidence.assessed())
    });
    assessed.map(name).collect()
}

fn name(goal: &CardGoal) -> String {
    format!("first_year_{}", goal.id)
}

struct Sheet<'a> {
    case: &'a Case<'a>,
    target: &'a Target,
    row: &'a Attainment,
    years: FirstYears,
}

impl<'a> Sheet<'a> {
    fn of(case: &'a Case<'a>, goal: &CardGoal) -> Option<Self> {
        let index = goal.target?;
        let row = &case.summary.attainment[index];
        row.judged.as_ref()?;
        let target = &case.scenario.targets[index];
        Some(Self {
            years: FirstYears::of(case.scenario, case.runs, target),
            case,
            target,
            row,
        })
    }

    fn figure(&self, report: &Report<'_>) -> FirstYear {
        let (due, last) = (self.target.due_year, self.case.scenario.end_year);
        // a base year in which no run meets the goal says nothing
        let bars = self
            .years
            .years
            .iter()
            .filter(|(year, runs)| *year > self.case.scenario.base_year || *runs > 0)
            .map(|(year, runs)| FirstYearBar {
                year: *year,
                share: self.years.share(*runs),
            })
            .collect();
        let (share, interval) = self.years.share_by(due);
        let by_due = both(|lang| wording::probability_in_words(share, interval, lang));
        FirstYear {
            frame: Frame {
                finding: both(|lang| self.finding(lang)),
                subtitle: both(|lang| self.subtitle(lang)),
                source: phrases::source(self.case, self.row),
                scenario: phrases::scenario(self.case.scenario),
                runs: phrases::runs(report),
                bands: Some(Text::new(
                    "柱为首次达到目标的模拟所占比例；括号内为95%区间，只反映模拟次数有限带来的误差",
                    "bars: share of the runs that first reach the target then; in brackets 95% intervals, which show only the error of simulation",
                )),
                caveat: None,
                alt: both(|lang| self.alt(lang)),
                caption: both(|lang| self.caption(lang)),
            },
            due_year: due,
            due: Text::new(format!("目标期限：{due}年末"), format!("due: end of {due}")),
            by_due: Text::new(
                format!("期限前达到：{}", by_due.zh),
                format!("reached by then: {}", by_due.en),
            ),
            bars,
            never: self.years.share(self.years.never),
            never_label: Text::new(
                format!("至{last}年末未达到"),
                format!("not by the end of {last}"),
            ),
        }
    }

    /// The goal with its number: `5G基站数量≥1.8万个`.
    fn goal(&self, lang: Lang) -> String {
        let indicators = self.case.scenario.indicators();
        let unit = &indicators[self.target.indicator.index()].unit;
        let number = wording::threshold(self.target, unit, lang);
        format!(
            "{}{}{number}",
            self.target.name.get(lang),
            lang.pick("", " ")
        )
    }

    fn finding(&self, lang: Lang) -> String {
        let (due, last) = (self.target.due_year, self.case.scenario.end_year);
        let under = phrases::under(self.case.scenario, lang);
        let goal = self.goal(lang);
        let (share, interval) = self.years.share_by(due);
        let by_due = wording::probability_in_words(share, interval, lang);
        let half = match (self.years.median(), lang) {
            (Some(year), Lang::Zh) => format!("到{year}年末至少半数模拟已达到"),
            (Some(year), Lang::En) => format!("at least half of the runs have done so by {year}"),
            (None, Lang::Zh) => format!("到{last}年末仍有过半数模拟未达到"),
            (None, Lang::En) => format!("more than half of the runs have not by {last}"),
        };
        match lang {
            Lang::Zh => format!("{under}，{due}年末以前达到“{goal}”的概率为{by_due}，{half}"),
            Lang::En => {
                format!(
                    "{under}: \"{goal}\" is reached by the end of {due} with a probability of {by_due}; {half}"
                )
            }
        }
    }

    fn subtitle(&self, lang: Lang) -> String {
        let region = self.case.scenario.region.get(lang);
        let word = wording::verdict(self.row.verdict, lang);
        let due = self.target.due_year;
        match lang {
            Lang::Zh => format!("首次达到目标的年份（年末），{region}；{due}年末：{word}"),
            Lang::En => format!(
                "The first year at whose end the target is met, {region}; at the end of {due}: {word}"
            ),
        }
    }

    fn caption(&self, lang: Lang) -> String {
        let (region, goal) = (self.case.scenario.region.get(lang), self.goal(lang));
        let scenario = self.case.scenario.name.get(lang);
        let what = match lang {
            Lang::Zh => format!("{region}首次达到“{goal}”的年份（{scenario}）"),
            Lang::En => format!("First year of \"{goal}\", {region} ({scenario})"),
        };
        phrases::sentences(
            [
                Some(what),
                self.fallen_back(lang),
                phrases::binding(self.row, lang).filter(|_| self.row.verdict != Verdict::Likely),
            ],
            lang,
        )
    }

    /// That runs have met the target and no longer do in the due year, where there are any.
    fn fallen_back(&self, lang: Lang) -> Option<String> {
        let judged = self.row.judged.as_ref()?;
        let due = self.target.due_year;
        let fallen = self.years.by(due) - judged.met;
        let share = wording::share(self.years.share(fallen));
        (fallen > 0).then(|| match lang {
            Lang::Zh => format!("其中{share}的模拟曾达到，到{due}年末又低于目标"),
            Lang::En => {
                format!("{share} of the runs met it before and no longer do at the end of {due}")
            }
        })
    }

    fn alt(&self, lang: Lang) -> String {
        let years = self.years.years.iter().filter(|(_, runs)| *runs > 0);
        let mut said: Vec<String> = years
            .map(|(year, runs)| {
                let share = wording::share(self.years.share(*runs));
                match lang {
                    Lang::Zh => format!("{year}年{share}"),
                    Lang::En => format!("{year} {share}"),
                }
            })
            .collect();
        let never = wording::share(self.years.share(self.years.never));
        let last = self.case.scenario.end_year;
        said.push(match lang {
            Lang::Zh => format!("至{last}年末未达到{never}"),
            Lang::En => format!("not by {last} {never}"),
        });
        let goal = self.goal(lang);
        match lang {
            Lang::Zh => format!("柱状图，首次达到“{goal}”的年份：{}。", said.join("，")),
            Lang::En => format!("Bars, first year of \"{goal}\": {}.", said.join(", ")),
        }
    }
}
