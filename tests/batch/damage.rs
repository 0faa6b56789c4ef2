//! Damage is found, told and made good by `run` alone; `merge` only refuses. Blocks of other plans and programs are not mixed in.

use std::fs;

use sha2::{Digest as _, Sha256};

use super::stage::Stage;
use super::{DESIGN, file, planned};

/// A finished batch and its results in `reference`.
fn finished(name: &str) -> Stage {
    let stage = planned(name, DESIGN);
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out reference");
    stage
}

fn change(stage: &Stage, name: &str, change: impl Fn(String) -> String) {
    let text = fs::read_to_string(stage.path(name)).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "{name}");
    fs::write(stage.path(name), changed).unwrap();
}

/// `run` makes so many blocks anew, and the results are as they were.
fn mended(stage: &Stage, anew: u64) {
    let output = stage.done("batch run b --lang en");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains(&format!("{anew} are new")), "{said}");
    stage.done("batch merge b --out r");
    assert_eq!(stage.results("r"), stage.results("reference"));
}

#[test]
fn a_changed_byte_or_a_short_file_is_found_and_made_anew() {
    let stage = finished("byte");
    change(&stage, &file(7, "runs.csv"), |text| {
        text.replacen("true", "tru3", 1)
    });
    let short = stage.path(&file(3, "yearly.csv"));
    let bytes = fs::read(&short).unwrap();
    fs::write(&short, &bytes[..bytes.len() / 2]).unwrap();
    let said = stage.refused("batch status b --lang en", 65);
    assert!(
        said.contains("block 7") && said.contains("block 3"),
        "{said}"
    );
    let said = stage.refused("batch merge b --out r --lang en", 65);
    assert!(
        said.contains("block 7") && !stage.path("r").exists(),
        "{said}"
    );
    mended(&stage, 2);
}

#[test]
fn a_block_without_its_receipt_is_not_done() {
    let stage = finished("receipt");
    fs::remove_file(stage.path(&file(4, "receipt.json"))).unwrap();
    fs::write(stage.path(&file(5, "receipt.json")), "{").unwrap();
    stage.refused("batch status b", 65);
    fs::remove_file(stage.path(&file(5, "receipt.json"))).unwrap();
    let said = stage.refused("batch merge b --out r --lang en", 75);
    assert!(said.contains("missing: 4-5"), "{said}");
    let shards = stage.dabiao("batch status b --missing-shards 3");
    assert_eq!(shards.status.code(), Some(75));
    assert_eq!(String::from_utf8_lossy(&shards.stdout), "1-2\n");
    mended(&stage, 2);
}

#[test]
fn another_plan_is_not_mixed_in() {
    let stage = finished("foreign");
    // the same plan again changes nothing, and what is done stays done
    stage.done("batch plan design.yaml --out b");
    fs::remove_file(stage.path(&file(4, "receipt.json"))).unwrap();
    let again = stage.done("batch run b --lang en");
    let said = String::from_utf8([again.stdout, again.stderr].concat()).unwrap();
    assert!(said.contains("9 of 10 blocks were there"), "{said}");
    fs::write(
        stage.path("other.yaml"),
        DESIGN.replace("seed: 5", "seed: 6"),
    )
    .unwrap();
    let said = stage.refused("batch plan other.yaml --out b --lang en", 65);
    assert!(said.contains("another plan"), "{said}");
    stage.done("batch plan other.yaml --out c");
    stage.done("batch run c --quiet");
    for ending in ["receipt.json", "runs.csv", "yearly.csv"] {
        let foreign = file(2, ending).replacen('b', "c", 1);
        fs::copy(stage.path(&foreign), stage.path(&file(2, ending))).unwrap();
    }
    let said = stage.refused("batch merge b --out r --lang en", 65);
    assert!(said.contains("belongs to another plan"), "{said}");
    mended(&stage, 1);
    fs::create_dir(stage.path("full")).unwrap();
    fs::write(stage.path("full/thesis.doc"), "years of work").unwrap();
    stage.refused("batch plan design.yaml --out full", 73);
}

#[test]
fn changed_inputs_and_plans_are_refused() {
    let stage = finished("inputs");
    // what the scenario was read from may change: the batch has its own
    fs::write(stage.path("frugal.yaml"), "nothing").unwrap();
    stage.done("batch run b --quiet");
    let copies = fs::read_dir(stage.path("b/inputs")).unwrap();
    let copy = copies
        .map(|e| e.unwrap().path().join("here/base.yaml"))
        .find(|p| p.exists())
        .unwrap();
    fs::write(&copy, fs::read_to_string(&copy).unwrap() + "# more\n").unwrap();
    let said = stage.refused("batch run b --lang en", 65);
    assert!(said.contains("changed since"), "{said}");
    change(&stage, "b/plan.json", |text| {
        text.replacen("\"seed\": 5", "\"seed\":  5", 1)
    });
    stage.refused("batch status b", 65);
    fs::remove_file(stage.path("b/plan.json")).unwrap();
    stage.refused("batch status b", 66);
}

/// Changes the table of a block and makes its receipt vouch for that.
fn forge(stage: &Stage, block: u64, forged: impl Fn(String) -> String) {
    let name = file(block, "runs.csv");
    let old = fs::read(stage.path(&name)).unwrap();
    change(stage, &name, forged);
    let new = fs::read(stage.path(&name)).unwrap();
    let sum = |bytes: &[u8]| format!("{:x}", Sha256::digest(bytes));
    change(stage, &file(block, "receipt.json"), |text| {
        let text = text.replace(&sum(&old), &sum(&new));
        text.replace(
            &format!("\"bytes\": {},", old.len()),
            &format!("\"bytes\": {},", new.len()),
        )
    });
}

#[test]
fn a_block_that_comes_out_otherwise_is_told_and_both_are_kept() {
    let stage = finished("otherwise");
    forge(&stage, 1, |text| text.replacen("true", "false", 1));
    stage.done("batch run b --quiet");
    let said = stage.refused("batch run b --again --quiet --lang en", 70);
    assert!(said.contains("block 1 came out otherwise"), "{said}");
    assert!(stage.path(&file(1, "differs.runs.csv")).exists());
    assert!(stage.path(&file(1, "runs.csv")).exists());
}

#[test]
fn a_run_twice_is_refused_even_with_a_good_sum() {
    let stage = finished("twice");
    forge(&stage, 0, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[2] = lines[1];
        lines.join("\n") + "\n"
    });
    let said = stage.refused("batch merge b --out r --lang en", 65);
    assert!(said.contains("block 0"), "{said}");
}

#[test]
fn another_version_is_refused_unless_allowed() {
    let stage = planned("version", DESIGN);
    change(&stage, "b/plan.json", |text| {
        text.replacen("\"version\": \"", "\"version\": \"9.", 1)
    });
    let said = stage.refused("batch run b --quiet --lang en", 65);
    assert!(
        said.contains("dabiao 9.")
            && said.contains(&format!("dabiao {}", env!("CARGO_PKG_VERSION"))),
        "{said}"
    );
    stage.done("batch run b --quiet --allow-version-mismatch");
    stage.refused("batch merge b --out r", 65);
    stage.done("batch merge b --out r --allow-version-mismatch");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(stage.path("r/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["builds"][0]["version"], env!("CARGO_PKG_VERSION"));
    assert_ne!(
        manifest["plan"]["build"]["version"],
        manifest["builds"][0]["version"]
    );
}

#[test]
fn blocks_of_two_models_are_never_merged() {
    let stage = finished("models");
    change(&stage, &file(6, "receipt.json"), |text| {
        text.replacen("\"model_version\": ", "\"model_version\": 9", 1)
    });
    let said = stage.refused(
        "batch merge b --out r --allow-version-mismatch --lang en",
        65,
    );
    assert!(said.contains("different versions"), "{said}");
}
