//! Enterprises as other domains see them: a census by chain and level. Knows no station, fibre or node project.

use bevy_ecs::prelude::*;

use super::setting::Case;
use crate::scenario::Parameter;

/// Above-scale enterprises by chain and level, at the end of last year and of the base year.
#[derive(Resource, Debug, Clone)]
pub struct Census {
    /// Enterprises at level 3 or more, by chain.
    pub level3_by_chain: Vec<f64>,
    /// The same at the end of the base year.
    pub level3_by_chain_base: Vec<f64>,
    /// Share at level 2 or more, 0..=1.
    pub level2_share: f64,
    /// The same at the end of the base year.
    pub level2_share_base: f64,
}

/// Puts an empty census in place.
pub fn populate(world: &mut World) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the catalogue allows 1 to 200 chains"
    )]
    let chains = world.resource::<Case>().0.base(Parameter::Chains) as usize;
    world.insert_resource(Census {
        level3_by_chain: vec![0.0; chains],
        level3_by_chain_base: vec![0.0; chains],
        level2_share: 0.0,
        level2_share_base: 0.0,
    });
}
