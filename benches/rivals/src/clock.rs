//! CPU time of the whole process, held on one processor: threads that a framework starts are counted, and cannot help.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};

/// Keeps this process, and all threads it will start, on the last processor it may use. To be called before any other thread
/// is started: pools of threads then find one processor, and take one thread. Where the system refuses, nothing changes.
pub fn keep_to_one_cpu() {
    let Ok(allowed) = sched_getaffinity(None) else {
        return;
    };
    let last = (0..CpuSet::MAX_CPU).rev().find(|&cpu| allowed.is_set(cpu));
    if let Some(last) = last {
        let mut only = CpuSet::new();
        only.set(last);
        // what is measured is CPU time: without the pin it is noisier, not wrong
        let _ = sched_setaffinity(None, &only);
    }
}

/// CPU time in nanoseconds that `work` takes, with all threads of this process.
pub fn cpu_nanoseconds(work: impl FnOnce()) -> f64 {
    let before = now();
    work();
    now() - before
}

#[expect(clippy::cast_precision_loss, reason = "exact below 2^53 ns, 104 days")]
fn now() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}
