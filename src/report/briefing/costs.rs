//! What a scenario costs, and whom.

use super::{Pictures, basis, called, headed, number, sentence, words};
use crate::analysis;
use crate::indicator::Indicator;
use crate::language::{Lang, Text};
use crate::policy::{Funder, Instrument};
use crate::quantity::{Money, Year};
use crate::report::document::{Block, Cell, Section, Sentence, Table};
use crate::report::phrases::both;
use crate::report::{Case, Report, wording};

/// Public and private money of every scenario, by payer.
pub(super) fn section(report: &Report<'_>, pictures: &Pictures) -> Section {
    let due = last_due(&report.cases[0]);
    let said: Vec<Sentence> = match report.cases {
        [case] => public(case, due)
            .into_iter()
            .chain([central(case, due)])
            .collect(),
        cases => several(cases, due)
            .into_iter()
            .chain([runs(cases)])
            .collect(),
    };
    let mut blocks = vec![Block::Paragraph(said)];
    blocks.extend(table(report, due).map(Block::Table));
    blocks.extend(pictures.money());
    titled(blocks)
}

fn titled(blocks: Vec<Block>) -> Section {
    headed("资金需求", "What it costs", blocks)
}

/// The last year in which a goal with a chart of its own is due.
pub(super) fn last_due(case: &Case<'_>) -> Year {
    let due = case.summary.goals.iter().map(|goal| goal.year).max();
    due.unwrap_or(case.scenario.end_year)
}

/// What `funders` paid in the central run up to `due`.
fn paid(case: &Case<'_>, due: Year, funders: impl Fn(Funder) -> bool) -> Money {
    analysis::spending(case.scenario, &case.central.ledger)
        .iter()
        .filter(|row| row.year <= due && funders(row.funder))
        .map(|row| row.amount)
        .sum()
}

fn public(case: &Case<'_>, due: Year) -> Option<Sentence> {
    let row = Indicator::PublicSpendingCumulative.row();
    let cumulative = Indicator::PublicSpendingCumulative.id();
    let spread = case.summary.indicator(0, cumulative, due)?.spread;
    let first = case.scenario.base_year + 1;
    Some(sentence(
        |lang| {
            let money = |yuan| wording::money(yuan, lang);
            let (low, middle, high) = (money(spread.p05), money(spread.p50), money(spread.p95));
            let name = called(case, lang);
            match lang {
                Lang::Zh => format!(
                    "{name}下，{first}—{due}年公共资金支出的中位数为{middle}（90%区间{low}至{high}）"
                ),
                Lang::En => format!(
                    "Under {name} public money spent from {first} to {due} has a median of {middle} (90% band {low} to {high})"
                ),
            }
        },
        Some(basis::indicator(case, &row.key, due)),
    ))
}

/// Public money of every scenario.
fn several(cases: &[Case<'_>], due: Year) -> Option<Sentence> {
    let row = Indicator::PublicSpendingCumulative.row();
    let cumulative = Indicator::PublicSpendingCumulative.id();
    let spreads: Vec<_> = cases
        .iter()
        .filter_map(|case| Some((case, case.summary.indicator(0, cumulative, due)?.spread)))
        .collect();
    if spreads.is_empty() {
        return None;
    }
    let first = cases[0].scenario.base_year + 1;
    let rows = spreads
        .iter()
        .map(|(case, _)| basis::indicator(case, &row.key, due));
    Some(sentence(
        |lang| {
            let said: Vec<String> = spreads
                .iter()
                .map(|(case, spread)| {
                    let money = |yuan| wording::money(yuan, lang);
                    let (low, middle, high) =
                        (money(spread.p05), money(spread.p50), money(spread.p95));
                    let name = called(case, lang);
                    match lang {
                        Lang::Zh => format!("{name}{middle}（{low}至{high}）"),
                        Lang::En => format!("{middle} under {name} ({low} to {high})"),
                    }
                })
                .collect();
            let said = said.join(lang.pick("，", ", "));
            match lang {
                Lang::Zh => format!("{first}—{due}年公共资金支出的中位数（90%区间）：{said}"),
                Lang::En => format!(
                    "The median of public money spent from {first} to {due} (90% band) is {said}"
                ),
            }
        },
        basis::all(rows),
    ))
}

/// Which runs the table is of.
fn runs(cases: &[Case<'_>]) -> Sentence {
    sentence(
        |lang| {
            let said: Vec<String> = cases
                .iter()
                .map(|case| {
                    let (name, run) = (called(case, lang), case.central.run);
                    match lang {
                        Lang::Zh => format!("{name}第{run}次"),
                        Lang::En => format!("run {run} of {name}"),
                    }
                })
                .collect();
            match lang {
                Lang::Zh => format!("下表取各情景最居中的一次模拟（{}）", said.join("，")),
                Lang::En => format!(
                    "The table shows the most central run of each scenario ({})",
                    said.join(", ")
                ),
            }
        },
        basis::all(cases.iter().map(|case| basis::ledger(case, None))),
    )
}

fn central(case: &Case<'_>, due: Year) -> Sentence {
    let public = paid(case, due, Funder::is_public);
    let operators = paid(case, due, |funder| funder == Funder::Operator);
    let enterprises = paid(case, due, |funder| funder == Funder::Enterprise);
    sentence(
        |lang| {
            let money = |amount: Money| wording::money(amount.yuan(), lang);
            let (public, operators) = (money(public), money(operators));
            let (enterprises, run) = (money(enterprises), case.central.run);
            match lang {
                Lang::Zh => format!(
                    "在最居中的一次模拟（第{run}次）中，公共资金支出{public}，电信运营商支出{operators}，企业支出{enterprises}"
                ),
                Lang::En => format!(
                    "In the most central run (run {run}) the public pays {public}, telecom operators {operators} and enterprises {enterprises}"
                ),
            }
        },
        Some(basis::ledger(case, None)),
    )
}

/// Money by payer, a column a scenario; nothing where nobody pays.
fn table(report: &Report<'_>, due: Year) -> Option<Table> {
    let cases = report.cases;
    let payers: Vec<Funder> = Funder::ALL
        .into_iter()
        .filter(|payer| {
            cases
                .iter()
                .any(|case| !paid(case, due, |funder| funder == *payer).is_zero())
        })
        .collect();
    if payers.is_empty() {
        return None;
    }
    let row = |name: Text, funders: &dyn Fn(Funder) -> bool| -> Vec<Cell> {
        let mut row = vec![words(|lang| name.get(lang).to_owned())];
        row.extend(cases.iter().map(|case| {
            let amount = paid(case, due, funders).yuan();
            number(|lang| wording::money(amount, lang))
        }));
        row
    };
    let mut rows: Vec<Vec<Cell>> = payers
        .iter()
        .map(|payer| {
            row(
                capital(both(|lang| wording::funder(*payer, lang).to_owned())),
                &|funder| funder == *payer,
            )
        })
        .collect();
    rows.push(row(
        Text::new("公共资金合计", "Public money, total"),
        &Funder::is_public,
    ));
    rows.push(row(Text::new("合计", "Total"), &|_| true));
    let mut header = vec![Text::new("资金来源", "Paid by")];
    header.extend(cases.iter().map(|case| case.scenario.name.clone()));
    let first = cases[0].scenario.base_year + 1;
    let running = cases.iter().any(|case| {
        let programmes = &case.scenario.programmes;
        programmes
            .iter()
            .any(|p| matches!(p.instrument, Instrument::RunningCosts))
    });
    Some(Table {
        caption: both(|lang| {
            let running = match (running, lang) {
                (false, _) => "",
                (true, Lang::Zh) => "，含运行费用",
                (true, Lang::En) => ", running costs included",
            };
            match lang {
                Lang::Zh => {
                    format!("{first}—{due}年按来源的支出（最居中的一次模拟，名义价格{running}）")
                }
                Lang::En => format!(
                    "Spending {first} to {due} by payer (most central run, current prices{running})"
                ),
            }
        }),
        header,
        rows,
    })
}

/// With a capital letter at the start of the English form.
fn capital(text: Text) -> Text {
    let mut letters = text.en.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    Text::new(text.zh, first + letters.as_str())
}
