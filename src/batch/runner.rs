//! Runs in parallel, kept by their number: the same rows for any number of threads.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::record::RunRecord;
use crate::scenario::resolved::Distribution;
use crate::scenario::{Parameter, Scenario};
use crate::sim::{Foundation, RunKey, Simulator, simulate};

/// Added to a run's number to give it other events; far beyond any number of runs.
const OTHER_EVENTS: u32 = 1 << 30;

/// Which runs are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// Seed of all runs.
    pub seed: u64,
    /// Number of runs, from run 0.
    pub runs: u32,
    /// Whether the ledgers of all runs are kept (they are most of a run's memory).
    pub ledgers: bool,
}

/// Listens to a batch. Called from several threads; must not influence results.
pub trait Progress: Sync {
    /// Runs begin.
    fn started(&self, _scenario: &Scenario, _runs: u32) {}
    /// One more run is done.
    fn run_done(&self) {}
    /// All runs are done.
    fn finished(&self) {}
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}

/// Threads to work on: `threads`, or all this process may use if 0.
///
/// # Errors
/// If the system gives no threads.
pub fn pool(threads: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build()
}

/// Makes every run of `design` on the threads of `pool`; the result is in order of runs.
#[must_use]
pub fn run_all(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    design: Design,
    pool: &rayon::ThreadPool,
    progress: &dyn Progress,
) -> Vec<RunRecord> {
    progress.started(case, design.runs);
    let keys = (0..design.runs).map(|run| RunKey::new(design.seed, run));
    let records = each(case, foundation, keys, pool, |mut record| {
        if !design.ledgers {
            record.ledger = Vec::new();
        }
        progress.run_done();
        record
    });
    progress.finished();
    records
}

/// The first `pairs` runs again with the same parameters and base state but other events, without ledgers.
#[must_use]
pub fn run_other_events(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    seed: u64,
    pairs: u32,
    pool: &rayon::ThreadPool,
) -> Vec<RunRecord> {
    let keys = (0..pairs).map(|run| RunKey {
        events: run + OTHER_EVENTS,
        ..RunKey::new(seed, run)
    });
    each(case, foundation, keys, pool, |mut record| {
        record.ledger = Vec::new();
        record
    })
}

/// The first `runs` runs again, on the same dice, for each of `held`: one parameter held at a value, everything else as it
/// was. Without ledgers, in the order of `held`.
#[must_use]
pub fn run_held(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    (seed, runs): (u64, u32),
    held: &[(Parameter, f64)],
    pool: &rayon::ThreadPool,
    progress: &dyn Progress,
) -> Vec<Vec<RunRecord>> {
    let all = u32::try_from(held.len()).unwrap_or(u32::MAX);
    progress.started(case, runs.saturating_mul(all));
    let of = |(parameter, value): &(Parameter, f64)| {
        let mut changed = Scenario::clone(case);
        // the base value stays: it also scales what is known of the base year
        changed.parameters[parameter.index()].distribution = Distribution::Uniform {
            low: *value,
            high: *value,
        };
        let mut simulator = Simulator::new(&Arc::new(changed), foundation);
        let run = |run| {
            let mut record = simulator.run(RunKey::new(seed, run));
            record.ledger = Vec::new();
            progress.run_done();
            record
        };
        (0..runs).map(run).collect()
    };
    let records = pool.install(|| held.par_iter().map(of).collect());
    progress.finished();
    records
}

/// Simulates every run of `keys`, in order, and passes each record through `keep` as soon as it is there. Every thread keeps
/// one world for all its runs.
fn each(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    keys: impl Iterator<Item = RunKey>,
    pool: &rayon::ThreadPool,
    keep: impl Fn(RunRecord) -> RunRecord + Sync,
) -> Vec<RunRecord> {
    let keys: Vec<RunKey> = keys.collect();
    let mut worlds = Vec::new();
    worlds.resize_with(pool.current_num_threads(), || Mutex::new(None));
    pool.install(|| {
        keys.into_par_iter()
            .map(|key| {
                let thread = rayon::current_thread_index().expect("runs are made in the pool");
                let mut world = worlds[thread]
                    .lock()
                    .expect("a run that panics ends the batch");
                let simulator: &mut Simulator =
                    world.get_or_insert_with(|| Simulator::new(case, foundation));
                keep(simulator.run(key))
            })
            .collect()
    })
}

/// One run again, with its ledger.
#[must_use]
pub fn run_again(
    case: &Arc<Scenario>,
    foundation: &Arc<Foundation>,
    seed: u64,
    run: u32,
) -> RunRecord {
    simulate(case, foundation, RunKey::new(seed, run))
}
