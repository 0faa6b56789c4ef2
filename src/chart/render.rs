//! From a plotted sheet to files a document takes: SVG with letters as outlines, PNG at print size. Knows no
//! figure. The tree is kept, so that another form (PDF) can be made from the same picture.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use super::ChartError;
use super::lettering::{BOLD, FAMILY, REGULAR};
use super::pen::TextBox;
use super::{Size, live, pdf};

const MM_PER_INCH: f64 = 25.4;
/// Signature and header of a PNG; the density comes right after.
const PNG_HEADER_END: usize = 33;

/// A drawn chart.
pub struct Picture {
    size: Size,
    title: String,
    svg: String,
    live: String,
    tree: usvg::Tree,
    texts: Vec<TextBox>,
}

impl Picture {
    /// The chart as an SVG document: letters as outlines, with title and description.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// What stands in the chart's SVG element with letters as text, in chart units: a fraction of the size, for a page that
    /// sets the font. Each line of text keeps its room in any font.
    #[must_use]
    pub fn live(&self) -> &str {
        &self.live
    }

    /// The chart as a PNG with the dots that its size asks for: in a document 1890 pixels, 300 to the inch at 16 cm.
    ///
    /// # Errors
    /// If the picture cannot be painted or packed.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        self.png_of(self.size.dpi())
    }

    /// The chart as a PNG of `dpi` dots to the inch.
    ///
    /// # Errors
    /// If the picture cannot be painted or packed.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture has some thousand pixels to the side"
    )]
    pub fn png_of(&self, dpi: u32) -> Result<Vec<u8>, ChartError> {
        let across = (self.size.millimetres() / MM_PER_INCH * f64::from(dpi)).round();
        let scale = across / f64::from(self.tree.size().width());
        let down = (self.height() * scale).round();
        let mut pixels = tiny_skia::Pixmap::new(across as u32, down as u32)
            .ok_or_else(|| ChartError::Paint("the picture is too large".to_owned()))?;
        let scale = tiny_skia::Transform::from_scale(scale as f32, scale as f32);
        resvg::render(&self.tree, scale, &mut pixels.as_mut());
        let mut png = pixels
            .encode_png()
            .map_err(|e| ChartError::Paint(e.to_string()))?;
        png.splice(PNG_HEADER_END..PNG_HEADER_END, density(dpi));
        Ok(png)
    }

    /// The chart as a PDF of one page of its size, letters as text that can be searched and copied, the font embedded.
    ///
    /// # Errors
    /// If the page cannot be made.
    pub fn pdf(&self) -> Result<Vec<u8>, ChartError> {
        pdf::page(&self.tree, self.size.millimetres(), &self.title)
    }

    /// Every line of text and the room it takes, in chart units.
    #[must_use]
    pub fn text_boxes(&self) -> &[TextBox] {
        &self.texts
    }

    /// Width in chart units: 945 in a document.
    #[must_use]
    pub fn width(&self) -> f64 {
        f64::from(self.tree.size().width())
    }

    /// Height in chart units.
    #[must_use]
    pub fn height(&self) -> f64 {
        f64::from(self.tree.size().height())
    }

    /// Makes the picture of a plotted `sheet` of `width` by `height` chart units.
    ///
    /// # Errors
    /// If the sheet is not sound SVG.
    pub(super) fn from_sheet(
        sheet: &str,
        size: Size,
        (width, height): (f64, f64),
        title: &str,
        description: &str,
        texts: Vec<TextBox>,
    ) -> Result<Self, ChartError> {
        let broken = || ChartError::Plot("the sheet has no root".to_owned());
        let view = sheet.find("viewBox").ok_or_else(broken)?;
        let sized = format!(
            "<svg width=\"{width}\" height=\"{height}\" {}",
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
        let (plain_title, title) = (title.to_owned(), escape(title));
        let (description, printed) = (escape(description), size.millimetres());
        write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{printed}mm\" height=\"{:.2}mm\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{title}\">\n<title>{title}</title>\n<desc>{description}</desc>",
            height * printed / width,
        )
        .map_err(|e| ChartError::Plot(e.to_string()))?;
        svg.push_str(&outlined[body + 1..]);
        Ok(Self {
            size,
            title: plain_title,
            svg,
            live: live::body(sheet, &texts),
            tree,
            texts,
        })
    }
}

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// The chunk that says how many dots a PNG has to the metre, with its checksum.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some thousand dots to the metre"
)]
fn density(dpi: u32) -> Vec<u8> {
    let dots = (f64::from(dpi) / MM_PER_INCH * 1000.0).round() as u32;
    let mut said = b"pHYs".to_vec();
    said.extend(dots.to_be_bytes());
    said.extend(dots.to_be_bytes());
    said.push(1);
    let crc = said.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    });
    let mut chunk = 9u32.to_be_bytes().to_vec();
    chunk.extend(said);
    chunk.extend((!crc).to_be_bytes());
    chunk
}

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
        let known = [
            0, 0, 0, 9, b'p', b'H', b'Y', b's', 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1, 0x78, 0xa5,
            0x3f, 0x76,
        ];
        assert_eq!(density(300), known);
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
