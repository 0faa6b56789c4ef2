//! How a new folder takes an old one's place: at one moment where the system can exchange two names, else by two renames of
//! which an interrupted one is mended at the next start. Knows no file inside.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Age at which a folder that a killed command left half written is cleared away.
const STALE: Duration = Duration::from_hours(24);

/// A hidden name beside `place`.
fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(ending);
    place.with_file_name(name)
}

/// A hidden name beside `place` for a folder being written: of this process, and not that of a killed one which had the same
/// number, as processes in containers do.
pub(super) fn unused(place: &Path) -> PathBuf {
    let process = std::process::id();
    let first = beside(place, &format!(".tmp-{process}"));
    let others = (2..1000).map(|n| beside(place, &format!(".tmp-{process}-{n}")));
    let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    // where a thousand are taken, making the first one fails and says so
    let name = std::iter::once(first.clone()).chain(others).find(free);
    name.unwrap_or(first)
}

/// Puts `new` where `place` stands; gives the path at which the old folder then is.
///
/// # Errors
/// If neither way is open; then the old folder stands as it was.
pub(super) fn exchange(new: &Path, place: &Path) -> io::Result<PathBuf> {
    if at_once(new, place).is_ok() {
        return Ok(new.to_owned());
    }
    by_two_renames(new, place)
}

/// Undoes `exchange`: the folder at `old` stands at `place` again, the new one at `aside`, where it came from.
///
/// # Errors
/// If the system refuses; then the new folder stands, or neither at `place` and the next start brings back the old one.
pub(super) fn undo(old: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    if old == aside {
        return at_once(old, place);
    }
    fs::rename(place, aside)?;
    fs::rename(old, place)
}

fn by_two_renames(new: &Path, place: &Path) -> io::Result<PathBuf> {
    let old = beside(place, ".old");
    // left by a command that was killed when its new folder stood already
    if old.is_dir() {
        fs::remove_dir_all(&old)?;
    }
    fs::rename(place, &old)?;
    match fs::rename(new, place) {
        Ok(()) => Ok(old),
        Err(error) => {
            // the old folder comes back; if even that fails, the next start tries again and the first error says more
            let _ = fs::rename(&old, place);
            Err(error)
        }
    }
}

/// Exchanges two names, so that nobody ever finds neither.
#[cfg(target_os = "linux")]
fn at_once(new: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, place, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_new: &Path, _place: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Brings back a folder that a command was killed in replacing: where two renames were needed and only the first was made.
pub(super) fn mend(place: &Path) {
    let old = beside(place, ".old");
    if fs::symlink_metadata(place).is_err() && old.is_dir() {
        let _ = fs::rename(&old, place);
    }
}

/// Clears away what killed commands left half written beside `place` more than a day before `now_made` was made: told by the
/// file system's own times, which a wrong clock here does not move.
pub(super) fn clear_stale(place: &Path, now_made: &Path) {
    let written = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
    let (Some(now), Some(around)) = (written(now_made), place.parent()) else {
        return;
    };
    let start = beside(place, ".tmp-");
    let Some(start) = start.file_name().map(OsStr::as_encoded_bytes) else {
        return;
    };
    let Ok(entries) = fs::read_dir(around) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let stale = written(&path)
            .and_then(|then| now.duration_since(then).ok())
            .is_some_and(|age| age > STALE);
        if entry.file_name().as_encoded_bytes().starts_with(start) && path.is_dir() && stale {
            let _ = fs::remove_dir_all(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somewhere(name: &str) -> PathBuf {
        let place =
            std::env::temp_dir().join(format!("dabiao-exchange-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        fs::create_dir(&place).unwrap();
        place
    }

    #[test]
    fn what_was_exchanged_comes_back() {
        for exchanged in [exchange, by_two_renames] {
            let around = somewhere("back");
            let (new, place) = (around.join("new"), around.join("place"));
            folder(&new, "new");
            folder(&place, "old");
            let old = exchanged(&new, &place).unwrap();
            assert_eq!(fs::read_to_string(place.join("a")).unwrap(), "new");
            undo(&old, &place, &new).unwrap();
            assert_eq!(fs::read_to_string(place.join("a")).unwrap(), "old");
            assert_eq!(fs::read_to_string(new.join("a")).unwrap(), "new");
            fs::remove_dir_all(around).unwrap();
        }
    }

    fn folder(path: &Path, text: &str) {
        fs::create_dir(path).unwrap();
        fs::write(path.join("a"), text).unwrap();
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path.join("a")).unwrap()
    }

    #[test]
    fn two_folders_change_places() {
        let around = somewhere("places");
        let (place, new) = (around.join("out"), around.join("new"));
        folder(&place, "old");
        folder(&new, "new");
        let old = exchange(&new, &place).unwrap();
        assert_eq!((text(&place), text(&old)), ("new".into(), "old".into()));
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn two_renames_do_the_same_and_mind_no_leftover() {
        let around = somewhere("renames");
        let (place, new) = (around.join("out"), around.join("new"));
        folder(&place, "old");
        folder(&new, "new");
        folder(&beside(&place, ".old"), "older");
        let old = by_two_renames(&new, &place).unwrap();
        assert_eq!((text(&place), text(&old)), ("new".into(), "old".into()));
        fs::remove_dir_all(&old).unwrap();
        // nothing to put there: the old folder comes back
        assert!(by_two_renames(&around.join("none"), &place).is_err());
        assert_eq!(text(&place), "new");
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn a_killed_process_of_the_same_number_is_in_nobodys_way() {
        let around = somewhere("unused");
        let place = around.join("out");
        let first = unused(&place);
        folder(&first, "half");
        assert!(unused(&place) != first);
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn a_folder_taken_away_comes_back_and_stays_where_another_stands() {
        let around = somewhere("mend");
        let place = around.join("out");
        folder(&beside(&place, ".old"), "old");
        mend(&place);
        assert_eq!(text(&place), "old");
        folder(&beside(&place, ".old"), "older");
        mend(&place);
        assert_eq!(text(&place), "old");
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn what_a_killed_command_left_goes_after_a_day() {
        let around = somewhere("stale");
        let place = around.join("out");
        let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let old = |path: PathBuf| {
            folder(&path, "half");
            fs::File::open(&path)
                .unwrap()
                .set_modified(long_ago)
                .unwrap();
            path
        };
        let stale = old(beside(&place, ".tmp-1"));
        let other = old(around.join("kept"));
        let others = old(beside(&around.join("outing"), ".tmp-1"));
        let fresh = beside(&place, ".tmp-2");
        folder(&fresh, "half");
        clear_stale(&place, &fresh);
        assert!(!stale.exists() && other.exists() && others.exists() && fresh.exists());
        fs::remove_dir_all(around).unwrap();
    }
}
