//! The tables of a scenario: an input that begins with the header of observed values is those, any other is the counties.
#![no_main]

use dabiao_fuzz::{FILES, folder, put, read_and_run};
use libfuzzer_sys::fuzz_target;

/// Few communities and enterprises, for observed values.
const COUNTIES: &[u8] = include_bytes!("../corpus/counties/small.csv");

fuzz_target!(|bytes: &[u8]| {
    let [.., observed] = FILES;
    let is_observed = bytes.starts_with(b"indicator");
    put("counties.csv", if is_observed { COUNTIES } else { bytes });
    put("observed.csv", if is_observed { bytes } else { observed.1 });
    read_and_run(&folder().join("base.yaml"));
});
