//! Where counties stand in an indicator for which there is no number to reach, as a map.

use super::super::{Report, both, phrases};
use super::{schematic, tile};
use crate::analysis::{self, CardGoal};
use crate::chart::{CountyMap, Frame};
use crate::indicator::{Indicator, IndicatorId, IndicatorRow};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::scenario::resolved::County;
use crate::statistics::Spread;

/// Where counties stand in an indicator for which there is no number to reach.
pub(super) struct Standing<'a> {
    case: &'a Case<'a>,
    goal: &'a CardGoal,
    indicator: IndicatorId,
    row: IndicatorRow,
    medians: Vec<(&'a County, Spread)>,
}

impl<'a> Standing<'a> {
    /// Nothing where a county has no value.
    pub(super) fn of(case: &'a Case<'a>, goal: &'a CardGoal) -> Option<Self> {
        let scenario = case.scenario;
        // numbers of enterprises would show how large counties are
        let indicator = if goal.indicator == Indicator::EnterprisesStarted.id() {
            Indicator::EnterprisesStartedShare.id()
        } else {
            goal.indicator
        };
        let medians: Option<Vec<_>> = (1..)
            .zip(&scenario.counties)
            .map(|(place, county)| {
                let row = case.summary.indicator(place, indicator, goal.year)?;
                (row.spread.p05 >= 0.0).then_some((county, row.spread))
            })
            .collect();
        Some(Self {
            row: scenario.indicators().swap_remove(indicator.index()),
            medians: medians?,
            case,
            goal,
            indicator,
        })
    }

    pub(super) fn figure(&self, report: &Report<'_>) -> CountyMap {
        let tiles = self.medians.iter().map(|(county, spread)| {
            let label = both(|lang| self.written(spread.p50, lang));
            let beside = both(|lang| {
                let low = wording::figure(spread.p05, &self.row.unit, lang);
                let high = self.written(spread.p95, lang);
                match lang {
                    Lang::Zh => format!("90%区间{low}至{high}"),
                    Lang::En => format!("90% of runs: {low} to {high}"),
                }
            });
            tile(county, Some(spread.p50), label, beside)
        });
        let scenario = self.case.scenario;
        CountyMap {
            frame: Frame {
                finding: both(|lang| self.finding(lang)),
                subtitle: both(|lang| {
                    let (name, year) = (self.row.name.get(lang), self.goal.year);
                    let (unit, note) = (self.row.unit.label(lang), schematic(lang));
                    match lang {
                        Lang::Zh => format!("{name}（{unit}）分区县中位数，{year}年末；{note}"),
                        Lang::En => {
                            format!("{name} ({unit}): median by county, end of {year}; {note}")
                        }
                    }
                }),
                source: both(|lang| {
                    let mut parts = vec![no_number(lang).to_owned()];
                    let grade = analysis::base_grade(scenario, self.indicator);
                    parts.extend(phrases::grade(scenario, grade, lang));
                    let parts = parts.join(lang.pick("；", "; "));
                    format!("{}{parts}", lang.pick("来源：", "Source: "))
                }),
                scenario: phrases::scenario(scenario),
                runs: phrases::runs(report),
                bands: Some(Text::new(
                    "颜色越深中位数越大",
                    "the darker, the greater the median of the runs",
                )),
                caveat: None,
                alt: both(|lang| self.alt(lang)),
                caption: both(|lang| {
                    let (region, name) = (scenario.region.get(lang), self.row.name.get(lang));
                    let scenario = scenario.name.get(lang);
                    let what = match lang {
                        Lang::Zh => format!("{region}分区县{name}示意图（{scenario}）"),
                        Lang::En => format!("{name} by county, {region} ({scenario})"),
                    };
                    let parts = [no_number(lang), schematic(lang)]
                        .map(str::to_owned)
                        .map(Some);
                    phrases::sentences(std::iter::once(Some(what)).chain(parts), lang)
                }),
            },
            measure: both(|lang| {
                let (name, unit) = (self.row.name.get(lang), self.row.unit.label(lang));
                match lang {
                    Lang::Zh => format!("{name}（{unit}）"),
                    Lang::En => format!("{name} ({unit})"),
                }
            }),
            reached: None,
            from_zero: false,
            tiles: tiles.collect(),
            note: both(|lang| schematic(lang).to_owned()),
            outline: None,
        }
    }

    fn written(&self, median: f64, lang: Lang) -> String {
        wording::value(median, &self.row.unit, lang)
    }

    fn finding(&self, lang: Lang) -> String {
        let under = phrases::under(self.case.scenario, lang);
        let (name, year) = (self.row.name.get(lang), self.goal.year);
        let mut order = self.medians.clone();
        order.sort_by(|a, b| a.1.p50.total_cmp(&b.1.p50));
        let said = |at: Option<&(&County, Spread)>| {
            at.map(|(county, spread)| {
                let (county, median) = (county.name.get(lang), self.written(spread.p50, lang));
                match lang {
                    Lang::Zh => format!("{median}（{county}）"),
                    Lang::En => format!("{median} ({county})"),
                }
            })
            .unwrap_or_default()
        };
        let (least, most) = (said(order.first()), said(order.last()));
        match lang {
            Lang::Zh => format!("{under}，{year}年{name}的中位数在各区县之间从{least}到{most}"),
            Lang::En => format!(
                "{under}: in {year} the median of \"{name}\" ranges from {least} to {most} among the counties"
            ),
        }
    }

    fn alt(&self, lang: Lang) -> String {
        let year = self.goal.year;
        let said: Vec<String> = self
            .medians
            .iter()
            .map(|(county, spread)| {
                format!(
                    "{} {}",
                    county.name.get(lang),
                    self.written(spread.p50, lang)
                )
            })
            .collect();
        match lang {
            Lang::Zh => format!("分区县示意图，{year}年末中位数：{}。", said.join("；")),
            Lang::En => format!(
                "Schematic map of counties, medians at the end of {year}: {}.",
                said.join("; ")
            ),
        }
    }
}

/// Why nothing is lacking.
fn no_number(lang: Lang) -> &'static str {
    lang.pick(
        "规划对此没有设定数值，也没有分解到区县，图中只是模拟的中位数",
        "the plan sets no number for this, for the whole or by county: shown are medians of the runs",
    )
}
