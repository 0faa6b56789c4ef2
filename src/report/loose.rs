//! Single files outside an output folder: whole or not at all, and none over another unless asked. Knows nothing of what
//! they hold.

use std::fs;
use std::path::{Path, PathBuf};

use super::OutputError;

/// Writes each file of `files`. If one of them is there already and `force` is not set, none is written.
///
/// # Errors
/// If one is there already, its folder is not, or it cannot be written.
pub fn write_loose(files: &[(PathBuf, Vec<u8>)], force: bool) -> Result<(), OutputError> {
    for (path, _) in files {
        let around = folder_of(path);
        if !around.is_dir() {
            return Err(OutputError::NoParent(around.to_owned()));
        }
        if path.is_dir() || (!force && fs::symlink_metadata(path).is_ok()) {
            return Err(OutputError::Exists(path.clone()));
        }
    }
    for (path, bytes) in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.tmp-{}", std::process::id()));
        let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
        if let Err(error) = written {
            // what went wrong before must not be hidden by a failure to tidy up
            let _ = fs::remove_file(&temporary);
            return Err(OutputError::WriteFailed(path.clone(), error));
        }
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
