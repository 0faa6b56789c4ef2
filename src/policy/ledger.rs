//! The ledger: every programme, county and year to the fen. Refuses to overspend; knows nothing of what is bought.

use crate::quantity::{Money, Year};
use crate::record::LedgerRow;

/// Where a programme's money lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purse {
    /// One pool for the whole place.
    Pool,
    /// A county's line.
    County(u16),
}

/// One line of one year, open for bookings.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    appropriated: Money,
    transferred_in: Money,
    carried_in: Money,
    recovered: Money,
    spent: Money,
    free: Money,
    committed: Money,
}

/// The books of all programmes. Balances by construction: money moves between `free`, `committed` and `spent` only.
#[derive(Debug, Clone)]
pub struct Ledger {
    counties: u16,
    lines: Vec<Line>,
    rows: Vec<LedgerRow>,
}

impl Ledger {
    /// Empty books for `programmes` programmes over `counties` counties.
    #[must_use]
    pub fn new(programmes: usize, counties: u16) -> Self {
        Self {
            counties,
            lines: vec![Line::default(); programmes * (usize::from(counties) + 1)],
            rows: Vec::new(),
        }
    }

    /// Credits this year's budget.
    pub fn appropriate(&mut self, programme: u16, purse: Purse, amount: Money) {
        assert!(amount >= Money::ZERO, "a budget is never negative");
        let line = self.line(programme, purse);
        line.appropriated += amount;
        line.free += amount;
    }

    /// Brings in a commitment made before the first simulated year.
    pub fn open_commitment(&mut self, programme: u16, purse: Purse, amount: Money) {
        let line = self.line(programme, purse);
        line.carried_in += amount;
        line.committed += amount;
    }

    /// Money not yet promised.
    #[must_use]
    pub fn free(&self, programme: u16, purse: Purse) -> Money {
        self.lines[self.at(programme, purse)].free
    }

    /// Money paid out so far this year.
    #[must_use]
    pub fn spent(&self, programme: u16, purse: Purse) -> Money {
        self.lines[self.at(programme, purse)].spent
    }

    /// Promises `amount` if it is there; says whether it was.
    #[must_use]
    pub fn commit(&mut self, programme: u16, purse: Purse, amount: Money) -> bool {
        assert!(amount >= Money::ZERO, "a promise is never negative");
        let line = self.line(programme, purse);
        let fits = amount <= line.free;
        if fits {
            line.free -= amount;
            line.committed += amount;
        }
        fits
    }

    /// Pays promised money.
    ///
    /// # Panics
    /// If it was not promised: a broken invariant.
    pub fn pay(&mut self, programme: u16, purse: Purse, amount: Money) {
        let line = self.line(programme, purse);
        assert!(amount <= line.committed, "paid more than was promised");
        line.committed -= amount;
        line.spent += amount;
    }

    /// Takes a promise back: the money is free again in this year.
    ///
    /// # Panics
    /// If it was not promised: a broken invariant.
    pub fn release(&mut self, programme: u16, purse: Purse, amount: Money) {
        let line = self.line(programme, purse);
        assert!(amount <= line.committed, "released more than was promised");
        line.committed -= amount;
        line.free += amount;
    }

    /// Takes back paid money: it is free again in this year.
    pub fn recover(&mut self, programme: u16, purse: Purse, amount: Money) {
        let line = self.line(programme, purse);
        line.recovered += amount;
        line.free += amount;
    }

    /// Moves free money from the pool to a county's line, or back if `amount` is negative.
    ///
    /// # Panics
    /// If it is not there: callers look first.
    pub fn transfer(&mut self, programme: u16, county: u16, amount: Money) {
        for (purse, amount) in [(Purse::Pool, -amount), (Purse::County(county), amount)] {
            let line = self.line(programme, purse);
            line.transferred_in += amount;
            line.free += amount;
            assert!(line.free >= Money::ZERO, "moved more than was there");
        }
    }

    /// Closes the year: `carry_over` (one share a programme) of free money is carried over, rounded down; the rest lapses.
    /// Writes a row for every line that moved or holds anything.
    ///
    /// # Panics
    /// If a line does not balance: a broken invariant.
    pub fn close(&mut self, year: Year, carry_over: &[f64]) {
        let places = usize::from(self.counties) + 1;
        for (at, line) in self.lines.iter_mut().enumerate() {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "programmes and counties are counted in u16"
            )]
            let (programme, place) = ((at / places) as u16, (at % places) as u16);
            let carried_over = carried(line.free, carry_over[usize::from(programme)]);
            let row = LedgerRow {
                programme,
                county: place.checked_sub(1),
                year,
                appropriated: line.appropriated,
                transferred_in: line.transferred_in,
                carried_in: line.carried_in,
                recovered: line.recovered,
                spent: line.spent,
                committed: line.committed,
                carried_over,
                lapsed: line.free - carried_over,
            };
            assert_eq!(
                row.appropriated + row.transferred_in + row.carried_in + row.recovered,
                row.spent + row.committed + row.carried_over + row.lapsed,
                "the ledger must balance: {row:?}"
            );
            let idle = [
                row.appropriated,
                row.transferred_in,
                row.carried_in,
                row.recovered,
                row.spent,
            ];
            if idle.iter().any(|amount| !amount.is_zero()) {
                self.rows.push(row);
            }
            *line = Line {
                carried_in: carried_over + line.committed,
                free: carried_over,
                committed: line.committed,
                ..Line::default()
            };
        }
    }

    /// The rows of closed years, by programme, county (pool first) and year.
    #[must_use]
    pub fn into_rows(mut self) -> Vec<LedgerRow> {
        self.rows
            .sort_by_key(|row| (row.programme, row.county, row.year));
        self.rows
    }

    fn at(&self, programme: u16, purse: Purse) -> usize {
        let place = match purse {
            Purse::Pool => 0,
            Purse::County(county) => usize::from(county) + 1,
        };
        usize::from(programme) * (usize::from(self.counties) + 1) + place
    }

    fn line(&mut self, programme: u16, purse: Purse) -> &mut Line {
        let at = self.at(programme, purse);
        &mut self.lines[at]
    }
}

/// The part of `free` that is carried over at share `share` (in millionths, so that no float touches fen), rounded down.
#[must_use]
pub fn carried(free: Money, share: f64) -> Money {
    #[expect(clippy::cast_possible_truncation, reason = "a share of at most 1")]
    let millionths = libm::round(share * 1e6) as i64;
    free.scaled(millionths, 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_computed_ledger_of_three_years_and_two_programmes() {
        let yuan = |y: i64| Money::from_fen(y * 100);
        let mut ledger = Ledger::new(2, 1);
        let (city, county) = (Purse::Pool, Purse::County(0));
        // year 1: the pool of programme 0 gets 100, 60 go to the county and are promised, 20 of them paid; 1 gets 50
        ledger.appropriate(0, city, yuan(100));
        ledger.transfer(0, 0, yuan(60));
        assert!(ledger.commit(0, county, yuan(60)));
        assert!(!ledger.commit(0, county, yuan(1)));
        ledger.pay(0, county, yuan(20));
        ledger.appropriate(1, county, yuan(50));
        ledger.close(1, &[0.5, 0.0]);
        // year 2: the promise is taken back, 5 of the paid money is clawed back
        ledger.release(0, county, yuan(40));
        ledger.transfer(0, 0, -yuan(40));
        ledger.recover(0, county, yuan(5));
        ledger.close(2, &[0.5, 0.0]);
        ledger.close(3, &[0.5, 0.0]);
        let rows = ledger.into_rows();
        let row = |programme, county, year| {
            rows.iter()
                .find(|r| (r.programme, r.county, r.year) == (programme, county, year))
                .copied()
                .expect("a row")
        };
        let pool = row(0, None, 1);
        assert_eq!(
            (pool.transferred_in, pool.carried_over, pool.lapsed),
            (-yuan(60), yuan(20), yuan(20))
        );
        let line = row(0, Some(0), 1);
        assert_eq!((line.spent, line.committed), (yuan(20), yuan(40)));
        assert_eq!(row(1, Some(0), 1).lapsed, yuan(50));
        let pool = row(0, None, 2);
        assert_eq!(
            (pool.carried_in, pool.transferred_in, pool.carried_over),
            (yuan(20), yuan(40), yuan(30))
        );
        let line = row(0, Some(0), 2);
        assert_eq!(line.carried_in, yuan(40));
        assert_eq!(
            (line.recovered, line.carried_over),
            (yuan(5), Money::from_fen(250))
        );
        assert_eq!(row(0, None, 3).carried_in, yuan(30));
        assert!(rows.iter().all(|r| (r.programme, r.year) != (1, 2)));
    }

    #[test]
    #[should_panic(expected = "paid more than was promised")]
    fn paying_more_than_promised_is_refused() {
        Ledger::new(1, 1).pay(0, Purse::Pool, Money::from_fen(1));
    }

    #[test]
    fn what_is_free_and_spent_is_told_as_it_stands() {
        let fen = Money::from_fen;
        let mut ledger = Ledger::new(1, 0);
        ledger.open_commitment(0, Purse::Pool, fen(30));
        ledger.appropriate(0, Purse::Pool, fen(100));
        assert!(ledger.commit(0, Purse::Pool, fen(60)));
        ledger.pay(0, Purse::Pool, fen(70));
        let told = (ledger.free(0, Purse::Pool), ledger.spent(0, Purse::Pool));
        assert_eq!(told, (fen(40), fen(70)));
        ledger.close(1, &[0.0]);
        let row = ledger.into_rows()[0];
        assert_eq!(
            (row.carried_in, row.committed, row.lapsed),
            (fen(30), fen(20), fen(40))
        );
    }
}
