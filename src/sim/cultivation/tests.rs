//! Cultivation as a whole: quotas, pools, drivers and awards.

use std::sync::Arc;

use super::super::{Foundation, RunKey, simulate, trial};
use crate::indicator::IndicatorId;
use crate::policy::Programme;
use crate::record::{Limit, RunRecord, TOTAL};
use crate::scenario::resolved::Drivers;
use crate::scenario::{Parameter, Scenario};

const NONE: Drivers = Drivers {
    money: 0.0,
    digital: 0.0,
    coverage: 0.0,
};
const MONEY: Drivers = Drivers { money: 1.0, ..NONE };

fn cultivating(pool: u32, quota: u32, drivers: Drivers, programmes: Vec<Programme>) -> Scenario {
    let mut case = trial::case();
    case.items.push(trial::item(pool, quota, drivers));
    trial::fund(&mut case, programmes);
    case
}

fn run(case: Scenario) -> RunRecord {
    let case = Arc::new(case);
    let foundation = Arc::new(Foundation::new(&case));
    simulate(&case, &foundation, RunKey::new(1, 0))
}

fn recognised(record: &RunRecord, year: i32) -> f64 {
    record
        .series
        .get(year, TOTAL, IndicatorId::cultivated(0).index())
        .expect("set every year")
}

fn limit(record: &RunRecord, year: i32) -> Limit {
    record
        .series
        .limit(year, TOTAL, IndicatorId::cultivated(0).index())
}

#[test]
fn recognition_goes_on_without_money_and_keeps_the_quota() {
    let record = run(cultivating(200, 5, NONE, Vec::new()));
    assert!((recognised(&record, 2022) - 4.0).abs() < 1e-9);
    for year in 2023..=2030 {
        let more = recognised(&record, year) - recognised(&record, year - 1);
        assert!((more - 5.0).abs() < 1e-9, "about 20 of 200 ripen a year");
        assert_eq!(limit(&record, year), Limit::Capacity);
    }
}

#[test]
fn candidates_ripen_at_the_stated_pace_and_the_pool_ends() {
    // readiness is uniform and grows by 0.1 a year on average: a tenth of the pool ripens each year
    let record = run(cultivating(1000, 1000, NONE, Vec::new()));
    let first = recognised(&record, 2023) - 4.0;
    assert!((70.0..130.0).contains(&first), "{first}");
    assert_eq!(limit(&record, 2023), Limit::Adoption);
    let mut quick = cultivating(10, 1000, NONE, Vec::new());
    trial::set(&mut quick, Parameter::CandidateGrowth, 0.5);
    let record = run(quick);
    assert!((recognised(&record, 2030) - 14.0).abs() < 1e-9);
    assert_eq!(limit(&record, 2030), Limit::Pool);
}

#[test]
fn money_on_offer_speeds_ripening_but_one_fen_does_not() {
    let with = |money: f64| {
        let awards = vec![trial::recognition_awards(1e5, money)];
        recognised(&run(cultivating(1000, 1000, MONEY, awards)), 2024)
    };
    let none = with(0.0);
    assert!((with(0.01 * 11.0) - none).abs() < 1e-9);
    assert!(with(1e9) > 1.5 * none);
}

#[test]
fn every_recognition_is_awarded_while_money_lasts() {
    let record = run(cultivating(
        1000,
        1000,
        NONE,
        vec![trial::recognition_awards(1e5, 1e9)],
    ));
    for year in 2023..=2030 {
        let more = recognised(&record, year) - recognised(&record, year - 1);
        let spent: f64 = record
            .ledger
            .iter()
            .filter(|row| row.year == year)
            .map(|row| row.spent.yuan())
            .sum();
        assert!((spent - 1e5 * more).abs() < 1e-6, "{year}");
    }
}
