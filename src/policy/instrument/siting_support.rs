//! Siting support (选址支持): help with sites, power and permits, at a price per station, which raises the chance of a
//! permit.

use crate::quantity::Money;

/// Help with the site of one awarded station.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SitingSupport {
    /// Price per station; the run's drawn price where the programme states none.
    pub unit_price: Option<Money>,
}
