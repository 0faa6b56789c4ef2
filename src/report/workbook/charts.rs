//! The sheet of native charts: each goal's median, band and target beside the numbers they are drawn from, so that a chart can
//! be restyled in Excel or WPS.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartSolidFill, ChartType, Worksheet, XlsxError,
};

use super::sheet::{Cell, Measure, paged, place, plain};
use crate::analysis::{CardGoal, IndicatorSummary};
use crate::indicator::Unit;
use crate::language::Lang;
use crate::record::TOTAL;
use crate::report::{Case, Report, phrases};

const COLUMNS: u16 = 5;
/// Rows a chart takes, with the space to the next.
const ROWS: u32 = 20;
const BLUE: u32 = 0x1F_5A_9E;
const PALE_BLUE: u32 = 0xA9_C4_E4;
const RED: u32 = 0xB4_23_18;
const FONT: &str = "微软雅黑";

/// One block of numbers with its chart a scenario and goal.
pub(super) fn charts(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    let name = lang.pick("图表", "Charts");
    sheet.set_name(name)?;
    let (mut top, mut tops) = (0, Vec::new());
    for case in report.cases {
        for goal in &case.summary.goals {
            let rows = block(sheet, name, top, (report, case), goal, lang)?;
            tops.extend((rows > 0).then_some(top));
            top += rows;
        }
    }
    paged(sheet);
    // two to a page, none cut
    let breaks: Vec<u32> = tops.into_iter().skip(2).step_by(2).collect();
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// Writes a block whose first row is `top`; gives the rows it takes, none where the goal has no values.
fn block(
    sheet: &mut Worksheet,
    name: &str,
    top: u32,
    (report, case): (&Report<'_>, &Case<'_>),
    goal: &CardGoal,
    lang: Lang,
) -> Result<u32, XlsxError> {
    let scenario = case.scenario;
    let years = scenario.base_year..=scenario.end_year;
    let values: Vec<&IndicatorSummary> = years
        .filter_map(|year| case.summary.indicator(TOTAL, goal.indicator, year))
        .collect();
    if values.is_empty() {
        return Ok(0);
    }
    let unit = &scenario.indicators()[goal.indicator.index()].unit;
    let measure = Measure::of(unit, lang);
    let target = goal.target.map(|at| &scenario.targets[at]);
    let heading = format!(
        "{}{}{}{}{}{}",
        goal.name.get(lang),
        lang.pick("：", ": "),
        phrases::name(report, scenario, lang),
        lang.pick("（", " ("),
        measure.label,
        lang.pick("）", ")"),
    );
    sheet.write_string_with_format(top, 0, &heading, &plain().set_bold().set_font_size(11))?;
    let heads = [
        (lang.pick("年份", "Year"), 8.0),
        (lang.pick("5%分位", "5% quantile"), 14.0),
        (lang.pick("90%区间宽度", "Width of 90% band"), 14.0),
        (lang.pick("中位数", "Median"), 14.0),
        (lang.pick("目标", "Target"), 14.0),
    ];
    let rows = values.iter().map(|row| {
        let spread = &row.spread;
        let threshold = target.map(|target| measure.cell(target.threshold));
        vec![
            Cell::year(row.year),
            measure.cell(spread.p05),
            measure.cell(spread.p95 - spread.p05),
            measure.cell(spread.p50),
            Cell::of(threshold),
        ]
    });
    let last = place(sheet, (top + 1, 0), &heads, rows, lang)?;
    let drawn = Drawn {
        name,
        rows: (top + 2, last),
        lowest: lowest(&values, target.map(|t| t.threshold)) / measure.divisor,
        highest: matches!(unit, Unit::Percent).then_some(1.0),
        target: target.is_some(),
        code: measure.form.code(),
    };
    let mut chart = drawn.chart(&heading, lang);
    chart.set_alt_text(&heading);
    // below the heading, or its frame stands on the page before
    sheet.insert_chart(top + 1, COLUMNS + 1, &chart)?;
    Ok(ROWS.max(last + 2 - top))
}

/// Where the value axis begins: 0, unless all values are far from it.
fn lowest(values: &[&IndicatorSummary], threshold: Option<f64>) -> f64 {
    let least = values.iter().map(|row| row.spread.p05).chain(threshold);
    let least = least.fold(f64::INFINITY, f64::min);
    let most = values.iter().map(|row| row.spread.p95).chain(threshold);
    let most = most.fold(f64::NEG_INFINITY, f64::max);
    if least <= 0.5 * most {
        return least.min(0.0);
    }
    let step = libm::pow(10.0, libm::floor(libm::log10(most - least + most * 0.01)));
    libm::floor((least - 0.1 * (most - least)) / step) * step
}

/// A chart to be, with the place of its numbers.
struct Drawn<'a> {
    name: &'a str,
    rows: (u32, u32),
    lowest: f64,
    /// Where the value axis ends, if there is a natural end.
    highest: Option<f64>,
    target: bool,
    code: &'static str,
}

impl Drawn<'_> {
    /// The band is a stacked area whose lower part is not seen; median and target are lines over it.
    fn chart(&self, heading: &str, lang: Lang) -> Chart {
        let mut chart = Chart::new(ChartType::AreaStacked);
        let mut unseen = ChartFormat::new();
        unseen.set_no_fill().set_no_line();
        chart
            .add_series()
            .set_categories(self.column(0))
            .set_values(self.column(1))
            .set_name(lang.pick("5%分位", "5% quantile"))
            .set_format(&mut unseen);
        let mut band = ChartFormat::new();
        band.set_solid_fill(ChartSolidFill::new().set_color(PALE_BLUE))
            .set_no_line();
        chart
            .add_series()
            .set_categories(self.column(0))
            .set_values(self.column(2))
            .set_name(lang.pick("90%区间", "90% of runs"))
            .set_format(&mut band);
        let mut lines = Chart::new(ChartType::Line);
        lines
            .add_series()
            .set_categories(self.column(0))
            .set_values(self.column(3))
            .set_name(lang.pick("中位数", "Median"))
            .set_format(ChartLine::new().set_color(BLUE).set_width(2.25));
        if self.target {
            let dashed = ChartLineDashType::Dash;
            lines
                .add_series()
                .set_categories(self.column(0))
                .set_values(self.column(4))
                .set_name(lang.pick("目标", "Target"))
                .set_format(
                    ChartLine::new()
                        .set_color(RED)
                        .set_width(1.5)
                        .set_dash_type(dashed),
                );
        }
        chart.combine(&lines);
        let (mut large, mut small) = (ChartFont::new(), ChartFont::new());
        large.set_name(FONT).set_size(11).set_bold();
        small.set_name(FONT).set_size(9);
        chart.title().set_name(heading).set_font(&large);
        chart
            .legend()
            .set_position(ChartLegendPosition::Bottom)
            .set_font(&small)
            .delete_entries(&[0]);
        chart
            .x_axis()
            .set_font(&small)
            .set_position_between_ticks(false);
        chart
            .y_axis()
            .set_font(&small)
            .set_num_format(self.code)
            .set_min(self.lowest);
        if let Some(highest) = self.highest {
            chart.y_axis().set_max(highest);
        }
        chart.set_width(600).set_height(360);
        chart
    }

    fn column(&self, column: u16) -> (&str, u32, u16, u32, u16) {
        (self.name, self.rows.0, column, self.rows.1, column)
    }
}
