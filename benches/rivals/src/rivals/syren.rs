//! syren: a component per agent in chunks of columns, and a system that visits them every tick.
//!
//! Twice, for its documentation shows two ways. With the model layer, after the README and the example `first_model`: a
//! population given to the builder. With the engine alone, after the example `sugarscape` and the bench `spawn`: a manager, a
//! scheduler, and a batch of columns, without the layer's register of agents. In both, one plain component, a system whose
//! access is derived from its queries, a `DetRng` per agent and tick, and reductions for what is counted.

use std::error::Error;
use std::ops::Range;
use std::sync::{Arc, RwLock};

use syren::advanced::EntityShards;
use syren::agents::AgentTemplate;
use syren::model::ModelBuilder;
use syren::{
    AgentTemplateId, BatchColumn, BuiltQuery, Command, ComponentID, ComponentRegistry, DetRng,
    ECSManager, ECSReference, ECSResult, FnSystem, QueryBuilder, Scheduler, Signature, SpawnBatch,
    System,
};

use crate::model::{
    COUNTIES, HEED, Outcome, READINESS, RISE, TOP, Tally, Terms, YEARS, county_of,
    start_probability,
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

/// What both ways begin with.
struct Parts {
    registry: Arc<RwLock<ComponentRegistry>>,
    enterprise: ComponentID,
    population: Vec<Enterprise>,
    count: BuiltQuery,
    step: BuiltQuery,
}

/// One run with the model layer.
///
/// # Panics
/// If syren refuses what its own examples do.
#[must_use]
pub fn run_model(enterprises: u32, seed: u64) -> Outcome {
    with_model(enterprises, seed).unwrap_or_else(|fault| panic!("syren: {fault}"))
}

/// One run with the engine alone.
///
/// # Panics
/// If syren refuses what its own examples do.
#[must_use]
pub fn run_engine(enterprises: u32, seed: u64) -> Outcome {
    with_engine(enterprises, seed).unwrap_or_else(|fault| panic!("syren: {fault}"))
}

fn with_model(enterprises: u32, seed: u64) -> Result<Outcome, Box<dyn Error>> {
    let parts = Parts::new(enterprises, seed)?;
    let decide = parts.decide(enterprises);
    let template = AgentTemplate::builder("enterprise")
        .with_component::<Enterprise>(parts.enterprise)?
        .with_capacity(parts.population.len())
        .build();
    let mut model = ModelBuilder::new()
        .with_seed(seed)
        .with_component_registry(parts.registry)
        .with_shards(EntityShards::new(1)?)
        .with_agent_template(template)?
        .with_agent_population("enterprise", parts.enterprise, parts.population)?
        .with_system(decide)
        .build()?;
    model.run(u64::from(YEARS))?;
    let census = taken(model.ecs().world_ref(), parts.count, enterprises)?;
    Ok(census.tally.outcome(census.levels))
}

fn with_engine(enterprises: u32, seed: u64) -> Result<Outcome, Box<dyn Error>> {
    let parts = Parts::new(enterprises, seed)?;
    let decide = parts.decide(enterprises);
    let ecs = ECSManager::with_registry(EntityShards::new(1)?, parts.registry);
    let (mut signature, count) = (Signature::default(), parts.population.len());
    signature.set(parts.enterprise);
    let column = BatchColumn {
        component_id: parts.enterprise,
        values: Box::new(parts.population),
        len: count,
    };
    ecs.world_ref().defer(Command::SpawnBatchTagged {
        batch: SpawnBatch {
            count,
            signature,
            columns: vec![column],
        },
        template_id: AgentTemplateId(0),
    })?;
    ecs.apply_deferred_commands()?;
    let mut scheduler = Scheduler::new();
    scheduler.add_system(decide);
    for year in 0..u64::from(YEARS) {
        // as `ECSManager::run`, which always draws for tick 0
        ecs.begin_tick()?;
        scheduler.run_with_context(ecs.world_ref(), seed, year)?;
        ecs.end_tick()?;
    }
    let census = taken(ecs.world_ref(), parts.count, enterprises)?;
    Ok(census.tally.outcome(census.levels))
}

impl Parts {
    fn new(enterprises: u32, seed: u64) -> Result<Self, Box<dyn Error>> {
        let mut components = ComponentRegistry::new();
        let enterprise = components.register::<Enterprise>()?;
        components.freeze();
        let registry = Arc::new(RwLock::new(components));
        let query = || QueryBuilder::with_registry(Arc::clone(&registry));
        let (count, step) = (
            query().read::<Enterprise>()?.build()?,
            query().write::<Enterprise>()?.build()?,
        );
        let mut rng = DetRng::from_seed(seed);
        let mut between =
            |range: &Range<f64>| range.start + (range.end - range.start) * rng.next_f64();
        let population = (0..enterprises)
            .map(|number| Enterprise {
                readiness: between(&READINESS),
                heed: between(&HEED),
                county: county_of(number),
                level: 0,
            })
            .collect();
        Ok(Self {
            registry,
            enterprise,
            population,
            count,
            step,
        })
    }

    /// The system of a year: a census, then everyone's step.
    fn decide(&self, enterprises: u32) -> impl System + 'static {
        let (count, step) = (self.count.clone(), self.step.clone());
        FnSystem::from_queries(0, "decide", &[&self.count, &self.step], move |ecs| {
            let context = ecs.run_context();
            let terms = taken(ecs, count.clone(), enterprises)?.tally.terms();
            ecs.for_each_entity_w1::<Enterprise>(step.clone(), move |entity, enterprise| {
                if enterprise.level < TOP {
                    let salt = u64::from(entity.index());
                    enterprise.decide(&terms, &mut DetRng::from_context(context, salt));
                }
            })
        })
    }
}

impl Enterprise {
    fn decide(&mut self, terms: &[Terms; COUNTIES], rng: &mut DetRng) {
        if self.level == 0 {
            let hazard = terms[usize::from(self.county)].hazard(self.readiness, self.heed);
            if rng.next_f64() >= start_probability(hazard) {
                return;
            }
            self.level = 1;
        }
        self.level += u8::from(rng.next_f64() < RISE);
    }
}

/// A census of the population.
fn taken(ecs: ECSReference<'_>, query: BuiltQuery, enterprises: u32) -> ECSResult<Census> {
    let nobody = move || Census {
        tally: Tally::new(enterprises),
        levels: 0,
    };
    ecs.reduce_read::<Enterprise, Census>(query, nobody, Census::see, |sum, part| sum.join(&part))
}
