//! Reads the scenario files a command names; warnings are said, faults of all files are given at once.

use std::path::PathBuf;

use super::exit::Failure;
use super::message::Message;
use super::terminal;
use crate::language::Lang;
use crate::scenario::{Finding, LoadOptions, Scenario, Severity, load};

/// More warnings than this are counted instead of said, except by `check`.
const FEW: usize = 3;

/// Which warnings are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Warnings {
    /// All of them.
    All,
    /// A few, or how many there are.
    Few,
}

/// The scenarios of `files`, with `set` laid over each.
pub(super) fn scenarios(
    files: &[PathBuf],
    set: &[String],
    told: Warnings,
    lang: Lang,
) -> Result<Vec<Scenario>, Failure> {
    let options = LoadOptions { set: set.to_vec() };
    let mut scenarios = Vec::new();
    let mut warnings: Vec<Finding> = Vec::new();
    let mut faults: Vec<Finding> = Vec::new();
    for file in files {
        match load(file, &options) {
            Ok(loaded) => {
                warnings.extend(loaded.warnings);
                scenarios.push(loaded.scenario);
            }
            Err(findings) => faults.extend(findings),
        }
    }
    // a parent that several files share says the same several times
    let (mut faults, mut warnings) = (once(faults), once(warnings));
    let told = told == Warnings::All || warnings.len() <= FEW;
    if faults.is_empty() {
        if told {
            for warning in &warnings {
                terminal::err(&warning.render(lang));
            }
        } else {
            terminal::err(&Message::Warnings(warnings.len()).text(lang));
        }
        return Ok(scenarios);
    }
    if told {
        faults.append(&mut warnings);
    } else {
        faults.retain(|fault| fault.severity == Severity::Error);
    }
    Err(Failure::Scenario(faults))
}

fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut said: Vec<Finding> = Vec::new();
    for finding in findings {
        if !said.contains(&finding) {
            said.push(finding);
        }
    }
    said
}
