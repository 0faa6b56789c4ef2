//! What is measured: the catalogue of indicators and the targets set on them. Knows no scenario and no simulation.

mod catalogue;
mod target;

pub use catalogue::{Indicator, IndicatorId, IndicatorRow, Unit};
pub use target::{Comparator, Evidence, Origin, Target};
