//! `dabiao batch plan DESIGN --out DIR`

use std::path::Path;
use std::time::Instant;

use super::super::exit::Failure;
use super::super::{findings, terminal};
use super::args::PlanArgs;
use super::message::{Trouble, size, time};
use super::{build, threads};
use crate::batch::{PlanError, Planned, Store, probe};
use crate::language::Lang;
use crate::scenario::design;

/// Runs made again in one world to tell the time of a run from that of its row.
const TIMES: u32 = 4;

/// What a batch will take, as far as a few runs can tell.
struct Estimate {
    seconds: f64,
    bytes: u64,
    memory: u64,
}

/// Checks a design, says what it takes, and makes the folder.
pub(super) fn plan(asked: &PlanArgs, lang: Lang) -> Result<(), Failure> {
    let (file, mut warnings) = design::read(&asked.design).map_err(Failure::Scenario)?;
    let (draft, more, looked) = Planned::draft(&file, build()).map_err(|error| match error {
        PlanError::Findings(findings) => Failure::Scenario(findings),
        PlanError::TooLarge(rows) => Trouble::TooLarge(rows).into(),
        PlanError::Store(error) => Trouble::Store(error).into(),
    })?;
    warnings.extend(more);
    findings::tell(&warnings, asked.error_format, lang);
    let workers = threads(0);
    let estimate = estimate(&draft, workers);
    let allowed = u64::from(asked.max_memory) << 30;
    if estimate.memory > allowed {
        return Err(Trouble::Memory(estimate.memory.div_ceil(1 << 30), asked.max_memory).into());
    }
    let free = free(&asked.out);
    if let Some(free) = free
        && estimate.bytes > free
    {
        return Err(Trouble::Disk(estimate.bytes, free).into());
    }
    let store = Store::create(&asked.out, &file, &draft).map_err(Trouble::Store)?;
    let plan = &store.planned.plan;
    let (rows, runs, blocks) = (plan.rows, plan.runs, plan.blocks());
    let (id, time, bytes) = (
        &store.planned.id[..12],
        time(estimate.seconds, lang),
        size(estimate.bytes),
    );
    let here = asked.out.display();
    let words = match lang {
        Lang::Zh => format!(
            "计划 {id}：{rows} 行 × {} 次 = {runs} 次模拟，分 {blocks} 块（检查了 {looked} 行）\n约需 {time}（本机 {workers} 个线程），磁盘 {bytes}\n接着运行：dabiao batch run {here}\n",
            plan.design.replicates
        ),
        Lang::En => format!(
            "plan {id}: {rows} rows x {} replicates = {runs} runs in {blocks} blocks ({looked} rows checked)\nabout {time} here on {workers} threads, {bytes} of disk\nnext: dabiao batch run {here}\n",
            plan.design.replicates
        ),
    };
    terminal::out(&words)
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn estimate(draft: &Planned, workers: usize) -> Estimate {
    let plan = &draft.plan;
    let timed = |run: u64, times: u32| {
        let started = Instant::now();
        let probed = probe(draft, run, times);
        (started.elapsed().as_secs_f64(), probed)
    };
    let (mut new, mut again, mut bytes, mut world) = (0.0, 0.0, 0, 0);
    let tried = [0, plan.rows / 2];
    for run in tried {
        let (first, probed) = timed(run, 1);
        let (all, _) = timed(run, 1 + TIMES);
        new += first / tried.len() as f64;
        again += ((all - first) / f64::from(TIMES)).max(0.0) / tried.len() as f64;
        bytes = bytes.max(probed.row);
        world = world.max(probed.world);
    }
    let block_runs = u64::from(plan.design.block_runs).min(plan.runs);
    let worlds = plan
        .rows
        .min(block_runs)
        .saturating_mul(plan.blocks())
        .min(plan.runs);
    let seconds = worlds as f64 * (new - again).max(0.0) + plan.runs as f64 * again;
    // a receipt is about a kilobyte; a block is held as lines and as a file
    Estimate {
        seconds: seconds / workers as f64,
        bytes: bytes
            .saturating_mul(plan.runs)
            .saturating_add(plan.blocks() * 8192),
        memory: bytes
            .saturating_mul(block_runs * 3)
            .saturating_add(world)
            .saturating_mul(workers as u64),
    }
}

/// Free bytes where a folder is or will be.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let full = std::path::absolute(folder).ok()?;
    let there = full.ancestors().find(|a| a.exists())?;
    let system = rustix::fs::statvfs(there).ok()?;
    Some(system.f_bavail.saturating_mul(system.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
