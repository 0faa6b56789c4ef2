//! What the command line sets (`--set key=value`) over a merged scenario. Marks what it changes as set by hand.

use super::document::{self, Entry, Node, Place, Value};
use super::finding::{At, Fault, Findings};
use super::format;
use super::overlay::INSTEAD;
use super::shape::{Ids, Shape, map_node, unknown};
use crate::language::Text;

/// Applies `key=value` settings of the command line over the merged tree.
pub(super) fn apply(tree: &mut Node, settings: &[String], findings: &mut Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for setting in settings {
        let file = findings.file(format!("--set {setting}"));
        let place = Place {
            file,
            ..Place::default()
        };
        let Some((key, value)) = setting.split_once('=') else {
            let what = Text::new("没有等号", "has no equals sign");
            findings
                .error(place, "", what)
                .kind(Fault::Syntax)
                .allow("写成 键=值", "write key=value");
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        let below = |a: &str, b: &str| a == b || a.starts_with(&format!("{b}."));
        if let Some(other) = seen.iter().find(|o| below(key, o) || below(o, key)) {
            let what = Text::new(
                format!("与另一个 --set {other} 冲突"),
                format!("conflicts with another --set of {other}"),
            );
            findings
                .error(place, key, what)
                .allow("每个键只设一次", "set each key once");
            continue;
        }
        seen.push(key);
        let before = findings.errors();
        // without this, the reader would speak of an empty file
        if key.is_empty() || matches!(value, "" | "~" | "null") {
            let what = if key.is_empty() {
                Text::new("等号前没有键", "has no key before the equals sign")
            } else {
                Text::new("没有值", "has no value")
            };
            findings
                .error(place, key, what)
                .kind(Fault::Missing)
                .allow("写成 键=值", "write key=value");
            continue;
        }
        let Some(mut node) = document::parse(value, file, findings) else {
            if findings.errors() == before {
                findings.error(place, key, Text::new("没有值", "has no value"));
            }
            continue;
        };
        relocate(&mut node, place);
        let parts: Vec<&str> = key.split('.').collect();
        put(tree, &format::scenario(), &parts, node, key, findings);
    }
}

fn relocate(node: &mut Node, place: Place) {
    node.place = place;
    match &mut node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter_mut().for_each(|n| relocate(n, place)),
        Value::Map(entries) => {
            for entry in entries {
                entry.key_place = place;
                relocate(&mut entry.node, place);
            }
        }
    }
}

/// Puts `value` at the path `parts` below `node`, which has `shape`; marks what is changed as set by hand.
fn put(
    node: &mut Node,
    shape: &Shape,
    parts: &[&str],
    value: Node,
    key: &str,
    findings: &mut Findings,
) {
    let place = value.place;
    let Some((part, rest)) = parts.split_first() else {
        *node = match (shape, &value.value) {
            // a parameter given as a bare value is fixed at it
            (Shape::Record(fields), Value::Scalar { .. })
                if fields.iter().any(|f| f.key == "distribution") =>
            {
                let fixed = Node::text(place, "fixed");
                let mut entries = vec![entry("value", value), entry("distribution", fixed)];
                if let Some(known_by) = node.get("known_by") {
                    entries.push(entry("known_by", known_by.clone()));
                }
                map_node(place, entries)
            }
            _ => value,
        };
        mark(node, shape, place, key);
        return;
    };
    let (below, may_be_new): (&Shape, bool) = match shape {
        Shape::Record(fields) => match fields.iter().find(|f| f.key == *part) {
            Some(field) => (&field.shape, true),
            None => return unknown_set(part, fields.iter().map(|f| f.key), place, key, findings),
        },
        Shape::ById(below, ids) => (below, *ids == Ids::Year),
        Shape::Either(_, map) => return put(node, map, parts, value, key, findings),
        _ => return unknown_set(part, [].into_iter(), place, key, findings),
    };
    if node.map().is_none() {
        *node = map_node(place, Vec::new());
    }
    let entries = node.map_mut().expect("a map now");
    if !entries.iter().any(|e| e.key == *part) {
        if !may_be_new {
            let names: Vec<String> = entries.iter().map(|e| e.key.clone()).collect();
            return unknown_set(part, names.iter().map(String::as_str), place, key, findings);
        }
        let empty = map_node(place, Vec::new());
        entries.push(Entry {
            key: (*part).to_owned(),
            key_place: place,
            node: empty,
        });
    }
    for (given, instead) in INSTEAD {
        if *part == given {
            entries.retain(|e| !instead.contains(&e.key.as_str()));
        }
    }
    let entry = entries.iter_mut().find(|e| e.key == *part);
    let entry = entry.expect("just made sure");
    put(&mut entry.node, below, rest, value, key, findings);
    mark(node, shape, place, key);
}

fn entry(key: &str, node: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_place: node.place,
        node,
    }
}

/// A record with a source whose values were set by hand says so.
fn mark(node: &mut Node, shape: &Shape, place: Place, key: &str) {
    let Shape::Record(fields) = shape else {
        return;
    };
    if !fields.iter().any(|f| f.key == "grade") {
        return;
    }
    let Some(entries) = node.map_mut() else {
        return;
    };
    entries.retain(|e| e.key != "source" && e.key != "grade");
    entries.push(entry("source", Node::text(place, format!("--set {key}"))));
    entries.push(entry("grade", Node::text(place, "C")));
}

fn unknown_set<'n>(
    part: &str,
    names: impl Iterator<Item = &'n str>,
    place: Place,
    key: &str,
    findings: &mut Findings,
) {
    let nothing = Node::text(place, "");
    let at = At {
        node: &nothing,
        key_place: place,
        key: key.to_owned(),
    };
    unknown(part, &at, names, findings);
}
