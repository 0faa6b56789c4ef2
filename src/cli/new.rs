//! `dabiao new NAME`

use std::path::{Path, PathBuf};

use super::args::Starter;
use super::beginning::Beginning;
use super::exit::Failure;
use super::message::Message;
use super::tell;
use crate::language::Lang;
use crate::{report, scenario};

/// Writes a starter scenario. What it shares with others (parent, schema) is left alone where it is there already.
pub(super) fn new(starter: &Starter, lang: Lang) -> Result<(), Failure> {
    let name = starter.name.as_str();
    if !scenario::may_be_called(name) {
        return Err(Failure::line(
            &Message::Beginning(Beginning::NotAName(name)),
            lang,
        ));
    }
    let folder = starter.out.as_deref().unwrap_or(Path::new(""));
    let [scenario, shared @ ..] = scenario::starter(name, lang);
    let there = |path: &PathBuf| path.symlink_metadata().is_ok();
    let own = folder.join(&scenario.name);
    let mut files = vec![(own.clone(), scenario.text.into_bytes())];
    let mut kept = Vec::new();
    for file in shared {
        let path = folder.join(&file.name);
        if there(&path) && !starter.force {
            kept.push(path);
        } else {
            files.push((path, file.text.into_bytes()));
        }
    }
    report::write_loose(&files, starter.force)?;
    for (path, _) in &files {
        tell(&Message::Written(path), lang)?;
    }
    for path in &kept {
        tell(&Message::Beginning(Beginning::Kept(path)), lang)?;
    }
    tell(&Message::Beginning(Beginning::Begin(&own)), lang)
}
