//! Reads the scenario files a command names; warnings are said, faults of all files are given at once.

use std::path::PathBuf;

use super::exit::Failure;
use super::terminal;
use crate::language::Lang;
use crate::scenario::{LoadOptions, Scenario, load};

/// The scenarios of `files`, with `set` laid over each.
pub(super) fn scenarios(
    files: &[PathBuf],
    set: &[String],
    lang: Lang,
) -> Result<Vec<Scenario>, Failure> {
    let options = LoadOptions { set: set.to_vec() };
    let mut scenarios = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        match load(file, &options) {
            Ok(loaded) => {
                for warning in &loaded.warnings {
                    terminal::err(&warning.render(lang));
                }
                scenarios.push(loaded.scenario);
            }
            Err(findings) => faults.extend(findings),
        }
    }
    if faults.is_empty() {
        Ok(scenarios)
    } else {
        // a parent that several files share would say the same several times
        let mut said = Vec::new();
        faults.retain(|fault| {
            let new = !said.contains(fault);
            if new {
                said.push(fault.clone());
            }
            new
        });
        Err(Failure::Scenario(faults))
    }
}
