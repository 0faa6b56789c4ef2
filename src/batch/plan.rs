//! The plan of a batch: all that its results depend on, and nothing else. Its name is the SHA-256 of its text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::outcome::{self, Column, Due};
use super::rows::{Row, Rows};
use super::store::StoreError;
use crate::language::{Lang, Text};
use crate::scenario::design::{Design, DesignFile, Factor};
use crate::scenario::{Fault, Finding, LoadOptions, Scenario, Severity, hex, load};

/// Version of the folder's layout and of the tables.
const FORMAT: u32 = 1;
/// Most runs of a batch.
const MOST_RUNS: u64 = 1 << 40;
/// Rows that are looked at before anything is run; where there are more, so many spread evenly over them.
const LOOKED_AT: u64 = 4096;
/// Faulty values that are told one by one.
const MOST_TOLD: usize = 20;

/// Which program makes or made something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Build {
    /// Version of the program.
    pub version: String,
    /// Version of the model.
    pub model_version: u32,
    /// Commit it was built from.
    pub commit: String,
}

/// A scenario of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its id.
    pub id: String,
    /// Hash of what it says.
    pub hash: String,
    /// Folder below `inputs/`.
    pub folder: String,
    /// Files it is read from, relative to the scenario's own folder, with their SHA-256.
    pub files: Vec<(String, String)>,
    /// Its last simulated year, by which documents are dated.
    pub end_year: i32,
}

/// All that the results of a batch depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of the folder's layout and of the tables.
    pub format: u32,
    /// The program.
    pub build: Build,
    /// What a person asked for.
    pub design: Design,
    /// The scenarios.
    pub scenarios: Vec<Input>,
    /// SHA-256 of the table of the design, if it has one; the file is `inputs/SHA256.csv`.
    pub table: Option<String>,
    /// Rows of the design.
    pub rows: u64,
    /// Runs: rows times replicates. Run `r` is row `r % rows` on dice `r / rows`.
    pub runs: u64,
    /// Columns of the table of runs.
    pub columns: Vec<Column>,
}

/// Why there is no plan.
#[derive(Debug)]
pub enum PlanError {
    /// The design or a scenario is wrong.
    Findings(Vec<Finding>),
    /// So many rows, or more runs than anyone could make; none is beyond counting.
    TooLarge(Option<u64>),
    /// The folder.
    Store(StoreError),
}

impl From<StoreError> for PlanError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Plan {
    /// The canonical text.
    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("text and numbers") + "\n"
    }

    /// SHA-256 of the text, hex.
    #[must_use]
    pub fn id(&self) -> String {
        hex(&Sha256::digest(self.text().as_bytes()))
    }

    /// Number of blocks.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.runs.div_ceil(u64::from(self.design.block_runs))
    }

    /// The runs of a block.
    #[must_use]
    pub fn runs_of(&self, block: u64) -> Range<u64> {
        let each = u64::from(self.design.block_runs);
        block * each..((block + 1) * each).min(self.runs)
    }

    /// The tables of the batch: `runs` and the series kept.
    #[must_use]
    pub fn tables(&self) -> Vec<&'static str> {
        use crate::scenario::design::Keep;
        let series = self.design.keep.iter().map(|keep| match keep {
            Keep::Yearly => "yearly",
            Keep::Counties => "counties",
        });
        ["runs"].into_iter().chain(series).collect()
    }
}

/// A plan with what is needed to follow it.
#[derive(Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Its name.
    pub id: String,
    /// Its rows.
    pub rows: Rows,
    /// Where each scenario is read from.
    pub places: Vec<PathBuf>,
}

impl Planned {
    /// Makes a plan from a design file, after looking at its rows. The scenarios are still where the design found them.
    /// With it come warnings, and the number of rows looked at.
    ///
    /// # Errors
    /// Every fault found, or a size beyond all measure.
    pub fn draft(file: &DesignFile, build: Build) -> Result<(Self, Vec<Finding>, u64), PlanError> {
        let table = file.table.as_ref();
        let rows = Rows::new(
            &file.design,
            file.scenarios.len(),
            table.map_or_else(Vec::new, |t| t.rows.clone()),
        );
        let count = rows.count().ok_or(PlanError::TooLarge(None))?;
        let runs = count.checked_mul(u64::from(file.design.replicates));
        let runs = runs
            .filter(|runs| *runs <= MOST_RUNS)
            .ok_or(PlanError::TooLarge(Some(count)))?;
        let (bases, mut findings) = bases(file);
        let step = count.div_ceil(LOOKED_AT).max(1);
        let looked: Vec<u64> = (0..count)
            .step_by(usize::try_from(step).unwrap_or(usize::MAX))
            .collect();
        let mut due = Due::default();
        if findings.iter().all(|f| f.severity == Severity::Warning) {
            look(file, &bases, (&rows, &looked), &mut due, &mut findings);
        }
        if findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(PlanError::Findings(findings));
        }
        let plan = Plan {
            format: FORMAT,
            build,
            scenarios: bases.iter().map(input).collect(),
            table: table.map(|t| t.sha256.clone()),
            rows: count,
            runs,
            columns: outcome::columns(&file.design, &due),
            design: file.design.clone(),
        };
        let planned = Self {
            id: plan.id(),
            plan,
            rows,
            places: file.scenarios.clone(),
        };
        Ok((planned, findings, looked.len() as u64))
    }

    /// The scenario of a row.
    ///
    /// # Errors
    /// If it is none, or the files it is read from are not what they were.
    pub fn scenario(&self, row: &Row) -> Result<Scenario, NoResult> {
        let (place, input) = (
            &self.places[row.scenario],
            &self.plan.scenarios[row.scenario],
        );
        let changed =
            |why: &str| NoResult::Inputs(StoreError::Damaged(place.clone(), why.to_owned()));
        let loaded = load(place, &options(&self.plan.design.factors, row)).map_err(|findings| {
            let mut errors = findings.iter().filter(|f| f.severity == Severity::Error);
            // what cannot be read now can be read later: no result of the run
            if errors
                .clone()
                .any(|f| f.fault == Fault::CannotOpen && !f.file.starts_with("--set"))
            {
                return changed("cannot be read");
            }
            NoResult::Failed(
                errors
                    .next()
                    .map_or_else(String::new, |f| f.render(Lang::En)),
            )
        })?;
        // a factor may name another file; those of the plan are as they were
        let same = |(path, sha256): &(String, String)| {
            let read = loaded.scenario.files.iter().find(|f| f.path == *path);
            read.is_none_or(|f| f.sha256 == *sha256)
        };
        if !input.files.iter().all(same) {
            return Err(changed("changed since it was copied"));
        }
        Ok(loaded.scenario)
    }
}

/// Why a run has no result.
#[derive(Debug)]
pub enum NoResult {
    /// It failed and would fail again: why, in English.
    Failed(String),
    /// What it is made from is not there as it was: nothing is recorded.
    Inputs(StoreError),
}

fn options(factors: &[Factor], row: &Row) -> LoadOptions {
    let set = factors.iter().zip(&row.values);
    LoadOptions {
        set: set
            .map(|(factor, value)| format!("{}={value}", factor.key))
            .collect(),
    }
}

/// The scenarios as they are without factors.
fn bases(file: &DesignFile) -> (Vec<Scenario>, Vec<Finding>) {
    let (mut scenarios, mut found) = (Vec::new(), Vec::new());
    for path in &file.scenarios {
        let new = match load(path, &LoadOptions::default()) {
            Ok(loaded) => {
                scenarios.push(loaded.scenario);
                loaded.warnings
            }
            Err(findings) => findings,
        };
        for finding in new {
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    (scenarios, found)
}

/// Makes the scenario of each of `looked` as a run would, and says of what is wrong where the design file has it.
fn look(
    file: &DesignFile,
    bases: &[Scenario],
    (rows, looked): (&Rows, &[u64]),
    due: &mut Due,
    findings: &mut Vec<Finding>,
) {
    let mut told: BTreeSet<(String, u32, u32, String)> = BTreeSet::new();
    let mut more = 0;
    // a part at a time: the scenarios of all rows would fill memory
    for part in looked.chunks(64) {
        let made: Vec<_> = part
            .par_iter()
            .map(|number| {
                let row = rows.row(*number);
                (
                    *number,
                    load(
                        &file.scenarios[row.scenario],
                        &options(&file.design.factors, &row),
                    ),
                )
            })
            .collect();
        for (number, loaded) in made {
            let errors = match loaded {
                Ok(loaded) => {
                    due.add(&loaded.scenario);
                    let base = &bases[rows.row(number).scenario];
                    if loaded.scenario.files == base.files {
                        continue;
                    }
                    vec![names_a_file(file, rows, number)]
                }
                Err(errors) => errors,
            };
            for mut error in errors.into_iter().filter(|f| f.severity == Severity::Error) {
                place(&mut error, file, rows, number);
                if !told.insert((
                    error.file.clone(),
                    error.line,
                    error.column,
                    error.key.clone(),
                )) {
                    continue;
                }
                if told.len() > MOST_TOLD {
                    more += 1;
                } else {
                    findings.push(error);
                }
            }
        }
    }
    if let (true, Some(last)) = (more > 0, findings.last().cloned()) {
        findings.push(Finding {
            what: Text::new(
                format!("还有 {more} 处这样的错误"),
                format!("{more} more such faults"),
            ),
            allowed: Text::default(),
            suggestion: None,
            ..last
        });
    }
}

/// The finding that a factor names a file: the batch would have no copy of it.
fn names_a_file(file: &DesignFile, rows: &Rows, number: u64) -> Finding {
    let names = |factor: &&Factor| factor.key.ends_with("file");
    let at = file.design.factors.iter().position(|f| names(&f));
    let at = at.unwrap_or_default();
    let (factor, row) = (&file.design.factors[at], rows.row(number));
    Finding {
        severity: Severity::Error,
        fault: Fault::Content,
        file: format!("--set {}={}", factor.key, row.values[at]),
        line: 0,
        column: 0,
        key: factor.key.clone(),
        what: Text::new("因素不能换文件", "a factor cannot name another file"),
        allowed: Text::new(
            "另写一个情景(extends)，列入 scenarios",
            "write a scenario of its own (extends) and list it under scenarios",
        ),
        suggestion: None,
    }
}

/// Moves a finding about a setting to the place in the design that set it.
fn place(finding: &mut Finding, file: &DesignFile, rows: &Rows, number: u64) {
    let row = rows.row(number);
    let set = file.design.factors.iter().zip(&row.values);
    let mut names = set.map(|(factor, value)| format!("--set {}={value}", factor.key));
    let Some(factor) = names.position(|name| name == finding.file) else {
        return;
    };
    let source = &file.sources[factor];
    finding.file.clone_from(&source.file);
    (finding.line, finding.column) = (source.line, source.column);
    if let Some(table) = &file.table
        && finding.fault != Fault::UnknownKey
    {
        let point = usize::try_from(row.point).expect("a row of the table");
        (finding.line, finding.column) = table.places[point][factor];
    }
}

fn input(scenario: &Scenario) -> Input {
    let files: Vec<(String, String)> = scenario
        .files
        .iter()
        .map(|f| (f.path.clone(), f.sha256.clone()))
        .collect();
    let mut sum = Sha256::new();
    for (path, sha256) in &files {
        sum.update(format!("{sha256}  {path}\n"));
    }
    let mut folder = hex(&sum.finalize());
    folder.truncate(16);
    Input {
        id: scenario.id.clone(),
        hash: scenario.hash.clone(),
        folder,
        files,
        end_year: scenario.end_year,
    }
}

/// Where a scenario of a plan is below `inputs/`: the files of its own folder in `here`, those of the folder above it beside.
pub(super) fn copied(inputs: &Path, input: &Input, file: &str) -> PathBuf {
    let folder = inputs.join(&input.folder);
    match file.strip_prefix("../") {
        Some(above) => folder.join(above),
        None => folder.join("here").join(file),
    }
}
