//! What one run leaves behind: plain typed rows. Knows no ECS and writes no files.

use crate::quantity::{Money, Year};

/// What stopped an indicator from growing further in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum Limit {
    /// Nothing did, or nobody said.
    #[default]
    None,
    /// Money ran out.
    Money,
    /// Permits were refused.
    Permit,
    /// Crews or yearly quotas were full.
    Capacity,
    /// Nothing was left to build or recognise.
    Pool,
    /// Those who decide did not want to, or were not ready.
    Adoption,
    /// Projects were under way but not finished.
    LeadTime,
}

impl Limit {
    /// Every limit that can bind.
    pub const ALL: [Self; 6] = [
        Self::Money,
        Self::Permit,
        Self::Capacity,
        Self::Pool,
        Self::Adoption,
        Self::LeadTime,
    ];

    /// The word of files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Money => "money",
            Self::Permit => "permit",
            Self::Capacity => "capacity",
            Self::Pool => "pool",
            Self::Adoption => "adoption",
            Self::LeadTime => "lead_time",
        }
    }
}

/// The indicators of one run: every year from the base year, every place (the total, then the counties), every
/// indicator. What has no meaning (a flow of the base year, a county value of a city-wide indicator) is `None`.
///
/// `==` is not for comparing runs: what is missing is held as NaN, so that two equal series are unequal. Compare what `get` gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    base_year: Year,
    places: usize,
    indicators: usize,
    values: Vec<f64>,
    limits: Vec<Limit>,
}

/// Place 0 is the total; county `c` is place `c + 1`.
pub const TOTAL: usize = 0;

impl Series {
    /// An empty series for `years` years from `base_year`.
    #[must_use]
    pub fn new(base_year: Year, years: usize, counties: usize, indicators: usize) -> Self {
        let places = counties + 1;
        Self {
            base_year,
            places,
            indicators,
            values: vec![f64::NAN; years * places * indicators],
            limits: vec![Limit::None; years * places * indicators],
        }
    }

    /// Years held, from the base year.
    #[must_use]
    pub fn years(&self) -> usize {
        self.values.len() / (self.places * self.indicators)
    }

    /// The base year.
    #[must_use]
    pub const fn base_year(&self) -> Year {
        self.base_year
    }

    /// Places held: the total and the counties.
    #[must_use]
    pub const fn places(&self) -> usize {
        self.places
    }

    /// Indicators held.
    #[must_use]
    pub const fn indicators(&self) -> usize {
        self.indicators
    }

    /// A value, if it has a meaning.
    #[must_use]
    pub fn get(&self, year: Year, place: usize, indicator: usize) -> Option<f64> {
        let value = self.values[self.at(year, place, indicator)];
        (!value.is_nan()).then_some(value)
    }

    /// Sets a value.
    ///
    /// # Panics
    /// If it is not finite: a broken invariant of the model.
    pub fn set(&mut self, year: Year, place: usize, indicator: usize, value: f64) {
        assert!(
            value.is_finite(),
            "indicator {indicator} at place {place} in {year} is {value}"
        );
        let at = self.at(year, place, indicator);
        self.values[at] = value;
    }

    /// What bound an indicator in a year.
    #[must_use]
    pub fn limit(&self, year: Year, place: usize, indicator: usize) -> Limit {
        self.limits[self.at(year, place, indicator)]
    }

    /// Says what bound an indicator in a year.
    pub fn set_limit(&mut self, year: Year, place: usize, indicator: usize, limit: Limit) {
        let at = self.at(year, place, indicator);
        self.limits[at] = limit;
    }

    fn at(&self, year: Year, place: usize, indicator: usize) -> usize {
        let year = usize::try_from(year - self.base_year).expect("a year of the run");
        assert!(place < self.places && indicator < self.indicators);
        (year * self.places + place) * self.indicators + indicator
    }
}

/// One programme, county and year of a run's ledger. `appropriated + transferred_in + carried_in + recovered = spent +
/// committed + carried_over + lapsed`, to the fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerRow {
    /// Programme (index in the scenario).
    pub programme: u16,
    /// County (index), or none for a pool.
    pub county: Option<u16>,
    /// Calendar year; amounts are of this year, in fen.
    pub year: Year,
    /// Budgeted this year.
    pub appropriated: Money,
    /// Moved here from the pool (negative in the pool's own row).
    pub transferred_in: Money,
    /// Last year's carry-over and commitments.
    pub carried_in: Money,
    /// Paid money clawed back.
    pub recovered: Money,
    /// Paid out.
    pub spent: Money,
    /// Promised and unpaid at the year's end; never lapses.
    pub committed: Money,
    /// Free money carried over.
    pub carried_over: Money,
    /// Free money returned.
    pub lapsed: Money,
}

/// Everything one run leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRecord {
    /// Number of the run, from 0.
    pub run: u32,
    /// Drawn parameters, in catalogue order.
    pub parameters: Vec<f64>,
    /// Drawn paths (`scenario::draw::DrawnPath`): logarithm of the deviation from the scenario's own path, by simulated year.
    pub paths: Vec<[f64; 2]>,
    /// Indicators by year and place.
    pub series: Series,
    /// The ledger, in order of programme, county (pool first) and year.
    pub ledger: Vec<LedgerRow>,
}
