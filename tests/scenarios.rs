//! The shipped scenarios are valid, honest about their numbers, and between them use everything policy offers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dabiao::indicator::{Evidence, Indicator, Origin};
use dabiao::policy::{Allocation, Funder, Instrument, Order, Supports};
use dabiao::scenario::resolved::{Distribution, Grade};
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};

/// Files that scenarios extend and that are none themselves.
const FRAGMENTS: [&str; 1] = ["common.yaml"];

fn files() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &mut found);
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn is_fragment(path: &Path) -> bool {
    FRAGMENTS.iter().any(|name| path.ends_with(name))
}

fn read(path: &Path) -> Scenario {
    match load(path, &LoadOptions::default()) {
        Ok(loaded) => loaded.scenario,
        Err(findings) => panic!("{}: {findings:#?}", path.display()),
    }
}

fn shipped() -> Vec<Scenario> {
    let scenarios = files();
    scenarios
        .iter()
        .filter(|path| !is_fragment(path))
        .map(|path| read(path))
        .collect()
}

fn yancheng(name: &str) -> Scenario {
    read(&root().join("yancheng").join(name))
}

#[test]
fn every_scenario_loads() {
    let ids: Vec<String> = shipped().into_iter().map(|s| s.id).collect();
    assert_eq!(
        ids,
        [
            "china",
            "jiangsu",
            "base",
            "baseline",
            "city_fund_strong",
            "enterprise_first",
            "illustrative",
            "operators_tightened",
            "rural_first"
        ]
    );
}
