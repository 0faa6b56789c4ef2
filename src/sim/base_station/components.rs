//! What the world holds of base stations.

use bevy_ecs::prelude::*;

use super::deal::{Lot, Mix};
use crate::policy::StationType;
use crate::quantity::{Money, Year};
use crate::sim::funding::AwardId;
use crate::sim::lifetime::Lifetimes;

/// A site: how many of its stations wait to be awarded and how many are on air; the rest are at work. At weight 1 a station is
/// either a candidate, at work, or on air. Where it stands and what it is, the shared plan says.
#[derive(Component, Debug, Clone, Copy, Default, PartialEq)]
pub struct Stack {
    /// Candidates, once some were taken; where none ever was, [`Front`] knows that all of them wait.
    pub waiting: u16,
    /// On air.
    pub on_air: u16,
    /// Year since which the first of them is on air.
    since: i16,
}

impl Stack {
    /// Year since which the first of them is on air.
    #[must_use]
    pub fn since(self) -> Year {
        Year::from(self.since)
    }

    /// The first of them comes on air.
    pub fn open(&mut self, year: Year) {
        self.since = i16::try_from(year).expect("years have four digits");
    }
}

/// All sites as one slice, by id: they are spawned together, in order of id, and never despawned, so that they lie in one
/// table. Looking one up costs an index, not an entity's search.
pub fn by_id<'a>(sites: &'a mut Query<'_, '_, &mut Stack>) -> &'a mut [Stack] {
    let mut tables = sites
        .contiguous_iter_mut()
        .expect("a component that lies in tables");
    let stacks = tables
        .next()
        .map(ContiguousMut::bypass_change_detection_split);
    debug_assert!(tables.next().is_none(), "sites lie in one table");
    // nobody asks which sites have changed
    stacks.map_or(&mut [], |(stacks, _)| stacks)
}

/// Where a station at work stands. `candidate -> awarded -> permitted -> building -> on air`; a candidate has no work, and a
/// station on air has none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Funded, without a permit yet.
    Awarded,
    /// Permitted this year; building starts.
    Permitted,
    /// Under construction.
    Building,
}

/// Where a site lies, and what stands on it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Community.
    pub community: u32,
    /// County.
    pub county: u16,
    /// Type of station.
    pub kind: StationType,
}

/// Stations at work on one site.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Site (id).
    pub site: u32,
    /// Where.
    pub place: Place,
    /// Stations.
    pub weight: u16,
    /// Stage.
    pub stage: Stage,
    /// Permits refused so far.
    pub refusals: u8,
    /// Whether siting support was bought.
    pub sited: bool,
    /// Months from the end of the base year to service, once there is a permit.
    pub month: f64,
    /// Operators' programme that pays.
    pub envelope: u16,
    /// How much it has promised.
    pub own: Money,
    /// Public support.
    pub award: Option<AwardId>,
}

/// All work under way, in order of award.
#[derive(Resource, Debug, Default)]
pub struct Works(pub Vec<Work>);

/// Stations on air, counted as they come and go.
#[derive(Resource, Debug, Clone)]
pub struct OnAir {
    /// By community.
    pub by_community: Vec<u32>,
    /// By county.
    pub by_county: Vec<u64>,
    /// By type.
    pub by_kind: [u64; 4],
    /// Added this year, by county (net of removals).
    pub added: Vec<i64>,
    /// The earliest year since which any is on air.
    pub oldest: Year,
    /// By year since which they are on air, from the oldest, and county.
    pub by_age: Vec<Vec<u64>>,
}

impl OnAir {
    /// Stations on air in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_county.iter().sum()
    }

    /// Stations of a county on air since `last` or earlier.
    #[must_use]
    pub fn aged(&self, county: usize, last: Year) -> u64 {
        let years = usize::try_from(last + 1 - self.oldest).unwrap_or(0);
        let aged = self.by_age.iter().take(years);
        aged.map(|counties| counties[county]).sum()
    }

    /// Puts `weight` stations on air, since the end of `since`.
    pub fn add(&mut self, place: Place, weight: u16, since: Year) {
        let (county, count) = (usize::from(place.county), u64::from(weight));
        self.by_community[place.community as usize] += u32::from(weight);
        self.by_county[county] += count;
        self.by_kind[place.kind as usize] += count;
        self.added[county] += i64::from(weight);
        let age = self.age(since);
        if self.by_age.len() <= age {
            let counties = self.by_county.len();
            self.by_age.resize_with(age + 1, || vec![0; counties]);
        }
        self.by_age[age][county] += count;
    }

    /// Takes `weight` stations that were on air since `since` off the air.
    pub fn remove(&mut self, place: Place, weight: u16, since: Year) {
        let (county, count) = (usize::from(place.county), u64::from(weight));
        self.by_community[place.community as usize] -= u32::from(weight);
        self.by_county[county] -= count;
        self.by_kind[place.kind as usize] -= count;
        self.added[county] -= i64::from(weight);
        let age = self.age(since);
        self.by_age[age][county] -= count;
    }

    /// Position of a year in `by_age`.
    fn age(&self, since: Year) -> usize {
        usize::try_from(since - self.oldest).expect("no station is older than the oldest")
    }
}

/// Which stations are taken off the air in which year, beyond the ordinary: drawn when they come on air.
#[derive(Resource, Debug, Clone)]
pub struct Removals {
    lives: Lifetimes,
    /// Sites by year, from the first simulated one.
    due: Vec<Vec<u32>>,
}

impl Removals {
    /// None is due in any of `years` years; each year takes a share of `rate`.
    #[must_use]
    pub fn new(rate: f64, years: usize) -> Self {
        Self {
            lives: Lifetimes::new(rate, years),
            due: vec![Vec::new(); years],
        }
    }

    /// Whether any can be due.
    #[must_use]
    pub fn any(&self) -> bool {
        self.lives.any_ends()
    }

    /// A site came on air in the `elapsed`-th year since the base year, and lives as long as `u` says.
    pub fn draw(&mut self, site: u32, elapsed: usize, u: f64) {
        if let Some(due) = self.due.get_mut(elapsed + self.lives.outlasts(u)) {
            due.push(site);
        }
    }

    /// The sites of the `elapsed`-th year, from 1.
    pub fn take(&mut self, elapsed: usize) -> Vec<u32> {
        std::mem::take(&mut self.due[elapsed - 1])
    }
}

/// Where the candidates of a community begin, and what an award asks of them. Sites lie all over memory, and to wait for one
/// costs more than all else that an award does: so all that it asks lies here, in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub struct Front {
    /// What the community's sites are.
    pub lot: Lot,
    /// People newly served by a station of the next site; not a number until it was looked at.
    gain: f64,
    /// The lowest site with a candidate; the lot's `end` where there is none.
    pub next: u32,
    /// From this site on, none was ever taken.
    fresh: u32,
    /// Candidates of the next site, once looked at.
    pub waiting: u16,
    /// Type of the next site, once looked at.
    pub kind: StationType,
}

impl Front {
    /// Of a community in which no site was taken yet.
    #[must_use]
    pub const fn new(lot: &Lot) -> Self {
        Self {
            lot: *lot,
            gain: f64::NAN,
            next: lot.first,
            fresh: lot.first,
            waiting: 0,
            kind: StationType::NewMacro,
        }
    }

    /// Looks at the next site, if there is one: its gain.
    pub fn look(&mut self, mix: &Mix, stacks: &[Stack]) -> Option<f64> {
        if self.next == self.lot.end {
            return None;
        }
        if self.gain.is_nan() {
            let next = self.lot.site(self.next - self.lot.first, mix);
            (self.gain, self.kind) = (next.gain, next.kind);
            self.waiting = if self.next < self.fresh {
                stacks[self.next as usize].waiting
            } else {
                next.weight
            };
        }
        Some(self.gain)
    }

    /// All but `left` of the candidates of the next site are taken.
    pub fn leave(&mut self, left: u16, stacks: &mut [Stack]) {
        // one that was never touched already says that none is left
        if left > 0 || self.next < self.fresh {
            stacks[self.next as usize].waiting = left;
        }
        self.fresh = self.fresh.max(self.next + 1);
        self.waiting = left;
        if left == 0 {
            self.gain = f64::NAN;
            self.next += 1;
            while self.next < self.fresh && stacks[self.next as usize].waiting == 0 {
                self.next += 1;
            }
        }
    }

    /// Stations of a site are candidates again.
    fn give_back(&mut self, site: u32, weight: u16, stacks: &mut [Stack]) {
        stacks[site as usize].waiting += weight;
        self.next = self.next.min(site);
        self.gain = f64::NAN;
    }
}

/// Candidates left, and where each community's next one is.
#[derive(Resource, Debug, Clone)]
pub struct Pool {
    /// By community.
    pub fronts: Vec<Front>,
    /// Candidates left by county.
    pub left: Vec<u64>,
}

impl Pool {
    /// Stations of a site are candidates again.
    pub fn give_back(&mut self, site: u32, place: Place, weight: u16, stacks: &mut [Stack]) {
        self.left[usize::from(place.county)] += u64::from(weight);
        self.fronts[place.community as usize].give_back(site, weight, stacks);
    }
}

/// Prices and capacities of the year.
#[derive(Resource, Debug, Clone)]
pub struct Market {
    /// All-in capital cost per added station, in yuan (`c_t`).
    pub price: f64,
    /// Logarithm of the price shock (`w`).
    pub price_walk: f64,
    /// Logarithm of the envelope shock (`z`).
    pub envelope_walk: f64,
    /// National stations at the opening of the year (`Q_t`).
    pub national_stations: f64,
    /// Stations that the place's crews can start this year.
    pub capacity: f64,
    /// Additions of the base year (`A_0`), drawn with the base stock.
    pub base_additions: f64,
    /// Relative price of each type: `rel / sum(mix rel m)`, so that the base-year mix costs `c_t`.
    pub relative: [f64; 4],
}

/// What stopped awards and permits this year, by county.
#[derive(Resource, Debug, Clone)]
pub struct Stops {
    /// The operators' envelope ran out.
    pub money: bool,
    /// The county's crews were full.
    pub capacity: Vec<bool>,
    /// Stations permitted this year.
    pub permitted: Vec<u64>,
    /// Stations refused this year.
    pub refused: Vec<u64>,
}

/// Share of people covered by 5G in each county, 0..=1.
#[derive(Resource, Debug, Clone)]
pub struct StationCoverage(pub Vec<f64>);
