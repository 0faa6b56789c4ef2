//! What goes into an output folder: tables, charts, manifest. The only folder that writes results; knows no terminal.

pub mod assumptions;
pub mod briefing;
mod codes;
pub mod document;
mod durable;
mod exchange;
mod figures;
mod folder;
mod gallery;
mod loose;
mod manifest;
mod merged;
mod page;
mod phrases;
mod tables;
mod word;
pub mod wording;
mod workbook;

use std::io;

pub use codes::{basis, limits};
pub use figures::{FiguresError, near, read_figures};
pub use folder::{Folder, OutputError, abandon};
pub use gallery::{Chart, Undrawn, Wanted, chart_names, charts, named, outlined, write_charts};
pub use loose::write_loose;
pub use manifest::{Comparison, GIT_COMMIT, RunLog};
pub use merged::{MergeError, Merged, merge};
pub use page::write_page;
pub use phrases::{denominator, told_apart};
pub use tables::{Kept, runs_columns};
pub use workbook::write_workbook;

use crate::analysis::{Difference, Summary};
use crate::language::Lang;
use crate::record::RunRecord;
use crate::scenario::Scenario;
use crate::scenario::boundaries::Boundaries;
use tables::Spelling;

/// The briefing's file.
const BRIEFING: &str = "briefing.docx";

/// One scenario with its runs and what is said of them.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What was simulated.
    pub scenario: &'a Scenario,
    /// Its runs.
    pub runs: &'a [RunRecord],
    /// What is said of them.
    pub summary: &'a Summary,
    /// The central run, with its ledger.
    pub central: &'a RunRecord,
}

/// All that an output folder tells.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The scenarios; the first is the baseline.
    pub cases: &'a [Case<'a>],
    /// Differences of every further scenario from the baseline, in their order.
    pub differences: &'a [Difference],
    /// Seed of the runs.
    pub seed: u64,
    /// Whether `ledger.csv` holds every run or the central one.
    pub kept: Kept,
    /// Outlines of the counties, from a file of the user's.
    pub map: Option<&'a Boundaries>,
}

/// Writes every table into `folder`, the most read ones also in Chinese, and `datapackage.json`, which describes their
/// columns.
///
/// # Errors
/// If a file cannot be written.
pub fn write_tables(folder: &mut Folder, report: &Report<'_>) -> Result<(), OutputError> {
    let cases = report.cases;
    let mut described = Vec::new();
    let differences = if cases.len() > 1 { DIFFERENCES } else { &[] };
    for (path, table) in TABLES.iter().chain(differences) {
        folder.write(path, |out| {
            let content = |out: &mut dyn io::Write| match table {
                Table::Codes(write) => write(out, report),
                Table::Both(write) => write(out, report, Spelling::Codes),
            };
            described.push(tables::noted(path, out, content)?);
            Ok(())
        })?;
        if let (Table::Both(write), Some(codes)) = (table, described.last()) {
            folder.write(&format!("tables/zh/{path}"), |out| {
                let content =
                    |out: &mut dyn io::Write, spelling: Spelling<'_>| write(out, report, spelling);
                tables::in_chinese(codes, cases, out, content)
            })?;
        }
    }
    let package = tables::package(&described, cases);
    folder.write("datapackage.json", |out| json(out, &package))
}

/// How a plain table is written.
enum Table {
    /// For programs only.
    Codes(fn(&mut dyn io::Write, &Report<'_>) -> io::Result<()>),
    /// For programs, and in Chinese.
    Both(fn(&mut dyn io::Write, &Report<'_>, Spelling<'_>) -> io::Result<()>),
}

/// The plain tables.
const TABLES: &[(&str, Table)] = &[
    (
        "attainment.csv",
        Table::Both(|o, r, s| tables::attainment(o, r.cases, s)),
    ),
    (
        "indicators.csv",
        Table::Both(|o, r, s| tables::indicators(o, r.cases, s)),
    ),
    (
        "observed.csv",
        Table::Codes(|o, r| tables::observed(o, r.cases)),
    ),
    (
        "regions.csv",
        Table::Codes(|o, r| tables::regions(o, r.cases)),
    ),
    ("runs.csv", Table::Codes(|o, r| tables::runs(o, r.cases))),
    (
        "ledger.csv",
        Table::Both(|o, r, s| tables::ledger(o, r.cases, r.kept, s)),
    ),
    ("joint.csv", Table::Codes(|o, r| tables::joint(o, r.cases))),
    (
        "county_attainment.csv",
        Table::Both(|o, r, s| tables::counties(o, r.cases, s)),
    ),
    (
        "swings.csv",
        Table::Codes(|o, r| tables::swings(o, r.cases)),
    ),
    (
        "drivers.csv",
        Table::Both(|o, r, s| tables::drivers(o, r.cases, s)),
    ),
    (
        "variance.csv",
        Table::Codes(|o, r| tables::variance(o, r.cases)),
    ),
    (
        "sentences.csv",
        Table::Both(|o, r, s| tables::sentences(o, &briefing::compose(r), s)),
    ),
    (
        "naive_forecast.csv",
        Table::Codes(|o, r| tables::forecasts(o, r.cases)),
    ),
];

/// The same of a comparison only.
const DIFFERENCES: &[(&str, Table)] = &[
    (
        "differences.csv",
        Table::Both(|o, r, s| tables::differences(o, r.cases, r.differences, s)),
    ),
    (
        "attainment_differences.csv",
        Table::Both(|o, r, s| tables::attainment_differences(o, r.cases, r.differences, s)),
    ),
];

/// Writes `briefing.docx` in `lang`, with the charts that stand in `folder` already.
///
/// # Errors
/// If it cannot be written.
pub fn write_briefing(
    folder: &mut Folder,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), OutputError> {
    let document = briefing::compose(report);
    let mut bytes = Vec::new();
    word::write(&mut bytes, &document, lang, &|name| {
        folder.read(&format!("charts/{name}.png"))
    })
    .map_err(|error| OutputError::WriteFailed(folder.place().join(BRIEFING), error))?;
    folder.write(BRIEFING, |out| out.write_all(&bytes))
}

/// Writes `manifest.json` and `run.log.json`, and puts the folder in its place.
///
/// # Errors
/// If a file cannot be written or the folder cannot be put in place.
pub fn finish(mut folder: Folder, report: &Report<'_>, log: &RunLog) -> Result<(), OutputError> {
    let comparison = Comparison::new(report, folder.written());
    folder.write_unlisted(folder::MANIFEST, |out| json(out, &comparison))?;
    folder.write_unlisted(folder::LOG, |out| json(out, log))?;
    folder.put_in_place()
}

fn json<T: serde::Serialize>(out: &mut dyn io::Write, value: &T) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
