//! Award on recognition (认定奖励): a fixed amount once a candidate is recognised.

use crate::quantity::Money;

/// A fixed amount for a recognition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AwardOnRecognition {
    /// Amount for one recognition.
    pub amount: Money,
}
