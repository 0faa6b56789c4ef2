//! The table behind the tornado: what moves a card goal, each parameter low and high.

use std::io;

use super::column::{Column, Spelling, coded, keyed, plain, write};
use crate::analysis::{CardGoal, Driver};
use crate::indicator::IndicatorRow;
use crate::language::Lang;
use crate::report::codes::number;
use crate::report::{Case, wording};
use crate::scenario::Scenario;

struct Row<'a> {
    scenario: &'a Scenario,
    goal: &'a CardGoal,
    indicator: &'a IndicatorRow,
    driver: &'a Driver,
}

pub(in crate::report) fn drivers(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    let columns: [Column<Row<'_>>; 20] = [
        keyed(
            "scenario",
            |r| r.scenario.id.clone(),
            |r| r.scenario.name.zh.clone(),
        ),
        keyed("goal", |r| r.goal.id.clone(), |r| r.goal.name.zh.clone()),
        keyed(
            "indicator",
            |r| r.indicator.key.clone(),
            |r| r.indicator.name.zh.clone(),
        ),
        plain("year", |r| r.goal.year.to_string()),
        coded(
            "unit",
            |r| r.indicator.unit.key(),
            |r| r.indicator.unit.label(Lang::Zh),
        ),
        keyed(
            "parameter",
            |r| r.driver.parameter.row().key.to_owned(),
            |r| r.driver.parameter.label(Lang::Zh).to_owned(),
        ),
        coded(
            "method",
            |r| method(r.driver).to_owned(),
            |r| wording::method(r.driver.paired, Lang::Zh).to_owned(),
        ),
        plain("rank_correlation", |r| number(r.driver.rank_correlation)),
        plain("value_low", |r| number(r.driver.range.0)),
        plain("value_high", |r| number(r.driver.range.1)),
        plain("runs_low", |r| r.driver.runs.0.to_string()),
        plain("runs_high", |r| r.driver.runs.1.to_string()),
        plain("mean", |r| number(r.driver.centre)),
        plain("mean_low", |r| number(r.driver.means.0)),
        plain("mean_high", |r| number(r.driver.means.1)),
        plain("difference", |r| {
            number(r.driver.means.1 - r.driver.means.0)
        }),
        plain("difference_ci_low", |r| number(r.driver.difference.low)),
        plain("difference_ci_high", |r| number(r.driver.difference.high)),
        coded(
            "stands_out",
            |r| r.driver.clear.to_string(),
            |r| wording::yes(r.driver.clear, Lang::Zh).to_owned(),
        ),
        coded(
            "certain",
            |r| r.driver.certain().to_string(),
            |r| wording::yes(r.driver.certain(), Lang::Zh).to_owned(),
        ),
    ];
    let indicators: Vec<_> = cases.iter().map(|c| c.scenario.indicators()).collect();
    let rows = cases
        .iter()
        .zip(&indicators)
        .flat_map(|(case, indicators)| {
            case.summary.drivers.iter().filter_map(move |driver| {
                let goals = case.summary.goals.iter();
                let goal = goals.into_iter().find(|goal| goal.id == driver.goal)?;
                Some(Row {
                    scenario: case.scenario,
                    goal,
                    indicator: &indicators[goal.indicator.index()],
                    driver,
                })
            })
        });
    write(out, spelling, &columns, rows)
}

fn method(driver: &Driver) -> &'static str {
    if driver.paired { "paired" } else { "at_hand" }
}
