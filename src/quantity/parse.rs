//! Quantities as people write them in scenario files, in both scripts. Knows no key and no file.

use super::decimal::{Decimal, Misspelt, narrow};
use super::money::Money;
use crate::language::Text;

/// What a quantity measures, and so which units it may be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Money: `1.2亿元`, `120 million yuan`. Read in fen.
    Money,
    /// A share of a whole: `5 %`. Read as a fraction.
    Share,
    /// A share or a number a year: `8 %/year`, `每年8%`, `1.5/year`. Read as a fraction or number a year.
    Rate,
    /// A duration: `15 months`, `15个月`. Read in months.
    Months,
    /// Whole years: `1 year`, `1年`. Read in years.
    Years,
    /// A length: `600 m`, `1.2 km`, `600米`. Read in metres.
    Length,
    /// A plain number.
    Number,
}

/// A unit and what it multiplies by: a factor and a power of ten.
type UnitRow = (&'static str, i128, i32);

const MONEY: &[UnitRow] = &[
    ("元", 1, 2),
    ("千元", 1, 5),
    ("万元", 1, 6),
    ("百万元", 1, 8),
    ("千万元", 1, 9),
    ("亿元", 1, 10),
    ("万亿元", 1, 14),
    ("yuan", 1, 2),
    ("thousand yuan", 1, 5),
    ("million yuan", 1, 8),
    ("billion yuan", 1, 11),
    ("trillion yuan", 1, 14),
];
const SHARE: &[UnitRow] = &[("%", 1, -2)];
const RATE: &[UnitRow] = &[
    ("%/year", 1, -2),
    ("% a year", 1, -2),
    ("% per year", 1, -2),
    ("%/年", 1, -2),
    ("/year", 1, 0),
    ("a year", 1, 0),
    ("per year", 1, 0),
    ("/年", 1, 0),
];
const MONTHS: &[UnitRow] = &[
    ("months", 1, 0),
    ("month", 1, 0),
    ("个月", 1, 0),
    ("years", 12, 0),
    ("year", 12, 0),
    ("年", 12, 0),
];
const YEARS: &[UnitRow] = &[("years", 1, 0), ("year", 1, 0), ("年", 1, 0)];
const LENGTH: &[UnitRow] = &[
    ("m", 1, 0),
    ("米", 1, 0),
    ("km", 1, 3),
    ("公里", 1, 3),
    ("千米", 1, 3),
];

impl Measure {
    fn units(self) -> &'static [UnitRow] {
        match self {
            Self::Money => MONEY,
            Self::Share => SHARE,
            Self::Rate => RATE,
            Self::Months => MONTHS,
            Self::Years => YEARS,
            Self::Length => LENGTH,
            Self::Number => &[],
        }
    }

    /// Reads a quantity exactly, in the measure's own unit.
    ///
    /// # Errors
    /// Says why `text` is no such quantity.
    pub fn parse(self, text: &str) -> Result<Decimal, Misspelt> {
        let text = text.trim();
        let yearly = text.strip_prefix("每年").filter(|_| self == Self::Rate);
        let (number, unit) = match yearly.map(|rest| split(rest.trim_start())) {
            Some((number, unit)) => (number, format!("{unit}/年")),
            None => split(text),
        };
        if unit.is_empty() {
            let plain = Decimal::parse(number)?;
            return match self {
                Self::Number => Ok(plain),
                _ => Err(Misspelt::NoUnit),
            };
        }
        let row = self.units().iter().find(|(name, ..)| *name == unit);
        let Some((_, factor, power)) = row else {
            return Err(self.unknown(text, number, unit));
        };
        let value = Decimal::parse(number)?.times(*factor).shifted(*power);
        if self == Self::Money && value.whole().is_none() {
            return Err(Misspelt::FinerThanFen);
        }
        if self == Self::Years && value.whole().is_none() {
            return Err(Misspelt::NotWhole);
        }
        Ok(value)
    }

    /// Why the unit is none of this measure's.
    fn unknown(self, text: &str, number: &str, unit: String) -> Misspelt {
        let narrowed: String = text.chars().map(narrow).collect();
        if narrowed != text && self.parse(&narrowed).is_ok() {
            return Misspelt::Spelling { write: narrowed };
        }
        if Decimal::parse(number).is_err() {
            // the whole may be a number in another spelling, such as 1_000 or 0x10
            return match Decimal::parse(text) {
                Err(why) if self == Self::Number || why == Misspelt::NotFinite => why,
                _ => Misspelt::NotANumber,
            };
        }
        if self == Self::Number {
            return match Decimal::parse(text) {
                Err(Misspelt::NotANumber) | Ok(_) => Misspelt::UnitNotAsked,
                Err(why) => why,
            };
        }
        let with_yuan = format!("{unit}元");
        if self == Self::Money && MONEY.iter().any(|(name, ..)| *name == with_yuan) {
            let write = format!("{number}{with_yuan}");
            return Misspelt::NoCurrency { write };
        }
        match Decimal::parse(text) {
            Err(why @ (Misspelt::Spelling { .. } | Misspelt::NotFinite)) => why,
            _ => Misspelt::UnknownUnit { unit },
        }
    }

    /// How the measure is written, for messages.
    #[must_use]
    pub fn spelling(self) -> Text {
        let (zh, en) = match self {
            Self::Money => (
                "金额要带单位，如 3000万元、1.2亿元",
                "money is written with its unit, such as 3000万元, 1.2亿元 or 120 million yuan",
            ),
            Self::Share => (
                "比重要带百分号，如 5 %",
                "a share is written in per cent, such as 5 %",
            ),
            Self::Rate => (
                "年率要写明每年，如 8 %/年",
                "a rate is written a year, such as 8 %/year",
            ),
            Self::Months => (
                "时长要带单位，如 15个月",
                "a duration is written with its unit, such as 15 months",
            ),
            Self::Years => (
                "年数要带单位，如 1年",
                "years are written with their unit, such as 1 year",
            ),
            Self::Length => (
                "长度要带单位，如 600米、1.2公里",
                "a length is written with its unit, such as 600 m or 1.2 km",
            ),
            Self::Number => (
                "此处写不带单位的数字，如 12 或 0.5",
                "a plain number is asked, such as 12 or 0.5",
            ),
        };
        Text::new(zh, en)
    }

    /// A pattern (ECMA 262) of well-written quantities, for the schema; `None` for plain numbers.
    #[must_use]
    pub fn pattern(self) -> Option<String> {
        let mut units: Vec<&str> = self.units().iter().map(|(name, ..)| *name).collect();
        if units.is_empty() {
            return None;
        }
        units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        let units = units.join("|");
        let prefix = if self == Self::Rate { "(每年)?" } else { "" };
        let optional = if self == Self::Rate { "|%" } else { "" };
        Some(format!(
            "^{prefix}[+\\-\u{2212}]?[0-9]+(\\.[0-9]+)? ?({units}{optional})$"
        ))
    }
}

/// Reads an amount of money to the fen.
///
/// # Errors
/// Says why `text` is no amount of money.
pub fn parse_money(text: &str) -> Result<Money, Misspelt> {
    let fen = Measure::Money.parse(text)?;
    let fen = fen.whole().ok_or(Misspelt::FinerThanFen)?;
    i64::try_from(fen)
        .ok()
        .filter(|fen| fen.abs() <= LARGEST_FEN)
        .map(Money::from_fen)
        .ok_or(Misspelt::TooManyDigits)
}

/// The largest amount a file may state: 10¹⁶ yuan.
const LARGEST_FEN: i64 = 1_000_000_000_000_000_000;

/// Splits a text into its number and its unit, the unit in lower case with single spaces.
fn split(text: &str) -> (&str, String) {
    let end = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | '\u{2212}')))
        .map_or(text.len(), |(i, _)| i);
    let (number, unit) = text.split_at(end);
    let words: Vec<&str> = unit.split_whitespace().collect();
    let unit = words.join(" ").to_lowercase();
    (number, unit.replace("% /", "%/").replace("/ ", "/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_in_both_scripts() {
        for (text, fen) in [
            ("1.2亿元", 12_000_000_000),
            ("1.2 亿元", 12_000_000_000),
            ("3000万元", 3_000_000_000),
            ("120 million yuan", 12_000_000_000),
            ("5 billion yuan", 500_000_000_000),
            ("500元", 50_000),
            ("0.01元", 1),
            ("101.6万亿元", 10_160_000_000_000_000),
            ("12345678.9 yuan", 1_234_567_890),
            ("-3万元", -3_000_000),
        ] {
            assert_eq!(parse_money(text), Ok(Money::from_fen(fen)), "{text}");
        }
    }

    #[test]
    fn money_misspelt() {
        let write = |write: &str| Misspelt::Spelling {
            write: write.to_owned(),
        };
        for (text, why) in [
            ("5", Misspelt::NoUnit),
            (
                "30 亿",
                Misspelt::NoCurrency {
                    write: "30亿元".into(),
                },
            ),
            ("0.001元", Misspelt::FinerThanFen),
            (
                "5 %",
                Misspelt::UnknownUnit {
                    unit: "%".to_owned(),
                },
            ),
            (
                "5 million dollars",
                Misspelt::UnknownUnit {
                    unit: "million dollars".to_owned(),
                },
            ),
            ("$3m", Misspelt::NotANumber),
            ("３０００万元", write("3000万元")),
            ("1,000", write("1000")),
            (".inf", Misspelt::NotFinite),
            ("99999万亿元", Misspelt::TooManyDigits),
        ] {
            assert_eq!(parse_money(text), Err(why), "{text}");
        }
    }

    #[test]
    fn other_measures() {
        for (measure, text, value) in [
            (Measure::Share, "38 %", 0.38),
            (Measure::Share, "12.3%", 0.123),
            (Measure::Rate, "8 %/year", 0.08),
            (Measure::Rate, "-0.2 % / year", -0.002),
            (Measure::Rate, "每年8%", 0.08),
            (Measure::Rate, "8%/年", 0.08),
            (Measure::Rate, "8% a year", 0.08),
            (Measure::Rate, "8 % per year", 0.08),
            (Measure::Rate, "1.5/year", 1.5),
            (Measure::Months, "15 months", 15.0),
            (Measure::Months, "15个月", 15.0),
            (Measure::Months, "2 years", 24.0),
            (Measure::Years, "1 year", 1.0),
            (Measure::Years, "1年", 1.0),
            (Measure::Length, "600 m", 600.0),
            (Measure::Length, "1.2 km", 1200.0),
            (Measure::Length, "600米", 600.0),
            (Measure::Number, "0.5", 0.5),
            (Measure::Number, "-3", -3.0),
        ] {
            let read = measure.parse(text).unwrap().to_f64();
            assert!((read - value).abs() < 1e-15, "{text}: {read}");
            let pattern = measure.pattern();
            assert_eq!(pattern.is_none(), measure == Measure::Number);
        }
    }

    #[test]
    fn other_measures_misspelt() {
        for (measure, text, why) in [
            (Measure::Share, "0.38", Misspelt::NoUnit),
            (Measure::Months, "15", Misspelt::NoUnit),
            (
                Measure::Rate,
                "8 %",
                Misspelt::UnknownUnit {
                    unit: "%".to_owned(),
                },
            ),
            (Measure::Share, "\u{ff15}", Misspelt::NotANumber),
            (Measure::Years, "1.5 years", Misspelt::NotWhole),
            (Measure::Number, "5 a", Misspelt::UnitNotAsked),
            (Measure::Number, "", Misspelt::Empty),
            (
                Measure::Number,
                "1_000",
                Misspelt::Spelling {
                    write: "1000".to_owned(),
                },
            ),
            (
                Measure::Number,
                "0x10",
                Misspelt::Spelling {
                    write: "16".to_owned(),
                },
            ),
            (
                Measure::Number,
                "1e6",
                Misspelt::Spelling {
                    write: "1000000".to_owned(),
                },
            ),
            (Measure::Number, ".nan", Misspelt::NotFinite),
            (Measure::Number, "many", Misspelt::NotANumber),
        ] {
            assert_eq!(measure.parse(text), Err(why), "{measure:?} {text}");
        }
    }

    const ALL: [Measure; 7] = [
        Measure::Money,
        Measure::Share,
        Measure::Rate,
        Measure::Months,
        Measure::Years,
        Measure::Length,
        Measure::Number,
    ];

    #[test]
    fn examples_in_messages_are_well_written() {
        for measure in ALL {
            let Text { zh, en } = measure.spelling();
            for (said, such_as, between) in [
                (zh, "如 ", ["、", " 或 "]),
                (en, "such as ", [", ", " or "]),
            ] {
                let (_, examples) = said.split_once(such_as).expect("an example");
                for example in examples.replace(between[1], between[0]).split(between[0]) {
                    assert!(measure.parse(example).is_ok(), "{measure:?}: {example}");
                }
            }
        }
    }

    #[test]
    fn patterns_ask_for_the_unit() {
        let number = "[+\\-\u{2212}]?[0-9]+(\\.[0-9]+)? ?";
        let share = Measure::Share.pattern();
        assert_eq!(share, Some(format!("^{number}(%)$")));
        // the longest unit first, and the year in front instead
        let rate = Measure::Rate.pattern().expect("a unit is asked");
        assert!(rate.starts_with(&format!("^(每年)?{number}(% per year|")));
        assert!(rate.ends_with("|%)$"), "{rate}");
    }

    proptest! {
        #[test]
        fn any_amount_in_yuan_comes_back(fen in -1_000_000_000_000_000i64..1_000_000_000_000_000) {
            let money = Money::from_fen(fen);
            prop_assert_eq!(parse_money(&format!("{money} yuan")), Ok(money));
            prop_assert_eq!(parse_money(&format!("{money}元")), Ok(money));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            for measure in ALL {
                let _ = measure.parse(&text);
            }
            let _ = parse_money(&text);
        }
    }
}
