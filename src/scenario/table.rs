//! A CSV text to cells that keep their place. Knows quotes and separators, not what columns mean.

use super::characters::forbidden;
use super::document::{Node, Place};
use super::finding::{At, Fault, Findings};
use crate::language::Text;

/// A cell: its text and place as a node.
pub(super) type Cell = Node;

/// A table with a header.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Most rows of a table.
const MOST_ROWS: usize = 100_000;

/// Reads a CSV text. `None` if it is no table; what is wrong goes to `findings`.
pub(super) fn parse(text: &str, file: u16, findings: &mut Findings) -> Option<Table> {
    let before = findings.errors();
    forbidden(text, file, findings);
    if findings.errors() > before {
        return None;
    }
    let mut rows = cells(text, file, findings)?.into_iter();
    let whole = Place {
        file,
        ..Place::default()
    };
    let Some(header) = rows.next() else {
        let what = Text::new("表是空的", "the table is empty");
        findings.error(whole, "", what).kind(Fault::Syntax);
        return None;
    };
    let names: Vec<&str> = header.iter().filter_map(Node::scalar).collect();
    if let [only] = names[..]
        && let Some(separator) = only.chars().find(|c| matches!(c, ';' | '\t' | '，'))
    {
        let what = Text::new(
            format!("分隔符是 {}", separator.escape_debug()),
            format!("the separator is {}", separator.escape_debug()),
        );
        findings
            .error(header[0].place, "", what)
            .kind(Fault::Syntax)
            .allow("用半角逗号分隔", "separate cells with commas");
        return None;
    }
    let mut good = true;
    for (i, name) in names.iter().enumerate() {
        if names[..i].contains(name) {
            let what = Text::new(
                format!("列 {name} 出现两次"),
                format!("the column {name} is there twice"),
            );
            findings
                .error(header[i].place, name, what)
                .kind(Fault::Syntax);
            good = false;
        }
    }
    let width = header.len();
    let mut kept = Vec::new();
    for row in rows {
        if row.len() == width {
            kept.push(row);
        } else {
            let what = Text::new(
                format!("此行有 {} 格", row.len()),
                format!("the row has {} cells", row.len()),
            );
            let finding = findings.error(row[0].place, "", what);
            finding.kind(Fault::Syntax).allow(
                format!("表头有 {width} 列"),
                format!("the header has {width}"),
            );
            good = false;
        }
    }
    if kept.len() > MOST_ROWS {
        let what = Text::new(
            format!("表有 {} 行", kept.len()),
            format!("the table has {} rows", kept.len()),
        );
        findings.error(whole, "", what).allow(
            format!("最多 {MOST_ROWS} 行"),
            format!("at most {MOST_ROWS}"),
        );
        good = false;
    }
    good.then_some(Table { header, rows: kept })
}

impl Table {
    /// The name of column `i`.
    pub(super) fn column(&self, i: usize) -> &str {
        self.header[i].scalar().unwrap_or("")
    }

    /// The cell of `row` in the column `name`, with a path for messages.
    pub(super) fn cell<'t>(&'t self, row: &'t [Cell], name: &str) -> Option<At<'t>> {
        let i = (0..self.header.len()).find(|i| self.column(*i) == name)?;
        Some(At {
            node: &row[i],
            key_place: row[i].place,
            key: name.to_owned(),
        })
    }
}

/// Splits into rows of cells; empty lines are left out.
fn cells(text: &str, file: u16, findings: &mut Findings) -> Option<Vec<Vec<Cell>>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut cell = String::new();
    let (mut line, mut column) = (1, 1);
    let mut start = Place { file, line, column };
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        column += 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                column += 1;
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => {
                row.push(Node::text(start, std::mem::take(&mut cell).trim()));
                start = Place { file, line, column };
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                line += 1;
                column = 1;
                if quoted {
                    cell.push('\n');
                    continue;
                }
                row.push(Node::text(start, std::mem::take(&mut cell).trim()));
                rows.push(std::mem::take(&mut row));
                start = Place { file, line, column };
            }
            c => cell.push(c),
        }
    }
    if quoted {
        let what = Text::new("引号没有结束", "a quotation mark is not closed");
        findings.error(start, "", what).kind(Fault::Syntax);
        return None;
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(Node::text(start, cell.trim()));
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|c| c.scalar() != Some("")));
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_places() {
        let mut findings = Findings::default();
        let file = findings.file("t.csv");
        let text = "code,name\r\n1,\"东台, 市\"\r\n\r\n2,\"a \"\"b\"\"\nc\"\n3,x";
        let table = parse(text, file, &mut findings).unwrap();
        assert_eq!(table.rows.len(), 3);
        let cell = table.cell(&table.rows[1], "name").unwrap();
        assert_eq!(cell.node.scalar(), Some("a \"b\"\nc"));
        assert_eq!((cell.node.place.line, cell.node.place.column), (4, 3));
        let cell = table.cell(&table.rows[2], "code").unwrap();
        assert_eq!(cell.node.place.line, 6);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for (text, what) in [
            ("", "the table is empty"),
            ("a;b\n1;2\n", "the separator is ;"),
            ("a,b\n1\n", "the row has 1 cells"),
            ("a,a\n1,2\n", "the column a is there twice"),
            ("a,b\n\"1,2\n", "a quotation mark is not closed"),
        ] {
            let mut findings = Findings::default();
            let file = findings.file("t.csv");
            assert!(parse(text, file, &mut findings).is_none(), "{text}");
            assert_eq!(findings.into_sorted()[0].what.en, what);
        }
    }
}
