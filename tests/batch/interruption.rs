//! A batch that is stopped, killed or made by several at once loses nothing and gives the same bytes.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{DESIGN, planned};

/// 200 runs of two rows in blocks of 4: some seconds of work.
const LONG: &str = "\
schema_version: 1
scenarios: [baseline.yaml, frugal.yaml]
kind: grid
replicates: 100
seed: 5
block_runs: 4
";

fn signal(id: u32, name: &str) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// At least four kills; `just kills` asks for more.
#[test]
fn killed_again_and_again_it_ends_with_the_same_bytes() {
    let asked = std::env::var("DABIAO_KILLS").ok();
    let asked: u64 = asked.map_or(4, |n| n.parse().expect("a number of kills"));
    let stage = planned("killed", &LONG.replace("100", "60"));
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out reference");
    fs::remove_dir_all(stage.path("b/blocks")).unwrap();
    let (mut kills, mut ends) = (0, 0);
    loop {
        let mut child = stage
            .command("batch run b --threads 2 --quiet")
            .spawn()
            .unwrap();
        // ever longer, so that it comes to an end, and never at the same place
        sleep(Duration::from_millis(40 + kills * 23 % 170 + kills * 4));
        let status = child.try_wait().unwrap();
        if !status.is_some_and(|status| status.success()) {
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            assert!(kills < asked + 500, "it gets nowhere");
            continue;
        }
        ends += 1;
        stage.done("batch status b");
        stage.done(&format!("batch merge b --out r{ends}"));
        assert_eq!(
            stage.results(&format!("r{ends}")),
            stage.results("reference")
        );
        if kills >= asked {
            break;
        }
        fs::remove_dir_all(stage.path("b/blocks")).unwrap();
    }
    println!("{kills} kills, {ends} batches with the same bytes");
}

#[test]
fn signals_keep_finished_blocks_and_say_so() {
    for (name, code, lang, word) in [("TERM", 143, "en", "kept"), ("INT", 130, "zh", "保留")] {
        let stage = planned(&format!("signal-{name}"), LONG);
        let words = format!("batch run b --threads 1 --quiet --lang {lang}");
        let child = stage
            .command(&words)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let first = stage.path("b/blocks/000000/000000002.receipt.json");
        while !first.exists() {
            sleep(Duration::from_millis(5));
        }
        signal(child.id(), name);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(word), "{said}");
        let left = fs::read_dir(stage.path("b/blocks/000000")).unwrap();
        let left: Vec<String> = left
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(!left.iter().any(|name| name.ends_with("tmp")), "{left:?}");
        stage.refused("batch status b", 75);
        stage.done("batch run b --quiet");
        stage.done("batch status b");
    }
}

#[test]
fn the_time_limit_stops_it_in_time() {
    let stage = planned("limit", &LONG.replace("100", "20000"));
    let started = Instant::now();
    let said = stage.refused("batch run b --time-limit 1s --quiet --lang en", 75);
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(said.contains("out of time"), "{said}");
    assert!(
        stage
            .path("b/blocks/000000/000000000.receipt.json")
            .exists()
    );
}

#[test]
fn two_processes_at_once_do_each_other_no_harm() {
    let stage = planned("two", DESIGN);
    let start = || {
        stage
            .command("batch run b --threads 2 --quiet")
            .spawn()
            .unwrap()
    };
    let children = [start(), start(), start()];
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    stage.done("batch merge b --out r");
    fs::remove_dir_all(stage.path("b/blocks")).unwrap();
    stage.done("batch run b --threads 1 --quiet");
    stage.done("batch merge b --out reference");
    assert_eq!(stage.results("r"), stage.results("reference"));
}

#[test]
fn a_file_that_may_not_grow_is_an_error_of_writing() {
    let stage = planned("quota", DESIGN);
    // a block's series have more than 8 kB
    let command = format!(
        "ulimit -f 16; exec {} batch run b --quiet --lang en",
        env!("CARGO_BIN_EXE_dabiao")
    );
    let output = Command::new("bash")
        .args(["-c", &command])
        .current_dir(stage.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(said.contains("finished blocks are kept"), "{said}");
    stage.done("batch run b --quiet");
}
