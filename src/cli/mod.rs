//! The command line: what people type, see and get as an exit code. The only folder that touches the terminal.

mod args;
mod batch;
mod beginning;
mod chart;
mod check;
mod chinese;
mod compare;
mod deliver;
mod exit;
mod explain;
mod findings;
mod goal_table;
mod interrupt;
mod list;
mod load;
mod locale;
mod message;
mod new;
mod parse;
mod progress;
mod reading;
mod run;
mod schema;
mod sheet;
mod simulate;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use args::Action;
use exit::Failure;
use message::Message;
use parse::Parsed;
use reading::ErrorFormat;

use crate::language::Lang;

/// Does what the command line asks and gives the exit code: 0 done, 64 command line, 65 input wrong, 66 input cannot be
/// opened, 70 bug, 73 output cannot be made, 74 writing failed, 75 a batch is not complete, 130 and 143 stopped by a signal.
#[must_use]
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let lang = locale::language(&words);
    let format = ErrorFormat::asked(&words);
    exit::speak_in_panics(format, lang);
    interrupt::listen(format, lang);
    let outcome = std::panic::catch_unwind(|| match parse::parse(&words, lang) {
        Parsed::Action(action) => act(&action, lang),
        Parsed::Help(text) => terminal::out(&text),
        Parsed::Wrong(text) => Err(Failure::CommandLine(text)),
    });
    let code = match outcome {
        Ok(Ok(())) => 0,
        Ok(Err(failure)) => {
            failure.tell(format, lang);
            failure.code()
        }
        // the panic hook has spoken
        Err(_) => exit::BUG,
    };
    ExitCode::from(code)
}

fn act(action: &Action, lang: Lang) -> Result<(), Failure> {
    match action {
        Action::Run {
            file,
            options,
            keep,
            drivers,
        } => run::run(file, options, (*keep, *drivers), lang),
        Action::Compare {
            files,
            options,
            keep,
        } => compare::compare(files, options, *keep, lang),
        Action::Chart(redraw) => chart::chart(redraw, lang),
        Action::Check { files, reading } => check::check(files, reading, lang),
        Action::List { what, file } => list::list(*what, file.as_deref(), lang),
        Action::Explain { name, file } => explain::explain(name, file.as_deref(), lang),
        Action::New(starter) => new::new(starter, lang),
        Action::Sheet(asked) => sheet::sheet(asked, lang),
        Action::Schema => schema::schema(),
        Action::Batch { step } => batch::batch(step, lang),
    }
}

/// A line for people on standard output.
fn tell(message: &Message<'_>, lang: Lang) -> Result<(), Failure> {
    terminal::out(&format!("{}\n", message.text(lang)))
}
