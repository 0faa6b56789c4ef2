//! More money of one programme, the rest equal and the same dice, gives no fewer of what it supports. `docs/model.md` (what
//! is promised) says where that holds run by run and where on average only. Access, readiness, nodes and diagnoses are tested
//! run by run elsewhere (`access_and_nodes.rs`, `sim/enterprise/tests.rs`).

use dabiao::indicator::Indicator;
use dabiao::policy::Filter;
use dabiao::record::RunRecord;
use dabiao::scenario::{Parameter, Scenario};

use crate::stage::{difference, fix, programme, runs, small, total, with_money};

/// The first run and year in which `more` has less than `less`.
fn fewer(
    less: &[RunRecord],
    more: &[RunRecord],
    end_year: i32,
    indicator: Indicator,
) -> Option<String> {
    less.iter().zip(more).find_map(|(less, more)| {
        (2022..=end_year).find_map(|year| {
            let [l, m] = [less, more].map(|run| total(run, year, indicator));
            (m < l).then(|| format!("run {} {year}: {l} becomes {m}", less.run))
        })
    })
}

/// Stations that answer to the operators' money alone: permits are sure, nothing is replaced or removed.
fn sure_stations() -> Scenario {
    let mut case = small(2028);
    for (parameter, value) in [
        (Parameter::PermitNewMacro, 1.0),
        (Parameter::PermitCoSite, 1.0),
        (Parameter::PermitLowBand, 1.0),
        (Parameter::PermitIndoor, 1.0),
        (Parameter::StationRemovals, 0.0),
        (Parameter::KitReplacement, 0.0),
    ] {
        fix(&mut case, parameter, value);
    }
    with_money(&case, "city_stations", 0.0)
}

#[test]
fn operators_money_gives_no_fewer_stations_in_any_run_where_permits_are_sure() {
    let case = sure_stations();
    let [less, some, more] =
        [0.5, 1.0, 1.5].map(|f| runs(&with_money(&case, "operator_5g", f), 10));
    let stations = Indicator::BaseStations;
    assert_eq!(fewer(&less, &some, 2028, stations), None);
    assert_eq!(fewer(&some, &more, 2028, stations), None);
    assert!(difference(&less, &some, 2028, stations).0 > 100.0);
    // the other way round it does not hold: the comparison sees it
    assert!(fewer(&some, &less, 2028, stations).is_some());
}

#[test]
fn operators_money_gives_no_fewer_stations_on_average() {
    let case = small(2026);
    let [less, more] = [0.9, 1.1].map(|f| runs(&with_money(&case, "operator_5g", f), 40));
    let (mean, error) = difference(&less, &more, 2026, Indicator::BaseStations);
    assert!(mean > 3.0 * error, "{mean} ± {error}");
}

#[test]
fn a_grant_for_stations_gives_no_fewer_on_average() {
    let mut case = small(2026);
    // whatever is built may have it: a grant for some places also moves money between places
    let grant = programme(&mut case, "city_stations");
    grant.filter = Filter::default();
    let [none, some, more] =
        [0.0, 1.0, 4.0].map(|f| runs(&with_money(&case, "city_stations", f), 40));
    for (less, more) in [(&none, &some), (&some, &more)] {
        let (mean, error) = difference(less, more, 2026, Indicator::BaseStations);
        assert!(mean > 0.0, "{mean} ± {error}");
    }
}

#[test]
fn siting_support_gives_no_fewer_stations_on_average() {
    let mut case = small(2026);
    for permit in [
        Parameter::PermitCoSite,
        Parameter::PermitLowBand,
        Parameter::PermitIndoor,
    ] {
        fix(&mut case, permit, 0.6);
    }
    let [none, some, more] =
        [0.0, 1.0, 4.0].map(|f| runs(&with_money(&case, "city_siting", f), 40));
    for (less, more) in [(&none, &some), (&some, &more)] {
        let (mean, error) = difference(less, more, 2026, Indicator::BaseStations);
        assert!(mean > 3.0 * error, "{mean} ± {error}");
    }
}

#[test]
fn support_of_enterprises_gives_no_fewer_starts_on_average() {
    let case = small(2025);
    let [none, some, more] =
        [0.0, 1.0, 4.0].map(|f| runs(&with_money(&case, "city_vouchers", f), 200));
    for started in [Indicator::StartedSmall, Indicator::StartedBelowScale] {
        let (mean, error) = difference(&none, &more, 2025, started);
        assert!(mean > 0.0, "{started:?} {mean} ± {error}");
    }
    let (mean, error) = difference(&none, &some, 2025, Indicator::EnterprisesStarted);
    assert!(mean > 3.0 * error, "{mean} ± {error}");
}
