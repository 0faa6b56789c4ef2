//! The sheet a figure is drawn on: marks are recorded, measured, and plotted in one pass. The only file that
//! names plotters; it must never know what a mark means.
//!
//! Marks are recorded first because a chart learns its height only when everything is laid out. plotters
//! counts in whole units, so it plots on a sheet four times as large, where rounding cannot be seen.

use std::sync::LazyLock;

use plotters::prelude::{
    Circle, Color, DrawingBackend, EmptyElement, IntoDrawingArea, IntoFont, PathElement, Polygon,
    RGBColor, Rectangle, SVGBackend, ShapeStyle, Text, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};

use super::ChartError;
use super::lettering::{self, BOLD, FAMILY, REGULAR};
use super::pen::{Area, Pen, TextBox};
use super::theme::{Ink, WHITE};

/// Sheet units to a chart unit.
pub(super) const FINE: f64 = 4.0;
/// plotters divides letter sizes by this when it writes SVG.
const PLOTTERS_LETTER: f64 = 1.24;
/// From the middle of a capital to where plotters' "centre" (half an ex above the baseline) is, in ems.
const CENTRE_DROP: f64 = 0.115;

/// The recorded marks of one chart.
#[derive(Debug)]
pub(super) struct Canvas {
    width: f64,
    stretch: f64,
    marks: Vec<Mark>,
    texts: Vec<TextBox>,
}

#[derive(Debug)]
enum Mark {
    Text {
        text: String,
        x: f64,
        y: f64,
        pen: Pen,
    },
    Filled {
        points: Vec<(f64, f64)>,
        ink: Ink,
    },
    Rect {
        area: Area,
        ink: Ink,
    },
    Line {
        points: Vec<(f64, f64)>,
        ink: Ink,
        width: f64,
    },
    Dot {
        x: f64,
        y: f64,
        radius: f64,
        ink: Ink,
    },
}

impl Canvas {
    /// An empty sheet `width` chart units wide, on which plots are `stretch` times as tall as by themselves.
    pub(super) fn new(width: f64, stretch: f64) -> Self {
        Self {
            width,
            stretch,
            marks: Vec::new(),
            texts: Vec::new(),
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// The height of a plot that by itself is `height` tall.
    pub(super) fn tall(&self, height: f64) -> f64 {
        height * self.stretch
    }

    pub(super) fn text(&mut self, text: &str, x: f64, y: f64, pen: Pen) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let area = pen.area(text, x, y);
        self.texts.push(TextBox {
            text: text.to_owned(),
            area,
        });
        self.marks.push(Mark::Text {
            text: text.to_owned(),
            x: area.left,
            y,
            pen,
        });
    }

    /// Lines of text below one another; `y` is the middle of the first. Returns the middle of the line after.
    pub(super) fn lines(&mut self, lines: &[String], x: f64, y: f64, pen: Pen) -> f64 {
        for (row, line) in (0u32..).zip(lines) {
            self.text(line, x, y + f64::from(row) * pen.leading(), pen);
        }
        y + lines.len() as f64 * pen.leading()
    }

    /// Lines of text whose block is centred on `y`.
    pub(super) fn lines_centred(&mut self, lines: &[String], x: f64, y: f64, pen: Pen) {
        let above = (lines.len() as f64 - 1.0) / 2.0 * pen.leading();
        self.lines(lines, x, y - above, pen);
    }

    pub(super) fn rect(&mut self, area: Area, ink: Ink) {
        self.marks.push(Mark::Rect { area, ink });
    }

    pub(super) fn filled(&mut self, points: Vec<(f64, f64)>, ink: Ink) {
        self.marks.push(Mark::Filled { points, ink });
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)], ink: Ink, width: f64) {
        self.marks.push(Mark::Line {
            points: points.to_vec(),
            ink,
            width,
        });
    }

    /// A line of dashes `on` long with gaps `off` long, which run on round corners.
    pub(super) fn dashes(
        &mut self,
        points: &[(f64, f64)],
        (on, off): (f64, f64),
        ink: Ink,
        width: f64,
    ) {
        let mut walked = 0.0;
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = libm::hypot(x1 - x0, y1 - y0);
            let at = |s: f64| (x0 + (x1 - x0) * s / length, y0 + (y1 - y0) * s / length);
            let mut start = -(walked % (on + off));
            while start < length {
                let (from, to) = (start.max(0.0), (start + on).min(length));
                if to > from {
                    self.line(&[at(from), at(to)], ink, width);
                }
                start += on + off;
            }
            walked += length;
        }
    }

    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, ink: Ink) {
        self.marks.push(Mark::Dot { x, y, radius, ink });
    }

    /// A dot with a white rim, which keeps it apart from lines that pass under it.
    pub(super) fn rimmed_dot(&mut self, x: f64, y: f64, radius: f64, ink: Ink) {
        self.dot(x, y, radius + 1.8, WHITE);
        self.dot(x, y, radius, ink);
    }

    pub(super) fn ring(&mut self, x: f64, y: f64, radius: f64, ink: Ink, ground: Ink) {
        self.dot(x, y, radius, ink);
        self.dot(x, y, radius - 1.8, ground);
    }

    pub(super) fn texts(&self) -> &[TextBox] {
        &self.texts
    }

    pub(super) fn into_texts(self) -> Vec<TextBox> {
        self.texts
    }

    /// Plots every mark: an SVG document with live text, `FINE` times as large as the chart; in greys if asked.
    ///
    /// # Errors
    /// A character the font lacks, a position that is not a number, or a fault of the plotter.
    pub(super) fn plot(&self, height: f64, grey: bool) -> Result<String, ChartError> {
        if !*FONTS_KNOWN {
            return Err(ChartError::Plot("the embedded font was refused".to_owned()));
        }
        let mut svg = String::new();
        {
            let colour = |ink: Ink| colour(if grey { ink.grey() } else { ink });
            let size = (fine(self.width).unsigned_abs(), fine(height).unsigned_abs());
            let sheet = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            let failed = |e: &dyn std::fmt::Display| ChartError::Plot(e.to_string());
            sheet.fill(&colour(WHITE)).map_err(|e| failed(&e))?;
            for mark in &self.marks {
                mark.check()?;
                mark.plot(&sheet, &colour).map_err(|e| failed(&e))?;
            }
            sheet.present().map_err(|e| failed(&e))?;
        }
        Ok(svg)
    }
}

impl Mark {
    fn check(&self) -> Result<(), ChartError> {
        let finite = match self {
            Self::Text { text, x, y, pen } => {
                if let Some(character) = lettering::missing_glyph(text, pen.bold) {
                    return Err(ChartError::MissingGlyph {
                        character,
                        text: text.clone(),
                    });
                }
                x.is_finite() && y.is_finite()
            }
            Self::Filled { points, .. } | Self::Line { points, .. } => {
                points.iter().all(|(x, y)| x.is_finite() && y.is_finite())
            }
            Self::Rect { area, .. } => [area.left, area.top, area.right, area.bottom]
                .iter()
                .all(|edge| edge.is_finite()),
            Self::Dot { x, y, .. } => x.is_finite() && y.is_finite(),
        };
        if finite {
            Ok(())
        } else {
            Err(ChartError::NotFinite)
        }
    }

    fn plot<B: DrawingBackend>(
        &self,
        sheet: &plotters::drawing::DrawingArea<B, plotters::coord::Shift>,
        colour: &impl Fn(Ink) -> RGBColor,
    ) -> Result<(), plotters::drawing::DrawingAreaErrorKind<B::ErrorType>> {
        match self {
            Self::Text { text, x, y, pen } => {
                let weight = if pen.bold {
                    FontStyle::Bold
                } else {
                    FontStyle::Normal
                };
                let ink = colour(pen.ink);
                let font = (FAMILY, pen.size * PLOTTERS_LETTER * FINE, weight).into_font();
                let style = TextStyle::from(font)
                    .color(&ink)
                    .pos(Pos::new(HPos::Left, VPos::Center));
                let at = point((*x, y + pen.size * CENTRE_DROP));
                sheet.draw(&Text::new(text.clone(), at, style))
            }
            Self::Filled { points, ink } => {
                let points: Vec<_> = points.iter().map(|&p| point(p)).collect();
                sheet.draw(&Polygon::new(points, colour(*ink).filled()))
            }
            Self::Rect { area, ink } => {
                let corners = [
                    point((area.left, area.top)),
                    point((area.right, area.bottom)),
                ];
                sheet.draw(&Rectangle::new(corners, colour(*ink).filled()))
            }
            Self::Line { points, ink, width } => {
                let style = ShapeStyle {
                    color: colour(*ink).to_rgba(),
                    filled: false,
                    stroke_width: fine(*width).unsigned_abs(),
                };
                let points: Vec<_> = points.iter().map(|&p| point(p)).collect();
                sheet.draw(&PathElement::new(points, style))
            }
            Self::Dot { x, y, radius, ink } => {
                let dot = Circle::new((0, 0), fine(*radius), colour(*ink).filled());
                sheet.draw(&(EmptyElement::at(point((*x, *y))) + dot))
            }
        }
    }
}

static FONTS_KNOWN: LazyLock<bool> = LazyLock::new(|| {
    register_font(FAMILY, FontStyle::Normal, REGULAR).is_ok()
        && register_font(FAMILY, FontStyle::Bold, BOLD).is_ok()
});

fn colour(Ink(r, g, b): Ink) -> RGBColor {
    RGBColor(r, g, b)
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (fine(x), fine(y))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a sheet is a few thousand units"
)]
fn fine(length: f64) -> i32 {
    (length * FINE).round() as i32
}
