//! What is drawn for a run: parameters, as the base value's distribution at one uniform, and yearly paths, as random walks
//! around the scenario's own. Knows no ECS.

use super::resolved::{Distribution, ParameterValue};
use super::{Parameter, Scenario};
use crate::language::Lang;
use crate::quantity::Year;
use crate::random::{Decision, Draws, normal_quantile, triangular};

/// An input whose value moves from year to year: its distribution is a random walk of the logarithm, with the yearly
/// deviation of a parameter. A state of the world, drawn like parameters (`docs/decisions/0008-paths.md`); of grade C, since
/// three observed years stand behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnPath {
    /// Cost of a station besides learning.
    StationPrice,
    /// National 5G capital and with it the operators' envelope.
    OperatorEnvelope,
}

impl DrawnPath {
    /// Every path.
    pub const ALL: [Self; 2] = [Self::StationPrice, Self::OperatorEnvelope];

    /// The word of files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::StationPrice => "station_price_path",
            Self::OperatorEnvelope => "operator_envelope_path",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::StationPrice => lang.pick("单站造价走势", "path of station cost"),
            Self::OperatorEnvelope => {
                lang.pick("运营商投资走势", "path of the operators' envelope")
            }
        }
    }

    /// This year's step of the logarithm, given the run's parameters (in catalogue order).
    #[must_use]
    pub fn step(self, parameters: &[f64], draws: &Draws, year: Year) -> f64 {
        let (deviation, decision) = match self {
            Self::StationPrice => (Parameter::StationPriceShock, Decision::PriceShock),
            Self::OperatorEnvelope => (Parameter::EnvelopeShock, Decision::EnvelopeShock),
        };
        parameters[deviation.index()] * draws.normal(decision, 0, year)
    }
}

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
    at(parameter, value, u)
}

/// The value that a parameter stays below with probability `u`, between 0 and 1.
#[must_use]
pub fn quantile(parameter: Parameter, value: &ParameterValue, u: f64) -> f64 {
    at(parameter, value, || u)
}

fn at(parameter: Parameter, value: &ParameterValue, u: impl Fn() -> f64) -> f64 {
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
