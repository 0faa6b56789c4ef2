//! Direct public construction: the programme pays the whole cost.

use crate::quantity::Money;

/// The public builds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectBuild;

impl DirectBuild {
    /// All of `cost`.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        cost
    }
}
