//! The goals that charts show one by one, and the run that is most central over them.

use super::Ensemble;
use crate::indicator::{Indicator, IndicatorId};
use crate::language::Text;
use crate::quantity::Year;
use crate::scenario::Scenario;
use crate::statistics::{median, variance};

/// A goal with a chart of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardGoal {
    /// Stable name in files: the target's id, or the indicator's key where the plan sets no number.
    pub id: String,
    /// Name for people.
    pub name: Text,
    /// What is measured.
    pub indicator: IndicatorId,
    /// The target (index in the scenario), unless the plan sets no number.
    pub target: Option<usize>,
    /// The year it is judged in.
    pub year: Year,
}

/// The card goals: targets marked so, and the digital transformation of enterprises, which the plan names as a goal
/// without a number, unless a card target is set on it.
#[must_use]
pub fn card_goals(scenario: &Scenario) -> Vec<CardGoal> {
    let mut goals: Vec<CardGoal> = scenario
        .targets
        .iter()
        .enumerate()
        .filter(|(_, target)| target.card_goal)
        .map(|(index, target)| CardGoal {
            id: target.id.clone(),
            name: target.name.clone(),
            indicator: target.indicator,
            target: Some(index),
            year: target.due_year,
        })
        .collect();
    let transformation = [
        Indicator::EnterprisesStarted.id(),
        Indicator::EnterprisesStartedShare.id(),
    ];
    if !goals.iter().any(|g| transformation.contains(&g.indicator)) {
        let row = Indicator::EnterprisesStarted.row();
        goals.push(CardGoal {
            id: row.key,
            name: row.name,
            indicator: Indicator::EnterprisesStarted.id(),
            target: None,
            year: goals
                .iter()
                .map(|g| g.year)
                .max()
                .unwrap_or(scenario.end_year),
        });
    }
    goals
}

/// The run nearest to the medians of the card goals at their years, each in its own standard deviations; ties by number.
pub(super) fn central_run(ensemble: &Ensemble<'_>, goals: &[CardGoal]) -> u32 {
    let mut distances = vec![0.0; ensemble.runs.len()];
    for goal in goals {
        let Some(values) = ensemble.values(0, goal.indicator, goal.year) else {
            continue;
        };
        let (centre, spread) = (median(&values), variance(&values));
        if spread > 0.0 {
            for (distance, value) in distances.iter_mut().zip(values) {
                *distance += (value - centre) * (value - centre) / spread;
            }
        }
    }
    let nearest = distances
        .iter()
        .enumerate()
        .min_by(|a, b| a.1.total_cmp(b.1))
        .map_or(0, |(at, _)| at);
    ensemble.runs.get(nearest).map_or(0, |run| run.run)
}
