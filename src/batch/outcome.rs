//! What is kept of a run: one row of `runs`, and series if the plan asks for them. Texts are as CSV files have them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::rows::Row;
use crate::quantity::Year;
use crate::record::{LedgerRow, RunRecord, TOTAL};
use crate::scenario::Scenario;
use crate::scenario::design::{self, Design, number_of};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A word.
    Text,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What it holds; an empty cell is no value.
    pub kind: Kind,
    /// Unit; empty for none.
    pub unit: String,
}

/// A cell as text; empty for no value.
pub type Cell = String;

fn column(name: impl Into<String>, kind: Kind, unit: impl Into<String>) -> Column {
    Column {
        name: name.into(),
        kind,
        unit: unit.into(),
    }
}

/// Sums over programmes, places and years of a run's ledger, in yuan.
const MONEY: [(&str, fn(&LedgerRow) -> i64); 4] = [
    ("money_appropriated", |row| row.appropriated.fen()),
    ("money_spent", |row| row.spent.fen()),
    ("money_recovered", |row| row.recovered.fen()),
    ("money_lapsed", |row| row.lapsed.fen()),
];

/// What is due in the scenarios of a batch: it decides the columns.
#[derive(Debug, Default)]
pub(super) struct Due {
    met: BTreeSet<(String, Year)>,
    values: BTreeMap<(String, Year), String>,
}

impl Due {
    /// Takes in the targets of a scenario.
    pub(super) fn add(&mut self, scenario: &Scenario) {
        let indicators = scenario.indicators();
        for target in &scenario.targets {
            self.met.insert((target.id.clone(), target.due_year));
            let row = &indicators[target.indicator.index()];
            let unit = row.unit.key().clone();
            self.values.insert((row.key.clone(), target.due_year), unit);
        }
    }
}

/// The columns of `runs` for `design` and what is due.
pub(super) fn columns(design: &Design, due: &Due) -> Vec<Column> {
    let mut columns = vec![
        column("run", Kind::Whole, ""),
        column("replicate", Kind::Whole, ""),
        column("row", Kind::Whole, ""),
        column("scenario", Kind::Text, ""),
    ];
    if design.kind == design::Kind::Saltelli {
        columns.extend([
            column("base_point", Kind::Whole, ""),
            column("matrix", Kind::Text, ""),
        ]);
    }
    columns.extend(design.factors.iter().map(|factor| match &factor.unit {
        Some(unit) => column(&factor.key, Kind::Number, unit),
        None => column(&factor.key, Kind::Text, ""),
    }));
    columns.extend([
        column("seed", Kind::Whole, ""),
        column("status", Kind::Text, ""),
    ]);
    let met = due
        .met
        .iter()
        .map(|(id, year)| column(format!("met_{id}_{year}"), Kind::Flag, ""));
    let value = |((key, year), unit): (&(String, Year), &String)| {
        column(format!("{key}_{year}"), Kind::Number, unit)
    };
    columns.extend(met);
    columns.extend(due.values.iter().map(value));
    columns.extend(MONEY.map(|(name, _)| column(name, Kind::Number, "yuan")));
    columns
}

/// The columns of a table by its name: `runs` as the plan has them, `yearly`, `counties`.
#[must_use]
pub fn columns_of(table: &str, runs: &[Column]) -> Vec<Column> {
    let run = column("run", Kind::Whole, "");
    let rest = [
        column("year", Kind::Whole, ""),
        column("indicator", Kind::Text, ""),
        column("value", Kind::Number, "by indicator"),
    ];
    match table {
        "yearly" => [run].into_iter().chain(rest).collect(),
        "counties" => [run, column("county", Kind::Text, "")]
            .into_iter()
            .chain(rest)
            .collect(),
        _ => runs.to_vec(),
    }
}

/// Which run a row tells of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Identity<'a> {
    pub(super) run: u64,
    pub(super) replicate: u64,
    pub(super) row_number: u64,
    pub(super) row: &'a Row,
    pub(super) scenario: &'a str,
}

/// The cells of a run in the order of `columns`; `None` for `record` is a run that failed.
///
/// # Errors
/// If the run has something due that the plan has no column for.
pub(super) fn cells(
    columns: &[Column],
    design: &Design,
    identity: Identity<'_>,
    made: Option<(&Scenario, &RunRecord)>,
) -> Result<Vec<Cell>, String> {
    let mut known: BTreeMap<String, Cell> = BTreeMap::new();
    let mut put = |name: &str, cell: Cell| known.insert(name.to_owned(), cell);
    put("run", identity.run.to_string());
    put("replicate", identity.replicate.to_string());
    put("row", identity.row_number.to_string());
    put("scenario", identity.scenario.to_owned());
    put("seed", design.seed.to_string());
    put(
        "status",
        if made.is_some() { "done" } else { "failed" }.to_owned(),
    );
    if let Some(matrix) = &identity.row.matrix {
        put("base_point", identity.row.point.to_string());
        put("matrix", matrix.clone());
    }
    for (factor, value) in design.factors.iter().zip(&identity.row.values) {
        let number = factor.unit.as_ref().and_then(|_| number_of(value));
        put(
            &factor.key,
            number.map_or_else(|| value.clone(), |n| n.to_string()),
        );
    }
    if let Some((scenario, record)) = made {
        let indicators = scenario.indicators();
        for target in &scenario.targets {
            let value = record
                .series
                .get(target.due_year, TOTAL, target.indicator.index());
            let met = value
                .filter(|_| target.evidence.assessed())
                .map(|v| target.met(v));
            let text = |met: bool| met.to_string();
            put(
                &format!("met_{}_{}", target.id, target.due_year),
                met.map_or_else(String::new, text),
            );
            let key = &indicators[target.indicator.index()].key;
            let number = value.map_or_else(String::new, |v| v.to_string());
            put(&format!("{key}_{}", target.due_year), number);
        }
        for (name, amount) in MONEY {
            let fen: i64 = record.ledger.iter().map(amount).sum();
            put(
                name,
                crate::quantity::Money::from_fen(fen).yuan().to_string(),
            );
        }
    }
    let cells = columns
        .iter()
        .map(|c| known.remove(&c.name).unwrap_or_default())
        .collect();
    match known.into_keys().next() {
        Some(stray) => Err(format!("the plan has no column {stray}")),
        None => Ok(cells),
    }
}

/// Lines of a series: of the whole place, or of each county.
pub(super) fn series(
    run: u64,
    scenario: &Scenario,
    record: &RunRecord,
    counties: bool,
) -> (String, u64) {
    let indicators = scenario.indicators();
    let places: Vec<(usize, String)> = if counties {
        (1..)
            .zip(&scenario.counties)
            .map(|(place, c)| (place, format!("{},", c.code)))
            .collect()
    } else {
        vec![(TOTAL, String::new())]
    };
    let (mut lines, mut count) = (String::new(), 0);
    for (place, code) in &places {
        for year in scenario.base_year..=scenario.end_year {
            for (i, indicator) in indicators.iter().enumerate() {
                if let Some(value) = record.series.get(year, *place, i) {
                    let _ = writeln!(lines, "{run},{code}{year},{},{value}", indicator.key);
                    count += 1;
                }
            }
        }
    }
    (lines, count)
}
