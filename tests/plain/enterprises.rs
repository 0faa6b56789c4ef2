//! Enterprises in one plain list. Knows no station but the coverage it is handed, and no node.

mod hazards;
mod queue;
mod rows;

use dabiao::policy::{Instrument, Size, Supports};
use dabiao::quantity::{Money, Year};
use dabiao::random::Decision;
use dabiao::scenario::Parameter as P;

use hazards::reservation;

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
    /// Hazard that it still withstands before it takes its next step by itself.
    withstands: f64,
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

fn count(value: f64) -> u64 {
    libm::round(value) as u64
}

fn side(size: Size) -> usize {
    usize::from(size != Size::BelowScale)
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
            withstands: f64::NAN,
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
        let mut started = [0; 2];
        for (side, share) in [P::StartedBelowScale, P::StartedAboveScale]
            .into_iter()
            .enumerate()
        {
            let order = &plan.started[side];
            started[side] = count(run.get(share) * all(order));
            enterprises.cut(order, started[side], &mut rests, |firm| firm.level = 1);
        }
        for (order, started) in plan.risen.iter().zip(started) {
            for (level, share) in [(2, two + three + four), (3, three + four), (4, four)] {
                let number = count(share * started as f64);
                let from = move |firm: &Firm| firm.level + 1 == level;
                enterprises.cut_of(order, number, &mut rests, from, |firm| firm.level = level);
            }
        }
        // connections are no matter here, but the first cut of them may divide a firm
        let mut served = vec![false; plan.chains];
        for node in 0..count(run.get(P::Nodes)) as u32 {
            let u = run
                .state
                .uniform(Decision::NodeChain, node, run.case.base_year);
            let first = ((u * plan.chains as f64) as usize).min(plan.chains - 1);
            for next in 0..run.get(P::ChainsPerNode) as usize {
                served[(first + next) % plan.chains] = true;
            }
        }
        let number = count(run.get(P::ConnectedEnterprises));
        let could = move |firm: &Firm| firm.level > 0 && served[usize::from(firm.chain)];
        enterprises.cut_of(&plan.connected, number, &mut rests, could, |_| {});
        let number = enterprises.firms.len() as u32;
        let thresholds = run.exponentials(Decision::EnterpriseStep, number, run.case.base_year);
        for (firm, drawn) in enterprises.firms.iter_mut().zip(thresholds) {
            firm.withstands = drawn;
        }
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
        self.cut_of(order, number, rests, |_| true, change);
    }

    /// The same of those that `could` be meant.
    fn cut_of(
        &mut self,
        order: &[u32],
        number: u64,
        rests: &mut [Vec<u32>],
        could: impl Fn(&Firm) -> bool,
        change: impl Fn(&mut Firm),
    ) {
        let mut left = number;
        for unit in order {
            let parts = std::iter::once(*unit).chain(rests[*unit as usize].clone());
            for id in parts.collect::<Vec<_>>() {
                if left == 0 {
                    return;
                }
                if !could(&self.firms[id as usize]) {
                    continue;
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
            withstands: f64::NAN,
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

    /// Every firm draws its year.
    pub fn propose(&mut self, run: &Run, books: &Books, coverage: &[f64], today: Today) -> Wishes {
        let plan = &run.shared.enterprises;
        let hazards = self.hazards(run, books, coverage, today);
        let diagnoses = books.running(Supports::Diagnosis, today.year, Instrument::awards);
        let price = Money::from_yuan(run.get(P::DiagnosisPrice));
        let mut wishes = Wishes {
            steps: Vec::new(),
            diagnoses: Vec::new(),
        };
        let met = |firm: &Firm| {
            let table = &hazards[usize::from(firm.county) * plan.chains + usize::from(firm.chain)];
            let step = if firm.level == 0 {
                usize::from(firm.diagnosed)
            } else {
                usize::from(firm.level) + 1
            };
            table[firm.size as usize][step]
        };
        // a draw for those to whom anything is offered
        let offered: Vec<u32> = (0..self.firms.len() as u32)
            .filter(|id| {
                let (unaided, aided, _) = met(&self.firms[*id as usize]);
                aided > unaided
            })
            .collect();
        let uniforms = run.uniforms(Decision::EnterpriseMoved, &offered, today.year);
        let mut moved = offered.into_iter().zip(uniforms).peekable();
        for (id, firm) in (0_u32..).zip(&mut self.firms) {
            let (unaided, aided, offer) = met(firm);
            let certain = firm.withstands < unaided;
            firm.withstands = if certain {
                drawn(run, id, today.year)
            } else {
                firm.withstands - unaided
            };
            let u = moved
                .next_if(|(next, _)| *next == id)
                .map_or(1.0, |(_, u)| u);
            let steps = certain || -libm::log1p(-u) < aided - unaided;
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
                whole: steps,
                cost: price,
                promise: None,
            };
            if steps {
                let factor = plan.units[firm.unit as usize].cost_factor;
                wishes.steps.push(Wish {
                    to: Some(firm.level + 1),
                    certain,
                    asks: if certain {
                        0.0
                    } else {
                        reservation(u, aided - unaided, offer)
                    },
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
                if let Some(rest) = self.divide(id, number) {
                    self.firms[rest as usize].withstands = drawn(run, rest, today.year);
                }
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
}

/// A unit exponential.
fn drawn(run: &Run, id: u32, year: Year) -> f64 {
    -libm::log(run.events.uniform(Decision::EnterpriseStep, id, year))
}

/// Base-year turnover of what a firm stands for.
fn turnover(run: &Run, firm: &Firm) -> Money {
    let unit = &run.shared.enterprises.units[firm.unit as usize];
    unit.turnover
        .scaled(i64::from(firm.weight), i64::from(unit.weight))
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
