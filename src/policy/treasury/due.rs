//! What falls due in which year. Knows amounts and years; pays nothing.

use super::award::{AwardId, Parts};
use crate::quantity::{Money, Year};

/// Payments by the year in which they fall due.
#[derive(Debug, Clone)]
pub(super) struct Due {
    base_year: Year,
    /// Programmes times counties.
    places: usize,
    /// Parts of awards by year since the base year.
    awards: Vec<Vec<(AwardId, Parts)>>,
    /// Owners' money by year since the base year, then programme and county.
    own: Vec<Vec<Money>>,
}

impl Due {
    /// Nothing due, in any year from `base_year` on.
    pub(super) fn new(base_year: Year, places: usize) -> Self {
        Self {
            base_year,
            places,
            awards: Vec::new(),
            own: Vec::new(),
        }
    }

    pub(super) const fn base_year(&self) -> Year {
        self.base_year
    }

    /// A part of an award falls due in `year`.
    pub(super) fn award(&mut self, id: AwardId, parts: Parts, year: Year) {
        let at = self.since_base(year);
        if self.awards.len() <= at {
            self.awards.resize_with(at + 1, Vec::new);
        }
        self.awards[at].push((id, parts));
    }

    /// Owners' money of a programme and county falls due in `year`.
    pub(super) fn own(&mut self, place: usize, amount: Money, year: Year) {
        let at = self.since_base(year);
        if self.own.len() <= at {
            let places = self.places;
            self.own.resize_with(at + 1, || vec![Money::ZERO; places]);
        }
        self.own[at][place] += amount;
    }

    /// Parts of awards due in `year`, taken out.
    pub(super) fn take_awards(&mut self, year: Year) -> Vec<(AwardId, Parts)> {
        let at = self.since_base(year);
        self.awards
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// Owners' money due in `year` by programme and county, taken out.
    pub(super) fn take_own(&mut self, year: Year) -> Vec<Money> {
        let at = self.since_base(year);
        self.own.get_mut(at).map(std::mem::take).unwrap_or_default()
    }

    fn since_base(&self, year: Year) -> usize {
        usize::try_from(year - self.base_year).expect("payments fall due after the base year")
    }
}
