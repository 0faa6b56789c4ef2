//! Means and quantiles. Knows only numbers.

/// Mean and quantiles of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Size of the sample.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// 5 % quantile.
    pub p05: f64,
    /// 25 % quantile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75 % quantile.
    pub p75: f64,
    /// 95 % quantile.
    pub p95: f64,
}

impl Spread {
    /// The spread of `values`, in any order; none of an empty sample.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let ordered = sorted(values);
        Some(Self {
            n: values.len(),
            mean: mean(values),
            p05: quantile(&ordered, 0.05),
            p25: quantile(&ordered, 0.25),
            p50: quantile(&ordered, 0.5),
            p75: quantile(&ordered, 0.75),
            p95: quantile(&ordered, 0.95),
        })
    }
}

/// `values` in ascending order.
#[must_use]
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut ordered = values.to_vec();
    ordered.sort_by(f64::total_cmp);
    ordered
}

/// The `p` quantile (0..=1) of an ascending sample: type 7 of Hyndman and Fan (1996), linear between order statistics.
///
/// # Panics
/// If the sample is empty or `p` is outside 0..=1.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a position within the sample"
)]
pub fn quantile(ascending: &[f64], p: f64) -> f64 {
    assert!(!ascending.is_empty() && (0.0..=1.0).contains(&p));
    let position = (ascending.len() - 1) as f64 * p;
    let below = libm::floor(position) as usize;
    let low = ascending[below];
    let high = ascending[(below + 1).min(ascending.len() - 1)];
    low + (position - below as f64) * (high - low)
}

/// The median of `values`, in any order.
///
/// # Panics
/// If the sample is empty.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    quantile(&sorted(values), 0.5)
}

/// The mean, by Neumaier's compensated sum: equal values give exactly that value.
///
/// # Panics
/// If the sample is empty.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "samples are far below 2⁵³")]
pub fn mean(values: &[f64]) -> f64 {
    assert!(!values.is_empty());
    let mut sum = 0.0_f64;
    let mut lost = 0.0_f64;
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() {
            (sum - next) + value
        } else {
            (value - next) + sum
        };
        sum = next;
    }
    (sum + lost) / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn type_seven_as_r_gives_it() {
        // R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95), type = 7)
        let spread = Spread::of(&[8.0, 1.0, 4.0, 2.0]).unwrap();
        assert!((spread.p05 - 1.15).abs() < 1e-12);
        assert!((spread.p25 - 1.75).abs() < 1e-12);
        assert!((spread.p50 - 3.0).abs() < 1e-12);
        assert!((spread.p75 - 5.0).abs() < 1e-12);
        assert!((spread.p95 - 7.4).abs() < 1e-12);
        assert!((spread.mean - 3.75).abs() < 1e-12);
        assert_eq!(Spread::of(&[]), None);
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_stay_inside(values in prop::collection::vec(-1e9_f64..1e9, 1..60)) {
            let s = Spread::of(&values).unwrap();
            let ordered = sorted(&values);
            let chain = [ordered[0], s.p05, s.p25, s.p50, s.p75, s.p95, ordered[ordered.len() - 1]];
            prop_assert!(chain.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(ordered[0] <= s.mean + 1e-6 && s.mean <= ordered[ordered.len() - 1] + 1e-6);
        }

        #[test]
        fn order_does_not_matter(mut values in prop::collection::vec(-1e9_f64..1e9, 1..60)) {
            let before = Spread::of(&values).unwrap();
            values.reverse();
            let after = Spread::of(&values).unwrap();
            prop_assert_eq!((before.p05, before.p50, before.p95), (after.p05, after.p50, after.p95));
        }

        #[test]
        fn equal_values_are_their_own_mean(value in -1e6_f64..1e6, n in 1_usize..500) {
            prop_assert!((mean(&vec![value; n]) - value).abs() <= value.abs() * f64::EPSILON);
        }
    }
}
