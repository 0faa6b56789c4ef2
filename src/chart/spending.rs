//! Draws [`Spending`]: a bar a year, a part of it for each funder, in the unit its largest bar asks for.
//!
//! Three hues at most, blue for budgets, green for funds, orange for firms; shade and hatching tell the
//! funders apart, so the chart also reads in grey.

use crate::language::Lang;

use super::axis::{Axis, number};
use super::canvas::Canvas;
use super::figure::{Funder, FunderSeries, Spending};
use super::fill::{Fill, Hatch, paint, part};
use super::pen::{Area, Pen};
use super::place;
use super::scale::Scale;
use super::theme::{
    BLUE, BLUE_DARK, BLUE_LIGHT, BLUE_SOFT, BODY, FAINT, GREEN_DARK, GREEN_TINT, GREY, INK, Ink,
    MARGIN, ORANGE, ORANGE_LIGHT, SMALL, STROKE_GRID, STROKE_THIN, WHITE,
};

const PLOT_HEIGHT: f64 = 330.0;
const KEY_ROOM: f64 = 215.0;
const SWATCH: f64 = 14.0;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, spending: &Spending, top: f64, lang: Lang) -> f64 {
    let mut series: Vec<&FunderSeries> = spending.series.iter().collect();
    series.sort_by_key(|s| s.funder);
    let totals: Vec<f64> = (0..spending.years.len())
        .map(|year| series.iter().map(|s| s.yuan[year]).sum::<f64>())
        .collect();
    let most = totals.iter().copied().fold(0.0, f64::max);
    let scale = Scale::money(most, lang);
    let axis = Axis::covering(0.0, most / scale.divisor, None, false);
    let unit = Pen::new(SMALL, GREY);
    canvas.text(&scale.unit, MARGIN, top + 8.0, unit);
    let plot_top = top + 32.0;
    let right = canvas.width() - MARGIN - KEY_ROOM - 30.0;
    let plot = Area::new(
        MARGIN + axis.label_room(lang),
        plot_top,
        right,
        plot_top + canvas.tall(PLOT_HEIGHT),
    );
    let height = |yuan: f64| axis.y(&plot, yuan / scale.divisor);
    axis.draw(canvas, &plot, true, lang);
    let pace = plot.width() / spending.years.len() as f64;
    let bar = (pace * 0.66).min(84.0);
    for (index, year) in spending.years.iter().enumerate() {
        let middle = plot.left + pace * (index as f64 + 0.5);
        let mut sum = 0.0;
        for funder in &series {
            let value = funder.yuan[index];
            let area = Area::new(
                middle - bar / 2.0,
                height(sum + value),
                middle + bar / 2.0,
                height(sum),
            );
            sum += value;
            part(
                canvas,
                &area,
                &fill(funder.funder),
                &scale.written(value, lang),
            );
        }
        let total = scale.written(totals[index], lang);
        let pen = Pen::new(BODY, INK)
            .bold()
            .middle()
            .fitting(&total, pace - 4.0);
        canvas.text(&total, middle, height(totals[index]) - 11.0, pen);
        let pen = Pen::new(BODY, INK).middle().fitting("2025", pace - 4.0);
        canvas.text(&year.to_string(), middle, plot.bottom + 17.0, pen);
    }
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        INK,
        STROKE_THIN,
    );
    let last_right = plot.right - (pace - bar) / 2.0;
    let (from, to) = (spending.years[0], spending.years[spending.years.len() - 1]);
    let said = match lang {
        Lang::Zh => format!("{from}—{to}年合计"),
        Lang::En => format!("in all {from}–{to}"),
    };
    canvas.text(&said, plot.right + 30.0, top + 8.0, unit);
    key(canvas, &series, (&scale, &height), &plot, last_right, lang);
    plot.bottom + 40.0
}

/// Names at the right, each beside its part of the last bar, with what the funder pays in all years.
fn key(
    canvas: &mut Canvas,
    series: &[&FunderSeries],
    (scale, height): (&Scale, &impl Fn(f64) -> f64),
    plot: &Area,
    bar_right: f64,
    lang: Lang,
) {
    let left = plot.right + 30.0;
    let pen = Pen::new(SMALL, INK);
    let mut sum = 0.0;
    let mut wanted = Vec::new();
    let mut lines = Vec::new();
    for funder in series {
        let last = funder.yuan.last().copied().unwrap_or_default();
        wanted.push(height(sum + last / 2.0));
        sum += last;
        let total = number(funder.yuan.iter().sum::<f64>() / scale.divisor, 2, lang);
        let text = format!("{} {total}", funder.name.get(lang));
        lines.push(pen.wrap(&text, KEY_ROOM - SWATCH - 6.0));
    }
    // on equal heights the order of the stack decides: the ground is lowest
    for (index, y) in wanted.iter_mut().enumerate() {
        *y -= index as f64 * 1e-6;
    }
    let heights: Vec<f64> = lines
        .iter()
        .map(|lines| (lines.len() as f64 * pen.leading() + 5.0).max(SWATCH + 5.0))
        .collect();
    let middles = place::stack(&wanted, &heights, plot.top - 16.0, plot.bottom + 16.0);
    for (index, funder) in series.iter().enumerate() {
        let (from, y) = (wanted[index], middles[index]);
        // who pays nothing in the last year has no part to point to
        if funder.yuan.last().is_some_and(|&yuan| yuan > 0.0) {
            let out = (plot.right + 2.0, from);
            let leader = [
                (bar_right + 3.0, from),
                out,
                (left - 8.0, y),
                (left - 3.0, y),
            ];
            canvas.line(&leader, FAINT, STROKE_GRID);
        }
        let swatch = Area::new(left, y - SWATCH / 2.0, left + SWATCH, y + SWATCH / 2.0);
        paint(canvas, &swatch, &fill(funder.funder));
        canvas.lines_centred(&lines[index], left + SWATCH + 6.0, y, pen);
    }
}

fn fill(funder: Funder) -> Fill {
    let plain = |ground: Ink, letters: Ink| Fill {
        ground,
        hatch: None,
        letters,
    };
    match funder {
        Funder::Central => plain(BLUE_DARK, WHITE),
        Funder::Provincial => plain(BLUE_SOFT, INK),
        Funder::City => plain(BLUE, WHITE),
        Funder::County => plain(BLUE_LIGHT, INK),
        // in grey it has the shade of the city's part: its lines tell it apart
        Funder::Fund => Fill {
            ground: GREEN_DARK,
            hatch: Some((Hatch::Level, GREEN_TINT)),
            letters: WHITE,
        },
        Funder::Operator => Fill {
            ground: ORANGE,
            hatch: Some((Hatch::Rising, ORANGE_LIGHT)),
            letters: INK,
        },
        Funder::Enterprise => Fill {
            ground: ORANGE_LIGHT,
            hatch: Some((Hatch::Falling, ORANGE)),
            letters: INK,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::theme::contrast;
    use super::*;

    #[test]
    fn funders_are_told_apart_in_grey() {
        let all = [
            Funder::Central,
            Funder::Provincial,
            Funder::City,
            Funder::County,
            Funder::Fund,
            Funder::Operator,
            Funder::Enterprise,
        ];
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let (a, b) = (fill(*one), fill(*other));
                let hatch = |fill: &Fill| fill.hatch.map(|(hatch, _)| hatch);
                let apart = contrast(a.ground.grey(), b.ground.grey());
                assert!(
                    apart >= 1.4 || hatch(&a) != hatch(&b),
                    "{one:?} and {other:?}: {apart:.2}"
                );
            }
        }
    }
}
