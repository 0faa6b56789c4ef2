//! How a sheet looks: fonts, number formats, widths, headers that stay. Text always goes in as text, never as a formula; knows
//! nothing of what is told.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::indicator::Unit;
use crate::language::Lang;
use crate::report::wording;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(String),
    /// Text that may run over several lines, so that its column stays narrow.
    Lines(String),
    Number(f64, Form),
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `18,000`
    Whole,
    /// `18,000.5`
    OneDecimal,
    /// `1,234.56`
    TwoDecimals,
    /// `0.123`, as many decimals as there are
    General,
    /// `97.3%` of 0.973
    Percent,
    /// `2025`
    Year,
}

impl Form {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Whole => "#,##0",
            Self::OneDecimal => "#,##0.0",
            Self::TwoDecimals => "#,##0.00",
            Self::General => "General",
            Self::Percent => "0.0%",
            Self::Year => "0",
        }
    }
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn lines(text: impl Into<String>) -> Self {
        Self::Lines(text.into())
    }

    pub(super) fn year(year: i32) -> Self {
        Self::Number(f64::from(year), Form::Year)
    }

    pub(super) fn share(share: f64) -> Self {
        Self::Number(share, Form::Percent)
    }

    /// A number, or nothing where there is none.
    pub(super) fn of(number: Option<Self>) -> Self {
        number.unwrap_or(Self::Blank)
    }
}

/// How the values of a unit stand in a workbook: per cent as a share shown as per cent, money in 万元 or million yuan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub(super) divisor: f64,
    pub(super) form: Form,
    pub(super) label: String,
}

impl Measure {
    pub(super) fn of(unit: &Unit, lang: Lang) -> Self {
        let (divisor, form, label) = match unit {
            Unit::Percent => (100.0, Form::Percent, "%".to_owned()),
            Unit::PercentPerYear => (100.0, Form::Percent, unit.label(lang)),
            Unit::Yuan => return Self::money(lang),
            Unit::Count(_) => (1.0, Form::Whole, unit.label(lang)),
            Unit::Per10k(_) => (1.0, Form::OneDecimal, unit.label(lang)),
        };
        Self {
            divisor,
            form,
            label,
        }
    }

    /// The same of differences: those of percentages are points, not per cent.
    pub(super) fn of_difference(unit: &Unit, lang: Lang) -> Self {
        match unit {
            Unit::Percent | Unit::PercentPerYear => Self {
                divisor: 1.0,
                form: Form::OneDecimal,
                label: wording::difference_unit(unit, lang),
            },
            _ => Self::of(unit, lang),
        }
    }

    pub(super) fn money(lang: Lang) -> Self {
        let (divisor, label) = lang.pick((1.0e4, "万元"), (1.0e6, "million yuan"));
        Self {
            divisor,
            form: Form::TwoDecimals,
            label: label.to_owned(),
        }
    }

    /// A value in the unit. A count between two whole numbers keeps a decimal.
    pub(super) fn cell(&self, value: f64) -> Cell {
        let between = libm::rint(value).to_bits() != value.to_bits();
        let form = match self.form {
            Form::Whole if between && value.abs() < 100.0 => Form::OneDecimal,
            form => form,
        };
        Cell::Number(value / self.divisor, form)
    }

    pub(super) fn label(&self) -> Cell {
        Cell::text(&self.label)
    }
}

/// A header with the least width of its column, in Latin letters.
pub(super) type Head = (&'static str, f64);

/// The last row of a sheet.
const LAST_ROW: u32 = 1_048_575;
/// Width at which lines break, in Latin letters.
const NARROW: f64 = 26.0;
/// The most letters a cell holds, less some for the mark that it was cut.
const LONGEST_TEXT: usize = 32_000;
const FONT: &str = "微软雅黑";
const DARK: Color = Color::RGB(0x1F_3A_5F);
const PALE: Color = Color::RGB(0xE8_EE_F5);
const RULE: Color = Color::RGB(0xC8_D0_DA);

/// The font every cell has.
pub(in crate::report) fn plain() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
}

/// A large line at the head of a sheet.
pub(in crate::report) fn title() -> Format {
    plain().set_font_size(16).set_bold().set_font_color(DARK)
}

/// The name of what stands beside it.
pub(in crate::report) fn label() -> Format {
    plain()
        .set_bold()
        .set_background_color(PALE)
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(RULE)
}

/// Text that runs over several lines.
pub(in crate::report) fn wrapped() -> Format {
    plain()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(RULE)
}

pub(in crate::report) fn header() -> Format {
    plain()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(DARK)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
}

/// Formats of cells, made once a sheet.
struct Formats {
    text: Format,
    lines: Format,
    numbers: Vec<(Form, Format)>,
}

impl Formats {
    fn new() -> Self {
        use Form::{General, OneDecimal, Percent, TwoDecimals, Whole, Year};
        let ruled = plain()
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(RULE);
        let forms = [Whole, OneDecimal, TwoDecimals, General, Percent, Year];
        let number = |form: Form| (form, ruled.clone().set_num_format(form.code()));
        Self {
            numbers: forms.map(number).to_vec(),
            lines: ruled.clone().set_text_wrap(),
            text: ruled,
        }
    }

    fn number(&self, form: Form) -> &Format {
        let found = self.numbers.iter().find(|(known, _)| *known == form);
        found.map_or(&self.text, |(_, format)| format)
    }
}

/// Writes a table with a header that stays and filters, fitted to the width of a page.
pub(super) fn table(
    sheet: &mut Worksheet,
    heads: &[Head],
    frozen: u16,
    rows: impl IntoIterator<Item = Vec<Cell>>,
    lang: Lang,
) -> Result<(), XlsxError> {
    let last = place(sheet, (0, 0), heads, rows, lang)?;
    let width = u16::try_from(heads.len()).expect("a few dozen columns");
    sheet.set_freeze_panes(1, frozen)?;
    sheet.autofilter(0, 0, last, width - 1)?;
    sheet.set_repeat_rows(0, 0)?;
    paged(sheet);
    Ok(())
}

/// Landscape A4, one page wide.
pub(in crate::report) fn paged(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
}

/// Writes headers and rows with their first cell at `at`, and makes the columns wide enough; gives the last row.
pub(super) fn place(
    sheet: &mut Worksheet,
    at: (u32, u16),
    heads: &[Head],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    lang: Lang,
) -> Result<u32, XlsxError> {
    let (header, formats) = (header(), Formats::new());
    // beside the words of a header stands the button of its filter
    let mut widths: Vec<f64> = heads
        .iter()
        .map(|(head, least)| least.max((width(head) + 3.0).min(22.0)))
        .collect();
    for (column, (head, _)) in (at.1..).zip(heads) {
        sheet.write_string_with_format(at.0, column, *head, &header)?;
    }
    sheet.set_row_height(at.0, 32)?;
    let mut row = at.0;
    for cells in rows {
        if row + 1 == LAST_ROW {
            let rest = lang.pick("其余行见CSV文件", "the remaining rows are in the CSV files");
            sheet.write_string_with_format(LAST_ROW, at.1, rest, &formats.text)?;
            return Ok(LAST_ROW);
        }
        row += 1;
        let mut lines = 1.0_f64;
        for ((column, cell), widest) in (at.1..).zip(cells).zip(&mut widths) {
            match cell {
                Cell::Blank => {
                    sheet.write_blank(row, column, &formats.text)?;
                }
                Cell::Text(text) => {
                    *widest = widest.max(width(&text) + 1.0);
                    let text = held(&text);
                    sheet.write_string_with_format(row, column, text, &formats.text)?;
                }
                Cell::Lines(text) => {
                    *widest = widest.max((width(&text) + 1.0).min(NARROW));
                    // a line breaks before it is quite full
                    lines = lines.max(libm::ceil((width(&text) + 1.0) / (NARROW - 2.0)));
                    let text = held(&text);
                    sheet.write_string_with_format(row, column, text, &formats.lines)?;
                }
                Cell::Number(value, form) => {
                    let format = formats.number(form);
                    sheet.write_number_with_format(row, column, value, format)?;
                }
            }
        }
        // not every program makes a row high enough when it opens a file
        if lines > 1.0 {
            sheet.set_row_height(row, lines * 14.0 + 2.0)?;
        }
    }
    for (column, width) in (at.1..).zip(widths) {
        sheet.set_column_width(column, width.min(48.0))?;
    }
    Ok(row)
}

/// Text as a cell can hold it; what is cut is marked.
pub(in crate::report) fn held(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST_TEXT).collect();
    cut + "…"
}

/// Width of a text in Latin letters: a Chinese character takes two.
pub(in crate::report) fn width(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.is_ascii() { 1.1 } else { 2.1 })
        .sum()
}
