//! Reads an edited workbook. Rows and columns are found by their keys, so they may be sorted; every fault is named by its cell.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use rust_xlsxwriter::utility::row_col_to_cell;

use super::cells::Cells;
use super::cover::{self, Origin};
use super::gather::gather;
use super::layout::{Cell, Content, Page, Row, Slot, shown};
use super::made::fault;
use super::pages::pages;
use crate::language::{Lang, Text};
use crate::report::near;
use crate::scenario::revision::{Revised, Revision};
use crate::scenario::{Fault, Finding};

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A cell to be edited, as it was found.
pub(super) struct Seen<'a> {
    pub(super) slot: &'a Slot,
    pub(super) content: Result<Content, Text>,
    /// `FILE!Sheet!C7`
    pub(super) place: String,
}

/// What an edited workbook amounts to.
#[derive(Debug)]
pub struct Edited {
    /// The scenario with its changes.
    pub revised: Revised,
    /// How many keys changed, sources and grades included.
    pub changes: usize,
}

/// Which scenario the workbook in `bytes` was written from; `file` is its name in messages.
///
/// # Errors
/// If it is no such workbook.
pub fn origin(bytes: &[u8], file: &str) -> Result<Origin, Vec<Finding>> {
    let mut book = open(bytes, file)?;
    let sheet = cover::name();
    let found = [sheet.zh.as_str(), sheet.en.as_str()]
        .into_iter()
        .find_map(|name| book.worksheet_range(name).ok());
    let origin = found.and_then(|range| cover::read(&Cells::new(range)));
    origin.ok_or_else(|| {
        let what = Text::new(
            format!("没有“{}”表，或表里没有情景文件和校验码", sheet.zh),
            format!("there is no sheet {} that names the scenario", sheet.en),
        );
        let allowed = Text::new(
            "用 dabiao sheet 写出的表格",
            "a workbook that dabiao sheet has written",
        );
        vec![fault(file, "", Fault::Missing, what, allowed)]
    })
}

fn open(bytes: &[u8], file: &str) -> Result<Book, Vec<Finding>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).map_err(|_| {
        let what = Text::new("不是完好的 xlsx 文件", "is not a sound xlsx file");
        let allowed = Text::new(
            "在 Excel 或 WPS 中另存为 xlsx，不加密码",
            "save it as xlsx in Excel or WPS, without a password",
        );
        vec![fault(file, "", Fault::Encoding, what, allowed)]
    })
}

/// The overlay that the workbook in `bytes` makes of `revision`, which it was written from in `lang`; the overlay names it as
/// `extends`.
///
/// # Errors
/// Every fault at once, each named by its cell where it has one.
pub fn read(
    bytes: &[u8],
    file: &str,
    revision: &Revision,
    (extends, lang): (&str, Lang),
) -> Result<Edited, Vec<Finding>> {
    let mut book = open(bytes, file)?;
    let pages = pages(revision, lang);
    let mut faults = Vec::new();
    let mut seen = Vec::new();
    let mut rows = BTreeMap::new();
    for page in &pages {
        let Some((name, cells)) = sheet(&mut book, page, &pages, file, lang, &mut faults) else {
            continue;
        };
        let place =
            |row: u32, column: u16| format!("{file}!{name}!{}", row_col_to_cell(row, column));
        look(page, &cells, &place, &mut seen, &mut rows, &mut faults);
    }
    let gathered = gather(&seen, lang);
    faults.extend(gathered.faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut places: BTreeMap<&str, &str> = rows
        .iter()
        .map(|(k, v): (&String, &String)| (k.as_str(), v.as_str()))
        .collect();
    places.extend(
        seen.iter()
            .filter(|s| !s.slot.key.eq(&s.slot.entry))
            .map(|s| (s.slot.key.as_str(), s.place.as_str())),
    );
    let changes = gathered.changes.len();
    match revision.revised(&gathered.changes, extends) {
        Ok(mut revised) => {
            for warning in &mut revised.warnings {
                relocate(warning, &places);
            }
            Ok(Edited { revised, changes })
        }
        Err(mut findings) => {
            for finding in &mut findings {
                relocate(finding, &places);
            }
            Err(findings)
        }
    }
}

/// Names a finding by the cell of its key, or of the nearest key above it.
fn relocate(finding: &mut Finding, places: &BTreeMap<&str, &str>) {
    let mut key = finding.key.as_str();
    loop {
        if let Some(place) = places.get(key) {
            finding.file = (*place).to_owned();
            (finding.line, finding.column) = (0, 0);
            return;
        }
        let Some((above, _)) = key.rsplit_once('.') else {
            return;
        };
        key = above;
    }
}

/// The sheet of a page, under its name in either language.
fn sheet(
    book: &mut Book,
    page: &Page,
    pages: &[Page],
    file: &str,
    lang: Lang,
    faults: &mut Vec<Finding>,
) -> Option<(String, Cells)> {
    for name in [&page.name.zh, &page.name.en] {
        if let Ok(range) = book.worksheet_range(name) {
            return Some((name.clone(), Cells::new(range)));
        }
    }
    let known = |name: &&String| {
        let named = |text: &Text| text.zh == **name || text.en == **name;
        pages.iter().any(|page| named(&page.name)) || named(&cover::name())
    };
    let names = book.sheet_names();
    let others: Vec<&str> = names
        .iter()
        .filter(|name| !known(name))
        .map(String::as_str)
        .collect();
    let wanted = page.name.get(lang);
    let what = Text::new(
        format!("没有“{wanted}”表"),
        format!("there is no sheet {wanted}"),
    );
    let allowed = if others.is_empty() {
        Text::new(
            "把它恢复，或重新写出表格",
            "put it back, or write the workbook anew",
        )
    } else {
        let like = near(wanted, &others);
        let like = if like.is_empty() { others } else { like };
        Text::new(
            format!("表名须是“{wanted}”；另有：{}", like.join("、")),
            format!(
                "the sheet must be called {wanted}; there is: {}",
                like.join(", ")
            ),
        )
    };
    faults.push(fault(file, "", Fault::Missing, what, allowed));
    None
}

/// Looks through a page's cells.
fn look<'a>(
    page: &'a Page,
    cells: &Cells,
    place: &dyn Fn(u32, u16) -> String,
    seen: &mut Vec<Seen<'a>>,
    rows: &mut BTreeMap<String, String>,
    faults: &mut Vec<Finding>,
) {
    let (last_row, last_column) = cells.end();
    let Some(keys) = (0..=last_row.min(20)).find(|row| cells.key(*row, 0) == "key") else {
        let what = Text::new(
            "第一列没有 key 一行",
            "the first column has no line \"key\"",
        );
        let allowed = Text::new(
            "表头下面的编号行不能改",
            "the line of keys below the headers must stay as it is",
        );
        faults.push(fault(&place(1, 0), "", Fault::Missing, what, allowed));
        return;
    };
    let mut columns = Vec::new();
    for column in &page.columns {
        let found = (0..=last_column).find(|at| cells.key(keys, *at) == column.key);
        if found.is_none() {
            let what = Text::new(
                format!("没有 {} 列", column.key),
                format!("there is no column {}", column.key),
            );
            let allowed = Text::new(
                "表头下面的编号行不能改，列不能删",
                "the line of keys must stay as it is, and so must the columns",
            );
            faults.push(fault(
                &place(keys, 0),
                &column.key,
                Fault::Missing,
                what,
                allowed,
            ));
        }
        columns.push(found.map(|at| u16::try_from(at).unwrap_or(u16::MAX)));
    }
    let mut found: BTreeMap<&str, u32> = BTreeMap::new();
    for at in keys + 2..=last_row {
        let key = cells.key(at, 0);
        if cells.blank(at) {
            continue;
        }
        let Some(row) = page.rows.iter().find(|row| row.key == key) else {
            let names: Vec<&str> = page.rows.iter().map(|row| row.key.as_str()).collect();
            let mut finding = unknown_row(&key, &place(at, 0));
            finding.suggestion = near(&key, &names).first().map(|name| (*name).to_owned());
            faults.push(finding);
            continue;
        };
        if let Some(first) = found.insert(&row.key, at) {
            let first = row_col_to_cell(first, 0);
            let what = Text::new(
                format!("{key} 出现两次，第一次在 {first}"),
                format!("{key} is there twice, first in {first}"),
            );
            let allowed = Text::new("删去多余的行", "delete the surplus row");
            faults.push(fault(&place(at, 0), &key, Fault::Content, what, allowed));
            continue;
        }
        look_row(row, (cells, at), &columns, place, seen, faults);
        if let Some(entry) = row.cells.iter().find_map(entry) {
            rows.entry(entry).or_insert_with(|| place(at, 0));
        }
    }
    for row in &page.rows {
        if !found.contains_key(row.key.as_str()) {
            let what = Text::new(
                format!("{} 一行不见了", row.key),
                format!("the row {} is gone", row.key),
            );
            let allowed = Text::new(
                "把它恢复；要去掉项目，在“保留”列选“否”",
                "put it back; to drop an entry choose no in the column Keep",
            );
            faults.push(fault(
                &place(keys, 0),
                &row.key,
                Fault::Missing,
                what,
                allowed,
            ));
        }
    }
}

/// The entry that a row is of: what the keys of its cells have in common.
fn entry(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Slot(slot) if slot.key.starts_with("places.counties.") => {
            let parts: Vec<&str> = slot.key.split('.').take(3).collect();
            Some(parts.join("."))
        }
        Cell::Slot(slot) => Some(slot.entry.clone()).filter(|entry| !entry.is_empty()),
        _ => None,
    }
}

fn unknown_row(key: &str, place: &str) -> Finding {
    let what = if key.is_empty() {
        Text::new("这一行没有编号", "this row has no key")
    } else {
        Text::new(
            format!("没有 {key} 这一项"),
            format!("there is no {key} here"),
        )
    };
    let allowed = Text::new(
        "不能加行；新的项目写在情景文件里",
        "rows cannot be added; new entries belong in the scenario file",
    );
    fault(place, key, Fault::UnknownName, what, allowed)
}

fn look_row<'a>(
    row: &'a Row,
    (cells, at): (&Cells, u32),
    columns: &[Option<u16>],
    place: &dyn Fn(u32, u16) -> String,
    seen: &mut Vec<Seen<'a>>,
    faults: &mut Vec<Finding>,
) {
    for (cell, column) in row.cells.iter().zip(columns) {
        let Some(column) = *column else { continue };
        let content = cells.content(at, u32::from(column));
        let told = || content.as_ref().map_or_else(|_| String::new(), shown);
        match cell {
            Cell::Slot(slot) => seen.push(Seen {
                slot,
                content,
                place: place(at, column),
            }),
            Cell::Blank if content != Ok(Content::Nothing) => {
                let what = Text::new(
                    format!("{} 写在不用填的单元格里", told()),
                    format!("{} stands in a cell that holds nothing", told()),
                );
                let allowed = Text::new("清空它", "empty it");
                faults.push(fault(
                    &place(at, column),
                    &row.key,
                    Fault::Content,
                    what,
                    allowed,
                ));
            }
            Cell::Fixed(text) if column > 0 && !unchanged(text, &content) => {
                let what = Text::new(
                    "供对照的单元格改了",
                    "a cell that is only to be read was changed",
                );
                let allowed = Text::new(format!("恢复为“{text}”"), format!("put back \"{text}\""));
                faults.push(fault(
                    &place(at, column),
                    &row.key,
                    Fault::Content,
                    what,
                    allowed,
                ));
            }
            Cell::Blank | Cell::Fixed(_) => {}
        }
    }
}

/// Whether a cell to be read still says `text`.
fn unchanged(text: &str, content: &Result<Content, Text>) -> bool {
    match content {
        Ok(Content::Text(found)) => found.split_whitespace().eq(text.split_whitespace()),
        Ok(Content::Nothing) => text.trim().is_empty(),
        Ok(Content::Number(value)) => super::scale::number_text(*value) == text.trim(),
        Err(_) => false,
    }
}
