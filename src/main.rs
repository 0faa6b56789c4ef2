//! dabiao
fn main() {}
