//! Where a run's time goes: each system of the year, beside the same work without an ECS (`tests/plain`: the same draws, the
//! same results). Runs of both take turns, so that a busy machine slows both alike. `cargo bench --bench systems`; a scenario
//! file or a number of cities, a number of rounds and `alone` (nothing beside it) may follow `--`. Prints times; asserts none.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use dabiao::scenario::{LoadOptions, Scenario, load};
use dabiao::sim::{Foundation, RunKey, Simulator};

#[path = "size/cities.rs"]
mod cities;
#[path = "../tests/plain/mod.rs"]
#[allow(dead_code, reason = "the watched run is enough here")]
mod plain;

const ROUNDS: u32 = 40;

/// Seconds of each lap of a run, by name.
type Laps = BTreeMap<String, f64>;

/// A clock that notes laps; the time it takes to note one is not in it.
struct Clock {
    since: Instant,
    laps: Laps,
}

impl Clock {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            laps: Laps::new(),
        }
    }

    fn lap(&mut self, name: &str) {
        let seconds = self.since.elapsed().as_secs_f64();
        match self.laps.get_mut(name) {
            Some(sum) => *sum += seconds,
            None => {
                self.laps.insert(name.to_owned(), seconds);
            }
        }
        self.since = Instant::now();
    }
}

fn of_file(file: &str) -> Arc<Scenario> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let loaded = load(&path, &LoadOptions::default()).unwrap_or_else(|f| panic!("{f:?}"));
    Arc::new(loaded.scenario)
}

fn main() {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    let file = words.next().unwrap_or_else(|| "1".to_owned());
    let rounds = words
        .next()
        .map_or(ROUNDS, |n| n.parse().expect("a number of rounds"));
    let alone = words.next().is_some_and(|word| word == "alone");
    let case = match file.parse() {
        Ok(number) => cities::cities(number),
        Err(_) => of_file(&file),
    };
    let before = Instant::now();
    let foundation = Arc::new(Foundation::new(&case));
    println!(
        "{}: foundation {:.1} ms",
        case.id,
        before.elapsed().as_secs_f64() * 1e3
    );

    let clock = Arc::new(Mutex::new(Clock::new()));
    let noting = Arc::clone(&clock);
    let mut simulator = Simulator::watched(&case, &foundation, move |name| {
        noting.lock().expect("nobody panics").lap(name);
    });
    let (mut ecs, mut without, mut in_lanes) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=rounds {
        let key = RunKey::new(case.seed, run);
        *clock.lock().expect("nobody panics") = Clock::new();
        let record = simulator.run(key);
        let noted = std::mem::take(&mut clock.lock().expect("nobody panics").laps);
        let plain = |lanes| {
            let mut clock = Clock::new();
            if !alone {
                drop(plain::watched(
                    &case,
                    &foundation,
                    key,
                    lanes,
                    &mut |name| {
                        clock.lap(name);
                    },
                ));
            }
            clock.laps
        };
        let (scalar, lanes) = (plain(false), plain(true));
        drop(record);
        // the first run fills memory for the first time
        if run > 0 {
            ecs.push(noted);
            without.push(scalar);
            in_lanes.push(lanes);
        }
    }
    print(&case, &ecs, &without, &in_lanes);
}

/// The median over rounds of the laps that `wanted` names, together, in milliseconds.
fn median(rounds: &[Laps], wanted: impl Fn(&str) -> bool) -> f64 {
    let sum = |laps: &Laps| -> f64 {
        let laps = laps.iter().filter(|(name, _)| wanted(name));
        laps.map(|(_, seconds)| seconds).sum()
    };
    let mut sums: Vec<f64> = rounds.iter().map(sum).collect();
    sums.sort_by(f64::total_cmp);
    sums.get(sums.len() / 2)
        .map_or(0.0, |seconds| seconds * 1e3)
}

fn print(case: &Scenario, ecs: &[Laps], without: &[Laps], in_lanes: &[Laps]) {
    let years = case.years().count();
    println!(
        "median of {} runs of {years} years, in ms a run; plain does no fibre, nodes or cultivation",
        ecs.len()
    );
    println!(
        "{:34} {:>9} {:>9} {:>7} {:>9} {:>7}",
        "", "ECS", "plain", "ratio", "lanes", "ratio"
    );
    let row = |name: &str, wanted: &dyn Fn(&str) -> bool| {
        let (ecs, plain) = (median(ecs, wanted), median(without, wanted));
        let lanes = median(in_lanes, wanted);
        if plain > 0.0 {
            println!(
                "{name:34} {ecs:9.3} {plain:9.3} {:7.2} {lanes:9.3} {:7.2}",
                ecs / plain,
                ecs / lanes
            );
        } else {
            println!("{name:34} {ecs:9.3}");
        }
    };
    let mut names: Vec<&String> = ecs.iter().flat_map(Laps::keys).collect();
    names.sort();
    names.dedup();
    for name in &names {
        row(name, &|lap| lap == *name);
    }
    println!();
    // several systems of a slot are one step of the plain version
    for domain in ["BaseStation", "Enterprise", "Funding"] {
        for step in ["base year", "Propose", "Award", "Build", "Adopt", "Settle"] {
            let stem = format!("{domain} {step}");
            if names.iter().any(|name| name.starts_with(&stem)) {
                row(&format!("{stem}, all"), &|lap| lap.starts_with(&stem));
            }
        }
    }
    println!();
    for domain in ["BaseStation", "Enterprise", "Funding"] {
        row(&format!("{domain}, all"), &|lap| lap.starts_with(domain));
    }
    row("a run", &|_| true);
}
