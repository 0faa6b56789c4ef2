//! `dabiao batch …`: plan, run, status, merge, submit.

mod args;
mod merge;
mod message;
mod plan;
mod progress;
mod run;
mod status;
mod submit;

pub(super) use args::{CHINESE, Step};
pub(super) use message::Trouble;

use super::exit::Failure;
use crate::MODEL_VERSION;
use crate::batch::Build;
use crate::language::Lang;
use crate::report::GIT_COMMIT;

/// Does a step of a batch.
pub(super) fn batch(step: &Step, lang: Lang) -> Result<(), Failure> {
    match step {
        Step::Plan(asked) => plan::plan(asked, lang),
        Step::Run(asked) => run::run(asked, lang),
        Step::Status(asked) => status::status(asked, lang),
        Step::Merge(asked) => merge::merge(asked, lang),
        Step::Submit(asked) => submit::submit(asked, lang),
    }
}

/// This program.
fn build() -> Build {
    Build {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model_version: MODEL_VERSION,
        commit: GIT_COMMIT.to_owned(),
    }
}

/// How many threads work where so many are asked for; 0 is all there are.
fn threads(asked: usize) -> usize {
    match asked {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        asked => asked,
    }
}
