//! What the targets share: a folder for the files of one process, and what must hold of whatever is read from them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use dabiao::language::Lang;
use dabiao::scenario::{Finding, LoadOptions, Scenario, load};
use dabiao::sim::{Foundation, RunKey, simulate};

#[path = "../../tests/sound/mod.rs"]
mod sound;

/// The small case of the tests, which inputs may extend or name.
pub const FILES: [(&str, &[u8]); 3] = [
    ("base.yaml", include_bytes!("../../tests/fixtures/small/base.yaml")),
    ("counties.csv", include_bytes!("../../tests/fixtures/small/counties.csv")),
    ("observed.csv", include_bytes!("../../tests/fixtures/small/observed.csv")),
];
/// Simulated one by one at the most, so that an input takes a moment.
const MOST: f64 = 20_000.0;

/// This process's folder with the small case in it, below `FUZZ_FOLDER` (best in memory) or where temporary files go.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let root = std::env::var_os("FUZZ_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
        let folder = root.join(format!("dabiao-fuzz-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        for (name, bytes) in FILES {
            fs::write(folder.join(name), bytes).expect("written");
        }
        fs::write(folder.join("base.yaml"), few()).expect("written");
        folder
    })
}

/// The base case with few stations and enterprises, so that an input takes milliseconds.
fn few() -> String {
    let mut text = String::from_utf8(FILES[0].1.to_vec()).expect("UTF-8");
    for (many, few) in [
        ("station_stock: {value: 3000, low: 2700, high: 3300,", "station_stock: {value: 100, low: 90, high: 110,"),
        ("station_additions: {value: 900, low: 765, high: 1035,", "station_additions: {value: 30, low: 20, high: 40,"),
        ("below_scale_enterprises: {value: 1200,", "below_scale_enterprises: {value: 30,"),
    ] {
        assert!(text.contains(many), "{many}");
        text = text.replace(many, few);
    }
    text
}

/// Puts `bytes` into the folder as `name`.
pub fn put(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, bytes).expect("written");
    path
}

/// Reads the scenario at `path`: refused with words, or sound in its first runs.
pub fn read_and_run(path: &Path) {
    match load(path, &LoadOptions::default()) {
        Ok(loaded) => {
            spoken(&loaded.warnings);
            run(loaded.scenario);
        }
        Err(findings) => spoken(&findings),
    }
}

/// Every finding can be told in both languages.
pub fn spoken(findings: &[Finding]) {
    for finding in findings {
        for lang in [Lang::Zh, Lang::En] {
            let told = finding.render(lang);
            assert!(!told.is_empty());
            assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
        }
    }
}

fn run(scenario: Scenario) {
    if scenario.end_year - scenario.base_year > 12 || sound::largest(&scenario) > MOST {
        return;
    }
    let case = Arc::new(scenario);
    let foundation = Arc::new(Foundation::new(&case));
    let run = simulate(&case, &foundation, RunKey::new(case.seed, 0));
    if let Some(fault) = sound::unsound(&case, &run) {
        panic!("{fault}");
    }
}
