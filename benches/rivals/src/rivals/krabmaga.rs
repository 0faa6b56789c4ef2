//! krABMaga: a state, and agents in a schedule that steps each of them every year.
//!
//! After "How to write your first model" and "Schedule" of its documentation: `State::init` schedules the agents, an agent's
//! `step` downcasts the state, `is_stopped` takes it out of the schedule, and `Schedule::step` in a loop is one run without the
//! terminal of `simulate!`. What the agents must know of each other stays in the state.

use std::any::Any;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

use crate::model::{
    COUNTIES, HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, county_of,
    start_probability,
};

struct Economy {
    enterprises: u32,
    rng: SmallRng,
    tally: Tally,
    terms: [Terms; COUNTIES],
    levels: u64,
}

#[derive(Clone)]
struct Enterprise {
    county: u8,
    readiness: f64,
    heed: f64,
    level: u8,
}

impl State for Economy {
    fn init(&mut self, schedule: &mut Schedule) {
        for number in 0..self.enterprises {
            let enterprise = Enterprise {
                county: county_of(number),
                readiness: self.rng.random_range(READINESS),
                heed: self.rng.random_range(HEED),
                level: 0,
            };
            schedule.schedule_repeating(Box::new(enterprise), 0.0, 0);
        }
    }

    fn before_step(&mut self, _schedule: &mut Schedule) {
        self.terms = self.tally.terms();
    }

    fn update(&mut self, _step: u64) {}

    fn reset(&mut self) {
        self.tally = Tally::new(self.enterprises);
        self.levels = 0;
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

impl Agent for Enterprise {
    fn step(&mut self, state: &mut dyn State) {
        let economy = state
            .as_any_mut()
            .downcast_mut::<Economy>()
            .expect("the only state here");
        if self.level == 0 {
            let county = usize::from(self.county);
            let hazard = economy.terms[county].hazard(self.readiness, self.heed);
            if !economy.rng.random_bool(start_probability(hazard)) {
                return;
            }
            self.level = 1;
            economy.tally.started[county] += 1;
            economy.levels += 1;
        }
        if self.level < TOP && economy.rng.random_bool(RISE) {
            self.level += 1;
            economy.levels += 1;
        }
    }

    /// Nothing happens any more to an enterprise at the top.
    fn is_stopped(&mut self, _state: &mut dyn State) -> bool {
        self.level == TOP
    }
}

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    let mut economy = Economy {
        enterprises,
        rng: SmallRng::seed_from_u64(seed),
        tally: Tally::new(enterprises),
        terms: [Terms::default(); COUNTIES],
        levels: 0,
    };
    let mut schedule = Schedule::new();
    economy.init(&mut schedule);
    for _ in 0..YEARS {
        schedule.step(&mut economy);
    }
    economy.tally.outcome(economy.levels)
}
