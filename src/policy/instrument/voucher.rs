//! Cloud and digital vouchers (上云券): a share of the service's price, paid at once.

use super::capped;
use crate::quantity::Money;

/// A share of the price up to the voucher's face value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Voucher {
    /// Share of the cost, 0..=1.
    pub rate: f64,
    /// Most that one project gets.
    pub cap: Option<Money>,
}

impl Voucher {
    /// Support for a project of `cost`.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        capped(cost, self.rate, self.cap)
    }
}
