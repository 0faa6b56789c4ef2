//! Stacked bars, a waterfall and a tornado, with the longest names and numbers there are.

use super::*;

fn panel(
    zh: &str,
    en: &str,
    tone: Tone,
    (counted, scale): (Counted, f64),
    rows: &[(&str, &str)],
) -> StackedPanel {
    let parts = rows
        .iter()
        .enumerate()
        .map(|(index, (zh, en))| StackedPart {
            name: text(zh, en),
            said: (counted == Counted::Money).then(|| text("1.22亿元", "122 million yuan")),
            values: (0..8)
                .map(|year| {
                    let gone = index == 1 && year == 7;
                    let share = scale / (index as f64 + 1.4) * (1.0 + 0.1 * f64::from(year));
                    if gone { 0.0 } else { share }
                })
                .collect(),
        })
        .collect();
    StackedPanel {
        title: text(zh, en),
        counted,
        key: text("2023—2030年合计", "in all 2023–2030"),
        tone,
        parts,
        ranges: Vec::new(),
        target: None,
    }
}

fn stacked(panels: Vec<StackedPanel>) -> Figure {
    Figure::Stacked(Stacked {
        frame: frame(
            text(
                "基准情景下，2023—2030年支出公共资金2.28亿元，最大一项是市级智改数转补充奖补（30%）",
                "Under Baseline, public money of 228 million yuan from 2023 to 2030 goes first to \"City reward for enterprise projects, after the province's\" (30%)",
            ),
            text(
                "按资金项目的年度支出，盐城市，最居中的一次模拟",
                "Spending by programme and year, Yancheng, the most central run",
            ),
        ),
        years: (2023..=2030).collect(),
        panels,
    })
}

/// Two panels with six parts each.
pub(in crate::chart) fn programmes() -> Figure {
    let public = [
        (
            "市级智改数转补充奖补",
            "City reward for enterprise projects, after the province's",
        ),
        (
            "省智改数转专项资金(中小企业项目)",
            "Provincial fund, projects of small and medium enterprises",
        ),
        ("县级配套(智改数转)", "County match for enterprise projects"),
        ("培育认定奖励", "Awards on recognition"),
        (
            "省智改数转专项资金(大型企业项目)",
            "Provincial fund, projects of large enterprises",
        ),
        ("其他3项", "3 others"),
    ];
    let private = [
        (
            "运营商5G网络运行费用",
            "Running costs of the operators' 5G network",
        ),
        ("运营商5G投资", "Operators' 5G envelope"),
        ("企业自筹", "Enterprises' own money"),
        ("运营商接入网投资", "Operators' access envelope"),
        ("二级节点建设单位自筹", "Own money of secondary nodes"),
        ("二级节点运行费用", "Running costs of secondary nodes"),
    ];
    stacked(vec![
        panel(
            "公共资金",
            "Public money",
            Tone::Public,
            (Counted::Money, 1.2e7),
            &public,
        ),
        panel(
            "企业和运营商资金",
            "Money of operators and enterprises",
            Tone::Private,
            (Counted::Money, 8.0e8),
            &private,
        ),
    ])
}

/// One panel with a range and a target.
pub(in crate::chart) fn types() -> Figure {
    let names = [
        ("共址宏站", "co-sited macro stations"),
        ("低频站", "low-band stations"),
        ("室分站", "indoor systems"),
        ("新建宏站", "new macro stations"),
    ];
    let mut one = panel(
        "5G基站",
        "5G base stations",
        Tone::Steps,
        (Counted::Things(text("个", "stations")), 14_000.0),
        &names,
    );
    one.ranges = (0..8)
        .map(|year| {
            let sum = one.total(year);
            (sum * 0.8, sum * 1.3)
        })
        .collect();
    one.target = Some(Target {
        year: 2025,
        value: 36_000.0,
        label: text(
            "规划目标：2025年3.6万个",
            "plan target: 36,000 stations in 2025",
        ),
        origin: TargetOrigin::Plan,
    });
    stacked(vec![one])
}

/// Twelve steps.
pub(in crate::chart) fn flow() -> Figure {
    use StepKind::{In, Out, Sum};
    let steps = [
        ("此前已承诺", "promised before", In, 40_000_000),
        ("省级财政", "provincial budget", In, 133_000_000),
        ("市级财政", "city budget", In, 200_000_000),
        ("县级财政", "county budgets", In, 6_000_000),
        ("县级配套", "county match", In, 56_000_000),
        (
            "基金和专项债券",
            "funds and special-purpose bonds",
            In,
            1_000_000,
        ),
        ("可用资金", "money to spend", Sum, 436_000_000),
        ("二级节点", "secondary nodes", Out, 11_000_000),
        ("企业诊断", "diagnoses", Out, 13_000_000),
        ("企业改造", "enterprise projects", Out, 170_000_000),
        ("培育认定", "awards on recognition", Out, 34_000_000),
        ("到期收回", "expired, returned", Out, 157_000_000),
        ("已承诺未付", "promised, unpaid", Out, 1_000_000),
        ("2030年末结转", "carried over 2030", Sum, 50_000_000),
    ]
    .map(|(zh, en, kind, yuan)| WaterfallStep {
        name: text(zh, en),
        said: text("−1.57亿元", "−157 million"),
        kind,
        fen: yuan * 100,
    });
    Figure::Waterfall(Waterfall {
        frame: frame(
            text(
                "基准情景下，2023—2030年可用公共资金4.36亿元，支出2.28亿元（52%），到期收回1.57亿元（36%）",
                "Under Baseline: of 436 million yuan of public money from 2023 to 2030, 228 million yuan are spent (52%) and 157 million yuan expire (36%)",
            ),
            text(
                "公共资金的来源、去向和结余",
                "Public money: where from, where to, what is left",
            ),
        ),
        steps: steps.to_vec(),
    })
}

/// Fifteen inputs, some to one side only, with a target on either side.
pub(in crate::chart) fn drivers(target: f64) -> Figure {
    let names = [
        (
            "基期建设能力(相对上年新增)",
            "Building capacity at the base year relative to the last additions",
        ),
        (
            "运营商投资年度波动(对数标准差)",
            "Yearly shock of the operators' envelope (log standard deviation)",
        ),
        (
            "单站综合造价",
            "All-in capital cost per added station in the base year",
        ),
    ];
    let rows = (0..15)
        .map(|index| {
            let size = 2_400.0 / (index as f64 + 1.0);
            let (zh, en) = names[index % names.len()];
            let (low, high) = match index % 4 {
                0 => (-size, size * 0.7),
                1 => (size, -size * 0.8),
                2 => (size * 0.2, size * 0.9),
                _ => (-size, -size * 0.1),
            };
            TornadoRow {
                name: text(zh, en),
                range: text(
                    "不高于12.3万元、不低于18.9万元",
                    "up to 123,000 yuan, from 189,000 yuan",
                ),
                low,
                high,
                clear: index < 6,
            }
        })
        .collect();
    Figure::Tornado(Tornado {
        frame: frame(
            text(
                "基准情景下，单站综合造价对2025年5G基站数量影响最大：低值时均值2.31万个，高值时1.86万个",
                "Under Baseline: \"All-in capital cost per added station in the base year\" moves \"5G base stations\" in 2025 most: 23,100 where it is low, 18,600 where it is high",
            ),
            text(
                "各参数取低值和高值时的均值变化",
                "Mean change with each input low and high",
            ),
        ),
        unit: text("与均值之差（个）", "change from the mean (stations)"),
        decimals: 0,
        centre: text("均值 2.08万个", "mean 20,800 stations"),
        sides: [
            text("取值最低的十分之一模拟", "runs with its lowest tenth"),
            text("取值最高的十分之一模拟", "runs with its highest tenth"),
        ],
        rows,
        target: Some((target, text("目标 ≥1.8万个", "target ≥18,000 stations"))),
    })
}
