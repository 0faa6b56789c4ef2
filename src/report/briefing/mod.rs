//! The briefing: what a report says, as a document in both languages. Every number in it is computed from the report and
//! carries the row it stands in; knows no file format.

mod basis;
mod compared;
mod costs;
mod counties;
mod differences;
mod doubts;
mod goal_table;
mod goals;
mod method;
#[cfg(test)]
mod tests;

use super::document::{Block, Cell, Document, Figure, Section, Sentence};
use super::gallery::charts;
use super::phrases::both;
use super::{Case, Report};
use crate::analysis::Attainment;
use crate::chart::{self, SmallMultiples};
use crate::indicator::{IndicatorRow, Target};
use crate::language::{Lang, Text};

/// Most pictures of one kind: a briefing has few pages, and the folder has all of them.
const MOST_FANS: usize = 2;

/// The briefing of a report.
#[must_use]
pub fn compose(report: &Report<'_>) -> Document {
    let pictures = Pictures::of(report);
    let mut sections = vec![
        goals::findings(report),
        goal_table::section(report, &pictures),
    ];
    sections.extend(counties::section(report, &pictures));
    sections.push(costs::section(report, &pictures));
    sections.extend(differences::section(report));
    sections.push(doubts::section(report, &pictures));
    sections.push(method::method(report));
    sections.push(method::sources(report));
    Document {
        title: title(report),
        subtitle: subtitle(report),
        sections,
    }
}

fn title(report: &Report<'_>) -> Text {
    let region = &report.cases[0].scenario.region;
    match report.cases {
        [_] => Text::new(
            format!("关于{}规划目标达成情况的模拟分析", region.zh),
            format!("Targets of the plan, {}: will they be met?", region.en),
        ),
        _ => Text::new(
            format!("关于{}规划目标资金安排方案的比较分析", region.zh),
            format!(
                "Targets of the plan, {}: funding scenarios compared",
                region.en
            ),
        ),
    }
}

fn subtitle(report: &Report<'_>) -> Text {
    let scenario = report.cases[0].scenario;
    let (runs, seed) = (report.cases[0].runs.len(), report.seed);
    let (from, to) = (scenario.base_year, scenario.end_year);
    both(|lang| {
        let names: Vec<&str> = report
            .cases
            .iter()
            .map(|case| case.scenario.name.get(lang))
            .collect();
        let illustrative = report.cases.iter().any(|case| case.scenario.illustrative);
        let text = match lang {
            Lang::Zh => format!(
                "{}；{from}年末至{to}年末；每个情景模拟{runs}次，种子{seed}",
                names.join("、")
            ),
            Lang::En => format!(
                "{}; end of {from} to end of {to}; {runs} runs a scenario, seed {seed}",
                names.join(", ")
            ),
        };
        match (illustrative, lang) {
            (false, _) => text,
            (true, Lang::Zh) => format!("{text}；基期数据仅供演示"),
            (true, Lang::En) => format!("{text}; base values for illustration only"),
        }
    })
}

/// A section with its heading.
fn headed(zh: &str, en: &str, blocks: Vec<Block>) -> Section {
    Section {
        heading: Text::new(zh, en),
        blocks,
    }
}

/// A sentence, to which its full stop is added here.
fn sentence(write: impl Fn(Lang) -> String, basis: Option<String>) -> Sentence {
    Sentence {
        text: both(|lang| write(lang) + lang.pick("。", ".")),
        basis,
    }
}

/// A cell of words.
fn words(write: impl Fn(Lang) -> String) -> Cell {
    Cell {
        text: both(write),
        number: false,
    }
}

/// A cell with a number.
fn number(write: impl Fn(Lang) -> String) -> Cell {
    Cell {
        text: both(write),
        number: true,
    }
}

/// Names one after the other. Names may hold commas, so English sets them apart with semicolons.
fn listed(names: &[String], lang: Lang) -> String {
    names.join(lang.pick("、", "; "))
}

/// A scenario's name within a sentence: `基准情景`, `“市级强化”情景`, `Baseline`.
fn called(case: &Case<'_>, lang: Lang) -> String {
    let name = case.scenario.name.get(lang);
    match lang {
        Lang::Zh if name.ends_with("情景") => name.to_owned(),
        Lang::Zh => format!("“{name}”情景"),
        Lang::En => format!("\"{name}\""),
    }
}

/// A target of a case, with what is said of it.
struct Judgement<'a> {
    case: &'a Case<'a>,
    row: &'a Attainment,
    target: &'a Target,
    indicator: IndicatorRow,
}

impl<'a> Judgement<'a> {
    /// Those of every target, in the scenario's order.
    fn all(case: &'a Case<'a>) -> Vec<Self> {
        let indicators = case.scenario.indicators();
        case.summary
            .attainment
            .iter()
            .map(|row| {
                let target = &case.scenario.targets[row.target];
                Self {
                    case,
                    row,
                    target,
                    indicator: indicators[target.indicator.index()].clone(),
                }
            })
            .collect()
    }

    /// Where it stands.
    fn basis(&self) -> String {
        basis::attainment(self.case, &self.target.id)
    }
}

/// The pictures of a report's folder that a briefing shows.
struct Pictures {
    charts: Vec<super::Chart>,
    /// Goals of the baseline that are judged, those in most doubt first.
    doubted: Vec<String>,
}

impl Pictures {
    fn of(report: &Report<'_>) -> Self {
        let case = &report.cases[0];
        let rows = case.summary.attainment.iter();
        let mut judged: Vec<(f64, String)> = rows
            .filter_map(|row| {
                let sure = (row.judged.as_ref()?.probability - 0.5).abs();
                Some((sure, case.scenario.targets[row.target].id.clone()))
            })
            .collect();
        judged.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self {
            charts: charts(report),
            doubted: judged.into_iter().map(|(_, goal)| goal).collect(),
        }
    }

    /// The fans of the goals with a number that are most in doubt.
    fn fans(&self) -> Vec<Block> {
        let of_goal = |picture: &super::Chart| {
            let at = |goal: &String| picture.name == format!("fan_{goal}");
            self.doubted.iter().position(at)
        };
        let mut fans: Vec<(usize, &super::Chart)> = self
            .charts
            .iter()
            .filter(|picture| {
                matches!(&picture.figure, chart::Figure::Fan(fan) if fan.target.is_some())
            })
            .map(|picture| (of_goal(picture).unwrap_or(usize::MAX), picture))
            .collect();
        fans.sort_by_key(|(doubt, _)| *doubt);
        fans.truncate(MOST_FANS);
        fans.into_iter()
            .map(|(_, picture)| block(picture))
            .collect()
    }

    /// The first year in which the goal most in doubt that has such a chart is reached.
    fn first_year(&self) -> Option<Block> {
        self.most_doubted("first_year")
    }

    /// What moves the goal most in doubt that has such a chart.
    fn drivers(&self) -> Option<Block> {
        self.most_doubted("drivers")
    }

    /// The chart `KIND_GOAL` of the goal most in doubt that has one.
    fn most_doubted(&self, kind: &str) -> Option<Block> {
        let named = |goal: &String| {
            let name = format!("{kind}_{goal}");
            self.charts.iter().find(|picture| picture.name == name)
        };
        self.doubted.iter().find_map(named).map(block)
    }

    /// The goals by scenario, in a comparison.
    fn by_scenario(&self) -> Vec<Block> {
        self.blocks(1, |figure| {
            matches!(figure, chart::Figure::ScenariosByGoal(_))
        })
    }

    fn money(&self) -> Vec<Block> {
        self.blocks(usize::MAX, |figure| {
            matches!(
                figure,
                chart::Figure::Spending(_) | chart::Figure::Tradeoff(_)
            )
        })
    }

    /// The counties of the goal that most of them miss: on a map if there is one, else in small panels.
    fn counties(&self) -> Option<Block> {
        let short = |sheet: &SmallMultiples| {
            let panels = sheet.panels.iter();
            panels.filter(|panel| panel.reached == Some(false)).count()
        };
        let mut most: Option<(usize, &super::Chart)> = None;
        for picture in &self.charts {
            if let chart::Figure::SmallMultiples(sheet) = &picture.figure {
                let count = short(sheet);
                if most.is_none_or(|(before, _)| count > before) {
                    most = Some((count, picture));
                }
            }
        }
        let panels = most.map(|(_, picture)| picture)?;
        let map = panels.name.replacen("counties_", "county_map_", 1);
        let map = self.charts.iter().find(|picture| picture.name == map);
        Some(block(map.unwrap_or(panels)))
    }

    fn blocks(&self, most: usize, wanted: impl Fn(&chart::Figure) -> bool) -> Vec<Block> {
        self.charts
            .iter()
            .filter(|picture| wanted(&picture.figure))
            .take(most)
            .map(block)
            .collect()
    }
}

/// A picture with the first sentence of its caption: the text around it says the rest.
fn block(picture: &super::Chart) -> Block {
    let frame = picture.figure.frame();
    let first = |text: &str, stop: &str| {
        let head = text.split(stop).next().unwrap_or(text);
        head.trim_end_matches(['。', '.']).to_owned()
    };
    Block::Figure(Figure {
        name: picture.name.clone(),
        caption: Text::new(
            first(&frame.caption.zh, "。"),
            first(&frame.caption.en, ". "),
        ),
        alt: frame.alt.clone(),
    })
}
