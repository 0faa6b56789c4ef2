//! The traffic lights: a shape for each colour, so that they are told apart in grey. Knows no figure's numbers.

use super::canvas::Canvas;
use super::figure::Light;
use super::pen::Area;
use super::theme::{GREEN, ORANGE, RED};

/// A light of about `size` to either side of its middle.
pub(super) fn draw(canvas: &mut Canvas, light: Light, x: f64, y: f64, size: f64) {
    match light {
        Light::Likely => canvas.dot(x, y, size, GREEN),
        Light::Uncertain => {
            let (half, below) = (size * 1.15, size * 0.9);
            let corners = vec![
                (x, y - size * 1.1),
                (x + half, y + below),
                (x - half, y + below),
            ];
            canvas.filled(corners, ORANGE);
        }
        Light::Unlikely => {
            let half = size * 0.9;
            canvas.rect(Area::new(x - half, y - half, x + half, y + half), RED);
        }
    }
}
