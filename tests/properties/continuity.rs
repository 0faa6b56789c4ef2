//! The first simulated year goes on from the last observed one, and a naive forecast stands beside what is planned.

use dabiao::analysis::{Ensemble, summarise};
use dabiao::indicator::Indicator;
use dabiao::scenario::{Parameter, Scenario};
use dabiao::statistics::median;

use crate::stage::{case, runs, total, with_money};

fn yancheng(end_year: i32) -> Scenario {
    case("scenarios/yancheng/baseline.yaml", end_year)
}

/// Median of what is added in the first simulated year, relative to the base year's additions.
fn first_year(case: &Scenario, indicator: Indicator, additions: Parameter) -> f64 {
    let added: Vec<f64> = runs(case, 25)
        .iter()
        .map(|run| total(run, 2023, indicator) - total(run, 2022, indicator))
        .collect();
    median(&added) / case.base(additions)
}

#[test]
fn the_first_year_adds_the_stations_of_the_last_one() {
    let baseline = yancheng(2023);
    let additions = Parameter::StationAdditions;
    assert!((baseline.base(additions) - 3300.0).abs() < 1e-9);
    let ratio = first_year(&baseline, Indicator::BaseStations, additions);
    assert!((0.85..=1.15).contains(&ratio), "{ratio}");
    // operators who spend a fifth less do not go on as before
    let tight = with_money(&baseline, "operator_5g", 0.8);
    let ratio = first_year(&tight, Indicator::BaseStations, additions);
    assert!(!(0.85..=1.15).contains(&ratio), "{ratio}");
}

#[test]
fn a_naive_forecast_stands_beside_every_planned_series() {
    let case = yancheng(2025);
    let records = runs(&case, 2);
    let ensemble = Ensemble {
        scenario: &case,
        runs: &records,
    };
    let forecasts = summarise(&ensemble, &[]).forecasts;
    let planned = [
        Indicator::BaseStations,
        Indicator::PonPorts,
        Indicator::SecondaryNodes,
        Indicator::GigabitSubscribers,
        Indicator::EnterprisesStarted,
    ];
    for indicator in planned {
        let found: Vec<_> = forecasts
            .iter()
            .filter(|f| f.indicator == indicator.id())
            .collect();
        assert_eq!(found.len(), 1, "{indicator:?}");
        let (forecast, base) = (found[0], found[0].at(2022));
        assert!((forecast.at(2024) - base - 2.0 * forecast.increment).abs() < 1e-6);
    }
    let stations = forecasts
        .iter()
        .find(|f| f.indicator == Indicator::BaseStations.id())
        .expect("tested above");
    assert!(
        (stations.at(2025) - 19_900.0).abs() < 1e-6,
        "10 000 + 3 × 3 300"
    );
    // a card goal may go without one only where a single year is observed: gigabit coverage by households passed
    for target in case.targets.iter().filter(|t| t.card_goal) {
        let years = case.observed.iter().filter(|o| {
            o.indicator == target.indicator && o.county.is_none() && o.year >= case.base_year - 1
        });
        let found = forecasts.iter().any(|f| f.indicator == target.indicator);
        assert!(found || years.count() < 2, "{}", target.id);
    }
}
