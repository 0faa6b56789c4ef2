//! dabiao (达标, "to reach the target"): whether a place meets the numbers its plan has promised.
//!
//! A scenario in YAML is checked as a whole, simulated many times over, and answered with tables and charts. Data flows one
//! way, and each layer knows only those before it:
//!
//! ```text
//! YAML ─ scenario ──> Scenario ─ sim ──> RunRecord ─ analysis ──> Summary ─ chart ──> Figure
//!        (checked,    (always    (one     (plain     (attainment,   │                  │
//!         drawn)       valid)    run) ×N   rows)      what bound)   └──── report ──────┴─> output/
//! ```
//!
//! - [`scenario`]: from files to a [`Scenario`](scenario::Scenario); [`indicator`], [`policy`]: what is measured, how money is
//!   given; [`quantity`], [`random`], [`record`], [`language`]: what all of it is made of.
//! - [`sim`]: one run, an entity component system of which no type leaves; [`batch`]: many runs, kept by number.
//! - [`analysis`] with [`statistics`]: what the runs say; [`chart`], [`report`], [`cli`]: how it is said.
//!
//! The equations are in `docs/model.md`, the reasons in `docs/decisions/`. One run, without files or terminal:
//!
//! ```
//! use std::path::Path;
//! use std::sync::Arc;
//!
//! use dabiao::indicator::Indicator;
//! use dabiao::record::TOTAL;
//! use dabiao::scenario::{self, LoadOptions};
//! use dabiao::sim::{Foundation, RunKey, simulate};
//!
//! let file = Path::new("tests/fixtures/small/baseline.yaml");
//! let case = Arc::new(scenario::load(file, &LoadOptions::default()).expect("no fault").scenario);
//! let foundation = Arc::new(Foundation::new(&case));
//! let run = simulate(&case, &foundation, RunKey::new(case.seed, 0));
//!
//! let stations = |year| run.series.get(year, TOTAL, Indicator::BaseStations as usize);
//! let (first, last) = (stations(case.base_year), stations(case.end_year));
//! assert!(first.is_some() && last > first);
//! // the same key gives the same run, to the fen
//! assert_eq!(simulate(&case, &foundation, RunKey::new(case.seed, 0)).ledger, run.ledger);
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod analysis;
pub mod batch;
pub mod chart;
pub mod cli;
pub mod indicator;
pub mod language;
pub mod policy;
pub mod quantity;
pub mod random;
pub mod record;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod statistics;

/// Version of the model: raised by every change that moves a result.
pub const MODEL_VERSION: u32 = 3;
