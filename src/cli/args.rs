//! What may be typed.

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use super::batch::Step;
use super::reading::{ErrorFormat, Reading};
use crate::chart;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "dabiao", version, arg_required_else_help = true)]
#[command(about = "Whether a plan's numbers are met: how likely, by how much, at what cost")]
pub(super) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(super) action: Action,
    /// Language of messages and charts: zh or en [default: the system's]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Simulate a scenario; write tables and charts
    Run {
        /// Scenario file (YAML)
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        #[command(flatten)]
        options: Options,
        /// What else to keep: the ledgers of all runs
        #[arg(long, value_name = "WHAT")]
        keep: Option<Keep>,
        /// Make paired runs for the charts of what moves a goal; they take some seconds
        #[arg(long)]
        drivers: bool,
    },
    /// Simulate scenarios on the same dice and compare them with the first
    Compare {
        /// Scenario files (YAML); the first is the baseline
        #[arg(num_args = 2.., required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        options: Options,
        /// What else to keep: the ledgers of all runs
        #[arg(long, value_name = "WHAT")]
        keep: Option<Keep>,
    },
    /// Draw one chart of a finished run again: own title, size, language, format
    Chart(Redraw),
    /// Find every fault of scenario files
    Check {
        /// Scenario files (YAML)
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
    /// List what there is
    List {
        /// What to list
        what: What,
        /// Scenario whose targets, indicators or parameters are listed
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Say what an indicator, parameter or target means, with formula, unit, source and grade
    Explain {
        /// Its key, as `dabiao list` shows it
        #[arg(id = "subject", value_name = "NAME")]
        name: String,
        /// Scenario whose values, sources and grades are told
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Write a commented scenario to start from
    New(Starter),
    /// Write a scenario's assumptions as a workbook to edit, or read an edited one back as a scenario
    Sheet(Sheet),
    /// Print the JSON Schema of a scenario file
    Schema,
    /// Thousands of runs of a design, in blocks that survive any interruption
    Batch {
        #[command(subcommand)]
        step: Step,
    },
}

/// Options of `run` and `compare`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Number of runs [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) runs: Option<u32>,
    /// Seed of the runs [default: the scenario's]
    #[arg(long, value_name = "S")]
    pub(super) seed: Option<u64>,
    /// Threads to work on; 0 is all there are. Results do not depend on it
    #[arg(long, value_name = "T", default_value_t = 0, hide_default_value = true, value_parser = threads())]
    pub(super) threads: usize,
    /// Output folder [default: output/SCENARIO]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
    /// Write into an output folder that is not dabiao's, if NAME is its name: files of the same names are written over
    #[arg(id = "over", long = "force", value_name = "NAME")]
    pub(super) over: Option<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Memory that the runs and their results may take, in GB
    #[arg(long, value_name = "GB", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) max_memory: u32,
    /// Charts to draw, by name; all or none [default: all]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(super) charts: Vec<String>,
    /// Sizes of charts: for documents, slides, print in greys, or all [default: word]
    #[arg(long, value_name = "SIZE,…", value_delimiter = ',')]
    pub(super) sizes: Vec<Sizes>,
    /// Boundaries of the counties (GeoJSON) for the county maps
    #[arg(long, value_name = "FILE.geojson", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<PathBuf>,
    /// Say nothing but warnings and errors
    #[arg(long)]
    pub(super) quiet: bool,
}

impl Options {
    /// Whether standard error has findings only, without progress.
    pub(super) fn silent(&self) -> bool {
        self.quiet || self.reading.error_format == ErrorFormat::Json
    }
}

/// What `chart` draws, and how.
#[derive(Debug, Args)]
pub(super) struct Redraw {
    /// Name of the chart; without it the charts are listed
    pub(super) name: Option<String>,
    /// Output folder of the run
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) from: PathBuf,
    /// List the charts there are, with what they show
    #[arg(long = "list")]
    pub(super) listing: bool,
    /// Your own title instead of the finding
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// For a document (16 cm), a slide (16:9), or print in greys [default: word]
    #[arg(long, value_name = "SIZE")]
    pub(super) size: Option<Measure>,
    /// Formats, one or more [default: png]
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',')]
    pub(super) format: Vec<Form>,
    /// File or folder to write to [default: the current folder]
    #[arg(long = "out", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) picture: Option<PathBuf>,
    /// Dots to the inch of a PNG [default: 300, slides 192]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(72..=600))]
    pub(super) dpi: Option<u32>,
    /// Boundaries of the counties (GeoJSON), if it is a county map
    #[arg(long, value_name = "FILE.geojson", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    pub(super) force: bool,
}

/// What `new` writes, and where.
#[derive(Debug, Args)]
pub(super) struct Starter {
    /// Name of the scenario: lower-case letters, digits, _ and -
    #[arg(id = "starter", value_name = "NAME")]
    pub(super) name: String,
    /// Folder to write to [default: the current folder]
    #[arg(id = "folder", long = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    pub(super) force: bool,
}

/// What `sheet` writes or reads.
#[derive(Debug, Args)]
pub(super) struct Sheet {
    /// Scenario file (YAML); with --read the one that the workbook names
    #[arg(id = "original", value_name = "SCENARIO", value_hint = ValueHint::FilePath)]
    pub(super) scenario: Option<PathBuf>,
    /// Edited workbook to turn into a scenario that extends the original
    #[arg(long, value_name = "FILE.xlsx", value_hint = ValueHint::FilePath)]
    pub(super) read: Option<PathBuf>,
    /// File to write [default: SCENARIO-sheet.xlsx, or the workbook's name beside the scenario]
    #[arg(id = "written", long = "out", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// How findings are written: text for people, json for tools (an object a line)
    #[arg(long, value_name = "FORMAT", default_value = ErrorFormat::Text.word(), hide_default_value = true)]
    pub(super) error_format: ErrorFormat,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// Where a chart goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Measure {
    /// A document, 16 cm wide.
    Word,
    /// A slide of 16 to 9.
    Slide,
    /// A document in greys.
    Print,
}

impl From<Measure> for chart::Size {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Word => Self::Word,
            Measure::Slide => Self::Slide,
            Measure::Print => Self::Print,
        }
    }
}

/// One size of chart, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sizes {
    /// For documents, 16 cm wide.
    Word,
    /// For slides of 16 to 9.
    Slide,
    /// For documents in greys.
    Print,
    /// Each of them.
    All,
}

impl Sizes {
    /// Whether `size` is asked for.
    pub(super) fn hold(self, size: chart::Size) -> bool {
        match self {
            Self::Word => size == chart::Size::Word,
            Self::Slide => size == chart::Size::Slide,
            Self::Print => size == chart::Size::Print,
            Self::All => true,
        }
    }
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Form {
    /// For web pages and further drawing.
    Svg,
    /// For documents of any age.
    Png,
    /// For print, with text that can be searched.
    Pdf,
}

impl Form {
    /// Every format.
    pub(super) const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Pdf];

    /// How its files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

/// What else to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Keep {
    /// The ledgers of all runs.
    Ledgers,
}

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// What is measured.
    Indicators,
    /// Numbers promised.
    Targets,
    /// How programmes pay.
    Instruments,
    /// Constants of the model.
    Parameters,
    /// Scenario files below this folder.
    Scenarios,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Zh,
    En,
}

/// More threads than this help nobody.
const MOST_THREADS: usize = 256;

pub(super) fn threads() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u64)
        .range(..)
        .map(|n| usize::try_from(n).unwrap_or(MOST_THREADS).min(MOST_THREADS))
}
