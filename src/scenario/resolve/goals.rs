//! Cultivated items, planned nodes, targets and observed values.

use super::provenance;
use crate::indicator::{Comparator, Evidence, Indicator, IndicatorId, Origin, Target, Unit};
use crate::language::Text;
use crate::quantity::{Measure, Year};
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Findings};
use crate::scenario::resolved::{
    County, CultivationItem, Drivers, GigabitDenominator, Grade, Observation, ParameterValue,
    PlannedNode, Provenance,
};
use crate::scenario::shape::{unknown, year};
use crate::scenario::table::{Cell, Table};

/// Stands for the coverage that the scenario chooses.
const ALIAS: &str = "gigabit_coverage";

const EVIDENCE: [Evidence; 5] = [
    Evidence::Published,
    Evidence::Estimate,
    Evidence::Supplied,
    Evidence::Circular,
    Evidence::None,
];

/// Cultivated items, sorted by id.
pub(super) fn items(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Vec<CultivationItem> {
    let entries = root
        .get("cultivation")
        .map_or_else(Vec::new, |at| at.entries());
    let mut items: Vec<CultivationItem> = entries
        .iter()
        .filter_map(|(id, at)| item(id, at, years, findings))
        .collect();
    items.sort_by(|a, b| a.id.cmp(&b.id));
    items
}

fn item(
    id: &str,
    at: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<CultivationItem> {
    if id == ALIAS || Indicator::from_key(id).is_some() {
        let what = Text::new(
            format!("{id} 已是内置指标"),
            format!("{id} is a built-in indicator already"),
        );
        findings
            .error(at.key_place, &at.key, what)
            .allow("换一个编号", "choose another id");
    }
    let base: Option<u32> = at.get_whole("base");
    let evidence = at.get_choice("evidence", &EVIDENCE, Evidence::key);
    if let Some(evidence) = evidence {
        let key = evidence.key();
        if evidence.assessed() && base.is_none() {
            let what = Text::new(
                format!("evidence 为 {key} 却没有 base"),
                format!("evidence is {key} but there is no base"),
            );
            findings
                .at(at, what)
                .allow("写 base，或 evidence: none", "give base, or evidence: none");
        }
        if evidence == Evidence::None && base.is_some() {
            let what = Text::new(
                "有 base 而 evidence 为 none",
                "has a base but evidence is none",
            );
            findings.at(at, what).allow(
                "写明 base 的证据，或删去 base",
                "say the evidence of the base, or leave base out",
            );
        }
    }
    let provenance = provenance(at, years, findings);
    let driver = |key: &str| {
        at.get("drivers")
            .and_then(|d| d.get_number(key, Measure::Number))
            .unwrap_or(0.0)
    };
    Some(CultivationItem {
        id: id.to_owned(),
        name: at.get_bilingual("name")?,
        unit: at.get_bilingual("unit")?,
        pool: at.get_whole("pool")?,
        base,
        quota: at.get_whole("quota")?,
        drivers: Drivers {
            money: driver("money"),
            digital: driver("digital"),
            coverage: driver("coverage"),
        },
        evidence: evidence?,
        provenance: provenance?,
    })
}

/// Planned nodes in the order of their ids. Files number chains from 1, the scenario from 0.
pub(super) fn planned_nodes(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    parameters: Option<&[ParameterValue]>,
    findings: &mut Findings,
) -> Vec<PlannedNode> {
    let mut entries = root
        .get("planned_nodes")
        .map_or_else(Vec::new, |at| at.entries());
    entries.sort_by_key(|(id, _)| *id);
    let mut nodes = Vec::new();
    for (_, at) in &entries {
        provenance(at, years, findings);
        if let (Some(year), Some((base, end)), Some(place)) =
            (at.get_year("year"), years, at.get("year"))
            && !(base + 1..=end).contains(&year)
        {
            outside(&place, year, base + 1, end, findings);
        }
        let chain = at
            .get("chain")
            .and_then(|c| chain(&c, parameters, findings));
        if let (Some(name), Some(chain), Some(year)) =
            (at.get_bilingual("name"), chain, at.get_year("year"))
        {
            nodes.push(PlannedNode { name, chain, year });
        }
    }
    nodes
}

/// A chain's index from its number in a file.
pub(super) fn chain(
    at: &At<'_>,
    parameters: Option<&[ParameterValue]>,
    findings: &mut Findings,
) -> Option<u8> {
    let number: u8 = at.whole()?;
    let chains = parameters?[Parameter::Chains.index()].base;
    if f64::from(number) > chains {
        let what = Text::new(
            format!("没有第 {number} 条产业链"),
            format!("there is no chain {number}"),
        );
        findings
            .at(at, what)
            .allow(format!("1 至 {chains}"), format!("1 to {chains}"));
        return None;
    }
    number.checked_sub(1)
}

fn outside(at: &At<'_>, year: Year, first: Year, last: Year, findings: &mut Findings) {
    let what = Text::new(
        format!("{year} 不在模拟的年份内"),
        format!("{year} is outside the simulated years"),
    );
    findings
        .at(at, what)
        .allow(format!("{first} 至 {last}"), format!("{first} to {last}"));
}

/// Targets in the order they are shown: by `order`, then id.
pub(super) fn targets(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    items: &[CultivationItem],
    denominator: GigabitDenominator,
    findings: &mut Findings,
) -> Vec<Target> {
    let entries = root.get("targets").map_or_else(Vec::new, |at| at.entries());
    let mut targets: Vec<(u32, Target)> = entries
        .iter()
        .filter_map(|(id, at)| target(id, at, years, items, denominator, findings))
        .collect();
    targets.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.id.cmp(&y.id)));
    targets.into_iter().map(|(_, target)| target).collect()
}

fn target(
    id: &str,
    at: &At<'_>,
    years: Option<(Year, Year)>,
    items: &[CultivationItem],
    denominator: GigabitDenominator,
    findings: &mut Findings,
) -> Option<(u32, Target)> {
    provenance(at, years, findings);
    let due_year = at.get_year("year");
    if let (Some(year), Some((base, end)), Some(place)) = (due_year, years, at.get("year"))
        && !(base + 1..=end).contains(&year)
    {
        outside(&place, year, base + 1, end, findings);
    }
    let key = at.get("indicator")?;
    let (indicator, unit) = indicator(&key, items, denominator, findings)?;
    let threshold = in_unit(&at.get("value")?, &unit, findings);
    let precision = at.get("precision")?;
    let step = in_unit(&precision, &unit, findings);
    if step.is_some_and(|step| step <= 0.0) {
        let seen = precision.seen();
        let what = Text::new(format!("{seen} 不大于 0"), format!("{seen} is not above 0"));
        findings.at(&precision, what);
    }
    let comparators = [
        Comparator::AtLeast,
        Comparator::MoreThan,
        Comparator::AtMost,
    ];
    let origins = [Origin::Plan, Origin::Scenario];
    let origin = at.get_choice("origin", &origins, |o| match o {
        Origin::Plan => "plan",
        Origin::Scenario => "scenario",
    });
    let target = Target {
        id: id.to_owned(),
        name: at.get_bilingual("name")?,
        indicator,
        comparator: at.get_choice("comparator", &comparators, Comparator::sign)?,
        threshold: threshold?,
        due_year: due_year?,
        precision: step?,
        evidence: at.get_choice("evidence", &EVIDENCE, Evidence::key)?,
        origin: origin.unwrap_or(Origin::Plan),
        card_goal: at.get_flag("card_goal"),
        clause: at.get_text("clause").unwrap_or_default(),
        denominator: (key.word() == Some(ALIAS)).then(|| denominator.key().to_owned()),
    };
    let order = at.get_whole("order").unwrap_or(u32::MAX);
    Some((order, target))
}

/// The indicator that `at` names and its unit.
fn indicator(
    at: &At<'_>,
    items: &[CultivationItem],
    denominator: GigabitDenominator,
    findings: &mut Findings,
) -> Option<(IndicatorId, Unit)> {
    let name = at.word()?;
    if name == ALIAS {
        let indicator = denominator.indicator();
        return Some((indicator.id(), indicator.row().unit));
    }
    if let Some(indicator) = Indicator::from_key(name) {
        return Some((indicator.id(), indicator.row().unit));
    }
    if let Some(i) = items.iter().position(|item| item.id == name) {
        let id = IndicatorId::cultivated(u16::try_from(i).ok()?);
        return Some((id, Unit::Count(items[i].unit.clone())));
    }
    let mut names: Vec<String> = Indicator::ALL.iter().map(|i| i.row().key).collect();
    names.push(ALIAS.to_owned());
    names.extend(items.iter().map(|item| item.id.clone()));
    let what = Text::new(
        format!("没有指标 {name}"),
        format!("there is no indicator {name}"),
    );
    findings
        .at(at, what)
        .near(name, names.iter().map(String::as_str));
    None
}

/// A value written in the spelling of the indicator's unit, as the indicator counts it.
fn in_unit(at: &At<'_>, unit: &Unit, findings: &mut Findings) -> Option<f64> {
    let text = at.word()?;
    let measure = match unit {
        Unit::Percent => Measure::Share,
        Unit::PercentPerYear => Measure::Rate,
        Unit::Yuan => Measure::Money,
        Unit::Count(_) | Unit::Per10k(_) => Measure::Number,
    };
    match measure.parse(text) {
        Err(why) => {
            findings.misspelt(at, measure, &why);
            None
        }
        Ok(value) => Some(match measure {
            Measure::Share | Measure::Rate => value.shifted(2).to_f64(),
            Measure::Money => value.shifted(-2).to_f64(),
            _ => value.to_f64(),
        }),
    }
}

/// The columns of a table of observed values.
const COLUMNS: [&str; 8] = [
    "indicator",
    "county",
    "year",
    "value",
    "unit",
    "source",
    "grade",
    "known_by",
];

/// Observed values, sorted by indicator, county and year.
pub(super) fn observed(
    table: &Table,
    counties: &[County],
    items: &[CultivationItem],
    denominator: GigabitDenominator,
    findings: &mut Findings,
) -> Vec<Observation> {
    let before = findings.len();
    for (i, header) in table.header.iter().enumerate() {
        let name = table.column(i);
        if !COLUMNS.contains(&name) {
            let at = At {
                node: header,
                key_place: header.place,
                key: name.to_owned(),
            };
            unknown(name, &at, COLUMNS.into_iter(), findings);
        }
    }
    for name in COLUMNS {
        if (0..table.header.len()).all(|i| table.column(i) != name) {
            let what = Text::new(
                format!("缺少列 {name}"),
                format!("the column {name} is missing"),
            );
            findings.error(table.header[0].place, "", what);
        }
    }
    if findings.len() > before {
        return Vec::new();
    }
    let mut observed: Vec<Observation> = Vec::new();
    for row in &table.rows {
        let Some(new) = observation(table, row, counties, items, denominator, findings) else {
            continue;
        };
        let same = |o: &&Observation| {
            (o.indicator, o.county, o.year) == (new.indicator, new.county, new.year)
        };
        if observed.iter().find(same).is_some() {
            let what = Text::new(
                "同一指标、县区和年份已有一行",
                "this indicator, county and year have a row already",
            );
            findings.error(row[0].place, "", what);
            continue;
        }
        observed.push(new);
    }
    observed.sort_by_key(|o| (o.indicator, o.county, o.year));
    observed
}

fn observation(
    table: &Table,
    row: &[Cell],
    counties: &[County],
    items: &[CultivationItem],
    denominator: GigabitDenominator,
    findings: &mut Findings,
) -> Option<Observation> {
    let cell = |name: &str| table.cell(row, name);
    let key = cell("indicator")?;
    let (indicator, unit) = indicator(&key, items, denominator, findings)?;
    let county = match cell("county")?.word() {
        None => None,
        Some(code) => {
            let found = counties.iter().position(|c| c.code == code);
            if found.is_none() {
                no_county(&cell("county")?, code, counties, findings);
            }
            Some(u16::try_from(found?).ok()?)
        }
    };
    let asked = unit.key();
    let seen = cell("unit")?;
    if seen.word() != Some(&asked) {
        let what = Text::new(
            format!("单位 {} 不是指标的单位", seen.seen()),
            format!("{} is not the indicator's unit", seen.seen()),
        );
        findings
            .at(&seen, what)
            .allow(format!("写 {asked}"), format!("write {asked}"));
    }
    let (value, when, known) = (cell("value")?, cell("year")?, cell("known_by")?);
    let parsed = match Measure::Number.parse(value.word().unwrap_or("")) {
        Ok(n) => Some(n.to_f64()),
        Err(why) => {
            findings.misspelt(&value, Measure::Number, &why);
            None
        }
    };
    for at in [&when, &known] {
        if year(at.word().unwrap_or("")).is_none() {
            let seen = at.seen();
            let what = Text::new(format!("{seen} 不是年份"), format!("{seen} is not a year"));
            findings.at(at, what);
        }
    }
    let letters = [Grade::A, Grade::B, Grade::C];
    let grade_cell = cell("grade")?;
    let grade = letters
        .into_iter()
        .find(|g| Some(g.key()) == grade_cell.word());
    if grade.is_none() {
        let seen = grade_cell.seen();
        let what = Text::new(format!("{seen} 不是等级"), format!("{seen} is not a grade"));
        findings
            .at(&grade_cell, what)
            .allow("A、B 或 C", "A, B or C");
    }
    let source = cell("source")?;
    if source.word().is_none() {
        findings.at(&source, Text::new("没有来源", "no source is given"));
    }
    Some(Observation {
        indicator,
        county,
        year: year(when.word()?)?,
        value: parsed?,
        provenance: Provenance {
            source: source.word()?.to_owned(),
            grade: grade?,
            known_by: year(known.word()?)?,
        },
    })
}

/// A code that no county has.
pub(super) fn no_county(at: &At<'_>, code: &str, counties: &[County], findings: &mut Findings) {
    let what = Text::new(
        format!("没有代码为 {code} 的县区"),
        format!("there is no county {code}"),
    );
    findings
        .at(at, what)
        .near(code, counties.iter().map(|c| c.code.as_str()));
}
