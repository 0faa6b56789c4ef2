//! The runs of one block, as rows of text in the order of runs. A run that panics fails alone.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::outcome::{self, Column, Identity};
use super::plan::{NoResult, Planned};
use super::rows::Row;
use super::store::StoreError;
use crate::record::RunRecord;
use crate::scenario::Scenario;
use crate::scenario::design::Keep;
use crate::sim::{Foundation, RunKey, Simulator};

/// A run without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// Number of the run.
    pub run: u64,
    /// Seed and replicate make its dice.
    pub seed: u64,
    /// Replicate.
    pub replicate: u64,
    /// What was wrong, in English.
    pub message: String,
}

thread_local! {
    static SIMULATING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a run whose panic is caught and recorded, so that nobody need speak of it.
#[must_use]
pub fn simulating() -> bool {
    SIMULATING.get()
}

/// A table of a block.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) rows: u64,
    pub(super) bytes: Vec<u8>,
}

/// A block that was made.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) tables: Vec<Table>,
    pub(super) failed: Vec<Failed>,
}

/// The world a thread keeps for the runs of one row.
#[derive(Default)]
pub(super) struct World(Option<(u64, Arc<Scenario>, Simulator)>);

impl World {
    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> u64 {
        self.0
            .as_ref()
            .map_or(0, |(.., simulator)| simulator.bytes())
    }
}

/// What a run leaves in each table.
#[derive(Default)]
struct Lines {
    cells: Vec<String>,
    series: Vec<(String, u64)>,
}

/// Makes block `block` of `planned`; none if `stop` says so between two runs.
pub(super) fn make(
    planned: &Planned,
    block: u64,
    world: &mut World,
    stop: &dyn Fn() -> bool,
    run_done: &dyn Fn(),
) -> Result<Option<Made>, StoreError> {
    let (plan, rows) = (&planned.plan, planned.plan.rows);
    let runs = plan.runs_of(block);
    let first = runs.start;
    let mut order: Vec<u64> = runs.collect();
    // runs of one row after another: its world is made once
    order.sort_by_key(|run| (run % rows, *run));
    let mut lines: Vec<Lines> = Vec::new();
    lines.resize_with(order.len(), Lines::default);
    let mut failed = Vec::new();
    for run in order {
        if stop() {
            return Ok(None);
        }
        let (replicate, number) = (run / rows, run % rows);
        let row = planned.rows.row(number);
        let identity = Identity {
            run,
            replicate,
            row_number: number,
            row: &row,
            scenario: &plan.scenarios[row.scenario].id,
        };
        let one = match one(planned, identity, world) {
            Ok(lines) => lines,
            Err(NoResult::Inputs(error)) => return Err(error),
            Err(NoResult::Failed(message)) => {
                failed.push(Failed {
                    run,
                    seed: plan.design.seed,
                    replicate,
                    message,
                });
                let cells = outcome::cells(&plan.columns, &plan.design, identity, None);
                Lines {
                    cells: cells.expect("what identifies a run is in every plan"),
                    series: Vec::new(),
                }
            }
        };
        lines[usize::try_from(run - first).expect("a block fits memory")] = one;
        run_done();
    }
    failed.sort_by_key(|f| f.run);
    Ok(Some(Made {
        tables: tables(&plan.columns, &plan.design.keep, &lines),
        failed,
    }))
}

/// One run, or why it failed.
fn one(planned: &Planned, identity: Identity<'_>, world: &mut World) -> Result<Lines, NoResult> {
    let plan = &planned.plan;
    let (scenario, record) = simulate(
        planned,
        identity.row_number,
        identity.row,
        identity.replicate,
        world,
    )?;
    let cells = outcome::cells(
        &plan.columns,
        &plan.design,
        identity,
        Some((&scenario, &record)),
    )
    .map_err(NoResult::Failed)?;
    let series =
        |keep: &Keep| outcome::series(identity.run, &scenario, &record, *keep == Keep::Counties);
    Ok(Lines {
        cells,
        series: plan.design.keep.iter().map(series).collect(),
    })
}

fn simulate(
    planned: &Planned,
    number: u64,
    row: &Row,
    replicate: u64,
    world: &mut World,
) -> Result<(Arc<Scenario>, RunRecord), NoResult> {
    let dice =
        u32::try_from(replicate).map_err(|_| NoResult::Failed("too many replicates".to_owned()))?;
    let key = RunKey::new(planned.plan.design.seed, dice);
    guarded(|| {
        if world.0.as_ref().is_none_or(|(known, ..)| *known != number) {
            world.0 = None;
            let scenario = Arc::new(planned.scenario(row)?);
            let foundation = Arc::new(Foundation::new(&scenario));
            let simulator = Simulator::new(&scenario, &foundation);
            world.0 = Some((number, scenario, simulator));
        }
        // taken out, so that what a panic leaves behind is used by nobody
        let (number, scenario, mut simulator) = world.0.take().expect("just made");
        let record = simulator.run(key);
        let made = (Arc::clone(&scenario), record);
        world.0 = Some((number, scenario, simulator));
        Ok(made)
    })
}

/// Does `work`; a panic in it is an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, NoResult>) -> Result<T, NoResult> {
    SIMULATING.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    SIMULATING.set(false);
    done.unwrap_or_else(|panic| Err(NoResult::Failed(words(&*panic))))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("(no words)").to_owned()
}

fn tables(columns: &[Column], keep: &[Keep], lines: &[Lines]) -> Vec<Table> {
    let mut runs = csv::Writer::from_writer(Vec::new());
    let put = |writer: &mut csv::Writer<Vec<u8>>, record: Vec<&str>| {
        writer
            .write_record(record)
            .expect("memory takes every row of one width");
    };
    put(&mut runs, columns.iter().map(|c| c.name.as_str()).collect());
    for line in lines {
        put(&mut runs, line.cells.iter().map(String::as_str).collect());
    }
    let mut tables = vec![Table {
        name: "runs",
        rows: lines.len() as u64,
        bytes: runs.into_inner().expect("memory takes it"),
    }];
    for (i, keep) in keep.iter().enumerate() {
        let name = match keep {
            Keep::Yearly => "yearly",
            Keep::Counties => "counties",
        };
        let header: Vec<String> = outcome::columns_of(name, columns)
            .into_iter()
            .map(|c| c.name)
            .collect();
        let mut bytes = header.join(",").into_bytes();
        bytes.push(b'\n');
        let series = || lines.iter().filter_map(|line| line.series.get(i));
        series().for_each(|(text, _)| bytes.extend(text.as_bytes()));
        tables.push(Table {
            name,
            rows: series().map(|(_, rows)| rows).sum(),
            bytes,
        });
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_failure_of_one_run() {
        std::panic::set_hook(Box::new(|_| {}));
        let failed = guarded::<()>(|| {
            assert!(simulating());
            panic!("indicator {} is NaN", 3)
        });
        let _ = std::panic::take_hook();
        assert!(matches!(failed, Err(NoResult::Failed(why)) if why == "indicator 3 is NaN"));
        assert!(!simulating());
        assert!(matches!(guarded(|| Ok(1)), Ok(1)));
    }
}
