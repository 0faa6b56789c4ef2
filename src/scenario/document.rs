//! YAML text to a tree in which every key and value keeps its place. Knows YAML, not the format of a scenario.

use serde_yaml::granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span};

use super::characters::{culprit, forbidden, hidden, lines, visible};
use super::finding::{Fault, Findings};
use super::syntax;
use crate::language::Text;

/// Where something stands. Line and column count from 1; 0 means the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    /// Index of the file.
    pub(super) file: u16,
    /// Line.
    pub(super) line: u32,
    /// Column in characters.
    pub(super) column: u32,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text as written; `plain` unless it stood in quotes or in a block.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key of a map and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_place: Place,
    pub(super) node: Node,
}

impl Node {
    /// A scalar made by the program (a table cell, a default).
    pub(super) fn text(place: Place, text: impl Into<String>) -> Self {
        let value = Value::Scalar {
            text: text.into(),
            plain: true,
        };
        Self { place, value }
    }

    pub(super) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Scalar { .. } | Value::Map(_) => None,
        }
    }

    pub(super) fn map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            Value::Scalar { .. } | Value::List(_) => None,
        }
    }

    pub(super) fn map_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.value {
            Value::Map(entries) => Some(entries),
            Value::Scalar { .. } | Value::List(_) => None,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let entry = self.map()?.iter().find(|e| e.key == key)?;
        Some(&entry.node)
    }

    /// Whether it is YAML's null: nothing, `~` or `null` without quotes.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// As a reader would quote it.
    pub(super) fn seen(&self) -> String {
        match &self.value {
            Value::Scalar { text, .. } => {
                let long = text.chars().count() > 60;
                let shown = text.chars().take(if long { 57 } else { 60 });
                let shown: String = shown.map(visible).collect();
                format!("\"{shown}{}\"", if long { "..." } else { "" })
            }
            Value::List(_) => "[...]".to_owned(),
            Value::Map(_) => "{...}".to_owned(),
        }
    }
}

/// Most nodes of a file, aliases expanded.
const MOST_NODES: usize = 200_000;
/// Deepest nesting.
const DEEPEST: usize = 32;

/// Reads a YAML text. Everything wrong goes to `findings`; `None` if no tree could be made.
pub(super) fn parse(text: &str, file: u16, findings: &mut Findings) -> Option<Node> {
    let before = findings.errors();
    forbidden(text, file, findings);
    if findings.errors() > before {
        return None;
    }
    let mut builder = Builder {
        file,
        text,
        findings,
        parser: Parser::new_from_str(text),
        anchors: Vec::new(),
        nodes: 0,
    };
    builder.document()
}

struct Builder<'t, 'f> {
    file: u16,
    text: &'t str,
    findings: &'f mut Findings,
    parser: Parser<'t, serde_yaml::granit_parser::StrInput<'t>>,
    /// Anchored nodes with their number of nodes.
    anchors: Vec<(usize, Node, usize)>,
    nodes: usize,
}

/// The error is already among the findings.
struct Stopped;

impl<'t> Builder<'t, '_> {
    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, span) = self.next().ok()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if root.is_some() => {
                    let (zh, en) = ("一个文件只能有一个文档", "a file holds one document only");
                    self.stop(&span, zh, en)
                        .allow("删去此处的 ---", "remove the --- here");
                    return None;
                }
                Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::MappingStart(..)
                | Event::Alias(_) => root = Some(self.node(event, span, 0).ok()?),
                _ => {}
            }
        }
        let node = root.filter(|node| !node.is_null());
        if node.is_none() {
            let place = Place {
                file: self.file,
                ..Place::default()
            };
            let what = if self.text.trim().is_empty() {
                Text::new("文件是空的", "the file is empty")
            } else {
                Text::new("文件里只有注释", "the file holds only comments")
            };
            let finding = self.findings.error(place, "", what).kind(Fault::Syntax);
            finding.allow(
                "情景文件以 schema_version: 1 开头",
                "a scenario starts with schema_version: 1",
            );
        }
        node
    }

    fn place(&self, span: &Span) -> Place {
        place(self.file, span.start.line(), span.start.col())
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stopped> {
        match self.parser.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                let at = error.marker();
                self.syntax(error.kind(), at.line(), at.col(), &error.info());
                Err(Stopped)
            }
            None => Err(Stopped),
        }
    }

    fn stop(&mut self, span: &Span, zh: &str, en: &str) -> &mut super::finding::Finding {
        let place = self.place(span);
        let what = Text::new(zh, en);
        self.findings.error(place, "", what).kind(Fault::Syntax)
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Stopped> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            let zh = format!("节点超过 {MOST_NODES} 个(含别名展开)");
            let en = format!("more than {MOST_NODES} values, aliases expanded");
            self.stop(&span, &zh, &en);
            return Err(Stopped);
        }
        if depth > DEEPEST {
            let zh = format!("嵌套超过 {DEEPEST} 层");
            let en = format!("nested deeper than {DEEPEST} levels");
            self.stop(&span, &zh, &en);
            return Err(Stopped);
        }
        let place = self.place(&span);
        let first = self.nodes;
        let (value, anchor, tag) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                // escapes in double quotes can bring in what the text of the file may not have
                let escaped = text.chars().filter(|c| !matches!(c, '\n' | '\t'));
                if let Some(what) = escaped.clone().find_map(hidden) {
                    self.findings
                        .error(place, "", what)
                        .kind(Fault::Character)
                        .allow("删去它", "remove it");
                }
                let value = Value::Scalar {
                    text: text.into_owned(),
                    plain: style == ScalarStyle::Plain,
                };
                (value, anchor, tag.is_some())
            }
            Event::SequenceStart(_, anchor, tag) => {
                if tag.is_some() {
                    self.tag(&span);
                }
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        break;
                    }
                    if event.is_node() {
                        items.push(self.node(event, span, depth + 1)?);
                    }
                }
                (Value::List(items), anchor, false)
            }
            Event::MappingStart(_, anchor, tag) => {
                if tag.is_some() {
                    self.tag(&span);
                }
                (Value::Map(self.map(depth)?), anchor, false)
            }
            Event::Alias(id) => {
                let known = self.anchors.iter().find(|(anchor, ..)| *anchor == id);
                let Some((_, node, size)) = known else {
                    let (zh, en) = ("别名引用了自身", "an alias that refers to itself");
                    self.stop(&span, zh, en);
                    return Err(Stopped);
                };
                // a repeated budget check before the copy is made: an alias bomb never grows
                if self.nodes + size > MOST_NODES {
                    let zh = format!("别名展开后超过 {MOST_NODES} 个节点");
                    let en = format!("aliases expand to more than {MOST_NODES} values");
                    self.stop(&span, &zh, &en);
                    return Err(Stopped);
                }
                self.nodes += size;
                return Ok(node.clone());
            }
            _ => return Err(Stopped),
        };
        if tag {
            self.tag(&span);
        }
        let node = Node { place, value };
        if anchor > 0 {
            let size = self.nodes - first + 1;
            self.anchors.push((anchor, node.clone(), size));
        }
        Ok(node)
    }

    fn map(&mut self, depth: usize) -> Result<Vec<Entry>, Stopped> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(entries);
            }
            if !event.is_node() {
                continue;
            }
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.next_node()?;
            let node = self.node(event, span, depth + 1)?;
            let Value::Scalar { text, .. } = key.value else {
                let what = Text::new("键必须是文字", "a key must be text");
                self.findings.error(key.place, "", what).kind(Fault::Syntax);
                continue;
            };
            if text == "<<" {
                let what = Text::new("不支持合并键 <<", "the merge key << is not supported");
                self.findings
                    .error(key.place, "", what)
                    .kind(Fault::Syntax)
                    .allow("用 extends 继承", "use extends to inherit");
                continue;
            }
            if let Some(first) = entries.iter().find(|e| e.key == text) {
                let line = first.key_place.line;
                let what = Text::new(
                    format!("键 {text} 写了两次，第一次在第 {line} 行"),
                    format!("the key {text} is given twice, first in line {line}"),
                );
                self.findings
                    .error(key.place, "", what)
                    .kind(Fault::Syntax)
                    .allow("每个键只写一次", "give each key once");
                continue;
            }
            entries.push(Entry {
                key: text,
                key_place: key.place,
                node,
            });
        }
    }

    fn next_node(&mut self) -> Result<(Event<'t>, Span), Stopped> {
        loop {
            let (event, span) = self.next()?;
            if event.is_node() {
                return Ok((event, span));
            }
        }
    }

    fn tag(&mut self, span: &Span) {
        let at = span.tag_start().unwrap_or(span.start);
        let place = place(self.file, at.line(), at.col());
        let what = Text::new("不支持标签 !", "tags (!) are not supported");
        self.findings
            .error(place, "", what)
            .kind(Fault::Syntax)
            .allow("删去标签", "remove the tag");
    }

    /// A syntax error, with the real culprit where it can be told.
    fn syntax(&mut self, kind: &ErrorKind, line: usize, column: usize, message: &str) {
        let lines = lines(self.text);
        let from = line.saturating_sub(3);
        let near = lines.iter().enumerate().skip(from).take(line + 1 - from);
        for (i, content) in near {
            if let Some((column, what, allowed)) = culprit(content) {
                let place = place(self.file, i + 1, column);
                let finding = self.findings.error(place, "", what);
                finding.kind(Fault::Character).allowed = allowed;
                return;
            }
        }
        let place = place(self.file, line.max(1), column);
        let what = syntax::words(kind, message);
        let excerpt = lines.get(place.line as usize - 1).map_or("", |l| l.trim());
        let excerpt: String = excerpt.chars().take(60).collect();
        let finding = self.findings.error(place, "", what).kind(Fault::Syntax);
        if !excerpt.is_empty() {
            finding.allow(format!("此行: {excerpt}"), format!("in: {excerpt}"));
        }
    }
}

/// A place from the parser's line (from 1) and column (from 0).
pub(super) fn place(file: u16, line: usize, column: usize) -> Place {
    let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        file,
        line: short(line),
        column: short(column + 1),
    }
}
