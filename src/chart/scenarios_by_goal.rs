//! Draws [`ScenariosByGoal`]: for each goal a lane a scenario, with a dot and its interval from 0 to 100 %.

use crate::language::Lang;

use super::canvas::Canvas;
use super::figure::{ScenariosByGoal, TradeoffPanel};
use super::lettering;
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BLUE_DARK, BODY, FAINT, GREEN_TINT, GREY, GRID, INK, Ink, MARGIN, ORANGE_TINT, RED_TINT,
    SMALL, STROKE_GRID, STROKE_WHISKER, WHITE,
};

const TITLE: Pen = Pen::new(BODY, INK).bold();
const NAME: Pen = Pen::new(SMALL, INK).end();
const LANE: f64 = 19.0;
/// Names of scenarios take no more of the width than this part.
const NAMES_MOST: f64 = 0.33;
/// Room at the right of 100 % for the number of a dot there.
const NUMBER_ROOM: f64 = 52.0;

/// Where lanes lie.
struct Lanes {
    left: f64,
    right: f64,
    names: Vec<Vec<String>>,
    heights: Vec<f64>,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &ScenariosByGoal, top: f64, lang: Lang) -> f64 {
    let lanes = Lanes::of(canvas, figure, lang);
    let mut y = zone_words(canvas, figure, &lanes, top + 4.0, lang);
    for goal in &figure.goals {
        y = group(canvas, figure, goal, &lanes, y, lang);
    }
    let pen = Pen::new(SMALL, GREY).middle();
    for percent in [0u32, 25, 50, 75, 100] {
        let x = lanes.x(f64::from(percent) / 100.0);
        canvas.text(&format!("{percent}%"), x, y + 6.0, pen);
    }
    y + 24.0
}

impl Lanes {
    fn of(canvas: &Canvas, figure: &ScenariosByGoal, lang: Lang) -> Self {
        let most = canvas.width() * NAMES_MOST;
        let names: Vec<Vec<String>> = figure
            .scenarios
            .iter()
            .map(|name| lettering::wrap_evenly(name.get(lang), NAME.size, true, most))
            .collect();
        let bold = NAME.bold();
        let widest = names.iter().flatten().map(|line| bold.width(line));
        let heights = names
            .iter()
            .map(|lines| {
                let needed = lines.len() as f64 * NAME.leading() + 2.0;
                canvas.tall(LANE).max(needed)
            })
            .collect();
        Self {
            left: MARGIN + widest.fold(60.0, f64::max) + 14.0,
            right: canvas.width() - MARGIN - NUMBER_ROOM,
            names,
            heights,
        }
    }

    fn x(&self, share: f64) -> f64 {
        self.left + (self.right - self.left) * share
    }

    fn height(&self) -> f64 {
        self.heights.iter().sum()
    }
}

/// The words of the bands, over the lanes; returns where the lanes may begin.
fn zone_words(
    canvas: &mut Canvas,
    figure: &ScenariosByGoal,
    lanes: &Lanes,
    top: f64,
    lang: Lang,
) -> f64 {
    let zones = &figure.zones;
    let words = [
        (0.0, zones.unlikely_below, &zones.unlikely),
        (zones.unlikely_below, zones.likely_from, &zones.uncertain),
        (zones.likely_from, 1.0, &zones.likely),
    ];
    let pen = Pen::new(SMALL, GREY).middle();
    let lines: Vec<Vec<String>> = words
        .iter()
        .map(|(low, high, word)| {
            let room = (lanes.x(*high) - lanes.x(*low) - 10.0).max(24.0);
            lettering::wrap_evenly(word.get(lang), pen.size, false, room)
        })
        .collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(1);
    for ((low, high, _), lines) in words.iter().zip(&lines) {
        if high > low {
            let first = top + (most - lines.len()) as f64 * pen.leading() + 8.0;
            canvas.lines(lines, lanes.x(f64::midpoint(*low, *high)), first, pen);
        }
    }
    top + most as f64 * pen.leading() + 6.0
}

/// A goal and its lanes; returns where the next may begin.
fn group(
    canvas: &mut Canvas,
    figure: &ScenariosByGoal,
    goal: &TradeoffPanel,
    lanes: &Lanes,
    top: f64,
    lang: Lang,
) -> f64 {
    let title = TITLE.wrap(goal.title.get(lang), canvas.width() - 2.0 * MARGIN);
    let plot_top = canvas.lines(&title, MARGIN, top + 12.0, TITLE) - 4.0;
    let plot = Area::new(lanes.left, plot_top, lanes.right, plot_top + lanes.height());
    grounds(canvas, figure, lanes, &plot);
    if let Some(Some(point)) = goal.points.first().filter(|_| goal.points.len() > 1) {
        let x = lanes.x(point.probability);
        let upright = [(x, plot.top), (x, plot.bottom)];
        canvas.dashes(&upright, (3.0, 3.0), FAINT, 1.2);
    }
    let mut y = plot_top;
    for (index, point) in goal.points.iter().enumerate() {
        let middle = y + lanes.heights[index] / 2.0;
        let (pen, ink) = if index == 0 {
            (NAME.bold(), BLUE_DARK)
        } else {
            (NAME, BLUE)
        };
        canvas.lines_centred(&lanes.names[index], lanes.left - 12.0, middle, pen);
        if let Some(point) = point {
            let (low, high) = (lanes.x(point.low), lanes.x(point.high));
            let x = lanes.x(point.probability);
            canvas.rimmed_dot(x, middle, 4.6, ink);
            canvas.line(&[(low, middle), (high, middle)], ink, STROKE_WHISKER);
            for end in [low, high] {
                let cap = [(end, middle - 4.5), (end, middle + 4.5)];
                canvas.line(&cap, ink, STROKE_WHISKER);
            }
            let said = format!("{:.0}%", point.probability * 100.0);
            let pen = Pen {
                bold: index == 0,
                ..Pen::new(SMALL, INK)
            };
            canvas.text(&said, high.max(x + 5.0) + 8.0, middle, pen);
        } else {
            let x = lanes.left + 14.0;
            canvas.ring(x, middle, 5.0, GREY, WHITE);
            let pen = Pen::new(SMALL, INK);
            canvas.text(figure.not_assessed.get(lang), x + 12.0, middle, pen);
        }
        y += lanes.heights[index];
    }
    plot.bottom + 6.0
}

/// The bands as light ground, with their edges, which also show in grey, and the grid.
fn grounds(canvas: &mut Canvas, figure: &ScenariosByGoal, lanes: &Lanes, plot: &Area) {
    let zones = &figure.zones;
    let (unlikely, likely) = (lanes.x(zones.unlikely_below), lanes.x(zones.likely_from));
    let mut zone = |left, right, ink: Ink| {
        canvas.rect(Area::new(left, plot.top, right, plot.bottom), ink);
    };
    zone(plot.left, unlikely, RED_TINT);
    zone(unlikely, likely, ORANGE_TINT);
    zone(likely, plot.right, GREEN_TINT);
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let x = lanes.x(share);
        canvas.line(&[(x, plot.top), (x, plot.bottom)], GRID, STROKE_GRID);
    }
    for x in [unlikely, likely] {
        canvas.line(&[(x, plot.top), (x, plot.bottom)], FAINT, STROKE_GRID);
    }
}
