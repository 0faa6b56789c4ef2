//! How likely a firm is to take its next step.

use dabiao::policy::{Instrument, Size, Subject, Supports};
use dabiao::quantity::Money;
use dabiao::scenario::Parameter as P;

use super::super::ledger::Books;
use super::super::{Run, Today};
use super::{Enterprises, LEVELS, SIZES, side};

impl Enterprises {
    /// The year's chances for every county and chain. `1 - e^-(a + b)` is taken as `1 - e^-a e^-b`, with peers in `b`.
    pub(super) fn chances(
        &self,
        run: &Run,
        books: &Books,
        coverage: &[f64],
        today: Today,
    ) -> Vec<Chances> {
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
}

/// Chances of a firm's next step, without and with the support on offer, and its rate.
pub(super) type Chances = [[(f64, f64, f64); LEVELS + 1]; SIZES];

fn share_started(levels: [u32; LEVELS]) -> f64 {
    let all: u32 = levels.iter().sum();
    if all == 0 {
        return 0.0;
    }
    f64::from(all - levels[0]) / f64::from(all)
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

/// The rate `s` of support at which `u = h(s)`, where `-ln(1 - h)` is linear in `s`; none is asked below `h(0)`.
pub(super) fn reservation(u: f64, unaided: f64, aided: f64, offer: f64) -> f64 {
    if u < unaided {
        return 0.0;
    }
    let [u, unaided, aided] = [u, unaided, aided].map(|h| -libm::log1p(-h));
    (offer * ((u - unaided) / (aided - unaided))).min(offer)
}
