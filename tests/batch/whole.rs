//! What a batch gives.

use std::fs;

use super::{DESIGN, planned};

#[test]
fn threads_and_shards_change_no_byte() {
    let stage = planned("one", DESIGN);
    stage.done("batch run b --threads 1 --quiet");
    stage.done("batch merge b --out reference");
    let reference = stage.results("reference");
    assert!(reference.len() >= 7, "{:?}", reference.keys());
    for shards in [1, 3, 7] {
        for threads in [1, 2, 8] {
            let _ = fs::remove_dir_all(stage.path("b/blocks"));
            // the last shard first
            for shard in (0..shards).rev() {
                stage.done(&format!(
                    "batch run b --shard {shard}/{shards} --threads {threads} --quiet"
                ));
            }
            stage.done("batch merge b --out again");
            assert_eq!(
                stage.results("again"),
                reference,
                "{threads} threads, {shards} shards"
            );
        }
    }
}

#[test]
fn one_run_alone_equals_its_row() {
    let stage = planned("alone", DESIGN);
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    let words = "run frugal.yaml --set parameters.station_capex=18万元 --set parameters.market_growth=5%/year \
                 --runs 4 --seed 5 --charts none --quiet --out alone";
    stage.done(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    let (all, alone) = (stage.table("r/runs.csv"), stage.table("alone/runs.csv"));
    let same = [
        ("scenario", "frugal"),
        ("parameters.station_capex", "18"),
        ("parameters.market_growth", "5"),
    ];
    let rows = all.rows_where(&same);
    assert_eq!(rows.len(), 4);
    let mut compared = 0;
    for (row, run) in rows.iter().zip(&alone.rows) {
        for column in all.columns.iter().filter(|c| alone.columns.contains(c)) {
            if !["run", "scenario"].contains(&column.as_str()) {
                assert_eq!(row[all.at(column)], run[alone.at(column)], "{column}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 4 * 5, "{compared}");
}

#[test]
fn rows_are_replicate_major_and_more_replicates_extend_them() {
    let stage = planned("major", DESIGN);
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    let table = stage.table("r/runs.csv");
    assert_eq!(table.rows.len(), 48);
    for (run, row) in table.rows.iter().enumerate() {
        assert_eq!(row[table.at("run")], run.to_string());
        assert_eq!(row[table.at("row")], (run % 12).to_string());
        assert_eq!(row[table.at("replicate")], (run / 12).to_string());
        assert_eq!(row[table.at("status")], "done");
    }
    fs::write(
        stage.path("more.yaml"),
        DESIGN.replace("replicates: 4", "replicates: 5"),
    )
    .unwrap();
    stage.done("batch plan more.yaml --out more");
    stage.done("batch run more --quiet");
    stage.done("batch merge more --out r5");
    let (four, five) = (stage.results("r"), stage.results("r5"));
    let name = std::path::Path::new("runs.csv");
    assert!(five[name].starts_with(&four[name]) && five[name].len() > four[name].len());
}

#[test]
fn the_parquet_file_holds_what_the_csv_holds() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let stage = planned("parquet", DESIGN);
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    for name in ["runs", "yearly"] {
        let csv = stage.table(&format!("r/{name}.csv"));
        let file = fs::File::open(stage.path(&format!("r/{name}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let mut rows = 0;
        for (row, cells) in reader.get_row_iter(None).unwrap().zip(&csv.rows) {
            for ((column, field), cell) in row.unwrap().get_column_iter().zip(cells) {
                let text = field.to_string();
                let text = text.trim_matches('"');
                let same = match (text.parse::<f64>(), cell.parse::<f64>()) {
                    (Ok(a), Ok(b)) => a.to_bits() == b.to_bits(),
                    _ => text == cell || (text == "null" && cell.is_empty()),
                };
                assert!(same, "{column}: {text} {cell}");
            }
            rows += 1;
        }
        assert_eq!(rows, csv.rows.len());
    }
}

#[test]
fn what_describes_the_results_names_no_clock_or_place() {
    let stage = planned("described", DESIGN);
    stage.done("batch run b --quiet");
    stage.done("batch merge b --out r");
    let place = stage.path("r").display().to_string();
    for (path, bytes) in stage.results("r") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&place), "{path:?}");
    }
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_slice(&fs::read(stage.path(name)).unwrap()).unwrap()
    };
    let package = read("r/datapackage.json");
    let fields = package["resources"][0]["schema"]["fields"]
        .as_array()
        .unwrap();
    let header = stage.table("r/runs.csv").columns;
    assert!(
        fields
            .iter()
            .map(|f| f["name"].as_str().unwrap())
            .eq(header.iter().map(String::as_str))
    );
    let described = read("r/ro-crate-metadata.json");
    let ids: Vec<&str> = described["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["@id"].as_str())
        .collect();
    for file in [
        "runs.csv",
        "runs.parquet",
        "yearly.csv",
        "yearly.parquet",
        "datapackage.json",
    ] {
        assert!(ids.contains(&file), "{file}");
    }
}
