//! Tables of a Word file: ruled, the header repeated on every page, columns as wide as what stands in them.

use std::fmt::Write as _;

use super::markup::{paragraph, run};
use super::parts::WIDTH;
use crate::language::Lang;
use crate::report::document::Table;

/// Half widths of a Chinese character that a column keeps when others must give way; a longer word keeps its length.
const KEPT: usize = 16;
/// Width of half a character and of a cell's margins, in twentieths of a point.
const HALF: usize = 92;
const MARGINS: usize = 170;

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
    let wanted: Vec<Wanted> = (0..columns)
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| cell.text.get(lang));
            Wanted::of(table.header[column].get(lang), cells)
        })
        .collect();
    ruled(&widths(&wanted), &header, &rows)
}

/// Half widths that a text takes: 2 for a Chinese character.
fn breadth(text: &str) -> usize {
    text.chars()
        .map(|c| if c > '\u{2e7f}' { 2 } else { 1 })
        .sum()
}

/// What a column needs and would like, in half widths.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    least: usize,
    most: usize,
}

impl Wanted {
    fn of<'a>(header: &str, cells: impl Iterator<Item = &'a str>) -> Self {
        let mut most = breadth(header).div_ceil(2);
        // headers are bold: a quarter wider
        let mut word = (longest_word(header) * 5).div_ceil(4) + 1;
        for cell in cells {
            most = most.max(breadth(cell));
            word = word.max(longest_word(cell) + 1);
        }
        let most = most.max(word);
        Self {
            least: most.min(KEPT.max(word)),
            most,
        }
    }
}

/// Half widths of the longest part of a text that a line does not break in.
fn longest_word(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || c > '\u{2e7f}')
        .map(breadth)
        .max()
        .unwrap_or(0)
}

/// The columns' widths in twentieths of a point; they fill the page. Where all that is wanted is too much, the columns with
/// more than they need give way.
fn widths(wanted: &[Wanted]) -> Vec<u32> {
    let page = WIDTH as usize;
    let room = page.saturating_sub(MARGINS * wanted.len()) / HALF;
    let most: usize = wanted.iter().map(|w| w.most).sum();
    let least: usize = wanted.iter().map(|w| w.least).sum();
    let (over, spare) = (most.saturating_sub(room), most - least);
    let taken: Vec<usize> = wanted
        .iter()
        .map(|w| {
            let cut = ((w.most - w.least) * over.min(spare)).div_ceil(spare.max(1));
            (w.most - cut) * HALF + MARGINS
        })
        .collect();
    let all: usize = taken.iter().sum::<usize>().max(1);
    taken
        .iter()
        .map(|width| u32::try_from(width * page / all).unwrap_or(WIDTH))
        .collect()
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
