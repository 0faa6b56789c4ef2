//! `dabiao run FILE`

use std::path::Path;

use super::args::{Keep, Options};
use super::chart;
use super::deliver::{Way, deliver};
use super::exit::Failure;
use super::load::{self, Warnings};
use super::progress::Shown;
use super::simulate::{Clock, Simulated, design, fits, folder, kept, pool};
use crate::analysis;
use crate::language::Lang;
use crate::report::{Case, Report};

/// Simulates one scenario and writes its folder.
pub(super) fn run(
    file: &Path,
    options: &Options,
    (keep, drivers): (Option<Keep>, bool),
    lang: Lang,
) -> Result<(), Failure> {
    let clock = Clock::start();
    let files = [file.to_owned()];
    let mut scenarios = load::scenarios(&files, &options.reading, Warnings::Few, lang)?;
    let room = fits(&scenarios, design(&scenarios[0], options, keep), options)?;
    let scenario = scenarios.remove(0);
    let wanted = chart::wanted(options, &[&scenario], lang)?;
    let counties = load::counties(&scenario);
    let format = options.reading.error_format;
    let map = load::map(options.map.as_deref(), &counties, format, lang)?;
    let folder = folder(options, &scenario.id)?;
    let pool = pool(options)?;
    let design = design(&scenario, options, keep);
    let progress = Shown::new(options.silent(), lang);
    let before = clock.seconds();
    let mut simulated = Simulated::new(scenario, design, &pool, &room, &progress)?;
    if drivers {
        simulated.hold_drivers(design, &pool, &progress);
    }
    let central = analysis::central_run(&simulated.ensemble());
    let central = simulated.again(design.seed, central);
    let cases = [Case {
        scenario: &simulated.scenario,
        runs: &simulated.runs,
        summary: &simulated.summary,
        central: &central,
    }];
    let report = Report {
        cases: &cases,
        differences: &[],
        seed: design.seed,
        kept: kept(keep),
        map: map.as_ref(),
    };
    let way = Way {
        files: &files,
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
