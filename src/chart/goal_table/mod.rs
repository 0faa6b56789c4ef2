//! Draws a [`GoalTable`]: a row for each goal, a light for each scenario.

mod cell;

use crate::language::Lang;

use crate::chart::canvas::Canvas;
use crate::chart::figure::{GoalCell, GoalRow, GoalTable};
use crate::chart::lettering;
use crate::chart::pen::{Area, Pen};
use crate::chart::theme::{
    BODY, GREY, GREY_TINT, GRID, INK, MARGIN, SMALL, STROKE_GRID, STROKE_THIN,
};

use cell::Setting;

const GAP: f64 = 8.0;
const NAME_LEAST: f64 = 210.0;
/// The least width of a cell with one line, so that names of scenarios have room.
const CELL_LEAST: f64 = 140.0;
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

/// Draws below `top`; returns where the footer may begin.
pub(super) fn draw(canvas: &mut Canvas, table: &GoalTable, top: f64, lang: Lang) -> f64 {
    let columns = columns(table, canvas.width(), lang);
    let (mut y, numbered) = header(canvas, table, &columns, top + 4.0, lang);
    for section in &table.sections {
        if let Some(title) = &section.title {
            let pen = Pen::new(SMALL, GREY).bold();
            let lines = pen.wrap(title.get(lang), canvas.width() - 2.0 * MARGIN - 16.0);
            let height = lines.len() as f64 * pen.leading() + 8.0;
            canvas.rect(
                Area::new(MARGIN, y, canvas.width() - MARGIN, y + height),
                GREY_TINT,
            );
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
        let lines = pen.wrap(
            &names.join(lang.pick("；", "; ")),
            canvas.width() - 2.0 * MARGIN,
        );
        y = canvas.lines(&lines, MARGIN, y + 10.0, pen);
    }
    cell::key(canvas, table, y + 12.0, lang) + 4.0
}

fn columns(table: &GoalTable, width: f64, lang: Lang) -> Columns {
    let rows = || table.sections.iter().flat_map(|section| &section.rows);
    // a short heading keeps to one line
    let heading = |text: &str| {
        HEAD.width(text)
            .min(72.0)
            .max(lettering::widest_word(text, HEAD.size, true))
    };
    let base = rows()
        .map(|row| SAID.width(base_text(row, lang)))
        .fold(heading(table.base_heading.get(lang)), f64::max);
    let target = rows()
        .map(|row| VALUE.width(row.target.get(lang)))
        .fold(heading(table.target_heading.get(lang)), f64::max);
    let (base, target) = (base.min(110.0), target.min(130.0));
    let count = table.scenarios.len() as f64;
    let room = width - 2.0 * MARGIN - NAME_LEAST - base - target - 3.0 * 14.0;
    let roomy = (room - (count - 1.0) * GAP) / count;
    let written = rows()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| match cell {
            GoalCell::Assessed {
                value, probability, ..
            } => Some((
                VALUE.width(value.get(lang)),
                SAID.width(probability.get(lang)),
            )),
            GoalCell::NotAssessed { .. } => None,
        });
    let (value, probability) = written.fold((0.0, 0.0), |(a, b): (f64, f64), (value, share)| {
        (a.max(value), b.max(share))
    });
    let needs = (LIGHT_ROOM + value + probability + 34.0).max(CELL_LEAST);
    let words = [
        &table.words.likely,
        &table.words.uncertain,
        &table.words.unlikely,
    ];
    let word = words
        .iter()
        .map(|key| SAID.width(key.word.get(lang)))
        .fold(0.0, f64::max);
    let worded = needs + word + 16.0;
    let fits = if roomy >= worded {
        worded
    } else {
        roomy.min(needs)
    };
    // what cells and names do not need goes to the reasons for not judging, in as few lines as can be; the rest to the names
    let names = rows()
        .map(|row| name_width(row, lang))
        .fold(NAME_LEAST, f64::max);
    let all = count * fits + (count - 1.0) * GAP;
    let reasons = rows()
        .filter_map(|row| shared_reason(table, row, lang))
        .map(|reason| SAID.width(&reason) + LIGHT_ROOM + 14.0)
        .fold(all, f64::max);
    let spare = (room + NAME_LEAST - names - all).max(0.0);
    let cell = fits + (reasons - all).min(spare) / count;
    let setting = if roomy >= worded {
        let (after, before) = (cell::VALUE_LEFT + value, cell - cell::END - probability);
        Setting::Worded(f64::midpoint(after, before))
    } else if roomy >= needs {
        Setting::OneLine
    } else {
        Setting::TwoLines
    };
    let first_cell = width - MARGIN - count * cell - (count - 1.0) * GAP;
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
        &[(MARGIN, bottom), (canvas.width() - MARGIN, bottom)],
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
    let name = name_lines(goal, name_pen, columns.name, lang);
    let target_room = columns.target_end - columns.base_end - 14.0;
    let target = VALUE.wrap(goal.target.get(lang), target_room);
    let base_room = columns.base_end - MARGIN - columns.name - 14.0;
    let base_pen = Pen::new(SMALL, GREY).end();
    let base = base_pen.wrap(base_text(goal, lang), base_room);
    let all = canvas.width() - MARGIN - columns.first_cell;
    let reason = shared_reason(table, goal, lang)
        .map(|reason| lettering::wrap_evenly(&reason, SMALL, false, all - LIGHT_ROOM - 12.0));
    let cell_lines = match (&reason, columns.setting) {
        (Some(lines), _) => lines.len(),
        (None, Setting::TwoLines) => 2,
        (None, _) => 1,
    };
    let most = name.len().max(cell_lines).max(target.len()).max(base.len()) as f64;
    let height = most * name_pen.leading() + 2.0 * canvas.tall(PADDING);
    let middle = top + height / 2.0;
    canvas.lines_centred(&name, MARGIN, middle, name_pen);
    canvas.lines_centred(&base, columns.base_end, middle, base_pen);
    canvas.lines_centred(&target, columns.target_end, middle, VALUE.end());
    if let Some(lines) = reason {
        let area = Area::new(
            columns.first_cell,
            top + 2.0,
            canvas.width() - MARGIN,
            top + height - 2.0,
        );
        canvas.rect(area, GREY_TINT);
        cell::hollow(canvas, columns.first_cell + 16.0, middle);
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
            cell::draw_cell(canvas, table, cell, &area, columns.setting, lang);
        }
    }
    canvas.line(
        &[
            (MARGIN, top + height),
            (canvas.width() - MARGIN, top + height),
        ],
        GRID,
        STROKE_GRID,
    );
    top + height
}

/// Width of a name with its unit, in one line.
fn name_width(goal: &GoalRow, lang: Lang) -> f64 {
    let pen = Pen::new(BODY, INK);
    let lines = name_lines(goal, pen, f64::INFINITY, lang);
    lines.iter().map(|line| pen.width(line)).fold(0.0, f64::max)
}

/// The name with its unit; the unit is not divided.
fn name_lines(goal: &GoalRow, pen: Pen, room: f64, lang: Lang) -> Vec<String> {
    let mut lines = pen.wrap(goal.name.get(lang), room);
    let unit = goal.unit.get(lang);
    if unit.is_empty() {
        return lines;
    }
    let (unit, joint) = match lang {
        Lang::Zh => (format!("（{unit}）"), ""),
        Lang::En => (format!("({unit})"), " "),
    };
    match lines.last_mut() {
        Some(line) if pen.width(line) + pen.width(joint) + pen.width(&unit) <= room => {
            line.push_str(joint);
            line.push_str(&unit);
        }
        _ => lines.extend(pen.wrap(&unit, room)),
    }
    lines
}

/// That a goal is not judged and why, if it is the same under every scenario.
fn shared_reason(table: &GoalTable, goal: &GoalRow, lang: Lang) -> Option<String> {
    let mut reasons = goal.cells.iter().map(|cell| match cell {
        GoalCell::NotAssessed { reason } => Some(reason.get(lang)),
        GoalCell::Assessed { .. } => None,
    });
    let first = reasons.next()??;
    let word = table.words.not_assessed.word.get(lang);
    let colon = lang.pick("：", ": ");
    reasons
        .all(|reason| reason == Some(first))
        .then(|| format!("{word}{colon}{first}"))
}
