//! Whose wishes are paid: a queue a programme.

use dabiao::policy::{Instrument, Order, Programme, Size, Subject, Supports};
use dabiao::quantity::Money;
use dabiao::random::Decision;

use super::super::ledger::Books;
use super::super::{Run, Today};
use super::{Wish, Wishes};

impl Wishes {
    /// Programmes serve one after another; who was served asks no more.
    pub fn fund(&mut self, run: &Run, books: &mut Books, today: Today) {
        let owners = books.running(Supports::Enterprise, today.year, |i| {
            *i == Instrument::OwnFunds
        });
        for (supports, wishes) in [
            (Supports::Diagnosis, &mut self.diagnoses),
            (Supports::Enterprise, &mut self.steps),
        ] {
            for line in books.running(supports, today.year, Instrument::awards) {
                let programme = &books.programmes[line];
                let mut queue: Vec<(u8, f64, usize)> = Vec::new();
                for (at, wish) in wishes.iter().enumerate() {
                    let taken = wish.promise.is_none() && wish.asks <= programme.instrument.rate();
                    if taken && programme.filter.admits(&subject(wish)) {
                        let lot = run.events.uniform_at(
                            Decision::Lot,
                            wish.firm,
                            today.year,
                            supports as u32,
                        );
                        queue.push((rank(programme, wish), lot, at));
                    }
                }
                queue.sort_by(|a, b| {
                    let firm = |at: usize| wishes[at].firm;
                    a.0.cmp(&b.0)
                        .then(a.1.total_cmp(&b.1))
                        .then(firm(a.2).cmp(&firm(b.2)))
                });
                for (_, _, at) in queue {
                    serve(books, line, at, wishes, owners.is_empty(), today);
                }
            }
        }
        self.diagnoses.retain(|wish| wish.promise.is_some());
    }
}

/// Serves one wish, or as many of its enterprises as the money lasts for; the served part moves behind.
fn serve(
    books: &mut Books,
    line: usize,
    at: usize,
    wishes: &mut Vec<Wish>,
    in_full: bool,
    today: Today,
) {
    let programme = &books.programmes[line];
    let mut wish = wishes[at];
    let each = if let Instrument::FreeDiagnosis(diagnosis) = programme.instrument {
        wish.cost = diagnosis.unit_price.unwrap_or(wish.cost);
        wish.cost
    } else {
        programme.instrument.support(wish.cost)
    };
    if each <= Money::ZERO || (in_full && each < wish.cost) {
        return;
    }
    let county = usize::from(wish.county);
    let mut left = wish.weight;
    while left > 0 {
        let mut number = left;
        if left > 1 {
            let own = programme
                .matching
                .map_or(each, |m| each.times(1.0 / (1.0 + m.ratio)));
            let reached = books.free(line, county).fen() / own.fen().max(1);
            number = reached.clamp(1, i64::from(left)) as u32;
            if wish.whole && number < left {
                return;
            }
        }
        let asked = each.scaled(i64::from(number), 1);
        let Some((promise, amount)) = books.award(line, county, asked, today.year) else {
            return;
        };
        if in_full && amount < wish.cost.scaled(i64::from(number), 1) {
            books.fail(promise);
            return;
        }
        left -= number;
        wish.weight = number;
        wish.promise = Some((promise, amount));
        if left == 0 {
            wishes[at] = wish;
        } else {
            wishes[at].weight = left;
            wishes.push(wish);
        }
    }
}

fn subject(wish: &Wish) -> Subject {
    Subject {
        county: Some(wish.county),
        size: Some(wish.size),
        chain: Some(wish.chain),
        level: wish.to,
        ..Subject::default()
    }
}

/// Where a wish stands in a programme's queue before lots are drawn.
fn rank(programme: &Programme, wish: &Wish) -> u8 {
    match programme.order {
        Order::Lot => 0,
        Order::SmallestFirst => wish.size as u8,
        Order::LargestFirst => Size::Large as u8 - wish.size as u8,
        Order::DiagnosedFirst => u8::from(!wish.diagnosed),
    }
}
