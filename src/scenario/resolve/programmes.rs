//! Programmes: what each instrument needs and forbids, and how money, counties and matches hang together.

use super::goals::{chain, no_county};
use super::{in_order, provenance};
use crate::language::Text;
use crate::policy::instrument::{
    AwardOnRecognition, CapitalGrant, CompletionReward, DirectBuild, FreeDiagnosis,
    InterestSubsidy, SitingSupport, Voucher,
};
use crate::policy::programme::{Area, Size, StationType};
use crate::policy::{
    Allocation, Budget, Filter, Funder, Instrument, Match, Order, Programme, Supports,
};
use crate::quantity::{Decimal, Measure, Money, Year};
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Findings};
use crate::scenario::resolved::{County, CultivationItem, ParameterValue, Provenance};
use crate::scenario::shape::bound;

/// Sums of shares may differ from 1 by this (binary noise of a few additions).
const SUM_TOLERANCE: f64 = 1.0e-9;

/// What programmes may refer to.
pub(super) struct Known<'a> {
    pub(super) counties: &'a [County],
    pub(super) items: &'a [CultivationItem],
    pub(super) parameters: Option<&'a [ParameterValue]>,
    pub(super) years: Option<(Year, Year)>,
}

/// Programmes sorted by id, each with its source.
pub(super) fn all(
    root: &At<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Vec<(Programme, Provenance)>> {
    let map = root.get("programmes")?;
    let mut entries = map.entries();
    entries.sort_by_key(|(id, _)| *id);
    for (_, fund) in root.get("funds").map_or_else(Vec::new, |f| f.entries()) {
        provenance(&fund, known.years, findings);
    }
    shares_of_funds(root, &entries, findings);
    let ids: Vec<&str> = entries.iter().map(|(id, _)| *id).collect();
    let read: Vec<Option<(Programme, Provenance)>> = entries
        .iter()
        .map(|(id, at)| programme(id, at, root, known, &ids, findings))
        .collect();
    matches(&entries, findings);
    read.into_iter().collect()
}

fn programme(
    id: &str,
    at: &At<'_>,
    root: &At<'_>,
    known: &Known<'_>,
    ids: &[&str],
    findings: &mut Findings,
) -> Option<(Programme, Provenance)> {
    let provenance = provenance(at, known.years, findings);
    let funder = at.get_choice("funder", &Funder::ALL, Funder::key)?;
    let supports = at.get_choice("supports", &Supports::ALL, Supports::key)?;
    let word = at.get_text("instrument")?;
    let before = findings.len();
    let instrument = instrument(&word, at, findings);
    sense(&word, funder, supports, at, findings);
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
    let budget = budget(&word, at, root, (first_year, last_year), findings);
    let allocation = allocation(&word, at, known.counties, findings);
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
    let matching = matching(at, ids, findings);
    if findings.len() > before && budget.is_none() {
        return None;
    }
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

/// Keys that belong to some instruments only.
const INSTRUMENT_KEYS: [&str; 7] = [
    "rate",
    "cap",
    "unit_price",
    "award",
    "interest",
    "loan_share",
    "years",
];

/// The instrument with its own keys; says which are needed and which are not its own.
fn instrument(word: &str, at: &At<'_>, findings: &mut Findings) -> Option<Instrument> {
    let (needs, may): (&[&str], &[&str]) = match word {
        "capital_grant" | "voucher" | "completion_reward" => (&["rate"], &["cap"]),
        "interest_subsidy" => (&["interest", "loan_share", "years"], &["cap"]),
        "free_diagnosis" | "siting_support" => (&[], &["unit_price"]),
        "award_on_recognition" => (&["award"], &[]),
        _ => (&[], &[]),
    };
    for key in INSTRUMENT_KEYS {
        if let Some(given) = at.get(key)
            && !needs.contains(&key)
            && !may.contains(&key)
        {
            not_its_own(&given, key, word, findings);
        }
    }
    for key in needs {
        needed(at, key, word, findings);
    }
    let share = |key: &str| at.get_number(key, Measure::Share);
    let money = |key: &str| at.get(key).and_then(|at| at.money());
    let cap = money("cap");
    Some(match word {
        "capital_grant" => Instrument::CapitalGrant(CapitalGrant {
            rate: share("rate")?,
            cap,
        }),
        "voucher" => Instrument::Voucher(Voucher {
            rate: share("rate")?,
            cap,
        }),
        "completion_reward" => Instrument::CompletionReward(CompletionReward {
            rate: share("rate")?,
            cap,
        }),
        "interest_subsidy" => Instrument::InterestSubsidy(InterestSubsidy {
            interest: at.get_number("interest", Measure::Rate)?,
            loan_share: share("loan_share")?,
            years: at.get_whole("years")?,
            cap,
        }),
        "free_diagnosis" => Instrument::FreeDiagnosis(FreeDiagnosis {
            unit_price: money("unit_price"),
        }),
        "siting_support" => Instrument::SitingSupport(SitingSupport {
            unit_price: money("unit_price"),
        }),
        "award_on_recognition" => Instrument::AwardOnRecognition(AwardOnRecognition {
            amount: money("award")?,
        }),
        "direct_build" => Instrument::DirectBuild(DirectBuild),
        "operator_envelope" => Instrument::OperatorEnvelope,
        "own_funds" => Instrument::OwnFunds,
        "running_costs" => Instrument::RunningCosts,
        _ => return None,
    })
}

fn not_its_own(at: &At<'_>, key: &str, word: &str, findings: &mut Findings) {
    let what = Text::new(
        format!("{key} 不能用于 {word}"),
        format!("{key} has no meaning for {word}"),
    );
    findings
        .error(at.key_place, &at.key, what)
        .allow("删去它", "leave it out");
}

fn needed(at: &At<'_>, key: &str, word: &str, findings: &mut Findings) {
    if at.get(key).is_none() {
        let what = Text::new(format!("缺少键 {key}"), format!("the key {key} is missing"));
        findings
            .at(at, what)
            .allow(format!("{word} 须有 {key}"), format!("{word} needs {key}"));
    }
}

/// Whether instrument, purpose and payer make sense together.
fn sense(word: &str, funder: Funder, supports: Supports, at: &At<'_>, findings: &mut Findings) {
    use Supports as S;
    let purposes: &[Supports] = match word {
        "siting_support" => &[S::BaseStation],
        "free_diagnosis" => &[S::Diagnosis],
        "award_on_recognition" => &[S::Cultivation],
        "voucher" => &[S::Enterprise],
        "operator_envelope" => &[S::BaseStation, S::GigabitAccess],
        "own_funds" => &[S::Enterprise, S::SecondaryNode],
        "running_costs" => &[S::BaseStation, S::SecondaryNode],
        "direct_build" => &[
            S::BaseStation,
            S::GigabitAccess,
            S::OdnReadiness,
            S::SecondaryNode,
        ],
        _ => &[
            S::BaseStation,
            S::GigabitAccess,
            S::OdnReadiness,
            S::SecondaryNode,
            S::Enterprise,
        ],
    };
    if !purposes.contains(&supports) {
        let keys: Vec<&str> = purposes.iter().map(|s| s.key()).collect();
        let (keys, seen) = (keys.join(", "), supports.key());
        let what = Text::new(
            format!("{word} 不能支持 {seen}"),
            format!("{word} cannot support {seen}"),
        );
        let place = at.get("supports");
        findings
            .at(place.as_ref().unwrap_or(at), what)
            .allow(format!("可用: {keys}"), format!("one of: {keys}"));
        return;
    }
    let payers: Vec<Funder> = match (word, supports) {
        ("operator_envelope", _) | ("running_costs", S::BaseStation) => vec![Funder::Operator],
        ("own_funds" | "running_costs", _) => vec![Funder::Enterprise],
        _ => Funder::ALL.into_iter().filter(|f| f.is_public()).collect(),
    };
    if !payers.contains(&funder) {
        let keys: Vec<&str> = payers.iter().map(|f| f.key()).collect();
        let (keys, seen) = (keys.join(", "), funder.key());
        let what = Text::new(
            format!("{word} 不能由 {seen} 出资"),
            format!("{word} is not paid by {seen}"),
        );
        let place = at.get("funder");
        findings
            .at(place.as_ref().unwrap_or(at), what)
            .allow(format!("可用: {keys}"), format!("one of: {keys}"));
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
    let list = |key: &str| at.get(key).map_or_else(Vec::new, |l| l.items());
    fn words<T: Copy>(items: &[At<'_>], all: &[T], word: impl Fn(T) -> &'static str) -> Vec<T> {
        let of = |item: &At<'_>| all.iter().copied().find(|t| Some(word(*t)) == item.word());
        items.iter().filter_map(of).collect()
    }
    let mut counties = Vec::new();
    for item in list("counties") {
        let Some(code) = item.word() else { continue };
        match known.counties.iter().position(|c| c.code == code) {
            Some(i) => counties.extend(u16::try_from(i)),
            None if known.counties.is_empty() => {}
            None => no_county(&item, code, known.counties, findings),
        }
    }
    let mut items = Vec::new();
    for item in list("items") {
        let Some(id) = item.word() else { continue };
        if let Some(i) = known.items.iter().position(|i| i.id == id) {
            items.extend(u16::try_from(i));
        } else {
            let what = Text::new(
                format!("没有培育事项 {id}"),
                format!("there is no cultivated item {id}"),
            );
            findings
                .at(&item, what)
                .near(id, known.items.iter().map(|i| i.id.as_str()));
        }
    }
    Filter {
        counties,
        areas: words(&list("areas"), &Area::ALL, Area::key),
        station_types: words(&list("station_types"), &StationType::ALL, StationType::key),
        sizes: words(&list("sizes"), &Size::ALL, Size::key),
        chains: list("chains")
            .iter()
            .filter_map(|item| chain(item, known.parameters, findings))
            .collect(),
        levels: list("levels").iter().filter_map(At::whole).collect(),
        items,
    }
}

/// Money by year: stated, from a fund, continuing the base year, or as needed.
fn budget(
    word: &str,
    at: &At<'_>,
    root: &At<'_>,
    (first, last): (Year, Year),
    findings: &mut Findings,
) -> Option<Budget> {
    let kind: &[&str] = match word {
        "operator_envelope" => &["envelope"],
        "own_funds" | "running_costs" => &[],
        _ => &["amount", "fund", "share", "scaled_by"],
    };
    for key in ["amount", "fund", "share", "scaled_by", "envelope"] {
        if let Some(given) = at.get(key)
            && !kind.contains(&key)
        {
            not_its_own(&given, key, word, findings);
        }
    }
    match word {
        "own_funds" | "running_costs" => return Some(Budget::AsNeeded),
        "operator_envelope" => {
            needed(at, "envelope", word, findings);
            let envelope = at.get("envelope")?;
            let factors = by_year(&envelope, (first, last), findings, |at| {
                at.number(Measure::Share)
            })?;
            let factors = factors.into_iter().map(|f| f.unwrap_or(0.0)).collect();
            return Some(Budget::Continues { factors });
        }
        _ => {}
    }
    match (at.get("amount"), at.get("fund")) {
        (Some(amount), None) => {
            if let Some(share) = at.get("share") {
                let what = Text::new("share 只与 fund 同用", "share goes with fund only");
                findings
                    .error(share.key_place, &share.key, what)
                    .allow("删去它", "leave it out");
            }
            let amounts = by_year(&amount, (first, last), findings, |at| at.money())?;
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
            let amounts = by_year_any(&amount, (first, last), |at| at.money())?;
            let part = |a: Option<Money>| a.map_or(Some(Money::ZERO), |a| part(a, share));
            let amounts: Option<Vec<Money>> = amounts.into_iter().map(part).collect();
            Some(Budget::Stated {
                amounts: amounts?,
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

/// `share` of `money`, rounded down to the fen, so that parts never exceed the whole.
fn part(money: Money, share: Decimal) -> Option<Money> {
    let (numerator, denominator) = share.ratio();
    let numerator = i64::try_from(numerator).ok()?;
    let denominator = i64::try_from(denominator).ok()?;
    Some(money.scaled(numerator, denominator))
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

fn allocation(
    word: &str,
    at: &At<'_>,
    counties: &[County],
    findings: &mut Findings,
) -> Option<Allocation> {
    let as_needed = matches!(word, "own_funds" | "running_costs");
    let Some(given) = at.get("allocation") else {
        if as_needed || word == "operator_envelope" {
            return Some(Allocation::LeastCost);
        }
        needed(at, "allocation", word, findings);
        return None;
    };
    if as_needed {
        not_its_own(&given, "allocation", word, findings);
    }
    if let Some(shares) = given.get("fixed_shares") {
        return fixed_shares(&shares, counties, findings);
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

fn fixed_shares(at: &At<'_>, counties: &[County], findings: &mut Findings) -> Option<Allocation> {
    let mut shares = vec![0.0; counties.len()];
    let mut sum = 0.0;
    for (code, share) in at.entries() {
        let value = share.number(Measure::Share)?;
        sum += value;
        match counties.iter().position(|c| c.code == code) {
            Some(i) => shares[i] = value,
            None if counties.is_empty() => {}
            None => {
                let key = At {
                    key_place: share.key_place,
                    ..at.clone()
                };
                no_county(&key, code, counties, findings);
            }
        }
    }
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        let seen = bound(Measure::Share, sum);
        let what = Text::new(
            format!("各县区比重之和为 {seen}"),
            format!("the shares sum to {seen}"),
        );
        findings
            .at(at, what)
            .allow("应为 100 %", "they sum to 100 %");
    }
    Some(Allocation::FixedShares(shares))
}

fn matching(at: &At<'_>, ids: &[&str], findings: &mut Findings) -> Option<Match> {
    let at = at.get("match")?;
    let from = at.get("from")?;
    let id = from.word()?;
    let found = ids.iter().position(|i| *i == id);
    if found.is_none() {
        let what = Text::new(
            format!("没有项目 {id}"),
            format!("there is no programme {id}"),
        );
        findings.at(&from, what).near(id, ids.iter().copied());
    }
    Some(Match {
        ratio: at.get_number("ratio", Measure::Number)?,
        from: u16::try_from(found?).ok()?,
    })
}

/// A match is paid by a county's line that is not itself matched.
fn matches(entries: &[(&str, At<'_>)], findings: &mut Findings) {
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

/// Programmes together draw at most all of a fund.
fn shares_of_funds(root: &At<'_>, entries: &[(&str, At<'_>)], findings: &mut Findings) {
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
