//! What a sheet of paper can check: stations from money and price, a ledger row by row, and what must hold in any scenario.

mod chance;

use std::collections::BTreeMap;
use std::sync::Arc;

use dabiao::indicator::Indicator;
use dabiao::policy::Supports;
use dabiao::quantity::{Money, Year};
use dabiao::record::{LedgerRow, RunRecord};
use dabiao::scenario::Scenario;
use dabiao::sim::{Foundation, RunKey, simulate};
use proptest::prelude::*;

fn run(case: &Scenario, run: u32) -> RunRecord {
    let case = Arc::new(case.clone());
    let shared = Arc::new(Foundation::new(&case));
    simulate(&case, &shared, RunKey::new(7, run))
}

fn value(record: &RunRecord, year: Year, place: usize, indicator: Indicator) -> f64 {
    let value = record.series.get(year, place, indicator as usize);
    value.unwrap_or_else(|| panic!("{indicator:?} of {year}"))
}

fn stations_added(record: &RunRecord) -> Vec<f64> {
    let added = |year| value(record, year, 1, Indicator::StationsAdded);
    (2023..=2026).map(added).collect()
}

/// Amounts of a programme's rows in whole yuan: pool first, then the county, each year by year.
fn rows(
    case: &Scenario,
    record: &RunRecord,
    programme: &str,
) -> Vec<(Option<u16>, Year, [i64; 8])> {
    let yuan = |money: Money| {
        assert_eq!(money.fen() % 100, 0, "whole yuan on this sheet");
        money.fen() / 100
    };
    let of = |row: &&LedgerRow| case.programmes[usize::from(row.programme)].id == programme;
    let rows = record.ledger.iter().filter(of);
    rows.map(|row| {
        let amounts = [
            row.appropriated,
            row.transferred_in,
            row.carried_in,
            row.recovered,
            row.spent,
            row.committed,
            row.carried_over,
            row.lapsed,
        ];
        (row.county, row.year, amounts.map(yuan))
    })
    .collect()
}

#[test]
fn stations_are_money_over_price() {
    let case = chance::scenario("tests/fixtures/plain/one_county.yaml");
    let record = run(&case, 0);
    // 401 additions of 200 000 yuan, times 50.5 %, 100 %, 0 and 33 %; what is left of a year's money lapses
    assert_eq!(stations_added(&record), [202.0, 401.0, 0.0, 132.0]);
    assert!(value(&record, 2026, 1, Indicator::PoolLeft) > 0.0);
    let pool = |year, budget: i64, paid: i64| {
        let amounts = [budget, -paid, 0, 0, 0, 0, 0, budget - paid];
        (None, year, amounts)
    };
    let line = |year, paid: i64| (Some(0), year, [0, paid, 0, 0, paid, 0, 0, 0]);
    assert_eq!(
        rows(&case, &record, "operator_5g"),
        [
            pool(2023, 40_501_000, 40_400_000),
            pool(2024, 80_200_000, 80_200_000),
            pool(2026, 26_466_000, 26_400_000),
            line(2023, 40_400_000),
            line(2024, 80_200_000),
            line(2026, 26_400_000),
        ]
    );
}

#[test]
fn a_grant_buys_what_a_sheet_of_paper_says() {
    let case = chance::scenario("tests/fixtures/plain/one_county_supported.yaml");
    let record = run(&case, 0);
    // 60 000 yuan of grant a station while it lasts: 16, 8, 0 (no operators' money) and 4; the rest at the full price
    let sheet = [16 + 191, 8 + 395, 0, 4 + 129].map(f64::from);
    assert_eq!(stations_added(&record), sheet);
    // paid a year later; half of what is free is carried over
    assert_eq!(
        rows(&case, &record, "city_grant"),
        [
            (2023, [1_000_000, 0, 0, 0, 0, 960_000, 20_000, 20_000]),
            (
                2024,
                [500_000, 0, 980_000, 0, 960_000, 480_000, 20_000, 20_000]
            ),
            (2025, [500_000, 0, 500_000, 0, 480_000, 0, 260_000, 260_000]),
            (2026, [0, 0, 260_000, 0, 0, 240_000, 10_000, 10_000]),
        ]
        .map(|(year, amounts)| (Some(0), year, amounts))
    );
}

/// Every row balances, follows from the year before, and no column that cannot be negative is; a pool's transfers sum to
/// zero.
fn books_hold(case: &Scenario, record: &RunRecord) -> Result<(), TestCaseError> {
    let mut before: BTreeMap<(u16, Option<u16>), LedgerRow> = BTreeMap::new();
    let mut moved: BTreeMap<(u16, Year), Money> = BTreeMap::new();
    for row in &record.ledger {
        let came = row.appropriated + row.transferred_in + row.carried_in + row.recovered;
        let went = row.spent + row.committed + row.carried_over + row.lapsed;
        prop_assert_eq!(came, went, "{:?}", row);
        let least = [
            row.appropriated,
            row.carried_in,
            row.recovered,
            row.spent,
            row.committed,
            row.carried_over,
            row.lapsed,
        ];
        prop_assert!(
            least.iter().all(|amount| *amount >= Money::ZERO),
            "{:?}",
            row
        );
        if let Some(last) = before.insert((row.programme, row.county), *row) {
            let held = last.carried_over + last.committed;
            prop_assert!(last.year + 1 == row.year || held.is_zero(), "{:?}", row);
            prop_assert_eq!(row.carried_in, held, "{:?}", row);
        } else if row.year > case.base_year + 1 {
            prop_assert_eq!(row.carried_in, Money::ZERO, "{:?}", row);
        }
        *moved.entry((row.programme, row.year)).or_default() += row.transferred_in;
    }
    for last in before.values().filter(|row| row.year < case.end_year) {
        prop_assert_eq!(
            last.carried_over + last.committed,
            Money::ZERO,
            "{:?}",
            last
        );
    }
    prop_assert!(moved.values().all(|sum| sum.is_zero()));
    Ok(())
}

/// Shares lie in 0 to 100; an enterprise rises by at most one level a year and never falls; a diagnosis stays; stations are
/// those of last year and this year's, and nobody builds on a site twice.
fn arrows_hold(case: &Scenario, record: &RunRecord) -> Result<(), TestCaseError> {
    let rows = case.indicators();
    let removals = record.parameters[dabiao::scenario::Parameter::StationRemovals.index()];
    let shared = Foundation::new(case);
    #[expect(clippy::cast_precision_loss, reason = "sites are far below 2⁵³")]
    let pool = shared.stations.pool() as f64;
    for year in case.base_year..=case.end_year {
        for place in 0..record.series.places() {
            for (at, row) in rows.iter().enumerate() {
                // nominal coverage counts spare ports and may pass 100 %
                if row.unit.key() == "%" && !row.key.contains("nominal") {
                    let share = record.series.get(year, place, at).unwrap_or(0.0);
                    prop_assert!((0.0..=100.0).contains(&share), "{} {share}", row.key);
                }
            }
            if year == case.base_year {
                continue;
            }
            let now = |indicator| value(record, year, place, indicator);
            let last = |indicator| value(record, year - 1, place, indicator);
            let levels = [
                Indicator::EnterprisesStarted,
                Indicator::EnterprisesLevel2,
                Indicator::EnterprisesLevel3,
                Indicator::EnterprisesLevel4,
            ];
            for level in levels {
                prop_assert!(now(level) >= last(level));
            }
            for pair in levels.windows(2) {
                prop_assert!(now(pair[1]) <= last(pair[0]));
            }
            prop_assert!(
                now(Indicator::EnterprisesDiagnosed) >= last(Indicator::EnterprisesDiagnosed)
            );
            let stations = Indicator::BaseStations;
            let added = now(Indicator::StationsAdded);
            prop_assert!((now(stations) - last(stations) - added).abs() < 0.5);
            if removals == 0.0 {
                prop_assert!(added >= 0.0);
                prop_assert!(
                    now(Indicator::PopulationCoverage) >= last(Indicator::PopulationCoverage)
                );
            }
        }
        let total = |indicator| value(record, year, 0, indicator);
        prop_assert!(total(Indicator::BaseStations) + total(Indicator::PoolLeft) <= pool);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn books_balance_and_stages_follow_their_arrows(case in chance::scenarios(), number in 0..50_u32) {
        let record = run(&case, number);
        books_hold(&case, &record)?;
        arrows_hold(&case, &record)?;
    }

    #[test]
    fn an_offer_of_one_fen_changes_nothing(case in chance::scenarios(), number in 0..50_u32) {
        let mut poor = case.clone();
        let mut none = case;
        let last = poor.programmes.len() - 1;
        for (case, fen) in [(&mut poor, 1), (&mut none, 0)] {
            // the smallest offer comes first in line, where it could do most harm
            let programme = case.programmes.remove(last);
            case.programmes.insert(2, programme);
            let programme = &mut case.programmes[2];
            programme.allocation = dabiao::policy::Allocation::LeastCost;
            // stations are ranked by the first offer until it proves short: it must prove so at the first station
            if programme.supports == Supports::BaseStation {
                programme.filter = dabiao::policy::Filter::default();
            }
            programme.budget = dabiao::policy::Budget::Stated {
                amounts: vec![Money::from_fen(fen); 8],
                scaled_by: None,
            };
        }
        // a part of an entity may be funded: who asks in part is an accident of weight
        if poor.weight > 1 && poor.programmes[2].supports == Supports::Enterprise {
            return Ok(());
        }
        let (poor, none) = (run(&poor, number), run(&none, number));
        for year in 2023..=2024 {
            for indicator in Indicator::ALL.iter().filter(|i| !i.row().key.contains("spending")) {
                for place in 0..poor.series.places() {
                    let of = |record: &RunRecord| record.series.get(year, place, *indicator as usize);
                    prop_assert_eq!(of(&poor), of(&none), "{:?} {}", indicator, year);
                }
            }
        }
    }
}
