//! What a page, row and cell of the workbook is. Knows no file.

use super::scale::{Scale, number_text};
use crate::language::{Lang, Text};
use crate::scenario::revision::{Asked, Revision};

/// A page: a key and a line for each entry, a column for each thing that can be said of it.
pub(super) struct Page {
    pub(super) name: Text,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A column.
pub(super) struct Column {
    /// What it is found by.
    pub(super) key: String,
    pub(super) head: Text,
    /// What is allowed and usual, where that is the same for all rows.
    pub(super) note: Text,
}

/// A row.
pub(super) struct Row {
    /// What it is found by.
    pub(super) key: String,
    /// One for each column.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
pub(super) enum Cell {
    /// Nothing belongs here.
    Blank,
    /// To be read, not to be changed.
    Fixed(String),
    /// To be edited.
    Slot(Slot),
}

/// A cell that may be edited.
pub(super) struct Slot {
    /// Dotted key of the value in the scenario.
    pub(super) key: String,
    /// Dotted key of the entry whose source speaks for the value; empty where a value needs no source.
    pub(super) entry: String,
    pub(super) kind: Kind,
    /// As the scenario has it; none where it has not.
    pub(super) text: Option<String>,
}

/// What an edited cell holds.
pub(super) enum Kind {
    Number(Scale),
    /// A whole number between two.
    Whole(i64, i64),
    /// One of some words of the format.
    Word(Vec<&'static str>),
    Text,
    /// Values with their probabilities.
    Outcomes,
    /// Whether the entry stays.
    Keep,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Nothing,
    Number(f64),
    Text(String),
}

impl Slot {
    /// What the cell holds as long as nobody edits it.
    pub(super) fn content(&self, lang: Lang) -> Content {
        let Some(text) = &self.text else {
            return match self.kind {
                Kind::Keep => Content::Text(yes(true, lang).to_owned()),
                _ => Content::Nothing,
            };
        };
        match &self.kind {
            Kind::Number(scale) => scale
                .cell(text)
                .map_or_else(|| Content::Text(text.clone()), Content::Number),
            Kind::Whole(..) => text
                .parse()
                .map_or_else(|_| Content::Text(text.clone()), Content::Number),
            Kind::Word(_) => Content::Text(word(text, lang).to_owned()),
            Kind::Text | Kind::Outcomes | Kind::Keep => Content::Text(text.clone()),
        }
    }

    /// What is allowed, in words; empty where anything is.
    pub(super) fn allowed(&self, lang: Lang) -> String {
        match &self.kind {
            Kind::Number(scale) => {
                let unit = if scale.percent { "" } else { scale.label };
                let range = scale.range_text(scale.range, lang);
                format!("{range} {unit}").trim_end().to_owned()
            }
            Kind::Whole(low, high) => match lang {
                Lang::Zh => format!("{low} 至 {high} 的整数"),
                Lang::En => format!("a whole number from {low} to {high}"),
            },
            Kind::Word(words) => {
                let words: Vec<&str> = words.iter().map(|key| word(key, lang)).collect();
                words.join(lang.pick("、", ", "))
            }
            Kind::Keep => format!("{}, {}", yes(true, lang), yes(false, lang)),
            Kind::Outcomes => lang
                .pick("如 0: 20 %; 1: 80 %", "such as 0: 20 %; 1: 80 %")
                .to_owned(),
            Kind::Text => String::new(),
        }
    }
}

/// The slot of `field` of an entry, if the format has such a key; `entry` may be empty.
pub(super) fn slot(revision: &Revision, entry: &str, field: &str, lang: Lang) -> Cell {
    let key = if entry.is_empty() {
        field.to_owned()
    } else {
        format!("{entry}.{field}")
    };
    let text = revision.text(&key).map(str::to_owned);
    let kind = match Revision::asked(&key) {
        Some(Asked::Quantity(measure, low, high)) => {
            Kind::Number(Scale::of(measure, (low, high), text.as_deref(), lang))
        }
        Some(Asked::Whole(low, high)) => Kind::Whole(low, high),
        Some(Asked::Words(words)) => Kind::Word(words),
        Some(Asked::Text) => Kind::Text,
        Some(Asked::Structure) | None => return Cell::Blank,
    };
    Cell::Slot(Slot {
        key,
        entry: entry.to_owned(),
        kind,
        text,
    })
}

/// Yes or no.
pub(super) fn yes(yes: bool, lang: Lang) -> &'static str {
    if yes {
        lang.pick("是", "yes")
    } else {
        lang.pick("否", "no")
    }
}

/// A word of the format for people.
pub(super) fn word(key: &str, lang: Lang) -> &str {
    let known = WORDS.iter().find(|(word, _)| *word == key);
    match (known, lang, key) {
        (_, _, "true") => yes(true, lang),
        (_, _, "false") => yes(false, lang),
        (Some((_, zh)), Lang::Zh, _) => zh,
        _ => key,
    }
}

/// Chinese for words of the format that can be chosen in a cell.
const WORDS: [(&str, &str); 10] = [
    ("fixed", "固定值"),
    ("triangular", "三角分布"),
    ("uniform", "均匀分布"),
    ("lognormal", "对数正态"),
    ("discrete", "离散取值"),
    ("published", "已公布"),
    ("estimate", "估计"),
    ("supplied", "示例"),
    ("circular", "由目标倒推"),
    ("none", "没有"),
];

/// Outcomes as a cell tells them: `0: 20 %; 1: 80 %`.
pub(super) fn outcomes(revision: &Revision, entry: &str) -> Option<String> {
    use crate::scenario::revision::Written;
    let Written::List(items) = revision.value(&format!("{entry}.outcomes"))? else {
        return None;
    };
    let part = |item: &Written, name: &str| {
        let Written::Map(entries) = item else {
            return String::new();
        };
        let found = entries.iter().find(|(key, _)| key == name);
        match found {
            Some((_, Written::Plain(text) | Written::Text(text))) => text.clone(),
            _ => String::new(),
        }
    };
    let told = |item: &Written| format!("{}: {}", part(item, "value"), part(item, "probability"));
    Some(items.iter().map(told).collect::<Vec<_>>().join("; "))
}

/// A number as a person would read it, for messages.
pub(super) fn shown(content: &Content) -> String {
    match content {
        Content::Nothing => String::new(),
        Content::Number(value) => number_text(*value),
        Content::Text(text) => {
            let long = text.chars().count() > 60;
            let cut: String = text.chars().take(if long { 57 } else { 60 }).collect();
            format!("\"{cut}{}\"", if long { "..." } else { "" })
        }
    }
}
