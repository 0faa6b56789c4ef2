//! `dabiao run`

use std::collections::BTreeMap;
use std::process::Stdio;

use sha2::{Digest, Sha256};

use super::stage::Stage;

/// The columns that scripts of users depend on.
const TABLES: &[(&str, &str)] = &[
    (
        "attainment.csv",
        "scenario,target,unit,comparator,threshold,due_year,assessed,probability,ci_low,ci_high,p05,p50,p95,\
         expected_shortfall,first_year_p50,required_per_year,binding_limit,basis",
    ),
    (
        "indicators.csv",
        "scenario,region,level,indicator,year,unit,runs,mean,p05,p25,p50,p75,p95",
    ),
    (
        "ledger.csv",
        "scenario,programme,source,county,year,appropriated,transferred_in,carried_in,recovered,spent,committed,\
         carried_over,lapsed",
    ),
    (
        "observed.csv",
        "scenario,region,level,indicator,year,unit,value,source,grade,known_by",
    ),
    (
        "variance.csv",
        "scenario,goal,indicator,year,pairs,variance,share_parameters_and_base,share_events",
    ),
    (
        "drivers.csv",
        "scenario,goal,indicator,year,unit,parameter,method,rank_correlation,value_low,value_high,runs_low,runs_high,\
         mean,mean_low,mean_high,difference,difference_ci_low,difference_ci_high,stands_out,certain",
    ),
    (
        "swings.csv",
        "scenario,goal,parameter,runs_low,runs_high,probability_low,probability_high,difference_ci_low,\
         difference_ci_high,p50_low,p50_high,rank_correlation,stands_out",
    ),
    (
        "county_attainment.csv",
        "scenario,region,target,unit,comparator,threshold,due_year,assessed,probability,ci_low,ci_high,p05,p50,p95,\
         binding_limit",
    ),
    (
        "joint.csv",
        "scenario,set,targets,probability,ci_low,ci_high",
    ),
    ("sentences.csv", "number,file,row,sentence"),
    (
        "naive_forecast.csv",
        "scenario,indicator,year,unit,value,increment",
    ),
    ("regions.csv", "region,level,name_zh,name_en,population"),
];

#[test]
fn the_folder_holds_what_it_should() {
    let stage = Stage::new("folder");
    let said = stage.done("run baseline.yaml --runs 6");
    for (name, columns) in TABLES {
        let table = stage.table(&format!("output/baseline/{name}"));
        assert_eq!(table.columns.join(","), *columns, "{name}");
    }
    for name in [
        "goal_table",
        "spending",
        "fan_base_stations",
        "fan_gigabit_coverage",
        "fan_secondary_nodes",
        "fan_enterprises_started",
        "counties_base_stations",
        "counties_gigabit_coverage",
        "county_map_base_stations",
        "county_map_enterprises_started",
        "first_year_base_stations",
    ] {
        for form in ["svg", "png", "pdf", "txt"] {
            let path = stage.path(&format!("output/baseline/charts/{name}.{form}"));
            assert!(path.is_file(), "{}", path.display());
        }
    }
    let shown = String::from_utf8(said.stdout).unwrap();
    assert!(
        shown.contains("5G base stations") && shown.contains("output/baseline"),
        "{shown}"
    );
    assert!(
        shown.contains("○") && shown.contains("not assessed"),
        "{shown}"
    );
    let left: Vec<_> = std::fs::read_dir(stage.path("output")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing but the folder is left: {left:?}");
}

#[test]
fn rows_are_where_they_have_a_meaning() {
    let stage = Stage::new("rows");
    stage.done("run baseline.yaml --runs 6 --charts none --quiet");
    let table = stage.table("output/baseline/indicators.csv");
    let level = |indicator, year, level| {
        let cells = [("indicator", indicator), ("year", year), ("level", level)];
        table.rows_where(&cells).len()
    };
    assert_eq!(
        level("base_stations", "2022", "total"),
        1,
        "the base year is a row"
    );
    assert_eq!(level("base_stations", "2030", "county"), 3);
    assert_eq!(
        level("secondary_nodes", "2025", "county"),
        0,
        "no county meaning, no row"
    );
    assert_eq!(
        level("public_spending", "2022", "total"),
        0,
        "a flow has no base year"
    );
    assert_eq!(level("public_spending", "2023", "county"), 3);
    let runs = stage.table("output/baseline/runs.csv");
    assert_eq!(runs.rows.len(), 6);
    assert!(runs.columns.contains(&"station_capex".to_owned()));
    let attainment = stage.table("output/baseline/attainment.csv");
    for row in &attainment.rows {
        let assessed = &row[attainment.at("assessed")];
        for column in ["probability", "ci_low", "ci_high"] {
            assert_eq!(
                row[attainment.at(column)].is_empty(),
                assessed == "false",
                "{row:?}"
            );
        }
    }
    assert!(attainment.column("assessed").contains(&"false"));
    let basis = attainment.rows_where(&[("target", "gigabit_coverage")])[0];
    let basis = &basis[attainment.at("basis")];
    assert!(
        basis.starts_with("denominator=passed;base=grade_C;evidence=estimate"),
        "{basis}"
    );
}

#[test]
fn attainment_follows_from_the_runs() {
    let stage = Stage::new("attainment");
    stage.done("run baseline.yaml --runs 40 --charts none --quiet");
    let runs = stage.table("output/baseline/runs.csv");
    let attainment = stage.table("output/baseline/attainment.csv");
    let row = [("target", "base_stations")];
    let threshold = attainment.number(&row, "threshold");
    let values: Vec<f64> = runs
        .column("base_stations_2025")
        .iter()
        .map(|cell| cell.parse().unwrap())
        .collect();
    let met = values.iter().filter(|v| v.round() >= threshold).count();
    #[expect(clippy::cast_precision_loss, reason = "forty runs")]
    let share = met as f64 / values.len() as f64;
    assert!((attainment.number(&row, "probability") - share).abs() < 1e-12);
    let lacking: f64 = values.iter().map(|v| (threshold - v).max(0.0)).sum();
    #[expect(clippy::cast_precision_loss, reason = "forty runs")]
    let mean = lacking / values.len() as f64;
    assert!((attainment.number(&row, "expected_shortfall") - mean).abs() < 1e-9);
    let limits = &attainment.rows_where(&row)[0][attainment.at("binding_limit")];
    let sum: f64 = limits
        .split(';')
        .map(|part| part.split_once('=').unwrap().1.parse::<f64>().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 0.01, "{limits}");
}

#[test]
fn the_basis_names_the_input_that_stands_out() {
    let stage = Stage::new("swing");
    stage.done("run baseline.yaml --runs 120 --charts none --quiet");
    let swings = stage.table("output/baseline/swings.csv");
    let attainment = stage.table("output/baseline/attainment.csv");
    let mut named = 0;
    for row in &attainment.rows {
        let Some((_, swing)) = row[attainment.at("basis")].split_once("swing=") else {
            continue;
        };
        let (parameter, shares) = swing.split_once(':').unwrap();
        let target = &row[attainment.at("target")];
        let same = swings.rows_where(&[("goal", target), ("parameter", parameter)]);
        let Some(same) = same.first() else {
            // not a card goal: its swings are not in the table
            continue;
        };
        assert_eq!(same[swings.at("stands_out")], "true");
        let share = |column| same[swings.at(column)].parse::<f64>().unwrap();
        let (low, high) = (share("probability_low"), share("probability_high"));
        assert_eq!(shares, format!("{low:.2}-{high:.2}"));
        named += 1;
    }
    assert!(named > 0, "some card goal has an input that stands out");
}

/// An amount in fen.
fn fen(cell: &str) -> i64 {
    let (yuan, fen) = cell.split_once('.').expect("yuan with fen");
    assert_eq!(fen.len(), 2, "{cell}");
    format!("{yuan}{fen}").parse().unwrap()
}

#[test]
fn the_ledger_balances_to_the_fen() {
    let stage = Stage::new("ledger");
    stage.done("run baseline.yaml --runs 6 --charts none --quiet");
    let table = stage.table("output/baseline/ledger.csv");
    assert!(!table.rows.is_empty());
    let mut moved: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in &table.rows {
        let sum = |columns: &[&str]| columns.iter().map(|c| fen(&row[table.at(c)])).sum::<i64>();
        let came = sum(&["appropriated", "transferred_in", "carried_in", "recovered"]);
        let went = sum(&["spent", "committed", "carried_over", "lapsed"]);
        assert_eq!(came, went, "{row:?}");
        let key = (
            row[table.at("programme")].clone(),
            row[table.at("year")].clone(),
        );
        *moved.entry(key).or_default() += sum(&["transferred_in"]);
    }
    assert!(moved.values().all(|sum| *sum == 0), "{moved:?}");
}

#[test]
fn all_ledgers_hold_the_central_one() {
    let stage = Stage::new("keep");
    stage.done("run baseline.yaml --runs 4 --charts none --quiet --out one");
    stage.done("run baseline.yaml --runs 4 --charts none --quiet --out all --keep ledgers");
    let (one, all) = (stage.table("one/ledger.csv"), stage.table("all/ledger.csv"));
    assert_eq!(all.columns[1], "run");
    let manifest = std::fs::read_to_string(stage.path("one/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let central = manifest["central_run"].to_string();
    let mut same: Vec<Vec<String>> = all
        .rows_where(&[("run", &central)])
        .into_iter()
        .cloned()
        .collect();
    for row in &mut same {
        row.remove(1);
    }
    assert_eq!(same, one.rows);
    let mut runs = all.column("run");
    runs.sort_unstable();
    runs.dedup();
    assert_eq!(runs, ["0", "1", "2", "3"]);
}

#[test]
fn threads_change_no_byte() {
    let stage = Stage::new("threads");
    for threads in [1, 2, 8] {
        stage.done(&format!(
            "run baseline.yaml --runs 6 --quiet --threads {threads} --out with_{threads}"
        ));
    }
    let one = stage.results("with_1");
    assert!(one.len() > 30);
    assert_eq!(one, stage.results("with_2"));
    assert_eq!(one, stage.results("with_8"));
}

#[test]
fn language_changes_no_table() {
    let stage = Stage::new("language");
    stage.done("run baseline.yaml --runs 3 --charts spending --quiet --lang zh --out zh");
    stage.done("run baseline.yaml --runs 3 --charts spending --quiet --lang en --out en");
    let (mut zh, mut en) = (stage.results("zh"), stage.results("en"));
    assert_ne!(zh, en, "charts speak the language");
    let in_words = |path: &std::path::Path| {
        let path = path.display().to_string();
        let starts = ["charts/", "tables.xlsx", "briefing.docx", "report.html"];
        starts.iter().any(|start| path.starts_with(start))
    };
    zh.retain(|path, _| !in_words(path));
    en.retain(|path, _| !in_words(path));
    assert!(zh.len() > 10);
    assert_eq!(zh, en);
    for (path, bytes) in zh {
        let marked = bytes.starts_with(b"\xef\xbb\xbf");
        assert_eq!(marked, path.starts_with("tables/zh"), "{}", path.display());
    }
}

#[test]
fn more_runs_repeat_the_first_ones() {
    let stage = Stage::new("more");
    stage.done("run baseline.yaml --runs 2 --charts none --quiet --out few");
    stage.done("run baseline.yaml --runs 5 --charts none --quiet --out more");
    stage.done("run baseline.yaml --runs 2 --charts none --quiet --seed 7 --out other");
    let (few, more) = (stage.table("few/runs.csv"), stage.table("more/runs.csv"));
    assert_eq!(few.rows, more.rows[..2]);
    assert_ne!(few.rows, stage.table("other/runs.csv").rows);
}

#[test]
fn the_manifest_names_every_file() {
    let stage = Stage::new("manifest");
    stage.done("run baseline.yaml --runs 2 --quiet --out here");
    let text = std::fs::read_to_string(stage.path("here/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut files = stage.results("here");
    for file in manifest["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let bytes = files.remove(std::path::Path::new(path)).unwrap();
        if let Some(sum) = file["sha256"].as_str() {
            let found = format!("{:x}", Sha256::digest(&bytes));
            assert_eq!(found, sum, "{path}");
        } else {
            let documents = ["tables.xlsx", "briefing.docx", "report.html"];
            let in_words = path.starts_with("charts/") || documents.contains(&path);
            assert!(in_words, "{path}");
        }
    }
    let left: Vec<String> = files.keys().map(|p| p.display().to_string()).collect();
    assert_eq!(
        left,
        [
            "briefing.docx.sha256",
            "charts/SHA256SUMS",
            "manifest.json",
            "report.html.sha256",
            "tables.xlsx.sha256"
        ]
    );
    let here = stage.path("").display().to_string();
    assert!(
        !text.contains(here.trim_end_matches('/')),
        "no path of the machine"
    );
    for key in ["version", "model_version", "git_commit", "seed", "runs"] {
        assert!(!manifest[key].is_null(), "{key}");
    }
    assert_eq!(
        manifest["scenarios"][0]["files_read"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let stage = Stage::new("pipe");
    let mut child = stage
        .command("run baseline.yaml --runs 2 --charts none")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(stage.path("output/baseline/manifest.json").is_file());
}

#[test]
fn the_system_chooses_the_language() {
    let stage = Stage::new("locale");
    let said = |lang: &str| {
        let output = stage
            .command("check baseline.yaml")
            .env("LANG", lang)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said("zh_CN.UTF-8").contains("没有错误"));
    assert!(said("en_GB.UTF-8").contains("no fault"));
}

#[test]
fn titles_say_what_the_tables_say() {
    let stage = Stage::new("titles");
    stage.done("run baseline.yaml --runs 12 --quiet --lang zh");
    let attainment = stage.table("output/baseline/attainment.csv");
    for goal in ["gigabit_coverage", "base_stations", "secondary_nodes"] {
        let row = [("target", goal)];
        let percent = |column| attainment.number(&row, column) * 100.0;
        let (p, low, high) = (
            percent("probability"),
            percent("ci_low"),
            percent("ci_high"),
        );
        let text = stage.path(&format!("output/baseline/charts/fan_{goal}.txt"));
        let text = std::fs::read_to_string(text).unwrap();
        let title = text.lines().next().unwrap();
        let numbers = format!("概率{p:.0}%（区间{low:.0}–{high:.0}%）");
        assert!(title.contains(&numbers), "{title} should hold {numbers}");
        // bands of the fixture: 70 and 30; the whole interval decides, not the share
        let (likely, unlikely) = (low >= 70.0, high < 30.0);
        assert_eq!(title.contains("大概率达到"), likely, "{title}");
        assert_eq!(title.contains("大概率达不到"), unlikely, "{title}");
        assert_eq!(title.contains("难以断定"), !likely && !unlikely, "{title}");
        for heading in ["图注：", "来源：", "替代文字："] {
            assert!(text.contains(heading), "{text}");
        }
        assert!(
            text.contains("等级C"),
            "the grade of the base is said: {text}"
        );
    }
    let text = stage.path("output/baseline/charts/fan_enterprises_started.txt");
    let text = std::fs::read_to_string(text).unwrap();
    assert!(
        text.lines().next().unwrap().contains("规划没有定数"),
        "{text}"
    );
}

/// The tornadoes of a run: goal, title in English, and the low and high change of each bar.
fn tornadoes(stage: &Stage, folder: &str) -> Vec<(String, String, Vec<[f64; 2]>)> {
    let text =
        std::fs::read_to_string(stage.path(&format!("{folder}/charts/figures.json"))).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
    let charts = kept["charts"].as_array().unwrap().iter();
    let tornado = |chart: &serde_json::Value| {
        let goal = chart["name"].as_str()?.strip_prefix("drivers_")?.to_owned();
        let figure = &chart["figure"]["tornado"];
        let title = figure["frame"]["finding"]["en"].as_str()?.to_owned();
        let rows = figure["rows"].as_array()?.iter();
        let bars = rows.map(|row| [&row["low"], &row["high"]].map(|v| v.as_f64().unwrap()));
        Some((goal, title, bars.collect()))
    };
    charts.filter_map(tornado).collect()
}

#[test]
fn tornado_and_table_say_the_same_and_no_title_says_more() {
    let stage = Stage::new("drivers");
    let (mut certain, mut doubtful) = (0, 0);
    for (seed, more) in [(1, ""), (2, ""), (3, " --drivers")] {
        let out = format!("x{seed}");
        stage.done(&format!(
            "run baseline.yaml --runs 30 --seed {seed} --quiet --charts none --out {out}{more}"
        ));
        let table = stage.table(&format!("{out}/drivers.csv"));
        let charts = tornadoes(&stage, &out);
        assert!(charts.len() >= 3, "{}", charts.len());
        for (goal, title, bars) in charts {
            let rows = table.rows_where(&[("goal", &goal)]);
            let number = |row: &[String], column| row[table.at(column)].parse::<f64>().unwrap();
            for bar in &bars {
                let same = rows.iter().any(|row| {
                    let change = |side| number(row, side) - number(row, "mean");
                    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
                    close(change("mean_low"), bar[0]) && close(change("mean_high"), bar[1])
                });
                assert!(same, "{goal}: {bar:?} is not in the table");
            }
            let count =
                |column, value: &str| rows.iter().filter(|r| r[table.at(column)] == value).count();
            for row in &rows {
                let zero = number(row, "difference_ci_low") <= 0.0
                    && number(row, "difference_ci_high") >= 0.0;
                assert!(!(zero && row[table.at("certain")] == "true"), "{row:?}");
            }
            let method = if more.is_empty() { "at_hand" } else { "paired" };
            assert_eq!(count("method", method), rows.len());
            let sure = count("certain", "true");
            certain += usize::from(sure > 0);
            assert_eq!(title.contains(" most: "), sure > 0, "{title}");
            let hedged = sure == 0 && count("stands_out", "true") > 0;
            assert_eq!(title.contains("includes zero"), hedged, "{title}");
            doubtful += usize::from(sure == 0);
        }
    }
    assert!(certain > 0 && doubtful > 0, "{certain} and {doubtful}");
    let zh = std::fs::read_to_string(stage.path("x1/tables/zh/drivers.csv")).unwrap();
    assert!(zh.contains("秩相关系数") && zh.contains("现有模拟"), "{zh}");
}
