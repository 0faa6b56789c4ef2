//! The treasury of `policy`, as a resource of the world.

use std::ops::{Deref, DerefMut};

use bevy_ecs::prelude::*;

use crate::policy;

/// The ledger with its promises and due payments.
#[derive(Resource, Debug, Clone)]
pub struct Treasury(pub policy::Treasury);

impl Deref for Treasury {
    type Target = policy::Treasury;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Treasury {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
