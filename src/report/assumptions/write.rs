//! Writes the workbook.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::cover::{self, Origin};
use super::layout::{Cell, Content, Kind, Page, Slot, word, yes};
use super::pages::pages;
use crate::language::Lang;
use crate::report::workbook::sheet::{header, held, paged, plain, width};
use crate::scenario::revision::Revision;

/// The row of keys; that of headers stands above it, that of what is allowed below.
pub(super) const KEYS: u32 = 1;

/// The workbook of `revision`'s assumptions in `lang`; `scenario` is the path from the workbook's folder to the scenario. The
/// same bytes for the same scenario and language.
///
/// # Errors
/// If a workbook cannot hold it.
pub fn write(revision: &Revision, scenario: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let case = revision.scenario();
    // dated at the end of the base year: nothing in it comes from a clock
    let year = u16::try_from(case.base_year.clamp(1900, 9999)).expect("between 1900 and 9999");
    let dated = ExcelDateTime::from_ymd(year, 12, 31)?;
    let properties = DocProperties::new()
        .set_title(case.name.get(lang))
        .set_author("dabiao");
    book.set_properties(&properties.set_creation_datetime(&dated));
    let origin = Origin {
        scenario: scenario.to_owned(),
        hash: case.hash.clone(),
        lang,
    };
    let told = format!("{} · {}", case.region.get(lang), case.name.get(lang));
    cover::write(book.add_worksheet(), &origin, &told, lang)?;
    for page in pages(revision, lang) {
        sheet(book.add_worksheet(), &page, lang)?;
    }
    book.save_to_buffer()
}

struct Formats {
    fixed: Format,
    blank: Format,
    text: Format,
    whole: Format,
    number: Format,
    percent: Format,
}

impl Formats {
    fn new() -> Self {
        let ruled = plain()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xC8_D0_DA));
        let input = ruled.clone().set_background_color(Color::RGB(0xFF_F9_E0));
        let quiet = Color::RGB(0x50_50_50);
        Self {
            fixed: ruled.clone().set_font_color(quiet),
            blank: ruled.set_background_color(Color::RGB(0xEE_EE_EE)),
            whole: input.clone().set_num_format("0"),
            number: input.clone().set_num_format("#,##0.######"),
            percent: input.clone().set_num_format("0.0#####%"),
            text: input,
        }
    }

    /// Numbers without a fraction are shown without a point.
    fn of(&self, slot: &Slot, content: &Content) -> &Format {
        match (&slot.kind, content) {
            (Kind::Number(scale), _) if scale.percent => &self.percent,
            (Kind::Number(_), Content::Number(value)) if value.fract() == 0.0 => &self.whole,
            (Kind::Number(_), _) => &self.number,
            (Kind::Whole(..), _) => &self.whole,
            _ => &self.text,
        }
    }
}

fn sheet(sheet: &mut Worksheet, page: &Page, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(page.name.get(lang))?;
    let formats = Formats::new();
    let small = plain()
        .set_font_size(8)
        .set_font_color(Color::RGB(0x80_80_80));
    let note = small.clone().set_text_wrap();
    let mut widths = vec![8.0_f64; page.columns.len()];
    for ((at, column), widest) in (0..).zip(&page.columns).zip(&mut widths) {
        let head = column.head.get(lang);
        sheet.write_string_with_format(0, at, head, &header())?;
        sheet.write_string_with_format(KEYS, at, &column.key, &small)?;
        sheet.write_string_with_format(KEYS + 1, at, column.note.get(lang), &note)?;
        *widest = widest.max((width(head) + 2.0).min(20.0));
        if !column.note.get(lang).is_empty() {
            *widest = widest.max(16.0);
        }
    }
    sheet.set_row_height(0, 32)?;
    if page
        .columns
        .iter()
        .any(|column| !column.note.get(lang).is_empty())
    {
        sheet.set_row_height(KEYS + 1, 36)?;
    } else {
        sheet.set_row_height(KEYS + 1, 6)?;
    }
    for (row, line) in (KEYS + 2..).zip(&page.rows) {
        for ((at, cell), widest) in (0..).zip(&line.cells).zip(&mut widths) {
            match cell {
                Cell::Blank => {
                    sheet.write_blank(row, at, &formats.blank)?;
                }
                Cell::Fixed(text) => {
                    *widest = widest.max(width(text) + 1.0);
                    sheet.write_string_with_format(row, at, held(text), &formats.fixed)?;
                }
                Cell::Slot(slot) => {
                    *widest = widest.max(filled(sheet, (row, at), slot, &formats, lang)?);
                }
            }
        }
    }
    for (at, width) in (0..).zip(widths) {
        sheet.set_column_width(at, width.min(44.0))?;
    }
    sheet.set_freeze_panes(
        KEYS + 2,
        2.min(u16::try_from(page.columns.len()).unwrap_or(1)),
    )?;
    sheet.set_repeat_rows(0, 0)?;
    paged(sheet);
    Ok(())
}

/// Writes a cell to be edited and what may be put there; gives the width it asks for.
fn filled(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    slot: &Slot,
    formats: &Formats,
    lang: Lang,
) -> Result<f64, XlsxError> {
    let content = slot.content(lang);
    let format = formats.of(slot, &content);
    let wide = match &content {
        Content::Nothing => {
            sheet.write_blank(row, at, format)?;
            0.0
        }
        Content::Number(value) => {
            sheet.write_number_with_format(row, at, *value, format)?;
            14.0
        }
        Content::Text(text) => {
            sheet.write_string_with_format(row, at, held(text), format)?;
            width(text) + 1.0
        }
    };
    if let Some(validation) = validation(slot, lang)? {
        sheet.add_data_validation(row, at, row, at, &validation)?;
    }
    Ok(wide)
}

fn validation(slot: &Slot, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
    let ruled = match &slot.kind {
        Kind::Number(scale) => {
            let (low, high) = scale.range;
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(low, high))
        }
        Kind::Whole(low, high) => {
            let end = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
            DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(end(*low), end(*high)))
        }
        Kind::Word(words) => {
            let words: Vec<&str> = words.iter().map(|key| word(key, lang)).collect();
            return Ok(Some(DataValidation::new().allow_list_strings(&words)?));
        }
        Kind::Keep => {
            let words = [yes(true, lang), yes(false, lang)];
            return Ok(Some(DataValidation::new().allow_list_strings(&words)?));
        }
        Kind::Text | Kind::Outcomes => return Ok(None),
    };
    let said = format!("{}{}", lang.pick("允许：", "Allowed: "), slot.allowed(lang));
    // text with its unit is taken too, so what is outside only warns
    let ruled = ruled
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)
        .set_error_message(said.as_str())?;
    Ok(Some(ruled.set_input_message(said.as_str())?))
}
