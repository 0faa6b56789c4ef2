//! F: the process, its terminal and its signals.

use std::process::{Command, Stdio};

use super::rows::{Row, command, hold};
use super::stage::Stage;

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    command("F9", "compare baseline.yaml", 64, &["FILES"]),
    command("F11", "run baseline.yaml --runs 1 --charts none --quiet --out of_all --threads 0", 0, &[]),
    command("F11", "run baseline.yaml --runs 1 --charts none --quiet --out of_many --threads 1000000", 0, &[]),
    command("F11", "run baseline.yaml --threads -1 --out earlier", 64, &["-1"]),
    command("F14", "run baseline.yaml --shard 5/4 --out earlier", 64, &["--shard"]),
];

/// Rows with a test of their own.
pub const OWN: &[&str] = &["F2", "F3", "F4", "F8", "F10"];

#[test]
fn rows() {
    hold("process", ROWS, "en");
}

/// F2, F3, F4: killed while it works, once or twice, it leaves the old results as they were.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_the_old_results() {
    let stage = Stage::new("bad-killed");
    stage.done("run baseline.yaml --runs 1 --charts goal_table --quiet --out here");
    let before = stage.tree("here");
    for (signal, times, code) in [
        ("-INT", 1, Some(130)),
        ("-INT", 2, Some(130)),
        ("-TERM", 1, Some(143)),
        ("-KILL", 1, None),
    ] {
        let mut child = stage
            .command("run baseline.yaml --runs 3000 --quiet --out here")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        for _ in 0..times {
            let sent = Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status();
            // not waited for, it is there to be signalled even when it has ended
            assert!(sent.unwrap().success());
        }
        let ended = child.wait().unwrap();
        assert!(!ended.success(), "{signal}: it was still at work");
        assert_eq!(ended.code(), code, "{signal}");
        if code.is_some() {
            assert!(!beside(&stage, "here"), "a half-written folder stays");
        }
        assert_eq!(before, stage.tree("here"), "{signal}");
    }
}

/// Whether a temporary or kept sibling of an output folder is there.
#[cfg(unix)]
fn beside(stage: &Stage, folder: &str) -> bool {
    let place = stage.path(folder);
    let hidden = format!(".{folder}.");
    let mut entries = std::fs::read_dir(place.parent().unwrap()).unwrap();
    entries.any(|entry| {
        let name = entry.unwrap().file_name();
        name.to_string_lossy().starts_with(&hidden)
    })
}

/// F8: without a terminal there are plain lines, whatever the environment says.
#[test]
fn without_a_terminal_lines_are_plain() {
    let stage = Stage::new("bad-plain");
    for (key, value) in [
        ("TERM", "dumb"),
        ("TERM", "xterm-256color"),
        ("NO_COLOR", "1"),
        ("COLUMNS", "0"),
        ("CLICOLOR_FORCE", "1"),
    ] {
        let output = stage
            .command("run baseline.yaml --runs 1 --charts goal_table --out here")
            .env(key, value)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        let said = [output.stdout, output.stderr].concat();
        assert!(
            !said.contains(&0x1b),
            "{key}={value}: {}",
            String::from_utf8_lossy(&said)
        );
    }
}

/// F10: the system's language changes words, never numbers.
#[test]
fn locales_change_no_number() {
    let stage = Stage::new("bad-locale");
    let mut tables = Vec::new();
    for (at, locale) in ["C", "zh_CN.GB18030", "tr_TR.UTF-8", "de_DE.UTF-8"]
        .into_iter()
        .enumerate()
    {
        let output = stage
            .command(&format!(
                "run baseline.yaml --runs 1 --charts none --out here{at}"
            ))
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{locale}");
        assert!(
            String::from_utf8(output.stdout).is_ok(),
            "{locale}: not UTF-8"
        );
        let mut results = stage.results(&format!("here{at}"));
        results.retain(|path, _| path.extension().is_some_and(|e| e == "csv"));
        assert!(results.len() > 5);
        tables.push(results);
    }
    assert!(tables.windows(2).all(|pair| pair[0] == pair[1]));
}
