//! The sizes a chart comes in, and how a figure is laid out to fill one. Knows no mark.

use crate::language::Lang;

use super::canvas::Canvas;
use super::figure::{Figure, Frame};
use super::theme::WIDTH;
use super::{
    ChartError, county_map, fan, first_year, frame, goal_table, scenarios_by_goal, small_multiples,
    spending, tradeoff,
};
use super::{stacked, tornado, waterfall};

/// A slide is at least this wide, in chart units; more to be shown makes it wider, which makes letters smaller.
const SLIDE_WIDTH: f64 = 960.0;
/// Widths of slides that are tried: steps of 80 units, so that the height is a whole number.
const SLIDE_STEPS: u32 = 18;
/// On a slide, plots are between so many times as tall as in a document.
const STRETCH: (f64, f64) = (0.75, 1.5);

/// Where a chart goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// Into a document: 16 cm wide, as tall as it needs to be.
    #[default]
    Word,
    /// On a slide of 16 to 9, 33.87 cm wide.
    Slide,
    /// Into a document that is printed or copied in black and white: as `Word`, in greys.
    Print,
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// The language of its texts.
    pub lang: Lang,
    /// Where it goes.
    pub size: Size,
    /// A title of the author's instead of the finding.
    pub title: Option<&'a str>,
}

impl Size {
    /// Every size.
    pub const ALL: [Self; 3] = [Self::Word, Self::Slide, Self::Print];

    /// Width on paper or screen, in millimetres.
    #[must_use]
    pub fn millimetres(self) -> f64 {
        match self {
            Self::Word | Self::Print => 160.0,
            Self::Slide => 338.666_7,
        }
    }

    /// What stands behind a chart's name in the names of its files.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Word => "",
            Self::Slide => "_slide",
            Self::Print => "_print",
        }
    }

    /// Dots to the inch of a PNG, unless others are asked for: a slide has 2560 by 1440 pixels.
    #[must_use]
    pub fn dpi(self) -> u32 {
        match self {
            Self::Word | Self::Print => 300,
            Self::Slide => 192,
        }
    }
}

impl<'a> Style<'a> {
    /// For a document, under the finding.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        Self {
            lang,
            size: Size::Word,
            title: None,
        }
    }

    /// The title that stands over the chart.
    pub(super) fn title_of(&self, frame: &'a Frame) -> &'a str {
        self.title.unwrap_or_else(|| frame.finding.get(self.lang))
    }
}

/// The marks of `figure` and the height of its sheet.
pub(super) fn lay_out(figure: &Figure, style: &Style<'_>) -> Result<(Canvas, f64), ChartError> {
    if style.size != Size::Slide {
        return Ok(lay_out_on(Canvas::new(WIDTH, 1.0), figure, style, 0.0));
    }
    let on = |width, stretch, gap| lay_out_on(Canvas::new(width, stretch), figure, style, gap);
    for step in 0..SLIDE_STEPS {
        let width = SLIDE_WIDTH + 80.0 * f64::from(step);
        let height = width * 9.0 / 16.0;
        let (least, most) = STRETCH;
        let (_, lowest) = on(width, least, 0.0);
        if lowest > height {
            continue;
        }
        let (_, tallest) = on(width, most, 0.0);
        // heights grow evenly with the stretch; two units are kept for rounding
        let part = ((height - 2.0 - lowest) / (tallest - lowest).max(1.0)).clamp(0.0, 1.0);
        let stretch = least + (most - least) * part;
        let (_, filled) = on(width, stretch, 0.0);
        // labels beside a map may need more room than the stretch says
        if filled > height {
            continue;
        }
        let (canvas, _) = on(width, stretch, (height - filled).max(0.0));
        return Ok((canvas, height));
    }
    Err(ChartError::Shape((
        "内容太多，一张幻灯片放不下",
        "there is too much of it for a slide",
    )))
}

/// Lays out on an empty `canvas`, with a `gap` over the footer; gives the height as well.
fn lay_out_on(mut canvas: Canvas, figure: &Figure, style: &Style<'_>, gap: f64) -> (Canvas, f64) {
    let (frame, lang) = (figure.frame(), style.lang);
    let top = frame::heading(&mut canvas, frame, style);
    let bottom = match figure {
        Figure::Fan(fan) => fan::draw(&mut canvas, &fan.counted_in(lang), top, lang),
        Figure::GoalTable(table) => goal_table::draw(&mut canvas, table, top, lang),
        Figure::SmallMultiples(panels) => {
            small_multiples::draw(&mut canvas, &panels.counted_in(lang), top, lang)
        }
        Figure::Spending(spending) => spending::draw(&mut canvas, spending, top, lang),
        Figure::Tradeoff(tradeoff) => tradeoff::draw(&mut canvas, tradeoff, top, lang),
        Figure::ScenariosByGoal(goals) => scenarios_by_goal::draw(&mut canvas, goals, top, lang),
        Figure::CountyMap(map) => county_map::draw(&mut canvas, map, top, lang),
        Figure::FirstYear(years) => first_year::draw(&mut canvas, years, top, lang),
        Figure::Stacked(stacked) => stacked::draw(&mut canvas, stacked, top, lang),
        Figure::Waterfall(waterfall) => waterfall::draw(&mut canvas, waterfall, top, lang),
        Figure::Tornado(tornado) => {
            tornado::draw(&mut canvas, &tornado.counted_in(lang), top, lang)
        }
    };
    let height = frame::footer(&mut canvas, frame, lang, bottom + gap);
    (canvas, height)
}
