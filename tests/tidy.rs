//! The house keeps its order: layers import only from layers before them, and each outside world has one door.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Layers of `src/`, each with the layers it may import from (itself always).
const LAYERS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("quantity", &["language"]),
    ("random", &[]),
    ("record", &["quantity"]),
    ("policy", &["language", "quantity", "record"]),
    ("indicator", &["language", "quantity"]),
    (
        "scenario",
        &["language", "quantity", "random", "policy", "indicator"],
    ),
    (
        "sim",
        &[
            "language",
            "quantity",
            "random",
            "record",
            "policy",
            "indicator",
            "scenario",
        ],
    ),
    (
        "batch",
        &[
            "language",
            "quantity",
            "random",
            "record",
            "policy",
            "indicator",
            "scenario",
            "sim",
        ],
    ),
    ("statistics", &[]),
    (
        "analysis",
        &[
            "language",
            "quantity",
            "random",
            "record",
            "policy",
            "indicator",
            "scenario",
            "sim",
            "batch",
            "statistics",
        ],
    ),
    ("chart", &["language", "statistics"]),
    (
        "report",
        &[
            "language",
            "quantity",
            "random",
            "record",
            "policy",
            "indicator",
            "scenario",
            "sim",
            "batch",
            "statistics",
            "analysis",
            "chart",
        ],
    ),
    (
        "cli",
        &[
            "language",
            "quantity",
            "random",
            "record",
            "policy",
            "indicator",
            "scenario",
            "sim",
            "batch",
            "statistics",
            "analysis",
            "chart",
            "report",
        ],
    ),
];

/// Crates that only one place may name.
const DOORS: &[(&str, &[&str])] = &[
    ("bevy_ecs", &["sim/"]),
    ("plotters", &["chart/canvas.rs", "chart/canvas/"]),
    ("krilla", &["chart/pdf.rs"]),
    ("krilla_svg", &["chart/pdf.rs"]),
    ("parquet", &["report/merged/parquet_table.rs"]),
    ("sobol_burley", &["batch/rows.rs"]),
    (
        "calamine",
        &["report/assumptions/", "report/workbook/tests.rs"],
    ),
    ("indicatif", &["cli/"]),
    ("comfy_table", &["cli/"]),
    ("clap", &["cli/", "main.rs"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("src is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Path below `src/` and text of every source file, without comments.
fn house() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .expect("below src")
                .to_string_lossy()
                .replace('\\', "/");
            let text = fs::read_to_string(&path).expect("readable");
            let code: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            (name, code)
        })
        .collect()
}

fn layer_of(file: &str) -> Option<&str> {
    let first = file.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    LAYERS
        .iter()
        .map(|(layer, _)| *layer)
        .find(|layer| *layer == name)
}

#[test]
fn layers_import_only_from_layers_before_them() {
    let mut faults = Vec::new();
    for (file, code) in house() {
        let Some(layer) = layer_of(&file) else {
            assert!(
                file == "lib.rs" || file == "main.rs",
                "{file} belongs to no layer of this test"
            );
            continue;
        };
        let allowed = LAYERS
            .iter()
            .find(|(name, _)| *name == layer)
            .expect("listed")
            .1;
        for (other, _) in LAYERS {
            if *other != layer
                && !allowed.contains(other)
                && code.contains(&format!("crate::{other}"))
            {
                faults.push(format!("{file} imports {other}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_outside_world_has_one_door() {
    let mut faults = Vec::new();
    for (file, code) in house() {
        for (name, doors) in DOORS {
            let named =
                code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            if named && !doors.iter().any(|door| file.starts_with(door)) {
                faults.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rooms_are_not_halls() {
    let long: Vec<String> = house()
        .into_iter()
        .map(|(file, code)| (file, code.lines().count()))
        .filter(|(_, lines)| *lines > 450)
        .map(|(file, lines)| format!("{file}: {lines} lines of code"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let silent: Vec<PathBuf> = found
        .into_iter()
        .filter(|path| {
            !fs::read_to_string(path)
                .expect("readable")
                .starts_with("//!")
        })
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
