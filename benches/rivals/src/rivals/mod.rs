//! The model in other frameworks, each as its own documentation and examples write a population of agents.
//!
//! Where a framework leaves the generator to its user, it gets `SmallRng` of `rand`, seeded: quicker than the `rand::rng()` of
//! most examples, and the same outcome for the same seed.

#[forbid(unsafe_code)]
pub mod incerto;
pub mod ixa;
#[forbid(unsafe_code)]
pub mod krabmaga;
#[forbid(unsafe_code)]
pub mod syren;
