//! The small reference model 'adoption-core' in other frameworks and on plain arrays: what each costs per agent and year, and
//! whether all of them are the same model.
//!
//!     cargo run --release             # the table
//!     cargo run --release -- --check  # fails where a version's law differs from the plain one's

// forbidden in every module but `rivals::ixa`: ixa's macros register properties before `main`, and say so with an `allow` of
// their own, which a `forbid` of the whole crate would refuse
#![deny(unsafe_code)]
#![warn(missing_docs, clippy::pedantic)]

use std::process::ExitCode;

#[forbid(unsafe_code)]
mod agreement;
#[forbid(unsafe_code)]
mod clock;
#[forbid(unsafe_code)]
mod draw;
#[forbid(unsafe_code)]
mod engine;
#[forbid(unsafe_code)]
mod model;
#[forbid(unsafe_code)]
mod plain;
mod rivals;
#[forbid(unsafe_code)]
mod table;
#[forbid(unsafe_code)]
mod version;

fn main() -> ExitCode {
    clock::keep_to_one_cpu();
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match asked.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            print!("{}", table::measured());
            ExitCode::SUCCESS
        }
        ["--check"] => {
            let (text, agreed) = agreement::checked();
            print!("{text}");
            if agreed {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        _ => {
            eprintln!("usage: rivals [--check]");
            ExitCode::from(64)
        }
    }
}
