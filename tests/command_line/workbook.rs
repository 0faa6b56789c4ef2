//! `tables.xlsx`, `tables/zh/` and `datapackage.json` of an output folder.

use std::fs;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use super::stage::Stage;

const COMPARED: &str = "compare baseline.yaml frugal.yaml --runs 12 --quiet --out out";

fn sheet(stage: &Stage, path: &str, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(stage.path(path)).unwrap();
    book.worksheet_range(name).unwrap()
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(value)) => Some(*value),
        Some(Data::Empty) | None => None,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn goals_are_those_of_attainment() {
    let stage = Stage::new("workbook-goals");
    stage.done(&format!("{COMPARED} --lang en"));
    let goals = sheet(&stage, "out/tables.xlsx", "Goals");
    let mut table = csv::Reader::from_path(stage.path("out/attainment.csv")).unwrap();
    let headers = table.headers().unwrap().clone();
    let columns = [
        ("threshold", "Threshold"),
        ("probability", "Probability"),
        ("ci_low", "95 % interval, low"),
        ("ci_high", "95 % interval, high"),
        ("p05", "5 % quantile"),
        ("p50", "Median"),
        ("p95", "95 % quantile"),
        ("expected_shortfall", "Expected shortfall"),
        ("first_year_p50", "Year half of the runs meet it"),
        ("required_per_year", "Needed per year"),
    ];
    let of_csv = |name| headers.iter().position(|h| h == name).unwrap();
    let of_sheet = |name: &str| {
        let head = goals.rows().next().unwrap();
        head.iter().position(|cell| *cell == name).unwrap()
    };
    let in_unit =
        |name: &str| !["probability", "ci_low", "ci_high", "first_year_p50"].contains(&name);
    let mut compared = 0;
    let records: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(goals.height(), records.len() + 1);
    for (row, record) in (1..).zip(&records) {
        assert_eq!(goals[(row, of_sheet("Key"))], record[of_csv("target")]);
        for (plain, titled) in columns {
            let divisor = match &record[of_csv("unit")] {
                "%" | "%/year" if in_unit(plain) => 100.0,
                "yuan" if in_unit(plain) => 1.0e6,
                _ => 1.0,
            };
            let stated = &record[of_csv(plain)];
            let stated = (!stated.is_empty()).then(|| stated.parse::<f64>().unwrap() / divisor);
            let held = number(goals.get((row, of_sheet(titled))));
            match (stated, held) {
                (Some(stated), Some(held)) => {
                    assert!(
                        (stated - held).abs() <= 1e-12 * stated.abs(),
                        "{plain}: {stated} {held}"
                    );
                    compared += 1;
                }
                (stated, held) => assert_eq!(stated, held, "{plain}"),
            }
        }
    }
    assert!(compared > 40, "only {compared} numbers were compared");
}

#[test]
fn a_workbook_is_the_same_each_time_and_in_one_language() {
    let stage = Stage::new("workbook-again");
    stage.done(&format!("{COMPARED} --lang zh"));
    let first = fs::read(stage.path("out/tables.xlsx")).unwrap();
    let manifest = fs::read(stage.path("out/manifest.json")).unwrap();
    stage.done(&format!("{COMPARED} --lang zh"));
    assert!(first == fs::read(stage.path("out/tables.xlsx")).unwrap());
    stage.done(&format!("{COMPARED} --lang en"));
    assert_eq!(manifest, fs::read(stage.path("out/manifest.json")).unwrap());
    let mut book: Xlsx<_> = open_workbook(stage.path("out/tables.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 9, "{names:?}");
    for name in names {
        let cells = book.worksheet_range(&name).unwrap();
        for cell in cells.headers().unwrap_or_default().iter().chain([&name]) {
            assert!(cell.is_ascii(), "{cell} on an English sheet");
        }
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let stage = Stage::new("workbook-hostile");
    let text = fs::read_to_string(stage.path("baseline.yaml")).unwrap();
    let hostile = "=HYPERLINK(\"http://a.b\")";
    let renamed = text
        .lines()
        .map(|line| match line.split_once(':') {
            Some(("name", _)) => format!("name: {{ zh: '{hostile}', en: '{hostile}' }}\n"),
            _ => format!("{line}\n"),
        })
        .collect::<String>();
    assert!(renamed.contains(hostile));
    fs::write(stage.path("hostile.yaml"), renamed).unwrap();
    stage.done("run hostile.yaml --runs 4 --quiet --lang en --out out");
    let mut book: Xlsx<_> = open_workbook(stage.path("out/tables.xlsx")).unwrap();
    let goals = book.worksheet_range("Goals").unwrap();
    assert_eq!(goals[(1, 0)], hostile);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(
            formulas
                .used_cells()
                .all(|(_, _, formula)| formula.is_empty())
        );
    }
}

#[test]
fn every_column_is_described() {
    let stage = Stage::new("workbook-package");
    stage.done(&format!("{COMPARED} --keep ledgers"));
    let text = fs::read(stage.path("out/datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let tables = fs::read_dir(stage.path("out")).unwrap();
    let tables = tables.filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|end| end == "csv")
    });
    assert_eq!(resources.len(), tables.count(), "every table, once");
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let mut table = csv::Reader::from_path(stage.path(&format!("out/{path}"))).unwrap();
        let headers = table.headers().unwrap().clone();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names, headers.iter().collect::<Vec<_>>(), "{path}");
        let kinds: Vec<&str> = fields.iter().map(|f| f["type"].as_str().unwrap()).collect();
        for field in fields {
            assert_ne!(field["type"], "any", "{path}: {}", field["name"]);
            assert_ne!(field["description"], "", "{path}");
            assert_ne!(field["description_zh"], "", "{path}");
        }
        for record in table.records() {
            for (cell, kind) in record
                .unwrap()
                .iter()
                .zip(&kinds)
                .filter(|(c, _)| !c.is_empty())
            {
                let reads = match *kind {
                    "integer" | "year" => cell.parse::<i64>().is_ok(),
                    "number" => cell.parse::<f64>().is_ok(),
                    "boolean" => cell.parse::<bool>().is_ok(),
                    _ => true,
                };
                assert!(reads, "{path}: {cell} is no {kind}");
            }
        }
    }
}

#[test]
fn chinese_tables_hold_the_same_rows() {
    let stage = Stage::new("workbook-chinese");
    stage.done(&format!("{COMPARED} --lang en"));
    for name in ["attainment", "indicators", "ledger", "differences"] {
        let plain = fs::read_to_string(stage.path(&format!("out/{name}.csv"))).unwrap();
        let chinese = fs::read_to_string(stage.path(&format!("out/tables/zh/{name}.csv"))).unwrap();
        let chinese = chinese.strip_prefix('\u{feff}').expect("a byte-order mark");
        let (plain, chinese) = (plain.split_once('\n'), chinese.split_once('\n'));
        let ((_, plain), (head, chinese)) = (plain.unwrap(), chinese.unwrap());
        assert_eq!(plain, chinese, "{name}");
        for header in head.split(',') {
            assert!(
                !header.trim_end_matches('\r').is_ascii(),
                "{name}: {header}"
            );
        }
    }
}
