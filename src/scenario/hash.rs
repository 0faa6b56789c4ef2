//! The name of a scenario whatever its formatting: a hash of what it says. Knows no meaning.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::document::{Node, Value};
use super::source::hex;
use super::table::Table;

/// SHA-256, in hex, of the merged tree with sorted keys (county tables are in it) and of the observed values.
/// Comments, quotes, layout, the order of keys and the split over files do not matter; names of files do not either.
pub(super) fn canonical(tree: &Node, observed: Option<&Table>) -> String {
    let mut text = String::new();
    put(tree, true, &mut text);
    if let Some(table) = observed {
        for row in [&table.header].into_iter().chain(&table.rows) {
            for cell in row {
                put(cell, false, &mut text);
                text.push(',');
            }
            text.push('\n');
        }
    }
    hex(&Sha256::digest(text.as_bytes()))
}

fn put(node: &Node, top: bool, text: &mut String) {
    match &node.value {
        Value::Scalar { text: scalar, .. } => {
            let words: Vec<&str> = scalar.split_whitespace().collect();
            let _ = write!(text, "{:?}", words.join(" "));
        }
        Value::List(items) => {
            text.push('[');
            for item in items {
                put(item, false, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries
                .iter()
                .filter(|e| e.key != "file" && !(top && e.key.starts_with("x-")))
                .collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            text.push('{');
            for entry in entries {
                let _ = write!(text, "{:?}:", entry.key);
                put(&entry.node, false, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}
