//! One loop over columns, an enterprise at a time: a keyed draw for each that can still move, county as a column.

use crate::draw;
use crate::model::{
    HEED, Outcome, READINESS, RISE, TOP, Tally, YEARS, county_of, start_probability,
};

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    let counties: Vec<u8> = (0..enterprises).map(county_of).collect();
    let (own, others) = (draw::key(seed, 0), draw::key(seed, u32::MAX));
    let between = |range: &std::ops::Range<f64>, word| {
        range.start + (range.end - range.start) * draw::unit(word)
    };
    let readiness: Vec<f64> = (0..enterprises)
        .map(|i| between(&READINESS, draw::word(own, i)))
        .collect();
    let heed: Vec<f64> = (0..enterprises)
        .map(|i| between(&HEED, draw::word(others, i)))
        .collect();
    let mut levels = vec![0_u8; enterprises as usize];
    let mut tally = Tally::new(enterprises);
    for year in 1..=YEARS {
        let (key, terms) = (draw::key(seed, year), tally.terms());
        let columns = counties.iter().zip(&readiness).zip(&heed).zip(&mut levels);
        for (enterprise, (((&county, &p), &q), level)) in (0..enterprises).zip(columns) {
            if *level == TOP {
                continue;
            }
            let uniform = draw::unit(draw::word(key, enterprise));
            if *level > 0 {
                *level += u8::from(uniform < RISE);
                continue;
            }
            let county = usize::from(county);
            let start = start_probability(terms[county].hazard(p, q));
            if uniform < start {
                // given that it is below `start`, the draw over `start` is uniform again: it decides the rise too
                *level = 1 + u8::from(uniform < RISE * start);
                tally.started[county] += 1;
            }
        }
    }
    tally.outcome(levels.iter().map(|&level| u64::from(level)).sum())
}
