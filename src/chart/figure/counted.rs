//! Money is counted otherwise in English than in Chinese: a figure holds values in the Chinese unit, and gives them in the
//! English one. Knows no drawing.

use std::borrow::Cow;

use crate::language::{Lang, Text};

use super::{BandYear, Fan, SmallMultiples, Tornado};

/// What values in the Chinese form of `unit` are multiplied by for the form in `lang`, and with how many decimals they are
/// written there if it is `decimals` in Chinese.
#[must_use]
pub fn counted(unit: &Text, decimals: usize, lang: Lang) -> (f64, usize) {
    let says = |en: &str| unit.zh.contains("亿元") && unit.en.contains(en);
    match lang {
        Lang::En if says("billion yuan") => (0.1, decimals + 1),
        Lang::En if says("100 million yuan") => (1.0, decimals),
        Lang::En if says("million yuan") => (100.0, decimals.saturating_sub(2)),
        _ => (1.0, decimals),
    }
}

fn plain(factor: f64) -> bool {
    (factor - 1.0).abs() < f64::EPSILON
}

fn scale_band(band: &mut BandYear, factor: f64) {
    for value in [
        &mut band.p05,
        &mut band.p25,
        &mut band.p50,
        &mut band.p75,
        &mut band.p95,
    ] {
        *value *= factor;
    }
}

impl Fan {
    /// The fan as it is drawn in `lang`.
    pub(in crate::chart) fn counted_in(&self, lang: Lang) -> Cow<'_, Self> {
        let (factor, decimals) = counted(&self.unit, self.decimals, lang);
        if plain(factor) {
            return Cow::Borrowed(self);
        }
        let mut fan = self.clone();
        fan.decimals = decimals;
        let lines = fan.naive.iter_mut().chain(&mut fan.beside);
        let points = lines.flat_map(|line| &mut line.points);
        for point in points.chain(&mut fan.history) {
            point.value *= factor;
        }
        fan.bands
            .iter_mut()
            .for_each(|band| scale_band(band, factor));
        if let Some(value) = &mut fan.ceiling {
            *value *= factor;
        }
        if let Some(target) = &mut fan.target {
            target.value *= factor;
        }
        Cow::Owned(fan)
    }
}

impl SmallMultiples {
    /// The panels as they are drawn in `lang`.
    pub(in crate::chart) fn counted_in(&self, lang: Lang) -> Cow<'_, Self> {
        let (factor, _) = counted(&self.unit, 0, lang);
        if plain(factor) {
            return Cow::Borrowed(self);
        }
        let mut figure = self.clone();
        for panel in &mut figure.panels {
            panel
                .bands
                .iter_mut()
                .for_each(|band| scale_band(band, factor));
            if let Some(target) = &mut panel.target {
                *target *= factor;
            }
        }
        if let Some(value) = &mut figure.ceiling {
            *value *= factor;
        }
        Cow::Owned(figure)
    }
}

impl Tornado {
    /// The bars as they are drawn in `lang`.
    pub(in crate::chart) fn counted_in(&self, lang: Lang) -> Cow<'_, Self> {
        let (factor, decimals) = counted(&self.unit, self.decimals, lang);
        if plain(factor) {
            return Cow::Borrowed(self);
        }
        let mut tornado = self.clone();
        tornado.decimals = decimals;
        for row in &mut tornado.rows {
            row.low *= factor;
            row.high *= factor;
        }
        if let Some((value, _)) = &mut tornado.target {
            *value *= factor;
        }
        Cow::Owned(tornado)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::figure::Figure;
    use crate::chart::specimens;

    #[test]
    fn money_is_counted_as_the_language_does() {
        let unit = |en: &str| Text::new("亿元", en);
        assert_eq!(counted(&unit("billion yuan"), 1, Lang::En), (0.1, 2));
        assert_eq!(counted(&unit("million yuan"), 1, Lang::En), (100.0, 0));
        assert_eq!(counted(&unit("billion yuan"), 1, Lang::Zh), (1.0, 1));
        assert_eq!(counted(&Text::new("个", "stations"), 0, Lang::En), (1.0, 0));
        let Figure::Fan(mut fan) = specimens::stations() else {
            panic!("a fan")
        };
        fan.unit = unit("billion yuan");
        let (zh, en) = (fan.counted_in(Lang::Zh), fan.counted_in(Lang::En));
        assert_eq!(*zh, fan);
        assert!((en.bands[3].p50 * 10.0 - fan.bands[3].p50).abs() < 1e-9);
        assert!((en.target.as_ref().unwrap().value - 1800.0).abs() < 1e-9);
        assert!((en.history[0].value * 10.0 - fan.history[0].value).abs() < 1e-9);
    }
}
