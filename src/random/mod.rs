//! Draws that need no state: each is a function of (seed, run, decision, agent, year). The only place that names an
//! algorithm: Philox4x32-10 (Salmon et al. 2011), and inversion on `libm`, so that a value depends on no library version,
//! CPU, thread or order.

use rand::rand_core::TryRng;
use std::convert::Infallible;

mod distribution;
mod lanes;

pub use distribution::{normal_quantile, poisson, triangular, unit_exponential};
pub use lanes::side_by_side;

/// What is decided by a draw. Numbers are fixed for ever and never reused: they are part of every result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Decision {
    /// A parameter's value in a run (agent = index of the parameter).
    Parameter = 1,
    /// Size of a community (shared).
    CommunitySize = 2,
    /// Distance class of a community (shared).
    CommunityDistance = 3,
    /// Where a community's dealing of station types begins (shared).
    StationTypeDeal = 4,
    /// Industry chain of an enterprise (shared).
    EnterpriseChain = 5,
    /// Size of an enterprise (shared).
    EnterpriseSize = 6,
    /// Turnover of an enterprise (shared).
    EnterpriseTurnover = 7,
    /// Cost of an enterprise's transformation (shared).
    EnterpriseCost = 8,
    /// Order in which base-year enterprises have started (shared).
    EnterpriseStarted = 9,
    /// Level of a started base-year enterprise (shared order).
    EnterpriseLevel = 10,
    /// Order in which base-year enterprises are diagnosed (shared).
    EnterpriseDiagnosed = 11,
    /// Chains that lead in a county (shared).
    LeadingChain = 12,
    /// Community of an enterprise (shared).
    EnterpriseCommunity = 13,
    /// Order in which communities' distribution networks are ready (shared).
    OdnOrder = 14,
    /// Order in which communities became capable (shared).
    AccessOrder = 15,
    /// Readiness of a cultivation candidate at the base year (shared).
    CandidateReadiness = 16,
    /// Speed of a cultivation candidate (shared).
    CandidateSpeed = 17,
    /// Yearly shock of station cost.
    PriceShock = 30,
    /// Yearly shock of the operators' envelope.
    EnvelopeShock = 31,
    /// Permit of a station, and its month. (32 was the month alone.)
    StationPermit = 33,
    /// How long a station stays on air (year: in which it came on air).
    StationRemoval = 34,
    /// Base-year work in progress.
    StationInProgress = 35,
    /// Month of an access area's award.
    AccessMonth = 40,
    /// Month of a readiness project's award.
    OdnMonth = 41,
    /// Spontaneous readiness of a community.
    OdnSpontaneous = 42,
    /// Base-year work in progress of an access area.
    AccessInProgress = 43,
    /// Number of node proposals of a chain.
    NodeProposals = 50,
    /// Month of a node's proposal.
    NodeMonth = 51,
    /// Success of a node's stage.
    NodeStage = 52,
    /// Whether a refused sponsor goes on.
    NodeGoesOn = 53,
    /// Base-year pipeline of nodes.
    NodePipeline = 54,
    /// Chain of a base-year node.
    NodeChain = 55,
    /// What an enterprise withstands until it takes its next step by itself, and until it connects (year: in which it was drawn).
    EnterpriseStep = 60,
    /// Connection of an enterprise to a node.
    EnterpriseConnection = 61,
    /// Lot among applicants of a programme.
    Lot = 62,
    /// Whether support on offer moves an enterprise to its next step.
    EnterpriseMoved = 63,
    /// Growth of a cultivation candidate.
    CandidateGrowth = 70,
    /// Order of a Latin hypercube's slices (agent = place in the order, year = factor).
    DesignSlice = 80,
    /// Where in its slice a point of a Latin hypercube lies (agent = point, year = factor).
    DesignJitter = 81,
}

/// Agents drawn side by side.
const LANES: usize = 32;

/// The dice of one run: a seed and a run number. Equal in every scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
    run: u32,
}

impl Draws {
    /// The dice of run `run` under `seed`.
    #[must_use]
    pub const fn new(seed: u64, run: u32) -> Self {
        Self { seed, run }
    }

    /// Dice for what every run shares, from the population seed.
    #[must_use]
    pub const fn shared(population_seed: u64) -> Self {
        Self::new(population_seed, u32::MAX)
    }

    /// Two independent uniforms in the open interval (0, 1), each of 53 bits less the ends.
    #[must_use]
    pub fn pair(&self, decision: Decision, agent: u32, year: i32) -> (f64, f64) {
        self.pair_at(decision, agent, year, 0)
    }

    /// [`Self::pair`] for `N` agents at once, to the bit.
    #[must_use]
    pub fn pairs<const N: usize>(
        &self,
        decision: Decision,
        agents: [u32; N],
        year: i32,
    ) -> [(f64, f64); N] {
        self.pairs_made(decision, agents, year, |u, v| (u, v))
    }

    /// What `make` makes of the [`Self::pair`] of each of `N` agents, on the widest vector unit that the processor has.
    #[must_use]
    pub fn pairs_made<const N: usize, T: Copy + Default>(
        &self,
        decision: Decision,
        agents: [u32; N],
        year: i32,
        make: impl Fn(f64, f64) -> T,
    ) -> [T; N] {
        let (counter, key) = (self.counter(decision, 0, year, 0), self.key());
        side_by_side(
            #[inline(always)]
            || lanes::pairs(agents, counter, key, make),
        )
    }

    /// Tells [`Self::pair`] for each of `agents`, in order; many are drawn side by side.
    pub fn each_pair(
        &self,
        decision: Decision,
        agents: impl IntoIterator<Item = u32>,
        year: i32,
        mut tell: impl FnMut(u32, (f64, f64)),
    ) {
        let mut lanes = [0; LANES];
        let mut filled = 0;
        let mut draw = |lanes: [u32; LANES], filled: usize| {
            let pairs = self.pairs(decision, lanes, year);
            for (agent, pair) in lanes.into_iter().zip(pairs).take(filled) {
                tell(agent, pair);
            }
        };
        for agent in agents {
            lanes[filled] = agent;
            filled += 1;
            if filled == LANES {
                draw(lanes, filled);
                filled = 0;
            }
        }
        if filled > 0 {
            draw(lanes, filled);
        }
    }

    /// A uniform in the open interval (0, 1).
    #[must_use]
    pub fn uniform(&self, decision: Decision, agent: u32, year: i32) -> f64 {
        self.pair(decision, agent, year).0
    }

    /// A uniform in (0, 1) with a further index, where one agent draws several times in a year.
    #[must_use]
    pub fn uniform_at(&self, decision: Decision, agent: u32, year: i32, index: u32) -> f64 {
        self.pair_at(decision, agent, year, index).0
    }

    /// A standard normal.
    #[must_use]
    pub fn normal(&self, decision: Decision, agent: u32, year: i32) -> f64 {
        normal_quantile(self.uniform(decision, agent, year))
    }

    fn pair_at(&self, decision: Decision, agent: u32, year: i32, index: u32) -> (f64, f64) {
        let words = philox4x32_10(self.counter(decision, agent, year, index), self.key());
        (open_unit(words[0], words[1]), open_unit(words[2], words[3]))
    }

    #[expect(
        clippy::cast_sign_loss,
        reason = "a bijection; years are far below 2³¹"
    )]
    const fn counter(&self, decision: Decision, agent: u32, year: i32, index: u32) -> [u32; 4] {
        [
            agent,
            self.run,
            ((decision as u32) << 16) ^ (year as u32 & 0xffff),
            index,
        ]
    }

    const fn key(&self) -> [u32; 2] {
        [low(self.seed), low(self.seed >> 32)]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low word is asked")]
const fn low(word: u64) -> u32 {
    word as u32
}

/// 52 random bits and a half: strictly between 0 and 1, evenly spaced. As the fraction of a number from 1 to 2, which costs
/// less than a conversion; every step is exact.
#[inline]
fn open_unit(high: u32, low: u32) -> f64 {
    let bits = (u64::from(high) << 20) | u64::from(low >> 12);
    f64::from_bits(1_f64.to_bits() | bits) - (1.0 - f64::EPSILON / 2.0)
}

/// Philox4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, SC 2011; the constants of Random123).
#[must_use]
pub const fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut counter = counter;
    let [mut k0, mut k1] = key;
    let mut round = 0;
    while round < 10 {
        counter = philox_round(counter, [k0, k1]);
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
        round += 1;
    }
    counter
}

/// What each round multiplies with.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];

/// What each round adds to the key.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

#[expect(
    clippy::cast_possible_truncation,
    reason = "high and low words of a product are asked"
)]
#[inline]
const fn philox_round([c0, c1, c2, c3]: [u32; 4], [k0, k1]: [u32; 2]) -> [u32; 4] {
    let first = c0 as u64 * MULTIPLIERS[0] as u64;
    let second = c2 as u64 * MULTIPLIERS[1] as u64;
    [
        (second >> 32) as u32 ^ c1 ^ k0,
        second as u32,
        (first >> 32) as u32 ^ c3 ^ k1,
        first as u32,
    ]
}

/// A stream of words behind `rand`'s trait, for whatever wants a generator (tests, designs): Philox in counter mode.
#[derive(Debug, Clone)]
pub struct Stream {
    draws: Draws,
    block: u32,
    left: Vec<u32>,
}

impl Stream {
    /// The stream of a run.
    #[must_use]
    pub const fn new(draws: Draws) -> Self {
        Self {
            draws,
            block: 0,
            left: Vec::new(),
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if let Some(word) = self.left.pop() {
            return Ok(word);
        }
        let key = [low(self.draws.seed), low(self.draws.seed >> 32)];
        self.left = philox4x32_10([self.block, self.draws.run, 0, u32::MAX], key).to_vec();
        self.block += 1;
        self.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok((u64::from(self.try_next_u32()?) << 32) | u64::from(self.try_next_u32()?))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_known_answers() {
        // Random123, kat_vectors: philox4x32 10
        assert_eq!(
            philox4x32_10([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32_10(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn lanes_are_the_single_draws() {
        let draws = Draws::new(0x0123_4567_89ab_cdef, 3);
        let agents = [0, 1, 7, u32::MAX];
        let lanes = draws.pairs(Decision::EnterpriseStep, agents, 2023);
        for (agent, (u, v)) in agents.into_iter().zip(lanes) {
            let (a, b) = draws.pair(Decision::EnterpriseStep, agent, 2023);
            assert_eq!((u.to_bits(), v.to_bits()), (a.to_bits(), b.to_bits()));
        }
    }

    #[test]
    fn many_agents_are_told_their_single_draws_in_order() {
        let draws = Draws::new(5, 9);
        for number in [0, 1, 31, 32, 33, 100] {
            let agents: Vec<u32> = (0..number).map(|agent| agent * 7).collect();
            let mut told = Vec::new();
            let tell = |agent, (u, v): (f64, f64)| told.push((agent, u.to_bits(), v.to_bits()));
            draws.each_pair(Decision::Lot, agents.iter().copied(), 2024, tell);
            let single = |agent: &u32| {
                let (u, v) = draws.pair(Decision::Lot, *agent, 2024);
                (*agent, u.to_bits(), v.to_bits())
            };
            assert_eq!(told, agents.iter().map(single).collect::<Vec<_>>());
        }
    }

    #[test]
    fn seeds_and_runs_share_nothing() {
        let all = |seed, run| -> Vec<u64> {
            (0..2000)
                .map(|a| {
                    Draws::new(seed, run)
                        .uniform(Decision::EnterpriseStep, a, 2023)
                        .to_bits()
                })
                .collect()
        };
        let (a, b, c) = (all(1, 0), all(2, 0), all(1, 1));
        assert!(a.iter().all(|x| !b.contains(x) && !c.contains(x)));
    }
}
