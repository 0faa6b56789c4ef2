//! Numbers as people read them, in both languages: 万 and 亿 in Chinese, million and billion in English, a true minus.
//! Machine-readable files do not use it.

use super::Money;
use crate::language::Lang;

/// Names of large amounts: from how many, power of ten, name.
const LARGE_ZH: [(f64, i32, &str); 3] = [(1.0e12, 12, "万亿"), (1.0e8, 8, "亿"), (1.0e4, 4, "万")];
const LARGE_EN: [(f64, i32, &str); 3] = [
    (1.0e12, 12, " trillion"),
    (1.0e9, 9, " billion"),
    (1.0e6, 6, " million"),
];

/// Money for people, with at most two decimals: `1.2亿元`, `3000万元`, `120 million yuan`, `500元`.
#[must_use]
pub fn money_text(money: Money, lang: Lang) -> String {
    let yuan = money.yuan();
    let large = lang.pick(LARGE_ZH, LARGE_EN);
    let unit = lang.pick("元", " yuan");
    for (from, power, name) in large {
        let scaled = yuan.abs() / libm::pow(10.0, f64::from(power));
        // what rounds up to the next name takes it: 9 999.999 万 is 1 亿
        if libm::round(yuan.abs()) >= from {
            return format!("{}{}{name}{unit}", sign(yuan), trimmed(scaled, 2));
        }
    }
    format!("{}{}{unit}", sign(yuan), grouped(yuan.abs(), 2, lang))
}

/// A number for people, with at most `decimals`: `1.8万` and `18,000`; Chinese writes whole 万 and 亿 from 10 000 on.
#[must_use]
pub fn number_text(value: f64, decimals: usize, lang: Lang) -> String {
    if !value.is_finite() {
        return lang.pick("未知", "unknown").to_owned();
    }
    let size = value.abs();
    if lang == Lang::Zh {
        for (from, power, name) in LARGE_ZH {
            if libm::round(size) >= from {
                let scaled = size / libm::pow(10.0, f64::from(power));
                return format!("{}{}{name}", sign(value), trimmed(scaled, decimals.max(2)));
            }
        }
    }
    let text = grouped(size, decimals, lang);
    let sign = if text == "0" { "" } else { sign(value) };
    format!("{sign}{text}")
}

/// Money in its shortest exact spelling, as a scenario may write it.
#[must_use]
pub fn money_spelling(money: Money) -> String {
    let sign = if money.fen() < 0 { "-" } else { "" };
    let fen = money.fen().unsigned_abs();
    let units: [(u64, usize, &str); 4] = [
        (100_000_000_000_000, 14, "万亿元"),
        (10_000_000_000, 10, "亿元"),
        (1_000_000, 6, "万元"),
        (1, 2, "元"),
    ];
    let (_, power, name) = units
        .into_iter()
        .find(|(from, ..)| fen >= *from)
        .unwrap_or((0, 2, "元"));
    let digits = format!("{fen:0width$}", width = power + 1);
    let (whole, fraction) = digits.split_at(digits.len() - power);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}{name}")
}

const fn sign(value: f64) -> &'static str {
    if value < 0.0 { "\u{2212}" } else { "" }
}

/// At most `decimals`, no trailing zeros.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Like `trimmed`, in English with commas between groups of three digits.
fn grouped(value: f64, decimals: usize, lang: Lang) -> String {
    let text = trimmed(value, decimals);
    if lang == Lang::Zh {
        return text;
    }
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use super::super::parse_money;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_for_people() {
        for (yuan, zh, en) in [
            (120_000_000.0, "1.2亿元", "120 million yuan"),
            (30_000_000.0, "3000万元", "30 million yuan"),
            (1.016e14, "101.6万亿元", "101.6 trillion yuan"),
            (5.0e9, "50亿元", "5 billion yuan"),
            (500.0, "500元", "500 yuan"),
            (185_000.0, "18.5万元", "185,000 yuan"),
            (-20_000.0, "\u{2212}2万元", "\u{2212}20,000 yuan"),
            (0.0, "0元", "0 yuan"),
            (99_999_999.99, "1亿元", "100 million yuan"),
        ] {
            let money = Money::from_yuan(yuan);
            assert_eq!(money_text(money, Lang::Zh), zh);
            assert_eq!(money_text(money, Lang::En), en);
        }
    }

    #[test]
    fn numbers_for_people() {
        for (value, decimals, zh, en) in [
            (18_000.0, 0, "1.8万", "18,000"),
            (9_999.0, 0, "9999", "9,999"),
            (26.83, 1, "26.8", "26.8"),
            (-0.25, 2, "\u{2212}0.25", "\u{2212}0.25"),
            (-0.001, 1, "0", "0"),
            (2.312e6, 0, "231.2万", "2,312,000"),
            (f64::NAN, 0, "未知", "unknown"),
        ] {
            assert_eq!(number_text(value, decimals, Lang::Zh), zh);
            assert_eq!(number_text(value, decimals, Lang::En), en);
        }
    }

    #[test]
    fn money_is_spelt_with_its_largest_name() {
        for (fen, spelling) in [
            (0, "0元"),
            (1, "0.01元"),
            (999_999, "9999.99元"),
            (1_000_000, "1万元"),
            (-18_500_000, "-18.5万元"),
            (12_000_000_000, "1.2亿元"),
            (10_160_000_000_000_000, "101.6万亿元"),
        ] {
            assert_eq!(money_spelling(Money::from_fen(fen)), spelling);
        }
    }

    proptest! {
        #[test]
        fn any_amount_comes_back_from_its_spelling(fen in -900_000_000_000_000_000i64..900_000_000_000_000_000) {
            let money = Money::from_fen(fen);
            prop_assert_eq!(parse_money(&money_spelling(money)), Ok(money));
        }
    }
}
