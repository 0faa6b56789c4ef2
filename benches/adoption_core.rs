//! The small reference model 'adoption-core' on dabiao's kernel and on plain arrays (`benches/rivals/` has it in other frameworks
//! too, and says what it is): CPU time per agent and year, and first whether all are the same model. Linux only.
//! `cargo bench --bench adoption_core`. Prints times; asserts none.
#![allow(
    unused_imports,
    dead_code,
    reason = "the files' own tests belong to the package of the rivals"
)]

#[cfg(target_os = "linux")]
#[path = "rivals/src/agreement.rs"]
mod agreement;
#[cfg(target_os = "linux")]
#[path = "rivals/src/clock.rs"]
mod clock;
#[cfg(target_os = "linux")]
#[path = "rivals/src/draw.rs"]
mod draw;
#[cfg(target_os = "linux")]
#[path = "rivals/src/engine.rs"]
mod engine;
#[cfg(target_os = "linux")]
#[path = "rivals/src/model.rs"]
mod model;
#[cfg(target_os = "linux")]
#[path = "rivals/src/plain/mod.rs"]
mod plain;
#[cfg(target_os = "linux")]
#[path = "rivals/src/table.rs"]
mod table;

#[cfg(target_os = "linux")]
mod version {
    use crate::model::Version;
    use crate::{engine, plain};

    /// The first is what the others are compared with.
    pub const VERSIONS: &[Version] = &[
        Version {
            name: "plain arrays, scalar",
            run: plain::scalar::run,
        },
        Version {
            name: "plain arrays, lanes",
            run: plain::lanes::run,
        },
        Version {
            name: "dabiao",
            run: engine::run,
        },
    ];
}

#[cfg(target_os = "linux")]
fn main() {
    clock::keep_to_one_cpu();
    let (text, agreed) = agreement::checked();
    if !agreed {
        print!("{text}");
        std::process::exit(1);
    }
    print!("{}", table::measured());
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("CPU time is read on Linux only");
}
