//! A chart in the page: its drawing in both languages, letters as text. Knows no report.

use super::words::LANGS;
use crate::chart::{self, ChartError, Picture, TextBox};
use crate::language::Lang;
use crate::report::gallery::Chart;

/// A chart and its drawings, Chinese and English.
pub(super) struct Drawn {
    pub(super) chart: Chart,
    pub(super) sheets: [Result<Sheet, ChartError>; 2],
}

/// A drawing in one language.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Width and height, in chart units.
    pub(super) size: (f64, f64),
    /// What stands in the SVG element.
    pub(super) body: String,
    /// Where two years lie, in parts of the width, if the chart has years.
    pub(super) years: Option<[(i32, f64); 2]>,
}

impl Drawn {
    /// Draws `chart`.
    pub(super) fn new(chart: Chart) -> Self {
        let sheets = LANGS.map(|lang| {
            let picture = chart::draw(&chart.figure, lang)?;
            Ok(Sheet::of(&picture))
        });
        Self { chart, sheets }
    }

    /// The drawing in `lang`.
    pub(super) fn sheet(&self, lang: Lang) -> &Result<Sheet, ChartError> {
        let [zh, en] = &self.sheets;
        lang.pick(zh, en)
    }
}

impl Sheet {
    fn of(picture: &Picture) -> Self {
        let size = (picture.width(), picture.height());
        Self {
            size,
            body: picture.live().to_owned(),
            years: years(picture.text_boxes(), size.0),
        }
    }
}

/// Where the first and the last year of the axis lie: of the lines of years, the one with most of them.
fn years(texts: &[TextBox], width: f64) -> Option<[(i32, f64); 2]> {
    let year = |text: &TextBox| -> Option<(f64, i32, f64)> {
        let year = text
            .text
            .parse()
            .ok()
            .filter(|year| (1900..=2200).contains(year))?;
        let middle = f64::midpoint(text.area.left, text.area.right);
        Some((text.area.top, year, middle / width))
    };
    let all: Vec<_> = texts.iter().filter_map(year).collect();
    let beside = |top: f64| all.iter().filter(move |(t, ..)| (t - top).abs() < 1.0);
    let (top, ..) = all.iter().max_by_key(|(top, ..)| beside(*top).count())?;
    let least = beside(*top).min_by_key(|(_, year, _)| *year)?;
    let most = beside(*top).max_by_key(|(_, year, _)| *year)?;
    (least.1 < most.1 && least.2 < most.2).then_some([(least.1, least.2), (most.1, most.2)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Area;

    #[test]
    fn years_are_those_of_the_axis() {
        let at = |text: &str, left: f64, top: f64| TextBox {
            text: text.to_owned(),
            area: Area {
                left,
                top,
                right: left + 10.0,
                bottom: top + 10.0,
            },
        };
        let texts = [
            at("2000", 0.0, 10.0),
            at("2019", 95.0, 200.0),
            at("2025", 395.0, 200.0),
            at("2030", 645.0, 200.0),
            at("1.8万", 700.0, 50.0),
        ];
        let found = years(&texts, 1000.0).unwrap();
        assert_eq!(found, [(2019, 0.1), (2030, 0.65)]);
        assert_eq!(years(&texts[..1], 1000.0), None);
    }
}
