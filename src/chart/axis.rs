//! Axes: round steps, and numbers as an official (万, 亿) or an English reader writes them.

use crate::language::Lang;

use super::canvas::Canvas;
use super::pen::{Area, Pen};
use super::theme::{GREY, GRID, SMALL, STROKE_GRID};

/// A vertical axis from zero (or below, if values are negative) to a round number.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    step: f64,
}

impl Axis {
    /// An axis for values from `least` to `most`, zero included; steps are `whole` numbers if asked. It never
    /// goes above `ceiling` unless a value does, and shows the ceiling if values come near.
    pub(super) fn covering(least: f64, most: f64, ceiling: Option<f64>, whole: bool) -> Self {
        let low = least.min(0.0);
        let high = ceiling
            .filter(|&c| most <= c && most > c / 2.0)
            .unwrap_or(most);
        let step = round_step(high - low, whole);
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

/// The round step that covers `span` in three to six steps with the least left over; of equals the largest.
fn round_step(span: f64, whole: bool) -> f64 {
    if !(span.is_finite() && span > 0.0) {
        return 1.0;
    }
    let decade = libm::pow(10.0, libm::floor(libm::log10(span)));
    let mut best: Option<(f64, f64)> = None;
    for part in [5.0, 2.5, 2.0, 1.0, 0.5, 0.25, 0.2, 0.1] {
        let step: f64 = part * decade;
        let steps = (span / step - 1e-9).ceil();
        let fits = (3.0..=6.0).contains(&steps) && (!whole || step.fract() == 0.0);
        if fits && best.is_none_or(|(_, top)| steps * step < top - span * 1e-9) {
            best = Some((step, steps * step));
        }
    }
    best.map_or(1.0, |(step, _)| step)
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
        let ticks = |least, most, ceiling| Axis::covering(least, most, ceiling, true).ticks();
        assert_eq!(
            ticks(3_700.0, 26_400.0, None),
            [0.0, 10_000.0, 20_000.0, 30_000.0]
        );
        assert_eq!(ticks(0.0, 4_300.0, None), [0.0, 1e3, 2e3, 3e3, 4e3, 5e3]);
        assert_eq!(
            ticks(31.0, 98.0, Some(100.0)),
            [0.0, 25.0, 50.0, 75.0, 100.0]
        );
        assert_eq!(ticks(0.0, 0.0, None), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 2.0, None), [0.0, 1.0, 2.0]);
        assert_eq!(
            ticks(-4.0, 7.0, None),
            [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]
        );
        for most in [0.013, 0.7, 3.0, 47.0, 999.0, 1.234e9] {
            let axis = Axis::covering(0.0, most, None, false);
            assert!((2..=7).contains(&axis.ticks().len()), "{axis:?}");
            assert!(axis.high >= most && axis.high <= most * 1.7, "{axis:?}");
        }
    }
}
