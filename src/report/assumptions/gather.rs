//! From what the cells hold to changes of the scenario. Knows no file: cells are told by their place.

use std::collections::BTreeMap;

use super::layout::{Kind, Slot};
use super::made::{FREE, Made, OWN, fault, made};
use super::read::Seen;
use crate::language::{Lang, Text};
use crate::scenario::revision::{Change, Written};
use crate::scenario::{Fault, Finding};

/// Changes and faults so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) changes: Vec<Change>,
    pub(super) faults: Vec<Finding>,
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
    let among = |slot: &Slot, fields: &[&str]| {
        let field = slot.key.strip_prefix(entry);
        fields.iter().any(|of| field == Some(&format!(".{of}")))
    };
    let own = |slot: &Slot| among(slot, &OWN);
    let numbers = cells.iter().any(|(cell, made)| {
        let sourced = !own(cell.slot) && !among(cell.slot, &FREE);
        sourced && matches!(made, Made::New(_) | Made::Gone)
    });
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
