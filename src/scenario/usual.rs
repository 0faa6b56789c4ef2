//! The one place that says what is usual: ranges in which values of plans and their sources lie. Wide, so that they tell
//! a slip of the pen (a unit, a per cent sign, 万 for 亿) from a judgement. Knows no file and no message.

use super::parameter::Parameter::{self, *};
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
            Some(Usual { low: row.1, high: row.2, per })
        };
        row(PARAMETERS, Per::One).or_else(|| row(PER_RESIDENT, Per::Resident))
    }
}

/// Parameters that are alike in all places.
const PARAMETERS: &[(Parameter, f64, f64)] = &[
    // people and places
    (PopulationGrowth, -0.05, 0.05),
    (TownShareOfUrban, 0.05, 0.9),
    (CommunitySizeUrban, 0.5, 20.0),
    (CommunitySizeTown, 0.3, 10.0),
    (CommunitySizeSpread, 0.0, 1.5),
    (RuralFarShare, 0.0, 0.9),
    // base stations
    (StationCapex, 5.0e4, 1.0e6),
    (StationCapexFloor, 1.0e4, 5.0e5),
    (StationLearningRate, 0.0, 0.4),
    (StationPriceShock, 0.0, 0.6),
    (EnvelopeShock, 0.0, 0.6),
    (NationalStationCapex, 5.0e4, 1.0e6),
    (RelativeNewMacro, 1.0, 500.0),
    (RelativeCoSite, 1.0, 500.0),
    (RelativeLowBand, 1.0, 500.0),
    (RelativeIndoor, 1.0, 500.0),
    (MixNewMacro, 0.0, 1.0),
    (MixCoSite, 0.0, 1.0),
    (MixLowBand, 0.0, 1.0),
    (MixIndoor, 0.0, 1.0),
    (RuralCostMultiplier, 0.5, 3.0),
    (StationRunningCost, 5.0e3, 2.0e5),
    (RunningCostEnvelopeShare, 0.0, 1.0),
    (CoBuildShare, 0.1, 1.0),
    (StationsPerThousandUrban, 0.1, 20.0),
    (StationsPerThousandTown, 0.1, 20.0),
    (CellRadiusLowBand, 200.0, 10_000.0),
    (CellRadiusMidBand, 100.0, 5_000.0),
    (StationCoverage, 0.1, 0.99),
    (CandidateCoverage, 0.9, 0.9999),
    (LeadCoSite, 0.0, 24.0),
    (LeadNewSite, 1.0, 36.0),
    (PermitNewMacro, 0.1, 1.0),
    (PermitCoSite, 0.2, 1.0),
    (PermitLowBand, 0.2, 1.0),
    (PermitIndoor, 0.2, 1.0),
    (SitingSupportEffect, 0.0, 0.6),
    (SitingSupportPrice, 100.0, 1.0e5),
    (CapacityBaseRatio, 0.3, 5.0),
    (CapacityGrowth, 0.0, 1.0),
    (StationRemovals, 0.0, 0.2),
    (KitReplacement, 0.0, 0.5),
    (KitYears, 3.0, 20.0),
    (KitCostShare, 0.05, 0.9),
    // gigabit optical access
    (GigabitPassed, 0.1, 1.0),
    (GigabitUsable, 0.05, 1.0),
    (HomesPerPort, 4.0, 130.0),
    (PortPrice, 200.0, 2.0e4),
    (UpgradePerHome, 1.0, 1.0e3),
    (FeederNear, 500.0, 1.0e7),
    (FeederMiddle, 1.0e3, 3.0e7),
    (FeederFar, 2.0e3, 5.0e7),
    (GreenfieldShare, 0.0, 0.5),
    (GreenfieldPerHome, 100.0, 1.0e4),
    (CommercialThreshold, 50.0, 3.0e3),
    (AccessEnvelopeFactor, 0.1, 5.0),
    (PonPark, 0.01, 1.0),
    (OdnReadyUrban, 0.05, 1.0),
    (OdnReadyTown, 0.05, 1.0),
    (OdnReadyRural, 0.05, 1.0),
    (OdnCost, 20.0, 2.0e3),
    (OdnSpontaneous, 0.0, 0.5),
    (AccessLead, 0.0, 36.0),
    (OdnLead, 0.0, 36.0),
    (TakeUpDamping, 0.2, 1.5),
    (GigabitIncrementShare, 0.02, 1.0),
    // identifier resolution
    (NodeInvestment, 5.0e5, 3.0e8),
    (NodeMonthsApproved, 0.0, 36.0),
    (NodeMonthsBuilt, 0.0, 48.0),
    (NodeMonthsConnected, 0.0, 36.0),
    (NodeMonthsOperating, 0.0, 36.0),
    (NodeSuccess, 0.2, 1.0),
    (NodeGrantEffect, 0.0, 10.0),
    (NodeChainElasticity, 0.0, 2.0),
    (SponsorGoesOn, 0.0, 1.0),
    (NodeMilestoneApproved, 0.0, 1.0),
    (NodeMilestoneBuilt, 0.0, 1.0),
    (NodeRunningCost, 5.0e4, 5.0e7),
    (ConnectionLevel1, 0.0, 1.0),
    (ConnectionLevel2, 0.0, 1.0),
    (ConnectionLevel3, 0.0, 1.5),
    (ConnectionLevel4, 0.0, 2.0),
    (IdentifiersPerEnterprise, 100.0, 1.0e9),
    (IdentifiersMidpoint, 1.0, 60.0),
    (IdentifiersSteepness, 0.2, 20.0),
    (ChainsPerNode, 1.0, 50.0),
    // enterprises
    (SizeLargeShare, 0.0, 0.2),
    (SizeMediumShare, 0.005, 0.5),
    (Chains, 3.0, 100.0),
    (LeadingChainShare, 0.05, 1.0),
    (TurnoverRatioMedium, 1.0, 100.0),
    (TurnoverRatioLarge, 2.0, 1_000.0),
    (TurnoverSpread, 0.0, 2.0),
    (CostBelowScale, 5.0e3, 2.0e6),
    (CostSmall, 2.0e4, 1.0e7),
    (CostMedium, 1.0e5, 3.0e7),
    (CostLarge, 5.0e5, 3.0e8),
    (CostSpread, 0.0, 2.0),
    (CostShareStart, 0.02, 0.95),
    (CostShareLevel2, 0.02, 0.95),
    (CostShareLevel3, 0.02, 0.95),
    (CostShareLevel4, 0.02, 0.95),
    (PaymentYears, 1.0, 5.0),
    (StartedAboveScale, 0.0, 0.95),
    (StartedBelowScale, 0.0, 0.8),
    (BaseLevel2, 0.0, 0.8),
    (BaseLevel3, 0.0, 0.6),
    (BaseLevel4, 0.0, 0.4),
    (StartWeightMedium, 0.1, 20.0),
    (StartWeightLarge, 0.1, 50.0),
    (Diagnosed, 0.0, 1.0),
    (BassP, 0.0005, 0.2),
    (BassQ, 0.02, 1.2),
    (FactorDiagnosed, 0.2, 20.0),
    (SupportEffect, 0.0, 20.0),
    (FactorActionPlan, 0.2, 10.0),
    (FactorGigabit, 0.2, 10.0),
    (FactorCoverage, 0.2, 10.0),
    (FactorNode, 0.2, 10.0),
    (RiseLevel2, 0.005, 1.0),
    (RiseLevel3, 0.003, 1.0),
    (RiseLevel4, 0.001, 1.0),
    (PeerCountyWeight, 0.0, 1.0),
    (DiagnosisPrice, 500.0, 2.0e5),
    // online trade
    (IndustrialPartSales, 0.02, 1.0),
    (IndustrialPartPurchases, 0.02, 1.0),
    (OnlineShareLevel0, 0.0, 0.5),
    (OnlineShareLevel1, 0.0, 0.6),
    (OnlineShareLevel2, 0.0, 0.7),
    (OnlineShareLevel3, 0.0, 0.8),
    (OnlineShareLevel4, 0.0, 0.9),
    (MarketGrowth, -0.2, 0.3),
    (OnlineRestGrowth, -0.2, 0.5),
    // cultivation
    (CandidateGrowth, 0.0, 1.0),
    (CandidateSpread, 0.0, 2.0),
    // funds
    (ProvincialFundShare, 0.001, 1.0),
    (TopUpRatio, 0.0, 5.0),
];

/// Parameters that grow with the place, for each resident.
const PER_RESIDENT: &[(Parameter, f64, f64)] = &[
    (StationStock, 1.0e-4, 1.0e-2),
    (PonPorts, 1.0e-3, 0.5),
    (OdnCrews, 1.0e-3, 1.0),
    (GigabitSubscribers, 1.0e-3, 0.6),
    (BelowScaleEnterprises, 1.0e-4, 5.0e-2),
    (TurnoverAboveScale, 3.0e3, 3.0e6),
    (OnlineSales, 50.0, 5.0e5),
    (OnlinePurchases, 20.0, 5.0e5),
];

/// Counts for which nothing is usual: none at all is as good as many.
#[cfg(test)]
const OPEN: &[Parameter] = &[
    StationAdditions,
    PonPortsAdded,
    Nodes,
    NodeProposalRate,
    ConnectedEnterprises,
];

/// Keys of a programme. Nothing at all is usual too where the range begins at 0.
pub(super) const PROGRAMME: &[(&str, Measure, f64, f64)] = &[
    ("rate", Measure::Share, 0.01, 1.0),
    ("interest", Measure::Rate, 0.002, 0.1),
    ("loan_share", Measure::Share, 0.05, 1.0),
    ("cap", Measure::Money, 100.0, 2.0e8),
    ("unit_price", Measure::Money, 100.0, 1.0e6),
    ("award", Measure::Money, 1.0e3, 1.0e7),
    ("share", Measure::Share, 0.005, 1.0),
    ("envelope", Measure::Share, 0.05, 5.0),
];
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
