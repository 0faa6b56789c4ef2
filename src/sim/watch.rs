//! Laps of a run, for whoever measures where its time goes. The clock is theirs: a run knows none.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{ApplyDeferred, InternedSystemSet};
use std::any::TypeId;

use super::year::{Domain, Slot, YearPhase};

/// Who is told of each lap. Absent from a world nobody watches.
#[derive(Resource)]
pub struct Watch(Box<dyn FnMut(&str) + Send + Sync>);

impl Watch {
    /// Tells `told` of each lap.
    pub fn new(told: impl FnMut(&str) + Send + Sync + 'static) -> Self {
        Self(Box::new(told))
    }
}

/// Says that a domain has done `what`, where somebody watches.
pub fn lap(world: &mut World, domain: Domain, what: &str) {
    if let Some(mut watch) = world.get_resource_mut::<Watch>() {
        (watch.0)(&format!("{domain:?} {what}"));
    }
}

/// Puts a lap behind each system of a year, named by domain and phase and, where several share them, by its number.
pub fn lap_each_system(schedule: &mut Schedule, world: &mut World) {
    schedule.initialize(world).expect("it can be built");
    let systems = in_order(schedule);
    for (at, (name, set)) in systems.iter().enumerate() {
        let name = name.clone();
        let tell = move |mut watch: ResMut<Watch>| (watch.0)(&name);
        match systems.get(at + 1) {
            Some((_, next)) => schedule.add_systems(tell.after(*set).before(*next)),
            None => schedule.add_systems(tell.after(*set)),
        };
    }
}

/// The systems of a built schedule as they run: the name of each, and the set it alone is in.
fn in_order(schedule: &Schedule) -> Vec<(String, InternedSystemSet)> {
    let graph = schedule.graph();
    let slots = YearPhase::ALL
        .into_iter()
        .flat_map(|phase| Domain::ALL.map(|domain| (phase, domain)));
    let members: Vec<_> = slots
        .map(|(phase, domain)| {
            let slot = Slot(phase, domain).intern();
            let members = graph.systems_in_set(slot).expect("built");
            (format!("{domain:?} {phase:?}"), members)
        })
        .collect();
    let mut named: Vec<(String, InternedSystemSet)> = Vec::new();
    let mut number = 0;
    let mut last = "";
    for (key, system) in schedule.systems().expect("built") {
        // the schedule itself puts in where commands are applied
        if system.system_type() == TypeId::of::<ApplyDeferred>() {
            continue;
        }
        let (slot, all) = members
            .iter()
            .find(|(_, members)| members.contains(&key))
            .expect("every system is in a slot");
        number = if slot == last { number + 1 } else { 1 };
        last = slot;
        let name = match all.len() {
            1 => slot.clone(),
            _ => format!("{slot} {number}"),
        };
        named.push((name, system.default_system_sets()[0]));
    }
    named
}
