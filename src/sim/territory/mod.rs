//! People and places: counties and their communities. Knows no station, fibre or enterprise.

mod synthesis;

use bevy_ecs::prelude::*;

use super::setting::{Calendar, Case, Drawn};
use super::year::{Domain, Slot, YearPhase};
use crate::indicator::Indicator;
use crate::record::{Series, TOTAL};
use crate::scenario::Parameter;

pub use synthesis::{Community, Distance, Territory};

/// Residents of each county this year.
#[derive(Resource, Debug, Clone)]
pub struct Residents(pub Vec<f64>);

impl Residents {
    /// Residents of the whole place.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// Puts the base year's residents in place.
pub fn populate(world: &mut World) {
    let counties = &world.resource::<Case>().0.counties;
    #[expect(clippy::cast_precision_loss, reason = "people are far below 2⁵³")]
    let residents = counties.iter().map(|c| c.population as f64).collect();
    world.insert_resource(Residents(residents));
}

/// Adds the territory's systems to the year.
pub fn install(schedule: &mut Schedule) {
    schedule.add_systems(turn_year.in_set(Slot(YearPhase::Open, Domain::Territory)));
}

/// The calendar turns and people multiply: `P_t = P_0 (1 + g)^(t - base)`.
fn turn_year(
    mut calendar: ResMut<Calendar>,
    mut residents: ResMut<Residents>,
    case: Res<Case>,
    drawn: Res<Drawn>,
) {
    calendar.year += 1;
    let growth = libm::pow(
        1.0 + drawn.get(Parameter::PopulationGrowth),
        f64::from(calendar.elapsed()),
    );
    for (residents, county) in residents.0.iter_mut().zip(&case.0.counties) {
        #[expect(clippy::cast_precision_loss, reason = "people are far below 2⁵³")]
        let base = county.population as f64;
        *residents = base * growth;
    }
}

/// Writes the territory's rows of the year.
pub fn observe(world: &mut World, rows: &mut Series) {
    let year = world.resource::<Calendar>().year;
    let residents = world.resource::<Residents>();
    rows.set(
        year,
        TOTAL,
        Indicator::Population as usize,
        residents.total(),
    );
    for (county, people) in residents.0.iter().enumerate() {
        rows.set(year, county + 1, Indicator::Population as usize, *people);
    }
}
