//! Draws a [`Fan`]: observed dots, bands, median, target.

use crate::language::Lang;

use super::axis::{Axis, number};
use super::canvas::{Area, Canvas, Pen};
use super::figure::{BandYear, Fan, PointYear, Target, TargetOrigin};
use super::place;
use super::theme::{
    BLUE, BLUE_LIGHT, BLUE_MIDDLE, BODY, FAINT, GREY, INK, Ink, MARGIN, ORANGE, ORANGE_DARK, RED,
    SMALL, STROKE_DATA, STROKE_GRID, STROKE_TARGET, STROKE_THIN, WIDTH,
};

const PLOT_HEIGHT: f64 = 350.0;
/// The labels at the right edge may take this much.
const LABEL_ROOM: f64 = 190.0;

/// A label at the right edge, the value it points to and its place.
struct EndLabel {
    text: String,
    value: f64,
    pen: Pen,
}

/// Where values and years lie on the sheet.
struct Scales {
    plot: Area,
    axis: Axis,
    first: i32,
    last: i32,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, fan: &Fan, top: f64, lang: Lang) -> f64 {
    let labels = end_labels(fan, lang);
    let label_room = labels
        .iter()
        .map(|label| label.pen.width(&label.text).min(LABEL_ROOM))
        .fold(0.0, f64::max)
        + 26.0;
    let axis = axis(fan);
    let unit_lines = Pen::new(SMALL, GREY).wrap(fan.unit.get(lang), WIDTH / 2.0);
    let unit_bottom = canvas.lines(&unit_lines, MARGIN, top + 8.0, Pen::new(SMALL, GREY));
    let plot_top = unit_bottom + 6.0;
    let scales = Scales {
        plot: Area::new(
            MARGIN + axis.label_room(lang),
            plot_top,
            WIDTH - MARGIN - label_room,
            plot_top + PLOT_HEIGHT,
        ),
        axis,
        first: years(fan).min().unwrap_or_default(),
        last: years(fan).max().unwrap_or_default(),
    };
    scales.axis.draw(canvas, &scales.plot, true, lang);
    bands(canvas, fan, &scales);
    lines(canvas, fan, &scales);
    year_labels(canvas, fan, &scales);
    if let Some(target) = &fan.target {
        target_line(canvas, target, &scales);
    }
    dots(canvas, fan, &scales);
    inner_labels(canvas, fan, &scales, lang);
    right_labels(canvas, &labels, &scales);
    scales.plot.bottom + 42.0
}

impl Scales {
    fn x(&self, year: i32) -> f64 {
        let span = f64::from((self.last - self.first).max(1));
        self.plot.left + self.plot.width() * f64::from(year - self.first) / span
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.y(&self.plot, value)
    }

    fn points(&self, points: &[PointYear]) -> Vec<(f64, f64)> {
        points
            .iter()
            .map(|p| (self.x(p.year), self.y(p.value)))
            .collect()
    }

    fn band(
        &self,
        bands: &[BandYear],
        upper: fn(&BandYear) -> f64,
        lower: fn(&BandYear) -> f64,
    ) -> Vec<(f64, f64)> {
        let along = |value: fn(&BandYear) -> f64| {
            bands
                .iter()
                .map(move |b| (self.x(b.year), self.y(value(b))))
        };
        along(upper).chain(along(lower).rev()).collect()
    }

    fn median(&self, fan: &Fan) -> Vec<(f64, f64)> {
        fan.bands
            .iter()
            .map(|b| (self.x(b.year), self.y(b.p50)))
            .collect()
    }
}

fn axis(fan: &Fan) -> Axis {
    let others = fan
        .history
        .iter()
        .chain(
            fan.naive
                .iter()
                .chain(&fan.beside)
                .flat_map(|series| &series.points),
        )
        .map(|point| point.value)
        .chain(fan.target.iter().map(|target| target.value));
    let all = fan.bands.iter().flat_map(|b| [b.p05, b.p95]).chain(others);
    let (least, most) = all.fold((0.0f64, 0.0f64), |(l, m), v| (l.min(v), m.max(v)));
    Axis::covering(least, most, fan.ceiling, 5.0)
}

fn years(fan: &Fan) -> impl Iterator<Item = i32> {
    let lines = fan
        .naive
        .iter()
        .chain(&fan.beside)
        .flat_map(|series| &series.points);
    fan.history
        .iter()
        .chain(lines)
        .map(|point| point.year)
        .chain(fan.bands.iter().map(|band| band.year))
        .chain(fan.target.iter().map(|target| target.year))
}

fn bands(canvas: &mut Canvas, fan: &Fan, scales: &Scales) {
    canvas.filled(scales.band(&fan.bands, |b| b.p95, |b| b.p05), BLUE_LIGHT);
    canvas.filled(scales.band(&fan.bands, |b| b.p75, |b| b.p25), BLUE_MIDDLE);
}

fn lines(canvas: &mut Canvas, fan: &Fan, scales: &Scales) {
    if let Some(naive) = &fan.naive {
        canvas.dashes(&scales.points(&naive.points), (2.0, 4.0), GREY, STROKE_THIN);
    }
    if let Some(beside) = &fan.beside {
        canvas.line(&scales.points(&beside.points), ORANGE_DARK, STROKE_THIN);
    }
    canvas.line(&scales.points(&fan.history), FAINT, STROKE_THIN);
    canvas.line(&scales.median(fan), BLUE, STROKE_DATA);
}

fn dots(canvas: &mut Canvas, fan: &Fan, scales: &Scales) {
    for point in &fan.history {
        canvas.rimmed_dot(scales.x(point.year), scales.y(point.value), 4.0, INK);
    }
    if let Some((x, y, _)) = due_median(fan, scales) {
        canvas.rimmed_dot(x, y, 4.5, BLUE);
    }
}

fn year_labels(canvas: &mut Canvas, fan: &Fan, scales: &Scales) {
    let bottom = scales.plot.bottom;
    let due = fan.target.as_ref().map(|target| target.year);
    canvas.line(
        &[(scales.plot.left, bottom), (scales.plot.right, bottom)],
        INK,
        STROKE_THIN,
    );
    let pen = Pen::new(BODY, INK).middle();
    let gap = pen.width("2020") * 1.25;
    let pace = scales.plot.width() / f64::from((scales.last - scales.first).max(1));
    let every = (1..)
        .find(|&n| f64::from(n) * pace >= gap || n > 100)
        .unwrap_or(1);
    for year in scales.first..=scales.last {
        let x = scales.x(year);
        canvas.line(&[(x, bottom), (x, bottom + 5.0)], FAINT, STROKE_GRID);
        let is_due = due == Some(year);
        let near_due = due.is_some_and(|d| (d - year).abs() < every);
        if is_due || ((year - scales.first) % every == 0 && !near_due) {
            canvas.text(
                &year.to_string(),
                x,
                bottom + 19.0,
                if is_due { pen.bold() } else { pen },
            );
        }
    }
}

fn target_line(canvas: &mut Canvas, target: &Target, scales: &Scales) {
    let (x, y) = (scales.x(target.year), scales.y(target.value));
    let (ink, dash) = target_stroke(target.origin);
    canvas.dashes(
        &[(x, scales.plot.bottom), (x, y)],
        (1.5, 3.5),
        ink,
        STROKE_GRID,
    );
    canvas.dashes(
        &[(scales.plot.left, y), (scales.plot.right, y)],
        dash,
        ink,
        STROKE_TARGET,
    );
    let diamond = |r: f64| vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
    canvas.filled(diamond(8.5), super::theme::WHITE);
    canvas.filled(diamond(6.5), ink);
}

fn target_stroke(origin: TargetOrigin) -> (Ink, (f64, f64)) {
    match origin {
        TargetOrigin::Plan => (RED, (9.0, 5.0)),
        TargetOrigin::Scenario => (ORANGE, (2.5, 4.0)),
    }
}

/// The median in the year due (or, without a target, nothing): where it lies, and its value.
fn due_median(fan: &Fan, scales: &Scales) -> Option<(f64, f64, BandYear)> {
    let due = fan.target.as_ref()?.year;
    let band = *fan.bands.iter().find(|band| band.year == due)?;
    Some((scales.x(due), scales.y(band.p50), band))
}

/// Labels inside the plot: the target on its line, the median of the year due, the note; each where it lies on
/// nothing else.
fn inner_labels(canvas: &mut Canvas, fan: &Fan, scales: &Scales, lang: Lang) {
    let plot = &scales.plot;
    let mut taken = place::along(&scales.median(fan), 3.0);
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
        taken.push(Area::new(x - 9.0, y - 9.0, x + 9.0, y + 9.0));
    }
    taken.extend(canvas.texts().iter().map(|t| t.area));
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

fn end_labels(fan: &Fan, lang: Lang) -> Vec<EndLabel> {
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

fn right_labels(canvas: &mut Canvas, labels: &[EndLabel], scales: &Scales) {
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
