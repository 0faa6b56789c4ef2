//! The simulation: the only folder that names `bevy_ecs`. Takes plain data, returns plain rows, writes no files.

mod base_station;
mod cultivation;
mod enterprise;
pub mod foundation;
mod funding;
mod gigabit;
pub mod lifetime;
mod observe;
mod resolution;
mod setting;
mod territory;
pub mod threshold;
#[cfg(test)]
mod trial;
mod watch;
mod world;
mod year;

use std::sync::Arc;

use bevy_ecs::prelude::World;

pub use foundation::Foundation;
use setting::{Case, Dice, Drawn, Rows, Shared};

use crate::random::Draws;
use crate::record::RunRecord;
use crate::scenario::Scenario;
use crate::scenario::draw::DrawnPath;

/// Which dice a run is thrown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunKey {
    /// Seed of all runs.
    pub seed: u64,
    /// The run, from 0: keys parameters and base state.
    pub run: u32,
    /// The run whose events it lives through; equal to `run` but where variance is split.
    pub events: u32,
}

impl RunKey {
    /// An ordinary run.
    #[must_use]
    pub const fn new(seed: u64, run: u32) -> Self {
        Self {
            seed,
            run,
            events: run,
        }
    }
}

/// Simulates one run of `case`, whose `foundation` all runs share.
#[must_use]
pub fn simulate(case: &Arc<Scenario>, foundation: &Arc<Foundation>, key: RunKey) -> RunRecord {
    Simulator::new(case, foundation).run(key)
}

/// A world that is kept from run to run, so that its memory and its schedule are made once. Nothing of a run is left for the
/// next: each begins by putting the base year in place.
pub struct Simulator {
    world: World,
}

impl Simulator {
    /// A world for runs of `case`, whose `foundation` all runs share.
    #[must_use]
    pub fn new(case: &Arc<Scenario>, foundation: &Arc<Foundation>) -> Self {
        Self {
            world: world::build(case, foundation),
        }
    }

    /// The same, where `told` hears of each lap as it ends: a domain's base year, a system's year, a domain's observation, each
    /// by name. A clock behind it is no business of the simulation, whose results are the same.
    #[must_use]
    pub fn watched(
        case: &Arc<Scenario>,
        foundation: &Arc<Foundation>,
        told: impl FnMut(&str) + Send + Sync + 'static,
    ) -> Self {
        let mut simulator = Self::new(case, foundation);
        world::watch(&mut simulator.world, watch::Watch::new(told));
        simulator
    }

    /// About how many bytes it takes, with its foundation.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let foundation = &self.world.resource::<Shared>().0;
        foundation.bytes() + foundation.bytes_of_a_world()
    }

    /// Simulates one run.
    #[must_use]
    pub fn run(&mut self, key: RunKey) -> RunRecord {
        let world = &mut self.world;
        let dice = Dice {
            state: Draws::new(key.seed, key.run),
            events: Draws::new(key.seed, key.events),
        };
        world::begin(world, dice);
        let case = Arc::clone(&world.resource::<Case>().0);
        observe::year(world);
        for _ in case.years() {
            world.run_schedule(year::Yearly);
            observe::year(world);
            world.clear_trackers();
        }
        let parameters = world.resource::<Drawn>().values().to_vec();
        let mut walked = [0.0; 2];
        let paths = case
            .years()
            .map(|year| {
                for (sum, path) in walked.iter_mut().zip(DrawnPath::ALL) {
                    *sum += path.step(&parameters, &dice.state, year);
                }
                walked
            })
            .collect();
        let ledger = world.resource_mut::<funding::Treasury>().take_rows();
        let series = world
            .remove_resource::<Rows>()
            .expect("rows are there from the start")
            .0;
        RunRecord {
            run: key.run,
            parameters,
            paths,
            series,
            ledger,
        }
    }
}
