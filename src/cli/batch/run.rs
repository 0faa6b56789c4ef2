//! `dabiao batch run DIR`

use super::super::exit::Failure;
use super::super::{interrupt, terminal};
use super::args::RunArgs;
use super::message::{Trouble, ranges};
use super::progress::Watcher;
use super::{build, threads};
use crate::batch::{Store, work};
use crate::language::Lang;

/// Makes what is not done of a shard.
pub(super) fn run(asked: &RunArgs, lang: Lang) -> Result<(), Failure> {
    interrupt::end_by_itself();
    let store = Store::open(&asked.folder).map_err(Trouble::Store)?;
    let build = build();
    if !asked.allow_version_mismatch {
        store.made_by(&build).map_err(Trouble::Store)?;
    }
    let threads = threads(asked.threads);
    let watcher = Watcher::new(asked.quiet, asked.time_limit, threads, lang);
    let outcome = work(&store, asked.shard, threads, asked.again, &build, &watcher);
    watcher.finished();
    let outcome = outcome.map_err(Trouble::Store)?;
    let done = outcome.before + outcome.made;
    if !outcome.complete() {
        if let Some(code) = interrupt::asked() {
            return Err(Trouble::Stopped(code, done, outcome.blocks).into());
        }
        let left = if watcher.out_of_time() {
            lang.pick("（时间已到）", "(out of time)").to_owned()
        } else {
            ranges(&[])
        };
        return Err(Trouble::Incomplete(done, outcome.blocks, left).into());
    }
    if !asked.quiet {
        let (before, made, blocks) = (outcome.before, outcome.made, outcome.blocks);
        terminal::out(&match lang {
            Lang::Zh => format!("{blocks} 块都已完成：原有 {before} 块，新做 {made} 块\n"),
            Lang::En => {
                format!("all {blocks} blocks are done: {before} were there, {made} are new\n")
            }
        })?;
    }
    if outcome.failed > asked.max_failed {
        return Err(Trouble::Failed(outcome.failed, asked.max_failed).into());
    }
    Ok(())
}
