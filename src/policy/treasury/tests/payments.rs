//! What is paid when, and what comes back.

use super::*;
use crate::policy::Timing;
use crate::policy::instrument::InterestSubsidy;

/// Interest over so many years.
fn interest(years: u8) -> Instrument {
    Instrument::InterestSubsidy(InterestSubsidy {
        interest: 0.04,
        loan_share: 0.5,
        years,
        cap: None,
    })
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
    let lagging = Programme {
        payment_lag: 1,
        ..programme(Supports::Enterprise, interest(3))
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
    let yearly = programme(Supports::Enterprise, interest(2));
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
    let yearly = pooled(Supports::Enterprise, interest(2));
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
#[should_panic(expected = "payments fall due after the base year")]
fn no_payment_falls_due_before_the_base_year() {
    treasury(Vec::new(), 1).pay_due(2021);
}
