//! Draws [`Waterfall`]: what came in, what went out, what is left, each step hung on the one before.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::Canvas;
use super::figure::{StepKind, Waterfall};
use super::fill::{Fill, Hatch, paint};
use super::lettering;
use super::pen::{Area, Pen};
use super::scale::Scale;
use super::theme::{
    BLUE_DARK, BODY, FAINT, GREEN_DARK, GREY, INK, MARGIN, ORANGE, ORANGE_LIGHT, SMALL,
    STROKE_THIN, WHITE,
};

const PLOT_HEIGHT: f64 = 320.0;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &Waterfall, top: f64, lang: Lang) -> f64 {
    let (levels, most) = levels(figure);
    let scale = Scale::money(most, lang);
    let axis = Axis::covering(0.0, most / scale.divisor, None, false);
    canvas.text(&scale.unit, MARGIN, top + 8.0, Pen::new(SMALL, GREY));
    let plot = Area::new(
        MARGIN + axis.label_room(lang),
        top + 38.0,
        canvas.width() - MARGIN,
        top + 38.0 + canvas.tall(PLOT_HEIGHT),
    );
    axis.draw(canvas, &plot, true, lang);
    let pace = plot.width() / figure.steps.len() as f64;
    let bar = (pace * 0.64).min(84.0);
    let widest = figure
        .steps
        .iter()
        .map(|step| lettering::widest_word(step.name.get(lang), BODY, false))
        .fold(0.0, f64::max);
    let mut pen = Pen::new(BODY, INK).middle();
    pen.size = pen.size.min(pen.size * (pace - 8.0) / widest.max(1.0));
    // one size for all amounts, so that none seems to matter more
    let mut figures = Pen::new(BODY, INK).bold().middle();
    for step in &figure.steps {
        figures = figures.fitting(step.said.get(lang), pace - 7.0);
    }
    let mut lowest = plot.bottom;
    for (index, (step, (from, to))) in figure.steps.iter().zip(&levels).enumerate() {
        let middle = plot.left + pace * (index as f64 + 0.5);
        let y = |yuan: f64| axis.y(&plot, yuan / scale.divisor);
        let (high, low) = (from.max(*to), from.min(*to));
        let area = Area::new(middle - bar / 2.0, y(high), middle + bar / 2.0, y(low));
        paint(canvas, &area, &fill(step.kind));
        // what is too little to be seen has a line all the same
        let edge = [(area.left, y(*to)), (area.right, y(*to))];
        canvas.line(&edge, fill(step.kind).ground, STROKE_THIN);
        if index + 1 < figure.steps.len() {
            let on = [(area.right, y(*to)), (area.right + pace - bar, y(*to))];
            canvas.dashes(&on, (4.0, 3.0), FAINT, STROKE_THIN);
        }
        let amount = step.said.get(lang);
        canvas.text(amount, middle, y(high) - 12.0, figures);
        let lines = pen.wrap(step.name.get(lang), pace - 7.0);
        lowest = lowest.max(canvas.lines(&lines, middle, plot.bottom + 18.0, pen));
    }
    let ground = [(plot.left, plot.bottom), (plot.right, plot.bottom)];
    canvas.line(&ground, INK, STROKE_THIN);
    lowest + 8.0
}

/// From where to where each step goes, in yuan, and the greatest of all.
#[expect(
    clippy::cast_precision_loss,
    reason = "positions on paper, not accounts"
)]
fn levels(figure: &Waterfall) -> (Vec<(f64, f64)>, f64) {
    let mut level = 0_i64;
    let mut levels = Vec::new();
    for step in &figure.steps {
        let before = level;
        let from = match step.kind {
            StepKind::In => {
                level += step.fen;
                before
            }
            StepKind::Out => {
                level -= step.fen;
                before
            }
            StepKind::Sum => 0,
        };
        levels.push((from as f64 / 100.0, level as f64 / 100.0));
    }
    let most = levels.iter().map(|(a, b)| a.max(*b)).fold(0.0, f64::max);
    (levels, most)
}

fn fill(kind: StepKind) -> Fill {
    match kind {
        StepKind::Sum => Fill::plain(BLUE_DARK, WHITE),
        StepKind::In => Fill::plain(GREEN_DARK, WHITE),
        StepKind::Out => Fill::hatched(ORANGE, INK, Hatch::Rising, ORANGE_LIGHT),
    }
}
