//! Draws [`Stacked`]: a bar a year, parts that add up, their names at the right beside the last bar.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::Canvas;
use super::figure::{Counted, Stacked, StackedPanel, Tone};
use super::fill::{Fill, Hatch, paint, part};
use super::pen::{Area, Pen};
use super::place;
use super::scale::Scale;
use super::theme::{
    BLUE, BLUE_DARK, BLUE_LIGHT, BLUE_SOFT, BODY, FAINT, GREEN_DARK, GREEN_TINT, GREY, GREY_TINT,
    INK, MARGIN, ORANGE, ORANGE_DARK, ORANGE_LIGHT, RED, SMALL, STROKE_GRID, STROKE_TARGET,
    STROKE_THIN, WHITE,
};

/// Height of the only plot, and of each of two.
const PLOT_HEIGHTS: [f64; 2] = [330.0, 215.0];
const KEY_ROOM: f64 = 225.0;
const SWATCH: f64 = 14.0;
/// From a bar to the line that shows where the runs lie.
const BESIDE: f64 = 5.0;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &Stacked, top: f64, lang: Lang) -> f64 {
    let height = PLOT_HEIGHTS[usize::from(figure.panels.len() > 1)];
    let room = |panel: &StackedPanel| {
        let (_, axis) = axis(panel, figure.years.len(), lang);
        axis.label_room(lang)
    };
    let left = figure.panels.iter().map(room).fold(0.0, f64::max);
    let mut next = top;
    for panel in &figure.panels {
        next = draw_panel(canvas, figure, panel, (next, MARGIN + left), height, lang);
    }
    next
}

fn draw_panel(
    canvas: &mut Canvas,
    figure: &Stacked,
    panel: &StackedPanel,
    (top, left): (f64, f64),
    height: f64,
    lang: Lang,
) -> f64 {
    let (scale, axis) = axis(panel, figure.years.len(), lang);
    let key = Key::new(panel, &scale, lang);
    let right = canvas.width() - MARGIN - KEY_ROOM - 30.0;
    let title = Pen::new(BODY, INK).bold();
    let after = canvas.lines(
        &title.wrap(&named(panel, &scale, lang), right - MARGIN),
        MARGIN,
        top + 8.0,
        title,
    );
    let heading = Pen::new(SMALL, GREY);
    let heads = heading.wrap(panel.key.get(lang), KEY_ROOM);
    let headed = canvas.lines(&heads, right + 30.0, top + 8.0, heading);
    let plot_top = after.max(headed) + 14.0;
    let tall = canvas.tall(height).max(key.height());
    let plot = Area::new(left, plot_top, right, plot_top + tall);
    let height = |value: f64| axis.y(&plot, value / scale.divisor);
    axis.draw(canvas, &plot, true, lang);
    let pace = plot.width() / figure.years.len() as f64;
    let bar = (pace * 0.76).min(84.0);
    for (index, year) in figure.years.iter().enumerate() {
        let middle = plot.left + pace * (index as f64 + 0.5);
        let mut sum = 0.0;
        for (place, series) in panel.parts.iter().enumerate() {
            let value = series.values[index];
            let area = Area::new(
                middle - bar / 2.0,
                height(sum + value),
                middle + bar / 2.0,
                height(sum),
            );
            sum += value;
            let said = scale.written(value, lang);
            part(canvas, &area, &fill(panel.tone, place), &said);
        }
        let mut highest = height(sum);
        if let Some((low, high)) = panel.ranges.get(index) {
            let x = middle + bar / 2.0 + BESIDE;
            whisker(canvas, x, height(*low), height(*high));
        }
        if let Some(target) = panel.target.as_ref().filter(|t| t.year == *year) {
            let y = height(target.value);
            let (left, right) = (middle - bar / 2.0, middle + bar / 2.0);
            if y <= highest {
                let line = [(left - 6.0, y), (right + 6.0, y)];
                canvas.dashes(&line, (7.0, 4.0), RED, STROKE_TARGET);
            } else {
                // inside the bar only its ends are drawn, so that no number is struck out
                for (from, to) in [(left - 6.0, left + 6.0), (right - 6.0, right + 6.0)] {
                    canvas.line(&[(from, y), (to, y)], RED, STROKE_TARGET);
                }
            }
            // the total stands over the line where there is no room under it
            if (0.0..24.0).contains(&(highest - y)) {
                highest = y;
            }
        }
        let said = scale.written(sum, lang);
        let pen = Pen::new(BODY, INK).bold().middle().fitting(
            &said,
            if panel.ranges.is_empty() {
                pace - 5.0
            } else {
                bar
            },
        );
        canvas.text(&said, middle, highest - 11.0, pen);
        let pen = Pen::new(BODY, INK).middle().fitting("2025", pace - 5.0);
        canvas.text(&year.to_string(), middle, plot.bottom + 17.0, pen);
    }
    let ground = [(plot.left, plot.bottom), (plot.right, plot.bottom)];
    canvas.line(&ground, INK, STROKE_THIN);
    key.draw(canvas, panel, &height, &plot, (pace - bar) / 2.0);
    plot.bottom + 40.0
}

/// Where 90 % of the runs lie, beside the bar, so that it crosses no number.
fn whisker(canvas: &mut Canvas, x: f64, from: f64, to: f64) {
    canvas.line(&[(x, from), (x, to)], INK, STROKE_THIN);
    for y in [from, to] {
        canvas.line(&[(x - 3.5, y), (x + 3.5, y)], INK, STROKE_THIN);
    }
}

/// What is stacked, with the unit it is written in.
fn named(panel: &StackedPanel, scale: &Scale, lang: Lang) -> String {
    let (title, unit) = (panel.title.get(lang), &scale.unit);
    match lang {
        Lang::Zh => format!("{title}（{unit}）"),
        Lang::En => format!("{title} ({unit})"),
    }
}

/// The unit of the numbers in a panel, and its axis in that unit.
fn axis(panel: &StackedPanel, years: usize, lang: Lang) -> (Scale, Axis) {
    let totals = (0..years).map(|year| panel.total(year));
    let ranges = panel.ranges.iter().map(|(_, high)| *high);
    let targets = panel.target.iter().map(|target| target.value);
    let largest = totals.clone().fold(0.0, f64::max);
    let most = totals.chain(ranges).chain(targets).fold(0.0, f64::max);
    let scale = match &panel.counted {
        Counted::Money => Scale::money(largest, lang),
        Counted::Things(noun) => Scale::count(noun, largest, lang),
    };
    let whole = matches!(panel.counted, Counted::Things(_)) && scale.decimals == 0;
    let axis = Axis::covering(0.0, most / scale.divisor, None, whole);
    (scale, axis)
}

/// The names at the right: parts from the ground up, then the target.
struct Key {
    lines: Vec<Vec<String>>,
    heights: Vec<f64>,
}

impl Key {
    fn new(panel: &StackedPanel, scale: &Scale, lang: Lang) -> Self {
        let pen = Pen::new(SMALL, INK);
        let parts = panel.parts.iter().map(|part| {
            let last = part.values.last().copied().unwrap_or_default();
            let last = || scale.written(last, lang);
            let said = part.said.as_ref().map(|said| said.get(lang).to_owned());
            format!("{} {}", part.name.get(lang), said.unwrap_or_else(last))
        });
        let targets = panel.target.iter().map(|t| t.label.get(lang).to_owned());
        let lines: Vec<Vec<String>> = parts
            .chain(targets)
            .map(|text| pen.wrap(&text, KEY_ROOM - SWATCH - 6.0))
            .collect();
        let heights = lines
            .iter()
            .map(|lines| (lines.len() as f64 * pen.leading() + 5.0).max(SWATCH + 5.0))
            .collect();
        Self { lines, heights }
    }

    fn height(&self) -> f64 {
        self.heights.iter().sum()
    }

    fn draw(
        &self,
        canvas: &mut Canvas,
        panel: &StackedPanel,
        height: &impl Fn(f64) -> f64,
        plot: &Area,
        beside: f64,
    ) {
        let left = plot.right + 30.0;
        let pen = Pen::new(SMALL, INK);
        let mut sum = 0.0;
        let mut wanted = Vec::new();
        for (index, part) in panel.parts.iter().enumerate() {
            let last = part.values.last().copied().unwrap_or_default();
            // on equal heights the order of the stack decides: the ground is lowest
            wanted.push(height(sum + last / 2.0) - index as f64 * 1e-6);
            sum += last;
        }
        let targets = panel.target.iter().map(|target| height(target.value));
        // the target stands over the parts: its line belongs to another year
        let above = wanted.last().map_or(plot.top, |y| y - 1e-6);
        wanted.extend(targets.map(|y| y.min(above)));
        let middles = place::stack(&wanted, &self.heights, plot.top - 4.0, plot.bottom + 12.0);
        for (index, lines) in self.lines.iter().enumerate() {
            let (from, y) = (wanted[index], middles[index]);
            let swatch = Area::new(left, y - SWATCH / 2.0, left + SWATCH, y + SWATCH / 2.0);
            let part = panel.parts.get(index);
            // a part that is nothing in the last year cannot be pointed to
            let there = part.is_some_and(|p| p.values.last().is_some_and(|v| *v > 0.0));
            if there {
                let clear = if panel.ranges.is_empty() {
                    3.0
                } else {
                    2.0 * BESIDE
                };
                let leader = [
                    (plot.right - beside + clear, from),
                    (plot.right + 2.0, from),
                    (left - 8.0, y),
                    (left - 3.0, y),
                ];
                canvas.line(&leader, FAINT, STROKE_GRID);
            }
            if part.is_some() {
                paint(canvas, &swatch, &fill(panel.tone, index));
            } else {
                let line = [(left - 4.0, y), (left + SWATCH, y)];
                canvas.dashes(&line, (7.0, 4.0), RED, STROKE_TARGET);
            }
            canvas.lines_centred(lines, left + SWATCH + 6.0, y, pen);
        }
    }
}

const PUBLIC: [Fill; 6] = [
    Fill::plain(BLUE_DARK, WHITE),
    Fill::plain(BLUE_SOFT, INK),
    Fill::plain(BLUE, WHITE),
    Fill::plain(BLUE_LIGHT, INK),
    Fill::hatched(GREEN_DARK, WHITE, Hatch::Level, GREEN_TINT),
    Fill::hatched(GREY_TINT, INK, Hatch::Rising, FAINT),
];
const PRIVATE: [Fill; 6] = [
    Fill::plain(ORANGE_DARK, WHITE),
    Fill::plain(ORANGE_LIGHT, INK),
    Fill::hatched(ORANGE, INK, Hatch::Rising, ORANGE_LIGHT),
    Fill::hatched(ORANGE_LIGHT, INK, Hatch::Falling, ORANGE),
    Fill::hatched(ORANGE_DARK, WHITE, Hatch::Level, ORANGE_LIGHT),
    Fill::hatched(GREY_TINT, INK, Hatch::Rising, FAINT),
];
const STEPS: [Fill; 6] = [
    PUBLIC[3], PUBLIC[1], PUBLIC[2], PUBLIC[0], PUBLIC[4], PUBLIC[5],
];

fn fill(tone: Tone, place: usize) -> Fill {
    let fills = match tone {
        Tone::Public => PUBLIC,
        Tone::Private => PRIVATE,
        Tone::Steps => STEPS,
    };
    fills[place.min(fills.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::super::theme::contrast;
    use super::*;

    #[test]
    fn parts_are_told_apart_in_grey() {
        for tone in [Tone::Public, Tone::Private, Tone::Steps] {
            for one in 0..6 {
                let a = fill(tone, one);
                assert!(contrast(a.letters, a.ground) >= 4.5, "{tone:?} {one}");
                for other in one + 1..6 {
                    let b = fill(tone, other);
                    let hatch = |fill: &Fill| fill.hatch.map(|(hatch, _)| hatch);
                    let apart = contrast(a.ground.grey(), b.ground.grey());
                    assert!(
                        apart >= 1.4 || hatch(&a) != hatch(&b),
                        "{tone:?}: {one} and {other}: {apart:.2}"
                    );
                }
            }
        }
    }
}
