//! Targets: a number promised for a year, and what may be said of it.

use super::IndicatorId;
use crate::language::{Lang, Text};
use crate::quantity::Year;

/// Which way a target is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// At least.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most.
    AtMost,
}

impl Comparator {
    /// The sign of files and tables.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
        }
    }
}

/// What is known of the base value, which decides whether a target may be assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A published base value: assessed.
    Published,
    /// An estimate with a range: assessed, and said.
    Estimate,
    /// A value supplied by this scenario for illustration: assessed, and marked so.
    Supplied,
    /// The only base value is back-cast from the target itself: not assessed.
    Circular,
    /// No base value: not assessed.
    None,
}

impl Evidence {
    /// The word of files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Estimate => "estimate",
            Self::Supplied => "supplied",
            Self::Circular => "circular",
            Self::None => "none",
        }
    }

    /// Whether a probability may be given.
    #[must_use]
    pub const fn assessed(self) -> bool {
        !matches!(self, Self::Circular | Self::None)
    }
}

/// Who set the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The plan.
    Plan,
    /// The scenario: drawn differently.
    Scenario,
}

/// A number promised for a year, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Stable name in files.
    pub id: String,
    /// Name for people.
    pub name: Text,
    /// What is measured. An alias such as `gigabit_coverage` is already resolved.
    pub indicator: IndicatorId,
    /// Which way.
    pub comparator: Comparator,
    /// The number, in the indicator's unit (per cent 0..=100, money in yuan).
    pub threshold: f64,
    /// The year at whose end it is due.
    pub due_year: Year,
    /// Values are rounded to a multiple of this before they are compared, above 0.
    pub precision: f64,
    /// What is known of the base value.
    pub evidence: Evidence,
    /// Who set it.
    pub origin: Origin,
    /// Whether it is one of the goals charts show one by one.
    pub card_goal: bool,
    /// Clause of the plan.
    pub clause: String,
    /// Chosen denominator, where the plan names none (`passed`).
    pub denominator: Option<String>,
}

impl Target {
    /// Whether `value` meets the target, after rounding to its precision.
    #[must_use]
    pub fn met(&self, value: f64) -> bool {
        let rounded = self.round(value);
        match self.comparator {
            Comparator::AtLeast => rounded >= self.threshold,
            Comparator::MoreThan => rounded > self.threshold,
            Comparator::AtMost => rounded <= self.threshold,
        }
    }

    /// The clause as readers of `lang` write it: `一(三)4` is `1(3)4` in English.
    #[must_use]
    pub fn clause_in(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.clause.clone(),
            Lang::En => arabic(&self.clause),
        }
    }

    /// What `value` lacks, at least 0, in the indicator's unit.
    #[must_use]
    pub fn shortfall(&self, value: f64) -> f64 {
        let gap = match self.comparator {
            Comparator::AtLeast | Comparator::MoreThan => self.threshold - value,
            Comparator::AtMost => value - self.threshold,
        };
        gap.max(0.0)
    }

    /// `value` rounded to the target's precision, free of binary noise such as 99.99999999999999.
    #[must_use]
    pub fn round(&self, value: f64) -> f64 {
        let inverse = 1.0 / self.precision;
        if inverse >= 1.0 {
            let inverse = libm::round(inverse);
            libm::round(value * inverse) / inverse
        } else {
            libm::round(value / self.precision) * self.precision
        }
    }
}

/// Chinese numerals below a hundred as Arabic ones, full-width brackets as narrow ones.
fn arabic(written: &str) -> String {
    const NUMERALS: &str = "〇一二三四五六七八九十";
    let digit = |c: char| NUMERALS.chars().position(|numeral| numeral == c);
    let mut out = String::new();
    let mut letters = written.chars().peekable();
    while let Some(letter) = letters.next() {
        match digit(letter) {
            // 十一 is 11, 二十 is 20, 二十一 is 21
            Some(10) => {
                if !out.ends_with(|c: char| c.is_ascii_digit()) {
                    out.push('1');
                }
                if letters.peek().and_then(|next| digit(*next)).is_none() {
                    out.push('0');
                }
            }
            Some(number) => out.push_str(&number.to_string()),
            None => out.push(match letter {
                '（' => '(',
                '）' => ')',
                '、' => ',',
                other => other,
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::arabic;

    #[test]
    fn clauses_are_told_in_arabic_numerals() {
        for (written, told) in [
            ("一(三)4", "1(3)4"),
            ("二（十一）2", "2(11)2"),
            ("二十", "20"),
            ("三十六、5", "36,5"),
            ("4.2", "4.2"),
        ] {
            assert_eq!(arabic(written), told);
        }
    }
}
