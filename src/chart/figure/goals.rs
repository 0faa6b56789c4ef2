//! The goal table as plain data: goals, scenarios, lights. Knows nothing of how it is drawn.

use serde::{Deserialize, Serialize};

use crate::language::Text;

use super::Frame;

/// All goals of a plan, a row each, a column for each scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalSection {
    /// Heading of the group, if it has one.
    pub title: Option<Text>,
    /// Its rows.
    pub rows: Vec<GoalRow>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// A green dot.
    Likely,
    /// An orange triangle.
    Uncertain,
    /// A red square.
    Unlikely,
}

/// The words for the lights and what they mean; shown under the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightKey {
    /// Such as "likely".
    pub word: Text,
    /// Such as "the whole interval at 70 % or above".
    pub meaning: Text,
}
