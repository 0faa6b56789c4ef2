//! Draws a [`GoalTable`]: a row for each goal, a light for each scenario.

use crate::language::Lang;

use super::canvas::{Area, Canvas, Pen};
use super::figure::{GoalCell, GoalRow, GoalTable, Light, LightKey};
use super::lettering;
use super::theme::{
    BODY, GREEN, GREEN_TINT, GREY, GREY_TINT, GRID, INK, Ink, MARGIN, ORANGE, ORANGE_TINT, RED,
    RED_TINT, SMALL, STROKE_GRID, STROKE_THIN, WIDTH,
};

const GAP: f64 = 8.0;
const NAME_LEAST: f64 = 210.0;
const CELL_MOST: f64 = 250.0;
/// A light and the space after it.
const LIGHT_ROOM: f64 = 22.0;
const PADDING: f64 = 8.0;
const VALUE: Pen = Pen::new(BODY, INK).bold();
const SAID: Pen = Pen::new(SMALL, INK);
const HEAD: Pen = Pen::new(SMALL, GREY).bold();

/// Where the columns lie, and how a cell is set.
struct Columns {
    name: f64,
    base_end: f64,
    target_end: f64,
    first_cell: f64,
    cell: f64,
    setting: Setting,
}

/// How much a cell has room for.
#[derive(Clone, Copy, PartialEq)]
enum Setting {
    /// Light, value, word and probability in one line.
    Worded,
    /// Light, value and probability in one line.
    OneLine,
    /// Light and probability, the value below.
    TwoLines,
}

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, table: &GoalTable, top: f64, lang: Lang) -> f64 {
    let columns = columns(table, lang);
    let (mut y, numbered) = header(canvas, table, &columns, top + 4.0, lang);
    for section in &table.sections {
        if let Some(title) = &section.title {
            let pen = Pen::new(SMALL, GREY).bold();
            let lines = pen.wrap(title.get(lang), WIDTH - 2.0 * MARGIN - 16.0);
            let height = lines.len() as f64 * pen.leading() + 8.0;
            canvas.rect(Area::new(MARGIN, y, WIDTH - MARGIN, y + height), GREY_TINT);
            canvas.lines_centred(&lines, MARGIN + 8.0, y + height / 2.0, pen);
            y += height;
        }
        for goal in &section.rows {
            y = row(canvas, table, goal, &columns, y, lang);
        }
    }
    y += 6.0;
    if numbered {
        let names: Vec<String> = (1..)
            .zip(&table.scenarios)
            .map(|(n, name)| format!("{n} {}", name.get(lang)))
            .collect();
        let pen = Pen::new(SMALL, INK);
        let lines = pen.wrap(&names.join(lang.pick("；", "; ")), WIDTH - 2.0 * MARGIN);
        y = canvas.lines(&lines, MARGIN, y + 10.0, pen);
    }
    key(canvas, table, y + 12.0, lang) + 4.0
}

fn columns(table: &GoalTable, lang: Lang) -> Columns {
    let rows = || table.sections.iter().flat_map(|section| &section.rows);
    let heading = |text: &str| lettering::widest_word(text, HEAD.size, true).max(42.0);
    let base = rows()
        .map(|row| SAID.width(base_text(row, lang)))
        .fold(heading(table.base_heading.get(lang)), f64::max);
    let target = rows()
        .map(|row| VALUE.width(row.target.get(lang)))
        .fold(heading(table.target_heading.get(lang)), f64::max);
    let (base, target) = (base.min(110.0), target.min(130.0));
    let count = table.scenarios.len() as f64;
    let room = WIDTH - 2.0 * MARGIN - NAME_LEAST - base - target - 3.0 * 14.0;
    let cell = ((room - (count - 1.0) * GAP) / count).min(CELL_MOST);
    let first_cell = WIDTH - MARGIN - count * cell - (count - 1.0) * GAP;
    let needs = rows()
        .flat_map(|row| &row.cells)
        .map(|cell| match cell {
            GoalCell::Assessed {
                value, probability, ..
            } => {
                LIGHT_ROOM + VALUE.width(value.get(lang)) + SAID.width(probability.get(lang)) + 32.0
            }
            GoalCell::NotAssessed { .. } => 0.0,
        })
        .fold(0.0, f64::max);
    let words = [
        &table.words.likely,
        &table.words.uncertain,
        &table.words.unlikely,
    ];
    let word = words
        .iter()
        .map(|key| SAID.width(key.word.get(lang)))
        .fold(0.0, f64::max);
    let setting = if cell >= needs + word + 12.0 {
        Setting::Worded
    } else if cell >= needs {
        Setting::OneLine
    } else {
        Setting::TwoLines
    };
    let target_end = first_cell - 14.0;
    let base_end = target_end - target - 14.0;
    Columns {
        name: base_end - base - 14.0 - MARGIN,
        base_end,
        target_end,
        first_cell,
        cell,
        setting,
    }
}

impl Columns {
    fn cell_left(&self, index: usize) -> f64 {
        self.first_cell + index as f64 * (self.cell + GAP)
    }
}

fn base_text(row: &GoalRow, lang: Lang) -> &str {
    row.base
        .as_ref()
        .map_or_else(|| lang.pick("未知", "unknown"), |base| base.get(lang))
}

/// Column headings; scenarios are numbered where their names do not fit. Returns where the rows begin, and
/// whether numbers were used.
fn header(
    canvas: &mut Canvas,
    table: &GoalTable,
    columns: &Columns,
    top: f64,
    lang: Lang,
) -> (f64, bool) {
    let bold = Pen::new(SMALL, INK).bold();
    let numbered = table.scenarios.iter().any(|name| {
        let name = name.get(lang);
        lettering::widest_word(name, SMALL, true) > columns.cell
            || bold.wrap(name, columns.cell).len() > 4
    });
    let mut heads = vec![(
        HEAD.wrap(lang.pick("目标", "Goal"), columns.name),
        MARGIN,
        HEAD,
    )];
    let target_room = columns.target_end - columns.base_end - 14.0;
    let base_room = columns.base_end - MARGIN - columns.name - 14.0;
    heads.push((
        HEAD.wrap(table.base_heading.get(lang), base_room),
        columns.base_end,
        HEAD.end(),
    ));
    heads.push((
        HEAD.wrap(table.target_heading.get(lang), target_room),
        columns.target_end,
        HEAD.end(),
    ));
    for (index, name) in table.scenarios.iter().enumerate() {
        let middle = columns.cell_left(index) + columns.cell / 2.0;
        let lines = if numbered {
            vec![(index + 1).to_string()]
        } else {
            lettering::wrap_evenly(name.get(lang), SMALL, true, columns.cell)
        };
        heads.push((lines, middle, bold.middle()));
    }
    let tallest = heads
        .iter()
        .map(|(lines, ..)| lines.len())
        .max()
        .unwrap_or(1) as f64;
    let bottom = top + tallest * bold.leading() + 4.0;
    for (lines, x, pen) in heads {
        let first = bottom - 4.0 - (lines.len() as f64 - 0.5) * pen.leading();
        canvas.lines(&lines, x, first, pen);
    }
    canvas.line(
        &[(MARGIN, bottom), (WIDTH - MARGIN, bottom)],
        INK,
        STROKE_THIN,
    );
    (bottom + 2.0, numbered)
}

fn row(
    canvas: &mut Canvas,
    table: &GoalTable,
    goal: &GoalRow,
    columns: &Columns,
    top: f64,
    lang: Lang,
) -> f64 {
    let name_pen = Pen::new(BODY, INK);
    let unit = goal.unit.get(lang);
    let name = match (lang, unit.is_empty()) {
        (_, true) => goal.name.get(lang).to_owned(),
        (Lang::Zh, _) => format!("{}（{unit}）", goal.name.get(lang)),
        (Lang::En, _) => format!("{} ({unit})", goal.name.get(lang)),
    };
    let name = name_pen.wrap(&name, columns.name);
    let target_room = columns.target_end - columns.base_end - 14.0;
    let target = VALUE.wrap(goal.target.get(lang), target_room);
    let base_room = columns.base_end - MARGIN - columns.name - 14.0;
    let base_pen = Pen::new(SMALL, GREY).end();
    let base = base_pen.wrap(base_text(goal, lang), base_room);
    let shared = shared_reason(goal, lang);
    let all = WIDTH - MARGIN - columns.first_cell;
    let reason = shared.map(|reason| {
        let text = match lang {
            Lang::Zh => format!("{}：{reason}", table.words.not_assessed.word.zh),
            Lang::En => format!("{}: {reason}", table.words.not_assessed.word.en),
        };
        Pen::new(SMALL, GREY).wrap(&text, all - LIGHT_ROOM - 12.0)
    });
    let cell_lines = match (&reason, columns.setting) {
        (Some(lines), _) => lines.len(),
        (None, Setting::TwoLines) => 2,
        (None, _) => 1,
    };
    let most = name.len().max(cell_lines).max(target.len()).max(base.len()) as f64;
    let height = most * name_pen.leading() + 2.0 * PADDING;
    let middle = top + height / 2.0;
    canvas.lines_centred(&name, MARGIN, middle, name_pen);
    canvas.lines_centred(&base, columns.base_end, middle, base_pen);
    canvas.lines_centred(&target, columns.target_end, middle, VALUE.end());
    if let Some(lines) = reason {
        let area = Area::new(
            columns.first_cell,
            top + 2.0,
            WIDTH - MARGIN,
            top + height - 2.0,
        );
        canvas.rect(area, GREY_TINT);
        hollow(canvas, columns.first_cell + 16.0, middle);
        canvas.lines_centred(
            &lines,
            columns.first_cell + LIGHT_ROOM + 8.0,
            middle,
            Pen::new(SMALL, GREY),
        );
    } else {
        for (index, cell) in goal.cells.iter().enumerate() {
            let left = columns.cell_left(index);
            let area = Area::new(left, top + 2.0, left + columns.cell, top + height - 2.0);
            draw_cell(canvas, table, cell, &area, columns.setting, lang);
        }
    }
    canvas.line(
        &[(MARGIN, top + height), (WIDTH - MARGIN, top + height)],
        GRID,
        STROKE_GRID,
    );
    top + height
}

/// The reason for not judging a goal, if it is the same under every scenario.
fn shared_reason(goal: &GoalRow, lang: Lang) -> Option<&str> {
    let mut reasons = goal.cells.iter().map(|cell| match cell {
        GoalCell::NotAssessed { reason } => Some(reason.get(lang)),
        GoalCell::Assessed { .. } => None,
    });
    let first = reasons.next()??;
    reasons.all(|reason| reason == Some(first)).then_some(first)
}

fn draw_cell(
    canvas: &mut Canvas,
    table: &GoalTable,
    cell: &GoalCell,
    area: &Area,
    setting: Setting,
    lang: Lang,
) {
    let middle = (area.top + area.bottom) / 2.0;
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
            let text_left = area.left + 6.0 + LIGHT_ROOM;
            let end = area.right - 8.0;
            let mut at = middle;
            if setting == Setting::TwoLines {
                at = middle - BODY * 0.67;
                let room = area.width() - 12.0;
                let pen = VALUE.end().fitting(value, room);
                canvas.text(value, end + 3.0, middle + BODY * 0.67, pen);
                let pen = SAID.end().fitting(probability, end + 3.0 - text_left);
                canvas.text(probability, end + 3.0, at, pen);
            } else {
                canvas.text(value, text_left + 2.0, at, VALUE);
                canvas.text(probability, end, at, SAID.end());
            }
            if setting == Setting::Worded {
                let left = text_left + 2.0 + VALUE.width(value);
                let right = end - SAID.width(probability);
                canvas.text(word.word.get(lang), (left + right) / 2.0, at, SAID.middle());
            }
            light(canvas, *lit, area.left + 15.0, at);
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

fn light(canvas: &mut Canvas, light: Light, x: f64, y: f64) {
    match light {
        Light::Likely => canvas.dot(x, y, 6.0, GREEN),
        Light::Uncertain => {
            canvas.filled(
                vec![(x, y - 6.5), (x + 7.0, y + 5.5), (x - 7.0, y + 5.5)],
                ORANGE,
            );
        }
        Light::Unlikely => canvas.rect(Area::new(x - 5.5, y - 5.5, x + 5.5, y + 5.5), RED),
    }
}

fn hollow(canvas: &mut Canvas, x: f64, y: f64) {
    canvas.ring(x, y, 6.0, GREY, super::theme::WHITE);
}

/// What the lights mean; entries flow from line to line. Returns where the next thing may begin.
fn key(canvas: &mut Canvas, table: &GoalTable, y: f64, lang: Lang) -> f64 {
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
        let lines = pen.wrap(&text, WIDTH - 2.0 * MARGIN - LIGHT_ROOM);
        let width = lines.iter().map(|line| pen.width(line)).fold(0.0, f64::max);
        if x > MARGIN && x + LIGHT_ROOM + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + pen.leading() + 2.0);
        }
        match lit {
            Some(lit) => light(canvas, lit, x + 7.0, y),
            None => hollow(canvas, x + 7.0, y),
        }
        let after = canvas.lines(&lines, x + LIGHT_ROOM - 2.0, y, pen);
        y = after - pen.leading();
        x += LIGHT_ROOM + width + 20.0;
    }
    y + pen.leading()
}
