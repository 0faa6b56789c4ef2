//! Whether all versions are the same model: end shares of the counties and the mean level, over many runs, beside those of
//! the first version, in standard errors.

use std::fmt::Write;

use crate::model::{COUNTIES, Outcome, count};
use crate::version::VERSIONS;

/// Enterprises of a run, and runs of each version.
const PLANS: [(u32, u32); 2] = [(2_000, 1_000), (20_000, 100)];
/// Standard errors of the difference beyond which two means are not of the same law. With 144 comparisons in all, chance
/// alone goes beyond in about one set of seeds of a hundred; seeds are fixed.
const TOLERATED: f64 = 4.0;

/// Runs all versions: a line of each, and whether all agree with the first.
#[must_use]
pub fn checked() -> (String, bool) {
    let mut text = String::new();
    let mut agreed = true;
    for (enterprises, runs) in PLANS {
        let samples: Vec<Vec<Outcome>> = (0..)
            .zip(VERSIONS)
            .map(|(place, version)| {
                // seeds of their own: two versions with the same draws would look closer than they are
                let seeds = (0..u64::from(runs)).map(|run| 1_000_000 * (place + 1) + run);
                seeds.map(|seed| (version.run)(enterprises, seed)).collect()
            })
            .collect();
        for (version, sample) in VERSIONS.iter().zip(&samples) {
            let level = Sample::of(&sample.iter().map(|o| o.mean_level).collect::<Vec<_>>());
            let apart = furthest(sample, &samples[0]);
            let verdict = if apart <= TOLERATED {
                "agrees"
            } else {
                "DIFFERS"
            };
            agreed &= apart <= TOLERATED;
            writeln!(
                text,
                "N = {enterprises}, {runs} runs: {:25} {verdict}: mean level {:.4}, at most {apart:.1} standard errors apart",
                version.name, level.mean
            )
            .expect("strings take all");
        }
    }
    (text, agreed)
}

/// The largest distance of any share or of the mean level between two samples of outcomes, in standard errors.
fn furthest(some: &[Outcome], others: &[Outcome]) -> f64 {
    let values = |outcomes: &[Outcome], which: usize| {
        let value = |o: &Outcome| o.shares.get(which).copied().unwrap_or(o.mean_level);
        Sample::of(&outcomes.iter().map(value).collect::<Vec<_>>())
    };
    (0..=COUNTIES)
        .map(|which| values(some, which).apart(&values(others, which)))
        .fold(0.0, f64::max)
}

/// Mean of a sample and the variance of that mean.
struct Sample {
    mean: f64,
    variance_of_mean: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Self {
        let size = f64::from(count(values.len()));
        let mean = values.iter().sum::<f64>() / size;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Self {
            mean,
            variance_of_mean: squares / (size - 1.0) / size,
        }
    }

    /// Distance of two means in standard errors of their difference.
    fn apart(&self, other: &Self) -> f64 {
        let difference = (self.mean - other.mean).abs();
        if difference == 0.0 {
            return 0.0;
        }
        difference / (self.variance_of_mean + other.variance_of_mean).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::scalar;

    fn outcomes(first_seed: u64) -> Vec<Outcome> {
        (first_seed..first_seed + 100)
            .map(|seed| scalar::run(2_000, seed))
            .collect()
    }

    #[test]
    fn the_same_law_agrees_and_one_county_or_the_level_apart_does_not() {
        let (some, others) = (outcomes(0), outcomes(1_000));
        assert!(furthest(&some, &others) < TOLERATED);
        let mut one_county = others.clone();
        let mut level = others;
        for outcome in &mut one_county {
            outcome.shares[7] += 0.05;
        }
        for outcome in &mut level {
            outcome.mean_level *= 1.05;
        }
        assert!(furthest(&some, &one_county) > TOLERATED);
        assert!(furthest(&some, &level) > TOLERATED);
    }

    #[test]
    fn every_version_gives_the_same_outcome_for_the_same_seed() {
        for version in VERSIONS {
            let (first, again) = ((version.run)(500, 3), (version.run)(500, 3));
            assert_eq!(first, again, "{}", version.name);
            assert_ne!(first, (version.run)(500, 4), "{}", version.name);
        }
    }
}
