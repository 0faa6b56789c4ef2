//! What moves each card goal: a tornado, by the runs at hand or by paired runs, and the caption says which. Knows no pixels.

use super::driver_titles::Told;
use super::{Chart, Report, Scale, both, phrases};
use crate::analysis::{CardGoal, Driver};
use crate::chart::{Figure, Frame, Tornado, TornadoRow, number};
use crate::indicator::{IndicatorRow, Unit};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::scenario::Parameter;
use crate::scenario::parameter::Dimension;

/// A tornado for every card goal that has drivers.
pub(super) fn tornadoes(report: &Report<'_>, case: &Case<'_>) -> Vec<Chart> {
    let indicators = case.scenario.indicators();
    let chart = |goal: &CardGoal| {
        let drivers = case.summary.drivers.iter();
        let mut drivers: Vec<&Driver> = drivers.filter(|d| d.goal == goal.id).collect();
        let chosen = drivers.len();
        drivers.retain(|driver| !without_effect(driver));
        let swing = |driver: &Driver| (driver.means.1 - driver.means.0).abs();
        drivers.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
        let sheet = Sheet {
            case,
            goal,
            row: &indicators[goal.indicator.index()],
            without_effect: chosen - drivers.len(),
            drivers,
        };
        Some(Chart {
            name: format!("drivers_{}", goal.id),
            figure: Figure::Tornado(sheet.figure(report)?),
        })
    };
    case.summary.goals.iter().filter_map(chart).collect()
}

struct Sheet<'a> {
    case: &'a Case<'a>,
    goal: &'a CardGoal,
    row: &'a IndicatorRow,
    /// The widest swing first.
    drivers: Vec<&'a Driver>,
    /// Those left out because not one of the paired runs moved.
    without_effect: usize,
}

impl Sheet<'_> {
    fn figure(&self, report: &Report<'_>) -> Option<Tornado> {
        let first = *self.drivers.first()?;
        let moved = self.drivers.iter();
        let moved = moved.flat_map(|d| [d.means.0 - d.centre, d.means.1 - d.centre]);
        let most = moved.fold(0.0, |most: f64, change| most.max(change.abs()));
        let scale = Scale::of(&self.row.unit, most);
        let changes: Vec<f64> = self
            .drivers
            .iter()
            .flat_map(|d| [d.means.0 - d.centre, d.means.1 - d.centre])
            .map(|change| change / scale.divisor)
            .collect();
        // changes of a few are told apart by a decimal, of less than one by two
        let decimals = scale.decimals.max(match most / scale.divisor {
            m if m < 1.0 => 2,
            m if m < 20.0 => 1,
            _ => 0,
        });
        let rows = self.drivers.iter().zip(changes.chunks(2));
        let rows = rows
            .map(|(driver, changes)| TornadoRow {
                name: both(|lang| driver.parameter.label(lang).to_owned()),
                range: both(|lang| range(driver, lang)),
                low: changes[0],
                high: changes[1],
                clear: driver.clear,
            })
            .collect();
        let (zh, en) = if first.paired {
            (
                ["取10%分位值", "取90%分位值"],
                ["at its 10% quantile", "at its 90% quantile"],
            )
        } else {
            (
                ["取值最低的十分之一模拟", "取值最高的十分之一模拟"],
                ["runs with its lowest tenth", "runs with its highest tenth"],
            )
        };
        let target = self
            .goal
            .target
            .map(|index| &self.case.scenario.targets[index]);
        Some(Tornado {
            frame: self.frame(report, first),
            unit: both(|lang| {
                let unit = match self.row.unit {
                    Unit::Yuan => scale.unit.get(lang).to_owned(),
                    _ => wording::difference_unit(&self.row.unit, lang),
                };
                match lang {
                    Lang::Zh => format!("与均值之差（{unit}）"),
                    Lang::En => format!("change from the mean ({unit})"),
                }
            }),
            decimals,
            centre: both(|lang| {
                let mean = wording::value(first.centre, &self.row.unit, lang);
                format!("{} {mean}", lang.pick("均值", "mean"))
            }),
            sides: [0, 1].map(|side| Text::new(zh[side], en[side])),
            rows,
            target: target.map(|target| {
                let label = both(|lang| {
                    let number = wording::threshold(target, &self.row.unit, lang);
                    format!("{} {number}", lang.pick("目标", "target"))
                });
                ((target.threshold - first.centre) / scale.divisor, label)
            }),
        })
    }

    fn frame(&self, report: &Report<'_>, first: &Driver) -> Frame {
        let scenario = self.case.scenario;
        let (name, year) = (&self.goal.name, self.goal.year);
        Frame {
            finding: both(|lang| self.finding(lang)),
            subtitle: both(|lang| {
                let (name, region) = (name.get(lang), scenario.region.get(lang));
                match lang {
                    Lang::Zh => format!(
                        "各参数取低值和高值时{year}年{name}的均值变化，{region}；最多列出秩相关最大的15个参数"
                    ),
                    Lang::En => format!(
                        "Mean change of \"{name}\" in {year} with each input low and high, {region}; at most the 15 inputs of largest rank correlation"
                    ),
                }
            }),
            source: Text::new(
                "来源：本次模拟；参数的分布、来源和等级见情景文件",
                "Source: the runs; distributions, sources and grades of inputs stand in the scenario",
            ),
            scenario: phrases::scenario(scenario),
            runs: phrases::runs(report),
            bands: Some(both(|lang| self.method(first, lang))),
            caveat: self.caveat(),
            alt: both(|lang| self.alt(lang)),
            caption: both(|lang| {
                let (name, region) = (name.get(lang), scenario.region.get(lang));
                let what = match lang {
                    Lang::Zh => format!(
                        "影响{region}{year}年{name}的主要参数（{}）",
                        scenario.name.zh
                    ),
                    Lang::En => format!(
                        "What moves \"{name}\" in {year}, {region} ({})",
                        scenario.name.en
                    ),
                };
                let caveat = self.caveat().map(|said| said.get(lang).to_owned());
                phrases::sentences([Some(what), Some(self.method(first, lang)), caveat], lang)
            }),
        }
    }

    /// That a goal is not assessed must be said: a tornado shows a target line.
    fn caveat(&self) -> Option<Text> {
        let index = self.goal.target?;
        let rows = self.case.summary.attainment.iter();
        let row = rows.into_iter().find(|row| row.target == index)?;
        let judged = row.judged.is_some();
        (!judged).then(|| phrases::caveat(&self.case.scenario.targets[index]))
    }

    fn method(&self, first: &Driver, lang: Lang) -> String {
        let (low, high) = first.runs;
        let none = self.without_effect;
        match (lang, first.paired) {
            (Lang::Zh, true) if none > 0 => format!(
                "每个参数单独固定在其分布的10%和90%分位，各用同一组随机数模拟{low}次；浅色：两侧之差的95%区间含零；另有{none}个参数秩相关大却毫无影响，属偶然，未列"
            ),
            (Lang::En, true) if none > 0 => format!(
                "each input alone held at the 10% and 90% of its distribution, {low} runs a side on the same dice; pale: the 95% interval of the difference holds zero; left out: {none} more that correlate by chance and move nothing"
            ),
            (Lang::Zh, true) => format!(
                "每个参数单独固定在其分布的10%和90%分位，各用同一组随机数模拟{low}次；浅色：两侧之差的95%区间含零"
            ),
            (Lang::Zh, false) => format!(
                "取自现有模拟：参数取值最低和最高的十分之一（约{low}次和{high}次）各自的均值，其他参数同时变动；浅色：秩相关未超出偶然"
            ),
            (Lang::En, true) => format!(
                "each input alone held at the 10% and 90% of its distribution, {low} runs a side on the same dice; pale: the 95% interval of the difference holds zero"
            ),
            (Lang::En, false) => format!(
                "from the runs at hand: means of the tenth with the lowest and with the highest draw (about {low} and {high} runs), all other inputs moving too; pale: a rank correlation not beyond chance"
            ),
        }
    }

    fn finding(&self, lang: Lang) -> String {
        let told = Told {
            under: phrases::under(self.case.scenario, lang),
            name: self.goal.name.get(lang),
            year: self.goal.year,
            unit: &self.row.unit,
        };
        told.finding(&self.drivers, lang)
    }

    fn alt(&self, lang: Lang) -> String {
        let unit = &self.row.unit;
        let said: Vec<String> = self
            .drivers
            .iter()
            .map(|driver| {
                let [low, high] =
                    [driver.means.0, driver.means.1].map(|v| wording::value(v, unit, lang));
                let label = driver.parameter.label(lang);
                match lang {
                    Lang::Zh => format!("{label}：低值{low}、高值{high}"),
                    Lang::En => format!("{label}: {low} low, {high} high"),
                }
            })
            .collect();
        match lang {
            Lang::Zh => format!("龙卷风图，影响由大到小。{}。", said.join("；")),
            Lang::En => format!("A tornado, the widest swing first. {}.", said.join("; ")),
        }
    }
}

/// Whether the same dice gave the same value in all paired runs: such an input was among the most correlated by chance.
fn without_effect(driver: &Driver) -> bool {
    let (low, high) = driver.means;
    driver.paired && (high - low).abs() < f64::EPSILON * low.abs() * 8.0 && !driver.clear
}

/// The low and high value of a parameter: `30%—50%`.
fn range(driver: &Driver, lang: Lang) -> String {
    let (low, high) = driver.range;
    let at = |value| parameter(driver.parameter, value, lang);
    let (low, high) = (at(low), at(high));
    match (lang, driver.paired) {
        (Lang::Zh, true) => format!("{low}—{high}"),
        (Lang::En, true) => format!("{low} to {high}"),
        (Lang::Zh, false) => format!("不高于{low}、不低于{high}"),
        (Lang::En, false) => format!("up to {low}, from {high}"),
    }
}

/// A parameter's value as people read it.
fn parameter(parameter: Parameter, value: f64, lang: Lang) -> String {
    // three figures tell small numbers apart
    let plain = |value: f64| {
        let decimals = match value.abs() {
            v if !(1e-9..100.0).contains(&v) => 0,
            v if v >= 10.0 => 1,
            v if v >= 1.0 => 2,
            _ => 3,
        };
        number(value, decimals, lang)
    };
    match parameter.row().dimension {
        Dimension::Money => wording::money(value, lang),
        Dimension::Share => format!("{}%", plain(value * 100.0)),
        Dimension::Rate => format!("{}%{}", plain(value * 100.0), lang.pick("/年", " a year")),
        Dimension::Ratio | Dimension::Count => plain(value),
        Dimension::Months => format!("{}{}", plain(value), lang.pick("个月", " months")),
        Dimension::Length => format!("{}{}", plain(value), lang.pick("米", " m")),
    }
}
