//! Tables of values: indicators, observations, runs, ledgers.

use std::io;

use super::column::{Column, Spelling, coded, keyed, plain, write};
use super::{Kept, Line, level, level_words, region, region_name, scenario, write_lines};
use crate::analysis::{Forecast, IndicatorSummary};
use crate::indicator::IndicatorId;
use crate::language::{Lang, Text};
use crate::policy::Programme;
use crate::quantity::Year;
use crate::record::{LedgerRow, TOTAL};
use crate::report::codes::{number, optional};
use crate::report::{Case, wording};
use crate::scenario::draw::DrawnPath;
use crate::scenario::resolved::{County, Observation};
use crate::scenario::{Parameter, Scenario};

pub(in crate::report) fn indicators(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    type L<'a> = Line<'a, IndicatorSummary>;
    let columns: [Column<L<'_>>; 13] = [
        scenario(),
        keyed(
            "region",
            |l| region(l.scenario, l.row.place),
            |l| region_name(l.scenario, l.row.place),
        ),
        coded(
            "level",
            |l| level(l.row.place),
            |l| level_words(l.row.place),
        ),
        keyed(
            "indicator",
            |l| l.key(l.row.indicator),
            |l| l.indicator(l.row.indicator).name.zh.clone(),
        ),
        plain("year", |l| l.row.year.to_string()),
        coded(
            "unit",
            |l| l.unit(l.row.indicator),
            |l| l.unit_words(l.row.indicator),
        ),
        plain("runs", |l| l.row.spread.n.to_string()),
        plain("mean", |l| number(l.row.spread.mean)),
        plain("p05", |l| number(l.row.spread.p05)),
        plain("p25", |l| number(l.row.spread.p25)),
        plain("p50", |l| number(l.row.spread.p50)),
        plain("p75", |l| number(l.row.spread.p75)),
        plain("p95", |l| number(l.row.spread.p95)),
    ];
    write_lines(out, cases, spelling, &columns, |c| &c.summary.indicators)
}

pub(in crate::report) fn observed(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Observation>;
    fn place(l: &L<'_>) -> usize {
        l.row.county.map_or(TOTAL, |county| usize::from(county) + 1)
    }
    let columns: [Column<L<'_>>; 10] = [
        plain("scenario", |l| l.scenario.id.clone()),
        plain("region", |l| region(l.scenario, place(l))),
        plain("level", |l| level(place(l))),
        plain("indicator", |l| l.key(l.row.indicator)),
        plain("year", |l| l.row.year.to_string()),
        plain("unit", |l| l.unit(l.row.indicator)),
        plain("value", |l| number(l.row.value)),
        plain("source", |l| l.row.provenance.source.clone()),
        plain("grade", |l| l.row.provenance.grade.key().to_owned()),
        plain("known_by", |l| l.row.provenance.known_by.to_string()),
    ];
    write_lines(out, cases, Spelling::Codes, &columns, |c| {
        &c.scenario.observed
    })
}

pub(in crate::report) fn regions(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, usize, &'a Text, u64);
    let columns: [Column<Row<'_>>; 5] = [
        plain("region", |r| region(r.0, r.1)),
        plain("level", |r| level(r.1)),
        plain("name_zh", |r| r.2.zh.clone()),
        plain("name_en", |r| r.2.en.clone()),
        plain("population", |r| r.3.to_string()),
    ];
    let baseline = cases[0].scenario;
    let people = baseline.counties.iter().map(|c| c.population).sum();
    let total = Row(baseline, TOTAL, &baseline.region, people);
    let counties = (1..)
        .zip(&baseline.counties)
        .map(|(place, county)| Row(baseline, place, &county.name, county.population));
    write(
        out,
        Spelling::Codes,
        &columns,
        std::iter::once(total).chain(counties),
    )
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
    fn programme<'a>(entry: &Entry<'a>) -> &'a Programme {
        &entry.scenario.programmes[usize::from(entry.row.programme)]
    }
    fn county<'a>(entry: &Entry<'a>) -> Option<&'a County> {
        let county = usize::from(entry.row.county?);
        Some(&entry.scenario.counties[county])
    }
    [
        keyed(
            "scenario",
            |e| e.scenario.id.clone(),
            |e| e.scenario.name.zh.clone(),
        ),
        keyed(
            "programme",
            |e| programme(e).id.clone(),
            |e| programme(e).name.zh.clone(),
        ),
        coded(
            "source",
            |e| programme(e).funder.key().to_owned(),
            |e| wording::funder(programme(e).funder, Lang::Zh).to_owned(),
        ),
        keyed(
            "county",
            |e| county(e).map(|c| c.code.clone()).unwrap_or_default(),
            |e| {
                county(e).map_or_else(
                    || wording::common_pool(Lang::Zh).to_owned(),
                    |c| c.name.zh.clone(),
                )
            },
        ),
        plain("year", |e| e.row.year.to_string()),
        plain("appropriated", |e| e.row.appropriated.to_string()),
        plain("transferred_in", |e| e.row.transferred_in.to_string()),
        plain("carried_in", |e| e.row.carried_in.to_string()),
        plain("recovered", |e| e.row.recovered.to_string()),
        plain("spent", |e| e.row.spent.to_string()),
        plain("committed", |e| e.row.committed.to_string()),
        plain("carried_over", |e| e.row.carried_over.to_string()),
        plain("lapsed", |e| e.row.lapsed.to_string()),
    ]
}

pub(in crate::report) fn ledger(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    kept: Kept,
    spelling: Spelling<'_>,
) -> io::Result<()> {
    let mut columns = Vec::from(ledger_columns());
    if kept == Kept::All {
        columns.insert(1, plain("run", |e| e.run.to_string()));
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
    write(out, spelling, &columns, rows)
}

pub(in crate::report) fn forecasts(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, String, String, &'a Forecast, Year);
    let columns: [Column<Row<'_>>; 6] = [
        plain("scenario", |r| r.0.id.clone()),
        plain("indicator", |r| r.1.clone()),
        plain("year", |r| r.4.to_string()),
        plain("unit", |r| r.2.clone()),
        plain("value", |r| number(r.3.at(r.4))),
        plain("increment", |r| number(r.3.increment)),
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
    write(out, Spelling::Codes, &columns, rows)
}
