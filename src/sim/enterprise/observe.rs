//! Enterprises -> rows of the year, from the kept counts alone.

use bevy_ecs::prelude::*;

use super::components::{LEVELS, Outcome, Tally};
use super::trade::{OnlineTrade, Registration, average_growth, online_mass};
use crate::indicator::Indicator;
use crate::policy::Size;
use crate::quantity::Money;
use crate::record::{Limit, Series, TOTAL};
use crate::scenario::Parameter;

use super::super::setting::{Calendar, Drawn};

/// Online trade and identifiers of this run.
#[derive(Resource, Debug, Clone)]
pub struct Trade {
    shares: [f64; LEVELS],
    sales: OnlineTrade,
    purchases: OnlineTrade,
    registration: Registration,
}

impl Trade {
    /// From the run's parameters and the base year's turnover by level.
    #[must_use]
    pub fn new(drawn: &Drawn, turnover: &[Money; LEVELS]) -> Self {
        let shares = [
            Parameter::OnlineShareLevel0,
            Parameter::OnlineShareLevel1,
            Parameter::OnlineShareLevel2,
            Parameter::OnlineShareLevel3,
            Parameter::OnlineShareLevel4,
        ]
        .map(|p| drawn.get(p));
        let trade = |base, industrial| OnlineTrade {
            base: drawn.get(base),
            industrial: drawn.get(industrial),
            base_mass: online_mass(turnover, &shares),
            market_growth: drawn.get(Parameter::MarketGrowth),
            rest_growth: drawn.get(Parameter::OnlineRestGrowth),
        };
        Self {
            shares,
            sales: trade(Parameter::OnlineSales, Parameter::IndustrialPartSales),
            purchases: trade(
                Parameter::OnlinePurchases,
                Parameter::IndustrialPartPurchases,
            ),
            registration: Registration {
                per_enterprise: drawn.get(Parameter::IdentifiersPerEnterprise),
                midpoint: drawn.get(Parameter::IdentifiersMidpoint) / 12.0,
                steepness: drawn.get(Parameter::IdentifiersSteepness),
            },
        }
    }
}

/// Writes the enterprises' rows of the year; flows have none in the base year.
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    let tally = world.resource::<Tally>();
    let outcome = world.resource::<Outcome>();
    let trade = world.resource::<Trade>();
    let mut page = Page {
        rows,
        year: calendar.year,
    };
    maturity(&mut page, tally);
    connections(&mut page, tally, &trade.registration, calendar.elapsed());
    online(&mut page, tally, trade, calendar.elapsed());
    if calendar.elapsed() > 0 {
        page.counts(Indicator::StartsInYear, outcome.starts.iter().copied());
        limits(&mut page, tally, outcome);
    }
}

/// The rows of one year.
struct Page<'a> {
    rows: &'a mut Series,
    year: i32,
}

impl Page<'_> {
    fn set(&mut self, place: usize, indicator: Indicator, value: f64) {
        self.rows.set(self.year, place, indicator as usize, value);
    }

    /// One count a county, and their sum.
    fn counts(&mut self, indicator: Indicator, counts: impl Iterator<Item = u32>) {
        let mut total = 0;
        for (county, count) in counts.enumerate() {
            total += count;
            self.set(county + 1, indicator, f64::from(count));
        }
        self.set(TOTAL, indicator, f64::from(total));
    }

    fn limit(&mut self, place: usize, indicator: Indicator, limit: Limit) {
        self.rows
            .set_limit(self.year, place, indicator as usize, limit);
    }
}

fn maturity(page: &mut Page, tally: &Tally) {
    let counties = 0..tally.levels.len();
    for (indicator, level) in [
        (Indicator::EnterprisesStarted, 1),
        (Indicator::EnterprisesLevel2, 2),
        (Indicator::EnterprisesLevel3, 3),
        (Indicator::EnterprisesLevel4, 4),
    ] {
        page.counts(
            indicator,
            counties.clone().map(|c| tally.above_at_least(c, level)),
        );
    }
    let mut sums = (0, 0);
    for county in counties.clone() {
        let (started, all) = (
            tally.above_at_least(county, 1),
            tally.above_at_least(county, 0),
        );
        sums = (sums.0 + started, sums.1 + all);
        share(page, county + 1, started, all);
    }
    share(page, TOTAL, sums.0, sums.1);
    page.counts(
        Indicator::EnterprisesDiagnosed,
        tally.diagnosed.iter().copied(),
    );
    let started = |county: usize, size: Size| -> u32 {
        tally.levels[county][size as usize][1..].iter().sum()
    };
    page.counts(
        Indicator::StartedBelowScale,
        counties.clone().map(|c| started(c, Size::BelowScale)),
    );
    for (indicator, size) in [
        (Indicator::StartedLarge, Size::Large),
        (Indicator::StartedMedium, Size::Medium),
        (Indicator::StartedSmall, Size::Small),
    ] {
        let total: u32 = counties.clone().map(|c| started(c, size)).sum();
        page.set(TOTAL, indicator, f64::from(total));
    }
}

/// A place without enterprises above scale has no share.
fn share(page: &mut Page, place: usize, started: u32, all: u32) {
    if all > 0 {
        let percent = 100.0 * f64::from(started) / f64::from(all);
        page.set(place, Indicator::EnterprisesStartedShare, percent);
    }
}

fn connections(page: &mut Page, tally: &Tally, registration: &Registration, elapsed: i32) {
    let counties = 0..tally.levels.len();
    page.counts(
        Indicator::ConnectedEnterprises,
        counties.clone().map(|c| tally.connected(c)),
    );
    let by_age: Vec<f64> = (0..tally.cohorts.len())
        .map(|since| {
            let since = i32::try_from(since).expect("years of a run");
            registration.registered(f64::from(elapsed - since))
        })
        .collect();
    let mut total = 0.0;
    for county in counties {
        let registered: f64 = tally
            .cohorts
            .iter()
            .zip(&by_age)
            .map(|(cohort, each)| f64::from(cohort[county]) * each)
            .sum();
        total += registered;
        page.set(county + 1, Indicator::IdentifiersRegistered, registered);
    }
    page.set(TOTAL, Indicator::IdentifiersRegistered, total);
}

fn online(page: &mut Page, tally: &Tally, trade: &Trade, elapsed: i32) {
    let mass = online_mass(&tally.turnover, &trade.shares);
    for (volume, growth, line) in [
        (
            Indicator::OnlineSales,
            Indicator::OnlineSalesGrowth,
            &trade.sales,
        ),
        (
            Indicator::OnlinePurchases,
            Indicator::OnlinePurchasesGrowth,
            &trade.purchases,
        ),
    ] {
        let value = line.volume(mass, elapsed);
        page.set(TOTAL, volume, value);
        if let Some(percent) = average_growth(line.base, value, elapsed) {
            page.set(TOTAL, growth, percent);
        }
    }
}

/// What kept more enterprises from starting or being diagnosed, by county and in all.
fn limits(page: &mut Page, tally: &Tally, outcome: &Outcome) {
    let counties = tally.levels.len();
    let mut sums = [0; 4];
    for county in 0..counties {
        let counts = [
            tally.above_at_least(county, 0),
            tally.above_at_least(county, 1),
            tally.diagnosed[county],
            outcome.refused[county],
        ];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        limit(page, county + 1, counts);
    }
    limit(page, TOTAL, sums);
}

/// Everyone wants a diagnosis, so that only money can be lacking for one.
fn limit(page: &mut Page, place: usize, [all, started, diagnosed, refused]: [u32; 4]) {
    let start = if started == all {
        Limit::Pool
    } else if refused > 0 {
        Limit::Money
    } else {
        Limit::Adoption
    };
    let diagnosis = if diagnosed == all {
        Limit::Pool
    } else {
        Limit::Money
    };
    page.limit(place, Indicator::EnterprisesStarted, start);
    page.limit(place, Indicator::EnterprisesStartedShare, start);
    page.limit(place, Indicator::EnterprisesDiagnosed, diagnosis);
}
