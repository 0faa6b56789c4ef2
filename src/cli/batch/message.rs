//! What is said of a batch, in both languages.

use std::path::PathBuf;

use crate::batch::{Build, StoreError};
use crate::language::{Lang, refusal};

/// Why a step of a batch did not do what was asked.
#[derive(Debug)]
pub(in crate::cli) enum Trouble {
    /// The folder of the batch.
    Store(StoreError),
    /// So many rows; none is beyond counting.
    TooLarge(Option<u64>),
    /// So many GB of memory would be taken, so many are allowed.
    Memory(u64, u32),
    /// So many bytes would be written, so many are free.
    Disk(u64, u64),
    /// So many of so many blocks are done; the missing ones.
    Incomplete(u64, u64, String),
    /// The damaged blocks and why.
    Damaged(Vec<(u64, String)>),
    /// Blocks were made by several versions of the model.
    Mixed(Vec<Build>),
    /// So many runs failed; so many may.
    Failed(u64, u64),
    /// A signal came, with its exit code; so many of so many blocks are done.
    Stopped(i32, u64, u64),
    /// An engine is not here, or did not take the script.
    Engine(&'static str, String),
    /// The folder whose path cannot be written into a script.
    Path(PathBuf),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Trouble {
    /// The exit code.
    pub(in crate::cli) fn code(&self) -> u8 {
        match self {
            Self::Store(error) => match error {
                StoreError::CannotOpen(..) => 66,
                StoreError::CannotCreate(..) | StoreError::Foreign(_) => 73,
                StoreError::WriteFailed(..) => 74,
                StoreError::OtherPlan(..)
                | StoreError::Damaged(..)
                | StoreError::OtherBuild(..) => 65,
                StoreError::NotDeterministic(..) => 70,
            },
            Self::TooLarge(_)
            | Self::Memory(..)
            | Self::Disk(..)
            | Self::Damaged(_)
            | Self::Mixed(_) => 65,
            Self::Incomplete(..) => 75,
            Self::Failed(..) => 70,
            Self::Stopped(code, ..) => u8::try_from(*code).unwrap_or(u8::MAX),
            Self::Engine(..) => 69,
            Self::Path(_) => 64,
        }
    }

    /// The word for tools.
    pub(in crate::cli) fn key(&self) -> &'static str {
        match self {
            Self::Store(_) => "batch_folder",
            Self::TooLarge(_) => "too_large",
            Self::Memory(..) => "memory",
            Self::Disk(..) => "disk",
            Self::Incomplete(..) => "incomplete",
            Self::Damaged(_) => "damaged",
            Self::Mixed(_) => "mixed_versions",
            Self::Failed(..) => "failed_runs",
            Self::Stopped(..) => "interrupted",
            Self::Engine(..) => "engine",
            Self::Path(_) => "path",
        }
    }

    /// The sentence in `lang`.
    pub(in crate::cli) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Store(error) => store_zh(error),
            Self::TooLarge(Some(rows)) => {
                format!("设计有 {rows} 行，模拟次数太多；请减少取值、基点或 replicates")
            }
            Self::TooLarge(None) => "设计的行数多得无法计算；请减少因素或取值".to_owned(),
            Self::Memory(asked, allowed) => format!(
                "各线程的模拟和块约占 {asked} GB 内存；允许 {allowed} GB：请减小 block_runs，或用 --max-memory 放宽"
            ),
            Self::Disk(asked, free) => format!(
                "约需 {} 磁盘空间，只剩 {}；请减少次数或保留的序列，或换一处",
                size(*asked),
                size(*free)
            ),
            Self::Incomplete(done, all, missing) => {
                format!("已完成 {done}/{all} 块；还缺 {missing}；请再运行 dabiao batch run")
            }
            Self::Damaged(blocks) => {
                let first: Vec<String> = blocks
                    .iter()
                    .take(5)
                    .map(|(block, why)| format!("块 {block}（{}）", why_zh(why)))
                    .collect();
                format!(
                    "{} 块已损坏：{}；dabiao batch run 会重做这些块",
                    blocks.len(),
                    first.join("，")
                )
            }
            Self::Mixed(builds) => format!(
                "各块由不同版本的程序算出：{}；不能合并",
                builds_text(builds)
            ),
            Self::Failed(failed, allowed) => format!(
                "{failed} 次模拟失败，允许 {allowed} 次；失败的编号和原因见各块的 receipt.json"
            ),
            Self::Stopped(_, done, all) => {
                format!("已停止；保留已完成的 {done}/{all} 块，再次运行同一命令即可继续")
            }
            Self::Engine(name, why) => format!("不能提交给 {name}：{why}"),
            Self::Path(path) => format!("路径 {} 含有脚本中不能用的字符", path.display()),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Store(error) => store_en(error),
            Self::TooLarge(Some(rows)) => format!(
                "the design has {rows} rows: too many runs; take fewer values, base points or replicates"
            ),
            Self::TooLarge(None) => {
                "the design has more rows than can be counted; take fewer factors or values"
                    .to_owned()
            }
            Self::Memory(asked, allowed) => format!(
                "the runs and blocks of all threads would take about {asked} GB of memory; {allowed} GB are allowed: make block_runs smaller, or ask for more with --max-memory"
            ),
            Self::Disk(asked, free) => format!(
                "about {} of disk are needed and {} are free; make fewer runs, keep fewer series, or choose another place",
                size(*asked),
                size(*free)
            ),
            Self::Incomplete(done, all, missing) => format!(
                "{done} of {all} blocks are done; missing: {missing}; run dabiao batch run again"
            ),
            Self::Damaged(blocks) => {
                let first: Vec<String> = blocks
                    .iter()
                    .take(5)
                    .map(|(block, why)| format!("block {block} ({why})"))
                    .collect();
                format!(
                    "{} blocks are damaged: {}; dabiao batch run makes them anew",
                    blocks.len(),
                    first.join(", ")
                )
            }
            Self::Mixed(builds) => format!(
                "the blocks were made by different versions of the program: {}; they are not merged",
                builds_text(builds)
            ),
            Self::Failed(failed, allowed) => format!(
                "{failed} runs failed, {allowed} may; the receipt.json of their blocks has number and reason"
            ),
            Self::Stopped(_, done, all) => format!(
                "stopped; {done} of {all} blocks are done and kept: the same command goes on"
            ),
            Self::Engine(name, why) => format!("cannot submit to {name}: {why}"),
            Self::Path(path) => format!(
                "the path {} has characters that a script cannot take",
                path.display()
            ),
        }
    }
}

fn store_zh(error: &StoreError) -> String {
    let denied = |error: &std::io::Error| refusal(error, Lang::Zh);
    match error {
        StoreError::CannotOpen(path, why) => format!(
            "打不开 {}：{}；先用 dabiao batch plan 建立计划",
            path.display(),
            denied(why)
        ),
        StoreError::CannotCreate(path, why) => {
            format!("无法建立文件夹 {}：{}", path.display(), denied(why))
        }
        StoreError::WriteFailed(path, why) => format!(
            "写入 {} 失败：{}；已完成的块都在，排除原因后再次运行同一命令即可继续",
            path.display(),
            denied(why)
        ),
        StoreError::Foreign(path) => format!(
            "{} 里已有别的文件，不是批量模拟的文件夹；请另选一处",
            path.display()
        ),
        StoreError::OtherPlan(path, here, new) => format!(
            "{} 里已有另一个计划 {}，与这个计划 {} 不同；请另选一处",
            path.display(),
            short(here),
            short(new)
        ),
        StoreError::Damaged(path, why) => format!("{} 已损坏（{}）", path.display(), why_zh(why)),
        StoreError::OtherBuild(plan, own) => format!(
            "计划由 {} 作出，本程序是 {}；请用原来的程序，或重新作计划；确要继续请加 --allow-version-mismatch",
            build_text(plan),
            build_text(own)
        ),
        StoreError::NotDeterministic(block, first, second) => format!(
            "块 {block} 前后结果不同，两份都保留：{} 和 {}",
            first.display(),
            second.display()
        ),
    }
}

fn store_en(error: &StoreError) -> String {
    match error {
        StoreError::CannotOpen(path, why) => format!(
            "cannot open {}: {why}; dabiao batch plan makes the plan first",
            path.display()
        ),
        StoreError::CannotCreate(path, why) => {
            format!("cannot make the folder {}: {why}", path.display())
        }
        StoreError::WriteFailed(path, why) => format!(
            "writing {} failed: {why}; finished blocks are kept: put that right, and the same command goes on",
            path.display()
        ),
        StoreError::Foreign(path) => format!(
            "{} holds files that are no batch; choose another place",
            path.display()
        ),
        StoreError::OtherPlan(path, here, new) => format!(
            "{} holds another plan, {}; this one is {}: choose another place",
            path.display(),
            short(here),
            short(new)
        ),
        StoreError::Damaged(path, why) => format!("{} is damaged ({why})", path.display()),
        StoreError::OtherBuild(plan, own) => format!(
            "the plan was made by {}, this is {}; use that program, or plan anew; --allow-version-mismatch goes on nevertheless",
            build_text(plan),
            build_text(own)
        ),
        StoreError::NotDeterministic(block, first, second) => format!(
            "block {block} came out otherwise than before; both are kept: {} and {}",
            first.display(),
            second.display()
        ),
    }
}

/// The reasons of the core, which are in English, in Chinese.
fn why_zh(why: &str) -> &'static str {
    let known = [
        ("another plan", "属于另一个计划"),
        ("other runs", "不是这一块的模拟"),
        ("cannot be read", "读不出来"),
        ("instead of", "长度不对"),
        ("other bytes", "内容被改动"),
        ("changed", "内容被改动"),
        ("no scenario", "不再是情景文件"),
        ("as it was written", "与写出时不同"),
    ];
    known
        .into_iter()
        .find(|(en, _)| why.contains(en))
        .map_or("内容不对", |(_, zh)| zh)
}

fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

fn build_text(build: &Build) -> String {
    format!(
        "dabiao {} ({}, {})",
        build.version,
        build.model_version,
        short(&build.commit)
    )
}

fn builds_text(builds: &[Build]) -> String {
    builds.iter().map(build_text).collect::<Vec<_>>().join(", ")
}

/// Bytes as people write them.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
pub(super) fn size(bytes: u64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB"];
    let (mut value, mut unit) = (bytes as f64 / 1000.0, 0);
    while value >= 1000.0 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", units[unit])
}

/// Seconds as people write them.
pub(super) fn time(seconds: f64, lang: Lang) -> String {
    if seconds < 90.0 {
        format!("{seconds:.0} {}", lang.pick("秒", "s"))
    } else if seconds < 5400.0 {
        format!("{:.0} {}", seconds / 60.0, lang.pick("分钟", "min"))
    } else {
        format!("{:.1} {}", seconds / 3600.0, lang.pick("小时", "h"))
    }
}

/// Sorted numbers as `3,7-9`.
pub(super) fn ranges(numbers: &[u64]) -> String {
    let mut parts: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => parts.push((*number, *number)),
        }
    }
    let text = |(first, last): &(u64, u64)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    };
    parts.iter().map(text).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people_and_arrays() {
        assert_eq!(ranges(&[3, 7, 8, 9]), "3,7-9");
        assert_eq!(ranges(&[]), "");
        assert_eq!(size(1_500_000), "1.5 MB");
        assert_eq!(time(60.0 * 42.0, Lang::En), "42 min");
    }
}
