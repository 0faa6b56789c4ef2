//! Every sentence the command line says, in both languages, in one place.

use std::io;
use std::path::Path;

use super::beginning::Beginning;
use crate::analysis::{Joint, Mismatch};
use crate::chart::ChartError;
use crate::language::{Lang, refusal};
use crate::report::{FiguresError, OutputError};
use crate::scenario::Scenario;

/// A sentence.
#[derive(Debug)]
pub(super) enum Message<'a> {
    /// Two scenarios (baseline, other) cannot be compared.
    Incomparable(&'a str, &'a str, &'a Mismatch),
    /// Two scenarios have one name.
    SameName(&'a str),
    /// So many runs would take so many GB; so many are allowed.
    Memory(u32, u64, u32),
    /// Output cannot be made.
    Output(&'a OutputError),
    /// No threads.
    Threads(&'a str),
    /// Standard output is lost.
    Terminal(&'a io::Error),
    /// A bug: what and where.
    Bug(&'a str, &'a str),
    /// Runs begin.
    Started(&'a Scenario, u32),
    /// Runs done, of how many.
    Progress(u64, u64),
    /// Runs are done, after seconds.
    Finished(u64, f64),
    /// Drawing begins.
    Drawing,
    /// A chart could not be drawn, and why.
    Undrawn(&'a str, &'a ChartError),
    /// There is no chart of a name; names like it, all names.
    NoChart(&'a str, &'a [String], &'a [String]),
    /// Of scenarios and workbooks to begin from.
    Beginning(Beginning<'a>),
    /// The figures of a run cannot be read.
    Figures(&'a FiguresError),
    /// A chart that was asked for cannot be drawn, and why.
    Undrawable(&'a str, &'a ChartError),
    /// A title without a letter.
    EmptyTitle,
    /// A map for a chart that is none.
    NoCountyMap,
    /// A file whose ending is another than the format asked for.
    OtherForm(&'a Path),
    /// A file was written.
    Written(&'a Path),
    /// Where the files are.
    Files(&'a Path, usize),
    /// A scenario's base values are for illustration.
    Illustrative,
    /// Ctrl-C was pressed.
    Interrupted,
    /// All assessed targets and all card goals at once, of a scenario.
    Joint(&'a str, Option<Joint>, Option<Joint>),
    /// How many warnings there are.
    Warnings(usize),
    /// A scenario passed the check.
    Passed(&'a str, &'a Scenario),
    /// What the interval of a probability is.
    Simulation,
    /// Share of variance by inputs, of a scenario: the goals with their shares.
    Variance(&'a str, &'a [(&'a str, f64)]),
}

impl Message<'_> {
    /// The sentence in `lang`.
    pub(super) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Incomparable(baseline, other, mismatch) => {
                format!("{other} 不能与 {baseline} 比较：{}", mismatch_zh(mismatch))
            }
            Self::SameName(name) => {
                format!("有两个不同的情景文件都叫 {name}，结果会混在一起；请改其中一个的文件名")
            }
            Self::Memory(runs, asked, allowed) => format!(
                "{runs} 次模拟及其结果约占 {asked} GB 内存；允许 {allowed} GB：减少次数或线程，或用 --max-memory 放宽"
            ),
            Self::Output(error) => output_zh(error),
            // why is in the system's English
            Self::Threads(_) => "系统没有给出线程；可用 --threads 减少线程数".to_owned(),
            Self::Terminal(error) => {
                format!("无法写到标准输出：{}", refusal(error, Lang::Zh))
            }
            Self::Bug(what, place) => format!(
                "程序出错，这是 dabiao 自身的缺陷，没有写出任何结果。\n请把这一行连同情景文件报告给开发者：{what}（{place}，版本 {}）",
                env!("CARGO_PKG_VERSION")
            ),
            Self::Started(scenario, runs) => {
                format!("{}：开始模拟，共 {runs} 次", scenario.name.zh)
            }
            Self::Progress(done, all) => format!("已完成 {done}/{all} 次"),
            Self::Finished(all, seconds) => format!("已完成 {all} 次，用时 {seconds:.1} 秒"),
            Self::Drawing => "正在绘图".to_owned(),
            Self::Undrawn(name, error) => {
                let why = error.text(Lang::Zh);
                format!("图 {name} 没有画出：{why}；表格不受影响")
            }
            Self::NoChart(name, near, all) => {
                let names = if near.is_empty() { all } else { near };
                let head = if near.is_empty() {
                    "现有"
                } else {
                    "是否想写"
                };
                format!("没有名为 {name} 的图；{head}：{}", names.join("、"))
            }
            Self::Beginning(beginning) => beginning.text(Lang::Zh),
            Self::Figures(error) => figures_zh(error),
            Self::Undrawable(name, error) => {
                format!("图 {name} 没有画出：{}", error.text(Lang::Zh))
            }
            Self::EmptyTitle => "--title 是空的；不写 --title 则用图上的结论作标题".to_owned(),
            Self::NoCountyMap => "--map 只用于分区县图（county_map_…）".to_owned(),
            Self::OtherForm(path) => format!(
                "--out {} 的后缀与 --format 不一致；多种格式时 --out 请写文件夹",
                path.display()
            ),
            Self::Written(path) => format!("已写出 {}", path.display()),
            Self::Files(place, count) => {
                format!("已写出 {count} 个文件，位于 {}", place.display())
            }
            Self::Interrupted => "已中断；原有结果未动，未写完的已清除".to_owned(),
            Self::Illustrative => {
                "注意：本情景的基期数据仅供演示（origin: illustrative），不是真实统计。".to_owned()
            }
            Self::Joint(scenario, assessed, card) => {
                let part = |name: &str, joint: &Joint| {
                    format!(
                        "{name} {} 项全部达标的概率 {}",
                        joint.targets,
                        percent(joint)
                    )
                };
                let parts: Vec<String> = [("所评估的", assessed), ("主要指标", card)]
                    .into_iter()
                    .filter_map(|(name, joint)| joint.as_ref().map(|joint| part(name, joint)))
                    .collect();
                format!("{scenario}：{}", parts.join("；"))
            }
            Self::Warnings(count) => format!("提醒 {count} 条，可用 dabiao check 查看"),
            Self::Passed(file, scenario) => format!(
                "{file}：没有错误（{} 个区县，{} 项资金，{} 个目标，{}—{} 年）",
                scenario.counties.len(),
                scenario.programmes.len(),
                scenario.targets.len(),
                scenario.base_year,
                scenario.end_year
            ),
            Self::Simulation => {
                "括号内为 95% 区间，只反映模拟次数有限带来的误差，不反映假设本身的对错。".to_owned()
            }
            Self::Variance(scenario, goals) => {
                let parts: Vec<String> = goals
                    .iter()
                    .map(|(goal, share)| format!("{goal} {:.0}%", share * 100.0))
                    .collect();
                format!(
                    "{scenario}：结果的方差来自参数和基期数据的比重：{}",
                    parts.join("，")
                )
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Incomparable(baseline, other, mismatch) => format!(
                "{other} cannot be compared with {baseline}: {}",
                mismatch_en(mismatch)
            ),
            Self::SameName(name) => format!(
                "two different scenario files are called {name}; their rows would be mixed up; rename one"
            ),
            Self::Memory(runs, asked, allowed) => format!(
                "{runs} runs of this would take about {asked} GB of memory; {allowed} GB are allowed: ask for fewer runs or threads, or more with --max-memory"
            ),
            Self::Output(error) => output_en(error),
            Self::Threads(why) => {
                format!("the system gives no threads: {why}; ask for fewer with --threads")
            }
            Self::Terminal(error) => format!("cannot write to standard output: {error}"),
            Self::Bug(what, place) => format!(
                "dabiao has a bug; no result was written.\nPlease report this line with the scenario file: {what} ({place}, version {})",
                env!("CARGO_PKG_VERSION")
            ),
            Self::Started(scenario, runs) => format!("{}: {runs} runs begin", scenario.name.en),
            Self::Progress(done, all) => format!("{done} of {all} runs done"),
            Self::Finished(all, seconds) => format!("{all} runs done in {seconds:.1} s"),
            Self::Drawing => "drawing".to_owned(),
            Self::Undrawn(name, error) => {
                format!("chart {name} is not drawn: {error}; the tables are complete")
            }
            Self::NoChart(name, near, all) => {
                let names = if near.is_empty() { all } else { near };
                let head = if near.is_empty() { "there are" } else { "did you mean" };
                format!("there is no chart {name}; {head}: {}", names.join(", "))
            }
            Self::Beginning(beginning) => beginning.text(Lang::En),
            Self::Figures(error) => figures_en(error),
            Self::Undrawable(name, error) => format!("chart {name} is not drawn: {error}"),
            Self::EmptyTitle => {
                "--title is empty; without --title the finding is the title".to_owned()
            }
            Self::NoCountyMap => "--map is for county maps only (county_map_…)".to_owned(),
            Self::OtherForm(path) => format!(
                "--out {} ends otherwise than --format says; for several formats name a folder",
                path.display()
            ),
            Self::Written(path) => format!("{} written", path.display()),
            Self::Files(place, count) => format!("{count} files written to {}", place.display()),
            Self::Interrupted => "interrupted; earlier results stand as they were, what was half written is gone".to_owned(),
            Self::Illustrative => {
                "Note: the base values of this scenario are for illustration only (origin: illustrative)."
                    .to_owned()
            }
            Self::Joint(scenario, assessed, card) => {
                let part = |name: &str, joint: &Joint| {
                    let (n, share) = (joint.targets, percent(joint));
                    format!("probability that all {n} {name} are met: {share}")
                };
                let parts: Vec<String> = [("assessed targets", assessed), ("card goals", card)]
                    .into_iter()
                    .filter_map(|(name, joint)| joint.as_ref().map(|joint| part(name, joint)))
                    .collect();
                format!("{scenario}: {}", parts.join("; "))
            }
            Self::Warnings(count) => format!("{count} warnings; dabiao check shows them"),
            Self::Passed(file, scenario) => format!(
                "{file}: no fault ({} counties, {} programmes, {} targets, {} to {})",
                scenario.counties.len(),
                scenario.programmes.len(),
                scenario.targets.len(),
                scenario.base_year,
                scenario.end_year
            ),
            Self::Simulation => "Intervals are 95% and show only the error of simulation: they say nothing of wrong assumptions."
                .to_owned(),
            Self::Variance(scenario, goals) => {
                let parts: Vec<String> = goals
                    .iter()
                    .map(|(goal, share)| format!("{goal} {:.0}%", share * 100.0))
                    .collect();
                format!(
                    "{scenario}: share of variance from parameters and base state: {}",
                    parts.join(", ")
                )
            }
        }
    }
}

fn percent(joint: &Joint) -> String {
    format!(
        "{:.0}% ({:.0}–{:.0}%)",
        joint.probability * 100.0,
        joint.interval.low * 100.0,
        joint.interval.high * 100.0
    )
}

fn mismatch_zh(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Years(a, b) => format!("起止年份不同（{}—{} 与 {}—{}）", a.0, a.1, b.0, b.1),
        Mismatch::Counties(apart) => format!("区县不同（只在其中一方：{}）", apart.join("、")),
        Mismatch::Indicators(apart) => format!("指标不同（只在其中一方：{}）", apart.join("、")),
    }
}

fn mismatch_en(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Years(a, b) => {
            format!("other years ({} to {}, and {} to {})", a.0, a.1, b.0, b.1)
        }
        Mismatch::Counties(apart) => {
            format!("other counties (in one only: {})", apart.join(", "))
        }
        Mismatch::Indicators(apart) => {
            format!("other indicators (in one only: {})", apart.join(", "))
        }
    }
}

fn figures_zh(error: &FiguresError) -> String {
    match error {
        FiguresError::CannotOpen(path, why) => format!(
            "打不开 {}：{}；--from 应为 dabiao run 或 compare 写出的文件夹",
            path.display(),
            refusal(why, Lang::Zh)
        ),
        FiguresError::Damaged(path, _) => {
            format!("{} 已损坏；请重新模拟", path.display())
        }
        FiguresError::OtherVersion(path, version) => format!(
            "{} 由另一版本的 dabiao 写出（格式 {version}）；请用那个版本，或重新模拟",
            path.display()
        ),
    }
}

fn figures_en(error: &FiguresError) -> String {
    match error {
        FiguresError::CannotOpen(path, why) => format!(
            "cannot open {}: {why}; --from names a folder that dabiao run or compare has written",
            path.display()
        ),
        FiguresError::Damaged(path, why) => {
            format!("{} is damaged: {why}; run again", path.display())
        }
        FiguresError::OtherVersion(path, version) => format!(
            "{} was written by another version of dabiao (format {version}); use that one, or run again",
            path.display()
        ),
    }
}

fn output_zh(error: &OutputError) -> String {
    match error {
        OutputError::CannotCreate(path, why) => {
            format!(
                "无法建立输出文件夹 {}：{}",
                path.display(),
                refusal(why, Lang::Zh)
            )
        }
        OutputError::Foreign(path) => {
            let force = named(path).map(|name| format!("；仍要写入请加 --force {name}"));
            format!(
                "{} 不是 dabiao 写出的文件夹，不会覆盖；请用 --out 另选一处{}",
                path.display(),
                force.unwrap_or_default()
            )
        }
        OutputError::NoParent(path) => format!("文件夹 {} 不存在，请先建立", path.display()),
        OutputError::Exists(path) => {
            format!("{} 已经存在，不会覆盖；要覆盖请加 --force", path.display())
        }
        OutputError::WriteFailed(path, why) => {
            format!(
                "写入 {} 失败：{}；原有结果没有改动",
                path.display(),
                refusal(why, Lang::Zh)
            )
        }
    }
}

fn output_en(error: &OutputError) -> String {
    match error {
        OutputError::CannotCreate(path, why) => {
            format!("cannot make the output folder {}: {why}", path.display())
        }
        OutputError::Foreign(path) => {
            let force =
                named(path).map(|name| format!("; --force {name} writes into it all the same"));
            format!(
                "{} was not written by dabiao and is left alone; choose another place with --out{}",
                path.display(),
                force.unwrap_or_default()
            )
        }
        OutputError::NoParent(path) => {
            format!(
                "the folder {} does not exist; make it first",
                path.display()
            )
        }
        OutputError::Exists(path) => format!(
            "{} is there already and is left alone; --force writes over it",
            path.display()
        ),
        OutputError::WriteFailed(path, why) => format!(
            "writing {} failed: {why}; what stood there before is unchanged",
            path.display()
        ),
    }
}

/// The name by which a folder can be asked for.
fn named(path: &Path) -> Option<&str> {
    path.file_name().filter(|_| path.is_dir())?.to_str()
}
