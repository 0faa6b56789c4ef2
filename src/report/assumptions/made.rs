//! What one edited cell amounts to. Knows no file and no other cell.

use super::layout::{Content, Kind, Slot, shown, word, yes};
use super::scale::{Scale, number_text};
use crate::language::{Lang, Text};
use crate::quantity::{Decimal, Measure, Misspelt, narrow};
use crate::scenario::revision::{Written, hidden};
use crate::scenario::{Fault, Finding, Severity};

/// What was made of a cell.
pub(super) enum Made {
    Same,
    Gone,
    New(Written),
    Wrong(Finding),
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

/// What an entry says of itself.
pub(super) const OWN: [&str; 3] = ["source", "grade", "known_by"];

/// What says nothing of the world, so that a change of it needs no source.
pub(super) const FREE: [&str; 2] = ["clause", "card_goal"];

/// Makes a fault of the cell from its kind and what is wrong.
type Wrong<'a> = &'a dyn Fn(Fault, Text) -> Made;

/// What a cell amounts to.
pub(super) fn made(slot: &Slot, content: &Result<Content, Text>, place: &str, lang: Lang) -> Made {
    let wrong = |kind: Fault, what: Text| {
        let allowed = Text::new(slot.allowed(Lang::Zh), slot.allowed(Lang::En));
        Made::Wrong(fault(place, &slot.key, kind, what, allowed))
    };
    let content = match content {
        Ok(content) => content,
        Err(what) => return wrong(Fault::WrongKind, what.clone()),
    };
    if same(&slot.content(lang), content) {
        return Made::Same;
    }
    match content {
        Content::Nothing if matches!(slot.kind, Kind::Keep) || required(&slot.key) => {
            wrong(Fault::Missing, Text::new("是空的", "is empty"))
        }
        Content::Nothing => Made::Gone,
        Content::Number(value) => of_number(&slot.kind, *value, &wrong),
        Content::Text(text) => of_text(&slot.kind, text, &shown(content), &wrong),
    }
}

fn of_number(kind: &Kind, value: f64, wrong: Wrong<'_>) -> Made {
    let plain = number_text(value);
    match kind {
        Kind::Number(scale) => quantity(scale, value, wrong),
        Kind::Whole(low, high) => match plain.parse::<i64>() {
            Ok(n) if (*low..=*high).contains(&n) => Made::New(Written::Plain(plain)),
            Ok(_) => wrong(
                Fault::OutOfRange,
                says(&plain, "超出范围", "is out of range"),
            ),
            Err(_) => wrong(
                Fault::Spelling,
                says(&plain, "不是整数", "is not a whole number"),
            ),
        },
        Kind::Text => Made::New(Written::Text(plain)),
        Kind::Word(_) | Kind::Keep | Kind::Outcomes => {
            wrong(Fault::WrongKind, says(&plain, "是数字", "is a number"))
        }
    }
}

fn quantity(scale: &Scale, value: f64, wrong: Wrong<'_>) -> Made {
    let text = scale.text(value);
    match scale.measure.parse(&text) {
        Err(Misspelt::FinerThanFen) => {
            return wrong(
                Fault::Spelling,
                says(&text, "精度超过分", "is finer than a fen"),
            );
        }
        Err(_) => {
            return wrong(
                Fault::Spelling,
                says(&text, "不是可用的数", "is no such number"),
            );
        }
        Ok(_) => {}
    }
    let (low, high) = scale.range;
    if (low..=high).contains(&value) {
        return Made::New(Written::Plain(text));
    }
    let mut made = wrong(
        Fault::OutOfRange,
        says(&text, "超出范围", "is out of range"),
    );
    let meant = value / 100.0;
    if let Made::Wrong(finding) = &mut made
        && scale.percent
        && (low..=high).contains(&meant)
    {
        finding.suggestion = Some(scale.text(meant));
    }
    made
}

fn of_text(kind: &Kind, text: &str, seen: &str, wrong: Wrong<'_>) -> Made {
    let not_allowed = || {
        let what = says(seen, "不是可用的值", "is not one of the words allowed");
        wrong(Fault::UnknownName, what)
    };
    match kind {
        // a text that names its unit says what is meant
        Kind::Number(scale)
            if scale.measure != Measure::Number && scale.measure.parse(text).is_ok() =>
        {
            Made::New(Written::Plain(text.to_owned()))
        }
        Kind::Number(_) | Kind::Whole(..) => not_a_number(seen, text, wrong),
        Kind::Word(words) => words
            .iter()
            .find(|key| **key == text || [Lang::Zh, Lang::En].iter().any(|l| word(key, *l) == text))
            .map_or_else(not_allowed, |key| {
                Made::New(Written::Plain((*key).to_owned()))
            }),
        Kind::Keep => {
            let is = |said: bool| {
                [Lang::Zh, Lang::En]
                    .map(|lang| yes(said, lang))
                    .contains(&text)
            };
            match (is(true), is(false)) {
                (true, _) => Made::Same,
                (_, true) => Made::Gone,
                _ => not_allowed(),
            }
        }
        Kind::Text => match hidden(text) {
            Some(what) => wrong(Fault::Character, what),
            None => Made::New(Written::Text(text.to_owned())),
        },
        Kind::Outcomes => outcomes(text).map_or_else(
            || {
                let what = says(
                    seen,
                    "不是离散取值的写法",
                    "is not how outcomes are written",
                );
                wrong(Fault::Spelling, what)
            },
            Made::New,
        ),
    }
}

fn says(seen: &str, zh: &str, en: &str) -> Text {
    Text::new(format!("{seen} {zh}"), format!("{seen} {en}"))
}

/// Why a text where a number is asked is none, with the number it probably means.
fn not_a_number(seen: &str, text: &str, wrong: Wrong<'_>) -> Made {
    let narrowed: String = text.chars().map(narrow).collect();
    let meant = narrowed.replace([',', ' '], "");
    let number = Decimal::parse(&meant).is_ok();
    let what = if number && narrowed != text {
        says(seen, "用了全角字符", "has full-width characters")
    } else if number {
        says(seen, "是文字，不是数字", "is text, not a number")
    } else {
        says(seen, "不是数字", "is not a number")
    };
    let mut made = wrong(Fault::Spelling, what);
    if let Made::Wrong(finding) = &mut made
        && number
    {
        finding.suggestion = Some(meant);
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
        [_] | ["name" | "description", _] | ["places", "counties", _, _] => true,
        [map, _, field] => {
            OWN.contains(&field)
                || match map {
                    "parameters" => matches!(field, "value" | "distribution"),
                    "cultivation" => matches!(field, "pool" | "quota" | "evidence"),
                    "planned_nodes" => true,
                    "targets" => field != "clause",
                    _ => false,
                }
        }
        ["national" | "places", field] => OWN.contains(&field) || field == "reference_year",
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
