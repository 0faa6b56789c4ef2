//! Who paid how much, when.

use crate::policy::Funder;
use crate::quantity::{Money, Year};
use crate::record::LedgerRow;
use crate::scenario::Scenario;

/// Money paid out by a funder in a year of one run, less what was recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Who paid.
    pub funder: Funder,
    /// When.
    pub year: Year,
    /// How much.
    pub amount: Money,
}

/// Money paid out by funder (in the order of tables) and year; funders without a programme are left out.
pub(super) fn by_funder(scenario: &Scenario, ledger: &[LedgerRow]) -> Vec<Spent> {
    let mut rows = Vec::new();
    for funder in Funder::ALL {
        if !scenario.programmes.iter().any(|p| p.funder == funder) {
            continue;
        }
        for year in scenario.years() {
            let amount = ledger
                .iter()
                .filter(|row| row.year == year)
                .filter(|row| scenario.programmes[usize::from(row.programme)].funder == funder)
                .map(|row| row.spent)
                .sum();
            rows.push(Spent {
                funder,
                year,
                amount,
            });
        }
    }
    rows
}
