//! What an enterprise is and has, and the counts kept beside the entities so that nothing is recounted.

use bevy_ecs::prelude::*;

use crate::policy::Size;
use crate::quantity::{Money, Year};
use crate::random::{Decision, Draws};

use super::super::funding::Granted;
use super::super::threshold::Threshold;

/// Levels: 0 not started, 1 to 4 the national assessment levels.
pub const LEVELS: usize = 5;
/// Sizes, below scale first.
pub const SIZES: usize = Size::ALL.len();

/// What an enterprise is. Never changes, but for the weight of one that is divided. Its own number, which keys its draws, is its
/// row ([`by_id`]).
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enterprise {
    /// Its unit in the foundation (its own id, but for divided ones).
    pub unit: u32,
    /// Real enterprises it stands for.
    pub weight: u32,
    /// County (index).
    pub county: u16,
    /// Industry chain (index).
    pub chain: u8,
    /// Size.
    pub size: Size,
}

/// How far an enterprise has come.
#[derive(Component, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Maturity {
    /// Level, 0 to 4.
    pub level: u8,
    /// Has had a diagnosis.
    pub diagnosed: bool,
    /// Is connected to a secondary node.
    pub connected: bool,
}

impl Maturity {
    /// The next step: start undiagnosed (0), start diagnosed (1), rise to 2, 3, 4 (2 to 4), none (5).
    #[must_use]
    pub fn step(self) -> usize {
        usize::from(self.level) + usize::from(self.level > 0 || self.diagnosed)
    }
}

/// All enterprises as slices, by id: they are spawned in order of id and only despawned from the last one on, so that they lie in
/// order in one table. Looking one up costs an index, not an entity's search.
pub fn by_id<'a>(
    enterprises: &'a mut Query<'_, '_, (&mut Enterprise, &mut Maturity)>,
) -> (&'a mut [Enterprise], &'a mut [Maturity]) {
    let mut tables = enterprises
        .contiguous_iter_mut()
        .expect("components that lie in tables");
    let first = tables.next();
    debug_assert!(tables.next().is_none(), "enterprises lie in one table");
    // nobody asks which ones have changed
    first.map_or((&mut [], &mut []), |(enterprises, maturities)| {
        (
            ContiguousMut::bypass_change_detection_split(enterprises).0,
            ContiguousMut::bypass_change_detection_split(maturities).0,
        )
    })
}

/// What an enterprise still withstands. One component for both: each takes as much memory again as one of these.
#[derive(Component, Debug, Clone, Copy, Default, PartialEq)]
pub struct Thresholds {
    /// Until it takes its next step by itself.
    pub step: Threshold,
    /// Until it connects.
    pub connection: Threshold,
}

impl Thresholds {
    /// Both of enterprise `id`, drawn in `year`.
    #[must_use]
    pub fn draw(draws: &Draws, id: u32, year: Year) -> Self {
        let (u, v) = draws.pair(Decision::EnterpriseStep, id, year);
        Self::of(u, v)
    }

    /// From a pair of uniforms.
    #[must_use]
    #[inline]
    pub fn of(u: f64, v: f64) -> Self {
        Self {
            step: Threshold::of(u),
            connection: Threshold::of(v),
        }
    }
}

/// Number of the next divided enterprise.
#[derive(Resource, Debug, Clone, Copy)]
pub struct NextId(pub u32);

/// Counts of real enterprises and their turnover, kept up to date with every change.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// By county, size and level.
    pub levels: Vec<[[u32; LEVELS]; SIZES]>,
    /// By chain, below (0) or above (1) scale, and level.
    pub chains: Vec<[[u32; LEVELS]; 2]>,
    /// Diagnosed ones above scale, by county.
    pub diagnosed: Vec<u32>,
    /// Connected ones by year of connection (from the base year), then county.
    pub cohorts: Vec<Vec<u32>>,
    /// Base-year turnover by level, above scale.
    pub turnover: [Money; LEVELS],
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(counties: usize, chains: usize) -> Self {
        Self {
            levels: vec![[[0; LEVELS]; SIZES]; counties],
            chains: vec![[[0; LEVELS]; 2]; chains],
            diagnosed: vec![0; counties],
            cohorts: vec![vec![0; counties]],
            turnover: [Money::ZERO; LEVELS],
        }
    }

    /// Counts an enterprise in, with the turnover it stands for.
    pub fn enter(&mut self, enterprise: &Enterprise, level: u8, turnover: Money) {
        let (county, chain) = (
            usize::from(enterprise.county),
            usize::from(enterprise.chain),
        );
        let side = usize::from(enterprise.size.above_scale());
        self.levels[county][enterprise.size as usize][usize::from(level)] += enterprise.weight;
        self.chains[chain][side][usize::from(level)] += enterprise.weight;
        self.turnover[usize::from(level)] += turnover;
    }

    /// Counts an enterprise out of a level.
    pub fn leave(&mut self, enterprise: &Enterprise, level: u8, turnover: Money) {
        let (county, chain) = (
            usize::from(enterprise.county),
            usize::from(enterprise.chain),
        );
        let side = usize::from(enterprise.size.above_scale());
        self.levels[county][enterprise.size as usize][usize::from(level)] -= enterprise.weight;
        self.chains[chain][side][usize::from(level)] -= enterprise.weight;
        self.turnover[usize::from(level)] -= turnover;
    }

    /// Counts `weight` enterprises as connected in the year with this position since the base year.
    pub fn connect(&mut self, since_base: usize, county: u16, weight: u32) {
        let counties = self.diagnosed.len();
        if self.cohorts.len() <= since_base {
            self.cohorts
                .resize_with(since_base + 1, || vec![0; counties]);
        }
        self.cohorts[since_base][usize::from(county)] += weight;
    }

    /// Above-scale enterprises of a county at `level` or more.
    #[must_use]
    pub fn above_at_least(&self, county: usize, level: usize) -> u32 {
        self.levels[county][1..]
            .iter()
            .map(|by_level| by_level[level..].iter().sum::<u32>())
            .sum()
    }

    /// Connected enterprises of a county.
    #[must_use]
    pub fn connected(&self, county: usize) -> u32 {
        self.cohorts.iter().map(|cohort| cohort[county]).sum()
    }
}

/// Digital maturity above designated size, for other domains. At the end of the last Adopt, or of the base year.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct Census {
    /// Enterprises at level 3 or more, by chain.
    pub level3_by_chain: Vec<f64>,
    /// The same at the end of the base year.
    pub level3_by_chain_base: Vec<f64>,
    /// Share of enterprises at level 2 or more, 0..=1.
    pub level2_share: f64,
    /// The same at the end of the base year.
    pub level2_share_base: f64,
}

impl Census {
    /// Takes this year's state from the counts.
    pub fn take(&mut self, tally: &Tally) {
        self.level3_by_chain.clear();
        let level3 = tally
            .chains
            .iter()
            .map(|[_, above]| f64::from(above[3] + above[4]));
        self.level3_by_chain.extend(level3);
        let counties = 0..tally.levels.len();
        let count = |level| -> f64 {
            counties
                .clone()
                .map(|c| f64::from(tally.above_at_least(c, level)))
                .sum()
        };
        let all = count(0);
        self.level2_share = if all > 0.0 { count(2) / all } else { 0.0 };
    }
}

/// An enterprise, or a part of its weight, that asks for support: for a diagnosis or for its next level.
#[derive(Debug, Clone, Copy)]
pub struct Applicant {
    /// Its number.
    pub id: u32,
    /// What it is; its weight is the part that applies.
    pub enterprise: Enterprise,
    /// Level it wants to reach; `None` for a diagnosis.
    pub to: Option<u8>,
    /// Has had a diagnosis.
    pub diagnosed: bool,
    /// Takes the step with support or without, if its own money allows.
    pub certain: bool,
    /// Least support rate for which it takes the step; who offers less is not asked.
    pub asks: f64,
    /// May not be funded in part (a diagnosis of one that also takes a step this year).
    pub indivisible: bool,
    /// Cost for one real enterprise.
    pub cost: Money,
    /// Base-year turnover of all that the enterprise stands for; for a step only.
    pub turnover: Money,
    /// What it was granted.
    pub grant: Option<Granted>,
}

/// A started enterprise that would connect this year if a node of its chain operates.
#[derive(Debug, Clone, Copy)]
pub struct Willing {
    /// Its number.
    pub id: u32,
    /// Its chain.
    pub chain: u8,
}

/// What enterprises propose this year.
#[derive(Resource, Debug, Default)]
pub struct Proposals {
    /// Starts and rises.
    pub steps: Vec<Applicant>,
    /// Diagnoses.
    pub diagnoses: Vec<Applicant>,
    /// Connections.
    pub connections: Vec<Willing>,
}

impl Proposals {
    /// Makes room for what a year of so many enterprises may bring: what grows step by step leaves holes in memory.
    pub fn make_room(&mut self, enterprises: usize) {
        let room = enterprises / 5;
        self.steps.reserve(room);
        self.diagnoses.reserve(room);
        self.connections.reserve(room);
    }

    /// Forgets what was proposed, but not how much room it took.
    pub fn clear(&mut self) {
        self.steps.clear();
        self.diagnoses.clear();
        self.connections.clear();
    }
}

/// What came of this year's proposals, by county.
#[derive(Resource, Debug, Clone, Default)]
pub struct Outcome {
    /// Enterprises of all sizes that started.
    pub starts: Vec<u32>,
    /// Above-scale enterprises that would have started, had there been money.
    pub refused: Vec<u32>,
}
