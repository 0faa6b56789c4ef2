//! Programmes: for whom, by which rule, and how counties and matches hang together.

use super::budget::{budget, shares_of_funds};
use super::goals::chain;
use super::instruments::{MoneyRule, Rules, instrument, rules_of, sense};
use super::observed::no_county;
use super::{Known, in_order, index, provenance, sums_to_all};
use crate::language::Text;
use crate::policy::programme::{Area, Size, StationType};
use crate::policy::{Allocation, Filter, Funder, Match, Order, Programme, Supports};
use crate::quantity::Measure;
use crate::scenario::finding::{At, Fault, Findings};
use crate::scenario::resolved::Provenance;

/// Programmes sorted by id, each with its source.
pub(super) fn all(
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Vec<(Programme, Provenance)>> {
    let root = &known.root;
    let mut entries = root.get("programmes")?.entries();
    entries.sort_by_key(|(id, _)| *id);
    for (_, fund) in root.get("funds").map_or_else(Vec::new, |f| f.entries()) {
        provenance(&fund, known.years, findings);
    }
    shares_of_funds(root, &entries, findings);
    let read: Vec<Option<(Programme, Provenance)>> = entries
        .iter()
        .map(|(id, at)| programme(id, at, known, findings))
        .collect();
    matches(&entries, findings);
    read.into_iter().collect()
}

fn programme(
    id: &str,
    at: &At<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<(Programme, Provenance)> {
    let provenance = provenance(at, known.years, findings);
    let funder = at.get_choice("funder", &Funder::ALL, Funder::key)?;
    let supports = at.get_choice("supports", &Supports::ALL, Supports::key)?;
    let (blank, rules) = rules_of(at)?;
    let instrument = instrument(blank, &rules, at, findings);
    sense(&rules, funder, supports, at, findings);
    let filter = filter(at, supports, known, findings);
    let (base, end) = known.years?;
    let first_year = at.get_year("first_year").unwrap_or(base + 1);
    let last_year = at.get_year("last_year").unwrap_or(end);
    if !in_order(at, first_year, last_year, findings) {
        return None;
    }
    if last_year <= base || first_year > end {
        let what = Text::new(
            format!("{first_year} 至 {last_year} 年不在模拟的年份内"),
            format!("{first_year} to {last_year} lies outside the simulated years"),
        );
        let first = base + 1;
        findings
            .at(at, what)
            .allow(format!("{first} 至 {end}"), format!("{first} to {end}"));
    }
    let budget = budget(&rules, at, &known.root, (first_year, last_year), findings);
    let allocation = allocation(&rules, at, known, findings);
    let orders = [
        Order::Lot,
        Order::SmallestFirst,
        Order::LargestFirst,
        Order::DiagnosedFirst,
    ];
    let order = at.get_choice("order", &orders, |order| match order {
        Order::Lot => "lot",
        Order::SmallestFirst => "smallest_first",
        Order::LargestFirst => "largest_first",
        Order::DiagnosedFirst => "diagnosed_first",
    });
    let matching = matching(at, known, findings);
    let programme = Programme {
        id: id.to_owned(),
        name: at.get_bilingual("name")?,
        funder,
        instrument: instrument?,
        supports,
        filter,
        budget: budget?,
        allocation: allocation?,
        order: order.unwrap_or_default(),
        matching,
        carry_over: at.get_number("carry_over", Measure::Share).unwrap_or(0.0),
        first_year,
        last_year,
        payment_lag: at
            .get("payment_lag")
            .and_then(|lag| u8::try_from(lag.decimal(Measure::Years)?.whole()?).ok())
            .unwrap_or(0),
    };
    Some((programme, provenance?))
}

pub(super) fn not_its_own(at: &At<'_>, key: &str, word: &str, findings: &mut Findings) {
    let what = Text::new(
        format!("{key} 不能用于 {word}"),
        format!("{key} has no meaning for {word}"),
    );
    findings
        .error(at.key_place, &at.key, what)
        .kind(Fault::UnknownKey)
        .allow("删去它", "leave it out");
}

pub(super) fn needed(at: &At<'_>, key: &str, word: &str, findings: &mut Findings) {
    if at.get(key).is_none() {
        let what = Text::new(format!("缺少键 {key}"), format!("the key {key} is missing"));
        findings
            .at(at, what)
            .kind(Fault::Missing)
            .allow(format!("{word} 须有 {key}"), format!("{word} needs {key}"));
    }
}

/// For whom the programme is; lists that have no meaning for its purpose are faults, for they would exclude nobody.
fn filter(at: &At<'_>, supports: Supports, known: &Known<'_>, findings: &mut Findings) -> Filter {
    use Supports as S;
    let Some(at) = at.get("filter") else {
        return Filter::default();
    };
    for (key, list) in at.entries() {
        let meant = match key {
            "areas" => matches!(
                supports,
                S::BaseStation | S::GigabitAccess | S::OdnReadiness
            ),
            "station_types" => supports == S::BaseStation,
            "sizes" => matches!(supports, S::Enterprise | S::Diagnosis),
            "levels" => supports == S::Enterprise,
            "chains" => matches!(supports, S::Enterprise | S::Diagnosis | S::SecondaryNode),
            "items" => supports == S::Cultivation,
            "counties" => !matches!(supports, S::SecondaryNode | S::Cultivation),
            _ => true,
        };
        if !meant {
            not_its_own(&list, key, supports.key(), findings);
        }
        if list.node.list().is_some_and(<[_]>::is_empty) {
            let what = Text::new("空列表等于不限", "an empty list excludes nobody");
            findings.at(&list, what).allow("删去它", "leave it out");
        }
    }
    for (_, list) in at.entries() {
        twice(&list, findings);
    }
    let list = |key: &str| at.get(key).map_or_else(Vec::new, |l| l.items());
    let mut counties = Vec::new();
    for item in list("counties") {
        let Some(code) = item.word() else { continue };
        match index(&known.counties, code) {
            Some(i) => counties.push(i),
            None => no_county(&item, code, known, findings),
        }
    }
    let mut items = Vec::new();
    for item in list("items") {
        let Some(id) = item.word() else { continue };
        if let Some(i) = index(&known.items, id) {
            items.push(i);
        } else {
            let what = Text::new(
                format!("没有培育事项 {id}"),
                format!("there is no cultivated item {id}"),
            );
            findings
                .at(&item, what)
                .near(id, known.items.iter().copied());
        }
    }
    Filter {
        counties,
        areas: words(&list("areas"), &Area::ALL, Area::key),
        station_types: words(&list("station_types"), &StationType::ALL, StationType::key),
        sizes: words(&list("sizes"), &Size::ALL, Size::key),
        chains: list("chains")
            .iter()
            .filter_map(|item| chain(item, known, findings))
            .collect(),
        levels: list("levels").iter().filter_map(At::whole).collect(),
        items,
    }
}

/// What a list names a second time.
fn twice(list: &At<'_>, findings: &mut Findings) {
    let items = list.items();
    for (at, item) in items.iter().enumerate() {
        let same = |other: &&At<'_>| other.word().is_some() && other.word() == item.word();
        if let Some(first) = items[..at].iter().find(same) {
            let (seen, place) = (item.seen(), first.node.place);
            let (line, column) = (place.line, place.column);
            let what = Text::new(
                format!("{seen} 列了两次，第一次在 {line}:{column}"),
                format!("{seen} is listed twice, first in {line}:{column}"),
            );
            findings.at(item, what).allow("删去它", "leave it out");
        }
    }
}

/// The values of `all` whose words are listed.
fn words<T: Copy>(items: &[At<'_>], all: &[T], word: impl Fn(T) -> &'static str) -> Vec<T> {
    let of = |item: &At<'_>| all.iter().copied().find(|t| Some(word(*t)) == item.word());
    items.iter().filter_map(of).collect()
}

fn allocation(
    rules: &Rules,
    at: &At<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Allocation> {
    let Some(given) = at.get("allocation") else {
        return match rules.money {
            MoneyRule::AsNeeded | MoneyRule::Envelope => Some(Allocation::LeastCost),
            MoneyRule::Stated | MoneyRule::OfCounties => {
                needed(at, "allocation", rules.word, findings);
                None
            }
        };
    };
    if rules.money == MoneyRule::AsNeeded {
        not_its_own(&given, "allocation", rules.word, findings);
    }
    if rules.money == MoneyRule::OfCounties && given.word() == Some("least_cost") {
        let what = Text::new(
            "县级资金不能放在一个池里",
            "the counties' own money cannot be one pool",
        );
        findings
            .at(&given, what)
            .allow("用别的分配方式", "share it over counties by another rule");
    }
    if rules.money == MoneyRule::Envelope && given.word() != Some("least_cost") {
        let what = Text::new(
            "运营商的投资是一个池，不按县区分",
            "operators' capital is one pool, not shared over counties",
        );
        findings
            .at(&given, what)
            .allow("用 least_cost，或删去它", "least_cost, or leave it out");
    }
    if let Some(shares) = given.get("fixed_shares") {
        return fixed_shares(&shares, known, findings);
    }
    Some(match given.word()? {
        "equal" => Allocation::Equal,
        "population" => Allocation::Population,
        "households" => Allocation::Households,
        "gdp" => Allocation::Gdp,
        "gap_to_target" => Allocation::GapToTarget,
        "least_cost" => Allocation::LeastCost,
        _ => return None,
    })
}

fn fixed_shares(at: &At<'_>, known: &Known<'_>, findings: &mut Findings) -> Option<Allocation> {
    let mut shares = vec![0.0; known.counties.len()];
    let mut sum = 0.0;
    for (code, share) in at.entries() {
        let value = share.number(Measure::Share)?;
        sum += value;
        if let Some(i) = index(&known.counties, code) {
            shares[usize::from(i)] = value;
        } else {
            let key = At {
                key_place: share.key_place,
                ..at.clone()
            };
            no_county(&key, code, known, findings);
        }
    }
    sums_to_all(at, sum, ("各县区比重", "the shares"), findings);
    Some(Allocation::FixedShares(shares))
}

fn matching(at: &At<'_>, known: &Known<'_>, findings: &mut Findings) -> Option<Match> {
    let at = at.get("match")?;
    let from = at.get("from")?;
    let id = from.word()?;
    let found = index(&known.programmes, id);
    if found.is_none() {
        let what = Text::new(
            format!("没有项目 {id}"),
            format!("there is no programme {id}"),
        );
        findings
            .at(&from, what)
            .near(id, known.programmes.iter().copied());
    }
    Some(Match {
        ratio: at.get_number("ratio", Measure::Number)?,
        from: found?,
    })
}

/// A match is paid by a county's line that is not itself matched; a line of match money that nobody draws on is worth a
/// word.
fn matches(entries: &[(&str, At<'_>)], findings: &mut Findings) {
    let drawn = |id: &str| {
        entries.iter().any(|(_, at)| {
            let from = at.get("match").and_then(|m| m.get_text("from"));
            from.as_deref() == Some(id)
        })
    };
    for (id, at) in entries {
        if at.get_text("instrument").as_deref() == Some("county_match") && !drawn(id) {
            let what = Text::new(
                "没有项目用它配套，这笔钱不会花",
                "no programme is matched from it: its money is never spent",
            );
            findings.warning(at, what);
        }
    }
    for (id, at) in entries {
        let Some(from) = at.get("match").and_then(|m| m.get("from")) else {
            continue;
        };
        let Some((payer_id, payer)) = entries.iter().find(|(id, _)| from.word() == Some(id)) else {
            continue;
        };
        let allowed = (
            "写由县级出资、本身没有配套的另一项目",
            "another programme, paid by counties and not matched itself",
        );
        let what = if payer_id == id {
            Text::new("自己给自己配套", "matches itself")
        } else if payer.get_text("funder").as_deref() != Some("county") {
            Text::new(
                format!("{payer_id} 不是县级资金"),
                format!("{payer_id} is not paid by counties"),
            )
        } else if payer.get("match").is_some() {
            Text::new(
                format!("{payer_id} 本身也要配套"),
                format!("{payer_id} is matched itself"),
            )
        } else {
            continue;
        };
        findings.at(&from, what).allow(allowed.0, allowed.1);
    }
}
