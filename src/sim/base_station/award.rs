//! Which candidates are funded this year: first with public support, then with what the operators have left.

use bevy_ecs::prelude::*;
use prefetch_index::prefetch_index;

use super::components::{
    Front, Market, OnAir, Place, Pool, Stack, Stage, Stops, Work, Works, by_id,
};
use super::deal::{Lot, Mix};
use super::market::envelopes;
use super::queue::{Queue, Ranked};
use crate::policy::{Area, Instrument, StationType, Subject, Supports};
use crate::quantity::{Money, Year, largest_remainder};
use crate::scenario::Parameter;
use crate::sim::funding::Treasury;
use crate::sim::setting::{Calendar, Drawn, Shared};
use crate::sim::territory::{Residents, Territory};

/// Most of a station's price that support may pay, in per cent: operators always pay a part.
const MOST_SUPPORTED_PERCENT: i64 = 90;

/// Kinds of place.
const AREAS: usize = Area::ALL.len();

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
#[expect(
    clippy::too_many_arguments,
    reason = "a system asks for what it touches"
)]
pub fn award(
    mut sites: Query<&mut Stack>,
    mut treasury: ResMut<Treasury>,
    mut pool: ResMut<Pool>,
    mut works: ResMut<Works>,
    mut stops: ResMut<Stops>,
    mut crews: ResMut<Crews>,
    market: Res<Market>,
    on_air: Res<OnAir>,
    calendar: Res<Calendar>,
    shared: Res<Shared>,
    drawn: Res<Drawn>,
) {
    let mut desk = Desk {
        terms: Terms::new(&treasury, &market, &drawn, calendar.year),
        stacks: by_id(&mut sites),
        treasury: &mut treasury,
        pool: &mut pool,
        works: &mut works.0,
        stops: &mut stops,
        crews: &mut crews.0,
        offers: vec![Offers::default(); shared.0.territory.of_county.len()],
        calendar: *calendar,
        mix: &shared.0.stations.mix,
        territory: &shared.0.territory,
    };
    desk.replace_kit(&market, &on_air, &drawn);
    if desk.terms.supports.is_empty() || desk.pass(true) {
        desk.pass(false);
    }
}

/// What the year offers for stations: the same for all sites of a type and class of place.
struct Terms {
    /// Operators' programmes.
    envelopes: Vec<u16>,
    /// Programmes that share the cost of stations.
    supports: Vec<u16>,
    /// Programmes that buy siting support, and what a station's costs.
    siting: Vec<(u16, Money)>,
    /// Relative price of each type.
    relative: [f64; 4],
    /// Price of one station by type and kind of place: `c_t rel_type m_k / sum(mix rel m)`.
    prices: [[Money; AREAS]; 4],
}

impl Terms {
    fn new(treasury: &Treasury, market: &Market, drawn: &Drawn, year: Year) -> Self {
        let places = Area::ALL.map(|area| match area {
            Area::Urban | Area::Town => 1.0,
            Area::Rural => drawn.get(Parameter::RuralCostMultiplier),
        });
        let award = |siting| {
            let lines = treasury.lines(Supports::BaseStation, Instrument::awards, year);
            lines.filter(move |p| {
                let instrument = treasury.programmes()[usize::from(*p)].instrument;
                siting == matches!(instrument, Instrument::SitingSupport(_))
            })
        };
        let priced = |p: u16| {
            let Instrument::SitingSupport(siting) =
                treasury.programmes()[usize::from(p)].instrument
            else {
                return None;
            };
            let drawn = || drawn.money(Parameter::SitingSupportPrice);
            Some((p, siting.unit_price.unwrap_or_else(drawn)))
        };
        Self {
            envelopes: envelopes(treasury, year),
            supports: award(false).collect(),
            siting: award(true).filter_map(priced).collect(),
            relative: market.relative,
            prices: market.relative.map(|relative| {
                places.map(|place| Money::from_yuan(market.price * relative * place))
            }),
        }
    }
}

/// A programme that would share the cost of a station, and what it would give.
#[derive(Clone, Copy)]
struct Offer {
    programme: u16,
    support: Money,
}

/// What a county's sites are offered, by type and kind of place.
type Offers = [[Option<Offer>; AREAS]; 4];

/// What awarding stations needs at hand.
struct Desk<'a> {
    terms: Terms,
    /// By county, as they stood when they were last ranked.
    offers: Vec<Offers>,
    stacks: &'a mut [Stack],
    treasury: &'a mut Treasury,
    pool: &'a mut Pool,
    works: &'a mut Vec<Work>,
    stops: &'a mut Stops,
    crews: &'a mut [u32],
    calendar: Calendar,
    mix: &'a Mix,
    territory: &'a Territory,
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

impl Desk<'_> {
    /// Funds candidates in order, with support or without; says whether the operators still have money. Where a programme
    /// has no more to give, those it was offered to are ranked anew.
    fn pass(&mut self, supported: bool) -> bool {
        self.make_offers(supported, None);
        let mut queue = Queue::new(self.offers.len());
        self.rank(&mut queue, supported, None);
        loop {
            let Some(first) = queue.first() else {
                return true;
            };
            let community = first.community();
            let front = self.pool.fronts[community as usize];
            let offer = self.offer(&front);
            if supported && offer.is_none() {
                queue.replace_first(None);
                continue;
            }
            match self.fund(community, &front, offer) {
                Outcome::Spent => {
                    self.stops.money = true;
                    return false;
                }
                // no other site of the county can be started either
                Outcome::Full => queue.drop_county(front.lot.county),
                Outcome::Unsupported => {
                    queue.replace_first(None);
                }
                Outcome::Funded => {
                    let next = &mut self.pool.fronts[community as usize];
                    let gain = next.look(self.mix, self.stacks);
                    let next = queue.replace_first(self.next_of(community, gain, supported));
                    if let Some(next) = next {
                        // its turn comes after the other counties'
                        prefetch_index(&self.pool.fronts, next.community() as usize);
                    }
                }
            }
            if let Some(Offer { programme, .. }) = offer
                && !self.treasury.awarding(programme, front.lot.county)
            {
                let place = (!self.treasury.pooled(programme)).then_some(front.lot.county);
                self.make_offers(true, place);
                self.rank(&mut queue, true, place);
            }
        }
    }

    /// Looks up what the sites of a county, or of all, are offered: nothing in the pass without support.
    fn make_offers(&mut self, supported: bool, county: Option<u16>) {
        let all = 0..u16::try_from(self.offers.len()).expect("counties are counted in u16");
        for county in county.map_or(all, |county| county..county + 1) {
            for kind in StationType::ALL {
                for area in Area::ALL {
                    let offer = supported.then(|| self.best_offer(county, kind, area));
                    self.offers[usize::from(county)][kind as usize][area as usize] =
                        offer.flatten();
                }
            }
        }
    }

    /// The first programme, in order of id, that would share the cost of such a site.
    fn best_offer(&self, county: u16, kind: StationType, area: Area) -> Option<Offer> {
        let subject = Subject {
            county: Some(county),
            area: Some(area),
            station_type: Some(kind),
            ..Subject::default()
        };
        let price = self.terms.prices[kind as usize][area as usize];
        self.terms.supports.iter().find_map(|programme| {
            let line = &self.treasury.programmes()[usize::from(*programme)];
            let support = line.instrument.support(price);
            let support = support.min(price.scaled(MOST_SUPPORTED_PERCENT, 100));
            let offers = line.filter.admits(&subject)
                && self.treasury.awarding(*programme, county)
                && support > Money::ZERO;
            offers.then_some(Offer {
                programme: *programme,
                support,
            })
        })
    }

    /// Ranks the next candidates of a county, or of all, in place of those in the queue.
    fn rank(&mut self, queue: &mut Queue, supported: bool, county: Option<u16>) {
        let all = 0..u16::try_from(self.offers.len()).expect("counties are counted in u16");
        for county in county.map_or(all, |county| county..county + 1) {
            let communities = self.territory.of_county[usize::from(county)].clone();
            let communities = communities.map(|at| u32::try_from(at).expect("counted in u32"));
            let mut ranked = Vec::with_capacity(communities.len());
            for community in communities {
                let front = &mut self.pool.fronts[community as usize];
                let gain = front.look(self.mix, self.stacks);
                ranked.extend(self.next_of(community, gain, supported));
            }
            queue.rank(county, ranked);
        }
    }

    /// A community's next candidate with its score, if there is one of this gain (and, in the first pass, an offer for it).
    fn next_of(&self, community: u32, gain: Option<f64>, supported: bool) -> Option<Ranked> {
        let (gain, front) = (gain?, &self.pool.fronts[community as usize]);
        let offer = self.offer(front);
        if supported && offer.is_none() {
            return None;
        }
        let support = offer.map_or(Money::ZERO, |offer| offer.support);
        let net = self.price(front) - support;
        let score = gain * self.terms.relative[front.kind as usize] / net.yuan();
        Some(Ranked::new(score, front.next, community))
    }

    /// Funds as many of the waiting stations of a community's next site as crews and money allow.
    fn fund(&mut self, community: u32, front: &Front, offer: Option<Offer>) -> Outcome {
        let year = self.calendar.year;
        let county = front.lot.county;
        let crews = self.crews[usize::from(county)];
        if crews == 0 {
            self.stops.capacity[usize::from(county)] = true;
            return Outcome::Full;
        }
        let price = self.price(front);
        let support = offer.map_or(Money::ZERO, |offer| offer.support);
        let programme = offer.map(|offer| offer.programme);
        let net = price - support;
        let reaches = |e: &u16| self.treasury.free(*e, county) >= net;
        let Some(envelope) = self.terms.envelopes.iter().copied().find(reaches) else {
            return Outcome::Spent;
        };
        let mut weight = u32::from(front.waiting)
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
        let place = Place {
            community,
            county,
            kind: front.kind,
        };
        let sited = self.buy_siting(place, front.lot.area, weight);
        let work = Work {
            site: front.next,
            place,
            weight: u16::try_from(weight).expect("a part of a site's weight"),
            stage: Stage::Awarded,
            refusals: 0,
            sited,
            month: 0.0,
            envelope,
            own,
            award: award.map(|granted| granted.id),
        };
        self.start(work);
        Outcome::Funded
    }

    /// Takes funded stations out of the waiting ones of their community's next site and puts them to work.
    fn start(&mut self, work: Work) {
        let county = usize::from(work.place.county);
        self.crews[county] -= u32::from(work.weight);
        self.pool.left[county] -= u64::from(work.weight);
        let front = &mut self.pool.fronts[work.place.community as usize];
        front.leave(front.waiting - work.weight, self.stacks);
        self.works.push(work);
    }

    /// Buys siting support for newly funded stations from the first programme that offers it and has the money.
    fn buy_siting(&mut self, place: Place, area: Area, weight: u32) -> bool {
        if self.terms.siting.is_empty() {
            return false;
        }
        let county = place.county;
        let subject = Subject {
            county: Some(county),
            area: Some(area),
            station_type: Some(place.kind),
            ..Subject::default()
        };
        let treasury = &mut *self.treasury;
        self.terms.siting.iter().any(|(programme, price)| {
            let whole = price.scaled(i64::from(weight), 1);
            let filter = &treasury.programmes()[usize::from(*programme)].filter;
            filter.admits(&subject)
                && treasury.awarding(*programme, county)
                && treasury
                    .award(*programme, county, whole, self.calendar.year)
                    .is_some()
        })
    }

    /// Replaces kit from its stated year of service: the stated share of it each year, at a share of the station's price,
    /// out of the operators' envelope as far as it goes.
    fn replace_kit(&mut self, market: &Market, on_air: &OnAir, drawn: &Drawn) {
        let Some(envelope) = self.terms.envelopes.first().copied() else {
            return;
        };
        let rate = drawn.get(Parameter::KitReplacement);
        let unit = market.price * drawn.get(Parameter::KitCostShare);
        #[expect(clippy::cast_possible_truncation, reason = "a few years")]
        let last = self.calendar.year - drawn.get(Parameter::KitYears) as i32;
        for county in 0..u16::try_from(self.crews.len()).expect("counties are counted in u16") {
            let aged = on_air.aged(usize::from(county), last);
            #[expect(clippy::cast_precision_loss, reason = "stations are far below 2⁵³")]
            let cost = Money::from_yuan(aged as f64 * rate * unit)
                .min(self.treasury.free(envelope, county));
            if cost > Money::ZERO && self.treasury.commit(envelope, county, cost) {
                self.treasury.pay(envelope, county, cost);
            }
        }
    }

    /// What a site is offered: anew where the programme's money went elsewhere since, as what it pays to match others.
    fn offer(&self, front: &Front) -> Option<Offer> {
        let (Lot { county, area, .. }, kind) = (front.lot, front.kind);
        let offer = self.offers[usize::from(county)][kind as usize][area as usize]?;
        if self.treasury.awarding(offer.programme, county) {
            return Some(offer);
        }
        self.best_offer(county, kind, area)
    }

    /// Price of one station on a community's next site.
    fn price(&self, front: &Front) -> Money {
        self.terms.prices[front.kind as usize][front.lot.area as usize]
    }
}

/// How many units of `price` fit into `money`; without a price, any number.
fn fits(money: Money, price: Money) -> u32 {
    if price <= Money::ZERO {
        return u32::MAX;
    }
    u32::try_from(money.fen() / price.fen()).unwrap_or(u32::MAX)
}
