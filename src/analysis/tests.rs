//! Summaries of runs made by hand, with answers worked out by hand.

use std::path::Path;

use super::*;
use crate::indicator::{Indicator, IndicatorId};
use crate::record::{Limit, RunRecord, Series};
use crate::scenario::{LoadOptions, load};
use crate::statistics::wilson;

fn scenario() -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small/baseline.yaml");
    load(&file, &LoadOptions::default())
        .expect("the fixture is sound")
        .scenario
}

/// A run in which everything is 0 but stations, which rise from 1 000 to `due` in 2025 by equal steps, and go on.
fn run(scenario: &Scenario, number: u32, due: f64, limit: Limit) -> RunRecord {
    let (places, indicators) = (scenario.counties.len() + 1, scenario.indicator_count());
    let years = scenario.years().count() + 1;
    let mut series = Series::new(scenario.base_year, years, places - 1, indicators);
    for year in scenario.base_year..=scenario.end_year {
        for place in 0..places {
            for indicator in 0..indicators {
                series.set(year, place, indicator, 0.0);
            }
        }
        let stations = Indicator::BaseStations.id().index();
        let step = (due - 1000.0) / 3.0;
        let value = 1000.0 + step * f64::from(year - scenario.base_year);
        series.set(year, 0, stations, value);
        for county in 1..places {
            series.set(year, county, stations, value / 2.0);
        }
        if year > scenario.base_year {
            series.set_limit(year, 0, stations, limit);
        }
    }
    RunRecord {
        paths: Vec::new(),
        run: number,
        parameters: Parameter::ALL.iter().map(|p| scenario.base(*p)).collect(),
        series,
        ledger: Vec::new(),
    }
}

/// The fixture with four runs: 4 000, 5 499.6, 5 500 and 7 000 stations in 2025; its target is 5 500.
fn case() -> (Scenario, Vec<RunRecord>) {
    let scenario = scenario();
    let runs = [
        (4000.0, Limit::Money),
        (5499.6, Limit::Money),
        (5500.0, Limit::Capacity),
        (7000.0, Limit::None),
    ];
    let runs = (0..)
        .zip(runs)
        .map(|(number, (due, limit))| run(&scenario, number, due, limit))
        .collect();
    (scenario, runs)
}

fn stations(summary: &Summary, scenario: &Scenario) -> Attainment {
    let at = scenario
        .targets
        .iter()
        .position(|t| t.id == "base_stations")
        .expect("the fixture has it");
    summary.attainment[at].clone()
}

#[test]
fn a_target_is_judged_at_its_year_after_rounding() {
    let (scenario, runs) = case();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let summary = summarise(&ensemble, &runs);
    let row = stations(&summary, &scenario);
    let judged = row.judged.expect("assessed");
    assert_eq!((judged.met, judged.runs), (3, 4), "5 499.6 rounds to 5 500");
    assert!((judged.probability - 0.75).abs() < 1e-12);
    assert_eq!(judged.interval, wilson(3, 4));
    let lacking = (1500.0 + 0.4) / 4.0;
    assert!((judged.expected_shortfall - lacking).abs() < 1e-9);
    assert_eq!(judged.required_per_year, Some(1500.0));
    // 7 000 passes in 2025 too (5 000 in 2024); the others in 2025, 2025 and 2027
    assert_eq!(judged.first_year_p50, Some(2025));
    assert_eq!(row.verdict, Verdict::Undecided);
    assert!(judged.swing.is_none(), "four runs have no thirds");
}

#[test]
fn limits_are_shares_of_runs() {
    let (scenario, runs) = case();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let row = stations(&summarise(&ensemble, &runs), &scenario);
    let shares = [
        (Limit::Money, 0.5),
        (Limit::None, 0.25),
        (Limit::Capacity, 0.25),
    ];
    assert_eq!(row.limits.0, shares);
    assert_eq!(row.limits.first(), Some((Limit::Money, 0.5)));
}

#[test]
fn never_reached_is_no_year() {
    let scenario = scenario();
    let runs: Vec<RunRecord> = (0..3)
        .map(|n| {
            run(
                &scenario,
                n,
                if n == 0 { 9000.0 } else { 1000.0 },
                Limit::Pool,
            )
        })
        .collect();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let row = stations(&summarise(&ensemble, &runs), &scenario);
    assert_eq!(row.judged.expect("assessed").first_year_p50, None);
}

#[test]
fn counties_have_their_share_of_a_count_and_the_whole_of_a_share() {
    let (scenario, runs) = case();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let summary = summarise(&ensemble, &runs);
    let thresholds = |id: &str| -> Vec<f64> {
        let of = |row: &&CountyAttainment| scenario.targets[row.target].id == id;
        let rows = summary.counties.iter().filter(of);
        rows.map(|row| row.threshold).collect()
    };
    let stations = thresholds("base_stations");
    assert_eq!(stations.len(), scenario.counties.len());
    assert!((stations.iter().sum::<f64>() - 5500.0).abs() < 1e-9);
    assert!(
        thresholds("gigabit_coverage")
            .iter()
            .all(|t| (t - 100.0).abs() < 1e-12)
    );
}

#[test]
fn the_central_run_is_nearest_to_the_medians() {
    let (scenario, runs) = case();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    // the median is 5 499.8: runs 1 and 2 are equally near, and the first counts
    assert_eq!(central_run(&ensemble), 1);
}

#[test]
fn transformation_is_a_goal_without_a_number() {
    let scenario = scenario();
    let goals = goal::card_goals(&scenario);
    let last = goals.last().expect("four goals");
    assert_eq!((goals.len(), last.id.as_str()), (4, "enterprises_started"));
    assert_eq!((last.target, last.year), (None, 2025));
}

#[test]
fn an_unknown_base_gives_a_condition_instead_of_a_probability() {
    let (scenario, runs) = case();
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let summary = summarise(&ensemble, &runs);
    for row in &summary.attainment {
        let target = &scenario.targets[row.target];
        assert_eq!(row.judged.is_some(), target.evidence.assessed());
        if target.id == "listings" {
            // more than 0 of what never grows: one more than nothing must be there already
            let condition = row.condition.expect("not assessed");
            assert!((condition.base - 1.0).abs() < 1e-12 && condition.per_year.abs() < 1e-12);
        }
    }
}

#[test]
fn a_joint_probability_counts_runs_that_meet_all() {
    let (scenario, mut runs) = case();
    for run in &mut runs[1..] {
        for (indicator, value) in [
            (Indicator::GigabitPassed.id(), 100.0),
            (Indicator::SecondaryNodes.id(), 3.0),
        ] {
            run.series.set(2025, 0, indicator.index(), value);
        }
    }
    runs[3]
        .series
        .set(2025, 0, Indicator::SecondaryNodes.id().index(), 2.0);
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let joint = summarise(&ensemble, &runs)
        .joint_card
        .expect("three card goals");
    assert_eq!(joint.targets, 3);
    assert!((joint.probability - 0.5).abs() < 1e-12);
}

#[test]
fn differences_are_taken_run_by_run() {
    let (scenario, runs) = case();
    let other: Vec<RunRecord> = [5600.0, 5500.0, 5000.0, 7100.0]
        .into_iter()
        .zip(0..)
        .map(|(due, n)| run(&scenario, n, due, Limit::None))
        .collect();
    let ensemble = |runs| Ensemble {
        scenario: &scenario,
        runs,
    };
    let rows = attainment_differences(&ensemble(&runs), &ensemble(&other));
    let row = rows.iter().find(|row| row.target == "base_stations");
    let (difference, interval, gained, lost) = row.and_then(|r| r.judged).expect("assessed");
    assert_eq!((gained, lost), (1, 1));
    assert!(difference.abs() < 1e-12 && interval.low < 0.0 && interval.high > 0.0);
    let rows = indicator_differences(&ensemble(&runs), &ensemble(&other));
    let stations: IndicatorId = Indicator::BaseStations.id();
    let row = rows
        .iter()
        .find(|r| (r.place, r.indicator, r.year) == (0, stations, 2025))
        .expect("a row");
    let mean = (1600.0 + 0.4 - 500.0 + 100.0) / 4.0;
    assert!((row.spread.mean - mean).abs() < 1e-9);
}
