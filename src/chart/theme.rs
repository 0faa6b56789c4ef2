//! How charts look: colours, sizes and strokes, each stated once. Knows nothing of what is shown.
//!
//! A chart for a document is 945 units wide and prints at 16 cm, so a unit is 0.48 pt: 14 units are 6.7 pt on paper.

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(pub u8, pub u8, pub u8);

pub(super) const WHITE: Ink = Ink(0xff, 0xff, 0xff);
pub(super) const INK: Ink = Ink(0x1f, 0x29, 0x33);
pub(super) const GREY: Ink = Ink(0x5b, 0x66, 0x73);
/// Strokes only: too pale for letters.
pub(super) const FAINT: Ink = Ink(0x9a, 0xa5, 0xb1);
pub(super) const GRID: Ink = Ink(0xe4, 0xe8, 0xec);

pub(super) const BLUE: Ink = Ink(0x1f, 0x5f, 0xa8);
pub(super) const BLUE_DARK: Ink = Ink(0x12, 0x3e, 0x70);
pub(super) const BLUE_SOFT: Ink = Ink(0x6f, 0xa3, 0xd8);
pub(super) const BLUE_MIDDLE: Ink = Ink(0x92, 0xba, 0xe3);
pub(super) const BLUE_LIGHT: Ink = Ink(0xc9, 0xdd, 0xf2);
pub(super) const RED: Ink = Ink(0xc0, 0x39, 0x2b);
pub(super) const RED_TINT: Ink = Ink(0xfb, 0xe6, 0xe3);
pub(super) const ORANGE: Ink = Ink(0xd9, 0x82, 0x1b);
pub(super) const ORANGE_DARK: Ink = Ink(0x8f, 0x50, 0x06);
pub(super) const ORANGE_LIGHT: Ink = Ink(0xf8, 0xdf, 0xbc);
pub(super) const ORANGE_TINT: Ink = Ink(0xfd, 0xf1, 0xdf);
pub(super) const GREEN: Ink = Ink(0x2e, 0x8b, 0x57);
pub(super) const GREEN_DARK: Ink = Ink(0x1f, 0x6b, 0x42);
pub(super) const GREEN_TINT: Ink = Ink(0xe6, 0xf4, 0xec);
pub(super) const GREY_TINT: Ink = Ink(0xf3, 0xf5, 0xf7);

/// Width of a chart for a document, in chart units.
pub(super) const WIDTH: f64 = 945.0;
/// White space at the left and right edge.
pub(super) const MARGIN: f64 = 30.0;

pub(super) const FINDING: f64 = 22.0;
/// A finding shrinks no further than this to keep to two lines.
pub(super) const FINDING_LEAST: f64 = 15.0;
pub(super) const BODY: f64 = 14.0;
pub(super) const SMALL: f64 = 12.5;
pub(super) const FOOTER: f64 = 12.0;
/// Distance of two baselines, as a multiple of the letter size.
pub(super) const LEADING: f64 = 1.35;

pub(super) const STROKE_DATA: f64 = 3.0;
pub(super) const STROKE_WHISKER: f64 = 2.4;
pub(super) const STROKE_TARGET: f64 = 2.0;
pub(super) const STROKE_THIN: f64 = 1.5;
pub(super) const STROKE_GRID: f64 = 1.0;

impl Ink {
    /// The grey of the same luminance, so that contrasts stay as they are.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a luminance of 0 to 1 gives a level of 0 to 255"
    )]
    pub(super) fn grey(self) -> Self {
        let light = luminance(self);
        let level = if light <= 0.003_130_8 {
            light * 12.92
        } else {
            1.055 * libm::pow(light, 1.0 / 2.4) - 0.055
        };
        let level = (level * 255.0).round() as u8;
        Self(level, level, level)
    }
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
pub(super) fn luminance(Ink(r, g, b): Ink) -> f64 {
    let channel = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
}

/// Contrast of two inks, 1 to 21 (WCAG 2.2).
#[cfg(test)]
pub(super) fn contrast(a: Ink, b: Ink) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_out_from_their_ground() {
        let pairs = [
            (INK, WHITE),
            (GREY, WHITE),
            (BLUE, WHITE),
            (RED, WHITE),
            (ORANGE_DARK, WHITE),
            (INK, GREEN_TINT),
            (INK, ORANGE_TINT),
            (INK, RED_TINT),
            (GREY, GREY_TINT),
            (INK, BLUE_MIDDLE),
            (INK, BLUE_LIGHT),
            (INK, BLUE_SOFT),
            (INK, ORANGE),
            (INK, ORANGE_LIGHT),
            (WHITE, BLUE_DARK),
            (WHITE, BLUE),
            (WHITE, GREEN_DARK),
        ];
        for (letters, ground) in pairs {
            let ratio = contrast(letters, ground);
            assert!(ratio >= 4.5, "{letters:?} on {ground:?}: {ratio:.2}");
            let ratio = contrast(letters.grey(), ground.grey());
            assert!(
                ratio >= 4.4,
                "in grey {letters:?} on {ground:?}: {ratio:.2}"
            );
        }
    }
}
