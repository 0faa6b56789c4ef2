//! Where labels go so that none lies on another. Plain geometry; knows no figure.

use super::pen::Area;

/// Middles for labels of the given `heights` in one column: as near to `wanted` as possible, in the same
/// order, none overlapping, all within `low..=high` if they fit at all (least squares, by pooling
/// neighbours that would collide).
pub(super) fn stack(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // without their own heights the labels only have to keep their order
    let mut offsets = Vec::with_capacity(order.len());
    let mut used = 0.0;
    for &label in &order {
        offsets.push(used + heights[label] / 2.0);
        used += heights[label];
    }
    let mut pools: Vec<(f64, u32)> = Vec::new();
    for (&label, offset) in order.iter().zip(&offsets) {
        let mut pool = (wanted[label] - offset, 1);
        while let Some(&(mean, count)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            pools.pop();
            let all = count + pool.1;
            pool = (
                (mean * f64::from(count) + pool.0 * f64::from(pool.1)) / f64::from(all),
                all,
            );
        }
        pools.push(pool);
    }
    let bases = pools
        .iter()
        .flat_map(|&(mean, count)| (0..count).map(move |_| mean))
        .map(|base| base.min(high - used).max(low));
    let mut middles = vec![0.0; wanted.len()];
    for ((&label, offset), base) in order.iter().zip(&offsets).zip(bases) {
        middles[label] = base + offset;
    }
    middles
}

/// The candidate that shares least with the `taken` areas; the first of equals.
pub(super) fn freest(candidates: &[Area], taken: &[Area]) -> Option<usize> {
    let crowding = |area: &Area| taken.iter().map(|t| t.shared_with(area)).sum::<f64>();
    let mut best: Option<(usize, f64)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let crowd = crowding(candidate);
        if best.is_none_or(|(_, least)| crowd < least) {
            best = Some((index, crowd));
        }
    }
    best.map(|(index, _)| index)
}

/// Small areas along a line, so that labels can keep clear of it.
pub(super) fn along(points: &[(f64, f64)], clearance: f64) -> Vec<Area> {
    let mut areas = Vec::new();
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        for step in 0..=24 {
            let s = f64::from(step) / 24.0;
            let (x, y) = (x0 + (x1 - x0) * s, y0 + (y1 - y0) * s);
            areas.push(Area::new(
                x - clearance,
                y - clearance,
                x + clearance,
                y + clearance,
            ));
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_labels_keep_order_and_distance() {
        let wanted = [50.0, 51.0, 10.0, 52.0, 99.0];
        let heights = [10.0; 5];
        let got = stack(&wanted, &heights, 0.0, 100.0);
        assert_eq!(got, [41.0, 51.0, 10.0, 61.0, 95.0]);
    }

    #[test]
    fn a_free_place_is_preferred() {
        let taken = [Area::new(0.0, 0.0, 10.0, 10.0)];
        let at = |x: f64| Area::new(x, 0.0, x + 5.0, 5.0);
        assert_eq!(
            freest(&[at(2.0), at(8.0), at(11.0), at(20.0)], &taken),
            Some(2)
        );
        assert_eq!(freest(&[], &taken), None);
    }
}
