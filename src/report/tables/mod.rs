//! The tables: their columns, each stated once. English headers, UTF-8, numbers with `.`; the same bytes in any language.

mod described;
mod dictionary;
mod judgements;
mod values;

use std::io;
use std::rc::Rc;

use super::Case;
use super::codes::optional;
use crate::indicator::{IndicatorId, IndicatorRow, Target};
use crate::record::TOTAL;
use crate::scenario::Scenario;
use crate::statistics::Interval;

pub(super) use described::{in_chinese, noted, package};
pub(super) use judgements::{
    attainment, attainment_differences, counties, differences, joint, swings, variance,
};
pub use values::runs_columns;
pub(super) use values::{forecasts, indicators, ledger, observed, regions, runs};

/// Which runs' ledgers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// That of the central run.
    Central,
    /// Those of all runs, with a column `run`.
    All,
}

/// A column: its header and how a row fills it.
type Column<R> = (&'static str, fn(&R) -> String);

fn write<R>(
    out: &mut dyn io::Write,
    columns: &[Column<R>],
    rows: impl IntoIterator<Item = R>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns.iter().map(|(header, _)| header))?;
    for row in rows {
        table.write_record(columns.iter().map(|(_, cell)| cell(&row)))?;
    }
    table.flush()
}

/// A row of some table, with the scenario it belongs to.
struct Line<'a, T> {
    scenario: &'a Scenario,
    indicators: Rc<[IndicatorRow]>,
    row: &'a T,
}

impl<T> Line<'_, T> {
    fn target(&self, index: usize) -> &Target {
        &self.scenario.targets[index]
    }

    fn unit(&self, indicator: IndicatorId) -> String {
        self.indicators[indicator.index()].unit.key()
    }

    fn key(&self, indicator: IndicatorId) -> String {
        self.indicators[indicator.index()].key.clone()
    }
}

/// Every row of every case with its scenario, written one case after the other.
fn write_lines<'a, T: 'a>(
    out: &mut dyn io::Write,
    cases: &'a [Case<'a>],
    columns: &[Column<Line<'a, T>>],
    rows: impl Fn(&Case<'a>) -> &'a [T],
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns.iter().map(|(header, _)| header))?;
    for case in cases {
        let indicators: Rc<[IndicatorRow]> = case.scenario.indicators().into();
        for row in rows(case) {
            let line = Line {
                scenario: case.scenario,
                indicators: Rc::clone(&indicators),
                row,
            };
            table.write_record(columns.iter().map(|(_, cell)| cell(&line)))?;
        }
    }
    table.flush()
}

fn region(scenario: &Scenario, place: usize) -> String {
    match place {
        TOTAL => scenario.region.en.clone(),
        county => scenario.counties[county - 1].code.clone(),
    }
}

fn level(place: usize) -> String {
    let word = if place == TOTAL { "total" } else { "county" };
    word.to_owned()
}

fn ends(interval: Option<Interval>) -> (String, String) {
    let end = |end: fn(Interval) -> f64| optional(interval.map(end));
    (end(|i| i.low), end(|i| i.high))
}
