//! From a tree of checked form to a `Scenario`: what keys mean together. Every fault goes to the findings; a value
//! that is missing here has already been reported.

mod goals;
mod parameters;
mod places;
mod programmes;

use super::finding::{At, Findings};
use super::resolved::{Bands, GigabitDenominator, Grade, Provenance, Scenario};
use super::table::Table;
use crate::language::Text;
use crate::quantity::{Measure, Year};

/// Longest horizon in years: tables and charts are made for it.
const LONGEST: Year = 60;

/// Makes the scenario; `None` only if there are errors among the findings.
pub(super) fn scenario(
    root: &At<'_>,
    id: &str,
    observed: Option<&Table>,
    findings: &mut Findings,
) -> Option<Scenario> {
    let years = years(root, findings);
    let bands = bands(root, findings);
    let action_plan = action_plan(root, findings);
    let parameters = parameters::all(root, years, findings);
    let places = places::all(root, years, parameters.as_deref(), findings);
    let national = places::national(root, years, findings);
    let items = goals::items(root, years, findings);
    let denominator = denominator(root);
    let nodes = goals::planned_nodes(root, years, parameters.as_deref(), findings);
    let targets = goals::targets(root, years, &items, denominator, findings);
    let counties = places.as_deref().unwrap_or(&[]);
    let programmes = programmes::all(
        root,
        &programmes::Known {
            counties,
            items: &items,
            parameters: parameters.as_deref(),
            years,
        },
        findings,
    );
    let observed = observed.map_or_else(Vec::new, |table| {
        goals::observed(table, counties, &items, denominator, findings)
    });
    let (base_year, end_year) = years?;
    let (programmes, programme_sources) = programmes?.into_iter().unzip();
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
        gigabit_coverage: denominator,
        action_plan: action_plan?,
        counties: places?,
        national: national?,
        parameters: parameters?,
        programmes,
        programme_sources,
        items,
        planned_nodes: nodes,
        targets,
        observed,
        files: Vec::new(),
        overlays: Vec::new(),
        hash: String::new(),
    })
}

/// Base year and end year.
fn years(root: &At<'_>, findings: &mut Findings) -> Option<(Year, Year)> {
    let (base, end) = (root.get_year("base_year")?, root.get_year("end_year")?);
    let at = root.get("end_year")?;
    if end <= base {
        let what = Text::new(
            format!("末年 {end} 不晚于基期年 {base}"),
            format!("the end year {end} is not after the base year {base}"),
        );
        let first = base + 1;
        findings
            .at(&at, what)
            .allow(format!("至少 {first}"), format!("at least {first}"));
        return None;
    }
    if end - base > LONGEST {
        let what = Text::new(
            format!("模拟 {} 年", end - base),
            format!("{} years are simulated", end - base),
        );
        findings.at(&at, what).allow(
            format!("最多 {LONGEST} 年(时间、内存和图表所限)"),
            format!("at most {LONGEST} (for time, memory and charts)"),
        );
        return None;
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
        findings.warning(&key, what);
    }
    Some(Provenance {
        source: at.get_text("source")?,
        grade,
        known_by,
    })
}
