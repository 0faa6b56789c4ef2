//! Who pays for a node: the sponsor, with a grant or without, and what of a grant falls due.

use bevy_ecs::prelude::*;

use super::components::{Finance, Losses, NodeKey, NodeProject, Progress, Sponsor, Stage};
use crate::policy::{Instrument, Subject, Supports, Timing};
use crate::quantity::{Money, Year};
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::{AwardId, Treasury};
use crate::sim::setting::{Calendar, Dice, Drawn};

/// Sponsors ask for a grant in the order of their proposals, and go on with their own money or give up.
///
/// A sponsor of its own accord goes on without a grant. One that the grant brought forth (`propose`) goes on, if refused,
/// with chance `max(0, (g (1 + e s) − 1) / (e s))`: then of all sponsors refused under support rate `s` a share
/// `max(g, 1 / (1 + e s))` goes on, `g` the stated chance and `e` the grant's effect; and more money never leaves fewer
/// nodes. A sponsor already approved at the base year asks for none.
pub fn finance(
    mut nodes: Query<(&NodeKey, &NodeProject, &mut Progress, &mut Finance)>,
    mut treasury: ResMut<Treasury>,
    mut losses: ResMut<Losses>,
    calendar: Res<Calendar>,
    dice: Res<Dice>,
    drawn: Res<Drawn>,
) {
    let year = calendar.year;
    let owners = treasury.own_funds(Supports::SecondaryNode, year);
    let investment = drawn.money(Parameter::NodeInvestment);
    let mut asking: Vec<_> = nodes
        .iter_mut()
        .filter(|(_, _, progress, finance)| !progress.lost && **finance == Finance::Open)
        .collect();
    asking.sort_by(|(a, p, ..), (b, q, ..)| p.proposed.total_cmp(&q.proposed).then(a.cmp(b)));
    for (key, project, mut progress, mut finance) in asking {
        let Some(programme) = owners else {
            progress.lost = true;
            losses.unpaid += 1;
            continue;
        };
        let grant = if progress.stage == Stage::Proposed {
            ask(&mut treasury, project, investment, year)
        } else {
            None
        };
        if grant.is_none() && project.sponsor == Sponsor::Grant {
            let chance = goes_on(
                drawn.get(Parameter::SponsorGoesOn),
                drawn.get(Parameter::NodeGrantEffect) * rate(&treasury, project, year),
            );
            if dice
                .events
                .uniform(Decision::NodeGoesOn, key.agent, key.year)
                >= chance
            {
                progress.lost = true;
                losses.unpaid += 1;
                continue;
            }
        }
        *finance = Finance::Secured {
            programme,
            own: investment - grant.map_or(Money::ZERO, |(_, amount)| amount),
            grant,
        };
    }
}

/// The first programme that pays anything, and how much.
fn ask(
    treasury: &mut Treasury,
    project: &NodeProject,
    investment: Money,
    year: Year,
) -> Option<(AwardId, Money)> {
    let subject = subject(project);
    let offers: Vec<u16> = treasury
        .offers(Supports::SecondaryNode, &subject, year)
        .collect();
    offers.into_iter().find_map(|programme| {
        let instrument = treasury.programmes()[usize::from(programme)].instrument;
        let support = instrument.support(investment).min(investment);
        let granted = treasury.award(programme, project.county, support, year)?;
        Some((granted.id, granted.amount))
    })
}

/// The highest support rate of the programmes that admit a node, whether they have money or not.
fn rate(treasury: &Treasury, project: &NodeProject, year: Year) -> f64 {
    let subject = subject(project);
    treasury
        .lines(Supports::SecondaryNode, Instrument::awards, year)
        .map(|p| &treasury.programmes()[usize::from(p)])
        .filter(|p| p.filter.admits(&subject))
        .map(|p| p.instrument.rate())
        .fold(0.0, f64::max)
}

fn goes_on(stated: f64, pull: f64) -> f64 {
    if pull <= 0.0 {
        return stated;
    }
    ((stated * (1.0 + pull) - 1.0) / pull).max(0.0)
}

fn subject(project: &NodeProject) -> Subject {
    Subject {
        county: Some(project.county),
        chain: Some(project.chain),
        ..Subject::default()
    }
}

/// What of a grant falls due at a stage. Instruments that pay in advance pay nodes by milestone; the others when the node
/// operates, by their own rule.
pub fn pay_grant(
    treasury: &mut Treasury,
    id: AwardId,
    amount: Money,
    stage: Stage,
    drawn: &Drawn,
    year: Year,
) {
    if treasury.timing(id) != Timing::AtAward {
        if stage == Stage::Operating {
            treasury.complete(id, year);
        }
        return;
    }
    let approved = amount.times(drawn.get(Parameter::NodeMilestoneApproved));
    let built = amount
        .times(drawn.get(Parameter::NodeMilestoneBuilt))
        .min(amount - approved);
    let due = match stage {
        Stage::Approved => approved,
        Stage::Built => built,
        Stage::Operating => amount - approved - built,
        Stage::Proposed | Stage::Connected => return,
    };
    treasury.milestone(id, due, year);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_refused_sponsors_the_stated_share_goes_on() {
        // 1 of own accord and `pull` brought forth by the grant
        for (stated, pull) in [(0.9, 0.3), (0.8, 0.3), (1.0, 0.5)] {
            let share = (1.0 + pull * goes_on(stated, pull)) / (1.0 + pull);
            assert!((share - stated).abs() < 1e-12);
        }
        assert!(
            goes_on(0.5, 0.3).abs() < 1e-12,
            "never fewer than without a grant"
        );
    }
}
