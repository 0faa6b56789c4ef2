//! Where a number stands: the file and the cells that name its row. Knows nothing of what is said of it.

use crate::quantity::Year;
use crate::report::Case;

/// Rows of `file`, named by cells of one of them in the order of its columns: `attainment.csv: baseline/base_stations`.
pub(super) fn row(file: &str, cells: &[&str]) -> String {
    format!("{file}: {}", cells.join("/"))
}

/// The judgement on a target.
pub(super) fn attainment(case: &Case<'_>, target: &str) -> String {
    row("attainment.csv", &[&case.scenario.id, target])
}

/// An indicator of the whole place at a year's end.
pub(super) fn indicator(case: &Case<'_>, key: &str, year: Year) -> String {
    let cells = [&case.scenario.id, "total", key, &year.to_string()];
    row("indicators.csv", &cells)
}

/// The central run's ledger, of one programme or of all.
pub(super) fn ledger(case: &Case<'_>, programme: Option<&str>) -> String {
    let cells: Vec<&str> = std::iter::once(case.scenario.id.as_str())
        .chain(programme)
        .collect();
    row("ledger.csv", &cells)
}

/// What was run.
pub(super) fn manifest(keys: &[&str]) -> String {
    row("manifest.json", keys)
}

/// A setting of a scenario, which no table repeats: the file it was read from stands in the manifest.
pub(super) fn setting(scenario: usize) -> String {
    manifest(&["scenarios", &scenario.to_string(), "files_read"])
}

/// Several rows.
pub(super) fn all(rows: impl IntoIterator<Item = String>) -> Option<String> {
    let mut named: Vec<String> = Vec::new();
    for row in rows {
        if !named.contains(&row) {
            named.push(row);
        }
    }
    (!named.is_empty()).then(|| named.join("; "))
}
