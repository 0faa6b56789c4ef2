//! Which candidates are funded this year: first with public support, then with what the operators have left.

use std::collections::BinaryHeap;

use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

use super::components::{Market, OnAir, Pool, Site, Sites, Stack, Stage, Stops, Work, Works};
use super::market::envelopes;
use super::synthesis::{Ranked, StationPlan, multiplier};
use crate::policy::{Instrument, Subject, Supports};
use crate::quantity::{Money, largest_remainder};
use crate::random::Decision;
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Dice, Drawn, Shared};
use crate::sim::territory::Residents;

/// Most of a station's price that support may pay, in per cent: operators always pay a part.
const MOST_SUPPORTED_PERCENT: i64 = 90;

/// Crews left in each county this year.
#[derive(Resource, Debug, Clone, Default)]
pub struct Crews(Vec<u32>);

/// Candidates propose: crews are shared over counties by residents, so that the next candidates know what can be started.
pub fn propose(mut crews: ResMut<Crews>, market: Res<Market>, residents: Res<Residents>) {
    // crews grow by a rate without end; stations are counted in u32, so more of them could start nothing more
    #[expect(clippy::cast_possible_truncation, reason = "at most 2³²")]
    let capacity = libm::floor(market.capacity.min(f64::from(u32::MAX))) as i64;
    crews.0 = largest_remainder(capacity, &residents.0)
        .into_iter()
        .map(|crews| u32::try_from(crews).expect("crews are counted in u32"))
        .collect();
}

/// Replaces kit that has reached its age, then funds candidates. Order is by people served per net yuan at opening prices,
/// weighed by the relative price of the type, so that ranking does not select by type.
pub fn award(mut desk: Desk) {
    desk.replace_kit();
    let supported = desk.supports().next().is_some();
    if !supported || desk.pass(true) {
        desk.pass(false);
    }
}

/// What awarding stations needs at hand.
#[derive(SystemParam)]
pub struct Desk<'w, 's> {
    sites: Query<'w, 's, (&'static Site, &'static mut Stack)>,
    entities: Res<'w, Sites>,
    treasury: ResMut<'w, Treasury>,
    pool: ResMut<'w, Pool>,
    works: ResMut<'w, Works>,
    stops: ResMut<'w, Stops>,
    crews: ResMut<'w, Crews>,
    market: Res<'w, Market>,
    on_air: Res<'w, OnAir>,
    calendar: Res<'w, Calendar>,
    shared: Res<'w, Shared>,
    drawn: Res<'w, Drawn>,
    dice: Res<'w, Dice>,
}

/// How an attempt to fund a site ended.
#[derive(PartialEq, Eq)]
enum Outcome {
    Funded,
    /// The programme's money does not reach.
    Unsupported,
    /// The county's crews are full.
    Full,
    /// The operators' envelope does not reach: awarding stops.
    Spent,
}

impl Desk<'_, '_> {
    /// Programmes that share the cost of stations.
    fn supports(&self) -> impl Iterator<Item = u16> + '_ {
        let shares_cost = |i: &Instrument| i.awards() && !matches!(i, Instrument::SitingSupport(_));
        self.treasury
            .lines(Supports::BaseStation, shares_cost, self.calendar.year)
    }

    /// Funds candidates in order, with support or without; says whether the operators still have money. Where a programme
    /// has no more to give, those it was offered to are ranked anew.
    fn pass(&mut self, supported: bool) -> bool {
        let mut queue = BinaryHeap::new();
        self.rank(&mut queue, supported, None);
        while let Some(Ranked { site, .. }) = queue.pop() {
            let programme = supported.then(|| self.offer(site)).flatten();
            if supported && programme.is_none() {
                continue;
            }
            match self.fund(site, programme) {
                Outcome::Funded => {
                    let community = self.plan().candidates[site as usize].community as usize;
                    queue.extend(self.next_of(community, supported));
                }
                Outcome::Unsupported | Outcome::Full => {}
                Outcome::Spent => {
                    self.stops.money = true;
                    return false;
                }
            }
            let county = self.county(site);
            if let Some(programme) = programme
                && !self.treasury.awarding(programme, county)
            {
                let pooled = self.treasury.pooled(programme);
                self.rank(&mut queue, supported, (!pooled).then_some(county));
            }
        }
        true
    }

    /// Ranks the next candidates of a county, or of all, in place of those in the queue.
    fn rank(&self, queue: &mut BinaryHeap<Ranked>, supported: bool, county: Option<u16>) {
        queue.retain(|ranked| county.is_some_and(|county| self.county(ranked.site) != county));
        let communities = match county {
            Some(county) => self.shared.0.territory.of_county[usize::from(county)].clone(),
            None => 0..self.pool.next.len(),
        };
        queue.extend(communities.filter_map(|community| self.next_of(community, supported)));
    }

    /// A community's next candidate with its score, if there is one (and, in the first pass, an offer for it).
    fn next_of(&self, community: usize, supported: bool) -> Option<Ranked> {
        let site = self.pool.next[community];
        let plan = self.plan();
        if !plan.of_community[community].contains(&site) {
            return None;
        }
        let price = self.price(site);
        let support = if supported {
            self.support(self.offer(site)?, price)
        } else {
            Money::ZERO
        };
        let relative = self.market.relative[plan.candidates[site as usize].kind as usize];
        let score = plan.candidates[site as usize].gain * relative / (price - support).yuan();
        Some(Ranked { score, site })
    }

    /// Funds as many of a site's waiting stations as crews and money allow.
    fn fund(&mut self, site: u32, programme: Option<u16>) -> Outcome {
        let year = self.calendar.year;
        let county = self.county(site);
        let waiting = self.stack(site).waiting;
        let crews = self.crews.0[usize::from(county)];
        if crews == 0 {
            self.stops.capacity[usize::from(county)] = true;
            return Outcome::Full;
        }
        let price = self.price(site);
        let support = programme.map_or(Money::ZERO, |p| self.support(p, price));
        let net = price - support;
        let lines = envelopes(&self.treasury, year);
        let Some(envelope) = lines
            .into_iter()
            .find(|e| self.treasury.free(*e, county) >= net)
        else {
            return Outcome::Spent;
        };
        let mut weight = waiting
            .min(crews)
            .min(fits(self.treasury.free(envelope, county), net));
        if let Some(programme) = programme {
            weight = weight
                .min(fits(self.treasury.free(programme, county), support))
                .max(1);
        }
        let whole = |unit: Money| unit.scaled(i64::from(weight), 1);
        let award = match programme.map(|p| self.treasury.award(p, county, whole(support), year)) {
            None => None,
            Some(Some(granted)) => Some(granted),
            Some(None) => return Outcome::Unsupported,
        };
        let own = whole(price) - award.map_or(Money::ZERO, |granted| granted.amount);
        if !self.treasury.commit(envelope, county, own) {
            // the county's match scaled the support down, and the operators cannot make good for it
            if let Some(granted) = award {
                self.treasury.fail(granted.id);
            }
            return Outcome::Spent;
        }
        let sited = self.buy_siting(site, county, weight);
        self.start(
            site,
            weight,
            Work {
                site,
                weight,
                stage: Stage::Awarded,
                refusals: 0,
                sited,
                month: self.month(site),
                envelope: (envelope, own),
                award: award.map(|granted| granted.id),
            },
        );
        Outcome::Funded
    }

    /// Takes funded stations out of the pool and puts them to work.
    fn start(&mut self, site: u32, weight: u32, work: Work) {
        let county = usize::from(self.county(site));
        self.crews.0[county] -= weight;
        self.pool.left[county] -= u64::from(weight);
        let entity = self.entities.0[site as usize];
        let (_, mut stack) = self
            .sites
            .get_mut(entity)
            .expect("every site has its entity");
        stack.waiting -= weight;
        self.works.0.push(work);
        let community = self.plan().candidates[site as usize].community as usize;
        let end = self.plan().of_community[community].end;
        while self.pool.next[community] < end && self.stack(self.pool.next[community]).waiting == 0
        {
            self.pool.next[community] += 1;
        }
    }

    /// Buys siting support for newly funded stations from the first programme that offers it and has the money.
    fn buy_siting(&mut self, site: u32, county: u16, weight: u32) -> bool {
        let year = self.calendar.year;
        let subject = self.subject(site);
        let offers: Vec<(u16, Money)> = self
            .treasury
            .offers(Supports::BaseStation, &subject, year)
            .filter_map(|p| {
                let Instrument::SitingSupport(siting) =
                    self.treasury.programmes()[usize::from(p)].instrument
                else {
                    return None;
                };
                let drawn = || self.drawn.money(Parameter::SitingSupportPrice);
                Some((p, siting.unit_price.unwrap_or_else(drawn)))
            })
            .collect();
        offers.into_iter().any(|(programme, price)| {
            let whole = price.scaled(i64::from(weight), 1);
            self.treasury
                .award(programme, county, whole, year)
                .is_some()
        })
    }

    /// Replaces kit from its stated year of service: the stated share of it each year, at a share of the station's price,
    /// out of the operators' envelope as far as it goes.
    fn replace_kit(&mut self) {
        let Some(envelope) = envelopes(&self.treasury, self.calendar.year)
            .first()
            .copied()
        else {
            return;
        };
        let rate = self.drawn.get(Parameter::KitReplacement);
        let unit = self.market.price * self.drawn.get(Parameter::KitCostShare);
        #[expect(clippy::cast_possible_truncation, reason = "a few years")]
        let last = self.calendar.year - self.drawn.get(Parameter::KitYears) as i32;
        for county in 0..u16::try_from(self.crews.0.len()).expect("counties are counted in u16") {
            let aged = self.on_air.aged(usize::from(county), last);
            #[expect(clippy::cast_precision_loss, reason = "stations are far below 2⁵³")]
            let cost = Money::from_yuan(aged as f64 * rate * unit)
                .min(self.treasury.free(envelope, county));
            if cost > Money::ZERO && self.treasury.commit(envelope, county, cost) {
                self.treasury.pay(envelope, county, cost);
            }
        }
    }

    /// The first programme, in order of id, that would share the cost of a site.
    fn offer(&self, site: u32) -> Option<u16> {
        let subject = self.subject(site);
        let price = self.price(site);
        self.treasury
            .offers(Supports::BaseStation, &subject, self.calendar.year)
            .find(|p| self.support(*p, price) > Money::ZERO)
    }

    /// Support of a programme for one station of `price`.
    fn support(&self, programme: u16, price: Money) -> Money {
        let support = self.treasury.programmes()[usize::from(programme)]
            .instrument
            .support(price);
        support.min(price.scaled(MOST_SUPPORTED_PERCENT, 100))
    }

    /// Price of one station on a site: `c_t rel_type m_k / sum(mix rel m)`.
    fn price(&self, site: u32) -> Money {
        let candidate = &self.plan().candidates[site as usize];
        let rural = self.drawn.get(Parameter::RuralCostMultiplier);
        let place = multiplier(&self.shared.0.territory, candidate.community, rural);
        Money::from_yuan(self.market.price * self.market.relative[candidate.kind as usize] * place)
    }

    /// Months from the end of the base year to a uniformly drawn moment of this year.
    fn month(&self, site: u32) -> f64 {
        let u = self
            .dice
            .events
            .uniform(Decision::StationMonth, site, self.calendar.year);
        12.0 * (f64::from(self.calendar.elapsed() - 1) + u)
    }

    fn subject(&self, site: u32) -> Subject {
        let candidate = &self.plan().candidates[site as usize];
        let community = &self.shared.0.territory.communities[candidate.community as usize];
        Subject {
            county: Some(community.county),
            area: Some(community.area),
            station_type: Some(candidate.kind),
            ..Subject::default()
        }
    }

    fn county(&self, site: u32) -> u16 {
        let community = self.plan().candidates[site as usize].community;
        self.shared.0.territory.communities[community as usize].county
    }

    fn stack(&self, site: u32) -> Stack {
        *self
            .sites
            .get(self.entities.0[site as usize])
            .expect("every site has its entity")
            .1
    }

    fn plan(&self) -> &StationPlan {
        &self.shared.0.stations
    }
}

/// How many units of `price` fit into `money`; without a price, any number.
fn fits(money: Money, price: Money) -> u32 {
    if price <= Money::ZERO {
        return u32::MAX;
    }
    u32::try_from(money.fen() / price.fen()).unwrap_or(u32::MAX)
}
