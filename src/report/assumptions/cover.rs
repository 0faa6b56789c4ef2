//! The first sheet: how to use the others, and which scenario they are of.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::Cells;
use crate::language::{Lang, Text};
use crate::report::workbook::sheet::{held, label, paged, plain, title, width, wrapped};

/// Which scenario a workbook was written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path of the scenario from the workbook's folder, with `/`.
    pub scenario: String,
    /// Its hash.
    pub hash: String,
    /// The language the workbook is in.
    pub lang: Lang,
}

/// Width of the column of answers, in Latin letters.
const ANSWER: f64 = 90.0;

/// Name of the sheet.
pub(super) fn name() -> Text {
    Text::new("说明", "How to use")
}

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    origin: &Origin,
    scenario: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(name().get(lang))?;
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, ANSWER)?;
    sheet.set_column_width(2, 10)?;
    sheet.set_screen_gridlines(false);
    let heading = lang.pick(
        "情景的假设：可编辑的表格",
        "Assumptions of a scenario, to be edited",
    );
    sheet.write_string_with_format(0, 0, heading, &title())?;
    sheet.set_row_height(0, 30)?;
    let small = plain()
        .set_font_size(8)
        .set_font_color(rust_xlsxwriter::Color::RGB(0x80_80_80));
    let (question, answer) = (label(), wrapped());
    let mut lines: Vec<(&str, String, &str)> = steps(lang)
        .map(|(name, text)| (name, text.to_owned(), ""))
        .to_vec();
    lines.extend([
        (lang.pick("情景", "Scenario"), scenario.to_owned(), ""),
        (
            lang.pick("情景文件", "Scenario file"),
            origin.scenario.clone(),
            SCENARIO,
        ),
        (
            lang.pick("情景校验码", "Hash of the scenario"),
            origin.hash.clone(),
            HASH,
        ),
        (lang.pick("语言", "Language"), lang.to_string(), LANGUAGE),
    ]);
    for (row, (name, text, key)) in (2..).zip(lines) {
        sheet.write_string_with_format(row, 0, name, &question)?;
        sheet.write_string_with_format(row, 1, held(&text), &answer)?;
        sheet.write_string_with_format(row, 2, key, &small)?;
        let height = libm::ceil((width(&text) + 1.0) / (ANSWER - 4.0)).max(1.0);
        sheet.set_row_height(row, height * 15.0 + 4.0)?;
    }
    paged(sheet);
    Ok(())
}

const SCENARIO: &str = "scenario";
const HASH: &str = "hash";
const LANGUAGE: &str = "language";

/// What the sheet says of its scenario; none where it does not.
pub(super) fn read(cells: &Cells) -> Option<Origin> {
    let of = |key: &str| {
        let row = (0..=cells.end().0).find(|row| cells.key(*row, 2) == key)?;
        Some(cells.key(row, 1)).filter(|text| !text.is_empty())
    };
    Some(Origin {
        scenario: of(SCENARIO)?,
        hash: of(HASH)?,
        lang: match of(LANGUAGE)?.as_str() {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => return None,
        },
    })
}

fn steps(lang: Lang) -> [(&'static str, &'static str); 7] {
    [
        (
            lang.pick("怎么改", "How to edit"),
            lang.pick(
                "只改浅黄色的单元格；灰色的供对照，改了会报错。改完保存，运行 dabiao sheet --read 本文件，得到一个继承原情景、只含改动的情景文件。",
                "Change only the pale yellow cells; the grey ones are there to read, and a change there is refused. Save, then run dabiao sheet --read with this file: it writes a scenario that extends the original and holds what you changed and nothing else.",
            ),
        ),
        (
            lang.pick("来源和等级", "Source and grade"),
            lang.pick(
                "改了数字就要写新的来源（来源列），并核对等级：A 官方数字，B 推算或二手，C 判断；可知年份为这个数字哪一年可以知道。",
                "A new number needs a new source (column Source) and the right grade: A official figure, B derived or secondary, C judgement; known by is the year in which it was knowable.",
            ),
        ),
        (
            lang.pick("数字和单位", "Numbers and units"),
            lang.pick(
                "直接写数字，单位见“单位”列或表头；百分比单元格写 5% 即可。也可连单位写成文字，如 3000万元。公式可以用，取其结果。",
                "Type plain numbers; the unit stands in the column Unit or in the header. In a cell of per cent type 5%. Text with its unit, such as 120 million yuan, is taken too. Formulas may be used: their value counts.",
            ),
        ),
        (
            lang.pick("空单元格", "Empty cells"),
            lang.pick(
                "清空一个可有可无的值（如上限、某年金额），就是从情景中去掉它；必填的值不能空。",
                "Emptying a value that may be absent (a cap, a year's amount) takes it out of the scenario; one that must be there cannot be empty.",
            ),
        ),
        (
            lang.pick("去掉项目", "Dropping a programme"),
            lang.pick(
                "在“保留”列选“否”；不要删行，也不要加行、改表名和编号。可以排序，可以另加自己的表。",
                "Choose no in the column Keep. Do not delete or add rows, and leave the names of sheets and the keys alone. Sorting rows and sheets of your own are welcome.",
            ),
        ),
        (
            lang.pick("更换基期年", "A new base year"),
            lang.pick(
                "在“情景”表改基期年，在“全国序列”补到新基期年，在“区县”填当年的人口、户数、企业数和基站数并改“人口、户数所属年份”，在“基期值”填当年末的实际数，各附来源和等级；已经结束的项目在“保留”列选“否”。",
                "Change the base year on the sheet Scenario, fill in National series up to it, on Counties the residents, households, enterprises and stations of that year with the year they are of, and on Base values the real counts at its end, each with source and grade. Programmes that have ended: choose no in the column Keep.",
            ),
        ),
        (
            lang.pick("出错时", "When something is wrong"),
            lang.pick(
                "所有错误一次列出，每条写明文件、表、单元格、错在哪里、允许什么。",
                "Every fault is told at once, each with file, sheet, cell, what is wrong and what is allowed.",
            ),
        ),
    ]
}
