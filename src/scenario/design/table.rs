//! The table of a design: columns are factors, lines are rows.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::super::document::Node;
use super::super::finding::{At, Fault, Finding, Findings};
use super::super::source::{Sources, hex, utf8_or_gbk};
use super::super::table;
use super::read::{Source, source};
use super::{DesignTable, Factor, Values, unit_of};
use crate::language::Text;

/// Faulty cells of a table that are told one by one.
const MOST_CELLS: usize = 20;
/// Cells that spreadsheets and statistics programs leave where there is no value.
const NO_VALUE: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "inf", "-inf"];

/// Reads the table of a design again, for the columns `keys`.
///
/// # Errors
/// What is wrong with it.
pub fn read_table(path: &Path, keys: &[&str]) -> Result<DesignTable, Vec<Finding>> {
    let mut findings = Findings::default();
    let (_, opened) = Sources::open(path, &mut findings);
    let table = opened.and_then(|opened| {
        let text = utf8_or_gbk(&opened, &mut findings)?;
        let table = table::parse(&text, opened.file, &mut findings)?;
        let at = |key: &&str| (0..table.header.len()).find(|i| table.column(*i) == *key);
        let columns: Option<Vec<usize>> = keys.iter().map(at).collect();
        Some(rows(
            &table,
            &columns?,
            path,
            hex(&Sha256::digest(&opened.bytes)),
        ))
    });
    table.ok_or_else(|| findings.into_sorted())
}

/// The table at `at` as factors, with their places, and rows.
pub(super) fn columns(
    at: &At<'_>,
    path: &Path,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Option<(Vec<Factor>, Vec<Source>, DesignTable)> {
    let opened = sources.referenced(at, &["csv"], findings)?;
    let text = utf8_or_gbk(&opened, findings)?;
    let table = table::parse(&text, opened.file, findings)?;
    let mut faulty = 0;
    for (row, cell) in table.rows.iter().flat_map(|row| row.iter().enumerate()) {
        let text = cell.scalar().unwrap_or("").to_lowercase();
        if !NO_VALUE.contains(&text.as_str()) && !text.starts_with('#') {
            continue;
        }
        faulty += 1;
        if faulty <= MOST_CELLS {
            let what = Text::new(
                format!("{} 不是值", cell.seen()),
                format!("{} is no value", cell.seen()),
            );
            findings
                .error(cell.place, table.column(row), what)
                .kind(Fault::Missing);
        }
    }
    if faulty > MOST_CELLS {
        let more = faulty - MOST_CELLS;
        let what = Text::new(
            format!("还有 {more} 格没有值"),
            format!("{more} more cells have no value"),
        );
        findings.at(at, what).kind(Fault::Missing);
    }
    if table.rows.is_empty() {
        let what = Text::new("表没有数据行", "the table has no rows");
        findings.at(at, what).kind(Fault::Missing);
    }
    let columns: Vec<usize> = (0..table.header.len()).collect();
    let place = path.parent().unwrap_or(Path::new("")).join(at.word()?);
    let rows = rows(
        &table,
        &columns,
        &place,
        hex(&Sha256::digest(&opened.bytes)),
    );
    let factor = |&column: &usize| Factor {
        key: table.column(column).to_owned(),
        values: Values::Column,
        unit: unit_of(rows.rows.iter().map(|row| row[column].as_str())),
    };
    let factors = columns.iter().map(factor).collect();
    let places = table
        .header
        .iter()
        .map(|cell| source(cell, findings))
        .collect();
    Some((factors, places, rows))
}

fn rows(table: &table::Table, columns: &[usize], path: &Path, sha256: String) -> DesignTable {
    let cell = |row: &[Node], column: usize| row[column].scalar().unwrap_or("").to_owned();
    let at = |cell: &Node| (cell.place.line, cell.place.column);
    DesignTable {
        path: path.to_owned(),
        sha256,
        rows: table
            .rows
            .iter()
            .map(|row| columns.iter().map(|c| cell(row, *c)).collect())
            .collect(),
        places: table
            .rows
            .iter()
            .map(|row| columns.iter().map(|c| at(&row[*c])).collect())
            .collect(),
    }
}
