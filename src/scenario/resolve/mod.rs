//! From a tree of checked form to a `Scenario`: what keys mean together. Every fault goes to the findings; a value
//! that is missing here has already been reported.

mod budget;
mod goals;
mod instruments;
mod observed;
mod parameters;
mod places;
mod programmes;
mod size;

use super::Parameter;
use super::finding::{At, Fault, Findings};
use super::format::SCHEMA_VERSION;
use super::resolved::{Bands, GigabitDenominator, Grade, Provenance, Scenario};
use super::shape::bound;
use super::table::Table;
use crate::language::Text;
use crate::quantity::{Measure, Year};

/// Sums of probabilities and shares may differ from 1 by this (binary noise of a few additions).
const SUM_TOLERANCE: f64 = 1.0e-9;
/// Longest horizon in years: tables and charts are made for it.
const LONGEST: Year = 60;

/// What keys may refer to. Names are those of the tree, sorted as the scenario sorts what they name, so that an entry
/// with a fault of its own is still known.
struct Known<'a> {
    counties: Vec<&'a str>,
    items: Vec<&'a str>,
    programmes: Vec<&'a str>,
    /// Number of industry chains.
    chains: Option<f64>,
    denominator: GigabitDenominator,
    /// Base year and end year.
    years: Option<(Year, Year)>,
    root: At<'a>,
}

/// Sorted keys of a map; none where there is no map.
fn ids(map: Option<At<'_>>) -> Vec<&str> {
    let entries = map.map_or_else(Vec::new, |map| map.entries());
    let mut ids: Vec<&str> = entries.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids
}

/// The index of `name` among sorted names.
fn index(names: &[&str], name: &str) -> Option<u16> {
    let i = names.iter().position(|n| *n == name)?;
    u16::try_from(i).ok()
}

/// Makes the scenario; `None` only if there are errors among the findings.
pub(super) fn scenario(
    root: &At<'_>,
    id: &str,
    table: Option<&Table>,
    findings: &mut Findings,
) -> Option<Scenario> {
    version(root, findings);
    let years = years(root, findings);
    let bands = bands(root, findings);
    let action_plan = action_plan(root, findings);
    let parameters = parameters::all(root, years, findings);
    let places = places::all(root, years, parameters.as_deref(), findings);
    let national = places::national(root, years, findings);
    let known = Known {
        counties: ids(root.get("places").and_then(|places| places.get("counties"))),
        items: ids(root.get("cultivation")),
        programmes: ids(root.get("programmes")),
        chains: parameters
            .as_ref()
            .map(|values| values[Parameter::Chains.index()].base),
        denominator: denominator(root),
        years,
        root: root.clone(),
    };
    let items = goals::items(root, years, findings);
    let nodes = goals::planned_nodes(&known, findings);
    let targets = goals::targets(&known, findings);
    let programmes = programmes::all(&known, findings);
    let observed = table.map_or_else(Vec::new, |table| observed::all(table, &known, findings));
    let (base_year, end_year) = years?;
    let (programmes, programme_sources): (Vec<_>, Vec<_>) = programmes?.into_iter().unzip();
    let (targets, target_sources): (Vec<_>, Vec<_>) = targets?.into_iter().unzip();
    size::money(root, &programmes, findings);
    let (places, parameters, items) = (places?, parameters?, items?);
    size::counts(root, &places, &parameters, &items, findings);
    Some(Scenario {
        id: id.to_owned(),
        name: root.get_bilingual("name")?,
        description: root.get_bilingual("description")?,
        region: root.get_bilingual("region")?,
        illustrative: root.get_text("origin")? == "illustrative",
        base_year,
        end_year,
        population_seed: root.get_whole("population_seed")?,
        seed: root.get_whole("seed")?,
        runs: root.get_whole("runs")?,
        weight: root.get_whole("weight").unwrap_or(1),
        bands,
        gigabit_coverage: known.denominator,
        action_plan: action_plan?,
        counties: places,
        national: national?,
        parameters,
        programmes,
        programme_sources,
        items,
        planned_nodes: nodes?,
        targets,
        target_sources,
        observed,
        files: Vec::new(),
        overlays: Vec::new(),
        hash: String::new(),
    })
}

fn version(root: &At<'_>, findings: &mut Findings) {
    let (Some(at), Some(version)) = (
        root.get("schema_version"),
        root.get_whole::<i64>("schema_version"),
    ) else {
        return;
    };
    if version > SCHEMA_VERSION {
        let what = Text::new(
            format!("此文件用的是第 {version} 版格式"),
            format!("the file is made for version {version} of the format"),
        );
        findings.at(&at, what).allow(
            format!("本程序读到第 {SCHEMA_VERSION} 版，请升级"),
            format!("this program reads up to version {SCHEMA_VERSION}: use a newer one"),
        );
    }
}

/// Base year and end year. A wrong end year is reported and replaced by the latest one allowed, so that what depends on
/// it is not reported too.
fn years(root: &At<'_>, findings: &mut Findings) -> Option<(Year, Year)> {
    let (base, end) = (root.get_year("base_year")?, root.get_year("end_year")?);
    let at = root.get("end_year")?;
    let first = base + 1;
    let latest = base + LONGEST;
    if end < first {
        let what = Text::new(
            format!("末年 {end} 不晚于基期年 {base}"),
            format!("the end year {end} is not after the base year {base}"),
        );
        findings
            .at(&at, what)
            .allow(format!("至少 {first}"), format!("at least {first}"));
        return Some((base, latest));
    }
    if end > latest {
        let what = Text::new(
            format!("模拟 {} 年", end - base),
            format!("{} years are simulated", end - base),
        );
        findings.at(&at, what).allow(
            format!("最多 {LONGEST} 年(时间、内存和图表所限)"),
            format!("at most {LONGEST} (for time, memory and charts)"),
        );
        return Some((base, latest));
    }
    Some((base, end))
}

fn bands(root: &At<'_>, findings: &mut Findings) -> Bands {
    let usual = Bands {
        likely: 0.7,
        unlikely: 0.3,
    };
    let Some(at) = root.get("bands") else {
        return usual;
    };
    let likely = at.get_number("likely", Measure::Share);
    let unlikely = at.get_number("unlikely", Measure::Share);
    let (Some(likely), Some(unlikely)) = (likely, unlikely) else {
        return usual;
    };
    if likely < unlikely {
        let what = Text::new("likely 低于 unlikely", "likely is below unlikely");
        findings
            .at(&at, what)
            .allow("likely 不低于 unlikely", "likely at least unlikely");
    }
    Bands { likely, unlikely }
}

fn action_plan(root: &At<'_>, findings: &mut Findings) -> Option<(Year, Year)> {
    let at = root.get("action_plan")?;
    let (first, last) = (at.get_year("first")?, at.get_year("last")?);
    in_order(&at, first, last, findings).then_some((first, last))
}

fn denominator(root: &At<'_>) -> GigabitDenominator {
    let all = [
        GigabitDenominator::Nominal,
        GigabitDenominator::Passed,
        GigabitDenominator::Usable,
    ];
    root.get_choice("gigabit_coverage", &all, GigabitDenominator::key)
        .unwrap_or(GigabitDenominator::Passed)
}

/// Whether `first` is not after `last`; a fault at `at` otherwise.
fn in_order(at: &At<'_>, first: Year, last: Year, findings: &mut Findings) -> bool {
    if first > last {
        let what = Text::new(
            format!("首年 {first} 晚于末年 {last}"),
            format!("the first year {first} is after the last year {last}"),
        );
        findings
            .at(at, what)
            .allow("首年不晚于末年", "the first year is not after the last");
    }
    first <= last
}

/// A fault at `at` unless the shares `what` (in both languages) of a whole sum to it.
fn sums_to_all(at: &At<'_>, sum: f64, (zh, en): (&str, &str), findings: &mut Findings) {
    if (sum - 1.0).abs() <= SUM_TOLERANCE {
        return;
    }
    // the sum of nothing is -0
    let seen = bound(Measure::Share, sum + 0.0);
    let what = Text::new(format!("{zh}之和为 {seen}"), format!("{en} sum to {seen}"));
    // 0.5 %, 0.3 % and 0.2 % where 50 %, 30 % and 20 % are meant
    let fractions = (sum - 0.01).abs() <= SUM_TOLERANCE;
    let (zh, en) = if fractions {
        (
            "应为 100 %：是否把小数写成了百分数？0.5 应写 50 %",
            "they sum to 100 %: fractions with a per cent sign? write 50 % for 0.5",
        )
    } else {
        ("应为 100 %", "they sum to 100 %")
    };
    findings.at(at, what).allow(zh, en);
}

/// Where an entry comes from; what was knowable only after the base year is a warning.
fn provenance(
    at: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<Provenance> {
    let grade = at.get_choice("grade", &[Grade::A, Grade::B, Grade::C], Grade::key)?;
    let known_by = at.get_year("known_by")?;
    if let (Some((base_year, _)), Some(key)) = (years, at.get("known_by"))
        && known_by > base_year
    {
        let what = Text::new(
            format!("{known_by} 年才可知，晚于基期年 {base_year}"),
            format!("was knowable only in {known_by}, after the base year {base_year}"),
        );
        findings.warning(&key, what).kind(Fault::Late);
    }
    Some(Provenance {
        source: at.get_text("source")?,
        grade,
        known_by,
    })
}
