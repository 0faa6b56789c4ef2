//! Random scenarios: whatever passes the check can be simulated, with finite numbers and no money that was not given.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dabiao::quantity::Measure;
use dabiao::scenario::parameter::Role;
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use dabiao::sim::foundation::StationPlan;
use dabiao::sim::{Foundation, RunKey, simulate};
use proptest::prelude::*;

use crate::sound::{largest, unsound};

/// Things simulated one by one at the most: a case takes a moment.
const MOST: f64 = 60_000.0;

/// A place of 0 to 1 in the allowed range of a parameter, as a scenario writes it.
fn spelled(parameter: Parameter, at: f64) -> String {
    let (low, high) = parameter.row().range;
    // ends and small values matter more than the middle of 0 to 10⁸
    let value = if high > 1000.0 * low.max(1.0) {
        let low_power = if low > 0.0 { libm::log10(low) } else { -1.0 };
        libm::pow(10.0, low_power + at * (libm::log10(high) - low_power)).clamp(low, high)
    } else {
        low + at * (high - low)
    };
    let value = if at <= 0.0 { low } else { value };
    match parameter.row().dimension.measure() {
        Measure::Money => format!("{value:.2}元"),
        Measure::Share => format!("{:.4} %", value * 100.0),
        Measure::Rate => format!("{:.4} %/year", value * 100.0),
        Measure::Months => format!("{value:.2} months"),
        Measure::Length => format!("{value:.2} m"),
        _ if parameter.row().dimension == dabiao::scenario::parameter::Dimension::Count => {
            format!("{value:.0}")
        }
        _ => format!("{value:.4}"),
    }
}

prop_compose! {
    /// A parameter with a value, and for some a distribution around it.
    fn parameter()(
        which in prop::sample::select(Parameter::ALL),
        places in prop::array::uniform3(prop_oneof![2 => Just(0.0), 2 => Just(1.0), 6 => 0.0..1.0]),
        kind in prop::sample::select(vec!["fixed", "fixed", "triangular", "lognormal"]),
    ) -> String {
        let mut places = places;
        places.sort_by(f64::total_cmp);
        let [low, value, high] = places.map(|at| spelled(which, at));
        let key = which.row().key;
        let spread = if which.row().role == Role::Shared {
            String::new()
        } else if kind == "fixed" {
            ", distribution: fixed".to_owned()
        } else {
            format!(", low: {low}, high: {high}, distribution: {kind}")
        };
        format!("  {key}: {{value: {value}{spread}, source: x, grade: C, known_by: 2022}}\n")
    }
}

/// A change of a programme of the small case.
fn programme() -> impl Strategy<Value = String> {
    let money = prop::sample::select(vec![
        "0元",
        "0.01元",
        "1元",
        "300万元",
        "20亿元",
        "9000亿元",
    ]);
    let share = prop::sample::select(vec!["0 %", "0.01 %", "10 %", "50 %", "99.99 %", "100 %"]);
    let rule = prop::sample::select(vec![
        "least_cost",
        "population",
        "gdp",
        "households",
        "equal",
        "gap_to_target",
        "{fixed_shares: {\"100001\": 100 %, \"100002\": 0 %, \"100003\": 0 %}}",
    ]);
    let any = prop::sample::select(vec![
        "city_stations",
        "city_siting",
        "city_odn",
        "city_nodes",
        "city_vouchers",
        "city_interest",
        "city_awards",
        "rural_build",
        "county_topup",
    ]);
    (any, money, share, rule, 0_u8..6, 0_u8..5).prop_map(|(id, money, share, rule, lag, key)| {
        let line = match key {
            0 => format!("amount: {money}"),
            1 => format!("carry_over: {share}"),
            2 => format!("payment_lag: {lag} years"),
            3 => format!("allocation: {rule}"),
            _ => format!(
                "amount: {money}, carry_over: {share}, allocation: {rule}, payment_lag: {lag} years"
            ),
        };
        format!("  {id}: {{{line}, source: x, grade: C}}\n")
    })
}

prop_compose! {
    /// A county as a line of the table.
    fn county()(
        population in prop_oneof![1 => 1_u32..20, 4 => 20_u32..900_000],
        per_household in 1_u32..6,
        area in prop::sample::select(vec!["0.01", "3", "900", "20000"]),
        urban in prop::sample::select(vec!["0", "0.001", "0.5", "1"]),
        gdp in prop::sample::select(vec!["0.01", "7", "900"]),
        counts in prop::array::uniform2(0_u32..300),
        stations in prop::array::uniform3(0_u32..2000),
    ) -> String {
        let [enterprises, communities] = counts;
        let households = (population / per_household).max(1);
        let mut stations = stations;
        stations.sort_unstable();
        let [a, b, c] = stations;
        format!("{population},{households},{area},{urban},{gdp},{enterprises},{communities},{a},{b},{c}")
    }
}

/// The lines of a mapping, each key once.
fn mapping(key: &str, lines: &[String]) -> String {
    let mut text = String::new();
    let mut seen = Vec::new();
    for line in lines {
        let own = line.split(':').next().unwrap_or_default();
        if !seen.contains(&own) {
            seen.push(own);
            text.push_str(line);
        }
    }
    if text.is_empty() {
        text
    } else {
        format!("{key}:\n{text}")
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("valid");
    fs::create_dir_all(&folder).unwrap();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    fs::copy(small.join("base.yaml"), folder.join("base.yaml")).unwrap();
    folder
}

/// The scenario, if the check lets it pass and it is small.
fn checked(folder: &Path) -> Option<Scenario> {
    let loaded = load(&folder.join("case.yaml"), &LoadOptions::default()).ok()?;
    (largest(&loaded.scenario) < MOST).then_some(loaded.scenario)
}

const HEADER: &str = "code,name_zh,name_en,population_2020,households_2020,area_km2,urban_share,gdp_2020_100m_yuan,industrial_enterprises_above_scale_2022,communities,stations_2020,stations_2021,stations_2022\n";

#[test]
fn a_scenario_that_passes_the_check_can_be_simulated() {
    let folder = folder();
    let passed = std::cell::Cell::new(0_u32);
    // the same cases every time; DABIAO_CASES asks for more of them
    let cases = std::env::var("DABIAO_CASES").map_or(200, |n| n.parse().expect("a number"));
    let mut config = ProptestConfig::with_cases(cases);
    config.failure_persistence = None;
    config.max_shrink_iters = 300;
    let strategy = (
        prop::collection::vec(parameter(), 0..5),
        prop::collection::vec(programme(), 0..4),
        prop::collection::vec(county(), 3),
        any::<bool>(),
        2025..2034_i32,
        prop::sample::select(vec![1_u32, 1, 3, 40]),
    );
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let outcome = runner.run(&strategy, |(parameters, programmes, counties, own_places, end_year, weight)| {
        let mut table = HEADER.to_owned();
        let small = include_str!("../fixtures/small/counties.csv");
        if own_places {
            for (at, county) in (1..).zip(&counties) {
                let _ = writeln!(table, "10000{at},县{at},County {at},{county}");
            }
        } else {
            small.clone_into(&mut table);
        }
        fs::write(folder.join("counties.csv"), table).unwrap();
        // the observed values are those of the small case's counties
        let text = format!(
            "schema_version: 1\nextends: base.yaml\nremove: [observed]\nend_year: {end_year}\nweight: {weight}\n{}{}",
            mapping("parameters", &parameters),
            mapping("programmes", &programmes)
        );
        fs::write(folder.join("case.yaml"), &text).unwrap();
        let Some(case) = checked(&folder) else {
            return Ok(());
        };
        passed.set(passed.get() + 1);
        let case = Arc::new(case);
        let foundation = Arc::new(Foundation::new(&case));
        let sites = foundation.stations.sites.len() as u64;
        prop_assert_eq!(StationPlan::size(&case, &foundation.territory), sites);
        for run in 0..2 {
            let run = simulate(&case, &foundation, RunKey::new(case.seed, run));
            if let Some(fault) = unsound(&case, &run) {
                return Err(TestCaseError::fail(format!("{fault}\n{text}")));
            }
        }
        Ok(())
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
    assert!(
        passed.get() > cases / 4,
        "only {} passed the check",
        passed.get()
    );
}
