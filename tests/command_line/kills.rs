//! A command that is killed at any moment leaves the folder as it was, or whole and new; and the next one works.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::stage::Stage;

const SEEDS: [&str; 2] = ["1", "2"];

/// Kills by default; `just kills` asks for more.
fn kills() -> u32 {
    let asked = std::env::var("DABIAO_KILLS").ok();
    asked.map_or(12, |n| n.parse().expect("a number of kills"))
}

fn results(stage: &Stage) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = stage.tree("out");
    // says when and where
    files.retain(|path, _| !path.ends_with("run.log.json"));
    files
}

/// Kills `words` with each seed in turn, at moments spread over its whole length: the end, where folders change places, is met
/// as often as the rest.
fn killed(name: &str, words: &str) {
    let stage = Stage::new(name);
    let began = Instant::now();
    let whole = SEEDS.map(|seed| {
        stage.done(&format!("{words} --seed {seed} --out out"));
        results(&stage)
    });
    assert!(whole[0] != whole[1]);
    let each = began.elapsed() / 2;
    let all = kills();
    let mut changed = 0;
    let mut before = 1;
    for kill in 0..all {
        let seed = SEEDS[kill as usize % 2];
        let words = format!("{words} --seed {seed} --out out");
        let mut command = stage.command(&words);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        // half of them in the last fifth
        let part = f64::from(kill / 2) / f64::from(all / 2);
        let part = if kill % 4 < 2 {
            part
        } else {
            0.8 + 0.25 * part
        };
        sleep(Duration::from_secs_f64(each.as_secs_f64() * part));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = results(&stage);
        let now = whole.iter().position(|whole| *whole == found);
        let now =
            now.unwrap_or_else(|| panic!("kill {kill} left neither the old nor the new folder"));
        changed += u32::from(now != before);
        before = now;
    }
    stage.done(&format!("{words} --seed 1 --out out"));
    assert!(results(&stage) == whole[0]);
    println!("{name}: {all} kills, {changed} of them after the folder was new");
}

#[test]
fn a_killed_run_leaves_the_old_folder_or_the_new_one() {
    killed(
        "killed-run",
        "run baseline.yaml --runs 20 --charts none --quiet",
    );
}

#[test]
fn a_killed_comparison_leaves_the_old_folder_or_the_new_one() {
    killed(
        "killed-compare",
        "compare baseline.yaml frugal.yaml --runs 10 --charts none --quiet",
    );
}
