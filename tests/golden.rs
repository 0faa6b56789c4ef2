//! The numbers stay what they are: some indicators of some runs, to the last bit. A change of the model changes them on
//! purpose: look at what moved, then renew the files with `UPDATE_GOLDEN=1 cargo test --test golden`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dabiao::analysis::{Ensemble, summarise};
use dabiao::indicator::Indicator as I;
use dabiao::record::{RunRecord, TOTAL};
use dabiao::scenario::{LoadOptions, Scenario, load};
use dabiao::sim::{Foundation, RunKey, simulate};

const YEAR: i32 = 2025;
const RUNS: u32 = 4;
const INDICATORS: [I; 22] = [
    I::Population,
    I::BaseStations,
    I::StationsAdded,
    I::PopulationCoverage,
    I::VillagesCovered,
    I::StationInvestment,
    I::PoolLeft,
    I::GigabitPassed,
    I::GigabitUsable,
    I::PonPorts,
    I::GigabitSubscribers,
    I::GigabitInvestment,
    I::SecondaryNodes,
    I::ConnectedEnterprises,
    I::IdentifiersRegistered,
    I::EnterprisesStarted,
    I::EnterprisesLevel2,
    I::EnterprisesDiagnosed,
    I::StartedBelowScale,
    I::OnlineSales,
    I::PublicSpendingCumulative,
    I::PrivateSpending,
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn runs(scenario: &str) -> (Arc<Scenario>, Vec<RunRecord>) {
    let loaded = load(&root().join(scenario), &LoadOptions::default());
    let mut case = loaded
        .unwrap_or_else(|faults| panic!("{faults:?}"))
        .scenario;
    case.end_year = YEAR;
    for programme in &mut case.programmes {
        programme.last_year = programme.last_year.min(YEAR);
    }
    let case = Arc::new(case);
    let foundation = Arc::new(Foundation::new(&case));
    let runs = (0..RUNS)
        .map(|run| simulate(&case, &foundation, RunKey::new(case.seed, run)))
        .collect();
    (case, runs)
}

/// One line a value: indicator, run, value; and one line a judged target: target, `met`, how many runs meet it.
fn written(scenario: &str) -> String {
    let (case, runs) = runs(scenario);
    let mut text = String::from("name,run,value\n");
    for indicator in INDICATORS {
        for run in &runs {
            let value = run.series.get(YEAR, TOTAL, indicator as usize);
            let value = value.expect("a value of the whole place");
            let key = indicator.row().key;
            writeln!(text, "{key},{},{value:?}", run.run).expect("a text takes all");
        }
    }
    let ensemble = Ensemble {
        scenario: &case,
        runs: &runs,
    };
    for attainment in summarise(&ensemble, &[]).attainment {
        if let Some(judged) = attainment.judged {
            let target = &case.targets[attainment.target];
            writeln!(text, "target {},met,{}", target.id, judged.met).expect("a text takes all");
        }
    }
    text
}

/// Lines that differ, old and new.
fn differences(old: &str, new: &str) -> Vec<String> {
    let lines = old.lines().count().max(new.lines().count());
    (0..lines)
        .map(|at| {
            let line = |text: &str| text.lines().nth(at).unwrap_or("(none)").to_owned();
            (line(old), line(new))
        })
        .filter(|(old, new)| old != new)
        .map(|(old, new)| format!("{old} is now {new}"))
        .collect()
}

fn compare(scenario: &str, file: &str) {
    let path = root().join("tests/fixtures/golden").join(file);
    let new = written(scenario);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, new).expect("the fixture can be written");
        return;
    }
    let old = fs::read_to_string(&path)
        .expect("tests/fixtures/golden has it")
        .replace("\r\n", "\n");
    let moved = differences(&old, &new);
    assert!(
        moved.is_empty(),
        "{} values moved:\n{}",
        moved.len(),
        moved.join("\n")
    );
}

#[test]
fn the_small_case_is_as_it_was() {
    compare("tests/fixtures/small/baseline.yaml", "small.csv");
}

#[test]
fn the_real_case_is_as_it_was() {
    compare("scenarios/yancheng/baseline.yaml", "yancheng.csv");
}

#[test]
fn the_last_bit_is_seen() {
    let [old, new] = [1.1_f64, 1.1_f64.next_up()].map(|v| format!("stations,0,{v:?}\n"));
    assert_eq!(differences(&old, &new).len(), 1);
}
