//! From a scenario to its runs and summary, and from summaries to an output folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::args::{Keep, Options};
use super::exit::Failure;
use super::progress::Shown;
use crate::analysis::{self, Ensemble, Held, Summary};
use crate::batch::{self, Design};
use crate::language::Lang;
use crate::record::RunRecord;
use crate::report::{Folder, Kept, OutputError, RunLog};
use crate::scenario::Scenario;
use crate::sim::Foundation;

/// Runs that are made again with other events, to split variance.
const PAIRS: u32 = 64;
/// Runs with a driver held low, and held high.
const DRIVER_RUNS: u32 = 12;

/// A scenario with its runs.
pub(super) struct Simulated {
    pub(super) scenario: Arc<Scenario>,
    foundation: Arc<Foundation>,
    pub(super) runs: Vec<RunRecord>,
    pub(super) summary: Summary,
}

impl Simulated {
    /// Makes and sums up the runs of `scenario`.
    pub(super) fn new(
        scenario: Scenario,
        design: Design,
        pool: &rayon::ThreadPool,
        room: &Room,
        progress: &Shown,
    ) -> Result<Self, Failure> {
        let scenario = Arc::new(scenario);
        let foundation = Arc::new(pool.install(|| Foundation::new(&scenario)));
        room.admits(&foundation, pool.current_num_threads())?;
        let runs = batch::run_all(&scenario, &foundation, design, pool, progress);
        let pairs = design.runs.min(PAIRS);
        let others = batch::run_other_events(&scenario, &foundation, design.seed, pairs, pool);
        let ensemble = Ensemble {
            scenario: &scenario,
            runs: &runs,
        };
        let summary = analysis::summarise(&ensemble, &others);
        Ok(Self {
            scenario,
            foundation,
            runs,
            summary,
        })
    }

    /// The runs as columns.
    pub(super) fn ensemble(&self) -> Ensemble<'_> {
        Ensemble {
            scenario: &self.scenario,
            runs: &self.runs,
        }
    }

    /// Finds what moves the goals by paired runs: each driver held low and high on the same dice.
    pub(super) fn hold_drivers(
        &mut self,
        design: Design,
        pool: &rayon::ThreadPool,
        progress: &Shown,
    ) {
        let chosen = analysis::to_hold(&self.scenario, &self.summary.drivers);
        let held: Vec<_> = chosen
            .iter()
            .flat_map(|(parameter, (low, high))| [(*parameter, *low), (*parameter, *high)])
            .collect();
        let dice = (design.seed, design.runs.min(DRIVER_RUNS));
        let (scenario, foundation) = (&self.scenario, &self.foundation);
        let mut runs =
            batch::run_held(scenario, foundation, dice, &held, pool, progress).into_iter();
        let mut held = Vec::new();
        for (parameter, range) in chosen {
            if let (Some(low), Some(high)) = (runs.next(), runs.next()) {
                held.push(Held {
                    parameter,
                    range,
                    low,
                    high,
                });
            }
        }
        let (goals, drivers) = (&self.summary.goals, &self.summary.drivers);
        self.summary.drivers = analysis::paired_drivers(&self.ensemble(), goals, drivers, &held);
    }

    /// Run `run` again, with its ledger.
    pub(super) fn again(&self, seed: u64, run: u32) -> RunRecord {
        batch::run_again(&self.scenario, &self.foundation, seed, run)
    }
}

/// The runs that `options` ask for, else those of the baseline scenario.
pub(super) fn design(baseline: &Scenario, options: &Options, keep: Option<Keep>) -> Design {
    Design {
        seed: options.seed.unwrap_or(baseline.seed),
        runs: options.runs.unwrap_or(baseline.runs),
        ledgers: keep == Some(Keep::Ledgers),
    }
}

/// The memory that runs may take.
pub(super) struct Room {
    scenarios: u64,
    runs: u32,
    /// Bytes that the results of all scenarios take.
    results: u64,
    /// GB that are allowed.
    allowed: u32,
}

impl Room {
    /// Refuses a scenario whose runs on so many threads, each in a world of its own, would not fit beside all results.
    fn admits(&self, foundation: &Foundation, threads: usize) -> Result<(), Failure> {
        let worlds = u64::from(self.runs).min(threads as u64);
        let shared = foundation.bytes().saturating_mul(self.scenarios);
        let worlds = foundation.bytes_of_a_world().saturating_mul(worlds);
        self.check(shared.saturating_add(worlds))
    }

    /// Refuses what takes so many bytes more than the results.
    fn check(&self, more: u64) -> Result<(), Failure> {
        let asked = self.results.saturating_add(more);
        if asked <= u64::from(self.allowed) << 30 {
            return Ok(());
        }
        Err(Failure::Memory {
            runs: self.runs,
            asked: asked.div_ceil(1 << 30),
            allowed: self.allowed,
        })
    }
}

/// Refuses runs whose results would not fit the memory that `options` allow: before the first one is made.
pub(super) fn fits(
    scenarios: &[Scenario],
    design: Design,
    options: &Options,
) -> Result<Room, Failure> {
    let bytes: u64 = scenarios
        .iter()
        .map(|s| bytes_of_a_run(s, design.ledgers))
        .sum();
    let room = Room {
        scenarios: scenarios.len() as u64,
        runs: design.runs,
        results: bytes.saturating_mul(u64::from(design.runs)),
        allowed: options.max_memory,
    };
    room.check(0)?;
    Ok(room)
}

/// About how much memory the record of a run takes: a value and a limit for each indicator, place and year, a line for
/// each programme, county and year where ledgers are kept, and the drawn parameters.
fn bytes_of_a_run(scenario: &Scenario, ledgers: bool) -> u64 {
    let years = u64::from(scenario.end_year.abs_diff(scenario.base_year)) + 1;
    let places = scenario.counties.len() as u64 + 1;
    let rows = years * places;
    let series = rows * scenario.indicators().len() as u64 * 9;
    let lines = if ledgers {
        rows * scenario.programmes.len() as u64 * 120
    } else {
        0
    };
    series + lines + 4096
}

/// Which ledgers are written.
pub(super) fn kept(keep: Option<Keep>) -> Kept {
    match keep {
        Some(Keep::Ledgers) => Kept::All,
        None => Kept::Central,
    }
}

/// Threads to work on.
pub(super) fn pool(options: &Options) -> Result<rayon::ThreadPool, Failure> {
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        asked => asked,
    };
    batch::pool(threads).map_err(Failure::Threads)
}

/// Begins the output folder: `--out`, whose parent must exist, or `output/NAME`, which is made.
pub(super) fn folder(options: &Options, name: &str) -> Result<Folder, Failure> {
    let over = options.over.as_deref();
    if let Some(out) = &options.out {
        return Ok(Folder::begin_over(out, over)?);
    }
    let around = Path::new("output");
    std::fs::create_dir_all(around)
        .map_err(|error| OutputError::CannotCreate(around.to_owned(), error))?;
    Ok(Folder::begin_over(&around.join(name), over)?)
}

/// Notes for the log while a command runs.
pub(super) struct Clock {
    wall: SystemTime,
    started: Instant,
}

impl Clock {
    /// Starts now.
    pub(super) fn start() -> Self {
        Self {
            wall: SystemTime::now(),
            started: Instant::now(),
        }
    }

    /// Seconds since the start.
    pub(super) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// The log of a command that took `simulating` seconds to simulate.
    pub(super) fn log(
        &self,
        simulating: f64,
        threads: usize,
        files: &[PathBuf],
        output: &Path,
        lang: Lang,
    ) -> RunLog {
        let full = |path: &Path| {
            let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            full.to_string_lossy().into_owned()
        };
        RunLog {
            started: utc(self.wall),
            seconds: self.seconds(),
            seconds_simulating: simulating,
            host: host(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            threads,
            command: std::env::args_os()
                .map(|word| word.to_string_lossy().into_owned())
                .collect(),
            working_directory: full(Path::new(".")),
            scenario_files: files.iter().map(|file| full(file)).collect(),
            output: full(output),
            language: lang.to_string(),
        }
    }
}

pub(super) fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = name.or_else(|| std::env::var("HOSTNAME").ok());
    let name = name.or_else(|| std::env::var("COMPUTERNAME").ok());
    name.map_or_else(|| "unknown".to_owned(), |name| name.trim().to_owned())
}

/// `2023-02-01T08:00:00Z`. Days to a date as in Hinnant, "chrono-compatible low-level date algorithms".
pub(super) fn utc(time: SystemTime) -> String {
    let seconds = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn dates() {
        let at = |seconds| utc(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_675_238_400), "2023-02-01T08:00:00Z");
    }
}
