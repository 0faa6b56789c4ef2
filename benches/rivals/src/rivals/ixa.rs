//! ixa: entities with properties in a context, moved by plans.
//!
//! After "Your first model" of its book (entity, properties, a plan for each moment, a generator of the module's own) and two
//! of its tips: aggregates are tracked in a data plugin rather than queried ("A query might be the wrong tool for the job",
//! indexing.md), and a loop of draws takes the generator once ("Custom Random Generation", random-module.md).

use ixa::prelude::*;
use ixa::rand::RngExt;

use crate::model::{
    HEED, Outcome, READINESS, RISE, TOP, Tally, YEARS, county_of, start_probability,
};

define_rng!(AdoptionRng);
define_entity!(Enterprise);
define_property!(struct County(u8), Enterprise);
define_property!(struct Readiness(f64), Enterprise, impl_eq_hash = both);
define_property!(struct Heed(f64), Enterprise, impl_eq_hash = both);
define_property!(struct Level(u8), Enterprise, default_const = Level(0));
define_data_plugin!(Progress, Tally, Tally::new(0));

/// One run.
#[must_use]
pub fn run(enterprises: u32, seed: u64) -> Outcome {
    let mut context = Context::new();
    context.init_random(seed);
    *context.get_data_mut(Progress) = Tally::new(enterprises);
    for number in 0..enterprises {
        let (readiness, heed) = context.sample(AdoptionRng, |rng| {
            (rng.random_range(READINESS), rng.random_range(HEED))
        });
        let county = County(county_of(number));
        context
            .add_entity(with!(Enterprise, county, Readiness(readiness), Heed(heed)))
            .expect("all properties are given");
    }
    for year in 0..YEARS {
        context.add_plan(f64::from(year), decide);
    }
    context.execute();
    let levels = context
        .get_entity_iterator::<Enterprise>()
        .map(|id| u64::from(context.get_property::<Enterprise, Level>(id).0))
        .sum();
    context.get_data(Progress).outcome(levels)
}

/// A year of all enterprises: who starts or rises is drawn first, then set.
fn decide(context: &mut Context) {
    let mut tally = *context.get_data(Progress);
    let terms = tally.terms();
    let moved: Vec<(EnterpriseId, Level)> = context.sample(AdoptionRng, |rng| {
        let all = context.get_entity_iterator::<Enterprise>();
        all.filter_map(|id| {
            let Level(mut level) = context.get_property(id);
            if level == TOP {
                return None;
            }
            if level == 0 {
                let County(county) = context.get_property(id);
                let (Readiness(p), Heed(q)) = (context.get_property(id), context.get_property(id));
                let county = usize::from(county);
                if !rng.random_bool(start_probability(terms[county].hazard(p, q))) {
                    return None;
                }
                level = 1;
                tally.started[county] += 1;
                return Some((id, Level(level + u8::from(rng.random_bool(RISE)))));
            }
            rng.random_bool(RISE).then_some((id, Level(level + 1)))
        })
        .collect()
    });
    for (id, level) in moved {
        context.set_property(id, level);
    }
    *context.get_data_mut(Progress) = tally;
}
