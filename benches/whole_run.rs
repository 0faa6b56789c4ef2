//! What a user waits for: reading a scenario, its foundation, one run (beside the plain version of stations, enterprises and
//! ledgers), and the main job of 200 runs. Prints times; asserts none. `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use dabiao::batch::{Build, Design, Planned, Progress, Shard, Store, Watch, pool, run_all, work};
use dabiao::scenario::{LoadOptions, Scenario, design, load};
use dabiao::sim::{Foundation, RunKey, simulate};

#[path = "../tests/plain/mod.rs"]
mod plain;

const BASELINE: &str = "scenarios/yancheng/baseline.yaml";

struct Quiet;

impl Progress for Quiet {}
impl Watch for Quiet {}

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

/// What `blocks_of_a_batch` makes, without blocks.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn without_blocks(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = baseline();
    let threads = pool(1).expect("a thread");
    let design = Design {
        seed: case.seed,
        runs: 512,
        ledgers: true,
    };
    bencher
        .counter(divan::counter::ItemsCount::new(512_u32))
        .bench(|| run_all(&case, &foundation, design, &threads, &Quiet));
}

/// 512 runs of a design's only row, in blocks of 256 with receipts on the disk.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn blocks_of_a_batch(bencher: divan::Bencher<'_, '_>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/batch.yaml");
    let (file, _) = design::read(&path).expect("no fault");
    let build = Build {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model_version: dabiao::MODEL_VERSION,
        commit: String::new(),
    };
    let (draft, _, _) = Planned::draft(&file, build.clone()).unwrap_or_else(|_| panic!("no fault"));
    let folder = std::env::temp_dir().join(format!("dabiao-blocks-{}", std::process::id()));
    bencher
        .counter(divan::counter::ItemsCount::new(512_u32))
        .with_inputs(|| {
            let _ = std::fs::remove_dir_all(&folder);
            Store::create(&folder, &file, &draft).expect("a folder for the blocks")
        })
        .bench_values(|store| work(&store, Shard::WHOLE, 1, false, &build, &Quiet).expect("made"));
    let _ = std::fs::remove_dir_all(&folder);
}
