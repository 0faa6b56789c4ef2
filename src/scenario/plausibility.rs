//! Warnings of values that are allowed but odd, with the usual range and what was probably meant. Knows what `usual`
//! says and where values stand; refuses nothing.

use super::finding::{At, Findings};
use super::resolved::Scenario;
use super::shape::bound;
use super::usual::{self, Per, Usual};
use super::{Parameter, format};
use crate::indicator::{Comparator, Indicator, Target, Unit};
use crate::language::Text;
use crate::quantity::Measure;

/// Beyond this many times the usual range a value is taken for a slip of the pen.
const FAR: f64 = 3.0;

/// Looks at every value of a scenario without faults.
pub(super) fn look(root: &At<'_>, scenario: &Scenario, findings: &mut Findings) {
    #[expect(clippy::cast_precision_loss, reason = "people: below 2⁵³")]
    let residents = scenario.counties.iter().map(|c| c.population).sum::<u64>() as f64;
    if let Some(map) = root.get("parameters") {
        for parameter in Parameter::ALL {
            if let Some(at) = map.get(parameter.row().key) {
                self::parameter(*parameter, &at, residents, findings);
            }
        }
    }
    let entries = |key: &str| root.get(key).map_or_else(Vec::new, |map| map.entries());
    for (_, at) in entries("funds") {
        public_money(&at, scenario, residents, findings);
    }
    for (_, at) in entries("programmes") {
        programme(&at, findings);
        public_money(&at, scenario, residents, findings);
    }
    places(root, findings);
    tiles(root, findings);
    national(root, findings);
    for target in &scenario.targets {
        let at = root.get("targets").and_then(|map| map.get(&target.id));
        if let Some(value) = at.and_then(|at| at.get("value")) {
            self::target(target, &value, scenario, findings);
        }
    }
}

/// The first of a parameter's numbers that is odd.
fn parameter(parameter: Parameter, at: &At<'_>, residents: f64, findings: &mut Findings) {
    let Some(Usual { low, high, per }) = parameter.usual() else {
        return;
    };
    let per = match per {
        Per::One => 1.0,
        Per::Resident => residents,
    };
    let measure = format::measure(parameter.row().dimension);
    let range = (low * per, high * per);
    for key in ["value", "low", "high"] {
        if let Some(value) = at.get(key)
            && odd(&value, measure, range, findings)
        {
            return;
        }
    }
}

fn programme(at: &At<'_>, findings: &mut Findings) {
    for (key, measure, low, high) in usual::PROGRAMME {
        for value in at.get(key).iter().flat_map(each) {
            // nothing at all is said on purpose
            if value.number(*measure) != Some(0.0) {
                odd(&value, *measure, (*low, *high), findings);
            }
        }
    }
}

/// Amounts of a fund or programme, after what they are scaled by.
fn public_money(at: &At<'_>, scenario: &Scenario, residents: f64, findings: &mut Findings) {
    let Some(amount) = at.get("amount") else {
        return;
    };
    let scaled_by = at.get_text("scaled_by");
    let factor = scaled_by.and_then(|key| Parameter::from_key(&key));
    let factor = factor.map_or(1.0, |parameter| scenario.base(parameter));
    if factor <= 0.0 {
        return;
    }
    let (low, high) = usual::PUBLIC_MONEY;
    let range = (low * residents / factor, high * residents / factor);
    for value in each(&amount) {
        if value.number(Measure::Money) != Some(0.0) {
            odd(&value, Measure::Money, range, findings);
        }
    }
}

fn places(root: &At<'_>, findings: &mut Findings) {
    let map = root.get("places").and_then(|places| places.get("counties"));
    for (_, county) in map.map_or_else(Vec::new, |map| map.entries()) {
        let Some(residents) = county.get_number("population", Measure::Number) else {
            continue;
        };
        for (key, measure, (low, high), per) in [
            ("gdp", Measure::Money, usual::GDP, residents),
            ("households", Measure::Number, usual::HOUSEHOLDS, residents),
            ("urban_share", Measure::Share, usual::URBAN_SHARE, 1.0),
        ] {
            if let Some(value) = county.get(key) {
                odd(&value, measure, (low * per, high * per), findings);
            }
        }
    }
}

/// Counties that share a tile of the schematic map, or have none while others do: then no map is drawn.
fn tiles(root: &At<'_>, findings: &mut Findings) {
    let map = root.get("places").and_then(|places| places.get("counties"));
    let counties = map.map_or_else(Vec::new, |map| map.entries());
    let tile = |county: &At<'_>| -> Option<Vec<i32>> {
        let items = county.get("tile")?.items();
        Some(items.iter().filter_map(At::whole::<i32>).collect())
    };
    let tiles: Vec<Option<Vec<i32>>> = counties.iter().map(|(_, county)| tile(county)).collect();
    for (number, ((_, county), own)) in counties.iter().zip(&tiles).enumerate() {
        let what = match own {
            None if tiles.iter().any(Option::is_some) => Text::new(
                "没有在示意图上的位置，因此不画分县示意图",
                "has no tile, so that no schematic map is drawn",
            ),
            Some(own) => {
                let earlier = tiles[..number].iter().position(|t| t.as_ref() == Some(own));
                let Some(earlier) = earlier else {
                    continue;
                };
                let other = &counties[earlier].0;
                Text::new(
                    format!("与 {other} 在示意图上位置相同，因此不画分县示意图"),
                    format!("stands on the tile of {other}, so that no schematic map is drawn"),
                )
            }
            None => continue,
        };
        let at = county.get("tile");
        findings
            .warning(at.as_ref().unwrap_or(county), what)
            .allow("各县位置各不相同", "a tile of its own for each county");
    }
}

fn national(root: &At<'_>, findings: &mut Findings) {
    let Some(national) = root.get("national") else {
        return;
    };
    for (key, measure, range) in [
        ("capex", Measure::Money, usual::NATIONAL_CAPEX),
        ("stations", Measure::Number, usual::NATIONAL_STATIONS),
    ] {
        for value in national.get(key).iter().flat_map(each) {
            odd(&value, measure, range, findings);
        }
    }
}

/// A target that is met before anything is done, or that lies a slip of the unit away.
fn target(target: &Target, at: &At<'_>, scenario: &Scenario, findings: &mut Findings) {
    let Some(base) = base_value(target, scenario) else {
        return;
    };
    let unit = &scenario.indicators()[target.indicator.index()].unit;
    let spelled = |value: f64| match unit {
        Unit::Percent => bound(Measure::Share, value / 100.0),
        Unit::PercentPerYear => bound(Measure::Rate, value / 100.0),
        Unit::Yuan => bound(Measure::Money, round(value)),
        Unit::Count(_) | Unit::Per10k(_) => bound(Measure::Number, value),
    };
    let (seen, base_seen, year) = (at.seen(), spelled(base), scenario.base_year);
    if target.met(base) {
        let what = Text::new(
            format!("{seen} 在基期年 {year} 已经达到(基期值 {base_seen})"),
            format!("{seen} is met in the base year {year} already, with {base_seen}"),
        );
        let finding = findings.warning(at, what).allow(
            "目标通常超过基期值",
            "a target usually lies beyond the base value",
        );
        let percent = *unit == Unit::Percent && target.comparator != Comparator::AtMost;
        let meant = target.threshold * 100.0;
        if percent && meant > base && meant <= 100.0 {
            finding.suggestion = Some(spelled(meant));
        }
    } else if base > 0.0
        && target.threshold > base * usual::TIMES_THE_BASE
        && target.comparator != Comparator::AtMost
    {
        let times = round(target.threshold / base);
        let what = Text::new(
            format!("{seen} 是基期值 {base_seen} 的 {times} 倍"),
            format!("{seen} is {times} times the base value {base_seen}"),
        );
        let most = usual::TIMES_THE_BASE;
        let finding = findings.warning(at, what).allow(
            format!("通常不到 {most} 倍，检查单位(万、亿)"),
            format!("usually below {most} times: check the unit (万, 亿)"),
        );
        let meant = target.threshold / 1.0e4;
        if meant > base {
            finding.suggestion = Some(spelled(meant));
        }
    }
}

/// The base value of a target's indicator, in the indicator's unit, where the scenario states it.
fn base_value(target: &Target, scenario: &Scenario) -> Option<f64> {
    let built_in = Indicator::ALL.iter().find(|i| i.id() == target.indicator);
    let Some(indicator) = built_in else {
        let item = target.indicator.index().checked_sub(Indicator::ALL.len())?;
        return scenario.items.get(item)?.base.map(f64::from);
    };
    let (parameter, factor) = match indicator {
        Indicator::BaseStations => (Parameter::StationStock, 1.0),
        Indicator::PopulationCoverage => (Parameter::StationCoverage, 100.0),
        Indicator::GigabitPassed => (Parameter::GigabitPassed, 100.0),
        Indicator::GigabitUsable => (Parameter::GigabitUsable, 100.0),
        Indicator::PonPorts => (Parameter::PonPorts, 1.0),
        Indicator::GigabitSubscribers => (Parameter::GigabitSubscribers, 1.0),
        Indicator::SecondaryNodes => (Parameter::Nodes, 1.0),
        Indicator::ConnectedEnterprises => (Parameter::ConnectedEnterprises, 1.0),
        Indicator::EnterprisesStartedShare => (Parameter::StartedAboveScale, 100.0),
        Indicator::OnlineSales => (Parameter::OnlineSales, 1.0),
        Indicator::OnlinePurchases => (Parameter::OnlinePurchases, 1.0),
        _ => return None,
    };
    Some(scenario.base(parameter) * factor)
}

/// A scalar itself, or the values of a map by year.
fn each<'a>(at: &At<'a>) -> Vec<At<'a>> {
    if at.node.scalar().is_some() {
        return vec![at.clone()];
    }
    at.entries().into_iter().map(|(_, value)| value).collect()
}

/// Says so if the value lies outside the usual range; whether it does.
fn odd(at: &At<'_>, measure: Measure, (low, high): (f64, f64), findings: &mut Findings) -> bool {
    let Some(value) = at.number(measure) else {
        return false;
    };
    if (low..=high).contains(&value) {
        return false;
    }
    let seen = at.seen();
    let what = Text::new(
        format!("{seen} 不常见"),
        format!("{seen} is allowed but unusual"),
    );
    let spelled = |value: f64| bound(measure, round(value));
    let (from, to) = (spelled(low), spelled(high));
    let finding = findings.warning(at, what).allow(
        format!("通常在 {from} 至 {to} 之间"),
        format!("usually from {from} to {to}"),
    );
    // near the range a value is a judgement, not a slip
    if value > FAR * high || value < low / FAR {
        let mut slips = slips(measure).iter().map(|slip| value * slip);
        let meant = slips.find(|meant| (low..=high).contains(meant));
        finding.suggestion = meant.map(|meant| bound(measure, meant));
    }
    true
}

/// What a value is multiplied by if its unit is taken for another: per cent and fractions, 元, 万 and 亿, months and
/// years, metres and kilometres.
const fn slips(measure: Measure) -> &'static [f64] {
    match measure {
        Measure::Share | Measure::Rate => &[100.0, 0.01],
        Measure::Money | Measure::Number => &[1.0e4, 1.0e-4, 1.0e8, 1.0e-8],
        Measure::Months | Measure::Years => &[12.0, 1.0 / 12.0],
        Measure::Length => &[1.0e3, 1.0e-3],
    }
}

/// A number to three significant digits, for a message.
fn round(value: f64) -> f64 {
    if value <= 0.0 {
        return value;
    }
    let places = 2.0 - libm::floor(libm::log10(value));
    // powers of ten from 1 on are exact, so dividing by them leaves no binary noise
    if places >= 0.0 {
        let power = libm::pow(10.0, places);
        libm::round(value * power) / power
    } else {
        let power = libm::pow(10.0, -places);
        libm::round(value / power) * power
    }
}
