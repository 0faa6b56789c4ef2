//! What stands around every chart: the finding above it, and below it where the numbers come from.

use crate::language::Lang;

use super::Style;
use super::canvas::Canvas;
use super::figure::Frame;
use super::lettering;
use super::pen::{Area, Pen};
use super::theme::{
    BLUE, BODY, FINDING, FINDING_LEAST, FOOTER, GREY, GRID, INK, MARGIN, ORANGE_DARK, STROKE_GRID,
    WHITE,
};

/// Finding and subtitle; returns where the chart itself may begin.
pub(super) fn heading(canvas: &mut Canvas, frame: &Frame, style: &Style<'_>) -> f64 {
    let lang = style.lang;
    let left = MARGIN + 14.0;
    let room = canvas.width() - MARGIN - left;
    let finding = style.title_of(frame);
    let mut pen = Pen::new(FINDING, INK).bold();
    while pen.size > FINDING_LEAST && pen.wrap(finding, room).len() > 2 {
        pen.size -= 0.5;
    }
    let lines = lettering::wrap_evenly(finding, pen.size, true, room);
    let first = 36.0;
    let after = canvas.lines(&lines, left, first, pen);
    let bar_end = after - pen.leading() + pen.size * 0.55;
    canvas.rect(
        Area::new(MARGIN, first - pen.size * 0.55, MARGIN + 4.0, bar_end),
        BLUE,
    );

    let pen = Pen::new(BODY, GREY);
    let lines = pen.wrap(frame.subtitle.get(lang), room);
    let after = canvas.lines(&lines, left, after + 1.0, pen);
    // a finding says itself what is not assessed; a title of the author's may not
    let caveat = frame.caveat.as_ref().filter(|_| style.title.is_some());
    let Some(caveat) = caveat else {
        return after + 8.0;
    };
    let pen = Pen::new(BODY, ORANGE_DARK).bold();
    let lines = pen.wrap(caveat.get(lang), room - 20.0);
    canvas.ring(left + 6.0, after + 1.0, 6.0, ORANGE_DARK, WHITE);
    canvas.lines(&lines, left + 20.0, after + 1.0, pen) + 8.0
}

/// Source, scenario, runs and bands below `top`; returns the height of the whole chart.
pub(super) fn footer(canvas: &mut Canvas, frame: &Frame, lang: Lang, top: f64) -> f64 {
    canvas.line(
        &[(MARGIN, top), (canvas.width() - MARGIN, top)],
        GRID,
        STROKE_GRID,
    );
    let pen = Pen::new(FOOTER, GREY);
    let room = canvas.width() - 2.0 * MARGIN;
    let between = lang.pick("｜", " | ");
    // a part that does not fit into a line begins the next
    let mut lines: Vec<String> = Vec::new();
    for part in frame.footer(lang) {
        match lines.last_mut() {
            Some(line) if pen.width(&format!("{line}{between}{part}")) <= room => {
                line.push_str(between);
                line.push_str(part);
            }
            _ => lines.extend(pen.wrap(part, room)),
        }
    }
    let after = canvas.lines(&lines, MARGIN, top + 16.0, pen);
    (after + 2.0).ceil()
}
