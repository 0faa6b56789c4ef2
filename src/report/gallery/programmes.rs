//! Money by programme and year, and where public money came from and went. Knows no pixels.

use super::{Chart, Report, both, phrases};
use crate::analysis::{self, Flow};
use crate::chart::{
    Counted, Figure, Frame, Stacked, StackedPanel, StackedPart, StepKind, Tone, Waterfall,
    WaterfallStep,
};
use crate::language::{Lang, Text};
use crate::policy::Supports;
use crate::quantity::{Money, Year};
use crate::report::{Case, wording};

/// Programmes with a part of their own; the rest are summed up.
const NAMED: usize = 5;
/// Purposes of public money, the last of them the sum of the smaller ones if there are more: with the funders they fit on a
/// sheet.
const PURPOSES: usize = 4;

/// Money by programme and year in the central run: public and private money, each with an axis of its own.
pub(super) fn spending_by_programme(report: &Report<'_>, case: &Case<'_>) -> Option<Chart> {
    let scenario = case.scenario;
    let spent = analysis::spending_by_programme(scenario, &case.central.ledger);
    let years: Vec<Year> = scenario.years().collect();
    let groups = [true, false].map(|public| Group::new(case, &spent, public));
    let panels: Vec<StackedPanel> = groups.iter().filter_map(|g| g.panel(case)).collect();
    if panels.is_empty() {
        return None;
    }
    let region = &scenario.region;
    let frame = Frame {
        finding: both(|lang| spending_finding(case, &groups, lang)),
        subtitle: both(|lang| {
            let (region, run) = (region.get(lang), case.central.run);
            match lang {
                Lang::Zh => {
                    format!("按资金项目的年度支出，{region}，最居中的一次模拟（第{run}次）")
                }
                Lang::En => format!(
                    "Spending by programme and year, {region}, the most central run (run {run})"
                ),
            }
        }),
        source: ledger_source(),
        scenario: phrases::scenario(scenario),
        runs: phrases::runs(report),
        bands: Some(Text::new(
            "上下两图刻度不同",
            "the two plots have different scales",
        ))
        .filter(|_| panels.len() > 1),
        caveat: None,
        alt: both(|lang| {
            let said: Vec<String> = groups
                .iter()
                .flat_map(|group| &group.rows)
                .map(|(name, amounts)| format!("{} {}", name.get(lang), total(amounts, lang)))
                .collect();
            let (list, stop) = (lang.pick("；", "; "), lang.pick("。", "."));
            let head = lang.pick("堆积柱状图，各年合计：", "Stacked bars; all years: ");
            format!("{head}{}{stop}", said.join(list))
        }),
        caption: both(|lang| {
            let (region, name) = (region.get(lang), scenario.name.get(lang));
            let what = match lang {
                Lang::Zh => format!("{region}按资金项目的年度支出（{name}）"),
                Lang::En => format!("Spending by programme and year, {region} ({name})"),
            };
            phrases::sentences([Some(what), Some(central_run(lang).to_owned())], lang)
        }),
    };
    Some(Chart {
        name: "spending_by_programme".to_owned(),
        figure: Figure::Stacked(Stacked {
            frame,
            years,
            panels,
        }),
    })
}

/// Programmes of public or private money, the largest first, the small ones summed up last.
struct Group {
    public: bool,
    rows: Vec<(Text, Vec<Money>)>,
}

impl Group {
    fn new(case: &Case<'_>, spent: &[Vec<Money>], public: bool) -> Self {
        let programmes = case.scenario.programmes.iter();
        let mut rows: Vec<(Text, Vec<Money>)> = programmes
            .zip(spent)
            .filter(|(programme, _)| programme.funder.is_public() == public)
            .filter(|(_, amounts)| amounts.iter().any(|amount| !amount.is_zero()))
            .map(|(programme, amounts)| (programme.name.clone(), amounts.clone()))
            .collect();
        rows.sort_by_key(|(_, amounts)| std::cmp::Reverse(amounts.iter().copied().sum::<Money>()));
        // one that is left over is named rather than called "other"
        if rows.len() > NAMED + 1 {
            let rest = rows.split_off(NAMED);
            let sum = |year: usize| rest.iter().map(|(_, amounts)| amounts[year]).sum();
            let amounts = (0..rest[0].1.len()).map(sum).collect();
            let name = Text::new(
                format!("其他{}项", rest.len()),
                format!("{} others", rest.len()),
            );
            rows.push((name, amounts));
        }
        Self { public, rows }
    }

    fn sum(&self) -> Money {
        self.rows.iter().flat_map(|(_, a)| a).copied().sum()
    }

    fn panel(&self, case: &Case<'_>) -> Option<StackedPanel> {
        if self.rows.is_empty() {
            return None;
        }
        let (first, last) = (case.scenario.base_year + 1, case.scenario.end_year);
        Some(StackedPanel {
            title: if self.public {
                Text::new("公共资金", "Public money")
            } else {
                Text::new("企业和运营商资金", "Money of operators and enterprises")
            },
            counted: Counted::Money,
            key: Text::new(
                format!("{first}—{last}年合计"),
                format!("in all {first}–{last}"),
            ),
            tone: if self.public {
                Tone::Public
            } else {
                Tone::Private
            },
            parts: self
                .rows
                .iter()
                .map(|(name, amounts)| StackedPart {
                    name: name.clone(),
                    said: Some(both(|lang| total(amounts, lang))),
                    values: amounts.iter().map(|a| a.yuan()).collect(),
                })
                .collect(),
            ranges: Vec::new(),
            target: None,
        })
    }
}

fn spending_finding(case: &Case<'_>, groups: &[Group; 2], lang: Lang) -> String {
    let under = phrases::under(case.scenario, lang);
    let (first, last) = (case.scenario.base_year + 1, case.scenario.end_year);
    let said: Vec<String> = groups
        .iter()
        .filter_map(|group| {
            let (name, amounts) = group.rows.first()?;
            let name = name.get(lang);
            let share = amounts.iter().copied().sum::<Money>().yuan() / group.sum().yuan() * 100.0;
            let all = wording::money(group.sum().yuan(), lang);
            Some(match (lang, group.public) {
                (Lang::Zh, true) => format!("公共资金{all}，最大一项是{name}（{share:.0}%）"),
                (Lang::Zh, false) => {
                    format!("企业和运营商资金{all}，最大一项是{name}（{share:.0}%）")
                }
                (Lang::En, true) => {
                    format!("public money of {all} goes first to \"{name}\" ({share:.0}%)")
                }
                (Lang::En, false) => {
                    format!("private money of {all} first to \"{name}\" ({share:.0}%)")
                }
            })
        })
        .collect();
    match lang {
        Lang::Zh => format!("{under}，{first}—{last}年支出{}", said.join("；")),
        Lang::En => format!("{under}, {first} to {last}: {}", said.join("; ")),
    }
}

/// Where public money came from and went in all years of the central run.
pub(super) fn money_flow(report: &Report<'_>, case: &Case<'_>) -> Option<Chart> {
    let scenario = case.scenario;
    let flow = analysis::public_flow(scenario, &case.central.ledger);
    if flow.budget().is_zero() {
        return None;
    }
    let steps = steps(&flow, scenario.end_year);
    let (first, last) = (scenario.base_year + 1, scenario.end_year);
    let frame = Frame {
        finding: both(|lang| flow_finding(case, &flow, lang)),
        subtitle: both(|lang| {
            let (region, run) = (scenario.region.get(lang), case.central.run);
            match lang {
                Lang::Zh => format!(
                    "公共资金的来源、去向和结余，{region}，{first}—{last}年累计，最居中的一次模拟（第{run}次）"
                ),
                Lang::En => format!(
                    "Public money: where from, where to, what is left; {region}, {first} to {last}, the most central run (run {run})"
                ),
            }
        }),
        source: ledger_source(),
        scenario: phrases::scenario(scenario),
        runs: phrases::runs(report),
        bands: None,
        caveat: None,
        alt: both(|lang| {
            let said: Vec<String> = steps
                .iter()
                .map(|step| format!("{} {}", step.name.get(lang), step.said.get(lang)))
                .collect();
            let (list, stop) = (lang.pick("，", ", "), lang.pick("。", "."));
            let head = lang.pick("瀑布图：", "A waterfall: ");
            format!("{head}{}{stop}", said.join(list))
        }),
        caption: both(|lang| {
            let (region, name) = (scenario.region.get(lang), scenario.name.get(lang));
            let what = match lang {
                Lang::Zh => format!("{region}公共资金收支（{name}，{first}—{last}年累计）"),
                Lang::En => format!("Flow of public money, {region} ({name}, {first} to {last})"),
            };
            let moved = lang.pick(
                "统筹资金分到区县的部分在内部相抵，不另列；企业和运营商资金不在图中",
                "Money moved from a common pool to counties cancels out; money of operators and enterprises is not in the chart",
            );
            let parts = [what, moved.to_owned(), central_run(lang).to_owned()];
            phrases::sentences(parts.map(Some), lang)
        }),
    };
    Some(Chart {
        name: "money_flow".to_owned(),
        figure: Figure::Waterfall(Waterfall { frame, steps }),
    })
}

fn steps(flow: &Flow, end: Year) -> Vec<WaterfallStep> {
    let mut steps = Vec::new();
    let mut step = |name: Text, kind: StepKind, amount: Money| {
        if amount.is_zero() && kind != StepKind::Sum {
            return;
        }
        let sign = match kind {
            StepKind::In => "+",
            StepKind::Out => "−",
            StepKind::Sum => "",
        };
        let said = both(|lang| {
            let money = wording::money(amount.yuan(), lang);
            // the unit stands over the axis in words; here only its size
            let money = money.strip_suffix(" yuan").unwrap_or(&money);
            format!("{sign}{money}")
        });
        steps.push(WaterfallStep {
            name,
            said,
            kind,
            fen: amount.fen(),
        });
    };
    step(
        Text::new("此前已承诺", "promised before"),
        StepKind::In,
        flow.opening,
    );
    for (funder, matching, amount) in &flow.credited {
        let name = if *matching {
            Text::new("县级配套", "county match")
        } else {
            both(|lang| wording::funder(*funder, lang).to_owned())
        };
        step(name, StepKind::In, *amount);
    }
    step(
        Text::new("追回", "clawed back"),
        StepKind::In,
        flow.recovered,
    );
    step(
        Text::new("可用资金", "money to spend"),
        StepKind::Sum,
        flow.had(),
    );
    let mut by_amount: Vec<_> = flow.spent.iter().collect();
    by_amount.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    // one that is left over is named rather than called "other"
    let named = if by_amount.len() > PURPOSES {
        PURPOSES - 1
    } else {
        PURPOSES
    };
    for (purpose, amount) in by_amount.iter().take(named) {
        let name = both(|lang| purpose_word(*purpose, lang));
        step(name, StepKind::Out, *amount);
    }
    let others = by_amount
        .iter()
        .skip(named)
        .map(|(_, amount)| *amount)
        .sum();
    step(
        Text::new("其他用途", "other purposes"),
        StepKind::Out,
        others,
    );
    step(
        Text::new("到期收回", "expired, returned"),
        StepKind::Out,
        flow.lapsed,
    );
    let left = flow.committed + flow.carried;
    if !flow.committed.is_zero() && !flow.carried.is_zero() {
        step(
            Text::new("已承诺未付", "promised, unpaid"),
            StepKind::Out,
            flow.committed,
        );
        step(
            Text::new(format!("{end}年末结转"), format!("carried over {end}")),
            StepKind::Sum,
            flow.carried,
        );
    } else {
        let name = if flow.carried.is_zero() && !left.is_zero() {
            Text::new("已承诺未付", "promised, unpaid")
        } else {
            Text::new(format!("{end}年末结转"), format!("carried over {end}"))
        };
        step(name, StepKind::Sum, left);
    }
    steps
}

fn flow_finding(case: &Case<'_>, flow: &Flow, lang: Lang) -> String {
    let under = phrases::under(case.scenario, lang);
    let (first, last) = (case.scenario.base_year + 1, case.scenario.end_year);
    let money = |amount: Money| wording::money(amount.yuan(), lang);
    let share = |amount: Money| amount.yuan() / flow.had().yuan() * 100.0;
    let (had, paid, lapsed) = (money(flow.had()), money(flow.paid()), money(flow.lapsed));
    let (used, lost) = (share(flow.paid()), share(flow.lapsed));
    match lang {
        Lang::Zh => format!(
            "{under}，{first}—{last}年可用公共资金{had}，支出{paid}（{used:.0}%），到期收回{lapsed}（{lost:.0}%）"
        ),
        Lang::En => format!(
            "{under}: of {had} of public money from {first} to {last}, {paid} are spent ({used:.0}%) and {lapsed} expire ({lost:.0}%)"
        ),
    }
}

fn purpose_word(purpose: Supports, lang: Lang) -> String {
    let word = match purpose {
        Supports::BaseStation => lang.pick("5G基站", "5G base stations"),
        Supports::GigabitAccess => lang.pick("千兆光网", "gigabit access"),
        Supports::OdnReadiness => lang.pick("小区光网改造", "in-house networks"),
        Supports::SecondaryNode => lang.pick("二级节点", "secondary nodes"),
        Supports::Diagnosis => lang.pick("企业诊断", "diagnoses"),
        Supports::Enterprise => lang.pick("企业改造", "enterprise projects"),
        Supports::Cultivation => lang.pick("培育认定", "awards on recognition"),
    };
    word.to_owned()
}

fn ledger_source() -> Text {
    Text::new(
        "来源：本次模拟的资金台账（ledger.csv），名义价格",
        "Source: the run's ledger (ledger.csv), current prices",
    )
}

fn central_run(lang: Lang) -> &'static str {
    lang.pick(
        "金额取自各主要指标最接近中位数的一次模拟，与ledger.csv逐分一致",
        "Amounts are those of the run nearest to the medians of the card goals and agree with ledger.csv to the fen",
    )
}

fn total(amounts: &[Money], lang: Lang) -> String {
    wording::money(amounts.iter().copied().sum::<Money>().yuan(), lang)
}
