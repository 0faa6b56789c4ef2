//! From summaries to figures: what each chart shows and says. Findings are computed, never typed; knows no pixels.

mod counties;
mod county_maps;
mod driver_titles;
mod drivers;
mod fans;
mod first_years;
mod goals;
mod money;
mod outlines;
mod programmes;
mod scenarios_by_goal;
mod stocks;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use outlines::{named, outlined};

use super::phrases::both;
use super::{Folder, OutputError, Report, figures, phrases, wording};
use crate::analysis::{self, Verdict};
use crate::chart::{
    self, BandYear, ChartError, Figure, Frame, Light, Size, Style, Target as TargetLine,
    TargetOrigin,
};
use crate::indicator::{IndicatorId, Origin, Target, Unit};
use crate::language::{Lang, Text};
use crate::scenario::Scenario;
use crate::statistics::Spread;

/// A chart with the name of its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Stem of its files in `charts/`.
    pub name: String,
    /// What it shows.
    pub figure: Figure,
}

/// Which pictures are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The charts, by name; nothing means all.
    pub charts: Option<Vec<String>>,
    /// The sizes of each.
    pub sizes: Vec<Size>,
    /// The language of their texts.
    pub lang: Lang,
}

impl Wanted {
    /// Those of `charts` that are wanted.
    #[must_use]
    pub fn of(&self, mut charts: Vec<Chart>) -> Vec<Chart> {
        if let Some(names) = &self.charts {
            charts.retain(|chart| names.contains(&chart.name));
        }
        charts
    }
}

/// A picture that could not be drawn, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// Stem of its files.
    pub name: String,
    /// Why.
    pub error: ChartError,
}

/// The charts of a report: of one scenario its goals, table, counties and money; of several the table and the trade-off.
#[must_use]
pub fn charts(report: &Report<'_>) -> Vec<Chart> {
    let mut charts = goals::tables(report);
    if let [case] = report.cases {
        charts.extend(fans::fans(report, case));
        charts.extend(counties::small_multiples(report, case));
        charts.extend(county_maps::county_maps(report, case));
        charts.extend(first_years::first_years(report, case));
        charts.extend(money::spending(report, case));
        charts.extend(programmes::spending_by_programme(report, case));
        charts.extend(programmes::money_flow(report, case));
        charts.extend(stocks::stations_by_type(report, case));
        charts.extend(stocks::enterprises_by_level(report, case));
        charts.extend(drivers::tornadoes(report, case));
    } else {
        charts.extend(money::tradeoff(report));
        charts.extend(scenarios_by_goal::scenarios_by_goal(report));
        // of tiles there would be too many: they are drawn where somebody asks for maps
        for case in report.cases.iter().filter(|_| report.map.is_some()) {
            let maps = county_maps::county_maps(report, case).into_iter();
            charts.extend(maps.map(|chart| Chart {
                name: of_scenario(&chart.name, case.scenario),
                ..chart
            }));
        }
    }
    charts
}

/// Names of the charts that a run of `scenarios` may have, with or without outlines of counties: those of [`charts`], before
/// anything is known of the runs.
#[must_use]
pub fn chart_names(scenarios: &[&Scenario], outlined: bool) -> Vec<String> {
    let mut names = goals::table_names(scenarios.len());
    if let [scenario] = scenarios {
        let goals = analysis::card_goals(scenario);
        names.extend(goals.iter().map(|goal| format!("fan_{}", goal.id)));
        names.extend(goals.iter().map(|goal| format!("counties_{}", goal.id)));
        names.extend(county_maps::names(scenario, &goals, outlined));
        names.extend(first_years::names(scenario, &goals));
        names.push("spending".to_owned());
        names.extend(["spending_by_programme", "money_flow"].map(str::to_owned));
        names.extend(["stations_by_type", "enterprises_by_level"].map(str::to_owned));
        names.extend(goals.iter().map(|goal| format!("drivers_{}", goal.id)));
    } else {
        names.push("tradeoff".to_owned());
        names.extend(scenarios_by_goal::names(scenarios));
        for scenario in scenarios.iter().filter(|_| outlined) {
            let maps = county_maps::names(scenario, &analysis::card_goals(scenario), true);
            names.extend(maps.iter().map(|name| of_scenario(name, scenario)));
        }
    }
    names
}

/// The name of a chart of one of several scenarios.
fn of_scenario(name: &str, scenario: &Scenario) -> String {
    format!("{name}_{}", scenario.id)
}

/// The line of a target on an axis whose values are divided by `divisor`.
fn target_line(target: &Target, unit: &Unit, divisor: f64) -> TargetLine {
    let year = target.due_year;
    let label = both(|lang| {
        let number = wording::threshold(target, unit, lang);
        match (target.origin, lang) {
            (Origin::Plan, Lang::Zh) => format!("规划目标：{year}年{number}"),
            (Origin::Plan, Lang::En) => format!("plan target: {number} in {year}"),
            (Origin::Scenario, Lang::Zh) => format!("情景自设目标：{year}年{number}"),
            (Origin::Scenario, Lang::En) => format!("scenario's own target: {number} in {year}"),
        }
    });
    TargetLine {
        year,
        value: target.threshold / divisor,
        label,
        origin: match target.origin {
            Origin::Plan => TargetOrigin::Plan,
            Origin::Scenario => TargetOrigin::Scenario,
        },
    }
}

/// Keeps every figure as data in `folder`, draws the pictures that are `wanted` on the threads of `pool` and writes SVG, PNG
/// and PDF of each, and for each chart its words.
///
/// # Errors
/// If a file cannot be written. Pictures that cannot be drawn (a name has a character the font lacks) are given back.
pub fn write_charts(
    folder: &mut Folder,
    report: &Report<'_>,
    wanted: &Wanted,
    pool: &rayon::ThreadPool,
) -> Result<Vec<Undrawn>, OutputError> {
    let charts = charts(report);
    figures::write_figures(folder, &charts)?;
    let charts = wanted.of(charts);
    let pictures: Vec<(&Chart, Size)> = charts
        .iter()
        .flat_map(|chart| wanted.sizes.iter().map(move |size| (chart, *size)))
        .collect();
    let drawn: Vec<Result<Drawn, ChartError>> = pool.install(|| {
        pictures
            .par_iter()
            .map(|(chart, size)| Drawn::of(&chart.figure, *size, wanted.lang))
            .collect()
    });
    let mut undrawn = Vec::new();
    let mut worded = BTreeSet::new();
    for ((chart, size), drawn) in pictures.into_iter().zip(drawn) {
        let name = format!("{}{}", chart.name, size.suffix());
        match drawn {
            Ok(drawn) => {
                for (ending, bytes) in drawn.forms() {
                    folder.write(&format!("charts/{name}.{ending}"), |o| o.write_all(bytes))?;
                }
                if worded.insert(&chart.name) {
                    let words = words(chart.figure.frame(), wanted.lang);
                    folder.write(&format!("charts/{}.txt", chart.name), |o| {
                        o.write_all(words.as_bytes())
                    })?;
                }
            }
            Err(error) => undrawn.push(Undrawn { name, error }),
        }
    }
    Ok(undrawn)
}

/// A picture in each of its forms.
struct Drawn {
    svg: String,
    png: Vec<u8>,
    pdf: Vec<u8>,
}

impl Drawn {
    fn of(figure: &Figure, size: Size, lang: Lang) -> Result<Self, ChartError> {
        let style = Style {
            size,
            ..Style::of(lang)
        };
        let picture = chart::draw_as(figure, &style)?;
        Ok(Self {
            svg: picture.svg().to_owned(),
            png: picture.png()?,
            pdf: picture.pdf()?,
        })
    }

    fn forms(&self) -> [(&'static str, &[u8]); 3] {
        [
            ("svg", self.svg.as_bytes()),
            ("png", &self.png),
            ("pdf", &self.pdf),
        ]
    }
}

/// What stands beside a chart: title, caption, source and alternative text, ready to be copied.
fn words(frame: &Frame, lang: Lang) -> String {
    let headed = |zh, en, text: &Text| {
        let colon = lang.pick("：", ": ");
        format!("{}{colon}{}\n", lang.pick(zh, en), text.get(lang))
    };
    [
        headed("标题", "Title", &frame.finding),
        headed("图注", "Caption", &frame.caption),
        format!("{}\n", footer(frame, lang)),
        headed("替代文字", "Alternative text", &frame.alt),
    ]
    .join("\n")
}

/// Source, scenario, runs and bands, as they stand under the chart; the source names itself ("来源：…").
fn footer(frame: &Frame, lang: Lang) -> String {
    let parts = [&frame.source, &frame.scenario, &frame.runs];
    let said: Vec<&str> = parts
        .into_iter()
        .chain(&frame.bands)
        .map(|part| part.get(lang))
        .filter(|part| !part.is_empty())
        .collect();
    said.join(lang.pick("｜", " | "))
}

/// The light of a verdict; none where nothing is judged.
fn light(verdict: Verdict) -> Option<Light> {
    match verdict {
        Verdict::Likely => Some(Light::Likely),
        Verdict::Uncertain | Verdict::Undecided => Some(Light::Uncertain),
        Verdict::Unlikely => Some(Light::Unlikely),
        Verdict::NotAssessed => None,
    }
}

/// How an indicator's values are shown in a chart: divided by `divisor`, in `unit`.
struct Scale {
    divisor: f64,
    unit: Text,
    decimals: usize,
    ceiling: Option<f64>,
}

impl Scale {
    /// The scale of values up to `most`.
    fn of(unit: &Unit, most: f64) -> Self {
        let label = both(|lang| unit.label(lang));
        let (divisor, unit, decimals, ceiling) = match unit {
            Unit::Yuan => {
                let en = if most >= 1.0e9 {
                    "billion yuan"
                } else {
                    "million yuan"
                };
                (1.0e8, Text::new("亿元", en), 1, None)
            }
            Unit::Percent => (1.0, label, 1, Some(100.0)),
            Unit::PercentPerYear | Unit::Per10k(_) => (1.0, label, 1, None),
            Unit::Count(_) => (1.0, label, 0, None),
        };
        Self {
            divisor,
            unit,
            decimals,
            ceiling,
        }
    }

    /// Counts of a few are written with a decimal where one of the numbers that stand in the chart falls between two.
    fn finer_if_few(mut self, written: &[f64]) -> Self {
        let few = written.iter().all(|value| *value < 100.0);
        let between = written.iter().any(|value| value.fract() != 0.0);
        if self.decimals == 0 && few && between {
            self.decimals = 1;
        }
        self
    }

    fn band(&self, year: i32, spread: &Spread) -> BandYear {
        BandYear {
            year,
            p05: spread.p05 / self.divisor,
            p25: spread.p25 / self.divisor,
            p50: spread.p50 / self.divisor,
            p75: spread.p75 / self.divisor,
            p95: spread.p95 / self.divisor,
        }
    }
}

/// The bands of an indicator at a place (0 is the total), every year that has values.
fn bands(
    case: &super::Case<'_>,
    place: usize,
    indicator: IndicatorId,
    scale: &Scale,
) -> Vec<BandYear> {
    (case.scenario.base_year..=case.scenario.end_year)
        .filter_map(|year| {
            let row = case.summary.indicator(place, indicator, year)?;
            Some(scale.band(year, &row.spread))
        })
        .collect()
}
