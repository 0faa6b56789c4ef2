//! A factor: a key of a scenario and the values it takes. Values are texts as `--set KEY=VALUE` takes them.

use serde::{Deserialize, Serialize};

use crate::quantity::{Misspelt, parse_money};

/// A key that is varied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Dotted key, as `--set` takes it.
    pub key: String,
    /// What it is set to.
    pub values: Values,
    /// The unit of every value; none where a value is no number or units differ.
    pub unit: Option<String>,
}

/// The values of a factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// These, as written.
    Levels(Vec<String>),
    /// Any between two.
    Range(Range),
    /// A column of a table.
    Column,
}

/// Numbers between two, written with a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Least number, as written.
    pub low: String,
    /// Largest number, as written.
    pub high: String,
    /// What follows the number, with the space before it.
    pub unit: String,
    /// Decimals written.
    pub decimals: usize,
    /// Whether only whole numbers are meant, each as likely as the others.
    pub whole: bool,
}

impl Range {
    /// A range from texts such as `16万元` and `22万元`; none unless both are plain numbers with the same unit, the first the
    /// smaller one.
    #[must_use]
    pub fn new(low: &str, high: &str, whole: bool) -> Option<Self> {
        let ((low, unit), (high, other)) = (split(low)?, split(high)?);
        let (from, to): (f64, f64) = (low.parse().ok()?, high.parse().ok()?);
        if unit != other || from >= to || (whole && (from.fract() != 0.0 || to.fract() != 0.0)) {
            return None;
        }
        let mut range = Self {
            low: low.to_owned(),
            high: high.to_owned(),
            unit: unit.to_owned(),
            decimals: if whole { 0 } else { decimals(to - from) },
            whole,
        };
        // money is whole fen
        while range.decimals > 0 && parse_money(&range.at(0.618)) == Err(Misspelt::FinerThanFen) {
            range.decimals -= 1;
        }
        Some(range)
    }

    /// The value at `u`, 0 to below 1 of the way up.
    #[must_use]
    pub fn at(&self, u: f64) -> String {
        let read = |text: &str| text.parse::<f64>().expect("read when the range was made");
        let (low, high) = (read(&self.low), read(&self.high));
        let value = if self.whole {
            (low + u * (high - low + 1.0)).floor().min(high)
        } else {
            low + u * (high - low)
        };
        let number = format!("{value:.*}", self.decimals);
        let number = match number.split_once('.') {
            Some(_) => number.trim_end_matches('0').trim_end_matches('.'),
            None => &number,
        };
        format!("{number}{}", self.unit)
    }
}

/// Decimals that divide a range into a million steps or more.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 12"
)]
fn decimals(width: f64) -> usize {
    (6.0 - libm::floor(libm::log10(width))).clamp(0.0, 12.0) as usize
}

/// A plain number and what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let sign = usize::from(text.starts_with('-'));
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let end = text[sign..].find(|c| !digits(c)).map(|at| at + sign);
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let bare = unit.trim_start();
    let unit_begins = bare.chars().next();
    // 1e3, 1,000 and 2023-01 are no plain numbers
    if unit_begins.is_some_and(|c| matches!(c, ',' | '-' | '+' | ':'))
        || (bare.len() > 1 && bare.starts_with(['e', 'E']) && bare[1..].parse::<f64>().is_ok())
    {
        return None;
    }
    number.parse::<f64>().ok().map(|_| (number, unit))
}

/// The number of a value with a unit.
#[must_use]
pub fn number_of(text: &str) -> Option<f64> {
    split(text)?.0.parse().ok()
}

/// The unit that all of `values` have behind a plain number.
pub fn unit_of<'v>(values: impl IntoIterator<Item = &'v str>) -> Option<String> {
    let mut unit = None;
    for value in values {
        let (_, own) = split(value)?;
        let own = own.trim();
        if *unit.get_or_insert(own) != own {
            return None;
        }
    }
    unit.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_keep_their_unit_and_stay_inside() {
        let range = Range::new("16万元", "22万元", false).unwrap();
        assert_eq!(range.at(0.0), "16万元");
        assert_eq!(range.at(0.5), "19万元");
        assert_eq!(range.decimals, 6, "a fen");
        let percent = Range::new("5 %", "7.5 %", false).unwrap();
        assert_eq!(percent.at(0.5), "6.25 %");
        let whole = Range::new("1", "3", true).unwrap();
        let seen: Vec<String> = [0.0, 0.34, 0.67, 0.999_999].map(|u| whole.at(u)).into();
        assert_eq!(seen, ["1", "2", "3", "3"]);
        let fen = Range::new("100元", "101元", false).unwrap();
        assert_eq!(fen.at(0.123_456), "100.12元");
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for (low, high) in [
            ("3", "2"),
            ("1", "1"),
            ("1万元", "2亿元"),
            ("a", "b"),
            ("1e3", "1e4"),
            ("1,000", "2,000"),
        ] {
            assert_eq!(Range::new(low, high, false), None, "{low} {high}");
        }
        assert_eq!(Range::new("0.5", "2", true), None);
    }

    #[test]
    fn units_of_several_values() {
        assert_eq!(unit_of(["1 %", "2.5%"]), Some("%".to_owned()));
        assert_eq!(unit_of(["1", "2"]), Some(String::new()));
        assert_eq!(unit_of(["1元", "2万元"]), None);
        assert_eq!(unit_of(["population", "gdp"]), None);
        assert_eq!(number_of("16.25 万元"), Some(16.25));
    }
}
