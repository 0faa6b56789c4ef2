//! What a user waits for: reading a scenario, its foundation, one run (beside the plain version of stations, enterprises and
//! ledgers), and the main job of 200 runs. Prints times; asserts none. `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use dabiao::batch::{Design, Progress, pool, run_all};
use dabiao::scenario::{LoadOptions, Scenario, load};
use dabiao::sim::{Foundation, RunKey, simulate};

#[path = "../tests/plain/mod.rs"]
mod plain;

const BASELINE: &str = "scenarios/yancheng/baseline.yaml";

struct Quiet;

impl Progress for Quiet {}

fn main() {
    divan::main();
}

fn baseline() -> (Arc<Scenario>, Arc<Foundation>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(BASELINE);
    let loaded = load(&path, &LoadOptions::default()).unwrap_or_else(|f| panic!("{f:?}"));
    let case = Arc::new(loaded.scenario);
    let foundation = Arc::new(Foundation::new(&case));
    (case, foundation)
}

#[divan::bench]
fn scenario_from_yaml(bencher: divan::Bencher<'_, '_>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(BASELINE);
    bencher.bench(|| load(&path, &LoadOptions::default()).is_ok());
}

#[divan::bench(sample_count = 20)]
fn foundation(bencher: divan::Bencher<'_, '_>) {
    let (case, _) = baseline();
    bencher.bench(|| Foundation::new(&case));
}

/// One run with the ECS: all domains.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn run_ecs(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = baseline();
    bencher
        .counter(divan::counter::ItemsCount::new(1_u32))
        .bench(|| simulate(&case, &foundation, RunKey::new(case.seed, 0)));
}

/// The same run without an ECS: stations, enterprises and ledgers only.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn run_plain(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = baseline();
    bencher
        .counter(divan::counter::ItemsCount::new(1_u32))
        .bench(|| plain::simulate(&case, &foundation, RunKey::new(case.seed, 0)));
}

/// The simulation of the main job: 200 runs.
#[divan::bench(args = [1, 2], sample_count = 1, sample_size = 1)]
fn two_hundred_runs(bencher: divan::Bencher<'_, '_>, threads: usize) {
    let (case, foundation) = baseline();
    let threads = pool(threads).expect("threads");
    let design = Design {
        seed: case.seed,
        runs: 200,
        ledgers: false,
    };
    bencher
        .counter(divan::counter::ItemsCount::new(200_u32))
        .bench(|| run_all(&case, &foundation, design, &threads, &Quiet));
}
