//! `tables.xlsx`, `tables/zh/` and `datapackage.json` of an output folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use super::stage::Stage;

const COMPARED: &str =
    "compare baseline.yaml frugal.yaml --runs 12 --charts none --quiet --out out";

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
        ("ci_low", "95% interval, low"),
        ("ci_high", "95% interval, high"),
        ("p05", "5% quantile"),
        ("p50", "Median"),
        ("p95", "95% quantile"),
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
    assert_eq!(names.len(), 10, "{names:?}");
    for name in names {
        let cells = book.worksheet_range(&name).unwrap();
        for cell in cells.headers().unwrap_or_default().iter().chain([&name]) {
            assert!(cell.is_ascii(), "{cell} on an English sheet");
        }
    }
}

/// The small baseline under another name of file and scenario.
fn rename(stage: &Stage, file: &str, name: &str) {
    let text = fs::read_to_string(stage.path("baseline.yaml")).unwrap();
    let renamed = text
        .lines()
        .map(|line| match line.split_once(':') {
            Some(("name", _)) => format!("name: {{ zh: '{name}', en: '{name}' }}\n"),
            _ => format!("{line}\n"),
        })
        .collect::<String>();
    assert!(renamed.contains(name));
    fs::write(stage.path(file), renamed).unwrap();
}

#[test]
fn a_hostile_name_stays_text() {
    for (at, hostile) in ["=HYPERLINK(\"http://a.b\")", "=1+1", "@SUM(A1:A9)", "-2+3"]
        .into_iter()
        .enumerate()
    {
        let stage = Stage::new(&format!("workbook-hostile-{at}"));
        rename(&stage, "hostile.yaml", hostile);
        stage.done("run hostile.yaml --runs 4 --charts none --quiet --lang en --out out");
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
        // a table that Excel opens as it is cannot say that a cell is text
        let chinese = fs::read(stage.path("out/tables/zh/ledger.csv")).unwrap();
        let mut table = csv::Reader::from_reader(chinese.as_slice());
        let first = table.records().next().unwrap().unwrap();
        assert_eq!(first[0], format!("'{hostile}"));
        let plain = fs::read_to_string(stage.path("out/ledger.csv")).unwrap();
        assert!(
            plain.contains("\nhostile,"),
            "programs read the key as it is"
        );
    }
}

#[test]
fn scenarios_of_one_name_are_told_apart() {
    let stage = Stage::new("workbook-namesakes");
    rename(&stage, "copy.yaml", "Test baseline");
    stage
        .done("compare baseline.yaml copy.yaml --runs 4 --charts none --quiet --lang en --out out");
    let goals = sheet(&stage, "out/tables.xlsx", "Goals");
    let names: BTreeSet<String> = goals.rows().skip(1).map(|row| row[0].to_string()).collect();
    let expected = ["Test baseline (baseline)", "Test baseline (copy)"];
    assert_eq!(names, expected.map(str::to_owned).into());
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

/// Headers and rows of a table; without its byte-order mark, which it must have if it is for Excel.
fn read(stage: &Stage, path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = fs::read_to_string(stage.path(path)).unwrap();
    let text = if path.contains("/zh/") {
        text.strip_prefix('\u{feff}').expect("a byte-order mark")
    } else {
        &text
    };
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let headers = owned(table.headers().unwrap());
    let rows = table.records().map(|row| owned(&row.unwrap())).collect();
    (headers, rows)
}

#[test]
fn chinese_tables_hold_the_same_rows_in_words() {
    let stage = Stage::new("workbook-chinese");
    stage.done(&format!("{COMPARED} --lang en"));
    let (_, places) = read(&stage, "out/regions.csv");
    let tables = fs::read_dir(stage.path("out/tables/zh")).unwrap();
    let mut named = BTreeSet::new();
    for entry in tables {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let (headers, codes) = read(&stage, &format!("out/{name}"));
        let (chinese, words) = read(&stage, &format!("out/tables/zh/{name}"));
        assert_eq!(codes.len(), words.len(), "{name}");
        for header in &chinese {
            assert!(!header.is_ascii(), "{name}: {header}");
        }
        let key = |title: &str| chinese.iter().position(|h| *h == format!("{title}编号"));
        let keys: Vec<Option<usize>> = chinese.iter().map(|title| key(title)).collect();
        assert_eq!(keys.iter().flatten().count() + headers.len(), chinese.len());
        for (codes, words) in codes.iter().zip(&words) {
            for (at, (header, code)) in headers.iter().zip(codes).enumerate() {
                let (cell, place) = (&words[at], format!("{name}: {header}: {code}"));
                let no_code = |c: char| !c.is_ascii_lowercase() && !"_;=".contains(c);
                // what names rows of files is in their codes, and so are symbols of parameters in sentences
                let pointing = name == "sentences.csv";
                assert!(pointing || cell.chars().all(no_code), "{place}: {cell}");
                if let Some(key) = keys[at] {
                    assert_eq!(words[key], *code, "{place}");
                    named.insert(header.clone());
                } else if code.is_empty() || code.parse::<f64>().is_ok() {
                    assert_eq!(cell, code, "{place}");
                }
                if ["region", "county"].contains(&header.as_str()) && !code.is_empty() {
                    let place = places.iter().find(|place| place[0] == *code).unwrap();
                    assert_eq!(*cell, place[2], "the Chinese name of {code}");
                }
                if header == "binding_limit" {
                    let (coded, said) = (code.split(';').count(), cell.split('、').count());
                    assert_eq!(coded, said, "{place}: {cell}");
                }
            }
        }
    }
    let all = [
        "baseline",
        "county",
        "indicator",
        "programme",
        "region",
        "scenario",
        "target",
    ];
    assert_eq!(named, all.map(str::to_owned).into());
}

#[test]
fn every_file_is_explained() {
    let stage = Stage::new("workbook-explained");
    stage.done(COMPARED);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/output.md");
    let page = fs::read_to_string(page).unwrap();
    let mut folders = vec![stage.path("out")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // the charts are explained by what their names begin with
            let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
            assert!(
                page.contains(stem),
                "docs/output.md does not explain {name}"
            );
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} files");
}
