//! Draws [`Tornado`]: how far each input moves an indicator, low and high, the widest on top.

use crate::language::Lang;

use super::axis::{Axis, number};
use super::canvas::Canvas;
use super::figure::{Tornado, TornadoRow};
use super::fill::{Fill, Hatch, paint};
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BLUE_LIGHT, GREY, GRID, INK, MARGIN, ORANGE, ORANGE_LIGHT, RED, SMALL, STROKE_GRID,
    STROKE_TARGET, STROKE_THIN, WHITE,
};

const NAME_ROOM: f64 = 330.0;
/// Thickness of a row's bars, two thin ones where both changes go the same way.
const BAR: f64 = 30.0;
const ROW: f64 = 38.0;
/// Room for a number at either end of the plot.
const END: f64 = 66.0;
const SWATCH: f64 = 14.0;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &Tornado, top: f64, lang: Lang) -> f64 {
    let changes = figure.rows.iter().flat_map(|row| [row.low, row.high]);
    let far = changes.fold(0.0, |most: f64, change| most.max(change.abs()));
    // a target far off would leave nothing of the bars
    let target = figure
        .target
        .as_ref()
        .filter(|(change, _)| change.abs() <= 1.6 * far);
    let far = target.map_or(far, |(change, _)| far.max(change.abs()));
    let axis = Axis::covering(-far, far, None, false);
    key(canvas, figure, top + 8.0, lang);
    let left = MARGIN + NAME_ROOM + END;
    let right = canvas.width() - MARGIN - END;
    let x = |change: f64| left + (right - left) * (change - axis.low) / (axis.high - axis.low);
    let within = |said: &str, at: f64, pen: &Pen| {
        let half = pen.width(said) / 2.0;
        at.clamp(left - END + half, right + END - half)
    };
    let mut head = top + 32.0;
    let pen = Pen::new(SMALL, INK).bold().middle();
    let said = figure.centre.get(lang);
    canvas.text(said, within(said, x(0.0), &pen), head, pen);
    if let Some((change, label)) = target {
        head += pen.leading() + 2.0;
        let pen = Pen::new(SMALL, RED).bold().middle();
        let said = label.get(lang);
        canvas.text(said, within(said, x(*change), &pen), head, pen);
    }
    let begin = head + 16.0;
    let row = canvas.tall(ROW).max(BAR + 4.0);
    let end = begin + row * figure.rows.len() as f64 + 4.0;
    for tick in axis.ticks() {
        canvas.line(&[(x(tick), begin), (x(tick), end)], GRID, STROKE_GRID);
        let label = signed(tick, axis.label(tick, lang));
        let pen = Pen::new(SMALL, GREY).middle();
        canvas.text(&label, x(tick), end + 14.0, pen);
    }
    for (index, input) in figure.rows.iter().enumerate() {
        let middle = begin + row * (index as f64 + 0.5);
        name(canvas, input, middle, lang);
        bars(canvas, input, middle, &x);
    }
    canvas.line(&[(x(0.0), begin), (x(0.0), end)], INK, STROKE_THIN);
    if let Some((change, _)) = target {
        let line = [(x(*change), begin), (x(*change), end)];
        canvas.dashes(&line, (7.0, 4.0), RED, STROKE_TARGET);
    }
    // numbers come last, over the lines
    for (index, input) in figure.rows.iter().enumerate() {
        let middle = begin + row * (index as f64 + 0.5);
        let line = target.map(|(change, _)| x(*change));
        numbers(canvas, figure.decimals, input, (middle, line), &x, lang);
    }
    let pen = Pen::new(SMALL, GREY).middle();
    canvas.text(
        figure.unit.get(lang),
        f64::midpoint(left, right),
        end + 34.0,
        pen,
    );
    end + 56.0
}

/// Changes and where their bars lie, the low side first. Changes that go the same way would cover one another: each has half
/// of the row.
fn places(input: &TornadoRow, middle: f64, x: &impl Fn(f64) -> f64) -> [(f64, Area); 2] {
    let apart = input.low * input.high > 0.0;
    let place = |change: f64, (top, bottom): (f64, f64)| {
        let (from, to) = (x(0.0).min(x(change)), x(0.0).max(x(change)));
        (change, Area::new(from, middle + top, to, middle + bottom))
    };
    let half = BAR / 2.0;
    let (upper, lower) = if apart {
        ((-half, -0.5), (0.5, half))
    } else {
        ((-half, half), (-half, half))
    };
    [place(input.low, upper), place(input.high, lower)]
}

fn bars(canvas: &mut Canvas, input: &TornadoRow, middle: f64, x: &impl Fn(f64) -> f64) {
    for (side, (_, area)) in places(input, middle, x).iter().enumerate() {
        paint(canvas, area, &fill(side, input.clear));
    }
}

fn numbers(
    canvas: &mut Canvas,
    decimals: usize,
    input: &TornadoRow,
    (middle, line): (f64, Option<f64>),
    x: &impl Fn(f64) -> f64,
    lang: Lang,
) {
    let places = places(input, middle, x);
    for (side, (change, area)) in places.iter().enumerate() {
        // where the input does nothing on one side, its number goes where the other's is not
        let other = places[1 - side].0;
        let right =
            *change > 0.0 || (*change >= 0.0 && (other < 0.0 || (side == 1 && other <= 0.0)));
        let (mut at, pen) = if right {
            (area.right + 6.0, Pen::new(SMALL, INK))
        } else {
            (area.left - 6.0, Pen::new(SMALL, INK).end())
        };
        let said = signed(*change, number(*change, decimals, lang));
        let y = f64::midpoint(area.top, area.bottom);
        // a number that would stand on the target's line stands beyond it
        let room = pen.area(&said, at, y);
        if let Some(line) = line.filter(|line| (room.left - 4.0..room.right + 4.0).contains(line)) {
            at = if right { line + 5.0 } else { line - 5.0 };
        }
        canvas.rect(pen.area(&said, at, y).beside(2.0), WHITE);
        canvas.text(&said, at, y, pen);
    }
}

/// The input's name, and below it the values it takes.
fn name(canvas: &mut Canvas, input: &TornadoRow, middle: f64, lang: Lang) {
    let (named, range) = (input.name.get(lang), input.range.get(lang));
    let right = MARGIN + NAME_ROOM - 10.0;
    let pen = Pen::new(SMALL, INK).end().fitting(named, NAME_ROOM - 10.0);
    canvas.text(named, right, middle - 8.5, pen);
    let pen = Pen::new(SMALL, GREY).end().fitting(range, NAME_ROOM - 10.0);
    canvas.text(range, right, middle + 8.5, pen);
}

fn key(canvas: &mut Canvas, figure: &Tornado, y: f64, lang: Lang) {
    let pen = Pen::new(SMALL, INK);
    let mut left = MARGIN;
    for (side, said) in figure.sides.iter().enumerate() {
        let swatch = Area::new(left, y - SWATCH / 2.0, left + SWATCH, y + SWATCH / 2.0);
        paint(canvas, &swatch, &fill(side, true));
        canvas.text(said.get(lang), left + SWATCH + 6.0, y, pen);
        left += SWATCH + 6.0 + pen.width(said.get(lang)) + 26.0;
    }
}

fn signed(change: f64, written: String) -> String {
    let nothing = written.chars().all(|c| matches!(c, '0' | '.'));
    if change > 0.0 && !nothing {
        format!("+{written}")
    } else {
        written
    }
}

fn fill(side: usize, clear: bool) -> Fill {
    match (side, clear) {
        (0, true) => Fill::hatched(ORANGE, INK, Hatch::Rising, ORANGE_LIGHT),
        (0, false) => Fill::hatched(ORANGE_LIGHT, INK, Hatch::Rising, WHITE),
        (_, true) => Fill::plain(BLUE, WHITE),
        (_, false) => Fill::plain(BLUE_LIGHT, INK),
    }
}
