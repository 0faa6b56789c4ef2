//! What the title of a tornado may say: no more than the runs on either side tell from chance. Knows no scenario.

use crate::analysis::Driver;
use crate::indicator::Unit;
use crate::language::Lang;
use crate::quantity::Year;
use crate::report::wording;

/// What is moved, under which scenario.
pub(super) struct Told<'a> {
    pub(super) under: String,
    pub(super) name: &'a str,
    pub(super) year: Year,
    pub(super) unit: &'a Unit,
}

impl Told<'_> {
    /// The widest swing that is certain, and the next; else that nothing is. `drivers` come with the widest swing first.
    pub(super) fn finding(&self, drivers: &[&Driver], lang: Lang) -> String {
        let mut certain = drivers.iter().filter(|driver| driver.certain());
        let Some(widest) = certain.next() else {
            let clear = drivers.iter().filter(|driver| driver.clear);
            let closest = clear.max_by(|a, b| {
                let strength = |driver: &Driver| driver.rank_correlation.abs();
                strength(a).total_cmp(&strength(b))
            });
            return match closest {
                Some(driver) => self.doubtful(driver, lang),
                None => self.nothing(drivers, lang),
            };
        };
        let Self {
            under, name, year, ..
        } = self;
        let label = widest.parameter.label(lang);
        let means = [widest.means.0, widest.means.1];
        let [low, high] = means.map(|value| wording::value(value, self.unit, lang));
        let next = certain.next().map(|driver| driver.parameter.label(lang));
        // a wider bar that few runs make is not passed over
        let wider = drivers.first().filter(|first| !first.certain());
        let wider = wider.map(|driver| driver.parameter.label(lang));
        match lang {
            Lang::Zh => {
                let next = next.map(|n| format!("，其次是{n}")).unwrap_or_default();
                let wider = wider.map(|w| format!("（{w}的摆幅更大，但尚不能断定）"));
                format!(
                    "{under}，{label}对{year}年{name}影响最大：低值时均值{low}，高值时{high}{next}{}",
                    wider.unwrap_or_default()
                )
            }
            Lang::En => {
                let next = next.map(|n| format!("; next comes \"{n}\""));
                let wider = wider.map(|w| format!("; the wider bar of \"{w}\" is not certain"));
                format!(
                    "{under}: \"{label}\" moves \"{name}\" in {year} most: {low} on average where it is low, {high} where it is high{}{}",
                    next.unwrap_or_default(),
                    wider.unwrap_or_default()
                )
            }
        }
    }

    /// That no input stands out.
    fn nothing(&self, drivers: &[&Driver], lang: Lang) -> String {
        let Self {
            under, name, year, ..
        } = self;
        let pairs = drivers.first().filter(|driver| driver.paired);
        let pairs = pairs.map(|driver| driver.runs.0.min(driver.runs.1));
        match (lang, pairs) {
            (Lang::Zh, Some(pairs)) => format!(
                "{under}，每个参数{pairs}对模拟看不出哪个参数对{year}年{name}的影响超出偶然"
            ),
            (Lang::Zh, None) => {
                format!("{under}，从现有模拟看不出哪个参数对{year}年{name}的影响超出偶然")
            }
            (Lang::En, Some(pairs)) => format!(
                "{under}: from {pairs} pairs of runs an input, none moves \"{name}\" in {year} by more than chance"
            ),
            (Lang::En, None) => format!(
                "{under}: from these runs, no input moves \"{name}\" in {year} by more than chance"
            ),
        }
    }

    /// That the input of the strongest rank correlation cannot be told from chance by the few runs on either side.
    fn doubtful(&self, driver: &Driver, lang: Lang) -> String {
        let Self {
            under, name, year, ..
        } = self;
        let label = driver.parameter.label(lang);
        let (low, high) = driver.runs;
        let (few, many) = (low.min(high), low.max(high));
        let ends = [driver.difference.low, driver.difference.high];
        let [low, high] = ends.map(|value| wording::difference(value, self.unit, lang));
        let runs = match (few == many, lang) {
            (true, _) => few.to_string(),
            (false, Lang::Zh) => format!("{few}至{many}"),
            (false, Lang::En) => format!("{few} to {many}"),
        };
        match lang {
            Lang::Zh => format!(
                "{under}，{label}与{year}年{name}的秩相关最大，但两侧各只有{runs}次模拟，均值之差的95%区间（{low}至{high}）含零，尚不能断定有影响"
            ),
            Lang::En => format!(
                "{under}: \"{label}\" goes with \"{name}\" in {year} most closely, but that is not certain: with {runs} runs a side the 95% interval of the difference ({low} to {high}) includes zero"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameter;
    use crate::statistics::Interval;

    fn driver(parameter: Parameter, swing: f64, half: f64, clear: bool, paired: bool) -> Driver {
        Driver {
            goal: "gigabit_coverage".to_owned(),
            parameter,
            rank_correlation: 0.6,
            range: (0.1, 0.2),
            runs: (3, 3),
            paired,
            centre: 90.0,
            means: (90.0 - swing / 2.0, 90.0 + swing / 2.0),
            difference: Interval {
                low: swing - half,
                high: swing + half,
            },
            clear,
        }
    }

    fn titles(drivers: &[Driver]) -> [String; 2] {
        let drivers: Vec<&Driver> = drivers.iter().collect();
        [Lang::Zh, Lang::En].map(|lang| {
            let told = Told {
                under: lang.pick("基准情景下", "Under Baseline").to_owned(),
                name: lang.pick("千兆覆盖率", "coverage"),
                year: 2025,
                unit: &Unit::Percent,
            };
            told.finding(&drivers, lang)
        })
    }

    #[test]
    fn an_interval_with_zero_names_no_cause() {
        let doubtful = driver(Parameter::StationCapex, 4.0, 5.0, true, false);
        let [zh, en] = titles(std::slice::from_ref(&doubtful));
        assert!(zh.contains("含零") && zh.contains("尚不能断定"), "{zh}");
        assert!(
            en.contains("includes zero") && en.contains("3 runs a side"),
            "{en}"
        );
        assert!(en.contains("(-1 point to 9 points)"), "{en}");
        assert!(!en.contains(" most: "), "{en}");
        // a narrower bar that is certain is named, and the wider one is not passed over
        let certain = driver(Parameter::PortPrice, 2.0, 1.0, true, false);
        let [zh, en] = titles(&[doubtful, certain]);
        let [wide, narrow] = [Parameter::StationCapex, Parameter::PortPrice];
        assert!(
            en.contains(&format!("\"{}\" moves", narrow.label(Lang::En))),
            "{en}"
        );
        let wider = format!(
            "the wider bar of \"{}\" is not certain",
            wide.label(Lang::En)
        );
        assert!(
            en.contains(&wider) && zh.contains("尚不能断定"),
            "{en} {zh}"
        );
    }

    #[test]
    fn pairs_that_tell_nothing_are_counted() {
        let [zh, en] = titles(&[driver(Parameter::StationCapex, 1.0, 2.0, false, true)]);
        assert!(
            zh.contains("3对模拟") && en.contains("3 pairs"),
            "{zh} {en}"
        );
        let [_, en] = titles(&[driver(Parameter::StationCapex, 3.0, 2.0, true, true)]);
        assert!(
            en.contains("moves \"coverage\" in 2025 most: 88.5%"),
            "{en}"
        );
    }
}
