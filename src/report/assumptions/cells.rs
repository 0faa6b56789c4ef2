//! What stands in the cells of an edited sheet, by row and column. Knows the file format, not what the cells mean.

use calamine::{Data, Range};

use super::layout::Content;
use crate::language::Text;

/// A sheet as it was read.
pub(super) struct Cells {
    range: Range<Data>,
}

impl Cells {
    pub(super) fn new(range: Range<Data>) -> Self {
        Self { range }
    }

    /// The last row and column that hold something.
    pub(super) fn end(&self) -> (u32, u32) {
        self.range.end().unwrap_or((0, 0))
    }

    /// What a cell holds: of a formula its value.
    ///
    /// # Errors
    /// What it holds that is neither number nor text.
    pub(super) fn content(&self, row: u32, column: u32) -> Result<Content, Text> {
        let both = |zh: &str, en: &str| Err(Text::new(zh, en));
        match self.range.get_value((row, column)) {
            None | Some(Data::Empty) => Ok(Content::Nothing),
            #[expect(clippy::cast_precision_loss, reason = "a cell holds a float")]
            Some(Data::Int(value)) => Ok(Content::Number(*value as f64)),
            Some(Data::Float(value)) => Ok(Content::Number(*value)),
            Some(Data::String(text)) if text.trim().is_empty() => Ok(Content::Nothing),
            Some(Data::String(text)) => Ok(Content::Text(text.trim().to_owned())),
            Some(Data::Bool(_)) => both("是真假值", "is true or false"),
            Some(Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_)) => {
                both("是日期或时间", "is a date or time")
            }
            Some(Data::Error(error)) => {
                let zh = format!("公式的结果是错误 {error}");
                Err(Text::new(zh, format!("is the error {error} of a formula")))
            }
        }
    }

    /// A key as text, also where the program that saved the file took it for a number.
    pub(super) fn key(&self, row: u32, column: u32) -> String {
        match self.content(row, column) {
            Ok(Content::Text(text)) => text,
            Ok(Content::Number(value)) => super::scale::number_text(value),
            Ok(Content::Nothing) | Err(_) => String::new(),
        }
    }

    /// Whether the row holds nothing at all.
    pub(super) fn blank(&self, row: u32) -> bool {
        let columns = 0..=self.end().1;
        columns
            .map(|column| self.content(row, column))
            .all(|content| content == Ok(Content::Nothing))
    }
}
