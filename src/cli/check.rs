//! `dabiao check FILE…`

use std::path::PathBuf;

use super::exit::Failure;
use super::message::Message;
use super::{load, tell};
use crate::language::Lang;

/// Finds every fault of every file; says so where there is none.
pub(super) fn check(files: &[PathBuf], set: &[String], lang: Lang) -> Result<(), Failure> {
    let scenarios = load::scenarios(files, set, lang)?;
    for (file, scenario) in files.iter().zip(&scenarios) {
        tell(&Message::Passed(&file.display().to_string(), scenario), lang)?;
    }
    Ok(())
}
