//! Draws counties by their outlines: shaded, with name and value inside where there is room, else beside with a line to them.

use crate::language::Lang;

use super::super::canvas::Canvas;
use super::super::figure::{CountyMap, Outline};
use super::super::pen::{Anchor, Area, Pen};
use super::super::place::stack;
use super::super::theme::{FAINT, GREEN, GREY, INK, Ink, MARGIN, SMALL, STROKE_GRID, WHITE};
use super::classes::{Classes, SHADES, ground};
use super::labels::{self, Block, Point, Rings, edges, enters};
use super::{KEY_ROOM, entry, key};

/// A map of a document is no taller.
const TALLEST: f64 = 560.0;
/// A column of labels beside the map.
const SIDE: f64 = 136.0;
/// From the letters of such a label to the end of the column.
const LEAD: f64 = 14.0;
/// Between two such labels.
const APART: f64 = 5.0;
const PITCH: f64 = 7.0;

/// Where everything of the map is, before it is drawn.
struct Plan<'a> {
    figure: &'a CountyMap,
    outline: &'a Outline,
    /// Parts of every shape, as drawn.
    shapes: Vec<(Option<usize>, Vec<Rings>)>,
    /// Labels in the map: of which tile, the block, its middle.
    inside: Vec<(usize, Block, Point)>,
    /// Labels beside the map: of which tile, the block, its heart, whether it stands to the left, and the middle of it.
    beside: Vec<(usize, Block, Point, bool, f64)>,
    /// As wide as the map, as tall as it may be.
    room: Area,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(
    canvas: &mut Canvas,
    figure: &CountyMap,
    outline: &Outline,
    top: f64,
    lang: Lang,
) -> f64 {
    let classes = Classes::of(figure);
    let top = top + 6.0;
    let mut plan = Plan::new(canvas, (figure, outline), (top, 0.0), lang);
    if !plan.beside.is_empty() {
        plan = Plan::new(canvas, (figure, outline), (top, SIDE), lang);
    }
    plan.draw(canvas, &classes);
    let key_left = canvas.width() - MARGIN - KEY_ROOM + 24.0;
    let mut y = key(canvas, figure, &classes, (key_left, top), lang);
    if outline.shapes.iter().any(|shape| shape.tile.is_none()) {
        y = entry(canvas, (key_left, y), outline.other.get(lang), no_data);
    }
    y = plan.absent(canvas, &classes, (key_left, y), lang);
    plan.end().max(y) + 10.0
}

impl<'a> Plan<'a> {
    /// Lays out the map below `top`, with columns of `side` for labels at its left and right.
    fn new(
        canvas: &Canvas,
        (figure, outline): (&'a CountyMap, &'a Outline),
        (top, side): (f64, f64),
        lang: Lang,
    ) -> Self {
        let (left, right) = (MARGIN + side, canvas.width() - MARGIN - KEY_ROOM - side);
        let [wide, tall] = outline.size;
        let height = canvas.tall(TALLEST.min(tall * (right - left) / wide));
        let scale = ((right - left) / wide).min(height / tall);
        let (x0, y0) = (
            f64::midpoint(left, right) - wide * scale / 2.0,
            top + (height - tall * scale) / 2.0,
        );
        let placed = |ring: &Vec<[f64; 2]>| -> Vec<Point> {
            let points = ring.iter();
            points
                .map(|[x, y]| (x0 + x * scale, y0 + y * scale))
                .collect()
        };
        let shapes = outline.shapes.iter().map(|shape| {
            let parts = shape.polygons.iter();
            let parts = parts.map(|rings| rings.iter().map(placed).collect());
            (shape.tile, parts.collect())
        });
        let mut plan = Self {
            figure,
            outline,
            shapes: shapes.collect(),
            inside: Vec::new(),
            beside: Vec::new(),
            room: Area::new(x0, top, x0 + wide * scale, top + height),
        };
        plan.label(lang);
        plan
    }

    fn label(&mut self, lang: Lang) {
        let mut taken: Vec<Area> = Vec::new();
        let mut without = Vec::new();
        for (at, tile) in self.figure.tiles.iter().enumerate() {
            let Some(rings) = self.largest(at) else {
                continue;
            };
            if let Some((block, place, area)) = labels::inside(tile, rings, &taken, lang) {
                taken.push(area);
                self.inside.push((at, block, place));
            } else {
                without.push((at, labels::heart(rings)));
            }
        }
        let middle = f64::midpoint(self.room.left, self.room.right);
        for (at, heart) in without {
            let block = Block::beside(&self.figure.tiles[at], SIDE - LEAD, lang);
            // to the side whose line crosses fewer labels, else the nearer
            let crossed = |x: f64| {
                let labels = taken.iter();
                labels
                    .filter(|area| enters(area, heart, (x, heart.1)))
                    .count()
            };
            let (left, right) = (crossed(self.room.left), crossed(self.room.right));
            let to_left = left < right || (left == right && heart.0 < middle);
            self.beside.push((at, block, heart, to_left, heart.1));
        }
        for side in [true, false] {
            let of_side = || self.beside.iter().filter(move |label| label.3 == side);
            let wanted: Vec<f64> = of_side().map(|label| label.2.1).collect();
            let heights: Vec<f64> = of_side().map(|l| l.1.height() + APART).collect();
            let middles = stack(&wanted, &heights, self.room.top, self.room.bottom);
            let labels = self.beside.iter_mut().filter(|label| label.3 == side);
            for (label, middle) in labels.zip(middles) {
                label.4 = middle;
            }
        }
    }

    /// The largest part of a county, if it has a shape.
    fn largest(&self, tile: usize) -> Option<&Rings> {
        let of_tile = self.shapes.iter().filter(|(of, _)| *of == Some(tile));
        let parts = of_tile.flat_map(|(_, parts)| parts);
        parts.max_by(|a, b| area(&a[0]).abs().total_cmp(&area(&b[0]).abs()))
    }

    /// Where map and labels end.
    fn end(&self) -> f64 {
        let labels = self.beside.iter();
        let ends = labels.map(|(_, block, _, _, middle)| middle + block.height() / 2.0);
        ends.fold(self.room.bottom, f64::max)
    }

    fn draw(&self, canvas: &mut Canvas, classes: &Classes) {
        // what belongs to no county lies under those that do, its border too
        for beyond in [true, false] {
            let layer = self
                .shapes
                .iter()
                .filter(|(tile, _)| tile.is_none() == beyond);
            let parts = || {
                layer
                    .clone()
                    .flat_map(|(tile, parts)| parts.iter().map(|p| (*tile, p)))
            };
            for (tile, rings) in parts() {
                match tile {
                    Some(tile) => canvas.filled(keyhole(rings), self.ground(tile, classes).0),
                    None => hatch(canvas, rings),
                }
            }
            for ring in parts().flat_map(|(_, rings)| rings) {
                let closed: Vec<Point> = ring.iter().chain(ring.first()).copied().collect();
                canvas.line(&closed, GREY, STROKE_GRID);
            }
        }
        for (_, _, heart, left, middle) in &self.beside {
            let x = if *left {
                self.room.left - LEAD + 4.0
            } else {
                self.room.right + LEAD - 4.0
            };
            let line = [(x, *middle), *heart];
            canvas.line(&line, WHITE, STROKE_GRID * 3.0);
            canvas.line(&line, INK, STROKE_GRID);
            canvas.rimmed_dot(heart.0, heart.1, 2.5, INK);
        }
        for (tile, block, (x, y)) in &self.inside {
            let top = y - block.height() / 2.0;
            if block.dot {
                canvas.dot(*x, top + Block::dot_below(), 4.5, GREEN);
            }
            let ink = self.ground(*tile, classes).1;
            write(canvas, block, (*x, top), ink, Anchor::Middle);
        }
        for (_, block, _, left, middle) in &self.beside {
            let top = middle - block.height() / 2.0;
            let (x, anchor) = if *left {
                (self.room.left - LEAD, Anchor::End)
            } else {
                (self.room.right + LEAD, Anchor::Start)
            };
            write(canvas, block, (x, top), INK, anchor);
        }
    }

    /// The ground of a county and the ink of letters on it.
    fn ground(&self, tile: usize, classes: &Classes) -> (Ink, Ink) {
        let value = self.figure.tiles[tile].value;
        value.map_or((WHITE, INK), |value| SHADES[classes.shade(value)])
    }

    /// Counties without a shape, in the column of the key; returns where the next thing may begin.
    fn absent(
        &self,
        canvas: &mut Canvas,
        classes: &Classes,
        (left, top): (f64, f64),
        lang: Lang,
    ) -> f64 {
        let tiles = self.figure.tiles.iter().enumerate();
        let absent: Vec<_> = tiles
            .filter(|(at, _)| self.largest(*at).is_none())
            .collect();
        if absent.is_empty() {
            return top;
        }
        let pen = Pen::new(SMALL, GREY);
        let room = canvas.width() - MARGIN - left;
        let lines = pen.wrap(self.outline.absent.get(lang), room);
        let mut y = canvas.lines(&lines, left, top + 16.0, pen) + 2.0;
        for (_, tile) in absent {
            let colon = lang.pick("：", ": ");
            let text = format!("{}{colon}{}", tile.name.get(lang), tile.label.get(lang));
            y = entry(canvas, (left, y), &text, |canvas, swatch| {
                ground(canvas, swatch, tile.value.map(|value| classes.shade(value)));
            });
        }
        y
    }
}

/// The lines of `block` from `top` on.
fn write(canvas: &mut Canvas, block: &Block, (x, top): Point, ink: Ink, anchor: Anchor) {
    let mut y = top + block.lines_below();
    for (line, pen) in &block.lines {
        let pen = Pen {
            ink,
            anchor,
            ..*pen
        };
        canvas.text(line, x, y + pen.leading() / 2.0, pen);
        y += pen.leading();
    }
}

/// A swatch of no data.
fn no_data(canvas: &mut Canvas, area: &Area) {
    let corners = vec![
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    ];
    let rings = vec![corners.clone()];
    hatch(canvas, &rings);
    canvas.line(&[&corners[..], &corners[..1]].concat(), GREY, STROKE_GRID);
}

/// Thin rising lines on white within `rings`.
fn hatch(canvas: &mut Canvas, rings: &Rings) {
    canvas.filled(keyhole(rings), WHITE);
    let sums = || rings[0].iter().map(|(x, y)| x + y);
    let (least, most) = (
        sums().fold(f64::INFINITY, f64::min),
        sums().fold(f64::NEG_INFINITY, f64::max),
    );
    // lines x + y = sum, half a pitch off whole ones
    let mut sum = (libm::floor(least / PITCH) + 0.5) * PITCH;
    while sum < most {
        let mut crossings: Vec<f64> = edges(rings)
            .filter(|((ax, ay), (bx, by))| (ax + ay > sum) != (bx + by > sum))
            .map(|((ax, ay), (bx, by))| ax + (bx - ax) * (sum - ax - ay) / (bx + by - ax - ay))
            .collect();
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let line = [(pair[0], sum - pair[0]), (pair[1], sum - pair[1])];
            canvas.line(&line, FAINT, STROKE_GRID);
        }
        sum += PITCH;
    }
}

/// The outer ring with a cut to each hole and back: one line round what lies within, holes the other way.
fn keyhole(rings: &Rings) -> Vec<Point> {
    let wound = |ring: &Vec<Point>, positive: bool| {
        let mut ring = ring.clone();
        if (area(&ring) > 0.0) != positive {
            ring.reverse();
        }
        ring
    };
    let mut path = wound(&rings[0], true);
    for hole in &rings[1..] {
        let hole = wound(hole, false);
        let (mut best, mut least) = ((0, 0), f64::INFINITY);
        for (i, a) in path.iter().enumerate() {
            for (j, b) in hole.iter().enumerate() {
                let far = libm::hypot(a.0 - b.0, a.1 - b.1);
                if far < least {
                    (best, least) = ((i, j), far);
                }
            }
        }
        let (i, j) = best;
        let round = hole[j..].iter().chain(&hole[..=j]).copied();
        let round: Vec<Point> = round.chain([path[i]]).collect();
        let rest = path.split_off(i + 1);
        path.extend(round);
        path.extend(rest);
    }
    path
}

/// The area within `ring`, negative one way round.
fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let parts = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1);
    parts.sum::<f64>() / 2.0
}
