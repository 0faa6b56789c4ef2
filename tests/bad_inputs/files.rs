//! A: files that are not there, not readable, or not text.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::rows::{Input, Row, command, done, hold};
use super::stage::Stage;

fn base(folder: &Path, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join("base.yaml"), bytes).unwrap();
}

fn encoded(folder: &Path, encoding: &'static encoding_rs::Encoding) {
    let text = fs::read_to_string(folder.join("base.yaml")).unwrap();
    base(folder, encoding.encode(&text).0);
}

fn utf16(folder: &Path) {
    let text = fs::read_to_string(folder.join("base.yaml")).unwrap();
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    base(folder, [b"\xff\xfe", &bytes[..]].concat());
}

fn line_ends(folder: &Path, end: &str) {
    let text = fs::read_to_string(folder.join("base.yaml")).unwrap();
    base(folder, text.replace('\n', end));
}

#[cfg(unix)]
fn link(folder: &Path, target: &str) {
    fs::remove_file(folder.join("base.yaml")).unwrap();
    std::os::unix::fs::symlink(target, folder.join("base.yaml")).unwrap();
}

#[cfg(unix)]
fn pipe(folder: &Path) {
    fs::remove_file(folder.join("base.yaml")).unwrap();
    let made = Command::new("mkfifo")
        .arg(folder.join("base.yaml"))
        .status();
    assert!(made.unwrap().success());
}

pub const ROWS: &[Row] = &[
    command(
        "A1",
        "check bse.yaml",
        66,
        &["error: bse.yaml: no such file; did you mean base.yaml?"],
    ),
    command("A1", "run bse.yaml --out earlier", 66, &["no such file"]),
    command(
        "A2",
        "check earlier",
        66,
        &["earlier: is a folder, not a file"],
    ),
    done(
        "A4",
        |f| base(f, ""),
        65,
        &["the file is empty; a scenario starts with schema_version: 1"],
    ),
    done(
        "A5",
        |f| base(f, "# nothing\n"),
        65,
        &["the file holds only comments"],
    ),
    done(
        "A6",
        |f| {
            let text = fs::read_to_string(f.join("base.yaml")).unwrap();
            base(f, format!("\u{feff}{text}"));
        },
        0,
        &["no fault"],
    ),
    done(
        "A7",
        utf16,
        65,
        &["the encoding is UTF-16; save it as UTF-8"],
    ),
    done(
        "A8",
        |f| encoded(f, encoding_rs::GBK),
        65,
        &["base.yaml:3:12: not UTF-8; it looks like GBK; save it as UTF-8"],
    ),
    done(
        "A8",
        |f| encoded(f, encoding_rs::BIG5),
        65,
        &["base.yaml:3:28: not UTF-8"],
    ),
    done(
        "A8",
        |f| base(f, b"name: {zh: x, en: caf\xe9}\n"),
        65,
        &["base.yaml:1:22: not UTF-8"],
    ),
    done(
        "A8",
        |f| base(f, b"PK\x03\x04\x14\0"),
        65,
        &["is an Excel workbook (.xlsx) or an archive"],
    ),
    done("A9", |f| line_ends(f, "\r\n"), 0, &["no fault"]),
    done("A9", |f| line_ends(f, "\r"), 0, &["no fault"]),
    done(
        "A9",
        |f| {
            let text = fs::read_to_string(f.join("base.yaml")).unwrap();
            let ends = ["\n", "\r\n", "\r"].into_iter().cycle();
            let lines = text.lines().zip(ends);
            base(
                f,
                lines
                    .flat_map(|(line, end)| [line, end])
                    .collect::<String>(),
            );
        },
        0,
        &["no fault"],
    ),
    done(
        "A10",
        |f| base(f, "runs: 1\0\n"),
        65,
        &["base.yaml:1:8: a control character (U+0000); remove it"],
    ),
    done(
        "A10",
        |f| base(f, "runs: 1\u{7}\n"),
        65,
        &["a control character (U+0007)"],
    ),
    #[cfg(unix)]
    done("A11", pipe, 66, &["is not a regular file"]),
    #[cfg(unix)]
    command("A11", "check /dev/zero", 66, &["is not a regular file"]),
    #[cfg(unix)]
    command("A11", "check /dev/stdin", 66, &["is not a regular file"]),
    // the kernel's log has no size and no end
    #[cfg(target_os = "linux")]
    command("A11", "check /proc/kmsg", 65, &["the file is empty"]),
    command("A11", "check -", 66, &["no such file"]),
    done(
        "A12",
        |f| base(f, vec![b'a'; 4 * 1024 * 1024 + 1]),
        65,
        &["is larger than 4 MiB"],
    ),
    done(
        "A12",
        |f| base(f, format!("name: {}", "a".repeat(4_000_000))),
        65,
        &["base.yaml:1:"],
    ),
    #[cfg(unix)]
    done(
        "A14",
        |f| link(f, "base.yaml"),
        66,
        &["is a link to base.yaml, which cannot be opened"],
    ),
    #[cfg(unix)]
    done(
        "A14",
        |f| link(f, "gone.yaml"),
        66,
        &["is a link to gone.yaml"],
    ),
    Row {
        id: "A15",
        input: Input::Do(|f| fs::rename(f.join("baseline.yaml"), f.join("-x.yaml")).unwrap()),
        command: "check -- -x.yaml",
        code: 0,
        says: &["-x.yaml: no fault"],
    },
    #[cfg(target_os = "linux")]
    command(
        "A16",
        "check Base.yaml",
        66,
        &["Base.yaml: no such file; did you mean base.yaml?"],
    ),
];

/// Rows with a test of their own.
pub const OWN: &[&str] = &["A3", "A13", "A15"];

#[test]
fn rows() {
    hold("files", ROWS, "en");
}

/// A3. Root reads everything, so another user is asked to.
#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file_says_whose_it_is() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let stage = Stage::new("bad-unreadable");
    let file = stage.path("base.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let owner = fs::metadata(&file).unwrap().uid();
    // the program beside the files: its own folder may be closed to others
    let program = stage.path("dabiao");
    fs::copy(env!("CARGO_BIN_EXE_dabiao"), &program).unwrap();
    fs::set_permissions(stage.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut asked = if owner == 0 {
        let mut other = Command::new("setpriv");
        other
            .args(["--reuid", "65534", "--clear-groups"])
            .arg(&program);
        other
    } else {
        Command::new(&program)
    };
    asked.args(["check", "base.yaml", "--lang", "en"]);
    let output = asked.current_dir(stage.path("")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(66), "{said}");
    let expected = format!("permission to read it is denied (owner {owner}, mode 000)");
    assert!(said.contains(&expected), "{said}");
}

/// A13. What was read is what the manifest names by its hash.
#[test]
fn a_file_is_read_once_and_named_by_its_hash() {
    use sha2::{Digest as _, Sha256};
    let stage = Stage::new("bad-hash");
    let bytes = fs::read(stage.path("base.yaml")).unwrap();
    stage.done("run base.yaml --runs 1 --charts none --quiet --out here");
    let manifest = fs::read_to_string(stage.path("here/manifest.json")).unwrap();
    let hash = format!("{:x}", Sha256::digest(&bytes));
    assert!(manifest.contains(&hash), "{manifest}");
}

/// A9. The hash of what a scenario means does not depend on how its lines end; that of its bytes does.
#[test]
fn the_hash_of_a_scenario_is_that_of_its_meaning() {
    let stage = Stage::new("bad-ends");
    let hashes = |out: &str| {
        stage.done(&format!(
            "run base.yaml --runs 1 --charts none --quiet --out {out}"
        ));
        let text = fs::read(stage.path(&format!("{out}/manifest.json"))).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let scenario = manifest["scenarios"][0].clone();
        let files = scenario["files_read"].clone();
        assert!(files.as_array().is_some_and(|files| files.len() == 3));
        (scenario["hash"].clone(), files)
    };
    let before = hashes("lf");
    line_ends(&stage.path(""), "\r\n");
    let after = hashes("crlf");
    assert!(before.0.is_string(), "{before:?}");
    assert_eq!(before.0, after.0);
    assert_ne!(before.1, after.1);
}

/// A15. Names that no scenario may have are printed so that they do no harm.
#[cfg(unix)]
#[test]
fn strange_names_are_refused_and_printed_plainly() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let stage = Stage::new("bad-names");
    for name in [&b"a\xff.yaml"[..], b"a\nb.yaml", b"a\x1b[31m.yaml"] {
        let name = OsStr::from_bytes(name);
        fs::copy(stage.path("base.yaml"), stage.path("").join(name)).unwrap();
        let mut command = stage.command("check");
        let output = command.arg(name).output().unwrap();
        assert_eq!(output.status.code(), Some(65));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("the file's name cannot be the scenario's id"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}
