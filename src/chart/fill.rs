//! How areas are filled so that they are told apart without colour: a ground, hatching, and letters that stand out. Knows
//! no figure.

use super::canvas::Canvas;
use super::pen::{Area, Pen};
use super::theme::{Ink, SMALL, STROKE_GRID, STROKE_THIN, WHITE};

/// A part lower than this carries no number.
const NUMBERED_FROM: f64 = 17.0;

/// How an area is filled, and the ink of letters on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    pub ground: Ink,
    pub hatch: Option<(Hatch, Ink)>,
    pub letters: Ink,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Hatch {
    Rising,
    Falling,
    Level,
}

impl Fill {
    pub(super) const fn plain(ground: Ink, letters: Ink) -> Self {
        Self {
            ground,
            hatch: None,
            letters,
        }
    }

    pub(super) const fn hatched(ground: Ink, letters: Ink, hatch: Hatch, ink: Ink) -> Self {
        Self {
            ground,
            hatch: Some((hatch, ink)),
            letters,
        }
    }
}

/// A part of a stacked bar, with its number where there is room.
pub(super) fn part(canvas: &mut Canvas, area: &Area, fill: &Fill, number: &str) {
    if area.height() <= 0.0 {
        return;
    }
    paint(canvas, area, fill);
    canvas.line(
        &[(area.left, area.top), (area.right, area.top)],
        WHITE,
        STROKE_GRID,
    );
    let pen = Pen::new(SMALL, fill.letters).middle();
    let (x, y) = (
        f64::midpoint(area.left, area.right),
        f64::midpoint(area.top, area.bottom),
    );
    let room = pen.area(number, x, y);
    if area.height() >= NUMBERED_FROM && room.width() <= area.width() - 6.0 {
        if fill.hatch.is_some() {
            canvas.rect(
                Area::new(room.left - 3.0, y - 8.0, room.right + 3.0, y + 8.0),
                fill.ground,
            );
        }
        canvas.text(number, x, y, pen);
    }
}

/// Ground and hatching of `area`.
pub(super) fn paint(canvas: &mut Canvas, area: &Area, fill: &Fill) {
    canvas.rect(*area, fill.ground);
    let Some((hatch, ink)) = fill.hatch else {
        return;
    };
    let pitch = 7.0;
    if let Hatch::Level = hatch {
        let mut y = area.bottom - pitch / 2.0;
        while y > area.top {
            canvas.line(&[(area.left, y), (area.right, y)], ink, STROKE_GRID);
            y -= pitch;
        }
        return;
    }
    // lines of 45 degrees, named by where they meet the ground, cut to the area
    let (width, height) = (area.width(), area.height());
    let mut start = pitch / 2.0 - height;
    while start < width {
        let (from, to) = (start.max(0.0), (start + height).min(width));
        let x = |along: f64| match hatch {
            Hatch::Rising => area.left + along,
            Hatch::Falling | Hatch::Level => area.right - along,
        };
        let y = |along: f64| area.bottom - (along - start);
        canvas.line(&[(x(from), y(from)), (x(to), y(to))], ink, STROKE_THIN);
        start += pitch;
    }
}
