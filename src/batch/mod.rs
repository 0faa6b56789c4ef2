//! Many runs: of one scenario at once (`runner`), or of a design, in blocks that survive an interruption. Knows no statistics,
//! terminal or clock.
//!
//! A batch is a folder. `plan` says what is to be run and never changes; `rows` gives the settings of each row of the design;
//! `block` makes the runs of a block as rows of text; `store` commits a block and proves it; `work` does what is missing on
//! several threads. A block depends on the plan and its number only, so that any process may make it.

mod block;
mod outcome;
mod plan;
mod rows;
mod runner;
mod store;
mod work;

pub use block::{Failed, simulating};
pub use outcome::{Cell, Column, Kind, columns_of};
pub use plan::{Build, Input, NoResult, Plan, PlanError, Planned};
pub use rows::{Row, Rows};
pub use runner::{Design, Progress, Silent, pool, run_again, run_all, run_held, run_other_events};
pub use store::{Block, Receipt, State, Store, StoreError, sync_names};
pub use work::{Outcome, Probed, Shard, Watch, probe, work};
