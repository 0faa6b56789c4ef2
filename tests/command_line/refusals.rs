//! What is refused, with which exit code, and that nothing is written or changed by it.

use std::fs;

use super::stage::Stage;

#[test]
fn wrong_command_lines() {
    let stage = Stage::new("lines");
    for line in [
        "",
        "walk",
        "run",
        "run baseline.yaml --rnus 3",
        "run baseline.yaml --runs 0",
        "run baseline.yaml --runs -1",
        "run baseline.yaml --runs 1.5",
        "run baseline.yaml --seed -1",
        "run baseline.yaml --threads -1",
        "run baseline.yaml --lang fr",
        "run baseline.yaml --keep everything",
        "compare baseline.yaml",
        "check",
        "list towns",
    ] {
        let said = stage.refused(line, 64);
        assert!(!said.contains("panicked"), "{line}: {said}");
    }
    assert!(!stage.path("output").exists());
}

#[test]
fn wrong_input() {
    let stage = Stage::new("input");
    let said = stage.refused("run nowhere.yaml", 66);
    assert!(said.contains("nowhere.yaml"), "{said}");
    stage.refused("compare baseline.yaml nowhere.yaml", 66);
    stage.refused("check nowhere.yaml", 66);
    fs::write(
        stage.path("bad.yaml"),
        "extends: baseline.yaml\nbudgett: 3\nruns: 0\n",
    )
    .unwrap();
    for command in ["run", "check", "compare baseline.yaml"] {
        let said = stage.refused(&format!("{command} bad.yaml"), 65);
        assert!(
            said.contains("bad.yaml:2:1") && said.contains("budgett"),
            "{said}"
        );
        assert!(said.contains("bad.yaml:3:"), "every fault at once: {said}");
    }
    stage.refused("run baseline.yaml --set no.such.key=1", 65);
    assert!(!stage.path("output").exists());
}

#[test]
fn an_error_leaves_the_old_folder_as_it_is() {
    let stage = Stage::new("untouched");
    stage.done("run baseline.yaml --runs 2 --charts spending --quiet --out here");
    fs::write(stage.path("here/notes.txt"), "mine").unwrap();
    let before = stage.tree("here");
    fs::write(
        stage.path("bad.yaml"),
        "extends: baseline.yaml\nbudgett: 3\n",
    )
    .unwrap();
    stage.refused("run bad.yaml --out here", 65);
    stage.refused("run nowhere.yaml --out here", 66);
    stage.refused("run baseline.yaml --runs 0 --out here", 64);
    assert_eq!(before, stage.tree("here"));
    stage.done("run baseline.yaml --runs 3 --charts spending --quiet --out here");
    let after = stage.tree("here");
    assert_ne!(before, after);
    let notes = after.get(std::path::Path::new("here/notes.txt"));
    assert_eq!(notes.unwrap(), b"mine", "what people put there stays");
}

#[test]
fn what_is_not_ours_is_not_overwritten() {
    let stage = Stage::new("foreign");
    fs::create_dir(stage.path("thesis")).unwrap();
    fs::write(stage.path("thesis/chapter.doc"), "years").unwrap();
    let before = stage.tree("thesis");
    let said = stage.refused("run baseline.yaml --runs 2 --out thesis", 73);
    assert!(said.contains("thesis"), "{said}");
    assert_eq!(before, stage.tree("thesis"));
    stage.refused("run baseline.yaml --runs 2 --out thesis/chapter.doc", 73);
    let said = stage.refused("run baseline.yaml --runs 2 --out no/such/place", 73);
    assert!(said.contains("no/such"), "{said}");
    assert!(!stage.path("no").exists());
    fs::create_dir(stage.path("empty")).unwrap();
    stage.done("run baseline.yaml --runs 2 --charts none --quiet --out empty");
    assert!(stage.path("empty/manifest.json").is_file());
}

#[test]
fn a_foreign_folder_is_written_into_only_if_called_by_its_name() {
    let stage = Stage::new("force");
    fs::create_dir(stage.path("thesis")).unwrap();
    fs::write(stage.path("thesis/chapter.doc"), "years").unwrap();
    fs::write(stage.path("thesis/runs.csv"), "mine").unwrap();
    let before = stage.tree("thesis");
    let run = "run baseline.yaml --runs 1 --charts none --quiet --out thesis";
    let said = stage.refused(&format!("{run} --lang en"), 73);
    assert!(
        said.contains("--force thesis writes into it all the same"),
        "{said}"
    );
    for wrong in ["yes", "thesi", "./thesis", "*"] {
        stage.refused(&format!("{run} --force {wrong}"), 73);
    }
    // no name, and a file
    stage.refused(&format!("{run} --force"), 64);
    let file = "run baseline.yaml --runs 1 --out thesis/runs.csv --force runs.csv";
    let said = stage.refused(&format!("{file} --lang en"), 73);
    assert!(!said.contains("--force"), "{said}");
    assert_eq!(before, stage.tree("thesis"));
    stage.done(&format!("{run} --force thesis"));
    let text = |name: &str| fs::read_to_string(stage.path(name)).unwrap();
    assert_eq!(text("thesis/chapter.doc"), "years");
    assert!(text("thesis/runs.csv").starts_with("scenario,run"));
    // from then on it is ours, and what was theirs stays
    stage.done(run);
    assert_eq!(text("thesis/chapter.doc"), "years");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_said() {
    let stage = Stage::new("full");
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = stage.command("schema").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(74));
}

#[test]
fn lists_and_schema() {
    let stage = Stage::new("lists");
    let said = |words: &str| String::from_utf8(stage.done(words).stdout).unwrap();
    assert!(said("list indicators").contains("gigabit_coverage_usable_urban"));
    assert!(said("list instruments").contains("completion_reward"));
    assert!(said("list parameters").contains("station_capex"));
    assert!(said("list targets baseline.yaml").contains("secondary_nodes"));
    assert!(said("list indicators baseline.yaml").contains("platform_bases"));
    fs::create_dir_all(stage.path("scenarios/small")).unwrap();
    for file in ["base.yaml", "baseline.yaml", "counties.csv", "observed.csv"] {
        fs::copy(stage.path(file), stage.path("scenarios/small").join(file)).unwrap();
    }
    assert!(said("list scenarios").contains("scenarios/small/baseline.yaml"));
    assert!(said("list targets").contains("secondary_nodes"));
    let schema: serde_json::Value = serde_json::from_str(&said("schema")).unwrap();
    assert!(schema["properties"]["programmes"].is_object());
    assert!(said("--help").contains("compare"));
    assert!(said("--version").contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn worlds_that_would_not_fit_memory() {
    let stage = Stage::new("worlds");
    let many =
        "run baseline.yaml --set parameters.below_scale_enterprises.value=100000 --max-memory 1";
    // a hundred thousand enterprises take about 20 MB a world: not in 64 worlds at once, but in one
    let said = stage.refused(&format!("{many} --runs 64 --threads 64"), 65);
    assert!(
        said.contains("64 runs of this would take about 2 GB of memory; 1 GB are allowed"),
        "{said}"
    );
    assert!(
        !stage.path("output/baseline").exists(),
        "nothing is written"
    );
    stage.done(&format!("{many} --runs 1 --threads 64 --charts none"));
}
