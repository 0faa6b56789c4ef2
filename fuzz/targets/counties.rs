//! The tables of a scenario: an input that begins with the header of observed values is those, any other is the counties.
#![no_main]

use dabiao_fuzz::{FILES, put, read_and_run};
use libfuzzer_sys::fuzz_target;

/// The small case with few entities, few years and nothing but the tables to read twice.
const CASE: &[u8] = b"schema_version: 1\nextends: base.yaml\nend_year: 2025\nweight: 50\n";

fuzz_target!(|bytes: &[u8]| {
    let [_, counties, observed] = FILES;
    let is_observed = bytes.starts_with(b"indicator");
    put("counties.csv", if is_observed { counties.1 } else { bytes });
    put("observed.csv", if is_observed { bytes } else { observed.1 });
    read_and_run(&put("case.yaml", CASE));
});
