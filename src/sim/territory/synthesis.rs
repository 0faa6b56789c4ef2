//! Communities made from county totals, which they meet exactly: largest remainder, ties by position.

use crate::policy::Area;
use crate::quantity::largest_remainder;
use crate::random::{Decision, Draws};
use crate::scenario::resolved::County;
use crate::scenario::{Parameter, Scenario};

/// How far a community lies from an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// Urban communities.
    Near,
    /// Towns and nearer villages.
    Middle,
    /// Far villages.
    Far,
}

/// A residential community or administrative village.
#[derive(Debug, Clone, PartialEq)]
pub struct Community {
    /// County (index).
    pub county: u16,
    /// Class.
    pub area: Area,
    /// Distance class.
    pub distance: Distance,
    /// Households.
    pub households: u32,
    /// Residents at the end of the base year.
    pub people: u32,
    /// Land area in km².
    pub area_km2: f64,
}

/// All communities, in order of county, class and size draw. A community's id is its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Territory {
    /// The communities.
    pub communities: Vec<Community>,
    /// For each county, its communities' positions.
    pub of_county: Vec<std::ops::Range<usize>>,
}

impl Territory {
    /// Makes the communities of `scenario`: a function of its places and population seed alone.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let draws = Draws::shared(scenario.population_seed);
        let mut communities = Vec::new();
        let mut of_county = Vec::new();
        for (index, county) in scenario.counties.iter().enumerate() {
            let first = communities.len();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the check allows fewer than 2¹⁶ counties"
            )]
            settle(scenario, index as u16, county, &draws, &mut communities);
            of_county.push(first..communities.len());
        }
        Self {
            communities,
            of_county,
        }
    }

    /// Households of a county.
    #[must_use]
    pub fn households(&self, county: usize) -> u64 {
        self.of_county[county]
            .clone()
            .map(|k| u64::from(self.communities[k].households))
            .sum()
    }
}

fn settle(
    scenario: &Scenario,
    index: u16,
    county: &County,
    draws: &Draws,
    communities: &mut Vec<Community>,
) {
    let town = scenario.base(Parameter::TownShareOfUrban);
    let spread = scenario.base(Parameter::CommunitySizeSpread);
    let far = scenario.base(Parameter::RuralFarShare);
    let people_share = [
        county.urban_share * (1.0 - town),
        county.urban_share * town,
        1.0 - county.urban_share,
    ];
    let size = [
        scenario.base(Parameter::CommunitySizeUrban),
        scenario.base(Parameter::CommunitySizeTown),
        1.0,
    ];
    let number_weights: Vec<f64> = (0..3)
        .map(|class| people_share[class] / size[class])
        .collect();
    let numbers = at_least_one(
        largest_remainder(signed(county.communities), &number_weights),
        &number_weights,
    );
    let households = largest_remainder(signed(county.households), &people_share);
    let people = largest_remainder(signed(county.population), &people_share);
    let rural = numbers[2].max(1);
    for (class, area) in Area::ALL.into_iter().enumerate() {
        let number = usize::try_from(numbers[class]).expect("a count");
        let first = communities.len();
        let agent = |j: usize| u32::try_from(first + j).expect("fewer than 2³² communities");
        let weights: Vec<f64> = (0..number)
            .map(|j| libm::exp(spread * draws.normal(Decision::CommunitySize, agent(j), 0)))
            .collect();
        let households = largest_remainder(households[class], &weights);
        let people = largest_remainder(people[class], &weights);
        for j in 0..number {
            let far_village = area == Area::Rural
                && draws.uniform(Decision::CommunityDistance, agent(j), 0) < far;
            let distance = match area {
                Area::Urban => Distance::Near,
                Area::Rural if far_village => Distance::Far,
                Area::Town | Area::Rural => Distance::Middle,
            };
            #[expect(clippy::cast_precision_loss, reason = "communities are far below 2⁵³")]
            let rural_area = county.area_km2 / rural as f64;
            communities.push(Community {
                county: index,
                area,
                distance,
                households: u32::try_from(households[j]).expect("fewer than 2³² households"),
                people: u32::try_from(people[j]).expect("fewer than 2³² people"),
                area_km2: if area == Area::Rural { rural_area } else { 0.0 },
            });
        }
    }
}

/// Gives every class that has people at least one community, taken from the class with most.
fn at_least_one(mut numbers: Vec<i64>, weights: &[f64]) -> Vec<i64> {
    for class in 0..numbers.len() {
        if weights[class] > 0.0 && numbers[class] == 0 {
            let most = (0..numbers.len())
                .max_by_key(|c| (numbers[*c], usize::MAX - c))
                .expect("three classes");
            if numbers[most] > 1 {
                numbers[most] -= 1;
            }
            numbers[class] = 1;
        }
    }
    numbers
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).expect("the check keeps counts below 2⁶³")
}
