//! Confidence intervals. Knows only counts and numbers.

use super::quantile::mean;
use super::variance::variance;

/// 97.5 % quantile of the normal distribution: every interval here is one of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval, in the unit of what it is an interval of (0..=1 for a proportion).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wilson's score interval of a proportion, `hits` of `n`; within 0..=1 whatever the counts.
///
/// # Panics
/// If `n` is 0 or less than `hits`.
#[must_use]
pub fn wilson(hits: usize, n: usize) -> Interval {
    assert!(n > 0 && hits <= n);
    let (share, n_f) = (count(hits) / count(n), count(n));
    let scale = 1.0 + Z * Z / n_f;
    let centre = (share + Z * Z / (2.0 * n_f)) / scale;
    let half = Z / scale * libm::sqrt(share * (1.0 - share) / n_f + Z * Z / (4.0 * n_f * n_f));
    Interval {
        low: if hits == 0 { 0.0 } else { centre - half },
        high: if hits == n { 1.0 } else { centre + half },
    }
}

/// Mean of paired differences and its normal interval. Differences that are all equal have an interval of no width.
///
/// # Panics
/// If `differences` is empty.
#[must_use]
pub fn paired_difference(differences: &[f64]) -> (f64, Interval) {
    let centre = mean(differences);
    let half = Z * libm::sqrt(variance(differences) / count(differences.len()));
    let interval = Interval {
        low: centre - half,
        high: centre + half,
    };
    (centre, interval)
}

/// Mean of paired differences of what happened (1) or did not (0), each -1, 0 or 1, and its normal interval, cut at -1 and 1:
/// no difference of two proportions lies beyond.
///
/// # Panics
/// If `differences` is empty.
#[must_use]
pub fn paired_proportions(differences: &[f64]) -> (f64, Interval) {
    let (centre, interval) = paired_difference(differences);
    let interval = Interval {
        low: interval.low.max(-1.0),
        high: interval.high.min(1.0),
    };
    (centre, interval)
}

/// Difference of two independent proportions, second less first, with Newcombe's interval (1998, method 10).
///
/// # Panics
/// As [`wilson`].
#[must_use]
pub fn difference_of_proportions(first: (usize, usize), second: (usize, usize)) -> (f64, Interval) {
    let share = |(hits, n): (usize, usize)| count(hits) / count(n);
    let (p, q) = (share(first), share(second));
    let (a, b) = (wilson(first.0, first.1), wilson(second.0, second.1));
    let low = q - p - libm::hypot(q - b.low, a.high - p);
    let high = q - p + libm::hypot(b.high - q, p - a.low);
    (q - p, Interval { low, high })
}

#[expect(clippy::cast_precision_loss, reason = "samples are far below 2⁵³")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn proportions_differ_by_no_more_than_all() {
        let mut gained = [1.0; 20];
        gained[0] = 0.0;
        assert!(paired_difference(&gained).1.high > 1.0);
        let (centre, interval) = paired_proportions(&gained);
        assert!((centre - 0.95).abs() < 1e-12 && interval.low > 0.8);
        assert_eq!(interval.high.to_bits(), 1_f64.to_bits());
        let lost = gained.map(|step| -step);
        assert_eq!(
            paired_proportions(&lost).1.low.to_bits(),
            (-1_f64).to_bits()
        );
    }

    #[test]
    fn wilson_as_published() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611
        let interval = wilson(81, 263);
        assert!((interval.low - 0.2553).abs() < 5e-5 && (interval.high - 0.3662).abs() < 5e-5);
        let none = wilson(0, 20);
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 5e-5);
    }

    #[test]
    fn newcombe_as_published() {
        // Newcombe 1998b, example (a): 56/70 less 48/80 is 0.2, interval 0.0524 to 0.3339
        let (difference, interval) = difference_of_proportions((48, 80), (56, 70));
        assert!((difference - 0.2).abs() < 1e-12);
        assert!((interval.low - 0.0524).abs() < 5e-5 && (interval.high - 0.3339).abs() < 5e-5);
    }

    #[test]
    fn no_difference_has_no_width() {
        assert_eq!(
            paired_difference(&[0.0; 9]),
            (
                0.0,
                Interval {
                    low: 0.0,
                    high: 0.0
                }
            )
        );
    }

    proptest! {
        #[test]
        fn wilson_holds_the_share(n in 1_usize..2000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of n")]
            let hits = (n as f64 * part) as usize;
            let interval = wilson(hits, n);
            let share = count(hits) / count(n);
            prop_assert!(0.0 <= interval.low && interval.low <= share + 1e-12);
            prop_assert!(share <= interval.high + 1e-12 && interval.high <= 1.0);
        }
    }
}
