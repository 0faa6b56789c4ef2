//! Tables of what is said of goals: attainment, its causes, and differences between scenarios.

use std::io;

use super::{Column, Line, ends, level, region, write, write_lines};
use crate::analysis::{
    Attainment, CountyAttainment, Difference, IndicatorDifference, Joint, Swing, Variability,
};
use crate::indicator::IndicatorRow;
use crate::report::Case;
use crate::report::codes::{basis, limits, number, optional};
use crate::scenario::Scenario;
use crate::statistics::Interval;

pub(in crate::report) fn attainment(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(in crate::report) fn joint(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(in crate::report) fn counties(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(in crate::report) fn swings(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
    type L<'a> = Line<'a, Swing>;
    let columns: [Column<L<'_>>; 13] = [
        ("scenario", |l| l.scenario.id.clone()),
        ("goal", |l| l.row.goal.clone()),
        ("parameter", |l| l.row.input.key().to_owned()),
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
        ("rank_correlation", |l| number(l.row.rank_correlation)),
        ("stands_out", |l| l.row.clear.to_string()),
    ];
    write_lines(out, cases, &columns, |c| &c.summary.swings)
}

pub(in crate::report) fn variance(out: &mut dyn io::Write, cases: &[Case<'_>]) -> io::Result<()> {
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

pub(in crate::report) fn differences(
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

pub(in crate::report) fn attainment_differences(
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
