//! Tables of what is said of goals: attainment, its causes, and differences between scenarios.

use std::io;

use super::column::{Column, Spelling, coded, keyed, plain, write};
use super::{
    Line, comparator, ends, level, level_words, region, region_name, scenario, target, unit,
    write_lines,
};
use crate::analysis::{
    Attainment, CountyAttainment, Difference, IndicatorDifference, Joint, Swing, Variability,
};
use crate::indicator::{IndicatorRow, Target};
use crate::language::Lang;
use crate::report::codes::{basis, limits, number, optional};
use crate::report::{Case, phrases, wording};
use crate::scenario::Scenario;
use crate::statistics::Interval;

pub(in crate::report) fn attainment(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    type L<'a> = Line<'a, Attainment>;
    let columns: [Column<L<'_>>; 18] = [
        scenario(),
        target(),
        unit(),
        comparator(),
        plain("threshold", |l| number(l.target(l.row.target).threshold)),
        plain("due_year", |l| l.target(l.row.target).due_year.to_string()),
        coded(
            "assessed",
            |l| l.row.judged.is_some().to_string(),
            |l| wording::yes(l.row.judged.is_some(), Lang::Zh).to_owned(),
        ),
        plain("probability", |l| {
            optional(l.row.judged.as_ref().map(|j| j.probability))
        }),
        plain("ci_low", |l| {
            ends(l.row.judged.as_ref().map(|j| j.interval)).0
        }),
        plain("ci_high", |l| {
            ends(l.row.judged.as_ref().map(|j| j.interval)).1
        }),
        plain("p05", |l| optional(l.row.spread.map(|s| s.p05))),
        plain("p50", |l| optional(l.row.spread.map(|s| s.p50))),
        plain("p95", |l| optional(l.row.spread.map(|s| s.p95))),
        plain("expected_shortfall", |l| {
            optional(l.row.judged.as_ref().map(|j| j.expected_shortfall))
        }),
        plain("first_year_p50", |l| {
            let year = l.row.judged.as_ref().and_then(|j| j.first_year_p50);
            year.map(|y| y.to_string()).unwrap_or_default()
        }),
        plain("required_per_year", |l| {
            optional(l.row.judged.as_ref().and_then(|j| j.required_per_year))
        }),
        coded(
            "binding_limit",
            |l| limits(&l.row.limits),
            |l| wording::limits(&l.row.limits, Lang::Zh),
        ),
        coded(
            "basis",
            |l| basis(l.scenario, l.row),
            |l| {
                let unit = &l.indicator(l.target(l.row.target).indicator).unit;
                phrases::basis(l.scenario, l.row, unit, Lang::Zh)
            },
        ),
    ];
    write_lines(out, cases, spelling, &columns, |c| &c.summary.attainment)
}

pub(in crate::report) fn joint(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    struct Row<'a>(&'a Scenario, &'static str, Joint);
    let columns: [Column<Row<'_>>; 6] = [
        plain("scenario", |r| r.0.id.clone()),
        plain("set", |r| r.1.to_owned()),
        plain("targets", |r| r.2.targets.to_string()),
        plain("probability", |r| number(r.2.probability)),
        plain("ci_low", |r| number(r.2.interval.low)),
        plain("ci_high", |r| number(r.2.interval.high)),
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
    write(out, Spelling::Codes, &columns, rows)
}

pub(in crate::report) fn counties(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    type L<'a> = Line<'a, CountyAttainment>;
    let columns: [Column<L<'_>>; 15] = [
        scenario(),
        keyed(
            "region",
            |l| region(l.scenario, l.row.county + 1),
            |l| region_name(l.scenario, l.row.county + 1),
        ),
        target(),
        unit(),
        comparator(),
        plain("threshold", |l| number(l.row.threshold)),
        plain("due_year", |l| l.target(l.row.target).due_year.to_string()),
        coded(
            "assessed",
            |l| l.row.probability.is_some().to_string(),
            |l| wording::yes(l.row.probability.is_some(), Lang::Zh).to_owned(),
        ),
        plain("probability", |l| optional(l.row.probability.map(|p| p.0))),
        plain("ci_low", |l| ends(l.row.probability.map(|p| p.1)).0),
        plain("ci_high", |l| ends(l.row.probability.map(|p| p.1)).1),
        plain("p05", |l| number(l.row.spread.p05)),
        plain("p50", |l| number(l.row.spread.p50)),
        plain("p95", |l| number(l.row.spread.p95)),
        coded(
            "binding_limit",
            |l| limits(&l.row.limits),
            |l| wording::limits(&l.row.limits, Lang::Zh),
        ),
    ];
    write_lines(out, cases, spelling, &columns, |c| &c.summary.counties)
}

pub(in crate::report) fn swings(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Swing>;
    let columns: [Column<L<'_>>; 13] = [
        plain("scenario", |l| l.scenario.id.clone()),
        plain("goal", |l| l.row.goal.clone()),
        plain("parameter", |l| l.row.input.key().to_owned()),
        plain("runs_low", |l| l.row.runs.0.to_string()),
        plain("runs_high", |l| l.row.runs.1.to_string()),
        plain("probability_low", |l| {
            optional(l.row.probability.map(|p| p.0))
        }),
        plain("probability_high", |l| {
            optional(l.row.probability.map(|p| p.1))
        }),
        plain("difference_ci_low", |l| ends(l.row.difference).0),
        plain("difference_ci_high", |l| ends(l.row.difference).1),
        plain("p50_low", |l| number(l.row.median.0)),
        plain("p50_high", |l| number(l.row.median.1)),
        plain("rank_correlation", |l| number(l.row.rank_correlation)),
        plain("stands_out", |l| l.row.clear.to_string()),
    ];
    write_lines(out, cases, Spelling::Codes, &columns, |c| &c.summary.swings)
}

pub(in crate::report) fn variance(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Variability>;
    let columns: [Column<L<'_>>; 8] = [
        plain("scenario", |l| l.scenario.id.clone()),
        plain("goal", |l| l.row.goal.clone()),
        plain("indicator", |l| l.key(l.row.indicator)),
        plain("year", |l| l.row.year.to_string()),
        plain("pairs", |l| l.row.split.pairs.to_string()),
        plain("variance", |l| number(l.row.split.total)),
        plain("share_parameters_and_base", |l| {
            optional(l.row.split.shared)
        }),
        plain("share_events", |l| optional(l.row.split.within)),
    ];
    write_lines(out, cases, Spelling::Codes, &columns, |c| {
        &c.summary.variability
    })
}

pub(in crate::report) fn differences(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    rows: &[Difference],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    struct Row<'a>(
        &'a Scenario,
        &'a Scenario,
        &'a IndicatorRow,
        &'a IndicatorDifference,
    );
    let columns: [Column<Row<'_>>; 11] = [
        keyed("baseline", |r| r.0.id.clone(), |r| r.0.name.zh.clone()),
        keyed("scenario", |r| r.1.id.clone(), |r| r.1.name.zh.clone()),
        keyed(
            "region",
            |r| region(r.0, r.3.place),
            |r| region_name(r.0, r.3.place),
        ),
        coded("level", |r| level(r.3.place), |r| level_words(r.3.place)),
        keyed("indicator", |r| r.2.key.clone(), |r| r.2.name.zh.clone()),
        plain("year", |r| r.3.year.to_string()),
        coded(
            "unit",
            |r| r.2.unit.key(),
            |r| wording::difference_unit(&r.2.unit, Lang::Zh),
        ),
        plain("difference_mean", |r| number(r.3.spread.mean)),
        plain("difference_p05", |r| number(r.3.spread.p05)),
        plain("difference_p50", |r| number(r.3.spread.p50)),
        plain("difference_p95", |r| number(r.3.spread.p95)),
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
    write(out, spelling, &columns, rows)
}

pub(in crate::report) fn attainment_differences(
    out: &mut dyn io::Write,
    cases: &[Case<'_>],
    rows: &[Difference],
    spelling: Spelling<'_>,
) -> io::Result<()> {
    type Judged = Option<(f64, Interval, usize, usize)>;
    struct Row<'a>(&'a Scenario, &'a Scenario, &'a str, Judged);
    // known to both, or there would be no row
    fn target<'a>(row: &Row<'a>) -> Option<&'a Target> {
        row.0.targets.iter().find(|target| target.id == row.2)
    }
    let columns: [Column<Row<'_>>; 8] = [
        keyed("baseline", |r| r.0.id.clone(), |r| r.0.name.zh.clone()),
        keyed("scenario", |r| r.1.id.clone(), |r| r.1.name.zh.clone()),
        keyed(
            "target",
            |r| r.2.to_owned(),
            |r| target(r).map_or_else(|| r.2.to_owned(), |t| t.name.zh.clone()),
        ),
        plain("difference", |r| optional(r.3.map(|j| j.0))),
        plain("ci_low", |r| ends(r.3.map(|j| j.1)).0),
        plain("ci_high", |r| ends(r.3.map(|j| j.1)).1),
        plain("gained", |r| {
            r.3.map(|j| j.2.to_string()).unwrap_or_default()
        }),
        plain("lost", |r| r.3.map(|j| j.3.to_string()).unwrap_or_default()),
    ];
    let baseline = cases[0].scenario;
    let rows = cases[1..].iter().zip(rows).flat_map(|(case, difference)| {
        difference
            .attainment
            .iter()
            .map(|row| Row(baseline, case.scenario, &row.target, row.judged))
    });
    write(out, spelling, &columns, rows)
}
