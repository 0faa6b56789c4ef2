//! How far the runs are: a bar on a terminal, plain lines elsewhere, nothing when quiet. On standard error.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::message::Message;
use super::terminal;
use crate::batch::Progress;
use crate::language::Lang;
use crate::scenario::Scenario;

/// Plain lines come no faster than this.
const PAUSE: Duration = Duration::from_secs(10);

/// Shows progress in the way that suits standard error.
pub(super) struct Shown {
    lang: Lang,
    way: Way,
}

enum Way {
    Quiet,
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

struct Lines {
    done: u64,
    all: u64,
    started: Instant,
    last: Instant,
}

impl Shown {
    /// Chooses the way.
    pub(super) fn new(quiet: bool, lang: Lang) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let way = if quiet {
            Way::Quiet
        } else if std::io::stderr().is_terminal() && !dumb {
            Way::Bar(ProgressBar::with_draw_target(
                None,
                ProgressDrawTarget::stderr(),
            ))
        } else {
            let now = Instant::now();
            Way::Lines(Mutex::new(Lines {
                done: 0,
                all: 0,
                started: now,
                last: now,
            }))
        };
        Self { lang, way }
    }

    /// Says that drawing begins.
    pub(super) fn drawing(&self) {
        if let Way::Lines(_) = self.way {
            terminal::err(&Message::Drawing.text(self.lang));
        }
    }
}

impl Progress for Shown {
    fn started(&self, scenario: &Scenario, runs: u32) {
        match &self.way {
            Way::Quiet => {}
            Way::Bar(bar) => {
                let left = self.lang.pick("剩余", "left");
                let template =
                    format!("{{prefix}} [{{bar:32}}] {{pos}}/{{len}} {{percent}}% {left} {{eta}}");
                let style = ProgressStyle::with_template(&template)
                    .expect("the template is well formed")
                    .progress_chars("█▉ ");
                bar.set_style(style);
                bar.set_prefix(scenario.name.get(self.lang).to_owned());
                bar.set_length(u64::from(runs));
                bar.reset();
                bar.tick();
            }
            Way::Lines(lines) => {
                let now = Instant::now();
                *lines.lock().expect("no run panics while it counts") = Lines {
                    done: 0,
                    all: u64::from(runs),
                    started: now,
                    last: now,
                };
                terminal::err(&Message::Started(scenario, runs).text(self.lang));
            }
        }
    }

    fn run_done(&self) {
        match &self.way {
            Way::Quiet => {}
            Way::Bar(bar) => bar.inc(1),
            Way::Lines(lines) => {
                let mut lines = lines.lock().expect("no run panics while it counts");
                lines.done += 1;
                if lines.last.elapsed() >= PAUSE && lines.done < lines.all {
                    lines.last = Instant::now();
                    terminal::err(&Message::Progress(lines.done, lines.all).text(self.lang));
                }
            }
        }
    }

    fn finished(&self) {
        match &self.way {
            Way::Quiet => {}
            Way::Bar(bar) => bar.finish_and_clear(),
            Way::Lines(lines) => {
                let lines = lines.lock().expect("no run panics while it counts");
                let seconds = lines.started.elapsed().as_secs_f64();
                terminal::err(&Message::Finished(lines.all, seconds).text(self.lang));
            }
        }
    }
}
