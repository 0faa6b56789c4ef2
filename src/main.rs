//! The command `dabiao`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dabiao::cli::main()
}
