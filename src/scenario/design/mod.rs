//! A batch's design file, checked: which scenarios, which keys of them are varied, and how. Knows no run.

mod factor;
mod read;
mod table;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use factor::{Factor, Range, Values, number_of, unit_of};
pub use read::{Source, read};
pub use table::read_table;

/// Most base points of a sample, and most rows of any other design.
pub const MOST_POINTS: u32 = 65_536;

/// How the values of the factors are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Every combination of levels.
    Grid,
    /// Each factor's range in as many slices as there are points, each used once.
    LatinHypercube,
    /// Points that fill the space evenly (Sobol, Owen-scrambled).
    Sobol,
    /// For sensitivity indices: matrices A and B and, for each factor, A with B's column; `points * (factors + 2)` rows.
    Saltelli,
    /// The rows of a CSV file.
    Table,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Grid,
        Self::LatinHypercube,
        Self::Sobol,
        Self::Saltelli,
        Self::Table,
    ];

    /// The word of design files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::LatinHypercube => "latin_hypercube",
            Self::Sobol => "sobol",
            Self::Saltelli => "saltelli",
            Self::Table => "table",
        }
    }
}

/// A table of series kept beside the table of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Every indicator of the whole place in every year.
    Yearly,
    /// The same by county.
    Counties,
}

/// What a batch is to do. The part of a plan that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// How values are combined.
    pub kind: Kind,
    /// Base points of a sample; 0 where the kind has none.
    pub points: u32,
    /// Runs of each row, on dice 0, 1, 2, ...
    pub replicates: u32,
    /// Seed of the sample and of the runs.
    pub seed: u64,
    /// Runs of a block, the unit that is written as a whole.
    pub block_runs: u32,
    /// Series kept, sorted, each once.
    pub keep: Vec<Keep>,
    /// Keys that are varied, in the order of the file.
    pub factors: Vec<Factor>,
}

/// A design file that was read.
#[derive(Debug, Clone)]
pub struct DesignFile {
    /// What is to be done.
    pub design: Design,
    /// The scenarios, each crossed with every row, where they are found.
    pub scenarios: Vec<PathBuf>,
    /// The table of a design of that kind.
    pub table: Option<DesignTable>,
    /// Where each factor stands.
    pub sources: Vec<Source>,
}

/// The rows of a design that is a table, in the order of the design's factors.
#[derive(Debug, Clone)]
pub struct DesignTable {
    /// Its file.
    pub path: PathBuf,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// Cells by row and factor.
    pub rows: Vec<Vec<String>>,
    /// Line and column of each cell in the file.
    pub places: Vec<Vec<(u32, u32)>>,
}
