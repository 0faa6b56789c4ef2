//! `--error-format json`: an object a line on standard error, for tools.

use std::fs;

use serde_json::Value;

use super::stage::Stage;

/// Everything on standard error, each line an object with every key.
fn objects(stage: &Stage, words: &str, code: i32) -> Vec<Value> {
    let output = stage.dabiao(words);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{words}: {said}");
    let objects: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{line}: {why}")))
        .collect();
    for object in &objects {
        let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
        let mut expected = [
            "file",
            "line",
            "column",
            "key",
            "code",
            "severity",
            "message",
            "allowed",
            "suggestion",
        ];
        expected.sort_unstable();
        let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, expected);
        assert!(object["message"].as_str().is_some_and(|m| !m.is_empty()));
    }
    objects
}

const BAD: &str = "extends: base.yaml
runs: zero
budgett: 1
programmes:
  city_odn: {rate: 0.5, source: s, grade: C}
";

#[test]
fn each_finding_is_an_object() {
    let stage = Stage::new("bad-json");
    fs::write(stage.path("bad.yaml"), BAD).unwrap();
    for command in [
        "check bad.yaml",
        "run bad.yaml --out here",
        "compare base.yaml bad.yaml --out here",
    ] {
        let found = objects(
            &stage,
            &format!("{command} --error-format json --lang en"),
            65,
        );
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(
            found[0],
            serde_json::json!({
                "file": "bad.yaml", "line": 2, "column": 7, "key": "runs", "code": "spelling", "severity": "error",
                "message": "\"zero\" is not a number", "allowed": "a whole number from 1 to 1000000 is asked", "suggestion": null,
            })
        );
        assert_eq!(found[1]["code"], "unknown_key");
        assert_eq!(found[2]["key"], "programmes.city_odn.rate");
        assert_eq!(found[2]["suggestion"], "50 %");
    }
    let found = objects(&stage, "check bad.yaml --error-format=json --lang zh", 65);
    assert_eq!(found[0]["message"], "\"zero\" 不是数字");
    assert!(!stage.path("here").exists());
}

#[test]
fn warnings_are_objects_too_and_nothing_else_is_said() {
    let stage = Stage::new("bad-json-warnings");
    let child = "extends: base.yaml\nparameters:\n  port_price: {value: 0.25元, low: 0.2元, high: 0.3元, source: s, grade: C}\n";
    fs::write(stage.path("odd.yaml"), child).unwrap();
    let found = objects(
        &stage,
        "run odd.yaml --runs 1 --out here --error-format json --lang en",
        0,
    );
    assert_eq!(found.len(), 1, "no progress among them: {found:?}");
    assert_eq!(found[0]["severity"], "warning");
    assert_eq!(found[0]["code"], "unusual");
    assert_eq!(found[0]["suggestion"], "2500元");
    let found = objects(
        &stage,
        "check odd.yaml --strict --error-format json --lang en",
        65,
    );
    assert_eq!(found[0]["severity"], "error");
}

#[test]
fn what_belongs_to_no_file_is_an_object_too() {
    let stage = Stage::new("bad-json-other");
    for (words, code, word) in [
        ("run nowhere.yaml", 66, "cannot_open"),
        ("run base.yaml --runs 0", 64, "command_line"),
        ("check", 64, "command_line"),
        ("run base.yaml --runs 1 --out no/such/place", 73, "output"),
        ("run base.yaml --runs 1000000", 65, "memory"),
    ] {
        let found = objects(
            &stage,
            &format!("{words} --error-format json --lang en"),
            code,
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["code"], word);
        assert_eq!(found[0]["line"], Value::Null);
    }
    // the format itself may be wrong
    stage.refused("check base.yaml --error-format xml", 64);
}

/// The words for tools are all in the documentation.
#[test]
fn the_words_are_documented() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/messages.md")).unwrap();
    let words = dabiao::scenario::Fault::ALL.map(dabiao::scenario::Fault::key);
    let others = [
        "command_line",
        "incomparable",
        "same_name",
        "memory",
        "output",
        "threads",
        "standard_output",
        "chart",
        "bug",
    ];
    for word in words.iter().chain(&others) {
        assert!(
            page.contains(&format!("`{word}`")),
            "{word} is not in docs/messages.md"
        );
    }
}
