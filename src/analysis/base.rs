//! Which input is the base value of an indicator, and how good it is.

use crate::indicator::{Indicator, IndicatorId};
use crate::scenario::resolved::{CultivationItem, Grade};
use crate::scenario::{Parameter, Scenario};

/// The parameter an indicator's base-year value comes from, if it comes from one.
#[must_use]
pub fn base_parameter(indicator: IndicatorId) -> Option<Parameter> {
    use Indicator as I;
    let indicator = I::ALL.get(indicator.index())?;
    Some(match indicator {
        I::BaseStations | I::StationsPer10k => Parameter::StationStock,
        I::PopulationCoverage | I::VillagesCovered => Parameter::StationCoverage,
        I::GigabitPassed | I::GigabitPassedUrban => Parameter::GigabitPassed,
        I::GigabitUsable | I::GigabitUsableUrban => Parameter::GigabitUsable,
        I::PonPorts | I::PonPortShare | I::GigabitNominal | I::GigabitNominalUrban => {
            Parameter::PonPorts
        }
        I::GigabitSubscribers => Parameter::GigabitSubscribers,
        I::SecondaryNodes => Parameter::Nodes,
        I::EnterprisesStarted | I::EnterprisesStartedShare => Parameter::StartedAboveScale,
        I::StartedBelowScale => Parameter::StartedBelowScale,
        I::EnterprisesLevel2 => Parameter::BaseLevel2,
        I::EnterprisesLevel3 => Parameter::BaseLevel3,
        I::EnterprisesLevel4 => Parameter::BaseLevel4,
        I::EnterprisesDiagnosed => Parameter::Diagnosed,
        I::OnlineSales | I::OnlineSalesGrowth => Parameter::OnlineSales,
        I::OnlinePurchases | I::OnlinePurchasesGrowth => Parameter::OnlinePurchases,
        _ => return None,
    })
}

/// The cultivated item an indicator counts, if it is one.
pub(super) fn cultivated(scenario: &Scenario, indicator: IndicatorId) -> Option<&CultivationItem> {
    let item = indicator.index().checked_sub(Indicator::ALL.len())?;
    scenario.items.get(item)
}

/// How good the base value of an indicator is; none where there is no base value, or none that is an input.
#[must_use]
pub fn base_grade(scenario: &Scenario, indicator: IndicatorId) -> Option<Grade> {
    if let Some(item) = cultivated(scenario, indicator) {
        return item.base.map(|_| item.provenance.grade);
    }
    base_parameter(indicator).map(|p| scenario.parameter(p).provenance.grade)
}
