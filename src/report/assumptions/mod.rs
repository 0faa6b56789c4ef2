//! A scenario's assumptions as a workbook to edit, and the edited workbook as an overlay of the scenario. One layout serves
//! both ways: what is written in a cell is what is looked for in it.

mod cells;
mod cover;
mod gather;
mod layout;
mod made;
mod money;
mod pages;
mod places;
mod read;
mod scale;
mod targets;
mod write;

pub use cover::Origin;
pub use read::{Edited, origin, read};
pub use write::write;
