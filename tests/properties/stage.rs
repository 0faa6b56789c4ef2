//! What the properties share: cases changed in memory, their runs, means and their errors.

use std::path::Path;
use std::sync::Arc;

use dabiao::indicator::Indicator;
use dabiao::policy::{Budget, Programme};
use dabiao::record::{RunRecord, TOTAL};
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use dabiao::sim::{Foundation, RunKey, simulate};

/// A scenario of this project, simulated up to `end_year` only.
pub fn case(path: &str, end_year: i32) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let loaded = load(&path, &LoadOptions::default());
    let mut case = loaded
        .unwrap_or_else(|faults| panic!("{faults:?}"))
        .scenario;
    case.end_year = end_year;
    case
}

/// The small case up to `end_year`.
pub fn small(end_year: i32) -> Scenario {
    case("tests/fixtures/small/baseline.yaml", end_year)
}

/// The first runs.
pub fn runs(case: &Scenario, runs: u32) -> Vec<RunRecord> {
    let case = Arc::new(case.clone());
    let foundation = Arc::new(Foundation::new(&case));
    (0..runs)
        .map(|run| simulate(&case, &foundation, RunKey::new(case.seed, run)))
        .collect()
}

/// Sets a parameter to one value in every run.
pub fn fix(case: &mut Scenario, parameter: Parameter, value: f64) {
    let set = &mut case.parameters[parameter.index()];
    set.base = value;
    set.distribution = Distribution::Fixed;
}

/// A programme of the case.
pub fn programme<'a>(case: &'a mut Scenario, id: &str) -> &'a mut Programme {
    let found = case.programmes.iter_mut().find(|p| p.id == id);
    found.unwrap_or_else(|| panic!("the case has no programme {id}"))
}

/// The case with `times` the money of a programme.
pub fn with_money(case: &Scenario, id: &str, times: f64) -> Scenario {
    let mut case = case.clone();
    match &mut programme(&mut case, id).budget {
        Budget::Stated { amounts, .. } => amounts.iter_mut().for_each(|a| *a = a.times(times)),
        Budget::Continues { factors } => factors.iter_mut().for_each(|f| *f *= times),
        Budget::AsNeeded => panic!("{id} has no amount"),
    }
    case
}

/// A value of the whole place.
pub fn total(run: &RunRecord, year: i32, indicator: Indicator) -> f64 {
    let value = run.series.get(year, TOTAL, indicator as usize);
    value.unwrap_or_else(|| panic!("{indicator:?} of {year}"))
}

/// Mean and its standard error of `b - a`, run by run.
pub fn difference(a: &[RunRecord], b: &[RunRecord], year: i32, indicator: Indicator) -> (f64, f64) {
    let pairs = a.iter().zip(b);
    let differences: Vec<f64> = pairs
        .map(|(a, b)| total(b, year, indicator) - total(a, year, indicator))
        .collect();
    let n = f64::from(u32::try_from(differences.len()).expect("few runs"));
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|d| (d - mean) * (d - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}
