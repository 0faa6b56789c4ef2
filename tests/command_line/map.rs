//! `--map`: county maps from the user's own boundaries.

use std::fs;
use std::path::Path;

use super::stage::Stage;

/// Made-up shapes for two of the small scenario's three counties, and one of none.
const SHAPES: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"adcode": 100001, "name": "甲市"}, "geometry": {"type": "Polygon", "coordinates": [[[119,33],[120,33],[120,34],[119,34],[119,33]]]}},
{"type": "Feature", "properties": {"name": "Beta"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[120,33],[121,33],[121,34],[120,34],[120,33]]]]}},
{"type": "Feature", "properties": {"name": "Sea"}, "geometry": {"type": "Polygon", "coordinates": [[[120.9,33],[122,33],[122,34],[120.9,33]]]}}
]}"#;

fn words(stage: &Stage, path: &str) -> String {
    fs::read_to_string(stage.path(path)).unwrap()
}

#[test]
fn a_run_draws_the_boundaries_of_the_file() {
    let stage = Stage::new("map");
    fs::write(stage.path("shapes.geojson"), SHAPES).unwrap();
    let run = "run baseline.yaml --runs 3 --charts county_map_base_stations";
    let done = stage.done(&format!("{run} --out x --map shapes.geojson"));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("warning: shapes.geojson: 1 of the counties have no shape and are listed beside the map: Gamma"), "{said}");
    assert!(
        said.contains("belong to no county and are drawn as no data: Sea"),
        "{said}"
    );
    let told = words(&stage, "x/charts/county_map_base_stations.txt");
    for line in ["Caption", "Source", "Alternative text"] {
        let line = told.lines().find(|l| l.starts_with(line)).unwrap();
        assert!(
            line.contains("boundaries from the user's file shapes.geojson, not checked"),
            "{line}"
        );
    }
    assert!(!told.contains("tiles show"), "{told}");
    let manifest: serde_json::Value =
        serde_json::from_str(&words(&stage, "x/manifest.json")).unwrap();
    assert_eq!(manifest["map"]["path"], "shapes.geojson");
    let sum = manifest["map"]["sha256"].as_str().unwrap();
    assert_eq!(sum.len(), 64);
    // the numbers are the same as without a map
    stage.done(&format!("{run} --out y --quiet"));
    for table in ["attainment.csv", "county_attainment.csv", "runs.csv"] {
        assert_eq!(
            words(&stage, &format!("x/{table}")),
            words(&stage, &format!("y/{table}"))
        );
    }
    assert!(!words(&stage, "y/manifest.json").contains("\"map\""));

    // drawn again it is the same, and tiles become outlines
    let again = "chart county_map_base_stations --format svg --force";
    stage.done(&format!("{again} --from x"));
    let first = words(&stage, "x/charts/county_map_base_stations.svg");
    assert!(first == words(&stage, "county_map_base_stations.svg"));
    stage.done(&format!("{again} --from y --map shapes.geojson"));
    assert!(first == words(&stage, "county_map_base_stations.svg"));
    fs::write(stage.path("other.geojson"), SHAPES).unwrap();
    stage.done(&format!("{again} --from x --map other.geojson"));
    let other = words(&stage, "county_map_base_stations.svg");
    assert!(other.contains("other.geojson") && !other.contains("shapes.geojson"));
    let said = stage.refused("chart goal_table --from x --map shapes.geojson", 64);
    assert!(said.contains("county maps only"), "{said}");
}

#[test]
fn a_comparison_draws_a_map_of_every_scenario() {
    let stage = Stage::new("maps");
    fs::write(stage.path("shapes.geojson"), SHAPES).unwrap();
    let out = "compare baseline.yaml frugal.yaml --runs 2 --quiet --lang zh --map shapes.geojson";
    stage.done(&format!(
        "{out} --out x --charts county_map_base_stations_baseline,county_map_base_stations_frugal"
    ));
    for scenario in ["baseline", "frugal"] {
        let told = words(
            &stage,
            &format!("x/charts/county_map_base_stations_{scenario}.txt"),
        );
        assert!(
            told.contains("边界取自用户文件shapes.geojson，未经核对"),
            "{told}"
        );
    }
    stage.refused(
        "compare baseline.yaml frugal.yaml --runs 2 --charts county_map_base_stations_frugal",
        64,
    );
}

#[test]
fn wrong_maps_are_refused_before_anything_is_written() {
    let stage = Stage::new("wrong-maps");
    let run = "run baseline.yaml --runs 2 --out x --map";
    let said = stage.refused(&format!("{run} absent.geojson"), 66);
    assert!(said.contains("absent.geojson"), "{said}");
    fs::write(
        stage.path("bad.geojson"),
        SHAPES.replacen("119,34", "119,NaN", 1),
    )
    .unwrap();
    let said = stage.refused(&format!("{run} bad.geojson"), 65);
    assert!(said.starts_with("error: bad.geojson:2:"), "{said}");
    let said = stage.refused(&format!("{run} bad.geojson --lang zh"), 65);
    assert!(
        said.starts_with("错误: bad.geojson:2:") && said.contains("不是有限的数"),
        "{said}"
    );
    let said = stage.refused(&format!("{run} bad.geojson --error-format json"), 65);
    let fault: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&fault["line"], &fault["code"]),
        (&2.into(), &"syntax".into())
    );
    fs::write(
        stage.path("gbk.geojson"),
        b"{\"type\": \"\xbc\xd7\xca\xd0\"}",
    )
    .unwrap();
    let said = stage.refused(&format!("{run} gbk.geojson"), 65);
    assert!(said.contains("not UTF-8"), "{said}");
    let large = fs::File::create(stage.path("large.geojson")).unwrap();
    large.set_len(65 << 20).unwrap();
    let said = stage.refused(&format!("{run} large.geojson"), 65);
    assert!(said.contains("larger than 64 MiB"), "{said}");
    stage.refused(&format!("{run} ."), 66);
    assert!(!stage.path("x").exists());
}

/// The invented shapes that the documentation shows fit Yancheng's counties, but for one on purpose.
#[test]
fn the_invented_shapes_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stage = Stage::new("invented");
    let name = "tests/fixtures/boundaries/invented.geojson";
    fs::copy(root.join(name), stage.path("invented.geojson")).unwrap();
    let base = root.join("scenarios/yancheng/baseline.yaml");
    let mut command = stage.command("run");
    let out = command
        .arg(base)
        .args([
            "--runs",
            "1",
            "--out",
            "x",
            "--map",
            "invented.geojson",
            "--error-format",
            "json",
        ])
        .args([
            "--charts",
            "county_map_base_stations",
            "--set",
            "weight=100",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(0), "{said}");
    assert!(
        said.contains("Yannan High-tech Zone") && said.contains("虚构邻市"),
        "{said}"
    );
    let svg = fs::metadata(stage.path("x/charts/county_map_base_stations.svg")).unwrap();
    assert!(svg.len() < 700_000, "{}", svg.len());
}
