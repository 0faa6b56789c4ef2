//! What must hold of whole runs: more money, other units of money, other borders, the year after the last observed one. Each
//! test shows, by a change that breaks its rule, that it can fail.

mod continuity;
mod money;
mod places;
#[path = "../sound/mod.rs"]
mod sound;
mod stage;
mod valid;
mod whole;
