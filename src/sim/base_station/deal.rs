//! How many candidate sites a community has, of which type and what each serves. Knows no order of building and no run.

use rayon::prelude::*;

use super::synthesis::{Lot, Site};
use crate::policy::StationType;
use crate::random::{Decision, Draws};
use crate::scenario::{Parameter, Scenario};
use crate::sim::territory::{Community, Territory};

/// An entity stands for at most this part of the stations that give a community 63 % coverage: with coarser ones, small
/// communities would be served all at once or not at all, and stations of weight 10 would not agree with single ones.
const STACKS_IN_SCALE: f64 = 8.0;

/// Most candidates of a place (for memory); where there would be more, each stands for as many sites as keeps to it, though
/// never for more than `STACKS_IN_SCALE` allows.
const MOST_CANDIDATES: f64 = 4.0e7;

/// The golden section spreads a community's types evenly whatever its number of sites.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// Stands where a site will be dealt.
const UNDEALT: Site = Site {
    gain: 0.0,
    community: 0,
    weight: 0,
    age: 0,
    kind: StationType::NewMacro,
};

/// Deals candidates to every community until its coverage reaches the stated share, types by the mix; `scale` is each
/// community's stations for 63 % coverage.
pub fn deal(scenario: &Scenario, territory: &Territory, scale: &[f64]) -> (Vec<Site>, Vec<Lot>) {
    let communities = &territory.communities;
    let dealer = Dealer::new(scenario, communities, scale);
    let lots = dealer.lots(communities, scale);
    let all = lots.last().map_or(0, |lot| lot.end);
    let mut sites = vec![UNDEALT; all as usize];
    let mut parts = Vec::with_capacity(lots.len());
    let mut rest = &mut sites[..];
    for (position, (lot, community)) in (0_u32..).zip(lots.iter().zip(communities)) {
        let (part, behind) = rest.split_at_mut((lot.end - lot.first) as usize);
        parts.push((position, community, part));
        rest = behind;
    }
    let parts = parts.into_par_iter().zip(scale);
    parts.for_each(|((position, community, part), d)| dealer.fill(part, position, community, *d));
    (sites, lots)
}

/// Where the sites of every community would lie, without dealing them.
pub fn lots(scenario: &Scenario, territory: &Territory, scale: &[f64]) -> Vec<Lot> {
    let communities = &territory.communities;
    Dealer::new(scenario, communities, scale).lots(communities, scale)
}

/// What dealing asks for.
struct Dealer {
    draws: Draws,
    /// Stations of a community, as a multiple of those for 63 % coverage.
    depth: f64,
    /// Most real sites that one stands for.
    coarsest: u32,
    /// Shares of all types but the last.
    mix: [f64; 3],
}

impl Dealer {
    fn new(scenario: &Scenario, communities: &[Community], scale: &[f64]) -> Self {
        let depth = -libm::log(1.0 - scenario.base(Parameter::CandidateCoverage));
        let inhabited = communities.iter().zip(scale);
        let all: f64 = inhabited
            .filter(|(community, _)| community.people > 0)
            .map(|(_, d)| wanted(depth, *d))
            .sum();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count, cut off at 2³²"
        )]
        let least = libm::ceil(all / MOST_CANDIDATES) as u32;
        Self {
            draws: Draws::shared(scenario.population_seed),
            depth,
            coarsest: scenario.weight.max(least).min(u32::from(u16::MAX)),
            mix: [
                scenario.base(Parameter::MixNewMacro),
                scenario.base(Parameter::MixCoSite),
                scenario.base(Parameter::MixLowBand),
            ],
        }
    }

    /// How many real sites a community has, and how many of them one stands for.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of sites, cut off at 2³²"
    )]
    fn size(&self, community: &Community, d: f64) -> (u32, u32) {
        let finest = libm::floor(d / STACKS_IN_SCALE).max(1.0) as u32;
        let sites = if community.people > 0 {
            wanted(self.depth, d) as u32
        } else {
            0
        };
        (sites, self.coarsest.min(finest))
    }

    fn lots(&self, communities: &[Community], scale: &[f64]) -> Vec<Lot> {
        let mut end = 0_u32;
        let lots = communities.iter().zip(scale).map(|(community, d)| {
            let (sites, stack) = self.size(community, *d);
            let first = end;
            end = first
                .checked_add(sites.div_ceil(stack))
                .expect("fewer than 2³² candidates");
            Lot {
                first,
                end,
                county: community.county,
                area: community.area,
            }
        });
        lots.collect()
    }

    /// Deals a community's sites.
    fn fill(&self, dealt: &mut [Site], position: u32, community: &Community, d: f64) {
        let (sites, stack) = self.size(community, d);
        let people = f64::from(community.people);
        let start = self.draws.uniform(Decision::StationTypeDeal, position, 0);
        let served = |n: u32| libm::exp(-f64::from(n) / d);
        let (mut rank, mut ordinal, mut before) = (0, 0.0, served(0));
        for site in dealt {
            let weight = stack.min(sites - rank);
            rank += weight;
            let after = served(rank);
            let turn = start + ordinal * GOLDEN;
            *site = Site {
                gain: people * (before - after) / f64::from(weight),
                community: position,
                weight: u16::try_from(weight).expect("at most the coarsest"),
                age: 0,
                kind: self.kind(turn - libm::floor(turn)),
            };
            (ordinal, before) = (ordinal + 1.0, after);
        }
    }

    /// The type in whose share of the mix `u` lies.
    fn kind(&self, u: f64) -> StationType {
        let mut sum = 0.0;
        let found = StationType::ALL
            .into_iter()
            .zip(self.mix)
            .find(|(_, share)| {
                sum += share;
                u < sum
            });
        found.map_or(StationType::Indoor, |(kind, _)| kind)
    }
}

/// Stations at `depth` times those for 63 % coverage.
fn wanted(depth: f64, d: f64) -> f64 {
    libm::ceil(depth * d).max(1.0)
}
