//! Identifier-resolution secondary nodes: what other domains read of them.

use bevy_ecs::prelude::*;

use super::setting::{Drawn, Shared};
use crate::scenario::Parameter;

/// Nodes in service.
#[derive(Resource, Debug, Clone, Default)]
pub struct NodeService {
    /// Operating nodes, by chain.
    pub operating_by_chain: Vec<u32>,
}

/// Puts the base year's nodes in place: one a chain, from the first.
pub fn populate(world: &mut World) {
    let chains = world.resource::<Shared>().0.enterprises.chains;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count"
    )]
    let nodes = libm::round(world.resource::<Drawn>().get(Parameter::Nodes)) as usize;
    let mut operating_by_chain = vec![0; chains];
    for node in 0..nodes {
        operating_by_chain[node % chains] += 1;
    }
    world.insert_resource(NodeService { operating_by_chain });
}
