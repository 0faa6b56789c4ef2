//! Findings and failures on standard error: lines for people, or one JSON object each for tools.

use serde::Serialize;

use super::reading::ErrorFormat;
use super::terminal;
use crate::language::Lang;
use crate::scenario::{Finding, Severity};

/// What is wrong, as tools read it. Absent is `null`: a finding of a whole file has no line, a full disk no file.
#[derive(Serialize)]
struct Object<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    key: Option<&'a str>,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    allowed: Option<&'a str>,
    suggestion: Option<&'a str>,
}

impl Object<'_> {
    fn tell(&self) {
        let line = serde_json::to_string(self).expect("text and numbers");
        terminal::err(&line);
    }
}

/// Tells each finding.
pub(super) fn tell(findings: &[Finding], format: ErrorFormat, lang: Lang) {
    for finding in findings {
        if format == ErrorFormat::Text {
            terminal::err(&finding.render(lang));
            continue;
        }
        let number = |n: u32| (n > 0).then_some(n);
        Object {
            file: Some(&finding.file),
            line: number(finding.line),
            column: number(finding.column),
            key: given(&finding.key),
            code: finding.fault.key(),
            severity: finding.severity.key(),
            message: finding.what.get(lang),
            allowed: given(finding.allowed.get(lang)),
            suggestion: finding.suggestion.as_deref(),
        }
        .tell();
    }
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Tells one sentence that belongs to no place in a file; `code` is its word for tools.
pub(super) fn sentence(
    severity: Severity,
    code: &str,
    message: &str,
    format: ErrorFormat,
    lang: Lang,
) {
    if format == ErrorFormat::Text {
        let severity = match severity {
            Severity::Error => lang.pick("错误", "error"),
            Severity::Warning => lang.pick("警告", "warning"),
        };
        terminal::err(&format!("{severity}: {message}"));
        return;
    }
    Object {
        file: None,
        line: None,
        column: None,
        key: None,
        code,
        severity: severity.key(),
        message,
        allowed: None,
        suggestion: None,
    }
    .tell();
}
