//! What is wrong, where, and what would be right. Knows no format and no file system.

use std::fmt::Write as _;

use super::characters::visible;
use super::document::{Node, Place};
use crate::language::{Lang, Text};
use crate::quantity::{Measure, Misspelt};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be used.
    Error,
    /// It can, and the reader should know.
    Warning,
}

/// What kind of fault it is: decides the exit code, and is a stable word for tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A file cannot be opened.
    CannotOpen,
    /// Not the text of a scenario or table: another encoding or kind of file.
    Encoding,
    /// A character that makes a file read otherwise than it looks.
    Character,
    /// The YAML or the table does not hold together.
    Syntax,
    /// A key that nobody knows, or that has no meaning here.
    UnknownKey,
    /// A key or value that must be given.
    Missing,
    /// A value of another kind than asked, such as a list for a number.
    WrongKind,
    /// A value that is not spelt as it should be, such as money without a unit.
    Spelling,
    /// A value outside what is allowed.
    OutOfRange,
    /// A name of something that does not exist.
    UnknownName,
    /// Values that cannot be true together.
    Content,
    /// Allowed, but odd: a warning, or an error where the user asks for strictness.
    Unusual,
    /// Knowable only after the base year: a warning.
    Late,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::CannotOpen,
        Self::Encoding,
        Self::Character,
        Self::Syntax,
        Self::UnknownKey,
        Self::Missing,
        Self::WrongKind,
        Self::Spelling,
        Self::OutOfRange,
        Self::UnknownName,
        Self::Content,
        Self::Unusual,
        Self::Late,
    ];

    /// The word for tools.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CannotOpen => "cannot_open",
            Self::Encoding => "encoding",
            Self::Character => "character",
            Self::Syntax => "syntax",
            Self::UnknownKey => "unknown_key",
            Self::Missing => "missing",
            Self::WrongKind => "wrong_kind",
            Self::Spelling => "spelling",
            Self::OutOfRange => "out_of_range",
            Self::UnknownName => "unknown_name",
            Self::Content => "inconsistent",
            Self::Unusual => "unusual",
            Self::Late => "late",
        }
    }
}

impl Severity {
    /// The word for tools.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One fault of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Error or warning.
    pub severity: Severity,
    /// What kind of fault.
    pub fault: Fault,
    /// The file as the user would name it, or `--set KEY=VALUE`.
    pub file: String,
    /// Line from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column from 1, in characters; 0 where the whole file is meant.
    pub column: u32,
    /// Dotted path of the key; empty where none is meant.
    pub key: String,
    /// What is wrong, with the value seen.
    pub what: Text,
    /// What is allowed; may be empty.
    pub allowed: Text,
    /// The nearest name, if one is near.
    pub suggestion: Option<String>,
}

impl Finding {
    /// The message of one line: `error: FILE:LINE:COL: KEY: what is wrong; what is allowed; did you mean X?`
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let severity = match self.severity {
            Severity::Error => lang.pick("错误", "error"),
            Severity::Warning => lang.pick("警告", "warning"),
        };
        let separator = lang.pick("；", "; ");
        let mut line = format!("{severity}: {}:", self.file);
        if self.line > 0 {
            let _ = write!(line, "{}:{}:", self.line, self.column);
        }
        if !self.key.is_empty() {
            let _ = write!(line, " {}:", self.key);
        }
        let _ = write!(line, " {}", self.what.get(lang));
        if !self.allowed.get(lang).is_empty() {
            let _ = write!(line, "{separator}{}", self.allowed.get(lang));
        }
        if let Some(name) = &self.suggestion {
            let _ = match lang {
                Lang::Zh => write!(line, "{separator}是否想写 {name}？"),
                Lang::En => write!(line, "{separator}did you mean {name}?"),
            };
        }
        // names and keys of a file may hold what would act on a terminal
        line.chars().map(visible).collect()
    }
}

/// Collects every fault while a scenario is read.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Names of the files by index.
    files: Vec<String>,
    list: Vec<(Place, Finding)>,
}

impl Findings {
    /// Nothing found yet in `files`, which keep their indices.
    pub(super) fn among(files: Vec<String>) -> Self {
        Self {
            files,
            list: Vec::new(),
        }
    }

    /// The files so far, by index.
    pub(super) fn files(&self) -> &[String] {
        &self.files
    }

    /// Makes `name` known and gives its index.
    pub(super) fn file(&mut self, name: impl Into<String>) -> u16 {
        self.files.push(name.into());
        u16::try_from(self.files.len() - 1).expect("few files")
    }

    /// The name of a file by its index.
    pub(super) fn name(&self, file: u16) -> &str {
        &self.files[usize::from(file)]
    }

    /// Whether no error was found.
    pub(super) fn clean(&self) -> bool {
        self.errors() == 0
    }

    /// Number of errors so far.
    pub(super) fn errors(&self) -> usize {
        let errors = self.list.iter();
        errors
            .filter(|(_, f)| f.severity == Severity::Error)
            .count()
    }

    /// Takes note of an error at `place`; what may still be said of it can be added to the result.
    pub(super) fn error(&mut self, place: Place, key: &str, what: Text) -> &mut Finding {
        let finding = Finding {
            severity: Severity::Error,
            fault: Fault::Content,
            file: self.files[usize::from(place.file)].clone(),
            line: place.line,
            column: place.column,
            key: key.to_owned(),
            what,
            allowed: Text::default(),
            suggestion: None,
        };
        self.list.push((place, finding));
        &mut self.list.last_mut().expect("just pushed").1
    }

    /// An error about the value or key at `at`.
    pub(super) fn at(&mut self, at: &At<'_>, what: Text) -> &mut Finding {
        self.error(at.place(), &at.key, what)
    }

    /// Takes note of something odd that the reader should know.
    pub(super) fn warning(&mut self, at: &At<'_>, what: Text) -> &mut Finding {
        let finding = self.at(at, what);
        finding.severity = Severity::Warning;
        finding.kind(Fault::Unusual)
    }

    /// A text that is not the quantity asked for.
    pub(super) fn misspelt(&mut self, at: &At<'_>, measure: Measure, why: &Misspelt) {
        let commas = at.node.scalar().filter(|text| text.contains(','));
        let without = commas.map(|text| text.replace(',', ""));
        let write = without.filter(|write| measure.parse(write).is_ok());
        let spelling = write.map(|write| Misspelt::Spelling { write });
        let why = spelling.as_ref().unwrap_or(why);
        let what = misspelt(&at.seen(), why);
        let finding = self.at(at, what).kind(Fault::Spelling);
        match why {
            Misspelt::Spelling { write } | Misspelt::NoCurrency { write } => {
                finding.allowed = Text::new(format!("应写 {write}"), format!("write {write}"));
            }
            _ => finding.allowed = measure.spelling(),
        }
        if *why == Misspelt::NoUnit {
            finding.suggestion = at.node.scalar().and_then(|text| with_unit(measure, text));
        }
    }

    /// Every finding, in the order of files and lines.
    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.list
            .sort_by(|(a, x), (b, y)| (a, &x.key, &x.what.en).cmp(&(b, &y.key, &y.what.en)));
        self.list.dedup_by(|a, b| a == b);
        self.list.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Finding {
    /// Says what kind of fault it is.
    pub(super) fn kind(&mut self, fault: Fault) -> &mut Self {
        self.fault = fault;
        self
    }

    /// Says what is allowed.
    pub(super) fn allow(&mut self, zh: impl Into<String>, en: impl Into<String>) -> &mut Self {
        self.allowed = Text::new(zh, en);
        self
    }

    /// Names the nearest of `names` to `seen`, if one is near, and lists them if they are few.
    pub(super) fn near<'n>(
        &mut self,
        seen: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> &mut Self {
        if self.fault == Fault::Content {
            self.fault = Fault::UnknownName;
        }
        let names: Vec<&str> = names.into_iter().collect();
        self.suggestion = nearest(seen, &names).map(str::to_owned);
        if self.suggestion.is_none() && !names.is_empty() && self.allowed.en.is_empty() {
            let shown = names.len().min(12);
            let list = names[..shown].join(", ");
            let more = names.len() - shown;
            let (zh, en) = if more > 0 {
                (
                    format!(" 等 {} 个", names.len()),
                    format!(" and {more} more"),
                )
            } else {
                (String::new(), String::new())
            };
            self.allowed = Text::new(format!("可用: {list}{zh}"), format!("one of: {list}{en}"));
        }
        self
    }
}

/// A number without its unit as it was probably meant: a fraction or a percentage as per cent, a time or a length in the
/// unit people count it in. Money has no such unit, and 1 may be 1 % or 100 %.
fn with_unit(measure: Measure, text: &str) -> Option<String> {
    let number = Measure::Number.parse(text).ok()?;
    let value = number.to_f64();
    if number.whole().is_some_and(|n| n.abs() == 1)
        && matches!(measure, Measure::Share | Measure::Rate)
    {
        return None;
    }
    let percent = if value.abs() < 1.0 {
        number.shifted(2)
    } else {
        number
    };
    match measure {
        Measure::Share => Some(format!("{percent} %")),
        Measure::Rate => Some(format!("{percent} %/year")),
        Measure::Months => Some(format!("{number} months")),
        Measure::Years => Some(format!("{number} year")),
        Measure::Length => Some(format!("{number} m")),
        Measure::Money | Measure::Number => None,
    }
}

/// The name nearest to `seen`, if it is near enough to be meant.
pub(super) fn nearest<'n>(seen: &str, names: &[&'n str]) -> Option<&'n str> {
    let plain = |s: &str| s.to_lowercase().replace(['-', ' '], "_");
    let seen = plain(seen);
    let likeness = |name: &str| {
        let name = plain(name);
        let begun = seen.len() >= 3 && (name.starts_with(&seen) || seen.starts_with(&name));
        let likeness = strsim::normalized_damerau_levenshtein(&seen, &name);
        if begun { likeness.max(0.6) } else { likeness }
    };
    names
        .iter()
        .map(|name| (likeness(name), *name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then(y.cmp(x)))
        .map(|(_, name)| name)
}

/// A node with the dotted path that leads to it.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    /// The node.
    pub(super) node: &'a Node,
    /// Where its key stands; the node's own place in a list.
    pub(super) key_place: Place,
    /// Dotted path.
    pub(super) key: String,
}

impl<'a> At<'a> {
    /// Where a message about it points: at a scalar itself, at the key of a map or list.
    pub(super) fn place(&self) -> Place {
        if self.node.scalar().is_some() {
            self.node.place
        } else {
            self.key_place
        }
    }

    /// The value as a reader would quote it.
    pub(super) fn seen(&self) -> String {
        self.node.seen()
    }

    /// The entry `name` of a map.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        let entry = self.node.map()?.iter().find(|e| e.key == name)?;
        Some(self.below(&entry.key, entry.key_place, &entry.node))
    }

    /// The entries of a map, by key; nothing where it is no map.
    pub(super) fn entries(&self) -> Vec<(&'a str, Self)> {
        let entries = self.node.map().unwrap_or(&[]);
        entries
            .iter()
            .map(|e| (e.key.as_str(), self.below(&e.key, e.key_place, &e.node)))
            .collect()
    }

    /// The items of a list; nothing where it is none.
    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.node.list().unwrap_or(&[]);
        items
            .iter()
            .enumerate()
            .map(|(i, node)| self.below(&(i + 1).to_string(), node.place, node))
            .collect()
    }

    fn below(&self, name: &str, key_place: Place, node: &'a Node) -> Self {
        let key = if self.key.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.key)
        };
        Self {
            node,
            key_place,
            key,
        }
    }
}

/// Why `seen` is no such quantity, in words.
pub(super) fn misspelt(seen: &str, why: &Misspelt) -> Text {
    let both = |zh: &str, en: &str| Text::new(format!("{seen} {zh}"), format!("{seen} {en}"));
    match why {
        Misspelt::Empty => both("是空的", "is empty"),
        Misspelt::NotANumber => both("不是数字", "is not a number"),
        Misspelt::NotFinite => both("不是有限的数", "is not a finite number"),
        Misspelt::Spelling { write } if seen.chars().any(|c| c as u32 >= 0xff00) => {
            let _ = write;
            both("用了全角字符", "has full-width characters")
        }
        Misspelt::Spelling { .. } => both("的数字写法不对", "is not spelt as a plain number"),
        Misspelt::TooManyDigits => both("超出可表示的范围", "is too large or too long"),
        Misspelt::NoUnit => both("没有单位", "has no unit"),
        Misspelt::NoCurrency { .. } => both("没有货币单位", "names no currency"),
        Misspelt::UnitNotAsked => both("不应带单位", "has a unit where none is asked"),
        Misspelt::UnknownUnit { unit } => Text::new(
            format!("{seen} 的单位 {unit} 不能用在此处"),
            format!("{seen} has the unit {unit}, which is none of these"),
        ),
        Misspelt::FinerThanFen => both("精度超过分", "is finer than a fen"),
        Misspelt::NotWhole => both("不是整数", "is not a whole number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let names = ["budget", "population", "cap"];
        assert_eq!(nearest("budgett", &names), Some("budget"));
        assert_eq!(nearest("Population", &names), Some("population"));
        assert_eq!(nearest("weather", &names), None);
    }

    #[test]
    fn a_line_in_each_language() {
        let mut findings = Findings::default();
        let file = findings.file("a.yaml");
        let place = Place {
            file,
            line: 3,
            column: 5,
        };
        findings
            .error(place, "programmes.x", Text::new("没有 capp", "no key capp"))
            .near("capp", ["cap"]);
        let finding = findings.into_sorted().remove(0);
        assert_eq!(
            finding.render(Lang::En),
            "error: a.yaml:3:5: programmes.x: no key capp; did you mean cap?"
        );
        assert_eq!(
            finding.render(Lang::Zh),
            "错误: a.yaml:3:5: programmes.x: 没有 capp；是否想写 cap？"
        );
    }
}
