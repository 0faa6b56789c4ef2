//! What is said of a wrong design, shard or table; how a run that fails is kept.

use std::fmt::Write as _;
use std::fs;

use super::stage::Stage;
use super::{DESIGN, planned};

fn refused(stage: &Stage, design: &str, lang: &str) -> String {
    fs::write(stage.path("wrong.yaml"), design).unwrap();
    let said = stage.refused(&format!("batch plan wrong.yaml --out w --lang {lang}"), 65);
    assert!(!stage.path("w").exists(), "nothing is made");
    said
}

#[test]
fn every_fault_of_a_design_is_told_with_its_place() {
    let stage = Stage::new("batch-faults");
    let text = "schema_version: 1\nscenario: baseline.yaml\nkind: sobol\npoints: 100000\nreplicate: 3\nfactors:\n  - {key: parameters.station_capex, low: 3万元, high: 2万元}\n";
    let said = refused(&stage, text, "en");
    for part in [
        "wrong.yaml:4:9: points: 100000 base points are too many; at most 65536",
        "wrong.yaml:5:1: replicate: there is no key replicate; did you mean replicates?",
        "wrong.yaml:7:42: factors.1.low: \"3万元\" to \"2万元\" is no range",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(refused(&stage, text, "zh").contains("基点太多"));
}

#[test]
fn a_factor_that_no_key_matches_is_named_with_a_near_one() {
    let stage = Stage::new("batch-factor");
    let said = refused(
        &stage,
        &DESIGN.replace("station_capex", "station_capx"),
        "en",
    );
    assert!(said.contains("wrong.yaml:9:11: parameters.station_capx: there is no key station_capx; did you mean station_capex?"), "{said}");
    let said = refused(&stage, &DESIGN.replace("16万元", "1600亿元"), "en");
    assert!(
        said.contains(
            "wrong.yaml:9:11: parameters.station_capex.value: \"1600亿元\" is out of range"
        ),
        "{said}"
    );
}

#[test]
fn a_factor_cannot_name_another_file() {
    let stage = Stage::new("batch-file");
    fs::copy(stage.path("observed.csv"), stage.path("other.csv")).unwrap();
    let design = "schema_version: 1\nscenario: baseline.yaml\nkind: grid\nfactors:\n  - {key: observed.file, levels: [other.csv]}\n";
    let said = refused(&stage, design, "en");
    assert!(
        said.contains("wrong.yaml:5:11: observed.file: a factor cannot name another file"),
        "{said}"
    );
}

#[test]
fn tables_are_read_strictly() {
    let stage = Stage::new("batch-tables");
    let design = "schema_version: 1\nscenario: baseline.yaml\nkind: table\ntable: rows.csv\n";
    for (table, part) in [
        (
            "parameters.station_capx\n16万元\n",
            "rows.csv:1:1: parameters.station_capx: there is no key",
        ),
        (
            "parameters.station_capex,parameters.station_capex\n16万元,17万元\n",
            "rows.csv:1:26: parameters.station_capex: the column parameters.station_capex is there twice",
        ),
        (
            "parameters.station_capex,parameters.market_growth\n16万元,2 %/year,3\n",
            "rows.csv:2:1: the row has 3 cells",
        ),
        (
            "parameters.station_capex;parameters.market_growth\n16万元;2 %/year\n",
            "the separator is ;",
        ),
        (
            "parameters.station_capex,parameters.market_growth\n16万元,NA\n,2 %/year\n#REF!,NaN\n",
            "rows.csv:4:7: parameters.market_growth: \"NaN\" is no value",
        ),
        (
            "parameters.station_capex\n16万元\n1600亿元\n",
            "rows.csv:3:1: parameters.station_capex.value: \"1600亿元\" is out of range",
        ),
        ("parameters.station_capex\n", "the table has no rows"),
    ] {
        fs::write(stage.path("rows.csv"), table).unwrap();
        let said = refused(&stage, design, "en");
        assert!(said.contains(part), "{part}\n{said}");
    }
    fs::write(
        stage.path("rows.csv"),
        "parameters.station_capex,parameters.market_growth\n16万元,2 %/year\n18万元,3 %/year\n",
    )
    .unwrap();
    fs::write(stage.path("good.yaml"), design).unwrap();
    stage.done("batch plan good.yaml --out b");
    fs::remove_file(stage.path("rows.csv")).unwrap();
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    assert_eq!(
        stage.table("r/runs.csv").column("parameters.station_capex"),
        ["16", "18"]
    );
}

#[test]
fn only_the_first_cells_without_a_value_are_listed() {
    let stage = Stage::new("batch-cells");
    let table = format!("parameters.station_capex\n{}", "NA\n".repeat(33));
    fs::write(stage.path("rows.csv"), table).unwrap();
    let design = "schema_version: 1\nscenario: baseline.yaml\nkind: table\ntable: rows.csv\n";
    let said = refused(&stage, design, "en");
    assert_eq!(said.matches("\"NA\" is no value").count(), 20, "{said}");
    assert!(said.contains("13 more cells have no value"), "{said}");
}

#[test]
fn a_batch_that_the_disk_cannot_hold_is_refused() {
    let stage = Stage::new("batch-disk");
    let design = DESIGN
        .replace("replicates: 4", "replicates: 80000000")
        .replace("keep: [yearly]", "keep: [yearly, counties]");
    let said = refused(&stage, &design, "en");
    assert!(
        said.contains("of disk are needed and") && said.contains("make fewer runs"),
        "{said}"
    );
}

#[test]
fn a_saltelli_sample_is_there_as_a_whole() {
    let stage = planned(
        "saltelli",
        &DESIGN
            .replace("kind: grid", "kind: saltelli\npoints: 2")
            .replace("replicates: 4", "replicates: 1")
            .replace(
                "levels: [2 %/year, 5 %/year]",
                "low: 2 %/year, high: 5 %/year",
            ),
    );
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    let table = stage.table("r/runs.csv");
    // two scenarios, two base points, A, B and one matrix for each of two factors
    assert_eq!(table.rows.len(), 2 * 2 * 4);
    let matrices = [
        "A",
        "parameters.station_capex",
        "parameters.market_growth",
        "B",
    ];
    assert_eq!(table.column("matrix")[..4], matrices);
    assert_eq!(
        table.column("base_point")[..8],
        ["0", "0", "0", "0", "1", "1", "1", "1"]
    );
}

#[test]
fn shards_that_cannot_be_are_refused_and_empty_ones_are_not() {
    let stage = planned("shards", DESIGN);
    for wrong in ["5/4", "4/4", "0/0", "a/b", "1"] {
        for lang in ["en", "zh"] {
            let said = stage.refused(&format!("batch run b --shard {wrong} --lang {lang}"), 64);
            assert!(said.contains("--shard"), "{said}");
        }
    }
    stage.done("batch run b --shard 30/40");
    stage.refused("batch run absent", 66);
}

#[test]
fn a_run_that_fails_is_recorded_and_the_rest_goes_on() {
    let stage = Stage::new("batch-failed");
    // more rows than are looked at: the second one is not, and is wrong
    let mut rows = "parameters.station_capex\n16万元\n1600亿元\n".to_owned();
    (0..4095).for_each(|_| rows.push_str("17万元\n"));
    let _ = writeln!(rows, "18万元");
    fs::write(stage.path("rows.csv"), rows).unwrap();
    let design =
        "schema_version: 1\nscenario: baseline.yaml\nkind: table\ntable: rows.csv\nblock_runs: 3\n";
    fs::write(stage.path("design.yaml"), design).unwrap();
    stage.done("batch plan design.yaml --out b");
    let said = stage.refused("batch run b --shard 0/4000 --quiet --lang en", 70);
    assert!(said.contains("1 runs failed"), "{said}");
    stage.done("batch run b --shard 0/4000 --quiet --max-failed 1");
    let table = stage.table("b/blocks/000000/000000000.runs.csv");
    assert_eq!(table.column("status"), ["done", "failed", "done"]);
    assert_eq!(table.column("money_spent")[1], "");
    let receipt = fs::read_to_string(stage.path("b/blocks/000000/000000000.receipt.json")).unwrap();
    assert!(
        receipt.contains("\"run\": 1,") && receipt.contains("out of range"),
        "{receipt}"
    );
}

#[test]
fn scripts_of_engines_name_every_shard() {
    let stage = planned("submit", DESIGN);
    for (engine, part) in [
        ("slurm", "#SBATCH --array=0-39"),
        ("dask", "range(40)"),
        ("parallel", "seq 0 39"),
        ("kubernetes", "completions: 40"),
    ] {
        let output = stage.done(&format!("batch submit {engine} b --shards 40"));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(part), "{text}");
    }
}
