//! Charts: figures as plain data, and their drawing. Knows nothing of simulation, files or terminals.
//!
//! A [`Figure`] says what is shown, in both languages; [`draw`] makes a [`Picture`] of it, the same bytes every
//! time. Sizes are chart units, 945 to the width of a chart for a document, which is 16 cm on paper.
#![expect(
    clippy::cast_precision_loss,
    reason = "numbers of lines, panels and labels are small"
)]

mod axis;
mod canvas;
mod county_map;
mod error;
mod fan;
mod figure;
mod fill;
mod first_year;
mod frame;
mod goal_table;
mod lettering;
mod light;
mod live;
mod pdf;
mod pen;
mod place;
mod render;
mod scale;
mod scenarios_by_goal;
mod sizes;
mod small_multiples;
#[cfg(test)]
mod specimens;
mod spending;
mod stacked;
#[cfg(test)]
mod tests;
mod theme;
mod tornado;
mod tradeoff;
mod waterfall;

use crate::language::Lang;

pub use axis::number;
pub use error::{ChartError, Words};
pub use figure::counted;
pub use figure::{
    BandYear, Counted, CountyMap, CountyTile, Fan, Figure, FirstYear, FirstYearBar, Frame, Funder,
    FunderSeries, GoalCell, GoalRow, GoalSection, GoalTable, Light, LightKey, LightWords, Outline,
    OutlineShape, Panel, PointYear, ScenariosByGoal, Series, SmallMultiples, Spending, Target,
    TargetOrigin, Tradeoff, TradeoffPanel, TradeoffPoint, TradeoffScenario, Zones,
};
pub use figure::{
    Stacked, StackedPanel, StackedPart, StepKind, Tone, Tornado, TornadoRow, Waterfall,
    WaterfallStep,
};
pub use pen::{Area, TextBox};
pub use render::Picture;
pub use sizes::{Size, Style};

/// Draws `figure` for a document, with its texts in `lang`.
///
/// # Errors
/// If the data do not fit together, a value is not finite, or a character has no glyph.
pub fn draw(figure: &Figure, lang: Lang) -> Result<Picture, ChartError> {
    draw_as(figure, &Style::of(lang))
}

/// Draws `figure` in the language and size of `style`, under a title of its own if it has one.
///
/// # Errors
/// As [`draw`]; also if there is too much of it for a slide.
pub fn draw_as(figure: &Figure, style: &Style<'_>) -> Result<Picture, ChartError> {
    figure.check()?;
    let (canvas, height) = sizes::lay_out(figure, style)?;
    let sheet = canvas.plot(height, style.size == Size::Print)?;
    let frame = figure.frame();
    Picture::from_sheet(
        &sheet,
        style.size,
        (canvas.width(), height),
        style.title_of(frame),
        frame.alt.get(style.lang),
        canvas.into_texts(),
    )
}
