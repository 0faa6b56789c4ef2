//! Where the goals fall short: by county, against the level each county would need.

use super::{Pictures, basis, headed, listed, number, sentence, words};
use crate::analysis::{CardGoal, CountyAttainment};
use crate::indicator::{IndicatorRow, Target, Unit};
use crate::language::{Lang, Text};
use crate::report::document::{Block, Cell, Section, Sentence, Table};
use crate::report::phrases::both;
use crate::report::{Case, Report, wording};

/// Counties named in a sentence.
const NAMED: usize = 3;

/// A sentence a goal with a county meaning, and their table; nothing where no goal has one, or there is one county.
pub(super) fn section(report: &Report<'_>, pictures: &Pictures) -> Option<Section> {
    let case = &report.cases[0];
    let goals = goals(case);
    if goals.is_empty() || case.scenario.counties.len() < 2 {
        return None;
    }
    let mut opening = vec![sentence(
        |lang| {
            let name = super::called(case, lang);
            match lang {
                Lang::Zh => format!(
                    "规划没有把目标分解到区县，以下按{name}的结果，以各区县按人口应承担的数量或与全市相同的比例为所需水平"
                ),
                Lang::En => format!(
                    "The plan has no county targets; under {name}, the level needed is a county's share by people of a count, and the same share of households as in the whole place"
                ),
            }
        },
        None,
    )];
    opening.extend(elsewhere(&report.cases[1..]));
    let points = goals.iter().map(CountyGoal::point).collect();
    let mut blocks = vec![
        Block::Paragraph(opening),
        Block::List(points),
        Block::Table(table(case, &goals)),
    ];
    blocks.extend(pictures.counties());
    Some(titled(blocks))
}

fn titled(blocks: Vec<Block>) -> Section {
    headed("短板在哪些区县", "Where it falls short", blocks)
}

/// A goal with a county meaning and its rows, in the order of the counties.
struct CountyGoal<'a> {
    case: &'a Case<'a>,
    target: &'a Target,
    indicator: IndicatorRow,
    rows: Vec<&'a CountyAttainment>,
}

fn goals<'a>(case: &'a Case<'a>) -> Vec<CountyGoal<'a>> {
    let indicators = case.scenario.indicators();
    let of = |goal: &'a CardGoal| {
        let index = goal.target?;
        let rows: Vec<&CountyAttainment> = case
            .summary
            .counties
            .iter()
            .filter(|row| row.target == index)
            .collect();
        let target = &case.scenario.targets[index];
        (!rows.is_empty()).then(|| CountyGoal {
            case,
            target,
            indicator: indicators[target.indicator.index()].clone(),
            rows,
        })
    };
    case.summary.goals.iter().filter_map(of).collect()
}

impl CountyGoal<'_> {
    /// What the median of a county lacks.
    fn gap(&self, row: &CountyAttainment) -> f64 {
        let local = Target {
            threshold: row.threshold,
            ..self.target.clone()
        };
        if local.met(row.spread.p50) {
            0.0
        } else {
            local.shortfall(row.spread.p50)
        }
    }

    fn name(&self, row: &CountyAttainment) -> &Text {
        &self.case.scenario.counties[row.county].name
    }

    /// The counties that lack something, the widest gap first.
    fn short(&self) -> Vec<&CountyAttainment> {
        let mut short: Vec<&CountyAttainment> = self
            .rows
            .iter()
            .copied()
            .filter(|row| self.gap(row) > 0.0)
            .collect();
        short.sort_by(|a, b| self.gap(b).total_cmp(&self.gap(a)));
        short
    }

    fn basis(&self, rows: &[&CountyAttainment]) -> Option<String> {
        basis::all(rows.iter().map(|row| {
            let county = &self.case.scenario.counties[row.county].code;
            let cells = [&self.case.scenario.id, county, &self.target.id];
            basis::row("county_attainment.csv", &cells.map(String::as_str))
        }))
    }

    fn point(&self) -> Vec<Sentence> {
        let (all, short) = (self.rows.len(), self.short());
        let reached = all - short.len();
        let mut said = vec![sentence(
            |lang| {
                let (name, year) = (self.target.name.get(lang), self.target.due_year);
                match (lang, short.is_empty()) {
                    (Lang::Zh, true) => {
                        format!("{name}：{year}年末{all}个区县的中位数都达到所需水平")
                    }
                    (Lang::Zh, false) => {
                        format!("{name}：{year}年末{all}个区县中{reached}个的中位数达到所需水平")
                    }
                    (Lang::En, true) => format!(
                        "{name}: by the end of {year} the median of all {all} counties reaches the level needed"
                    ),
                    (Lang::En, false) => format!(
                        "{name}: by the end of {year} the median of {reached} of {all} counties reaches the level needed"
                    ),
                }
            },
            self.basis(&self.rows),
        )];
        let widest = &short[..short.len().min(NAMED)];
        if !widest.is_empty() {
            said.push(sentence(
                |lang| {
                    let named: Vec<String> =
                        widest.iter().map(|row| self.described(row, lang)).collect();
                    let named = listed(&named, lang);
                    match lang {
                        Lang::Zh => format!("缺口最大的是{named}"),
                        Lang::En => format!("The gap is widest in {named}"),
                    }
                },
                self.basis(widest),
            ));
        }
        said
    }

    /// `东台市（差1200个，主要受资金制约）`.
    fn described(&self, row: &CountyAttainment, lang: Lang) -> String {
        let name = self.name(row).get(lang);
        let gap = wording::difference(self.gap(row), &self.indicator.unit, lang);
        let limit = row.limits.first().filter(|(_, share)| *share >= 0.5);
        match (limit, lang) {
            (Some((limit, _)), Lang::Zh) => {
                let word = wording::limit(limit, lang);
                format!("{name}（差{gap}，主要受{word}制约）")
            }
            (None, Lang::Zh) => format!("{name}（差{gap}）"),
            (Some((limit, _)), Lang::En) => {
                let word = wording::limit(limit, lang);
                format!("{name} ({gap} short, mostly for {word})")
            }
            (None, Lang::En) => format!("{name} ({gap} short)"),
        }
    }

    /// `千兆光网覆盖率11个中有8个`.
    fn counted(&self, lang: Lang) -> String {
        let (name, all) = (self.target.name.get(lang), self.rows.len());
        let reached = all - self.short().len();
        match lang {
            Lang::Zh => format!("{name}{all}个中有{reached}个"),
            Lang::En => format!("{reached} of {all} for \"{name}\""),
        }
    }

    fn cell(&self, county: usize, lang: Lang) -> String {
        let Some(row) = self.rows.iter().find(|row| row.county == county) else {
            return "—".to_owned();
        };
        let share = row.probability.map(|(p, _)| wording::share(p));
        let share = share.unwrap_or_else(|| lang.pick("不评估", "not assessed").to_owned());
        let gap = self.gap(row);
        if gap <= 0.0 {
            return match lang {
                Lang::Zh => format!("达到（{share}）"),
                Lang::En => format!("reached ({share})"),
            };
        }
        let gap = match self.indicator.unit {
            Unit::Percent => wording::difference(gap, &self.indicator.unit, lang),
            _ => wording::figure(gap, &self.indicator.unit, lang),
        };
        match lang {
            Lang::Zh => format!("差{gap}（{share}）"),
            Lang::En => format!("{gap} short ({share})"),
        }
    }
}

/// In how many counties the further scenarios reach the levels, goal by goal of each.
fn elsewhere(cases: &[Case<'_>]) -> Option<Sentence> {
    let of_case: Vec<(&Case<'_>, Vec<CountyGoal<'_>>)> = cases
        .iter()
        .map(|case| (case, goals(case)))
        .filter(|(_, goals)| !goals.is_empty())
        .collect();
    if of_case.is_empty() {
        return None;
    }
    let rows = of_case
        .iter()
        .map(|(case, _)| basis::row("county_attainment.csv", &[&case.scenario.id]));
    Some(sentence(
        |lang| {
            let said: Vec<String> = of_case
                .iter()
                .map(|(case, goals)| {
                    let counts: Vec<String> = goals.iter().map(|goal| goal.counted(lang)).collect();
                    let (name, counts) = (
                        super::called(case, lang),
                        counts.join(lang.pick("、", ", ")),
                    );
                    match lang {
                        Lang::Zh => format!("{name}下{counts}"),
                        Lang::En => format!("under {name} {counts}"),
                    }
                })
                .collect();
            match lang {
                Lang::Zh => format!("其他情景中位数达到所需水平的区县：{}", said.join("；")),
                Lang::En => format!(
                    "Counties whose median reaches the level needed: {}",
                    said.join("; ")
                ),
            }
        },
        basis::all(rows),
    ))
}

fn table(case: &Case<'_>, goals: &[CountyGoal<'_>]) -> Table {
    let mut header = vec![Text::new("区县", "County")];
    header.extend(goals.iter().map(|goal| {
        both(|lang| {
            let name = goal.target.name.get(lang);
            match lang {
                Lang::Zh => format!("{name}：中位数差多少（达标概率）"),
                Lang::En => format!("{name}: gap of the median (probability)"),
            }
        })
    }));
    let rows = (0..case.scenario.counties.len())
        .map(|county| {
            let name = &case.scenario.counties[county].name;
            let mut row: Vec<Cell> = vec![words(|lang| name.get(lang).to_owned())];
            row.extend(
                goals
                    .iter()
                    .map(|goal| number(|lang| goal.cell(county, lang))),
            );
            row
        })
        .collect();
    Table {
        caption: both(|lang| {
            let name = case.scenario.name.get(lang);
            match lang {
                Lang::Zh => format!("主要指标分区县的缺口（{name}）"),
                Lang::En => format!("Gaps of the main goals by county ({name})"),
            }
        }),
        header,
        rows,
    }
}
