//! Opens the files of a scenario: regular files of bounded size inside its folder, decoded. Knows nothing of their
//! content.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::document::Place;
use super::finding::{At, Fault, Findings, nearest};
use super::resolved::FileRead;
use crate::language::{Lang, Text, refusal};

/// Largest file, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The files read so far. A scenario may read files of its own folder and of the folder above it, by relative paths.
#[derive(Debug)]
pub(super) struct Sources {
    /// Folder of the scenario named, as the user wrote it.
    folder: PathBuf,
    /// Canonical folder that no file may lie outside of: the one above `folder`.
    root: Option<PathBuf>,
    /// Path of each file relative to `folder`, by file index.
    relative: BTreeMap<u16, PathBuf>,
    /// For the manifest.
    pub(super) read: Vec<FileRead>,
}

/// An opened file.
pub(super) struct Opened {
    /// Its index among the findings' files.
    pub(super) file: u16,
    /// Its canonical path.
    pub(super) canonical: PathBuf,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
}

impl Sources {
    /// Opens the scenario the user named.
    pub(super) fn open(path: &Path, findings: &mut Findings) -> (Self, Option<Opened>) {
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let existing = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        };
        let root = fs::canonicalize(existing)
            .ok()
            .map(|f| f.parent().map_or_else(|| f.clone(), Path::to_path_buf));
        let mut sources = Self {
            folder,
            root,
            relative: BTreeMap::new(),
            read: Vec::new(),
        };
        let name = path.file_name().map_or_else(PathBuf::new, PathBuf::from);
        let file = sources.enter(name, findings);
        let place = Place {
            file,
            ..Place::default()
        };
        let opened = sources.load(file, place, "", findings);
        (sources, opened)
    }

    /// Opens the file that the scalar `at` names, relative to the file it stands in.
    pub(super) fn referenced(
        &mut self,
        at: &At<'_>,
        extensions: &[&str],
        findings: &mut Findings,
    ) -> Option<Opened> {
        let reference = at.node.scalar()?;
        let seen = at.seen();
        let mut refuse = |zh: &str, en: &str| {
            let what = Text::new(format!("{seen} {zh}"), format!("{seen} {en}"));
            findings.at(at, what).allow(
                "写情景所在文件夹或其上一级文件夹内的相对路径",
                "a relative path inside the scenario's folder or the one above it is asked",
            );
            None
        };
        if reference.contains("://") || reference.starts_with("\\\\") || reference.starts_with("//")
        {
            return refuse("是网络地址", "is an address on a network");
        }
        if reference.contains(['\\', ':', '\0']) || Path::new(reference).is_absolute() {
            return refuse("不是相对路径", "is not a relative path (with /)");
        }
        let extension = Path::new(reference).extension().and_then(|e| e.to_str());
        if !extension.is_some_and(|e| extensions.contains(&e)) {
            let list = extensions.join(", ");
            let zh = format!("的扩展名不是 {list}");
            let en = format!("does not end in {list}");
            return refuse(&zh, &en);
        }
        // what the command line sets is relative to the scenario named
        let from = self.relative.get(&at.node.place.file);
        let from = from.and_then(|path| path.parent());
        let Some(relative) = tidy(&from.unwrap_or(Path::new("")).join(reference)) else {
            return refuse("超出情景的文件夹", "leads out of the scenario's folder");
        };
        let file = self.enter(relative, findings);
        let opened = self.load(file, at.place(), &at.key, findings)?;
        let inside = self
            .root
            .as_ref()
            .is_some_and(|root| opened.canonical.starts_with(root));
        if !inside {
            let what = Text::new(
                format!("{seen} 超出情景的文件夹"),
                format!("{seen} leads out of the scenario's folder"),
            );
            findings.at(at, what);
            return None;
        }
        Some(opened)
    }

    fn enter(&mut self, relative: PathBuf, findings: &mut Findings) -> u16 {
        let file = findings.file(shown_name(&self.shown(&relative)));
        self.relative.insert(file, relative);
        file
    }

    /// Where a file of this scenario is, without a way down and up again; a folder that is a link keeps it, since the way up
    /// leads elsewhere there.
    fn shown(&self, relative: &Path) -> PathBuf {
        let through_link = || fs::symlink_metadata(&self.folder).is_ok_and(|f| f.is_symlink());
        let above = match (relative.strip_prefix(".."), self.folder.file_name()) {
            (Ok(rest), Some(_)) if !through_link() => {
                self.folder.parent().map(|above| above.join(rest))
            }
            _ => None,
        };
        above.unwrap_or_else(|| self.folder.join(relative))
    }

    /// Reads the file with index `file`; says what is wrong at `place`, where it is asked for.
    fn load(
        &mut self,
        file: u16,
        place: Place,
        key: &str,
        findings: &mut Findings,
    ) -> Option<Opened> {
        let relative = self.relative[&file].clone();
        let path = self.folder.join(&relative);
        match read(&path) {
            Ok((canonical, bytes)) => {
                let shown: Vec<String> = relative
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy().into_owned())
                    .collect();
                self.read.push(FileRead {
                    path: shown.join("/"),
                    sha256: hex(&Sha256::digest(&bytes)),
                });
                Some(Opened {
                    file,
                    canonical,
                    bytes,
                })
            }
            Err(refusal) => {
                let name = shown_name(&path);
                let (zh, en) = refusal.words();
                let what = if key.is_empty() {
                    Text::new(zh, en)
                } else {
                    Text::new(format!("{name}: {zh}"), format!("{name}: {en}"))
                };
                let finding = findings.error(place, key, what);
                finding.fault = match refusal {
                    Refusal::TooLarge => Fault::OutOfRange,
                    _ => Fault::CannotOpen,
                };
                if matches!(refusal, Refusal::Missing) {
                    finding.suggestion = neighbour(&path);
                }
                None
            }
        }
    }
}

/// Why a file is not read.
enum Refusal {
    Missing,
    /// A link to something that is not there.
    Dangling(String),
    Folder,
    NotRegular,
    TooLarge,
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
            Self::TooLarge => both("超过 4 MiB", "is larger than 4 MiB"),
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

fn read(path: &Path) -> Result<(PathBuf, Vec<u8>), Refusal> {
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
    if metadata.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let canonical = fs::canonicalize(path)?;
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(|error| match Refusal::from(error) {
            Refusal::Denied(_) => Refusal::Denied(whose(&metadata)),
            other => other,
        })?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Refusal::TooLarge);
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

/// Removes `.` and resolves `..` in words; `None` if it leads more than one folder up.
fn tidy(path: &Path) -> Option<PathBuf> {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(_) => parts.push(part),
            Component::ParentDir => match parts.last() {
                Some(Component::Normal(_)) => {
                    parts.pop();
                }
                Some(_) => return None,
                None => parts.push(part),
            },
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.iter().collect())
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
fn shown_name(path: &Path) -> String {
    let escape = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    path.to_string_lossy().chars().map(escape).collect()
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|b| [digit(b >> 4), digit(b & 15)])
        .collect()
}

/// Decodes a YAML file: UTF-8, a byte-order mark ignored.
pub(super) fn utf8(opened: &Opened, findings: &mut Findings) -> Option<String> {
    let bytes = opened
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&opened.bytes);
    let whole = Place {
        file: opened.file,
        ..Place::default()
    };
    if let Some((zh, en)) = other_kind(bytes) {
        findings
            .error(whole, "", Text::new(zh, en))
            .kind(Fault::Encoding)
            .allow("另存为 CSV 或 YAML 文本", "save it as CSV or YAML text");
        return None;
    }
    if utf16(bytes) {
        let what = Text::new("编码是 UTF-16", "the encoding is UTF-16");
        findings
            .error(whole, "", what)
            .kind(Fault::Encoding)
            .allow("另存为 UTF-8", "save it as UTF-8");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let good = &bytes[..error.valid_up_to()];
            let line = good.split(|b| *b == b'\n').count();
            let start = good.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
            let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
            let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let place = Place {
                file: opened.file,
                line: short(line),
                column: short(column),
            };
            let gbk = encoding_rs::GBK
                .decode_without_bom_handling_and_without_replacement(bytes)
                .is_some();
            let what = if gbk {
                Text::new("不是 UTF-8，像是 GBK", "not UTF-8; it looks like GBK")
            } else {
                Text::new("不是 UTF-8", "not UTF-8")
            };
            findings
                .error(place, "", what)
                .kind(Fault::Encoding)
                .allow("另存为 UTF-8", "save it as UTF-8");
            None
        }
    }
}

/// Decodes a table: UTF-8 with or without a byte-order mark, or GBK as Excel saves it.
pub(super) fn utf8_or_gbk(opened: &Opened, findings: &mut Findings) -> Option<String> {
    let bytes = opened
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&opened.bytes);
    if !utf16(bytes) && other_kind(bytes).is_none() && std::str::from_utf8(bytes).is_err() {
        let gbk = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(bytes);
        if let Some(text) = gbk {
            return Some(text.into_owned());
        }
    }
    utf8(opened, findings)
}

/// What a file is that is no text at all, by its first bytes.
fn other_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let kinds: [(&[u8], &str, &str); 4] = [
        (
            b"PK\x03\x04",
            "是 Excel 工作簿(.xlsx)或压缩包，不是文本",
            "is an Excel workbook (.xlsx) or an archive, not text",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "是旧版 Excel 或 Word 文件，不是文本",
            "is an old Excel or Word file, not text",
        ),
        (
            b"\x1f\x8b",
            "是 gzip 压缩文件，不是文本",
            "is a gzip archive, not text",
        ),
        (b"%PDF", "是 PDF，不是文本", "is a PDF, not text"),
    ];
    let kind = kinds.iter().find(|(magic, ..)| bytes.starts_with(magic));
    kind.map(|(_, zh, en)| (*zh, *en))
}

fn utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || matches!(bytes, [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0)
}
