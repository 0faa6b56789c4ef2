//! 'adoption-core': enterprises in counties start on a path of four levels, pushed by a subsidy and by those who have started.
//!
//! What all versions share: the constants, the yearly terms of a county, and the tally of who has started.

use std::array;
use std::ops::Range;

/// Counties; enterprises are dealt to them in turn.
pub const COUNTIES: usize = 11;
/// Years of a run.
pub const YEARS: u32 = 10;
/// The level beyond which none rises; 0 is not started.
pub const TOP: u8 = 4;
/// Probability to rise by one level in a year.
pub const RISE: f64 = 0.35;
/// An enterprise's own readiness to start, `p`, is uniform in this range.
pub const READINESS: Range<f64> = 0.005..0.03;
/// How much an enterprise heeds those who have started, `q`, is uniform in this range.
pub const HEED: Range<f64> = 0.2..0.5;
/// What one enterprise's subsidy costs; budgets are in this unit.
const UNIT_COST: f64 = 1.0;

/// What an enterprise of a county weighs in a year, as at the year's start.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Terms {
    /// What `p` is multiplied with: `1 + 2 s`, with the subsidy `s` of 0 to 1.
    pub push: f64,
    /// What `q` is multiplied with: the share `F` of the county's enterprises that have started, 0 to 1.
    pub pull: f64,
}

impl Terms {
    /// Hazard of an enterprise with readiness `p` and heed `q`.
    #[must_use]
    pub fn hazard(self, p: f64, q: f64) -> f64 {
        p * self.push + q * self.pull
    }
}

/// Probability to start within a year at a hazard.
#[must_use]
pub fn start_probability(hazard: f64) -> f64 {
    1.0 - libm::exp(-hazard)
}

/// Enterprises of a county, of `enterprises` dealt in turn.
///
/// # Panics
/// If `county` is no county.
#[must_use]
pub fn county_size(enterprises: u32, county: usize) -> u32 {
    let (counties, county) = (count(COUNTIES), count(county));
    assert!(county < counties, "there are {COUNTIES} counties");
    enterprises / counties + u32::from(county < enterprises % counties)
}

/// County of an enterprise, 0 to 10.
#[must_use]
pub fn county_of(enterprise: u32) -> u8 {
    u8::try_from(enterprise as usize % COUNTIES).expect("there are 11 counties")
}

/// A number of things, of which there are never 2³² here.
#[must_use]
pub fn count(things: usize) -> u32 {
    u32::try_from(things).expect("below 2^32")
}

/// Enterprises of each county, and of them those that have started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    sizes: [u32; COUNTIES],
    /// Those that have started.
    pub started: [u32; COUNTIES],
}

impl Tally {
    /// Nobody has started.
    #[must_use]
    pub fn new(enterprises: u32) -> Self {
        Self {
            sizes: array::from_fn(|county| county_size(enterprises, county)),
            started: [0; COUNTIES],
        }
    }

    /// The year's terms of every county. The subsidy is `min(1, B / (those not started x unit cost))`, with the budget
    /// `B = 0.2 N / 11 x (0.5 + 0.1 c)`.
    #[must_use]
    pub fn terms(&self) -> [Terms; COUNTIES] {
        let enterprises = f64::from(self.sizes.iter().sum::<u32>());
        array::from_fn(|county| {
            let (size, started) = (self.sizes[county], self.started[county]);
            let budget = 0.2 * enterprises / f64::from(count(COUNTIES))
                * (0.5 + 0.1 * f64::from(count(county)));
            let waiting = f64::from(size - started) * UNIT_COST;
            // with none left to support the quotient is infinite, and the subsidy is of no consequence
            let subsidy = (budget / waiting).min(1.0);
            Terms {
                push: 1.0 + 2.0 * subsidy,
                pull: f64::from(started) / f64::from(size),
            }
        })
    }

    /// The outcome, with the levels of all enterprises summed.
    #[must_use]
    pub fn outcome(&self, levels: u64) -> Outcome {
        let enterprises: u32 = self.sizes.iter().sum();
        Outcome {
            shares: array::from_fn(|county| {
                f64::from(self.started[county]) / f64::from(self.sizes[county])
            }),
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            mean_level: levels as f64 / f64::from(enterprises),
        }
    }
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Share of each county's enterprises that have started, 0 to 1.
    pub shares: [f64; COUNTIES],
    /// Mean level of all enterprises, 0 to 4.
    pub mean_level: f64,
}

/// One way to run the model.
pub struct Version {
    /// How the table calls it.
    pub name: &'static str,
    /// One run, from nothing to its outcome: set-up, [`YEARS`] years, counting, tearing down. The number of
    /// enterprises (at least one per county) and a seed; the same two give the same outcome.
    pub run: fn(enterprises: u32, seed: u64) -> Outcome,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_hold_all_enterprises_and_differ_by_one() {
        for enterprises in [11, 2_000, 20_000] {
            let mut dealt = [0; COUNTIES];
            for enterprise in 0..enterprises {
                dealt[usize::from(county_of(enterprise))] += 1;
            }
            assert_eq!(dealt, Tally::new(enterprises).sizes);
        }
    }

    #[test]
    fn terms_are_those_worked_out_by_hand() {
        // 110 enterprises, 10 a county; county 5's budget is 0.2 x 10 x (0.5 + 0.5) = 2
        let mut tally = Tally::new(110);
        assert!((tally.terms()[5].push - 1.4).abs() < 1e-12);
        assert!(tally.terms()[5].pull.abs() < 1e-12);
        tally.started[5] = 6;
        let terms = tally.terms()[5];
        assert!((terms.push - 2.0).abs() < 1e-12 && (terms.pull - 0.6).abs() < 1e-12);
        // one left, or none: the subsidy covers it whole
        for started in [9, 10] {
            tally.started[5] = started;
            assert!((tally.terms()[5].push - 3.0).abs() < 1e-12);
        }
        // 1 - exp(-0.22)
        let start = start_probability(terms.hazard(0.02, 0.3));
        assert!((start - 0.197_481_202_037_521_5).abs() < 1e-12);
    }
}
