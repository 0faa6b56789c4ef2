//! The schematic map of counties as plain data. Knows nothing of how it is drawn.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::language::Text;

use super::{Frame, Words};

/// Most columns and rows: a name must fit into a tile.
const MOST: (i32, i32) = (8, 12);
/// Most counties, and most points of their outlines: a picture must stay small.
const MOST_OUTLINED: usize = 60;
const MOST_POINTS: usize = 100_000;
/// Outlines lie in a plane this wide; a dot may stand out a little.
const PLANE: std::ops::RangeInclusive<f64> = -10.0..=1010.0;

/// A tile for each county, about where it lies, darker where the value is greater.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyMap {
    /// Title, source and so on.
    pub frame: Frame,
    /// What the shades stand for, with its unit: the heading of the key.
    pub measure: Text,
    /// What a county without a shade is, such as "level reached"; nothing where every county has one.
    pub reached: Option<Text>,
    /// Whether shades count from zero (what is lacking) or from near the least value.
    pub from_zero: bool,
    /// The counties: none in the place of another, unless there are outlines.
    pub tiles: Vec<CountyTile>,
    /// What subtitle and caption say of places: that tiles are no areas, or where outlines come from.
    #[serde(default)]
    pub note: Text,
    /// Where the counties lie; without it they are tiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Outline>,
}

/// Outlines of counties, in a plane that is seen from the north.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Width and height of the plane, at most 1000.
    pub size: [f64; 2],
    /// What lies in it.
    pub shapes: Vec<OutlineShape>,
    /// What a shape of no county is, such as "no data".
    pub other: Text,
    /// What counties without a shape are headed by in the key.
    pub absent: Text,
}

/// A shape of the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutlineShape {
    /// Place of its county among the tiles; nothing if it belongs to none.
    pub tile: Option<usize>,
    /// Parts: each an outer ring and the holes in it, each ring of three points or more.
    pub polygons: Vec<Vec<Vec<[f64; 2]>>>,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyTile {
    /// Its code, by which a shape may be found; empty where it is not known.
    #[serde(default)]
    pub code: String,
    /// Its name, in full.
    pub name: Text,
    /// Column in the map, counted from the west.
    pub column: i32,
    /// Row in the map, counted from the north.
    pub row: i32,
    /// The value its shade stands for, in the unit of the measure; nothing where nothing is lacking.
    pub value: Option<f64>,
    /// The value as written.
    pub label: Text,
    /// What stands below in small letters.
    pub beside: Text,
}

impl CountyMap {
    /// Whether these columns and rows can be drawn: each place once, no more than fit.
    #[must_use]
    pub fn drawable(places: &[(i32, i32)]) -> bool {
        let distinct: BTreeSet<_> = places.iter().collect();
        let span = |of: fn(&(i32, i32)) -> i32| {
            let (least, most) = (places.iter().map(of).min(), places.iter().map(of).max());
            // figures may come from a file: any number may stand there
            i64::from(most.unwrap_or(0)) - i64::from(least.unwrap_or(0)) + 1
        };
        let (columns, rows) = (span(|p| p.0), span(|p| p.1));
        !places.is_empty()
            && distinct.len() == places.len()
            && columns <= i64::from(MOST.0)
            && rows <= i64::from(MOST.1)
    }

    pub(super) fn fits(&self) -> (bool, Words) {
        if !self.values().all(|value| value >= 0.0) {
            return (false, ("分区县图不能有负值", "a map has no negative value"));
        }
        if let Some(outline) = &self.outline {
            return (
                (1..=MOST_OUTLINED).contains(&self.tiles.len()) && outline.fits(self.tiles.len()),
                (
                    "带边界的分区县图需要1至60个区县，其中有区县带图形，总点数不超过10万",
                    "a map with outlines needs 1 to 60 counties and a shape of one, and at most 100,000 points",
                ),
            );
        }
        let places: Vec<_> = self.tiles.iter().map(|t| (t.column, t.row)).collect();
        (
            Self::drawable(&places),
            (
                "分区县图的方块位置不能重复，最多8列12行",
                "a map needs tiles in different places, at most 8 across and 12 down",
            ),
        )
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.tiles.iter().filter_map(|tile| tile.value)
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        let outline = self.outline.iter();
        let outline = outline.flat_map(|o| o.points().chain(std::iter::once(&o.size)));
        self.values().chain(outline.copied().flatten()).collect()
    }
}

impl Outline {
    fn points(&self) -> impl Iterator<Item = &[f64; 2]> {
        let polygons = self.shapes.iter().flat_map(|shape| &shape.polygons);
        polygons.flatten().flatten()
    }

    fn fits(&self, tiles: usize) -> bool {
        let shapes = || self.shapes.iter();
        let rings = || shapes().flat_map(|s| s.polygons.iter().flatten());
        let within = |value: &f64| PLANE.contains(value);
        shapes().any(|shape| shape.tile.is_some())
            && shapes().all(|shape| shape.tile.is_none_or(|tile| tile < tiles))
            && shapes().all(|s| !s.polygons.is_empty() && s.polygons.iter().all(|p| !p.is_empty()))
            && rings().all(|ring| ring.len() >= 3)
            && self.points().count() <= MOST_POINTS
            && self.points().flatten().all(within)
            && self.size.iter().all(|side| (1e-3..=1000.5).contains(side))
    }
}
