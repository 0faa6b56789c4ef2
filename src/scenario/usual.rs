//! The one place that says what is usual: ranges in which values of plans and their sources lie. Wide, so that they tell
//! a slip of the pen (a unit, a per cent sign, 万 for 亿) from a judgement. Knows no file and no message.

use super::format::measure;
use super::parameter::Parameter;
use super::parameter::Parameter as P;
use super::shape::bound;
use crate::quantity::Measure;

/// What a usual range is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// The value itself.
    One,
    /// The value for each resident of the scenario's counties in the base year, since it grows with the place.
    Resident,
}

/// A range in which values usually lie, in the engine's unit (money in yuan, shares as fractions).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// Smallest usual value.
    pub low: f64,
    /// Largest usual value.
    pub high: f64,
    /// What it is counted for.
    pub per: Per,
}

impl Parameter {
    /// Its usual range; none where values depend on the place in a way that is not its size.
    #[must_use]
    pub fn usual(self) -> Option<Usual> {
        let row = |rows: &[(Self, f64, f64)], per: Per| {
            let row = rows.iter().find(|(parameter, ..)| *parameter == self)?;
            Some(Usual {
                low: row.1,
                high: row.2,
                per,
            })
        };
        row(PARAMETERS, Per::One).or_else(|| row(PER_RESIDENT, Per::Resident))
    }
}

impl Usual {
    /// Its ends as a scenario writes them; what is counted for each resident says so.
    #[must_use]
    pub fn words(self, parameter: Parameter) -> String {
        let measure = measure(parameter.row().dimension);
        let (low, high) = (bound(measure, self.low), bound(measure, self.high));
        match self.per {
            Per::One => format!("{low} to {high}"),
            Per::Resident => format!("{low} to {high} a resident"),
        }
    }
}

/// Parameters that are alike in all places.
const PARAMETERS: &[(Parameter, f64, f64)] = &[
    // people and places
    (P::PopulationGrowth, -0.05, 0.05),
    (P::TownShareOfUrban, 0.05, 0.9),
    (P::CommunitySizeUrban, 0.5, 20.0),
    (P::CommunitySizeTown, 0.3, 10.0),
    (P::CommunitySizeSpread, 0.0, 1.5),
    (P::RuralFarShare, 0.0, 0.9),
    // base stations
    (P::StationCapex, 5.0e4, 1.0e6),
    (P::StationCapexFloor, 1.0e4, 5.0e5),
    (P::StationLearningRate, 0.0, 0.4),
    (P::StationPriceShock, 0.0, 0.6),
    (P::EnvelopeShock, 0.0, 0.6),
    (P::NationalStationCapex, 5.0e4, 1.0e6),
    (P::RelativeNewMacro, 1.0, 500.0),
    (P::RelativeCoSite, 1.0, 500.0),
    (P::RelativeLowBand, 1.0, 500.0),
    (P::RelativeIndoor, 1.0, 500.0),
    (P::MixNewMacro, 0.0, 1.0),
    (P::MixCoSite, 0.0, 1.0),
    (P::MixLowBand, 0.0, 1.0),
    (P::MixIndoor, 0.0, 1.0),
    (P::RuralCostMultiplier, 0.5, 3.0),
    (P::StationRunningCost, 5.0e3, 2.0e5),
    (P::RunningCostEnvelopeShare, 0.0, 1.0),
    (P::CoBuildShare, 0.1, 1.0),
    (P::StationsPerThousandUrban, 0.1, 20.0),
    (P::StationsPerThousandTown, 0.1, 20.0),
    (P::CellRadiusLowBand, 200.0, 10_000.0),
    (P::CellRadiusMidBand, 100.0, 5_000.0),
    (P::StationCoverage, 0.1, 0.99),
    (P::CandidateCoverage, 0.9, 0.9999),
    (P::LeadCoSite, 0.0, 24.0),
    (P::LeadNewSite, 1.0, 36.0),
    (P::PermitNewMacro, 0.1, 1.0),
    (P::PermitCoSite, 0.2, 1.0),
    (P::PermitLowBand, 0.2, 1.0),
    (P::PermitIndoor, 0.2, 1.0),
    (P::SitingSupportEffect, 0.0, 0.6),
    (P::SitingSupportPrice, 100.0, 1.0e5),
    (P::CapacityBaseRatio, 0.3, 5.0),
    (P::CapacityGrowth, 0.0, 1.0),
    (P::StationRemovals, 0.0, 0.2),
    (P::KitReplacement, 0.0, 0.5),
    (P::KitYears, 3.0, 20.0),
    (P::KitCostShare, 0.05, 0.9),
    // gigabit optical access
    (P::GigabitPassed, 0.1, 1.0),
    (P::GigabitUsable, 0.05, 1.0),
    (P::HomesPerPort, 4.0, 130.0),
    (P::PortPrice, 200.0, 2.0e4),
    (P::UpgradePerHome, 1.0, 1.0e3),
    (P::FeederNear, 500.0, 1.0e7),
    (P::FeederMiddle, 1.0e3, 3.0e7),
    (P::FeederFar, 2.0e3, 5.0e7),
    (P::GreenfieldShare, 0.0, 0.5),
    (P::GreenfieldPerHome, 100.0, 1.0e4),
    (P::CommercialThreshold, 50.0, 3.0e3),
    (P::AccessEnvelopeFactor, 0.1, 5.0),
    (P::PonPark, 0.01, 1.0),
    (P::OdnReadyUrban, 0.05, 1.0),
    (P::OdnReadyTown, 0.05, 1.0),
    (P::OdnReadyRural, 0.05, 1.0),
    (P::OdnCost, 20.0, 2.0e3),
    (P::OdnSpontaneous, 0.0, 0.5),
    (P::AccessLead, 0.0, 36.0),
    (P::OdnLead, 0.0, 36.0),
    (P::TakeUpDamping, 0.2, 1.5),
    (P::GigabitIncrementShare, 0.02, 1.0),
    // identifier resolution
    (P::NodeInvestment, 5.0e5, 3.0e8),
    (P::NodeMonthsApproved, 0.0, 36.0),
    (P::NodeMonthsBuilt, 0.0, 48.0),
    (P::NodeMonthsConnected, 0.0, 36.0),
    (P::NodeMonthsOperating, 0.0, 36.0),
    (P::NodeSuccess, 0.2, 1.0),
    (P::NodeGrantEffect, 0.0, 10.0),
    (P::NodeChainElasticity, 0.0, 2.0),
    (P::SponsorGoesOn, 0.0, 1.0),
    (P::NodeMilestoneApproved, 0.0, 1.0),
    (P::NodeMilestoneBuilt, 0.0, 1.0),
    (P::NodeRunningCost, 5.0e4, 5.0e7),
    (P::ConnectionLevel1, 0.0, 1.0),
    (P::ConnectionLevel2, 0.0, 1.0),
    (P::ConnectionLevel3, 0.0, 1.5),
    (P::ConnectionLevel4, 0.0, 2.0),
    (P::IdentifiersPerEnterprise, 100.0, 1.0e9),
    (P::IdentifiersMidpoint, 1.0, 60.0),
    (P::IdentifiersSteepness, 0.2, 20.0),
    (P::ChainsPerNode, 1.0, 50.0),
    // enterprises
    (P::SizeLargeShare, 0.0, 0.2),
    (P::SizeMediumShare, 0.005, 0.5),
    (P::Chains, 3.0, 100.0),
    (P::LeadingChainShare, 0.05, 1.0),
    (P::TurnoverRatioMedium, 1.0, 100.0),
    (P::TurnoverRatioLarge, 2.0, 1_000.0),
    (P::TurnoverSpread, 0.0, 2.0),
    (P::CostBelowScale, 5.0e3, 2.0e6),
    (P::CostSmall, 2.0e4, 1.0e7),
    (P::CostMedium, 1.0e5, 3.0e7),
    (P::CostLarge, 5.0e5, 3.0e8),
    (P::CostSpread, 0.0, 2.0),
    (P::CostShareStart, 0.02, 0.95),
    (P::CostShareLevel2, 0.02, 0.95),
    (P::CostShareLevel3, 0.02, 0.95),
    (P::CostShareLevel4, 0.02, 0.95),
    (P::PaymentYears, 1.0, 5.0),
    (P::StartedAboveScale, 0.0, 0.95),
    (P::StartedBelowScale, 0.0, 0.8),
    (P::BaseLevel2, 0.0, 0.8),
    (P::BaseLevel3, 0.0, 0.6),
    (P::BaseLevel4, 0.0, 0.4),
    (P::StartWeightMedium, 0.1, 20.0),
    (P::StartWeightLarge, 0.1, 50.0),
    (P::Diagnosed, 0.0, 1.0),
    (P::BassP, 0.0005, 0.2),
    (P::BassQ, 0.02, 1.2),
    (P::FactorDiagnosed, 0.2, 20.0),
    (P::SupportEffect, 0.0, 20.0),
    (P::FactorActionPlan, 0.2, 10.0),
    (P::FactorGigabit, 0.2, 10.0),
    (P::FactorCoverage, 0.2, 10.0),
    (P::FactorNode, 0.2, 10.0),
    (P::RiseLevel2, 0.005, 1.0),
    (P::RiseLevel3, 0.003, 1.0),
    (P::RiseLevel4, 0.001, 1.0),
    (P::PeerCountyWeight, 0.0, 1.0),
    (P::DiagnosisPrice, 500.0, 2.0e5),
    // online trade
    (P::IndustrialPartSales, 0.02, 1.0),
    (P::IndustrialPartPurchases, 0.02, 1.0),
    (P::OnlineShareLevel0, 0.0, 0.5),
    (P::OnlineShareLevel1, 0.0, 0.6),
    (P::OnlineShareLevel2, 0.0, 0.7),
    (P::OnlineShareLevel3, 0.0, 0.8),
    (P::OnlineShareLevel4, 0.0, 0.9),
    (P::MarketGrowth, -0.2, 0.3),
    (P::OnlineRestGrowth, -0.2, 0.5),
    // cultivation
    (P::CandidateGrowth, 0.0, 1.0),
    (P::CandidateSpread, 0.0, 2.0),
    // funds
    (P::ProvincialFundShare, 0.001, 1.0),
    (P::TopUpRatio, 0.0, 5.0),
];

/// Parameters that grow with the place, for each resident.
const PER_RESIDENT: &[(Parameter, f64, f64)] = &[
    (P::StationStock, 1.0e-4, 1.0e-2),
    (P::PonPorts, 1.0e-3, 0.5),
    (P::OdnCrews, 1.0e-3, 1.0),
    (P::GigabitSubscribers, 1.0e-3, 0.6),
    (P::BelowScaleEnterprises, 1.0e-4, 5.0e-2),
    (P::TurnoverAboveScale, 3.0e3, 3.0e6),
    (P::OnlineSales, 50.0, 5.0e5),
    (P::OnlinePurchases, 20.0, 5.0e5),
];

/// Counts for which nothing is usual: none at all is as good as many.
#[cfg(test)]
const OPEN: &[Parameter] = &[
    P::StationAdditions,
    P::PonPortsAdded,
    P::Nodes,
    P::NodeProposalRate,
    P::ConnectedEnterprises,
];

/// Keys of a programme.
pub(super) const PROGRAMME: &[(&str, Measure, f64, f64)] = &[
    ("rate", Measure::Share, 0.02, 1.0),
    ("interest", Measure::Rate, 0.002, 0.1),
    ("loan_share", Measure::Share, 0.05, 1.0),
    ("cap", Measure::Money, 100.0, 2.0e8),
    ("unit_price", Measure::Money, 100.0, 1.0e6),
    ("award", Measure::Money, 1.0e3, 1.0e7),
    ("share", Measure::Share, 0.005, 1.0),
    ("envelope", Measure::Share, 0.05, 5.0),
];
/// Usual values of a programme's `key`, in the engine's unit; none where nothing is usual.
#[must_use]
pub fn of_programme(key: &str) -> Option<(f64, f64)> {
    let row = PROGRAMME.iter().find(|(known, ..)| *known == key)?;
    Some((row.2, row.3))
}

/// Public money of a programme or fund for each resident and year, in yuan.
pub(super) const PUBLIC_MONEY: (f64, f64) = (0.02, 200.0);
/// Gross domestic product for each resident, in yuan.
pub(super) const GDP: (f64, f64) = (5.0e3, 1.0e6);
/// Households for each resident.
pub(super) const HOUSEHOLDS: (f64, f64) = (0.15, 1.0);
/// Share of residents who are urban.
pub(super) const URBAN_SHARE: (f64, f64) = (0.02, 1.0);
/// National 5G capital of a year, in yuan.
pub(super) const NATIONAL_CAPEX: (f64, f64) = (1.0e9, 2.0e12);
/// National 5G stations.
pub(super) const NATIONAL_STATIONS: (f64, f64) = (1.0e4, 5.0e7);
/// A target beyond so many times the base value is no target but a slip of the unit.
pub(super) const TIMES_THE_BASE: f64 = 100.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_usual_in_one_way() {
        for parameter in Parameter::ALL {
            let rows = PARAMETERS.iter().chain(PER_RESIDENT);
            let ranged = rows.filter(|(p, ..)| p == parameter).count();
            let open = OPEN.iter().filter(|p| *p == parameter).count();
            assert_eq!(ranged + open, 1, "{}", parameter.row().key);
        }
    }

    #[test]
    fn what_is_usual_is_allowed() {
        for (parameter, low, high) in PARAMETERS {
            let (least, most) = parameter.row().range;
            let key = parameter.row().key;
            assert!(low < high, "{key}");
            assert!(least <= *low && *high <= most, "{key}: {least} to {most}");
        }
        assert!(PER_RESIDENT.iter().all(|(_, low, high)| low < high));
    }
}
