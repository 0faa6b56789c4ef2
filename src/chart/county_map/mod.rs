//! Draws a [`CountyMap`]: a tile or the outline of each county, in one hue from light to dark, and the key to its shades.

mod classes;
mod labels;
mod outlines;

use crate::language::Lang;

use super::canvas::Canvas;
use super::figure::{CountyMap, CountyTile};
use super::lettering;
use super::pen::{Area, Pen};
use super::theme::{BODY, GREY, INK, Ink, MARGIN, SMALL};
use classes::{Classes, ground};

const KEY_ROOM: f64 = 190.0;
const BETWEEN: f64 = 6.0;
const INSIDE: f64 = 7.0;
const WIDEST: f64 = 220.0;
const LOWEST: f64 = 74.0;
const VALUE: f64 = 18.0;
const SWATCH: (f64, f64) = (34.0, 24.0);
/// What is written in a tile.
struct Content {
    name: Vec<String>,
    value: Vec<String>,
    beside: Vec<String>,
    pens: [Pen; 3],
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &CountyMap, top: f64, lang: Lang) -> f64 {
    match &figure.outline {
        Some(outline) => outlines::draw(canvas, figure, outline, top, lang),
        None => tiled(canvas, figure, top, lang),
    }
}

fn tiled(canvas: &mut Canvas, figure: &CountyMap, top: f64, lang: Lang) -> f64 {
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
    let reached = figure
        .reached
        .as_ref()
        .map(|text| (None, text.get(lang).to_owned()));
    let shades = (0..classes.count).map(|class| {
        let upper = classes.low + classes.step * (class + 1) as f64;
        (Some(classes.shade(upper)), classes.label(class, lang))
    });
    for (shade, text) in reached.into_iter().chain(shades) {
        y = entry(canvas, (left, y), &text, |canvas, swatch| {
            ground(canvas, swatch, shade);
        });
    }
    y
}

/// A swatch with what it stands for, in the column of the key; returns where the next may begin.
fn entry(
    canvas: &mut Canvas,
    (left, y): (f64, f64),
    text: &str,
    paint: impl FnOnce(&mut Canvas, &Area),
) -> f64 {
    let words = Pen::new(SMALL, INK);
    let room = canvas.width() - MARGIN - left - SWATCH.0 - 8.0;
    let lines = words.wrap(text, room);
    let tall = SWATCH.1.max(lines.len() as f64 * words.leading());
    paint(canvas, &Area::new(left, y, left + SWATCH.0, y + SWATCH.1));
    let first = if lines.len() > 1 {
        y + words.leading() / 2.0
    } else {
        y + SWATCH.1 / 2.0
    };
    canvas.lines(&lines, left + SWATCH.0 + 8.0, first, words);
    y + tall + 3.0
}
