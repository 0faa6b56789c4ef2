//! The schematic map of counties as plain data. Knows nothing of how it is drawn.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::language::Text;

use super::Frame;

/// Most columns and rows: a name must fit into a tile.
const MOST: (i32, i32) = (8, 12);

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
    /// The counties: none in the place of another.
    pub tiles: Vec<CountyTile>,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyTile {
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

    pub(super) fn fits(&self) -> (bool, &'static str) {
        let places: Vec<_> = self.tiles.iter().map(|t| (t.column, t.row)).collect();
        (
            Self::drawable(&places) && self.numbers().iter().all(|value| *value >= 0.0),
            "a map needs tiles in different places, at most 8 across and 12 down, and no negative value",
        )
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        self.tiles.iter().filter_map(|tile| tile.value).collect()
    }
}
