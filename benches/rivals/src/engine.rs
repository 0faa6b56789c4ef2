//! The model on dabiao's own kernels: entities of `bevy_ecs` in order of county, thresholds of a start that lose a year's hazard
//! in one pass (`dabiao::sim::threshold`), years between rises as lifetimes (`dabiao::sim::lifetime`), and dabiao's keyed draws
//! (Philox, ten rounds, 52 bits): two blocks an enterprise and run, however long the run.
//!
//! As dabiao does, it keeps its world from run to run and puts the first year in place over what the last run has left.

use std::cell::RefCell;

use bevy_ecs::prelude::*;
use dabiao::random::{Decision, Draws};
use dabiao::sim::lifetime::Lifetimes;
use dabiao::sim::threshold::{Threshold, pass};

use crate::model::{HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, count, county_size};

/// How ready an enterprise is by itself (`p`).
#[derive(Component, Clone, Copy)]
struct Readiness(f64);

/// How much it heeds others (`q`).
#[derive(Component, Clone, Copy)]
struct Heed(f64);

/// Its level, 0 to 4.
#[derive(Component, Clone, Copy)]
struct Level(u8);

/// What it still withstands until it starts.
#[derive(Component, Clone, Copy)]
struct Withstands(Threshold);

/// A uniform that says in which years after its start it rises.
#[derive(Component, Clone, Copy)]
struct Path(f64);

/// All of an enterprise.
type Columns = (
    &'static mut Readiness,
    &'static mut Heed,
    &'static mut Level,
    &'static mut Withstands,
    &'static mut Path,
);

/// What a run works with: columns, an entity a row, by county.
struct Table<'a> {
    readiness: &'a mut [Readiness],
    heed: &'a mut [Heed],
    levels: &'a mut [Level],
    withstands: &'a mut [Withstands],
    paths: &'a mut [Path],
    /// Enterprises that rise, by year.
    due: Vec<Vec<u32>>,
    lives: Lifetimes,
    /// Where the uniforms begin that outlast `n` years and no more, and one over how many they are, by `n`.
    parts: Vec<(f64, f64)>,
}

/// The threshold of one that will not start any more: far beyond the hazard of all years.
fn never() -> Threshold {
    Threshold::of(f64::MIN_POSITIVE)
}

/// Enterprises drawn side by side.
const LANES: usize = 32;

thread_local! {
    static KEPT: RefCell<World> = RefCell::new(World::new());
}

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    KEPT.with_borrow_mut(|world| {
        let mut columns = world.query::<Columns>();
        if columns.iter(world).len() != enterprises as usize {
            *world = World::new();
            let blank = (
                Readiness(0.0),
                Heed(0.0),
                Level(0),
                Withstands(never()),
                Path(0.0),
            );
            world.spawn_batch(vec![blank; enterprises as usize]);
            columns = world.query();
        }
        let mut tables = columns
            .contiguous_iter_mut(world)
            .expect("all components lie in tables");
        let (readiness, heed, levels, withstands, paths) =
            tables.next().expect("there are enterprises");
        let mut table = Table {
            readiness: ContiguousMut::bypass_change_detection_split(readiness).0,
            heed: ContiguousMut::bypass_change_detection_split(heed).0,
            levels: ContiguousMut::bypass_change_detection_split(levels).0,
            withstands: ContiguousMut::bypass_change_detection_split(withstands).0,
            paths: ContiguousMut::bypass_change_detection_split(paths).0,
            due: vec![Vec::new(); YEARS as usize],
            lives: Lifetimes::new(RISE, YEARS as usize),
            parts: std::iter::successors(Some(1.0), |power| Some(power * (1.0 - RISE)))
                .map(|power| (power * (1.0 - RISE), 1.0 / (power * RISE)))
                .take(YEARS as usize)
                .collect(),
        };
        table.begin(&Draws::new(seed, 0));
        let mut tally = Tally::new(enterprises);
        let mut levels = 0;
        for year in 0..YEARS as usize {
            let mut first = 0;
            for (county, terms) in tally.terms().into_iter().enumerate() {
                let end = first + county_size(enterprises, county) as usize;
                tally.started[county] += table.start(first..end, terms, year);
                first = end;
            }
            levels += table.rise(year);
        }
        levels += u64::from(tally.started.iter().sum::<u32>());
        tally.outcome(levels)
    })
}

impl Table<'_> {
    /// Puts the first year in place.
    fn begin(&mut self, draws: &Draws) {
        self.levels.fill(Level(0));
        let between = |range: &std::ops::Range<f64>, u| range.start + (range.end - range.start) * u;
        let nature = self
            .readiness
            .chunks_mut(LANES)
            .zip(self.heed.chunks_mut(LANES));
        let fate = self
            .withstands
            .chunks_mut(LANES)
            .zip(self.paths.chunks_mut(LANES));
        for (first, (nature, fate)) in (0_u32..).step_by(LANES).zip(nature.zip(fate)) {
            let mut ids = [first; LANES];
            for (lane, id) in (0..).zip(&mut ids) {
                *id += lane;
            }
            let own = draws.pairs(Decision::EnterpriseCost, ids, 0);
            for ((readiness, heed), (u, v)) in nature.0.iter_mut().zip(nature.1).zip(own) {
                readiness.0 = between(&READINESS, u);
                heed.0 = between(&HEED, v);
            }
            let acts = draws.pairs_made(Decision::EnterpriseStep, ids, 0, |u, v| {
                (Threshold::of(u), v)
            });
            for ((withstands, path), (threshold, v)) in fate.0.iter_mut().zip(fate.1).zip(acts) {
                withstands.0 = threshold;
                path.0 = v;
            }
        }
    }

    /// A year's starts in one county: how many. Sets down when each of them will rise.
    fn start(&mut self, here: std::ops::Range<usize>, terms: Terms, year: usize) -> u32 {
        let (readiness, heed) = (&self.readiness[here.clone()], &self.heed[here.clone()]);
        let hazards = |rows: std::ops::Range<usize>, met: &mut [f64]| {
            let nature = readiness[rows.clone()].iter().zip(&heed[rows]);
            for (met, (p, q)) in met.iter_mut().zip(nature) {
                *met = terms.hazard(p.0, q.0);
            }
        };
        let mut starting = Vec::new();
        let withstands = &mut self.withstands[here.clone()];
        pass(
            withstands,
            |w| &mut w.0,
            hazards,
            |row| starting.push(here.start + row),
        );
        for row in &starting {
            self.levels[*row] = Level(1);
            self.withstands[*row].0 = never();
            let (mut at, mut path) = (year, self.paths[*row].0);
            for _ in 1..TOP {
                let years = self.lives.outlasts(path);
                // one step a year: the next rise is a year later at the earliest
                let Some(due) = self.due.get_mut(at + years) else {
                    break;
                };
                due.push(count(*row));
                at += years + 1;
                if at >= YEARS as usize {
                    break;
                }
                // given that it lies in this part, it is uniform there: it decides the next rise too
                let (low, scale) = self.parts[years];
                path = (path - low) * scale;
            }
        }
        count(starting.len())
    }

    /// A year's rises: levels gained.
    fn rise(&mut self, year: usize) -> u64 {
        for row in &self.due[year] {
            self.levels[*row as usize].0 += 1;
        }
        self.due[year].len() as u64
    }
}
