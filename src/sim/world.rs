//! Scenario -> World: which domains there are, in one list.

use std::sync::Arc;

use bevy_ecs::bundle::NoBundleEffect;
use bevy_ecs::prelude::*;
use bevy_ecs::query::IterQueryData;
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

use super::foundation::Foundation;
use super::setting::{Calendar, Case, Dice, Drawn, Rows, Shared};
use super::watch::{Watch, lap, lap_each_system};
use super::year::{Domain, Yearly, lay_out};
use super::{base_station, cultivation, enterprise, funding, gigabit, resolution, territory};
use crate::record::Series;
use crate::scenario::Scenario;

/// A domain: what it puts in the world at a run's start, what it does in a year, what it writes down.
pub struct Part {
    /// Which.
    pub domain: Domain,
    /// Puts the base-year state in place, also over what an earlier run has left.
    pub populate: fn(&mut World),
    /// Adds its systems to the year.
    pub install: fn(&mut Schedule),
    /// Writes its rows of the year.
    pub observe: fn(&mut World, &mut Series),
}

/// The domains, in the order they are populated.
pub const PARTS: &[Part] = &[
    Part {
        domain: Domain::Territory,
        populate: territory::populate,
        install: territory::install,
        observe: territory::observe,
    },
    Part {
        domain: Domain::Funding,
        populate: funding::populate,
        install: funding::install,
        observe: funding::observe,
    },
    Part {
        domain: Domain::BaseStation,
        populate: base_station::populate,
        install: base_station::install,
        observe: base_station::observe,
    },
    Part {
        domain: Domain::Gigabit,
        populate: gigabit::populate,
        install: gigabit::install,
        observe: gigabit::observe,
    },
    Part {
        domain: Domain::Resolution,
        populate: resolution::populate,
        install: resolution::install,
        observe: resolution::observe,
    },
    Part {
        domain: Domain::Enterprise,
        populate: enterprise::populate,
        install: enterprise::install,
        observe: enterprise::observe,
    },
    Part {
        domain: Domain::Cultivation,
        populate: cultivation::populate,
        install: cultivation::install,
        observe: cultivation::observe,
    },
];

/// A world with its schedule, in which no run has begun.
pub fn build(case: &Arc<Scenario>, shared: &Arc<Foundation>) -> World {
    let mut world = World::new();
    world.insert_resource(Case(Arc::clone(case)));
    world.insert_resource(Shared(Arc::clone(shared)));
    world.add_schedule(schedule(PARTS));
    world
}

/// Puts the end of the base year in place for a run with these dice, whatever an earlier run has left.
pub fn begin(world: &mut World, dice: Dice) {
    let case = Arc::clone(&world.resource::<Case>().0);
    world.insert_resource(Calendar {
        year: case.base_year,
        base_year: case.base_year,
    });
    world.insert_resource(dice);
    world.insert_resource(Drawn::new(&case, &dice.state));
    world.insert_resource(Rows(Series::new(
        case.base_year,
        case.years().count() + 1,
        case.counties.len(),
        case.indicator_count(),
    )));
    world.init_resource::<Arrivals>();
    for part in PARTS {
        (part.populate)(world);
        lap(world, part.domain, "base year");
    }
    let arrivals = std::mem::take(&mut *world.resource_mut::<Arrivals>());
    make_room(world, arrivals.number);
    for spawn in arrivals.spawns {
        spawn(world);
    }
}

/// How often the list of entities doubles until it is full.
const DOUBLINGS: u32 = 6;

/// Room for entities that come during a run, nodes and divided enterprises: so many, and one for so many others.
const MORE: (usize, usize) = (1024, 128);

/// Has `bevy_ecs` make room for `number` more entities and few beyond. It keeps where each entity lies in a list that
/// doubles when it is full and fills what is spare: an entity far behind the others, for a moment, says from what it doubles.
fn make_room(world: &mut World, number: usize) {
    let number = number + number / MORE.1 + MORE.0;
    let number = u32::try_from(number).expect("fewer than 2³² entities");
    let all = number.saturating_add(world.entities().len());
    let part = all.div_ceil(1 << DOUBLINGS);
    // a list that is as long already would only double
    if part < 2 * world.entities().len() {
        return;
    }
    let allocator = world.entity_allocator();
    let mut entities: Vec<Entity> = allocator.alloc_many(part).collect();
    if let Some(last) = entities.last_mut() {
        world.spawn_empty_at(*last).expect("nobody has it yet");
        *last = world.despawn_no_free(*last).expect("it lives");
    }
    world.entity_allocator_mut().free_many(&entities);
}

/// Has `watch` told of every lap from now on.
pub fn watch(world: &mut World, watch: Watch) {
    world.insert_resource(watch);
    let mut schedule = schedule(PARTS);
    lap_each_system(&mut schedule, world);
    world.add_schedule(schedule);
}

/// Entities to be spawned when every domain has put its resources in place. `bevy_ecs` keeps a resource as an entity, with a list
/// of its own as long as the entity's number: a resource that came after a million entities would take four megabytes.
#[derive(Resource, Default)]
struct Arrivals {
    /// How many.
    number: usize,
    spawns: Vec<Box<dyn FnOnce(&mut World) + Send + Sync>>,
}

/// Spawns `rows`, in order, before the run's first year.
pub fn spawn_later<B: Bundle<Effect: NoBundleEffect>>(
    world: &mut World,
    rows: impl ExactSizeIterator<Item = B> + Send + Sync + 'static,
) {
    let mut arrivals = world.resource_mut::<Arrivals>();
    arrivals.number += rows.len();
    arrivals.spawns.push(Box::new(move |world| {
        world.spawn_batch(rows);
    }));
}

/// Makes `rows` the entities of a kind, in order: `write` puts them over those of an earlier run; what is missing is spawned,
/// what is too many despawned. Writing over is several times faster than despawning and spawning anew.
pub fn replace<D: IterQueryData, B: Bundle<Effect: NoBundleEffect>>(
    world: &mut World,
    rows: impl IntoIterator<Item = B, IntoIter: ExactSizeIterator + Send + Sync + 'static>,
    write: impl Fn(D::Item<'_, '_>, B),
) {
    let mut rows = rows.into_iter().peekable();
    let mut spare = Vec::new();
    let mut standing = world.query::<(Entity, D)>();
    for (entity, item) in standing.iter_mut(world) {
        match rows.next() {
            Some(row) => write(item, row),
            None => spare.push(entity),
        }
    }
    // from the end, so that no row changes its place
    for entity in spare.into_iter().rev() {
        world.despawn(entity);
    }
    if rows.peek().is_some() {
        spawn_later(world, rows);
    }
}

/// The schedule of a year. Two systems that conflict without a stated order are an error when it is built.
fn schedule<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Schedule {
    let mut schedule = Schedule::new(Yearly);
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    });
    lay_out(&mut schedule);
    for part in parts {
        (part.install)(&mut schedule);
    }
    schedule
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;

    use bevy_ecs::schedule::{ApplyDeferred, SystemSet};

    use super::super::year::{Slot, YearPhase};
    use super::super::{funding, observe};
    use super::*;
    use crate::random::Draws;
    use crate::scenario::{LoadOptions, load};

    /// A world of the small case, whose year was installed in another order of domains.
    fn installed<'a>(parts: impl IntoIterator<Item = &'a Part>) -> World {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small/baseline.yaml");
        let mut case = load(&path, &LoadOptions::default())
            .expect("the fixture is valid")
            .scenario;
        case.end_year = 2025;
        let case = Arc::new(case);
        let draws = Draws::new(case.seed, 3);
        let dice = Dice {
            state: draws,
            events: draws,
        };
        let mut world = build(&case, &Arc::new(Foundation::new(&case)));
        begin(&mut world, dice);
        // in place of the one that is there
        world.add_schedule(schedule(parts));
        world
    }

    /// Every value and ledger row of three years; a text, since what has no value is not equal to itself.
    fn lived(mut world: World) -> String {
        observe::year(&mut world);
        for _ in 0..3 {
            world.run_schedule(Yearly);
            observe::year(&mut world);
            world.clear_trackers();
        }
        let ledger = world.resource_mut::<funding::Treasury>().take_rows();
        format!("{:?} {ledger:?}", world.resource::<Rows>().0)
    }

    #[test]
    fn domains_may_be_added_in_any_order() {
        let as_listed = lived(installed(PARTS));
        let backwards = lived(installed(PARTS.iter().rev()));
        assert!(as_listed == backwards);
        for first in 1..PARTS.len() {
            let (before, after) = PARTS.split_at(first);
            let turned = lived(installed(after.iter().chain(before)));
            assert!(as_listed == turned, "from domain {first} on");
        }
        // a domain left out is seen, and so would be a system that runs elsewhere
        let all_but_last = &PARTS[..PARTS.len() - 1];
        assert!(as_listed != lived(installed(all_but_last)));
    }

    #[test]
    fn a_conflict_without_an_order_is_refused() {
        fn writes(mut rows: ResMut<Rows>) {
            rows.set_changed();
        }
        fn writes_too(mut rows: ResMut<Rows>) {
            rows.set_changed();
        }
        let mut world = installed(PARTS);
        let slot = Slot(YearPhase::Open, Domain::Territory);
        let mut schedule = schedule(PARTS);
        assert!(schedule.initialize(&mut world).is_ok());
        schedule.add_systems((writes.in_set(slot), writes_too.in_set(slot)));
        assert!(schedule.initialize(&mut world).is_err());
    }

    /// Systems in each slot of the built schedule, as the table of `docs/architecture.md`; and how many there are.
    fn table(schedule: &Schedule) -> String {
        let mut lines = String::from("| phase |");
        for domain in Domain::ALL {
            write!(lines, " {domain:?} |").expect("a text takes all");
        }
        write!(lines, "\n|---|{}\n", "---|".repeat(Domain::ALL.len())).expect("a text takes all");
        for phase in YearPhase::ALL {
            write!(lines, "| {phase:?} |").expect("a text takes all");
            for domain in Domain::ALL {
                let slot = Slot(phase, domain).intern();
                let systems = schedule.graph().systems_in_set(slot).expect("built").len();
                let cell = match systems {
                    0 => String::new(),
                    _ => format!(" {systems}"),
                };
                write!(lines, "{cell} |").expect("a text takes all");
            }
            lines.push('\n');
        }
        lines
    }

    #[test]
    fn every_system_is_in_one_slot_as_documented() {
        let mut world = installed(PARTS);
        let mut schedule = schedule(PARTS);
        schedule.initialize(&mut world).expect("it can be built");
        let slots = |key| {
            let all = YearPhase::ALL
                .into_iter()
                .flat_map(|phase| Domain::ALL.map(|domain| Slot(phase, domain).intern()));
            let graph = schedule.graph();
            all.filter(|slot| {
                let systems = graph.systems_in_set(*slot).expect("built");
                systems.contains(&key)
            })
            .count()
        };
        let homes: Vec<usize> = schedule
            .systems()
            .expect("built")
            // the schedule itself puts in where commands are applied
            .filter(|(_, system)| system.system_type() != TypeId::of::<ApplyDeferred>())
            .map(|(key, _)| slots(key))
            .collect();
        assert!(homes.iter().all(|slots| *slots == 1), "{homes:?}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
        let text = fs::read_to_string(path)
            .expect("readable")
            .replace("\r\n", "\n");
        let table = table(&schedule);
        assert!(
            text.contains(&table),
            "docs/architecture.md should hold:\n{table}"
        );
    }
}
