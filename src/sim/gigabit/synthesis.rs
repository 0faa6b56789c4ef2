//! What every run shares of optical access: in which order communities became capable, and how near each one's own network
//! is to being ready. Holds no state of a run.

use crate::random::{Decision, Draws};
use crate::sim::territory::Territory;

/// The order of gigabit access, a function of the places and the population seed alone.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessOrder {
    /// Communities (positions in the territory), the first to become capable first: urban, town, nearer and far villages,
    /// by a draw within each class.
    pub turn: Vec<u32>,
    /// For each community a draw in (0, 1): the smaller, the sooner its distribution network was ready.
    pub readiness: Vec<f64>,
}

impl AccessOrder {
    /// The order of `territory` under `population_seed`.
    #[must_use]
    pub fn new(territory: &Territory, population_seed: u64) -> Self {
        let draws = Draws::shared(population_seed);
        let mut ranked: Vec<_> = (0_u32..)
            .zip(&territory.communities)
            .map(|(k, community)| {
                let draw = draws.uniform(Decision::AccessOrder, k, 0);
                (community.area, community.distance, draw, k)
            })
            .collect();
        ranked.sort_by(|a, b| {
            (a.0, a.1)
                .cmp(&(b.0, b.1))
                .then(a.2.total_cmp(&b.2))
                .then(a.3.cmp(&b.3))
        });
        let readiness = (0_u32..)
            .zip(&territory.communities)
            .map(|(k, _)| draws.uniform(Decision::OdnOrder, k, 0))
            .collect();
        Self {
            turn: ranked.into_iter().map(|(.., k)| k).collect(),
            readiness,
        }
    }
}

/// How many of the first communities make up `wanted` households as nearly as whole communities can: the first one that
/// would lead further away than it brings near ends the cut.
#[must_use]
pub fn nearest_cut(households: impl IntoIterator<Item = u32>, wanted: f64) -> usize {
    let mut sum = 0.0;
    households
        .into_iter()
        .take_while(|households| {
            let households = f64::from(*households);
            let brings_near = wanted - sum >= households / 2.0;
            sum += households;
            brings_near
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_as_near_as_whole_communities_can_be() {
        let homes = [100, 50, 30, 20];
        for (wanted, number) in [
            (0.0, 0),
            (49.0, 0),
            (50.0, 1),
            (124.0, 1),
            (125.0, 2),
            (200.0, 4),
            (900.0, 4),
        ] {
            assert_eq!(nearest_cut(homes, wanted), number, "{wanted}");
        }
    }
}
