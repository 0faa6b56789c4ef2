//! One tree from a scenario, its parents and what the command line sets. Each node keeps the place that said it.

use std::path::PathBuf;

use super::document::{self, Entry, Node, Place, Value};
use super::finding::{At, Findings};
use super::format;
use super::shape::{Ids, Shape, map_node, unknown};
use super::source::{Opened, Sources, utf8};
use crate::language::Text;

/// Most parents above one another.
const DEEPEST: usize = 8;

/// Maps of entries that carry their own source: an override that changes a number brings its own.
const SOURCED: [&str; 6] = [
    "parameters",
    "funds",
    "programmes",
    "cultivation",
    "planned_nodes",
    "targets",
];
/// Records that carry their own source.
const SOURCED_RECORDS: [&str; 2] = ["places", "national"];
/// Keys that an override may change without a source: they say nothing of the world.
const UNSOURCED_KEYS: [&str; 6] = ["name", "unit", "clause", "order", "card_goal", "tile"];

/// Giving the first key drops the parent's others, which would contradict it.
const INSTEAD: [(&str, &[&str]); 5] = [
    ("file", &["counties"]),
    ("counties", &["file"]),
    ("amount", &["fund", "share"]),
    ("fund", &["amount", "scaled_by"]),
    ("outcomes", &["low", "high"]),
];

/// Reads `first` and its parents and merges them.
pub(super) fn chain(
    first: &Opened,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Option<Node> {
    let mut seen: Vec<PathBuf> = vec![first.canonical.clone()];
    let text = utf8(first, findings)?;
    let mut layers = vec![top(
        document::parse(&text, first.file, findings)?,
        findings,
    )?];
    loop {
        let child = layers.last().expect("at least the first");
        let root = root(child);
        let Some(extends) = root.get("extends") else {
            break;
        };
        if layers.len() > DEEPEST {
            let what = Text::new(
                format!("继承超过 {DEEPEST} 层"),
                format!("more than {DEEPEST} parents above one another"),
            );
            findings.at(&extends, what);
            return None;
        }
        let parent = sources.referenced(&extends, &["yaml", "yml", "json"], findings)?;
        if let Some(start) = seen.iter().position(|p| *p == parent.canonical) {
            let names: Vec<String> = seen[start..]
                .iter()
                .chain([&parent.canonical])
                .filter_map(|p| Some(p.file_name()?.to_string_lossy().into_owned()))
                .collect();
            let cycle = names.join(" -> ");
            let what = Text::new(
                format!("循环继承: {cycle}"),
                format!("the scenarios extend each other: {cycle}"),
            );
            findings.at(&extends, what);
            return None;
        }
        let text = utf8(&parent, findings)?;
        let node = top(document::parse(&text, parent.file, findings)?, findings)?;
        seen.push(parent.canonical);
        layers.push(node);
    }
    let mut merged = layers.pop().expect("at least the first");
    drop_keys(&mut merged, &["extends"]);
    while let Some(mut child) = layers.pop() {
        removals(&mut merged, &child, findings);
        drop_keys(&mut child, &["extends", "remove"]);
        merge(&mut merged, child, "", findings);
    }
    Some(merged)
}

/// The tree as the root of dotted paths.
pub(super) fn root(node: &Node) -> At<'_> {
    let key_place = Place {
        file: node.place.file,
        line: 1,
        column: 1,
    };
    At {
        node,
        key_place,
        key: String::new(),
    }
}

fn top(node: Node, findings: &mut Findings) -> Option<Node> {
    if node.map().is_some() {
        return Some(node);
    }
    let what = Text::new("文件的顶层不是映射", "the top of the file is not a map");
    findings.error(node.place, "", what).allow(
        "情景文件以 schema_version: 1 开头",
        "a scenario starts with schema_version: 1",
    );
    None
}

fn drop_keys(node: &mut Node, keys: &[&str]) {
    if let Some(entries) = node.map_mut() {
        entries.retain(|e| !keys.contains(&e.key.as_str()));
    }
}

/// Deletes from `parent` what `child` lists under `remove`.
fn removals(parent: &mut Node, child: &Node, findings: &mut Findings) {
    let Some(list) = root(child).get("remove") else {
        return;
    };
    if list.node.list().is_none() {
        let what = Text::new("remove 不是列表", "remove is not a list");
        findings
            .at(&list, what)
            .allow("如 [programmes.x]", "such as [programmes.x]");
    }
    for item in list.items() {
        let Some(path) = item.node.scalar() else {
            continue;
        };
        let mut node = &mut *parent;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            let names: Vec<String> = node
                .map()
                .unwrap_or(&[])
                .iter()
                .map(|e| e.key.clone())
                .collect();
            if !names.iter().any(|name| name == part) {
                let what = Text::new(
                    format!("上级情景里没有 {path}"),
                    format!("the parent has no {path}"),
                );
                findings
                    .at(&item, what)
                    .near(part, names.iter().map(String::as_str));
                break;
            }
            if parts.peek().is_none() {
                drop_keys(node, &[part]);
                break;
            }
            let entries = node.map_mut().expect("it has names");
            let entry = entries.iter_mut().find(|e| e.key == part);
            node = &mut entry.expect("found above").node;
        }
    }
}

/// Puts `child` over `parent`: maps key by key, anything else replaced.
fn merge(parent: &mut Node, child: Node, path: &str, findings: &mut Findings) {
    let (Value::Map(old), Value::Map(new)) = (&mut parent.value, &child.value) else {
        *parent = child;
        return;
    };
    needs_source(new, path, findings);
    for (key, instead) in INSTEAD {
        if new.iter().any(|e| e.key == key) {
            old.retain(|e| !instead.contains(&e.key.as_str()));
        }
    }
    let distribution = new.iter().find(|e| e.key == "distribution");
    if let Some(word) = distribution.and_then(|e| e.node.scalar()) {
        let drop: &[&str] = match word {
            "fixed" => &["low", "high", "outcomes"],
            "discrete" => &["low", "high"],
            _ => &["outcomes"],
        };
        old.retain(|e| !drop.contains(&e.key.as_str()));
    }
    let Value::Map(new) = child.value else {
        return;
    };
    for entry in new {
        match old.iter_mut().find(|e| e.key == entry.key) {
            Some(known) => {
                let below = format!("{path}/{}", entry.key);
                known.key_place = entry.key_place;
                merge(&mut known.node, entry.node, &below, findings);
            }
            None => old.push(entry),
        }
    }
}

/// An override of an entry that carries a source brings its own source and grade.
fn needs_source(new: &[Entry], path: &str, findings: &mut Findings) {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let sourced = match parts[..] {
        [record] => SOURCED_RECORDS.contains(&record),
        [map, _] => SOURCED.contains(&map),
        _ => false,
    };
    let own = ["source", "grade", "known_by"];
    let changes = new.iter().find(|e| {
        let key = e.key.as_str();
        !own.contains(&key) && !UNSOURCED_KEYS.contains(&key)
    });
    let Some(changes) = changes.filter(|_| sourced) else {
        return;
    };
    for key in ["source", "grade"] {
        if !new.iter().any(|e| e.key == key) {
            let what = Text::new(
                format!("改动了上级情景的 {} 却没有自己的 {key}", changes.key),
                format!(
                    "changes {} of the parent without its own {key}",
                    changes.key
                ),
            );
            let at = parts.join(".");
            findings.error(changes.key_place, &at, what).allow(
                "改动须附 source 和 grade",
                "a change brings source and grade",
            );
        }
    }
}

/// Applies `key=value` settings of the command line over the merged tree.
pub(super) fn set(tree: &mut Node, settings: &[String], findings: &mut Findings) {
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
        let before = findings.len();
        let Some(mut node) = document::parse(value, file, findings) else {
            if findings.len() == before {
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
