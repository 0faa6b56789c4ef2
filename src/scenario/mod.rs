//! From YAML to a `Scenario` that is always valid. After this layer nothing is optional, unknown or unchecked.

pub mod boundaries;
mod characters;
mod counties;
pub mod design;
mod document;
pub mod draw;
pub mod equation;
mod file;
mod finding;
// a table: one row a key
#[rustfmt::skip]
mod format;
mod hash;
mod load;
mod overlay;
pub mod parameter;
mod plausibility;
mod read;
mod resolve;
pub mod resolved;
pub mod revision;
mod schema;
mod setting;
mod shape;
mod source;
mod starter;
mod syntax;
mod table;
pub mod usual;
mod yaml;

pub use finding::{Fault, Finding, Severity};
pub use load::{LoadOptions, Loaded, check, load};
pub use parameter::Parameter;
pub use resolved::Scenario;
pub use schema::schema;
pub(crate) use source::hex;
pub use starter::{StarterFile, may_be_called, starter};
