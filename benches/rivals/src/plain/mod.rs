//! The model by hand on arrays, without any framework.

pub mod lanes;
pub mod scalar;
