//! In which unit a plot counts: chosen by its largest value, as readers of the language would. Knows no figure.

use crate::language::{Lang, Text};

use super::axis::number;

/// A unit for all numbers of a plot.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    /// How many of the figure's own unit are one of the plot's.
    pub divisor: f64,
    /// As it stands over the plot: `万元`, `billion yuan`, `万个`.
    pub unit: String,
    /// Decimal places of written values: three digits for the largest.
    pub decimals: usize,
}

impl Scale {
    /// For amounts up to `most` yuan.
    pub(super) fn money(most: f64, lang: Lang) -> Self {
        let (divisor, unit) = match lang {
            Lang::Zh if most >= 1e8 => (1e8, "亿元"),
            Lang::Zh => (1e4, "万元"),
            Lang::En if most >= 1e9 => (1e9, "billion yuan"),
            Lang::En => (1e6, "million yuan"),
        };
        Self::of(divisor, unit.to_owned(), most)
    }

    /// For counts of `noun` up to `most`; whole numbers unless they are counted in 万.
    pub(super) fn count(noun: &Text, most: f64, lang: Lang) -> Self {
        let noun = noun.get(lang);
        match lang {
            Lang::Zh if most >= 1e4 => Self::of(1e4, format!("万{noun}"), most),
            _ => Self {
                divisor: 1.0,
                unit: noun.to_owned(),
                decimals: 0,
            },
        }
    }

    /// A value as it is written in the plot, without the unit.
    pub(super) fn written(&self, value: f64, lang: Lang) -> String {
        let value = value / self.divisor;
        let decimals = if value == 0.0 { 0 } else { self.decimals };
        number(value, decimals, lang)
    }

    fn of(divisor: f64, unit: String, most: f64) -> Self {
        let most = most / divisor;
        let decimals = usize::from(most < 100.0) + usize::from(most < 10.0);
        Self {
            divisor,
            unit,
            decimals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_readers_of_the_language_count() {
        let of = |yuan, lang| {
            let scale = Scale::money(yuan, lang);
            (scale.written(yuan, lang), scale.unit)
        };
        let is = |number: &str, unit: &str| (number.to_owned(), unit.to_owned());
        assert_eq!(of(2.98e9, Lang::Zh), is("29.8", "亿元"));
        assert_eq!(of(2.98e9, Lang::En), is("2.98", "billion yuan"));
        assert_eq!(of(8.3e7, Lang::Zh), is("8300", "万元"));
        assert_eq!(of(8.3e7, Lang::En), is("83.0", "million yuan"));
        assert_eq!(of(0.0, Lang::En), is("0", "million yuan"));
        let noun = Text::new("个", "stations");
        let of = |most, lang| Scale::count(&noun, most, lang).written(8477.0, lang);
        assert_eq!(of(42_158.0, Lang::Zh), "0.85");
        assert_eq!(of(9_999.0, Lang::Zh), "8477");
        assert_eq!(of(42_158.0, Lang::En), "8,477");
    }
}
