//! Rank correlation. Knows only numbers.

use super::quantile::mean;

/// Spearman's rank correlation, ties at their mean rank; 0 where one side does not vary.
///
/// # Panics
/// If the samples are empty or of different length.
#[must_use]
pub fn rank_correlation(x: &[f64], y: &[f64]) -> f64 {
    assert!(!x.is_empty() && x.len() == y.len());
    let (x, y) = (ranks(x), ranks(y));
    let centre = mean(&x);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in x.iter().zip(&y) {
        let (a, b) = (a - centre, b - centre);
        xy += a * b;
        xx += a * a;
        yy += b * b;
    }
    if xx > 0.0 && yy > 0.0 {
        xy / libm::sqrt(xx * yy)
    } else {
        0.0
    }
}

/// Ranks from 0, ties at their mean.
#[expect(clippy::cast_precision_loss, reason = "samples are far below 2⁵³")]
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let rank = first as f64 + (group.len() - 1) as f64 / 2.0;
        for place in group {
            ranks[*place] = rank;
        }
        first += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_r_gives_it() {
        // R: cor(c(1, 2, 3, 4, 5), c(2, 1, 4, 3, 5), method = "spearman"); then with a tie, c(2, 2, 4, 3, 5)
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!((rank_correlation(&x, &[2.0, 1.0, 4.0, 3.0, 5.0]) - 0.8).abs() < 1e-12);
        let tied = rank_correlation(&x, &[2.0, 2.0, 4.0, 3.0, 5.0]);
        assert!((tied - 0.872_081_599_272_381).abs() < 1e-9, "{tied}");
        assert!(rank_correlation(&x, &[7.0; 5]).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn only_order_matters(x in prop::collection::vec(-50.0_f64..50.0, 2..40)) {
            let y: Vec<f64> = x.iter().map(|v| libm::exp(v / 10.0)).collect();
            let r = rank_correlation(&x, &y);
            prop_assert!((r - 1.0).abs() < 1e-9 || x.iter().all(|v| v.total_cmp(&x[0]).is_eq()));
        }
    }
}
