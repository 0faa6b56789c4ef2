//! How a command reads scenario files and how it tells what it finds. Knows no command.

use std::ffi::OsString;

use clap::{Args, ValueEnum};

/// How scenario files are read, and how what is found is told.
#[derive(Debug, Default, Args)]
pub(super) struct Reading {
    /// Overlay a value of the scenario; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Refuse values that are allowed but unusual
    #[arg(long)]
    pub(super) strict: bool,
    /// How findings are written: text for people, json for tools (an object a line)
    #[arg(long, value_name = "FORMAT", default_value = ErrorFormat::Text.word(), hide_default_value = true)]
    pub(super) error_format: ErrorFormat,
}

/// How findings are written to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ErrorFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

impl ErrorFormat {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }

    /// What the command line asks for, also where it is wrong otherwise.
    pub(super) fn asked(words: &[OsString]) -> Self {
        match said(words, "--error-format").as_deref() {
            Some("json") => Self::Json,
            _ => Self::Text,
        }
    }
}

/// The last value given to `option` before `--`, read without knowing the rest of the command line.
pub(super) fn said(words: &[OsString], option: &str) -> Option<String> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let options = words.iter().take_while(|word| *word != "--");
    let values = options
        .enumerate()
        .filter_map(|(at, word)| match word.strip_prefix(option)? {
            "" => words.get(at + 1).map(ToString::to_string),
            rest => rest.strip_prefix('=').map(str::to_owned),
        });
    values.last()
}
