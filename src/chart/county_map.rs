//! Draws a [`CountyMap`]: a tile for each county, in one hue from light to dark, and the key to its shades.

use crate::language::Lang;

use super::axis::number;
use super::canvas::Canvas;
use super::figure::{CountyMap, CountyTile};
use super::lettering;
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BLUE_DARK, BLUE_LIGHT, BLUE_MIDDLE, BLUE_SOFT, BODY, FAINT, GREEN, GREY, INK, Ink,
    MARGIN, SMALL, WHITE,
};

const KEY_ROOM: f64 = 190.0;
const BETWEEN: f64 = 6.0;
const INSIDE: f64 = 7.0;
const WIDEST: f64 = 220.0;
const LOWEST: f64 = 74.0;
const VALUE: f64 = 18.0;
const SWATCH: (f64, f64) = (34.0, 24.0);
/// Grounds from light to dark, each with the ink of letters on it.
const SHADES: [(Ink, Ink); 5] = [
    (BLUE_LIGHT, INK),
    (BLUE_MIDDLE, INK),
    (BLUE_SOFT, INK),
    (BLUE, WHITE),
    (BLUE_DARK, WHITE),
];

/// Values in classes of the same round width, one for each shade.
struct Classes {
    low: f64,
    step: f64,
    count: usize,
}

/// What is written in a tile.
struct Content {
    name: Vec<String>,
    value: Vec<String>,
    beside: Vec<String>,
    pens: [Pen; 3],
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &CountyMap, top: f64, lang: Lang) -> f64 {
    let tiles = &figure.tiles;
    let column = |tile: &CountyTile| f64::from(tile.column);
    let row = |tile: &CountyTile| f64::from(tile.row);
    let (west, columns) = span(tiles, column);
    let (north, rows) = span(tiles, row);
    let classes = Classes::of(figure);

    let room = canvas.width() - 2.0 * MARGIN - KEY_ROOM;
    let widest = WIDEST * canvas.width() / super::theme::WIDTH;
    let pace = (room / columns).min(widest + BETWEEN);
    let width = pace - BETWEEN;
    let contents: Vec<Content> = tiles
        .iter()
        .map(|tile| Content::of(tile, width - 2.0 * INSIDE, lang))
        .collect();
    let needed = contents.iter().map(Content::height).fold(0.0, f64::max);
    let height = canvas.tall(LOWEST).max(needed + 2.0 * INSIDE);
    let left = MARGIN + (room - pace * columns) / 2.0;
    let top = top + 6.0;
    for (tile, content) in tiles.iter().zip(&contents) {
        let x = left + pace * (column(tile) - west);
        let y = top + (height + BETWEEN) * (row(tile) - north);
        let area = Area::new(x, y, x + width, y + height);
        let ink = ground(canvas, &area, tile.value.map(|value| classes.shade(value)));
        content.write(canvas, &area, ink);
    }
    let map_end = top + (height + BETWEEN) * rows;
    let key_left = canvas.width() - MARGIN - KEY_ROOM + 24.0;
    let key_end = key(canvas, figure, &classes, (key_left, top), lang);
    map_end.max(key_end) + 10.0
}

/// The least of what is counted, and how many there are from there to the greatest.
fn span(tiles: &[CountyTile], of: impl Fn(&CountyTile) -> f64) -> (f64, f64) {
    let least = tiles.iter().map(&of).fold(f64::INFINITY, f64::min);
    let most = tiles.iter().map(&of).fold(f64::NEG_INFINITY, f64::max);
    (least, most - least + 1.0)
}

/// Paints a tile or a swatch; returns the ink of letters on it.
fn ground(canvas: &mut Canvas, area: &Area, shade: Option<usize>) -> Ink {
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

impl Classes {
    /// Classes that cover the values, at most one for each shade.
    fn of(figure: &CountyMap) -> Self {
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
    fn shade(&self, value: f64) -> usize {
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
    fn label(&self, class: usize, lang: Lang) -> String {
        let places = (0..4usize).find(|&places| {
            let scaled = self.step * libm::pow(10.0, places as f64);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let edge = |n: usize| number(self.low + self.step * n as f64, places.unwrap_or(4), lang);
        format!("{}–{}", edge(class), edge(class + 1))
    }
}

impl Content {
    fn of(tile: &CountyTile, room: f64, lang: Lang) -> Self {
        let texts = [&tile.name, &tile.label, &tile.beside].map(|text| text.get(lang));
        let pens = [
            Pen::new(BODY, INK).bold(),
            Pen::new(VALUE, INK).bold(),
            Pen::new(SMALL, INK),
        ];
        let mut pens = pens.map(Pen::middle);
        // a word keeps to one line
        for (pen, text) in pens.iter_mut().zip(texts) {
            let widest = lettering::widest_word(text, pen.size, pen.bold);
            pen.size *= (room / widest.max(1.0)).min(1.0);
        }
        let lines =
            |at: usize| lettering::wrap_evenly(texts[at], pens[at].size, pens[at].bold, room);
        Self {
            name: lines(0),
            value: lines(1),
            beside: lines(2),
            pens,
        }
    }

    fn parts(&self) -> [(&[String], Pen); 3] {
        let [name, value, beside] = self.pens;
        [
            (&self.name, name),
            (&self.value, value),
            (&self.beside, beside),
        ]
    }

    fn height(&self) -> f64 {
        let parts = self.parts().into_iter();
        parts
            .map(|(lines, pen)| lines.len() as f64 * pen.leading())
            .sum()
    }

    fn write(&self, canvas: &mut Canvas, area: &Area, ink: Ink) {
        let x = f64::midpoint(area.left, area.right);
        let mut y = f64::midpoint(area.top, area.bottom) - self.height() / 2.0;
        for (lines, pen) in self.parts() {
            let pen = Pen { ink, ..pen };
            canvas.lines(lines, x, y + pen.leading() / 2.0, pen);
            y += lines.len() as f64 * pen.leading();
        }
    }
}

/// What the shades stand for; returns where the next thing may begin.
fn key(
    canvas: &mut Canvas,
    figure: &CountyMap,
    classes: &Classes,
    (left, top): (f64, f64),
    lang: Lang,
) -> f64 {
    let pen = Pen::new(SMALL, GREY);
    let room = canvas.width() - MARGIN - left;
    let lines = pen.wrap(figure.measure.get(lang), room);
    let mut y = canvas.lines(&lines, left, top + 8.0, pen) + 4.0;
    let words = Pen::new(SMALL, INK);
    let reached = figure
        .reached
        .as_ref()
        .map(|text| (None, text.get(lang).to_owned()));
    let shades = (0..classes.count).map(|class| {
        let upper = classes.low + classes.step * (class + 1) as f64;
        (Some(classes.shade(upper)), classes.label(class, lang))
    });
    for (shade, text) in reached.into_iter().chain(shades) {
        let lines = words.wrap(&text, room - SWATCH.0 - 8.0);
        let tall = SWATCH.1.max(lines.len() as f64 * words.leading());
        let swatch = Area::new(left, y, left + SWATCH.0, y + SWATCH.1);
        ground(canvas, &swatch, shade);
        let middle = y + SWATCH.1.min(tall) / 2.0;
        let first = if lines.len() > 1 {
            y + words.leading() / 2.0
        } else {
            middle
        };
        canvas.lines(&lines, left + SWATCH.0 + 8.0, first, words);
        y += tall + 3.0;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::super::specimens;
    use super::super::theme::contrast;
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
