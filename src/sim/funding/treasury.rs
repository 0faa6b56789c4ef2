//! The treasury: awards support from programmes, keeps what is promised, pays what is due. Ranks nothing: the domains come
//! in their own order and stop where it stops.

use std::sync::Arc;

use bevy_ecs::prelude::*;

use crate::policy::{Instrument, Ledger, Programme, Purse, Subject, Supports, Timing};
use crate::quantity::{Money, Year};
use crate::record::LedgerRow;
use crate::scenario::Scenario;

/// Support promised to one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AwardId(u32);

/// An award as granted: scaled down where the county's match ran short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// For completion or failure.
    pub id: AwardId,
    /// Programme and match money together.
    pub amount: Money,
}

/// Part of an award: programme money and the county's match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Parts {
    programme: Money,
    matched: Money,
}

#[derive(Debug, Clone, Copy)]
struct Award {
    programme: u16,
    county: u16,
    promised: Parts,
    /// Scheduled by milestones so far.
    scheduled: Parts,
    paid: Parts,
    open: bool,
}

/// Ratios are taken in millionths, so that no float touches fen.
const MILLION: i64 = 1_000_000;

/// The ledger with its promises and due payments.
#[derive(Resource, Debug, Clone)]
pub struct Treasury {
    case: Arc<Scenario>,
    ledger: Ledger,
    /// Programme and county where awarding has stopped this year.
    stopped: Vec<bool>,
    awards: Vec<Award>,
    /// Due parts of awards by year since the base year.
    due: Vec<Vec<(AwardId, Parts)>>,
    /// Due owners' money by year since the base year, then programme and county.
    due_own: Vec<Vec<Money>>,
}

impl Treasury {
    /// An empty treasury for `case`.
    #[must_use]
    pub fn new(case: &Arc<Scenario>) -> Self {
        let places = case.programmes.len() * case.counties.len();
        Self {
            case: Arc::clone(case),
            ledger: Ledger::new(case.programmes.len(), counties(case)),
            stopped: vec![false; places],
            awards: Vec::new(),
            due: Vec::new(),
            due_own: Vec::new(),
        }
    }

    /// The programmes, in order of id.
    #[must_use]
    pub fn programmes(&self) -> &[Programme] {
        &self.case.programmes
    }

    /// Programmes with this purpose and kind of instrument that run in `year`, in order of id.
    pub fn lines(
        &self,
        supports: Supports,
        instrument: fn(&Instrument) -> bool,
        year: Year,
    ) -> impl Iterator<Item = u16> + '_ {
        (0_u16..)
            .zip(&self.case.programmes)
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
            .filter(move |p| {
                let programme = &self.case.programmes[usize::from(*p)];
                programme.filter.admits(subject)
                    && !self.stopped[self.place(*p, county)]
                    && self.ledger.free(*p, self.source(*p, county)) > Money::ZERO
            })
    }

    /// Awards `support` for a project in `county`, if the money is there; the county's match scales it down where it runs
    /// short. Otherwise awarding stops for this programme and purse until next year: no skipping, or more money could fund
    /// fewer.
    pub fn award(
        &mut self,
        programme: u16,
        county: u16,
        support: Money,
        year: Year,
    ) -> Option<Granted> {
        let place = self.place(programme, county);
        if self.stopped[place] || support <= Money::ZERO {
            return None;
        }
        let Some(promised) = self.affordable(programme, county, support) else {
            self.stop(programme, county);
            return None;
        };
        self.promise(programme, county, promised.programme);
        if let Some(matching) = self.case.programmes[usize::from(programme)].matching {
            self.promise(matching.from, county, promised.matched);
        }
        let id = AwardId(u32::try_from(self.awards.len()).expect("fewer than 2³² awards"));
        self.awards.push(Award {
            programme,
            county,
            promised,
            scheduled: Parts::default(),
            paid: Parts::default(),
            open: true,
        });
        if self.timing(id) == Timing::AtAward && !self.by_milestone(programme) {
            self.schedule(id, promised, year + self.lag(programme));
        }
        Some(Granted {
            id,
            amount: promised.programme + promised.matched,
        })
    }

    /// The project of an award was completed in `year`: what is paid on completion falls due.
    pub fn complete(&mut self, id: AwardId, year: Year) {
        let award = self.awards[id.0 as usize];
        if !award.open {
            return;
        }
        let first = year + self.lag(award.programme);
        match self.instrument(award.programme).timing() {
            Timing::AtAward => {}
            Timing::AtCompletion => self.schedule(id, award.promised, first),
            Timing::Yearly(years) => {
                let weights = vec![1.0; usize::from(years)];
                let programme = award.promised.programme.split(&weights);
                let matched = award.promised.matched.split(&weights);
                for (year, (programme, matched)) in
                    (first..).zip(programme.into_iter().zip(matched))
                {
                    self.schedule(id, Parts { programme, matched }, year);
                }
            }
        }
    }

    /// Makes a stated part of an award fall due in `year` (milestones), whatever the instrument. The match's share is taken
    /// of all that has fallen due so far, so that the parts of a whole award are exactly what was promised.
    pub fn milestone(&mut self, id: AwardId, amount: Money, year: Year) {
        let award = &mut self.awards[id.0 as usize];
        let whole = award.promised.programme + award.promised.matched;
        if !award.open || whole.is_zero() {
            return;
        }
        let so_far = award.scheduled.programme + award.scheduled.matched + amount;
        let matched = award.promised.matched.scaled(so_far.fen(), whole.fen());
        let parts = Parts {
            programme: so_far - matched - award.scheduled.programme,
            matched: matched - award.scheduled.matched,
        };
        award.scheduled.programme += parts.programme;
        award.scheduled.matched += parts.matched;
        let programme = award.programme;
        self.schedule(id, parts, year + self.lag(programme));
    }

    /// When the instrument of an award pays.
    #[must_use]
    pub fn timing(&self, id: AwardId) -> Timing {
        let award = &self.awards[id.0 as usize];
        self.instrument(award.programme).timing()
    }

    /// The project of an award failed: unpaid promises are free again, paid money is clawed back.
    pub fn fail(&mut self, id: AwardId) {
        let award = self.awards[id.0 as usize];
        if !award.open {
            return;
        }
        self.awards[id.0 as usize].open = false;
        self.undo(
            award.programme,
            award.county,
            award.promised.programme,
            award.paid.programme,
        );
        if let Some(matching) = self.case.programmes[usize::from(award.programme)].matching {
            self.undo(
                matching.from,
                award.county,
                award.promised.matched,
                award.paid.matched,
            );
        }
    }

    /// Credits a programme's pool, or a county's line.
    pub fn appropriate(&mut self, programme: u16, purse: Purse, amount: Money) {
        self.ledger.appropriate(programme, purse, amount);
    }

    /// Free money that `programme` has for `county`: its line, or the pool.
    #[must_use]
    pub fn free(&self, programme: u16, county: u16) -> Money {
        self.ledger.free(programme, self.source(programme, county))
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
        self.promise_from(programme, Purse::County(county), amount);
        let parts = amount.split(&vec![1.0; usize::from(years)]);
        let place = self.place(programme, county);
        let places = self.stopped.len();
        for (due, part) in (year..).zip(parts) {
            let at = self.since_base(due);
            if self.due_own.len() <= at {
                self.due_own
                    .resize_with(at + 1, || vec![Money::ZERO; places]);
            }
            self.due_own[at][place] += part;
        }
    }

    /// Pays at once what costs are due this year, as much as is needed (running costs).
    pub fn run(&mut self, programme: u16, county: u16, amount: Money) {
        let purse = Purse::County(county);
        self.ledger.appropriate(programme, purse, amount);
        self.promise_from(programme, purse, amount);
        self.ledger.pay(programme, purse, amount);
    }

    /// Pays what is due by the end of `year`.
    pub fn pay_due(&mut self, year: Year) {
        let at = self.since_base(year);
        for (id, parts) in self.due.get_mut(at).map(std::mem::take).unwrap_or_default() {
            let award = &mut self.awards[id.0 as usize];
            if !award.open {
                continue;
            }
            award.paid.programme += parts.programme;
            award.paid.matched += parts.matched;
            let (programme, county) = (award.programme, award.county);
            self.ledger
                .pay(programme, Purse::County(county), parts.programme);
            if let Some(matching) = self.case.programmes[usize::from(programme)].matching {
                self.ledger
                    .pay(matching.from, Purse::County(county), parts.matched);
            }
        }
        let counties = self.case.counties.len();
        for (place, amount) in self
            .due_own
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            if !amount.is_zero() {
                let programme =
                    u16::try_from(place / counties).expect("programmes are counted in u16");
                let county = u16::try_from(place % counties).expect("counties are counted in u16");
                self.ledger.pay(programme, Purse::County(county), amount);
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
        let shares: Vec<f64> = self.case.programmes.iter().map(|p| p.carry_over).collect();
        self.ledger.close(year, &shares);
        self.stopped.fill(false);
    }

    /// The rows of closed years, taken out of the treasury.
    #[must_use]
    pub fn take_rows(&mut self) -> Vec<LedgerRow> {
        std::mem::replace(&mut self.ledger, Ledger::new(0, 0)).into_rows()
    }

    /// What of `support` the programme and the county's match can pay: all of it, or as much as the match allows; nothing
    /// if the programme's own part is not there.
    fn affordable(&self, programme: u16, county: u16, support: Money) -> Option<Parts> {
        let Some(matching) = self.case.programmes[usize::from(programme)].matching else {
            let parts = Parts {
                programme: support,
                matched: Money::ZERO,
            };
            return (support <= self.free(programme, county)).then_some(parts);
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a ratio far below 2⁶³ millionths"
        )]
        let ratio = libm::round(matching.ratio * 1e6) as i64;
        let own = support.scaled(MILLION, MILLION + ratio);
        let matched = support - own;
        if own > self.free(programme, county) {
            return None;
        }
        let purse = self.free(matching.from, county);
        if matched <= purse {
            return Some(Parts {
                programme: own,
                matched,
            });
        }
        let own = purse.scaled(MILLION, ratio);
        (own > Money::ZERO).then_some(Parts {
            programme: own,
            matched: purse,
        })
    }

    fn stop(&mut self, programme: u16, county: u16) {
        if self.pooled(programme) {
            for county in 0..counties(&self.case) {
                let place = self.place(programme, county);
                self.stopped[place] = true;
            }
        } else {
            let place = self.place(programme, county);
            self.stopped[place] = true;
        }
    }

    fn promise(&mut self, programme: u16, county: u16, amount: Money) {
        if self.pooled(programme) {
            self.ledger.transfer(programme, county, amount);
        }
        self.promise_from(programme, Purse::County(county), amount);
    }

    fn promise_from(&mut self, programme: u16, purse: Purse, amount: Money) {
        assert!(
            self.ledger.commit(programme, purse, amount),
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

    fn schedule(&mut self, id: AwardId, parts: Parts, year: Year) {
        let at = self.since_base(year);
        if self.due.len() <= at {
            self.due.resize_with(at + 1, Vec::new);
        }
        self.due[at].push((id, parts));
    }

    fn instrument(&self, programme: u16) -> &Instrument {
        &self.case.programmes[usize::from(programme)].instrument
    }

    /// Nodes are paid by milestone where others are paid in advance.
    fn by_milestone(&self, programme: u16) -> bool {
        self.case.programmes[usize::from(programme)].supports == Supports::SecondaryNode
    }

    fn lag(&self, programme: u16) -> Year {
        Year::from(self.case.programmes[usize::from(programme)].payment_lag)
    }

    fn pooled(&self, programme: u16) -> bool {
        self.case.programmes[usize::from(programme)]
            .allocation
            .pooled()
    }

    fn source(&self, programme: u16, county: u16) -> Purse {
        if self.pooled(programme) {
            Purse::Pool
        } else {
            Purse::County(county)
        }
    }

    fn place(&self, programme: u16, county: u16) -> usize {
        usize::from(programme) * self.case.counties.len() + usize::from(county)
    }

    fn since_base(&self, year: Year) -> usize {
        usize::try_from(year - self.case.base_year).expect("payments fall due after the base year")
    }
}

fn counties(case: &Scenario) -> u16 {
    u16::try_from(case.counties.len()).expect("the check allows fewer than 2¹⁶ counties")
}
