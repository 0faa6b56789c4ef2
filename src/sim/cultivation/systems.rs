//! Candidates ripen; the ripest are recognised, at most a quota a year; awards follow the recognition, never the reverse.

use bevy_ecs::prelude::*;

use super::super::enterprise::Census;
use super::super::funding::Treasury;
use super::super::gigabit::GigabitCoverage;
use super::super::setting::{Calendar, Case, Drawn};
use super::components::{BaseCoverage, Candidate, Recognitions, Ripeness};
use crate::policy::{Instrument, Subject, Supports};
use crate::quantity::{Money, Year};
use crate::scenario::Parameter;
use crate::scenario::resolved::Drivers;

/// Growth relative to that without drivers: `1 + money [an award can be paid] + digital Δ(level 2 share) + coverage
/// Δ(usable share)`, never below 0.
#[must_use]
pub fn growth_factor(drivers: &Drivers, award: bool, digital: f64, coverage: f64) -> f64 {
    let money = if award { drivers.money } else { 0.0 };
    // a loss of coverage may stop ripening, but does not unlearn
    (1.0 + money + drivers.digital * digital + drivers.coverage * coverage).max(0.0)
}

/// Readiness grows: `candidate_growth × speed × factor` a year, for those not yet recognised.
#[expect(clippy::too_many_arguments, reason = "a system names all it reads")]
pub fn ripen(
    mut candidates: Query<(&Candidate, &mut Ripeness)>,
    treasury: Res<Treasury>,
    census: Res<Census>,
    gigabit: Res<GigabitCoverage>,
    base: Res<BaseCoverage>,
    calendar: Res<Calendar>,
    case: Res<Case>,
    drawn: Res<Drawn>,
) {
    let case = &case.0;
    let growth = drawn.get(Parameter::CandidateGrowth);
    let digital = census.level2_share - census.level2_share_base;
    let coverage = gigabit.usable_total - base.0;
    let counties = u16::try_from(case.counties.len()).expect("fewer than 2¹⁶ counties");
    let lines = lines(&treasury, calendar.year);
    let grown: Vec<Vec<f64>> = (0_u16..)
        .zip(&case.items)
        .map(|(item, row)| {
            (0..counties)
                .map(|county| {
                    let award = on_offer(&treasury, &lines, item, county).is_some();
                    growth * growth_factor(&row.drivers, award, digital, coverage)
                })
                .collect()
        })
        .collect();
    let columns = candidates
        .contiguous_iter_mut()
        .expect("all components lie in tables");
    for (candidates, ripenesses) in columns {
        // nobody asks which ones have changed
        let (ripenesses, _) = ContiguousMut::bypass_change_detection_split(ripenesses);
        for (candidate, ripeness) in candidates.iter().zip(ripenesses) {
            if !ripeness.recognised {
                ripeness.readiness += candidate.speed
                    * grown[usize::from(candidate.item)][usize::from(candidate.county)];
            }
        }
    }
}

/// Recognises the ripe candidates of each item, ripest first (ties by id), up to its quota, and pays what a programme has
/// for it.
pub fn recognise(
    mut candidates: Query<(&Candidate, &mut Ripeness)>,
    mut recognitions: ResMut<Recognitions>,
    mut treasury: ResMut<Treasury>,
    calendar: Res<Calendar>,
    case: Res<Case>,
) {
    let lines = lines(&treasury, calendar.year);
    for recognition in &mut recognitions.0 {
        (recognition.this_year, recognition.waiting) = (0, 0);
    }
    let columns = candidates
        .contiguous_iter_mut()
        .expect("all components lie in tables");
    for (candidates, ripenesses) in columns {
        // nobody asks which ones have changed
        let (ripenesses, _) = ContiguousMut::bypass_change_detection_split(ripenesses);
        let mut first = 0;
        // candidates lie in order of item
        for of_item in candidates.chunk_by(|a, b| a.item == b.item) {
            let item = usize::from(of_item[0].item);
            let recognition = &mut recognitions.0[item];
            let ripenesses = &mut ripenesses[first..first + of_item.len()];
            first += of_item.len();
            let (chosen, waiting) = ripest(ripenesses, case.0.items[item].quota);
            recognition.waiting += waiting;
            for row in chosen {
                recognition.this_year += 1;
                recognition.total += 1;
                ripenesses[row].recognised = true;
                let Candidate { item, county, .. } = of_item[row];
                if let Some((programme, amount)) = on_offer(&treasury, &lines, item, county)
                    && let Some(granted) = treasury.award(programme, county, amount, calendar.year)
                {
                    treasury.complete(granted.id, calendar.year);
                }
            }
        }
    }
}

/// The ripe ones up to a quota, ripest first (ties by position), and how many more are ripe.
fn ripest(ripenesses: &[Ripeness], quota: u32) -> (Vec<usize>, u32) {
    let ripe = ripenesses
        .iter()
        .enumerate()
        .filter(|(_, r)| !r.recognised && r.readiness >= 1.0);
    let mut ripe: Vec<(f64, usize)> = ripe.map(|(row, r)| (r.readiness, row)).collect();
    let order = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let places = quota as usize;
    let waiting = ripe.len().saturating_sub(places);
    if waiting > 0 && places > 0 {
        // those who wait need no order
        ripe.select_nth_unstable_by(places - 1, order);
    }
    ripe.truncate(places);
    ripe.sort_unstable_by(order);
    let rows = ripe.into_iter().map(|(_, row)| row).collect();
    (rows, u32::try_from(waiting).expect("fewer than 2³²"))
}

/// Programmes that award recognitions in `year`, in order of id.
fn lines(treasury: &Treasury, year: Year) -> Vec<u16> {
    treasury
        .lines(Supports::Cultivation, Instrument::awards, year)
        .collect()
}

/// The first of the programmes `lines` that can pay a whole award for an item in a county. An offer that cannot is none.
fn on_offer(treasury: &Treasury, lines: &[u16], item: u16, county: u16) -> Option<(u16, Money)> {
    let subject = Subject {
        county: Some(county),
        item: Some(item),
        ..Subject::default()
    };
    lines.iter().find_map(|programme| {
        let line = &treasury.programmes()[usize::from(*programme)];
        let Instrument::AwardOnRecognition(award) = line.instrument else {
            return None;
        };
        let own = match line.matching {
            Some(matching) => award.amount.times(1.0 / (1.0 + matching.ratio)),
            None => award.amount,
        };
        let pays = line.filter.admits(&subject)
            && treasury.awarding(*programme, county)
            && own <= treasury.free(*programme, county);
        pays.then_some((*programme, award.amount))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ripest_are_chosen_and_the_others_counted() {
        let ripe = |readiness| Ripeness {
            readiness,
            recognised: false,
        };
        let mut all = [1.5, 0.9, 1.0, 3.0, 1.5, 2.0].map(ripe);
        assert_eq!(ripest(&all, 0), (vec![], 5));
        assert_eq!(ripest(&all, 2), (vec![3, 5], 3));
        assert_eq!(ripest(&all, 3), (vec![3, 5, 0], 2));
        assert_eq!(ripest(&all, 9), (vec![3, 5, 0, 4, 2], 0));
        all[3].recognised = true;
        assert_eq!(ripest(&all, 2), (vec![5, 0], 2));
    }

    #[test]
    fn growth_answers_to_its_drivers_only() {
        let drivers = Drivers {
            money: 0.5,
            digital: 2.0,
            coverage: 1.0,
        };
        assert_eq!(
            growth_factor(&drivers, false, 0.0, 0.0).to_bits(),
            1.0_f64.to_bits()
        );
        assert!((growth_factor(&drivers, true, 0.1, 0.2) - 1.9).abs() < 1e-12);
        assert_eq!(
            growth_factor(&Drivers::default(), true, 1.0, 1.0).to_bits(),
            1.0_f64.to_bits()
        );
        assert!(growth_factor(&drivers, false, 0.0, -2.0).abs() < 1e-12);
    }
}
