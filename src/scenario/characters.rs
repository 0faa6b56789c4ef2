//! Characters that make a file read otherwise than it looks: controls, full-width punctuation, tabs. Knows no YAML tree.

use super::document::place;
use super::finding::{Fault, Findings};
use crate::language::Text;

/// Lines of a text, ended by LF, CR LF or CR.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\n', '\r']) {
        lines.push(&rest[..end]);
        let width = if rest[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = &rest[end + width..];
    }
    lines.push(rest);
    lines
}

/// A character that YAML does not take as punctuation or indentation though it looks like it: column from 0, what it
/// is, what to write.
pub(super) fn culprit(line: &str) -> Option<(usize, Text, Text)> {
    let code = line.split(" #").next().unwrap_or(line);
    if code.trim_start().starts_with('#') {
        return None;
    }
    let indentation = code.len() - code.trim_start().len();
    if let Some(i) = code[..indentation].find('\t') {
        return Some((
            code[..i].chars().count(),
            Text::new("行首用了制表符(Tab)", "tabs are not allowed as indentation"),
            Text::new("改用空格", "use spaces"),
        ));
    }
    let quoted = code.contains(['"', '\'']);
    let column = code
        .chars()
        .position(|c| matches!(c, '\u{3000}' | '\u{a0}'));
    if let Some(column) = column.filter(|_| !quoted) {
        return Some((
            column,
            Text::new(
                "用了全角空格或不换行空格",
                "an ideographic or no-break space",
            ),
            Text::new("改用普通空格", "use an ordinary space"),
        ));
    }
    let column = code.chars().position(|c| c == '：');
    if let Some(column) = column.filter(|_| !quoted && !code.contains(": ")) {
        return Some((
            column,
            Text::new("用了全角冒号“：”", "a full-width colon (U+FF1A)"),
            Text::new("改用半角冒号加空格“: ”", "write \": \" (colon and space)"),
        ));
    }
    if quoted {
        return None;
    }
    let column = code
        .chars()
        .position(|c| matches!(c, '｛' | '｝' | '［' | '］'));
    if let Some(column) = column {
        let c = code.chars().nth(column).unwrap_or('｛');
        return Some((
            column,
            Text::new(
                format!("用了全角括号“{c}”"),
                format!("a full-width bracket {c}"),
            ),
            Text::new("改用半角括号", "use an ordinary bracket"),
        ));
    }
    // in text a full-width comma is at home; before a key it stands for a separator
    let before_key = |rest: &str| {
        let key = rest.trim_start().split([':', '：']).next().unwrap_or("");
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        rest.contains([':', '：']) && !key.is_empty() && key.chars().all(plain)
    };
    let mut commas = code.match_indices('，');
    let (at, _) = commas.find(|(at, comma)| before_key(&code[at + comma.len()..]))?;
    Some((
        code[..at].chars().count(),
        Text::new("用了全角逗号“，”", "a full-width comma (U+FF0C)"),
        Text::new("改用半角逗号加空格“, ”", "write \", \" (comma and space)"),
    ))
}

/// Most hidden characters of a file that get a message each.
const MOST_MESSAGES: usize = 20;

/// Characters that no scenario needs and that can make it read otherwise than it looks.
pub(super) fn forbidden(text: &str, file: u16, findings: &mut Findings) {
    let before = findings.errors();
    for (i, line) in lines(text).into_iter().enumerate() {
        for (column, c) in line.chars().enumerate() {
            let Some(what) = hidden(c).filter(|_| c != '\t') else {
                continue;
            };
            findings
                .error(place(file, i + 1, column), "", what)
                .kind(Fault::Character)
                .allow("删去它", "remove it");
            if findings.errors() - before >= MOST_MESSAGES {
                return;
            }
        }
    }
}

/// What `c` is, if it is not seen or changes how its neighbours are seen.
pub(super) fn hidden(c: char) -> Option<Text> {
    let (zh, en) = match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
            ("双向文字控制符", "a bidirectional control character")
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
            ("看不见的零宽字符", "an invisible zero-width character")
        }
        c if c.is_control() => ("控制字符", "a control character"),
        _ => return None,
    };
    let code = format!("U+{:04X}", u32::from(c));
    Some(Text::new(format!("{zh}({code})"), format!("{en} ({code})")))
}

/// A character as a message shows it: what cannot be seen, or would act on a terminal, is escaped.
pub(super) fn visible(c: char) -> String {
    if hidden(c).is_some() {
        c.escape_default().to_string()
    } else {
        c.to_string()
    }
}
