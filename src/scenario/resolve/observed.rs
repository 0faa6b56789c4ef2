//! Observed values (CSV): dots in charts, never inputs.

use super::goals::indicator;
use super::{Known, index};
use crate::language::Text;
use crate::quantity::Measure;
use crate::scenario::finding::{At, Findings};
use crate::scenario::resolved::{Grade, Observation, Provenance};
use crate::scenario::shape::{unknown, year};
use crate::scenario::table::{Cell, Table};

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
pub(super) fn all(table: &Table, known: &Known<'_>, findings: &mut Findings) -> Vec<Observation> {
    let before = findings.errors();
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
    if findings.errors() > before {
        return Vec::new();
    }
    let mut observed: Vec<Observation> = Vec::new();
    for row in &table.rows {
        let Some(new) = observation(table, row, known, findings) else {
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
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Observation> {
    let cell = |name: &str| table.cell(row, name);
    let key = cell("indicator")?;
    let (indicator, unit) = indicator(&key, known, findings)?;
    let county = match cell("county")?.word() {
        None => None,
        Some(code) => {
            let found = index(&known.counties, code);
            if found.is_none() {
                no_county(&cell("county")?, code, known, findings);
            }
            Some(found?)
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
    let simulated = known.years;
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
    if let (Some(seen), Some((_, last))) = (year(when.word().unwrap_or("")), simulated)
        && seen > last
    {
        let what = Text::new(
            format!("{seen} 晚于模拟末年 {last}，图中不显示"),
            format!("{seen} is after the last simulated year {last}: no chart shows it"),
        );
        findings.warning(&when, what);
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

/// A code that no county has. Says nothing where no county is known: that is a fault of its own.
pub(super) fn no_county(at: &At<'_>, code: &str, known: &Known<'_>, findings: &mut Findings) {
    if known.counties.is_empty() {
        return;
    }
    let what = Text::new(
        format!("没有代码为 {code} 的县区"),
        format!("there is no county {code}"),
    );
    findings
        .at(at, what)
        .near(code, known.counties.iter().copied());
}
