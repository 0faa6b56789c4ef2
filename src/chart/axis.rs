//! Axes: round steps, and numbers as an official (万, 亿) or an English reader writes them.

use crate::language::Lang;

use super::canvas::{Area, Canvas, Pen};
use super::theme::{GREY, GRID, SMALL, STROKE_GRID};

/// A vertical axis from zero (or below, if values are negative) to a round number.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    step: f64,
}

impl Axis {
    /// An axis for values from `least` to `most` in about `steps` round steps; it never goes above
    /// `ceiling` unless a value does.
    pub(super) fn covering(least: f64, most: f64, ceiling: Option<f64>, steps: f64) -> Self {
        let low = least.min(0.0);
        let high = ceiling.filter(|&c| most <= c).map_or(most, |c| {
            // a share near its ceiling shows the ceiling; a small share is not pressed to the ground
            if most > c / 2.0 { c } else { most }
        });
        let step = round_step((high - low) / steps);
        let low = (low / step).floor() * step;
        let high = ((high / step - 1e-9).ceil() * step).max(low + step);
        Self { low, high, step }
    }

    pub(super) fn ticks(&self) -> Vec<f64> {
        let steps = ((self.high - self.low) / self.step).round();
        (0..=100u32)
            .map(f64::from)
            .take_while(|&k| k <= steps)
            .map(|k| self.low + k * self.step)
            .collect()
    }

    /// Where `value` lies in `plot`.
    pub(super) fn y(&self, plot: &Area, value: f64) -> f64 {
        plot.bottom - plot.height() * (value - self.low) / (self.high - self.low)
    }

    /// Grid lines, with numbers left of the plot if `numbered`.
    pub(super) fn draw(&self, canvas: &mut Canvas, plot: &Area, numbered: bool, lang: Lang) {
        let pen = Pen::new(SMALL, GREY).end();
        for tick in self.ticks() {
            let y = self.y(plot, tick);
            canvas.line(&[(plot.left, y), (plot.right, y)], GRID, STROKE_GRID);
            if numbered {
                canvas.text(&self.label(tick, lang), plot.left - 8.0, y, pen);
            }
        }
    }

    /// Room the numbers need left of the plot.
    pub(super) fn label_room(&self, lang: Lang) -> f64 {
        let pen = Pen::new(SMALL, GREY);
        let widest = |room: f64, tick: f64| room.max(pen.width(&self.label(tick, lang)));
        self.ticks().into_iter().fold(0.0, widest) + 10.0
    }

    pub(super) fn label(&self, tick: f64, lang: Lang) -> String {
        let decimals = (0..3usize)
            .find(|&d| {
                let scaled = self.step * libm::pow(10.0, d as f64);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(3);
        number(tick, decimals, lang)
    }
}

/// `value` with `decimals` places as written in `lang`: true minus sign, thousands separated in English, 万
/// and 亿 in Chinese from ten thousand on (two places at most, no trailing zeros).
#[must_use]
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let size = value.abs();
    let body = match lang {
        Lang::Zh if size >= 99_995_000.0 => format!("{}亿", short(size / 1e8)),
        Lang::Zh if size >= 9999.5 => format!("{}万", short(size / 1e4)),
        Lang::Zh => format!("{size:.decimals$}"),
        Lang::En => grouped(&format!("{size:.decimals$}")),
    };
    let nothing = body.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !nothing {
        format!("−{body}")
    } else {
        body
    }
}

fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn grouped(digits: &str) -> String {
    let (whole, rest) = digits
        .find('.')
        .map_or((digits, ""), |dot| digits.split_at(dot));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

fn round_step(rough: f64) -> f64 {
    if !(rough.is_finite() && rough > 0.0) {
        return 1.0;
    }
    let decade = libm::pow(10.0, libm::floor(libm::log10(rough)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * decade)
        .find(|&step| step >= rough * 0.999)
        .unwrap_or(10.0 * decade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_written() {
        assert_eq!(number(18_000.0, 0, Lang::Zh), "1.8万");
        assert_eq!(number(18_000.0, 0, Lang::En), "18,000");
        assert_eq!(number(9_999.6, 0, Lang::Zh), "1万");
        assert_eq!(number(3_700.0, 0, Lang::Zh), "3700");
        assert_eq!(number(1_234_567.25, 1, Lang::En), "1,234,567.2");
        assert_eq!(number(250_000_000.0, 0, Lang::Zh), "2.5亿");
        assert_eq!(number(-3.25, 1, Lang::En), "−3.2");
        assert_eq!(number(-0.01, 1, Lang::Zh), "0.0");
    }

    #[test]
    fn ticks_are_round_and_cover() {
        let axis = Axis::covering(3_700.0, 26_400.0, None, 5.0);
        assert_eq!(axis.ticks(), [0.0, 10_000.0, 20_000.0, 30_000.0]);
        let share = Axis::covering(31.0, 98.0, Some(100.0), 5.0);
        assert_eq!(share.ticks(), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(Axis::covering(0.0, 0.0, None, 5.0).ticks(), [0.0, 1.0]);
        assert!(Axis::covering(-4.0, 7.0, None, 5.0).ticks()[0] <= -4.0);
    }
}
