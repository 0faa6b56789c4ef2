//! Interest discount (贴息): interest rate × loan share × cost × years (`docs/model.md`, funding).

use super::capped;
use crate::quantity::Money;

/// Interest on the loan part of a project.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InterestSubsidy {
    /// Subsidised interest, a share a year.
    pub interest: f64,
    /// Share of the cost that is borrowed, 0..=1.
    pub loan_share: f64,
    /// Years of interest, at least 1.
    pub years: u8,
    /// Most that one project gets over all years.
    pub cap: Option<Money>,
}

impl InterestSubsidy {
    /// All interest as a share of the cost.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.interest * self.loan_share * f64::from(self.years)
    }

    /// Support over all years for a project of `cost`.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        capped(cost, self.rate(), self.cap)
    }
}
