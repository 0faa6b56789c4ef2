//! Scenarios by goal, the schematic map and first years.

use super::goals::{GOALS, SCENARIOS};
use super::places::COUNTIES;
use super::*;

/// The last scenario assesses nothing.
pub(in crate::chart) fn scenarios_by_goal(scenarios: usize, goals: usize) -> Figure {
    let point = |goal: usize, scenario: usize| {
        let p = [0.02, 0.42, 1.0, 0.74, 0.0, 0.97, 0.28, 0.55, 0.3][(goal + 2 * scenario) % 9];
        (scenario == 0 || scenario + 1 < scenarios || goal.is_multiple_of(2)).then(|| {
            TradeoffPoint {
                probability: p,
                low: (p - 0.07f64).max(0.0),
                high: (p + 0.07f64).min(1.0),
            }
        })
    };
    Figure::ScenariosByGoal(ScenariosByGoal {
        frame: frame(
            text(
                "9项可评估目标中，3项的达标概率随情景明显变化，变化最大的是市级专项资金加强情景下的5G基站数量（+32个百分点）",
                "Of 9 assessed goals, the probability of 3 clearly depends on the scenario, most that of 5G base stations under the strengthened city fund (+32 points)",
            ),
            text(
                "各情景下的达标概率与95%区间，盐城市",
                "Probability of reaching each goal by scenario with its 95% interval, Yancheng",
            ),
        ),
        scenarios: SCENARIOS[..scenarios]
            .iter()
            .map(|&(zh, en, _)| text(zh, en))
            .collect(),
        zones: Zones {
            unlikely_below: 0.3,
            likely_from: 0.7,
            unlikely: text("大概率不达标（低于30%）", "unlikely (below 30%)"),
            uncertain: text("难以断定", "uncertain"),
            likely: text("大概率达标（70%及以上）", "likely (70% and above)"),
        },
        not_assessed: text("不评估", "not assessed"),
        goals: (0..goals)
            .map(|goal| {
                let (zh, en, ..) = GOALS[goal];
                TradeoffPanel {
                    title: text(
                        &format!("{zh} ≥1.8万个（2025年）"),
                        &format!("{en} ≥18,000 (2025)"),
                    ),
                    points: (0..scenarios)
                        .map(|scenario| point(goal, scenario))
                        .collect(),
                }
            })
            .collect(),
    })
}

/// Counties in a grid as wide as they need: what is lacking, or values without a target.
pub(in crate::chart) fn county_map(count: usize, shortfall: bool) -> Figure {
    let columns = if count > 16 { 8 } else { 3 };
    let tiles = (0..count)
        .map(|index| {
            let (zh, en, base) = COUNTIES[index % COUNTIES.len()];
            let at = i32::try_from(index).unwrap();
            let value = 3.7 * f64::from(at % 11);
            let label = match (shortfall, index % 11) {
                (true, 0) => text("达到", "reached"),
                (true, _) => text(&format!("差{value:.1}%"), &format!("{value:.1}% short")),
                (false, _) => text(
                    &format!("{:.1}%", 41.0 + value),
                    &format!("{:.1}%", 41.0 + value),
                ),
            };
            CountyTile {
                code: String::new(),
                name: text(zh, en),
                column: at % columns - 4,
                row: at / columns + 1,
                value: (!shortfall || index % 11 > 0).then_some(if shortfall {
                    value
                } else {
                    41.0 + value
                }),
                label,
                beside: text(
                    &format!("{base:.0}个，需{:.0}个", base * 1.2),
                    &format!("{base:.0} of {:.0} stations", base * 1.2),
                ),
            }
        })
        .collect();
    Figure::CountyMap(CountyMap {
        frame: frame(
            text(
                "基准情景下，2025年11个区县中有1个的5G基站中位数达到所需水平，滨海县、响水县缺口最大",
                "Under the baseline, the median of 5G stations reaches the level needed in 1 of 11 counties in 2025; the gap is widest in Binhai and Xiangshui",
            ),
            text(
                "5G基站数量，2025年末；方块示意位置，不表示面积和边界",
                "5G base stations, end of 2025; tiles show about where counties lie, not area or borders",
            ),
        ),
        measure: text(
            "缺口占所需水平的百分比（%）",
            "shortfall in per cent of the level needed",
        ),
        reached: shortfall.then(|| text("达到所需水平", "level needed is reached")),
        from_zero: shortfall,
        tiles,
        note: Text::default(),
        outline: None,
    })
}

/// The counties of [`county_map`] in outlines: a comb of `across` cells a row, each with a notch; the last has none, the one
/// before lies in a hole of the first, and what belongs to no county lies at the edge.
pub(in crate::chart) fn county_outlines(count: usize, across: u32, shortfall: bool) -> Figure {
    let Figure::CountyMap(mut map) = county_map(count, shortfall) else {
        unreachable!("it is a map")
    };
    let cells = u32::try_from(count - 2).unwrap();
    let rows = cells.div_ceil(across);
    let size = [1000.0, (150.0 * f64::from(rows)).min(1000.0)];
    let (wide, tall) = (size[0] / f64::from(across + 1), size[1] / f64::from(rows));
    let corner = |cell: u32, x: f64, y: f64| {
        let (column, row) = (f64::from(cell % across), f64::from(cell / across));
        [(column + x) * wide, (row + y) * tall]
    };
    let ring = |cell: u32, points: &[(f64, f64)]| -> Vec<[f64; 2]> {
        points.iter().map(|(x, y)| corner(cell, *x, *y)).collect()
    };
    let cell = |cell: u32| {
        let notch = [
            (0.0, 0.0),
            (0.5, 0.12),
            (1.0, 0.0),
            (1.0, 1.0),
            (0.5, 0.9),
            (0.0, 1.0),
        ];
        ring(cell, &notch)
    };
    let hole = ring(0, &[(0.7, 0.6), (0.85, 0.6), (0.85, 0.8), (0.7, 0.8)]);
    let mut shapes: Vec<OutlineShape> = (0..cells)
        .map(|at| OutlineShape {
            tile: Some(at as usize),
            polygons: vec![vec![cell(at)]],
        })
        .collect();
    shapes[0].polygons[0].push(hole.clone());
    shapes.push(OutlineShape {
        tile: Some(count - 2),
        polygons: vec![vec![hole]],
    });
    let edge = size[0] - wide * 0.9;
    shapes.push(OutlineShape {
        tile: None,
        polygons: vec![vec![vec![[edge, 0.0], [size[0], 0.0], [edge, size[1]]]]],
    });
    map.outline = Some(Outline {
        size,
        shapes,
        other: text("无数据", "no data"),
        absent: text(
            "文件中没有边界的区县",
            "counties without a boundary in the file",
        ),
    });
    Figure::CountyMap(map)
}

/// The first of the years is 2023; what is left of one never reaches the goal.
pub(in crate::chart) fn first_year(due_year: i32, shares: &[f64]) -> Figure {
    let bars: Vec<FirstYearBar> = (2023..)
        .zip(shares)
        .map(|(year, &share)| FirstYearBar { year, share })
        .collect();
    Figure::FirstYear(FirstYear {
        frame: frame(
            text(
                "基准情景下，42%的模拟在2025年末以前达到5G基站≥1.8万个，半数模拟在2026年末以前达到",
                "Under the baseline, 42% of the runs reach 18,000 5G base stations by the end of 2025, half of them by the end of 2026",
            ),
            text(
                "5G基站数量≥1.8万个，首次达到的年份，盐城市",
                "5G base stations ≥18,000: the first year it is reached, Yancheng",
            ),
        ),
        due_year,
        due: text(
            &format!("目标期限：{due_year}年末"),
            &format!("due: end of {due_year}"),
        ),
        by_due: text("按期达到：42%（35–49%）", "reached by then: 42% (35–49%)"),
        never: (1.0 - shares.iter().sum::<f64>()).max(0.0),
        never_label: text("至2030年末未达到", "not by the end of 2030"),
        bars,
    })
}
