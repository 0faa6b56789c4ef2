//! The values of a fan chart, year by year: a small table, from which the page shows what stands under the pointer. Knows no
//! drawing.

use std::collections::BTreeSet;

use super::grid::{Entry, Grid};
use crate::chart::{self, BandYear, Fan, PointYear, Series};
use crate::language::Text;
use crate::report::phrases::both;

/// The values of a fan, a row a year.
pub(super) fn values(fan: &Fan) -> Grid {
    let quantiles: [(&str, &str, fn(&BandYear) -> f64); 5] = [
        ("5%分位", "5% quantile", |b| b.p05),
        ("25%分位", "25% quantile", |b| b.p25),
        ("中位数", "median", |b| b.p50),
        ("75%分位", "75% quantile", |b| b.p75),
        ("95%分位", "95% quantile", |b| b.p95),
    ];
    let lines: Vec<&Series> = fan.beside.iter().chain(&fan.naive).collect();
    let mut header = vec![Text::new("年末", "end of")];
    if !fan.history.is_empty() {
        header.push(Text::new("公布数", "published"));
    }
    header.extend(quantiles.map(|(zh, en, _)| Text::new(zh, en)));
    header.extend(lines.iter().map(|line| line.label.clone()));
    if fan.target.is_some() {
        header.push(Text::new("目标", "target"));
    }
    let number = |value: Option<f64>| {
        value.map_or_else(Entry::nothing, |value| {
            let said = both(|lang| {
                let (factor, decimals) = chart::counted(&fan.unit, fan.decimals, lang);
                chart::number(value * factor, decimals, lang)
            });
            Entry::number(said, value)
        })
    };
    let row = |year: i32| {
        let at = |points: &[PointYear]| {
            let point = points.iter().find(|point| point.year == year);
            number(point.map(|point| point.value))
        };
        let band = fan.bands.iter().find(|band| band.year == year);
        let mut cells = vec![Entry::year(year)];
        if !fan.history.is_empty() {
            cells.push(at(&fan.history));
        }
        cells.extend(quantiles.map(|(.., value)| number(band.map(value))));
        cells.extend(lines.iter().map(|line| at(&line.points)));
        if let Some(target) = &fan.target {
            cells.push(number((target.year == year).then_some(target.value)));
        }
        cells
    };
    Grid {
        caption: fan.frame.subtitle.clone(),
        header,
        rows: years(fan).into_iter().map(row).collect(),
    }
}

/// Every year the chart knows something of.
fn years(fan: &Fan) -> BTreeSet<i32> {
    let lines = fan.beside.iter().chain(&fan.naive);
    let points = lines.flat_map(|line| &line.points).chain(&fan.history);
    points
        .map(|point| point.year)
        .chain(fan.bands.iter().map(|band| band.year))
        .chain(fan.target.iter().map(|target| target.year))
        .collect()
}
