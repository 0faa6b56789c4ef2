//! Figures with the numbers and names of a real plan, to be drawn by tests and looked at. Long names on purpose.

mod amounts;
mod goals;
mod outlook;
mod places;

use super::figure::*;
use crate::language::Text;

pub(in crate::chart) use amounts::{drivers, flow, types};
pub(in crate::chart) use goals::goals;
pub(in crate::chart) use outlook::{county_map, county_outlines, first_year, scenarios_by_goal};
pub(in crate::chart) use places::{counties, spending, tradeoff};

/// Every kind of figure, in the ways they will be used, with a name for each.
pub(in crate::chart) fn all() -> Vec<(&'static str, Figure)> {
    vec![
        ("fan_stations", stations()),
        ("fan_gigabit", gigabit()),
        ("fan_enterprises", enterprises()),
        ("fan_own_target", own_target()),
        ("goals_1", goals(1)),
        ("goals_3", goals(3)),
        ("goals_5", goals(5)),
        ("goals_8", goals(8)),
        ("counties_11", counties(11, true)),
        ("counties_16", counties(16, false)),
        ("counties_2", counties(2, true)),
        ("spending", spending(3)),
        ("spending_long", spending(8)),
        ("tradeoff_2", named_tradeoff()),
        ("tradeoff_3", tradeoff(3)),
        ("tradeoff_9", tradeoff(9)),
        ("scenarios_by_goal_2", scenarios_by_goal(2, 9)),
        ("scenarios_by_goal_5", scenarios_by_goal(5, 6)),
        ("scenarios_by_goal_9", scenarios_by_goal(9, 4)),
        ("county_map_shortfall", county_map(11, true)),
        ("county_map_value", county_map(11, false)),
        ("county_map_wide", county_map(40, true)),
        ("county_outlines_shortfall", county_outlines(11, 3, true)),
        ("county_outlines_value", county_outlines(13, 2, false)),
        ("county_outlines_many", county_outlines(40, 9, true)),
        (
            "first_year_late",
            first_year(2025, &[0.0, 0.04, 0.38, 0.29, 0.12, 0.05, 0.0, 0.02]),
        ),
        ("first_year_early", first_year(2023, &[0.61, 0.39, 0.0])),
        ("first_year_never", first_year(2030, &[0.0; 28])),
        ("programmes", amounts::programmes()),
        ("types", types()),
        ("flow", flow()),
        ("drivers", drivers(-2_800.0)),
        ("drivers_far", drivers(30_000.0)),
    ]
}

pub(in crate::chart) fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

pub(in crate::chart) fn frame(finding: Text, subtitle: Text) -> Frame {
    Frame {
        alt: text(
            &format!("图示：{}", finding.zh),
            &format!("The chart shows: {}", finding.en),
        ),
        caption: text("图1", "Figure 1"),
        finding,
        subtitle,
        source: text(
            "来源：盐政办发〔2023〕6号（目标）；2020至2022年基站数为估计值（等级C）",
            "Source: Yancheng government office document No. 6 of 2023 (targets); station counts of 2020 to 2022 are estimates (grade C)",
        ),
        scenario: text(
            "情景：基准（scenarios/yancheng/baseline.yaml）",
            "Scenario: baseline (scenarios/yancheng/baseline.yaml)",
        ),
        runs: text("模拟200次，种子42", "200 runs, seed 42"),
        caveat: None,
        bands: Some(text(
            "深色带为50%区间，浅色带为90%区间",
            "dark band 50% of runs, light band 90%",
        )),
    }
}

fn series(zh: &str, en: &str, points: &[(i32, f64)]) -> Series {
    let points = points
        .iter()
        .map(|&(year, value)| PointYear { year, value })
        .collect();
    Series {
        label: text(zh, en),
        points,
    }
}

fn history(values: &[f64]) -> Vec<PointYear> {
    (2020..)
        .zip(values)
        .map(|(year, &value)| PointYear { year, value })
        .collect()
}

fn widening(medians: &[f64], spread: f64, most: f64) -> Vec<BandYear> {
    (2022..)
        .zip(medians)
        .enumerate()
        .map(|(step, (year, &p50))| {
            let half = spread * libm::sqrt(step as f64 + 0.3);
            let at = |k: f64| (p50 + k * half).clamp(0.0, most);
            BandYear {
                year,
                p05: at(-1.6),
                p25: at(-0.7),
                p50,
                p75: at(0.7),
                p95: at(1.5),
            }
        })
        .collect()
}

pub(in crate::chart) fn stations() -> Figure {
    let medians = [
        10_000.0, 12_900.0, 15_400.0, 17_600.0, 19_300.0, 20_700.0, 21_800.0, 22_600.0, 23_200.0,
    ];
    Figure::Fan(Fan {
        frame: frame(
            text(
                "基准情景下，2025年末5G基站达到1.8万个的概率为42%，中位数差约400个",
                "In the baseline, 18,000 5G base stations by the end of 2025 are reached with a probability of 42%; the median falls about 400 short",
            ),
            text(
                "5G基站数量，盐城市，2020—2030年末",
                "5G base stations, Yancheng, end of 2020 to 2030",
            ),
        ),
        unit: text("个", "stations"),
        decimals: 0,
        ceiling: None,
        history: history(&[3_700.0, 6_700.0, 10_000.0]),
        bands: widening(&medians, 900.0, f64::MAX),
        naive: Some(series(
            "按上年增量外推",
            "last increment repeated",
            &[(2022, 10_000.0), (2025, 19_900.0), (2030, 36_400.0)],
        )),
        beside: None,
        target: Some(Target {
            year: 2025,
            value: 18_000.0,
            label: text("规划目标：2025年1.8万个", "plan target: 18,000 in 2025"),
            origin: TargetOrigin::Plan,
        }),
        note: None,
    })
}

fn gigabit() -> Figure {
    let medians = [71.0, 80.0, 87.5, 92.6, 95.4, 97.0, 98.1, 98.8, 99.2];
    let usable: Vec<(i32, f64)> = (2022..)
        .zip(medians)
        .map(|(year, value)| (year, value * 0.86))
        .collect();
    Figure::Fan(Fan {
        frame: frame(
            text(
                "基准情景下，千兆光网全覆盖不大可能在2025年实现",
                "In the baseline, gigabit coverage of 100% in 2025 is unlikely",
            ),
            text(
                "千兆光网覆盖率（以覆盖家庭计），盐城市",
                "Gigabit optical network coverage (households passed), Yancheng",
            ),
        ),
        unit: text("%", "%"),
        decimals: 1,
        ceiling: Some(100.0),
        history: history(&[38.0, 55.0, 71.0]),
        bands: widening(&medians, 2.6, 100.0),
        naive: None,
        beside: Some(series(
            "实际可用覆盖率（家庭）",
            "usable coverage (of all resident households)",
            &usable,
        )),
        target: Some(Target {
            year: 2025,
            value: 100.0,
            label: text("规划目标：2025年100%", "plan target: 100% in 2025"),
            origin: TargetOrigin::Plan,
        }),
        note: Some(text(
            "规划未写明分母，此处按覆盖家庭计",
            "The plan names no denominator; households passed are taken here",
        )),
    })
}

fn enterprises() -> Figure {
    let medians = [
        620.0, 840.0, 1_090.0, 1_350.0, 1_590.0, 1_800.0, 1_980.0, 2_120.0, 2_230.0,
    ];
    Figure::Fan(Fan {
        frame: frame(
            text(
                "规上工业企业启动数字化改造的家数到2025年约为1350家",
                "About 1,350 industrial enterprises above designated size start their digital transformation by 2025",
            ),
            text(
                "启动数字化改造的规上工业企业，盐城市",
                "Industrial enterprises above designated size that have started, Yancheng",
            ),
        ),
        unit: text("家", "enterprises"),
        decimals: 0,
        ceiling: None,
        history: Vec::new(),
        bands: widening(&medians, 120.0, f64::MAX),
        naive: None,
        beside: None,
        target: None,
        note: Some(text(
            "规划未对此设定数值，故无目标线",
            "the plan sets no number for this; no target line",
        )),
    })
}

/// A target that only a scenario sets, due in the last year and beyond reach.
fn own_target() -> Figure {
    let Figure::Fan(mut fan) = enterprises() else {
        unreachable!("enterprises are a fan")
    };
    fan.note = None;
    fan.history = history(&[180.0, 390.0, 620.0]);
    fan.target = Some(Target {
        year: 2030,
        value: 5_800.0,
        label: text(
            "情景自设目标（非规划）：2030年全部规上工业企业",
            "the scenario's own target (not the plan's): all industrial enterprises by 2030",
        ),
        origin: TargetOrigin::Scenario,
    });
    Figure::Fan(fan)
}

/// One goal under two scenarios with short names, which are written at the points.
fn named_tradeoff() -> Figure {
    let Figure::Tradeoff(mut figure) = tradeoff(2) else {
        unreachable!("it is a trade-off")
    };
    figure.panels.remove(0);
    figure.panels.truncate(1);
    figure.scenarios[1].yuan = 0.0;
    Figure::Tradeoff(figure)
}
