//! Makes the blocks of a shard that are not done yet, one block a thread. Knows no clock: who calls says when to stop.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::block::{self, World};
use super::plan::{Build, Planned};
use super::store::{State, Store, StoreError};

/// Which blocks a process makes: those whose number leaves `index` when divided by `count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    pub index: u64,
    /// How many shards there are, 1 or more.
    pub count: u64,
}

impl Shard {
    /// The whole batch.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// Whether `block` is one of its own.
    #[must_use]
    pub const fn has(self, block: u64) -> bool {
        block % self.count == self.index
    }
}

/// Listens to the work and may end it. Called from several threads; must not influence results.
pub trait Watch: Sync {
    /// So many blocks of the shard, so many of them and of their runs done before.
    fn started(&self, _blocks: u64, _done: u64, _runs: u64) {}
    /// A run is done.
    fn run_done(&self) {}
    /// A block is committed.
    fn block_done(&self) {}
    /// Whether another block may be begun.
    fn may_begin(&self) -> bool {
        true
    }
    /// Whether to drop what is under way.
    fn must_stop(&self) -> bool {
        false
    }
    /// What a receipt says of where and when a block was made.
    fn noted(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

/// What became of a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Blocks of the shard.
    pub blocks: u64,
    /// Of them, valid before.
    pub before: u64,
    /// Of them, made now.
    pub made: u64,
    /// Runs without a result in all blocks of the shard that are done.
    pub failed: u64,
}

impl Outcome {
    /// Whether every block of the shard is done.
    #[must_use]
    pub const fn complete(&self) -> bool {
        self.before + self.made == self.blocks
    }
}

/// Makes every block of `shard` that is not valid; with `again` also those that are, which shows whether they come out the same.
///
/// # Errors
/// The first of any thread; blocks that were finished stay.
///
/// # Panics
/// If a thread panics outside a run.
pub fn work(
    store: &Store,
    shard: Shard,
    threads: usize,
    again: bool,
    build: &Build,
    watch: &dyn Watch,
) -> Result<Outcome, StoreError> {
    let own: Vec<u64> = (0..store.planned.plan.blocks())
        .filter(|b| shard.has(*b))
        .collect();
    let (mut to_make, mut before, mut failed, mut runs) = (Vec::new(), 0, 0, 0);
    for block in &own {
        match store.state(*block) {
            State::Done(done) if !again => {
                before += 1;
                failed += done.receipt.failed.len() as u64;
            }
            _ => {
                to_make.push(*block);
                let range = store.planned.plan.runs_of(*block);
                runs += range.end - range.start;
            }
        }
    }
    watch.started(own.len() as u64, before, runs);
    let next = AtomicUsize::new(0);
    let (made, failures) = (AtomicU64::new(0), AtomicU64::new(0));
    let first: Mutex<Option<StoreError>> = Mutex::new(None);
    let broken = || first.lock().expect("held for a moment only").is_some();
    let thread = || {
        let mut world = World::default();
        while !broken() && watch.may_begin() && !watch.must_stop() {
            let Some(block) = to_make.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            let stop = || watch.must_stop() || broken();
            let made_now = block::make(&store.planned, *block, &mut world, &stop, &|| {
                watch.run_done();
            });
            let committed = match made_now {
                Ok(Some(result)) => store.commit(*block, &result, build, watch.noted()),
                Ok(None) => return,
                Err(error) => Err(error),
            };
            match committed {
                Ok(receipt) => {
                    made.fetch_add(1, Ordering::Relaxed);
                    failures.fetch_add(receipt.failed.len() as u64, Ordering::Relaxed);
                    watch.block_done();
                }
                Err(error) => {
                    first
                        .lock()
                        .expect("held for a moment only")
                        .get_or_insert(error);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1).min(to_make.len()) {
            scope.spawn(thread);
        }
    });
    if let Some(error) = first.into_inner().expect("no thread holds it") {
        return Err(error);
    }
    Ok(Outcome {
        blocks: own.len() as u64,
        before,
        made: made.into_inner(),
        failed: failed + failures.into_inner(),
    })
}

/// What a run takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probed {
    /// Bytes in a block.
    pub row: u64,
    /// Bytes of memory while it is made, about.
    pub world: u64,
}

/// Makes run `run` so many times in one world without keeping it; says what it takes.
#[must_use]
pub fn probe(planned: &Planned, run: u64, times: u32) -> Probed {
    let mut plan = planned.plan.clone();
    plan.design.block_runs = 1;
    let single = Planned {
        plan,
        id: String::new(),
        rows: planned.rows.clone(),
        places: planned.places.clone(),
    };
    let mut world = World::default();
    let mut bytes = 0;
    for _ in 0..times {
        let made = block::make(&single, run, &mut world, &|| false, &|| ());
        let tables = made
            .ok()
            .flatten()
            .map_or_else(Vec::new, |made| made.tables);
        // without the header
        let body = |b: &[u8]| b.len() - b.iter().position(|c| *c == b'\n').map_or(0, |at| at + 1);
        bytes = tables.iter().map(|t| body(&t.bytes) as u64).sum();
    }
    Probed {
        row: bytes,
        world: world.bytes(),
    }
}
