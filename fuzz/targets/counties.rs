//! The tables of a scenario: an input that begins with the header of observed values is those, any other is the counties.
#![no_main]

use dabiao_fuzz::{FILES, put, read_and_run};
use libfuzzer_sys::fuzz_target;

/// The small case with few entities and years: what is tried is the tables.
const CASE: &[u8] = b"schema_version: 1
extends: base.yaml
end_year: 2025
weight: 100
parameters:
  station_stock: {value: 100, low: 90, high: 110, source: few, grade: C}
  station_additions: {value: 30, low: 20, high: 40, source: few, grade: C}
  below_scale_enterprises: {value: 30, source: few, grade: C}
";
/// Few communities and enterprises, for observed values.
const COUNTIES: &[u8] = include_bytes!("../corpus/counties/small.csv");

fuzz_target!(|bytes: &[u8]| {
    let [.., observed] = FILES;
    let is_observed = bytes.starts_with(b"indicator");
    put("counties.csv", if is_observed { COUNTIES } else { bytes });
    put("observed.csv", if is_observed { bytes } else { observed.1 });
    read_and_run(&put("case.yaml", CASE));
});
