//! A fan chart for each card goal.

use super::{Chart, Report, Scale, bands, both, phrases, target_line};
use crate::analysis::{Attainment, CardGoal, Verdict};
use crate::chart::{Fan, Figure, Frame, PointYear, Series, Target};
use crate::indicator::{Indicator, IndicatorRow, Unit};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::statistics::Spread;

/// A fan for each card goal that was simulated.
pub(super) fn fans(report: &Report<'_>, case: &Case<'_>) -> Vec<Chart> {
    let indicators = case.scenario.indicators();
    case.summary
        .goals
        .iter()
        .filter_map(|goal| {
            let subject = Subject {
                case,
                goal,
                row: &indicators[goal.indicator.index()],
                attainment: goal.target.map(|t| &case.summary.attainment[t]),
            };
            Some(Chart {
                name: format!("fan_{}", goal.id),
                figure: Figure::Fan(subject.fan(report)?),
            })
        })
        .collect()
}

/// A card goal and what is known of it.
struct Subject<'a> {
    case: &'a Case<'a>,
    goal: &'a CardGoal,
    row: &'a IndicatorRow,
    attainment: Option<&'a Attainment>,
}

impl Subject<'_> {
    fn fan(&self, report: &Report<'_>) -> Option<Fan> {
        let summary = self.case.summary;
        let due = summary
            .indicator(0, self.goal.indicator, self.goal.year)?
            .spread;
        let last = summary
            .indicator(0, self.goal.indicator, self.case.scenario.end_year)?
            .spread;
        let scale = Scale::of(&self.row.unit, due.p50.max(last.p50))
            .finer_if_few(&[due.p50, last.p05, last.p50, last.p95]);
        let bands = bands(self.case, 0, self.goal.indicator, &scale);
        if bands.len() < 2 {
            return None;
        }
        Some(Fan {
            frame: self.frame(report, &due),
            unit: scale.unit.clone(),
            decimals: scale.decimals,
            // nominal coverage may pass 100
            ceiling: scale
                .ceiling
                .filter(|most| bands.iter().all(|b| b.p95 <= *most)),
            history: self.history(&scale),
            bands,
            naive: self.naive(&scale),
            beside: self.beside(&scale),
            target: self.target(&scale),
            note: self.note(),
        })
    }

    fn frame(&self, report: &Report<'_>, due: &Spread) -> Frame {
        let scenario = self.case.scenario;
        let first = self.first_year();
        let last = scenario.end_year;
        Frame {
            finding: both(|lang| self.finding(due, lang)),
            subtitle: both(|lang| {
                let (name, unit) = (self.row.name.get(lang), self.row.unit.label(lang));
                let region = scenario.region.get(lang);
                match lang {
                    Lang::Zh => format!("{name}（{unit}），{region}，{first}—{last}年末"),
                    Lang::En => format!("{name} ({unit}), {region}, end of {first} to {last}"),
                }
            }),
            source: self.source(),
            scenario: phrases::scenario(scenario),
            runs: phrases::runs(report),
            bands: Some(phrases::bands()),
            caveat: self.caveat(),
            alt: both(|lang| self.alt(lang)),
            caption: both(|lang| self.caption(due, lang)),
        }
    }

    fn caveat(&self) -> Option<Text> {
        let target = &self.case.scenario.targets[self.goal.target?];
        let judged = self.attainment.is_some_and(|row| row.judged.is_some());
        (!judged).then(|| phrases::caveat(target))
    }

    fn finding(&self, due: &Spread, lang: Lang) -> String {
        let scenario = self.case.scenario;
        let (under, year) = (phrases::under(scenario, lang), self.goal.year);
        let value = |v| wording::value(v, &self.row.unit, lang);
        let Some(target) = self.goal.target.map(|t| &scenario.targets[t]) else {
            let (low, middle, high) = (value(due.p05), value(due.p50), value(due.p95));
            let name = self.row.name.get(lang);
            return match lang {
                Lang::Zh => format!(
                    "{under}，{year}年末{name}约{middle}（90%区间{low}至{high}）；规划没有定数"
                ),
                Lang::En => format!(
                    "{under}: about {middle} by the end of {year} (90% band {low} to {high}); the plan sets no number"
                ),
            };
        };
        let name = target.name.get(lang);
        let number = value(target.threshold);
        let Some(judged) = self.attainment.and_then(|row| row.judged.as_ref()) else {
            let why = phrases::not_assessed(target, lang);
            return match lang {
                Lang::Zh => format!("{under}，{name}能否在{year}年达到{number}不作评估：{why}"),
                Lang::En => format!(
                    "{under}: whether {name} reaches {number} in {year} is not assessed: {why}"
                ),
            };
        };
        let verdict = self
            .attainment
            .map_or(Verdict::NotAssessed, |row| row.verdict);
        let p = wording::share(judged.probability);
        let (low, high) = (judged.interval.low * 100.0, judged.interval.high * 100.0);
        let gap = |lang| wording::difference(target.shortfall(due.p50), &self.row.unit, lang);
        match lang {
            Lang::Zh => {
                let head = match verdict {
                    Verdict::Likely => format!("{year}年大概率达到{number}"),
                    Verdict::Unlikely => format!("{year}年大概率达不到{number}"),
                    _ => format!("{year}年能否达到{number}难以断定"),
                };
                let tail = if target.met(due.p50) {
                    String::new()
                } else {
                    format!("，中位数还差{}", gap(lang))
                };
                format!("{under}，{name}{head}：概率{p}（区间{low:.0}–{high:.0}%）{tail}")
            }
            Lang::En => {
                let head = match verdict {
                    Verdict::Likely => format!("is likely to reach {number} in {year}"),
                    Verdict::Unlikely => format!("is unlikely to reach {number} in {year}"),
                    _ => format!("may or may not reach {number} in {year}"),
                };
                let tail = if target.met(due.p50) {
                    String::new()
                } else {
                    format!("; the median is {} short", gap(lang))
                };
                format!(
                    "{under}: \"{name}\" {head}, with a probability of {p} ({low:.0}–{high:.0}%){tail}"
                )
            }
        }
    }

    fn source(&self) -> Text {
        match self.attainment {
            Some(row) => phrases::source(self.case, row),
            None => both(|lang| {
                let grade = self.base_grade();
                let grade = phrases::grade(self.case.scenario, grade, lang).unwrap_or_default();
                format!("{}{grade}", lang.pick("来源：", "Source: "))
            }),
        }
    }

    fn base_grade(&self) -> Option<crate::scenario::resolved::Grade> {
        crate::analysis::base_grade(self.case.scenario, self.goal.indicator)
    }

    fn caption(&self, due: &Spread, lang: Lang) -> String {
        let region = self.case.scenario.region.get(lang);
        let scenario = self.case.scenario.name.get(lang);
        let (name, year) = (self.row.name.get(lang), self.goal.year);
        let value = |v| wording::value(v, &self.row.unit, lang);
        let what = match lang {
            Lang::Zh => format!("{region}{name}的模拟结果（{scenario}）"),
            Lang::En => format!("{name}, {region}: simulated ({scenario})"),
        };
        let spread = match lang {
            Lang::Zh => format!(
                "{year}年末中位数{}，90%区间{}至{}",
                value(due.p50),
                value(due.p05),
                value(due.p95)
            ),
            Lang::En => format!(
                "End of {year}: median {}, 90% band {} to {}",
                value(due.p50),
                value(due.p05),
                value(due.p95)
            ),
        };
        let simulation = self.attainment.and_then(|row| row.judged.as_ref()).map(|_| {
            lang.pick(
                "概率的区间只反映模拟次数有限带来的误差，不反映假设的对错",
                "The interval of the probability shows only the error of simulation, not whether assumptions are right",
            )
            .to_owned()
        });
        let binding = self
            .attainment
            .and_then(|row| phrases::binding(row, lang))
            .map(capital);
        let swing = self
            .attainment
            .and_then(|row| phrases::swing(row, lang))
            .map(capital);
        let base = self.case.scenario.base_year;
        let median = |year| {
            let summary = self.case.summary.indicator(0, self.goal.indicator, year)?;
            Some(value(summary.spread.p50))
        };
        let begun = phrases::work_in_progress(
            self.case.scenario,
            self.goal.indicator,
            median(base).zip(median(base + 1)),
            lang,
        )
        .map(capital);
        phrases::sentences(
            [Some(what), Some(spread), begun, binding, swing, simulation],
            lang,
        )
    }

    fn alt(&self, lang: Lang) -> String {
        let value = |v| wording::value(v, &self.row.unit, lang);
        let years = [
            self.case.scenario.base_year,
            self.goal.year,
            self.case.scenario.end_year,
        ];
        let mut said: Vec<i32> = years.to_vec();
        said.dedup();
        let points: Vec<String> = said
            .into_iter()
            .filter_map(|year| {
                let s = self
                    .case
                    .summary
                    .indicator(0, self.goal.indicator, year)?
                    .spread;
                let (low, middle, high) = (value(s.p05), value(s.p50), value(s.p95));
                Some(match lang {
                    Lang::Zh => format!("{year}年末中位数{middle}，90%区间{low}至{high}"),
                    Lang::En => format!("end of {year} median {middle}, 90% band {low} to {high}"),
                })
            })
            .collect();
        let name = self.row.name.get(lang);
        match lang {
            Lang::Zh => format!("扇形图，{name}：{}。", points.join("；")),
            Lang::En => format!("Fan chart of {name}: {}.", points.join("; ")),
        }
    }

    fn history(&self, scale: &Scale) -> Vec<PointYear> {
        let observed = self.case.scenario.observed.iter();
        let mut points: Vec<PointYear> = observed
            .filter(|o| o.indicator == self.goal.indicator && o.county.is_none())
            .map(|o| PointYear {
                year: o.year,
                value: o.value / scale.divisor,
            })
            .collect();
        points.sort_by_key(|point| point.year);
        points
    }

    fn first_year(&self) -> i32 {
        let observed = self.case.scenario.observed.iter();
        observed
            .filter(|o| o.indicator == self.goal.indicator && o.county.is_none())
            .map(|o| o.year)
            .chain([self.case.scenario.base_year])
            .min()
            .expect("the base year is one")
    }

    /// For planned counts only: a share has a ceiling, and what is not planned does not follow its last increment.
    fn naive(&self, scale: &Scale) -> Option<Series> {
        if self.goal.target.is_none() || scale.ceiling.is_some() {
            return None;
        }
        let forecasts = &self.case.summary.forecasts;
        let forecast = forecasts
            .iter()
            .find(|f| f.indicator == self.goal.indicator)?;
        let scenario = self.case.scenario;
        let points = (scenario.base_year..=scenario.end_year)
            .map(|year| PointYear {
                year,
                value: forecast.at(year) / scale.divisor,
            })
            .collect();
        Some(Series {
            label: Text::new("按上年增量外推", "last increment repeated"),
            points,
        })
    }

    /// The other coverage, beside the one the target takes.
    fn beside(&self, scale: &Scale) -> Option<Series> {
        let (passed, usable) = (Indicator::GigabitPassed.id(), Indicator::GigabitUsable.id());
        let nominal = Indicator::GigabitNominal.id();
        let (other, label) = if self.goal.indicator == usable {
            (passed, Text::new("通达率中位数", "passed, median"))
        } else if [passed, nominal].contains(&self.goal.indicator) {
            (usable, Text::new("可用率中位数", "usable, median"))
        } else {
            return None;
        };
        let points: Vec<PointYear> = bands(self.case, 0, other, scale)
            .into_iter()
            .map(|band| PointYear {
                year: band.year,
                value: band.p50,
            })
            .collect();
        (points.len() > 1).then_some(Series { label, points })
    }

    fn target(&self, scale: &Scale) -> Option<Target> {
        let target = &self.case.scenario.targets[self.goal.target?];
        Some(target_line(target, &self.row.unit, scale.divisor))
    }

    fn note(&self) -> Option<Text> {
        let Some(target) = self.goal.target.map(|t| &self.case.scenario.targets[t]) else {
            return Some(Text::new(
                "规划没有为此定数，故不画目标线",
                "The plan sets no number for this, so there is no target line",
            ));
        };
        if matches!(self.row.unit, Unit::Percent) && target.denominator.is_some() {
            return Some(both(|lang| {
                let said = phrases::denominator(target, lang).unwrap_or_default();
                capital(said)
            }));
        }
        None
    }
}

/// With a capital letter at its start.
fn capital(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
