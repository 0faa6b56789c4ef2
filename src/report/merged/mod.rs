//! The results of a batch: its tables as CSV and Parquet, and what describes them. Everything is checked before anything is
//! written, read a block at a time, and depends on the plan only: no clock, host or path stands in it.

mod crate_metadata;
mod parquet_table;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::folder::{Folder, MANIFEST, OutputError};
use crate::batch::{Block, Build, Column, Failed, Kind, State, Store, columns_of};

/// Why there are no results.
#[derive(Debug)]
pub enum MergeError {
    /// Blocks that are not done.
    Missing(Vec<u64>),
    /// Blocks that are not what they should be, and why.
    Damaged(Vec<(u64, String)>),
    /// The programs that made the blocks, where they are not one.
    Mixed(Vec<Build>),
    /// The folder cannot be written.
    Output(OutputError),
}

impl From<OutputError> for MergeError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// What was written.
#[derive(Debug)]
pub struct Merged {
    /// Where.
    pub place: PathBuf,
    /// Number of files.
    pub files: usize,
    /// Number of blocks.
    pub blocks: u64,
    /// SHA-256 of `runs.parquet`, hex.
    pub sha256: String,
}

/// Checks every block of `store` and writes the tables into `folder`. Blocks of several builds are merged only if `any_build`,
/// and never those of several versions of the model.
///
/// # Errors
/// If a block is missing or damaged, or a file cannot be written. Nothing is mended here.
pub fn merge(mut folder: Folder, store: &Store, any_build: bool) -> Result<Merged, MergeError> {
    let (builds, failed) = checked(store, any_build)?;
    let plan = &store.planned.plan;
    for (at, table) in plan.tables().into_iter().enumerate() {
        let columns = columns_of(table, &plan.columns);
        folder.write(&format!("{table}.csv"), |out| csv(store, at, out))?;
        folder.write(&format!("{table}.parquet"), |out| {
            parquet_table::write(out, &columns, bodies(store, at))
        })?;
    }
    let package = package(store);
    folder.write("datapackage.json", |out| super::json(out, &package))?;
    let described = crate_metadata::metadata(store, folder.written());
    folder.write("ro-crate-metadata.json", |out| super::json(out, &described))?;
    let runs = folder
        .written()
        .iter()
        .find(|file| file.path == "runs.parquet");
    let merged = Merged {
        place: folder.place().to_owned(),
        files: folder.written().len() + 1,
        blocks: plan.blocks(),
        sha256: runs
            .and_then(|file| file.sha256.clone())
            .unwrap_or_default(),
    };
    let manifest = json!({
        "program": "dabiao",
        "plan_id": store.planned.id,
        "plan": plan,
        "builds": builds,
        "failed_runs": failed,
        "files": folder.written(),
    });
    folder.write_unlisted(MANIFEST, |out| super::json(out, &manifest))?;
    folder.put_in_place()?;
    Ok(merged)
}

/// The builds that made the blocks and the runs that failed, if every block is done.
fn checked(store: &Store, any_build: bool) -> Result<(Vec<Build>, Vec<Failed>), MergeError> {
    let (mut missing, mut damaged) = (Vec::new(), Vec::new());
    let mut builds = BTreeSet::new();
    let mut failed = Vec::new();
    for block in 0..store.planned.plan.blocks() {
        match store.state(block) {
            State::Missing => missing.push(block),
            State::Damaged(why) => damaged.push((block, why)),
            State::Done(done) => match in_order(&done) {
                Ok(()) => {
                    builds.insert(done.receipt.build.clone());
                    failed.extend(done.receipt.failed);
                }
                Err(why) => damaged.push((block, why)),
            },
        }
    }
    if !damaged.is_empty() {
        return Err(MergeError::Damaged(damaged));
    }
    if !missing.is_empty() {
        return Err(MergeError::Missing(missing));
    }
    let own = &store.planned.plan.build;
    let models = builds
        .iter()
        .any(|build| build.model_version != own.model_version);
    let builds: Vec<Build> = builds.into_iter().collect();
    if models || (!any_build && builds.iter().any(|build| build != own)) {
        return Err(MergeError::Mixed(builds));
    }
    Ok((builds, failed))
}

/// Whether the runs of a block are all there, each once and in order.
fn in_order(block: &Block) -> Result<(), String> {
    let first = block.receipt.first_run;
    let mut reader = csv::Reader::from_reader(block.tables[0].as_slice());
    let mut expected = first..first + block.receipt.runs;
    for record in reader.records() {
        let run = record.ok().and_then(|r| r.get(0)?.parse::<u64>().ok());
        if run.is_none() || run != expected.next() {
            return Err("its runs cannot be read in order".to_owned());
        }
    }
    match expected.next() {
        None => Ok(()),
        Some(run) => Err(format!("run {run} cannot be read")),
    }
}

/// The table of every block, each with its header, in order.
fn bodies(store: &Store, table: usize) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    (0..store.planned.plan.blocks()).map(move |block| match store.state(block) {
        State::Done(mut done) => Ok(done.tables.swap_remove(table)),
        // it was there a moment ago
        State::Missing | State::Damaged(_) => Err(io::Error::other(format!(
            "block {block} changed while it was read"
        ))),
    })
}

fn csv(store: &Store, table: usize, out: &mut dyn Write) -> io::Result<()> {
    for (block, bytes) in bodies(store, table).enumerate() {
        let bytes = bytes?;
        let header = bytes
            .iter()
            .position(|c| *c == b'\n')
            .map_or(0, |at| at + 1);
        let from = if block == 0 { 0 } else { header };
        out.write_all(&bytes[from..])?;
    }
    Ok(())
}

/// A Frictionless data package of the CSV tables.
fn package(store: &Store) -> Value {
    let plan = &store.planned.plan;
    let field = |column: &Column| {
        let kind = match column.kind {
            Kind::Whole => "integer",
            Kind::Number => "number",
            Kind::Flag => "boolean",
            Kind::Text => "string",
        };
        let mut field = json!({"name": column.name, "type": kind});
        if !column.unit.is_empty() {
            field["unit"] = json!(column.unit);
        }
        field
    };
    let resource = |table: &str| {
        let columns = columns_of(table, &plan.columns);
        let fields: Vec<Value> = columns.iter().map(field).collect();
        json!({
            "name": table,
            "path": format!("{table}.csv"),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""]},
        })
    };
    let resources: Vec<Value> = plan.tables().into_iter().map(resource).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "dabiao-batch",
        "title": format!("dabiao batch, plan {}", &store.planned.id[..12]),
        "resources": resources,
    })
}
