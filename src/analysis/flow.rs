//! Where money came from and went over all years of one run, to the fen. Knows no chart.

use crate::policy::{Funder, Instrument, Supports};
use crate::quantity::Money;
use crate::record::LedgerRow;
use crate::scenario::Scenario;

/// Public money over all simulated years. `opening + credited + recovered = spent + lapsed + committed + carried`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Promised before the first year and brought in.
    pub opening: Money,
    /// Budgets credited, by funder; county money that only matches other programmes stands by itself (`true`).
    pub credited: Vec<(Funder, bool, Money)>,
    /// Paid money clawed back.
    pub recovered: Money,
    /// Paid out, by purpose.
    pub spent: Vec<(Supports, Money)>,
    /// Free money returned.
    pub lapsed: Money,
    /// Promised and unpaid at the end.
    pub committed: Money,
    /// Free money carried over the end.
    pub carried: Money,
}

/// The flow of public money of one run.
///
/// # Panics
/// If it does not balance: a broken invariant of the ledger.
#[must_use]
pub fn public_flow(scenario: &Scenario, ledger: &[LedgerRow]) -> Flow {
    let programme = |row: &LedgerRow| &scenario.programmes[usize::from(row.programme)];
    let rows: Vec<&LedgerRow> = ledger
        .iter()
        .filter(|row| programme(row).funder.is_public())
        .collect();
    let sum = |of: &dyn Fn(&LedgerRow) -> bool, amount: fn(&LedgerRow) -> Money| -> Money {
        rows.iter()
            .filter(|row| of(row))
            .map(|row| amount(row))
            .sum()
    };
    let all = |_: &LedgerRow| true;
    let first = |row: &LedgerRow| row.year == scenario.base_year + 1;
    let last = |row: &LedgerRow| row.year == scenario.end_year;
    let matching = |row: &LedgerRow| matches!(programme(row).instrument, Instrument::CountyMatch);
    let mut credited = Vec::new();
    for funder in Funder::ALL {
        for matches in [false, true] {
            let of = |row: &LedgerRow| programme(row).funder == funder && matching(row) == matches;
            credited.push((funder, matches, sum(&of, |row| row.appropriated)));
        }
    }
    credited.retain(|(.., amount)| !amount.is_zero());
    let mut spent: Vec<(Supports, Money)> = Supports::ALL
        .into_iter()
        .map(|purpose| {
            let of = |row: &LedgerRow| programme(row).supports == purpose;
            (purpose, sum(&of, |row| row.spent))
        })
        .collect();
    spent.retain(|(_, amount)| !amount.is_zero());
    let flow = Flow {
        opening: sum(&first, |row| row.carried_in),
        credited,
        recovered: sum(&all, |row| row.recovered),
        spent,
        lapsed: sum(&all, |row| row.lapsed),
        committed: sum(&last, |row| row.committed),
        carried: sum(&last, |row| row.carried_over),
    };
    let out = flow.paid() + flow.lapsed + flow.committed + flow.carried;
    assert_eq!(flow.had(), out, "public money must balance: {flow:?}");
    flow
}

impl Flow {
    /// All that was credited.
    #[must_use]
    pub fn budget(&self) -> Money {
        self.credited.iter().map(|(.., amount)| *amount).sum()
    }

    /// All that could be spent.
    #[must_use]
    pub fn had(&self) -> Money {
        self.opening + self.budget() + self.recovered
    }

    /// All that was paid out.
    #[must_use]
    pub fn paid(&self) -> Money {
        self.spent.iter().map(|(_, amount)| *amount).sum()
    }
}

/// Money paid out by each programme (index in the scenario) in each simulated year, in the scenario's order.
#[must_use]
pub fn spending_by_programme(scenario: &Scenario, ledger: &[LedgerRow]) -> Vec<Vec<Money>> {
    let of = |programme: usize| {
        let year = |year| {
            let rows = ledger
                .iter()
                .filter(|row| usize::from(row.programme) == programme && row.year == year);
            rows.map(|row| row.spent).sum()
        };
        scenario.years().map(year).collect()
    };
    (0..scenario.programmes.len()).map(of).collect()
}
