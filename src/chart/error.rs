//! Why a chart could not be drawn, in both languages. Knows no figure.

use std::fmt;

use crate::language::Lang;

/// A remark in Chinese and in English.
pub type Words = (&'static str, &'static str);

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartError {
    /// The embedded font has no glyph for `character`, which stands in `text`.
    MissingGlyph {
        /// The character.
        character: char,
        /// Where it stands.
        text: String,
    },
    /// A value to be shown is not a finite number.
    NotFinite,
    /// The figure's data do not fit together, or there are none: what is wrong.
    Shape(Words),
    /// The plotter failed.
    Plot(String),
    /// The picture could not be painted.
    Paint(String),
}

impl ChartError {
    /// What is wrong, for people. What the plotter itself says is English: in Chinese it is left out.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::MissingGlyph { character, text }, Lang::Zh) => {
                format!("字体中没有“{text}”里的“{character}”字")
            }
            (Self::MissingGlyph { character, text }, Lang::En) => format!(
                "the chart font has no glyph for {character:?} (U+{:04X}) in {text:?}",
                u32::from(*character)
            ),
            (Self::NotFinite, Lang::Zh) => "有要画的数值不是有限的数".to_owned(),
            (Self::NotFinite, Lang::En) => "a value to be drawn is not a finite number".to_owned(),
            (Self::Shape((zh, _)), Lang::Zh) => format!("数据不能成图：{zh}"),
            (Self::Shape((_, en)), Lang::En) => format!("the figure cannot be drawn: {en}"),
            (Self::Plot(_), Lang::Zh) => "绘图程序内部出错".to_owned(),
            (Self::Plot(what), Lang::En) => format!("the chart could not be plotted: {what}"),
            (Self::Paint(_), Lang::Zh) => "图片生成程序内部出错".to_owned(),
            (Self::Paint(what), Lang::En) => format!("the chart could not be painted: {what}"),
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for ChartError {}
