//! `dabiao check FILE…`

use std::path::PathBuf;

use super::exit::Failure;
use super::load::{self, Warnings};
use super::message::Message;
use super::reading::Reading;
use super::tell;
use crate::language::Lang;

/// Finds every fault of every file; says so where there is none.
pub(super) fn check(files: &[PathBuf], reading: &Reading, lang: Lang) -> Result<(), Failure> {
    let scenarios = load::scenarios(files, reading, Warnings::All, lang)?;
    for (file, scenario) in files.iter().zip(&scenarios) {
        // a folder's name may hold what would act on a terminal
        let shown = |c: char| {
            if c.is_control() {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        };
        let file: String = file.to_string_lossy().chars().map(shown).collect();
        tell(&Message::Passed(&file, scenario), lang)?;
    }
    Ok(())
}
