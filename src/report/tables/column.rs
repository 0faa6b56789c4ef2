//! A column of a plain table, stated once, and how a table is written from its columns: in fixed codes for programs, or in
//! Chinese words for people.

use std::io;

/// In what a table is spelt.
#[derive(Clone, Copy)]
pub(in crate::report) enum Spelling<'a> {
    /// English headers and fixed codes, whatever the language.
    Codes,
    /// Chinese words; the function gives the Chinese form of a header.
    Chinese(&'a dyn Fn(&str) -> String),
}

/// A column: its header and how a row fills it.
#[derive(Debug)]
pub(super) struct Column<R> {
    header: &'static str,
    code: fn(&R) -> String,
    words: Option<fn(&R) -> String>,
    key: bool,
}

/// Numbers, years, signs: the same however a table is spelt.
pub(super) const fn plain<R>(header: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column {
        header,
        code: cell,
        words: None,
        key: false,
    }
}

/// One of a fixed set of codes, and the word for it.
pub(super) const fn coded<R>(
    header: &'static str,
    code: fn(&R) -> String,
    words: fn(&R) -> String,
) -> Column<R> {
    Column {
        header,
        code,
        words: Some(words),
        key: false,
    }
}

/// Key and name of something. Two things may have the same name, so that a table in words has the keys too, after all else.
pub(super) const fn keyed<R>(
    header: &'static str,
    key: fn(&R) -> String,
    name: fn(&R) -> String,
) -> Column<R> {
    Column {
        header,
        code: key,
        words: Some(name),
        key: true,
    }
}

/// Writes headers and rows.
pub(super) fn write<R>(
    out: &mut dyn io::Write,
    spelling: Spelling<'_>,
    columns: &[Column<R>],
    rows: impl IntoIterator<Item = R>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    // a spreadsheet takes text that begins like a formula for one
    let text = |text: String| match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') if text.len() > 1 => format!("'{text}"),
        Some(b'+' | b'-') if text.parse::<f64>().is_err() => format!("'{text}"),
        _ => text,
    };
    let Spelling::Chinese(chinese) = spelling else {
        table.write_record(columns.iter().map(|column| column.header))?;
        for row in rows {
            table.write_record(columns.iter().map(|column| text((column.code)(&row))))?;
        }
        return table.flush();
    };
    let keys = || columns.iter().filter(|column| column.key);
    let headers = columns.iter().map(|column| chinese(column.header));
    let key_headers = keys().map(|column| format!("{}编号", chinese(column.header)));
    table.write_record(headers.chain(key_headers))?;
    for row in rows {
        let cells = columns.iter().map(|column| match column.words {
            Some(words) => text(words(&row)),
            None => (column.code)(&row),
        });
        table.write_record(cells.chain(keys().map(|column| text((column.code)(&row)))))?;
    }
    table.flush()
}
