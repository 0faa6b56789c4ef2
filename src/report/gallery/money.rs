//! Money: who spends how much when, and what public money buys.

use super::{Chart, Report, both, phrases};
use crate::analysis::{self, Difference, Spent};
use crate::chart::{
    Figure, Frame, Funder as Payer, FunderSeries, Spending, Tradeoff, TradeoffPanel, TradeoffPoint,
    TradeoffScenario,
};
use crate::indicator::Indicator;
use crate::language::{Lang, Text};
use crate::policy::{Funder, Instrument};
use crate::quantity::{Money, Year};
use crate::report::{Case, wording};
use crate::statistics::Interval;

/// Most scenarios and goals of a trade-off.
const MOST_SCENARIOS: usize = 9;
const MOST_GOALS: usize = 4;

/// Spending by source and year in the central run, unless nothing is spent.
pub(super) fn spending(report: &Report<'_>, case: &Case<'_>) -> Option<Chart> {
    let scenario = case.scenario;
    let spent = analysis::spending(scenario, &case.central.ledger);
    let years: Vec<Year> = scenario.years().collect();
    let series: Vec<FunderSeries> = Funder::ALL
        .into_iter()
        .filter_map(|funder| {
            let amounts: Vec<f64> = spent
                .iter()
                .filter(|row| row.funder == funder)
                .map(|row| row.amount.yuan())
                .collect();
            amounts.iter().any(|a| *a > 0.0).then(|| FunderSeries {
                funder: payer(funder),
                name: both(|lang| wording::funder(funder, lang).to_owned()),
                yuan: amounts,
            })
        })
        .collect();
    if series.is_empty() {
        return None;
    }
    let due = case.summary.goals.iter().map(|g| g.year).max()?;
    let running = scenario
        .programmes
        .iter()
        .any(|p| matches!(p.instrument, Instrument::RunningCosts));
    let frame = Frame {
        finding: both(|lang| spending_finding(case, &spent, due, lang)),
        subtitle: both(|lang| {
            let region = scenario.region.get(lang);
            let run = case.central.run;
            match lang {
                Lang::Zh => {
                    format!("按资金来源的年度支出，{region}，最居中的一次模拟（第{run}次）")
                }
                Lang::En => format!(
                    "Spending by year and source, {region}, the most central run (run {run})"
                ),
            }
        }),
        source: both(|lang| {
            let running = if running {
                lang.pick("，含运行费用", ", running costs included")
            } else {
                ""
            };
            match lang {
                Lang::Zh => format!("来源：本次模拟的资金台账（ledger.csv）{running}，名义价格"),
                Lang::En => {
                    format!("Source: the run's ledger (ledger.csv){running}, current prices")
                }
            }
        }),
        scenario: phrases::scenario(scenario),
        runs: phrases::runs(report),
        bands: None,
        caveat: None,
        alt: both(|lang| spending_alt(&spent, &years, lang)),
        caption: both(|lang| {
            let (region, name) = (scenario.region.get(lang), scenario.name.get(lang));
            let what = match lang {
                Lang::Zh => format!("{region}按资金来源的年度支出（{name}）"),
                Lang::En => format!("Spending by year and source, {region} ({name})"),
            };
            let run = lang
                .pick(
                    "金额取自各主要指标最接近中位数的一次模拟，与ledger.csv逐分一致",
                    "Amounts are those of the run nearest to the medians of the card goals and agree with ledger.csv to the fen",
                )
                .to_owned();
            phrases::sentences([Some(what), Some(run)], lang)
        }),
    };
    Some(Chart {
        name: "spending".to_owned(),
        figure: Figure::Spending(Spending {
            frame,
            years,
            series,
        }),
    })
}

fn spending_finding(case: &Case<'_>, spent: &[Spent], due: Year, lang: Lang) -> String {
    let sum = |public: Option<bool>| -> f64 {
        spent
            .iter()
            .filter(|row| row.year <= due)
            .filter(|row| public.is_none_or(|public| row.funder.is_public() == public))
            .map(|row| row.amount)
            .sum::<Money>()
            .yuan()
    };
    let (all, public) = (sum(None), sum(Some(true)));
    let first = case.scenario.base_year + 1;
    let under = phrases::under(case.scenario, lang);
    let percent = if all > 0.0 { public / all * 100.0 } else { 0.0 };
    let (all, public) = (wording::money(all, lang), wording::money(public, lang));
    match lang {
        Lang::Zh => {
            format!("{under}，{first}—{due}年共支出{all}，其中公共资金{public}，占{percent:.0}%")
        }
        Lang::En => format!(
            "{under}: {all} are spent from {first} to {due}, {public} of it public money ({percent:.0}%)"
        ),
    }
}

fn spending_alt(spent: &[Spent], years: &[Year], lang: Lang) -> String {
    let lines: Vec<String> = years
        .iter()
        .map(|year| {
            let parts: Vec<String> = spent
                .iter()
                .filter(|row| row.year == *year && !row.amount.is_zero())
                .map(|row| {
                    let name = both(|lang| wording::funder(row.funder, lang).to_owned());
                    format!(
                        "{} {}",
                        name.get(lang),
                        wording::money(row.amount.yuan(), lang)
                    )
                })
                .collect();
            match lang {
                Lang::Zh => format!("{year}年：{}", parts.join("，")),
                Lang::En => format!("{year}: {}", parts.join(", ")),
            }
        })
        .collect();
    format!(
        "{}{}{}",
        lang.pick("柱状图，", "Bars by year. "),
        lines.join(lang.pick("；", "; ")),
        lang.pick("。", ".")
    )
}

/// Probability of the card goals against public money, a point a scenario.
pub(super) fn tradeoff(report: &Report<'_>) -> Option<Chart> {
    let cases = &report.cases[..report.cases.len().min(MOST_SCENARIOS)];
    let baseline = &cases[0];
    let goals: Vec<&str> = baseline
        .summary
        .goals
        .iter()
        .filter(|goal| goal.target.is_some())
        .map(|goal| goal.id.as_str())
        .take(MOST_GOALS)
        .collect();
    let due = baseline.summary.goals.iter().map(|g| g.year).max()?;
    if goals.is_empty() {
        return None;
    }
    let first = baseline.scenario.base_year + 1;
    let scenarios = cases
        .iter()
        .map(|case| TradeoffScenario {
            name: case.scenario.name.clone(),
            yuan: public_money(case, due),
        })
        .collect();
    let frame = Frame {
        finding: both(|lang| tradeoff_finding(report, cases, &goals, due, lang)),
        subtitle: both(|lang| {
            let region = baseline.scenario.region.get(lang);
            match lang {
                Lang::Zh => format!("主要指标的达标概率与公共资金，{region}"),
                Lang::En => format!("Probability of the card goals against public money, {region}"),
            }
        }),
        source: both(|lang| {
            let grade = baseline
                .summary
                .attainment
                .iter()
                .filter(|row| row.judged.is_some())
                .filter_map(|row| row.base_grade)
                .max();
            let grade = phrases::grade(baseline.scenario, grade, lang).unwrap_or_default();
            format!(
                "{}{grade}",
                lang.pick("来源：目标见规划；", "Source: targets from the plan; ")
            )
        }),
        scenario: phrases::scenarios(report),
        runs: phrases::runs(report),
        bands: Some(Text::new("须线为95%区间", "whiskers: 95% interval")),
        caveat: None,
        alt: both(|lang| tradeoff_alt(cases, &goals, due, lang)),
        caption: both(|lang| {
            let what = match lang {
                Lang::Zh => format!("各情景的达标概率与{first}—{due}年公共资金（中位数）"),
                Lang::En => {
                    format!("Probability and public money {first} to {due} (median) by scenario")
                }
            };
            let left = report.cases.len() - cases.len();
            let omitted = (left > 0).then(|| match lang {
                Lang::Zh => format!("另有{left}个情景未画出，见表"),
                Lang::En => format!("{left} further scenarios are not drawn; see the tables"),
            });
            phrases::sentences([Some(what), omitted], lang)
        }),
    };
    Some(Chart {
        name: "tradeoff".to_owned(),
        figure: Figure::Tradeoff(Tradeoff {
            frame,
            money: Text::new(
                format!("{first}—{due}年公共资金"),
                format!("public money {first} to {due}"),
            ),
            scenarios,
            panels: goals.iter().map(|id| panel(baseline, cases, id)).collect(),
        }),
    })
}

fn panel(baseline: &Case<'_>, cases: &[Case<'_>], id: &str) -> TradeoffPanel {
    let target = baseline.scenario.targets.iter().find(|t| t.id == id);
    let indicators = baseline.scenario.indicators();
    TradeoffPanel {
        title: target.map_or_else(Text::default, |target| {
            both(|lang| {
                let unit = &indicators[target.indicator.index()].unit;
                let number = wording::threshold(target, unit, lang);
                format!("{} {number}", target.name.get(lang))
            })
        }),
        points: cases.iter().map(|case| point(case, id)).collect(),
    }
}

fn point(case: &Case<'_>, id: &str) -> Option<TradeoffPoint> {
    let rows = &case.summary.attainment;
    let row = rows
        .iter()
        .find(|row| case.scenario.targets[row.target].id == id)?;
    let judged = row.judged.as_ref()?;
    Some(TradeoffPoint {
        probability: judged.probability,
        low: judged.interval.low,
        high: judged.interval.high,
    })
}

/// Median over runs of the public money paid since the base year.
fn public_money(case: &Case<'_>, due: Year) -> f64 {
    let cumulative = Indicator::PublicSpendingCumulative.id();
    let row = case.summary.indicator(0, cumulative, due);
    row.map_or(0.0, |row| row.spread.p50)
}

/// The largest clear difference of a card goal from the baseline, and what it costs.
fn tradeoff_finding(
    report: &Report<'_>,
    cases: &[Case<'_>],
    goals: &[&str],
    due: Year,
    lang: Lang,
) -> String {
    let mut best: Option<(&Case<'_>, &Difference, &str, f64, Interval)> = None;
    for (case, difference) in cases[1..].iter().zip(report.differences) {
        for row in &difference.attainment {
            let Some((change, interval, ..)) = row.judged else {
                continue;
            };
            let clear = interval.low > 0.0 || interval.high < 0.0;
            let larger = best.is_none_or(|(.., before, _)| change.abs() > before.abs());
            if clear && larger && goals.contains(&row.target.as_str()) {
                best = Some((case, difference, &row.target, change, interval));
            }
        }
    }
    let baseline = &cases[0];
    let base_name = baseline.scenario.name.get(lang);
    let Some((case, difference, target, change, interval)) = best else {
        return match lang {
            Lang::Zh => format!("与{base_name}相比，各情景主要指标的达标概率没有明显差别"),
            Lang::En => format!(
                "No scenario differs clearly from {base_name} in the probability of a card goal"
            ),
        };
    };
    let name = case.scenario.targets.iter().find(|t| t.id == target);
    let name = name.map_or(target, |t| t.name.get(lang));
    // run by run, as in differences.csv
    let spent = Indicator::PublicSpendingCumulative.id();
    let more = difference.indicator(0, spent, due);
    let more = more.map_or(0.0, |row| row.spread.p50);
    let money = wording::money(more.abs(), lang);
    let points = change.abs() * 100.0;
    let (low, high) = (interval.low * 100.0, interval.high * 100.0);
    let scenario = case.scenario.name.get(lang);
    match lang {
        Lang::Zh => {
            let way = if change > 0.0 { "提高" } else { "降低" };
            let cost = match wording::money(more, lang).as_str() {
                "0元" => "公共资金不变".to_owned(),
                _ if more > 0.0 => format!("公共资金多支出{money}"),
                _ => format!("公共资金少支出{money}"),
            };
            format!(
                "与{base_name}相比，{scenario}使{name}的达标概率{way}{points:.0}个百分点（区间{low:+.0}至{high:+.0}），{cost}"
            )
        }
        Lang::En => {
            let way = if change > 0.0 { "raises" } else { "lowers" };
            let cost = match wording::money(more, lang).as_str() {
                "0 yuan" => "at the same public money".to_owned(),
                _ if more > 0.0 => format!("for {money} more of public money"),
                _ => format!("with {money} less of public money"),
            };
            format!(
                "Against {base_name}, {scenario} {way} the probability of \"{name}\" by {points:.0} points ({low:+.0} to {high:+.0}), {cost}"
            )
        }
    }
}

fn tradeoff_alt(cases: &[Case<'_>], goals: &[&str], due: Year, lang: Lang) -> String {
    let lines: Vec<String> = cases
        .iter()
        .map(|case| {
            let money = wording::money(public_money(case, due), lang);
            let points: Vec<String> = goals
                .iter()
                .filter_map(|id| {
                    let target = case.scenario.targets.iter().find(|t| t.id == *id)?;
                    let share = wording::share(point(case, id)?.probability);
                    Some(format!("{} {share}", target.name.get(lang)))
                })
                .collect();
            let name = case.scenario.name.get(lang);
            match lang {
                Lang::Zh => format!("{name}：公共资金{money}，{}", points.join("，")),
                Lang::En => format!("{name}: public money {money}, {}", points.join(", ")),
            }
        })
        .collect();
    format!(
        "{}{}{}",
        lang.pick("散点图。", "Points by scenario. "),
        lines.join(lang.pick("；", "; ")),
        lang.pick("。", ".")
    )
}

const fn payer(funder: Funder) -> Payer {
    match funder {
        Funder::Central => Payer::Central,
        Funder::Provincial => Payer::Provincial,
        Funder::City => Payer::City,
        Funder::County => Payer::County,
        Funder::Fund => Payer::Fund,
        Funder::Operator => Payer::Operator,
        Funder::Enterprise => Payer::Enterprise,
    }
}
