//! What may be typed after `dabiao batch`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::super::args::threads;
use super::super::reading::ErrorFormat;
use crate::batch::Shard;

/// A step of a batch.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Step {
    /// Check a design and say what it will take; nothing is simulated yet
    Plan(PlanArgs),
    /// Make the blocks that are not done yet
    Run(RunArgs),
    /// Say which blocks are done: exit code 0 complete, 75 not complete, 65 damaged
    Status(StatusArgs),
    /// Check every block and write the tables
    Merge(MergeArgs),
    /// Print a script for an engine that makes the shards
    Submit(SubmitArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PlanArgs {
    /// Design file (YAML)
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) design: PathBuf,
    /// Folder of the batch
    #[arg(id = "batch_out", long = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// Memory that a process may take, in GB
    #[arg(id = "batch_memory", long = "max-memory", value_name = "GB", default_value_t = 8, hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) max_memory: u32,
    /// How findings are written: text for people, json for tools (an object a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    pub(super) error_format: ErrorFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RunArgs {
    /// Folder of the batch
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// Only every N-th block, from block I, I from 0
    #[arg(long, value_name = "I/N", default_value = "0/1", hide_default_value = true, value_parser = shard)]
    pub(super) shard: Shard,
    /// Threads to work on; 0 is all there are. Results do not depend on it
    #[arg(long, value_name = "T", default_value_t = 0, hide_default_value = true, value_parser = threads())]
    pub(super) threads: usize,
    /// Stop by itself in time, as in 55m or 1h30m
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(super) time_limit: Option<Duration>,
    /// Runs that may fail before the exit code is 70
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) max_failed: u64,
    /// Make finished blocks again and compare
    #[arg(long)]
    pub(super) again: bool,
    /// Go on with another version of the program than made the plan; the manifest says so
    #[arg(long)]
    pub(super) allow_version_mismatch: bool,
    /// Say nothing but warnings and errors
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArgs {
    /// Folder of the batch
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// As a JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Only the shards of N that have something to do, as in 3,7-9
    #[arg(long, value_name = "N", conflicts_with = "json", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(super) missing_shards: Option<u64>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    /// Folder of the batch
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// Folder of the results
    #[arg(id = "results", long = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// Write into a folder that is not dabiao's, if NAME is its name: files of the same names are written over
    #[arg(id = "over", long = "force", value_name = "NAME")]
    pub(super) over: Option<String>,
    /// Go on with another version of the program than made the plan; the manifest says so
    #[arg(long)]
    pub(super) allow_version_mismatch: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SubmitArgs {
    /// Engine
    pub(super) engine: Engine,
    /// Folder of the batch
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
    /// Number of shards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(super) shards: u64,
    /// Start it, instead of printing it
    #[arg(long)]
    pub(super) go: bool,
}

/// What starts the shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// A job array.
    Slurm,
    /// A Dask cluster.
    Dask,
    /// GNU parallel.
    Parallel,
    /// An indexed job.
    Kubernetes,
}

fn shard(text: &str) -> Result<Shard, String> {
    let read = || {
        let (index, count) = text.split_once('/')?;
        let (index, count) = (index.parse().ok()?, count.parse().ok()?);
        (index < count).then_some(Shard { index, count })
    };
    read().ok_or_else(|| "I/N with I from 0 to N-1 is asked".to_owned())
}

/// `55m`, `1h30m`, `90s`.
fn duration(text: &str) -> Result<Duration, String> {
    let read = || {
        let (mut seconds, mut number) = (0_u64, String::new());
        for c in text.chars() {
            let unit = match c {
                '0'..='9' => {
                    number.push(c);
                    continue;
                }
                'd' => 86_400,
                'h' => 3600,
                'm' => 60,
                's' => 1,
                _ => return None,
            };
            let n: u64 = std::mem::take(&mut number).parse().ok()?;
            seconds = seconds.checked_add(n.checked_mul(unit)?)?;
        }
        (number.is_empty() && seconds > 0).then_some(Duration::from_secs(seconds))
    };
    read().ok_or_else(|| "a time such as 55m, 1h30m or 90s is asked".to_owned())
}

/// Chinese help of commands and arguments, by name; a command of `batch` by both names.
pub(in crate::cli) const CHINESE: &[(&str, &str)] = &[
    ("batch", "按设计批量模拟，分块保存，中断不丢"),
    ("plan", "检查设计文件并估算所需时间和空间，尚不模拟"),
    ("batch run", "模拟尚未完成的块"),
    (
        "status",
        "查看哪些块已完成；退出码：0 完成，75 未完成，65 有损坏",
    ),
    ("merge", "核对所有块并写出结果表"),
    ("submit", "输出供作业系统运行各分片的脚本"),
    ("design", "设计文件（YAML）"),
    ("batch_out", "批量模拟的文件夹"),
    ("batch_memory", "一个进程最多占用的内存（GB）"),
    ("folder", "批量模拟的文件夹"),
    ("shard", "只做第 I、I+N、I+2N……块，写作 I/N，I 从 0 起"),
    ("time_limit", "到时自行停止，如 55m、1h30m"),
    ("max_failed", "允许失败的次数，超过则退出码为 70"),
    ("again", "重做已完成的块并比较"),
    (
        "allow_version_mismatch",
        "程序版本与计划不同也继续，清单中注明",
    ),
    ("json", "输出为 JSON"),
    ("missing_shards", "分为 N 片时还需运行的分片，如 3,7-9"),
    ("results", "结果文件夹"),
    ("engine", "作业系统：slurm、dask、parallel、kubernetes"),
    ("shards", "分片数"),
    ("go", "直接提交，而不只是输出脚本"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shards() {
        assert_eq!(duration("1h30m"), Ok(Duration::from_mins(90)));
        assert_eq!(duration("90s"), Ok(Duration::from_secs(90)));
        for wrong in ["", "55", "m", "-5m", "0s", "5 m"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!(shard("3/4"), Ok(Shard { index: 3, count: 4 }));
        for wrong in ["5/4", "4/4", "0/0", "a/b", "1", "-1/4"] {
            assert!(shard(wrong).is_err(), "{wrong}");
        }
    }
}
