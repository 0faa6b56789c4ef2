//! What the world holds of secondary nodes.

use bevy_ecs::prelude::*;

use crate::quantity::{Money, Year};
use crate::sim::funding::AwardId;

/// Which dice a node is thrown with: none of it depends on what else happens in a scenario.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeKey {
    /// Year of its proposal; the base year for the pipeline.
    pub year: Year,
    /// Agent: chain and ordinal among the chain's proposals of that year, or a number of the pipeline.
    pub agent: u32,
}

/// A node project: what never changes.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub struct NodeProject {
    /// Industry chain.
    pub chain: u8,
    /// County.
    pub county: u16,
    /// Months from the end of the base year to its proposal; before it where negative.
    pub proposed: f64,
    /// Whether it would have been proposed without any grant on offer.
    pub sponsor: Sponsor,
}

/// Why a sponsor came forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sponsor {
    /// Without looking at grants.
    OwnAccord,
    /// Because of the grant on offer.
    Grant,
}

/// Stages of a node: `proposed -> approved -> built -> connected -> operating`, or failed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Stage {
    /// Put forward by its sponsor.
    Proposed,
    /// Approved.
    Approved,
    /// Built.
    Built,
    /// Connected to the national top-level node.
    Connected,
    /// Operating.
    Operating,
}

impl Stage {
    /// What comes after it.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Proposed => Some(Self::Approved),
            Self::Approved => Some(Self::Built),
            Self::Built => Some(Self::Connected),
            Self::Connected => Some(Self::Operating),
            Self::Operating => None,
        }
    }
}

/// Where a node stands.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Last stage reached.
    pub stage: Stage,
    /// Months from the end of the base year to when it was reached.
    pub since: f64,
    /// Whether it was given up or failed on the way to the next stage.
    pub lost: bool,
}

impl Progress {
    /// Whether it is still on its way.
    #[must_use]
    pub fn under_way(&self) -> bool {
        !self.lost && self.stage != Stage::Operating
    }
}

/// Who pays for a node. A node that nobody pays for does not move on.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub enum Finance {
    /// Not yet asked.
    Open,
    /// Its sponsor pays out of `programme` what a grant does not.
    Secured {
        /// Owners' programme.
        programme: u16,
        /// The sponsor's part of the investment.
        own: Money,
        /// Grant and its whole amount.
        grant: Option<(AwardId, Money)>,
    },
    /// Built before the first simulated year.
    Past,
}

/// What happened to nodes this year.
#[derive(Resource, Debug, Clone, Copy, Default)]
pub struct Losses {
    /// Sponsors that gave up for want of money.
    pub unpaid: u32,
    /// Projects that failed on the way to a stage.
    pub failed: u32,
}

/// Operating nodes as other domains see them.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct NodeService {
    /// Operating nodes that serve a chain, by industry chain.
    pub operating_by_chain: Vec<u32>,
    /// Chains that a node serves.
    chains_per_node: usize,
}

impl NodeService {
    /// No node operates; each will serve `chains_per_node` of `chains` chains, or all where there are fewer.
    #[must_use]
    pub fn none(chains: u8, chains_per_node: u8) -> Self {
        Self {
            operating_by_chain: vec![0; usize::from(chains)],
            chains_per_node: usize::from(chains_per_node.min(chains)),
        }
    }

    /// A node of a sponsor of `chain` begins to operate: it serves that chain and the next ones, the first after the last.
    pub fn open(&mut self, chain: u8) {
        let chains = self.operating_by_chain.len();
        for served in usize::from(chain)..usize::from(chain) + self.chains_per_node {
            self.operating_by_chain[served % chains] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_serves_its_chain_and_the_next_ones_around() {
        let mut service = NodeService::none(5, 3);
        service.open(1);
        service.open(3);
        assert_eq!(service.operating_by_chain, [1, 1, 1, 2, 1]);
        let mut all = NodeService::none(2, 3);
        all.open(1);
        assert_eq!(all.operating_by_chain, [1, 1]);
    }
}
