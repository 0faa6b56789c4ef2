//! Reads one regular file of bounded size, and says why it is not read. Knows nothing of its content.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::document::Place;
use super::finding::{Fault, Findings, nearest};
use crate::language::{Lang, Text, refusal};

/// Why a file is not read.
pub(super) enum Refusal {
    Missing,
    /// A link to something that is not there.
    Dangling(String),
    Folder,
    NotRegular,
    /// More than so many MiB.
    TooLarge(u64),
    /// Whose file it is and what its mode allows, where the system says.
    Denied(String),
    Other(Text),
}

impl Refusal {
    fn words(&self) -> (String, String) {
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Missing => both("没有这个文件", "no such file"),
            Self::Dangling(target) => (
                format!("是指向 {target} 的链接，而它打不开"),
                format!("is a link to {target}, which cannot be opened"),
            ),
            Self::Folder => both("是文件夹，不是文件", "is a folder, not a file"),
            Self::NotRegular => both("不是普通文件", "is not a regular file"),
            Self::TooLarge(most) => (
                format!("超过 {most} MiB"),
                format!("is larger than {most} MiB"),
            ),
            Self::Denied(whose) => (
                format!("没有读取权限{whose}"),
                format!("permission to read it is denied{whose}"),
            ),
            Self::Other(why) => (
                format!("不能打开({})", why.zh),
                format!("cannot be opened ({})", why.en),
            ),
        }
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Denied(String::new()),
            _ => Self::Other(Text::new(
                refusal(&error, Lang::Zh),
                refusal(&error, Lang::En),
            )),
        }
    }
}

/// The canonical path and the bytes of the file at `path`, at most `most` MiB.
pub(super) fn read(path: &Path, most: u64) -> Result<(PathBuf, Vec<u8>), Refusal> {
    let largest = most << 20;
    // metadata before opening: a pipe would block
    let metadata = fs::metadata(path).map_err(|error| match fs::read_link(path) {
        Ok(target) => Refusal::Dangling(shown_name(&target)),
        Err(_) => Refusal::from(error),
    })?;
    if metadata.is_dir() {
        return Err(Refusal::Folder);
    }
    if !metadata.is_file() {
        return Err(Refusal::NotRegular);
    }
    if metadata.len() > largest {
        return Err(Refusal::TooLarge(most));
    }
    let canonical = fs::canonicalize(path)?;
    if metadata.len() == 0 {
        // not opened: files of /proc say so, and some of them never end
        return Ok((canonical, Vec::new()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(|error| match Refusal::from(error) {
            Refusal::Denied(_) => Refusal::Denied(whose(&metadata)),
            other => other,
        })?
        .take(largest + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(Refusal::TooLarge(most));
    }
    Ok((canonical, bytes))
}

/// ` (owner 1000, mode 600)`.
#[cfg(unix)]
fn whose(metadata: &fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    let (owner, mode) = (metadata.uid(), metadata.mode() & 0o777);
    format!(" (owner {owner}, mode {mode:03o})")
}

#[cfg(not(unix))]
fn whose(_: &fs::Metadata) -> String {
    String::new()
}

/// Says at `place`, where the file at `path` is asked for, why it is not read.
pub(super) fn refused(
    path: &Path,
    refusal: &Refusal,
    (place, key): (Place, &str),
    findings: &mut Findings,
) {
    let name = shown_name(path);
    let (zh, en) = refusal.words();
    let what = if key.is_empty() {
        Text::new(zh, en)
    } else {
        Text::new(format!("{name}: {zh}"), format!("{name}: {en}"))
    };
    let finding = findings.error(place, key, what);
    finding.fault = match refusal {
        Refusal::TooLarge(_) => Fault::OutOfRange,
        _ => Fault::CannotOpen,
    };
    if matches!(refusal, Refusal::Missing) {
        finding.suggestion = neighbour(path);
    }
}

/// The file of the same folder with the nearest name.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let mut names: Vec<String> = entries
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .take(1000)
        .collect();
    names.sort();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    nearest(name, &names).map(str::to_owned)
}

/// A path as it is printed: control characters escaped, what is not UTF-8 replaced.
pub(super) fn shown_name(path: &Path) -> String {
    let escape = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    path.to_string_lossy().chars().map(escape).collect()
}
