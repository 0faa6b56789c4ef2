//! Parameters drawn for a run: the base value's distribution at one uniform. Knows no ECS.

use super::resolved::{Distribution, ParameterValue};
use super::{Parameter, Scenario};
use crate::random::{Decision, Draws, normal_quantile, triangular};

/// Every parameter's value in a run, in catalogue order and in the engine's units.
#[must_use]
pub fn all(scenario: &Scenario, draws: &Draws) -> Vec<f64> {
    Parameter::ALL
        .iter()
        .map(|p| draw(*p, scenario.parameter(*p), draws))
        .collect()
}

/// One parameter's value in a run: a function of (seed, run, parameter) alone.
fn draw(parameter: Parameter, value: &ParameterValue, draws: &Draws) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "some hundred parameters")]
    let u = || draws.uniform(Decision::Parameter, parameter.index() as u32, 0);
    match &value.distribution {
        Distribution::Fixed => value.base,
        Distribution::Triangular { low, high } => triangular(u(), *low, value.base, *high),
        Distribution::Uniform { low, high } => low + u() * (high - low),
        Distribution::Lognormal { low, high } => {
            let (low, high) = (libm::log(*low), libm::log(*high));
            let sigma = (high - low) / (2.0 * normal_quantile(0.95));
            let drawn = libm::exp(f64::midpoint(low, high) + sigma * normal_quantile(u()));
            let (least, most) = parameter.row().range;
            drawn.clamp(least, most)
        }
        Distribution::Discrete { outcomes } => {
            let u = u();
            let mut sum = 0.0;
            outcomes
                .iter()
                .find(|(_, probability)| {
                    sum += probability;
                    u < sum
                })
                .or(outcomes.last())
                .map_or(value.base, |(outcome, _)| *outcome)
        }
    }
}
