//! `tables.xlsx`: the results as an official opens them. The same numbers as the plain tables, in words, with formats, filters
//! and native charts; knows no drawing of ours.

mod charts;
mod cover;
mod drivers;
mod goals;
mod money;
mod parameters;
mod series;
pub(super) mod sheet;
#[cfg(test)]
mod tests;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Folder, OutputError, Report};
use crate::language::Lang;

/// Writes `tables.xlsx` into `folder`.
///
/// # Errors
/// If the file cannot be written.
pub fn write_workbook(
    folder: &mut Folder,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), OutputError> {
    folder.write("tables.xlsx", |out| {
        let bytes = workbook(report, lang).map_err(io::Error::other)?;
        out.write_all(&bytes)
    })
}

/// The whole workbook. The same bytes for the same report and language: nothing in it comes from a clock.
fn workbook(report: &Report<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(report, lang)?);
    cover::cover(book.add_worksheet(), report, lang)?;
    goals::goals(book.add_worksheet(), report, lang)?;
    charts::charts(book.add_worksheet(), report, lang)?;
    series::total(book.add_worksheet(), report, lang)?;
    series::counties(book.add_worksheet(), report, lang)?;
    money::ledger(book.add_worksheet(), report, lang)?;
    if report.cases.len() > 1 {
        goals::differences(book.add_worksheet(), report, lang)?;
        series::differences(book.add_worksheet(), report, lang)?;
    }
    drivers::drivers(book.add_worksheet(), report, lang)?;
    parameters::parameters(book.add_worksheet(), report, lang)?;
    book.save_to_buffer()
}

/// Dated at the end of the base year: the state the results start from.
fn properties(report: &Report<'_>, lang: Lang) -> Result<DocProperties, XlsxError> {
    let scenario = report.cases[0].scenario;
    // a year a workbook cannot hold is no reason to have no workbook
    let year = scenario.base_year.clamp(1900, 9999);
    let year = u16::try_from(year).expect("between 1900 and 9999");
    let dated = ExcelDateTime::from_ymd(year, 12, 31)?;
    Ok(DocProperties::new()
        .set_title(scenario.name.get(lang))
        .set_author("dabiao")
        .set_creation_datetime(&dated))
}
