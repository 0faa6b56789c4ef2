//! How a command may fail, and the exit code of each way (sysexits.h).

use std::io;

use super::batch::Trouble;
use super::beginning::Beginning;
use super::message::Message;
use super::reading::ErrorFormat;
use super::{findings, terminal};
use crate::analysis::Mismatch;
use crate::chart::ChartError;
use crate::language::Lang;
use crate::report::{FiguresError, OutputError};
use crate::scenario::{Fault, Finding, Severity};

/// Exit code of a broken invariant.
pub(super) const BUG: u8 = 70;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The command line is wrong; what to say of it.
    CommandLine(String),
    /// Scenarios are wrong or cannot be opened.
    Scenario(Vec<Finding>),
    /// Two scenarios cannot be compared.
    Incomparable {
        baseline: String,
        other: String,
        mismatch: Mismatch,
    },
    /// Two scenarios to compare have one name.
    SameName(String),
    /// There is no chart of this name.
    NoChart {
        name: String,
        near: Vec<String>,
        all: Vec<String>,
    },
    /// No indicator, parameter or target has this name.
    NoName { name: String, near: Vec<String> },
    /// The figures of a run cannot be read.
    Figures(FiguresError),
    /// A chart that was asked for cannot be drawn.
    Undrawable(String, ChartError),
    /// The runs and their results would not fit memory, in GB.
    Memory { runs: u32, asked: u64, allowed: u32 },
    /// The output folder cannot be made or written.
    Output(OutputError),
    /// The system gives no threads.
    Threads(rayon::ThreadPoolBuildError),
    /// Standard output cannot be written.
    Terminal(io::Error),
    /// A batch is not what was asked, or not done.
    Batch(Box<Trouble>),
}

impl Failure {
    /// A wrong command line, of which `message` is said.
    pub(super) fn line(message: &Message<'_>, lang: Lang) -> Self {
        let head = lang.pick("错误", "error");
        Self::CommandLine(format!("{head}: {}", message.text(lang)))
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::CommandLine(_) | Self::NoChart { .. } | Self::NoName { .. } => 64,
            Self::Figures(FiguresError::CannotOpen(..)) => 66,
            Self::Scenario(findings) if only_unopened(findings) => 66,
            Self::Figures(_)
            | Self::Undrawable(..)
            | Self::Scenario(_)
            | Self::Incomparable { .. }
            | Self::SameName(_)
            | Self::Memory { .. } => 65,
            Self::Threads(_) => 70,
            Self::Output(OutputError::WriteFailed(..)) | Self::Terminal(_) => 74,
            Self::Output(_) => 73,
            Self::Batch(trouble) => trouble.code(),
        }
    }

    /// Says what is wrong on standard error, each fault by itself.
    pub(super) fn tell(&self, format: ErrorFormat, lang: Lang) {
        let one = |code: &str, message: Message<'_>| {
            findings::sentence(Severity::Error, code, &message.text(lang), format, lang);
        };
        match self {
            // the words have their own beginning
            Self::CommandLine(text) if format == ErrorFormat::Text => {
                terminal::err(text.trim_end());
            }
            Self::CommandLine(text) => {
                let text = text.trim_end();
                findings::sentence(Severity::Error, "command_line", text, format, lang);
            }
            Self::Scenario(found) => findings::tell(found, format, lang),
            Self::Incomparable {
                baseline,
                other,
                mismatch,
            } => one(
                "incomparable",
                Message::Incomparable(baseline, other, mismatch),
            ),
            Self::SameName(name) => one("same_name", Message::SameName(name)),
            Self::Memory {
                runs,
                asked,
                allowed,
            } => one("memory", Message::Memory(*runs, *asked, *allowed)),
            Self::NoChart { name, near, all } => {
                one("unknown_name", Message::NoChart(name, near, all));
            }
            Self::NoName { name, near } => one(
                "unknown_name",
                Message::Beginning(Beginning::NoName(name, near)),
            ),
            Self::Figures(error) => one("figures", Message::Figures(error)),
            Self::Undrawable(name, error) => one("chart", Message::Undrawable(name, error)),
            Self::Output(error) => one("output", Message::Output(error)),
            Self::Threads(error) => one("threads", Message::Threads(&error.to_string())),
            Self::Terminal(error) => one("standard_output", Message::Terminal(error)),
            Self::Batch(trouble) => {
                let (code, text) = (trouble.key(), trouble.text(lang));
                findings::sentence(Severity::Error, code, &text, format, lang);
            }
        }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<FiguresError> for Failure {
    fn from(error: FiguresError) -> Self {
        Self::Figures(error)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Batch(Box::new(trouble))
    }
}

fn only_unopened(findings: &[Finding]) -> bool {
    findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .all(|f| f.fault == Fault::CannotOpen)
}

/// Lets a bug speak one sentence in the user's language instead of a backtrace.
pub(super) fn speak_in_panics(format: ErrorFormat, lang: Lang) {
    std::panic::set_hook(Box::new(move |panic| {
        // a run of a batch that panics is recorded with its number
        if crate::batch::simulating() {
            return;
        }
        let what = panic.payload_as_str().unwrap_or("(no words)").to_owned();
        let place = panic.location().map(ToString::to_string);
        let place = place.unwrap_or_default();
        let text = Message::Bug(&what, &place).text(lang);
        match format {
            ErrorFormat::Text => terminal::err(&text),
            ErrorFormat::Json => findings::sentence(Severity::Error, "bug", &text, format, lang),
        }
    }));
}
