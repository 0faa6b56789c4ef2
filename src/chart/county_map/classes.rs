//! Values in classes, and the shades that stand for them. Knows no place.

use crate::language::Lang;

use super::super::axis::number;
use super::super::canvas::Canvas;
use super::super::figure::CountyMap;
use super::super::pen::Area;
use super::super::theme::{
    BLUE, BLUE_DARK, BLUE_LIGHT, BLUE_MIDDLE, BLUE_SOFT, FAINT, GREEN, INK, Ink, WHITE,
};

/// Grounds from light to dark, each with the ink of letters on it.
pub(super) const SHADES: [(Ink, Ink); 5] = [
    (BLUE_LIGHT, INK),
    (BLUE_MIDDLE, INK),
    (BLUE_SOFT, INK),
    (BLUE, WHITE),
    (BLUE_DARK, WHITE),
];

/// Values in classes of the same round width, one for each shade.
pub(super) struct Classes {
    pub(super) low: f64,
    pub(super) step: f64,
    pub(super) count: usize,
}

impl Classes {
    /// Classes that cover the values, at most one for each shade.
    pub(super) fn of(figure: &CountyMap) -> Self {
        let values = || figure.tiles.iter().filter_map(|tile| tile.value);
        let most = values().fold(0.0, f64::max);
        let least = if figure.from_zero {
            0.0
        } else {
            values().fold(most, f64::min)
        };
        let most_classes = SHADES.len();
        let span = (most - least).max(most * 1e-6);
        if span <= 0.0 {
            return Self {
                low: 0.0,
                step: 1.0,
                count: usize::from(values().next().is_some()),
            };
        }
        let mut decade = libm::pow(10.0, libm::floor(libm::log10(span)) - 1.0);
        loop {
            for part in [1.0, 2.0, 2.5, 5.0] {
                let step = part * decade;
                let low = libm::floor(least / step + 1e-9) * step;
                let count =
                    (1..=most_classes).find(|&n| low + step * n as f64 >= most * (1.0 - 1e-9));
                if let Some(count) = count {
                    return Self { low, step, count };
                }
            }
            decade *= 10.0;
        }
    }

    /// The shade of a value; one on an edge belongs to the lighter class.
    pub(super) fn shade(&self, value: f64) -> usize {
        let classes =
            (1..self.count).find(|&n| value <= (self.low + self.step * n as f64) * (1.0 + 1e-9));
        let class = classes.unwrap_or(self.count).max(1) - 1;
        // few classes are spread over the shades
        match self.count {
            0 | 1 => 1,
            count => class * (SHADES.len() - 1) / (count - 1),
        }
    }

    /// A class as written: from where to where.
    pub(super) fn label(&self, class: usize, lang: Lang) -> String {
        let places = (0..4usize).find(|&places| {
            let scaled = self.step * libm::pow(10.0, places as f64);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let edge = |n: usize| number(self.low + self.step * n as f64, places.unwrap_or(4), lang);
        format!("{}–{}", edge(class), edge(class + 1))
    }
}

/// Paints a tile or a swatch; returns the ink of letters on it.
pub(super) fn ground(canvas: &mut Canvas, area: &Area, shade: Option<usize>) -> Ink {
    let Some(shade) = shade else {
        canvas.rect(*area, FAINT);
        let within = Area::new(
            area.left + 1.5,
            area.top + 1.5,
            area.right - 1.5,
            area.bottom - 1.5,
        );
        canvas.rect(within, WHITE);
        canvas.dot(area.right - 11.0, area.top + 11.0, 4.5, GREEN);
        return INK;
    };
    let (ground, letters) = SHADES[shade];
    canvas.rect(*area, ground);
    letters
}

#[cfg(test)]
mod tests {
    use super::super::super::specimens;
    use super::super::super::theme::contrast;
    use super::*;
    use crate::chart::figure::Figure;

    #[test]
    fn shades_are_told_apart_and_letters_read_on_them() {
        for pair in SHADES.windows(2) {
            let apart = contrast(pair[0].0.grey(), pair[1].0.grey());
            assert!(apart >= 1.25, "{pair:?}: {apart:.2}");
        }
        for (ground, letters) in SHADES {
            assert!(contrast(ground.grey(), letters.grey()) >= 4.4);
        }
    }

    #[test]
    fn classes_cover_the_values_and_darken() {
        let Figure::CountyMap(mut map) = specimens::county_map(11, true) else {
            panic!("a map")
        };
        for (values, from_zero) in [
            (vec![0.1, 0.2, 12.0, 47.0, 100.0], true),
            (vec![41.2, 43.0, 44.9], false),
            (vec![7.0], true),
            (vec![7.0, 7.0], false),
            (vec![0.0], true),
            (vec![1e-4, 3e-4], true),
        ] {
            map.from_zero = from_zero;
            map.tiles.truncate(values.len());
            for (tile, value) in map.tiles.iter_mut().zip(&values) {
                tile.value = Some(*value);
            }
            let classes = Classes::of(&map);
            assert!((1..=SHADES.len()).contains(&classes.count), "{values:?}");
            let top = classes.low + classes.step * classes.count as f64;
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            assert!(classes.low <= least && top >= values[values.len() - 1] * (1.0 - 1e-9));
            let shades: Vec<usize> = values.iter().map(|v| classes.shade(*v)).collect();
            assert!(shades.is_sorted(), "{values:?}: {shades:?}");
            map.tiles = vec![map.tiles[0].clone(); 5];
        }
    }
}
