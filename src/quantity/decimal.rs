//! Exact decimal numbers as people write them. Knows no unit.

/// A decimal as written: `digits × 10^-scale`, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

/// Why a text is not a plain decimal, with the right spelling where it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misspelt {
    /// Nothing there.
    Empty,
    /// Not a number at all.
    NotANumber,
    /// `.nan`, `.inf` and the like.
    NotFinite,
    /// `1,000`, `1_000`, `0x10`, `1e6`, `１０`, `.5`, `010`: a number in another spelling.
    Spelling {
        /// What to write instead.
        write: String,
    },
    /// More digits than any quantity needs.
    TooManyDigits,
    /// A number without the unit that is asked.
    NoUnit,
    /// `30亿`: a multiplier without a currency.
    NoCurrency {
        /// What to write instead.
        write: String,
    },
    /// A unit where a plain number is asked.
    UnitNotAsked,
    /// Not a unit of this dimension.
    UnknownUnit {
        /// The unit seen.
        unit: String,
    },
    /// Money finer than a fen.
    FinerThanFen,
    /// A fraction where whole things are counted.
    NotWhole,
}

/// Most digits a number may have: enough for fen of any economy.
const MOST_DIGITS: usize = 21;

impl Decimal {
    /// Reads a plain decimal: an optional sign, digits, and at most one point between digits.
    ///
    /// # Errors
    /// Says why `text` is none, and the right spelling where it can be told.
    pub fn parse(text: &str) -> Result<Self, Misspelt> {
        let decimal = Self::read(text).ok_or_else(|| why(text))?;
        decimal.ok_or(Misspelt::TooManyDigits)
    }

    /// `None` if it is no plain decimal, `Some(None)` if it has too many digits.
    #[expect(clippy::option_option, reason = "private, and said above")]
    fn read(text: &str) -> Option<Option<Self>> {
        let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let well_formed = plain(whole)
            && (plain(fraction) || !unsigned.contains('.'))
            && (whole.len() == 1 || !whole.starts_with('0'));
        if !well_formed {
            return None;
        }
        if whole.len() + fraction.len() > MOST_DIGITS {
            return Some(None);
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "at most MOST_DIGITS")]
        let scale = fraction.len() as u32;
        Some(Some(Self {
            digits: if negative { -digits } else { digits },
            scale,
        }))
    }

    /// `self × 10^power`.
    #[must_use]
    pub fn shifted(self, power: i32) -> Self {
        if power >= 0 {
            let power = power.unsigned_abs();
            let drop = power.min(self.scale);
            Self {
                digits: self.digits * 10_i128.pow(power - drop),
                scale: self.scale - drop,
            }
        } else {
            Self {
                digits: self.digits,
                scale: self.scale + power.unsigned_abs(),
            }
        }
    }

    /// `self × factor`.
    #[must_use]
    pub fn times(self, factor: i128) -> Self {
        Self {
            digits: self.digits * factor,
            ..self
        }
    }

    /// The whole number it is, if it is one.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        let divisor = 10_i128.pow(self.scale);
        (self.digits % divisor == 0).then(|| self.digits / divisor)
    }

    /// As numerator and denominator.
    #[must_use]
    pub fn ratio(self) -> (i128, i128) {
        (self.digits, 10_i128.pow(self.scale))
    }

    /// The nearest float.
    ///
    /// # Panics
    /// Never: digits with an exponent are a number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        let text = format!("{}e-{}", self.digits, self.scale);
        text.parse().expect("digits and an exponent are a number")
    }
}

/// Why `text` is not a plain decimal.
fn why(text: &str) -> Misspelt {
    if text.is_empty() {
        return Misspelt::Empty;
    }
    let lower = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
    if matches!(
        lower.trim_start_matches('.'),
        "nan" | "inf" | "infinity" | "∞"
    ) {
        return Misspelt::NotFinite;
    }
    let narrow: String = text.chars().map(narrow).collect();
    let respelt = [
        narrow.clone(),
        ungrouped(&narrow),
        radix(&lower),
        exponent(&lower),
        format!("0{narrow}"),
        narrow.trim_end_matches('.').to_owned(),
        narrow.trim_start_matches('0').to_owned(),
    ];
    respelt
        .into_iter()
        .find(|write| write != text && matches!(Decimal::read(write), Some(Some(_))))
        .map_or(Misspelt::NotANumber, |write| Misspelt::Spelling { write })
}

/// `1,000`, `1_000` or `1 000` without the separators, or nothing where the fraction has some too.
fn ungrouped(narrow: &str) -> String {
    let (whole, fraction) = narrow.split_once('.').unwrap_or((narrow, ""));
    let separators = ['_', ',', ' ', '\''];
    if fraction.contains(separators) {
        return String::new();
    }
    let whole = whole.replace(separators, "");
    if narrow.contains('.') {
        format!("{whole}.{fraction}")
    } else {
        whole
    }
}

/// The ASCII form of a full-width character.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' => '.',
        other => other,
    }
}

/// `0x10`, `0o17`, `0b1` in plain digits, or nothing.
fn radix(lower: &str) -> String {
    [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| {
            let digits = lower.strip_prefix(prefix)?;
            u64::from_str_radix(digits, radix).ok()
        })
        .map_or_else(String::new, |n| n.to_string())
}

/// `1e6` in plain digits, or nothing.
fn exponent(lower: &str) -> String {
    let written = lower.split_once('e').and_then(|(mantissa, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        let mantissa = Decimal::read(mantissa)??;
        (exponent.abs() < 10).then(|| mantissa.shifted(exponent))
    });
    written.map_or_else(String::new, |n| n.to_string())
}

/// Plain digits with a point, no more zeros than written.
impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_decimals_are_exact() {
        for (text, shown, float) in [
            ("0", "0", 0.0),
            ("18.5", "18.5", 18.5),
            ("-0.002", "-0.002", -0.002),
            ("\u{2212}7", "-7", -7.0),
            ("+3", "3", 3.0),
            ("101.60", "101.6", 101.6),
        ] {
            let n = Decimal::parse(text).unwrap();
            assert_eq!(n.to_string(), shown);
            assert!((n.to_f64() - float).abs() < 1e-15, "{text}");
        }
        let shifted = Decimal::parse("12.3").unwrap().shifted(-2);
        assert_eq!(shifted.to_f64().to_bits(), 0.123_f64.to_bits());
        assert_eq!(Decimal::parse("1.5").unwrap().shifted(1).whole(), Some(15));
        assert_eq!(Decimal::parse("1.5").unwrap().whole(), None);
    }

    #[test]
    fn other_spellings_are_refused_and_respelt() {
        for (text, write) in [
            ("1,000", "1000"),
            ("1_000", "1000"),
            ("0x10", "16"),
            ("1e6", "1000000"),
            ("2.5e3", "2500"),
            ("２０２５", "2025"),
            (".5", "0.5"),
            ("5.", "5"),
            ("010", "10"),
        ] {
            let write = write.to_owned();
            assert_eq!(
                Decimal::parse(text),
                Err(Misspelt::Spelling { write }),
                "{text}"
            );
        }
        for text in [".nan", ".inf", "-.inf", "NaN", "inf"] {
            assert_eq!(Decimal::parse(text), Err(Misspelt::NotFinite), "{text}");
        }
        for text in ["1:30", "1.000,50", "abc", "1.2.3", "--1", "1e400"] {
            assert_eq!(Decimal::parse(text), Err(Misspelt::NotANumber), "{text}");
        }
        assert_eq!(Decimal::parse(""), Err(Misspelt::Empty));
        // the largest exponent that is respelt
        let write = "1000000000".to_owned();
        assert_eq!(Decimal::parse("1e9"), Err(Misspelt::Spelling { write }));
        assert_eq!(Decimal::parse("1e10"), Err(Misspelt::NotANumber));
        // the most digits, before and after the point together
        for text in ["9".repeat(21), format!("1.{}", "5".repeat(20))] {
            assert_eq!(Decimal::parse(&text).unwrap().to_string(), text);
            let more = Decimal::parse(&format!("1{text}"));
            assert_eq!(more, Err(Misspelt::TooManyDigits));
        }
        assert_eq!(
            Decimal::parse(&"9".repeat(40)),
            Err(Misspelt::TooManyDigits)
        );
    }

    #[test]
    fn a_ratio_has_the_digits_over_the_power() {
        assert_eq!(Decimal::parse("0.25").unwrap().ratio(), (25, 100));
        assert_eq!(Decimal::parse("-3").unwrap().ratio(), (-3, 1));
        assert_eq!(Decimal::parse("12.00").unwrap().whole(), Some(12));
    }
}
