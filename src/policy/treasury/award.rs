//! Awards: from the money looked at to the last part paid, or taken back where the project fails.

use std::num::NonZeroU32;

use prefetch_index::prefetch_index;

use super::Treasury;
use crate::policy::{Supports, Timing};
use crate::quantity::{Money, Year};

/// Support promised to one project. Never zero, so that none at all takes no more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AwardId(NonZeroU32);

impl AwardId {
    /// The award behind so many others.
    fn next(others: usize) -> Self {
        let number = u32::try_from(others + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("fewer than 2³² awards"))
    }

    /// Its position among all.
    fn position(self) -> usize {
        self.0.get() as usize - 1
    }
}

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
pub(super) struct Parts {
    programme: Money,
    matched: Money,
}

impl Parts {
    fn whole(self) -> Money {
        self.programme + self.matched
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Award {
    programme: u16,
    county: u16,
    promised: Parts,
    /// Scheduled by milestones so far.
    scheduled: Parts,
    paid: Parts,
    open: bool,
}

/// Whose money does not reach for an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Short {
    Programme,
    Match,
}

/// Ratios are taken in millionths, so that no float touches fen.
const MILLION: i64 = 1_000_000;

impl Treasury {
    /// Whether a programme still awards in `county` this year: it has free money and has not stopped.
    #[must_use]
    pub fn awarding(&self, programme: u16, county: u16) -> bool {
        !self.stopped[self.place(programme, county)] && self.free(programme, county) > Money::ZERO
    }

    /// Awards `support` for a project in `county`, if the money is there; the county's match scales it down where it runs
    /// short. Otherwise awarding stops for this programme and purse until next year: no skipping, or more money could fund
    /// fewer. A county that has nothing left to match stops for itself alone.
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
        let promised = match self.affordable(programme, county, support) {
            Ok(promised) => promised,
            Err(short) => {
                self.stop(programme, county, short);
                return None;
            }
        };
        self.promise(programme, county, promised.programme);
        if let Some(matching) = self.programme(programme).matching {
            self.promise(matching.from, county, promised.matched);
        }
        let id = AwardId::next(self.awards.len());
        self.awards.push(Award {
            programme,
            county,
            promised,
            scheduled: Parts::default(),
            paid: Parts::default(),
            open: true,
        });
        if self.timing(id) == Timing::AtAward && !self.by_milestone(programme) {
            self.due.award(id, promised, year + self.lag(programme));
        }
        Some(Granted {
            id,
            amount: promised.whole(),
        })
    }

    /// Sends for what is known of an award, which will be asked soon.
    pub fn send_for(&self, id: AwardId) {
        prefetch_index(&self.awards, id.position());
    }

    /// The project of an award was completed in `year`: what is paid on completion falls due.
    pub fn complete(&mut self, id: AwardId, year: Year) {
        let award = self.awards[id.position()];
        if !award.open {
            return;
        }
        let first = year + self.lag(award.programme);
        match self.timing(id) {
            Timing::AtAward => {}
            Timing::AtCompletion => self.due.award(id, award.promised, first),
            Timing::Yearly(years) => {
                let weights = vec![1.0; usize::from(years)];
                let programme = award.promised.programme.split(&weights);
                let matched = award.promised.matched.split(&weights);
                for (year, (programme, matched)) in
                    (first..).zip(programme.into_iter().zip(matched))
                {
                    self.due.award(id, Parts { programme, matched }, year);
                }
            }
        }
    }

    /// Makes a stated part of an award fall due in `year` (milestones), whatever the instrument. The match's share is taken
    /// of all that has fallen due so far, so that the parts of a whole award are exactly what was promised.
    pub fn milestone(&mut self, id: AwardId, amount: Money, year: Year) {
        let award = &mut self.awards[id.position()];
        if !award.open {
            return;
        }
        let so_far = award.scheduled.whole() + amount;
        let whole = award.promised.whole();
        let matched = award.promised.matched.scaled(so_far.fen(), whole.fen());
        let parts = Parts {
            programme: so_far - matched - award.scheduled.programme,
            matched: matched - award.scheduled.matched,
        };
        award.scheduled.programme += parts.programme;
        award.scheduled.matched += parts.matched;
        let programme = award.programme;
        self.due.award(id, parts, year + self.lag(programme));
    }

    /// When the instrument of an award pays.
    #[must_use]
    pub fn timing(&self, id: AwardId) -> Timing {
        let award = &self.awards[id.position()];
        self.programme(award.programme).instrument.timing()
    }

    /// The project of an award failed: unpaid promises are free again, paid money is clawed back.
    pub fn fail(&mut self, id: AwardId) {
        let award = self.awards[id.position()];
        if !award.open {
            return;
        }
        self.awards[id.position()].open = false;
        self.undo(
            award.programme,
            award.county,
            award.promised.programme,
            award.paid.programme,
        );
        if let Some(matching) = self.programme(award.programme).matching {
            self.undo(
                matching.from,
                award.county,
                award.promised.matched,
                award.paid.matched,
            );
        }
    }

    /// Pays a part of an award that is due, unless the project has failed.
    pub(super) fn pay_award(&mut self, id: AwardId, parts: Parts) {
        let award = &mut self.awards[id.position()];
        if !award.open {
            return;
        }
        award.paid.programme += parts.programme;
        award.paid.matched += parts.matched;
        let (programme, county) = (award.programme, award.county);
        self.pay(programme, county, parts.programme);
        if let Some(matching) = self.programme(programme).matching {
            self.pay(matching.from, county, parts.matched);
        }
    }

    /// What of `support` the programme and the county's match can pay: all of it, or as much as the match allows; or whose
    /// money is short.
    fn affordable(&self, programme: u16, county: u16, support: Money) -> Result<Parts, Short> {
        let Some(matching) = self.programme(programme).matching else {
            let parts = Parts {
                programme: support,
                matched: Money::ZERO,
            };
            let fits = support <= self.free(programme, county);
            return fits.then_some(parts).ok_or(Short::Programme);
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a ratio far below 2⁶³ millionths"
        )]
        let ratio = libm::round(matching.ratio * 1e6) as i64;
        let own = support.scaled(MILLION, MILLION + ratio);
        let matched = support - own;
        if own > self.free(programme, county) {
            return Err(Short::Programme);
        }
        let purse = self.free(matching.from, county);
        if matched <= purse {
            return Ok(Parts {
                programme: own,
                matched,
            });
        }
        let parts = Parts {
            programme: purse.scaled(MILLION, ratio),
            matched: purse,
        };
        let any = parts.programme > Money::ZERO;
        any.then_some(parts).ok_or(Short::Match)
    }

    fn stop(&mut self, programme: u16, county: u16, short: Short) {
        let all = self.pooled(programme) && short == Short::Programme;
        let stopped = if all {
            0..self.counties
        } else {
            county..county + 1
        };
        for county in stopped {
            let place = self.place(programme, county);
            self.stopped[place] = true;
        }
    }

    /// Nodes are paid by milestone where others are paid in advance.
    fn by_milestone(&self, programme: u16) -> bool {
        self.programme(programme).supports == Supports::SecondaryNode
    }

    fn lag(&self, programme: u16) -> Year {
        Year::from(self.programme(programme).payment_lag)
    }
}
