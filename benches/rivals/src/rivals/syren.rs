//! syren: a component per agent in chunks of columns, and a system that visits them every tick.
//!
//! After its example `first_model`: one plain component, a population given to the builder, a system whose access is derived
//! from its queries, a `DetRng` per agent and tick, and reductions for what is counted.

use std::sync::{Arc, RwLock};

use syren::advanced::EntityShards;
use syren::agents::AgentTemplate;
use syren::model::ModelBuilder;
use syren::{ComponentRegistry, DetRng, ECSResult, FnSystem, QueryBuilder};

use crate::model::{
    HEED, Outcome, READINESS, RISE, TOP, Tally, YEARS, county_of, start_probability,
};

#[derive(Clone, Copy, Default)]
struct Enterprise {
    readiness: f64,
    heed: f64,
    county: u8,
    level: u8,
}

/// What a pass over the population counts.
#[derive(Clone, Copy)]
struct Census {
    tally: Tally,
    levels: u64,
}

impl Census {
    fn see(&mut self, enterprise: &Enterprise) {
        self.tally.started[usize::from(enterprise.county)] += u32::from(enterprise.level > 0);
        self.levels += u64::from(enterprise.level);
    }

    fn join(&mut self, other: &Self) {
        for (mine, others) in self.tally.started.iter_mut().zip(other.tally.started) {
            *mine += others;
        }
        self.levels += other.levels;
    }
}

/// One run.
///
/// # Panics
/// If syren refuses what its own examples do.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    model(enterprises, seed).unwrap_or_else(|fault| panic!("syren: {fault}"))
}

fn model(enterprises: u32, seed: u64) -> Result<Outcome, Box<dyn std::error::Error>> {
    let mut components = ComponentRegistry::new();
    let enterprise_id = components.register::<Enterprise>()?;
    components.freeze();
    let registry = Arc::new(RwLock::new(components));

    let mut rng = DetRng::from_seed(seed);
    let mut between =
        |range: &std::ops::Range<f64>| range.start + (range.end - range.start) * rng.next_f64();
    let population: Vec<Enterprise> = (0..enterprises)
        .map(|number| Enterprise {
            readiness: between(&READINESS),
            heed: between(&HEED),
            county: county_of(number),
            level: 0,
        })
        .collect();

    let count_query = QueryBuilder::with_registry(Arc::clone(&registry))
        .read::<Enterprise>()?
        .build()?;
    let step_query = QueryBuilder::with_registry(Arc::clone(&registry))
        .write::<Enterprise>()?
        .build()?;
    let nobody = move || Census {
        tally: Tally::new(enterprises),
        levels: 0,
    };
    let (counted, stepped) = (count_query.clone(), step_query.clone());
    let decide = FnSystem::from_queries(
        0,
        "decide",
        &[&count_query, &step_query],
        move |ecs| -> ECSResult<()> {
            let context = ecs.run_context();
            let census = ecs.reduce_read::<Enterprise, Census>(
                counted.clone(),
                nobody,
                Census::see,
                |sum, part| sum.join(&part),
            )?;
            let terms = census.tally.terms();
            ecs.for_each_entity_w1::<Enterprise>(stepped.clone(), move |entity, enterprise| {
                if enterprise.level == TOP {
                    return;
                }
                let mut rng = DetRng::from_context(context, u64::from(entity.index()));
                if enterprise.level == 0 {
                    let hazard = terms[usize::from(enterprise.county)]
                        .hazard(enterprise.readiness, enterprise.heed);
                    if rng.next_f64() >= start_probability(hazard) {
                        return;
                    }
                    enterprise.level = 1;
                }
                enterprise.level += u8::from(rng.next_f64() < RISE);
            })
        },
    );
    let mut model = ModelBuilder::new()
        .with_seed(seed)
        .with_component_registry(registry)
        .with_shards(EntityShards::new(1)?)
        .with_agent_template(
            AgentTemplate::builder("enterprise")
                .with_component::<Enterprise>(enterprise_id)?
                .with_capacity(population.len())
                .build(),
        )?
        .with_agent_population("enterprise", enterprise_id, population)?
        .with_system(decide)
        .build()?;
    model.run(u64::from(YEARS))?;
    let census = model.ecs().world_ref().reduce_read::<Enterprise, Census>(
        count_query,
        nobody,
        Census::see,
        |sum, part| sum.join(&part),
    )?;
    Ok(census.tally.outcome(census.levels))
}
