//! What charts show, as plain data in both languages. Knows nothing of how it is drawn.

mod amounts;
mod check;
mod counted;
mod county_map;
mod first_year;
mod goals;
mod scenarios_by_goal;

use serde::{Deserialize, Serialize};

use crate::chart::error::Words;
use crate::language::{Lang, Text};

use check::ascending;

pub use amounts::{
    Counted, Stacked, StackedPanel, StackedPart, StepKind, Tone, Tornado, TornadoRow, Waterfall,
    WaterfallStep,
};
pub use counted::counted;
pub use county_map::{CountyMap, CountyTile, Outline, OutlineShape};
pub use first_year::{FirstYear, FirstYearBar};
pub use goals::{GoalCell, GoalRow, GoalSection, GoalTable, Light, LightKey, LightWords};
pub use scenarios_by_goal::{ScenariosByGoal, Zones};

/// A chart, before it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Probability of reaching each goal under each scenario.
    ScenariosByGoal(ScenariosByGoal),
    /// A schematic map of one indicator.
    CountyMap(CountyMap),
    /// The first year a goal is reached.
    FirstYear(FirstYear),
    /// Parts that add up, by year.
    Stacked(Stacked),
    /// Money from what was credited to what is left.
    Waterfall(Waterfall),
    /// What moves an indicator.
    Tornado(Tornado),
}

/// What stands around every chart and beside its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What must be said whatever the title is: that a goal is not assessed, and why.
    pub caveat: Option<Text>,
    /// The chart in words, for those who cannot see it.
    pub alt: Text,
    /// The caption to print beneath the chart in a document.
    pub caption: Text,
}

/// A value of a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PointYear {
    /// The year (its end).
    pub year: i32,
    /// The value, in the figure's unit.
    pub value: f64,
}

/// The quantiles of a year, in the figure's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name, short: it is written beside the line.
    pub label: Text,
    /// Its points, by year.
    pub points: Vec<PointYear>,
}

/// A value to be reached by the end of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetOrigin {
    /// The published plan: drawn red and dashed.
    Plan,
    /// Only a scenario: drawn orange and dotted.
    Scenario,
}

/// One indicator over the years: what was observed, what the runs give, what is promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// One indicator by county, panels with one common axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Its name.
    pub name: Text,
    /// The simulated years.
    pub bands: Vec<BandYear>,
    /// Its target, if it has one.
    pub target: Option<f64>,
    /// Whether the median reaches it in the year it is due; nothing where there is no target.
    pub reached: Option<bool>,
    /// How likely it is reached; nothing where that is not judged.
    pub light: Option<Light>,
    /// The value or gap, as written.
    pub label: Text,
}

/// Money spent by year and funder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spending {
    /// Title, source and so on.
    pub frame: Frame,
    /// The years, a bar each.
    pub years: Vec<i32>,
    /// The funders, a part of every bar each; at most one series a funder.
    pub series: Vec<FunderSeries>,
}

/// Who pays. The order is that of the bars from the ground up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunderSeries {
    /// Who.
    pub funder: Funder,
    /// The name as written.
    pub name: Text,
    /// Yuan for each of the years, none negative.
    pub yuan: Vec<f64>,
}

/// Probability of reaching goals against public money, a panel for each goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TradeoffScenario {
    /// Its name.
    pub name: Text,
    /// Public money, in yuan.
    pub yuan: f64,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TradeoffPanel {
    /// Its name and target.
    pub title: Text,
    /// The probability under each scenario, in their order; nothing where it is not assessed.
    pub points: Vec<Option<TradeoffPoint>>,
}

/// A probability with its interval, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
            Self::ScenariosByGoal(figure) => &figure.frame,
            Self::CountyMap(figure) => &figure.frame,
            Self::FirstYear(figure) => &figure.frame,
            Self::Stacked(figure) => &figure.frame,
            Self::Waterfall(figure) => &figure.frame,
            Self::Tornado(figure) => &figure.frame,
        }
    }
}

impl Frame {
    /// The parts of the footer that say something: source, scenario, runs, bands.
    pub(super) fn footer(&self, lang: Lang) -> impl Iterator<Item = &str> {
        [
            Some(&self.source),
            Some(&self.scenario),
            Some(&self.runs),
            self.bands.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(move |part| part.get(lang))
        .filter(|part| !part.is_empty())
    }
}

impl SmallMultiples {
    /// The panels whose median reaches the target first, then by how far the median of the due year lies under the target,
    /// the best first; where there is no target, by the median, the greatest first.
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
        panels.sort_by(|a, b| {
            let behind = |panel: &Panel| panel.reached == Some(false);
            behind(a).cmp(&behind(b)).then(gap(a).total_cmp(&gap(b)))
        });
        panels
    }
}
