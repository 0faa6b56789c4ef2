//! What a node may look like, as data: one description from which files are checked and the schema is written. Knows
//! kinds of values, not the keys of a scenario (`format` does).

use super::characters::hidden;
use super::document::{Node, Place, Value};
use super::finding::{At, Fault, Findings};
use crate::language::Text;
use crate::quantity::{Decimal, Measure, Misspelt, Money, money_spelling};

/// Missing keys of one map that get a message each.
const MOST_MISSING: usize = 8;

/// What a node may look like.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Text of at most so many characters; numbers are text too.
    Text(usize),
    /// One of some words, or another that is checked where it is known.
    Name(Vec<String>),
    /// One of some words.
    Choice(Vec<&'static str>),
    /// `true` or `false`.
    Flag,
    /// A whole number in a range.
    Integer(i64, i64),
    /// A quantity in a range, in the measure's own unit (money in yuan).
    Quantity(Measure, f64, f64),
    /// A quantity whose measure depends on another key; checked where that is known.
    AnyQuantity,
    /// A list of at most so many items.
    List(Box<Shape>, usize),
    /// A map with these keys.
    Record(Vec<Field>),
    /// A map from ids to entries of one shape.
    ById(Box<Shape>, Ids),
    /// A scalar of the first shape or a map of the second.
    Either(Box<Shape>, Box<Shape>),
}

/// What the ids of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// `[a-z0-9_-]`, at most 64.
    Name,
    /// A county code: letters, digits, `_`, `-`.
    Code,
    /// A year.
    Year,
}

/// One key of a record.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
    pub(super) about: Text,
}

/// A key that must be given.
pub(super) fn required(key: &'static str, shape: Shape, zh: &str, en: &str) -> Field {
    Field {
        required: true,
        ..optional(key, shape, zh, en)
    }
}

/// A key that may be given.
pub(super) fn optional(key: &'static str, shape: Shape, zh: &str, en: &str) -> Field {
    Field {
        key,
        shape,
        required: false,
        about: Text::new(zh, en),
    }
}

/// Texts of more characters than this may have lines; names may not.
const LONGEST_NAME: usize = 200;

/// What in `text`, once escapes such as `\e` are read, would act on who reads it: seen in the file as it is, such a character
/// was refused before.
fn acting(text: &str, most: usize) -> Option<Text> {
    let line = |c: char| c == '\n' && most > LONGEST_NAME;
    text.chars().filter(|c| !line(*c)).find_map(hidden)
}

impl Shape {
    /// Finds every fault of form in `at` and below.
    pub(super) fn check(&self, at: &At<'_>, findings: &mut Findings) {
        if at.node.is_null() {
            let what = Text::new("没有值(null)", "has no value (null)");
            let (zh, en) = self.expected();
            findings.at(at, what).kind(Fault::Missing).allow(zh, en);
            return;
        }
        match (self, &at.node.value) {
            (Self::Either(scalar, map), value) => {
                let shape = if matches!(value, Value::Map(_)) {
                    map
                } else {
                    scalar
                };
                shape.check(at, findings);
            }
            (Self::Record(fields), Value::Map(_)) => record(fields, at, findings),
            (Self::ById(shape, ids), Value::Map(_)) => {
                for (id, entry) in at.entries() {
                    ids.check(id, &entry, findings);
                    shape.check(&entry, findings);
                }
            }
            (Self::List(shape, most), Value::List(items)) => {
                if items.len() > *most {
                    let what = Text::new(
                        format!("列表有 {} 项", items.len()),
                        format!("the list has {} items", items.len()),
                    );
                    findings
                        .at(at, what)
                        .kind(Fault::OutOfRange)
                        .allow(format!("最多 {most} 项"), format!("at most {most}"));
                }
                for item in at.items() {
                    shape.check(&item, findings);
                }
            }
            (Self::AnyQuantity, Value::Scalar { .. }) => {}
            (
                Self::Text(_)
                | Self::Name(_)
                | Self::Choice(_)
                | Self::Flag
                | Self::Integer(..)
                | Self::Quantity(..),
                Value::Scalar { text, plain },
            ) => self.scalar(at, text, *plain, findings),
            _ => {
                let seen = match &at.node.value {
                    Value::Map(_) => Text::new("是映射", "is a map"),
                    Value::List(_) => Text::new("是列表", "is a list"),
                    Value::Scalar { text, .. } if text.contains('：') => Text::new(
                        format!("{} 用了全角冒号", at.seen()),
                        format!("{} has a full-width colon", at.seen()),
                    ),
                    Value::Scalar { .. } => Text::new(at.seen(), at.seen()),
                };
                let (zh, en) = self.expected();
                findings.at(at, seen).kind(Fault::WrongKind).allow(zh, en);
            }
        }
    }

    fn scalar(&self, at: &At<'_>, text: &str, plain: bool, findings: &mut Findings) {
        let seen = at.seen();
        let is = |zh: &str, en: &str| Text::new(format!("{seen} {zh}"), format!("{seen} {en}"));
        match self {
            Self::Text(most) => {
                if text.trim().is_empty() {
                    let what = is("是空的", "is empty");
                    findings.at(at, what).kind(Fault::Missing);
                } else if text.chars().count() > *most {
                    let what = is("太长", "is too long");
                    findings.at(at, what).kind(Fault::OutOfRange).allow(
                        format!("最多 {most} 字"),
                        format!("at most {most} characters"),
                    );
                } else if let Some(what) = acting(text, *most) {
                    findings
                        .at(at, what)
                        .kind(Fault::Character)
                        .allow("删去它", "remove it");
                }
            }
            Self::Choice(words) if !words.contains(&text) => {
                let what = is("不是可用的值", "is not one of the words allowed");
                findings.at(at, what).near(text, words.iter().copied());
            }
            Self::Flag if !(plain && matches!(text, "true" | "false")) => {
                let what = is("不是布尔值", "is not true or false");
                findings
                    .at(at, what)
                    .kind(Fault::Spelling)
                    .allow("写 true 或 false", "write true or false");
            }
            Self::Integer(low, high) => integer(*low, *high, at, text, plain, findings),
            Self::Quantity(measure, low, high) => {
                if *measure == Measure::Number && !plain {
                    let what = is("加了引号", "stands in quotes");
                    let (zh, en) = self.expected();
                    findings.at(at, what).kind(Fault::Spelling).allow(zh, en);
                    return;
                }
                match measure.parse(text) {
                    Err(why) => findings.misspelt(at, *measure, &why),
                    Ok(value) => range(*measure, value, (*low, *high), at, findings),
                }
            }
            _ => {}
        }
    }

    /// What stands here, in words.
    pub(super) fn expected(&self) -> (String, String) {
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Text(_) | Self::Name(_) => both("此处写文字", "text is asked"),
            Self::Choice(words) => (
                format!("可用: {}", words.join(", ")),
                format!("one of: {}", words.join(", ")),
            ),
            Self::Flag => both("写 true 或 false", "write true or false"),
            Self::Integer(low, high) => (
                format!("此处写 {low} 至 {high} 的整数"),
                format!("a whole number from {low} to {high} is asked"),
            ),
            Self::Quantity(measure, ..) => {
                let spelling = measure.spelling();
                (spelling.zh, spelling.en)
            }
            Self::AnyQuantity => both("此处写一个数值", "a value is asked"),
            Self::List(..) => both("此处写列表 [...]", "a list [...] is asked"),
            Self::Record(fields) => {
                let keys: Vec<&str> = fields.iter().take(12).map(|f| f.key).collect();
                let more = if fields.len() > keys.len() {
                    ", ..."
                } else {
                    ""
                };
                (
                    format!("此处写映射，键: {}{more}", keys.join(", ")),
                    format!("a map is asked with the keys {}{more}", keys.join(", ")),
                )
            }
            Self::ById(_, Ids::Year) => both("此处写按年份的映射", "a map by year is asked"),
            Self::ById(..) => both("此处写按编号的映射", "a map by id is asked"),
            Self::Either(a, b) => {
                let (a, b) = (a.expected(), b.expected());
                (
                    format!("{}；或{}", a.0, b.0),
                    format!("{}, or {}", a.1, b.1),
                )
            }
        }
    }
}

impl Ids {
    fn check(self, id: &str, entry: &At<'_>, findings: &mut Findings) {
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        let (good, zh, en) = match self {
            Self::Name => (
                id.len() <= 64 && id.chars().all(plain),
                "编号只用小写字母、数字、_、-，最多 64 个",
                "an id has lower-case letters, digits, _ and - only, at most 64",
            ),
            Self::Code => (
                id.len() <= 64 && id.chars().all(|c| plain(c.to_ascii_lowercase())),
                "代码只用字母、数字、_、-，最多 64 个",
                "a code has letters, digits, _ and - only, at most 64",
            ),
            Self::Year => (
                year(id).is_some(),
                "键是 1990 至 2100 的年份",
                "the keys are years from 1990 to 2100",
            ),
        };
        if id.is_empty() || !good {
            let what = Text::new(
                format!("\"{id}\" 不能作键"),
                format!("\"{id}\" cannot be a key here"),
            );
            findings
                .error(entry.key_place, &entry.key, what)
                .kind(Fault::Spelling)
                .allow(zh, en);
        }
    }
}

/// A year as a key or value.
pub(super) fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    (text.len() == 4 && (1990..=2100).contains(&year)).then_some(year)
}

/// Finds unknown and missing keys, then looks at each value.
fn record(fields: &[Field], at: &At<'_>, findings: &mut Findings) {
    for (key, entry) in at.entries() {
        let Some(field) = fields.iter().find(|f| f.key == key) else {
            if at.key.is_empty() && key.starts_with("x-") {
                continue;
            }
            unknown(key, &entry, fields.iter().map(|f| f.key), findings);
            continue;
        };
        field.shape.check(&entry, findings);
    }
    let lacking: Vec<&Field> = fields
        .iter()
        .filter(|f| f.required && at.get(f.key).is_none())
        .collect();
    if lacking.len() > MOST_MISSING {
        many_missing(&lacking, at, findings);
    } else {
        for field in lacking {
            missing(field, at, findings);
        }
    }
}

/// A key that no one knows.
pub(super) fn unknown<'n>(
    key: &str,
    entry: &At<'_>,
    known: impl Iterator<Item = &'n str>,
    findings: &mut Findings,
) {
    let what = if key.contains('：') {
        Text::new(
            format!("键 {key} 用了全角冒号"),
            format!("the key {key} has a full-width colon"),
        )
    } else if key.contains(['\u{3000}', '\u{a0}']) {
        Text::new(
            format!("键 {key} 里有全角空格或不换行空格"),
            format!("the key {key} has an ideographic or no-break space"),
        )
    } else {
        Text::new(format!("没有键 {key}"), format!("there is no key {key}"))
    };
    let finding = findings.error(entry.key_place, &entry.key, what);
    finding.kind(Fault::UnknownKey);
    if entry.node.is_null() && key.starts_with(|c: char| c.is_ascii_digit()) {
        finding.allow(
            "{ } 里的逗号分隔键: 数字里不写逗号",
            "a comma inside { } separates keys: write numbers without commas",
        );
    } else if entry.node.is_null() && key.contains(' ') {
        finding.allow(
            "{ } 里的逗号分隔键: 含逗号的文字要加引号",
            "a comma inside { } separates keys: put text that has one in quotes",
        );
    } else {
        finding.near(key, known);
    }
}

/// A key that must be given.
fn missing(field: &Field, at: &At<'_>, findings: &mut Findings) {
    let what = Text::new(
        format!("缺少键 {}({})", field.key, field.about.zh),
        format!("the key {} is missing ({})", field.key, field.about.en),
    );
    let (zh, en) = field.shape.expected();
    findings.at(at, what).kind(Fault::Missing).allow(zh, en);
}

/// More keys of one map that must be given than anyone wants a message each for.
fn many_missing(lacking: &[&Field], at: &At<'_>, findings: &mut Findings) {
    let keys: Vec<&str> = lacking.iter().take(MOST_MISSING).map(|f| f.key).collect();
    let (n, keys) = (lacking.len(), keys.join(", "));
    let what = Text::new(
        format!("缺少 {n} 个键: {keys}, ..."),
        format!("{n} keys are missing: {keys}, ..."),
    );
    findings.at(at, what).kind(Fault::Missing).allow(
        "写全，或用 extends 继承",
        "give them all, or inherit them with extends",
    );
}

fn integer(low: i64, high: i64, at: &At<'_>, text: &str, plain: bool, findings: &mut Findings) {
    let shape = Shape::Integer(low, high);
    let (zh, en) = shape.expected();
    let seen = at.seen();
    if !plain {
        let what = Text::new(
            format!("{seen} 加了引号"),
            format!("{seen} stands in quotes"),
        );
        findings.at(at, what).kind(Fault::Spelling).allow(zh, en);
        return;
    }
    match Measure::Number.parse(text) {
        Err(why @ Misspelt::Spelling { .. }) => findings.misspelt(at, Measure::Number, &why),
        Err(why) => {
            let what = super::finding::misspelt(&seen, &why);
            findings.at(at, what).kind(Fault::Spelling).allow(zh, en);
        }
        Ok(value) => match value.whole() {
            None => {
                let what = Text::new(
                    format!("{seen} 不是整数"),
                    format!("{seen} is not a whole number"),
                );
                findings.at(at, what).kind(Fault::Spelling).allow(zh, en);
            }
            Some(n) if n < i128::from(low) || n > i128::from(high) => {
                let what = Text::new(
                    format!("{seen} 超出范围"),
                    format!("{seen} is out of range"),
                );
                findings.at(at, what).kind(Fault::OutOfRange).allow(zh, en);
            }
            Some(_) => {}
        },
    }
}

fn range(
    measure: Measure,
    value: Decimal,
    (low, high): (f64, f64),
    at: &At<'_>,
    findings: &mut Findings,
) {
    let value = if measure == Measure::Money {
        value.shifted(-2).to_f64()
    } else {
        value.to_f64()
    };
    if (low..=high).contains(&value) {
        return;
    }
    let seen = at.seen();
    let what = if value < 0.0 && low >= 0.0 {
        Text::new(format!("{seen} 是负数"), format!("{seen} is negative"))
    } else {
        Text::new(
            format!("{seen} 超出范围"),
            format!("{seen} is out of range"),
        )
    };
    let percent = matches!(measure, Measure::Share | Measure::Rate);
    // 3000 % where 30 % is meant: a percentage was taken for a fraction and multiplied once more
    let meant = (percent && value.abs() >= 10.0).then_some(value / 100.0);
    let meant = meant.filter(|meant| (low..=high).contains(meant));
    let finding = findings.at(at, what).kind(Fault::OutOfRange);
    finding.suggestion = meant.map(|meant| bound(measure, meant));
    let (low, high) = (bound(measure, low), bound(measure, high));
    finding.allow(
        format!("应在 {low} 至 {high} 之间"),
        format!("allowed from {low} to {high}"),
    );
}

/// A bound in the measure's spelling, free of binary noise.
pub(super) fn bound(measure: Measure, value: f64) -> String {
    let plain = |value: f64| {
        let text = format!("{value:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match measure {
        Measure::Money => money_spelling(Money::from_yuan(value)),
        Measure::Share => format!("{} %", plain(value * 100.0)),
        Measure::Rate => format!("{} %/year", plain(value * 100.0)),
        Measure::Months => format!("{} months", plain(value)),
        Measure::Years => format!("{} years", plain(value)),
        Measure::Length => format!("{} m", plain(value)),
        Measure::Number => plain(value),
    }
}

/// A node of a map, for callers that build one.
pub(super) fn map_node(place: Place, entries: Vec<super::document::Entry>) -> Node {
    Node {
        place,
        value: Value::Map(entries),
    }
}
