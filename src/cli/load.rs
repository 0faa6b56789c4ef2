//! Reads the scenario files a command names; warnings are said, faults of all files are given at once.

use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::message::Message;
use super::reading::{ErrorFormat, Reading};
use super::{findings, terminal};
use crate::language::Lang;
use crate::scenario::boundaries::{self, Boundaries, Named};
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

/// The boundaries of `counties` in the GeoJSON file `path`, if one is named; what is odd is said.
pub(super) fn map(
    path: Option<&Path>,
    counties: &[Named<'_>],
    format: ErrorFormat,
    lang: Lang,
) -> Result<Option<Boundaries>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    let (boundaries, warnings) = boundaries::read(path, counties).map_err(Failure::Scenario)?;
    findings::tell(&warnings, format, lang);
    Ok(Some(boundaries))
}

/// The counties of `scenario`, as a map names them.
pub(super) fn counties(scenario: &Scenario) -> Vec<Named<'_>> {
    let counties = scenario.counties.iter();
    let named = counties.map(|county| Named {
        code: &county.code,
        name: &county.name,
    });
    named.collect()
}
