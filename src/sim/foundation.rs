//! What every run and scenario of a case shares, made once from its places and population seed.

use super::gigabit::AccessOrder;
use super::territory::Territory;
use crate::scenario::Scenario;

/// Places and all that stands or may stand in them, with attributes and order; the base-year state is a cut in that order.
#[derive(Debug, Clone, PartialEq)]
pub struct Foundation {
    /// Communities.
    pub territory: Territory,
    /// Order of gigabit access.
    pub access: AccessOrder,
}

impl Foundation {
    /// Makes the foundation of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let territory = Territory::new(scenario);
        let access = AccessOrder::new(&territory, scenario.population_seed);
        Self { territory, access }
    }
}
