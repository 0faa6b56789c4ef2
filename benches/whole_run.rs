//! What a user waits for: reading a scenario, its foundation, a world (built anew, and put back to its base year), one run
//! (beside the plain version of stations, enterprises and ledgers), the main job of 200 runs, what is said of them and drawn.
//! Prints times; asserts none. `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use dabiao::analysis::{Ensemble, central_run, summarise};
use dabiao::batch::{Build, Design, Planned, Progress, Shard, Store, Watch, pool, run_all, work};
use dabiao::chart::draw;
use dabiao::language::Lang;
use dabiao::record::RunRecord;
use dabiao::report::{self, Case, Kept, Report};
use dabiao::scenario::{LoadOptions, Scenario, design, load};
use dabiao::sim::{Foundation, RunKey, Simulator, simulate};

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

/// The baseline without a year: a run of it is its base year alone.
fn no_years() -> (Arc<Scenario>, Arc<Foundation>) {
    let (mut case, foundation) = baseline();
    let base_year = case.base_year;
    Arc::make_mut(&mut case).end_year = base_year;
    (case, foundation)
}

/// A world made for one run.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn world_built(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = no_years();
    bencher.bench(|| Simulator::new(&case, &foundation).run(RunKey::new(case.seed, 0)));
}

/// A world that is there from an earlier run.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn world_reset(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = no_years();
    let mut world = Simulator::new(&case, &foundation);
    drop(world.run(RunKey::new(case.seed, 0)));
    bencher.bench_local(|| world.run(RunKey::new(case.seed, 1)));
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
    bencher
        .counter(divan::counter::ItemsCount::new(200_u32))
        .bench(|| two_hundred(&case, &foundation, threads));
}

fn two_hundred(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    threads: usize,
) -> Vec<RunRecord> {
    let design = Design {
        seed: case.seed,
        runs: 200,
        ledgers: false,
    };
    let threads = pool(threads).expect("threads");
    run_all(case, foundation, design, &threads, &Quiet)
}

/// Everything that is said of 200 runs.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn statistics(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = baseline();
    let runs = two_hundred(&case, &foundation, 2);
    let ensemble = Ensemble {
        scenario: &case,
        runs: &runs,
    };
    bencher.bench(|| summarise(&ensemble, &[]));
}

/// Every chart of 200 runs, as SVG.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn charts(bencher: divan::Bencher<'_, '_>) {
    let (case, foundation) = baseline();
    let runs = two_hundred(&case, &foundation, 2);
    let ensemble = Ensemble {
        scenario: &case,
        runs: &runs,
    };
    let key = RunKey::new(case.seed, central_run(&ensemble));
    let cases = [Case {
        scenario: &case,
        runs: &runs,
        summary: &summarise(&ensemble, &[]),
        central: &simulate(&case, &foundation, key),
    }];
    let report = Report {
        cases: &cases,
        differences: &[],
        seed: case.seed,
        kept: Kept::Central,
        map: None,
    };
    bencher.bench(|| {
        let charts = report::charts(&report);
        let drawn = charts.iter().map(|chart| draw(&chart.figure, Lang::Zh));
        drawn.collect::<Result<Vec<_>, _>>()
    });
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
