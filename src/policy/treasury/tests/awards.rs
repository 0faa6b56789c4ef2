//! What is awarded, and where it stops.

use super::*;

#[test]
fn awarding_stops_at_the_first_award_that_does_not_fit() {
    let mut treasury = with_money(vec![programme(Supports::Enterprise, REWARD)], [100, 0]);
    let award = |treasury: &mut Treasury, county, amount, year| {
        let granted = treasury.award(0, county, fen(amount), year);
        granted.map(|granted| granted.amount.fen())
    };
    // nothing asked is nothing given, and stops nothing
    assert_eq!(award(&mut treasury, 0, 0, 2023), None);
    assert_eq!(award(&mut treasury, 0, -1, 2023), None);
    assert_eq!(award(&mut treasury, 0, 60, 2023), Some(60));
    assert_eq!(treasury.free(0, 0), fen(40));
    assert_eq!(award(&mut treasury, 0, 41, 2023), None);
    // no skipping: what would fit comes too late this year
    assert_eq!(award(&mut treasury, 0, 10, 2023), None);
    assert!(!treasury.awarding(0, 0));
    treasury.appropriate(0, Purse::County(1), fen(7));
    assert_eq!(award(&mut treasury, 1, 7, 2023), Some(7));
    treasury.close(2023);
    assert!(treasury.awarding(0, 0));
    assert_eq!(award(&mut treasury, 0, 40, 2024), Some(40));
    assert!(!treasury.awarding(0, 0), "nothing is left");
}

#[test]
fn a_stop_is_of_one_programme_and_county_or_of_a_whole_pool() {
    for stopped in [(0, 0), (0, 2), (1, 0), (1, 1), (2, 1)] {
        let lines = vec![programme(Supports::Enterprise, REWARD); 3];
        let mut treasury = treasury(lines, 3);
        let places = (0..3).flat_map(|programme| (0..3).map(move |county| (programme, county)));
        for (programme, county) in places.clone() {
            treasury.appropriate(programme, Purse::County(county), fen(1));
        }
        assert!(treasury.award(stopped.0, stopped.1, fen(2), 2023).is_none());
        for (programme, county) in places {
            let goes_on = (programme, county) != stopped;
            assert_eq!(treasury.awarding(programme, county), goes_on);
        }
    }
    let mut treasury = with_money(vec![pooled(Supports::Enterprise, REWARD)], [10, 0]);
    assert!(treasury.award(0, 1, fen(11), 2023).is_none());
    assert!(!treasury.awarding(0, 0) && !treasury.awarding(0, 1));
}

#[test]
fn a_match_pays_its_part_or_scales_the_award_down() {
    let lines = || matched(programme(Supports::Enterprise, REWARD));
    let award = |treasury: &mut Treasury, amount| {
        let granted = treasury.award(0, 0, fen(amount), 2023);
        granted.map(|granted| granted.amount.fen())
    };
    // 90 are 60 and 30
    let mut whole = with_money(lines(), [100, 30]);
    assert_eq!(award(&mut whole, 90), Some(90));
    assert_eq!(free(&whole), [40, 0]);
    // to the last fen of both
    let mut last = with_money(lines(), [60, 30]);
    assert_eq!(award(&mut last, 90), Some(90));
    assert_eq!(free(&last), [0, 0]);
    // the counties have 20: 40 go with it
    let mut scaled = with_money(lines(), [100, 20]);
    assert_eq!(award(&mut scaled, 90), Some(60));
    assert_eq!(free(&scaled), [60, 0]);
    // nothing to match, nothing awarded
    assert_eq!(award(&mut scaled, 90), None);
    assert_eq!(free(&scaled), [60, 0]);
    // the programme itself is short of its 60
    let mut short = with_money(lines(), [59, 30]);
    assert_eq!(award(&mut short, 90), None);
    assert_eq!(free(&short), [59, 30]);
}

#[test]
fn a_county_without_match_stops_for_itself_alone() {
    let mut treasury = with_money(matched(pooled(Supports::Enterprise, REWARD)), [100, 0]);
    treasury.appropriate(1, Purse::County(1), fen(10));
    assert!(treasury.award(0, 0, fen(30), 2023).is_none());
    assert!(!treasury.awarding(0, 0) && treasury.awarding(0, 1));
    assert_eq!(
        treasury.award(0, 1, fen(30), 2023).map(|g| g.amount),
        Some(fen(30))
    );
    assert_eq!(treasury.free(0, 0), fen(80));
}
