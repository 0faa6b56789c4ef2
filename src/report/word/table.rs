//! Tables of a Word file: ruled, the header repeated on every page, columns as wide as what stands in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::markup::{paragraph, run};
use super::parts::WIDTH;
use crate::language::Lang;
use crate::report::document::Table;

/// Narrowest and widest column, in half widths of a Chinese character, before all are scaled to the page.
const NARROWEST: usize = 8;
const WIDEST: usize = 34;
/// Rows of a file that are named; of more, the first and their number.
const NAMED: usize = 3;

/// A table of a document.
pub(super) fn set(table: &Table, lang: Lang) -> String {
    let columns = table.header.len();
    let header: Vec<String> = table
        .header
        .iter()
        .map(|text| paragraph("TableHead", &run(text.get(lang))))
        .collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| {
                    let style = if cell.number {
                        "TableNumber"
                    } else {
                        "TableText"
                    };
                    paragraph(style, &run(cell.text.get(lang)))
                })
                .collect()
        })
        .collect();
    let mut wanted = vec![NARROWEST; columns];
    for (column, most) in wanted.iter_mut().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| breadth(cell.text.get(lang))).max();
        // a header may take two lines
        let header = breadth(table.header[column].get(lang)).div_ceil(2);
        *most = widest.unwrap_or(0).max(header).clamp(NARROWEST, WIDEST);
    }
    ruled(&widths(&wanted), &header, &rows)
}

/// The table of what the raised numbers stand for: a row a file.
pub(super) fn references(bases: &[&str], lang: Lang) -> String {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (number, basis) in (1..).zip(bases) {
        let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in basis.split("; ") {
            let (file, key) = row.split_once(": ").unwrap_or((row, ""));
            rows.entry(file).or_default().push(key);
        }
        for (first, (file, keys)) in rows.into_iter().enumerate() {
            let said = format!("[{number}] {}", named(&keys, lang));
            let entry = files.entry(file).or_default();
            if !entry.is_empty() {
                entry.push_str(&run(lang.pick("；", "; ")));
            }
            // the text points to the first row of each number
            if first == 0 {
                let _ = write!(
                    entry,
                    "<w:bookmarkStart w:id=\"{number}\" w:name=\"basis_{number}\"/>{}<w:bookmarkEnd w:id=\"{number}\"/>",
                    run(&said)
                );
            } else {
                entry.push_str(&run(&said));
            }
        }
    }
    let header: Vec<String> = [("文件", "File"), ("行", "Rows")]
        .into_iter()
        .map(|(zh, en)| paragraph("TableHead", &run(lang.pick(zh, en))))
        .collect();
    let rows: Vec<Vec<String>> = files
        .into_iter()
        .map(|(file, content)| {
            vec![
                paragraph("TableText", &run(file)),
                paragraph("TableText", &content),
            ]
        })
        .collect();
    ruled(&widths(&[20, 70]), &header, &rows)
}

fn named(keys: &[&str], lang: Lang) -> String {
    if keys.len() <= NAMED {
        return keys.join(lang.pick("、", ", "));
    }
    let (first, count) = (keys[0], keys.len());
    match lang {
        Lang::Zh => format!("{first}等{count}行"),
        Lang::En => format!("{first} and {} more", count - 1),
    }
}

/// Half widths that a text takes: 2 for a Chinese character.
fn breadth(text: &str) -> usize {
    text.chars()
        .map(|c| if c > '\u{2e7f}' { 2 } else { 1 })
        .sum()
}

/// The columns' widths in twentieths of a point; they fill the page.
fn widths(wanted: &[usize]) -> Vec<u32> {
    let parts: Vec<u32> = wanted
        .iter()
        .map(|half_widths| u32::try_from(*half_widths).unwrap_or(1))
        .collect();
    let all: u32 = parts.iter().sum::<u32>().max(1);
    parts.iter().map(|part| WIDTH * part / all).collect()
}

fn ruled(widths: &[u32], header: &[String], rows: &[Vec<String>]) -> String {
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:top w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/>\
         <w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>(),
        borders()
    );
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    row(&mut out, widths, header, "<w:cantSplit/><w:tblHeader/>");
    for cells in rows {
        row(&mut out, widths, cells, "<w:cantSplit/>");
    }
    out + "</w:tbl>"
}

fn row(out: &mut String, widths: &[u32], cells: &[String], properties: &str) {
    let _ = write!(out, "<w:tr><w:trPr>{properties}</w:trPr>");
    for (width, cell) in widths.iter().zip(cells) {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{cell}</w:tc>"
        );
    }
    out.push_str("</w:tr>");
}

fn borders() -> String {
    let line = |side: &str, size: u32| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"000000\"/>")
    };
    [
        line("top", 8),
        line("left", 4),
        line("bottom", 8),
        line("right", 4),
        line("insideH", 4),
        line("insideV", 4),
    ]
    .concat()
}
