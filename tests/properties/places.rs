//! Borders and space: two halves of a county are worth the whole, and far places are not near ones.

use dabiao::indicator::Indicator;
use dabiao::policy::Allocation;
use dabiao::record::RunRecord;
use dabiao::scenario::resolved::County;
use dabiao::scenario::{Parameter, Scenario};

use crate::stage::{difference, fix, runs, small, total};

/// Years simulated, counties after the split, programmes that pay for stations.
const YEARS: i32 = 4;

/// One type of station, sure permits, the same months for all, communities of one size; money shared by people.
fn plain() -> Scenario {
    let mut case = small(2022 + YEARS);
    for (parameter, value) in [
        (Parameter::CommunitySizeSpread, 0.0),
        (Parameter::MixNewMacro, 0.0),
        (Parameter::MixCoSite, 1.0),
        (Parameter::MixLowBand, 0.0),
        (Parameter::MixIndoor, 0.0),
        (Parameter::PermitCoSite, 1.0),
        (Parameter::LeadCoSite, 0.0),
        (Parameter::LeadNewSite, 0.0),
        (Parameter::StationRemovals, 0.0),
        (Parameter::KitReplacement, 0.0),
    ] {
        fix(&mut case, parameter, value);
    }
    for programme in &mut case.programmes {
        if programme.allocation != Allocation::LeastCost {
            programme.allocation = Allocation::Population;
        }
    }
    let county = &mut case.counties[0];
    county.population &= !1;
    county.households &= !1;
    county.above_scale &= !1;
    county.communities &= !1;
    case
}

/// The case with its first county in two halves that count as peers.
fn split(case: &Scenario, share: f64) -> Scenario {
    let part = |county: &County, share: f64, code: &str| {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "counts of a county"
        )]
        let of = |count: u64| (count as f64 * share).round() as u64;
        County {
            code: code.to_owned(),
            population: of(county.population),
            households: of(county.households),
            above_scale: of(county.above_scale),
            communities: of(county.communities),
            area_km2: county.area_km2 * share,
            gdp: county.gdp.times(share),
            stations: county
                .stations
                .iter()
                .map(|(y, s)| (*y, s * share))
                .collect(),
            ..county.clone()
        }
    };
    let mut case = case.clone();
    let whole = case.counties.remove(0);
    let halves = [
        part(&whole, share, "100001"),
        part(&whole, 1.0 - share, "1000015"),
    ];
    case.counties.splice(0..0, halves);
    case
}

/// The largest difference of stations in any run and year.
fn apart(a: &[RunRecord], b: &[RunRecord]) -> f64 {
    let pairs = a.iter().zip(b);
    pairs
        .flat_map(|(a, b)| {
            (2022..=2022 + YEARS).map(move |year| {
                let [a, b] = [a, b].map(|run| total(run, year, Indicator::BaseStations));
                (a - b).abs()
            })
        })
        .fold(0.0, f64::max)
}

#[test]
fn two_halves_of_a_county_have_the_stations_of_the_whole() {
    let case = plain();
    let halves = split(&case, 0.5);
    let (whole, parts) = (runs(&case, 10), runs(&halves, 10));
    // an item a programme (operators', the grant), county and year, summed over the years
    let allowed = f64::from(2 * 4 * YEARS);
    let found = apart(&whole, &parts);
    assert!(found <= allowed, "{found} stations apart");
    // people lost at the border are seen
    let mut fewer = halves;
    fewer.counties.remove(1);
    let more = apart(&whole, &runs(&fewer, 10));
    assert!(more > allowed, "{more} stations apart");
}

#[test]
fn two_halves_of_a_county_have_its_enterprises_on_average() {
    // ids and so draws change with the border: no run is the same, their mean is
    let case = plain();
    let (whole, parts) = (runs(&case, 60), runs(&split(&case, 0.5), 60));
    let (mean, error) = difference(&whole, &parts, 2022 + YEARS, Indicator::EnterprisesStarted);
    assert!(mean.abs() <= 3.0 * error, "{mean} ± {error}");
    assert!(
        error < 3.0,
        "the error is too large to see anything: {error}"
    );
}

/// Two counties alike in all but their area.
fn twins(area: f64) -> Scenario {
    let mut case = small(2025);
    fix(&mut case, Parameter::CommunitySizeSpread, 0.0);
    let first = &mut case.counties[0];
    first.stations.clear();
    let twin = County {
        code: "100002".to_owned(),
        area_km2: first.area_km2 * area,
        ..first.clone()
    };
    case.counties[1] = twin;
    case.counties.truncate(2);
    for programme in &mut case.programmes {
        if programme.allocation != Allocation::LeastCost {
            programme.allocation = Allocation::Population;
        }
    }
    case
}

#[test]
fn two_counties_of_equal_people_and_different_area_end_differently() {
    // stations of the second county relative to the first
    let ratios = |area: f64| -> Vec<f64> {
        let at = |run: &RunRecord, place| {
            let stations = Indicator::BaseStations as usize;
            run.series.get(2025, place, stations).expect("a count")
        };
        let runs = runs(&twins(area), 6);
        runs.iter().map(|run| at(run, 2) / at(run, 1)).collect()
    };
    let distance = |ratios: &[f64]| ratios.iter().map(|r| (r - 1.0).abs()).sum::<f64>();
    // it is the area that does it: counties alike in all are much less apart
    let (apart, alike) = (ratios(10.0), ratios(1.0));
    assert!(
        distance(&apart) > 3.0 * distance(&alike),
        "{apart:?} {alike:?}"
    );
}
