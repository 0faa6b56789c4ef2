//! Budgets: money by year, stated, from a fund, continuing the base year, or as needed.

use super::SUM_TOLERANCE;
use super::instruments::{MoneyRule, Rules};
use super::programmes::{needed, not_its_own};
use crate::language::Text;
use crate::policy::Budget;
use crate::quantity::{Decimal, Measure, Money, Year};
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Findings};
use crate::scenario::shape::bound;

/// Money by year: stated, from a fund, continuing the base year, or as needed.
pub(super) fn budget(
    rules: &Rules,
    at: &At<'_>,
    root: &At<'_>,
    (first, last): (Year, Year),
    findings: &mut Findings,
) -> Option<Budget> {
    let own: &[&str] = match rules.money {
        MoneyRule::Stated | MoneyRule::OfCounties => &["amount", "fund", "share", "scaled_by"],
        MoneyRule::Envelope => &["envelope"],
        MoneyRule::AsNeeded => &[],
    };
    for key in ["amount", "fund", "share", "scaled_by", "envelope"] {
        if let Some(given) = at.get(key)
            && !own.contains(&key)
        {
            not_its_own(&given, key, rules.word, findings);
        }
    }
    match rules.money {
        MoneyRule::AsNeeded => Some(Budget::AsNeeded),
        MoneyRule::Envelope => {
            needed(at, "envelope", rules.word, findings);
            let envelope = at.get("envelope")?;
            let factors = by_year(&envelope, (first, last), findings, |at| {
                at.number(Measure::Share)
            })?;
            let factors = factors.into_iter().map(|f| f.unwrap_or(0.0)).collect();
            Some(Budget::Continues { factors })
        }
        MoneyRule::Stated | MoneyRule::OfCounties => stated(at, root, (first, last), findings),
    }
}

/// An amount, or a share of a fund.
fn stated(
    at: &At<'_>,
    root: &At<'_>,
    (first, last): (Year, Year),
    findings: &mut Findings,
) -> Option<Budget> {
    match (at.get("amount"), at.get("fund")) {
        (Some(amount), None) => {
            if let Some(share) = at.get("share") {
                let what = Text::new("share 只与 fund 同用", "share goes with fund only");
                findings
                    .error(share.key_place, &share.key, what)
                    .allow("删去它", "leave it out");
            }
            let amounts = by_year(&amount, (first, last), findings, money)?;
            let amounts = amounts.into_iter().map(|a| a.unwrap_or(Money::ZERO));
            Some(Budget::Stated {
                amounts: amounts.collect(),
                scaled_by: scaled_by(at),
            })
        }
        (None, Some(name)) => {
            needed(at, "share", "fund", findings);
            let share = at.get("share")?.decimal(Measure::Share)?;
            let fund = fund(root, &name, findings)?;
            let amount = fund.get("amount")?;
            let amounts = by_year_any(&amount, (first, last), money)?;
            let part = |a: Option<Money>| a.map_or(Money::ZERO, |a| part(a, share));
            Some(Budget::Stated {
                amounts: amounts.into_iter().map(part).collect(),
                scaled_by: scaled_by(&fund),
            })
        }
        (given, _) => {
            let what = if given.is_some() {
                Text::new("amount 和 fund 都写了", "has both amount and fund")
            } else {
                Text::new("没有金额", "has no money")
            };
            findings.at(at, what).allow(
                "写 amount，或写 fund 和 share",
                "give amount, or fund and share",
            );
            None
        }
    }
}

/// `share` of `money`, rounded down to the fen, so that parts never exceed the whole. A share is at most 1.
fn part(money: Money, share: Decimal) -> Money {
    let (numerator, denominator) = share.ratio();
    let fen = i128::from(money.fen()) * numerator / denominator;
    Money::from_fen(i64::try_from(fen).expect("a part of an amount in range"))
}

fn money(at: &At<'_>) -> Option<Money> {
    at.money()
}

fn scaled_by(at: &At<'_>) -> Option<usize> {
    let key = at.get_text("scaled_by")?;
    Parameter::from_key(&key).map(Parameter::index)
}

fn fund<'a>(root: &At<'a>, name: &At<'_>, findings: &mut Findings) -> Option<At<'a>> {
    let id = name.word()?;
    let funds = root.get("funds").map_or_else(Vec::new, |f| f.entries());
    let found = funds.iter().find(|(key, _)| *key == id);
    if found.is_none() {
        let what = Text::new(format!("没有资金 {id}"), format!("there is no fund {id}"));
        findings
            .at(name, what)
            .near(id, funds.iter().map(|(key, _)| *key));
    }
    found.map(|(_, at)| at.clone())
}

/// One value for every year from `first` to `last`: the same, or those of a map. A map's years lie inside.
fn by_year<T: Copy>(
    at: &At<'_>,
    (first, last): (Year, Year),
    findings: &mut Findings,
    read: impl Fn(&At<'_>) -> Option<T>,
) -> Option<Vec<Option<T>>> {
    for (key, entry) in at.entries() {
        if let Ok(year) = key.parse::<Year>()
            && !(first..=last).contains(&year)
        {
            let what = Text::new(
                format!("{year} 不在项目年份内"),
                format!("{year} is outside the programme's years"),
            );
            findings
                .error(entry.key_place, &entry.key, what)
                .allow(format!("{first} 至 {last}"), format!("{first} to {last}"));
        }
    }
    by_year_any(at, (first, last), read)
}

fn by_year_any<T: Copy>(
    at: &At<'_>,
    (first, last): (Year, Year),
    read: impl Fn(&At<'_>) -> Option<T>,
) -> Option<Vec<Option<T>>> {
    if at.node.scalar().is_some() {
        let value = read(at)?;
        return Some((first..=last).map(|_| Some(value)).collect());
    }
    let of = |year: Year| at.get(&year.to_string()).and_then(|at| read(&at));
    Some((first..=last).map(of).collect())
}

/// Programmes together draw at most all of a fund.
pub(super) fn shares_of_funds(root: &At<'_>, entries: &[(&str, At<'_>)], findings: &mut Findings) {
    for (id, fund) in root.get("funds").map_or_else(Vec::new, |f| f.entries()) {
        let sum: f64 = entries
            .iter()
            .filter(|(_, at)| at.get_text("fund").as_deref() == Some(id))
            .filter_map(|(_, at)| at.get_number("share", Measure::Share))
            .sum();
        if sum > 1.0 + SUM_TOLERANCE {
            let seen = bound(Measure::Share, sum);
            let what = Text::new(
                format!("各项目共用去 {seen}"),
                format!("programmes draw {seen} of it"),
            );
            findings
                .at(&fund, what)
                .allow("最多 100 %", "at most 100 %");
        }
    }
}
