//! The cells of a goal table, and the key to their lights.

use crate::chart::canvas::Canvas;
use crate::chart::figure::{GoalCell, GoalTable, Light, LightKey};
use crate::chart::light;
use crate::chart::pen::{Area, Pen};
use crate::chart::theme::{
    BODY, GREEN, GREEN_TINT, GREY, GREY_TINT, INK, Ink, MARGIN, ORANGE, ORANGE_TINT, RED, RED_TINT,
    SMALL, WHITE,
};
use crate::language::Lang;

use super::{LIGHT_ROOM, SAID, VALUE};

/// Where a value begins, from the left of its cell.
pub(super) const VALUE_LEFT: f64 = LIGHT_ROOM + 8.0;
/// Where a probability ends, from the right of its cell.
pub(super) const END: f64 = 8.0;

/// A light is this large.
const MARK: f64 = 6.0;

/// How much a cell has room for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Setting {
    /// Light, value, word and probability in one line; the word's middle is so far from the left.
    Worded(f64),
    /// Light, value and probability in one line.
    OneLine,
    /// Light and probability, the value below.
    TwoLines,
}

pub(super) fn draw_cell(
    canvas: &mut Canvas,
    table: &GoalTable,
    cell: &GoalCell,
    area: &Area,
    setting: Setting,
    lang: Lang,
) {
    let middle = f64::midpoint(area.top, area.bottom);
    match cell {
        GoalCell::NotAssessed { .. } => {
            canvas.rect(*area, GREY_TINT);
            let word = table.words.not_assessed.word.get(lang);
            let room = area.width() - LIGHT_ROOM - 14.0;
            let pen = Pen::new(SMALL, GREY);
            if pen.width(word) <= room {
                hollow(canvas, area.left + 16.0, middle);
                canvas.text(word, area.left + LIGHT_ROOM + 8.0, middle, pen);
            } else {
                // the key under the table says what the hollow light means
                hollow(canvas, area.left + area.width() / 2.0, middle);
            }
        }
        GoalCell::Assessed {
            light: lit,
            value,
            probability,
        } => {
            let (ink, tint, word) = look(*lit, table);
            canvas.rect(*area, tint);
            canvas.rect(
                Area::new(area.left, area.top, area.left + 3.0, area.bottom),
                ink,
            );
            let (value, probability) = (value.get(lang), probability.get(lang));
            let text_left = area.left + VALUE_LEFT - 2.0;
            let end = area.right - END;
            let mut at = middle;
            if setting == Setting::TwoLines {
                at = middle - BODY * 0.67;
                let room = area.width() - 12.0;
                let pen = VALUE.end().fitting(value, room);
                canvas.text(value, end + 3.0, middle + BODY * 0.67, pen);
                let pen = SAID.end().fitting(probability, end + 3.0 - text_left);
                canvas.text(probability, end + 3.0, at, pen);
            } else {
                canvas.text(value, area.left + VALUE_LEFT, at, VALUE);
                canvas.text(probability, end, at, SAID.end());
            }
            if let Setting::Worded(middle) = setting {
                canvas.text(word.word.get(lang), area.left + middle, at, SAID.middle());
            }
            light::draw(canvas, *lit, area.left + 15.0, at, MARK);
        }
    }
}

fn look(light: Light, table: &GoalTable) -> (Ink, Ink, &LightKey) {
    match light {
        Light::Likely => (GREEN, GREEN_TINT, &table.words.likely),
        Light::Uncertain => (ORANGE, ORANGE_TINT, &table.words.uncertain),
        Light::Unlikely => (RED, RED_TINT, &table.words.unlikely),
    }
}

pub(super) fn hollow(canvas: &mut Canvas, x: f64, y: f64) {
    canvas.ring(x, y, 6.0, GREY, WHITE);
}

/// What the lights mean; entries flow from line to line. Returns where the next thing may begin.
pub(super) fn key(canvas: &mut Canvas, table: &GoalTable, y: f64, lang: Lang) -> f64 {
    let words = &table.words;
    let entries = [
        (Some(Light::Likely), &words.likely),
        (Some(Light::Uncertain), &words.uncertain),
        (Some(Light::Unlikely), &words.unlikely),
        (None, &words.not_assessed),
    ];
    let pen = Pen::new(SMALL, INK);
    let (mut x, mut y) = (MARGIN, y);
    for (lit, entry) in entries {
        let (word, meaning) = (entry.word.get(lang), entry.meaning.get(lang));
        let text = match lang {
            Lang::Zh => format!("{word}：{meaning}"),
            Lang::En => format!("{word}: {meaning}"),
        };
        let lines = pen.wrap(&text, canvas.width() - 2.0 * MARGIN - LIGHT_ROOM);
        let width = lines.iter().map(|line| pen.width(line)).fold(0.0, f64::max);
        if x > MARGIN && x + LIGHT_ROOM + width > canvas.width() - MARGIN {
            (x, y) = (MARGIN, y + pen.leading() + 2.0);
        }
        match lit {
            Some(lit) => light::draw(canvas, lit, x + 7.0, y, MARK),
            None => hollow(canvas, x + 7.0, y),
        }
        let after = canvas.lines(&lines, x + LIGHT_ROOM - 2.0, y, pen);
        y = after - pen.leading();
        x += LIGHT_ROOM + width + 20.0;
    }
    y + pen.leading()
}
