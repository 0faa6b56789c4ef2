//! What moves a goal: the drawn parameters most correlated with it, each low and high. Knows no chart.
//!
//! Low and high are either the runs at hand in whose draws a parameter was lowest and highest, or paired runs: the same dice
//! with that parameter alone held at its 10 % and 90 %.

use super::{CardGoal, Ensemble, swing};
use crate::record::RunRecord;
use crate::scenario::resolved::Distribution;
use crate::scenario::{Parameter, Scenario, draw};
use crate::statistics::{Interval, mean, paired_difference, rank_correlation, sorted, variance};

/// Parameters named for a goal.
const MOST: usize = 15;
/// Fewer runs than this say nothing of tenths.
const LEAST_RUNS: usize = 30;

/// A parameter and what it does to a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// The card goal.
    pub goal: String,
    /// The parameter.
    pub parameter: Parameter,
    /// Rank correlation with the goal's indicator over the runs at hand, -1..=1.
    pub rank_correlation: f64,
    /// The parameter low and high, in the engine's unit: held there, or the bounds of the lowest and highest tenth.
    pub range: (f64, f64),
    /// Runs with it low and high.
    pub runs: (usize, usize),
    /// Whether they are the same dice twice.
    pub paired: bool,
    /// Mean of the indicator over the runs the means are to be seen against: all at hand, or the same dice with nothing held.
    pub centre: f64,
    /// Mean of the indicator with the parameter low and high.
    pub means: (f64, f64),
    /// 95 % interval of the difference of the means, high less low.
    pub difference: Interval,
    /// Whether it is more than chance: paired, if the interval leaves out 0; else if the rank correlation is beyond what
    /// chance gives the largest of all parameters one time in twenty.
    pub clear: bool,
}

impl Driver {
    /// Whether the runs on either side tell its effect from none: it is more than chance, and the interval of the difference
    /// leaves out 0.
    #[must_use]
    pub fn certain(&self) -> bool {
        self.clear && (self.difference.low > 0.0 || self.difference.high < 0.0)
    }
}

/// Runs made again with one parameter held low, and held high.
#[derive(Debug, Clone)]
pub struct Held {
    /// The parameter.
    pub parameter: Parameter,
    /// Its value low and high.
    pub range: (f64, f64),
    /// The first runs again with it low.
    pub low: Vec<RunRecord>,
    /// The same runs with it high.
    pub high: Vec<RunRecord>,
}

/// The drivers of every goal by the runs at hand, each goal's largest rank correlation first; none of fewer than 30 runs.
pub(super) fn at_hand(ensemble: &Ensemble<'_>, goals: &[CardGoal]) -> Vec<Driver> {
    let of = |goal: &CardGoal| {
        let ranked = ranked(ensemble, goal);
        let tested = drawn(ensemble.scenario).count();
        ranked
            .into_iter()
            .filter_map(|(p, r)| by_tenths(ensemble, goal, p, r, tested))
            .collect::<Vec<Driver>>()
    };
    goals.iter().flat_map(of).collect()
}

/// The parameters that any goal's drivers name, in catalogue order, each with its 10 % and 90 %.
#[must_use]
pub fn to_hold(scenario: &Scenario, drivers: &[Driver]) -> Vec<(Parameter, (f64, f64))> {
    Parameter::ALL
        .iter()
        .copied()
        .filter(|p| drivers.iter().any(|driver| driver.parameter == *p))
        .map(|p| {
            let at = |u| draw::quantile(p, scenario.parameter(p), u);
            (p, (at(0.1), at(0.9)))
        })
        .collect()
}

/// `drivers` by paired runs instead of those at hand.
#[must_use]
pub fn paired_drivers(
    ensemble: &Ensemble<'_>,
    goals: &[CardGoal],
    drivers: &[Driver],
    held: &[Held],
) -> Vec<Driver> {
    let paired = |driver: &Driver| {
        let goal = goals.iter().find(|goal| goal.id == driver.goal)?;
        let held = held.iter().find(|h| h.parameter == driver.parameter)?;
        let values = |runs: &[RunRecord]| -> Option<Vec<f64>> {
            let value = |run: &RunRecord| run.series.get(goal.year, 0, goal.indicator.index());
            runs.iter().map(value).collect()
        };
        let (low, high) = (values(&held.low)?, values(&held.high)?);
        let same = values(ensemble.runs.get(..low.len())?)?;
        if low.len() < 2 || low.len() != high.len() {
            return None;
        }
        let differences: Vec<f64> = high.iter().zip(&low).map(|(h, l)| h - l).collect();
        let (_, difference) = paired_difference(&differences);
        Some(Driver {
            range: held.range,
            runs: (low.len(), high.len()),
            paired: true,
            centre: mean(&same),
            means: (mean(&low), mean(&high)),
            difference,
            clear: difference.low > 0.0 || difference.high < 0.0,
            ..driver.clone()
        })
    };
    drivers.iter().filter_map(paired).collect()
}

/// The parameters most correlated with a goal, the largest first; of equals the first of the catalogue.
fn ranked(ensemble: &Ensemble<'_>, goal: &CardGoal) -> Vec<(Parameter, f64)> {
    let Some(values) = ensemble.values(0, goal.indicator, goal.year) else {
        return Vec::new();
    };
    if values.len() < LEAST_RUNS {
        return Vec::new();
    }
    let mut ranked: Vec<(Parameter, f64)> = drawn(ensemble.scenario)
        .map(|p| (p, rank_correlation(&column(ensemble, p), &values)))
        .filter(|(_, r)| r.abs() > 0.0)
        .collect();
    ranked.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    ranked.truncate(MOST);
    ranked
}

fn by_tenths(
    ensemble: &Ensemble<'_>,
    goal: &CardGoal,
    parameter: Parameter,
    correlation: f64,
    tested: usize,
) -> Option<Driver> {
    let values = ensemble.values(0, goal.indicator, goal.year)?;
    let column = column(ensemble, parameter);
    let ordered = sorted(&column);
    let tenth = values.len() / 10;
    let range = (ordered[tenth - 1], ordered[values.len() - tenth]);
    if range.0 >= range.1 {
        return None;
    }
    let of = |inside: &dyn Fn(f64) -> bool| -> Vec<f64> {
        let chosen = column
            .iter()
            .zip(&values)
            .filter(|(drawn, _)| inside(**drawn));
        chosen.map(|(_, value)| *value).collect()
    };
    let (low, high) = (of(&|v| v <= range.0), of(&|v| v >= range.1));
    let means = (mean(&low), mean(&high));
    Some(Driver {
        goal: goal.id.clone(),
        parameter,
        rank_correlation: correlation,
        range,
        runs: (low.len(), high.len()),
        paired: false,
        centre: mean(&values),
        means,
        difference: unpaired(&low, &high),
        clear: correlation.abs() > swing::chance(tested, values.len()),
    })
}

/// Normal interval of the difference of two means of different runs.
#[expect(clippy::cast_precision_loss, reason = "numbers of runs")]
fn unpaired(low: &[f64], high: &[f64]) -> Interval {
    let error = libm::sqrt(variance(low) / low.len() as f64 + variance(high) / high.len() as f64);
    let centre = mean(high) - mean(low);
    let half = crate::random::normal_quantile(0.975) * error;
    Interval {
        low: centre - half,
        high: centre + half,
    }
}

fn drawn(scenario: &Scenario) -> impl Iterator<Item = Parameter> {
    let parameters = Parameter::ALL.iter().copied();
    parameters.filter(|p| scenario.parameter(*p).distribution != Distribution::Fixed)
}

fn column(ensemble: &Ensemble<'_>, parameter: Parameter) -> Vec<f64> {
    let value = |run: &RunRecord| run.parameters[parameter.index()];
    ensemble.runs.iter().map(value).collect()
}
