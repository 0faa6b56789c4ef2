//! Prices, the operators' envelope and crews: what a year brings before anyone decides.

use bevy_ecs::prelude::*;

use super::components::{Market, OnAir, Stops};
use crate::policy::{Budget, Instrument, Purse, Supports};
use crate::quantity::{Money, Year};
use crate::scenario::draw::DrawnPath;
use crate::scenario::resolved::National;
use crate::scenario::{Parameter, Scenario};
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Case, Dice, Drawn};

/// National 5G capex of a year: the stated path, whose last value repeats.
fn national_capex(national: &National, year: Year) -> f64 {
    national
        .capex
        .range(..=year)
        .next_back()
        .map_or(0.0, |(_, value)| *value)
}

/// National stations at the end of `year`, observed.
pub fn national_stations(case: &Scenario, year: Year) -> f64 {
    case.national
        .stations
        .get(&year)
        .copied()
        .expect("the check asks for the base year and the year before")
}

/// Prices and crews of the year: `c_t = max(floor, c_0 (Q_t / Q_0)^(-b) e^w)`, `b = -log2(1 - learning rate)`, with `Q` the
/// national stations at a year's opening: the base year's price was paid from its own opening on. `Q` then grows by national
/// capex over the national unit cost, which moves with `c_t`.
pub fn open_year(
    mut market: ResMut<Market>,
    mut on_air: ResMut<OnAir>,
    mut stops: ResMut<Stops>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let step = |path: DrawnPath| path.step(drawn.values(), &dice.state, year);
    market.price_walk += step(DrawnPath::StationPrice);
    market.envelope_walk += step(DrawnPath::OperatorEnvelope);
    let first = drawn.get(Parameter::StationCapex);
    let exponent = libm::log2(1.0 - drawn.get(Parameter::StationLearningRate));
    let doublings = market.national_stations / national_stations(&case.0, calendar.base_year - 1);
    let learned = first * libm::pow(doublings, exponent) * libm::exp(market.price_walk);
    market.price = learned.max(drawn.get(Parameter::StationCapexFloor));
    let capex = national_capex(&case.0.national, year) * libm::exp(market.envelope_walk);
    market.national_stations +=
        capex / (drawn.get(Parameter::NationalStationCapex) * market.price / first);
    if calendar.elapsed() > 1 {
        market.capacity *= 1.0 + drawn.get(Parameter::CapacityGrowth);
    }
    on_air.added.fill(0);
    stops.money = false;
    stops.capacity.fill(false);
    stops.permitted.fill(0);
    stops.refused.fill(0);
}

/// Credits the operators' envelopes: `A_0 c_0 (I_t / I_0) e^z` times the scenario's factor, less the stated share of running
/// costs. A programme's own factor is a year's part of the whole.
pub fn credit_envelopes(
    mut treasury: ResMut<Treasury>,
    market: Res<Market>,
    on_air: Res<OnAir>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    drawn: Res<Drawn>,
) {
    let (year, national) = (calendar.year, &case.0.national);
    let growth = national_capex(national, year) / national_capex(national, calendar.base_year);
    let continued = market.base_additions
        * drawn.get(Parameter::StationCapex)
        * growth
        * libm::exp(market.envelope_walk);
    #[expect(clippy::cast_precision_loss, reason = "stations are far below 2⁵³")]
    let running = on_air.total() as f64
        * drawn.get(Parameter::StationRunningCost)
        * drawn.get(Parameter::RunningCostEnvelopeShare);
    let whole = (continued - running).max(0.0);
    for programme in envelopes(&treasury, year) {
        let line = &treasury.programmes()[usize::from(programme)];
        let Budget::Continues { factors } = &line.budget else {
            continue;
        };
        let at = usize::try_from(year - line.first_year).expect("the programme runs");
        let factor = factors.get(at).copied().unwrap_or(0.0);
        treasury.appropriate(programme, Purse::Pool, Money::from_yuan(whole * factor));
    }
}

/// Operators' programmes for base stations that run in `year`.
pub fn envelopes(treasury: &Treasury, year: Year) -> Vec<u16> {
    treasury
        .lines(
            Supports::BaseStation,
            |i| matches!(i, Instrument::OperatorEnvelope),
            year,
        )
        .collect()
}

/// Pays for every station on air what it costs to run, from revenue.
pub fn pay_running_costs(
    mut treasury: ResMut<Treasury>,
    on_air: Res<OnAir>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let lines = treasury.lines(
        Supports::BaseStation,
        |i| matches!(i, Instrument::RunningCosts),
        calendar.year,
    );
    let Some(programme) = { lines }.next() else {
        return;
    };
    let cost = drawn.money(Parameter::StationRunningCost);
    for (county, stations) in (0_u16..).zip(&on_air.by_county) {
        let stations = i64::try_from(*stations).expect("stations are far below 2⁶³");
        treasury.run(programme, county, cost.scaled(stations, 1));
    }
}
