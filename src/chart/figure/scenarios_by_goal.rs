//! Probabilities by goal and scenario, as plain data. Knows nothing of how it is drawn.

use serde::{Deserialize, Serialize};

use crate::language::Text;

use super::{Frame, TradeoffPanel};

/// How likely each goal is reached under each scenario: a dot with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenariosByGoal {
    /// Title, source and so on.
    pub frame: Frame,
    /// Names of the scenarios, the baseline first: 1 to 9.
    pub scenarios: Vec<Text>,
    /// The bands that words for probabilities stand for.
    pub zones: Zones,
    /// What is written where a goal is not assessed under a scenario.
    pub not_assessed: Text,
    /// The goals, in order, a point for each scenario.
    pub goals: Vec<TradeoffPanel>,
}

/// The bands of probability and their words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zones {
    /// Below this, 0 to 1, a goal is unlikely to be met.
    pub unlikely_below: f64,
    /// From this on, 0 to 1, it is likely.
    pub likely_from: f64,
    /// Such as "unlikely".
    pub unlikely: Text,
    /// Such as "uncertain".
    pub uncertain: Text,
    /// Such as "likely".
    pub likely: Text,
}

impl ScenariosByGoal {
    pub(super) fn fits(&self) -> (bool, super::Words) {
        let bands = [0.0, self.zones.unlikely_below, self.zones.likely_from, 1.0];
        (
            (1..=9).contains(&self.scenarios.len())
                && !self.goals.is_empty()
                && self
                    .goals
                    .iter()
                    .all(|goal| goal.points.len() == self.scenarios.len())
                && bands.is_sorted()
                && self.numbers().iter().all(|n| (0.0..=1.0).contains(n)),
            (
                "各情景达标概率图需要1至9个情景，每个目标各有一点，比重在0至1之间",
                "scenarios by goal need 1 to 9 scenarios, a point for each in every goal, and shares of 0 to 1",
            ),
        )
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        let points = self
            .goals
            .iter()
            .flat_map(|goal| goal.points.iter().flatten());
        points
            .flat_map(|p| [p.probability, p.low, p.high])
            .chain([self.zones.unlikely_below, self.zones.likely_from])
            .collect()
    }
}
