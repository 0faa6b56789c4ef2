//! The treasury by hand: who may draw on what; and in any order of deeds no fen is lost.

mod awards;
mod payments;

use proptest::prelude::*;

use super::*;
use crate::language::Text;
use crate::policy::instrument::{CapitalGrant, CompletionReward};
use crate::policy::{Allocation, Budget, Filter, Funder, Match, Order};

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
