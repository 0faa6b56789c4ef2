//! Typed numbers and how people write them. Knows nothing of 5G, budgets or scenarios.

mod money;

pub use money::{Money, largest_remainder};

/// A calendar year.
pub type Year = i32;
