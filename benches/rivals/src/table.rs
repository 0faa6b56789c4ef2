//! The table: what each version costs, and its ratio to the first.

use std::fmt::Write;
use std::hint::black_box;

use crate::clock::cpu_nanoseconds;
use crate::model::YEARS;
use crate::version::VERSIONS;

/// Numbers of enterprises.
const SIZES: [u32; 3] = [2_000, 20_000, 200_000];
/// How often each version is measured at each size.
const ROUNDS: usize = 11;
/// Enterprises of one measurement, in as many runs as it takes.
const AT_LEAST: u32 = 200_000;

/// Measures all versions at all sizes; a table in Markdown. Every round runs every version, beginning with another one each
/// time, so that what disturbs the machine disturbs all alike; a ratio is taken within a round.
#[must_use]
pub fn measured() -> String {
    let mut rows: Vec<String> = VERSIONS
        .iter()
        .map(|version| format!("| {} |", version.name))
        .collect();
    let mut head = "| CPU ns per agent-year, one thread |".to_owned();
    let mut line = "|---|".to_owned();
    for enterprises in SIZES {
        write!(head, " N = {enterprises} | times scalar |").expect("strings take all");
        line += "---:|---:|";
        let rounds: Vec<Vec<f64>> = (0..ROUNDS)
            .map(|round| one_round(enterprises, round))
            .collect();
        for (version, row) in rows.iter_mut().enumerate() {
            let cost = median(rounds.iter().map(|costs| costs[version]).collect());
            let ratio = median(
                rounds
                    .iter()
                    .map(|costs| costs[version] / costs[0])
                    .collect(),
            );
            write!(row, " {cost:.1} | {ratio:.2} |").expect("strings take all");
        }
    }
    format!("{head}\n{line}\n{}\n", rows.join("\n"))
}

/// Cost of each version in CPU nanoseconds per enterprise and year.
fn one_round(enterprises: u32, round: usize) -> Vec<f64> {
    let runs = (AT_LEAST / enterprises).max(1);
    let agent_years = f64::from(runs) * f64::from(enterprises) * f64::from(YEARS);
    let mut costs = vec![0.0; VERSIONS.len()];
    for turn in 0..VERSIONS.len() {
        let place = (turn + round) % VERSIONS.len();
        let run = VERSIONS[place].run;
        let spent = cpu_nanoseconds(|| {
            for seed in 0..runs {
                black_box(run(black_box(enterprises), u64::from(seed)));
            }
        });
        costs[place] = spent / agent_years;
    }
    costs
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
