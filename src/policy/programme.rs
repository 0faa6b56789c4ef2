//! A programme: one line of a budget, with what it pays for, for whom, and by which rule.

use super::{Allocation, Instrument};
use crate::language::Text;
use crate::quantity::{Money, Year};

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Funder {
    /// The central government.
    Central,
    /// The province.
    Provincial,
    /// The city.
    City,
    /// The counties.
    County,
    /// Telecom operators.
    Operator,
    /// Enterprises.
    Enterprise,
    /// A fund (industry fund, special-purpose bond).
    Fund,
}

impl Funder {
    /// Every funder, in the order tables list them.
    pub const ALL: [Self; 7] = [
        Self::Central,
        Self::Provincial,
        Self::City,
        Self::County,
        Self::Fund,
        Self::Operator,
        Self::Enterprise,
    ];

    /// The word of scenario files and tables.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Provincial => "provincial",
            Self::City => "city",
            Self::County => "county",
            Self::Operator => "operator",
            Self::Enterprise => "enterprise",
            Self::Fund => "fund",
        }
    }

    /// Whether it is public money.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Operator | Self::Enterprise)
    }
}

/// What a programme pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Supports {
    /// 5G base stations.
    BaseStation,
    /// Gigabit access areas.
    GigabitAccess,
    /// Readiness of communities' own distribution networks.
    OdnReadiness,
    /// Identifier-resolution secondary nodes.
    SecondaryNode,
    /// Diagnoses of enterprises.
    Diagnosis,
    /// Transformation of enterprises: the start and each level.
    Enterprise,
    /// Recognitions of cultivated items.
    Cultivation,
}

impl Supports {
    /// Every purpose.
    pub const ALL: [Self; 7] = [
        Self::BaseStation,
        Self::GigabitAccess,
        Self::OdnReadiness,
        Self::SecondaryNode,
        Self::Diagnosis,
        Self::Enterprise,
        Self::Cultivation,
    ];

    /// The word of scenario files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::BaseStation => "base_station",
            Self::GigabitAccess => "gigabit_access",
            Self::OdnReadiness => "odn_readiness",
            Self::SecondaryNode => "secondary_node",
            Self::Diagnosis => "diagnosis",
            Self::Enterprise => "enterprise",
            Self::Cultivation => "cultivation",
        }
    }
}

/// Urban, town or rural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Urban residential community.
    Urban,
    /// Town community.
    Town,
    /// Village.
    Rural,
}

impl Area {
    /// The three classes.
    pub const ALL: [Self; 3] = [Self::Urban, Self::Town, Self::Rural];

    /// The word of scenario files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Urban => "urban",
            Self::Town => "town",
            Self::Rural => "rural",
        }
    }
}

/// Type of a base station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum StationType {
    /// A macro station on a new site.
    NewMacro,
    /// A macro station on an existing site.
    CoSiteMacro,
    /// A low-band station.
    LowBand,
    /// An indoor system.
    Indoor,
}

impl StationType {
    /// The four types.
    pub const ALL: [Self; 4] = [
        Self::NewMacro,
        Self::CoSiteMacro,
        Self::LowBand,
        Self::Indoor,
    ];

    /// The word of scenario files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewMacro => "new_macro",
            Self::CoSiteMacro => "co_site_macro",
            Self::LowBand => "low_band",
            Self::Indoor => "indoor",
        }
    }
}

/// Size of an enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Size {
    /// Below designated size.
    BelowScale,
    /// Small, above designated size.
    Small,
    /// Medium.
    Medium,
    /// Large.
    Large,
}

impl Size {
    /// The four sizes, smallest first.
    pub const ALL: [Self; 4] = [Self::BelowScale, Self::Small, Self::Medium, Self::Large];

    /// The word of scenario files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::BelowScale => "below_scale",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Whether it is above designated size.
    #[must_use]
    pub const fn above_scale(self) -> bool {
        !matches!(self, Self::BelowScale)
    }
}

/// What a programme's filter looks at: the features of one project. A feature that does not apply is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject {
    /// County (index in the scenario's sorted counties).
    pub county: Option<u16>,
    /// Class of the community.
    pub area: Option<Area>,
    /// Type of station.
    pub station_type: Option<StationType>,
    /// Size of the enterprise.
    pub size: Option<Size>,
    /// Industry chain of the enterprise or node.
    pub chain: Option<u8>,
    /// Level an enterprise rises to (1 is the start).
    pub level: Option<u8>,
    /// Cultivated item (index in the scenario's items).
    pub item: Option<u16>,
}

/// Which projects a programme admits. An empty list admits all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Counties (index in the scenario, sorted by code).
    pub counties: Vec<u16>,
    /// Classes of community.
    pub areas: Vec<Area>,
    /// Station types.
    pub station_types: Vec<StationType>,
    /// Enterprise sizes.
    pub sizes: Vec<Size>,
    /// Industry chains, from 0 (scenario files count from 1).
    pub chains: Vec<u8>,
    /// Levels risen to, 1 (the start) to 4.
    pub levels: Vec<u8>,
    /// Cultivated items (index in the scenario's items).
    pub items: Vec<u16>,
}

impl Filter {
    /// Whether `subject` passes every list that is not empty. A feature the subject lacks does not exclude it.
    #[must_use]
    pub fn admits(&self, subject: &Subject) -> bool {
        fn passes<T: PartialEq>(list: &[T], value: Option<T>) -> bool {
            list.is_empty() || value.is_none_or(|v| list.contains(&v))
        }
        passes(&self.counties, subject.county)
            && passes(&self.areas, subject.area)
            && passes(&self.station_types, subject.station_type)
            && passes(&self.sizes, subject.size)
            && passes(&self.chains, subject.chain)
            && passes(&self.levels, subject.level)
            && passes(&self.items, subject.item)
    }
}

/// In which order applicants of a programme are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By lot, drawn anew each year.
    #[default]
    Lot,
    /// The smallest enterprises first.
    SmallestFirst,
    /// The largest enterprises first.
    LargestFirst,
    /// Diagnosed enterprises first.
    DiagnosedFirst,
}

/// How much money a programme has in a year.
#[derive(Debug, Clone, PartialEq)]
pub enum Budget {
    /// A stated amount for each year of the programme, in order from `first_year`; times a drawn parameter if one is
    /// named (an index in the parameter catalogue), such as the city's share of a provincial fund.
    Stated {
        /// One amount a year, from the first year to the last.
        amounts: Vec<Money>,
        /// Index of the parameter that scales it.
        scaled_by: Option<usize>,
    },
    /// Operators' envelope that continues the base year, times a stated factor for each year.
    Continues {
        /// One factor a year, from the first year to the last.
        factors: Vec<f64>,
    },
    /// Owners' own funds and running costs: as much as is needed.
    AsNeeded,
}

/// A county's match of programme money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// County money per 1 of programme money, at least 0.
    pub ratio: f64,
    /// The programme (index) whose county money pays it.
    pub from: u16,
}

/// One funding line, checked: all references resolved to indices.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// Stable name in files.
    pub id: String,
    /// Its name for people.
    pub name: Text,
    /// Who pays.
    pub funder: Funder,
    /// How it pays.
    pub instrument: Instrument,
    /// What it pays for.
    pub supports: Supports,
    /// For whom.
    pub filter: Filter,
    /// Money by year.
    pub budget: Budget,
    /// How the yearly money is shared over counties.
    pub allocation: Allocation,
    /// Order of applicants.
    pub order: Order,
    /// County match, if asked.
    pub matching: Option<Match>,
    /// Share of the year's free money that is carried over; the rest lapses.
    pub carry_over: f64,
    /// First year with money.
    pub first_year: Year,
    /// Last year with money.
    pub last_year: Year,
    /// Whole years from what triggers a payment to the payment.
    pub payment_lag: u8,
}

impl Programme {
    /// Whether the programme has money or offers in `year`.
    #[must_use]
    pub fn runs_in(&self, year: Year) -> bool {
        (self.first_year..=self.last_year).contains(&year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_admits_what_is_in_every_list_it_has() {
        let subject = Subject {
            county: Some(1),
            area: Some(Area::Rural),
            station_type: Some(StationType::Indoor),
            size: Some(Size::Small),
            chain: Some(3),
            level: Some(2),
            item: Some(4),
        };
        assert!(Filter::default().admits(&subject));
        let lists = |own: bool| {
            let pick = |right: u8, wrong: u8| vec![if own { right } else { wrong }];
            let mut all: [Filter; 7] = std::array::from_fn(|_| Filter::default());
            all[0].counties = vec![if own { 1 } else { 2 }];
            all[1].areas = vec![if own { Area::Rural } else { Area::Town }];
            all[2].station_types = vec![if own {
                StationType::Indoor
            } else {
                StationType::LowBand
            }];
            all[3].sizes = vec![if own { Size::Small } else { Size::Large }];
            all[4].chains = pick(3, 5);
            all[5].levels = pick(2, 1);
            all[6].items = vec![if own { 4 } else { 0 }];
            all
        };
        assert!(lists(true).iter().all(|filter| filter.admits(&subject)));
        assert!(lists(false).iter().all(|filter| !filter.admits(&subject)));
        // what a subject has not does not exclude it
        let bare = Subject::default();
        assert!(lists(false).iter().all(|filter| filter.admits(&bare)));
    }

    #[test]
    fn a_programme_runs_from_its_first_year_to_its_last() {
        let programme = Programme {
            id: String::new(),
            name: Text::default(),
            funder: Funder::City,
            instrument: Instrument::OwnFunds,
            supports: Supports::Enterprise,
            filter: Filter::default(),
            budget: Budget::AsNeeded,
            allocation: Allocation::Equal,
            order: Order::Lot,
            matching: None,
            carry_over: 0.0,
            first_year: 2023,
            last_year: 2025,
            payment_lag: 0,
        };
        let runs: Vec<Year> = (2020..2030).filter(|y| programme.runs_in(*y)).collect();
        assert_eq!(runs, [2023, 2024, 2025]);
    }

    #[test]
    fn words_of_scenario_files() {
        assert_eq!(
            Funder::ALL.map(Funder::key).join(" "),
            "central provincial city county fund operator enterprise"
        );
        assert_eq!(
            Supports::ALL.map(Supports::key).join(" "),
            "base_station gigabit_access odn_readiness secondary_node diagnosis enterprise cultivation"
        );
        assert_eq!(Area::ALL.map(Area::key).join(" "), "urban town rural");
        assert_eq!(
            StationType::ALL.map(StationType::key).join(" "),
            "new_macro co_site_macro low_band indoor"
        );
        assert_eq!(
            Size::ALL.map(Size::key).join(" "),
            "below_scale small medium large"
        );
    }

    #[test]
    fn who_is_public_and_above_scale() {
        assert!(Funder::City.is_public() && Funder::County.is_public());
        assert!(!Funder::Operator.is_public() && !Funder::Enterprise.is_public());
        assert!(Size::Small.above_scale() && !Size::BelowScale.above_scale());
    }
}
