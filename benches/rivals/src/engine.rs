//! The model on dabiao's own kernel: entities of `bevy_ecs` in order of county, thresholds that lose a year's hazard in one pass
//! (`dabiao::sim::threshold`), and dabiao's keyed draws (Philox, ten rounds, 52 bits), drawn when an enterprise acts.
//!
//! As dabiao does, it keeps its world from run to run and puts the first year in place over what the last run has left.

use std::cell::RefCell;

use bevy_ecs::prelude::*;
use dabiao::random::{Decision, Draws};
use dabiao::sim::threshold::{Threshold, pass};

use crate::model::{HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, count, county_size};

/// An enterprise's own terms.
#[derive(Component, Clone, Copy)]
struct Nature {
    readiness: f64,
    heed: f64,
}

/// Its level, 0 to 4.
#[derive(Component, Clone, Copy)]
struct Level(u8);

/// What it still withstands until its next step.
#[derive(Component, Clone, Copy)]
struct Withstands(Threshold);

/// Enterprises drawn side by side.
const LANES: usize = 32;

thread_local! {
    static KEPT: RefCell<World> = RefCell::new(World::new());
}

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    KEPT.with_borrow_mut(|world| {
        let draws = Draws::new(seed, 0);
        begin(world, enterprises, &draws);
        let mut tally = Tally::new(enterprises);
        let mut levels = 0;
        let mut columns = world.query::<(&Nature, &mut Level, &mut Withstands)>();
        for year in 1..=YEARS {
            let terms = tally.terms();
            let mut tables = columns
                .contiguous_iter_mut(world)
                .expect("all components lie in tables");
            let (natures, level, withstands) = tables.next().expect("there are enterprises");
            let (level, _) = ContiguousMut::bypass_change_detection_split(level);
            let (withstands, _) = ContiguousMut::bypass_change_detection_split(withstands);
            let mut first = 0;
            for (county, terms) in terms.into_iter().enumerate() {
                let end = first + county_size(enterprises, county) as usize;
                let here = first..end;
                let mut county_now = County {
                    first: count(first),
                    natures: &natures[here.clone()],
                    levels: &mut level[here.clone()],
                    withstands: &mut withstands[here],
                };
                let (started, risen) = county_now.year(terms, &draws, year);
                tally.started[county] += started;
                levels += u64::from(risen);
                first = end;
            }
        }
        tally.outcome(levels)
    })
}

/// Puts the first year in place.
fn begin(world: &mut World, enterprises: u32, draws: &Draws) {
    let mut standing = world.query::<(&mut Nature, &mut Level, &mut Withstands)>();
    if standing.iter(world).len() != enterprises as usize {
        *world = World::new();
        let blank = (
            Nature {
                readiness: 0.0,
                heed: 0.0,
            },
            Level(0),
            Withstands(Threshold::of(0.5)),
        );
        world.spawn_batch(vec![blank; enterprises as usize]);
        standing = world.query();
    }
    let mut tables = standing
        .contiguous_iter_mut(world)
        .expect("all components lie in tables");
    let (natures, levels, withstands) = tables.next().expect("there are enterprises");
    let (natures, _) = ContiguousMut::bypass_change_detection_split(natures);
    let (levels, _) = ContiguousMut::bypass_change_detection_split(levels);
    let (withstands, _) = ContiguousMut::bypass_change_detection_split(withstands);
    levels.fill(Level(0));
    let rows = natures.chunks_mut(LANES).zip(withstands.chunks_mut(LANES));
    for (first, (natures, withstands)) in (0_u32..).step_by(LANES).zip(rows) {
        let ids = std::array::from_fn::<u32, LANES, _>(|lane| first + count(lane));
        let own = draws.pairs(Decision::EnterpriseCost, ids, 0);
        let acts = draws.pairs(Decision::EnterpriseStep, ids, 0);
        let between = |range: &std::ops::Range<f64>, u| range.start + (range.end - range.start) * u;
        for ((nature, withstands), ((u, v), (t, _))) in natures
            .iter_mut()
            .zip(withstands)
            .zip(own.into_iter().zip(acts))
        {
            *nature = Nature {
                readiness: between(&READINESS, u),
                heed: between(&HEED, v),
            };
            withstands.0 = Threshold::of(t);
        }
    }
}

/// The enterprises of one county.
struct County<'a> {
    first: u32,
    natures: &'a [Nature],
    levels: &'a mut [Level],
    withstands: &'a mut [Withstands],
}

impl County<'_> {
    /// A year: how many have started, and the sum of levels gained.
    fn year(&mut self, terms: Terms, draws: &Draws, year: u32) -> (u32, u32) {
        let rise = -libm::log1p(-RISE);
        let mut acting = Vec::new();
        let (natures, levels) = (self.natures, &*self.levels);
        let hazard = |row: usize| match levels[row].0 {
            0 => terms.hazard(natures[row].readiness, natures[row].heed),
            TOP => 0.0,
            _ => rise,
        };
        pass(
            self.withstands,
            |w| &mut w.0,
            hazard,
            |row, _| acting.push(row),
        );
        let (mut started, mut risen) = (0, 0);
        for rows in acting.chunks(LANES) {
            let mut ids = [0; LANES];
            for (id, row) in ids.iter_mut().zip(rows) {
                *id = self.first + count(*row);
            }
            let year = i32::try_from(year).expect("a few years");
            let pairs = draws.pairs(Decision::EnterpriseStep, ids, year);
            for (row, (u, v)) in rows.iter().zip(pairs) {
                let (level, withstands) = (&mut self.levels[*row].0, &mut self.withstands[*row].0);
                *level += 1;
                risen += 1;
                *withstands = Threshold::of(u);
                if *level == 1 {
                    started += 1;
                    // who starts may rise in the same year
                    if withstands.meet(rise) {
                        *level += 1;
                        risen += 1;
                        *withstands = Threshold::of(v);
                    }
                }
            }
        }
        (started, risen)
    }
}
