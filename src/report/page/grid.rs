//! Tables that can be sorted: every cell keeps beside its words the number to sort by. Knows no report.

use maud::{Markup, html};

use super::words::{fixed, said};
use crate::language::Text;
use crate::report::document;

/// English letters from which on words need some room, and much.
const SOME: usize = 30;
const LONG: usize = 80;

/// A table of the page.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) caption: Text,
    pub(super) header: Vec<Text>,
    pub(super) rows: Vec<Vec<Entry>>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    said: Text,
    /// In small letters under it.
    below: Option<Text>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Sorted by its words.
    Words,
    /// Set to the right; sorted by the number, if there is one.
    Number(Option<f64>),
    /// Words that have an order of their own.
    Ranked(f64),
}

impl Entry {
    pub(super) const fn words(said: Text) -> Self {
        Self {
            said,
            below: None,
            kind: Kind::Words,
        }
    }

    pub(super) const fn number(said: Text, value: f64) -> Self {
        Self {
            said,
            below: None,
            kind: Kind::Number(Some(value)),
        }
    }

    pub(super) const fn ranked(said: Text, rank: f64) -> Self {
        Self {
            said,
            below: None,
            kind: Kind::Ranked(rank),
        }
    }

    pub(super) fn year(year: i32) -> Self {
        Self::number(
            Text::new(year.to_string(), year.to_string()),
            f64::from(year),
        )
    }

    /// Where a number would stand, had it a meaning.
    pub(super) fn nothing() -> Self {
        Self {
            said: Text::new("—", "—"),
            below: None,
            kind: Kind::Number(None),
        }
    }

    pub(super) const fn is_something(&self) -> bool {
        !matches!(self.kind, Kind::Number(None))
    }

    pub(super) fn below(self, below: Text) -> Self {
        Self {
            below: Some(below),
            ..self
        }
    }
}

impl Grid {
    /// The table of a document. Its numbers are read back from their words, to sort by.
    pub(super) fn of(table: &document::Table) -> Self {
        let entry = |cell: &document::Cell| Entry {
            said: cell.text.clone(),
            below: None,
            kind: if cell.number {
                Kind::Number(amount(&cell.text.en))
            } else {
                Kind::Words
            },
        };
        Self {
            caption: table.caption.clone(),
            header: table.header.clone(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(entry).collect())
                .collect(),
        }
    }

    /// The table with its caption above, as number `number` of the page.
    pub(super) fn set(&self, number: usize) -> Markup {
        let id = format!("table-{number}");
        html! {
            figure class="table" id=(id) {
                figcaption id={ (id) "-caption" } {
                    b { (fixed(&format!("表{number}"), &format!("Table {number}"))) }
                    " " (said(&self.caption))
                }
                (self.bare(&format!("{id}-caption")))
            }
        }
    }

    /// The table alone, which the element `label` names.
    pub(super) fn bare(&self, label: &str) -> Markup {
        html! {
            div class="scroll" tabindex="0" role="region" aria-labelledby=(label) {
                table aria-labelledby=(label) {
                    thead {
                        tr {
                            @for (column, head) in self.header.iter().enumerate() {
                                th scope="col" class=[self.numeric(column).then_some("n")] aria-sort="none" {
                                    button type="button" { (said(head)) }
                                }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (column, entry) in row.iter().enumerate() {
                                    @if column == 0 {
                                        th scope="row" data-v=[entry.value()] { (entry.set()) }
                                    } @else {
                                        td class=[entry.class()] data-v=[entry.value()] { (entry.set()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Grid {
    /// Whether a column is set to the right.
    fn numeric(&self, column: usize) -> bool {
        let number = |row: &Vec<Entry>| {
            let entry = row.get(column).filter(|_| column > 0);
            entry.is_some_and(|entry| matches!(entry.kind, Kind::Number(_)))
        };
        self.rows.iter().any(number)
    }
}

impl Entry {
    fn set(&self) -> Markup {
        html! {
            (said(&self.said))
            @if let Some(below) = &self.below {
                small { (said(below)) }
            }
        }
    }

    fn class(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Number(_) => Some("n"),
            Kind::Ranked(_) => Some("word"),
            Kind::Words => match self.said.en.chars().count() {
                LONG.. => Some("long"),
                SOME..LONG => Some("some"),
                _ => None,
            },
        }
    }

    const fn value(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(value) => value,
            Kind::Ranked(rank) => Some(rank),
            Kind::Words => None,
        }
    }
}

/// The first number in English words, in its plain unit: `1.25 billion yuan` is 1.25e9.
fn amount(words: &str) -> Option<f64> {
    let start = words.find(|letter: char| letter.is_ascii_digit())?;
    let negative = words[..start].ends_with(['-', '−']);
    let rest = &words[start..];
    let numeral = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let end = rest.find(|letter| !numeral(letter)).unwrap_or(rest.len());
    let digits = rest[..end].replace(',', "");
    let size: f64 = digits.trim_end_matches('.').parse().ok()?;
    let unit = rest[end..].trim_start();
    let times = [
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("trillion", 1e12),
    ];
    let factor = times
        .into_iter()
        .find(|(word, _)| unit.starts_with(word))
        .map_or(1.0, |(_, factor)| factor);
    Some(if negative { -size } else { size } * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back() {
        let read = [
            ("18,000 stations", Some(18_000.0)),
            ("1.25 billion yuan", Some(1.25e9)),
            ("≥97.3%", Some(97.3)),
            ("72% (65–78%)", Some(72.0)),
            ("−3.2 points", Some(-3.2)),
            ("-0.5", Some(-0.5)),
            ("651.1 million yuan", Some(651.1e6)),
            ("in 2025.", Some(2025.0)),
            ("not assessed", None),
            ("—", None),
        ];
        for (words, value) in read {
            assert_eq!(amount(words), value, "{words}");
        }
    }

    #[test]
    fn a_number_keeps_its_value() {
        let row = vec![
            Entry::words(Text::new("甲", "A")),
            Entry::number(Text::new("1.8万", "18,000"), 18_000.0),
            Entry::nothing(),
        ];
        let grid = Grid {
            caption: Text::new("表", "Table"),
            header: vec![Text::new("一", "one"); 3],
            rows: vec![row],
        };
        let page = grid.bare("x").into_string();
        assert!(page.contains("<td class=\"n\" data-v=\"18000\">"), "{page}");
        assert!(page.contains("<td class=\"n\">—</td>"), "{page}");
    }
}
