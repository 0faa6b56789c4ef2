//! The tables: their columns, each stated once. UTF-8, numbers with `.`; the same bytes in any language, and the most read ones
//! a second time in Chinese words.

mod column;
mod described;
mod dictionary;
mod drivers;
mod judgements;
mod sentences;
mod values;

use std::io;
use std::rc::Rc;

use super::codes::optional;
use super::{Case, wording};
use crate::analysis::{Attainment, CountyAttainment};
use crate::indicator::{IndicatorId, IndicatorRow, Target};
use crate::language::Lang;
use crate::record::TOTAL;
use crate::scenario::Scenario;
use crate::statistics::Interval;

pub(super) use column::Spelling;
use column::{Column, coded, keyed};
pub(super) use described::{in_chinese, noted, package};
pub(super) use drivers::drivers;
pub(super) use judgements::{
    attainment, attainment_differences, counties, differences, joint, swings, variance,
};
pub(super) use sentences::sentences;
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
        self.indicator(indicator).unit.key()
    }

    fn unit_words(&self, indicator: IndicatorId) -> String {
        self.indicator(indicator).unit.label(Lang::Zh)
    }

    fn key(&self, indicator: IndicatorId) -> String {
        self.indicator(indicator).key.clone()
    }

    fn indicator(&self, indicator: IndicatorId) -> &IndicatorRow {
        &self.indicators[indicator.index()]
    }
}

/// A row that is about a target of its scenario.
trait OfTarget {
    /// Position of the target.
    fn target(&self) -> usize;
}

impl OfTarget for Attainment {
    fn target(&self) -> usize {
        self.target
    }
}

impl OfTarget for CountyAttainment {
    fn target(&self) -> usize {
        self.target
    }
}

fn scenario<'a, T>() -> Column<Line<'a, T>> {
    keyed(
        "scenario",
        |l| l.scenario.id.clone(),
        |l| l.scenario.name.zh.clone(),
    )
}

fn target<'a, T: OfTarget>() -> Column<Line<'a, T>> {
    keyed(
        "target",
        |l| l.target(l.row.target()).id.clone(),
        |l| l.target(l.row.target()).name.zh.clone(),
    )
}

fn unit<'a, T: OfTarget>() -> Column<Line<'a, T>> {
    coded(
        "unit",
        |l| l.unit(l.target(l.row.target()).indicator),
        |l| l.unit_words(l.target(l.row.target()).indicator),
    )
}

fn comparator<'a, T: OfTarget>() -> Column<Line<'a, T>> {
    coded(
        "comparator",
        |l| l.target(l.row.target()).comparator.sign().to_owned(),
        |l| wording::sign(l.target(l.row.target()).comparator).to_owned(),
    )
}

/// Every row of every case with its scenario, written one case after the other.
fn write_lines<'a, T: 'a>(
    out: &mut dyn io::Write,
    cases: &'a [Case<'a>],
    spelling: Spelling<'_>,
    columns: &[Column<Line<'a, T>>],
    rows: impl Fn(&Case<'a>) -> &'a [T],
) -> io::Result<()> {
    let lines = cases.iter().flat_map(|case| {
        let indicators: Rc<[IndicatorRow]> = case.scenario.indicators().into();
        rows(case).iter().map(move |row| Line {
            scenario: case.scenario,
            indicators: Rc::clone(&indicators),
            row,
        })
    });
    column::write(out, spelling, columns, lines)
}

fn region(scenario: &Scenario, place: usize) -> String {
    match place {
        TOTAL => scenario.region.en.clone(),
        county => scenario.counties[county - 1].code.clone(),
    }
}

/// Chinese name of what [`region`] gives the key of.
fn region_name(scenario: &Scenario, place: usize) -> String {
    match place {
        TOTAL => scenario.region.zh.clone(),
        county => scenario.counties[county - 1].name.zh.clone(),
    }
}

fn level(place: usize) -> String {
    let word = if place == TOTAL { "total" } else { "county" };
    word.to_owned()
}

fn level_words(place: usize) -> String {
    let word = if place == TOTAL { "总体" } else { "区县" };
    word.to_owned()
}

fn ends(interval: Option<Interval>) -> (String, String) {
    let end = |end: fn(Interval) -> f64| optional(interval.map(end));
    (end(|i| i.low), end(|i| i.high))
}
