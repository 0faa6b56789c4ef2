//! The schematic map of each card goal: what counties lack, or where they stand if the plan sets no number.

mod lacking;
mod standing;

use super::outlines::outlined;
use super::{Chart, Report};
use crate::analysis::CardGoal;
use crate::chart::{CountyMap, CountyTile, Figure};
use crate::language::{Lang, Text};
use crate::report::Case;
use crate::scenario::Scenario;
use crate::scenario::resolved::County;
use lacking::Lacking;
use standing::Standing;

/// A map of every card goal with a county meaning, where every county has a tile of its own or the user has outlines of them.
pub(super) fn county_maps(report: &Report<'_>, case: &Case<'_>) -> Vec<Chart> {
    if report.map.is_none() && !placed(case.scenario) {
        return Vec::new();
    }
    let goals = case.summary.goals.iter();
    goals
        .filter_map(|goal| {
            let figure = match goal.target {
                Some(index) => Lacking::of(case, index)?.figure(report)?,
                None => Standing::of(case, goal)?.figure(report),
            };
            let figure = match report.map {
                Some(map) => outlined(figure, map),
                None => figure,
            };
            Some(Chart {
                name: name(goal),
                figure: Figure::CountyMap(figure),
            })
        })
        .collect()
}

/// The charts there may be.
pub(super) fn names(scenario: &Scenario, goals: &[CardGoal], outlined: bool) -> Vec<String> {
    let there_is = outlined || placed(scenario);
    goals.iter().filter(|_| there_is).map(name).collect()
}

fn name(goal: &CardGoal) -> String {
    format!("county_map_{}", goal.id)
}

/// Whether there is a map: two counties or more, and a tile of its own for each.
fn placed(scenario: &Scenario) -> bool {
    let tiles: Option<Vec<(i32, i32)>> = scenario.counties.iter().map(|c| c.tile).collect();
    tiles.is_some_and(|tiles| tiles.len() > 1 && CountyMap::drawable(&tiles))
}

fn tile(county: &County, value: Option<f64>, label: Text, beside: Text) -> CountyTile {
    let (column, row) = county.tile.unwrap_or_default();
    CountyTile {
        code: county.code.clone(),
        name: county.name.clone(),
        column,
        row,
        value,
        label,
        beside,
    }
}

/// That tiles are no map of areas.
fn schematic(lang: Lang) -> &'static str {
    lang.pick(
        "方块示意相对位置，不表示面积和边界",
        "tiles show about where counties lie, not areas or borders",
    )
}
