//! Investment subsidy (投资补助): paid in advance, clawed back where the project fails.

use super::capped;
use crate::quantity::Money;

/// A share of investment up to a cap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CapitalGrant {
    /// Share of the cost, 0..=1.
    pub rate: f64,
    /// Most that one project gets.
    pub cap: Option<Money>,
}

impl CapitalGrant {
    /// Support for a project of `cost`.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        capped(cost, self.rate, self.cap)
    }
}
