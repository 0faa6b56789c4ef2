//! The treasury by hand: who may draw on what, what is paid when, and what comes back.

use proptest::prelude::*;

use super::*;
use crate::language::Text;
use crate::policy::instrument::{CapitalGrant, CompletionReward, InterestSubsidy};
use crate::policy::{Allocation, Budget, Filter, Funder, Match, Order, Timing};

const GRANT: Instrument = Instrument::CapitalGrant(CapitalGrant {
    rate: 0.3,
    cap: None,
});
const REWARD: Instrument = Instrument::CompletionReward(CompletionReward {
    rate: 0.3,
    cap: None,
});

/// A programme of 2023 to 2025 with a line in every county.
fn programme(supports: Supports, instrument: Instrument) -> Programme {
    Programme {
        id: String::new(),
        name: Text::default(),
        funder: Funder::City,
        instrument,
        supports,
        filter: Filter::default(),
        budget: Budget::AsNeeded,
        allocation: Allocation::Equal,
        order: Order::Lot,
        matching: None,
        carry_over: 1.0,
        first_year: 2023,
        last_year: 2025,
        payment_lag: 0,
    }
}

/// The same with one pool.
fn pooled(supports: Supports, instrument: Instrument) -> Programme {
    Programme {
        allocation: Allocation::LeastCost,
        ..programme(supports, instrument)
    }
}

/// A programme (0) that asks the counties' line (1) for half as much again.
fn matched(own: Programme) -> Vec<Programme> {
    let matching = Some(Match {
        ratio: 0.5,
        from: 1,
    });
    let line = programme(Supports::Enterprise, Instrument::CountyMatch);
    vec![Programme { matching, ..own }, line]
}

fn treasury(programmes: Vec<Programme>, counties: u16) -> Treasury {
    Treasury::new(programmes.into(), counties, 2022)
}

fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

/// A treasury where programme 0 and, if it is there, 1 have so much for county 0.
fn with_money(programmes: Vec<Programme>, amounts: [i64; 2]) -> Treasury {
    let mut treasury = treasury(programmes, 2);
    for (programme, amount) in (0_u16..).zip(amounts).take(treasury.programmes().len()) {
        let purse = if treasury.pooled(programme) {
            Purse::Pool
        } else {
            Purse::County(0)
        };
        treasury.appropriate(programme, purse, fen(amount));
    }
    treasury
}

/// What programmes 0 and 1 have free for county 0.
fn free(treasury: &Treasury) -> [i64; 2] {
    [0, 1].map(|programme| treasury.free(programme, 0).fen())
}

/// What programmes 0 and 1 have paid in county 0 this year.
fn spent(treasury: &Treasury) -> [i64; 2] {
    [0, 1].map(|programme| treasury.spent(programme, 0).fen())
}

#[test]
fn lines_are_of_a_purpose_a_kind_and_a_year() {
    let late = Programme {
        first_year: 2024,
        ..programme(Supports::Enterprise, Instrument::OwnFunds)
    };
    let treasury = treasury(
        vec![
            programme(Supports::BaseStation, Instrument::OwnFunds),
            programme(Supports::BaseStation, GRANT),
            programme(Supports::Enterprise, REWARD),
            late,
        ],
        1,
    );
    let lines = |supports, year| -> Vec<u16> {
        treasury.lines(supports, Instrument::awards, year).collect()
    };
    assert_eq!(treasury.programmes().len(), 4);
    assert_eq!(lines(Supports::BaseStation, 2023), [1]);
    assert_eq!(lines(Supports::Enterprise, 2025), [2]);
    assert_eq!(lines(Supports::Enterprise, 2026), [0_u16; 0]);
    assert_eq!(lines(Supports::Diagnosis, 2023), [0_u16; 0]);
    assert_eq!(treasury.own_funds(Supports::BaseStation, 2023), Some(0));
    assert_eq!(treasury.own_funds(Supports::Enterprise, 2023), None);
    assert_eq!(treasury.own_funds(Supports::Enterprise, 2024), Some(3));
}

#[test]
fn offers_are_of_programmes_that_admit_and_have_money() {
    let mut elsewhere = programme(Supports::Enterprise, GRANT);
    elsewhere.filter.counties = vec![1];
    let mut treasury = treasury(
        vec![
            elsewhere,
            programme(Supports::Enterprise, GRANT),
            pooled(Supports::Enterprise, REWARD),
        ],
        2,
    );
    treasury.appropriate(0, Purse::County(0), fen(5));
    treasury.appropriate(0, Purse::County(1), fen(5));
    treasury.appropriate(2, Purse::Pool, fen(5));
    let offers = |county| -> Vec<u16> {
        let subject = Subject {
            county: Some(county),
            ..Subject::default()
        };
        treasury
            .offers(Supports::Enterprise, &subject, 2023)
            .collect()
    };
    assert_eq!(offers(0), [2]);
    assert_eq!(offers(1), [0, 2]);
    assert!(treasury.awarding(0, 1) && !treasury.awarding(1, 0) && treasury.awarding(2, 1));
}

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

#[test]
fn a_grant_is_paid_when_awarded_and_its_lag_is_over() {
    let at_once = programme(Supports::Enterprise, GRANT);
    let late = Programme {
        payment_lag: 2,
        ..at_once.clone()
    };
    let mut treasury = with_money(vec![at_once, late], [10, 20]);
    let ids: Vec<AwardId> = [(0, 10), (1, 20)]
        .map(|(programme, amount)| treasury.award(programme, 0, fen(amount), 2023))
        .into_iter()
        .map(|granted| granted.expect("the money is there").id)
        .collect();
    assert_eq!(treasury.timing(ids[0]), Timing::AtAward);
    let mut paid = Vec::new();
    for year in 2023..2027 {
        // completion pays no grant again
        treasury.complete(ids[0], year);
        treasury.pay_due(year);
        paid.push(spent(&treasury));
        treasury.close(year);
    }
    assert_eq!(paid, [[10, 0], [0, 0], [0, 20], [0, 0]]);
}

#[test]
fn a_reward_is_paid_on_completion_and_interest_by_the_year() {
    let interest = InterestSubsidy {
        interest: 0.04,
        loan_share: 0.5,
        years: 3,
        cap: None,
    };
    let lagging = Programme {
        payment_lag: 1,
        ..programme(Supports::Enterprise, Instrument::InterestSubsidy(interest))
    };
    let reward = programme(Supports::Enterprise, REWARD);
    let mut treasury = with_money(vec![reward, lagging], [30, 100]);
    let reward = treasury.award(0, 0, fen(30), 2023).expect("money").id;
    let interest = treasury.award(1, 0, fen(100), 2023).expect("money").id;
    let timings = [reward, interest].map(|id| treasury.timing(id));
    assert_eq!(timings, [Timing::AtCompletion, Timing::Yearly(3)]);
    let mut paid = Vec::new();
    for year in 2023..2028 {
        if year == 2024 {
            treasury.complete(reward, year);
            treasury.complete(interest, year);
        }
        treasury.pay_due(year);
        paid.push(spent(&treasury));
        treasury.close(year);
    }
    assert_eq!(paid, [[0, 0], [30, 0], [0, 34], [0, 33], [0, 33]]);
}

#[test]
fn the_match_is_paid_with_the_programme() {
    let mut treasury = with_money(matched(programme(Supports::Enterprise, REWARD)), [60, 30]);
    let id = treasury.award(0, 0, fen(90), 2023).expect("money").id;
    treasury.complete(id, 2023);
    treasury.pay_due(2023);
    assert_eq!(spent(&treasury), [60, 30]);
    let yearly = InterestSubsidy {
        interest: 0.04,
        loan_share: 0.5,
        years: 2,
        cap: None,
    };
    let yearly = programme(Supports::Enterprise, Instrument::InterestSubsidy(yearly));
    let mut treasury = with_money(matched(yearly), [63, 31]);
    let id = treasury.award(0, 0, fen(94), 2023).expect("money").id;
    // 62 and 32 asked, 31 there: 62 go with it, in halves
    treasury.complete(id, 2023);
    treasury.pay_due(2023);
    assert_eq!(spent(&treasury), [31, 16]);
    treasury.close(2023);
    treasury.pay_due(2024);
    assert_eq!(spent(&treasury), [31, 15]);
}

/// 100 fen are 66 and 34: by milestones of 30, 30 and 40 the match pays 10, 10 and 14.
#[test]
fn milestones_of_a_node_sum_to_what_was_promised() {
    let node = Programme {
        payment_lag: 1,
        ..programme(Supports::SecondaryNode, GRANT)
    };
    let mut treasury = with_money(matched(node), [66, 34]);
    let id = treasury.award(0, 0, fen(100), 2023).expect("money").id;
    let mut paid = Vec::new();
    for (year, milestone) in (2023..).zip([Some(30), Some(30), Some(40), None]) {
        if let Some(amount) = milestone {
            treasury.milestone(id, fen(amount), year);
        }
        treasury.pay_due(year);
        paid.push(spent(&treasury));
        treasury.close(year);
    }
    assert_eq!(paid, [[0, 0], [20, 10], [20, 10], [26, 14]]);
}

#[test]
fn what_fails_gives_back_what_was_paid_and_what_was_promised() {
    let yearly = InterestSubsidy {
        interest: 0.04,
        loan_share: 0.5,
        years: 2,
        cap: None,
    };
    let yearly = pooled(Supports::Enterprise, Instrument::InterestSubsidy(yearly));
    let mut treasury = with_money(matched(yearly), [100, 40]);
    let id = treasury.award(0, 0, fen(90), 2023).expect("money").id;
    treasury.complete(id, 2023);
    treasury.pay_due(2023);
    assert_eq!((free(&treasury), spent(&treasury)), ([40, 10], [30, 15]));
    treasury.close(2023);
    // 30 and 15 are paid, as much is promised: all is free again, the pool's in the pool
    for _ in 0..2 {
        treasury.fail(id);
        assert_eq!(free(&treasury), [100, 40]);
    }
    // nothing more falls due, by itself or by what comes after
    treasury.pay_due(2024);
    treasury.milestone(id, fen(10), 2025);
    treasury.complete(id, 2025);
    assert!(treasury.due.take_awards(2025).is_empty());
    assert_eq!(spent(&treasury), [0, 0]);
    treasury.close(2024);
    let recovered: Vec<_> = treasury
        .take_rows()
        .iter()
        .filter(|row| row.year == 2024 && row.county == Some(0))
        .map(|row| (row.programme, row.recovered.fen(), row.spent.fen()))
        .collect();
    assert_eq!(recovered, [(0, 30, 0), (1, 15, 0)]);
}

#[test]
fn direct_money_is_promised_paid_and_released() {
    for programme in [programme, pooled] {
        let line = programme(Supports::BaseStation, Instrument::OperatorEnvelope);
        let mut treasury = with_money(vec![line], [100, 0]);
        assert!(!treasury.commit(0, 0, fen(101)));
        assert_eq!(treasury.free(0, 0), fen(100));
        assert!(treasury.commit(0, 0, fen(70)));
        assert!(treasury.commit(0, 0, fen(30)));
        assert_eq!(treasury.free(0, 0), fen(0));
        treasury.pay(0, 0, fen(60));
        treasury.release(0, 0, fen(40));
        assert_eq!(treasury.free(0, 0), fen(40));
        assert_eq!(treasury.spent(0, 0), fen(60));
    }
}

#[test]
fn a_pool_lends_to_the_county_what_it_promises() {
    let line = pooled(Supports::BaseStation, Instrument::OperatorEnvelope);
    let mut treasury = with_money(vec![line], [100, 0]);
    assert!(treasury.commit(0, 1, fen(70)));
    treasury.pay(0, 1, fen(60));
    treasury.close(2023);
    let rows: Vec<_> = treasury
        .take_rows()
        .iter()
        .map(|row| {
            (
                row.county,
                row.transferred_in.fen(),
                row.spent.fen(),
                row.committed.fen(),
            )
        })
        .collect();
    assert_eq!(rows, [(None, -70, 0, 0), (Some(1), 70, 60, 10)]);
}

#[test]
fn commitments_of_before_are_paid_from_what_they_brought() {
    let line = programme(Supports::BaseStation, Instrument::OperatorEnvelope);
    let mut treasury = with_money(vec![line], [0, 0]);
    treasury.open_commitment(0, 1, fen(50));
    treasury.pay(0, 1, fen(20));
    treasury.close(2023);
    let row = treasury.take_rows()[0];
    assert_eq!(row.county, Some(1));
    assert_eq!(
        (row.carried_in, row.spent, row.committed),
        (fen(50), fen(20), fen(30))
    );
}

#[test]
fn owners_pay_in_equal_parts_over_the_years() {
    let own = programme(Supports::Enterprise, Instrument::OwnFunds);
    let running = programme(Supports::Enterprise, Instrument::RunningCosts);
    let mut treasury = treasury(vec![running, own], 2);
    treasury.own(1, 1, fen(100), 2023, 3);
    treasury.own(1, 1, fen(8), 2024, 1);
    treasury.own(1, 0, fen(5), 2024, 1);
    let mut paid = Vec::new();
    for year in 2023..2027 {
        treasury.run(0, 0, fen(7));
        treasury.pay_due(year);
        paid.push([(0, 0), (0, 1), (1, 0), (1, 1)].map(|(p, c)| treasury.spent(p, c).fen()));
        treasury.close(year);
    }
    assert_eq!(
        paid,
        [[7, 0, 0, 34], [7, 0, 5, 41], [7, 0, 0, 33], [7, 0, 0, 0]]
    );
    let given: Money = treasury.take_rows().iter().map(|r| r.appropriated).sum();
    assert_eq!(given, fen(4 * 7 + 113));
    assert!(treasury.take_rows().is_empty());
}

#[test]
fn nothing_is_left_when_it_is_opened_again() {
    let mut treasury = with_money(vec![programme(Supports::Enterprise, GRANT)], [10, 0]);
    assert!(treasury.award(0, 0, fen(10), 2023).is_some());
    treasury.own(0, 1, fen(3), 2023, 1);
    treasury.reopen();
    assert_eq!(treasury.free(0, 0), fen(0));
    treasury.pay_due(2023);
    treasury.close(2023);
    assert!(treasury.take_rows().is_empty());
}

#[test]
#[should_panic(expected = "payments fall due after the base year")]
fn no_payment_falls_due_before_the_base_year() {
    treasury(Vec::new(), 1).pay_due(2021);
}

proptest! {
    /// Whatever is awarded, completed and failed in any order, each programme has spent, keeps or has let lapse what it was
    /// given, to the fen; the ledger itself asserts every line.
    #[test]
    fn no_fen_is_lost_or_made(
        ratio in 0.0..3.0, lag in 0_u8..3, pool: bool, carry_over in 0.0..=1.0,
        deeds in prop::collection::vec((0_u16..3, 1_i64..5000, 0_u8..4, 0_usize..40), 1..60),
    ) {
        let line = if pool { pooled } else { programme };
        let mut lines = matched(Programme { payment_lag: lag, carry_over, ..line(Supports::Enterprise, REWARD) });
        lines[0].matching = Some(Match { ratio, from: 1 });
        let mut treasury = treasury(lines, 3);
        let mut given = [0; 2];
        // open, completed or failed
        let mut awards: Vec<(AwardId, bool)> = Vec::new();
        let mut year = 2023;
        for deeds in deeds.chunks(10) {
            for county in 0..3 {
                let purse = if pool { Purse::Pool } else { Purse::County(county) };
                treasury.appropriate(0, purse, fen(5001));
                treasury.appropriate(1, Purse::County(county), fen(2003));
                given[0] += 5001;
                given[1] += 2003;
            }
            for (county, amount, deed, which) in deeds {
                let at = which % awards.len().max(1);
                match deed {
                    0 | 1 => if let Some(granted) = treasury.award(0, *county, fen(*amount), year) {
                        prop_assert!(granted.amount <= fen(*amount) && granted.amount > Money::ZERO);
                        awards.push((granted.id, true));
                    },
                    2 => if let Some((id, open)) = awards.get_mut(at) && std::mem::take(open) {
                        treasury.complete(*id, year);
                    },
                    _ => if let Some((id, open)) = awards.get_mut(at) {
                        *open = false;
                        treasury.fail(*id);
                    },
                }
            }
            treasury.pay_due(year);
            treasury.close(year);
            year += 1;
        }
        for programme in [0, 1_u16] {
            let kept: Money = (0..3).map(Purse::County).chain([Purse::Pool])
                .map(|purse| treasury.ledger.free(programme, purse)).sum();
            let rows: Vec<LedgerRow> = treasury.clone().take_rows();
            let of = |what: fn(&LedgerRow) -> Money| -> Money {
                rows.iter().filter(|row| row.programme == programme).map(what).sum()
            };
            let last = |what: fn(&LedgerRow) -> Money| -> Money {
                rows.iter().filter(|row| row.programme == programme && row.year == year - 1).map(what).sum()
            };
            prop_assert_eq!(last(|row| row.carried_over), kept);
            prop_assert_eq!(
                fen(given[usize::from(programme)]),
                of(|row| row.spent) - of(|row| row.recovered) + of(|row| row.lapsed) + kept + last(|row| row.committed)
            );
            prop_assert!(rows.iter().all(|row| [row.spent, row.committed, row.lapsed, row.carried_over]
                .iter().all(|amount| *amount >= Money::ZERO)));
        }
    }
}
