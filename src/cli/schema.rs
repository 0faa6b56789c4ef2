//! `dabiao schema`

use super::exit::Failure;
use super::terminal;

/// Prints the JSON Schema of a scenario file.
pub(super) fn schema() -> Result<(), Failure> {
    let schema = crate::scenario::schema();
    terminal::out(&format!("{schema:#}\n"))
}
