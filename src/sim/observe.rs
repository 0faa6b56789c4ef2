//! World -> rows: the one exit.

use bevy_ecs::prelude::*;

use super::setting::Rows;
use super::watch::lap;
use super::world::PARTS;

/// Writes the rows of the current year, domain by domain.
pub fn year(world: &mut World) {
    world.resource_scope(|world, mut rows: Mut<Rows>| {
        for part in PARTS {
            (part.observe)(world, &mut rows.0);
            lap(world, part.domain, "observation");
        }
    });
}
