//! Standard output and error: a closed pipe is no fault, a full disk is.

use std::io::{self, Write};

use super::exit::Failure;

/// Writes `text` to standard output.
pub(super) fn out(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Terminal(error)),
        _ => Ok(()),
    }
}

/// Writes a line to standard error. Where that fails nobody is left to tell.
pub(super) fn err(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
