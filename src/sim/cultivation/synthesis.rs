//! Candidates of cultivated items: where they are and how ripe and fast they are, the same in every run. Knows no programme.

use crate::quantity::largest_remainder;
use crate::random::{Decision, Draws};
use crate::scenario::{Parameter, Scenario};

/// What a candidate is in every run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CandidateSeed {
    /// Cultivated item (index in the scenario's items).
    pub item: u16,
    /// County (index): whose line pays its award.
    pub county: u16,
    /// Readiness at the end of the base year, uniform in (0, 1); 1 is ripe.
    pub readiness: f64,
    /// Speed relative to the mean: lognormal with mean 1.
    pub speed: f64,
}

/// All candidates, in order of item. A candidate's id is its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidates {
    /// The candidates.
    pub seeds: Vec<CandidateSeed>,
}

impl Candidates {
    /// Makes the candidates of `scenario`: a function of its items, places, shared parameters and population seed alone.
    /// An item's pool is spread over counties by residents.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let draws = Draws::shared(scenario.population_seed);
        let spread = scenario.base(Parameter::CandidateSpread);
        #[expect(clippy::cast_precision_loss, reason = "people are far below 2⁵³")]
        let people: Vec<f64> = scenario
            .counties
            .iter()
            .map(|c| c.population as f64)
            .collect();
        let mut seeds = Vec::new();
        for (item, row) in (0_u16..).zip(&scenario.items) {
            // draws are keyed by the item's name, so that an item keeps its candidates whatever stands beside it
            let key = name_key(&row.id);
            let mut serial = 0;
            let parts = largest_remainder(i64::from(row.pool), &people);
            for (county, number) in (0_u16..).zip(parts) {
                for _ in 0..number {
                    let uniform = |decision| draws.pair(decision, key.wrapping_add(serial), 0).0;
                    let z = crate::random::normal_quantile(uniform(Decision::CandidateSpeed));
                    seeds.push(CandidateSeed {
                        item,
                        county,
                        readiness: uniform(Decision::CandidateReadiness),
                        speed: libm::exp(spread * z - spread * spread / 2.0),
                    });
                    serial += 1;
                }
            }
        }
        Self { seeds }
    }
}

/// A number that stands for a name (FNV-1a, 32 bits).
fn name_key(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_published_keys() {
        // test vectors of the FNV draft
        assert_eq!(name_key(""), 0x811c_9dc5);
        assert_eq!(name_key("a"), 0xe40c_292c);
        assert_eq!(name_key("foobar"), 0xbf9c_f968);
    }
}
