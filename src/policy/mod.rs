//! What government can do with money: programmes, their instruments and allocation rules, and the ledger that keeps
//! them honest. Plain Rust; knows nothing of the simulation that uses it.

pub mod allocation;
pub mod instrument;
pub mod ledger;
pub mod programme;

pub use allocation::Allocation;
pub use instrument::{Instrument, Timing};
pub use ledger::{Ledger, Purse};
pub use programme::{
    Area, Budget, Filter, Funder, Match, Order, Programme, Size, StationType, Subject, Supports,
};
