//! Tables of values: indicators, observations, runs, ledgers.

use std::io;

use super::{Column, Kept, Line, level, region, write, write_lines};
use crate::analysis::{Forecast, IndicatorSummary};
use crate::indicator::IndicatorId;
use crate::language::Text;
use crate::quantity::Year;
use crate::record::{LedgerRow, TOTAL};
use crate::report::Case;
use crate::report::codes::{number, optional};
use crate::scenario::draw::DrawnPath;
use crate::scenario::resolved::Observation;
use crate::scenario::{Parameter, Scenario};

pub(in crate::report) fn indicators(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, IndicatorSummary>;
    let columns: [Column<L<'_>>; 13] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("region", |l| region(l.scenario, l.row.place)),
        ("level", |l| level(l.row.place)),
        ("indicator", |l| l.key(l.row.indicator)),
        ("year", |l| l.row.year.to_string()),
        ("unit", |l| l.unit(l.row.indicator)),
        ("runs", |l| l.row.spread.n.to_string()),
        ("mean", |l| number(l.row.spread.mean)),
        ("p05", |l| number(l.row.spread.p05)),
        ("p25", |l| number(l.row.spread.p25)),
        ("p50", |l| number(l.row.spread.p50)),
        ("p75", |l| number(l.row.spread.p75)),
        ("p95", |l| number(l.row.spread.p95)),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.indicators)
}

pub(in crate::report) fn observed(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Observation>;
    fn place(l: &L<'_>) -> usize {
        l.row.county.map_or(TOTAL, |county| usize::from(county) + 1)
    }
    let columns: [Column<L<'_>>; 10] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("region", |l| region(l.scenario, place(l))),
        ("level", |l| level(place(l))),
        ("indicator", |l| l.key(l.row.indicator)),
        ("year", |l| l.row.year.to_string()),
        ("unit", |l| l.unit(l.row.indicator)),
        ("value", |l| number(l.row.value)),
        ("source", |l| l.row.provenance.source.clone()),
        ("grade", |l| l.row.provenance.grade.key().to_owned()),
        ("known_by", |l| l.row.provenance.known_by.to_string()),
    ];
    write_lines(out, cases, &columns, |c| &c.scenario.observed)
}

pub(in crate::report) fn regions(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, usize, &'a Text, u64);
    let columns: [Column<Row<'_>>; 5] = [
        ("region", |r| region(r.0, r.1)),
        ("level", |r| level(r.1)),
        ("name_zh", |r| r.2.zh.clone()),
        ("name_en", |r| r.2.en.clone()),
        ("population", |r| r.3.to_string()),
    ];
    let baseline = cases[0].scenario;
    let people = baseline.counties.iter().map(|c| c.population).sum();
    let total = Row(baseline, TOTAL, &baseline.region, people);
    let counties = (1..)
        .zip(&baseline.counties)
        .map(|(place, county)| Row(baseline, place, &county.name, county.population));
    write(out, &columns, std::iter::once(total).chain(counties))
}

/// Indicators and years of `runs.csv`: every target's, once, over all scenarios.
fn due_values(cases: &[Case<'_>]) -> Vec<(IndicatorId, Year)> {
    let mut due: Vec<(IndicatorId, Year)> = cases
        .iter()
        .flat_map(|case| &case.scenario.targets)
        .map(|target| (target.indicator, target.due_year))
        .collect();
    for case in cases {
        due.extend(case.summary.goals.iter().map(|g| (g.indicator, g.year)));
    }
    due.sort_unstable();
    due.dedup();
    due
}

/// Headers of `runs.csv`: scenario, run, each parameter, `path_year` for the drawn paths (logarithm of the deviation from
/// the scenario's own path), then `indicator_year` for what is due.
#[must_use]
pub fn runs_columns(cases: &[Case<'_>]) -> Vec<String> {
    let indicators = cases[0].scenario.indicators();
    let fixed = ["scenario", "run"].map(str::to_owned);
    let parameters = Parameter::ALL.iter().map(|p| p.row().key.to_owned());
    let due = due_values(cases)
        .into_iter()
        .map(|(indicator, year)| format!("{}_{year}", indicators[indicator.index()].key));
    fixed
        .into_iter()
        .chain(parameters)
        .chain(path_columns(cases))
        .chain(due)
        .collect()
}

fn path_columns<'a>(cases: &'a [Case<'_>]) -> impl Iterator<Item = String> + use<'a> {
    let years = cases[0].scenario.years();
    years.flat_map(|year| DrawnPath::ALL.map(|path| format!("{}_{year}", path.key())))
}

pub(in crate::report) fn runs(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    let due = due_values(cases);
    let mut table = csv::Writer::from_writer(out);
    table.write_record(runs_columns(cases))?;
    for case in cases {
        for run in case.runs {
            let fixed = [case.scenario.id.clone(), run.run.to_string()];
            let parameters = run.parameters.iter().map(|v| number(*v));
            let due = due
                .iter()
                .map(|(indicator, year)| optional(run.series.get(*year, TOTAL, indicator.index())));
            let paths = run.paths.iter().flatten().map(|v| number(*v));
            table.write_record(fixed.into_iter().chain(parameters).chain(paths).chain(due))?;
        }
    }
    table.flush()
}

/// One row of a ledger with its run.
struct Entry<'a> {
    scenario: &'a Scenario,
    run: u32,
    row: &'a LedgerRow,
}

fn ledger_columns<'a>() -> [Column<Entry<'a>>; 13] {
    [
        ("scenario", |e| e.scenario.id.clone()),
        ("programme", |e| {
            e.scenario.programmes[usize::from(e.row.programme)]
                .id
                .clone()
        }),
        ("source", |e| {
            let programme = &e.scenario.programmes[usize::from(e.row.programme)];
            programme.funder.key().to_owned()
        }),
        ("county", |e| {
            let code = |c: u16| e.scenario.counties[usize::from(c)].code.clone();
            e.row.county.map(code).unwrap_or_default()
        }),
        ("year", |e| e.row.year.to_string()),
        ("appropriated", |e| e.row.appropriated.to_string()),
        ("transferred_in", |e| e.row.transferred_in.to_string()),
        ("carried_in", |e| e.row.carried_in.to_string()),
        ("recovered", |e| e.row.recovered.to_string()),
        ("spent", |e| e.row.spent.to_string()),
        ("committed", |e| e.row.committed.to_string()),
        ("carried_over", |e| e.row.carried_over.to_string()),
        ("lapsed", |e| e.row.lapsed.to_string()),
    ]
}

pub(in crate::report) fn ledger(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    kept: Kept,
) -> io::Result<()> {
    let mut columns = ledger_columns().to_vec();
    if kept == Kept::All {
        columns.insert(1, ("run", |e| e.run.to_string()));
    }
    let rows = cases.iter().flat_map(|case| {
        let runs = match kept {
            Kept::Central => std::slice::from_ref(case.central),
            Kept::All => case.runs,
        };
        let scenario = case.scenario;
        runs.iter().flat_map(move |run| {
            run.ledger.iter().map(move |row| Entry {
                scenario,
                run: run.run,
                row,
            })
        })
    });
    write(out, &columns, rows)
}

pub(in crate::report) fn forecasts(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, String, String, &'a Forecast, Year);
    let columns: [Column<Row<'_>>; 6] = [
        ("scenario", |r| r.0.id.clone()),
        ("indicator", |r| r.1.clone()),
        ("year", |r| r.4.to_string()),
        ("unit", |r| r.2.clone()),
        ("value", |r| number(r.3.at(r.4))),
        ("increment", |r| number(r.3.increment)),
    ];
    let mut rows = Vec::new();
    for case in cases {
        let indicators = case.scenario.indicators();
        for forecast in &case.summary.forecasts {
            let indicator = &indicators[forecast.indicator.index()];
            for year in case.scenario.base_year..=case.scenario.end_year {
                let (key, unit) = (indicator.key.clone(), indicator.unit.key());
                rows.push(Row(case.scenario, key, unit, forecast, year));
            }
        }
    }
    write(out, &columns, rows)
}
