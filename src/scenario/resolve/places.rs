//! Counties and national series.

use std::collections::BTreeMap;

use super::provenance;
use crate::language::Text;
use crate::quantity::{Measure, Year};
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Findings};
use crate::scenario::resolved::{County, National, ParameterValue};
use crate::scenario::shape::year;

/// Most counties of a scenario.
const MOST: usize = 5000;

/// Counties sorted by code, brought to the base year.
pub(super) fn all(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    parameters: Option<&[ParameterValue]>,
    findings: &mut Findings,
) -> Option<Vec<County>> {
    let places = root.get("places")?;
    provenance(&places, years, findings);
    let map = places.get("counties")?;
    let entries = map.entries();
    if entries.is_empty() || entries.len() > MOST {
        let n = entries.len();
        let what = Text::new(format!("有 {n} 个县区"), format!("there are {n} counties"));
        findings
            .at(&map, what)
            .allow(format!("1 至 {MOST} 个"), format!("1 to {MOST}"));
        return None;
    }
    let (base_year, _) = years?;
    let reference = places.get_year("reference_year").unwrap_or(base_year);
    if let Some(at) = places.get("reference_year")
        && reference > base_year
    {
        let what = Text::new(
            format!("{reference} 晚于基期年 {base_year}"),
            format!("{reference} is after the base year {base_year}"),
        );
        findings
            .at(&at, what)
            .allow("不晚于基期年", "not after the base year");
        return None;
    }
    let growth = parameters?[Parameter::PopulationGrowth.index()].base;
    let factor = libm::pow(1.0 + growth, f64::from(base_year - reference));
    let read: Option<Vec<County>> = entries
        .iter()
        .map(|(code, at)| county(code, at, factor, findings))
        .collect();
    let mut counties = read?;
    histories(&entries, base_year, findings);
    counties.sort_by(|a, b| a.code.cmp(&b.code));
    Some(counties)
}

fn county(code: &str, at: &At<'_>, factor: f64, findings: &mut Findings) -> Option<County> {
    let tile: Option<Vec<i32>> = at.get("tile").map(|tile| {
        let items = tile.items();
        if items.len() != 2 {
            let what = Text::new(
                format!("有 {} 个数", items.len()),
                format!("has {} numbers", items.len()),
            );
            findings
                .at(&tile, what)
                .allow("写 [列, 行]", "write [column, row]");
        }
        items.iter().filter_map(At::whole::<i32>).collect()
    });
    Some(County {
        code: code.to_owned(),
        name: at.get_bilingual("name")?,
        population: grown(at.get_whole("population")?, factor),
        households: grown(at.get_whole("households")?, factor),
        area_km2: at.get_number("area_km2", Measure::Number)?,
        urban_share: at.get_number("urban_share", Measure::Share)?,
        gdp: at.get("gdp")?.money()?,
        above_scale: at.get_whole("above_scale_enterprises")?,
        communities: at.get_whole("communities")?,
        stations: at
            .get("stations")
            .map_or_else(BTreeMap::new, |at| series(&at, Measure::Number)),
        peer_group: at.get_text("peer_group").unwrap_or_else(|| code.to_owned()),
        tile: tile.and_then(|tile| Some((*tile.first()?, *tile.get(1)?))),
    })
}

/// A count of the reference year at the base year, at least 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "people of a county: below 2·10⁹ times a growth factor"
)]
fn grown(count: u64, factor: f64) -> u64 {
    (libm::round(count as f64 * factor) as u64).max(1)
}

/// A series by year.
fn series(at: &At<'_>, measure: Measure) -> BTreeMap<Year, f64> {
    at.entries()
        .iter()
        .filter_map(|(key, at)| Some((year(key)?, at.number(measure)?)))
        .collect()
}

/// Histories of stations end in the base year, and all counties have one or none has.
fn histories(entries: &[(&str, At<'_>)], base_year: Year, findings: &mut Findings) {
    let any = entries.iter().any(|(_, at)| at.get("stations").is_some());
    for (code, at) in entries {
        let Some(stations) = at.get("stations") else {
            if any {
                let what = Text::new(
                    format!("{code} 没有基站历史，而别的县区有"),
                    format!("{code} has no history of stations, others have"),
                );
                findings
                    .at(at, what)
                    .allow("都有或都没有", "all have one or none has");
            }
            continue;
        };
        let known: Vec<Year> = stations
            .entries()
            .iter()
            .filter_map(|(key, _)| year(key))
            .collect();
        if !known.contains(&base_year) {
            let what = Text::new(
                format!("没有基期年 {base_year} 的基站数"),
                format!("no stations of the base year {base_year}"),
            );
            findings.at(&stations, what);
        }
        if let Some(late) = known.iter().find(|y| **y > base_year) {
            let what = Text::new(
                format!("{late} 晚于基期年 {base_year}"),
                format!("{late} is after the base year {base_year}"),
            );
            findings.at(&stations, what).allow(
                "基期之后的观测值写在 observed",
                "later values belong under observed",
            );
        }
    }
}

/// National series; they cover the base year and the year before it.
pub(super) fn national(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<National> {
    let at = root.get("national")?;
    let provenance = provenance(&at, years, findings);
    let (base_year, _) = years?;
    let mut covered = true;
    for key in ["capex", "stations"] {
        let Some(series) = at.get(key) else {
            continue;
        };
        for needed in [base_year - 1, base_year] {
            if series.get(&needed.to_string()).is_none() {
                let what = Text::new(
                    format!("没有 {needed} 年的值"),
                    format!("no value of {needed}"),
                );
                findings.at(&series, what).allow(
                    "须有基期年及其上一年",
                    "the base year and the year before it are needed",
                );
                covered = false;
            }
        }
        if key == "stations" {
            for (name, entry) in series.entries() {
                let Some(y) = year(name) else { continue };
                if y > base_year {
                    let what = Text::new(
                        format!("{y} 晚于基期年 {base_year}"),
                        format!("{y} is after the base year {base_year}"),
                    );
                    findings
                        .at(&entry, what)
                        .allow("只写到基期年", "up to the base year only");
                }
            }
        }
    }
    let capex = series(&at.get("capex")?, Measure::Money);
    let stations = series(&at.get("stations")?, Measure::Number);
    covered.then_some(National {
        capex,
        stations,
        provenance: provenance?,
    })
}
