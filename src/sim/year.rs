//! The order of a year, stated once; nothing else.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleLabel;

/// The phases of a simulated year, in order.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum YearPhase {
    /// The calendar turns; people, prices and capacities take this year's values.
    Open,
    /// Programmes credit the ledger.
    Appropriate,
    /// Operators, sponsors, enterprises and candidates propose projects.
    Propose,
    /// Proposals are funded in order until money or capacity runs out.
    Award,
    /// Permits and delays are drawn; projects move on; assets enter service.
    Build,
    /// Coverage and connections follow from assets in service.
    Connect,
    /// Enterprises rise, candidates ripen and are recognised.
    Adopt,
    /// What is due is paid; the ledger is closed and must balance.
    Settle,
}

impl YearPhase {
    /// Every phase, in order. Observation follows the last one (`observe.rs`).
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Appropriate,
        Self::Propose,
        Self::Award,
        Self::Build,
        Self::Connect,
        Self::Adopt,
        Self::Settle,
    ];
}

/// The domains, in the order they act within a phase. Funding acts last, so that it closes the books.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Domain {
    /// People and places.
    Territory,
    /// 5G base stations.
    BaseStation,
    /// Gigabit optical access.
    Gigabit,
    /// Identifier-resolution secondary nodes.
    Resolution,
    /// Enterprises.
    Enterprise,
    /// Cultivated items.
    Cultivation,
    /// Programmes and the ledger.
    Funding,
}

impl Domain {
    /// Every domain, in order.
    pub const ALL: [Self; 7] = [
        Self::Territory,
        Self::BaseStation,
        Self::Gigabit,
        Self::Resolution,
        Self::Enterprise,
        Self::Cultivation,
        Self::Funding,
    ];
}

/// Where a system stands in the year: exactly one phase and one domain.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(pub YearPhase, pub Domain);

/// The schedule of one simulated year.
#[derive(ScheduleLabel, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Yearly;

/// Lays the slots out in order: phase by phase, and domain by domain within each.
pub fn lay_out(schedule: &mut Schedule) {
    let slots: Vec<Slot> = YearPhase::ALL
        .into_iter()
        .flat_map(|phase| {
            Domain::ALL
                .into_iter()
                .map(move |domain| Slot(phase, domain))
        })
        .collect();
    for slot in &slots {
        schedule.configure_sets(slot.in_set(slot.0));
    }
    for pair in slots.windows(2) {
        schedule.configure_sets(pair[0].before(pair[1]));
    }
}
