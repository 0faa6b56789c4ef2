//! One language at a time: nothing Chinese in what is said in English, no English words in what is said in Chinese. Names,
//! sources and keys that a scenario brings stand as they are written there.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::stage::Stage;

/// Commands that say something, and what each leaves in the folder `out`.
const COMMANDS: &[&str] = &[
    "run baseline.yaml --runs 3 --threads 1 --out out",
    "compare baseline.yaml frugal.yaml --runs 3 --threads 1 --out out",
    "check baseline.yaml frugal.yaml",
    "list indicators",
    "list targets",
    "list instruments",
    "list parameters",
    "list scenarios",
    "chart goal_table --from out --out again.svg",
    "explain base_stations baseline.yaml",
    "explain gigabit_coverage baseline.yaml",
    "explain platform_bases baseline.yaml",
    "explain nodes baseline.yaml",
    "explain station_stock",
    "--help",
    "run --help",
    "compare --help",
    "check --help",
    "chart --help",
    "list --help",
    "schema --help",
    "batch --help",
    "batch plan --help",
    "batch run --help",
    "batch status --help",
    "batch merge --help",
    "batch submit --help",
    "batch plan design.yaml --out batch",
    "batch plan wrong.yaml --out batch2",
    "batch merge batch --out merged",
    "batch status batch",
    "batch run batch --threads 1",
    "batch status batch",
    "batch merge batch --out merged",
    "batch run absent",
    "explain --help",
    "new --help",
    "sheet --help",
    "sheet baseline.yaml --force",
    "sheet --read baseline-sheet.xlsx --out out.yaml --force",
    "sheet",
    "sheet baseline.yaml --out s.csv",
    "sheet --read absent.xlsx",
    "new starter",
    "new Starter",
    // refusals
    "run faults.yaml",
    "run absent.yaml",
    "run baseline.yaml --set absent=1",
    "run baseline.yaml --charts absent",
    "run baseline.yaml --runs 0",
    "run baseline.yaml --runs 1000000 --max-memory 1MB",
    "compare baseline.yaml baseline.yaml",
    "run baseline.yaml --runs 2 --charts none --map shapes.geojson --out mapped",
    "chart county_map_base_stations --from out --map shapes.geojson --out again.svg --force",
    "chart county_map_base_stations --from out --map counties.csv",
    "chart county_map_base_stations --from out --map absent.geojson",
    "chart county_map_base_stations --from out --map zero.geojson",
    "chart county_map_base_stations --from out --map huge.geojson",
    "chart county_map_base_stations --from out --map none.geojson",
    "chart county_map_base_stations --from out --map point.geojson",
    "chart county_map_base_stations --from out --map nan.geojson",
    "chart county_map_base_stations --from out --map kind.geojson",
    "chart goal_table --from out --map shapes.geojson",
    "chart absent --from out",
    "explain absent",
    "chart goal_table --from absent",
];

/// English words that Chinese text may hold: units, names of formats and programs, and what is typed.
const AT_HOME: &[&str] = &[
    // units and names
    "APP",
    "CSV",
    "Excel",
    "FeatureCollection",
    "GPON",
    "GeoJSON",
    "Infinity",
    "MultiPolygon",
    "NaN",
    "Point",
    "Polygon",
    "TopoJSON",
    "HTML",
    "JSON",
    "MiB",
    "ODN",
    "PDF",
    "PNG",
    "PON",
    "SHA",
    "SVG",
    "Schema",
    "UTF",
    "WPS",
    "Word",
    "YAML",
    "dabiao",
    "GB",
    "kB",
    "MB",
    // what is typed: commands, names of values, and what the tests ask for
    "absent",
    "adcode",
    "all",
    "batch",
    "chart",
    "check",
    "common",
    "compare",
    "dask",
    "document",
    "error",
    "exp",
    "explain",
    "indicators",
    "instruments",
    "json",
    "kubernetes",
    "ledgers",
    "list",
    "merge",
    "new",
    "none",
    "parallel",
    "parameters",
    "pdf",
    "png",
    "points",
    "print",
    "read",
    "run",
    "sheet",
    "starter",
    "Starter",
    "scenarios",
    "schema",
    "slide",
    "slurm",
    "spending",
    "status",
    "submit",
    "svg",
    "targets",
    "text",
    "tradeoff",
    "whole",
    "word",
    "zh",
    // keys of columns and lines in a sheet of assumptions
    "allowed",
    "hash",
    "keep",
    "key",
    "label",
    "language",
    "usual",
    // the field of a page number
    "PAGE",
];

/// All that the program says and writes for people, by where it stands.
fn said(stage: &Stage, lang: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for words in COMMANDS {
        let output = stage.dabiao(&format!("{words} --lang {lang}"));
        for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = String::from_utf8_lossy(bytes).into_owned();
            all.push((format!("{stream} of {words}"), text));
        }
        if let Ok(bytes) = fs::read(stage.path("baseline-sheet.xlsx")) {
            all.push((format!("sheet of {words}"), letters(&bytes)));
        }
        if words.contains("--out out ") || words.ends_with("--out out") {
            for (path, bytes) in stage.tree("out") {
                let text = if is(&path, "txt") {
                    String::from_utf8(bytes).unwrap()
                } else if is(&path, "docx") || is(&path, "xlsx") {
                    letters(&bytes)
                } else {
                    continue;
                };
                all.push((format!("{} of {words}", path.display()), text));
            }
        }
    }
    all
}

fn is(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|e| e == ending)
}

/// The text of a document or workbook: what stands between tags in its XML.
fn letters(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if ![
            "word/document.xml",
            "word/footer1.xml",
            "xl/sharedStrings.xml",
            "xl/workbook.xml",
        ]
        .contains(&name.as_str())
        {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let mut inside = false;
        for letter in xml.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                other if !inside => text.push(other),
                _ => {}
            }
        }
    }
    text
}

/// All that the scenarios of the stage hold.
fn scenarios(stage: &Stage) -> String {
    let files = [
        "base.yaml",
        "baseline.yaml",
        "frugal.yaml",
        "faults.yaml",
        "counties.csv",
        "observed.csv",
    ];
    let read = |name: &&str| fs::read_to_string(stage.path(name)).unwrap_or_default();
    files.iter().map(read).collect::<Vec<_>>().join("\n")
}

fn stage(name: &str) -> Stage {
    let stage = Stage::new(name);
    let text = "extends: baseline.yaml\nruns: many\nprogammes: {}\nend_year: 1990\n";
    fs::write(stage.path("faults.yaml"), text).unwrap();
    let design = "schema_version: 1\nscenario: baseline.yaml\nkind: sobol\npoints: 2\nfactors:\n  - {key: parameters.station_capex, low: 16万元, high: 22万元}\n";
    fs::write(stage.path("design.yaml"), design).unwrap();
    let shapes = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": 100001}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}"#;
    fs::write(stage.path("shapes.geojson"), shapes).unwrap();
    for (name, from, to) in [
        ("zero", "[1, 1]", "[1, 0]"),
        ("huge", "[1, 1]", "[1, 1e99]"),
        ("none", "100001", "7"),
        ("point", "\"Polygon\"", "\"Point\""),
        ("nan", "[1, 1]", "[1, NaN]"),
        ("kind", "FeatureCollection", "Topology"),
    ] {
        let text = shapes.replacen(from, to, 1);
        fs::write(stage.path(&format!("{name}.geojson")), text).unwrap();
    }
    let wrong = design
        .replace("points", "point")
        .replace("16万元", "23万元");
    fs::write(stage.path("wrong.yaml"), wrong).unwrap();
    stage
}

/// Runs of letters that `takes` accepts.
fn runs(text: &str, takes: impl Fn(char) -> bool) -> Vec<&str> {
    let words = text.split(|c| !takes(c));
    words.filter(|word| !word.is_empty()).collect()
}

#[test]
fn english_says_nothing_in_chinese() {
    let stage = stage("languages-en");
    let known = scenarios(&stage);
    let chinese =
        |c: char| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
    let mut found = Vec::new();
    for (place, text) in said(&stage, "en") {
        for run in runs(&text, chinese) {
            if !known.contains(run) {
                found.push(format!("{place}: {run}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn chinese_says_nothing_in_english() {
    let stage = stage("languages-zh");
    let known = scenarios(&stage);
    let mut found = Vec::new();
    for (place, text) in said(&stage, "zh") {
        // keys, paths, options and file names are written in one way
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=<>[]|:#".contains(c);
        for word in runs(&text, plain) {
            let is_word = word.len() >= 3 && word.chars().all(|c| c.is_ascii_alphabetic());
            if is_word && !known.contains(word) && !AT_HOME.contains(&word) {
                found.push(format!("{place}: {word}"));
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{found:#?}");
}
