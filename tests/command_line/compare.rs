//! `dabiao compare`

use super::stage::Stage;

#[test]
fn a_scenario_differs_from_itself_by_exactly_zero() {
    let stage = Stage::new("itself");
    stage.done("compare baseline.yaml baseline.yaml --runs 6 --charts none --quiet");
    let folder = "output/baseline_vs_baseline";
    let table = stage.table(&format!("{folder}/differences.csv"));
    assert_eq!(
        table.columns.join(","),
        "baseline,scenario,region,level,indicator,year,unit,difference_mean,difference_p05,difference_p50,\
         difference_p95"
    );
    assert!(table.rows.len() > 500);
    for row in &table.rows {
        assert!(row[7..].iter().all(|cell| cell == "0"), "{row:?}");
    }
    let table = stage.table(&format!("{folder}/attainment_differences.csv"));
    assert_eq!(
        table.columns.join(","),
        "baseline,scenario,target,difference,ci_low,ci_high,gained,lost"
    );
    for row in &table.rows {
        let judged = !row[3].is_empty();
        let zero = row[3..].iter().all(|cell| cell == "0");
        let empty = row[3..].iter().all(String::is_empty);
        assert_eq!((judged, !judged), (zero, empty), "{row:?}");
    }
}

#[test]
fn differences_are_paired_by_run() {
    let stage = Stage::new("paired");
    stage.done(
        "compare baseline.yaml frugal.yaml --runs 8 --quiet --charts goal_table,tradeoff,scenarios_by_goal",
    );
    let folder = "output/baseline_vs_frugal";
    let runs = stage.table(&format!("{folder}/runs.csv"));
    let differences = stage.table(&format!("{folder}/differences.csv"));
    let values = |scenario: &str, column: &str| -> Vec<f64> {
        let at = runs.at(column);
        let rows = runs.rows_where(&[("scenario", scenario)]);
        rows.iter().map(|row| row[at].parse().unwrap()).collect()
    };
    let mut moved = 0;
    for indicator in [
        "base_stations",
        "gigabit_coverage_passed",
        "enterprises_started",
    ] {
        let column = format!("{indicator}_2025");
        let (before, after) = (values("baseline", &column), values("frugal", &column));
        assert_eq!((before.len(), after.len()), (8, 8));
        let sum: f64 = after.iter().zip(&before).map(|(a, b)| a - b).sum();
        let row = [
            ("level", "total"),
            ("indicator", indicator),
            ("year", "2025"),
        ];
        let mean = differences.number(&row, "difference_mean");
        assert!(
            (mean - sum / 8.0).abs() < 1e-9,
            "{indicator}: {mean} and {}",
            sum / 8.0
        );
        moved += usize::from(mean != 0.0);
    }
    let spending = [
        ("level", "total"),
        ("indicator", "public_spending"),
        ("year", "2023"),
    ];
    let less = differences.number(&spending, "difference_mean");
    assert!(
        moved > 0 && less < 0.0,
        "frugal spends less and reaches less: {moved}, {less}"
    );
    // same dice: what is drawn is drawn once for all scenarios
    assert_eq!(values("baseline", "bass_q"), values("frugal", "bass_q"));
    for name in ["goal_table", "tradeoff", "scenarios_by_goal"] {
        assert!(stage.path(&format!("{folder}/charts/{name}.svg")).is_file());
    }
}

#[test]
fn one_run_stands_for_every_scenario_of_a_ledger() {
    let stage = Stage::new("central");
    stage.done("run baseline.yaml --runs 6 --charts none --quiet --out alone");
    stage.done("compare baseline.yaml frugal.yaml --runs 6 --charts none --quiet --out both");
    let manifest = |folder: &str| -> serde_json::Value {
        let text = std::fs::read(stage.path(&format!("{folder}/manifest.json"))).unwrap();
        serde_json::from_slice(&text).unwrap()
    };
    assert_eq!(
        manifest("alone")["central_run"],
        manifest("both")["central_run"]
    );
    let (alone, both) = (
        stage.table("alone/ledger.csv"),
        stage.table("both/ledger.csv"),
    );
    let same = both.rows_where(&[("scenario", "baseline")]);
    assert!(
        same.into_iter().eq(&alone.rows),
        "the baseline's ledger is that of its own folder"
    );
    assert!(!both.rows_where(&[("scenario", "frugal")]).is_empty());
    let attainment = |folder: &str| stage.table(&format!("{folder}/attainment.csv"));
    let (alone, both) = (attainment("alone"), attainment("both"));
    assert!(
        both.rows_where(&[("scenario", "baseline")])
            .into_iter()
            .eq(&alone.rows)
    );
}

#[test]
fn the_folder_is_named_after_the_scenarios() {
    let stage = Stage::new("names");
    std::fs::copy(stage.path("frugal.yaml"), stage.path("other.yaml")).unwrap();
    let said = stage.done("compare baseline.yaml frugal.yaml other.yaml --runs 2 --charts none");
    let folder = stage.path("output/baseline_vs_2_others");
    assert!(folder.join("differences.csv").is_file());
    let shown = String::from_utf8(said.stdout).unwrap();
    assert!(
        shown.contains("Test baseline") && shown.contains("Test frugal"),
        "{shown}"
    );
}

#[test]
fn threads_change_no_byte() {
    let stage = Stage::new("compare-threads");
    for threads in [1, 8] {
        stage.done(&format!(
            "compare baseline.yaml frugal.yaml --runs 4 --quiet --threads {threads} --out with_{threads}"
        ));
    }
    assert_eq!(stage.results("with_1"), stage.results("with_8"));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let stage = Stage::new("incomparable");
    std::fs::copy(stage.path("baseline.yaml"), stage.path("longer.yaml")).unwrap();
    let text = std::fs::read_to_string(stage.path("longer.yaml")).unwrap();
    std::fs::write(
        stage.path("longer.yaml"),
        format!("{text}\nend_year: 2029\n"),
    )
    .unwrap();
    let said = stage.refused("compare baseline.yaml longer.yaml --runs 2", 65);
    assert!(said.contains("2029") && said.contains("2030"), "{said}");
    assert!(!stage.path("output").exists());
}

/// Two scenarios of one name are told apart wherever they are named.
#[test]
fn scenarios_of_one_name_are_told_apart() {
    let stage = Stage::new("twins");
    let text = std::fs::read_to_string(stage.path("baseline.yaml")).unwrap();
    std::fs::write(stage.path("twin.yaml"), text).unwrap();
    stage.done(
        "compare baseline.yaml twin.yaml --runs 3 --quiet --lang en --charts goal_table --out x",
    );
    let letters = |path: &str, part: &str| {
        let bytes = std::fs::read(stage.path(path)).unwrap();
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut package.by_name(part).unwrap(), &mut text).unwrap();
        text
    };
    let figures = std::fs::read_to_string(stage.path("x/charts/figures.json")).unwrap();
    let briefing = letters("x/briefing.docx", "word/document.xml");
    let workbook = letters("x/tables.xlsx", "xl/sharedStrings.xml");
    let page = std::fs::read_to_string(stage.path("x/report.html")).unwrap();
    for text in [figures, briefing, workbook, page] {
        assert!(text.contains(" (baseline)") && text.contains(" (twin)"));
    }
    let table = stage.table("x/tables/zh/attainment.csv");
    let names: std::collections::BTreeSet<&str> =
        table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    // the same file twice
    stage.done("compare twin.yaml twin.yaml --runs 2 --quiet --charts none --out y");
    let figures = std::fs::read_to_string(stage.path("y/charts/figures.json")).unwrap();
    assert!(figures.contains("(twin, no. 1)") && figures.contains("（twin，第2次）"));
}
