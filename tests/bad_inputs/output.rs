//! E: references that lead out, and folders that cannot be written.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::rows::{Input, Row, command, hold, refused};
use super::stage::Stage;

const PLACES: &str = "places: {file: counties.csv";

#[cfg(unix)]
fn link_out(folder: &Path) {
    fs::remove_file(folder.join("counties.csv")).unwrap();
    std::os::unix::fs::symlink("/proc/version", folder.join("counties.csv")).unwrap();
}

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    refused("E1", PLACES, "places: {file: ../../../etc/x.csv", &["leads out of the scenario's folder"]),
    refused("E1", PLACES, "places: {file: /etc/passwd", &["\"/etc/passwd\" is not a relative path"]),
    #[cfg(target_os = "linux")]
    Row { id: "E1", input: Input::Do(link_out), command: "", code: 65, says: &["\"counties.csv\" leads out of the scenario's folder"] },
    refused("E2", PLACES, "places: {file: \"https://x.org/a.csv\"", &["is an address on a network"]),
    refused("E2", PLACES, "places: {file: \"file:///x.csv\"", &["is an address on a network"]),
    refused("E2", PLACES, "places: {file: '\\\\server\\share\\a.csv'", &["is an address on a network"]),
    refused("E2", PLACES, "places: {file: 'C:\\a.csv'", &["is not a relative path"]),
    Row { id: "E3", input: Input::Do(|f| { fs::copy(f.join("base.yaml"), f.join("Base One.yaml")).unwrap(); fs::rename(f.join("Base One.yaml"), f.join("CON..yaml")).unwrap(); }), command: "check CON..yaml", code: 65, says: &["the file's name cannot be the scenario's id; lower-case letters, digits, _ and - only, at most 64"] },
    Row { id: "E3", input: Input::Do(|f| { fs::copy(f.join("base.yaml"), f.join(format!("{}.yaml", "x".repeat(65)))).unwrap(); }), command: "check xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yaml", code: 65, says: &["the file's name cannot be the scenario's id"] },
    Row { id: "E3", input: Input::Do(|f| { fs::copy(f.join("base.yaml"), f.join("😀.yaml")).unwrap(); }), command: "check 😀.yaml", code: 65, says: &["the file's name cannot be the scenario's id"] },
    refused("E3", "  city_odn: {", "  \"../odn\": {", &["\"../odn\" cannot be a key here"]),
    refused("E3", "  city_odn: {", "  中文: {", &["\"中文\" cannot be a key here"]),
    command("E4", "run baseline.yaml --runs 1 --out no/such/place", 73, &["no/such"]),
    command("E4", "run baseline.yaml --runs 1 --out /proc/results", 73, &["/proc/results"]),
    command("E5", "run baseline.yaml --runs 1 --out base.yaml", 73, &["base.yaml was not written by dabiao"]),
    Row { id: "E8", input: Input::Do(|f| { fs::create_dir(f.join("thesis")).unwrap(); fs::write(f.join("thesis/runs.csv"), "mine").unwrap(); }), command: "run baseline.yaml --runs 1 --out thesis", code: 73, says: &["thesis was not written by dabiao and is left alone"] },
];

/// Rows with a test of their own.
pub const OWN: &[&str] = &["E10", "E13", "E19", "E21"];

#[test]
fn rows() {
    hold("output", ROWS, "en");
}

/// A folder with the results of an earlier run.
fn with_results(name: &str) -> Stage {
    let stage = Stage::new(name);
    stage.done("run baseline.yaml --runs 1 --charts goal_table --quiet --out here");
    stage
}

/// The program under a limit of the shell.
#[cfg(target_os = "linux")]
fn limited(stage: &Stage, limit: &str) -> std::process::Output {
    let line = format!(
        "ulimit {limit}; exec \"$0\" run baseline.yaml --runs 3 --quiet --out here --threads 1 --lang en"
    );
    Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_dabiao")])
        .current_dir(stage.path(""))
        .output()
        .unwrap()
}

/// E10: files may not grow. The old results stay.
#[cfg(target_os = "linux")]
#[test]
fn a_limit_of_file_size_leaves_the_old_results() {
    let stage = with_results("bad-fsize");
    let before = stage.tree("here");
    let output = limited(&stage, "-f 4");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(
        said.contains("File too large") && said.contains("what stood there before is unchanged"),
        "{said}"
    );
    assert_eq!(before, stage.tree("here"));
}

/// E13: too few open files.
#[cfg(target_os = "linux")]
#[test]
fn too_few_open_files_leave_the_old_results() {
    let stage = with_results("bad-nofile");
    let before = stage.tree("here");
    // fewer and more of them: it fails at another place each time
    for most in 4..8 {
        let output = limited(&stage, &format!("-n {most}"));
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        if code == Some(0) {
            // enough for all but tidying up
            assert_eq!(stage.table("here/runs.csv").rows.len(), 3);
            break;
        }
        assert!(matches!(code, Some(66 | 73 | 74)), "{most}: {said}");
        assert!(said.contains("Too many open files"), "{most}: {said}");
        assert!(
            before == stage.tree("here"),
            "{most}: the folder is changed: {said}"
        );
    }
}

/// E19, E21: no home, no time zone, no temporary folder, another clock: the same bytes.
#[test]
fn results_need_nothing_of_the_machine() {
    let stage = with_results("bad-bare");
    let status = stage
        .command("run baseline.yaml --runs 1 --quiet --out bare --lang en")
        .env_clear()
        .env("TZ", "Nowhere/Nothing")
        .env("TMPDIR", "/nowhere")
        .status()
        .unwrap();
    assert!(status.success());
    stage.done("run baseline.yaml --runs 1 --quiet --out here --lang en");
    assert_eq!(stage.results("here"), stage.results("bare"));
}

/// E4: a folder that may not be written is named before anything is simulated.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_is_named_at_once() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = Stage::new("bad-closed");
    let program = stage.path("dabiao");
    fs::copy(env!("CARGO_BIN_EXE_dabiao"), &program).unwrap();
    fs::create_dir(stage.path("closed")).unwrap();
    for path in ["", "closed", "dabiao"] {
        fs::set_permissions(stage.path(path), fs::Permissions::from_mode(0o555)).unwrap();
    }
    let root = fs::metadata("/proc/self")
        .map(|m| std::os::unix::fs::MetadataExt::uid(&m))
        .unwrap()
        == 0;
    let mut asked = if root {
        let mut other = Command::new("setpriv");
        other
            .args(["--reuid", "65534", "--clear-groups"])
            .arg(&program);
        other
    } else {
        Command::new(&program)
    };
    asked.args([
        "run",
        "baseline.yaml",
        "--out",
        "closed/results",
        "--lang",
        "en",
    ]);
    let output = asked.current_dir(stage.path("")).output().unwrap();
    fs::set_permissions(stage.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(73), "{said}");
    assert!(said.contains("closed/results"), "{said}");
}
