//! Typed numbers and how people write them. Knows nothing of 5G, budgets or scenarios.

mod decimal;
mod money;
mod parse;
mod write;

pub use decimal::{Decimal, Misspelt, narrow};
pub use money::{Money, largest_remainder};
pub use parse::{Measure, parse_money};
pub use write::{money_spelling, money_text, number_text};

/// A calendar year.
pub type Year = i32;
