//! The access operators' envelope: credited as the base year continued and promised to communities.

use bevy_ecs::prelude::*;

use super::components::AccessArea;
use crate::policy::{Budget, Instrument, Purse, Supports};
use crate::quantity::{Money, Year};
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Drawn};

/// Operators' programmes for gigabit access in a year; each stops at the first project that it cannot pay.
pub struct Envelopes(Vec<u16>);

impl Envelopes {
    /// Those that run in `year`.
    pub fn open(treasury: &Treasury, year: Year) -> Self {
        Self(lines(treasury, year))
    }

    /// Promises `amount` for a community out of the first envelope that admits it and has the money.
    pub fn promise(
        &mut self,
        treasury: &mut Treasury,
        area: &AccessArea,
        amount: Money,
    ) -> Option<u16> {
        let subject = area.subject();
        let mut paying = None;
        self.0.retain(|envelope| {
            let admits = treasury.programmes()[usize::from(*envelope)]
                .filter
                .admits(&subject);
            if paying.is_some() || !admits {
                return true;
            }
            if treasury.commit(*envelope, area.county, amount) {
                paying = Some(*envelope);
            }
            paying.is_some()
        });
        paying
    }

    /// Whether every envelope has stopped for the year.
    pub fn spent_out(&self) -> bool {
        self.0.is_empty()
    }
}

/// Operators' programmes for gigabit access that run in `year`.
#[must_use]
pub fn lines(treasury: &Treasury, year: Year) -> Vec<u16> {
    treasury
        .lines(
            Supports::GigabitAccess,
            |i| matches!(i, Instrument::OperatorEnvelope),
            year,
        )
        .collect()
}

/// Cost of a renewed port with the homes on it: `port + homes per port × upgrade`.
#[must_use]
pub fn unit_cost(drawn: &Drawn) -> Money {
    Money::from_yuan(
        drawn.get(Parameter::PortPrice)
            + drawn.get(Parameter::HomesPerPort) * drawn.get(Parameter::UpgradePerHome),
    )
}

/// Credits the operators' envelopes: the base year's added ports at their unit cost, times the run's factor and the
/// scenario's factor of the year.
pub fn credit_envelopes(
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let continued = drawn.get(Parameter::AccessEnvelopeFactor)
        * drawn.get(Parameter::PonPortsAdded)
        * unit_cost(&drawn).yuan();
    for programme in lines(&treasury, calendar.year) {
        let line = &treasury.programmes()[usize::from(programme)];
        let Budget::Continues { factors } = &line.budget else {
            continue;
        };
        let at = usize::try_from(calendar.year - line.first_year).expect("the programme runs");
        let factor = factors.get(at).copied().unwrap_or(0.0);
        treasury.appropriate(programme, Purse::Pool, Money::from_yuan(continued * factor));
    }
}
