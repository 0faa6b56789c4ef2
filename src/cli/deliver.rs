//! What `run` and `compare` share at their end: the folder is written, the goal table shown.

use std::path::PathBuf;

use super::exit::Failure;
use super::message::Message;
use super::progress::Shown;
use super::reading::ErrorFormat;
use super::simulate::Clock;
use super::{findings, goal_table, tell, terminal};
use crate::language::Lang;
use crate::report::{self, Folder, Report, Wanted};
use crate::scenario::Severity;

/// How a command was asked to go about it.
pub(super) struct Way<'a> {
    pub(super) files: &'a [PathBuf],
    /// The pictures to draw.
    pub(super) wanted: &'a Wanted,
    pub(super) clock: &'a Clock,
    /// Seconds spent simulating.
    pub(super) simulating: f64,
    pub(super) pool: &'a rayon::ThreadPool,
    pub(super) progress: &'a Shown,
    pub(super) quiet: bool,
    pub(super) format: ErrorFormat,
    pub(super) lang: Lang,
}

/// Writes `report` into `folder`, puts it in its place and says what is in it.
pub(super) fn deliver(
    mut folder: Folder,
    report: &Report<'_>,
    way: &Way<'_>,
) -> Result<(), Failure> {
    report::write_tables(&mut folder, report)?;
    way.progress.drawing();
    report::write_workbook(&mut folder, report, way.lang)?;
    for undrawn in report::write_charts(&mut folder, report, way.wanted, way.pool)? {
        let line = Message::Undrawn(&undrawn.name, &undrawn.error).text(way.lang);
        findings::sentence(Severity::Warning, "chart", &line, way.format, way.lang);
    }
    report::write_briefing(&mut folder, report, way.lang)?;
    report::write_page(&mut folder, report, way.wanted, way.pool)?;
    let place = folder.place().to_owned();
    let threads = way.pool.current_num_threads();
    let log = way
        .clock
        .log(way.simulating, threads, way.files, &place, way.lang);
    let count = folder.written().len();
    report::finish(folder, report, &log)?;
    if way.quiet {
        return Ok(());
    }
    let lang = way.lang;
    terminal::out(&goal_table::goal_table(report, lang))?;
    for case in report.cases {
        if case.scenario.illustrative {
            tell(&Message::Illustrative, lang)?;
        }
        let name = case.scenario.name.get(lang);
        let summary = case.summary;
        tell(
            &Message::Joint(name, summary.joint_assessed, summary.joint_card),
            lang,
        )?;
        let shares: Vec<(&str, f64)> = summary
            .variability
            .iter()
            .filter_map(|row| {
                let goal = summary.goals.iter().find(|goal| goal.id == row.goal)?;
                Some((goal.name.get(lang), row.split.shared?))
            })
            .collect();
        tell(&Message::Variance(name, &shares), lang)?;
    }
    tell(&Message::Simulation, lang)?;
    tell(&Message::Files(&place, count), lang)
}
