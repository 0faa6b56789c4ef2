//! Which candidates are funded this year: first with public support, then with what the operators have left.

use bevy_ecs::prelude::*;

use super::components::{Market, OnAir, Place, Pool, Stack, Stage, Stops, Work, Works, by_id};
use super::market::envelopes;
use super::queue::{Queue, Ranked};
use super::synthesis::StationPlan;
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
        plan: &shared.0.stations,
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
    plan: &'a StationPlan,
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
            let Ranked {
                site, community, ..
            } = first;
            let county = self.county(community);
            let kind = self.plan.sites.kind[site as usize];
            let offer = self.offer(kind, community);
            if supported && offer.is_none() {
                queue.replace_first(None);
                continue;
            }
            match self.fund(site, community, offer) {
                Outcome::Spent => {
                    self.stops.money = true;
                    return false;
                }
                // no other site of the county can be started either
                Outcome::Full => queue.drop_county(county),
                Outcome::Unsupported => queue.replace_first(None),
                Outcome::Funded => queue.replace_first(self.next_of(community, supported)),
            }
            if let Some(Offer { programme, .. }) = offer
                && !self.treasury.awarding(programme, county)
            {
                let place = (!self.treasury.pooled(programme)).then_some(county);
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
    fn rank(&self, queue: &mut Queue, supported: bool, county: Option<u16>) {
        let all = 0..u16::try_from(self.offers.len()).expect("counties are counted in u16");
        for county in county.map_or(all, |county| county..county + 1) {
            let communities = self.territory.of_county[usize::from(county)].clone();
            let communities = communities.map(|at| u32::try_from(at).expect("counted in u32"));
            let ranked = communities.filter_map(|community| self.next_of(community, supported));
            queue.rank(county, ranked.collect());
        }
    }

    /// A community's next candidate with its score, if there is one (and, in the first pass, an offer for it).
    fn next_of(&self, community: u32, supported: bool) -> Option<Ranked> {
        let site = self.pool.next[community as usize];
        if !self.plan.of_community[community as usize].contains(&site) {
            return None;
        }
        let kind = self.plan.sites.kind[site as usize];
        let offer = self.offer(kind, community);
        if supported && offer.is_none() {
            return None;
        }
        let support = offer.map_or(Money::ZERO, |offer| offer.support);
        let net = self.price(kind, community) - support;
        let score =
            self.plan.sites.gain[site as usize] * self.terms.relative[kind as usize] / net.yuan();
        Some(Ranked {
            score,
            site,
            community,
        })
    }

    /// Funds as many of a site's waiting stations as crews and money allow.
    fn fund(&mut self, site: u32, community: u32, offer: Option<Offer>) -> Outcome {
        let year = self.calendar.year;
        let county = self.county(community);
        let kind = self.plan.sites.kind[site as usize];
        let waiting = self.stacks[site as usize].waiting;
        let crews = self.crews[usize::from(county)];
        if crews == 0 {
            self.stops.capacity[usize::from(county)] = true;
            return Outcome::Full;
        }
        let price = self.price(kind, community);
        let support = offer.map_or(Money::ZERO, |offer| offer.support);
        let programme = offer.map(|offer| offer.programme);
        let net = price - support;
        let reaches = |e: &u16| self.treasury.free(*e, county) >= net;
        let Some(envelope) = self.terms.envelopes.iter().copied().find(reaches) else {
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
        let sited = self.buy_siting(kind, community, weight);
        let work = Work {
            site,
            place: Place {
                community,
                county,
                kind,
            },
            weight,
            stage: Stage::Awarded,
            refusals: 0,
            sited,
            month: 0.0,
            envelope: (envelope, own),
            award: award.map(|granted| granted.id),
        };
        self.start(work);
        Outcome::Funded
    }

    /// Takes funded stations out of the pool and puts them to work.
    fn start(&mut self, work: Work) {
        let community = work.place.community as usize;
        let county = usize::from(work.place.county);
        self.crews[county] -= work.weight;
        self.pool.left[county] -= u64::from(work.weight);
        self.stacks[work.site as usize].waiting -= work.weight;
        self.works.push(work);
        let end = self.plan.of_community[community].end;
        let next = &mut self.pool.next[community];
        while *next < end && self.stacks[*next as usize].waiting == 0 {
            *next += 1;
        }
    }

    /// Buys siting support for newly funded stations from the first programme that offers it and has the money.
    fn buy_siting(&mut self, kind: StationType, community: u32, weight: u32) -> bool {
        if self.terms.siting.is_empty() {
            return false;
        }
        let county = self.county(community);
        let subject = Subject {
            county: Some(county),
            area: Some(self.territory.communities[community as usize].area),
            station_type: Some(kind),
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
    fn offer(&self, kind: StationType, community: u32) -> Option<Offer> {
        let community = &self.territory.communities[community as usize];
        let (county, area) = (community.county, community.area);
        let offer = self.offers[usize::from(county)][kind as usize][area as usize]?;
        if self.treasury.awarding(offer.programme, county) {
            return Some(offer);
        }
        self.best_offer(county, kind, area)
    }

    /// Price of one station on a site.
    fn price(&self, kind: StationType, community: u32) -> Money {
        let area = self.territory.communities[community as usize].area;
        self.terms.prices[kind as usize][area as usize]
    }

    fn county(&self, community: u32) -> u16 {
        self.territory.communities[community as usize].county
    }
}

/// How many units of `price` fit into `money`; without a price, any number.
fn fits(money: Money, price: Money) -> u32 {
    if price <= Money::ZERO {
        return u32::MAX;
    }
    u32::try_from(money.fen() / price.fen()).unwrap_or(u32::MAX)
}
