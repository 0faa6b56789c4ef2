//! incerto: entities in a world of bevy, and systems that run in every step.
//!
//! After "Usage" and "Performance" of its README (small components, enums or numbers rather than markers that come and go) and
//! its example `traders`: what all agents look up lies in entities of its own, of which a system first builds a table. Systems
//! are closures, as in `coin_toss`, which lets one own a seeded generator.

use std::array;

use bevy::ecs::component::{Component, Mutable, StorageType};
use incerto::prelude::{IntoScheduleConfigs, Query, SampleAggregate, SimulationBuilder, Spawner};
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

use crate::model::{
    COUNTIES, HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, county_of,
    start_probability,
};

/// Of an enterprise: where it is.
struct Home(u8);

/// Of an enterprise: what moves it.
struct Character {
    readiness: f64,
    heed: f64,
}

/// Of an enterprise: how far it is.
struct Level(u8);

/// Of the one entity that stands for the economy.
struct Economy {
    tally: Tally,
    terms: [Terms; COUNTIES],
}

/// What `#[derive(Component)]` writes: here it would name the newer `bevy_ecs` that dabiao stands on.
macro_rules! components {
    ($($name:ty),*) => {$(
        impl Component for $name {
            const STORAGE_TYPE: StorageType = StorageType::Table;
            type Mutability = Mutable;
        }
    )*};
}
components!(Home, Character, Level, Economy);

impl SampleAggregate<u64> for Level {
    fn sample_aggregate(levels: &[&Self]) -> u64 {
        levels.iter().map(|level| u64::from(level.0)).sum()
    }
}

impl SampleAggregate<Tally> for Economy {
    fn sample_aggregate(economies: &[&Self]) -> Tally {
        economies[0].tally
    }
}

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    let mut rng = SmallRng::seed_from_u64(seed);
    let spawn_seed = rng.random();
    let decide = move |mut economy: Query<&mut Economy>,
                       mut enterprises: Query<(&Home, &Character, &mut Level)>| {
        let mut economy = economy.single_mut().expect("one is spawned");
        for (home, character, mut level) in &mut enterprises {
            if level.0 == TOP {
                continue;
            }
            if level.0 == 0 {
                let county = usize::from(home.0);
                let hazard = economy.terms[county].hazard(character.readiness, character.heed);
                if !rng.random_bool(start_probability(hazard)) {
                    continue;
                }
                level.0 = 1;
                economy.tally.started[county] += 1;
            }
            if rng.random_bool(RISE) {
                level.0 += 1;
            }
        }
    };
    let mut simulation = SimulationBuilder::new()
        .add_entity_spawner(move |spawner| spawn(spawner, enterprises, spawn_seed))
        .add_systems((settle_terms, decide).chain())
        .build();
    simulation.run(YEARS as usize);
    let tally: Tally = simulation
        .sample_aggregate::<Economy, _>()
        .expect("spawned");
    tally.outcome(simulation.sample_aggregate::<Level, _>().expect("spawned"))
}

fn spawn(spawner: &mut Spawner<'_>, enterprises: u32, seed: u64) {
    let mut rng = SmallRng::seed_from_u64(seed);
    spawner.spawn(Economy {
        tally: Tally::new(enterprises),
        terms: array::from_fn(|_| Terms::default()),
    });
    for number in 0..enterprises {
        let character = Character {
            readiness: rng.random_range(READINESS),
            heed: rng.random_range(HEED),
        };
        spawner.spawn((Home(county_of(number)), character, Level(0)));
    }
}

/// The year's terms, before anyone decides.
fn settle_terms(mut economies: Query<&mut Economy>) {
    for mut economy in &mut economies {
        economy.terms = economy.tally.terms();
    }
}
