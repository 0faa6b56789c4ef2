//! Text into XML, so that no text is ever markup. Knows no document.

use std::fmt::Write as _;

/// `text` as the content of an element or attribute. What XML cannot hold becomes U+FFFD, so that it is seen; line ends and
/// tabs become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\r' | '\t' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A run of plain text.
pub(super) fn run(text: &str) -> String {
    format!(
        "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

/// A paragraph of `style` around `content`, which is markup.
pub(super) fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>")
}

/// A point of list `list`, numbered by Word.
pub(super) fn point(style: &str, list: usize, content: &str) -> String {
    let mut out =
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"0\"/>");
    let _ = write!(
        out,
        "<w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{content}</w:p>"
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        assert_eq!(
            escaped("<w:p>&\"'\u{0}\u{7}\u{1b}\n=1+1\u{ffff}"),
            "&lt;w:p&gt;&amp;&quot;&apos;\u{fffd}\u{fffd}\u{fffd} =1+1\u{fffd}"
        );
    }
}
