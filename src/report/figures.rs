//! The figures of a finished run, kept as data in its folder and read back from there. Knows no pixels.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::FIGURES;
use super::gallery::Chart;
use super::{Folder, OutputError};
use crate::chart::ChartError;

/// What the file holds is understood by programs that know this number.
const SCHEMA_VERSION: u32 = 1;
/// Up to so many names are offered for one that is not there.
const OFFERED: usize = 3;

/// Why the figures of a run cannot be read.
#[derive(Debug)]
pub enum FiguresError {
    /// There is no such file, or it cannot be opened.
    CannotOpen(PathBuf, io::Error),
    /// It is not what was written, and why.
    Damaged(PathBuf, String),
    /// It was written by a program with another schema version.
    OtherVersion(PathBuf, u32),
}

#[derive(Serialize, Deserialize)]
struct Kept<C> {
    schema_version: u32,
    charts: C,
}

#[derive(Deserialize)]
struct Head {
    schema_version: u32,
}

/// Writes `charts/figures.json`: every figure in both languages, drawn or not. One with a value that is not a number, which
/// the file could not hold, is left out.
///
/// # Errors
/// If it cannot be written.
pub(super) fn write_figures(folder: &mut Folder, charts: &[Chart]) -> Result<(), OutputError> {
    let charts: Vec<&Chart> = charts
        .iter()
        .filter(|chart| chart.figure.check() != Err(ChartError::NotFinite))
        .collect();
    let kept = Kept {
        schema_version: SCHEMA_VERSION,
        charts,
    };
    folder.write(FIGURES, |out| super::json(out, &kept))
}

/// The charts whose figures the output folder `from` keeps.
///
/// # Errors
/// If there are none, or they cannot be understood.
pub fn read_figures(from: &Path) -> Result<Vec<Chart>, FiguresError> {
    let path = from.join(FIGURES);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(FiguresError::CannotOpen(path, error)),
    };
    let damaged = |error: serde_json::Error| FiguresError::Damaged(path.clone(), error.to_string());
    let head: Head = serde_json::from_slice(&bytes).map_err(damaged)?;
    if head.schema_version != SCHEMA_VERSION {
        return Err(FiguresError::OtherVersion(path, head.schema_version));
    }
    let kept: Kept<Vec<Chart>> = serde_json::from_slice(&bytes).map_err(damaged)?;
    Ok(kept.charts)
}

/// The `names` most like `seen`, the likest first; none that is quite another.
#[must_use]
pub fn near<'n>(seen: &str, names: &[&'n str]) -> Vec<&'n str> {
    let plain = |name: &str| name.to_lowercase().replace(['-', ' '], "_");
    let seen = plain(seen);
    let likeness = |name: &str| {
        let part = seen.len() >= 3 && name.contains(&seen);
        let likeness = strsim::normalized_damerau_levenshtein(&seen, name);
        if part { likeness.max(0.6) } else { likeness }
    };
    let mut likely: Vec<(f64, &str)> = names
        .iter()
        .map(|name| (likeness(name), *name))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .collect();
    likely.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    likely
        .into_iter()
        .map(|(_, name)| name)
        .take(OFFERED)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let names = ["goal_table", "fan_base_stations", "fan_gigabit", "spending"];
        assert_eq!(near("goal-tabel", &names), ["goal_table"]);
        assert_eq!(near("fan", &names), ["fan_base_stations", "fan_gigabit"]);
        assert!(near("xyz", &names).is_empty());
    }
}
