//! From a proposal to an operating node: months and the dice of each stage. Asks for no money; pays what `finance` secured.

use bevy_ecs::prelude::*;

use super::components::{Finance, Losses, NodeKey, NodeProject, NodeService, Progress, Stage};
use super::finance::pay_grant;
use crate::policy::{Instrument, Supports};
use crate::random::{Decision, Draws};
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Dice, Drawn};

/// Months from each stage to the next, and the chance to get there, in a run.
#[derive(Debug, Clone, Copy)]
pub struct Timetable {
    months: [f64; 4],
    success: f64,
}

impl Timetable {
    /// The run's timetable.
    #[must_use]
    pub fn new(drawn: &Drawn) -> Self {
        let months = [
            Parameter::NodeMonthsApproved,
            Parameter::NodeMonthsBuilt,
            Parameter::NodeMonthsConnected,
            Parameter::NodeMonthsOperating,
        ];
        Self {
            months: months.map(|p| drawn.get(p)),
            success: drawn.get(Parameter::NodeSuccess),
        }
    }

    /// Months of the whole chain.
    #[must_use]
    pub fn lead(&self) -> f64 {
        self.months.iter().sum()
    }

    /// Share of the investment spent by the time `stage` is reached: in proportion to its months.
    #[must_use]
    pub fn spent_share(&self, stage: Stage) -> f64 {
        let stages = stage as usize;
        if self.lead() > 0.0 {
            self.months[..stages].iter().sum::<f64>() / self.lead()
        } else {
            f64::from(stage as u8) / 4.0
        }
    }
}

/// Moves a node on by at most one stage, if its month comes by `until`. Gives the stage it tried for; whether it got there
/// stands in `progress`.
pub fn advance(
    progress: &mut Progress,
    timetable: &Timetable,
    draws: &Draws,
    key: NodeKey,
    until: f64,
) -> Option<Stage> {
    if progress.lost {
        return None;
    }
    let next = progress.stage.next()?;
    let since = progress.since + timetable.months[progress.stage as usize];
    if since > until {
        return None;
    }
    let draw = draws.uniform_at(Decision::NodeStage, key.agent, key.year, next as u32);
    progress.since = since;
    if draw < timetable.success {
        progress.stage = next;
    } else {
        progress.lost = true;
    }
    Some(next)
}

/// A new year's counts.
pub fn open_year(mut losses: ResMut<Losses>) {
    *losses = Losses::default();
}

/// Nodes move on by as many stages as the year has months for. A stage reached or failed is paid for: the sponsor's part in
/// proportion to its months. Grants follow milestones; a failed node's grant is clawed back.
pub fn build(
    mut nodes: Query<(&NodeKey, &NodeProject, &mut Progress, &Finance)>,
    mut treasury: ResMut<Treasury>,
    mut losses: ResMut<Losses>,
    mut service: ResMut<NodeService>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let timetable = Timetable::new(&drawn);
    let until = 12.0 * f64::from(calendar.elapsed());
    for (key, project, mut progress, finance) in &mut nodes {
        let Finance::Secured {
            programme,
            own,
            grant,
        } = *finance
        else {
            continue;
        };
        loop {
            let before = own.times(timetable.spent_share(progress.stage));
            let Some(tried) = advance(&mut progress, &timetable, &dice.events, *key, until) else {
                break;
            };
            let part = own.times(timetable.spent_share(tried)) - before;
            treasury.own(programme, project.county, part, calendar.year, 1);
            if progress.lost {
                losses.failed += 1;
                if let Some((id, _)) = grant {
                    treasury.fail(id);
                }
            } else if let Some((id, amount)) = grant {
                pay_grant(&mut treasury, id, amount, tried, &drawn, calendar.year);
            }
            if progress.stage == Stage::Operating {
                service.open(project.chain);
            }
        }
    }
}

/// Pays what operating nodes cost to run: the months of this year in which they did.
pub fn run_nodes(
    nodes: Query<(&NodeProject, &Progress)>,
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    drawn: Res<Drawn>,
) {
    let programme = treasury
        .lines(
            Supports::SecondaryNode,
            |i| matches!(i, Instrument::RunningCosts),
            calendar.year,
        )
        .next();
    let Some(programme) = programme else {
        return;
    };
    let cost = drawn.money(Parameter::NodeRunningCost);
    let until = 12.0 * f64::from(calendar.elapsed());
    for (project, progress) in &nodes {
        if progress.stage == Stage::Operating {
            let months = (until - progress.since).min(12.0);
            treasury.run(programme, project.county, cost.times(months / 12.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMETABLE: Timetable = Timetable {
        months: [3.0, 7.0, 3.0, 2.0],
        success: 0.88,
    };

    #[test]
    fn a_node_passes_stages_along_the_arrows_and_a_stated_lead_time_is_the_whole_chain() {
        let certain = Timetable {
            success: 1.0,
            ..TIMETABLE
        };
        let draws = Draws::new(1, 0);
        let key = NodeKey {
            year: 2023,
            agent: 0,
        };
        let mut progress = Progress {
            stage: Stage::Proposed,
            since: 1.0,
            lost: false,
        };
        let mut tried = Vec::new();
        while let Some(stage) = advance(&mut progress, &certain, &draws, key, 12.0) {
            tried.push(stage);
        }
        assert_eq!(tried, [Stage::Approved, Stage::Built]);
        assert!(progress.under_way());
        while let Some(stage) = advance(&mut progress, &certain, &draws, key, 24.0) {
            tried.push(stage);
        }
        assert_eq!(progress.stage, Stage::Operating);
        assert!((progress.since - 16.0).abs() < 1e-9);
        assert_eq!(tried.len(), 4);
    }

    #[test]
    fn a_lost_node_stays_lost() {
        let hopeless = Timetable {
            success: 0.0,
            ..TIMETABLE
        };
        let key = NodeKey {
            year: 2023,
            agent: 0,
        };
        let mut progress = Progress {
            stage: Stage::Proposed,
            since: 0.0,
            lost: false,
        };
        let draws = Draws::new(1, 0);
        let first = advance(&mut progress, &hopeless, &draws, key, 99.0);
        assert_eq!((first, progress.lost), (Some(Stage::Approved), true));
        assert_eq!(advance(&mut progress, &TIMETABLE, &draws, key, 99.0), None);
        assert_eq!(progress.stage, Stage::Proposed);
    }

    #[test]
    fn the_investment_is_spent_once_all_stages_are_passed() {
        assert!(TIMETABLE.spent_share(Stage::Proposed).abs() < 1e-12);
        assert!((TIMETABLE.spent_share(Stage::Built) - 10.0 / 15.0).abs() < 1e-12);
        assert!((TIMETABLE.spent_share(Stage::Operating) - 1.0).abs() < 1e-12);
    }
}
