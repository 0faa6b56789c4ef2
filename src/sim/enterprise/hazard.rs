//! How much hazard of its next step an enterprise meets in a year, as one table a year: no exponential is taken.
//!
//! Start: `Λ(s) = p φ f_diag^diagnosed (1 + a s) + q F`. Rise from level `l`: `Λ(s) = rate_l φ (1 + a s)`: a diagnosis says where
//! to begin and peers show that it can be done, so neither moves a later step. The chance of the step in a year is
//! `h(s) = 1 - exp(-Λ(s))`: that of going by itself, `Λ(0)`, and that of being moved by support, `Λ(s) - Λ(0)`, are drawn apart.
//! `φ = f_plan^[year of the action plan] f_gigabit^usable f_coverage^coverage f_node^[a node of the chain operates]`, all as
//! they stood at the end of last year. `F`: share at level 1 or more at the end of last year among peers on the same side
//! of designated size, the county's group and the chain weighed by `peer_county_weight`. `s`: best support rate on offer.

use bevy_ecs::prelude::*;

use super::super::base_station::StationCoverage;
use super::super::funding::Treasury;
use super::super::gigabit::GigabitCoverage;
use super::super::resolution::NodeService;
use super::super::setting::{Calendar, Case, Drawn, Shared};
use super::components::{LEVELS, Maturity, SIZES, Tally};
use crate::policy::{Instrument, Size, Subject, Supports};
use crate::scenario::Parameter;

/// Steps: start undiagnosed, start diagnosed, rise to 2, 3, 4, and none left.
const STEPS: usize = 6;

/// Hazard of one step in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Hazard {
    /// Without support.
    pub unaided: f64,
    /// With the support on offer; at least `unaided`.
    pub aided: f64,
    /// The best support rate on offer; 0 where there is none.
    pub offer: f64,
    /// Chance that the support on offer moves one that would not go by itself: `1 - exp(-(aided - unaided))`.
    pub moved: f64,
}

impl Hazard {
    /// Without support and with the rate on offer.
    fn new(unaided: f64, aided: f64, offer: f64) -> Self {
        Self {
            unaided,
            aided,
            offer,
            moved: -libm::expm1(unaided - aided),
        }
    }

    /// The least support rate that moves one that draws `u`, below `moved`.
    #[must_use]
    pub fn asks(&self, u: f64) -> f64 {
        let part = -libm::log1p(-u) / (self.aided - self.unaided);
        // rounding must not lift it above what is on offer
        (self.offer * part).min(self.offer)
    }
}

/// This year's hazards by county, chain, size and step.
#[derive(Resource, Debug, Default)]
pub struct Hazards(Vec<[[Hazard; STEPS]; SIZES]>);

impl Hazards {
    /// Whether support is on offer to anybody.
    #[must_use]
    pub fn any_offer(&self) -> bool {
        let mut steps = self.0.iter().flatten().flatten();
        steps.any(|hazard| hazard.moved > 0.0)
    }

    /// The hazard of the next step; zero at level 4.
    #[must_use]
    pub fn of(&self, cell: usize, size: Size, maturity: Maturity) -> &Hazard {
        &self.0[cell][size as usize][maturity.step()]
    }
}

/// Support rates on offer in one county and chain, by size and level risen to (from 1).
type Offers = [[f64; LEVELS - 1]; SIZES];

/// Share at level 1 or more.
fn started(levels: [u32; LEVELS]) -> (f64, f64) {
    let all: u32 = levels.iter().sum();
    (f64::from(all - levels[0]), f64::from(all))
}

fn share((part, all): (f64, f64)) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// Shares of started peers: by group of counties and side, and by chain and side.
struct Peers {
    group: Vec<[f64; 2]>,
    chain: Vec<[f64; 2]>,
}

impl Peers {
    fn new(tally: &Tally, peer_group: &[usize]) -> Self {
        let groups = peer_group.iter().max().map_or(0, |last| last + 1);
        let mut sums = vec![[(0.0, 0.0); 2]; groups];
        for (by_size, group) in tally.levels.iter().zip(peer_group) {
            for (size, levels) in Size::ALL.into_iter().zip(by_size) {
                let (part, all) = started(*levels);
                let sum = &mut sums[*group][usize::from(size.above_scale())];
                *sum = (sum.0 + part, sum.1 + all);
            }
        }
        Self {
            group: sums.into_iter().map(|sides| sides.map(share)).collect(),
            chain: tally
                .chains
                .iter()
                .map(|sides| sides.map(|levels| share(started(levels))))
                .collect(),
        }
    }
}

/// The drawn constants of the two equations, with the action plan's factor for this year.
struct Rates {
    p: f64,
    q: f64,
    diagnosed: f64,
    support: f64,
    plan: f64,
    gigabit: f64,
    coverage: f64,
    node: f64,
    rise: [f64; 3],
    county_weight: f64,
}

impl Rates {
    fn new(drawn: &Drawn, in_plan: bool) -> Self {
        Self {
            p: drawn.get(Parameter::BassP),
            q: drawn.get(Parameter::BassQ),
            diagnosed: drawn.get(Parameter::FactorDiagnosed),
            support: drawn.get(Parameter::SupportEffect),
            plan: if in_plan {
                drawn.get(Parameter::FactorActionPlan)
            } else {
                1.0
            },
            gigabit: drawn.get(Parameter::FactorGigabit),
            coverage: drawn.get(Parameter::FactorCoverage),
            node: drawn.get(Parameter::FactorNode),
            rise: [
                drawn.get(Parameter::RiseLevel2),
                drawn.get(Parameter::RiseLevel3),
                drawn.get(Parameter::RiseLevel4),
            ],
            county_weight: drawn.get(Parameter::PeerCountyWeight),
        }
    }

    /// For every size and step, without and with the support on offer; peers are not in it.
    fn alone(&self, factor: f64, offers: &Offers) -> [[Hazard; STEPS]; SIZES] {
        let steps = [
            (self.p, 0),
            (self.p * self.diagnosed, 0),
            (self.rise[0], 1),
            (self.rise[1], 2),
            (self.rise[2], 3),
        ];
        offers.map(|by_level| {
            // nothing lies above level 4
            let mut hazards = [Hazard::default(); STEPS];
            for (hazard, (rate, level)) in hazards.iter_mut().zip(steps) {
                let (rate, offer) = (rate * factor, by_level[level]);
                *hazard = Hazard::new(rate, rate * (1.0 + self.support * offer), offer);
            }
            hazards
        })
    }
}

/// Adds what peers do for a start.
fn with_peers(alone: &[[Hazard; STEPS]; SIZES], imitation: [f64; 2]) -> [[Hazard; STEPS]; SIZES] {
    let mut all = *alone;
    for (size, steps) in Size::ALL.into_iter().zip(&mut all) {
        for start in &mut steps[..2] {
            let peers = imitation[usize::from(size.above_scale())];
            start.unaided += peers;
            start.aided += peers;
        }
    }
    all
}

/// Fills this year's table.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn set_hazards(
    mut hazards: ResMut<Hazards>,
    tally: Res<Tally>,
    treasury: Res<Treasury>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    shared: Res<Shared>,
    drawn: Res<Drawn>,
    gigabit: Res<GigabitCoverage>,
    coverage: Res<StationCoverage>,
    nodes: Res<NodeService>,
) {
    let (first, last) = case.0.action_plan;
    let rates = Rates::new(&drawn, (first..=last).contains(&calendar.year));
    let enterprises = &shared.0.enterprises;
    let peers = Peers::new(&tally, &enterprises.peer_group);
    let lines: Vec<u16> = treasury
        .lines(Supports::Enterprise, Instrument::awards, calendar.year)
        .collect();
    let by_chain = lines.iter().any(|p| {
        !treasury.programmes()[usize::from(*p)]
            .filter
            .chains
            .is_empty()
    });
    hazards.0.clear();
    for (county, group) in (0_u16..).zip(&enterprises.peer_group) {
        let at = usize::from(county);
        let place = rates.plan
            * libm::pow(rates.gigabit, gigabit.usable[at])
            * libm::pow(rates.coverage, coverage.0[at]);
        let mut offers = Offers::default();
        let mut known: Option<(f64, Offers, _)> = None;
        for chain in 0..enterprises.chains {
            if by_chain || chain == 0 {
                offers = on_offer(&treasury, &lines, county, chain);
            }
            let factor = if nodes.operating_by_chain[chain] > 0 {
                place * rates.node
            } else {
                place
            };
            let alone = match known {
                Some((f, o, alone)) if f.to_bits() == factor.to_bits() && o == offers => alone,
                _ => rates.alone(factor, &offers),
            };
            known = Some((factor, offers, alone));
            let imitation = [0, 1].map(|side| {
                let f = rates.county_weight * peers.group[*group][side]
                    + (1.0 - rates.county_weight) * peers.chain[chain][side];
                rates.q * f
            });
            hazards.0.push(with_peers(&alone, imitation));
        }
    }
}

/// The best rate among programmes that admit the step and have money for the county.
fn on_offer(treasury: &Treasury, lines: &[u16], county: u16, chain: usize) -> Offers {
    let mut offers = Offers::default();
    for programme in lines {
        if treasury.free(*programme, county).is_zero() {
            continue;
        }
        let line = &treasury.programmes()[usize::from(*programme)];
        let rate = line.instrument.rate();
        for (size, by_level) in Size::ALL.into_iter().zip(&mut offers) {
            for (level, best) in (1_u8..).zip(by_level) {
                let subject = Subject {
                    county: Some(county),
                    size: Some(size),
                    chain: u8::try_from(chain).ok(),
                    level: Some(level),
                    ..Subject::default()
                };
                if rate > *best && line.filter.admits(&subject) {
                    *best = rate;
                }
            }
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: Rates = Rates {
        p: 0.02,
        q: 0.38,
        diagnosed: 3.0,
        support: 1.5,
        plan: 1.0,
        gigabit: 1.0,
        coverage: 1.0,
        node: 1.0,
        rise: [0.22, 0.12, 0.06],
        county_weight: 0.5,
    };

    #[test]
    fn a_start_follows_the_stated_equation() {
        let mut offers = Offers::default();
        offers[Size::Small as usize] = [0.2, 0.0, 0.0, 0.1];
        let imitation = RATES.q * 0.3;
        let table = with_peers(&RATES.alone(1.8, &offers), [0.0, imitation]);
        let small = table[Size::Small as usize];
        for (hazard, p) in [
            (small[0].unaided, 0.02 * 1.8),
            (small[0].aided, 0.02 * 1.8 * (1.0 + 1.5 * 0.2)),
            (small[1].unaided, 0.02 * 1.8 * 3.0),
        ] {
            assert!((hazard - (p + imitation)).abs() < 1e-14);
        }
        // a rise knows neither peers nor diagnosis
        assert!((small[2].unaided - 0.22 * 1.8).abs() < 1e-14);
        assert_eq!(small[2].aided.to_bits(), small[2].unaided.to_bits());
        assert!(small[4].aided > small[4].unaided);
        // nothing above level 4, nothing offered to others
        assert!(small[5].aided.abs() < 1e-15);
        let large = table[Size::Large as usize];
        assert_eq!(large[0].aided.to_bits(), large[0].unaided.to_bits());
    }

    #[test]
    fn who_hesitates_asks_for_the_rate_that_moves_it() {
        let mut offers = Offers::default();
        offers[Size::Small as usize] = [0.4, 0.0, 0.0, 0.0];
        let alone = RATES.alone(1.8, &offers);
        let hazard = with_peers(&alone, [0.0, RATES.q * 0.3])[Size::Small as usize][0];
        // the rate s moves with chance 1 - exp(-p φ a s), peers or not
        let moved = |s: f64| 1.0 - libm::exp(-0.02 * 1.8 * 1.5 * s);
        for s in [0.1, 0.25, 0.4] {
            assert!((hazard.asks(moved(s)) - s).abs() < 1e-12);
        }
        assert!((hazard.moved - moved(0.4)).abs() < 1e-12);
        // where nothing is on offer nobody is moved
        assert!(hazard.moved > 0.0 && alone[Size::Small as usize][2].moved.abs() < 1e-300);
    }

    #[test]
    fn peers_are_on_the_same_side_in_group_and_chain() {
        let mut tally = Tally::new(2, 2);
        tally.levels[0][Size::BelowScale as usize] = [9, 1, 0, 0, 0];
        tally.levels[0][Size::Small as usize] = [5, 5, 0, 0, 0];
        tally.levels[1][Size::Large as usize] = [0, 10, 0, 0, 0];
        tally.chains[1][1] = [1, 0, 0, 0, 3];
        let one = Peers::new(&tally, &[0, 0]);
        assert_eq!(one.group, [[0.1, 0.75]]);
        let two = Peers::new(&tally, &[0, 1]);
        assert_eq!(two.group, [[0.1, 0.5], [0.0, 1.0]]);
        assert_eq!(two.chain, [[0.0, 0.0], [0.0, 0.75]]);
    }
}
