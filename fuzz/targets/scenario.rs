//! A scenario file: refused with words, or simulated soundly.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dabiao_fuzz::read_and_run(&dabiao_fuzz::put("case.yaml", bytes));
});
