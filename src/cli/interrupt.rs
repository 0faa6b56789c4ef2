//! Signals that ask the program to end. Most commands end at once, leaving nothing half written; a batch ends by itself.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use super::findings;
use super::message::Message;
use super::reading::ErrorFormat;
use crate::language::Lang;
use crate::report;
use crate::scenario::Severity;

/// Exit code after Ctrl-C.
pub(super) const INTERRUPTED: i32 = 130;
/// Exit code after a request to end, as engines send it.
#[cfg(unix)]
const TERMINATED: i32 = 143;

static BY_ITSELF: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicI32 = AtomicI32::new(0);

/// From now on the command looks at `asked` and ends by itself; a second signal ends it at once.
pub(super) fn end_by_itself() {
    BY_ITSELF.store(true, Ordering::SeqCst);
}

/// The exit code of the signal that came, if one did.
pub(super) fn asked() -> Option<i32> {
    Some(ASKED.load(Ordering::SeqCst)).filter(|code| *code != 0)
}

fn end(code: i32, format: ErrorFormat, lang: Lang) {
    if BY_ITSELF.load(Ordering::SeqCst) && asked().is_none() {
        ASKED.store(code, Ordering::SeqCst);
        return;
    }
    let text = Message::Interrupted.text(lang);
    findings::sentence(Severity::Error, "interrupted", &text, format, lang);
    report::abandon(code);
}

/// Listens for signals. A file that grows beyond what is allowed (SIGXFSZ) is an error of writing like others. Where the
/// system takes no listener the process ends as others do, and a temporary folder may stay.
#[cfg(unix)]
pub(super) fn listen(format: ErrorFormat, lang: Lang) {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGXFSZ]) else {
        return;
    };
    let listener = std::thread::Builder::new().name("signals".to_owned());
    let _ = listener.spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGINT => end(INTERRUPTED, format, lang),
                SIGTERM => end(TERMINATED, format, lang),
                _ => {}
            }
        }
    });
}

/// Listens for Ctrl-C.
#[cfg(not(unix))]
pub(super) fn listen(format: ErrorFormat, lang: Lang) {
    let _ = ctrlc::set_handler(move || end(INTERRUPTED, format, lang));
}
