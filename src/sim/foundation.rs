//! What every run and scenario of a case shares, made once from its places and population seed.

pub use super::base_station::{Lot, Site, StationPlan};
pub use super::cultivation::Candidates;
pub use super::enterprise::Enterprises;
pub use super::gigabit::AccessOrder;
pub use super::territory::{Community, Distance, Territory};
use crate::scenario::Scenario;

/// Places and all that stands or may stand in them, with attributes and order; the base-year state is a cut in that order.
#[derive(Debug, Clone, PartialEq)]
pub struct Foundation {
    /// Communities.
    pub territory: Territory,
    /// Candidate sites of base stations.
    pub stations: StationPlan,
    /// Order of gigabit access.
    pub access: AccessOrder,
    /// Enterprises.
    pub enterprises: Enterprises,
    /// Candidates of cultivated items.
    pub candidates: Candidates,
}

impl Foundation {
    /// Makes the foundation of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let territory = Territory::new(scenario);
        let stations = StationPlan::new(scenario, &territory);
        let access = AccessOrder::new(&territory, scenario.population_seed);
        Self {
            territory,
            stations,
            access,
            enterprises: Enterprises::new(scenario),
            candidates: Candidates::new(scenario),
        }
    }

    /// County of a community.
    #[must_use]
    pub fn county(&self, community: u32) -> u16 {
        self.territory.communities[community as usize].county
    }
}
