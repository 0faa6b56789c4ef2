//! Free diagnosis (免费诊断): the programme buys diagnoses at a unit price.

use crate::quantity::Money;

/// Diagnoses bought for enterprises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FreeDiagnosis {
    /// Price of one diagnosis; the run's drawn price where the programme states none.
    pub unit_price: Option<Money>,
}
