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
    /// Makes the foundation of `scenario`, on the threads of the pool it is called in: the same on any number of them.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let ((territory, stations, access), (enterprises, candidates)) = rayon::join(
            || {
                let territory = Territory::new(scenario);
                let stations = StationPlan::new(scenario, &territory);
                let access = AccessOrder::new(&territory, scenario.population_seed);
                (territory, stations, access)
            },
            || (Enterprises::new(scenario), Candidates::new(scenario)),
        );
        Self {
            territory,
            stations,
            access,
            enterprises,
            candidates,
        }
    }

    /// About how many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.sized([100, 15, 40])
    }

    /// About how many bytes a world takes that has lived through a run, beside its foundation.
    #[must_use]
    pub fn bytes_of_a_world(&self) -> u64 {
        self.sized([300, 70, 165])
    }

    /// Bytes at so many a community, a site and an enterprise: as measured on one city, ten and the nation.
    fn sized(&self, [community, site, enterprise]: [u64; 3]) -> u64 {
        self.territory.communities.len() as u64 * community
            + self.stations.sites.len() as u64 * site
            + self.enterprises.units.len() as u64 * enterprise
    }

    /// County of a community.
    #[must_use]
    pub fn county(&self, community: u32) -> u16 {
        self.territory.communities[community as usize].county
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::trial;

    #[test]
    fn it_is_the_same_on_any_number_of_threads() {
        let mut case = trial::case();
        case.parameters[crate::scenario::Parameter::BelowScaleEnterprises.index()].base = 30_000.0;
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let pool = pool.build().expect("threads");
            pool.install(|| Foundation::new(&case))
        };
        let alone = on(1);
        assert!(alone.enterprises.units.len() > 30_000);
        for threads in [2, 5] {
            assert!(on(threads) == alone, "on {threads} threads");
        }
    }
}
