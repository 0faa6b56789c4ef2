//! Draws [`SmallMultiples`]: a panel for each county, all with the same axis, the best first.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::Canvas;
use super::figure::{BandYear, Panel, SmallMultiples};
use super::light;
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BLUE_LIGHT, BODY, FAINT, GREY, INK, MARGIN, ORANGE, ORANGE_LIGHT, RED, SMALL,
    STROKE_GRID, STROKE_THIN,
};

const BETWEEN: f64 = 20.0;
const NAME: Pen = Pen::new(BODY, INK).bold();
const LABEL: Pen = Pen::new(SMALL, INK);
/// A light beside a label is this large.
const MARK: f64 = 5.0;

/// What all panels share.
struct Scales {
    axis: Axis,
    first: i32,
    last: i32,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &SmallMultiples, top: f64, lang: Lang) -> f64 {
    let panels = figure.sorted();
    let scales = scales(figure);
    let columns: usize = match panels.len() {
        1 => 1,
        2 | 4 => 2,
        3 | 5 | 6 | 9 => 3,
        _ => 4,
    };
    let plot_height = canvas.tall(if columns == 1 {
        300.0
    } else {
        108.0 + 30.0 * (4 - columns) as f64
    });
    let gutter = scales.axis.label_room(lang);
    let inner = canvas.width() - 2.0 * MARGIN - gutter - BETWEEN * (columns as f64 - 1.0);
    let width = inner / columns as f64;
    let unit = Pen::new(SMALL, GREY);
    let lines = unit.wrap(figure.unit.get(lang), canvas.width() - 2.0 * MARGIN);
    let mut y = canvas.lines(&lines, MARGIN, top + 8.0, unit) + 2.0;
    for row in panels.chunks(columns) {
        let heads: Vec<_> = row
            .iter()
            .map(|panel| head_lines(panel, width, lang))
            .collect();
        let names = heads.iter().map(|(name, _)| name.len()).max().unwrap_or(1) as f64;
        let labels = heads
            .iter()
            .map(|(_, label)| label.len())
            .max()
            .unwrap_or(1) as f64;
        let plot_top = y + names * NAME.leading() + labels * LABEL.leading() + 12.0;
        for (column, (panel, (name, label))) in row.iter().zip(&heads).enumerate() {
            let left = MARGIN + gutter + column as f64 * (width + BETWEEN);
            let plot = Area::new(left, plot_top, left + width, plot_top + plot_height);
            let after = canvas.lines(name, left, y + NAME.leading() / 2.0, NAME);
            if let Some(lit) = panel.light {
                light::draw(canvas, lit, left + 6.0, after, MARK);
            }
            canvas.lines(label, left + mark_room(panel), after, LABEL);
            scales.axis.draw(canvas, &plot, column == 0, lang);
            draw_panel(canvas, figure, panel, &plot, &scales);
        }
        y = plot_top + plot_height + 34.0;
    }
    y + 2.0
}

fn head_lines(panel: &Panel, width: f64, lang: Lang) -> (Vec<String>, Vec<String>) {
    (
        NAME.wrap(panel.name.get(lang), width),
        LABEL.wrap(panel.label.get(lang), width - mark_room(panel)),
    )
}

fn mark_room(panel: &Panel) -> f64 {
    if panel.light.is_some() { 17.0 } else { 0.0 }
}

fn scales(figure: &SmallMultiples) -> Scales {
    let bands = || figure.panels.iter().flat_map(|panel| &panel.bands);
    let targets = figure.panels.iter().filter_map(|panel| panel.target);
    let values = bands().flat_map(|band| [band.p05, band.p95]).chain(targets);
    let (least, most) = values.fold((0.0f64, 0.0f64), |(l, m), v| (l.min(v), m.max(v)));
    Scales {
        axis: Axis::covering(least, most, figure.ceiling, false),
        first: bands().map(|band| band.year).min().unwrap_or_default(),
        last: bands().map(|band| band.year).max().unwrap_or_default(),
    }
}

fn draw_panel(
    canvas: &mut Canvas,
    figure: &SmallMultiples,
    panel: &Panel,
    plot: &Area,
    scales: &Scales,
) {
    let span = f64::from((scales.last - scales.first).max(1));
    let x = |year: i32| plot.left + plot.width() * f64::from(year - scales.first) / span;
    let along = |value: fn(&BandYear) -> f64| {
        panel
            .bands
            .iter()
            .map(move |band| (x(band.year), scales.axis.y(plot, value(band))))
    };
    let (ink, tint) = match panel.reached {
        Some(false) => (ORANGE, ORANGE_LIGHT),
        _ => (BLUE, BLUE_LIGHT),
    };
    canvas.filled(
        along(|b| b.p95).chain(along(|b| b.p05).rev()).collect(),
        tint,
    );
    if figure.due_year > scales.first && figure.due_year < scales.last {
        let due = x(figure.due_year);
        canvas.dashes(
            &[(due, plot.top), (due, plot.bottom)],
            (1.5, 3.0),
            FAINT,
            STROKE_GRID,
        );
    }
    let median: Vec<_> = along(|b| b.p50).collect();
    canvas.line(&median, ink, 2.2);
    if let Some(target) = panel.target {
        let y = scales.axis.y(plot, target);
        canvas.dashes(
            &[(plot.left, y), (plot.right, y)],
            (6.0, 4.0),
            RED,
            STROKE_THIN,
        );
    }
    if let Some(band) = panel.bands.iter().find(|band| band.year == figure.due_year) {
        let (x, y) = (x(band.year), scales.axis.y(plot, band.p50));
        match panel.reached {
            Some(false) => {
                let square = |r: f64| Area::new(x - r, y - r, x + r, y + r);
                canvas.rect(square(5.3), super::theme::WHITE);
                canvas.rect(square(3.6), ink);
            }
            _ => canvas.rimmed_dot(x, y, 3.8, ink),
        }
    }
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        INK,
        STROKE_GRID,
    );
    let pen = Pen::new(SMALL, GREY);
    let y = plot.bottom + 13.0;
    canvas.text(&scales.first.to_string(), plot.left, y, pen);
    canvas.text(&scales.last.to_string(), plot.right, y, pen.end());
    let due = pen
        .middle()
        .area(&figure.due_year.to_string(), x(figure.due_year), y);
    let year_width = due.width() + 6.0;
    if due.left > plot.left + year_width && due.right < plot.right - year_width {
        canvas.text(
            &figure.due_year.to_string(),
            x(figure.due_year),
            y,
            pen.middle(),
        );
    }
}
