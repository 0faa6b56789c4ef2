//! A plotted sheet for a page that sets letters itself: text stays text, held to the room it was laid out for, whatever font
//! the reader has. Knows the few forms in which plotters writes SVG, and no figure.

use std::fmt::Write as _;

use super::canvas::FINE;
use super::pen::TextBox;

/// From the height plotters gives a line of text to its baseline, in hundredths of the letters' size: half an ex of the
/// embedded font, which other fonts may have otherwise.
const TO_BASELINE: f64 = 27.0;

/// What stands in the SVG element of a drawing, in chart units; `texts` are its lines of text in their order.
pub(super) fn body(sheet: &str, texts: &[TextBox]) -> String {
    let mut out = String::with_capacity(sheet.len());
    let _ = write!(out, "<g transform=\"scale({})\">", 1.0 / FINE);
    let mut rooms = texts.iter();
    // the first line is the root, the last one closes it
    for line in sheet.lines().skip(1) {
        if let Some(tag) = line.strip_prefix("<text ") {
            let width = rooms.next().map_or(0.0, |text| text.area.width() * FINE);
            open_text(&mut out, tag, width);
        } else if line != "</svg>" {
            out.push_str(&line.replace(" opacity=\"1\"", "").replace(" \"/>", "\"/>"));
        }
    }
    out.push_str("</g>");
    out
}

/// A line of text from its tag as plotters writes it, `width` sheet units wide.
fn open_text(out: &mut String, tag: &str, width: f64) {
    let value = |name: &str| {
        let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
        tag[start..].split('"').next()
    };
    let number = |name: &str| value(name).and_then(|v| v.parse::<f64>().ok());
    let (x, y) = (value("x").unwrap_or("0"), number("y").unwrap_or(0.0));
    let size = number("font-size").unwrap_or(0.0);
    let (size, baseline) = (size.round(), (y + size * TO_BASELINE / 100.0).round());
    let ink = value("fill").unwrap_or("#000000");
    let bold = if tag.contains("font-weight") {
        " font-weight=\"700\""
    } else {
        ""
    };
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{width:.0}\" lengthAdjust=\"spacingAndGlyphs\" font-size=\"{size}\" \
         fill=\"{ink}\"{bold}>",
    );
}

#[cfg(test)]
mod tests {
    use super::super::{draw, specimens};
    use crate::language::Lang;

    #[test]
    fn each_line_of_text_stands_once_and_keeps_its_room() {
        for (name, figure) in specimens::all() {
            let picture = draw(&figure, Lang::Zh).unwrap();
            let page = format!("<svg>{}</svg>", picture.live());
            let page = roxmltree::Document::parse(&page).unwrap();
            let texts = page.descendants().filter(|node| node.has_tag_name("text"));
            let said: Vec<(&str, f64)> = texts
                .map(|node| {
                    let width = node.attribute("textLength").unwrap();
                    (node.text().unwrap().trim(), width.parse().unwrap())
                })
                .collect();
            let boxes = picture.text_boxes();
            assert_eq!(said.len(), boxes.len(), "{name}");
            for ((text, width), room) in said.iter().zip(boxes) {
                assert_eq!(*text, room.text, "{name}");
                assert!(
                    (width / 4.0 - room.area.width()).abs() < 0.2,
                    "{name}: {text}"
                );
            }
        }
    }
}
