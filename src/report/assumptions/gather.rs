//! From what the cells hold to changes of the scenario. Knows no file: cells are told by their place.

use std::collections::BTreeMap;

use super::layout::{Content, Kind, Slot, shown, word, yes};
use super::read::Seen;
use crate::language::{Lang, Text};
use crate::quantity::{Decimal, narrow};
use crate::scenario::revision::{Change, Written};
use crate::scenario::{Fault, Finding, Severity};

/// Changes and faults so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) changes: Vec<Change>,
    pub(super) faults: Vec<Finding>,
}

/// A fault of the cell or sheet at `place`.
pub(super) fn fault(place: &str, key: &str, kind: Fault, what: Text, allowed: Text) -> Finding {
    Finding {
        severity: Severity::Error,
        fault: kind,
        file: place.to_owned(),
        line: 0,
        column: 0,
        key: key.to_owned(),
        what,
        allowed,
        suggestion: None,
    }
}

/// What was made of a cell.
enum Made {
    Same,
    Gone,
    New(Written),
    Wrong(Finding),
}

/// The changes that the cells amount to.
pub(super) fn gather(seen: &[Seen<'_>], lang: Lang) -> Gathered {
    let mut gathered = Gathered::default();
    let mut by_entry: BTreeMap<&str, Vec<(&Seen<'_>, Made)>> = BTreeMap::new();
    for cell in seen {
        let made = made(cell.slot, &cell.content, &cell.place, lang);
        by_entry
            .entry(&cell.slot.entry)
            .or_default()
            .push((cell, made));
    }
    for (entry, cells) in by_entry {
        of_entry(entry, cells, &mut gathered);
    }
    // in the order of sheets and rows
    let order: BTreeMap<&str, usize> = seen
        .iter()
        .map(|cell| cell.place.as_str())
        .zip(0..)
        .collect();
    gathered
        .faults
        .sort_by_key(|fault| order.get(fault.file.as_str()).copied());
    gathered
}

/// The changes of one entry: a new number brings its own source.
fn of_entry(entry: &str, mut cells: Vec<(&Seen<'_>, Made)>, gathered: &mut Gathered) {
    let gone = cells
        .iter()
        .any(|(cell, made)| matches!(cell.slot.kind, Kind::Keep) && matches!(made, Made::Gone));
    if gone {
        gathered.changes.push(Change {
            key: entry.to_owned(),
            value: None,
        });
        return;
    }
    by_year(&mut cells, gathered);
    let own = |slot: &Slot| {
        OWN.iter()
            .any(|own| slot.key.strip_prefix(entry) == Some(&format!(".{own}")))
    };
    let numbers = cells
        .iter()
        .any(|(cell, made)| !own(cell.slot) && matches!(made, Made::New(_) | Made::Gone));
    let source = cells
        .iter()
        .find(|(cell, _)| cell.slot.key == format!("{entry}.source"));
    if let Some((cell, Made::Same)) = source.filter(|_| numbers && !entry.is_empty()) {
        let what = Text::new(
            "数字改了，来源没有改",
            "the number is new, its source is not",
        );
        let allowed = Text::new("写明新数字的来源", "say where the new number comes from");
        gathered.faults.push(fault(
            &cell.place,
            &cell.slot.key,
            Fault::Missing,
            what,
            allowed,
        ));
    }
    for (cell, made) in cells {
        let key = cell.slot.key.clone();
        let value = match made {
            Made::Wrong(finding) => {
                gathered.faults.push(finding);
                continue;
            }
            Made::New(value) => Some(value),
            Made::Gone => None,
            // what speaks for a new number goes with it
            Made::Same if numbers && !entry.is_empty() && own(cell.slot) => match &cell.slot.text {
                Some(text) if cell.slot.key.ends_with(".source") => {
                    Some(Written::Text(text.clone()))
                }
                Some(text) => Some(Written::Plain(text.clone())),
                None => continue,
            },
            Made::Same => continue,
        };
        gathered.changes.push(Change { key, value });
    }
}

/// What an entry says of itself.
const OWN: [&str; 3] = ["source", "grade", "known_by"];

/// Money for every year and money by year are one value, which an overlay states whole: where one of its cells has changed,
/// all of them are gathered into it.
fn by_year(cells: &mut Vec<(&Seen<'_>, Made)>, gathered: &mut Gathered) {
    for field in [".amount", ".envelope"] {
        let (of_field, others): (Vec<_>, Vec<_>) =
            std::mem::take(cells).into_iter().partition(|(cell, _)| {
                base(&cell.slot.key).ends_with(field) && is_money(&cell.slot.key)
            });
        *cells = others;
        if of_field.iter().all(|(_, made)| matches!(made, Made::Same)) {
            continue;
        }
        if of_field
            .iter()
            .any(|(_, made)| matches!(made, Made::Wrong(_)))
        {
            cells.extend(of_field);
            continue;
        }
        let mut every = None;
        let mut years: Vec<(String, Written)> = Vec::new();
        let mut place = None;
        let mut new = None;
        for (cell, made) in of_field {
            if matches!(made, Made::New(_)) {
                new = Some(cell);
            }
            let value = match made {
                Made::New(value) => Some(value),
                Made::Same => cell.slot.text.clone().map(Written::Plain),
                Made::Gone | Made::Wrong(_) => None,
            };
            let year = cell.slot.key.rsplit('.').next().unwrap_or_default();
            let at_year = year.parse::<i32>().is_ok();
            if let Some(value) = value {
                if at_year {
                    years.push((year.to_owned(), value));
                } else {
                    every = Some(value);
                }
            }
            if !at_year {
                place = Some(cell);
            }
        }
        let Some(cell) = place else { continue };
        if every.is_some() && !years.is_empty() {
            let what = Text::new(
                "每年的金额和分年的金额都写了",
                "has both an amount for every year and amounts by year",
            );
            let allowed = Text::new("只写其中一种", "give one of them");
            let place = &new.unwrap_or(cell).place;
            let key = &cell.slot.key;
            gathered
                .faults
                .push(fault(place, key, Fault::Content, what, allowed));
            continue;
        }
        let value = every.or_else(|| (!years.is_empty()).then_some(Written::Map(years)));
        // nothing at all: the key goes, if it was there
        let made = value.map_or(Made::Gone, Made::New);
        cells.push((cell, made));
    }
}

/// The key without a year at its end.
fn base(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((base, year)) if year.parse::<i32>().is_ok() => base,
        _ => key,
    }
}

fn is_money(key: &str) -> bool {
    key.starts_with("programmes.") || key.starts_with("funds.")
}

/// What a cell amounts to.
fn made(slot: &Slot, content: &Result<Content, Text>, place: &str, lang: Lang) -> Made {
    let wrong = |kind: Fault, what: Text| {
        let allowed = Text::new(slot.allowed(Lang::Zh), slot.allowed(Lang::En));
        Made::Wrong(fault(place, &slot.key, kind, what, allowed))
    };
    let content = match content {
        Ok(content) => content,
        Err(what) => return wrong(Fault::WrongKind, what.clone()),
    };
    let before = slot.content(lang);
    if same(&before, content) {
        return Made::Same;
    }
    if let Content::Nothing = content {
        return if matches!(slot.kind, Kind::Keep) || required(&slot.key) {
            wrong(Fault::Missing, Text::new("是空的", "is empty"))
        } else {
            Made::Gone
        };
    }
    let seen = shown(content);
    match (&slot.kind, content) {
        (Kind::Number(scale), Content::Number(value)) => {
            let text = scale.text(*value);
            let decimal = scale.measure.parse(&text);
            if let Err(why) = decimal {
                let finer = matches!(why, crate::quantity::Misspelt::FinerThanFen);
                let what = if finer {
                    Text::new(
                        format!("{text} 精度超过分"),
                        format!("{text} is finer than a fen"),
                    )
                } else {
                    Text::new(
                        format!("{text} 不是可用的数"),
                        format!("{text} is no such number"),
                    )
                };
                return wrong(Fault::Spelling, what);
            }
            if *value < scale.range.0 || *value > scale.range.1 {
                let what = Text::new(
                    format!("{text} 超出范围"),
                    format!("{text} is out of range"),
                );
                let mut made = wrong(Fault::OutOfRange, what);
                let meant = value / 100.0;
                if let Made::Wrong(finding) = &mut made
                    && scale.percent
                    && meant >= scale.range.0
                    && meant <= scale.range.1
                {
                    finding.suggestion = Some(scale.text(meant));
                }
                return made;
            }
            Made::New(Written::Plain(text))
        }
        // a text that names its unit says what is meant
        (Kind::Number(scale), Content::Text(text)) => {
            let unit = scale.measure != crate::quantity::Measure::Number;
            if unit && scale.measure.parse(text).is_ok() {
                return Made::New(Written::Plain(text.clone()));
            }
            not_a_number(slot, &seen, text, wrong)
        }
        (Kind::Whole(low, high), Content::Number(value)) => {
            let text = super::scale::number_text(*value);
            let whole = text.parse::<i64>();
            match whole {
                Ok(n) if (*low..=*high).contains(&n) => Made::New(Written::Plain(text)),
                Ok(_) => wrong(
                    Fault::OutOfRange,
                    Text::new(
                        format!("{text} 超出范围"),
                        format!("{text} is out of range"),
                    ),
                ),
                Err(_) => wrong(
                    Fault::Spelling,
                    Text::new(
                        format!("{text} 不是整数"),
                        format!("{text} is not a whole number"),
                    ),
                ),
            }
        }
        (Kind::Whole(..), Content::Text(text)) => not_a_number(slot, &seen, text, wrong),
        (Kind::Word(words), Content::Text(text)) => {
            let chosen = words
                .iter()
                .find(|key| **key == text || word(key, Lang::Zh) == text);
            match chosen {
                Some(key) => Made::New(Written::Plain((*key).to_owned())),
                None => wrong(
                    Fault::UnknownName,
                    Text::new(
                        format!("{seen} 不是可用的值"),
                        format!("{seen} is not one of the words allowed"),
                    ),
                ),
            }
        }
        (Kind::Keep, Content::Text(text)) => {
            let is = |said: bool| {
                [Lang::Zh, Lang::En]
                    .iter()
                    .any(|lang| yes(said, *lang) == text)
            };
            if is(true) {
                Made::Same
            } else if is(false) {
                Made::Gone
            } else {
                wrong(
                    Fault::UnknownName,
                    Text::new(
                        format!("{seen} 不是可用的值"),
                        format!("{seen} is not one of the words allowed"),
                    ),
                )
            }
        }
        (Kind::Text, Content::Text(text)) => Made::New(Written::Text(text.clone())),
        (Kind::Text, Content::Number(value)) => {
            Made::New(Written::Text(super::scale::number_text(*value)))
        }
        (Kind::Outcomes, Content::Text(text)) => outcomes(text).map_or_else(
            || {
                wrong(
                    Fault::Spelling,
                    Text::new(
                        format!("{seen} 不是离散取值的写法"),
                        format!("{seen} is not how outcomes are written"),
                    ),
                )
            },
            Made::New,
        ),
        (Kind::Word(_) | Kind::Keep | Kind::Outcomes, _) => wrong(
            Fault::WrongKind,
            Text::new(format!("{seen} 是数字"), format!("{seen} is a number")),
        ),
        (_, Content::Nothing) => Made::Same,
    }
}

/// Why a text where a number is asked is none, with the number it probably means.
fn not_a_number(slot: &Slot, seen: &str, text: &str, wrong: impl Fn(Fault, Text) -> Made) -> Made {
    let narrowed: String = text.chars().map(narrow).collect();
    let meant = narrowed.replace([',', ' '], "");
    let meant = meant.trim_start_matches('\'').to_owned();
    let number = Decimal::parse(&meant).is_ok();
    let what = if number && narrowed != text {
        Text::new(
            format!("{seen} 用了全角字符"),
            format!("{seen} has full-width characters"),
        )
    } else if number {
        Text::new(
            format!("{seen} 是文字，不是数字"),
            format!("{seen} is text, not a number"),
        )
    } else {
        Text::new(
            format!("{seen} 不是数字"),
            format!("{seen} is not a number"),
        )
    };
    let mut made = wrong(Fault::Spelling, what);
    if let Made::Wrong(finding) = &mut made {
        if number {
            finding.suggestion = Some(meant);
        }
        if let Kind::Number(scale) = &slot.kind
            && !scale.label.is_empty()
            && finding.allowed.en.is_empty()
        {
            finding.allowed = Text::new(scale.label, scale.label);
        }
    }
    made
}

fn same(before: &Content, after: &Content) -> bool {
    match (before, after) {
        (Content::Number(a), Content::Number(b)) => (a - b).abs() <= 1.0e-12 * a.abs().max(b.abs()),
        (Content::Text(a), Content::Text(b)) => a.split_whitespace().eq(b.split_whitespace()),
        (a, b) => a == b,
    }
}

/// Whether a value must be there, so that an emptied cell is a slip.
fn required(key: &str) -> bool {
    let parts: Vec<&str> = key.split('.').collect();
    match parts[..] {
        [_] | ["name" | "description", _] => true,
        [map, _, field] => {
            OWN.contains(&field)
                || match map {
                    "parameters" => matches!(field, "value" | "distribution"),
                    "cultivation" => matches!(field, "pool" | "quota" | "evidence"),
                    "planned_nodes" => true,
                    _ => false,
                }
        }
        ["national" | "places", field] => OWN.contains(&field) || field == "reference_year",
        ["places", "counties", _, _] => true,
        _ => false,
    }
}

/// `0: 20 %; 1: 80 %` as outcomes.
fn outcomes(text: &str) -> Option<Written> {
    let one = |part: &str| {
        let (value, probability) = part.split_once(':')?;
        let plain = |text: &str| Written::Plain(text.trim().to_owned());
        Some(Written::Map(vec![
            ("value".to_owned(), plain(value)),
            ("probability".to_owned(), plain(probability)),
        ]))
    };
    let text: String = text.chars().map(narrow).collect();
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    parts
        .map(one)
        .collect::<Option<Vec<_>>>()
        .map(Written::List)
}
