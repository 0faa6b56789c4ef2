//! What size costs: a run of a tenth of the city, of one and of ten, of 8 years and of 50; memory an entity and over many runs;
//! two threads beside two processes; the fixed cost of a run. `cargo bench --bench size` prints a table and draws
//! `docs/pictures/cost_by_size.svg`. Prints figures; asserts none.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use dabiao::batch::{Design, Progress, pool, run_all};
use dabiao::scenario::Scenario;
use dabiao::sim::{Foundation, RunKey, Simulator};

#[path = "size/cities.rs"]
mod cities;
#[path = "size/picture.rs"]
mod picture;

use cities::cities;

struct Quiet;

impl Progress for Quiet {}

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|w| w != "--bench")
        .collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["nothing", runs] => almost_nothing(runs.parse().expect("a number of runs")),
        ["memory", cities] => memory(cities.parse().expect("a number of cities")),
        ["runs", runs] => {
            let case = cities(1.0);
            many(&case, 1, runs.parse().expect("a number of runs"));
        }
        _ => tables(),
    }
}

/// Communities, sites and enterprises of a foundation: all of them are entities.
fn entities(foundation: &Foundation) -> usize {
    foundation.territory.communities.len()
        + foundation.stations.sites.len()
        + foundation.enterprises.units.len()
}

/// Milliseconds of a run in a kept world: the median of `runs` after the first.
fn milliseconds(case: &Arc<Scenario>, foundation: &Arc<Foundation>, runs: u32) -> f64 {
    let mut simulator = Simulator::new(case, foundation);
    drop(simulator.run(RunKey::new(case.seed, 0)));
    let mut times: Vec<f64> = (1..=runs)
        .map(|run| {
            let before = Instant::now();
            drop(simulator.run(RunKey::new(case.seed, run)));
            before.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Runs with `threads`, rows discarded but those of the last block of 100; says how many a second.
fn many(case: &Arc<Scenario>, threads: usize, runs: u32) -> f64 {
    let foundation = Arc::new(Foundation::new(case));
    let pool = pool(threads).expect("threads");
    let before = Instant::now();
    for (seed, first) in (case.seed..).zip((0..runs).step_by(100)) {
        let design = Design {
            seed,
            runs: (runs - first).min(100),
            ledgers: false,
        };
        drop(run_all(case, &foundation, design, &pool, &Quiet));
    }
    f64::from(runs) / before.elapsed().as_secs_f64()
}

/// Memory that this process holds, in bytes; none where the system does not say.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// Prints entities, and the memory that a foundation and a world after a run take.
fn memory(size: f64) {
    let case = cities(size);
    let foundation = Arc::new(Foundation::new(&case));
    let mut simulator = Simulator::new(&case, &foundation);
    drop(simulator.run(RunKey::new(case.seed, 0)));
    println!(
        "{} {}",
        entities(&foundation),
        resident().unwrap_or(f64::NAN)
    );
}

fn this_program() -> PathBuf {
    std::env::current_exe().expect("a program knows where it is")
}

/// Entities and bytes of a process of its own.
fn measured(size: &str) -> (f64, f64) {
    let output = Command::new(this_program()).args(["memory", size]).output();
    let text = String::from_utf8(output.expect("it runs").stdout).expect("figures");
    let mut figures = text
        .split_whitespace()
        .map(|f| f.parse().expect("a figure"));
    (
        figures.next().expect("entities"),
        figures.next().expect("bytes"),
    )
}

/// Prints the cost of a run in which hardly anything is left to do.
fn almost_nothing(runs: u32) {
    let mut tiny = cities(1e-4);
    let case = Arc::make_mut(&mut tiny);
    case.counties.truncate(1);
    // candidates do not grow with the city: 2 820 of them would be most of the work
    case.items.iter_mut().for_each(|item| item.pool = 0);
    let foundation = Arc::new(Foundation::new(&tiny));
    let whole = milliseconds(&tiny, &foundation, runs) * 1e3;
    let base_year = tiny.base_year;
    Arc::make_mut(&mut tiny).end_year = base_year;
    let reset = milliseconds(&tiny, &foundation, runs) * 1e3;
    println!(
        "\na run of almost nothing ({} entities, one county, 8 years): {whole:.0} us; {reset:.0} us of it to put the base year \
         in place, {:.1} us a year",
        entities(&foundation),
        (whole - reset) / 8.0
    );
}

fn tables() {
    println!("| cities | years | entities | ms a run | against one city, 8 years |");
    println!("|---:|---:|---:|---:|---:|");
    let mut rows = Vec::new();
    for (size, years, runs) in [(0.1, 8, 60), (1.0, 8, 30), (10.0, 8, 7), (1.0, 50, 9)] {
        let mut case = cities(size);
        Arc::make_mut(&mut case).end_year = 2022 + years;
        let foundation = Arc::new(Foundation::new(&case));
        let cost = milliseconds(&case, &foundation, runs);
        rows.push((size, years, entities(&foundation), cost));
    }
    let of_one = rows[1].3;
    for (size, years, entities, cost) in &rows {
        // 1.00: the cost is linear in cities and years
        let linear = cost / of_one / size / (f64::from(*years) / 8.0);
        println!("| {size} | {years} | {entities} | {cost:.2} | {linear:.2} |");
    }
    let points: Vec<(f64, f64)> = rows
        .iter()
        .filter(|(_, years, ..)| *years == 8)
        .map(|(_, _, entities, cost)| (f64::from(u32::try_from(*entities).expect("few")), *cost))
        .collect();
    picture::draw(&points);

    almost_nothing(2000);

    let ((few, small), (many_entities, large)) = (measured("1"), measured("10"));
    println!(
        "memory: {:.0} bytes an entity (ten cities less one)",
        (large - small) / (many_entities - few)
    );

    let case = cities(1.0);
    let (threads, before) = (many(&case, 2, 400), resident());
    let more = many(&case, 2, 9600);
    let after = resident();
    if let (Some(before), Some(after)) = (before, after) {
        println!(
            "memory after 400 runs {:.0} MB, after 10 000 {:.0} MB",
            before / 1e6,
            after / 1e6
        );
    }
    println!("two threads: {threads:.1} runs a second over 400, {more:.1} over 9 600");
    let start = Instant::now();
    let processes: Vec<_> = (0..2)
        .map(|_| {
            Command::new(this_program())
                .args(["runs", "400"])
                .spawn()
                .expect("it runs")
        })
        .collect();
    for mut process in processes {
        process.wait().expect("it ends");
    }
    let processes = 800.0 / start.elapsed().as_secs_f64();
    println!(
        "two processes: {processes:.1} runs a second with their start; two threads reach {:.2} of it",
        more / processes
    );
}
