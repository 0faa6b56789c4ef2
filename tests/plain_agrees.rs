//! The plain model and the ECS agree: indicators to the bit, ledgers to the fen, in every run that is tried.

mod chance;
mod plain;

use std::sync::Arc;

use dabiao::indicator::Indicator as I;
use dabiao::policy::Supports;
use dabiao::record::{LedgerRow, RunRecord};
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{Parameter, Scenario};
use dabiao::sim::{Foundation, RunKey, simulate};
use proptest::prelude::*;

/// What both models know of.
const INDICATORS: [I; 27] = [
    I::Population,
    I::BaseStations,
    I::StationsAdded,
    I::StationsPer10k,
    I::PopulationCoverage,
    I::VillagesCovered,
    I::StationInvestment,
    I::PoolLeft,
    I::StationsOfNewMacro,
    I::StationsOfCoSite,
    I::StationsOfLowBand,
    I::StationsOfIndoor,
    I::EnterprisesStarted,
    I::EnterprisesStartedShare,
    I::EnterprisesLevel2,
    I::EnterprisesLevel3,
    I::EnterprisesLevel4,
    I::EnterprisesDiagnosed,
    I::StartsInYear,
    I::StartedLarge,
    I::StartedMedium,
    I::StartedSmall,
    I::StartedBelowScale,
    I::OnlineSales,
    I::OnlineSalesGrowth,
    I::OnlinePurchases,
    I::OnlinePurchasesGrowth,
];

fn ours(supports: Supports) -> bool {
    matches!(
        supports,
        Supports::BaseStation | Supports::Diagnosis | Supports::Enterprise
    )
}

/// Whether programme `number` pays for stations and enterprises only, its match included.
fn compared(case: &Scenario, number: usize) -> bool {
    let pays_for_others = case.programmes.iter().any(|p| {
        !ours(p.supports)
            && p.matching
                .is_some_and(|matching| usize::from(matching.from) == number)
    });
    ours(case.programmes[number].supports) && !pays_for_others
}

fn ledger<'a>(case: &'a Scenario, record: &'a RunRecord) -> Vec<&'a LedgerRow> {
    let rows = record.ledger.iter();
    rows.filter(|row| compared(case, usize::from(row.programme)))
        .collect()
}

/// The first few places where two records differ.
fn differences(case: &Scenario, ecs: &RunRecord, plain: &RunRecord) -> Vec<String> {
    let mut found = Vec::new();
    for year in case.base_year..=case.end_year {
        for indicator in INDICATORS {
            for place in 0..ecs.series.places() {
                let both = [ecs, plain].map(|record| {
                    let at = indicator as usize;
                    let value = record.series.get(year, place, at);
                    (value, record.series.limit(year, place, at))
                });
                let bits = both.map(|(value, limit)| (value.map(f64::to_bits), limit));
                if bits[0] != bits[1] {
                    let key = indicator.row().key;
                    found.push(format!("{year} {key} at {place}: {both:?}"));
                }
            }
        }
    }
    let (a, b) = (ledger(case, ecs), ledger(case, plain));
    if a.len() != b.len() {
        found.push(format!("{} and {} rows", a.len(), b.len()));
    }
    for (a, b) in a.into_iter().zip(b) {
        if a != b {
            let id = &case.programmes[usize::from(a.programme)].id;
            found.push(format!("{id}:\n  {a:?}\n  {b:?}"));
        }
    }
    found.truncate(8);
    found
}

fn agrees(path: &str, seeds: &[u64], runs: u32) {
    agrees_with_events(path, seeds, runs, 0);
}

/// The same where each run lives through the events of the run `further` on, as where variance is split.
fn agrees_with_events(path: &str, seeds: &[u64], runs: u32, further: u32) {
    let case = Arc::new(chance::scenario(path));
    for factor in [Parameter::FactorGigabit, Parameter::FactorNode] {
        let value = case.parameter(factor);
        let outside = (value.base - 1.0).abs() > 0.0 || value.distribution != Distribution::Fixed;
        assert!(!outside, "the plain model knows no fibre and no nodes");
    }
    let shared = Arc::new(Foundation::new(&case));
    let mut rows = 0;
    for seed in seeds {
        for run in 0..runs {
            let key = RunKey {
                events: run + further,
                ..RunKey::new(*seed, run)
            };
            let ecs = simulate(&case, &shared, key);
            let plain = plain::simulate(&case, &shared, key);
            assert_eq!(ecs.parameters, plain.parameters);
            rows += ledger(&case, &ecs).len();
            let found = differences(&case, &ecs, &plain);
            let found = found.join("\n");
            assert!(found.is_empty(), "{path}, seed {seed}, run {run}\n{found}");
        }
    }
    assert!(rows > 0, "there were rows to compare");
}

#[test]
fn on_the_fixture() {
    agrees("tests/fixtures/small/baseline.yaml", &[42], 20);
}

#[test]
fn on_the_real_baseline() {
    agrees("scenarios/yancheng/baseline.yaml", &[1, 2, 3], 1);
}

#[test]
fn on_the_other_scenarios_that_are_shipped() {
    for path in [
        "yancheng/city_fund_strong",
        "yancheng/enterprise_first",
        "yancheng/illustrative",
        "yancheng/operators_tightened",
        "yancheng/rural_first",
        "jiangsu",
        "china",
    ] {
        agrees(&format!("scenarios/{path}.yaml"), &[4], 1);
    }
}

#[test]
fn with_support_of_every_kind() {
    agrees("tests/fixtures/plain/supported.yaml", &[1, 2, 3], 4);
}

#[test]
fn with_a_grant_that_also_matches() {
    agrees(
        "tests/fixtures/plain/matched_by_support.yaml",
        &[1, 2, 3],
        4,
    );
}

#[test]
fn with_events_of_another_run() {
    agrees_with_events("tests/fixtures/plain/supported.yaml", &[1, 2], 2, 1 << 30);
    agrees_with_events("tests/fixtures/plain/supported_by_tens.yaml", &[1, 2], 2, 1);
}

#[test]
fn with_entities_that_stand_for_ten() {
    agrees("tests/fixtures/plain/supported_by_tens.yaml", &[1, 2, 3], 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_funding_by_chance(case in chance::scenarios(), run in 0..50_u32) {
        let case = Arc::new(case);
        let shared = Arc::new(Foundation::new(&case));
        let key = RunKey::new(11, run);
        let (ecs, plain) = (simulate(&case, &shared, key), plain::simulate(&case, &shared, key));
        let found = differences(&case, &ecs, &plain).join("\n");
        prop_assert!(found.is_empty(), "{found}");
    }
}

#[test]
fn draws_in_lanes_are_the_same() {
    for path in [
        "scenarios/yancheng/baseline.yaml",
        "tests/fixtures/plain/supported_by_tens.yaml",
    ] {
        let case = chance::scenario(path);
        let (shared, key) = (Foundation::new(&case), RunKey::new(5, 2));
        let [single, lanes] =
            [false, true].map(|lanes| plain::watched(&case, &shared, key, lanes, &mut |_| ()));
        assert!(differences(&case, &single, &lanes).is_empty(), "{path}");
    }
}

#[test]
fn a_bit_and_a_fen_are_noticed() {
    let case = chance::scenario("tests/fixtures/small/baseline.yaml");
    let shared = Foundation::new(&case);
    let whole = plain::simulate(&case, &shared, RunKey::new(42, 0));
    assert!(differences(&case, &whole, &whole).is_empty());
    let mut other = whole.clone();
    let (place, at) = (2, I::PopulationCoverage as usize);
    let value = whole.series.get(2027, place, at).expect("a share");
    let next = f64::from_bits(value.to_bits() + 1);
    other.series.set(2027, place, at, next);
    assert_eq!(differences(&case, &whole, &other).len(), 1);
    let mut other = whole.clone();
    let row = other
        .ledger
        .iter_mut()
        .find(|row| compared(&case, usize::from(row.programme)) && !row.spent.is_zero())
        .expect("a row of ours");
    row.spent += dabiao::quantity::Money::from_fen(1);
    assert_eq!(differences(&case, &whole, &other).len(), 1);
}
