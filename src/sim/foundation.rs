//! What every run and scenario of a case shares, made once from its places and population seed.

pub use super::base_station::{Candidate, StationPlan};
pub use super::territory::{Community, Distance, Territory};
use crate::scenario::Scenario;

/// Places and all that stands or may stand in them, with attributes and order; the base-year state is a cut in that order.
#[derive(Debug, Clone, PartialEq)]
pub struct Foundation {
    /// Communities.
    pub territory: Territory,
    /// Candidate sites of base stations.
    pub stations: StationPlan,
}

impl Foundation {
    /// Makes the foundation of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let territory = Territory::new(scenario);
        let stations = StationPlan::new(scenario, &territory);
        Self {
            territory,
            stations,
        }
    }

    /// County of a community.
    #[must_use]
    pub fn county(&self, community: u32) -> u16 {
        self.territory.communities[community as usize].county
    }
}
