//! From YAML to a `Scenario` that is always valid. After this layer nothing is optional, unknown or unchecked.

pub mod draw;
pub mod parameter;
pub mod resolved;

pub use parameter::Parameter;
pub use resolved::Scenario;
