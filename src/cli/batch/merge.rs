//! `dabiao batch merge DIR --out RESULTS`

use super::super::exit::Failure;
use super::super::terminal;
use super::args::MergeArgs;
use super::build;
use super::message::{Trouble, ranges};
use crate::batch::Store;
use crate::language::Lang;
use crate::report::{self, Folder, MergeError};

/// Checks every block and writes the tables.
pub(super) fn merge(asked: &MergeArgs, lang: Lang) -> Result<(), Failure> {
    let store = Store::open(&asked.folder).map_err(Trouble::Store)?;
    if !asked.allow_version_mismatch {
        store.made_by(&build()).map_err(Trouble::Store)?;
    }
    let folder = Folder::begin_over(&asked.out, asked.over.as_deref())?;
    let merged = report::merge(folder, &store, asked.allow_version_mismatch);
    let merged = merged.map_err(|error| match error {
        MergeError::Missing(missing) => {
            let all = store.planned.plan.blocks();
            let done = all - missing.len() as u64;
            Trouble::Incomplete(done, all, ranges(&missing)).into()
        }
        MergeError::Damaged(blocks) => Trouble::Damaged(blocks).into(),
        MergeError::Mixed(builds) => Trouble::Mixed(builds).into(),
        MergeError::Output(error) => Failure::Output(error),
    })?;
    let (place, sum) = (merged.place.display(), &merged.sha256);
    terminal::out(&match lang {
        Lang::Zh => format!(
            "已核对 {} 块，写出 {} 个文件，位于 {place}\nruns.parquet 的 SHA-256：{sum}\n",
            merged.blocks, merged.files
        ),
        Lang::En => format!(
            "{} blocks checked, {} files written to {place}\nSHA-256 of runs.parquet: {sum}\n",
            merged.blocks, merged.files
        ),
    })
}
