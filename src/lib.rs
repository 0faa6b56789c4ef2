//! dabiao (达标, "to reach the target"): whether a place meets the numbers its plan has promised.
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
pub const MODEL_VERSION: u32 = 1;
