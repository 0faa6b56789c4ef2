//! A plain document of all charts of a report, for the page to begin with. Knows no markup.

use crate::language::Text;
use crate::report::Report;
use crate::report::document::{Block, Document, Figure, Section};
use crate::report::gallery::Chart;
use crate::report::phrases::{self, both};

/// Title, what was run, and every chart with its caption.
pub(super) fn outline(report: &Report<'_>, charts: &[Chart]) -> Document {
    let scenario = report.cases[0].scenario;
    let (from, to) = (scenario.base_year, scenario.end_year);
    let region = &scenario.region;
    let names = match report.cases {
        [case] => phrases::scenario(case.scenario),
        _ => phrases::scenarios(report),
    };
    let runs = phrases::runs(report);
    let figures = charts.iter().map(|chart| {
        let frame = chart.figure.frame();
        Block::Figure(Figure {
            name: chart.name.clone(),
            caption: frame.caption.clone(),
            alt: frame.alt.clone(),
        })
    });
    Document {
        title: Text::new(
            format!("{}规划目标达成情况", region.zh),
            format!("Targets of the plan, {}: are they met?", region.en),
        ),
        subtitle: both(|lang| {
            let parts = [
                names.get(lang).to_owned(),
                lang.pick(
                    format!("{from}年末至{to}年末"),
                    format!("end of {from} to end of {to}"),
                ),
                runs.get(lang).to_owned(),
            ];
            parts.join(lang.pick("｜", " | "))
        }),
        sections: vec![Section {
            heading: Text::new("图", "Charts"),
            blocks: figures.collect(),
        }],
    }
}
