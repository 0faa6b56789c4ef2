//! A tree as YAML text, of maps, lists and scalars. Reads nothing.

use super::document::{Node, Value};

/// The tree as YAML: maps of maps over lines, what is below them in braces.
pub(super) fn lines(root: &Node) -> String {
    let mut text = String::new();
    block(root, 0, &mut text);
    text
}

fn block(at: &Node, depth: usize, text: &mut String) {
    for entry in at.map().unwrap_or(&[]) {
        text.push_str(&"  ".repeat(depth));
        text.push_str(&scalar(&entry.key, true));
        let maps = |node: &Node| {
            node.map()
                .is_some_and(|m| m.iter().any(|e| e.node.map().is_some()))
        };
        if depth == 0 && entry.node.map().is_some() || maps(&entry.node) && depth < 2 {
            text.push_str(":\n");
            block(&entry.node, depth + 1, text);
        } else {
            text.push_str(": ");
            flow(&entry.node, text);
            text.push('\n');
        }
    }
}

fn flow(at: &Node, text: &mut String) {
    match &at.value {
        Value::Scalar { text: word, plain } => text.push_str(&scalar(word, *plain)),
        Value::List(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i > 0 { ", " } else { "" });
                flow(item, text);
            }
            text.push(']');
        }
        Value::Map(entries) => {
            text.push('{');
            for (i, entry) in entries.iter().enumerate() {
                text.push_str(if i > 0 { ", " } else { "" });
                text.push_str(&scalar(&entry.key, true));
                text.push_str(": ");
                flow(&entry.node, text);
            }
            text.push('}');
        }
    }
}

/// A scalar as YAML: bare where it is a plain quantity or word, else in double quotes as JSON writes them.
fn scalar(text: &str, plain: bool) -> String {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '%' | '/' | '-' | ' ');
    let begins = |text: &str| {
        let text = text.strip_prefix('-').unwrap_or(text);
        text.starts_with(char::is_alphanumeric)
    };
    if plain && text.chars().all(bare) && begins(text) && text.trim() == text {
        text.to_owned()
    } else {
        serde_json::to_string(text).expect("text is JSON")
    }
}
