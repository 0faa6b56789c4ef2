//! Puts outlines from the user's file into a county map, and says in its words where they come from. Knows no file.

use super::both;
use crate::chart::{CountyMap, Outline, OutlineShape};
use crate::language::{Lang, Text};
use crate::scenario::boundaries::{Boundaries, Named};

/// The counties of `map`, by which outlines are found.
#[must_use]
pub fn named(map: &CountyMap) -> Vec<Named<'_>> {
    let tiles = map.tiles.iter();
    let named = tiles.map(|tile| Named {
        code: &tile.code,
        name: &tile.name,
    });
    named.collect()
}

/// `map` with the outlines of `boundaries`, which were matched to its counties, instead of tiles or other outlines.
#[must_use]
pub fn outlined(mut map: CountyMap, boundaries: &Boundaries) -> CountyMap {
    let note = both(|lang| note(&boundaries.file.path, lang));
    let frame = &mut map.frame;
    for text in [
        &mut frame.subtitle,
        &mut frame.caption,
        &mut frame.source,
        &mut frame.alt,
    ] {
        *text = both(|lang| told(text, &map.note, &note, lang));
    }
    map.note = note;
    let shapes = boundaries.shapes.iter().map(|shape| OutlineShape {
        tile: shape.county,
        polygons: shape.polygons.clone(),
    });
    map.outline = Some(Outline {
        size: boundaries.size,
        shapes: shapes.collect(),
        other: Text::new("无数据", "no data"),
        absent: Text::new(
            "文件中没有边界的区县",
            "counties without a boundary in the file",
        ),
    });
    map
}

/// Whose boundaries they are.
fn note(file: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("边界取自用户文件{file}，未经核对"),
        Lang::En => format!("boundaries from the user's file {file}, not checked"),
    }
}

/// `text` with the `new` note in the place of the `old` one, or after it where there was none.
fn told(text: &Text, old: &Text, new: &Text, lang: Lang) -> String {
    let (text, old, new) = (text.get(lang), old.get(lang), new.get(lang));
    if !old.is_empty() && text.contains(old) {
        return text.replace(old, new);
    }
    let stop = lang.pick("。", ".");
    let joint = lang.pick("；", "; ");
    match text.strip_suffix(stop) {
        Some(text) => format!("{text}{joint}{new}{stop}"),
        None => format!("{text}{joint}{new}"),
    }
}
