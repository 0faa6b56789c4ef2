//! Draws a [`Tradeoff`]: how likely goals are reached, against what the public pays; a panel for each goal.

use crate::language::Lang;

use super::axis::Axis;
use super::canvas::{Area, Canvas, Pen};
use super::figure::{Tradeoff, TradeoffPanel};
use super::place;
use super::theme::{
    BLUE, BLUE_MIDDLE, BODY, FAINT, GREY, GRID, INK, MARGIN, SMALL, STROKE_GRID, STROKE_TARGET,
    WIDTH,
};

const BETWEEN: f64 = 34.0;
const UNIT: f64 = 1e8;
const TITLE: Pen = Pen::new(BODY, INK).bold();
const LABEL: Pen = Pen::new(SMALL, INK).bold();
/// Up to so many scenarios are named at their points; more are numbered.
const NAMED: usize = 3;

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, figure: &Tradeoff, top: f64, lang: Lang) -> f64 {
    let columns: usize = if figure.panels.len() == 1 { 1 } else { 2 };
    let chance = Axis::covering(0.0, 100.0, Some(100.0), 4.0);
    let gutter = chance.label_room(lang);
    let width = (WIDTH - 2.0 * MARGIN - columns as f64 * gutter - BETWEEN * (columns as f64 - 1.0))
        / columns as f64;
    let height = if columns == 1 { 300.0 } else { 170.0 };
    let most = figure
        .scenarios
        .iter()
        .map(|s| s.yuan / UNIT)
        .fold(0.0, f64::max);
    let money = Axis::covering(0.0, most, None, 5.0);
    let labels = labels(figure, width, lang);
    let numbered = labels
        .iter()
        .zip(&figure.scenarios)
        .any(|(l, s)| l != s.name.get(lang));

    let unit = Pen::new(SMALL, GREY);
    let said = match lang {
        Lang::Zh => format!("纵轴：达标概率（%）；横轴：{}（亿元）", figure.money.zh),
        Lang::En => format!(
            "Upright: probability of reaching the goal (%); across: {} (100 million yuan)",
            figure.money.en
        ),
    };
    let lines = unit.wrap(&said, WIDTH - 2.0 * MARGIN);
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
            money_axis(canvas, &money, &plot, lang);
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
        key(canvas, figure, y - 10.0, lang)
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

fn money_axis(canvas: &mut Canvas, money: &Axis, plot: &Area, lang: Lang) {
    let pen = Pen::new(SMALL, GREY).middle();
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        INK,
        STROKE_GRID,
    );
    for tick in money.ticks() {
        let x = money_x(money, plot, tick);
        canvas.line(
            &[(x, plot.bottom), (x, plot.bottom + 5.0)],
            FAINT,
            STROKE_GRID,
        );
        canvas.text(&money.label(tick, lang), x, plot.bottom + 16.0, pen);
    }
}

/// Money runs within the plot, with room at both ends for a point and its label.
fn money_x(money: &Axis, plot: &Area, value: f64) -> f64 {
    let (left, right) = (plot.left + 16.0, plot.right - 16.0);
    left + (right - left) * (value - money.low) / (money.high - money.low)
}

fn points(
    canvas: &mut Canvas,
    figure: &Tradeoff,
    panel: &TradeoffPanel,
    labels: &[String],
    (chance, money): (&Axis, &Axis),
    plot: &Area,
    lang: Lang,
) {
    let judged: Vec<_> = figure
        .scenarios
        .iter()
        .zip(&panel.points)
        .zip(labels)
        .filter_map(|((scenario, point), label)| Some((scenario.yuan / UNIT, (*point)?, label)))
        .map(|(yuan, point, label)| {
            let y = |share: f64| chance.y(plot, share * 100.0);
            (
                money_x(money, plot, yuan),
                y(point.probability),
                y(point.low),
                y(point.high),
                label,
            )
        })
        .collect();
    if judged.is_empty() {
        let said = lang.pick("各情景均未评估", "not assessed under any scenario");
        let (x, y) = (
            (plot.left + plot.right) / 2.0,
            (plot.top + plot.bottom) / 2.0 + 12.0,
        );
        canvas.text(said, x, y, Pen::new(SMALL, GREY).middle());
        return;
    }
    for &(x, _, low, high, _) in &judged {
        canvas.line(&[(x, low), (x, high)], BLUE_MIDDLE, STROKE_TARGET);
        for end in [low, high] {
            canvas.line(
                &[(x - 4.0, end), (x + 4.0, end)],
                BLUE_MIDDLE,
                STROKE_TARGET,
            );
        }
    }
    let mut taken: Vec<Area> = Vec::new();
    for &(x, y, low, high, _) in &judged {
        canvas.rimmed_dot(x, y, 4.5, BLUE);
        taken.push(Area::new(x - 7.0, y - 7.0, x + 7.0, y + 7.0));
        taken.push(Area::new(
            x - 5.0,
            high.min(low) - 2.0,
            x + 5.0,
            low.max(high) + 2.0,
        ));
    }
    for &(x, y, .., label) in &judged {
        let candidates = around(x, y, label, plot);
        if let Some(best) = place::freest(&candidates, &taken) {
            let area = candidates[best];
            let (cx, cy) = (
                (area.left + area.right) / 2.0,
                (area.top + area.bottom) / 2.0,
            );
            let reach = libm::hypot(
                x.clamp(area.left, area.right) - x,
                y.clamp(area.top, area.bottom) - y,
            );
            if reach > 14.0 {
                canvas.line(
                    &[
                        (x, y),
                        (
                            x.clamp(area.left, area.right),
                            y.clamp(area.top, area.bottom),
                        ),
                    ],
                    FAINT,
                    STROKE_GRID,
                );
            }
            canvas.text(label, cx, cy, LABEL.middle());
            taken.push(area);
        }
    }
}

/// Places for a label round a point, the nearest first, all within the plot (and its head room).
fn around(x: f64, y: f64, label: &str, plot: &Area) -> Vec<Area> {
    let size = LABEL.middle().area(label, 0.0, 0.0);
    let field = Area::new(
        plot.left,
        plot.top - 10.0,
        plot.right + 10.0,
        plot.bottom - 1.0,
    );
    let mut places = Vec::new();
    for ring in 0..8u32 {
        let gap = 9.0 + 9.0 * f64::from(ring);
        for (dx, dy) in [
            (1.0, 0.0),
            (1.0, -1.0),
            (-1.0, 0.0),
            (0.0, -1.0),
            (-1.0, -1.0),
            (1.0, 1.0),
            (0.0, 1.0),
            (-1.0, 1.0),
        ] {
            let cx = x + dx * (gap + size.width() / 2.0);
            let cy = y + dy * (gap + size.height() / 2.0);
            let area = LABEL.middle().area(label, cx, cy);
            if field.contains(&area) {
                places.push(area);
            }
        }
    }
    places
}

/// The numbered scenarios and what each costs; returns where the footer may begin.
fn key(canvas: &mut Canvas, figure: &Tradeoff, top: f64, lang: Lang) -> f64 {
    let pen = Pen::new(SMALL, INK);
    canvas.line(&[(MARGIN, top), (WIDTH - MARGIN, top)], GRID, STROKE_GRID);
    let column = (WIDTH - 2.0 * MARGIN - 24.0) / 2.0;
    let mut y = top + 14.0;
    for pair in (1..).zip(&figure.scenarios).collect::<Vec<_>>().chunks(2) {
        let mut bottom = y;
        for (index, (n, scenario)) in pair.iter().enumerate() {
            let left = MARGIN + index as f64 * (column + 24.0);
            let yuan = super::axis::number(scenario.yuan / UNIT, 2, lang);
            let text = match lang {
                Lang::Zh => format!("{}，{yuan}亿元", scenario.name.zh),
                Lang::En => format!("{}, {yuan} × 100 million yuan", scenario.name.en),
            };
            canvas.text(&n.to_string(), left, y, LABEL);
            let lines = pen.wrap(&text, column - 18.0);
            bottom = bottom.max(canvas.lines(&lines, left + 18.0, y, pen));
        }
        y = bottom + 2.0;
    }
    y + 2.0
}
