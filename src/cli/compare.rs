//! `dabiao compare FILES…`

use std::path::PathBuf;

use super::args::{Keep, Options};
use super::chart;
use super::deliver::{Way, deliver};
use super::exit::Failure;
use super::load::{self, Warnings};
use super::progress::Shown;
use super::simulate::{Clock, Simulated, design, fits, folder, kept, pool};
use crate::analysis::{self, Difference, attainment_differences, indicator_differences};
use crate::language::Lang;
use crate::record::RunRecord;
use crate::report::{self, Case, Report};
use crate::scenario::Scenario;

/// Simulates scenarios on the same dice and writes one folder with all of them; the first is the baseline.
pub(super) fn compare(
    files: &[PathBuf],
    options: &Options,
    keep: Option<Keep>,
    lang: Lang,
) -> Result<(), Failure> {
    let clock = Clock::start();
    let mut scenarios = load::scenarios(files, &options.reading, Warnings::Few, lang)?;
    check_comparable(&scenarios)?;
    report::told_apart(&mut scenarios);
    let wanted = chart::wanted(options, &scenarios.iter().collect::<Vec<_>>(), lang)?;
    let room = fits(&scenarios, design(&scenarios[0], options, keep), options)?;
    let counties = load::counties(&scenarios[0]);
    let format = options.reading.error_format;
    let map = load::map(options.map.as_deref(), &counties, format, lang)?;
    let folder = folder(options, &folder_name(&scenarios))?;
    let pool = pool(options)?;
    let design = design(&scenarios[0], options, keep);
    let progress = Shown::new(options.silent(), lang);
    let before = clock.seconds();
    let all: Vec<Simulated> = scenarios
        .into_iter()
        .map(|scenario| Simulated::new(scenario, design, &pool, &room, &progress))
        .collect::<Result<_, Failure>>()?;
    let baseline = all[0].ensemble();
    let differences: Vec<Difference> = all[1..]
        .iter()
        .map(|other| Difference {
            indicators: indicator_differences(&baseline, &other.ensemble()),
            attainment: attainment_differences(&baseline, &other.ensemble()),
        })
        .collect();
    let central = analysis::central_run(&baseline);
    let centrals: Vec<RunRecord> = all.iter().map(|s| s.again(design.seed, central)).collect();
    let cases: Vec<Case<'_>> = all
        .iter()
        .zip(&centrals)
        .map(|(simulated, central)| Case {
            scenario: &simulated.scenario,
            runs: &simulated.runs,
            summary: &simulated.summary,
            central,
        })
        .collect();
    let report = Report {
        cases: &cases,
        differences: &differences,
        seed: design.seed,
        kept: kept(keep),
        map: map.as_ref(),
    };
    let way = Way {
        files,
        wanted: &wanted,
        clock: &clock,
        simulating: clock.seconds() - before,
        pool: &pool,
        progress: &progress,
        quiet: options.quiet,
        format,
        lang,
    };
    deliver(folder, &report, &way)
}

/// `FIRST_vs_SECOND`, or `FIRST_vs_N_others`.
fn folder_name(scenarios: &[Scenario]) -> String {
    let first = &scenarios[0].id;
    match scenarios {
        [_, second] => format!("{first}_vs_{}", second.id),
        _ => format!("{first}_vs_{}_others", scenarios.len() - 1),
    }
}

/// Scenarios must share years, counties and indicators, and different ones must have different names.
fn check_comparable(scenarios: &[Scenario]) -> Result<(), Failure> {
    let baseline = &scenarios[0];
    for (at, other) in scenarios.iter().enumerate().skip(1) {
        analysis::comparable(baseline, other).map_err(|mismatch| Failure::Incomparable {
            baseline: baseline.id.clone(),
            other: other.id.clone(),
            mismatch,
        })?;
        let same_name = |before: &&Scenario| before.id == other.id;
        if let Some(before) = scenarios[..at].iter().find(same_name)
            && before.hash != other.hash
        {
            return Err(Failure::SameName(other.id.clone()));
        }
    }
    Ok(())
}
