//! Cities of any size: Yancheng, larger or smaller.

use std::path::Path;
use std::sync::Arc;

use dabiao::policy::Budget;
use dabiao::quantity::Money;
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{LoadOptions, Parameter as P, Scenario, load};

const BASELINE: &str = "scenarios/yancheng/baseline.yaml";

/// Parameters that count things of the place, and grow with it.
const COUNTS: &[P] = &[
    P::StationStock,
    P::StationAdditions,
    P::PonPorts,
    P::PonPortsAdded,
    P::OdnCrews,
    P::GigabitSubscribers,
    P::NodeProposalRate,
    P::ConnectedEnterprises,
    P::BelowScaleEnterprises,
    P::TurnoverAboveScale,
    P::OnlineSales,
    P::OnlinePurchases,
];

/// The Yancheng baseline with all that counts things times `cities`.
pub fn cities(cities: f64) -> Arc<Scenario> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(BASELINE);
    let loaded = load(&path, &LoadOptions::default()).unwrap_or_else(|f| panic!("{f:?}"));
    let mut case = loaded.scenario;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "counts below 2⁵³"
    )]
    let times = |count: u64| (count as f64 * cities).round().max(1.0) as u64;
    for county in &mut case.counties {
        county.population = times(county.population);
        county.households = times(county.households);
        county.above_scale = times(county.above_scale);
        county.communities = times(county.communities);
        county.area_km2 *= cities;
        county.gdp = Money::from_yuan(county.gdp.yuan() * cities);
        county
            .stations
            .values_mut()
            .for_each(|stations| *stations *= cities);
    }
    for parameter in COUNTS {
        let value = &mut case.parameters[parameter.index()];
        value.base *= cities;
        match &mut value.distribution {
            Distribution::Fixed | Distribution::Discrete { .. } => (),
            Distribution::Triangular { low, high }
            | Distribution::Uniform { low, high }
            | Distribution::Lognormal { low, high } => {
                *low *= cities;
                *high *= cities;
            }
        }
    }
    for item in &mut case.items {
        let pool = times(u64::from(item.pool));
        item.pool = u32::try_from(pool).expect("few candidates");
    }
    for programme in &mut case.programmes {
        if let Budget::Stated { amounts, .. } = &mut programme.budget {
            for amount in amounts {
                *amount = Money::from_yuan(amount.yuan() * cities);
            }
        }
    }
    Arc::new(case)
}
