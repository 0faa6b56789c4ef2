//! One tree from a scenario, its parents and what the command line sets. Each node keeps the place that said it.

use std::path::PathBuf;

use super::document::{self, Entry, Node, Place, Value};
use super::finding::{At, Findings};
use super::format;
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

/// Values that are maps: an override states the whole of them.
const WHOLE: [&str; 3] = ["allocation", "amount", "envelope"];

/// Giving the first key drops the parent's others, which would contradict it.
pub(super) const INSTEAD: [(&str, &[&str]); 5] = [
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
        if extends.word().is_none() {
            // nothing of the parent is known, so nothing more can be checked
            format::SHORT.check(&extends, findings);
            return None;
        }
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
    while let Some(child) = layers.pop() {
        lay(&mut merged, child, findings);
    }
    Some(merged)
}

/// Lays one scenario over its parent.
pub(super) fn lay(parent: &mut Node, mut child: Node, findings: &mut Findings) {
    removals(parent, &child, findings);
    drop_keys(&mut child, &["extends", "remove"]);
    merge(parent, child, "", findings);
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
    let what = if node.scalar().is_some_and(|text| text.contains('：')) {
        Text::new(
            "文件的顶层不是映射，用了全角冒号“：”",
            "the top of the file is not a map: it has a full-width colon (U+FF1A)",
        )
    } else {
        Text::new("文件的顶层不是映射", "the top of the file is not a map")
    };
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

/// Puts `child` over `parent`: maps key by key; anything else, and a value that happens to be a map, is replaced.
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
            Some(known) if WHOLE.contains(&entry.key.as_str()) => *known = entry,
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
    let lacking: Vec<&str> = ["source", "grade"]
        .into_iter()
        .filter(|key| !new.iter().any(|e| e.key == *key))
        .collect();
    if !lacking.is_empty() {
        let (key, at) = (&changes.key, parts.join("."));
        let what = Text::new(
            format!("改动了 {key} 却没有自己的 {}", lacking.join(" 和 ")),
            format!("changes {key} without its own {}", lacking.join(" and ")),
        );
        findings.error(changes.key_place, &at, what).allow(
            "改动上级情景的数字须附 source 和 grade",
            "what changes a number of the parent brings source and grade",
        );
    }
}
