//! How many candidate sites a community has, of which type and what each serves. Knows no order of building and no run.

use rayon::prelude::*;

use super::synthesis::Site;
use crate::policy::{Area, StationType};
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

/// A community as its sites see it: all that says how many there are and what each of them is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lot {
    /// Stations for 63 % coverage (`d_k`).
    pub scale: f64,
    /// Where the dealing of types begins, 0 to 1.
    start: f64,
    /// Its first site.
    pub first: u32,
    /// The site behind its last one.
    pub end: u32,
    /// Residents.
    people: u32,
    /// County.
    pub county: u16,
    /// Real sites that each of its sites stands for ...
    stack: u16,
    /// ... and those that the last one stands for.
    last: u16,
    /// Class.
    pub area: Area,
}

/// What a site of a community is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dealt {
    /// People newly served by one of its stations.
    pub gain: f64,
    /// Real sites it stands for, at least 1.
    pub weight: u16,
    /// Type.
    pub kind: StationType,
}

impl Lot {
    /// Its site at a position, from 0. Awards go through communities all over the place: to work this out costs less than to
    /// wait for a memory of all sites.
    #[must_use]
    pub fn site(&self, position: u32, mix: &Mix) -> Dealt {
        let is_last = self.first + position + 1 == self.end;
        let weight = if is_last { self.last } else { self.stack };
        let before = position * u32::from(self.stack);
        let served = |stations: u32| libm::exp(-f64::from(stations) / self.scale);
        let newly = served(before) - served(before + u32::from(weight));
        let turn = self.start + f64::from(position) * GOLDEN;
        Dealt {
            gain: f64::from(self.people) * newly / f64::from(weight),
            weight,
            kind: mix.kind(turn - libm::floor(turn)),
        }
    }
}

/// Shares of all types of station but the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mix([f64; 3]);

impl Mix {
    /// The stated shares.
    pub fn new(scenario: &Scenario) -> Self {
        Self([
            scenario.base(Parameter::MixNewMacro),
            scenario.base(Parameter::MixCoSite),
            scenario.base(Parameter::MixLowBand),
        ])
    }

    /// The type in whose share of the mix `u` lies.
    fn kind(&self, u: f64) -> StationType {
        let mut sum = 0.0;
        let found = StationType::ALL.into_iter().zip(self.0).find(|(_, share)| {
            sum += share;
            u < sum
        });
        found.map_or(StationType::Indoor, |(kind, _)| kind)
    }
}

/// Stands where a site will be dealt.
const UNDEALT: Site = Site {
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
    for (community, lot) in (0_u32..).zip(&lots) {
        let (part, behind) = rest.split_at_mut((lot.end - lot.first) as usize);
        parts.push((community, lot, part));
        rest = behind;
    }
    let mix = Mix::new(scenario);
    parts.into_par_iter().for_each(|(community, lot, part)| {
        for (position, site) in (0_u32..).zip(part) {
            let Dealt { weight, kind, .. } = lot.site(position, &mix);
            *site = Site {
                community,
                weight,
                age: 0,
                kind,
            };
        }
    });
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
        let lots = (0..).zip(communities).zip(scale);
        let lots = lots.map(|((position, community), scale)| {
            let (sites, stack) = self.size(community, *scale);
            let number = sites.div_ceil(stack);
            let first = end;
            end = first
                .checked_add(number)
                .expect("fewer than 2³² candidates");
            let few = |stack: u32| u16::try_from(stack).expect("at most the coarsest");
            Lot {
                scale: *scale,
                start: self.draws.uniform(Decision::StationTypeDeal, position, 0),
                first,
                end,
                people: community.people,
                county: community.county,
                stack: few(stack),
                last: few(sites - number.saturating_sub(1) * stack),
                area: community.area,
            }
        });
        lots.collect()
    }
}

/// Stations at `depth` times those for 63 % coverage.
fn wanted(depth: f64, d: f64) -> f64 {
    libm::ceil(depth * d).max(1.0)
}
