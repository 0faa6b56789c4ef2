//! `dabiao chart`, and what `--charts` selects.

use std::fs;

use super::stage::Stage;

fn charts_of(stage: &Stage, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(stage.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_chart_drawn_again_is_the_same() {
    let stage = Stage::new("again");
    stage.done(
        "run baseline.yaml --runs 4 --quiet --out x --charts goal_table,fan_base_stations,counties_base_stations,spending",
    );
    let listed = String::from_utf8(stage.done("chart --from x").stdout).unwrap();
    for name in [
        "goal_table",
        "fan_base_stations",
        "counties_base_stations",
        "spending",
    ] {
        assert!(listed.contains(name), "{listed}");
        stage.done(&format!("chart {name} --from x --format svg,png,pdf"));
        for form in ["svg", "png", "pdf"] {
            let file = format!("{name}.{form}");
            let old = fs::read(stage.path(&format!("x/charts/{file}"))).unwrap();
            assert!(old == fs::read(stage.path(&file)).unwrap(), "{file}");
        }
    }
    stage.done("chart goal_table --from x --size slide --lang zh --title 达标情况 --out own.svg");
    let svg = fs::read_to_string(stage.path("own.svg")).unwrap();
    assert!(svg.contains("<title>达标情况</title>"));
}

#[test]
fn every_size_is_drawn_if_asked() {
    let stage = Stage::new("sizes");
    stage.done("run baseline.yaml --runs 2 --quiet --out x --sizes all --charts spending");
    let mut expected = vec!["SHA256SUMS".to_owned(), "figures.json".to_owned()];
    for form in ["pdf", "png", "svg", "txt"] {
        expected.push(format!("spending.{form}"));
    }
    for size in ["print", "slide"] {
        expected.extend(["pdf", "png", "svg"].map(|form| format!("spending_{size}.{form}")));
    }
    assert_eq!(charts_of(&stage, "x/charts"), expected);
    for size in ["print", "slide"] {
        stage.done(&format!(
            "chart spending --from x --size {size} --format svg,png,pdf"
        ));
        for form in ["svg", "png", "pdf"] {
            let file = format!("spending_{size}.{form}");
            let old = fs::read(stage.path(&format!("x/charts/{file}"))).unwrap();
            assert!(old == fs::read(stage.path(&file)).unwrap(), "{file}");
        }
    }
    stage.done("run baseline.yaml --runs 2 --quiet --out y --sizes slide --charts spending");
    let drawn = charts_of(&stage, "y/charts");
    assert!(drawn.contains(&"spending.txt".to_owned()), "{drawn:?}");
    assert!(!drawn.contains(&"spending.png".to_owned()), "{drawn:?}");
    stage.refused("run baseline.yaml --runs 2 --sizes poster", 64);
}

#[test]
fn every_chart_fits_on_a_slide() {
    let stage = Stage::new("slides");
    for lang in ["zh", "en"] {
        let out = stage.done(&format!(
            "run baseline.yaml --runs 4 --quiet --lang {lang} --out {lang} --sizes slide"
        ));
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(!said.contains("slide"), "{said}");
        let files = charts_of(&stage, &format!("{lang}/charts"));
        let of = |end: &str| files.iter().filter(|file| file.ends_with(end)).count();
        assert!(of("_slide.pdf") >= 7, "{files:?}");
        assert_eq!(of("_slide.png"), of(".txt"));
    }
}

#[test]
fn nothing_is_written_over_unless_asked() {
    let stage = Stage::new("over");
    stage.done("run baseline.yaml --runs 2 --quiet --out x --charts none");
    assert_eq!(charts_of(&stage, "x/charts"), ["figures.json"]);
    fs::write(stage.path("spending.png"), "mine").unwrap();
    let said = stage.refused("chart spending --from x --format svg,png", 73);
    assert!(said.contains("--force"), "{said}");
    assert_eq!(
        fs::read_to_string(stage.path("spending.png")).unwrap(),
        "mine"
    );
    assert!(!stage.path("spending.svg").exists(), "all or none");
    stage.done("chart spending --from x --force");
    assert!(
        fs::read(stage.path("spending.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
}

#[test]
fn wrong_charts() {
    let stage = Stage::new("wrong-charts");
    stage.refused("chart goal_table --from nowhere", 66);
    let said = stage.refused("run baseline.yaml --runs 2 --charts spendign", 64);
    assert!(said.contains("spending"), "{said}");
    assert!(!stage.path("output").exists());
    stage.done("run baseline.yaml --runs 2 --quiet --out x --charts spending");
    let drawn = charts_of(&stage, "x/charts");
    let expected = [
        "SHA256SUMS",
        "figures.json",
        "spending.pdf",
        "spending.png",
        "spending.svg",
        "spending.txt",
    ];
    assert_eq!(drawn, expected);
    let said = stage.refused("chart goal_tabel --from x", 64);
    assert!(said.contains("goal_table"), "{said}");
    for line in [
        "chart goal_table",
        "chart goal_table --from x --size poster",
        "chart goal_table --from x --format gif",
        "chart goal_table --from x --dpi 5",
        "chart goal_table --from x --out a.png --format pdf",
    ] {
        stage.refused(line, 64);
    }
    stage.refused("chart goal_table --from x --out no/such/a.png", 73);
    let missing = stage.refused("chart goal_table --from x --lang zh --title a✗b", 65);
    assert!(missing.contains('✗'), "{missing}");
    let figures = stage.path("x/charts/figures.json");
    let sound = fs::read_to_string(&figures).unwrap();
    for spoilt in [
        "{".to_owned(),
        sound.replace("\"schema_version\": 1", "\"schema_version\": 9"),
        sound.replacen("\"finding\"", "\"fnding\"", 1),
    ] {
        assert_ne!(spoilt, sound);
        fs::write(&figures, &spoilt).unwrap();
        stage.refused("chart goal_table --from x", 65);
    }
}
