//! Sentences of the commands that begin a scenario or explain one: `explain`, `new`, `sheet`.

use std::path::Path;

use crate::language::Lang;

/// A sentence.
#[derive(Debug)]
pub(super) enum Beginning<'a> {
    /// A name that a starter scenario cannot have.
    NotAName(&'a str),
    /// A file that is there already and is left as it is.
    Kept(&'a Path),
    /// What to do with a starter scenario.
    Begin(&'a Path),
    /// `sheet` without a scenario or workbook.
    NothingToSheet,
    /// A file to write that ends otherwise than it should.
    OtherEnding(&'a Path, &'a str),
    /// An overlay that could not reach its scenario: where it would stand, and the scenario.
    TooFar(&'a Path, &'a Path),
    /// What to do with a workbook of assumptions.
    Edit(&'a Path),
    /// A workbook was read into a scenario of so many changes.
    Edited(&'a Path, usize),
    /// Nothing has a name; names like it.
    NoName(&'a str, &'a [String]),
}

impl Beginning<'_> {
    /// The sentence in `lang`.
    pub(super) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::NotAName(name) => {
                format!("{name} 不能作情景名；只用小写字母、数字、_、-，最多 64 个，且不叫 common")
            }
            Self::Kept(path) => format!("{} 已经存在，没有改动", path.display()),
            Self::Begin(path) => format!(
                "接下来：把示例值换成本地的数字，再用 dabiao check {0} 检查，用 dabiao run {0} 模拟",
                path.display()
            ),
            Self::NothingToSheet => "写明情景文件，或用 --read 写明改好的表格".to_owned(),
            Self::OtherEnding(path, ending) => {
                format!("--out {} 的后缀须是 .{ending}", path.display())
            }
            Self::TooFar(out, scenario) => format!(
                "{} 离 {} 太远：情景只能继承自己的文件夹或上一级文件夹内的文件；请用 --out 写到情景旁",
                out.display(),
                scenario.display()
            ),
            Self::Edit(path) => format!(
                "接下来：在 Excel 或 WPS 中改浅黄色的单元格，保存，再用 dabiao sheet --read {} 读回",
                path.display()
            ),
            Self::Edited(path, 0) => format!("已写出 {}：没有改动", path.display()),
            Self::Edited(path, changes) => {
                format!("已写出 {}：改动 {changes} 处", path.display())
            }
            Self::NoName(name, near) => {
                let hint = if near.is_empty() {
                    "dabiao list indicators、parameters、targets 列出全部".to_owned()
                } else {
                    format!("是否想写：{}？", near.join("、"))
                };
                format!("没有名为 {name} 的指标、参数或目标；{hint}")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NotAName(name) => format!(
                "{name} cannot be the name of a scenario; lower-case letters, digits, _ and - only, at most 64, and not common"
            ),
            Self::Kept(path) => format!("{} is there already and left as it is", path.display()),
            Self::Begin(path) => format!(
                "Next: replace the example values by those of the place, then dabiao check {0} and dabiao run {0}",
                path.display()
            ),
            Self::NothingToSheet => "name a scenario, or an edited workbook with --read".to_owned(),
            Self::OtherEnding(path, ending) => {
                format!("--out {} must end in .{ending}", path.display())
            }
            Self::TooFar(out, scenario) => format!(
                "{} is too far from {}: a scenario extends files of its own folder or the one above it; choose a place beside the scenario with --out",
                out.display(),
                scenario.display()
            ),
            Self::Edit(path) => format!(
                "Next: change the pale yellow cells in Excel or WPS, save, then dabiao sheet --read {}",
                path.display()
            ),
            Self::Edited(path, 0) => format!("{} written: nothing is changed", path.display()),
            Self::Edited(path, changes) => {
                format!("{} written: {changes} keys changed", path.display())
            }
            Self::NoName(name, near) => {
                let hint = if near.is_empty() {
                    "dabiao list indicators, parameters and targets show what there is".to_owned()
                } else {
                    format!("did you mean {}?", near.join(", "))
                };
                format!("no indicator, parameter or target is called {name}; {hint}")
            }
        }
    }
}
