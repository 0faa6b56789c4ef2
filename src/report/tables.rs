//! The tables: their columns, each stated once. English headers, UTF-8, numbers with `.`; the same bytes in any language.

use std::io;
use std::rc::Rc;

use super::Case;
use super::codes::{basis, limits, number, optional};
use crate::analysis::{
    Attainment, CountyAttainment, Difference, Forecast, IndicatorDifference, IndicatorSummary,
    Joint, Swing, Variability,
};
use crate::indicator::{IndicatorId, IndicatorRow, Target};
use crate::language::Text;
use crate::quantity::Year;
use crate::record::{LedgerRow, TOTAL};
use crate::scenario::resolved::Observation;
use crate::scenario::{Parameter, Scenario};
use crate::statistics::Interval;

/// Which runs' ledgers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// That of the central run.
    Central,
    /// Those of all runs, with a column `run`.
    All,
}

/// A column: its header and how a row fills it.
type Column<R> = (&'static str, fn(&R) -> String);

fn write<R>(
    out: &mut dyn io::Write,
    columns: &[Column<R>],
    rows: impl IntoIterator<Item = R>,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns.iter().map(|(header, _)| header))?;
    for row in rows {
        table.write_record(columns.iter().map(|(_, cell)| cell(&row)))?;
    }
    table.flush()
}

/// A row of some table, with the scenario it belongs to.
struct Line<'a, T> {
    scenario: &'a Scenario,
    indicators: Rc<[IndicatorRow]>,
    row: &'a T,
}

impl<T> Line<'_, T> {
    fn target(&self, index: usize) -> &Target {
        &self.scenario.targets[index]
    }

    fn unit(&self, indicator: IndicatorId) -> String {
        self.indicators[indicator.index()].unit.key()
    }

    fn key(&self, indicator: IndicatorId) -> String {
        self.indicators[indicator.index()].key.clone()
    }
}

/// Every row of every case with its scenario, written one case after the other.
fn write_lines<'a, T: 'a>(
    out: &mut dyn io::Write,
    cases: &'a [Case<'a>],
    columns: &[Column<Line<'a, T>>],
    rows: impl Fn(&Case<'a>) -> &'a [T],
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns.iter().map(|(header, _)| header))?;
    for case in cases {
        let indicators: Rc<[IndicatorRow]> = case.scenario.indicators().into();
        for row in rows(case) {
            let line = Line {
                scenario: case.scenario,
                indicators: Rc::clone(&indicators),
                row,
            };
            table.write_record(columns.iter().map(|(_, cell)| cell(&line)))?;
        }
    }
    table.flush()
}

fn region(scenario: &Scenario, place: usize) -> String {
    match place {
        TOTAL => scenario.region.en.clone(),
        county => scenario.counties[county - 1].code.clone(),
    }
}

fn level(place: usize) -> String {
    let word = if place == TOTAL { "total" } else { "county" };
    word.to_owned()
}

fn ends(interval: Option<Interval>) -> (String, String) {
    let end = |end: fn(Interval) -> f64| optional(interval.map(end));
    (end(|i| i.low), end(|i| i.high))
}

pub(super) fn attainment(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Attainment>;
    let columns: [Column<L<'_>>; 18] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("target", |l| l.target(l.row.target).id.clone()),
        ("unit", |l| l.unit(l.target(l.row.target).indicator)),
        ("comparator", |l| {
            l.target(l.row.target).comparator.sign().to_owned()
        }),
        ("threshold", |l| number(l.target(l.row.target).threshold)),
        ("due_year", |l| l.target(l.row.target).due_year.to_string()),
        ("assessed", |l| l.row.judged.is_some().to_string()),
        ("probability", |l| {
            optional(l.row.judged.as_ref().map(|j| j.probability))
        }),
        ("ci_low", |l| {
            ends(l.row.judged.as_ref().map(|j| j.interval)).0
        }),
        ("ci_high", |l| {
            ends(l.row.judged.as_ref().map(|j| j.interval)).1
        }),
        ("p05", |l| optional(l.row.spread.map(|s| s.p05))),
        ("p50", |l| optional(l.row.spread.map(|s| s.p50))),
        ("p95", |l| optional(l.row.spread.map(|s| s.p95))),
        ("expected_shortfall", |l| {
            optional(l.row.judged.as_ref().map(|j| j.expected_shortfall))
        }),
        ("first_year_p50", |l| {
            let year = l.row.judged.as_ref().and_then(|j| j.first_year_p50);
            year.map(|y| y.to_string()).unwrap_or_default()
        }),
        ("required_per_year", |l| {
            optional(l.row.judged.as_ref().and_then(|j| j.required_per_year))
        }),
        ("binding_limit", |l| limits(&l.row.limits)),
        ("basis", |l| basis(l.scenario, l.row)),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.attainment)
}

pub(super) fn indicators(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(super) fn observed(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(super) fn regions(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

/// Headers of `runs.csv`: scenario, run, each parameter, then `indicator_year` for what is due.
#[must_use]
pub fn runs_columns(cases: &[Case<'_>]) -> Vec<String> {
    let indicators = cases[0].scenario.indicators();
    let fixed = ["scenario", "run"].map(str::to_owned);
    let parameters = Parameter::ALL.iter().map(|p| p.row().key.to_owned());
    let due = due_values(cases)
        .into_iter()
        .map(|(indicator, year)| format!("{}_{year}", indicators[indicator.index()].key));
    fixed.into_iter().chain(parameters).chain(due).collect()
}

pub(super) fn runs(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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
            table.write_record(fixed.into_iter().chain(parameters).chain(due))?;
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

pub(super) fn ledger(out: &mut dyn io::Write, cases: &[Case<'_>], kept: Kept) -> io::Result<()> {
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

pub(super) fn joint(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, &'static str, Joint);
    let columns: [Column<Row<'_>>; 6] = [
        ("scenario", |r| r.0.id.clone()),
        ("set", |r| r.1.to_owned()),
        ("targets", |r| r.2.targets.to_string()),
        ("probability", |r| number(r.2.probability)),
        ("ci_low", |r| number(r.2.interval.low)),
        ("ci_high", |r| number(r.2.interval.high)),
    ];
    let rows = cases.iter().flat_map(|case| {
        let summary = case.summary;
        let sets = [
            ("assessed_targets", summary.joint_assessed),
            ("card_goals", summary.joint_card),
        ];
        sets.into_iter()
            .filter_map(|(set, joint)| joint.map(|joint| Row(case.scenario, set, joint)))
    });
    write(out, &columns, rows)
}

pub(super) fn counties(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, CountyAttainment>;
    let columns: [Column<L<'_>>; 15] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("region", |l| region(l.scenario, l.row.county + 1)),
        ("target", |l| l.target(l.row.target).id.clone()),
        ("unit", |l| l.unit(l.target(l.row.target).indicator)),
        ("comparator", |l| {
            l.target(l.row.target).comparator.sign().to_owned()
        }),
        ("threshold", |l| number(l.row.threshold)),
        ("due_year", |l| l.target(l.row.target).due_year.to_string()),
        ("assessed", |l| l.row.probability.is_some().to_string()),
        ("probability", |l| optional(l.row.probability.map(|p| p.0))),
        ("ci_low", |l| ends(l.row.probability.map(|p| p.1)).0),
        ("ci_high", |l| ends(l.row.probability.map(|p| p.1)).1),
        ("p05", |l| number(l.row.spread.p05)),
        ("p50", |l| number(l.row.spread.p50)),
        ("p95", |l| number(l.row.spread.p95)),
        ("binding_limit", |l| limits(&l.row.limits)),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.counties)
}

pub(super) fn swings(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Swing>;
    let columns: [Column<L<'_>>; 11] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("goal", |l| l.row.goal.clone()),
        ("parameter", |l| l.row.parameter.row().key.to_owned()),
        ("runs_low", |l| l.row.runs.0.to_string()),
        ("runs_high", |l| l.row.runs.1.to_string()),
        ("probability_low", |l| {
            optional(l.row.probability.map(|p| p.0))
        }),
        ("probability_high", |l| {
            optional(l.row.probability.map(|p| p.1))
        }),
        ("difference_ci_low", |l| ends(l.row.difference).0),
        ("difference_ci_high", |l| ends(l.row.difference).1),
        ("p50_low", |l| number(l.row.median.0)),
        ("p50_high", |l| number(l.row.median.1)),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.swings)
}

pub(super) fn variance(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Variability>;
    let columns: [Column<L<'_>>; 8] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("goal", |l| l.row.goal.clone()),
        ("indicator", |l| l.key(l.row.indicator)),
        ("year", |l| l.row.year.to_string()),
        ("pairs", |l| l.row.split.pairs.to_string()),
        ("variance", |l| number(l.row.split.total)),
        ("share_parameters_and_base", |l| {
            optional(l.row.split.shared)
        }),
        ("share_events", |l| optional(l.row.split.within)),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.variability)
}

pub(super) fn forecasts(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(super) fn differences(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    rows: &[Difference],
) -> io::Result<()> {
    struct Row<'a>(
        &'a Scenario,
        &'a Scenario,
        &'a IndicatorRow,
        &'a IndicatorDifference,
    );
    let columns: [Column<Row<'_>>; 11] = [
        ("baseline", |r| r.0.id.clone()),
        ("scenario", |r| r.1.id.clone()),
        ("region", |r| region(r.0, r.3.place)),
        ("level", |r| level(r.3.place)),
        ("indicator", |r| r.2.key.clone()),
        ("year", |r| r.3.year.to_string()),
        ("unit", |r| r.2.unit.key()),
        ("difference_mean", |r| number(r.3.spread.mean)),
        ("difference_p05", |r| number(r.3.spread.p05)),
        ("difference_p50", |r| number(r.3.spread.p50)),
        ("difference_p95", |r| number(r.3.spread.p95)),
    ];
    let baseline = cases[0].scenario;
    let indicators = baseline.indicators();
    let rows = cases[1..].iter().zip(rows).flat_map(|(case, difference)| {
        difference.indicators.iter().map(|row| {
            Row(
                baseline,
                case.scenario,
                &indicators[row.indicator.index()],
                row,
            )
        })
    });
    write(out, &columns, rows)
}

pub(super) fn attainment_differences(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    rows: &[Difference],
) -> io::Result<()> {
    type Judged = Option<(f64, Interval, usize, usize)>;
    struct Row<'a>(&'a Scenario, &'a Scenario, &'a str, Judged);
    let columns: [Column<Row<'_>>; 8] = [
        ("baseline", |r| r.0.id.clone()),
        ("scenario", |r| r.1.id.clone()),
        ("target", |r| r.2.to_owned()),
        ("difference", |r| optional(r.3.map(|j| j.0))),
        ("ci_low", |r| ends(r.3.map(|j| j.1)).0),
        ("ci_high", |r| ends(r.3.map(|j| j.1)).1),
        ("gained", |r| {
            r.3.map(|j| j.2.to_string()).unwrap_or_default()
        }),
        ("lost", |r| r.3.map(|j| j.3.to_string()).unwrap_or_default()),
    ];
    let baseline = cases[0].scenario;
    let rows = cases[1..].iter().zip(rows).flat_map(|(case, difference)| {
        difference
            .attainment
            .iter()
            .map(|row| Row(baseline, case.scenario, &row.target, row.judged))
    });
    write(out, &columns, rows)
}
