//! What government can do with money: programmes, their instruments and allocation rules, and the ledger that keeps
//! them honest with the treasury that awards and pays from it. Plain Rust; knows nothing of the simulation that uses it.

pub mod allocation;
pub mod instrument;
pub mod ledger;
pub mod programme;
pub mod treasury;

pub use allocation::Allocation;
pub use instrument::{Instrument, Timing};
pub use ledger::{Ledger, Purse};
pub use programme::{
    Area, Budget, Filter, Funder, Match, Order, Programme, Size, StationType, Subject, Supports,
};
pub use treasury::{AwardId, Granted, Treasury};
