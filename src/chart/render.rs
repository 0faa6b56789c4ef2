//! From a plotted sheet to files a document takes: SVG with letters as outlines, PNG at print size. Knows no
//! figure. The tree is kept, so that another form (PDF) can be made from the same picture.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use super::ChartError;
use super::lettering::{BOLD, FAMILY, REGULAR};
use super::pen::TextBox;
use super::theme::{PRINTED_MM, WIDTH};

/// Pixels to a chart unit: 1890 pixels in all, 300 to the inch at 16 cm.
const PIXELS: f32 = 2.0;

/// 300 dots to the inch, as a PNG says it: 11 811 to the metre, with the checksum of exactly these bytes.
const PNG_DENSITY: [u8; 21] = [
    0, 0, 0, 9, b'p', b'H', b'Y', b's', 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1, 0x78, 0xa5, 0x3f,
    0x76,
];
/// Signature and header of a PNG; the density comes right after.
const PNG_HEADER_END: usize = 33;

/// A drawn chart.
pub struct Picture {
    svg: String,
    tree: usvg::Tree,
    texts: Vec<TextBox>,
}

impl Picture {
    /// The chart as an SVG document: 16 cm wide, letters as outlines, with title and description.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// The chart as a PNG of 1890 pixels' width, marked as 300 dots to the inch (16 cm on paper).
    ///
    /// # Errors
    /// If the picture cannot be painted or packed.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let size = self
            .tree
            .size()
            .to_int_size()
            .scale_by(PIXELS)
            .ok_or_else(|| ChartError::Paint("the picture has no size".to_owned()))?;
        let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
            .ok_or_else(|| ChartError::Paint("the picture is too large".to_owned()))?;
        resvg::render(
            &self.tree,
            tiny_skia::Transform::from_scale(PIXELS, PIXELS),
            &mut pixels.as_mut(),
        );
        let mut png = pixels
            .encode_png()
            .map_err(|e| ChartError::Paint(e.to_string()))?;
        png.splice(PNG_HEADER_END..PNG_HEADER_END, PNG_DENSITY);
        Ok(png)
    }

    /// Every line of text and the room it takes, in chart units (945 to the width).
    #[must_use]
    pub fn text_boxes(&self) -> &[TextBox] {
        &self.texts
    }

    /// Height in chart units; the width is 945.
    #[must_use]
    pub fn height(&self) -> f64 {
        f64::from(self.tree.size().height())
    }

    /// Makes the picture of a plotted `sheet`.
    ///
    /// # Errors
    /// If the sheet is not sound SVG.
    pub(super) fn from_sheet(
        sheet: &str,
        height: f64,
        title: &str,
        description: &str,
        texts: Vec<TextBox>,
    ) -> Result<Self, ChartError> {
        let broken = || ChartError::Plot("the sheet has no root".to_owned());
        let view = sheet.find("viewBox").ok_or_else(broken)?;
        let sized = format!(
            "<svg width=\"{WIDTH}\" height=\"{height}\" {}",
            &sheet[view..]
        );
        let options = usvg::Options {
            font_family: FAMILY.to_owned(),
            fontdb: FONTS.clone(),
            ..usvg::Options::default()
        };
        let tree =
            usvg::Tree::from_str(&sized, &options).map_err(|e| ChartError::Plot(e.to_string()))?;
        let outlined = tree.to_string(&usvg::WriteOptions {
            preserve_text: false,
            coordinates_precision: 1,
            transforms_precision: 4,
            ..usvg::WriteOptions::default()
        });
        // usvg drops viewBox, title and description: without viewBox a document crops instead of scaling
        let body = outlined.find('>').ok_or_else(broken)?;
        let mut svg = String::with_capacity(outlined.len() + 1024);
        let (title, description) = (escape(title), escape(description));
        write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{PRINTED_MM}mm\" height=\"{:.2}mm\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-label=\"{title}\">\n<title>{title}</title>\n<desc>{description}</desc>",
            height * PRINTED_MM / WIDTH,
        )
        .map_err(|e| ChartError::Plot(e.to_string()))?;
        svg.push_str(&outlined[body + 1..]);
        Ok(Self { svg, tree, texts })
    }
}

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::pen::Area;
    use super::super::{draw, specimens};
    use super::*;
    use crate::language::Lang;

    #[test]
    fn the_density_carries_its_checksum() {
        let mut crc = u32::MAX;
        for byte in &PNG_DENSITY[4..17] {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                };
            }
        }
        assert_eq!((!crc).to_be_bytes(), PNG_DENSITY[17..]);
    }

    fn drawn_letters(group: &usvg::Group, found: &mut Vec<tiny_skia::Rect>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => drawn_letters(group, found),
                usvg::Node::Text(text) => {
                    let letters = text.flattened().abs_bounding_box();
                    found.extend(letters.transform(text.abs_transform()));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn recorded_boxes_are_where_the_letters_are() {
        for lang in [Lang::Zh, Lang::En] {
            let picture = draw(&specimens::goals(3), lang).unwrap();
            let mut drawn = Vec::new();
            drawn_letters(picture.tree.root(), &mut drawn);
            assert_eq!(drawn.len(), picture.texts.len());
            for (ink, text) in drawn.iter().zip(&picture.texts) {
                let ink = Area::new(
                    f64::from(ink.left()),
                    f64::from(ink.top()),
                    f64::from(ink.right()),
                    f64::from(ink.bottom()),
                );
                let room = text.area;
                let grown = Area::new(
                    room.left - 1.0,
                    room.top - 1.0,
                    room.right + 1.0,
                    room.bottom + 1.0,
                );
                assert!(grown.contains(&ink), "{text:?} is drawn at {ink:?}");
                assert!(
                    ink.width() > room.width() * 0.6 - 4.0,
                    "{text:?} is drawn at {ink:?}"
                );
            }
        }
    }
}
