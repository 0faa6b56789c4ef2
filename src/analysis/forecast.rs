//! The forecast to beat: repeat the last observed increment. Reads nothing later than the base year.

use crate::indicator::{Indicator, IndicatorId};
use crate::quantity::Year;
use crate::scenario::{Parameter, Scenario};

/// "Repeat the last increment" of an indicator of the whole place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// What is forecast.
    pub indicator: IndicatorId,
    /// Value at the end of the base year.
    pub base: f64,
    /// Increment that is repeated each year.
    pub increment: f64,
    /// Base year.
    pub base_year: Year,
}

impl Forecast {
    /// The forecast for the end of `year`.
    #[must_use]
    pub fn at(&self, year: Year) -> f64 {
        self.base + self.increment * f64::from(year - self.base_year)
    }
}

/// A forecast of every indicator with two observed years up to the base year, or with a stated increment of the base year.
pub(super) fn forecasts(scenario: &Scenario) -> Vec<Forecast> {
    super::spread::indicator_ids(scenario.indicator_count())
        .filter_map(|indicator| {
            let (base, increment) = observed(scenario, indicator)
                .or_else(|| counties_observed(scenario, indicator))
                .or_else(|| stated(scenario, indicator))?;
            Some(Forecast {
                indicator,
                base,
                increment,
                base_year: scenario.base_year,
            })
        })
        .collect()
}

/// From observations of the base year and the year before.
fn observed(scenario: &Scenario, indicator: IndicatorId) -> Option<(f64, f64)> {
    let at = |year: Year| {
        scenario
            .observed
            .iter()
            .find(|o| o.indicator == indicator && o.county.is_none() && o.year == year)
            .map(|o| o.value)
    };
    let (last, before) = (at(scenario.base_year)?, at(scenario.base_year - 1)?);
    Some((last, last - before))
}

/// From the counties' stations of the base year and the year before.
fn counties_observed(scenario: &Scenario, indicator: IndicatorId) -> Option<(f64, f64)> {
    if indicator != Indicator::BaseStations.id() {
        return None;
    }
    let at = |year: Year| {
        scenario
            .counties
            .iter()
            .map(|county| county.stations.get(&year))
            .sum::<Option<f64>>()
    };
    let (last, before) = (at(scenario.base_year)?, at(scenario.base_year - 1)?);
    Some((last, last - before))
}

/// From the base values of a stock and of what was added to it in the base year.
fn stated(scenario: &Scenario, indicator: IndicatorId) -> Option<(f64, f64)> {
    let base = |p| scenario.base(p);
    let stock_and_added = match Indicator::ALL.get(indicator.index())? {
        Indicator::BaseStations => (
            base(Parameter::StationStock),
            base(Parameter::StationAdditions),
        ),
        Indicator::PonPorts => (base(Parameter::PonPorts), base(Parameter::PonPortsAdded)),
        Indicator::GigabitSubscribers => (
            base(Parameter::GigabitSubscribers),
            base(Parameter::GigabitSubscribers) * base(Parameter::GigabitIncrementShare),
        ),
        _ => return None,
    };
    Some(stock_and_added)
}
