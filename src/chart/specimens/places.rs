//! Counties, money and scenarios side by side.

use super::goals::{GOALS, SCENARIOS, written};
use super::*;

pub(super) const COUNTIES: [(&str, &str, f64); 11] = [
    ("东台市", "Dongtai", 1_339.0),
    ("大丰区", "Dafeng", 1_122.0),
    ("盐都区", "Yandu", 961.0),
    ("亭湖区", "Tinghu", 921.0),
    ("盐南高新区", "Yannan High-tech Zone", 499.0),
    ("盐城经开区", "Yancheng Economic Development Zone", 157.0),
    ("建湖县", "Jianhu", 852.0),
    ("射阳县", "Sheyang", 1_198.0),
    ("阜宁县", "Funing", 1_086.0),
    ("滨海县", "Binhai", 1_166.0),
    ("响水县", "Xiangshui", 699.0),
];

pub(in crate::chart) fn counties(count: usize, targets: bool) -> Figure {
    let panels = (0..count)
        .map(|index| {
            let (zh, en, base) = COUNTIES[index % COUNTIES.len()];
            let medians: Vec<f64> = (0..9)
                .map(|step| base * (1.0 + (0.23 - 0.005 * index as f64) * f64::from(step)))
                .collect();
            let (target, due) = (base * 1.8, medians[3]);
            let reached = due >= target * 0.92;
            let gap = written(target - due, 0);
            let label = if !targets {
                text(
                    &format!("2025年中位数 {}", written(due, 0).zh),
                    &format!("median of 2025: {}", written(due, 0).en),
                )
            } else if reached {
                text(
                    &format!("达标概率 {}%", 80 - index),
                    &format!("reached with {}%", 80 - index),
                )
            } else {
                text(&format!("缺口 {}", gap.zh), &format!("gap {}", gap.en))
            };
            let light = match index % 3 {
                0 if reached => Light::Likely,
                2 if !reached => Light::Unlikely,
                _ => Light::Uncertain,
            };
            Panel {
                name: text(zh, en),
                bands: widening(&medians, base * 0.08, f64::MAX),
                target: targets.then_some(target),
                reached: targets.then_some(reached),
                light: targets.then_some(light),
                label,
            }
        })
        .collect();
    Figure::SmallMultiples(SmallMultiples {
        frame: frame(
            text(
                "11个县（市、区）中，响水、滨海的5G基站缺口最大",
                "Of the eleven counties, Xiangshui and Binhai fall furthest short of their share of stations",
            ),
            text(
                "5G基站数量，分县（市、区），2022—2030年末；虚线为2025年分解目标",
                "5G base stations by county, end of 2022 to 2030; dashed: the county's share of the 2025 target",
            ),
        ),
        unit: text("个", "stations"),
        ceiling: None,
        due_year: 2025,
        panels,
    })
}

pub(in crate::chart) fn spending(years: usize) -> Figure {
    let rows: [(Funder, &str, &str, f64); 7] = [
        (
            Funder::Operator,
            "电信运营企业",
            "telecommunication operators",
            6.4e8,
        ),
        (Funder::Central, "中央财政", "central budget", 0.6e8),
        (Funder::Provincial, "省级财政", "provincial budget", 1.1e8),
        (
            Funder::City,
            "市级财政专项资金",
            "earmarked fund of the city",
            1.6e8,
        ),
        (Funder::County, "县（市、区）财政", "county budgets", 0.9e8),
        (
            Funder::Enterprise,
            "企业自筹",
            "enterprises' own money",
            2.8e8,
        ),
        (
            Funder::Fund,
            "产业投资基金",
            "industry investment fund",
            0.5e8,
        ),
    ];
    let series = rows
        .iter()
        .map(|&(funder, zh, en, yuan)| FunderSeries {
            funder,
            name: text(zh, en),
            yuan: (0..years)
                .map(|y| {
                    let gone =
                        y + 1 == years && matches!(funder, Funder::Central | Funder::Provincial);
                    if gone {
                        0.0
                    } else {
                        yuan * (1.0 + 0.2 * y as f64)
                    }
                })
                .collect(),
        })
        .collect();
    Figure::Spending(Spending {
        frame: Frame {
            bands: None,
            ..frame(
                text(
                    "2023—2025年共投入51.6亿元，其中公共资金占三成",
                    "From 2023 to 2025, 5.16 billion yuan are spent, three tenths of it public money",
                ),
                text(
                    "按资金来源的年度支出，中位轮次，盐城市",
                    "Spending by year and source, the most central run, Yancheng",
                ),
            )
        },
        years: (2023..).take(years).collect(),
        series,
    })
}

pub(in crate::chart) fn tradeoff(scenarios: usize) -> Figure {
    let panel = |index: usize| {
        let (zh, en, ..) = GOALS[index];
        let points = (0..scenarios)
            .map(|scenario| {
                let p = match index {
                    0 => [0.02, 0.0, 0.11, 0.05, 0.02, 0.02, 0.03, 0.02, 0.01][scenario],
                    1 => [0.42, 0.08, 0.74, 0.39, 0.42, 0.42, 0.55, 0.47, 0.37][scenario],
                    _ => [1.0, 1.0, 1.0, 0.99, 1.0, 1.0, 0.98, 1.0, 0.97][scenario],
                };
                (index < 3).then(|| TradeoffPoint {
                    probability: p,
                    low: (p - 0.06f64).max(0.0),
                    high: (p + 0.06f64).min(1.0),
                })
            })
            .collect();
        TradeoffPanel {
            title: text(zh, en),
            points,
        }
    };
    Figure::Tradeoff(Tradeoff {
        frame: frame(
            text(
                "加强市级专项资金使5G基站达标概率提高32个百分点，多用公共资金3.7亿元",
                "Strengthening the city fund raises the probability for 5G stations by 32 points, for 370 million yuan more of public money",
            ),
            text(
                "达标概率与公共资金，盐城市",
                "Probability of reaching the goal against public money, Yancheng",
            ),
        ),
        money: text("2023—2025年公共资金", "public money 2023 to 2025"),
        scenarios: SCENARIOS[..scenarios]
            .iter()
            .map(|&(zh, en, yuan)| TradeoffScenario {
                name: text(zh, en),
                yuan,
            })
            .collect(),
        panels: (0..4).map(panel).collect(),
    })
}
