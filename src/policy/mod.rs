//! What government can do with money: programmes, their instruments and allocation rules, and the ledger that keeps
//! them honest. Plain Rust; knows nothing of the simulation that uses it.

pub mod allocation;
pub mod instrument;
pub mod programme;

pub use allocation::Allocation;
pub use instrument::Instrument;
pub use programme::{Budget, Filter, Funder, Match, Order, Programme, Subject, Supports};
