//! The labels of a fan: inside the plot where they lie on nothing, and at its right edge.

use crate::chart::axis::number;
use crate::chart::canvas::Canvas;
use crate::chart::figure::{BandYear, Fan, TargetOrigin};
use crate::chart::pen::{Area, Pen};
use crate::chart::place;
use crate::chart::theme::{BLUE, BODY, FAINT, GREY, INK, ORANGE_DARK, RED, SMALL, STROKE_GRID};
use crate::language::Lang;

use super::{Scales, due_median};

/// The labels at the right edge may take this much.
const LABEL_ROOM: f64 = 190.0;

/// Texts in one line are so far from each other.
const TEXT_GAP: f64 = 14.0;

/// A label at the right edge, the value it points to and its place.
pub(super) struct EndLabel {
    text: String,
    value: f64,
    pen: Pen,
}

/// Labels inside the plot: the target on its line, the median of the year due, the note; each where it lies on
/// nothing else.
pub(super) fn inner_labels(canvas: &mut Canvas, fan: &Fan, scales: &Scales, lang: Lang) {
    let plot = &scales.plot;
    let mut taken = place::along(&scales.median(fan), 3.0);
    taken.extend(scales.axis.ticks().into_iter().map(|tick| {
        let y = scales.y(tick);
        Area::new(plot.left, y - 1.0, plot.right, y + 1.0)
    }));
    taken.extend(place::along(&scales.points(&fan.history), 5.0));
    for series in fan.naive.iter().chain(&fan.beside) {
        taken.extend(place::along(&scales.points(&series.points), 2.0));
    }
    if let Some(target) = &fan.target {
        let (x, y) = (scales.x(target.year), scales.y(target.value));
        let ink = if target.origin == TargetOrigin::Plan {
            RED
        } else {
            ORANGE_DARK
        };
        let pen = Pen::new(BODY, ink).bold();
        let text = target.label.get(lang);
        let pen = pen.fitting(text, plot.width() - 20.0);
        let mut at: Vec<(f64, f64)> = Vec::new();
        for dy in [-13.0, 14.0] {
            for step in 0..12 {
                let reach = plot.width() - pen.width(text) - 16.0;
                at.push((plot.left + 8.0 + reach * f64::from(step) / 11.0, y + dy));
            }
        }
        // over the grid's top there is room for letters, under the axis none
        let field = Area::new(plot.left, plot.top - 24.0, plot.right, plot.bottom);
        let mut clear = taken.clone();
        clear.extend(place::along(&[(x, y), (x, plot.bottom)], 3.0));
        clear.extend(band_edges(fan, scales));
        set_freest(canvas, text, &at, pen, &field, &mut clear);
        taken.extend(place::along(&[(plot.left, y), (plot.right, y)], 3.0));
        taken.extend(place::along(&[(x, y), (x, plot.bottom)], 3.0));
        taken.push(Area::new(x - 11.0, y - 11.0, x + 11.0, y + 11.0));
    }
    taken.extend(canvas.texts().iter().map(|t| t.area.beside(TEXT_GAP)));
    if let Some((x, y, band)) = due_median(fan, scales) {
        let written = number(band.p50, fan.decimals, lang);
        let text = match lang {
            Lang::Zh => format!("{}年中位数 {written}", band.year),
            Lang::En => format!("{} median {written}", band.year),
        };
        let pen = Pen::new(BODY, INK).bold();
        let width = pen.width(&text);
        let mut at = Vec::new();
        for dy in [
            0.0, 16.0, 24.0, 34.0, 46.0, 60.0, -16.0, -24.0, -34.0, -46.0, -60.0,
        ] {
            at.push((x + 12.0, y + dy));
            at.push((x - 12.0 - width, y + dy));
        }
        set_freest(canvas, &text, &at, pen, plot, &mut taken);
    }
    if let Some(note) = &fan.note {
        note_box(canvas, note.get(lang), scales, fan, &mut taken);
    }
}

fn note_box(canvas: &mut Canvas, note: &str, scales: &Scales, fan: &Fan, taken: &mut Vec<Area>) {
    let plot = &scales.plot;
    let pen = Pen::new(SMALL, GREY);
    let lines = pen.wrap(note, plot.width() * 0.42);
    let width = lines.iter().map(|line| pen.width(line)).fold(0.0, f64::max);
    let height = lines.len() as f64 * pen.leading();
    taken.extend(band_edges(fan, scales));
    let mut boxes = Vec::new();
    for right in [0.0, 1.0, 0.25, 0.5, 0.75] {
        for down in [0.03, 0.15, 0.28, 0.45, 0.6, 0.75, 0.86] {
            let left = plot.left + 10.0 + right * (plot.width() - width - 20.0);
            let top = plot.top + down * (plot.height() - height) + 4.0;
            boxes.push(Area::new(left, top, left + width, top + height));
        }
    }
    if let Some(best) = place::freest(&boxes, taken) {
        let area = boxes[best];
        canvas.lines(&lines, area.left, area.top + pen.leading() / 2.0, pen);
        taken.push(area);
    }
}

fn band_edges(fan: &Fan, scales: &Scales) -> Vec<Area> {
    let edge = |value: fn(&BandYear) -> f64| -> Vec<(f64, f64)> {
        fan.bands
            .iter()
            .map(|b| (scales.x(b.year), scales.y(value(b))))
            .collect()
    };
    let mut areas = place::along(&edge(|b| b.p95), 2.0);
    areas.extend(place::along(&edge(|b| b.p05), 2.0));
    areas
}

fn set_freest(
    canvas: &mut Canvas,
    text: &str,
    at: &[(f64, f64)],
    pen: Pen,
    field: &Area,
    taken: &mut Vec<Area>,
) {
    let inside: Vec<(f64, f64)> = at
        .iter()
        .copied()
        .filter(|&(x, y)| field.contains(&pen.area(text, x, y)))
        .collect();
    let areas: Vec<Area> = inside.iter().map(|&(x, y)| pen.area(text, x, y)).collect();
    if let Some(best) = place::freest(&areas, taken) {
        canvas.text(text, inside[best].0, inside[best].1, pen);
        taken.push(areas[best]);
    }
}

impl EndLabel {
    /// The room it takes at the right edge.
    pub(super) fn width(&self) -> f64 {
        self.pen.width(&self.text).min(LABEL_ROOM)
    }
}

/// What is written at the right edge: the last quantiles and the ends of the other lines.
pub(super) fn end_labels(fan: &Fan, lang: Lang) -> Vec<EndLabel> {
    let mut labels = Vec::new();
    if let Some(last) = fan.bands.last() {
        let mut quantile = |name: &str, value: f64, pen: Pen| {
            let text = format!("{name} {}", number(value, fan.decimals, lang));
            labels.push(EndLabel { text, value, pen });
        };
        let grey = Pen::new(BODY, GREY);
        quantile(lang.pick("95%分位", "95th percentile"), last.p95, grey);
        quantile(
            lang.pick("中位数", "median"),
            last.p50,
            Pen::new(BODY, BLUE).bold(),
        );
        quantile(lang.pick("5%分位", "5th percentile"), last.p05, grey);
    }
    for (series, ink) in fan
        .naive
        .iter()
        .map(|s| (s, GREY))
        .chain(fan.beside.iter().map(|s| (s, ORANGE_DARK)))
    {
        if let Some(last) = series.points.last() {
            let text = format!(
                "{} {}",
                series.label.get(lang),
                number(last.value, fan.decimals, lang)
            );
            labels.push(EndLabel {
                text,
                value: last.value,
                pen: Pen::new(SMALL, ink),
            });
        }
    }
    labels
}

/// Writes the labels at the right edge, each joined to its value.
pub(super) fn right_labels(canvas: &mut Canvas, labels: &[EndLabel], scales: &Scales) {
    let wrapped: Vec<Vec<String>> = labels
        .iter()
        .map(|l| l.pen.wrap(&l.text, LABEL_ROOM))
        .collect();
    let heights: Vec<f64> = labels
        .iter()
        .zip(&wrapped)
        .map(|(label, lines)| lines.len() as f64 * label.pen.leading() + 2.0)
        .collect();
    let wanted: Vec<f64> = labels.iter().map(|label| scales.y(label.value)).collect();
    let plot = &scales.plot;
    let middles = place::stack(&wanted, &heights, plot.top - 12.0, plot.bottom + 12.0);
    for (((label, lines), from), to) in labels.iter().zip(&wrapped).zip(&wanted).zip(&middles) {
        canvas.line(
            &[(plot.right + 5.0, *from), (plot.right + 19.0, *to)],
            FAINT,
            STROKE_GRID,
        );
        canvas.lines_centred(lines, plot.right + 24.0, *to, label.pen);
    }
}
