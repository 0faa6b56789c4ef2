//! Whole runs: where variance comes from, that a run stands alone, that order, units of money and weight change nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dabiao::analysis::{
    Ensemble, Held, paired_drivers, public_flow, spending_by_programme, summarise, to_hold,
};
use dabiao::batch::{Design, pool, run_all, run_held, run_other_events};
use dabiao::indicator::{Indicator, Unit};
use dabiao::policy::{Budget, Instrument};
use dabiao::quantity::Money;
use dabiao::record::RunRecord;
use dabiao::scenario::parameter::Dimension;
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use dabiao::sim::{Foundation, RunKey, Simulator, simulate};

use crate::stage::total;

const SMALL: &str = "tests/fixtures/small/baseline.yaml";
const BASELINE: &str = "scenarios/yancheng/baseline.yaml";

struct Quiet;

impl dabiao::batch::Progress for Quiet {}

fn read(path: &Path) -> Scenario {
    load(path, &LoadOptions::default())
        .unwrap_or_else(|findings| panic!("{findings:?}"))
        .scenario
}

fn runs(scenario: &Scenario, number: u32) -> Vec<RunRecord> {
    let case = Arc::new(scenario.clone());
    let foundation = Arc::new(Foundation::new(&case));
    let design = Design {
        seed: case.seed,
        runs: number,
        ledgers: true,
    };
    run_all(
        &case,
        &foundation,
        design,
        &pool(2).expect("two threads"),
        &Quiet,
    )
}

#[test]
fn inputs_make_most_of_the_variance_of_every_card_goal() {
    let case = Arc::new(read(Path::new(BASELINE)));
    let foundation = Arc::new(Foundation::new(&case));
    let threads = pool(2).expect("two threads");
    let design = Design {
        seed: case.seed,
        runs: 40,
        ledgers: false,
    };
    let runs = run_all(&case, &foundation, design, &threads, &Quiet);
    let others = run_other_events(&case, &foundation, case.seed, 40, &threads);
    let ensemble = Ensemble {
        scenario: &case,
        runs: &runs,
    };
    let summary = summarise(&ensemble, &others);
    assert_eq!(summary.variability.len(), 4, "four card goals");
    for goal in &summary.variability {
        let share = goal.split.shared.expect("a spread");
        assert!(
            share >= 0.5,
            "{}: only {share:.2} of the variance comes from inputs",
            goal.goal
        );
    }
}

#[test]
fn holding_a_parameter_at_what_it_was_changes_nothing() {
    let case = Arc::new(read(Path::new(SMALL)));
    let foundation = Arc::new(Foundation::new(&case));
    let threads = pool(2).expect("two threads");
    let ordinary = runs(&case, 1).remove(0);
    let drawn = |p: &&Parameter| case.parameter(**p).distribution != Distribution::Fixed;
    let was = |p: &Parameter| (*p, ordinary.parameters[p.index()]);
    let mut held: Vec<(Parameter, f64)> = Parameter::ALL.iter().filter(drawn).map(was).collect();
    assert!(held.len() >= 20, "{}", held.len());
    held.truncate(20);
    let stock = Parameter::StationStock;
    held.push((stock, ordinary.parameters[stock.index()] * 1.1));
    let again = run_held(&case, &foundation, (case.seed, 1), &held, &threads, &Quiet);
    assert_eq!(again.len(), held.len());
    let (other, same) = again.split_last().expect("there are some");
    for runs in same {
        assert_same(&case, &ordinary, &runs[0], |_| true);
    }
    // and another value is another run, in which no other parameter moved
    let stations = Indicator::BaseStations.id().index();
    let at = |run: &RunRecord| run.series.get(case.base_year, 0, stations);
    assert_ne!(at(&ordinary), at(&other[0]));
    for p in Parameter::ALL.iter().filter(|p| **p != stock) {
        let at = |run: &RunRecord| run.parameters[p.index()].to_bits();
        assert_eq!(at(&ordinary), at(&other[0]));
    }
}

#[test]
fn the_flow_of_public_money_is_that_of_the_ledger() {
    let scenario = read(Path::new(BASELINE));
    let run = runs(&scenario, 1).remove(0);
    let flow = public_flow(&scenario, &run.ledger);
    let public = |programme: usize| scenario.programmes[programme].funder.is_public();
    let spent = spending_by_programme(&scenario, &run.ledger);
    let of = |wanted: bool| -> Money {
        let rows = spent
            .iter()
            .enumerate()
            .filter(|(p, _)| public(*p) == wanted);
        rows.flat_map(|(_, years)| years).copied().sum()
    };
    assert_eq!(flow.paid(), of(true));
    let all: Money = run.ledger.iter().map(|row| row.spent).sum();
    assert_eq!(of(true) + of(false), all);
    assert!(flow.budget() > Money::ZERO && flow.lapsed > Money::ZERO);
    let left = flow.had() - flow.paid() - flow.lapsed;
    assert_eq!(left, flow.committed + flow.carried);
    let matched: Money = flow
        .credited
        .iter()
        .filter(|(_, m, _)| *m)
        .map(|(.., a)| *a)
        .sum();
    assert!(matched > Money::ZERO && matched < flow.budget());
}

#[test]
fn drivers_are_found_at_hand_and_by_paired_runs() {
    let case = Arc::new(read(Path::new(SMALL)));
    let foundation = Arc::new(Foundation::new(&case));
    let runs = runs(&case, 40);
    let ensemble = Ensemble {
        scenario: &case,
        runs: &runs,
    };
    let summary = summarise(&ensemble, &[]);
    let of = |goal: &str| summary.drivers.iter().filter(|d| d.goal == goal).count();
    for goal in &summary.goals {
        assert!(of(&goal.id) <= 15, "{}", goal.id);
    }
    assert!(
        summary
            .drivers
            .iter()
            .any(|driver| driver.clear && !driver.paired)
    );
    let few = Ensemble {
        scenario: &case,
        runs: &runs[..20],
    };
    assert!(
        summarise(&few, &[]).drivers.is_empty(),
        "20 runs say nothing of tenths"
    );
    let chosen = to_hold(&case, &summary.drivers);
    let (parameter, range) = chosen[0];
    assert!(range.0 < range.1);
    let threads = pool(2).expect("two threads");
    let ends = [(parameter, range.0), (parameter, range.1)];
    let again = run_held(&case, &foundation, (case.seed, 3), &ends, &threads, &Quiet);
    let [low, high] = <[_; 2]>::try_from(again).expect("two sides");
    assert!(
        low.iter()
            .all(|run| run.parameters[parameter.index()].to_bits() == range.0.to_bits())
    );
    let held = [Held {
        parameter,
        range,
        low,
        high,
    }];
    let paired = paired_drivers(&ensemble, &summary.goals, &summary.drivers, &held);
    assert!(!paired.is_empty());
    assert!(
        paired
            .iter()
            .all(|d| d.paired && d.parameter == parameter && d.runs == (3, 3))
    );
}

#[test]
fn a_run_alone_is_the_same_run_in_a_batch() {
    let case = Arc::new(read(Path::new(SMALL)));
    let foundation = Arc::new(Foundation::new(&case));
    let batch = runs(&case, 8);
    for (number, in_batch) in (0..).zip(&batch) {
        let alone = simulate(&case, &foundation, RunKey::new(case.seed, number));
        assert_eq!(alone.ledger, in_batch.ledger);
        assert_eq!(alone.parameters, in_batch.parameters);
        assert_same(&case, &alone, in_batch, |_| true);
    }
    // and it is a run of its own
    assert_ne!(batch[0].parameters, batch[1].parameters);
}

#[test]
fn a_kept_world_remembers_nothing() {
    // entities of weight 10 are divided, so that runs leave different numbers of them behind
    for path in [SMALL, "tests/fixtures/plain/supported_by_tens.yaml"] {
        let case = Arc::new(read(Path::new(path)));
        let foundation = Arc::new(Foundation::new(&case));
        let mut kept = Simulator::new(&case, &foundation);
        for number in [4, 0, 3, 0] {
            let key = RunKey::new(case.seed, number);
            let (again, fresh) = (kept.run(key), simulate(&case, &foundation, key));
            assert_eq!(again.ledger, fresh.ledger);
            assert_same(&case, &again, &fresh, |_| true);
        }
    }
}

/// Every value of every indicator that `counts` admits is the same, to the bit.
fn assert_same(case: &Scenario, a: &RunRecord, b: &RunRecord, counts: impl Fn(&Unit) -> bool) {
    for (indicator, row) in case
        .indicators()
        .iter()
        .enumerate()
        .filter(|(_, row)| counts(&row.unit))
    {
        for year in case.base_year..=case.end_year {
            for place in 0..=case.counties.len() {
                let (a, b) = (
                    a.series.get(year, place, indicator),
                    b.series.get(year, place, indicator),
                );
                assert_eq!(
                    a.map(f64::to_bits),
                    b.map(f64::to_bits),
                    "{} in {year} at {place}",
                    row.key
                );
            }
        }
    }
}

/// A copy of the small scenario's folder.
fn copy(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    for entry in fs::read_dir("tests/fixtures/small").expect("the fixture") {
        let file = entry.expect("readable").path();
        fs::copy(&file, folder.join(file.file_name().expect("a name"))).expect("copied");
    }
    folder
}

#[test]
fn the_order_of_counties_in_the_table_changes_nothing() {
    let folder = copy("counties_reversed");
    let table = folder.join("counties.csv");
    let text = fs::read_to_string(&table).expect("the table");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    fs::write(&table, lines.join("\n") + "\n").expect("written");
    let (straight, reversed) = (read(Path::new(SMALL)), read(&folder.join("baseline.yaml")));
    assert_ne!(straight.files, reversed.files, "another table");
    for (a, b) in runs(&straight, 3).iter().zip(&runs(&reversed, 3)) {
        assert_same(&straight, a, b, |_| true);
        assert_eq!(a.ledger, b.ledger);
    }
}

/// The lines of a mapping with its keys in reverse order, and those of the mappings in it; comments go with the key below.
fn reversed(lines: &[&str]) -> Vec<String> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(level) = lines.iter().filter(|l| own(l)).map(|l| depth(l)).min() else {
        return lines.iter().map(ToString::to_string).collect();
    };
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut above = Vec::new();
    for line in lines {
        if own(line) && depth(line) == level {
            blocks.push(std::mem::take(&mut above));
        } else if !own(line) {
            above.push(*line);
            continue;
        }
        let block = blocks.last_mut().expect("a mapping begins with a key");
        block.append(&mut above);
        block.push(line);
    }
    if lines
        .iter()
        .any(|l| l.trim_start().starts_with("- ") && depth(l) == level)
    {
        // the order of a list may mean something
        return lines.iter().map(ToString::to_string).collect();
    }
    let mut turned = Vec::new();
    for block in blocks.into_iter().rev() {
        let key = block.iter().position(|l| own(l)).expect("a key");
        turned.extend(block[..=key].iter().map(ToString::to_string));
        turned.extend(reversed(&block[key + 1..]));
    }
    turned
}

#[test]
fn the_order_of_keys_in_the_files_changes_nothing() {
    let folder = copy("keys_reversed");
    for name in ["base.yaml", "baseline.yaml"] {
        let file = folder.join(name);
        let text = fs::read_to_string(&file).expect("the file");
        let lines: Vec<&str> = text.lines().collect();
        let turned = reversed(&lines);
        let sorted = |lines: &[&str]| {
            let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            lines.sort();
            lines
        };
        let of_turned: Vec<&str> = turned.iter().map(String::as_str).collect();
        assert_eq!(sorted(&lines), sorted(&of_turned), "no line is lost");
        assert_ne!(lines, of_turned);
        fs::write(&file, turned.join("\n") + "\n").expect("written");
    }
    let (straight, turned) = (read(Path::new(SMALL)), read(&folder.join("baseline.yaml")));
    assert_ne!(straight.files, turned.files, "other files");
    assert_eq!(straight.hash, turned.hash);
    for (a, b) in runs(&straight, 3).iter().zip(&runs(&turned, 3)) {
        assert_same(&straight, a, b, |_| true);
        assert_eq!(a.ledger, b.ledger);
    }
}

/// Twice the money: every price, cap, amount and value in yuan.
fn doubled(scenario: &Scenario) -> Scenario {
    let twice = |money: &mut Money| *money = money.scaled(2, 1);
    let mut rich = scenario.clone();
    for (parameter, value) in Parameter::ALL.iter().zip(&mut rich.parameters) {
        if parameter.row().dimension == Dimension::Money {
            value.base *= 2.0;
            match &mut value.distribution {
                Distribution::Fixed => {}
                Distribution::Triangular { low, high }
                | Distribution::Uniform { low, high }
                | Distribution::Lognormal { low, high } => {
                    *low *= 2.0;
                    *high *= 2.0;
                }
                Distribution::Discrete { outcomes } => outcomes.iter_mut().for_each(|o| o.0 *= 2.0),
            }
        }
    }
    for capex in rich.national.capex.values_mut() {
        *capex *= 2.0;
    }
    for county in &mut rich.counties {
        twice(&mut county.gdp);
    }
    for programme in &mut rich.programmes {
        if let Budget::Stated { amounts, .. } = &mut programme.budget {
            amounts.iter_mut().for_each(twice);
        }
        let money = match &mut programme.instrument {
            Instrument::CapitalGrant(i) => i.cap.as_mut(),
            Instrument::Voucher(i) => i.cap.as_mut(),
            Instrument::CompletionReward(i) => i.cap.as_mut(),
            Instrument::InterestSubsidy(i) => i.cap.as_mut(),
            Instrument::FreeDiagnosis(i) => i.unit_price.as_mut(),
            Instrument::SitingSupport(i) => i.unit_price.as_mut(),
            Instrument::AwardOnRecognition(i) => Some(&mut i.amount),
            Instrument::DirectBuild(_)
            | Instrument::OperatorEnvelope
            | Instrument::OwnFunds
            | Instrument::CountyMatch
            | Instrument::RunningCosts => None,
        };
        if let Some(money) = money {
            twice(money);
        }
    }
    rich
}

#[test]
fn twice_the_money_at_twice_the_prices_changes_nothing_physical() {
    let mut scenario = read(Path::new(SMALL));
    // the price of a port with its homes is whole fen here, so that rounding cannot tell poor from rich
    for (parameter, value) in [
        (Parameter::HomesPerPort, 33.0),
        (Parameter::PortPrice, 2500.0),
        (Parameter::UpgradePerHome, 15.0),
    ] {
        scenario.parameters[parameter.index()].base = value;
        scenario.parameters[parameter.index()].distribution = Distribution::Fixed;
    }
    let (poor, rich) = (runs(&scenario, 4), runs(&doubled(&scenario), 4));
    for (a, b) in poor.iter().zip(&rich) {
        assert_same(&scenario, a, b, |unit| {
            !matches!(unit, Unit::Yuan | Unit::PercentPerYear)
        });
    }
    // a price alone does change what is bought
    let mut dear = scenario.clone();
    let price = Parameter::DiagnosisPrice.index();
    dear.parameters[price] = doubled(&scenario).parameters[price].clone();
    let dear = runs(&dear, 1);
    let bought =
        |run: &RunRecord| total(run, scenario.base_year + 1, Indicator::EnterprisesDiagnosed);
    assert!(bought(&dear[0]) < bought(&poor[0]));
}

#[test]
fn stations_that_stand_for_ten_agree_with_single_ones() {
    let scenario = read(Path::new(SMALL));
    let mut tens = scenario.clone();
    tens.weight = 10;
    let mean = |runs: &[RunRecord], year: i32| -> f64 {
        runs.iter()
            .map(|r| total(r, year, Indicator::BaseStations))
            .sum::<f64>()
            / 20.0
    };
    let (ones, tens) = (runs(&scenario, 20), runs(&tens, 20));
    // the base stock is exact at any weight
    for (a, b) in ones.iter().zip(&tens) {
        let base = scenario.base_year;
        assert_eq!(
            total(a, base, Indicator::BaseStations).to_bits(),
            total(b, base, Indicator::BaseStations).to_bits()
        );
    }
    for year in [scenario.base_year + 3, scenario.end_year] {
        let (one, ten) = (mean(&ones, year), mean(&tens, year));
        assert!(
            (one / ten - 1.0).abs() < 0.02,
            "{year}: {one} against {ten}"
        );
    }
}
