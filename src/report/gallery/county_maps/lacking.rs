//! What counties lack of the level needed, as a map.

use super::super::counties::{gap, share_rule};
use super::super::{Report, both, phrases};
use super::{schematic, tile};
use crate::analysis::CountyAttainment;
use crate::chart::{CountyMap, CountyTile, Frame};
use crate::indicator::{IndicatorRow, Target, Unit};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};
use crate::scenario::resolved::County;

/// What counties lack of the level needed.
pub(super) struct Lacking<'a> {
    case: &'a Case<'a>,
    index: usize,
    target: &'a Target,
    row: IndicatorRow,
    counties: Vec<&'a CountyAttainment>,
}

impl<'a> Lacking<'a> {
    /// Nothing where a county has no value.
    pub(super) fn of(case: &'a Case<'a>, index: usize) -> Option<Self> {
        let target = &case.scenario.targets[index];
        let rows = case.summary.counties.iter();
        let counties: Vec<_> = rows.filter(|row| row.target == index).collect();
        (counties.len() == case.scenario.counties.len()).then(|| Self {
            row: case
                .scenario
                .indicators()
                .swap_remove(target.indicator.index()),
            case,
            index,
            target,
            counties,
        })
    }

    pub(super) fn figure(&self, report: &Report<'_>) -> Option<CountyMap> {
        let tiles: Option<Vec<CountyTile>> =
            self.counties.iter().map(|row| self.tile(row)).collect();
        let scenario = self.case.scenario;
        let attainment = &self.case.summary.attainment[self.index];
        let unassessed = attainment.judged.is_none();
        Some(CountyMap {
            frame: Frame {
                finding: both(|lang| self.finding(unassessed, lang)),
                subtitle: both(|lang| self.subtitle(lang)),
                source: both(|lang| {
                    let source = phrases::source(self.case, attainment);
                    let (semicolon, rule) =
                        (lang.pick("；", "; "), share_rule(&self.row.unit, lang));
                    format!("{}{semicolon}{rule}", source.get(lang))
                }),
                scenario: phrases::scenario(scenario),
                runs: phrases::runs(report),
                bands: Some(Text::new(
                    "颜色越深缺口越大，按各次模拟的中位数计",
                    "the darker, the more is lacking, by the median of the runs",
                )),
                caveat: unassessed.then(|| phrases::caveat(self.target)),
                alt: both(|lang| self.alt(lang)),
                caption: both(|lang| self.caption(lang)),
            },
            measure: if self.relative() {
                Text::new(
                    "缺口占所需水平的比例（%）",
                    "shortfall in per cent of the level needed",
                )
            } else {
                both(|lang| {
                    let unit = wording::difference_unit(&self.row.unit, lang);
                    match lang {
                        Lang::Zh => format!("与所需水平的差距（{unit}）"),
                        Lang::En => format!("shortfall from the level needed ({unit})"),
                    }
                })
            },
            reached: Some(Text::new("达到所需水平", "level needed is reached")),
            from_zero: true,
            tiles: tiles?,
            note: both(|lang| schematic(lang).to_owned()),
            outline: None,
        })
    }

    /// Amounts are compared as parts of what each county needs, for counties differ in size.
    fn relative(&self) -> bool {
        matches!(self.row.unit, Unit::Count(_) | Unit::Yuan)
    }

    fn county(&self, row: &CountyAttainment) -> &'a County {
        &self.case.scenario.counties[row.county]
    }

    /// The shortfall as it is shaded and written; nothing where the level is reached.
    fn lacking(&self, row: &CountyAttainment) -> Option<f64> {
        let gap = gap(self.target, row);
        let part = if self.relative() {
            100.0 / row.threshold
        } else {
            1.0
        };
        (gap > 0.0).then_some(gap * part)
    }

    fn label(&self, row: &CountyAttainment, lang: Lang) -> String {
        let Some(lacking) = self.lacking(row) else {
            return lang.pick("达到", "reached").to_owned();
        };
        let unit = if self.relative() {
            &Unit::Percent
        } else {
            &self.row.unit
        };
        let small = matches!(unit, Unit::Percent) && lacking < 0.05;
        let shown = if small { 0.1 } else { lacking };
        let said = if self.relative() {
            wording::value(shown, unit, lang)
        } else {
            wording::difference(shown, unit, lang)
        };
        match (lang, small) {
            (Lang::Zh, false) => format!("差{said}"),
            (Lang::Zh, true) => format!("差不到{said}"),
            (Lang::En, false) => format!("{said} short"),
            (Lang::En, true) => format!("less than {said} short"),
        }
    }

    /// Nothing if what a county needs is nothing, so that no part of it can be told.
    fn tile(&self, row: &CountyAttainment) -> Option<CountyTile> {
        let value = self.lacking(row);
        let value = match value {
            Some(value) if !value.is_finite() => return None,
            // shaded as it is written
            Some(value) => Some((libm::round(value * 10.0) / 10.0).max(0.1)),
            None => None,
        };
        let beside = both(|lang| {
            let unit = &self.row.unit;
            let median = wording::value(row.spread.p50, unit, lang);
            let needed = wording::value(row.threshold, unit, lang);
            match lang {
                Lang::Zh => format!("中位数{median}，需{needed}"),
                Lang::En => format!("median {median}, needed {needed}"),
            }
        });
        let label = both(|lang| self.label(row, lang));
        Some(tile(self.county(row), value, label, beside))
    }

    /// Counties that lack something, most first.
    fn behind(&self) -> Vec<&'a CountyAttainment> {
        let lacking = |row: &CountyAttainment| self.lacking(row).unwrap_or(0.0);
        let mut rows = self.counties.clone();
        rows.retain(|row| lacking(row) > 0.0);
        rows.sort_by(|a, b| {
            lacking(b)
                .total_cmp(&lacking(a))
                .then(a.county.cmp(&b.county))
        });
        rows
    }

    fn finding(&self, unassessed: bool, lang: Lang) -> String {
        let (name, year) = (self.target.name.get(lang), self.target.due_year);
        let under = phrases::under(self.case.scenario, lang);
        let (all, behind) = (self.counties.len(), self.behind());
        let reached = all - behind.len();
        let worst = behind.first().map(|row| {
            let county = self.county(row).name.get(lang);
            let label = self.label(row, lang);
            match lang {
                Lang::Zh => format!("，{county}{label}，缺口最大"),
                Lang::En => format!("; {county} is furthest off, {label}"),
            }
        });
        let worst = worst.unwrap_or_default();
        let why = phrases::not_assessed(self.target, lang);
        let unassessed = match (unassessed, lang) {
            (false, _) => String::new(),
            (true, Lang::Zh) => format!("（目标不作评估：{why}）"),
            (true, Lang::En) => format!(" (the target is not assessed: {why})"),
        };
        match lang {
            Lang::Zh => format!(
                "{under}，{year}年{name}的中位数在{all}个区县中有{reached}个达到所需水平{worst}{unassessed}"
            ),
            Lang::En => format!(
                "{under}: in {reached} of {all} counties the median of \"{name}\" reaches the level needed in {year}{worst}{unassessed}"
            ),
        }
    }

    fn subtitle(&self, lang: Lang) -> String {
        let (name, year) = (self.row.name.get(lang), self.target.due_year);
        let (unit, note) = (self.row.unit.label(lang), schematic(lang));
        match lang {
            Lang::Zh => format!("{name}（{unit}）分区县缺口，{year}年末；{note}"),
            Lang::En => format!("{name} ({unit}): shortfall by county, end of {year}; {note}"),
        }
    }

    fn caption(&self, lang: Lang) -> String {
        let (region, name) = (self.case.scenario.region.get(lang), self.row.name.get(lang));
        let scenario = self.case.scenario.name.get(lang);
        let what = match lang {
            Lang::Zh => format!("{region}分区县{name}缺口示意图（{scenario}）"),
            Lang::En => format!("Where {name} falls short, {region} ({scenario})"),
        };
        let rule = share_rule(&self.row.unit, lang).to_owned();
        phrases::sentences(
            [Some(what), Some(rule), Some(schematic(lang).to_owned())],
            lang,
        )
    }

    fn alt(&self, lang: Lang) -> String {
        let year = self.target.due_year;
        let said: Vec<String> = self
            .counties
            .iter()
            .map(|row| {
                let county = self.county(row).name.get(lang);
                format!("{county} {}", self.label(row, lang))
            })
            .collect();
        match lang {
            Lang::Zh => format!("分区县示意图，{year}年末：{}。", said.join("；")),
            Lang::En => format!(
                "Schematic map of counties, end of {year}: {}.",
                said.join("; ")
            ),
        }
    }
}
