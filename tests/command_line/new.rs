//! `dabiao new`: a starter scenario checks and runs as it stands, and nothing is overwritten unasked.

use std::fs;

use dabiao::scenario::{LoadOptions, Scenario, load};

use super::stage::Stage;

/// A folder that has the program and nothing else.
fn empty(name: &str) -> Stage {
    let stage = Stage::new(name);
    for entry in fs::read_dir(stage.path("")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    stage
}

fn loaded(stage: &Stage, file: &str) -> Scenario {
    load(&stage.path(file), &LoadOptions::default())
        .unwrap()
        .scenario
}

#[test]
fn a_starter_checks_and_runs_in_both_languages() {
    let stage = empty("new");
    stage.done("new erste --lang zh");
    stage.done("new second --lang en");
    for (file, word) in [
        ("erste.yaml", "示例值，请替换"),
        ("second.yaml", "example value, replace"),
    ] {
        let text = fs::read_to_string(stage.path(file)).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema=scenario.schema.json\n"));
        // each number of its own says that it is an example
        let sources = text.matches("source: ").count();
        assert_eq!(
            text.matches(word).count(),
            sources + usize::from(text.contains(&format!("{word}。"))),
            "{file}"
        );
        let checked = stage.done(&format!("check --strict {file} --lang en"));
        let said = String::from_utf8(checked.stderr).unwrap();
        assert!(
            said.lines().all(|line| line.contains("common.yaml")),
            "{said}"
        );
    }
    let (zh, en) = (loaded(&stage, "erste.yaml"), loaded(&stage, "second.yaml"));
    assert!(zh.illustrative && en.illustrative);
    let bases = |s: &Scenario| s.parameters.iter().map(|p| p.base).collect::<Vec<_>>();
    assert_eq!(bases(&zh), bases(&en));
    assert_eq!(zh.counties, en.counties);
    assert_eq!(zh.programmes, en.programmes);
    assert_eq!(zh.targets, en.targets);
    stage.done("run erste.yaml --runs 3 --threads 1 --charts none --quiet --lang zh");
    stage.done("run second.yaml --runs 3 --threads 1 --charts none --quiet --lang en");
    assert!(stage.path("output/second/attainment.csv").exists());
}

#[test]
fn nothing_is_written_over_unless_asked() {
    let stage = empty("new-over");
    stage.done("new mine --lang en");
    fs::write(stage.path("mine.yaml"), "# my own work\n").unwrap();
    fs::write(stage.path("common.yaml"), "# my own parent\n").unwrap();
    let said = stage.refused("new mine --lang en", 73);
    assert!(said.contains("--force"), "{said}");
    // a parent that is there is shared, and stays
    stage.done("new other --lang en");
    assert_eq!(
        fs::read_to_string(stage.path("common.yaml")).unwrap(),
        "# my own parent\n"
    );
    assert_eq!(
        fs::read_to_string(stage.path("mine.yaml")).unwrap(),
        "# my own work\n"
    );
    stage.done("new mine --force --lang en");
    stage.done("check mine.yaml");
}

#[test]
fn a_name_or_folder_that_cannot_be_is_refused() {
    let stage = empty("new-refused");
    for name in ["Mine", "common", "a.yaml", "../x", "甲"] {
        let said = stage.refused(&format!("new {name} --lang en"), 64);
        assert!(said.contains("lower-case"), "{said}");
    }
    stage.refused("new mine --out absent", 73);
    assert_eq!(fs::read_dir(stage.path("")).unwrap().count(), 0);
    fs::create_dir(stage.path("plans")).unwrap();
    stage.done("new mine --out plans");
    stage.done("check plans/mine.yaml");
}
