//! The treasury: awards support from programmes, keeps what is promised, pays what is due. Ranks nothing: the domains come
//! in their own order and stop where it stops.

mod award;
mod due;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use award::Award;
pub use award::{AwardId, Granted};
use due::Due;

use super::{Instrument, Ledger, Programme, Purse, Subject, Supports};
use crate::quantity::{Money, Year};
use crate::record::LedgerRow;

/// The ledger with its promises and due payments.
#[derive(Debug, Clone)]
pub struct Treasury {
    programmes: Arc<[Programme]>,
    counties: u16,
    ledger: Ledger,
    /// Programme and county where awarding has stopped this year.
    stopped: Vec<bool>,
    awards: Vec<Award>,
    due: Due,
}

impl Treasury {
    /// An empty treasury for `programmes` over `counties` counties, before the first year after `base_year`.
    #[must_use]
    pub fn new(programmes: Arc<[Programme]>, counties: u16, base_year: Year) -> Self {
        let places = programmes.len() * usize::from(counties);
        Self {
            counties,
            ledger: Ledger::new(programmes.len(), counties),
            stopped: vec![false; places],
            awards: Vec::new(),
            due: Due::new(base_year, places),
            programmes,
        }
    }

    /// Forgets all that was booked: an empty treasury for the same programmes.
    pub fn reopen(&mut self) {
        let programmes = Arc::clone(&self.programmes);
        let mut awards = std::mem::take(&mut self.awards);
        awards.clear();
        *self = Self {
            awards,
            ..Self::new(programmes, self.counties, self.due.base_year())
        };
    }

    /// The programmes, in order of id.
    #[must_use]
    pub fn programmes(&self) -> &[Programme] {
        &self.programmes
    }

    /// Programmes with this purpose and kind of instrument that run in `year`, in order of id.
    pub fn lines(
        &self,
        supports: Supports,
        instrument: fn(&Instrument) -> bool,
        year: Year,
    ) -> impl Iterator<Item = u16> + '_ {
        (0_u16..)
            .zip(self.programmes())
            .filter(move |(_, p)| {
                p.supports == supports && instrument(&p.instrument) && p.runs_in(year)
            })
            .map(|(index, _)| index)
    }

    /// Programmes whose awards `subject` may still have this year, in order of id: they admit it, have free money and have
    /// not stopped in its county.
    ///
    /// # Panics
    /// If the subject has no county.
    pub fn offers<'a>(
        &'a self,
        supports: Supports,
        subject: &'a Subject,
        year: Year,
    ) -> impl Iterator<Item = u16> + 'a {
        let county = subject
            .county
            .expect("a subject of an award lies in a county");
        self.lines(supports, Instrument::awards, year)
            .filter(move |p| self.programme(*p).filter.admits(subject) && self.awarding(*p, county))
    }

    /// Whether a programme's money lies in one pool.
    #[must_use]
    pub fn pooled(&self, programme: u16) -> bool {
        self.programme(programme).allocation.pooled()
    }

    /// Credits a programme's pool, or a county's line.
    pub fn appropriate(&mut self, programme: u16, purse: Purse, amount: Money) {
        self.ledger.appropriate(programme, purse, amount);
    }

    /// Free money that `programme` has for `county`: its line, or the pool.
    #[must_use]
    pub fn free(&self, programme: u16, county: u16) -> Money {
        let purse = if self.pooled(programme) {
            Purse::Pool
        } else {
            Purse::County(county)
        };
        self.ledger.free(programme, purse)
    }

    /// Promises operators' or other direct money for a project in `county`; says whether it was there.
    #[must_use]
    pub fn commit(&mut self, programme: u16, county: u16, amount: Money) -> bool {
        let fits = amount <= self.free(programme, county);
        if fits {
            self.promise(programme, county, amount);
        }
        fits
    }

    /// Brings in a commitment made before the first simulated year, in the county's line.
    pub fn open_commitment(&mut self, programme: u16, county: u16, amount: Money) {
        self.ledger
            .open_commitment(programme, Purse::County(county), amount);
    }

    /// Pays money promised with `commit` or `open_commitment`.
    pub fn pay(&mut self, programme: u16, county: u16, amount: Money) {
        self.ledger.pay(programme, Purse::County(county), amount);
    }

    /// Takes a promise back: free again this year, in the pool if it came from one.
    pub fn release(&mut self, programme: u16, county: u16, amount: Money) {
        self.undo(programme, county, amount, Money::ZERO);
    }

    /// Whether owners have money of their own for `supports` in `year`; without such a programme there is none.
    #[must_use]
    pub fn own_funds(&self, supports: Supports, year: Year) -> Option<u16> {
        self.lines(supports, |i| matches!(i, Instrument::OwnFunds), year)
            .next()
    }

    /// Promises owners' money in equal parts over `years` from `year`. Owners' programmes have as much as is needed, so the
    /// whole is appropriated now.
    pub fn own(&mut self, programme: u16, county: u16, amount: Money, year: Year, years: u8) {
        self.ledger
            .appropriate(programme, Purse::County(county), amount);
        self.promise_from(programme, county, amount);
        let parts = amount.split(&vec![1.0; usize::from(years)]);
        let place = self.place(programme, county);
        for (due, part) in (year..).zip(parts) {
            self.due.own(place, part, due);
        }
    }

    /// Pays at once what costs are due this year, as much as is needed (running costs).
    pub fn run(&mut self, programme: u16, county: u16, amount: Money) {
        self.ledger
            .appropriate(programme, Purse::County(county), amount);
        self.promise_from(programme, county, amount);
        self.pay(programme, county, amount);
    }

    /// Pays what is due by the end of `year`.
    pub fn pay_due(&mut self, year: Year) {
        for (id, parts) in self.due.take_awards(year) {
            self.pay_award(id, parts);
        }
        let counties = usize::from(self.counties);
        for (place, amount) in self.due.take_own(year).into_iter().enumerate() {
            if !amount.is_zero() {
                let programme =
                    u16::try_from(place / counties).expect("programmes are counted in u16");
                let county = u16::try_from(place % counties).expect("counties are counted in u16");
                self.pay(programme, county, amount);
            }
        }
    }

    /// Money `programme` has paid out this year in `county`'s line.
    #[must_use]
    pub fn spent(&self, programme: u16, county: u16) -> Money {
        self.ledger.spent(programme, Purse::County(county))
    }

    /// Closes the year; next year's awards start afresh.
    pub fn close(&mut self, year: Year) {
        let shares: Vec<f64> = self.programmes.iter().map(|p| p.carry_over).collect();
        self.ledger.close(year, &shares);
        self.stopped.fill(false);
    }

    /// The rows of closed years, taken out of the treasury.
    #[must_use]
    pub fn take_rows(&mut self) -> Vec<LedgerRow> {
        std::mem::replace(&mut self.ledger, Ledger::new(0, 0)).into_rows()
    }

    fn promise(&mut self, programme: u16, county: u16, amount: Money) {
        if self.pooled(programme) {
            self.ledger.transfer(programme, county, amount);
        }
        self.promise_from(programme, county, amount);
    }

    /// Promises what lies in the county's line.
    fn promise_from(&mut self, programme: u16, county: u16, amount: Money) {
        assert!(
            self.ledger.commit(programme, Purse::County(county), amount),
            "the money was looked at before it was promised"
        );
    }

    fn undo(&mut self, programme: u16, county: u16, promised: Money, paid: Money) {
        let purse = Purse::County(county);
        self.ledger.release(programme, purse, promised - paid);
        self.ledger.recover(programme, purse, paid);
        if self.pooled(programme) {
            self.ledger.transfer(programme, county, -promised);
        }
    }

    fn programme(&self, programme: u16) -> &Programme {
        &self.programmes[usize::from(programme)]
    }

    fn place(&self, programme: u16, county: u16) -> usize {
        usize::from(programme) * usize::from(self.counties) + usize::from(county)
    }
}
