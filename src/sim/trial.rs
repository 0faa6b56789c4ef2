//! A case made in code, for tests of the simulation: eleven counties of invented but plausible numbers, every parameter
//! fixed, no programmes, few stations. Tests change what they ask about.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::prelude::World;

use super::setting::Dice;
use super::{Foundation, observe, world, year};
use crate::indicator::Evidence;
use crate::language::Text;
use crate::policy::instrument::{AwardOnRecognition, CompletionReward, FreeDiagnosis, Instrument};
use crate::policy::{Allocation, Budget, Filter, Funder, Order, Programme, Supports};
use crate::quantity::Money;
use crate::random::Draws;
use crate::scenario::resolved::{
    Bands, County, CultivationItem, Distribution, Drivers, GigabitDenominator, Grade, National,
    ParameterValue, Provenance,
};
use crate::scenario::{Parameter, Scenario};

fn provenance() -> Provenance {
    Provenance {
        source: "test".to_owned(),
        grade: Grade::C,
        known_by: 2022,
    }
}

/// Values that differ from the smallest allowed one.
const VALUES: &[(Parameter, f64)] = &[
    (Parameter::TownShareOfUrban, 0.4),
    (Parameter::CommunitySizeUrban, 3.0),
    (Parameter::CommunitySizeTown, 2.0),
    (Parameter::CommunitySizeSpread, 0.4),
    (Parameter::RuralFarShare, 0.3),
    (Parameter::StationStock, 100.0),
    (Parameter::StationAdditions, 30.0),
    (Parameter::StationCapex, 185_000.0),
    (Parameter::NationalStationCapex, 203_000.0),
    (Parameter::RelativeNewMacro, 55.0),
    (Parameter::RelativeCoSite, 18.0),
    (Parameter::RelativeLowBand, 12.0),
    (Parameter::RelativeIndoor, 9.0),
    (Parameter::MixNewMacro, 0.05),
    (Parameter::MixCoSite, 0.45),
    (Parameter::MixLowBand, 0.3),
    (Parameter::MixIndoor, 0.2),
    (Parameter::RuralCostMultiplier, 1.15),
    (Parameter::CoBuildShare, 0.9),
    (Parameter::StationsPerThousandUrban, 0.016),
    (Parameter::StationsPerThousandTown, 0.012),
    (Parameter::CellRadiusLowBand, 12_000.0),
    (Parameter::CellRadiusMidBand, 6000.0),
    (Parameter::StationCoverage, 0.7),
    (Parameter::CandidateCoverage, 0.999),
    (Parameter::CapacityBaseRatio, 1.3),
    (Parameter::GigabitPassed, 0.9),
    (Parameter::GigabitUsable, 0.75),
    (Parameter::Nodes, 1.0),
    (Parameter::ConnectionLevel1, 0.03),
    (Parameter::ConnectionLevel2, 0.08),
    (Parameter::ConnectionLevel3, 0.15),
    (Parameter::ConnectionLevel4, 0.25),
    (Parameter::ConnectedEnterprises, 20.0),
    (Parameter::IdentifiersPerEnterprise, 2.0e6),
    (Parameter::IdentifiersMidpoint, 18.0),
    (Parameter::IdentifiersSteepness, 2.0),
    (Parameter::BelowScaleEnterprises, 25_000.0),
    (Parameter::SizeLargeShare, 0.015),
    (Parameter::SizeMediumShare, 0.085),
    (Parameter::Chains, 23.0),
    (Parameter::LeadingChainShare, 0.5),
    (Parameter::TurnoverAboveScale, 9.7e11),
    (Parameter::TurnoverRatioMedium, 5.0),
    (Parameter::TurnoverRatioLarge, 30.0),
    (Parameter::TurnoverSpread, 0.8),
    (Parameter::CostBelowScale, 150_000.0),
    (Parameter::CostSmall, 800_000.0),
    (Parameter::CostMedium, 2.5e6),
    (Parameter::CostLarge, 1.5e7),
    (Parameter::CostSpread, 0.6),
    (Parameter::CostShareStart, 0.35),
    (Parameter::CostShareLevel2, 0.25),
    (Parameter::CostShareLevel3, 0.25),
    (Parameter::CostShareLevel4, 0.15),
    (Parameter::PaymentYears, 2.0),
    (Parameter::StartedAboveScale, 0.38),
    (Parameter::StartedBelowScale, 0.02),
    (Parameter::BaseLevel2, 0.22),
    (Parameter::BaseLevel3, 0.07),
    (Parameter::BaseLevel4, 0.01),
    (Parameter::StartWeightMedium, 1.5),
    (Parameter::StartWeightLarge, 3.0),
    (Parameter::Diagnosed, 0.45),
    (Parameter::BassP, 0.02),
    (Parameter::BassQ, 0.38),
    (Parameter::FactorDiagnosed, 3.0),
    (Parameter::SupportEffect, 1.5),
    (Parameter::FactorActionPlan, 1.8),
    (Parameter::FactorGigabit, 1.0),
    (Parameter::FactorCoverage, 1.0),
    (Parameter::FactorNode, 1.0),
    (Parameter::RiseLevel2, 0.22),
    (Parameter::RiseLevel3, 0.12),
    (Parameter::RiseLevel4, 0.06),
    (Parameter::PeerCountyWeight, 0.5),
    (Parameter::DiagnosisPrice, 15_000.0),
    (Parameter::OnlineSales, 4.0e10),
    (Parameter::OnlinePurchases, 3.0e10),
    (Parameter::IndustrialPartSales, 0.55),
    (Parameter::IndustrialPartPurchases, 0.7),
    (Parameter::OnlineShareLevel0, 0.01),
    (Parameter::OnlineShareLevel1, 0.02),
    (Parameter::OnlineShareLevel2, 0.04),
    (Parameter::OnlineShareLevel3, 0.07),
    (Parameter::OnlineShareLevel4, 0.1),
    (Parameter::MarketGrowth, 0.05),
    (Parameter::OnlineRestGrowth, 0.08),
    (Parameter::CandidateGrowth, 0.1),
    (Parameter::CandidateSpread, 0.3),
];

/// Parameters that may be negative: nothing changes by itself.
const STILL: &[Parameter] = &[Parameter::PopulationGrowth];

/// The case.
pub fn case() -> Scenario {
    let mut parameters: Vec<ParameterValue> = Parameter::ALL
        .iter()
        .map(|p| ParameterValue {
            base: if STILL.contains(p) {
                0.0
            } else {
                p.row().range.0
            },
            distribution: Distribution::Fixed,
            provenance: provenance(),
        })
        .collect();
    for (parameter, value) in VALUES {
        parameters[parameter.index()].base = *value;
    }
    let above = [658, 430, 440, 250, 62, 130, 400, 370, 400, 270, 190];
    let communities = [379, 273, 254, 181, 42, 33, 248, 274, 339, 304, 167];
    let counties = (0_u64..)
        .zip(above.into_iter().zip(communities))
        .map(|(index, (above_scale, communities))| County {
            code: format!("{index:06}"),
            name: Text::new("县", "county"),
            population: 400_000 + 40_000 * index,
            households: 150_000 + 14_000 * index,
            area_km2: 1500.0,
            urban_share: 0.6,
            gdp: Money::from_yuan(5e10),
            above_scale,
            communities,
            stations: BTreeMap::from([(2021, 5.0), (2022, 8.0)]),
            peer_group: format!("{index:06}"),
            tile: None,
        })
        .collect();
    Scenario {
        id: "trial".to_owned(),
        name: Text::new("试", "trial"),
        description: Text::new("试", "trial"),
        region: Text::new("市", "city"),
        illustrative: false,
        base_year: 2022,
        end_year: 2030,
        population_seed: 1,
        seed: 1,
        runs: 10,
        weight: 1,
        bands: Bands {
            likely: 0.7,
            unlikely: 0.3,
        },
        gigabit_coverage: GigabitDenominator::Passed,
        action_plan: (2022, 2024),
        counties,
        national: National {
            capex: BTreeMap::from([(2021, 1.849e11), (2022, 1.803e11)]),
            stations: BTreeMap::from([(2021, 1.425e6), (2022, 2.312e6)]),
            provenance: provenance(),
        },
        parameters,
        programmes: Vec::new(),
        programme_sources: Vec::new(),
        items: Vec::new(),
        planned_nodes: Vec::new(),
        targets: Vec::new(),
        target_sources: Vec::new(),
        observed: Vec::new(),
        files: Vec::new(),
        overlays: Vec::new(),
        hash: String::new(),
    }
}

/// A programme from 2023 to 2030 with the same money each year, shared by population, without carry-over.
pub fn programme(id: &str, supports: Supports, instrument: Instrument, yearly: f64) -> Programme {
    Programme {
        id: id.to_owned(),
        name: Text::new(id, id),
        funder: Funder::City,
        instrument,
        supports,
        filter: Filter::default(),
        budget: Budget::Stated {
            amounts: vec![Money::from_yuan(yearly); 8],
            scaled_by: None,
        },
        allocation: Allocation::Population,
        order: Order::Lot,
        matching: None,
        carry_over: 0.0,
        first_year: 2023,
        last_year: 2030,
        payment_lag: 0,
    }
}

/// Free diagnoses at the drawn price.
pub fn diagnoses(yearly: f64) -> Programme {
    let instrument = Instrument::FreeDiagnosis(FreeDiagnosis { unit_price: None });
    programme("a_diagnoses", Supports::Diagnosis, instrument, yearly)
}

/// Rewards for 15 % of a step.
pub fn rewards(yearly: f64) -> Programme {
    let instrument = Instrument::CompletionReward(CompletionReward {
        rate: 0.15,
        cap: Some(Money::from_yuan(5e5)),
    });
    programme("b_rewards", Supports::Enterprise, instrument, yearly)
}

/// Enterprises' own money.
pub fn own_funds() -> Programme {
    let mut line = programme("c_own", Supports::Enterprise, Instrument::OwnFunds, 0.0);
    line.funder = Funder::Enterprise;
    line.budget = Budget::AsNeeded;
    line
}

/// Awards on recognition.
pub fn recognition_awards(amount: f64, yearly: f64) -> Programme {
    let instrument = Instrument::AwardOnRecognition(AwardOnRecognition {
        amount: Money::from_yuan(amount),
    });
    programme("d_recognition", Supports::Cultivation, instrument, yearly)
}

/// A cultivated item.
pub fn item(pool: u32, quota: u32, drivers: Drivers) -> CultivationItem {
    CultivationItem {
        id: "bases".to_owned(),
        name: Text::new("基地", "bases"),
        unit: Text::new("个", "bases"),
        pool,
        base: Some(4),
        quota,
        drivers,
        evidence: Evidence::Supplied,
        provenance: provenance(),
    }
}

/// Sets a parameter.
pub fn set(case: &mut Scenario, parameter: Parameter, value: f64) {
    case.parameters[parameter.index()].base = value;
}

/// Adds programmes, in order of id as the check leaves them.
pub fn fund(case: &mut Scenario, programmes: Vec<Programme>) {
    case.programmes.extend(programmes);
    case.programmes.sort_by(|a, b| a.id.cmp(&b.id));
    case.programme_sources = case.programmes.iter().map(|_| provenance()).collect();
}

/// A world in the base year.
pub fn start(case: &Arc<Scenario>, foundation: &Arc<Foundation>, run: u32) -> World {
    let dice = Dice {
        state: Draws::new(case.seed, run),
        events: Draws::new(case.seed, run),
    };
    let mut world = world::build(case, foundation);
    world::begin(&mut world, dice);
    observe::year(&mut world);
    world
}

/// One more year.
pub fn step(world: &mut World) {
    world.run_schedule(year::Yearly);
    observe::year(world);
    world.clear_trackers();
}
