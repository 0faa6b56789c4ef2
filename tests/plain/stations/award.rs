//! Which sites are awarded in a year: one heap a pass.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use dabiao::policy::{Area, Instrument, Subject, Supports};
use dabiao::quantity::{Money, Year};
use dabiao::scenario::Parameter as P;

use super::super::ledger::Books;
use super::super::{Run, Today};
use super::{Job, KINDS, Stations, area, county, envelopes, kind};

impl Stations {
    /// Renews old kit, then awards the year's stations: with support, then without.
    pub fn award(&mut self, run: &Run, books: &mut Books, today: Today) {
        let payers = envelopes(books, today.year);
        self.renew_kit(run, books, &payers, today);
        let siting = |i: &Instrument| matches!(i, Instrument::SitingSupport(_));
        let awards = |i: &Instrument| i.awards();
        let round = Round {
            grants: books.running(Supports::BaseStation, today.year, |i| {
                awards(i) && !siting(i)
            }),
            helps: books.running(Supports::BaseStation, today.year, siting),
            payers,
            prices: Area::ALL.map(|area| {
                let place = match area {
                    Area::Rural => run.get(P::RuralCostMultiplier),
                    Area::Urban | Area::Town => 1.0,
                };
                self.relative
                    .map(|relative| Money::from_yuan(self.price * relative * place))
            }),
            today,
        };
        if !round.grants.is_empty() {
            self.pass(run, books, &round, true);
        }
        if !self.broke {
            self.pass(run, books, &round, false);
        }
    }

    fn renew_kit(&self, run: &Run, books: &mut Books, payers: &[usize], today: Today) {
        let Some(payer) = payers.first().copied() else {
            return;
        };
        let each = self.price * run.get(P::KitCostShare);
        let last = today.year - run.get(P::KitYears) as Year;
        for county in 0..run.counties {
            let old: u64 = self.ages.range(..=last).map(|(_, by)| by[county]).sum();
            let cost = Money::from_yuan(old as f64 * run.get(P::KitReplacement) * each);
            let cost = cost.min(books.free(payer, county));
            if cost > Money::ZERO {
                books.take(payer, county, cost);
                books.pay(payer, county, cost);
            }
        }
    }

    /// Goes through the communities' next sites, best first, until nothing is left to award or the operators are broke.
    fn pass(&mut self, run: &Run, books: &mut Books, round: &Round, supported: bool) {
        let mut queue = BinaryHeap::new();
        let everywhere = 0..self.next.len();
        queue.extend(everywhere.filter_map(|k| self.turn(run, books, round, k, supported)));
        // where a programme has just had its last award: nowhere, in a county, or everywhere
        let mut ended: Option<Option<usize>> = None;
        loop {
            if let Some(place) = ended.take() {
                queue.retain(|turn: &Turn| place.is_some_and(|place| county(run, turn.1) != place));
                let here = match place {
                    Some(place) => run.shared.territory.of_county[place].clone(),
                    None => 0..self.next.len(),
                };
                queue.extend(here.filter_map(|k| self.turn(run, books, round, k, supported)));
            }
            let Some(Turn(_, site)) = queue.pop() else {
                return;
            };
            let community = run.shared.stations.sites[site].community as usize;
            let grant = if supported {
                match round.grant(run, books, site) {
                    Some(grant) => Some(grant),
                    None => continue,
                }
            } else {
                None
            };
            let county = county(run, site);
            if self.crews[county] == 0 {
                self.stops[county].crews = true;
                continue;
            }
            let price = round.price(run, site);
            let support = grant.map_or(Money::ZERO, |(_, support)| support);
            let net = price - support;
            let payer = round
                .payers
                .iter()
                .copied()
                .find(|payer| books.free(*payer, county) >= net);
            let Some(payer) = payer else {
                self.broke = true;
                return;
            };
            let mut number = self.waiting[site]
                .min(self.crews[county])
                .min(affordable(books.free(payer, county), net));
            let mut promise = None;
            let mut own = price.scaled(i64::from(number), 1);
            if let Some((programme, each)) = grant {
                let reached = affordable(books.free(programme, county), each);
                number = number.min(reached).max(1);
                let asked = each.scaled(i64::from(number), 1);
                let award = books.award(programme, county, asked, round.today.year);
                if award.is_none() || books.free(programme, county).is_zero() {
                    let pooled = books.programmes[programme].allocation.pooled();
                    ended = Some((!pooled).then_some(county));
                }
                let Some((award, amount)) = award else {
                    continue;
                };
                promise = Some(award);
                own = price.scaled(i64::from(number), 1) - amount;
            }
            if own > books.free(payer, county) {
                if let Some(award) = promise {
                    books.fail(award);
                }
                self.broke = true;
                return;
            }
            books.take(payer, county, own);
            let helped = round.help(run, books, site, number);
            self.crews[county] -= number;
            self.waiting[site] -= number;
            self.jobs.push(Job {
                site,
                number,
                unpermitted: true,
                refusals: 0,
                helped,
                month: f64::NAN,
                payer,
                own,
                support: promise,
            });
            self.look_on(run, community);
            queue.extend(self.turn(run, books, round, community, supported));
        }
    }

    /// A community's place in the queue, by people served per yuan that the operators pay.
    fn turn(
        &self,
        run: &Run,
        books: &Books,
        round: &Round,
        community: usize,
        supported: bool,
    ) -> Option<Turn> {
        let site = self.next[community];
        if site == run.shared.stations.lots[community].end as usize {
            return None;
        }
        let support = if supported {
            round.grant(run, books, site)?.1
        } else {
            Money::ZERO
        };
        let net = round.price(run, site) - support;
        let gain = run.shared.stations.gain(site as u32);
        let gain = gain * self.relative[kind(run, site) as usize];
        Some(Turn(gain / net.yuan(), site))
    }
}

/// A place in the queue: best score first, then the lowest site.
#[derive(PartialEq)]
struct Turn(f64, usize);

impl Eq for Turn {}

impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self.0.total_cmp(&other.0);
        by_score.then_with(|| other.1.cmp(&self.1))
    }
}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whole stations that `money` pays at `each`.
fn affordable(money: Money, each: Money) -> u32 {
    if each > Money::ZERO {
        (money.fen() / each.fen()).min(i64::from(u32::MAX)) as u32
    } else {
        u32::MAX
    }
}

/// What is the same for all sites in this year's awards.
struct Round {
    /// Programmes that share the cost, and those that help with sites.
    grants: Vec<usize>,
    helps: Vec<usize>,
    payers: Vec<usize>,
    /// By area and type.
    prices: [[Money; KINDS]; 3],
    today: Today,
}

impl Round {
    fn price(&self, run: &Run, site: usize) -> Money {
        self.prices[area(run, site) as usize][kind(run, site) as usize]
    }

    fn subject(run: &Run, site: usize) -> Subject {
        Subject {
            county: Some(county(run, site) as u16),
            area: Some(area(run, site)),
            station_type: Some(kind(run, site)),
            ..Subject::default()
        }
    }

    /// The first programme that gives the site anything, and how much a station: never above nine tenths of its price.
    fn grant(&self, run: &Run, books: &Books, site: usize) -> Option<(usize, Money)> {
        let subject = Self::subject(run, site);
        let price = self.price(run, site);
        let most = price.scaled(90, 100);
        self.grants
            .iter()
            .filter(|p| books.offers(**p, county(run, site), &subject))
            .map(|p| (*p, books.programmes[*p].instrument.support(price).min(most)))
            .find(|(_, support)| *support > Money::ZERO)
    }

    /// Buys help with permits for `number` stations of a site, from the first programme that has the money.
    fn help(&self, run: &Run, books: &mut Books, site: usize, number: u32) -> bool {
        let subject = Self::subject(run, site);
        let county = county(run, site);
        for programme in &self.helps {
            let Instrument::SitingSupport(siting) = books.programmes[*programme].instrument else {
                continue;
            };
            let each = siting
                .unit_price
                .unwrap_or_else(|| Money::from_yuan(run.get(P::SitingSupportPrice)));
            let cost = each.scaled(i64::from(number), 1);
            if books.offers(*programme, county, &subject)
                && books
                    .award(*programme, county, cost, self.today.year)
                    .is_some()
            {
                return true;
            }
        }
        false
    }
}
