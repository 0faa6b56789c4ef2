//! Batches as people and engines use them: one result whatever the threads, shards, interruptions and damage.

mod damage;
mod design;
mod interruption;
#[path = "../command_line/stage.rs"]
#[allow(dead_code, reason = "shared with the tests of other commands")]
mod stage;
mod whole;

use std::fs;

use stage::Stage;

/// 12 rows, 4 replicates, blocks of 5 runs: 10 blocks.
const DESIGN: &str = "\
schema_version: 1
scenarios: [baseline.yaml, frugal.yaml]
kind: grid
replicates: 4
seed: 5
block_runs: 5
keep: [yearly]
factors:
  - {key: parameters.station_capex, levels: [16万元, 18万元, 20万元]}
  - {key: parameters.market_growth, levels: [2 %/year, 5 %/year]}
";

/// A stage with a design and its plan in `b`.
fn planned(name: &str, design: &str) -> Stage {
    let stage = Stage::new(&format!("batch-{name}"));
    fs::write(stage.path("design.yaml"), design).unwrap();
    // few entities: what is tried is the batch
    let base = fs::read_to_string(stage.path("base.yaml")).unwrap();
    fs::write(stage.path("base.yaml"), base + "weight: 40\n").unwrap();
    stage.done("batch plan design.yaml --out b");
    stage
}

/// The name of a file of block `block`.
fn file(block: u64, ending: &str) -> String {
    format!("b/blocks/000000/{block:09}.{ending}")
}
