//! The access operators' envelope: credited as the base year continued, promised to communities, and what is left spent on
//! renewing ports.

use bevy_ecs::prelude::*;

use super::base_state::{sum, urban_share};
use super::components::{AccessArea, Invested, Network, Ports};
use crate::policy::{Budget, Instrument, Purse, Supports};
use crate::quantity::{Money, Year};
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Drawn};

/// Operators' programmes for gigabit access in a year; each stops at the first project that it cannot pay.
pub struct Envelopes(Vec<u16>);

impl Envelopes {
    /// Those that run in `year`.
    pub fn open(treasury: &Treasury, year: Year) -> Self {
        Self(lines(treasury, year))
    }

    /// Promises `amount` for a community out of the first envelope that admits it and has the money.
    pub fn promise(
        &mut self,
        treasury: &mut Treasury,
        area: &AccessArea,
        amount: Money,
    ) -> Option<u16> {
        let subject = area.subject();
        let mut paying = None;
        self.0.retain(|envelope| {
            let admits = treasury.programmes()[usize::from(*envelope)]
                .filter
                .admits(&subject);
            if paying.is_some() || !admits {
                return true;
            }
            if treasury.commit(*envelope, area.county, amount) {
                paying = Some(*envelope);
            }
            paying.is_some()
        });
        paying
    }

    /// Whether every envelope has stopped for the year.
    pub fn spent_out(&self) -> bool {
        self.0.is_empty()
    }
}

fn lines(treasury: &Treasury, year: Year) -> Vec<u16> {
    treasury
        .lines(
            Supports::GigabitAccess,
            |i| matches!(i, Instrument::OperatorEnvelope),
            year,
        )
        .collect()
}

/// Cost of a renewed port with the homes on it: `port + homes per port × upgrade`.
fn unit_cost(drawn: &Drawn) -> Money {
    Money::from_yuan(
        drawn.get(Parameter::PortPrice)
            + drawn.get(Parameter::HomesPerPort) * drawn.get(Parameter::UpgradePerHome),
    )
}

/// Credits the operators' envelopes: the base year's added ports at their unit cost, times the run's factor and the
/// scenario's factor of the year.
pub fn credit_envelopes(
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let continued = drawn.get(Parameter::AccessEnvelopeFactor)
        * drawn.get(Parameter::PonPortsAdded)
        * unit_cost(&drawn).yuan();
    for programme in lines(&treasury, calendar.year) {
        let line = &treasury.programmes()[usize::from(programme)];
        let Budget::Continues { factors } = &line.budget else {
            continue;
        };
        let at = usize::try_from(calendar.year - line.first_year).expect("the programme runs");
        let factor = factors.get(at).copied().unwrap_or(0.0);
        treasury.appropriate(programme, Purse::Pool, Money::from_yuan(continued * factor));
    }
}

/// Spends what the envelopes have left on renewing the park of ports: `min(rest / unit cost, park − ports)` whole ports, of
/// the park `pon_park × households` less what is in service or promised. Paid at once, over counties by households.
pub fn renew_ports(
    mut treasury: ResMut<Treasury>,
    mut ports: ResMut<Ports>,
    mut invested: ResMut<Invested>,
    network: Res<Network>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let unit = unit_cost(&drawn);
    let households = &network.households.all;
    let park = drawn.get(Parameter::PonPark) * sum(households);
    let counties: Vec<u16> = (0_u16..).zip(households).map(|(c, _)| c).collect();
    for envelope in lines(&treasury, calendar.year) {
        let line = &treasury.programmes()[usize::from(envelope)];
        let purses: Vec<&[u16]> = if line.allocation.pooled() {
            vec![&counties]
        } else {
            counties.chunks(1).collect()
        };
        for purse in purses {
            let rest = treasury.free(envelope, purse[0]);
            let bought = affordable(rest, unit, park, ports.number + ports.promised);
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
            let weights: Vec<f64> = purse
                .iter()
                .map(|c| households[usize::from(*c)] as f64)
                .collect();
            let whole = unit.scaled(i64::try_from(bought).expect("ports are far below 2⁶³"), 1);
            for (county, part) in purse.iter().zip(whole.split(&weights)) {
                assert!(
                    treasury.commit(envelope, *county, part),
                    "no more is bought than the rest pays"
                );
                treasury.pay(envelope, *county, part);
                invested.0[usize::from(*county)] += part;
            }
            ports.number += bought;
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
            let number = bought as f64;
            ports.urban += number * urban_share(&network.passed);
        }
    }
}

/// Ports that `rest` buys at `unit`, up to the park.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a park of at most 10 ports a household"
)]
fn affordable(rest: Money, unit: Money, park: f64, ports: u64) -> u64 {
    let room = (libm::floor(park).max(0.0) as u64).saturating_sub(ports);
    if unit.is_zero() {
        return if rest > Money::ZERO { room } else { 0 };
    }
    room.min((rest.fen() / unit.fen()) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renewal_stops_at_money_and_at_the_park() {
        let yuan = |y: i64| Money::from_fen(100 * y);
        assert_eq!(affordable(yuan(9_999), yuan(1_000), 100.0, 50), 9);
        assert_eq!(affordable(yuan(9_999), yuan(1_000), 55.9, 50), 5);
        assert_eq!(affordable(yuan(9_999), yuan(1_000), 40.0, 50), 0);
        assert_eq!(affordable(Money::ZERO, yuan(1_000), 100.0, 50), 0);
        assert_eq!(affordable(Money::ZERO, Money::ZERO, 100.0, 50), 0);
    }
}
