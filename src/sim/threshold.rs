//! Thresholds: who acts at random, at a rate that changes with the world, without a draw a year.
//!
//! A threshold is drawn as a unit exponential and loses the hazard of every year. Once a year's hazard is more than what is
//! left, its owner acts. As an exponential does not age, this is the law of a fresh uniform `u = 1 - exp(-threshold)` against the
//! chance `1 - exp(-hazard)` every year, at the cost of one draw an act (`docs/decisions/0013-thresholds.md`).

use std::ops::Range;

use crate::random::{side_by_side, unit_exponential};

/// Hazard that is still withstood, from 0 up; nothing, unless drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Threshold(f64);

impl Threshold {
    /// From a uniform in the open interval (0, 1).
    #[must_use]
    #[inline]
    pub fn of(u: f64) -> Self {
        Self(unit_exponential(u))
    }

    /// Takes a year's hazard from it; says whether its owner acts, and is to draw anew.
    #[inline]
    pub fn meet(&mut self, hazard: f64) -> bool {
        self.0 -= hazard;
        self.0 < 0.0
    }
}

/// Rows worked on side by side.
pub const LANES: usize = 64;

/// The bit of each lane.
const BITS: [u64; LANES] = {
    let mut bits = [1; LANES];
    let mut lane = 1;
    while lane < LANES {
        bits[lane] = bits[lane - 1] << 1;
        lane += 1;
    }
    bits
};

/// Takes each row's hazard from its threshold, and tells the position of every row that acts, in order. Its threshold is to be
/// drawn anew. `hazards` fills in those of the rows of a range, which are [`LANES`] at most.
///
/// Rows that act follow no pattern that could be foreseen: they are found without a branch, then looked at one by one.
pub fn pass<T>(
    rows: &mut [T],
    threshold: impl Fn(&mut T) -> &mut Threshold,
    hazards: impl Fn(Range<usize>, &mut [f64]),
    mut acts: impl FnMut(usize),
) {
    let mut first = 0;
    for rows in rows.chunks_mut(LANES) {
        let range = first..first + rows.len();
        let mut acting = side_by_side(
            #[inline(always)]
            || {
                let mut met = [0.0; LANES];
                let met = &mut met[..rows.len()];
                hazards(range.clone(), met);
                let mut acting = 0;
                for ((row, hazard), bit) in rows.iter_mut().zip(met).zip(&BITS) {
                    acting |= if threshold(row).meet(*hazard) {
                        *bit
                    } else {
                        0
                    };
                }
                acting
            },
        );
        while acting != 0 {
            let lane = acting.trailing_zeros() as usize;
            acting &= acting - 1;
            acts(first + lane);
        }
        first = range.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_less_left_than_the_hazard_acts() {
        let mut rows: Vec<Threshold> = (0..200_u32).map(|row| Threshold(f64::from(row))).collect();
        let mut acted = Vec::new();
        let hazards = |rows: Range<usize>, hazards: &mut [f64]| {
            for (row, hazard) in rows.zip(hazards) {
                *hazard = if row.is_multiple_of(3) { 90.0 } else { 0.5 };
            }
        };
        pass(&mut rows, |row| row, hazards, |row| acted.push(row));
        // every third below 90; of the others, only what has less than a half left: none but row 0, which is a third
        let expected: Vec<usize> = (0..90).step_by(3).collect();
        assert_eq!(acted, expected);
        assert!((rows[100].0 - 99.5).abs() < 1e-12);
        assert!((rows[90].0).abs() < 1e-12);
    }

    #[test]
    fn it_is_a_fresh_draw_every_year() {
        use crate::random::{Decision, Draws};
        // chances of 0.1, 0.3 and 0.2 in turn: who is left after three years, by fresh draws, are 0.9 x 0.7 x 0.8
        let draws = Draws::new(7, 0);
        let number = 100_000_u32;
        let mut rows: Vec<Threshold> = (0..number)
            .map(|row| Threshold::of(draws.uniform(Decision::EnterpriseStep, row, 0)))
            .collect();
        let mut left = f64::from(number);
        for chance in [0.1, 0.3, 0.2_f64] {
            let mut acted = Vec::new();
            pass(
                &mut rows,
                |row| row,
                |_, hazards| hazards.fill(-libm::log1p(-chance)),
                |row| acted.push(row),
            );
            for row in acted.iter().rev() {
                rows.remove(*row);
            }
            #[expect(clippy::cast_precision_loss, reason = "counts below 1e6")]
            let acted = acted.len() as f64;
            let deviation = libm::sqrt(left * chance * (1.0 - chance));
            assert!(
                (acted - left * chance).abs() < 4.0 * deviation,
                "{acted} of {left}"
            );
            left -= acted;
        }
    }
}
