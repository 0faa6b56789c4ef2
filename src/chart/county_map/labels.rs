//! Where the name and value of a county stand in its outline, if there is room. Plain geometry and letters.

use crate::language::Lang;

use super::super::figure::CountyTile;
use super::super::lettering;
use super::super::pen::{Area, Pen};
use super::super::theme::{BODY, INK, SMALL};

/// Room for a green dot over a name.
const DOT: f64 = 13.0;
/// White space around letters.
const GAP: f64 = 3.0;
/// Sizes of letters of name and value that are tried, the larger first.
const SIZES: [(f64, f64); 2] = [(BODY, 16.0), (SMALL, BODY)];
/// Widths that a name is broken to.
const ROOMS: [f64; 3] = [170.0, 105.0, 72.0];
/// Places that are tried across a shape, and down.
const TRIED: u32 = 15;

pub(super) type Point = (f64, f64);
pub(super) type Rings = Vec<Vec<Point>>;

/// Name and value of a county in lines below each other.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) lines: Vec<(String, Pen)>,
    /// Whether a dot stands over them: the level is reached.
    pub(super) dot: bool,
}

impl Block {
    /// Broken to `room` in the letters of `size`; nothing where a word is wider.
    pub(super) fn of(tile: &CountyTile, size: (f64, f64), room: f64, lang: Lang) -> Option<Self> {
        let pens = [Pen::new(size.0, INK).bold(), Pen::new(size.1, INK).bold()];
        let mut lines = Vec::new();
        for (text, pen) in [&tile.name, &tile.label].into_iter().zip(pens) {
            let text = text.get(lang);
            if lettering::widest_word(text, pen.size, pen.bold) > room {
                return None;
            }
            let broken = lettering::wrap_evenly(text, pen.size, pen.bold, room);
            lines.extend(broken.into_iter().map(|line| (line, pen)));
        }
        Some(Self {
            lines,
            dot: tile.value.is_none(),
        })
    }

    /// Beside the map, in a column of `room`: smaller letters where a word is wider.
    pub(super) fn beside(tile: &CountyTile, room: f64, lang: Lang) -> Self {
        let mut size = (SMALL, SMALL);
        loop {
            match Self::of(tile, size, room, lang) {
                Some(block) => {
                    return Self {
                        dot: false,
                        ..block
                    };
                }
                None => size = (size.0 * 0.95, size.1 * 0.95),
            }
        }
    }

    pub(super) fn height(&self) -> f64 {
        let lines = self.lines.iter().map(|(_, pen)| pen.leading());
        lines.sum::<f64>() + if self.dot { DOT } else { 0.0 }
    }

    pub(super) fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|(line, pen)| pen.width(line));
        widths.fold(0.0, f64::max)
    }

    /// From the top of the block to the middle of the dot.
    pub(super) fn dot_below() -> f64 {
        DOT / 2.0 - 1.0
    }

    /// From the top of the block to the top of its first line.
    pub(super) fn lines_below(&self) -> f64 {
        if self.dot { DOT } else { 0.0 }
    }

    fn around(&self, (x, y): Point) -> Area {
        let (half, tall) = (self.width() / 2.0 + GAP, self.height() / 2.0 + GAP);
        Area::new(x - half, y - tall, x + half, y + tall)
    }
}

/// The middle of the first block that stands wholly in `rings` and on nothing `taken`, as far from borders as can be.
pub(super) fn inside(
    tile: &CountyTile,
    rings: &Rings,
    taken: &[Area],
    lang: Lang,
) -> Option<(Block, Point, Area)> {
    let places = places(rings);
    for size in SIZES {
        for room in ROOMS {
            let Some(block) = Block::of(tile, size, room, lang) else {
                continue;
            };
            for (place, _) in &places {
                let area = block.around(*place);
                let free = taken.iter().all(|other| area.shared_with(other) <= 0.0);
                if free && holds(rings, &area) {
                    return Some((block, *place, area));
                }
            }
        }
    }
    None
}

/// The place in `rings` furthest from its borders: where a line to the county may end.
pub(super) fn heart(rings: &Rings) -> Point {
    let first = rings[0][0];
    places(rings).first().map_or(first, |(place, _)| *place)
}

/// Places in `rings` with their distance from the nearest border, the furthest first.
fn places(rings: &Rings) -> Vec<(Point, f64)> {
    let outer = &rings[0];
    let across = |of: fn(&Point) -> f64| {
        let values = outer.iter().map(of);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| {
            (a.min(v), b.max(v))
        })
    };
    let ((left, right), (top, bottom)) = (across(|p| p.0), across(|p| p.1));
    let at = |(low, high): (f64, f64), n: u32| {
        low + (high - low) * (f64::from(n) + 0.5) / f64::from(TRIED)
    };
    let grid = (0..TRIED).flat_map(|row| (0..TRIED).map(move |column| (column, row)));
    let mut places: Vec<(Point, f64)> = grid
        .map(|(column, row)| (at((left, right), column), at((top, bottom), row)))
        .filter(|place| within(rings, *place))
        .map(|place| {
            let edges = edges(rings).map(|(a, b)| distance(place, a, b));
            (place, edges.fold(f64::INFINITY, f64::min))
        })
        .collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    places
}

/// The stretches of border.
pub(super) fn edges(rings: &Rings) -> impl Iterator<Item = (Point, Point)> {
    rings.iter().flat_map(|ring| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().copied().zip(next.copied())
    })
}

/// Whether `area` lies wholly within `rings`: its middle does, and no border enters it.
fn holds(rings: &Rings, area: &Area) -> bool {
    let middle = (
        f64::midpoint(area.left, area.right),
        f64::midpoint(area.top, area.bottom),
    );
    within(rings, middle) && !edges(rings).any(|(a, b)| enters(area, a, b))
}

/// Whether a point lies in an odd number of the rings.
fn within(rings: &Rings, (x, y): Point) -> bool {
    let crossed = edges(rings).filter(|((ax, ay), (bx, by))| {
        (*ay > y) != (*by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)
    });
    crossed.count() % 2 == 1
}

/// Whether the stretch from `a` to `b` has a point in `area` (Liang and Barsky).
pub(super) fn enters(area: &Area, a: Point, b: Point) -> bool {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (step, room) in [
        (-dx, a.0 - area.left),
        (dx, area.right - a.0),
        (-dy, a.1 - area.top),
        (dy, area.bottom - a.1),
    ] {
        if step.abs() < 1e-12 {
            if room < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    from <= to
}

fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let long = dx * dx + dy * dy;
    let along = if long > 0.0 {
        (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / long).clamp(0.0, 1.0)
    } else {
        0.0
    };
    libm::hypot(p.0 - a.0 - along * dx, p.1 - a.1 - along * dy)
}
