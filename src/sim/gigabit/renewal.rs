//! Ports renewed where access is there already: what the envelope has left after communities is ordered, enters service after
//! the lead time of access, and is paid then. Knows no community.

use bevy_ecs::prelude::*;

use super::components::{Invested, Network, Ports};
use super::envelope::{lines, unit_cost};
use super::populate::{sum, urban_share};
use crate::quantity::{Money, Year};
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Drawn};

/// Ports on order, as they enter service year by year.
#[derive(Resource, Debug, Clone, Default)]
pub struct Renewals(Vec<Batch>);

/// Ports that enter service in one year.
#[derive(Debug, Clone)]
struct Batch {
    year: Year,
    ports: u64,
    envelope: u16,
    /// What is promised for them, by county.
    parts: Vec<(u16, Money)>,
}

/// Ports on order at the end of the base year: of `added ports × lead / 12` under way those that are not of `ports.promised` to
/// communities, within the park. Evenly spread over the lead time; their money was promised then. Without an operators'
/// programme there are none.
pub fn carry_on(
    world: &mut World,
    households: &[u64],
    ports: &mut Ports,
    drawn: &Drawn,
) -> Renewals {
    let year = world.resource::<Calendar>().base_year;
    let mut treasury = world.resource_mut::<Treasury>();
    let Some(envelope) = lines(&treasury, year + 1).first().copied() else {
        return Renewals::default();
    };
    let years = drawn.get(Parameter::AccessLead) / 12.0;
    let under_way = whole(drawn.get(Parameter::PonPortsAdded) * years);
    let ordered = under_way
        .saturating_sub(ports.promised)
        .min(room(park(drawn, households), ports));
    ports.promised += ordered;
    let unit = unit_cost(drawn);
    let counties: Vec<u16> = (0_u16..).zip(households).map(|(c, _)| c).collect();
    let mut renewals = Renewals::default();
    for (after, number) in by_year(ordered, |passed| passed / years) {
        let parts = split(unit, number, &counties, households);
        for (county, part) in &parts {
            treasury.open_commitment(envelope, *county, *part);
        }
        renewals.0.push(Batch {
            year: year + 1 + after,
            ports: number,
            envelope,
            parts,
        });
    }
    renewals
}

/// Spends what the envelopes have left on renewing the park of ports: `min(rest / unit cost, park − ports)` whole ports, of
/// the park `pon_park × households` less what is in service or promised. Ordered evenly over the year, over counties by
/// households.
pub fn order_ports(
    mut treasury: ResMut<Treasury>,
    mut ports: ResMut<Ports>,
    mut renewals: ResMut<Renewals>,
    network: Res<Network>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let unit = unit_cost(&drawn);
    let lead = drawn.get(Parameter::AccessLead) / 12.0;
    let households = &network.households.all;
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
            let ordered = affordable(rest, unit, room(park(&drawn, households), &ports));
            ports.promised += ordered;
            for (after, number) in by_year(ordered, |passed| passed - lead) {
                let parts = split(unit, number, purse, households);
                for (county, part) in &parts {
                    assert!(
                        treasury.commit(envelope, *county, *part),
                        "no more is ordered than the rest pays"
                    );
                }
                renewals.0.push(Batch {
                    year: calendar.year + after,
                    ports: number,
                    envelope,
                    parts,
                });
            }
        }
    }
}

/// Ports whose year has come enter service and are paid.
pub fn enter_service(
    mut treasury: ResMut<Treasury>,
    mut ports: ResMut<Ports>,
    mut renewals: ResMut<Renewals>,
    mut invested: ResMut<Invested>,
    network: Res<Network>,
    calendar: Res<Calendar>,
) {
    for batch in renewals.0.extract_if(.., |b| b.year == calendar.year) {
        for (county, part) in batch.parts {
            treasury.pay(batch.envelope, county, part);
            invested.0[usize::from(county)] += part;
        }
        ports.promised -= batch.ports;
        ports.number += batch.ports;
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
        let number = batch.ports as f64;
        ports.urban += number * urban_share(&network.passed);
    }
}

/// Whole ports by the year in which they enter service, from the current one; `in_service` gives the part in service once so
/// many years have passed (held between 0 and 1).
fn by_year(ports: u64, in_service: impl Fn(f64) -> f64) -> Vec<(i32, u64)> {
    let mut batches = Vec::new();
    let (mut entered, mut after) = (0, 0);
    while entered < ports {
        let part = in_service(f64::from(after + 1)).clamp(0.0, 1.0);
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
        let by_then = whole_below(part * ports as f64).min(ports);
        if by_then > entered {
            batches.push((after, by_then - entered));
            entered = by_then;
        }
        after += 1;
    }
    batches
}

/// Cost of `ports` over `counties`, by households.
fn split(unit: Money, ports: u64, counties: &[u16], households: &[u64]) -> Vec<(u16, Money)> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
    let weights: Vec<f64> = counties
        .iter()
        .map(|c| households[usize::from(*c)] as f64)
        .collect();
    let cost = unit.scaled(i64::try_from(ports).expect("ports are far below 2⁶³"), 1);
    counties.iter().copied().zip(cost.split(&weights)).collect()
}

fn park(drawn: &Drawn, households: &[u64]) -> f64 {
    drawn.get(Parameter::PonPark) * sum(households)
}

/// Ports that the park has room for, besides those in service or promised.
fn room(park: f64, ports: &Ports) -> u64 {
    whole_below(park).saturating_sub(ports.number + ports.promised)
}

/// Ports that `rest` buys at `unit`, up to `room`.
#[expect(
    clippy::cast_sign_loss,
    reason = "an envelope's rest is never negative"
)]
fn affordable(rest: Money, unit: Money, room: u64) -> u64 {
    if unit.is_zero() {
        return if rest > Money::ZERO { room } else { 0 };
    }
    room.min((rest.fen() / unit.fen()) as u64)
}

fn whole(count: f64) -> u64 {
    whole_below(libm::round(count))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a park of at most 10 ports a household, additions of at most 10⁹ a year"
)]
fn whole_below(count: f64) -> u64 {
    libm::floor(count).max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renewal_stops_at_money_and_at_the_park() {
        let yuan = |y: i64| Money::from_fen(100 * y);
        assert_eq!(affordable(yuan(9_999), yuan(1_000), 50), 9);
        assert_eq!(affordable(yuan(9_999), yuan(1_000), 5), 5);
        assert_eq!(affordable(Money::ZERO, yuan(1_000), 50), 0);
        assert_eq!(affordable(Money::ZERO, Money::ZERO, 50), 0);
        let ports = Ports {
            number: 30,
            urban: 0.0,
            promised: 20,
        };
        assert_eq!(room(55.9, &ports), 5);
        assert_eq!(room(40.0, &ports), 0);
    }

    #[test]
    fn ports_ordered_evenly_enter_service_after_the_lead_time() {
        let of_this_year = |lead: f64| by_year(9, move |passed| passed - lead / 12.0);
        assert_eq!(of_this_year(0.0), [(0, 9)]);
        assert_eq!(of_this_year(4.0), [(0, 6), (1, 3)]);
        assert_eq!(of_this_year(12.0), [(1, 9)]);
        assert_eq!(of_this_year(16.0), [(1, 6), (2, 3)]);
        // on order at the base year, with up to 18 months to go
        assert_eq!(by_year(9, |passed| passed / 1.5), [(0, 6), (1, 3)]);
        assert_eq!(by_year(0, |passed| passed / 0.0), []);
    }
}
