//! Many runs of one scenario. Knows no statistics, files or terminal.

mod runner;

pub use runner::{Design, Progress, Silent, pool, run_again, run_all, run_held, run_other_events};
