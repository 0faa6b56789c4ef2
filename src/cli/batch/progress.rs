//! How far a batch is: a bar on a terminal, a line every ten seconds elsewhere. Says when to stop.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{interrupt, simulate, terminal};
use super::message::time;
use crate::batch::Watch;
use crate::language::Lang;

/// Lines come no faster than this.
const PAUSE: Duration = Duration::from_secs(10);

/// Watches over the work of one process.
pub(super) struct Watcher {
    lang: Lang,
    quiet: bool,
    bar: Option<ProgressBar>,
    started: Instant,
    limit: Option<Duration>,
    out_of_time: AtomicBool,
    blocks: AtomicU64,
    all_blocks: AtomicU64,
    runs: AtomicU64,
    all_runs: AtomicU64,
    /// Seconds from the start to the last line.
    last: Mutex<Duration>,
    threads: usize,
}

impl Watcher {
    pub(super) fn new(quiet: bool, limit: Option<Duration>, threads: usize, lang: Lang) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let bar = (!quiet && !dumb && std::io::stderr().is_terminal())
            .then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
        Self {
            lang,
            quiet,
            bar,
            started: Instant::now(),
            limit,
            out_of_time: AtomicBool::new(false),
            blocks: AtomicU64::new(0),
            all_blocks: AtomicU64::new(0),
            runs: AtomicU64::new(0),
            all_runs: AtomicU64::new(0),
            last: Mutex::new(Duration::ZERO),
            threads,
        }
    }

    /// Whether the time limit ended the work.
    pub(super) fn out_of_time(&self) -> bool {
        self.out_of_time.load(Ordering::SeqCst)
    }

    /// Removes the bar.
    pub(super) fn finished(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn over(&self, share: f64) -> bool {
        let over = self
            .limit
            .is_some_and(|limit| self.started.elapsed() >= limit.mul_f64(share));
        if over {
            self.out_of_time.store(true, Ordering::SeqCst);
        }
        over
    }

    #[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
    fn line(&self) -> String {
        let get = |n: &AtomicU64| n.load(Ordering::Relaxed);
        let (runs, all) = (get(&self.runs), get(&self.all_runs));
        let rate = runs as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        let left = time(all.saturating_sub(runs) as f64 / rate.max(0.001), self.lang);
        let (blocks, all_blocks) = (get(&self.blocks), get(&self.all_blocks));
        match self.lang {
            Lang::Zh => {
                format!("已完成 {blocks}/{all_blocks} 块，每秒 {rate:.1} 次，还需约 {left}")
            }
            Lang::En => {
                format!("{blocks} of {all_blocks} blocks done, {rate:.1} runs/s, about {left} left")
            }
        }
    }
}

impl Watch for Watcher {
    fn started(&self, blocks: u64, done: u64, runs: u64) {
        self.all_blocks.store(blocks, Ordering::Relaxed);
        self.blocks.store(done, Ordering::Relaxed);
        self.all_runs.store(runs, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            let style = ProgressStyle::with_template("[{bar:32}] {percent}% {msg}");
            bar.set_style(
                style
                    .expect("the template is well formed")
                    .progress_chars("█▉ "),
            );
            bar.set_length(runs);
        } else if !self.quiet {
            terminal::err(&match self.lang {
                Lang::Zh => format!("共 {blocks} 块，已有 {done} 块，还要模拟 {runs} 次"),
                Lang::En => format!("{done} of {blocks} blocks were there; {runs} runs to make"),
            });
        }
    }

    fn run_done(&self) {
        self.runs.fetch_add(1, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.set_message(self.line());
            bar.inc(1);
        } else if !self.quiet {
            let Ok(mut last) = self.last.try_lock() else {
                return;
            };
            let now = self.started.elapsed();
            if now >= *last + PAUSE {
                *last = now;
                terminal::err(&self.line());
            }
        }
    }

    fn block_done(&self) {
        self.blocks.fetch_add(1, Ordering::Relaxed);
    }

    fn may_begin(&self) -> bool {
        interrupt::asked().is_none() && !self.over(0.98)
    }

    fn must_stop(&self) -> bool {
        interrupt::asked().is_some() || self.over(1.0)
    }

    fn noted(&self) -> serde_json::Value {
        serde_json::json!({
            "host": simulate::host(),
            "written": simulate::utc(std::time::SystemTime::now()),
            "threads": self.threads,
            "process": std::process::id(),
        })
    }
}
