//! Enterprises in one plain list. Knows no station but the coverage it is handed, and no node.

use dabiao::indicator::Indicator;
use dabiao::policy::{Instrument, Order, Programme, Size, Subject, Supports};
use dabiao::quantity::Money;
use dabiao::random::Decision;
use dabiao::record::{Limit, Series, TOTAL};
use dabiao::scenario::Parameter as P;

use super::ledger::Books;
use super::{Run, Today};

const SIZES: usize = Size::ALL.len();
const LEVELS: usize = 5;

/// One enterprise, or several alike.
#[derive(Clone, Copy)]
struct Firm {
    unit: u32,
    weight: u32,
    county: u16,
    chain: u8,
    size: Size,
    level: u8,
    diagnosed: bool,
}

/// Counts of real enterprises, by county, size and level.
type Census = Vec<[[u32; LEVELS]; SIZES]>;

/// All enterprises of a run; a firm's number is its place in the list.
pub struct Enterprises {
    firms: Vec<Firm>,
    /// Census of the end of last year; the same by chain and side of the above-scale line.
    census: Census,
    by_chain: Vec<[[u32; LEVELS]; 2]>,
    diagnosed: Vec<u32>,
    /// This year's starts of all sizes, and those above scale that lacked money, by county.
    starts: Vec<u32>,
    lacked: Vec<u32>,
    /// Base-year turnover by level; a part of a unit takes its share with it, rounded down.
    turnover: [Money; LEVELS],
    base_mass: f64,
}

/// What a firm asks of programmes.
#[derive(Clone, Copy)]
struct Wish {
    firm: u32,
    weight: u32,
    county: u16,
    chain: u8,
    size: Size,
    /// Level to reach; none for a diagnosis.
    to: Option<u8>,
    diagnosed: bool,
    /// Goes ahead without support too.
    certain: bool,
    /// The support rate at which the chance of the step is what the firm has drawn.
    asks: f64,
    /// All of it or nothing.
    whole: bool,
    cost: Money,
    /// Number and amount of what was promised.
    promise: Option<(usize, Money)>,
}

/// The year's wishes.
pub struct Wishes {
    steps: Vec<Wish>,
    diagnoses: Vec<Wish>,
}

/// Chances of a firm's next step, without and with the support on offer, and its rate.
type Chances = [[(f64, f64, f64); LEVELS + 1]; SIZES];

fn count(value: f64) -> u64 {
    libm::round(value) as u64
}

fn side(size: Size) -> usize {
    usize::from(size != Size::BelowScale)
}

fn share_started(levels: [u32; LEVELS]) -> f64 {
    let all: u32 = levels.iter().sum();
    if all == 0 {
        return 0.0;
    }
    f64::from(all - levels[0]) / f64::from(all)
}

impl Enterprises {
    /// The base year: as deep a cut in each shared order as this run's draw says.
    pub fn new(run: &Run) -> Self {
        let plan = &run.shared.enterprises;
        let firms = (0_u32..).zip(&plan.units).map(|(id, unit)| Firm {
            unit: id,
            weight: unit.weight,
            county: unit.county,
            chain: unit.chain,
            size: unit.size,
            level: 0,
            diagnosed: false,
        });
        let mut enterprises = Self {
            firms: firms.collect(),
            census: Vec::new(),
            by_chain: Vec::new(),
            diagnosed: Vec::new(),
            starts: vec![0; run.counties],
            lacked: vec![0; run.counties],
            turnover: [Money::ZERO; LEVELS],
            base_mass: 0.0,
        };
        let mut rests: Vec<Vec<u32>> = vec![Vec::new(); plan.units.len()];
        let all = |order: &[u32]| -> f64 {
            let weights = order.iter().map(|id| plan.units[*id as usize].weight);
            f64::from(weights.sum::<u32>())
        };
        let number = count(run.get(P::Diagnosed) * all(&plan.diagnosed));
        enterprises.cut(&plan.diagnosed, number, &mut rests, |firm| {
            firm.diagnosed = true;
        });
        let [two, three, four] = [P::BaseLevel2, P::BaseLevel3, P::BaseLevel4].map(|p| run.get(p));
        for (order, share) in [
            (&plan.started_above, P::StartedAboveScale),
            (&plan.started_below, P::StartedBelowScale),
        ] {
            let ids: Vec<u32> = order.iter().map(|(id, _)| *id).collect();
            let mut level = vec![1_u8; plan.units.len()];
            for (id, u) in order {
                level[*id as usize] = if *u < four {
                    4
                } else if *u < four + three {
                    3
                } else if *u < four + three + two {
                    2
                } else {
                    1
                };
            }
            let number = count(run.get(share) * all(&ids));
            enterprises.cut(&ids, number, &mut rests, |firm| {
                firm.level = level[firm.unit as usize];
            });
        }
        // connections are no matter here, but the first cut of them may divide a firm
        let mut served = vec![false; plan.chains];
        for node in 0..count(run.get(P::Nodes)) as u32 {
            let u = run
                .state
                .uniform(Decision::NodeChain, node, run.case.base_year);
            served[((u * plan.chains as f64) as usize).min(plan.chains - 1)] = true;
        }
        let started: Vec<u32> = plan
            .connected
            .iter()
            .copied()
            .filter(|id| {
                let firm = &enterprises.firms[*id as usize];
                firm.level > 0 && served[usize::from(firm.chain)]
            })
            .collect();
        let number = count(run.get(P::ConnectedEnterprises));
        enterprises.cut(&started, number, &mut rests, |_| {});
        enterprises.take_census(run);
        for firm in &enterprises.firms {
            enterprises.turnover[usize::from(firm.level)] += turnover(run, firm);
        }
        enterprises.base_mass = enterprises.mass(run);
        enterprises
    }

    /// Changes the first `number` real enterprises in `order`, a unit and what was cut off it in turn.
    fn cut(
        &mut self,
        order: &[u32],
        number: u64,
        rests: &mut [Vec<u32>],
        change: impl Fn(&mut Firm),
    ) {
        let mut left = number;
        for unit in order {
            let parts = std::iter::once(*unit).chain(rests[*unit as usize].clone());
            for id in parts {
                if left == 0 {
                    return;
                }
                let part = left.min(u64::from(self.firms[id as usize].weight)) as u32;
                if let Some(rest) = self.divide(id, part) {
                    rests[*unit as usize].push(rest);
                }
                left -= u64::from(part);
                change(&mut self.firms[id as usize]);
            }
        }
    }

    /// Leaves `number` in a firm; the rest goes to the end of the list.
    fn divide(&mut self, id: u32, number: u32) -> Option<u32> {
        let firm = &mut self.firms[id as usize];
        let rest = firm.weight - number;
        if rest == 0 {
            return None;
        }
        firm.weight = number;
        let rest = Firm {
            weight: rest,
            ..*firm
        };
        self.firms.push(rest);
        Some(self.firms.len() as u32 - 1)
    }

    fn take_census(&mut self, run: &Run) {
        self.census = vec![[[0; LEVELS]; SIZES]; run.counties];
        self.by_chain = vec![[[0; LEVELS]; 2]; run.shared.enterprises.chains];
        self.diagnosed = vec![0; run.counties];
        for firm in &self.firms {
            let (county, level) = (usize::from(firm.county), usize::from(firm.level));
            self.census[county][firm.size as usize][level] += firm.weight;
            self.by_chain[usize::from(firm.chain)][side(firm.size)][level] += firm.weight;
            if firm.diagnosed {
                self.diagnosed[county] += firm.weight;
            }
        }
    }

    /// Turnover weighed by the online share of its level.
    fn mass(&self, run: &Run) -> f64 {
        let shares = [
            P::OnlineShareLevel0,
            P::OnlineShareLevel1,
            P::OnlineShareLevel2,
            P::OnlineShareLevel3,
            P::OnlineShareLevel4,
        ];
        let parts = self.turnover.iter().zip(shares);
        parts
            .map(|(turnover, share)| turnover.yuan() * run.get(share))
            .sum()
    }

    /// The year's chances for every county and chain. `1 - e^-(a + b)` is taken as `1 - e^-a e^-b`, with peers in `b`.
    fn chances(&self, run: &Run, books: &Books, coverage: &[f64], today: Today) -> Vec<Chances> {
        let plan = &run.shared.enterprises;
        let lines = books.running(Supports::Enterprise, today.year, Instrument::awards);
        let (first, last) = run.case.action_plan;
        let in_plan = first <= today.year && today.year <= last;
        let groups = plan.peer_group.iter().max().map_or(0, |g| g + 1);
        let mut peers = vec![[[0_u32; LEVELS]; 2]; groups];
        for (county, sizes) in self.census.iter().enumerate() {
            for size in Size::ALL {
                let peers = &mut peers[plan.peer_group[county]][side(size)];
                for (sum, number) in peers.iter_mut().zip(sizes[size as usize]) {
                    *sum += number;
                }
            }
        }
        let county_weight = run.get(P::PeerCountyWeight);
        let mut all = Vec::with_capacity(run.counties * plan.chains);
        for county in 0..run.counties {
            let mut factor = if in_plan {
                run.get(P::FactorActionPlan)
            } else {
                1.0
            };
            factor *= libm::pow(run.get(P::FactorCoverage), coverage[county]);
            // the best rate on offer depends on the chain only where a programme asks for chains
            let offers: Vec<usize> = lines
                .iter()
                .copied()
                .filter(|p| books.free(*p, county) > Money::ZERO)
                .collect();
            let asks = |p: &usize| !books.programmes[*p].filter.chains.is_empty();
            let chainwise = offers.iter().any(asks);
            let mut survival = [[(0.0, 0.0, 0.0); LEVELS + 1]; SIZES];
            for chain in 0..plan.chains {
                if chain == 0 || chainwise {
                    survival = survivals(run, books, &offers, county, chain, factor);
                }
                let imitation = [0, 1].map(|side| {
                    let county = share_started(peers[plan.peer_group[county]][side]);
                    let chain = share_started(self.by_chain[chain][side]);
                    let f = county_weight * county + (1.0 - county_weight) * chain;
                    libm::exp(-run.get(P::BassQ) * f)
                });
                let mut chances = survival;
                for size in Size::ALL {
                    for (step, (unaided, aided, _)) in chances[size as usize].iter_mut().enumerate()
                    {
                        let peers = if step < 2 { imitation[side(size)] } else { 1.0 };
                        *unaided = 1.0 - *unaided * peers;
                        *aided = 1.0 - *aided * peers;
                    }
                }
                all.push(chances);
            }
        }
        all
    }

    /// Every firm draws its year.
    pub fn propose(&self, run: &Run, books: &Books, coverage: &[f64], today: Today) -> Wishes {
        let plan = &run.shared.enterprises;
        let chances = self.chances(run, books, coverage, today);
        let diagnoses = books.running(Supports::Diagnosis, today.year, Instrument::awards);
        let price = Money::from_yuan(run.get(P::DiagnosisPrice));
        let mut wishes = Wishes {
            steps: Vec::new(),
            diagnoses: Vec::new(),
        };
        for (id, firm) in (0_u32..).zip(&self.firms) {
            let table = &chances[usize::from(firm.county) * plan.chains + usize::from(firm.chain)];
            let step = if firm.level == 0 {
                usize::from(firm.diagnosed)
            } else {
                usize::from(firm.level) + 1
            };
            let (unaided, aided, offer) = table[firm.size as usize][step];
            let u = run.events.uniform(Decision::EnterpriseStep, id, today.year);
            let wish = Wish {
                firm: id,
                weight: firm.weight,
                county: firm.county,
                chain: firm.chain,
                size: firm.size,
                to: None,
                diagnosed: firm.diagnosed,
                certain: false,
                asks: 0.0,
                whole: u < aided,
                cost: price,
                promise: None,
            };
            if u < aided {
                let factor = plan.units[firm.unit as usize].cost_factor;
                wishes.steps.push(Wish {
                    to: Some(firm.level + 1),
                    certain: u < unaided,
                    asks: reservation(u, unaided, aided, offer),
                    whole: false,
                    cost: Money::from_yuan(step_cost(run, firm) * factor),
                    ..wish
                });
            }
            if !diagnoses.is_empty() && !firm.diagnosed && firm.size != Size::BelowScale {
                wishes.diagnoses.push(wish);
            }
        }
        wishes
    }

    /// What was bought and begun takes effect.
    pub fn adopt(&mut self, run: &Run, books: &mut Books, wishes: Wishes, today: Today) {
        let owner = books
            .running(Supports::Enterprise, today.year, |i| {
                *i == Instrument::OwnFunds
            })
            .first()
            .copied();
        self.starts.fill(0);
        self.lacked.fill(0);
        for (diagnoses, mut wishes) in [(true, wishes.diagnoses), (false, wishes.steps)] {
            let mut bills = vec![Money::ZERO; run.counties];
            wishes.sort_by_key(|wish| wish.firm);
            for parts in wishes.chunk_by(|a, b| a.firm == b.firm) {
                let (id, county) = (parts[0].firm, usize::from(parts[0].county));
                let mut number = 0;
                for wish in parts {
                    let cost = wish.cost.scaled(i64::from(wish.weight), 1);
                    match wish.promise {
                        Some((promise, amount)) => {
                            books.complete(promise, today.year);
                            bills[county] += cost - amount;
                        }
                        None if wish.certain && owner.is_some() => bills[county] += cost,
                        None => {
                            if wish.to == Some(1) && wish.size != Size::BelowScale {
                                self.lacked[county] += wish.weight;
                            }
                            continue;
                        }
                    }
                    number += wish.weight;
                }
                if number == 0 {
                    continue;
                }
                self.divide(id, number);
                let firm = &mut self.firms[id as usize];
                if diagnoses {
                    firm.diagnosed = true;
                } else {
                    let moved = turnover(run, firm);
                    self.turnover[usize::from(firm.level)] -= moved;
                    firm.level += 1;
                    self.turnover[usize::from(firm.level)] += moved;
                    if firm.level == 1 {
                        self.starts[county] += number;
                    }
                }
            }
            if let Some(owner) = owner {
                let years = libm::round(run.get(P::PaymentYears)) as u8;
                for (county, bill) in bills.into_iter().enumerate() {
                    books.bring(owner, county, bill, today.year, years);
                }
            }
        }
        self.take_census(run);
    }

    /// Above-scale enterprises of a county at `level` or more.
    fn at_least(&self, county: usize, level: usize) -> u32 {
        let above = &self.census[county][Size::Small as usize..];
        above.iter().flat_map(|levels| &levels[level..]).sum()
    }

    /// Writes the year's rows.
    pub fn write(&self, run: &Run, today: Today, rows: &mut Series) {
        let counties = 0..run.counties;
        let mut put = |place: usize, indicator: Indicator, value: f64| {
            rows.set(today.year, place, indicator as usize, value);
        };
        let started = |county: usize, size: Size| -> u32 {
            self.census[county][size as usize][1..].iter().sum()
        };
        let by_county: [(Indicator, Vec<u32>); 6] = [
            (
                Indicator::EnterprisesStarted,
                counties.clone().map(|c| self.at_least(c, 1)).collect(),
            ),
            (
                Indicator::EnterprisesLevel2,
                counties.clone().map(|c| self.at_least(c, 2)).collect(),
            ),
            (
                Indicator::EnterprisesLevel3,
                counties.clone().map(|c| self.at_least(c, 3)).collect(),
            ),
            (
                Indicator::EnterprisesLevel4,
                counties.clone().map(|c| self.at_least(c, 4)).collect(),
            ),
            (Indicator::EnterprisesDiagnosed, self.diagnosed.clone()),
            (
                Indicator::StartedBelowScale,
                counties
                    .clone()
                    .map(|c| started(c, Size::BelowScale))
                    .collect(),
            ),
        ];
        let mut tables = by_county.to_vec();
        if today.elapsed > 0 {
            tables.push((Indicator::StartsInYear, self.starts.clone()));
        }
        for (indicator, counts) in tables {
            put(TOTAL, indicator, f64::from(counts.iter().sum::<u32>()));
            for (county, count) in counts.into_iter().enumerate() {
                put(county + 1, indicator, f64::from(count));
            }
        }
        for (indicator, size) in [
            (Indicator::StartedLarge, Size::Large),
            (Indicator::StartedMedium, Size::Medium),
            (Indicator::StartedSmall, Size::Small),
        ] {
            let total: u32 = counties.clone().map(|c| started(c, size)).sum();
            put(TOTAL, indicator, f64::from(total));
        }
        let mut sums = [0; 4];
        for place in counties.map(|c| c + 1).chain([TOTAL]) {
            let counts = if place == TOTAL {
                sums
            } else {
                let county = place - 1;
                let counts = [
                    self.at_least(county, 0),
                    self.at_least(county, 1),
                    self.diagnosed[county],
                    self.lacked[county],
                ];
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
                counts
            };
            let [all, started, diagnosed, lacked] = counts;
            if all > 0 {
                let percent = 100.0 * f64::from(started) / f64::from(all);
                rows.set(
                    today.year,
                    place,
                    Indicator::EnterprisesStartedShare as usize,
                    percent,
                );
            }
            if today.elapsed > 0 {
                let start = match (started == all, lacked > 0) {
                    (true, _) => Limit::Pool,
                    (false, true) => Limit::Money,
                    (false, false) => Limit::Adoption,
                };
                let diagnosis = if diagnosed == all {
                    Limit::Pool
                } else {
                    Limit::Money
                };
                for (indicator, limit) in [
                    (Indicator::EnterprisesStarted, start),
                    (Indicator::EnterprisesStartedShare, start),
                    (Indicator::EnterprisesDiagnosed, diagnosis),
                ] {
                    rows.set_limit(today.year, place, indicator as usize, limit);
                }
            }
        }
        self.write_trade(run, today, rows);
    }

    /// Online trade: the industrial part follows turnover and level, the rest its own growth.
    fn write_trade(&self, run: &Run, today: Today, rows: &mut Series) {
        let relative = if self.base_mass > 0.0 {
            self.mass(run) / self.base_mass
        } else {
            1.0
        };
        let grown = |rate: P| libm::pow(1.0 + run.get(rate), f64::from(today.elapsed));
        for (volume, growth, base, industrial) in [
            (
                Indicator::OnlineSales,
                Indicator::OnlineSalesGrowth,
                run.get(P::OnlineSales),
                run.get(P::IndustrialPartSales),
            ),
            (
                Indicator::OnlinePurchases,
                Indicator::OnlinePurchasesGrowth,
                run.get(P::OnlinePurchases),
                run.get(P::IndustrialPartPurchases),
            ),
        ] {
            let value = base * industrial * relative * grown(P::MarketGrowth)
                + base * (1.0 - industrial) * grown(P::OnlineRestGrowth);
            rows.set(today.year, TOTAL, volume as usize, value);
            if today.elapsed > 0 && base > 0.0 {
                let mean = libm::pow(value / base, 1.0 / f64::from(today.elapsed));
                rows.set(today.year, TOTAL, growth as usize, 100.0 * (mean - 1.0));
            }
        }
    }
}

/// `e^-rate` of each step, by size: start undiagnosed, start diagnosed, rise to 2, 3 and 4, nothing above.
fn survivals(
    run: &Run,
    books: &Books,
    offers: &[usize],
    county: usize,
    chain: usize,
    factor: f64,
) -> Chances {
    let p = run.get(P::BassP);
    let rates = [
        (1, p),
        (1, p * run.get(P::FactorDiagnosed)),
        (2, run.get(P::RiseLevel2)),
        (3, run.get(P::RiseLevel3)),
        (4, run.get(P::RiseLevel4)),
    ];
    let mut survival = [[(1.0, 1.0, 0.0); LEVELS + 1]; SIZES];
    for size in Size::ALL {
        for (step, (level, rate)) in rates.into_iter().enumerate() {
            let subject = Subject {
                county: Some(county as u16),
                size: Some(size),
                chain: Some(chain as u8),
                level: Some(level),
                ..Subject::default()
            };
            let best = offers
                .iter()
                .map(|p| &books.programmes[*p])
                .filter(|p| p.filter.admits(&subject))
                .map(|p| p.instrument.rate())
                .fold(0.0, f64::max);
            let rate = rate * factor;
            let unaided = libm::exp(-rate);
            let aided = if best > 0.0 {
                libm::exp(-rate * (1.0 + run.get(P::SupportEffect) * best))
            } else {
                unaided
            };
            survival[size as usize][step] = (unaided, aided, best);
        }
    }
    survival
}

/// Base-year turnover of what a firm stands for.
fn turnover(run: &Run, firm: &Firm) -> Money {
    let unit = &run.shared.enterprises.units[firm.unit as usize];
    unit.turnover
        .scaled(i64::from(firm.weight), i64::from(unit.weight))
}

/// The rate `s` of support at which `u = h(s)`, where `-ln(1 - h)` is linear in `s`; none is asked below `h(0)`.
fn reservation(u: f64, unaided: f64, aided: f64, offer: f64) -> f64 {
    if u < unaided {
        return 0.0;
    }
    let [u, unaided, aided] = [u, unaided, aided].map(|h| -libm::log1p(-h));
    (offer * ((u - unaided) / (aided - unaided))).min(offer)
}

/// Cost in yuan of a firm's next step at the mean of its size.
fn step_cost(run: &Run, firm: &Firm) -> f64 {
    let whole = match firm.size {
        Size::BelowScale => P::CostBelowScale,
        Size::Small => P::CostSmall,
        Size::Medium => P::CostMedium,
        Size::Large => P::CostLarge,
    };
    let share = match firm.level {
        0 => P::CostShareStart,
        1 => P::CostShareLevel2,
        2 => P::CostShareLevel3,
        _ => P::CostShareLevel4,
    };
    run.get(whole) * run.get(share)
}

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
        if !wish.whole && left > 1 {
            let own = programme
                .matching
                .map_or(each, |m| each.times(1.0 / (1.0 + m.ratio)));
            let reached = books.free(line, county).fen() / own.fen().max(1);
            number = reached.clamp(1, i64::from(left)) as u32;
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
