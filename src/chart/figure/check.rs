//! Whether the data of a figure fit together. Asked once, before drawing.

use crate::chart::ChartError;

use super::{BandYear, Figure, PointYear};

/// No value is as large: more yuan than there are.
const MOST: f64 = 1e18;
/// Years of this age; figures may come from a file.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
const DECIMALS: usize = 6;

impl Figure {
    /// Whether the data fit together, so that drawing need not ask again.
    ///
    /// # Errors
    /// What does not fit, or that a value is not a finite number.
    pub fn check(&self) -> Result<(), ChartError> {
        self.measured()?;
        let (holds, what) = match self {
            Self::Fan(fan) => (
                fan.bands.len() >= 2
                    && ascending(fan.bands.iter().map(|b| b.year))
                    && fan.decimals <= DECIMALS,
                (
                    "扇形图需要两个以上按顺序排列的年份，小数不超过6位",
                    "a fan needs two years or more, in order, and at most 6 decimals",
                ),
            ),
            Self::GoalTable(table) => (
                (1..=8).contains(&table.scenarios.len())
                    && table
                        .sections
                        .iter()
                        .flat_map(|section| &section.rows)
                        .all(|row| row.cells.len() == table.scenarios.len()),
                (
                    "目标总表需要1至8个情景，每行每个情景一格",
                    "a goal table needs 1 to 8 scenarios and a cell for each in every row",
                ),
            ),
            Self::SmallMultiples(figure) => (
                (1..=16).contains(&figure.panels.len())
                    && figure.panels.iter().all(|panel| {
                        panel.bands.len() >= 2 && ascending(panel.bands.iter().map(|b| b.year))
                    }),
                (
                    "分区县图需要1至16个区县，各有两个以上按顺序排列的年份",
                    "small multiples need 1 to 16 panels of two years or more, in order",
                ),
            ),
            Self::Spending(spending) => (
                !spending.years.is_empty()
                    && !spending.series.is_empty()
                    && spending.series.iter().all(|series| {
                        series.yuan.len() == spending.years.len()
                            && series.yuan.iter().all(|&y| y >= 0.0)
                    }),
                (
                    "资金图需要年份和资金来源，每个来源每年一个非负金额",
                    "spending needs years, funders, and for each an amount a year that is not negative",
                ),
            ),
            Self::Tradeoff(tradeoff) => (
                (1..=9).contains(&tradeoff.scenarios.len())
                    && (1..=4).contains(&tradeoff.panels.len())
                    && tradeoff
                        .panels
                        .iter()
                        .all(|panel| panel.points.len() == tradeoff.scenarios.len()),
                (
                    "权衡图需要1至9个情景、1至4个目标，各有一个点",
                    "a trade-off needs 1 to 9 scenarios, 1 to 4 goals and a point for each",
                ),
            ),
            Self::ScenariosByGoal(figure) => figure.fits(),
            Self::CountyMap(figure) => figure.fits(),
            Self::FirstYear(figure) => figure.fits(),
            Self::Stacked(figure) => (
                figure.holds(),
                (
                    "堆积图需要1至12个年份、1或2幅、每幅1至6个部分，数值不为负",
                    "stacked bars need 1 to 12 years, 1 or 2 panels of 1 to 6 parts, and values that are not negative",
                ),
            ),
            Self::Waterfall(figure) => (
                figure.holds(),
                (
                    "瀑布图需要2至16步，均不为负，且合计相符",
                    "a waterfall needs 2 to 16 steps, none negative, whose sums add up",
                ),
            ),
            Self::Tornado(figure) => (
                figure.holds(),
                (
                    "影响因素图需要1至15个参数，小数不超过6位",
                    "a tornado needs 1 to 15 inputs and at most 6 decimals",
                ),
            ),
        };
        if holds {
            Ok(())
        } else {
            Err(ChartError::Shape(what))
        }
    }

    /// Whether every number and year can have a place in a picture.
    fn measured(&self) -> Result<(), ChartError> {
        if !self.numbers().into_iter().all(f64::is_finite) {
            return Err(ChartError::NotFinite);
        }
        if !self.numbers().into_iter().all(|value| value.abs() < MOST) {
            return Err(ChartError::Shape((
                "有数值大得离谱",
                "a value is beyond all measure",
            )));
        }
        if !self.years().iter().all(|year| YEARS.contains(year)) {
            return Err(ChartError::Shape((
                "有年份不在1900—2200年之间",
                "a year is none of this age",
            )));
        }
        Ok(())
    }

    /// Every year that decides where something is drawn.
    fn years(&self) -> Vec<i32> {
        match self {
            Self::Fan(fan) => {
                let lines = fan.naive.iter().chain(&fan.beside);
                let points = lines.flat_map(|line| &line.points).chain(&fan.history);
                let targets = fan.target.iter().map(|target| target.year);
                let bands = fan.bands.iter().map(|band| band.year);
                points
                    .map(|point| point.year)
                    .chain(targets)
                    .chain(bands)
                    .collect()
            }
            Self::SmallMultiples(figure) => {
                let bands = figure.panels.iter().flat_map(|panel| &panel.bands);
                bands
                    .map(|band| band.year)
                    .chain([figure.due_year])
                    .collect()
            }
            Self::Spending(figure) => figure.years.clone(),
            Self::Stacked(figure) => figure.years.clone(),
            Self::FirstYear(figure) => figure.years(),
            Self::GoalTable(_) | Self::Tradeoff(_) | Self::Waterfall(_) | Self::Tornado(_) => {
                Vec::new()
            }
            Self::ScenariosByGoal(_) | Self::CountyMap(_) => Vec::new(),
        }
    }

    /// Every number that decides where something is drawn.
    fn numbers(&self) -> Vec<f64> {
        let quantiles = |b: &BandYear| [b.p05, b.p25, b.p50, b.p75, b.p95];
        match self {
            Self::Fan(fan) => {
                let lines = fan.naive.iter().chain(&fan.beside);
                let points = lines.flat_map(|line| &line.points).chain(&fan.history);
                let values = points.map(|point: &PointYear| point.value);
                let targets = fan.target.iter().map(|target| target.value);
                let bands = fan.bands.iter().flat_map(quantiles);
                values
                    .chain(targets)
                    .chain(fan.ceiling)
                    .chain(bands)
                    .collect()
            }
            Self::GoalTable(_) | Self::Waterfall(_) => Vec::new(),
            Self::Stacked(figure) => figure.numbers(),
            Self::Tornado(figure) => figure.numbers(),
            Self::SmallMultiples(figure) => {
                let bands = figure.panels.iter().flat_map(|panel| &panel.bands);
                let targets = figure.panels.iter().filter_map(|panel| panel.target);
                bands
                    .flat_map(quantiles)
                    .chain(targets)
                    .chain(figure.ceiling)
                    .collect()
            }
            Self::ScenariosByGoal(figure) => figure.numbers(),
            Self::CountyMap(figure) => figure.numbers(),
            Self::FirstYear(figure) => figure.numbers(),
            Self::Spending(figure) => figure.series.iter().flat_map(|s| s.yuan.clone()).collect(),
            Self::Tradeoff(figure) => {
                let points = figure
                    .panels
                    .iter()
                    .flat_map(|panel| panel.points.iter().flatten());
                let shares = points.flat_map(|p| [p.probability, p.low, p.high]);
                figure
                    .scenarios
                    .iter()
                    .map(|s| s.yuan)
                    .chain(shares)
                    .collect()
            }
        }
    }
}

pub(super) fn ascending(years: impl Iterator<Item = i32> + Clone) -> bool {
    years.clone().zip(years.skip(1)).all(|(a, b)| a < b)
}
