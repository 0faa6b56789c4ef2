//! Amounts and what moves them: stacked bars, a waterfall, a tornado. Knows nothing of how they are drawn.

use serde::{Deserialize, Serialize};

use super::Frame;
use crate::language::Text;

/// Parts that add up, by year: one or two panels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stacked {
    /// Title, source and so on.
    pub frame: Frame,
    /// The years, a bar each in every panel.
    pub years: Vec<i32>,
    /// 1 or 2 panels, each with an axis of its own.
    pub panels: Vec<StackedPanel>,
}

/// One row of stacked bars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedPanel {
    /// What is stacked.
    pub title: Text,
    /// What is counted.
    pub counted: Counted,
    /// What the numbers behind the names are, such as "2023 to 2030 in all".
    pub key: Text,
    /// How the parts are filled.
    pub tone: Tone,
    /// 1 to 6 parts of every bar, from the ground up.
    pub parts: Vec<StackedPart>,
    /// Where 90 % of the runs lie, for the total of each year; empty where nothing is said of it.
    pub ranges: Vec<(f64, f64)>,
    /// A value the total is to reach.
    pub target: Option<super::Target>,
}

/// What a plot counts. The unit it is written in follows from the values and the language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Yuan.
    Money,
    /// Things, with their noun.
    Things(Text),
}

/// How parts are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Public money, and anything without an order: blues and green.
    Public,
    /// Private money: oranges.
    Private,
    /// Steps with an order, such as levels: four blues from light to dark.
    Steps,
}

/// A part of every bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedPart {
    /// Its name.
    pub name: Text,
    /// The number behind the name; where there is none, the value of the last year.
    pub said: Option<Text>,
    /// The value of each year, none negative.
    pub values: Vec<f64>,
}

/// Money from what was credited to what is left, step by step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waterfall {
    /// Title, source and so on.
    pub frame: Frame,
    /// 2 to 16 steps.
    pub steps: Vec<WaterfallStep>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaterfallStep {
    /// What it is.
    pub name: Text,
    /// Its amount, as written.
    pub said: Text,
    /// Whether it adds, takes away, or says what there is.
    pub kind: StepKind,
    /// The amount, not negative, in fen.
    pub fen: i64,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Money comes in.
    In,
    /// Money goes out.
    Out,
    /// What there is by now: equal to the sum of the steps before.
    Sum,
}

/// What moves an indicator: a bar to either side for each input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tornado {
    /// Title, source and so on.
    pub frame: Frame,
    /// The unit of the changes.
    pub unit: Text,
    /// Decimal places of written changes.
    pub decimals: usize,
    /// What is written on the line in the middle, with the value there.
    pub centre: Text,
    /// Names of the two sides: the input low, the input high.
    pub sides: [Text; 2],
    /// 1 to 15 inputs, the largest swing first.
    pub rows: Vec<TornadoRow>,
    /// The target as a change from the middle, and its label.
    pub target: Option<(f64, Text)>,
}

/// An input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TornadoRow {
    /// Its name.
    pub name: Text,
    /// Its low and high value, as written.
    pub range: Text,
    /// The change from the middle with the input low.
    pub low: f64,
    /// The same with the input high.
    pub high: f64,
    /// Whether the swing is more than chance; pale if not.
    pub clear: bool,
}

impl Stacked {
    pub(super) fn holds(&self) -> bool {
        let years = self.years.len();
        (1..=12).contains(&years)
            && (1..=2).contains(&self.panels.len())
            && self.panels.iter().all(|panel| {
                (1..=6).contains(&panel.parts.len())
                    && (panel.ranges.is_empty() || panel.ranges.len() == years)
                    && panel.parts.iter().all(|part| {
                        part.values.len() == years && part.values.iter().all(|v| *v >= 0.0)
                    })
            })
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        let of = |panel: &StackedPanel| {
            let parts = panel.parts.iter().flat_map(|part| part.values.clone());
            let ranges = panel.ranges.iter().flat_map(|(low, high)| [*low, *high]);
            let targets = panel.target.iter().map(|target| target.value);
            parts.chain(ranges).chain(targets).collect::<Vec<f64>>()
        };
        self.panels.iter().flat_map(of).collect()
    }
}

impl StackedPanel {
    /// The sum of the parts in a year, by its position.
    #[must_use]
    pub fn total(&self, year: usize) -> f64 {
        self.parts.iter().map(|part| part.values[year]).sum()
    }
}

impl Waterfall {
    /// The amounts stay below what a sum of fen can hold, none is negative, and each sum is that of the steps before.
    pub(super) fn holds(&self) -> bool {
        let mut level = 0_i64;
        (2..=16).contains(&self.steps.len())
            && self.steps.iter().all(|step| {
                let small = (0..=i64::MAX / 32).contains(&step.fen);
                match step.kind {
                    _ if !small => false,
                    StepKind::In => {
                        level += step.fen;
                        true
                    }
                    StepKind::Out => {
                        level -= step.fen;
                        level >= 0
                    }
                    StepKind::Sum => step.fen == level,
                }
            })
    }
}

impl Tornado {
    pub(super) fn holds(&self) -> bool {
        (1..=15).contains(&self.rows.len()) && self.decimals <= 6
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        let rows = self.rows.iter().flat_map(|row| [row.low, row.high]);
        rows.chain(self.target.iter().map(|(change, _)| *change))
            .collect()
    }
}
