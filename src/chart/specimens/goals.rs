//! The goal table of a whole plan, with up to eight scenarios.

use super::*;

pub(super) const SCENARIOS: [(&str, &str, f64); 9] = [
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
pub(super) const GOALS: [(&str, &str, &str, &str, f64, bool); 18] = [
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

pub(super) fn written(value: f64, decimals: usize) -> Text {
    use crate::language::Lang;
    text(
        &crate::chart::number(value, decimals, Lang::Zh),
        &crate::chart::number(value, decimals, Lang::En),
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
                    probability: text(&format!("{share:.0}%"), &format!("{share:.0}%")),
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

pub(in crate::chart) fn goals(scenarios: usize) -> Figure {
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
                "the whole interval at 70% or above",
            ),
            uncertain: key("不确定", "uncertain", "其余情形", "anything between"),
            unlikely: key(
                "难以达到",
                "unlikely",
                "概率区间全部低于30%",
                "the whole interval below 30%",
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
