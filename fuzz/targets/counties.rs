//! The tables of a scenario: an input that begins with the header of observed values is those, any other is the counties.
#![no_main]

use dabiao_fuzz::{FILES, put, read_and_run};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [base, counties, observed] = FILES;
    let is_observed = bytes.starts_with(b"indicator");
    put("counties.csv", if is_observed { counties.1 } else { bytes });
    put("observed.csv", if is_observed { bytes } else { observed.1 });
    read_and_run(&put("base.yaml", base.1));
});
