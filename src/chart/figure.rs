//! What charts show, as plain data in both languages. Knows nothing of how it is drawn.

use crate::language::{Lang, Text};

use super::ChartError;

/// A chart, before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// One indicator over the years, with its uncertainty.
    Fan(Fan),
    /// All goals of a plan, under one or more scenarios.
    GoalTable(GoalTable),
    /// One indicator by county.
    SmallMultiples(SmallMultiples),
    /// Money by year and who pays.
    Spending(Spending),
    /// Probability of reaching goals against public money.
    Tradeoff(Tradeoff),
}

/// What stands around every chart and beside its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What the chart shows, as one sentence computed from the data; the title.
    pub finding: Text,
    /// Measure, unit, place, years.
    pub subtitle: Text,
    /// Where the numbers come from and how good they are (grade).
    pub source: Text,
    /// The scenario or scenarios, and their file.
    pub scenario: Text,
    /// Number of runs and the seed.
    pub runs: Text,
    /// What bands or whiskers stand for, if there are any.
    pub bands: Option<Text>,
    /// The chart in words, for those who cannot see it.
    pub alt: Text,
    /// The caption to print beneath the chart in a document.
    pub caption: Text,
}

/// A value of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointYear {
    /// The year (its end).
    pub year: i32,
    /// The value, in the figure's unit.
    pub value: f64,
}

/// The quantiles of a year, in the figure's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandYear {
    /// The year (its end).
    pub year: i32,
    /// 5 % of the runs lie below.
    pub p05: f64,
    /// 25 % of the runs lie below.
    pub p25: f64,
    /// Half of the runs lie below.
    pub p50: f64,
    /// 75 % of the runs lie below.
    pub p75: f64,
    /// 95 % of the runs lie below.
    pub p95: f64,
}

/// A line with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name, short: it is written beside the line.
    pub label: Text,
    /// Its points, by year.
    pub points: Vec<PointYear>,
}

/// A value to be reached by the end of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The year due.
    pub year: i32,
    /// The value, in the figure's unit.
    pub value: f64,
    /// What is written on the line, with value and unit.
    pub label: Text,
    /// Who set it.
    pub origin: TargetOrigin,
}

/// Who set a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetOrigin {
    /// The published plan: drawn red and dashed.
    Plan,
    /// Only a scenario: drawn orange and dotted.
    Scenario,
}

/// One indicator over the years: what was observed, what the runs give, what is promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Title, source and so on.
    pub frame: Frame,
    /// The unit, written over the axis.
    pub unit: Text,
    /// Decimal places of written values.
    pub decimals: usize,
    /// The greatest value there can be (100 for a share in per cent).
    pub ceiling: Option<f64>,
    /// Observed values, drawn as dots.
    pub history: Vec<PointYear>,
    /// The simulated years, the base year first.
    pub bands: Vec<BandYear>,
    /// A forecast without a model (the last increment repeated), drawn as a dotted line.
    pub naive: Option<Series>,
    /// A second indicator shown beside the first, as a thin line.
    pub beside: Option<Series>,
    /// The target, if there is one.
    pub target: Option<Target>,
    /// A remark inside the plot, such as why there is no target line.
    pub note: Option<Text>,
}

/// All goals of a plan, a row each, a column for each scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalTable {
    /// Title, source and so on.
    pub frame: Frame,
    /// Heading of the column with base values, such as "end of 2022".
    pub base_heading: Text,
    /// Heading of the column with targets, such as "target 2025".
    pub target_heading: Text,
    /// Names of the scenarios: 1 to 8.
    pub scenarios: Vec<Text>,
    /// The rows, in groups.
    pub sections: Vec<GoalSection>,
    /// The words for the lights.
    pub words: LightWords,
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalSection {
    /// Heading of the group, if it has one.
    pub title: Option<Text>,
    /// Its rows.
    pub rows: Vec<GoalRow>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalRow {
    /// Its name.
    pub name: Text,
    /// Its unit.
    pub unit: Text,
    /// The base value as written; unknown if there is none.
    pub base: Option<Text>,
    /// The target as written.
    pub target: Text,
    /// A cell for each scenario.
    pub cells: Vec<GoalCell>,
}

/// What a scenario does for a goal.
#[derive(Debug, Clone, PartialEq)]
pub enum GoalCell {
    /// The goal is judged.
    Assessed {
        /// Likely, uncertain or unlikely.
        light: Light,
        /// The median as written.
        value: Text,
        /// The probability as written.
        probability: Text,
    },
    /// The goal is not judged, and why, in a few words.
    NotAssessed {
        /// Why.
        reason: Text,
    },
}

/// How likely a goal is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// A green dot.
    Likely,
    /// An orange triangle.
    Uncertain,
    /// A red square.
    Unlikely,
}

/// The words for the lights and what they mean; shown under the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightWords {
    /// For [`Light::Likely`].
    pub likely: LightKey,
    /// For [`Light::Uncertain`].
    pub uncertain: LightKey,
    /// For [`Light::Unlikely`].
    pub unlikely: LightKey,
    /// For [`GoalCell::NotAssessed`].
    pub not_assessed: LightKey,
}

/// A word and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightKey {
    /// Such as "likely".
    pub word: Text,
    /// Such as "the whole interval at 70 % or above".
    pub meaning: Text,
}

/// One indicator by county, panels with one common axis.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallMultiples {
    /// Title, source and so on.
    pub frame: Frame,
    /// The unit, written over the axis.
    pub unit: Text,
    /// The greatest value there can be (100 for a share in per cent).
    pub ceiling: Option<f64>,
    /// The year the panels are sorted by, and marked at.
    pub due_year: i32,
    /// 1 to 16 counties, in any order.
    pub panels: Vec<Panel>,
}

/// A county.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name.
    pub name: Text,
    /// The simulated years.
    pub bands: Vec<BandYear>,
    /// Its target, if it has one.
    pub target: Option<f64>,
    /// Whether that is reached; nothing where there is no target.
    pub mark: Option<PanelMark>,
    /// The value or gap, as written.
    pub label: Text,
}

/// Whether a county reaches its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelMark {
    /// It does: a dot.
    Reached,
    /// It does not: a square.
    Gap,
}

/// Money spent by year and funder.
#[derive(Debug, Clone, PartialEq)]
pub struct Spending {
    /// Title, source and so on.
    pub frame: Frame,
    /// The years, a bar each.
    pub years: Vec<i32>,
    /// The funders, a part of every bar each; at most one series a funder.
    pub series: Vec<FunderSeries>,
}

/// Who pays. The order is that of the bars from the ground up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Funder {
    /// The central budget.
    Central,
    /// The provincial budget.
    Provincial,
    /// The city's budget.
    City,
    /// The budgets of counties.
    County,
    /// A fund with its own account.
    Fund,
    /// Telecommunication operators.
    Operator,
    /// Enterprises.
    Enterprise,
}

/// What a funder pays.
#[derive(Debug, Clone, PartialEq)]
pub struct FunderSeries {
    /// Who.
    pub funder: Funder,
    /// The name as written.
    pub name: Text,
    /// Yuan for each of the years, none negative.
    pub yuan: Vec<f64>,
}

/// Probability of reaching goals against public money, a panel for each goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Tradeoff {
    /// Title, source and so on.
    pub frame: Frame,
    /// What the money axis counts, such as "public money 2023 to 2025".
    pub money: Text,
    /// The scenarios: at most 9.
    pub scenarios: Vec<TradeoffScenario>,
    /// 1 to 4 goals.
    pub panels: Vec<TradeoffPanel>,
}

/// A scenario and what it costs the public.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeoffScenario {
    /// Its name.
    pub name: Text,
    /// Public money, in yuan.
    pub yuan: f64,
}

/// A goal.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeoffPanel {
    /// Its name and target.
    pub title: Text,
    /// The probability under each scenario, in their order; nothing where it is not assessed.
    pub points: Vec<Option<TradeoffPoint>>,
}

/// A probability with its interval, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TradeoffPoint {
    /// Share of the runs that reach the goal.
    pub probability: f64,
    /// Lower end of the 95 % Wilson interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Figure {
    /// What stands around the chart.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Fan(figure) => &figure.frame,
            Self::GoalTable(figure) => &figure.frame,
            Self::SmallMultiples(figure) => &figure.frame,
            Self::Spending(figure) => &figure.frame,
            Self::Tradeoff(figure) => &figure.frame,
        }
    }

    /// Whether the data fit together, so that drawing need not ask again.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let (holds, what) = match self {
            Self::Fan(fan) => (
                fan.bands.len() >= 2 && ascending(fan.bands.iter().map(|b| b.year)),
                "a fan needs two years or more, in order",
            ),
            Self::GoalTable(table) => (
                (1..=8).contains(&table.scenarios.len())
                    && table
                        .sections
                        .iter()
                        .flat_map(|section| &section.rows)
                        .all(|row| row.cells.len() == table.scenarios.len()),
                "a goal table needs 1 to 8 scenarios and a cell for each in every row",
            ),
            Self::SmallMultiples(figure) => (
                (1..=16).contains(&figure.panels.len())
                    && figure.panels.iter().all(|panel| {
                        panel.bands.len() >= 2 && ascending(panel.bands.iter().map(|b| b.year))
                    }),
                "small multiples need 1 to 16 panels of two years or more, in order",
            ),
            Self::Spending(spending) => (
                !spending.years.is_empty()
                    && !spending.series.is_empty()
                    && spending.series.iter().all(|series| {
                        series.yuan.len() == spending.years.len()
                            && series.yuan.iter().all(|&y| y >= 0.0)
                    }),
                "spending needs years, funders, and for each an amount a year that is not negative",
            ),
            Self::Tradeoff(tradeoff) => (
                (1..=9).contains(&tradeoff.scenarios.len())
                    && (1..=4).contains(&tradeoff.panels.len())
                    && tradeoff
                        .panels
                        .iter()
                        .all(|panel| panel.points.len() == tradeoff.scenarios.len()),
                "a trade-off needs 1 to 9 scenarios, 1 to 4 goals and a point for each",
            ),
        };
        if holds {
            Ok(())
        } else {
            Err(ChartError::Shape(what))
        }
    }
}

impl Frame {
    /// The footer in one line: source, scenario, runs, bands.
    #[must_use]
    pub fn footer(&self, lang: Lang) -> String {
        let parts = [
            Some(&self.source),
            Some(&self.scenario),
            Some(&self.runs),
            self.bands.as_ref(),
        ];
        let said: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|part| part.get(lang))
            .filter(|part| !part.is_empty())
            .collect();
        said.join(lang.pick("｜", " | "))
    }
}

impl SmallMultiples {
    /// The panels by how far the median of the due year lies under the target, the best first; where there
    /// is no target, by the median, the greatest first.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Panel> {
        let gap = |panel: &Panel| {
            let due = panel
                .bands
                .iter()
                .rev()
                .find(|band| band.year <= self.due_year);
            panel.target.unwrap_or(0.0) - due.map_or(0.0, |band| band.p50)
        };
        let mut panels: Vec<&Panel> = self.panels.iter().collect();
        panels.sort_by(|a, b| gap(a).total_cmp(&gap(b)));
        panels
    }
}

fn ascending(years: impl Iterator<Item = i32> + Clone) -> bool {
    years.clone().zip(years.skip(1)).all(|(a, b)| a < b)
}
