//! `dabiao batch status DIR`

use std::collections::BTreeSet;

use super::super::exit::Failure;
use super::super::terminal;
use super::args::StatusArgs;
use super::message::{Trouble, ranges};
use crate::batch::{State, Store};
use crate::language::Lang;

/// Says which blocks are done.
pub(super) fn status(asked: &StatusArgs, lang: Lang) -> Result<(), Failure> {
    let store = Store::open(&asked.folder).map_err(Trouble::Store)?;
    let all = store.planned.plan.blocks();
    let (mut missing, mut damaged, mut failed) = (Vec::new(), Vec::new(), 0);
    for block in 0..all {
        match store.state(block) {
            State::Done(done) => failed += done.receipt.failed.len(),
            State::Missing => missing.push(block),
            State::Damaged(why) => damaged.push((block, why)),
        }
    }
    let mut to_make: Vec<u64> = missing
        .iter()
        .copied()
        .chain(damaged.iter().map(|(b, _)| *b))
        .collect();
    to_make.sort_unstable();
    let done = all - to_make.len() as u64;
    if let Some(shards) = asked.missing_shards {
        let shards: BTreeSet<u64> = to_make.iter().map(|block| block % shards).collect();
        let shards: Vec<u64> = shards.into_iter().collect();
        terminal::out(&format!("{}\n", ranges(&shards)))?;
    } else if asked.json {
        let why = |(block, why): &(u64, String)| serde_json::json!({"block": block, "why": why});
        let object = serde_json::json!({
            "plan_id": store.planned.id,
            "runs": store.planned.plan.runs,
            "blocks": all,
            "done": done,
            "missing": missing,
            "damaged": damaged.iter().map(why).collect::<Vec<_>>(),
            "failed_runs": failed,
        });
        terminal::out(&format!("{object}\n"))?;
    } else {
        terminal::out(&match lang {
            Lang::Zh => format!("已完成 {done}/{all} 块，失败的模拟 {failed} 次\n"),
            Lang::En => format!("{done} of {all} blocks are done, {failed} runs failed\n"),
        })?;
    }
    if !damaged.is_empty() {
        return Err(Trouble::Damaged(damaged).into());
    }
    if !missing.is_empty() {
        return Err(Trouble::Incomplete(done, all, ranges(&missing)).into());
    }
    Ok(())
}
