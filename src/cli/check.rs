//! `dabiao check FILE…`

use std::path::PathBuf;

use super::exit::Failure;
use super::load::{self, Warnings};
use super::message::Message;
use super::tell;
use crate::language::Lang;

/// Finds every fault of every file; says so where there is none.
pub(super) fn check(files: &[PathBuf], set: &[String], lang: Lang) -> Result<(), Failure> {
    let scenarios = load::scenarios(files, set, Warnings::All, lang)?;
    for (file, scenario) in files.iter().zip(&scenarios) {
        tell(
            &Message::Passed(&file.display().to_string(), scenario),
            lang,
        )?;
    }
    Ok(())
}
