//! Draws a [`Tradeoff`]: how likely goals are reached, against what the public pays; a panel for each goal.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::Canvas;
use super::figure::{Tradeoff, TradeoffPanel};
use super::pen::{Area, Pen};
use super::place;
use super::scale::Scale;
use super::theme::{
    BLUE, BODY, FAINT, GREY, GRID, INK, MARGIN, SMALL, STROKE_GRID, STROKE_WHISKER,
};

const BETWEEN: f64 = 34.0;
/// Labels in one line are so far from each other.
const LABEL_GAP: f64 = 8.0;
const TITLE: Pen = Pen::new(BODY, INK).bold();
const LABEL: Pen = Pen::new(SMALL, INK).bold();
/// Up to so many scenarios are named at their points; more are numbered.
const NAMED: usize = 3;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &Tradeoff, top: f64, lang: Lang) -> f64 {
    let columns: usize = if figure.panels.len() == 1 { 1 } else { 2 };
    let chance = Axis::covering(0.0, 100.0, None, true);
    let gutter = chance.label_room(lang);
    let width = (canvas.width()
        - 2.0 * MARGIN
        - columns as f64 * gutter
        - BETWEEN * (columns as f64 - 1.0))
        / columns as f64;
    let height = canvas.tall(if columns == 1 { 300.0 } else { 170.0 });
    let money = MoneyAxis::of(figure, lang);
    let labels = labels(figure, width, lang);
    let numbered = labels
        .iter()
        .zip(&figure.scenarios)
        .any(|(l, s)| l != s.name.get(lang));

    let unit = Pen::new(SMALL, GREY);
    let (across, counted) = (figure.money.get(lang), &money.scale.unit);
    let said = match lang {
        Lang::Zh => format!("纵轴：达标概率（%）；横轴：{across}（{counted}）"),
        Lang::En => {
            format!("Upright: probability of reaching the goal (%); across: {across} ({counted})")
        }
    };
    let lines = unit.wrap(&said, canvas.width() - 2.0 * MARGIN);
    let mut y = canvas.lines(&lines, MARGIN, top + 8.0, unit) + 6.0;
    for row in figure.panels.chunks(columns) {
        let titles: Vec<_> = row
            .iter()
            .map(|p| TITLE.wrap(p.title.get(lang), width))
            .collect();
        let most_lines = titles.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let plot_top = y + most_lines * TITLE.leading() + 14.0;
        for (column, (panel, title)) in row.iter().zip(&titles).enumerate() {
            let left = MARGIN + gutter + column as f64 * (width + gutter + BETWEEN);
            let plot = Area::new(left, plot_top, left + width, plot_top + height);
            canvas.lines(title, left, y + TITLE.leading() / 2.0, TITLE);
            chance.draw(canvas, &plot, true, lang);
            money.draw(canvas, &plot, lang);
            points(
                canvas,
                figure,
                panel,
                &labels,
                (&chance, &money),
                &plot,
                lang,
            );
        }
        y = plot_top + height + 44.0;
    }
    if numbered {
        key(canvas, figure, &money.scale, y - 10.0, lang)
    } else {
        y - 10.0
    }
}

/// What is written at the points: names if they are few and short, otherwise numbers.
fn labels(figure: &Tradeoff, width: f64, lang: Lang) -> Vec<String> {
    let short = figure
        .scenarios
        .iter()
        .all(|s| LABEL.width(s.name.get(lang)) < width * 0.4);
    if figure.scenarios.len() <= NAMED && short {
        figure
            .scenarios
            .iter()
            .map(|s| s.name.get(lang).to_owned())
            .collect()
    } else {
        (1..=figure.scenarios.len())
            .map(|n| n.to_string())
            .collect()
    }
}

/// Money, across.
struct MoneyAxis {
    scale: Scale,
    /// In units of the scale.
    axis: Axis,
}

impl MoneyAxis {
    fn of(figure: &Tradeoff, lang: Lang) -> Self {
        let most = figure.scenarios.iter().map(|s| s.yuan).fold(0.0, f64::max);
        let scale = Scale::money(most, lang);
        let axis = Axis::covering(0.0, most / scale.divisor, None, false);
        Self { scale, axis }
    }

    fn draw(&self, canvas: &mut Canvas, plot: &Area, lang: Lang) {
        let pen = Pen::new(SMALL, GREY).middle();
        canvas.line(
            &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
            INK,
            STROKE_GRID,
        );
        for tick in self.axis.ticks() {
            let x = self.x(plot, tick * self.scale.divisor);
            canvas.line(
                &[(x, plot.bottom), (x, plot.bottom + 5.0)],
                FAINT,
                STROKE_GRID,
            );
            canvas.text(&self.axis.label(tick, lang), x, plot.bottom + 16.0, pen);
        }
    }

    /// Money runs within the plot, with room at both ends for a point and its label.
    fn x(&self, plot: &Area, yuan: f64) -> f64 {
        let (left, right) = (plot.left + 16.0, plot.right - 16.0);
        let Axis { low, high, .. } = self.axis;
        left + (right - left) * (yuan / self.scale.divisor - low) / (high - low)
    }
}

/// A point on the sheet with its interval, and what is written at it.
struct Spot {
    x: f64,
    y: f64,
    low: f64,
    high: f64,
    label: String,
}

fn points(
    canvas: &mut Canvas,
    figure: &Tradeoff,
    panel: &TradeoffPanel,
    labels: &[String],
    (chance, money): (&Axis, &MoneyAxis),
    plot: &Area,
    lang: Lang,
) {
    let y = |share: f64| chance.y(plot, share * 100.0);
    let mut spots: Vec<Spot> = Vec::new();
    for ((scenario, point), label) in figure.scenarios.iter().zip(&panel.points).zip(labels) {
        if let Some(point) = point {
            spots.push(Spot {
                x: money.x(plot, scenario.yuan),
                y: y(point.probability),
                low: y(point.low),
                high: y(point.high),
                label: label.clone(),
            });
        }
    }
    if spots.is_empty() {
        let said = lang.pick("各情景均未评估", "not assessed under any scenario");
        let middle = f64::midpoint(plot.top, plot.bottom) + 12.0;
        let pen = Pen::new(SMALL, GREY).middle();
        canvas.text(said, f64::midpoint(plot.left, plot.right), middle, pen);
        return;
    }
    let mut taken: Vec<Area> = canvas
        .texts()
        .iter()
        .map(|t| t.area.beside(LABEL_GAP))
        .collect();
    for spot in &spots {
        let (x, y) = (spot.x, spot.y);
        taken.push(Area::new(x - 7.0, y - 7.0, x + 7.0, y + 7.0));
        taken.push(Area::new(x - 7.0, spot.high - 2.0, x + 7.0, spot.low + 2.0));
    }
    for Spot { x, y, label, .. } in together(&spots, lang) {
        let places = around(x, y, &label, plot);
        let Some(best) = place::freest(&places, &taken) else {
            continue;
        };
        let area = places[best];
        let near = (
            x.clamp(area.left, area.right),
            y.clamp(area.top, area.bottom),
        );
        if libm::hypot(near.0 - x, near.1 - y) > 10.0 {
            canvas.line(&[(x, y), near], FAINT, STROKE_GRID);
        }
        let middle = f64::midpoint(area.top, area.bottom);
        canvas.text(
            &label,
            f64::midpoint(area.left, area.right),
            middle,
            LABEL.middle(),
        );
        taken.push(area.beside(LABEL_GAP));
    }
    for spot in &spots {
        canvas.rimmed_dot(spot.x, spot.y, 4.5, BLUE);
    }
    // over the rims, so that a short interval is seen as well
    for spot in &spots {
        let upright = [(spot.x, spot.low), (spot.x, spot.high)];
        canvas.line(&upright, BLUE, STROKE_WHISKER);
        for end in [spot.low, spot.high] {
            let cap = [(spot.x - 6.0, end), (spot.x + 6.0, end)];
            canvas.line(&cap, BLUE, STROKE_WHISKER);
        }
    }
}

/// Spots that all but coincide share one label.
fn together(spots: &[Spot], lang: Lang) -> Vec<Spot> {
    let mut groups: Vec<Spot> = Vec::new();
    for spot in spots {
        let near = |group: &&mut Spot| libm::hypot(group.x - spot.x, group.y - spot.y) < 5.0;
        if let Some(group) = groups.iter_mut().find(near) {
            group.label.push_str(lang.pick("、", ", "));
            group.label.push_str(&spot.label);
        } else {
            groups.push(Spot {
                label: spot.label.clone(),
                ..*spot
            });
        }
    }
    groups
}

/// Places for a label round a point, the nearest first, all within the plot (and its head room).
fn around(x: f64, y: f64, label: &str, plot: &Area) -> Vec<Area> {
    const SIDES: [(f64, f64); 8] = [
        (1.0, 0.0),
        (1.0, -1.0),
        (-1.0, 0.0),
        (0.0, -1.0),
        (-1.0, -1.0),
        (1.0, 1.0),
        (0.0, 1.0),
        (-1.0, 1.0),
    ];
    let size = LABEL.middle().area(label, 0.0, 0.0);
    let (half, tall) = (size.width() / 2.0, size.height() / 2.0);
    let mut places = Vec::new();
    for ring in 0..8u32 {
        let gap = 9.0 + 9.0 * f64::from(ring);
        for (across, down) in SIDES {
            // pushed back into the plot where it would leave it
            let cx = (x + across * (gap + half))
                .min(plot.right - half)
                .max(plot.left + half);
            let cy = (y + down * (gap + tall))
                .min(plot.bottom - tall - 1.0)
                .max(plot.top - 10.0);
            places.push(Area::new(cx - half, cy - tall, cx + half, cy + tall));
        }
    }
    places
}

/// The numbered scenarios and what each costs; returns where the footer may begin.
fn key(canvas: &mut Canvas, figure: &Tradeoff, scale: &Scale, top: f64, lang: Lang) -> f64 {
    let pen = Pen::new(SMALL, INK);
    canvas.line(
        &[(MARGIN, top), (canvas.width() - MARGIN, top)],
        GRID,
        STROKE_GRID,
    );
    let column = (canvas.width() - 2.0 * MARGIN - 24.0) / 2.0;
    let mut y = top + 14.0;
    for pair in (1..).zip(&figure.scenarios).collect::<Vec<_>>().chunks(2) {
        let mut bottom = y;
        for (index, (n, scenario)) in pair.iter().enumerate() {
            let left = MARGIN + index as f64 * (column + 24.0);
            let joint = lang.pick("，", ", ");
            let (name, amount) = (scenario.name.get(lang), scale.written(scenario.yuan, lang));
            let gap = lang.pick("", " ");
            let text = format!("{name}{joint}{amount}{gap}{}", scale.unit);
            canvas.text(&n.to_string(), left, y, LABEL);
            let lines = pen.wrap(&text, column - 18.0);
            bottom = bottom.max(canvas.lines(&lines, left + 18.0, y, pen));
        }
        y = bottom + 2.0;
    }
    y + 2.0
}
