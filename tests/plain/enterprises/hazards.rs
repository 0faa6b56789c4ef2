//! How much hazard of its next step a firm meets.

use dabiao::policy::{Instrument, Size, Subject, Supports};
use dabiao::quantity::Money;
use dabiao::scenario::Parameter as P;

use super::super::ledger::Books;
use super::super::{Run, Today};
use super::{Enterprises, LEVELS, SIZES, side};

impl Enterprises {
    /// The year's hazards for every county and chain.
    pub(super) fn hazards(
        &self,
        run: &Run,
        books: &Books,
        coverage: &[f64],
        today: Today,
    ) -> Vec<Hazards> {
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
            let mut alone = [[(0.0, 0.0, 0.0); LEVELS + 1]; SIZES];
            for chain in 0..plan.chains {
                if chain == 0 || chainwise {
                    alone = without_peers(run, books, &offers, county, chain, factor);
                }
                let imitation = [0, 1].map(|side| {
                    let county = share_started(peers[plan.peer_group[county]][side]);
                    let chain = share_started(self.by_chain[chain][side]);
                    let f = county_weight * county + (1.0 - county_weight) * chain;
                    run.get(P::BassQ) * f
                });
                let mut hazards = alone;
                for size in Size::ALL {
                    for (unaided, aided, _) in hazards[size as usize].iter_mut().take(2) {
                        *unaided += imitation[side(size)];
                        *aided += imitation[side(size)];
                    }
                }
                all.push(hazards);
            }
        }
        all
    }
}

/// Hazards of a firm's next step, without and with the support on offer, and its rate.
pub(super) type Hazards = [[(f64, f64, f64); LEVELS + 1]; SIZES];

fn share_started(levels: [u32; LEVELS]) -> f64 {
    let all: u32 = levels.iter().sum();
    if all == 0 {
        return 0.0;
    }
    f64::from(all - levels[0]) / f64::from(all)
}

/// What each step's hazard owes to everything but peers, by size: start undiagnosed, start diagnosed, rise to 2, 3 and 4,
/// nothing above.
fn without_peers(
    run: &Run,
    books: &Books,
    offers: &[usize],
    county: usize,
    chain: usize,
    factor: f64,
) -> Hazards {
    let p = run.get(P::BassP);
    let rates = [
        (1, p),
        (1, p * run.get(P::FactorDiagnosed)),
        (2, run.get(P::RiseLevel2)),
        (3, run.get(P::RiseLevel3)),
        (4, run.get(P::RiseLevel4)),
    ];
    let mut hazards = [[(0.0, 0.0, 0.0); LEVELS + 1]; SIZES];
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
            let aided = rate * (1.0 + run.get(P::SupportEffect) * best);
            hazards[size as usize][step] = (rate, aided, best);
        }
    }
    hazards
}

/// The rate of support that moves a firm that draws `u`, where `offer` adds the hazard `more`.
pub(super) fn reservation(u: f64, more: f64, offer: f64) -> f64 {
    (offer * (-libm::log1p(-u) / more)).min(offer)
}
