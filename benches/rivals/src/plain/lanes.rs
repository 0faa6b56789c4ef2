//! County after county, without branches or checks of sums, in single precision: loops that the compiler turns into the widest
//! vector instructions that the processor knows. The counts of those that have started, and of levels, are kept up to date.

use dabiao::random::side_by_side;

use crate::draw;
use crate::model::{
    COUNTIES, HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, county_size,
};

/// Enterprises of one county.
struct Block {
    readiness: Vec<f32>,
    heed: Vec<f32>,
    levels: Vec<u32>,
    /// Number of the first enterprise: draws are keyed with numbers.
    first: u32,
}

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    let mut tally = Tally::new(enterprises);
    let mut first = 0;
    let mut blocks: Vec<Block> = (0..COUNTIES)
        .map(|county| {
            let block = Block::new(first, county_size(enterprises, county), seed);
            first += county_size(enterprises, county);
            block
        })
        .collect();
    let mut levels = 0;
    for year in 1..=YEARS {
        let (key, terms) = (draw::key(seed, year), tally.terms());
        for (county, block) in blocks.iter_mut().enumerate() {
            let (started, risen) = block.year(key, terms[county]);
            tally.started[county] += started;
            levels += u64::from(risen);
        }
    }
    tally.outcome(levels)
}

impl Block {
    fn new(first: u32, size: u32, seed: u64) -> Self {
        let column = |range: &std::ops::Range<f64>, key| -> Vec<f32> {
            let (low, width) = (single(range.start), single(range.end - range.start));
            let mut column = vec![0.0; size as usize];
            side_by_side(
                #[inline(always)]
                || {
                    let mut enterprise = first;
                    for value in &mut column {
                        *value = low + width * unit(short_word(key, enterprise));
                        enterprise = enterprise.wrapping_add(1);
                    }
                },
            );
            column
        };
        Self {
            readiness: column(&READINESS, draw::key(seed, 0)),
            heed: column(&HEED, draw::key(seed, u32::MAX)),
            levels: vec![0; size as usize],
            first,
        }
    }

    /// A year: how many have started, and the sum of levels gained.
    fn year(&mut self, key: u64, terms: Terms) -> (u32, u32) {
        side_by_side(
            #[inline(always)]
            || self.year_in_lanes(key, terms),
        )
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "it is compiled for a vector unit only where it is inlined"
    )]
    fn year_in_lanes(&mut self, key: u64, terms: Terms) -> (u32, u32) {
        let (push, pull, rise) = (single(terms.push), single(terms.pull), single(RISE));
        let top = u32::from(TOP);
        let (mut started, mut risen) = (0_u32, 0_u32);
        let columns = self.readiness.iter().zip(&self.heed).zip(&mut self.levels);
        let mut enterprise = self.first;
        for ((&p, &q), level) in columns {
            let uniform = unit(short_word(key, enterprise));
            let start = start_probability(p * push + q * pull);
            let waits = *level == 0;
            // as in the scalar version: one draw decides start and rise
            let once = if waits { start } else { rise };
            let twice = if waits { rise * start } else { 0.0 };
            let steps = u32::from(uniform < once).wrapping_add(u32::from(uniform < twice));
            let new = level.wrapping_add(steps).min(top);
            // a condition of two would be a branch
            let starts = u32::from(new > 0).wrapping_sub(u32::from(*level > 0));
            started = starts.wrapping_add(started);
            risen = new.wrapping_sub(*level).wrapping_add(risen);
            *level = new;
            enterprise = enterprise.wrapping_add(1);
        }
        (started, risen)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is asked")]
const fn single(value: f64) -> f32 {
    value as f32
}

/// `1 - exp(-h)` by its series; hazards are below 0.6, where the first term left out is below 3e-8.
#[inline]
fn start_probability(h: f32) -> f32 {
    const FACTORIALS: [f32; 8] = [1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5_040.0, 40_320.0];
    let mut sum = 0.0;
    let mut sign = -1.0;
    for factorial in FACTORIALS.into_iter().rev() {
        sum = sign / factorial + h * sum;
        sign = -sign;
    }
    h * sum
}

/// A word of 32 bits, for vector units have no products of 64: the mixer of `hash-prospector` (Wellons, 2018), keyed before
/// and after its first product.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves of the key are asked"
)]
const fn short_word(key: u64, enterprise: u32) -> u32 {
    let word = enterprise
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(key as u32);
    let word = (word ^ (word >> 16)).wrapping_mul(0x21F0_AAAD) ^ ((key >> 32) as u32);
    let word = (word ^ (word >> 15)).wrapping_mul(0x735A_2D97);
    word ^ (word >> 15)
}

/// A uniform in [0, 1): the upper 23 bits, as the fraction of a number from 1 to 2.
#[inline]
fn unit(word: u32) -> f32 {
    f32::from_bits(1_f32.to_bits() | (word >> 9)) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_exponential() {
        for hundredths in 0_u8..60 {
            let h = f64::from(hundredths) / 100.0;
            let series = f64::from(start_probability(single(h)));
            assert!(
                (series - crate::model::start_probability(h)).abs() < 1e-7,
                "{h}"
            );
        }
    }
}
