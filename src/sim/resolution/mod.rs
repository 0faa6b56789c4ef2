//! Secondary nodes of identifier resolution: few and lumpy projects with stages. Knows no station or fibre; of enterprises
//! only the census.

mod components;
mod proposal;
mod stages;

use bevy_ecs::prelude::*;

use super::setting::Calendar;
use super::year::{Domain, Slot, YearPhase};
use crate::indicator::Indicator;
use crate::policy::Supports;
use crate::record::{Limit, Series, TOTAL};
use crate::sim::funding::Treasury;
use components::{Losses, Progress, Stage};

pub use components::NodeService;
pub use proposal::populate;

/// Adds the nodes' systems to the year.
pub fn install(schedule: &mut Schedule) {
    let slot = |phase| Slot(phase, Domain::Resolution);
    schedule.add_systems((
        stages::open_year.in_set(slot(YearPhase::Open)),
        proposal::propose.in_set(slot(YearPhase::Propose)),
        stages::finance.in_set(slot(YearPhase::Award)),
        stages::build.in_set(slot(YearPhase::Build)),
        stages::run_nodes.in_set(slot(YearPhase::Settle)),
    ));
}

/// Writes the nodes' rows of the year.
pub fn observe(world: &mut World, rows: &mut Series) {
    let calendar = *world.resource::<Calendar>();
    let mut nodes = world.query::<&Progress>();
    let (mut operating, mut pipeline) = (0_u32, 0_u32);
    for progress in nodes.iter(world) {
        operating += u32::from(progress.stage == Stage::Operating);
        pipeline += u32::from(progress.under_way());
    }
    let year = calendar.year;
    let nodes = Indicator::SecondaryNodes as usize;
    rows.set(year, TOTAL, nodes, f64::from(operating));
    rows.set(
        year,
        TOTAL,
        Indicator::NodesInPipeline as usize,
        f64::from(pipeline),
    );
    if calendar.elapsed() > 0 {
        let owners = world
            .resource::<Treasury>()
            .own_funds(Supports::SecondaryNode, year);
        let losses = *world.resource::<Losses>();
        let limit = limit(owners.is_some(), pipeline, losses);
        rows.set_limit(year, TOTAL, nodes, limit);
    }
}

/// What kept nodes from being more this year: whichever of failed stages (permit), sponsors without money and nodes still
/// under way is most, a loss before a delay; nobody came forward (adoption) if none is.
fn limit(owners: bool, pipeline: u32, losses: Losses) -> Limit {
    if !owners {
        return Limit::Money;
    }
    let reasons = [
        (losses.failed, Limit::Permit),
        (losses.unpaid, Limit::Money),
        (pipeline, Limit::LeadTime),
    ];
    let most = reasons.iter().map(|(n, _)| *n).max().unwrap_or(0);
    reasons
        .into_iter()
        .find(|(n, _)| most > 0 && *n == most)
        .map_or(Limit::Adoption, |(_, limit)| limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_reason_is_named() {
        let losses = |failed, unpaid| Losses { unpaid, failed };
        assert_eq!(limit(false, 3, losses(0, 0)), Limit::Money);
        assert_eq!(limit(true, 3, losses(1, 0)), Limit::LeadTime);
        assert_eq!(limit(true, 1, losses(1, 0)), Limit::Permit);
        assert_eq!(limit(true, 0, losses(0, 1)), Limit::Money);
        assert_eq!(limit(true, 0, losses(0, 0)), Limit::Adoption);
    }
}
