//! Reward in lieu of subsidy (以奖代补): paid after completion and acceptance, nothing where the project fails.

use super::capped;
use crate::quantity::Money;

/// A share of investment up to a cap, after completion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompletionReward {
    /// Share of the cost, 0..=1.
    pub rate: f64,
    /// Most that one project gets.
    pub cap: Option<Money>,
}

impl CompletionReward {
    /// Support for a project of `cost`.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        capped(cost, self.rate, self.cap)
    }
}
