//! Money as an exact integer of fen. Never a float once it is in a ledger.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of money in fen (0.01 yuan). Signed: transfers may be negative. Arithmetic panics on overflow
/// (`overflow-checks`), which no scenario that passed the check can reach (amounts are below 10¹⁵ yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount in fen.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// An amount in yuan, rounded to the nearest fen (halves away from zero).
    ///
    /// # Panics
    /// If `yuan` is not finite or beyond ±9·10¹⁶; the scenario check keeps every amount below 10¹⁵ yuan.
    #[must_use]
    pub fn from_yuan(yuan: f64) -> Self {
        let fen = libm::round(yuan * 100.0);
        assert!(fen.abs() < 9.0e18, "money out of range: {yuan} yuan");
        #[expect(clippy::cast_possible_truncation, reason = "range checked above")]
        Self(fen as i64)
    }

    /// In fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// In yuan, for statistics and charts.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "exact below 2⁵³ fen; reporting only"
    )]
    pub fn yuan(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Whether nothing is left or owed.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self × numerator / denominator` in exact integers, rounded down.
    ///
    /// # Panics
    /// If `denominator` is zero.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let quotient = product.div_euclid(i128::from(denominator));
        Self(i64::try_from(quotient).expect("money out of range"))
    }

    /// `self × factor`, rounded to the nearest fen.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::from_yuan(self.yuan() * factor)
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    /// Splits into `weights.len()` parts that sum to `self` exactly: largest remainder, ties by position.
    /// All weights zero gives equal parts.
    #[must_use]
    pub fn split(self, weights: &[f64]) -> Vec<Self> {
        largest_remainder(self.0, weights)
            .into_iter()
            .map(Self)
            .collect()
    }
}

/// Splits the integer `total` in proportion to `weights`, exactly: largest remainder, ties by position. All weights
/// zero gives equal parts.
///
/// # Panics
/// If a weight is negative or not finite.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "parts are at most `total`"
)]
pub fn largest_remainder(total: i64, weights: &[f64]) -> Vec<i64> {
    assert!(
        weights.iter().all(|w| w.is_finite() && *w >= 0.0),
        "weights must be finite and not negative"
    );
    if weights.is_empty() {
        return Vec::new();
    }
    let sum: f64 = weights.iter().sum();
    let share = |w: f64| {
        if sum > 0.0 {
            w / sum
        } else {
            1.0 / weights.len() as f64
        }
    };
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * share(*w)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|x| libm::floor(*x) as i64).collect();
    let left = total - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len())
        .filter(|i| sum <= 0.0 || weights[*i] > 0.0)
        .collect();
    order.sort_by(|a, b| {
        let remainder = |i: usize| exact[i] - libm::floor(exact[i]);
        remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b))
    });
    let turns =
        usize::try_from(left.unsigned_abs()).expect("at most one a part, and what floats lose");
    for i in order.into_iter().cycle().take(turns) {
        parts[i] += left.signum();
    }
    parts
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// Yuan with fen, exactly: `1234.05`. The form of every machine-readable file.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_whole() {
        let parts = Money::from_fen(100).split(&[1.0, 1.0, 1.0]);
        assert_eq!(parts, [34, 33, 33].map(Money::from_fen));
        assert_eq!(
            Money::from_fen(-7)
                .split(&[2.0, 1.0])
                .into_iter()
                .sum::<Money>(),
            Money::from_fen(-7)
        );
        assert_eq!(largest_remainder(5, &[0.0, 1.0]), [0, 5]);
        assert_eq!(largest_remainder(5, &[0.0, 0.0]), [3, 2]);
    }

    #[test]
    fn shows_yuan_and_fen() {
        assert_eq!(Money::from_fen(123_405).to_string(), "1234.05");
        assert_eq!(Money::from_fen(-5).to_string(), "-0.05");
        assert_eq!(Money::ZERO.to_string(), "0.00");
        assert_eq!(Money::from_yuan(0.294), Money::from_fen(29));
    }

    #[test]
    fn amounts_are_multiplied_and_compared() {
        let (small, large) = (Money::from_fen(150), Money::from_fen(1000));
        assert_eq!(small.times(0.5), Money::from_fen(75));
        assert_eq!(small.times(3.0), Money::from_fen(450));
        assert_eq!((small.min(large), large.min(small)), (small, small));
    }

    #[test]
    fn what_is_left_goes_to_the_largest_remainder() {
        // 1.8, 1.2 and 6 of 9: the first has the largest part left
        assert_eq!(largest_remainder(9, &[18.0, 12.0, 60.0]), [2, 1, 6]);
        // 2.4, 0.6 and 0: by the part after the point, not by size
        assert_eq!(largest_remainder(3, &[4.0, 1.0, 0.0]), [2, 1, 0]);
        // what has no weight gets nothing, though its turn would come first
        assert_eq!(largest_remainder(1, &[0.0, 1.0, 1.0]), [0, 1, 0]);
        // 1.4 and 10.6: by what is left, not by its proportion to the part
        assert_eq!(largest_remainder(12, &[14.0, 106.0]), [1, 11]);
        // -3.5 each: rounded down, then the first goes up
        assert_eq!(largest_remainder(-7, &[0.0, 0.0]), [-3, -4]);
        // 2⁵³ + 1 is no float: the fen that rounding lost goes to who has a weight
        let large = 9_007_199_254_740_993;
        assert_eq!(largest_remainder(large, &[0.0, 1.0]), [0, large]);
    }
}
