//! The sentences of the briefing by their raised numbers, and the rows that each is computed from.

use std::io;

use super::column::{Column, Spelling, coded, plain, write};
use crate::report::document::{Document, Sentence};

struct Row<'a> {
    number: usize,
    file: &'a str,
    cells: &'a str,
    sentence: &'a Sentence,
}

pub(in crate::report) fn sentences(
    out: &mut dyn io::Write,
    briefing: &Document,
    spelling: Spelling<'_>,
) -> io::Result<()> {
    let columns: [Column<Row<'_>>; 4] = [
        plain("number", |r| r.number.to_string()),
        plain("file", |r| r.file.to_owned()),
        coded("row", |r| r.cells.to_owned(), |r| r.cells.to_owned()),
        coded(
            "sentence",
            |r| r.sentence.text.en.clone(),
            |r| r.sentence.text.zh.clone(),
        ),
    ];
    let rows = briefing.numbered().flat_map(|(number, sentence, basis)| {
        basis.split("; ").map(move |row| {
            let (file, cells) = row.split_once(": ").unwrap_or((row, ""));
            Row {
                number,
                file,
                cells,
                sentence,
            }
        })
    });
    write(out, spelling, &columns, rows)
}
