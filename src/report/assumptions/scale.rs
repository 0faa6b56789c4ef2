//! How a quantity of the scenario stands as a number in a cell, and how the number is written back. Exact both ways.

use crate::language::Lang;
use crate::quantity::{Decimal, Measure};

/// The unit of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub(super) measure: Measure,
    /// The unit for people.
    pub(super) label: &'static str,
    /// What the scenario has behind the number.
    written: &'static str,
    /// Power of ten between the cell and the measure's own unit.
    power: i32,
    /// Whether the cell shows per cent.
    pub(super) percent: bool,
    /// Smallest and largest value allowed, as in the cell.
    pub(super) range: (f64, f64),
}

impl Scale {
    /// The unit for a quantity that the scenario writes as `text`, allowed in `range` (in the engine's unit).
    pub(super) fn of(measure: Measure, range: (f64, f64), text: Option<&str>, lang: Lang) -> Self {
        let ends = |units: &[&str]| text.is_some_and(|t| units.iter().any(|u| t.ends_with(u)));
        let (label, written, power, percent) = match measure {
            // as it is written, so that prices stay readable
            Measure::Money if lang == Lang::Zh => {
                if ends(&["亿元"]) {
                    ("亿元", "亿元", 10, false)
                } else if ends(&["万元", "yuan"]) || text.is_none() {
                    ("万元", "万元", 6, false)
                } else {
                    ("元", "元", 2, false)
                }
            }
            Measure::Money if ends(&["亿元", "万元", "llion yuan"]) || text.is_none() => {
                ("million yuan", " million yuan", 8, false)
            }
            Measure::Money => ("yuan", " yuan", 2, false),
            Measure::Share => ("%", " %", 0, true),
            Measure::Rate if text.is_none_or(|t| t.contains('%')) => {
                (lang.pick("%/年", "%/year"), " %/year", 0, true)
            }
            Measure::Rate => (lang.pick("每年", "a year"), "/year", 0, false),
            Measure::Months => (lang.pick("个月", "months"), " months", 0, false),
            Measure::Years => (lang.pick("年", "years"), " years", 0, false),
            Measure::Length => (lang.pick("米", "m"), " m", 0, false),
            Measure::Number => ("", "", 0, false),
        };
        let mut scale = Self {
            measure,
            label,
            written,
            power,
            percent,
            range,
        };
        scale.range = (scale.of_engine(range.0), scale.of_engine(range.1));
        scale
    }

    /// The cell's number for a value in the engine's unit.
    pub(super) fn of_engine(&self, value: f64) -> f64 {
        match self.measure {
            // the engine counts yuan, the measure fen
            Measure::Money => value / libm::pow(10.0, f64::from(self.power - 2)),
            _ => value,
        }
    }

    /// The cell's number for what the scenario has.
    pub(super) fn cell(&self, text: &str) -> Option<f64> {
        let decimal = self.measure.parse(text).ok()?;
        Some(decimal.shifted(-self.power).to_f64())
    }

    /// What the scenario has for the cell's number.
    pub(super) fn text(&self, value: f64) -> String {
        let plain = number_text(value);
        let number = match Decimal::parse(&plain) {
            Ok(decimal) if self.percent => decimal.shifted(2).to_string(),
            _ => plain,
        };
        format!("{number}{}", self.written)
    }

    /// A range of the cell's numbers in words.
    pub(super) fn range_text(&self, (low, high): (f64, f64), lang: Lang) -> String {
        let end = |value: f64| {
            if self.percent {
                format!("{}%", number_text(value * 100.0))
            } else {
                number_text(value)
            }
        };
        format!("{}{}{}", end(low), lang.pick(" 至 ", " to "), end(high))
    }
}

/// A number without the noise of binary fractions: twelve significant digits.
pub(super) fn number_text(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 {
            "0".to_owned()
        } else {
            value.to_string()
        };
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float has some 300 digits"
    )]
    let whole_digits = libm::floor(libm::log10(value.abs())) as i32 + 1;
    let decimals = usize::try_from((12 - whole_digits).max(0)).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        for (measure, text) in [
            (Measure::Money, "18.5万元"),
            (Measure::Money, "9700亿元"),
            (Measure::Money, "15元"),
            (Measure::Share, "99.9 %"),
            (Measure::Share, "0.15 %"),
            (Measure::Rate, "-0.2 %/year"),
            (Measure::Rate, "1.5/year"),
            (Measure::Months, "1.8 months"),
            (Measure::Length, "1200 m"),
            (Measure::Number, "68.75"),
        ] {
            let scale = Scale::of(measure, (0.0, 1.0), Some(text), Lang::Zh);
            let cell = scale.cell(text).expect("well spelt");
            assert_eq!(scale.text(cell), text);
        }
        let english = Scale::of(Measure::Money, (0.0, 1.0e15), Some("18.5万元"), Lang::En);
        assert_eq!(english.text(0.187), "0.187 million yuan");
        assert!((english.cell("18.5万元").expect("money") - 0.185).abs() < 1e-15);
    }

    #[test]
    fn numbers_have_no_noise() {
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(1.0e15), "1000000000000000");
        assert_eq!(number_text(-2.50), "-2.5");
        assert_eq!(number_text(0.0), "0");
    }
}
