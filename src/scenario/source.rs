//! Opens the files of a scenario: regular files of bounded size inside its folder, decoded. Knows nothing of their
//! content.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::document::Place;
use super::file::{self, shown_name};
use super::finding::{At, Fault, Findings};
use super::resolved::FileRead;
use crate::language::Text;

/// Largest file, in MiB.
const LARGEST: u64 = 4;

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
        match file::read(&path, LARGEST) {
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
                file::refused(&path, &refusal, (place, key), findings);
                None
            }
        }
    }
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
