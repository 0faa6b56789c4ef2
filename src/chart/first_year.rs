//! Draws a [`FirstYear`]: a bar a year, and one apart for the runs that never reach the goal.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::Canvas;
use super::figure::FirstYear;
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BLUE_SOFT, BODY, GREY, GREY_TINT, INK, Ink, MARGIN, RED, SMALL, STROKE_GRID,
    STROKE_TARGET, WHITE,
};

const PLOT_HEIGHT: f64 = 250.0;
/// A bar takes this part of its room.
const PART: f64 = 0.7;
const WIDEST_BAR: f64 = 74.0;
const NEVER_ROOM: f64 = 110.0;
const DUE: Pen = Pen::new(BODY, RED).bold();
const BY_DUE: Pen = Pen::new(SMALL, INK);
const SHARE: Pen = Pen::new(BODY, INK).bold().middle();
const YEAR: Pen = Pen::new(SMALL, INK).middle();

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &FirstYear, top: f64, lang: Lang) -> f64 {
    let shares = || figure.bars.iter().map(|bar| bar.share);
    let most = shares().fold(figure.never, f64::max) * 100.0;
    let axis = Axis::covering(0.0, most, Some(100.0), false);
    let unit = lang.pick("占模拟次数的比例（%）", "share of the runs (%)");
    canvas.text(unit, MARGIN, top + 8.0, Pen::new(SMALL, GREY));

    let left = MARGIN + axis.label_room(lang);
    let right = canvas.width() - MARGIN;
    // the bar of "never" stands apart, in a room of its own
    let count = figure.bars.len() as f64;
    let apart = NEVER_ROOM.max((right - left) * 1.5 / (count + 1.5));
    let pace = (right - left - apart) / count;
    let bar = (pace * PART).min(WIDEST_BAR);
    let past_due = figure.bars.iter().filter(|b| b.year <= figure.due_year);
    let due_x = left + pace * past_due.count() as f64;
    let ends = due_x > f64::midpoint(left, right);
    let (room, x) = if ends {
        (due_x - left - 8.0, due_x - 8.0)
    } else {
        (right - due_x - 8.0, due_x + 8.0)
    };
    let set = |pen: Pen| if ends { pen.end() } else { pen };
    let due = DUE.wrap(figure.due.get(lang), room);
    let by_due = BY_DUE.wrap(figure.by_due.get(lang), room);
    let head = top + 34.0;
    let after = canvas.lines(&due, x, head, set(DUE));
    let after = canvas.lines(&by_due, x, after, set(BY_DUE));
    // over the highest bar stands its share
    let plot_top = after + 22.0;
    let plot = Area::new(left, plot_top, right, plot_top + canvas.tall(PLOT_HEIGHT));

    axis.draw(canvas, &plot, true, lang);
    canvas.dashes(
        &[(due_x, head - 8.0), (due_x, plot.bottom)],
        (7.0, 4.0),
        RED,
        STROKE_TARGET,
    );
    let thin = figure.bars.len() > 14;
    for (index, one) in figure.bars.iter().enumerate() {
        let middle = left + pace * (index as f64 + 0.5);
        let ink = if one.year <= figure.due_year {
            BLUE
        } else {
            BLUE_SOFT
        };
        column(canvas, &axis, &plot, (middle, bar), one.share, ink);
        if !thin || index % 5 == 0 {
            canvas.text(&one.year.to_string(), middle, plot.bottom + 16.0, YEAR);
        }
    }
    let middle = right - apart / 2.0;
    let bar = bar.max(WIDEST_BAR / 2.0);
    column(canvas, &axis, &plot, (middle, bar), figure.never, GREY_TINT);
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        INK,
        STROKE_GRID,
    );
    let label = YEAR.wrap(figure.never_label.get(lang), apart - 14.0);
    canvas.lines(&label, middle, plot.bottom + 16.0, YEAR) + 8.0
}

/// A bar with its share written over it.
fn column(
    canvas: &mut Canvas,
    axis: &Axis,
    plot: &Area,
    (middle, width): (f64, f64),
    share: f64,
    ink: Ink,
) {
    let top = axis.y(plot, share * 100.0);
    let area = |by: f64| {
        Area::new(
            middle - width / 2.0 + by,
            top + by,
            middle + width / 2.0 - by,
            plot.bottom,
        )
    };
    if share > 0.0 {
        // a pale bar needs an edge
        canvas.rect(area(0.0), if ink == GREY_TINT { GREY } else { ink });
        if area(1.5).height() > 0.0 {
            canvas.rect(area(1.5), ink);
        }
    }
    let said = format!("{:.0}%", share * 100.0);
    let pen = if share > 0.0 {
        SHARE
    } else {
        Pen {
            ink: GREY,
            bold: false,
            ..SHARE
        }
    };
    let pen = pen.fitting(&said, width / PART - 6.0);
    // no line of the grid runs through the letters
    canvas.rect(pen.area(&said, middle, top - 11.0), WHITE);
    canvas.text(&said, middle, top - 11.0, pen);
}
