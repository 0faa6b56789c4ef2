//! The base year's access network: two cuts in the shared order, at shares drawn for the run.

use bevy_ecs::prelude::*;

use super::components::{
    Access, AccessArea, CrewsFull, GigabitCoverage, Homes, Invested, Network, Odn, Ports,
    Proposals, Subscribers, Work,
};
use super::envelope::lines;
use super::renewal;
use super::synthesis::{AccessOrder, nearest_cut};
use crate::policy::Area;
use crate::quantity::Money;
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Dice, Drawn, Shared};
use crate::sim::territory::{Community, Distance, Territory};

/// Puts the access network of the end of the base year in place.
pub fn populate(world: &mut World) {
    let shared = world.resource::<Shared>().0.clone();
    let drawn = world.resource::<Drawn>().clone();
    let (territory, order) = (&shared.territory, &shared.access);
    let counties = territory.of_county.len();
    let (capable, ready) = base_state(territory, order, &drawn);

    let prices = Prices::new(&drawn);
    let areas: Vec<AccessArea> = (0_u32..)
        .zip(&territory.communities)
        .map(|(k, community)| prices.access_area(k, community))
        .collect();
    let begun = carry_on(world, &areas, &capable, order, &drawn);
    let mut network = Network {
        households: Homes::none(counties),
        passed: Homes::none(counties),
        usable: Homes::none(counties),
        unserved: vec![0; counties],
        unready: vec![0; counties],
    };
    let mut communities = Vec::with_capacity(territory.communities.len());
    let mut promised = 0;
    for (((area, capable), ready), begun) in areas.into_iter().zip(capable).zip(ready).zip(begun) {
        network.households.add(&area);
        if capable {
            network.passed.add(&area);
        } else if begun.is_some() {
            promised += u64::from(area.ports);
        } else {
            network.unserved[usize::from(area.county)] += u64::from(area.households);
        }
        if !ready {
            network.unready[usize::from(area.county)] += u64::from(area.households);
        }
        if capable && ready {
            network.usable.add(&area);
        }
        let access = match begun {
            _ if capable => Access::Capable,
            Some(work) => Access::Building(work),
            None => Access::None,
        };
        let odn = if ready { Odn::Ready } else { Odn::Unready };
        communities.push((area, access, odn));
    }
    world.spawn_batch(communities);

    let subscribers = drawn
        .get(Parameter::GigabitSubscribers)
        .min(sum(&network.usable.all));
    world.insert_resource(Subscribers {
        number: subscribers,
        increment: drawn.get(Parameter::GigabitIncrementShare) * subscribers,
    });
    let ports = libm::round(drawn.get(Parameter::PonPorts));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the catalogue keeps ports between 0 and 10⁹"
    )]
    let mut ports = Ports {
        number: ports as u64,
        urban: ports * urban_share(&network.passed),
        promised,
    };
    let renewals = renewal::carry_on(world, &network.households.all, &mut ports, &drawn);
    world.insert_resource(ports);
    world.insert_resource(renewals);
    world.insert_resource(coverage(&network));
    world.insert_resource(network);
    world.insert_resource(Proposals::default());
    world.insert_resource(CrewsFull(vec![false; counties]));
    world.insert_resource(Invested(vec![Money::ZERO; counties]));
}

/// Which communities are capable and which are ready at the end of the base year. Capable: the first in the shared order,
/// as near to the drawn share of households as whole communities can be. Ready: of the capable ones, in order of draw over
/// the class's readiness, up to the drawn usable share (never more than are passed); of the others, those whose draw is
/// below their class's readiness.
fn base_state(territory: &Territory, order: &AccessOrder, drawn: &Drawn) -> (Vec<bool>, Vec<bool>) {
    let communities = &territory.communities;
    let homes = |k: &u32| communities[*k as usize].households;
    let total: f64 = communities.iter().map(|c| f64::from(c.households)).sum();
    let cut = nearest_cut(
        order.turn.iter().map(homes),
        drawn.get(Parameter::GigabitPassed) * total,
    );
    let (first, later) = order.turn.split_at(cut);
    let mut capable = vec![false; communities.len()];
    for k in first {
        capable[*k as usize] = true;
    }

    let class = |k: u32| drawn.get(class_readiness(communities[k as usize].area));
    let mut queue: Vec<(f64, u32)> = first
        .iter()
        .map(|k| (order.readiness[*k as usize] / class(*k), *k))
        .collect();
    queue.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let cut = nearest_cut(
        queue.iter().map(|(_, k)| homes(k)),
        drawn.get(Parameter::GigabitUsable) * total,
    );
    let mut ready = vec![false; communities.len()];
    for (_, k) in &queue[..cut] {
        ready[*k as usize] = true;
    }
    for k in later {
        ready[*k as usize] = order.readiness[*k as usize] < class(*k);
    }
    (capable, ready)
}

/// Work begun before the end of the base year, by community. In service by steady additions it would be the lead time's part
/// of a year's: `added ports × homes per port × lead / 12` households. They are the next ones in the shared order that
/// operators build alone, as near to that number as whole communities can be; fewer where the order has no more. Their money
/// was promised then; what is left of the lead time is drawn. Without an operators' programme there is none: nobody would pay.
fn carry_on(
    world: &mut World,
    areas: &[AccessArea],
    capable: &[bool],
    order: &AccessOrder,
    drawn: &Drawn,
) -> Vec<Option<Work>> {
    let dice = *world.resource::<Dice>();
    let year = world.resource::<Calendar>().base_year;
    let mut treasury = world.resource_mut::<Treasury>();
    let envelopes = lines(&treasury, year + 1);
    let lead = drawn.get(Parameter::AccessLead);
    let threshold = drawn.money(Parameter::CommercialThreshold);
    let payer = |area: &AccessArea| {
        let admits = |p: &&u16| {
            let line = &treasury.programmes()[usize::from(**p)];
            line.filter.admits(&area.subject())
        };
        let alone = area.cost <= threshold.scaled(i64::from(area.households), 1);
        envelopes.iter().find(admits).filter(|_| alone).copied()
    };
    let next: Vec<(usize, u16)> = order
        .turn
        .iter()
        .map(|k| *k as usize)
        .filter(|k| !capable[*k] && areas[*k].households > 0)
        .filter_map(|k| payer(&areas[k]).map(|envelope| (k, envelope)))
        .collect();
    let homes = drawn.get(Parameter::PonPortsAdded) * drawn.get(Parameter::HomesPerPort);
    let begun = nearest_cut(
        next.iter().map(|(k, _)| areas[*k].households),
        homes * lead / 12.0,
    );
    let mut works = vec![None; areas.len()];
    for (k, envelope) in &next[..begun] {
        let area = &areas[*k];
        treasury.open_commitment(*envelope, area.county, area.cost);
        let left = dice
            .state
            .uniform(Decision::AccessInProgress, area.community, year);
        works[*k] = Some(Work {
            due: left * lead,
            cost: area.cost,
            operator: Some((*envelope, area.cost)),
            award: None,
        });
    }
    works
}

const fn class_readiness(area: Area) -> Parameter {
    match area {
        Area::Urban => Parameter::OdnReadyUrban,
        Area::Town => Parameter::OdnReadyTown,
        Area::Rural => Parameter::OdnReadyRural,
    }
}

/// Prices of the run.
struct Prices {
    homes_per_port: f64,
    port: Money,
    upgrade: Money,
    feeder: [Money; 3],
    greenfield_share: f64,
    greenfield: Money,
}

impl Prices {
    fn new(drawn: &Drawn) -> Self {
        Self {
            homes_per_port: drawn.get(Parameter::HomesPerPort),
            port: drawn.money(Parameter::PortPrice),
            upgrade: drawn.money(Parameter::UpgradePerHome),
            feeder: [
                Parameter::FeederNear,
                Parameter::FeederMiddle,
                Parameter::FeederFar,
            ]
            .map(|p| drawn.money(p)),
            greenfield_share: drawn.get(Parameter::GreenfieldShare),
            greenfield: drawn.money(Parameter::GreenfieldPerHome),
        }
    }

    /// Cost of a community: `ceil(households / homes per port) × port + households × upgrade + feeder`, and in villages
    /// `greenfield share × households × greenfield` (`docs/model.md`, gigabit).
    fn access_area(&self, k: u32, community: &Community) -> AccessArea {
        let households = i64::from(community.households);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least one home a port, so no more ports than households"
        )]
        let ports = libm::ceil(f64::from(community.households) / self.homes_per_port) as u32;
        let feeder = match community.distance {
            Distance::Near => self.feeder[0],
            Distance::Middle => self.feeder[1],
            Distance::Far => self.feeder[2],
        };
        let greenfield = if community.area == Area::Rural {
            self.greenfield
                .times(self.greenfield_share * f64::from(community.households))
        } else {
            Money::ZERO
        };
        let cost = self.port.scaled(i64::from(ports), 1)
            + self.upgrade.scaled(households, 1)
            + feeder
            + greenfield;
        AccessArea {
            community: k,
            county: community.county,
            area: community.area,
            households: community.households,
            ports,
            cost,
        }
    }
}

/// Coverage of a network.
#[must_use]
pub fn coverage(network: &Network) -> GigabitCoverage {
    let shares = |homes: &Homes| {
        homes
            .all
            .iter()
            .zip(&network.households.all)
            .map(|(part, whole)| share(*part, *whole))
            .collect()
    };
    GigabitCoverage {
        passed: shares(&network.passed),
        usable: shares(&network.usable),
        usable_total: share(
            network.usable.all.iter().sum(),
            network.households.all.iter().sum(),
        ),
    }
}

/// Urban households among `homes`, 0..=1.
#[must_use]
pub fn urban_share(homes: &Homes) -> f64 {
    share(homes.urban.iter().sum(), homes.all.iter().sum())
}

/// All households in `counties`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "households are far below 2⁵³")]
pub fn sum(counties: &[u64]) -> f64 {
    counties.iter().sum::<u64>() as f64
}

/// `part` of `whole`; nothing of nothing is nothing.
#[expect(clippy::cast_precision_loss, reason = "households are far below 2⁵³")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices() -> Prices {
        Prices {
            homes_per_port: 33.0,
            port: Money::from_yuan(2500.0),
            upgrade: Money::from_yuan(15.0),
            feeder: [1000.0, 2000.0, 5000.0].map(Money::from_yuan),
            greenfield_share: 0.2,
            greenfield: Money::from_yuan(900.0),
        }
    }

    #[test]
    fn a_village_costs_ports_upgrades_feeder_and_greenfield() {
        let mut community = Community {
            county: 0,
            area: Area::Rural,
            distance: Distance::Far,
            households: 100,
            people: 250,
            area_km2: 5.0,
        };
        let village = prices().access_area(7, &community);
        assert_eq!(village.ports, 4);
        assert_eq!(
            village.cost,
            Money::from_yuan(4.0 * 2500.0 + 1500.0 + 5000.0 + 18_000.0)
        );
        community.area = Area::Urban;
        community.distance = Distance::Near;
        assert_eq!(
            prices().access_area(7, &community).cost,
            Money::from_yuan(10_000.0 + 1500.0 + 1000.0)
        );
    }
}
