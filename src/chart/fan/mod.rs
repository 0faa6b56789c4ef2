//! Draws a [`Fan`]: observed dots, bands, median, target.

mod labels;

use crate::language::Lang;

use crate::chart::axis::Axis;
use crate::chart::canvas::Canvas;
use crate::chart::figure::{BandYear, Fan, PointYear, Target, TargetOrigin};
use crate::chart::pen::{Area, Pen};
use crate::chart::theme::{
    BLUE, BLUE_LIGHT, BLUE_MIDDLE, BODY, FAINT, GREY, INK, Ink, MARGIN, ORANGE, ORANGE_DARK, RED,
    SMALL, STROKE_DATA, STROKE_GRID, STROKE_TARGET, STROKE_THIN,
};

const PLOT_HEIGHT: f64 = 350.0;

/// Where values and years lie on the sheet.
struct Scales {
    plot: Area,
    axis: Axis,
    first: i32,
    last: i32,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, fan: &Fan, top: f64, lang: Lang) -> f64 {
    let ends = labels::end_labels(fan, lang);
    let label_room = ends.iter().map(labels::EndLabel::width).fold(0.0, f64::max) + 26.0;
    let axis = axis(fan);
    let unit_lines = Pen::new(SMALL, GREY).wrap(fan.unit.get(lang), canvas.width() / 2.0);
    let unit_bottom = canvas.lines(&unit_lines, MARGIN, top + 8.0, Pen::new(SMALL, GREY));
    let plot_top = unit_bottom + 6.0;
    let scales = Scales {
        plot: Area::new(
            MARGIN + axis.label_room(lang),
            plot_top,
            canvas.width() - MARGIN - label_room,
            plot_top + canvas.tall(PLOT_HEIGHT),
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
    labels::inner_labels(canvas, fan, &scales, lang);
    labels::right_labels(canvas, &ends, &scales);
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
    Axis::covering(least, most, fan.ceiling, fan.decimals == 0)
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
    let every = (1..100)
        .find(|&n| f64::from(n) * pace >= gap)
        .unwrap_or(100);
    for year in scales.first..=scales.last {
        let x = scales.x(year);
        canvas.line(&[(x, bottom), (x, bottom + 5.0)], FAINT, STROKE_GRID);
        let is_due = due == Some(year);
        let near_due = due.is_some_and(|d| (d - year).abs() < every);
        if is_due || ((year - scales.first).rem_euclid(every) == 0 && !near_due) {
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
    let diamond = |r: f64| [(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
    // hollow, so that a median close to the target is still seen
    canvas.line(&diamond(9.0), ink, STROKE_TARGET);
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
