//! The folder of a batch: the plan, its inputs, the blocks that are done. The only room of this layer that writes files.
//!
//! A file is written under a name of its own, synced and renamed, so that it is there whole or not at all. A block counts only
//! by its receipt, which is written last and holds the SHA-256 of what it vouches for.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::block::{Failed, Made};
use super::plan::{self, Build, Plan, Planned};
use super::rows::Rows;
use crate::scenario::design::{DesignFile, read_table};
use crate::scenario::{LoadOptions, hex, load};

/// Blocks of a folder: with receipt, three tables and a temporary file at most 1000 files.
const BLOCKS_OF_A_FOLDER: u64 = 200;

/// What is wrong with the folder of a batch.
#[derive(Debug)]
pub enum StoreError {
    /// It holds no plan, or a file of it cannot be opened.
    CannotOpen(PathBuf, io::Error),
    /// It cannot be made.
    CannotCreate(PathBuf, io::Error),
    /// Writing failed; finished blocks are kept.
    WriteFailed(PathBuf, io::Error),
    /// It holds something that is no batch.
    Foreign(PathBuf),
    /// It holds another plan: its id, and the new one.
    OtherPlan(PathBuf, String, String),
    /// A file of it is not what the plan says, and why.
    Damaged(PathBuf, String),
    /// The plan was made by another program: the plan's, and this one.
    OtherBuild(Box<Build>, Box<Build>),
    /// A block was made before with other results; both files.
    NotDeterministic(u64, PathBuf, PathBuf),
}

/// A file of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Table.
    pub table: String,
    /// Rows without the header.
    pub rows: u64,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
}

/// The proof that a block is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Receipt {
    /// Plan the block belongs to.
    pub plan_id: String,
    /// Number of the block.
    pub block: u64,
    /// Its first run.
    pub first_run: u64,
    /// Its runs.
    pub runs: u64,
    /// Its files.
    pub files: Vec<Sum>,
    /// Runs without a result.
    pub failed: Vec<Failed>,
    /// The program that made it.
    pub build: Build,
    /// Where and when it was made: never compared.
    pub not_compared: serde_json::Value,
}

/// How a block stands.
#[derive(Debug)]
pub enum State {
    /// There, and what it should be.
    Done(Box<Block>),
    /// Not there.
    Missing,
    /// There, and not what it should be; why, in English.
    Damaged(String),
}

/// A block that is done.
#[derive(Debug)]
pub struct Block {
    /// Its receipt.
    pub receipt: Receipt,
    /// The bytes of its tables, in the order of the receipt.
    pub tables: Vec<Vec<u8>>,
}

/// An opened batch.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What is followed.
    pub planned: Planned,
}

impl Store {
    /// Puts the plan of `draft` and its inputs into `folder`, which is made if it is not there. Where the same plan is there
    /// already, nothing changes.
    ///
    /// # Errors
    /// If the folder holds anything else, or cannot be made or written.
    pub fn create(folder: &Path, file: &DesignFile, draft: &Planned) -> Result<Self, StoreError> {
        let at = folder.join("plan.json");
        if at.exists() {
            return Self::same(folder, draft);
        }
        if fs::read_dir(folder)
            .is_ok_and(|mut entries| entries.any(|e| e.is_ok_and(|e| e.file_name() != "inputs")))
        {
            return Err(StoreError::Foreign(folder.to_owned()));
        }
        let inputs = folder.join("inputs");
        fs::create_dir_all(&inputs).map_err(|e| StoreError::CannotCreate(folder.to_owned(), e))?;
        for (input, source) in draft.plan.scenarios.iter().zip(&file.scenarios) {
            let from = source.parent().unwrap_or(Path::new(""));
            for (path, sha256) in &input.files {
                copy(
                    &from.join(path),
                    &plan::copied(&inputs, input, path),
                    sha256,
                )?;
            }
        }
        if let Some(table) = &file.table {
            copy(
                &table.path,
                &inputs.join(format!("{}.csv", table.sha256)),
                &table.sha256,
            )?;
        }
        // only one of several processes makes the plan
        let temporary = write_beside(&at, draft.plan.text().as_bytes())?;
        let made = fs::hard_link(&temporary, &at);
        let _ = fs::remove_file(&temporary);
        match made {
            Ok(()) => sync_folder(folder)?,
            Err(_) if at.exists() => {}
            // a file system without links
            Err(_) => commit(&at, draft.plan.text().as_bytes())?,
        }
        Self::same(folder, draft)
    }

    fn same(folder: &Path, draft: &Planned) -> Result<Self, StoreError> {
        let store = Self::open(folder)?;
        if store.planned.id == draft.id {
            return Ok(store);
        }
        let (here, new) = (store.planned.id, draft.id.clone());
        Err(StoreError::OtherPlan(folder.to_owned(), here, new))
    }

    /// Opens the batch in `folder` and checks its inputs.
    ///
    /// # Errors
    /// If there is none, or it is damaged.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let at = folder.join("plan.json");
        let bytes = fs::read(&at).map_err(|e| StoreError::CannotOpen(at.clone(), e))?;
        let damaged = |why: String| StoreError::Damaged(at.clone(), why);
        let plan: Plan = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
        if plan.text().as_bytes() != bytes || plan.design.block_runs == 0 || plan.rows == 0 {
            return Err(damaged("not as it was written".to_owned()));
        }
        let inputs = folder.join("inputs");
        let mut places = Vec::new();
        for input in &plan.scenarios {
            let path = plan::copied(&inputs, input, &format!("{}.yaml", input.id));
            let first = input
                .files
                .first()
                .map(|(path, _)| plan::copied(&inputs, input, path));
            let path = first.unwrap_or(path);
            let changed = |why: String| StoreError::Damaged(path.clone(), why);
            let loaded = load(&path, &LoadOptions::default());
            let loaded = loaded.map_err(|_| changed("no scenario any more".to_owned()))?;
            let files = loaded.scenario.files.iter();
            if !files
                .map(|f| (&f.path, &f.sha256))
                .eq(input.files.iter().map(|(p, s)| (p, s)))
            {
                return Err(changed("changed since it was copied".to_owned()));
            }
            places.push(path);
        }
        let mut table = Vec::new();
        if let Some(sha256) = &plan.table {
            let path = inputs.join(format!("{sha256}.csv"));
            let keys: Vec<&str> = plan.design.factors.iter().map(|f| f.key.as_str()).collect();
            let read = read_table(&path, &keys)
                .ok()
                .filter(|t| t.sha256 == *sha256);
            let changed =
                || StoreError::Damaged(path.clone(), "changed since it was copied".to_owned());
            table = read.ok_or_else(changed)?.rows;
        }
        let rows = Rows::new(&plan.design, plan.scenarios.len(), table);
        let planned = Planned {
            id: plan.id(),
            plan,
            rows,
            places,
        };
        Ok(Self {
            folder: folder.to_owned(),
            planned,
        })
    }

    /// Refuses a plan that another program has made.
    ///
    /// # Errors
    /// If it has.
    pub fn made_by(&self, build: &Build) -> Result<(), StoreError> {
        let own = &self.planned.plan.build;
        if own == build {
            return Ok(());
        }
        Err(StoreError::OtherBuild(
            Box::new(own.clone()),
            Box::new(build.clone()),
        ))
    }

    /// Where a file of a block stands.
    fn path(&self, block: u64, ending: &str) -> PathBuf {
        let folder = format!("{:06}", block / BLOCKS_OF_A_FOLDER);
        self.folder
            .join("blocks")
            .join(folder)
            .join(format!("{block:09}.{ending}"))
    }

    /// How a block stands, by reading all of it.
    #[must_use]
    pub fn state(&self, block: u64) -> State {
        let receipt = match fs::read(self.path(block, "receipt.json")) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return State::Missing,
            Err(error) => return State::Damaged(error.to_string()),
        };
        match serde_json::from_slice(&receipt) {
            Ok(receipt) => self.vouched(block, receipt),
            Err(error) => State::Damaged(format!("the receipt cannot be read: {error}")),
        }
    }

    fn vouched(&self, block: u64, receipt: Receipt) -> State {
        let plan = &self.planned.plan;
        let runs = plan.runs_of(block);
        let damaged = |why: &str| State::Damaged(why.to_owned());
        if receipt.plan_id != self.planned.id {
            return damaged("the receipt belongs to another plan");
        }
        let tables = receipt.files.iter().map(|file| file.table.as_str());
        if (receipt.block, receipt.first_run, receipt.runs)
            != (block, runs.start, runs.end - runs.start)
            || !tables.eq(plan.tables())
        {
            return damaged("the receipt is of other runs");
        }
        let mut tables = Vec::new();
        for file in &receipt.files {
            let name = format!("{}.csv", file.table);
            let Ok(bytes) = fs::read(self.path(block, &name)) else {
                return State::Damaged(format!("{name} cannot be read"));
            };
            if bytes.len() as u64 != file.bytes {
                return State::Damaged(format!(
                    "{name} has {} bytes instead of {}",
                    bytes.len(),
                    file.bytes
                ));
            }
            if hex(&Sha256::digest(&bytes)) != file.sha256 {
                return State::Damaged(format!("{name} has other bytes than its receipt says"));
            }
            tables.push(bytes);
        }
        State::Done(Box::new(Block { receipt, tables }))
    }

    /// Commits a block.
    ///
    /// # Errors
    /// If it cannot be written, or was made before with other results; then both are kept.
    pub(super) fn commit(
        &self,
        block: u64,
        made: &Made,
        build: &Build,
        not_compared: serde_json::Value,
    ) -> Result<Receipt, StoreError> {
        let runs = self.planned.plan.runs_of(block);
        let files = made.tables.iter().map(|table| Sum {
            table: table.name.to_owned(),
            rows: table.rows,
            bytes: table.bytes.len() as u64,
            sha256: hex(&Sha256::digest(&table.bytes)),
        });
        let receipt = Receipt {
            plan_id: self.planned.id.clone(),
            block,
            first_run: runs.start,
            runs: runs.end - runs.start,
            files: files.collect(),
            failed: made.failed.clone(),
            build: build.clone(),
            not_compared,
        };
        let mut ending = "";
        if let State::Done(there) = self.state(block) {
            if (&there.receipt.files, &there.receipt.failed) == (&receipt.files, &receipt.failed) {
                return Ok(receipt);
            }
            ending = "differs.";
        }
        let path = |name: &str| self.path(block, &format!("{ending}{name}"));
        let folder = path("").parent().map(Path::to_owned).unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|e| StoreError::CannotCreate(folder, e))?;
        for table in &made.tables {
            commit(&path(&format!("{}.csv", table.name)), &table.bytes)?;
        }
        let text = serde_json::to_string_pretty(&receipt).expect("text and numbers") + "\n";
        commit(&path("receipt.json"), text.as_bytes())?;
        if ending.is_empty() {
            return Ok(receipt);
        }
        let first = self.path(block, "runs.csv");
        Err(StoreError::NotDeterministic(block, first, path("runs.csv")))
    }
}

/// Copies an input, which must have the given sum.
fn copy(from: &Path, to: &Path, sha256: &str) -> Result<(), StoreError> {
    let bytes = fs::read(from).map_err(|e| StoreError::CannotOpen(from.to_owned(), e))?;
    if hex(&Sha256::digest(&bytes)) != sha256 {
        return Err(StoreError::Damaged(
            from.to_owned(),
            "changed while it was read".to_owned(),
        ));
    }
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(|e| StoreError::CannotCreate(folder.to_owned(), e))?;
    commit(to, &bytes)
}

static UNIQUE: AtomicU64 = AtomicU64::new(0);

/// Writes a new file beside `place`, to the disk.
fn write_beside(place: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let mine = UNIQUE.fetch_add(1, Ordering::Relaxed);
    let temporary = place.with_file_name(format!(".{name}.{}-{mine}.tmp", std::process::id()));
    let written = (|| {
        // a folder on a network may hold one of the same name from another host's process: then the next number
        let mut file = File::create_new(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    })();
    match written {
        Ok(()) => Ok(temporary),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => write_beside(place, bytes),
        Err(error) => {
            let _ = fs::remove_file(&temporary);
            Err(StoreError::WriteFailed(place.to_owned(), error))
        }
    }
}

/// Puts a file at `place`, whole or not at all.
fn commit(place: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let temporary = write_beside(place, bytes)?;
    if let Err(error) = fs::rename(&temporary, place) {
        let _ = fs::remove_file(&temporary);
        return Err(StoreError::WriteFailed(place.to_owned(), error));
    }
    sync_folder(place.parent().unwrap_or(place))
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    sync_names(folder).map_err(|error| StoreError::WriteFailed(folder.to_owned(), error))
}

/// Waits until the names in `folder` are on the disk, where the system can: some cannot open a folder, some network folders know
/// no such wait.
///
/// # Errors
/// If the disk fails.
pub fn sync_names(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        waited => waited,
    }
}
