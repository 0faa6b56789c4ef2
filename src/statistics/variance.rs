//! Variance, and where it comes from. Knows only numbers.

use super::quantile::mean;

/// Variance of a sample with two causes, from pairs that share the first cause and differ in the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// Pairs used.
    pub pairs: usize,
    /// Variance by both causes.
    pub total: f64,
    /// Share of it by what the two of a pair share, 0..=1; none where nothing varies.
    pub shared: Option<f64>,
    /// Share of it by what differs within a pair, 0..=1; none where nothing varies.
    pub within: Option<f64>,
}

/// Sample variance with `n - 1`; 0 of a single value.
///
/// # Panics
/// If the sample is empty.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "samples are far below 2⁵³")]
pub fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    if values.len() < 2 {
        return 0.0;
    }
    let squares: f64 = values.iter().map(|v| (v - centre) * (v - centre)).sum();
    squares / (values.len() - 1) as f64
}

/// Splits variance by one-way analysis of variance with groups of two (Searle and others 1992, section 3.5):
/// within = mean of squared half differences, shared = variance of the pairs' means less half of it. A negative estimate
/// of the shared part counts as 0, as usual for this estimator. None of fewer than two pairs.
#[must_use]
pub fn split_pairs(pairs: &[(f64, f64)]) -> Option<Split> {
    if pairs.len() < 2 {
        return None;
    }
    let squares: Vec<f64> = pairs.iter().map(|(a, b)| (a - b) * (a - b) / 2.0).collect();
    let means: Vec<f64> = pairs.iter().map(|(a, b)| f64::midpoint(*a, *b)).collect();
    let within = mean(&squares);
    let shared = (variance(&means) - within / 2.0).max(0.0);
    let total = shared + within;
    let share = |part: f64| (total > 0.0).then(|| part / total);
    Some(Split {
        pairs: pairs.len(),
        total,
        shared: share(shared),
        within: share(within),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_apart() {
        let only_shared = split_pairs(&[(1.0, 1.0), (3.0, 3.0), (8.0, 8.0)]).unwrap();
        assert_eq!(
            (only_shared.shared, only_shared.within),
            (Some(1.0), Some(0.0))
        );
        assert!((only_shared.total - 13.0).abs() < 1e-12);
        let only_within = split_pairs(&[(1.0, -1.0), (-2.0, 2.0), (1.5, -1.5)]).unwrap();
        assert_eq!(
            (only_within.shared, only_within.within),
            (Some(0.0), Some(1.0))
        );
        assert_eq!(split_pairs(&[(2.0, 2.0), (2.0, 2.0)]).unwrap().shared, None);
        assert_eq!(split_pairs(&[(2.0, 1.0)]), None);
    }

    #[test]
    fn a_known_mixture_is_recovered() {
        // shared part uniform on a grid (variance about 8.33), within part +-1 (variance 1), crossed
        let pairs: Vec<(f64, f64)> = (0..4000_i32)
            .map(|i| {
                let shared = f64::from(i % 1000) / 100.0;
                let sign = |on: bool| if on { 1.0 } else { -1.0 };
                (
                    shared + sign(i / 1000 % 2 == 0),
                    shared + sign(i / 2000 == 0),
                )
            })
            .collect();
        let split = split_pairs(&pairs).unwrap();
        assert!((split.total - 9.33).abs() < 0.1, "{split:?}");
        assert!((split.shared.unwrap() - 8.33 / 9.33).abs() < 0.01);
    }
}
