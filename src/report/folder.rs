//! A whole output folder, or none: written beside its place and renamed when all of it is there. Knows nothing of what is
//! written.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::durable::{sync_around, sync_below};
use super::exchange::{clear_stale, exchange, mend, undo, unused};
use crate::scenario::hex;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const LOG: &str = "run.log.json";
/// The figures as data: beside the charts, but the same in both languages.
pub(super) const FIGURES: &str = "charts/figures.json";
/// Files whose words follow the language: what begins their path, and where their sums stand. Their sums are not in the
/// manifest, which is the same in any language.
const IN_WORDS: [(&str, &str); 4] = [
    ("charts/", "charts/SHA256SUMS"),
    ("briefing.docx", "briefing.docx.sha256"),
    ("tables.xlsx", "tables.xlsx.sha256"),
    ("report.html", "report.html.sha256"),
];

/// Why an output folder could not be made.
#[derive(Debug)]
pub enum OutputError {
    /// It cannot be created there.
    CannotCreate(PathBuf, io::Error),
    /// Something else stands in its place: a file, or a folder that is not ours.
    Foreign(PathBuf),
    /// The folder it should stand in does not exist.
    NoParent(PathBuf),
    /// A file stands there already.
    Exists(PathBuf),
    /// Writing failed.
    WriteFailed(PathBuf, io::Error),
}

/// A file written, as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Path inside the folder, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, hex; none for charts and documents, whose words follow the language (their sums stand in
    /// `charts/SHA256SUMS` and beside each document).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Temporary folders being written, held while a file is written or a folder put in its place: an interruption waits for that.
static UNDER_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn under_way() -> MutexGuard<'static, Vec<PathBuf>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what is half written, and ends the process with `code`: finished folders stay as they are, old ones too.
pub fn abandon(code: i32) -> ! {
    // held to the end, so that no other thread begins a file
    let folders = under_way();
    for folder in folders.iter() {
        let _ = fs::remove_dir_all(folder);
    }
    std::process::exit(code)
}

/// An output folder being written. Dropped before it is put in place, it leaves nothing behind.
#[derive(Debug)]
pub struct Folder {
    place: PathBuf,
    temporary: PathBuf,
    written: Vec<Written>,
    /// Sums of files in words, one text for each of `IN_WORDS`.
    sums: [String; IN_WORDS.len()],
}

impl Folder {
    /// Begins a folder that will stand at `place`, after checking that it may. The folder around it must exist.
    ///
    /// # Errors
    /// If something foreign stands there, or nothing can be written beside it.
    pub fn begin(place: &Path) -> Result<Self, OutputError> {
        Self::begin_over(place, None)
    }

    /// The same; a folder that is not ours may stand there if `named` is its name. What is in it stays, but for files of the
    /// names that are written.
    ///
    /// # Errors
    /// As `begin`.
    pub fn begin_over(place: &Path, named: Option<&str>) -> Result<Self, OutputError> {
        mend(place);
        let place = match fs::canonicalize(place) {
            Ok(existing) => {
                let asked = named.is_some_and(|name| existing.file_name() == Some(name.as_ref()));
                if !(asked && existing.is_dir()) {
                    check_ours(&existing)?;
                }
                existing
            }
            Err(_) if fs::symlink_metadata(place).is_ok() => {
                return Err(OutputError::Foreign(place.to_owned()));
            }
            Err(_) => absent(place)?,
        };
        let temporary = unused(&place);
        // tried now, so that hours of work do not end here; made when the first file comes, so that an interrupted command
        // leaves nothing behind
        fs::create_dir(&temporary)
            .and_then(|()| {
                clear_stale(&place, &temporary);
                fs::remove_dir(&temporary)
            })
            .map_err(|error| OutputError::CannotCreate(place.clone(), error))?;
        under_way().push(temporary.clone());
        Ok(Self {
            place,
            temporary,
            written: Vec::new(),
            sums: Default::default(),
        })
    }

    /// Where the folder will stand.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Files written so far.
    #[must_use]
    pub fn written(&self) -> &[Written] {
        &self.written
    }

    /// Writes a file `path` (with `/`) and lists it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(
        &mut self,
        path: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let sum = self.write_hashed(path, content)?;
        let in_words = IN_WORDS
            .iter()
            .position(|(start, _)| path.starts_with(start) && path != FIGURES);
        if let Some(at) = in_words {
            let name = path.rsplit('/').next().unwrap_or(path);
            self.sums[at].extend([&sum, "  ", name, "\n"]);
        }
        self.written.push(Written {
            path: path.to_owned(),
            sha256: in_words.is_none().then_some(sum),
        });
        Ok(())
    }

    /// The bytes of a file written before, if it was.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let listed = self.written.iter().any(|file| file.path == path);
        listed.then(|| fs::read(self.temporary.join(path)).ok())?
    }

    pub(super) fn write_unlisted(
        &mut self,
        path: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        self.write_hashed(path, content).map(drop)
    }

    /// Replaces what stood at the folder's place, keeping files in it that are not ours.
    pub(super) fn put_in_place(mut self) -> Result<(), OutputError> {
        for (sums, (_, path)) in std::mem::take(&mut self.sums).into_iter().zip(IN_WORDS) {
            if !sums.is_empty() {
                self.write_unlisted(path, |out| out.write_all(sums.as_bytes()))?;
            }
        }
        let _held = under_way();
        let failed = |error| OutputError::WriteFailed(self.place.clone(), error);
        // on the disk before the old folder goes: a machine that loses its power keeps one of the two
        sync_below(&self.temporary).map_err(failed)?;
        if !self.place.exists() {
            fs::rename(&self.temporary, &self.place).map_err(failed)?;
            return sync_around(&self.place).map_err(failed);
        }
        keep_foreign(&self.place, &self.temporary).map_err(failed)?;
        let old = exchange(&self.temporary, &self.place).map_err(failed)?;
        // and what people put there in between; where it cannot come over, the old folder comes back with it
        let kept = sync_around(&self.place).and_then(|()| keep_foreign(&old, &self.place));
        if let Err(error) = kept {
            let error = failed(error);
            if undo(&old, &self.place, &self.temporary).is_err() {
                // not to be tidied away: it holds what is not ours
                self.temporary = unused(&self.place);
            }
            return Err(error);
        }
        // the new folder stands: what is left of the old one goes after a day
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }

    fn write_hashed(
        &mut self,
        path: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<String, OutputError> {
        let _held = under_way();
        let failed = |error| OutputError::WriteFailed(self.place.join(path), error);
        let file = self.temporary.join(path);
        let around = file.parent().unwrap_or(&self.temporary);
        fs::create_dir_all(around).map_err(failed)?;
        let mut out = Hashed {
            inner: BufWriter::new(fs::File::create(&file).map_err(failed)?),
            sum: Sha256::new(),
        };
        content(&mut out)
            .and_then(|()| out.flush())
            .map_err(failed)?;
        Ok(hex(&out.sum.finalize()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let mut folders = under_way();
        folders.retain(|folder| *folder != self.temporary);
        // nothing is there once the folder is in place; a failure to tidy up must not hide what went wrong before
        let _ = fs::remove_dir_all(&self.temporary);
    }
}

/// A writer that knows the sum of what went through it.
struct Hashed {
    inner: BufWriter<fs::File>,
    sum: Sha256,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The full path of a folder that is not there yet.
fn absent(place: &Path) -> Result<PathBuf, OutputError> {
    let around = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let around = fs::canonicalize(around).map_err(|_| OutputError::NoParent(around.to_owned()))?;
    let name = place
        .file_name()
        .ok_or_else(|| OutputError::Foreign(place.to_owned()))?;
    Ok(around.join(name))
}

/// Only an empty folder or one of ours may be replaced.
fn check_ours(place: &Path) -> Result<(), OutputError> {
    let foreign = || OutputError::Foreign(place.to_owned());
    if !place.is_dir() {
        return Err(foreign());
    }
    let unread = |error| OutputError::CannotCreate(place.to_owned(), error);
    let empty = fs::read_dir(place).map_err(unread)?.next().is_none();
    if empty || read_manifest(place).map_err(unread)?.is_some() {
        Ok(())
    } else {
        Err(foreign())
    }
}

#[derive(Deserialize)]
struct OldManifest {
    program: String,
    files: Vec<OldFile>,
}

#[derive(Deserialize)]
struct OldFile {
    path: String,
}

/// Our manifest, if there is one. What cannot be read is not taken for a foreign one.
fn read_manifest(place: &Path) -> io::Result<Option<OldManifest>> {
    let bytes = match fs::read(place.join(MANIFEST)) {
        Ok(bytes) => bytes,
        Err(error) if absent_or_odd(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let manifest: Option<OldManifest> = serde_json::from_slice(&bytes).ok();
    Ok(manifest.filter(|manifest| manifest.program == "dabiao"))
}

/// No file of this name, or a folder.
fn absent_or_odd(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory
    )
}

/// Takes what people put into the old folder (a briefing, notes) over to the new one: all but what our manifest names.
fn keep_foreign(old: &Path, new: &Path) -> io::Result<()> {
    let mut ours: Vec<String> = Vec::new();
    if let Some(manifest) = read_manifest(old)? {
        ours.extend([MANIFEST, LOG].map(str::to_owned));
        ours.extend(IN_WORDS.map(|(_, sums)| sums.to_owned()));
        ours.extend(manifest.files.into_iter().map(|file| file.path));
    }
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(old.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            // a link to a folder is a file of theirs like any other
            if entry.file_type()?.is_dir() {
                folders.push(path);
                continue;
            }
            let listed = ours.iter().any(|ours| Path::new(ours) == path);
            let there = new.join(&path);
            if !listed && fs::symlink_metadata(&there).is_err() {
                fs::create_dir_all(new.join(&folder))?;
                take(&entry.path(), &there)?;
            }
        }
    }
    Ok(())
}

/// A second name for a file, whatever it is (a link, a pipe); a copy where the file system has one name a file.
fn take(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    match fs::symlink_metadata(from)?.file_type() {
        kind if kind.is_file() => fs::copy(from, to).map(drop),
        #[cfg(unix)]
        kind if kind.is_symlink() => std::os::unix::fs::symlink(fs::read_link(from)?, to),
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somewhere(name: &str) -> PathBuf {
        let place =
            std::env::temp_dir().join(format!("dabiao-folder-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        fs::create_dir(&place).unwrap();
        place
    }

    fn make(place: &Path, text: &str) -> Result<(), OutputError> {
        make_over(place, text, None)
    }

    fn make_over(place: &Path, text: &str, named: Option<&str>) -> Result<(), OutputError> {
        let mut folder = Folder::begin_over(place, named)?;
        folder.write("a.csv", |out| out.write_all(text.as_bytes()))?;
        let files = folder.written().to_vec();
        folder.write_unlisted(MANIFEST, |out| {
            let value = serde_json::json!({"program": "dabiao", "files": files});
            serde_json::to_writer(out, &value).map_err(io::Error::from)
        })?;
        folder.put_in_place()
    }

    #[test]
    fn a_folder_is_replaced_and_notes_in_it_stay() {
        let around = somewhere("replace");
        let place = around.join("out");
        make(&place, "one").unwrap();
        fs::write(place.join("notes.txt"), "mine").unwrap();
        make(&place, "two").unwrap();
        assert_eq!(fs::read_to_string(place.join("a.csv")).unwrap(), "two");
        assert_eq!(fs::read_to_string(place.join("notes.txt")).unwrap(), "mine");
        assert_eq!(
            fs::read_dir(&around).unwrap().count(),
            1,
            "nothing left behind"
        );
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn a_foreign_folder_called_by_its_name_keeps_all_but_files_of_our_names() {
        let around = somewhere("named");
        let place = around.join("thesis");
        fs::create_dir_all(place.join("charts")).unwrap();
        for name in ["thesis.doc", "charts/SHA256SUMS", "run.log.json"] {
            fs::write(place.join(name), "years of work").unwrap();
        }
        fs::write(place.join("a.csv"), "mine").unwrap();
        for name in [None, Some("a"), Some(""), Some(".")] {
            let begun = Folder::begin_over(&place, name);
            assert!(matches!(begun, Err(OutputError::Foreign(_))), "{name:?}");
        }
        let file = Folder::begin_over(&place.join("a.csv"), Some("a.csv"));
        assert!(matches!(file, Err(OutputError::Foreign(_))));
        make_over(&place, "one", Some("thesis")).unwrap();
        let text = |name: &str| fs::read_to_string(place.join(name)).unwrap();
        assert_eq!(text("a.csv"), "one");
        for name in ["thesis.doc", "charts/SHA256SUMS", "run.log.json"] {
            assert_eq!(text(name), "years of work", "{name}");
        }
        fs::remove_dir_all(around).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_folder_stay_links() {
        use std::os::unix::fs::symlink;
        let around = somewhere("links");
        let place = around.join("out");
        make(&place, "one").unwrap();
        symlink("..", place.join("round")).unwrap();
        symlink("nowhere", place.join("dangling")).unwrap();
        make(&place, "two").unwrap();
        let link = |name: &str| fs::read_link(place.join(name)).unwrap();
        assert_eq!(
            (link("round"), link("dangling")),
            ("..".into(), "nowhere".into())
        );
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let around = somewhere("foreign");
        let place = around.join("out");
        fs::create_dir(&place).unwrap();
        fs::write(place.join("thesis.doc"), "years of work").unwrap();
        assert!(matches!(
            Folder::begin(&place),
            Err(OutputError::Foreign(_))
        ));
        assert!(matches!(
            Folder::begin(&place.join("thesis.doc")),
            Err(OutputError::Foreign(_))
        ));
        assert!(matches!(
            Folder::begin(&around.join("a/b")),
            Err(OutputError::NoParent(_))
        ));
        fs::remove_file(place.join("thesis.doc")).unwrap();
        drop(Folder::begin(&place).unwrap());
        assert_eq!(
            fs::read_dir(&around).unwrap().count(),
            1,
            "nothing left behind"
        );
        fs::remove_dir_all(around).unwrap();
    }
}
