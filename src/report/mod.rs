//! What goes into an output folder: tables, charts, manifest. The only folder that writes files; knows no terminal.

pub mod briefing;
mod codes;
pub mod document;
mod folder;
mod gallery;
mod manifest;
mod tables;
mod word;
pub mod wording;

use std::io;

pub use codes::{basis, limits};
pub use folder::{Folder, OutputError};
pub use gallery::{Chart, Undrawn, charts, write_charts};
pub use manifest::{Comparison, GIT_COMMIT, RunLog};
pub use tables::{Kept, runs_columns};

use crate::analysis::{Difference, Summary};
use crate::language::Lang;
use crate::record::RunRecord;
use crate::scenario::Scenario;

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
}

/// Writes every table into `folder`.
///
/// # Errors
/// If a file cannot be written.
pub fn write_tables(folder: &mut Folder, report: &Report<'_>) -> Result<(), OutputError> {
    let cases = report.cases;
    folder.write("attainment.csv", |out| tables::attainment(out, cases))?;
    folder.write("indicators.csv", |out| tables::indicators(out, cases))?;
    folder.write("observed.csv", |out| tables::observed(out, cases))?;
    folder.write("regions.csv", |out| tables::regions(out, cases))?;
    folder.write("runs.csv", |out| tables::runs(out, cases))?;
    folder.write("ledger.csv", |out| tables::ledger(out, cases, report.kept))?;
    folder.write("joint.csv", |out| tables::joint(out, cases))?;
    folder.write("county_attainment.csv", |out| tables::counties(out, cases))?;
    folder.write("swings.csv", |out| tables::swings(out, cases))?;
    folder.write("variance.csv", |out| tables::variance(out, cases))?;
    folder.write("naive_forecast.csv", |out| tables::forecasts(out, cases))?;
    if cases.len() > 1 {
        let rows = report.differences;
        folder.write("differences.csv", |out| {
            tables::differences(out, cases, rows)
        })?;
        folder.write("attainment_differences.csv", |out| {
            tables::attainment_differences(out, cases, rows)
        })?;
    }
    Ok(())
}

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
