//! Waiting until files and the names of files are on the disk, so that a machine which loses its power keeps them. Knows no file
//! inside.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::batch::sync_names;

/// Waits for every file below `folder`, and for their names.
///
/// # Errors
/// If the disk fails.
pub(super) fn sync_below(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync_below(&entry.path())?;
        } else if kind.is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_names(folder)
}

/// Waits for the name of `place`.
///
/// # Errors
/// If the disk fails.
pub(super) fn sync_around(place: &Path) -> io::Result<()> {
    match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_names(parent),
        _ => sync_names(Path::new(".")),
    }
}
