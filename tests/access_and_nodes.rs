//! What must hold of gigabit access and secondary nodes, in whole runs of the small scenario.

use std::path::Path;
use std::sync::Arc;

use dabiao::indicator::Indicator;
use dabiao::policy::{Budget, Instrument, Match, Supports};
use dabiao::quantity::Money;
use dabiao::record::{RunRecord, Series, TOTAL};
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use dabiao::sim::{Foundation, RunKey, simulate};

const RUNS: u32 = 20;

fn small() -> Scenario {
    let path = Path::new("tests/fixtures/small/baseline.yaml");
    load(path, &LoadOptions::default())
        .unwrap_or_else(|findings| panic!("{findings:?}"))
        .scenario
}

fn runs(scenario: Scenario) -> Vec<RunRecord> {
    let seed = scenario.seed;
    let case = Arc::new(scenario);
    let foundation = Arc::new(Foundation::new(&case));
    (0..RUNS)
        .map(|run| simulate(&case, &foundation, RunKey::new(seed, run)))
        .collect()
}

/// The small scenario with another amount of money in one programme.
fn with_money(programme: &str, change: impl Fn(Money) -> Money) -> Scenario {
    let mut scenario = small();
    let line = scenario
        .programmes
        .iter_mut()
        .find(|p| p.id == programme)
        .expect("the fixture has it");
    match &mut line.budget {
        Budget::Stated { amounts, .. } => amounts.iter_mut().for_each(|a| *a = change(*a)),
        Budget::Continues { factors } => factors
            .iter_mut()
            .for_each(|f| *f *= change(Money::from_yuan(1.0)).yuan()),
        Budget::AsNeeded => panic!("{programme} has no amount"),
    }
    scenario
}

fn years(series: &Series) -> impl Iterator<Item = i32> + use<> {
    let base = series.base_year();
    base..base + i32::try_from(series.years()).expect("few years")
}

fn path(run: &RunRecord, indicator: Indicator) -> Vec<f64> {
    years(&run.series)
        .filter_map(|year| run.series.get(year, TOTAL, indicator as usize))
        .collect()
}

/// Whether `more` never has less than `less`, in any run and year; and more of it somewhere.
fn never_fewer(less: &[RunRecord], more: &[RunRecord], indicator: Indicator) -> bool {
    let mut somewhere = false;
    for (less, more) in less.iter().zip(more) {
        for (l, m) in path(less, indicator).into_iter().zip(path(more, indicator)) {
            assert!(
                m >= l,
                "{indicator:?} fell from {l} to {m} in run {}",
                less.run
            );
            somewhere |= m > l;
        }
    }
    somewhere
}

#[test]
fn coverages_are_shares_and_counties_make_up_the_whole() {
    let scenario = small();
    let case = Arc::new(scenario.clone());
    let territory = Foundation::new(&case).territory;
    #[expect(clippy::cast_precision_loss, reason = "households are far below 2⁵³")]
    let households: Vec<f64> = (0..case.counties.len())
        .map(|c| territory.households(c) as f64)
        .collect();
    for run in runs(scenario) {
        for year in years(&run.series) {
            for (passed, usable) in [
                (Indicator::GigabitPassed, Indicator::GigabitUsable),
                (Indicator::GigabitPassedUrban, Indicator::GigabitUsableUrban),
            ] {
                for place in 0..run.series.places() {
                    let value =
                        |i: Indicator| run.series.get(year, place, i as usize).expect("set");
                    assert!((0.0..=100.0).contains(&value(passed)));
                    assert!((0.0..=value(passed)).contains(&value(usable)));
                }
            }
            let whole = run
                .series
                .get(year, TOTAL, Indicator::GigabitUsable as usize);
            let parts: f64 = households
                .iter()
                .enumerate()
                .map(|(c, homes)| {
                    let share = run
                        .series
                        .get(year, c + 1, Indicator::GigabitUsable as usize);
                    homes * share.expect("set")
                })
                .sum();
            let whole = whole.expect("set") * households.iter().sum::<f64>();
            assert!((whole / parts - 1.0).abs() < 1e-9);
        }
        for indicator in [
            Indicator::GigabitPassed,
            Indicator::GigabitUsable,
            Indicator::PonPorts,
            Indicator::GigabitSubscribers,
            Indicator::SecondaryNodes,
        ] {
            let path = path(&run, indicator);
            assert_eq!(path.len(), 9);
            assert!(
                path.is_sorted(),
                "{indicator:?} in run {}: {path:?}",
                run.run
            );
        }
    }
}

#[test]
fn the_base_year_is_as_drawn() {
    let scenario = small();
    let communities = Foundation::new(&scenario).territory.communities;
    let all: f64 = communities.iter().map(|c| f64::from(c.households)).sum();
    let largest = communities
        .iter()
        .map(|c| c.households)
        .max()
        .expect("some");
    // whole communities: off by half a community at most
    let off = 100.0 * f64::from(largest) / 2.0 / all;
    assert!(off < 0.5, "the fixture's communities are small");
    for run in runs(scenario) {
        let drawn = |p: Parameter| run.parameters[p.index()];
        let base = |i: Indicator| path(&run, i)[0];
        for (indicator, share) in [
            (Indicator::GigabitPassed, Parameter::GigabitPassed),
            (Indicator::GigabitUsable, Parameter::GigabitUsable),
        ] {
            assert!((base(indicator) - 100.0 * drawn(share)).abs() <= off);
        }
        assert!((base(Indicator::PonPorts) - drawn(Parameter::PonPorts)).abs() <= 0.5);
        assert!((base(Indicator::SecondaryNodes) - drawn(Parameter::Nodes)).abs() < 1e-9);
    }
}

#[test]
fn ports_go_on_from_the_base_year() {
    for path_of_file in [
        "tests/fixtures/small/baseline.yaml",
        "scenarios/yancheng/baseline.yaml",
    ] {
        let mut scenario = load(Path::new(path_of_file), &LoadOptions::default())
            .unwrap_or_else(|findings| panic!("{findings:?}"))
            .scenario;
        // as in the base year, operators' money is for access alone: no new programme draws on it
        let access: Vec<_> = [Supports::GigabitAccess, Supports::OdnReadiness].into();
        let (programmes, programme_sources) = scenario
            .programmes
            .into_iter()
            .zip(scenario.programme_sources)
            .filter(|(p, _)| {
                p.instrument == Instrument::OperatorEnvelope || !access.contains(&p.supports)
            })
            .unzip();
        scenario.programmes = programmes;
        scenario.programme_sources = programme_sources;
        let mut ratios: Vec<f64> = runs(scenario)
            .iter()
            .map(|run| {
                let ports = path(run, Indicator::PonPorts);
                (ports[1] - ports[0]) / run.parameters[Parameter::PonPortsAdded.index()]
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        let median = ratios[ratios.len() / 2];
        assert!(
            (0.85..=1.15).contains(&median),
            "{path_of_file}: first year over base year {ratios:?}"
        );
    }
}

#[test]
fn what_enters_service_is_what_is_paid() {
    // without advance grants for readiness, operators and the rural programme pay at service, to the fen
    let scenario = with_money("city_odn", |_| Money::ZERO);
    let payers: Vec<u16> = (0..)
        .zip(&scenario.programmes)
        .filter(|(_, p)| ["operator_access", "rural_build"].contains(&p.id.as_str()))
        .map(|(index, _)| index)
        .collect();
    assert_eq!(payers.len(), 2);
    for run in runs(scenario) {
        for year in years(&run.series).skip(1) {
            let rows = run
                .ledger
                .iter()
                .filter(|row| row.year == year && payers.contains(&row.programme));
            let spent: Money = rows.map(|row| row.spent).sum();
            let investment = Indicator::GigabitInvestment as usize;
            let invested = run.series.get(year, TOTAL, investment).expect("set");
            assert_eq!(spent, Money::from_yuan(invested), "run {} {year}", run.run);
        }
    }
}

#[test]
fn without_money_nothing_is_built() {
    let mut scenario = small();
    scenario.programmes.clear();
    scenario.programme_sources.clear();
    for run in runs(scenario) {
        for indicator in [
            Indicator::GigabitPassed,
            Indicator::PonPorts,
            Indicator::SecondaryNodes,
        ] {
            let path = path(&run, indicator);
            assert!(
                path.iter().all(|v| v.to_bits() == path[0].to_bits()),
                "{indicator:?}: {path:?}"
            );
        }
        assert!(
            path(&run, Indicator::NodesInPipeline)[1..]
                .iter()
                .all(|v| *v == 0.0)
        );
        assert!(
            path(&run, Indicator::GigabitInvestment)
                .iter()
                .all(|v| *v == 0.0)
        );
        let usable = path(&run, Indicator::GigabitUsable);
        assert!(
            usable[8] > usable[0],
            "homes become ready by themselves all the same"
        );
    }
}

#[test]
fn more_money_never_gives_fewer_of_what_it_supports() {
    let base = runs(small());
    for (programme, indicators) in [
        ("operator_access", &[Indicator::GigabitPassed][..]),
        ("rural_build", &[Indicator::GigabitPassed]),
        ("city_odn", &[Indicator::GigabitUsable]),
        ("city_nodes", &[Indicator::SecondaryNodes]),
    ] {
        let none = runs(with_money(programme, |_| Money::ZERO));
        let third = runs(with_money(programme, |amount| amount.times(0.3)));
        let triple = runs(with_money(programme, |amount| amount.times(3.0)));
        for indicator in indicators {
            never_fewer(&none, &third, *indicator);
            never_fewer(&base, &triple, *indicator);
            assert!(
                never_fewer(&third, &base, *indicator),
                "{programme} moves nothing: the test shows nothing"
            );
        }
    }
}

#[test]
fn more_operators_money_gives_more_ports_in_the_end() {
    // not in every year: money that reaches one more community leaves less for renewal, and its ports may come later
    let last = |runs: &[RunRecord]| -> Vec<f64> {
        runs.iter()
            .map(|run| path(run, Indicator::PonPorts)[8])
            .collect()
    };
    let [none, third, base, triple] = [0.0, 0.3, 1.0, 3.0].map(|factor| {
        let scenario = with_money("operator_access", |amount| amount.times(factor));
        last(&runs(scenario))
    });
    for (less, more) in [(&none, &third), (&third, &base), (&base, &triple)] {
        assert!(
            less.iter().zip(more).all(|(l, m)| l < m),
            "{less:?} {more:?}"
        );
    }
}

#[test]
fn an_offer_of_one_fen_changes_nothing() {
    for programme in ["rural_build", "city_odn", "city_nodes"] {
        let none = runs(with_money(programme, |_| Money::ZERO));
        let fen = runs(with_money(programme, |_| Money::from_fen(1)));
        for (a, b) in none.iter().zip(&fen) {
            for indicator in [
                Indicator::GigabitPassed,
                Indicator::GigabitUsable,
                Indicator::PonPorts,
                Indicator::SecondaryNodes,
                Indicator::NodesInPipeline,
            ] {
                assert_eq!(
                    path(a, indicator),
                    path(b, indicator),
                    "{programme} {indicator:?}"
                );
            }
        }
    }
}

/// The small scenario with every stage of a node's way as sure as `success`, a grant until 2026, matched by the counties.
fn with_sure_nodes(success: f64) -> (Scenario, [u16; 2]) {
    let mut scenario = small();
    let at = |id: &str| {
        let found = scenario.programmes.iter().position(|p| p.id == id);
        u16::try_from(found.expect("the fixture has it")).expect("few programmes")
    };
    let [grant, topup] = [at("city_nodes"), at("county_topup")];
    let line = &mut scenario.programmes[usize::from(grant)];
    line.last_year = 2026;
    line.matching = Some(Match {
        ratio: 0.37,
        from: topup,
    });
    // the counties' money serves nothing else
    scenario.programmes[usize::from(topup)].instrument = Instrument::CountyMatch;
    for programme in &mut scenario.programmes {
        programme.matching = programme.matching.filter(|_| programme.id == "city_nodes");
    }
    let parameter = &mut scenario.parameters[Parameter::NodeSuccess.index()];
    parameter.base = success;
    parameter.distribution = Distribution::Fixed;
    (scenario, [grant, topup])
}

/// Spent and recovered over all years, and committed at the end.
fn totals(run: &RunRecord, programme: u16) -> [Money; 3] {
    let rows = || {
        run.ledger
            .iter()
            .filter(move |row| row.programme == programme)
    };
    [
        rows().map(|row| row.spent).sum(),
        rows().map(|row| row.recovered).sum(),
        rows()
            .filter(|row| row.year == 2030)
            .map(|row| row.committed)
            .sum(),
    ]
}

#[test]
fn a_matched_grant_is_paid_by_milestones_to_the_fen() {
    let (scenario, payers) = with_sure_nodes(1.0);
    let mut paid = Money::ZERO;
    for run in runs(scenario) {
        for programme in payers {
            let [spent, recovered, committed] = totals(&run, programme);
            assert_eq!((recovered, committed), (Money::ZERO, Money::ZERO));
            paid += spent;
        }
    }
    assert!(paid > Money::ZERO);
}

#[test]
fn the_grant_of_a_node_that_fails_is_never_kept() {
    let (scenario, payers) = with_sure_nodes(0.0);
    for run in runs(scenario) {
        let nodes = path(&run, Indicator::SecondaryNodes);
        assert!(nodes.iter().all(|n| n.to_bits() == nodes[0].to_bits()));
        for programme in payers {
            let [spent, recovered, committed] = totals(&run, programme);
            assert_eq!((spent, committed), (recovered, Money::ZERO));
        }
    }
}
