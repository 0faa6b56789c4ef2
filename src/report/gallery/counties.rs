//! Small multiples: a card goal by county, against the county's part of the target.

use super::{Chart, Report, Scale, bands, both, light, phrases};
use crate::analysis::CountyAttainment;
use crate::chart::{Figure, Frame, Panel, SmallMultiples};
use crate::indicator::{IndicatorRow, Target, Unit};
use crate::language::{Lang, Text};
use crate::report::{Case, wording};

/// More counties than this do not fit on a sheet.
const MOST: usize = 16;

/// Small multiples of every card goal with a county meaning, for places of 2 to 16 counties.
pub(super) fn small_multiples(report: &Report<'_>, case: &Case<'_>) -> Vec<Chart> {
    if !(2..=MOST).contains(&case.scenario.counties.len()) {
        return Vec::new();
    }
    let indicators = case.scenario.indicators();
    case.summary
        .goals
        .iter()
        .filter_map(|goal| {
            let index = goal.target?;
            let rows: Vec<&CountyAttainment> = case
                .summary
                .counties
                .iter()
                .filter(|row| row.target == index)
                .collect();
            let sheet = Sheet {
                case,
                target: &case.scenario.targets[index],
                row: &indicators[goal.indicator.index()],
                counties: rows,
            };
            Some(Chart {
                name: format!("counties_{}", goal.id),
                figure: Figure::SmallMultiples(sheet.figure(report, index)?),
            })
        })
        .collect()
}

struct Sheet<'a> {
    case: &'a Case<'a>,
    target: &'a Target,
    row: &'a IndicatorRow,
    counties: Vec<&'a CountyAttainment>,
}

impl Sheet<'_> {
    fn figure(&self, report: &Report<'_>, index: usize) -> Option<SmallMultiples> {
        let most = self.counties.iter().map(|row| row.spread.p50);
        let scale = Scale::of(&self.row.unit, most.fold(0.0, f64::max));
        let panels: Vec<Panel> = self
            .counties
            .iter()
            .map(|row| self.panel(row, &scale))
            .collect();
        if panels.is_empty() || panels.iter().any(|panel| panel.bands.len() < 2) {
            return None;
        }
        let scenario = self.case.scenario;
        let attainment = &self.case.summary.attainment[index];
        Some(SmallMultiples {
            frame: Frame {
                finding: both(|lang| self.finding(lang)),
                subtitle: both(|lang| self.subtitle(lang)),
                source: both(|lang| {
                    let source = phrases::source(self.case, attainment);
                    format!(
                        "{}{}{}",
                        source.get(lang),
                        lang.pick("；", "; "),
                        self.share_rule(lang)
                    )
                }),
                scenario: phrases::scenario(scenario),
                runs: phrases::runs(report),
                bands: Some(Text::new(
                    "色带为90%区间，线为中位数，未达到所需水平的为橙色；概率旁：圆点为大概率达标，三角为难以断定，方块为大概率不达标",
                    "band 90% of runs, line median, orange where it falls short; beside the probability: dot likely, triangle uncertain, square unlikely",
                )),
                caveat: attainment
                    .judged
                    .is_none()
                    .then(|| phrases::caveat(self.target)),
                alt: both(|lang| self.alt(lang)),
                caption: both(|lang| self.caption(lang)),
            },
            unit: scale.unit.clone(),
            ceiling: scale.ceiling,
            due_year: self.target.due_year,
            panels,
        })
    }

    fn panel(&self, row: &CountyAttainment, scale: &Scale) -> Panel {
        Panel {
            name: self.name(row).clone(),
            bands: bands(self.case, row.county + 1, self.target.indicator, scale),
            target: Some(row.threshold / scale.divisor),
            reached: Some(self.reached(row)),
            light: light(row.verdict),
            label: both(|lang| self.label(row, lang)),
        }
    }

    fn name(&self, row: &CountyAttainment) -> &Text {
        &self.case.scenario.counties[row.county].name
    }

    /// Whether the median reaches the county's level.
    fn reached(&self, row: &CountyAttainment) -> bool {
        self.gap(row) <= 0.0
    }

    fn gap(&self, row: &CountyAttainment) -> f64 {
        gap(self.target, row)
    }

    fn label(&self, row: &CountyAttainment, lang: Lang) -> String {
        let p = row.probability.map(|(p, _)| wording::share(p));
        let p = match (&p, lang) {
            (Some(p), Lang::Zh) => format!("概率{p}"),
            (Some(p), Lang::En) => format!("probability {p}"),
            (None, _) => phrases::not_assessed(self.target, lang).to_owned(),
        };
        if self.reached(row) {
            return p;
        }
        let gap = match self.row.unit {
            Unit::Percent => wording::difference(self.gap(row), &self.row.unit, lang),
            _ => wording::figure(self.gap(row), &self.row.unit, lang),
        };
        match lang {
            Lang::Zh => format!("差{gap}，{p}"),
            Lang::En => format!("{gap} short, {p}"),
        }
    }

    /// Counties by gap, widest first.
    fn by_gap(&self) -> Vec<&CountyAttainment> {
        let mut rows: Vec<&CountyAttainment> = self.counties.clone();
        rows.sort_by(|a, b| {
            self.gap(b)
                .total_cmp(&self.gap(a))
                .then(a.county.cmp(&b.county))
        });
        rows
    }

    fn finding(&self, lang: Lang) -> String {
        let all = self.counties.len();
        let reached = self.counties.iter().filter(|row| self.reached(row)).count();
        let (name, year) = (self.target.name.get(lang), self.target.due_year);
        let under = phrases::under(self.case.scenario, lang);
        if reached == all {
            return match lang {
                Lang::Zh => format!("{under}，{all}个区县{year}年{name}的中位数都达到所需水平"),
                Lang::En => format!(
                    "{under}: in all {all} counties the median of \"{name}\" reaches the level needed in {year}"
                ),
            };
        }
        let widest: Vec<&str> = self
            .by_gap()
            .into_iter()
            .filter(|row| !self.reached(row))
            .take(2)
            .map(|row| self.name(row).get(lang))
            .collect();
        match lang {
            Lang::Zh => format!(
                "{under}，{year}年{name}的中位数在{all}个区县中有{reached}个达到所需水平，{}缺口最大",
                widest.join("、")
            ),
            Lang::En => format!(
                "{under}: in {reached} of {all} counties the median of \"{name}\" reaches the level needed in {year}; the gap is widest in {}",
                widest.join(" and ")
            ),
        }
    }

    fn subtitle(&self, lang: Lang) -> String {
        let (name, unit) = (self.row.name.get(lang), self.row.unit.label(lang));
        let scenario = self.case.scenario;
        let (first, last) = (scenario.base_year, scenario.end_year);
        match lang {
            Lang::Zh => format!("{name}（{unit}），分区县，{first}—{last}年末；虚线为所需水平"),
            Lang::En => {
                format!("{name} ({unit}) by county, end of {first} to {last}; dashed: level needed")
            }
        }
    }

    fn share_rule(&self, lang: Lang) -> &'static str {
        share_rule(&self.row.unit, lang)
    }

    fn caption(&self, lang: Lang) -> String {
        let (region, name) = (self.case.scenario.region.get(lang), self.row.name.get(lang));
        let scenario = self.case.scenario.name.get(lang);
        let what = match lang {
            Lang::Zh => format!("{region}分区县{name}（{scenario}）"),
            Lang::En => format!("{name} by county, {region} ({scenario})"),
        };
        let worst = self.by_gap().into_iter().find(|row| !self.reached(row));
        let limit = worst.and_then(|row| {
            let (limit, share) = row.limits.first().filter(|(_, share)| *share >= 0.5)?;
            let (county, word) = (self.name(row).get(lang), wording::limit(limit, lang));
            Some(match lang {
                Lang::Zh => format!("{county}主要受{word}制约（{:.0}%的模拟）", share * 100.0),
                Lang::En => format!(
                    "{county} is held back mostly by {word} ({:.0}% of runs)",
                    share * 100.0
                ),
            })
        });
        phrases::sentences(
            [Some(what), Some(self.share_rule(lang).to_owned()), limit],
            lang,
        )
    }

    fn alt(&self, lang: Lang) -> String {
        let year = self.target.due_year;
        let value = |v| wording::value(v, &self.row.unit, lang);
        let lines: Vec<String> = self
            .by_gap()
            .into_iter()
            .map(|row| {
                let (name, p50) = (self.name(row).get(lang), value(row.spread.p50));
                let needed = value(row.threshold);
                match lang {
                    Lang::Zh => format!("{name}中位数{p50}、所需{needed}"),
                    Lang::En => format!("{name} median {p50}, needed {needed}"),
                }
            })
            .collect();
        match lang {
            Lang::Zh => format!("分区县小图，{year}年末：{}。", lines.join("；")),
            Lang::En => format!(
                "A panel for each county, end of {year}: {}.",
                lines.join("; ")
            ),
        }
    }
}

/// What the median of a county lacks of its level, in the indicator's unit; 0 where it reaches it.
pub(super) fn gap(target: &Target, row: &CountyAttainment) -> f64 {
    let local = Target {
        threshold: row.threshold,
        ..target.clone()
    };
    if local.met(row.spread.p50) {
        0.0
    } else {
        local.shortfall(row.spread.p50)
    }
}

/// How the target of the whole becomes a level for a county.
pub(super) fn share_rule(unit: &Unit, lang: Lang) -> &'static str {
    if matches!(unit, Unit::Count(_) | Unit::Yuan) {
        lang.pick(
            "规划没有分解到区县，所需水平按人口折算",
            "the plan has no county targets: the level needed is the target's share by people",
        )
    } else {
        lang.pick(
            "规划没有分解到区县，所需水平与总目标相同",
            "the plan has no county targets: the level needed is that of the whole place",
        )
    }
}
