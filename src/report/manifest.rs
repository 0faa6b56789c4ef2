//! What a result rests on. Nothing of clock, host, threads or paths but in the log, which is never compared.

use serde::Serialize;

use super::Report;
use super::folder::Written;
use crate::MODEL_VERSION;
use crate::scenario::resolved::FileRead;

/// The commit this program was built from, or `unknown`.
pub const GIT_COMMIT: &str = match option_env!("DABIAO_GIT_COMMIT") {
    Some(commit) => commit,
    None => "unknown",
};

/// `manifest.json`: all that is needed to make the folder again.
#[derive(Debug, Serialize)]
pub struct Comparison {
    program: &'static str,
    version: &'static str,
    model_version: u32,
    git_commit: &'static str,
    seed: u64,
    runs: usize,
    baseline: String,
    central_run: u32,
    scenarios: Vec<ScenarioEntry>,
    /// The file of the user's that county maps are drawn from; it moves no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    map: Option<FileEntry>,
    files: Vec<Written>,
}

#[derive(Debug, Serialize)]
struct ScenarioEntry {
    id: String,
    hash: String,
    illustrative: bool,
    base_year: i32,
    end_year: i32,
    population_seed: u64,
    weight: u32,
    overlays: Vec<String>,
    parameters_known_later: Vec<&'static str>,
    files_read: Vec<FileEntry>,
}

#[derive(Debug, Serialize)]
struct FileEntry {
    path: String,
    sha256: String,
}

impl Comparison {
    pub(super) fn new(report: &Report<'_>, files: &[Written]) -> Self {
        let baseline = &report.cases[0];
        Self {
            program: "dabiao",
            version: env!("CARGO_PKG_VERSION"),
            model_version: MODEL_VERSION,
            git_commit: GIT_COMMIT,
            seed: report.seed,
            runs: baseline.runs.len(),
            baseline: baseline.scenario.id.clone(),
            central_run: baseline.central.run,
            scenarios: report.cases.iter().map(scenario_entry).collect(),
            map: report.map.map(|map| file_entry(&map.file)),
            files: files.to_vec(),
        }
    }
}

fn scenario_entry(case: &super::Case<'_>) -> ScenarioEntry {
    let scenario = case.scenario;
    ScenarioEntry {
        id: scenario.id.clone(),
        hash: scenario.hash.clone(),
        illustrative: scenario.illustrative,
        base_year: scenario.base_year,
        end_year: scenario.end_year,
        population_seed: scenario.population_seed,
        weight: scenario.weight,
        overlays: scenario.overlays.clone(),
        parameters_known_later: case
            .summary
            .known_later
            .iter()
            .map(|p| p.row().key)
            .collect(),
        files_read: scenario.files.iter().map(file_entry).collect(),
    }
}

fn file_entry(file: &FileRead) -> FileEntry {
    FileEntry {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
    }
}

/// `run.log.json`: where, when and how a folder was made.
#[derive(Debug, Clone, Serialize)]
pub struct RunLog {
    /// When the command began, UTC.
    pub started: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Seconds spent simulating.
    pub seconds_simulating: f64,
    /// Name of the machine.
    pub host: String,
    /// Operating system and processor.
    pub system: String,
    /// Threads worked on.
    pub threads: usize,
    /// The command line.
    pub command: Vec<String>,
    /// Folder the command was given in.
    pub working_directory: String,
    /// Scenario files, absolute.
    pub scenario_files: Vec<String>,
    /// Output folder, absolute.
    pub output: String,
    /// Language of charts.
    pub language: String,
}
