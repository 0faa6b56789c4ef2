//! What the world holds of optical access.

use bevy_ecs::prelude::*;

use crate::policy::{Area, Subject};
use crate::quantity::Money;
use crate::sim::funding::AwardId;

/// A community as one access area: what never changes within a run.
#[derive(Component, Debug, Clone, Copy)]
pub struct AccessArea {
    /// Community (position in the territory).
    pub community: u32,
    /// County.
    pub county: u16,
    /// Class of the community.
    pub area: Area,
    /// Households.
    pub households: u32,
    /// 10G-PON ports that serve all its households.
    pub ports: u32,
    /// What it costs to make it capable.
    pub cost: Money,
}

impl AccessArea {
    /// Whether its households are urban residents' (城镇: city and town).
    #[must_use]
    pub fn urban(&self) -> bool {
        self.area != Area::Rural
    }

    /// What programmes look at.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject {
            county: Some(self.county),
            area: Some(self.area),
            ..Subject::default()
        }
    }
}

/// A funded project of a community.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Months from the end of the base year to service.
    pub due: f64,
    /// What the project costs.
    pub cost: Money,
    /// Operators' programme and what it has promised, if it pays a part.
    pub operator: Option<(u16, Money)>,
    /// Public support.
    pub award: Option<AwardId>,
}

/// Where a community's access stands: `none -> awarded -> building -> capable`.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub enum Access {
    /// No gigabit and no money for it.
    None,
    /// Funded this year.
    Awarded(Work),
    /// Under construction.
    Building(Work),
    /// Served by 10G-PON.
    Capable,
}

/// Where a community's own distribution network stands: `unready -> under way -> ready`.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub enum Odn {
    /// Old cables, no project.
    Unready,
    /// A funded project.
    UnderWay(Work),
    /// Ready for gigabit.
    Ready,
}

/// Households by county, all and urban.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Homes {
    /// All households.
    pub all: Vec<u64>,
    /// Urban ones.
    pub urban: Vec<u64>,
}

impl Homes {
    /// None in `counties` counties.
    #[must_use]
    pub fn none(counties: usize) -> Self {
        Self {
            all: vec![0; counties],
            urban: vec![0; counties],
        }
    }

    /// Counts a community's households.
    pub fn add(&mut self, area: &AccessArea) {
        let (county, households) = (usize::from(area.county), u64::from(area.households));
        self.all[county] += households;
        if area.urban() {
            self.urban[county] += households;
        }
    }
}

/// Households by what they have, counted as communities move on.
#[derive(Resource, Debug, Clone)]
pub struct Network {
    /// All households.
    pub households: Homes,
    /// Those in capable communities.
    pub passed: Homes,
    /// Those in communities both capable and ready.
    pub usable: Homes,
    /// Those in communities without access and without money for it, by county.
    pub unserved: Vec<u64>,
    /// Those in communities unready and without a project, by county.
    pub unready: Vec<u64>,
}

/// 10G-PON ports in service, and the part of them allotted to urban communities.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Ports {
    /// In service.
    pub number: u64,
    /// Of them urban. No source says where ports sit: the base stock and renewed ports are allotted by households in
    /// capable communities; a new community's ports are its own.
    pub urban: f64,
    /// Promised: to communities under way, and on order for renewal.
    pub promised: u64,
}

/// This year's projects, best first.
#[derive(Resource, Debug, Default)]
pub struct Proposals {
    /// Communities whose cost per household is at most the commercial threshold.
    pub commercial: Vec<Proposal>,
    /// Communities that need a programme to pay the gap.
    pub subsidised: Vec<Proposal>,
    /// Distribution networks to be made ready.
    pub odn: Vec<Proposal>,
}

/// A project put forward.
#[derive(Debug, Clone, Copy)]
pub struct Proposal {
    /// The community.
    pub entity: Entity,
    /// Its attributes.
    pub area: AccessArea,
    /// What it costs: of the access area, or of the distribution network.
    pub cost: Money,
    /// What of it operators do not pay (access only).
    pub gap: Money,
}

/// Counties where readiness projects were put off because crews were full this year.
#[derive(Resource, Debug, Clone)]
pub struct CrewsFull(pub Vec<bool>);

/// Cost of what entered service this year, by county.
#[derive(Resource, Debug, Clone)]
pub struct Invested(pub Vec<Money>);

/// Gigabit subscribers and the last yearly increment.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Subscribers {
    /// Households that subscribe.
    pub number: f64,
    /// Households that joined in the year, before the cap.
    pub increment: f64,
}

/// Gigabit coverage as other domains see it: shares of households, 0..=1, at the end of the last Connect phase.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct GigabitCoverage {
    /// Households in capable communities, by county.
    pub passed: Vec<f64>,
    /// Households in communities capable and ready, by county.
    pub usable: Vec<f64>,
    /// The same over the whole place.
    pub usable_total: f64,
}
