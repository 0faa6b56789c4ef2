//! Base stations in plain arrays: one slot a site, one list of jobs. Knows no enterprise.

mod award;
mod rows;

use std::collections::BTreeMap;

use dabiao::policy::{Area, Budget, Instrument, StationType, Supports};
use dabiao::quantity::{Money, Year, largest_remainder};
use dabiao::random::Decision;
use dabiao::scenario::Parameter as P;

use super::ledger::Books;
use super::{Run, Today};

const KINDS: usize = StationType::ALL.len();

/// Stations being worked at on one site.
struct Job {
    site: usize,
    number: u32,
    /// Still without a permit.
    unpermitted: bool,
    refusals: u8,
    helped: bool,
    /// Months after the base year until service; unknown before the permit.
    month: f64,
    payer: usize,
    own: Money,
    support: Option<usize>,
}

/// What stopped the year in one county.
#[derive(Clone, Copy, Default)]
struct Stop {
    crews: bool,
    permitted: u64,
    refused: u64,
}

/// All stations of a run.
pub struct Stations {
    /// By site: candidates left, stations on air, since when, and in which year they go beyond the ordinary.
    waiting: Vec<u32>,
    on_air: Vec<u32>,
    since: Vec<Year>,
    gone: Vec<Year>,
    /// By community: the site where the next candidate may be found, and stations on air.
    next: Vec<usize>,
    here: Vec<u32>,
    jobs: Vec<Job>,
    /// By year of service, then county.
    ages: BTreeMap<Year, Vec<u64>>,
    added: Vec<i64>,
    stops: Vec<Stop>,
    broke: bool,
    pub coverage: Vec<f64>,
    relative: [f64; KINDS],
    additions: f64,
    price: f64,
    price_walk: f64,
    envelope_walk: f64,
    national: f64,
    capacity: f64,
    crews: Vec<u32>,
}

fn lead(run: &Run, kind: StationType) -> f64 {
    run.get(if kind == StationType::NewMacro {
        P::LeadNewSite
    } else {
        P::LeadCoSite
    })
}

fn area(run: &Run, site: usize) -> Area {
    let community = run.shared.stations.sites[site].community;
    run.shared.territory.communities[community as usize].area
}

/// What a site costs more than another for where it lies.
fn terrain(run: &Run, site: usize) -> f64 {
    match area(run, site) {
        Area::Rural => run.get(P::RuralCostMultiplier),
        Area::Urban | Area::Town => 1.0,
    }
}

/// Mean relative cost of the stations on air, if there are any.
fn mean_cost(run: &Run, on_air: &[u32], costs: [f64; KINDS]) -> Option<f64> {
    let mut standing = [[0_u32; 2]; KINDS];
    for (site, stations) in on_air.iter().enumerate() {
        let rural = usize::from(area(run, site) == Area::Rural);
        standing[kind(run, site) as usize][rural] += stations;
    }
    let places = [1.0, run.get(P::RuralCostMultiplier)];
    let (mut number, mut cost) = (0.0, 0.0);
    for (by_place, unit) in standing.into_iter().zip(costs) {
        for (stations, place) in by_place.into_iter().zip(places) {
            number += f64::from(stations);
            cost += f64::from(stations) * unit * place;
        }
    }
    (number > 0.0).then(|| cost / number)
}

fn county(run: &Run, site: usize) -> usize {
    let community = run.shared.stations.sites[site].community;
    usize::from(run.shared.territory.communities[community as usize].county)
}

fn kind(run: &Run, site: usize) -> StationType {
    run.shared.stations.sites[site].kind
}

/// The year in which what came on air in `year` goes: it outlasts each later year with the same chance. Long after the last
/// year where it never does.
fn removal(run: &Run, site: usize, year: Year) -> Year {
    let rate = run.get(P::StationRemovals);
    if rate <= 0.0 {
        return Year::MAX;
    }
    let u = run
        .events
        .uniform(Decision::StationRemoval, site as u32, year);
    year + 1 + outlasts(-libm::log(u), libm::log1p(-rate))
}

/// Years outlasted by one that drew this unit exponential, at this logarithm of the share that outlasts one year.
fn outlasts(drawn: f64, log_share: f64) -> Year {
    libm::floor(-drawn / log_share).min(1e6) as Year
}

/// The same of all sites, for what is on air at the end of the base year.
fn removals(run: &Run, sites: usize) -> Vec<Year> {
    let (rate, base) = (run.get(P::StationRemovals), run.case.base_year);
    if rate <= 0.0 {
        return vec![Year::MAX; sites];
    }
    let log_share = libm::log1p(-rate);
    let drawn = run.exponentials(Decision::StationRemoval, sites as u32, base);
    let drawn = drawn.into_iter();
    drawn
        .map(|drawn| base + 1 + outlasts(drawn, log_share))
        .collect()
}

fn capex_of_nation(run: &Run, year: Year) -> f64 {
    let path = &run.case.national.capex;
    path.iter()
        .rfind(|(y, _)| **y <= year)
        .map_or(0.0, |(_, yuan)| *yuan)
}

fn envelopes(books: &Books, year: Year) -> Vec<usize> {
    books.running(Supports::BaseStation, year, |i| {
        *i == Instrument::OperatorEnvelope
    })
}

impl Stations {
    /// The end of the base year: the drawn stock on air, in the shared order, and the jobs behind it.
    pub fn new(run: &Run, books: &mut Books) -> Self {
        let plan = &run.shared.stations;
        let sites = plan.sites.len();
        let stock = run.get(P::StationStock);
        let additions = run.get(P::StationAdditions) * stock / run.case.base(P::StationStock);
        let payer = envelopes(books, run.case.base_year + 1).first().copied();
        let shares =
            [P::MixNewMacro, P::MixCoSite, P::MixLowBand, P::MixIndoor].map(|p| run.case.base(p));
        let costs = [
            P::RelativeNewMacro,
            P::RelativeCoSite,
            P::RelativeLowBand,
            P::RelativeIndoor,
        ]
        .map(|p| run.get(p));
        let mean_lead: f64 = (0..KINDS)
            .map(|k| shares[k] * lead(run, StationType::ALL[k]))
            .sum();
        let under_way = if payer.is_some() {
            additions * mean_lead / 12.0
        } else {
            0.0
        };

        let weights = plan.sites.iter().map(|site| u32::from(site.weight));
        let mut waiting: Vec<u32> = weights.collect();
        let mut on_air = vec![0_u32; sites];
        let mut started = vec![0_u32; sites];
        let stocks: Vec<f64> = plan.groups.iter().map(|g| g.stock).collect();
        let people: Vec<f64> = plan.groups.iter().map(|g| g.people).collect();
        let stocks = largest_remainder(libm::round(stock) as i64, &stocks);
        let progress = largest_remainder(libm::round(under_way) as i64, &people);
        for ((group, mut stock), mut progress) in plan.groups.iter().zip(stocks).zip(progress) {
            for site in group.order.iter().map(|site| *site as usize) {
                let built = stock.min(i64::from(waiting[site]));
                let begun = progress.min(i64::from(waiting[site]) - built);
                stock -= built;
                progress -= begun;
                on_air[site] = built as u32;
                started[site] = begun as u32;
                waiting[site] -= (built + begun) as u32;
            }
        }

        let mean = mean_cost(run, &on_air, costs)
            .unwrap_or_else(|| (0..KINDS).map(|k| shares[k] * costs[k]).sum());

        let mut stations = Self {
            next: plan.lots.iter().map(|lot| lot.first as usize).collect(),
            here: vec![0; plan.lots.len()],
            since: (plan.sites.iter())
                .map(|site| run.case.base_year - Year::from(site.age))
                .collect(),
            gone: removals(run, sites),
            waiting,
            on_air,
            jobs: Vec::new(),
            ages: BTreeMap::new(),
            added: vec![0; run.counties],
            stops: vec![Stop::default(); run.counties],
            broke: false,
            coverage: Vec::new(),
            relative: costs.map(|cost| cost / mean),
            additions,
            price: run.get(P::StationCapex),
            price_walk: 0.0,
            envelope_walk: 0.0,
            national: run.case.national.stations[&run.case.base_year],
            capacity: additions * run.get(P::CapacityBaseRatio),
            crews: Vec::new(),
        };
        for site in 0..sites {
            stations.count(run, site, i64::from(stations.on_air[site]));
        }
        for community in 0..stations.next.len() {
            stations.look_on(run, community);
        }
        for site in (0..sites).filter(|site| started[*site] > 0) {
            let payer = payer.expect("nothing is under way without a payer");
            let own = stations
                .price_of(run, site)
                .scaled(i64::from(started[site]), 1);
            books.inherit(payer, county(run, site), own);
            let left = run
                .state
                .uniform(Decision::StationInProgress, site as u32, 0);
            stations.jobs.push(Job {
                site,
                number: started[site],
                unpermitted: false,
                refusals: 0,
                helped: false,
                month: left * lead(run, kind(run, site)),
                payer,
                own,
                support: None,
            });
        }
        stations.cover(run);
        stations
    }

    /// Prices, crews and the state of the nation for this year.
    pub fn open(&mut self, run: &Run, today: Today) {
        let walk =
            |sd: P, decision: Decision| run.get(sd) * run.state.normal(decision, 0, today.year);
        self.price_walk += walk(P::StationPriceShock, Decision::PriceShock);
        self.envelope_walk += walk(P::EnvelopeShock, Decision::EnvelopeShock);
        let before = run.case.national.stations[&(run.case.base_year - 1)];
        let first = run.get(P::StationCapex);
        let learning = libm::log2(1.0 - run.get(P::StationLearningRate));
        let learned =
            first * libm::pow(self.national / before, learning) * libm::exp(self.price_walk);
        self.price = learned.max(run.get(P::StationCapexFloor));
        let capex = capex_of_nation(run, today.year) * libm::exp(self.envelope_walk);
        self.national += capex / (run.get(P::NationalStationCapex) * self.price / first);
        if today.elapsed > 1 {
            self.capacity *= 1.0 + run.get(P::CapacityGrowth);
        }
        self.added.fill(0);
        self.stops.fill(Stop::default());
        self.broke = false;
    }

    /// Fills the operators' pools: the base year's additions at its price, as national capex goes.
    pub fn fill_envelopes(&self, run: &Run, books: &mut Books, today: Today) {
        let growth = capex_of_nation(run, today.year) / capex_of_nation(run, run.case.base_year);
        let continued =
            self.additions * run.get(P::StationCapex) * growth * libm::exp(self.envelope_walk);
        let standing: u32 = self.here.iter().sum();
        let running = f64::from(standing)
            * run.get(P::StationRunningCost)
            * run.get(P::RunningCostEnvelopeShare);
        let whole = (continued - running).max(0.0);
        for payer in envelopes(books, today.year) {
            let programme = &books.programmes[payer];
            if let Budget::Continues { factors } = &programme.budget {
                let at = (today.year - programme.first_year) as usize;
                let factor = factors.get(at).copied().unwrap_or(0.0);
                books.fill_pool(payer, Money::from_yuan(whole * factor));
            }
        }
    }

    /// Shares the crews over counties by people.
    pub fn share_crews(&mut self, residents: &[f64]) {
        let crews = libm::floor(self.capacity) as i64;
        let parts = largest_remainder(crews, residents);
        self.crews = parts.into_iter().map(|crews| crews as u32).collect();
    }

    /// Permits are drawn; what is finished by the year's end goes on air.
    pub fn build(&mut self, run: &Run, books: &mut Books, today: Today) {
        let closing = 12.0 * f64::from(today.elapsed);
        for mut job in std::mem::take(&mut self.jobs) {
            let (site, county, kind) = (job.site, county(run, job.site), kind(run, job.site));
            if job.unpermitted {
                let (permit, month) =
                    run.events
                        .pair(Decision::StationPermit, site as u32, today.year);
                if permit >= chance(run, kind, job.helped) {
                    self.stops[county].refused += u64::from(job.number);
                    job.refusals += 1;
                    if job.refusals < 2 {
                        self.jobs.push(job);
                        continue;
                    }
                    books.give_back(job.payer, county, job.own, Money::ZERO);
                    if let Some(award) = job.support {
                        books.fail(award);
                    }
                    self.wait_again(run, site, job.number);
                    continue;
                }
                self.stops[county].permitted += u64::from(job.number);
                job.month = 12.0 * (f64::from(today.elapsed - 1) + month) + lead(run, kind);
                job.unpermitted = false;
            }
            if job.month > closing {
                self.jobs.push(job);
                continue;
            }
            books.pay(job.payer, county, job.own);
            if let Some(award) = job.support {
                books.complete(award, today.year);
            }
            if self.on_air[site] == 0 {
                self.since[site] = today.year;
                self.gone[site] = removal(run, site, today.year);
            }
            self.on_air[site] += job.number;
            self.added[county] += i64::from(job.number);
            self.count(run, site, i64::from(job.number));
        }
        self.remove(run, today);
    }

    /// Removals beyond the ordinary.
    fn remove(&mut self, run: &Run, today: Today) {
        for site in 0..self.on_air.len() {
            if self.on_air[site] > 0 && self.gone[site] == today.year {
                let gone = self.on_air[site];
                self.count(run, site, -i64::from(gone));
                self.added[county(run, site)] -= i64::from(gone);
                self.on_air[site] = 0;
                self.wait_again(run, site, gone);
            }
        }
    }

    /// Running costs of what is on air.
    pub fn pay_running_costs(&self, run: &Run, books: &mut Books, today: Today) {
        let payers = books.running(Supports::BaseStation, today.year, |i| {
            *i == Instrument::RunningCosts
        });
        if let Some(payer) = payers.first() {
            let each = Money::from_yuan(run.get(P::StationRunningCost));
            for (county, standing) in self.standing(run).into_iter().enumerate() {
                let cost = each.scaled(i64::from(standing), 1);
                books.bring(*payer, county, cost, today.year, 1);
            }
        }
    }

    /// Share of each county's people covered.
    pub fn cover(&mut self, run: &Run) {
        let communities = &run.shared.territory.communities;
        let of = |range: std::ops::Range<usize>| {
            let (mut all, mut covered) = (0.0, 0.0);
            for k in range.filter(|k| communities[*k].people > 0) {
                let people = f64::from(communities[k].people);
                let reach = -f64::from(self.here[k]) / run.shared.stations.lots[k].scale;
                all += people;
                covered += people * (1.0 - libm::exp(reach));
            }
            if all > 0.0 { covered / all } else { 0.0 }
        };
        let counties = run.shared.territory.of_county.iter();
        self.coverage = counties.map(|range| of(range.clone())).collect();
    }

    /// Stations on air by county.
    fn standing(&self, run: &Run) -> Vec<u32> {
        let mut standing = vec![0; run.counties];
        for (k, stations) in self.here.iter().enumerate() {
            standing[usize::from(run.shared.territory.communities[k].county)] += stations;
        }
        standing
    }

    /// Counts stations of a site in (or out) where it lies, at its age.
    fn count(&mut self, run: &Run, site: usize, change: i64) {
        if change == 0 {
            return;
        }
        let community = run.shared.stations.sites[site].community as usize;
        let shift = |count: &mut u64| *count = count.checked_add_signed(change).expect("counted");
        let here = &mut self.here[community];
        *here = (i64::from(*here) + change) as u32;
        let counties = run.counties;
        let ages = self.ages.entry(self.since[site]);
        shift(&mut ages.or_insert_with(|| vec![0; counties])[county(run, site)]);
    }

    fn wait_again(&mut self, run: &Run, site: usize, number: u32) {
        let community = run.shared.stations.sites[site].community as usize;
        self.waiting[site] += number;
        self.next[community] = self.next[community].min(site);
    }

    /// Moves a community's pointer to its next site with a candidate.
    fn look_on(&mut self, run: &Run, community: usize) {
        let end = run.shared.stations.lots[community].end as usize;
        let next = &mut self.next[community];
        while *next < end && self.waiting[*next] == 0 {
            *next += 1;
        }
    }

    fn price_of(&self, run: &Run, site: usize) -> Money {
        let relative = self.relative[kind(run, site) as usize];
        Money::from_yuan(self.price * relative * terrain(run, site))
    }
}

/// Chance of a permit in a year.
fn chance(run: &Run, kind: StationType, helped: bool) -> f64 {
    let plain = run.get(match kind {
        StationType::NewMacro => P::PermitNewMacro,
        StationType::CoSiteMacro => P::PermitCoSite,
        StationType::LowBand => P::PermitLowBand,
        StationType::Indoor => P::PermitIndoor,
    });
    let help = if helped {
        run.get(P::SitingSupportEffect)
    } else {
        0.0
    };
    (plain + help).min(1.0)
}
