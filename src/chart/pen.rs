//! Rooms on the sheet, and how letters are set in them. Plain geometry; knows no figure and no plotter.

use super::lettering;
use super::theme::{Ink, LEADING};

/// A rectangle in chart units; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

/// A drawn line of text and the room it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// The letters.
    pub text: String,
    /// The room, in chart units.
    pub area: Area,
}

/// How letters are set: `size` in chart units, centred on their y.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub size: f64,
    pub ink: Ink,
    pub bold: bool,
    pub anchor: Anchor,
}

/// Which part of a line of text stands at its x.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Area {
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The same with a `gap` at its left and right.
    pub(super) fn beside(&self, gap: f64) -> Self {
        Self::new(self.left - gap, self.top, self.right + gap, self.bottom)
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// How much two areas share, in square chart units.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.right <= self.right
            && other.top >= self.top
            && other.bottom <= self.bottom
    }
}

impl Pen {
    pub(super) const fn new(size: f64, ink: Ink) -> Self {
        Self {
            size,
            ink,
            bold: false,
            anchor: Anchor::Start,
        }
    }

    pub(super) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) const fn middle(mut self) -> Self {
        self.anchor = Anchor::Middle;
        self
    }

    pub(super) const fn end(mut self) -> Self {
        self.anchor = Anchor::End;
        self
    }

    /// The same pen, no larger than lets `text` fit into `room`.
    pub(super) fn fitting(mut self, text: &str, room: f64) -> Self {
        let width = self.width(text);
        if width > room {
            self.size *= room / width;
        }
        self
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        lettering::width(text, self.size, self.bold)
    }

    pub(super) fn wrap(&self, text: &str, room: f64) -> Vec<String> {
        lettering::wrap(text, self.size, self.bold, room)
    }

    pub(super) fn leading(&self) -> f64 {
        self.size * LEADING
    }

    /// The room a line of text takes when set at `(x, y)`.
    pub(super) fn area(&self, text: &str, x: f64, y: f64) -> Area {
        let width = self.width(text);
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Area::new(
            left,
            y - self.size * 0.55,
            left + width,
            y + self.size * 0.6,
        )
    }
}
