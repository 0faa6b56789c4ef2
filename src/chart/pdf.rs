//! A picture as a page of PDF with real text. The only file that names krilla; knows no figure.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg;

use super::ChartError;

const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// `tree` on a page `millimetres` wide. It carries no date, so that the same chart gives the same bytes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a page has some hundred points to the side"
)]
pub(super) fn page(
    tree: &usvg::Tree,
    millimetres: f64,
    title: &str,
) -> Result<Vec<u8>, ChartError> {
    let failed = || ChartError::Paint("the page of the PDF could not be made".to_owned());
    let width = (millimetres * POINTS_PER_MM) as f32;
    let height = width * tree.size().height() / tree.size().width();
    let size = Size::from_wh(width, height).ok_or_else(failed)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .creator("dabiao".to_owned()),
    );
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    surface
        .draw_svg(tree, size, SvgSettings::default())
        .ok_or_else(failed)?;
    surface.finish();
    page.finish();
    document
        .finish()
        .map_err(|error| ChartError::Paint(format!("{error:?}")))
}
