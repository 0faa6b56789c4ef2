//! Figures with the numbers and names of a real plan, to be drawn by tests and looked at. Long names on purpose.

use crate::language::Text;

use super::figure::*;

/// Every kind of figure, in the ways they will be used, with a name for each.
pub(super) fn all() -> Vec<(&'static str, Figure)> {
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
    ]
}

pub(super) fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

pub(super) fn frame(finding: Text, subtitle: Text) -> Frame {
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
        bands: Some(text(
            "深色带为50%区间，浅色带为90%区间",
            "dark band 50 % of runs, light band 90 %",
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

pub(super) fn stations() -> Figure {
    let medians = [
        10_000.0, 12_900.0, 15_400.0, 17_600.0, 19_300.0, 20_700.0, 21_800.0, 22_600.0, 23_200.0,
    ];
    Figure::Fan(Fan {
        frame: frame(
            text(
                "基准情景下，2025年末5G基站达到1.8万个的概率为42%，中位数差约400个",
                "In the baseline, 18,000 5G base stations by the end of 2025 are reached with a probability of 42 %; the median falls about 400 short",
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
                "In the baseline, gigabit coverage of 100 % in 2025 is unlikely",
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
            label: text("规划目标：2025年100%", "plan target: 100 % in 2025"),
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

const SCENARIOS: [(&str, &str, f64); 9] = [
    ("基准：按规划安排", "Baseline as planned", 4.2e8),
    ("运营商资本开支收紧", "Operators' capital tightened", 4.2e8),
    (
        "市级专项资金加强（含选址与ODN支持）",
        "Strengthened city fund (with siting and ODN support)",
        7.9e8,
    ),
    ("农村优先", "Rural first", 4.4e8),
    (
        "企业优先（诊断与上云券）",
        "Enterprise first (diagnosis and vouchers)",
        6.1e8,
    ),
    (
        "示例：全部基期值已给定",
        "Illustrative: all base values supplied",
        4.2e8,
    ),
    ("县级配套翻倍", "County match doubled", 5.5e8),
    ("以奖代补", "Reward in lieu of subsidy", 4.3e8),
    ("贴息", "Interest discount", 3.6e8),
];

/// Name in Chinese and English, unit in both, target, whether it has a base value.
const GOALS: [(&str, &str, &str, &str, f64, bool); 18] = [
    (
        "千兆光网覆盖率",
        "Gigabit optical network coverage",
        "%",
        "%",
        100.0,
        true,
    ),
    (
        "5G基站数量",
        "5G base stations",
        "个",
        "stations",
        18_000.0,
        true,
    ),
    (
        "工业互联网标识解析二级节点(累计)",
        "Identifier-resolution secondary nodes (cumulative)",
        "个",
        "nodes",
        3.0,
        true,
    ),
    (
        "四上企业网站或APP销售额",
        "Sales through websites or apps of above-designated-size enterprises",
        "亿元",
        "100 million yuan",
        500.0,
        true,
    ),
    (
        "四上企业网站或APP销售额年均增长",
        "the same: average yearly growth",
        "%/年",
        "%/year",
        7.0,
        true,
    ),
    (
        "四上企业网站或APP采购额",
        "Purchases through websites or apps",
        "亿元",
        "100 million yuan",
        200.0,
        true,
    ),
    (
        "四上企业网站或APP采购额年均增长",
        "the same: average yearly growth",
        "%/年",
        "%/year",
        5.0,
        true,
    ),
    (
        "平台经济特色基地",
        "Platform-economy bases",
        "个",
        "bases",
        10.0,
        false,
    ),
    (
        "全省具有影响力和竞争力的产业集聚区",
        "Industry clusters of provincial standing",
        "个",
        "clusters",
        5.0,
        false,
    ),
    (
        "百亿级产业集群",
        "Ten-billion-yuan industry clusters",
        "个",
        "clusters",
        4.0,
        false,
    ),
    (
        "规模型和成长型平台企业",
        "Platform enterprises (large and growing)",
        "家",
        "enterprises",
        50.0,
        false,
    ),
    (
        "省级数字商务企业",
        "Provincial digital-commerce enterprises",
        "家",
        "enterprises",
        10.0,
        false,
    ),
    (
        "平台企业上市",
        "Platform enterprises listed",
        "家",
        "listings",
        1.0,
        false,
    ),
    (
        "服务型制造示范企业、工业设计中心(研究院)",
        "Service-oriented manufacturing demonstrators and industrial design centres",
        "家",
        "organisations",
        40.0,
        false,
    ),
    (
        "省重点工业互联网平台",
        "Provincial key industrial-internet platforms",
        "个",
        "platforms",
        10.0,
        false,
    ),
    (
        "省级数字农业农村基地",
        "Provincial digital agriculture and countryside bases",
        "个",
        "bases",
        10.0,
        false,
    ),
    (
        "农村电子商务服务站点",
        "Rural e-commerce service stations",
        "个",
        "stations",
        586.0,
        false,
    ),
    (
        "农产品年网络销售额超千万元市场主体",
        "Sellers of farm produce with online sales over 10 million yuan a year",
        "家",
        "sellers",
        100.0,
        true,
    ),
];

fn written(value: f64, decimals: usize) -> Text {
    use crate::language::Lang;
    text(
        &super::number(value, decimals, Lang::Zh),
        &super::number(value, decimals, Lang::En),
    )
}

fn goal_row(index: usize, scenarios: usize) -> GoalRow {
    let (zh, en, unit_zh, unit_en, target, known) = GOALS[index];
    let cells = (0..scenarios)
        .map(|scenario| {
            let share = ((index * 37 + scenario * 23 + 42) % 101) as f64;
            let light = if share >= 70.0 {
                Light::Likely
            } else if share >= 30.0 {
                Light::Uncertain
            } else {
                Light::Unlikely
            };
            // under the illustrative scenario, and in one odd cell, everything is judged
            if known || (scenario == 5 && index.is_multiple_of(2)) {
                GoalCell::Assessed {
                    light,
                    value: written(target * (0.8 + share / 350.0), usize::from(target < 1000.0)),
                    probability: text(&format!("{share:.0}%"), &format!("{share:.0} %")),
                }
            } else {
                GoalCell::NotAssessed {
                    reason: text("无公开基期值", "no published base"),
                }
            }
        })
        .collect();
    GoalRow {
        name: text(zh, en),
        unit: text(unit_zh, unit_en),
        base: known.then(|| written(target * 0.55, 0)),
        target: text(
            &format!("≥{}", written(target, 0).zh),
            &format!("≥ {}", written(target, 0).en),
        ),
        cells,
    }
}

pub(super) fn goals(scenarios: usize) -> Figure {
    let section = |zh: &str, en: &str, rows: std::ops::Range<usize>| GoalSection {
        title: Some(text(zh, en)),
        rows: rows.map(|index| goal_row(index, scenarios)).collect(),
    };
    let key = |zh: &str, en: &str, meaning_zh: &str, meaning_en: &str| LightKey {
        word: text(zh, en),
        meaning: text(meaning_zh, meaning_en),
    };
    Figure::GoalTable(GoalTable {
        frame: frame(
            text(
                "18项目标中，基准情景有2项较有把握、3项不确定、3项难以达到，10项因无公开基期值未评估",
                "Of 18 goals, the baseline makes 2 likely, leaves 3 uncertain and 3 unlikely; 10 are not assessed for want of a published base",
            ),
            text(
                "2025年目标：中位数与达标概率",
                "Targets of 2025: median and probability of reaching them",
            ),
        ),
        base_heading: text("2022年末", "end of 2022"),
        target_heading: text("2025年目标", "target 2025"),
        scenarios: SCENARIOS[..scenarios]
            .iter()
            .map(|&(zh, en, _)| text(zh, en))
            .collect(),
        sections: vec![
            section("重点目标", "Card goals", 0..3),
            section("企业线上销售与采购", "Online sales and purchases", 3..7),
            section("培育类目标", "Cultivation goals", 7..18),
        ],
        words: LightWords {
            likely: key(
                "较有把握",
                "likely",
                "概率区间全部不低于70%",
                "the whole interval at 70 % or above",
            ),
            uncertain: key("不确定", "uncertain", "其余情形", "anything between"),
            unlikely: key(
                "难以达到",
                "unlikely",
                "概率区间全部低于30%",
                "the whole interval below 30 %",
            ),
            not_assessed: key(
                "未评估",
                "not assessed",
                "缺少公开基期值或证据",
                "no published base or no evidence",
            ),
        },
    })
}

const COUNTIES: [(&str, &str, f64); 11] = [
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

pub(super) fn counties(count: usize, targets: bool) -> Figure {
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
                    &format!("reached with {} %", 80 - index),
                )
            } else {
                text(&format!("缺口 {}", gap.zh), &format!("gap {}", gap.en))
            };
            let mark = if reached {
                PanelMark::Reached
            } else {
                PanelMark::Gap
            };
            Panel {
                name: text(zh, en),
                bands: widening(&medians, base * 0.08, f64::MAX),
                target: targets.then_some(target),
                mark: targets.then_some(mark),
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

pub(super) fn spending(years: usize) -> Figure {
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

pub(super) fn tradeoff(scenarios: usize) -> Figure {
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
