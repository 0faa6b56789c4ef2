//! Reads the scenario files a command names; warnings are said, faults of all files are given at once.

use std::path::PathBuf;

use super::exit::Failure;
use super::message::Message;
use super::reading::{ErrorFormat, Reading};
use super::{findings, terminal};
use crate::language::Lang;
use crate::scenario::{Fault, Finding, LoadOptions, Scenario, Severity, load};

/// More warnings than this are counted instead of said, except by `check` and to tools.
const FEW: usize = 3;

/// Which warnings are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Warnings {
    /// All of them.
    All,
    /// A few, or how many there are.
    Few,
}

/// The scenarios of `files`, read as `reading` says.
pub(super) fn scenarios(
    files: &[PathBuf],
    reading: &Reading,
    told: Warnings,
    lang: Lang,
) -> Result<Vec<Scenario>, Failure> {
    let options = LoadOptions {
        set: reading.set.clone(),
    };
    let mut scenarios = Vec::new();
    let mut found: Vec<Finding> = Vec::new();
    for file in files {
        let new = match load(file, &options) {
            Ok(loaded) => {
                scenarios.push(loaded.scenario);
                loaded.warnings
            }
            Err(findings) => findings,
        };
        for mut finding in new {
            if reading.strict && finding.fault == Fault::Unusual {
                finding.severity = Severity::Error;
            }
            // a parent that several files share says the same several times
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    let warning = |finding: &Finding| finding.severity == Severity::Warning;
    let warnings = found.iter().filter(|f| warning(f)).count();
    let all = told == Warnings::All || reading.error_format == ErrorFormat::Json || warnings <= FEW;
    if warnings < found.len() {
        found.retain(|finding| all || !warning(finding));
        return Err(Failure::Scenario(found));
    }
    if all {
        findings::tell(&found, reading.error_format, lang);
    } else {
        terminal::err(&Message::Warnings(warnings).text(lang));
    }
    Ok(scenarios)
}
