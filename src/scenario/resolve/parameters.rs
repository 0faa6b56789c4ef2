//! Values and spreads of the model's parameters.

use super::{SUM_TOLERANCE, provenance, sums_to_all};
use crate::language::Text;
use crate::quantity::{Measure, Year};
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Fault, Findings};
use crate::scenario::format::measure;
use crate::scenario::parameter::Role;
use crate::scenario::resolved::{Distribution, ParameterValue};
use crate::scenario::shape::bound;

/// Standard normal deviate of the 95 % quantile.
const Z95: f64 = 1.644_853_626_951_472_2;
/// How far a lognormal's stated base value may lie from its mode.
const MODE_TOLERANCE: f64 = 0.1;
/// One value a parameter, in catalogue order.
pub(super) fn all(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<Vec<ParameterValue>> {
    let map = root.get("parameters")?;
    let read: Vec<Option<ParameterValue>> = Parameter::ALL
        .iter()
        .map(|p| {
            let at = map.get(p.row().key)?;
            one(*p, &at, years, findings)
        })
        .collect();
    let values: Option<Vec<ParameterValue>> = read.into_iter().collect();
    let values = values?;
    together(&map, &values, findings);
    Some(values)
}

fn one(
    parameter: Parameter,
    at: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<ParameterValue> {
    let measure = measure(parameter.row().dimension);
    let provenance = provenance(at, years, findings);
    let base = at.get_number("value", measure)?;
    let low = at.get_number("low", measure);
    let high = at.get_number("high", measure);
    let word = at.get_text("distribution");
    let word = word.as_deref();
    if parameter.row().role == Role::Shared && !matches!(word, None | Some("fixed")) {
        let what = Text::new(
            "各次模拟共用，不能有分布",
            "is shared by all runs and may not have a distribution",
        );
        let place = at.get("distribution")?;
        findings
            .at(&place, what)
            .allow("只写 value", "give the value only");
        return None;
    }
    let spread = |low: Option<f64>, high: Option<f64>, findings: &mut Findings| {
        if let (Some(low), Some(high)) = (low, high) {
            return ends(at, base, low, high, measure, findings).then_some((low, high));
        }
        for key in ["low", "high"] {
            if at.get(key).is_none() {
                let what = Text::new(format!("缺少键 {key}"), format!("the key {key} is missing"));
                findings.at(at, what).kind(Fault::Missing).allow(
                    format!("{} 分布要写 low 和 high", word.unwrap_or("")),
                    format!("a {} distribution has low and high", word.unwrap_or("")),
                );
            }
        }
        None
    };
    let distribution = match word {
        Some("triangular") => {
            let (low, high) = spread(low, high, findings)?;
            Distribution::Triangular { low, high }
        }
        Some("uniform") => {
            let (low, high) = spread(low, high, findings)?;
            Distribution::Uniform { low, high }
        }
        Some("lognormal") => {
            let (low, high) = spread(low, high, findings)?;
            lognormal(at, base, low, high, measure, findings)?
        }
        Some("discrete") => discrete(at, base, measure, findings)?,
        Some("fixed") => Distribution::Fixed,
        _ => {
            for key in ["low", "high", "outcomes"] {
                if let Some(given) = at.get(key) {
                    let what = Text::new(
                        format!("有 {key} 却没有 distribution"),
                        format!("{key} is given without a distribution"),
                    );
                    findings.at(&given, what).allow(
                        "写明 distribution: triangular, uniform, lognormal 或 discrete",
                        "say distribution: triangular, uniform, lognormal or discrete",
                    );
                }
            }
            Distribution::Fixed
        }
    };
    Some(ParameterValue {
        base,
        distribution,
        provenance: provenance?,
    })
}

/// Whether the value lies between the ends.
fn ends(
    at: &At<'_>,
    base: f64,
    low: f64,
    high: f64,
    measure: Measure,
    findings: &mut Findings,
) -> bool {
    let (low_text, high_text) = (bound(measure, low), bound(measure, high));
    if low > high {
        let what = Text::new(
            format!("low {low_text} 大于 high {high_text}"),
            format!("low {low_text} is above high {high_text}"),
        );
        findings
            .at(at, what)
            .allow("low 不大于 high", "low is at most high");
        return false;
    }
    if !(low..=high).contains(&base) {
        let base = bound(measure, base);
        let what = Text::new(
            format!("基准值 {base} 不在 low 与 high 之间"),
            format!("the value {base} is not between low and high"),
        );
        findings.at(at, what).allow(
            format!("应在 {low_text} 至 {high_text} 之间"),
            format!("allowed from {low_text} to {high_text}"),
        );
        return false;
    }
    true
}

/// A lognormal by its 5 % and 95 % quantiles; its mode is `exp(μ − σ²)`, which the base value must be near.
fn lognormal(
    at: &At<'_>,
    base: f64,
    low: f64,
    high: f64,
    measure: Measure,
    findings: &mut Findings,
) -> Option<Distribution> {
    if low <= 0.0 || low >= high {
        let what = Text::new(
            "对数正态分布的 low 须大于 0 且小于 high",
            "a lognormal needs 0 < low < high",
        );
        findings.at(at, what);
        return None;
    }
    let (log_low, log_high) = (libm::log(low), libm::log(high));
    let sigma = (log_high - log_low) / (2.0 * Z95);
    let mode = libm::exp(f64::midpoint(log_low, log_high) - sigma * sigma);
    if (base - mode).abs() > MODE_TOLERANCE * mode {
        let (seen, mode) = (bound(measure, base), bound(measure, three_digits(mode)));
        let what = Text::new(
            format!("基准值 {seen} 不是该分布的众数"),
            format!("the value {seen} is not the mode of the distribution"),
        );
        findings.at(at, what).allow(
            format!("众数为 {mode}，允许相差 10 %"),
            format!("the mode is {mode}; within 10 % of it"),
        );
    }
    Some(Distribution::Lognormal { low, high })
}

/// A positive number to three significant digits, for a message.
fn three_digits(value: f64) -> f64 {
    let step = libm::pow(10.0, libm::floor(libm::log10(value)) - 2.0);
    libm::round(value / step) * step
}

fn discrete(
    at: &At<'_>,
    base: f64,
    measure: Measure,
    findings: &mut Findings,
) -> Option<Distribution> {
    let Some(list) = at.get("outcomes") else {
        let what = Text::new("缺少键 outcomes", "the key outcomes is missing");
        findings.at(at, what).kind(Fault::Missing).allow(
            "离散分布要写 outcomes: [{value: 0, probability: 20 %}, ...]",
            "a discrete distribution has outcomes: [{value: 0, probability: 20 %}, ...]",
        );
        return None;
    };
    let outcomes: Option<Vec<(f64, f64)>> = list
        .items()
        .iter()
        .map(|item| {
            let value = item.get_number("value", measure)?;
            Some((value, item.get_number("probability", Measure::Share)?))
        })
        .collect();
    let outcomes = outcomes?;
    let sum: f64 = outcomes.iter().map(|(_, p)| p).sum();
    sums_to_all(&list, sum, ("概率", "the probabilities"), findings);
    if !outcomes
        .iter()
        .any(|(value, _)| value.total_cmp(&base).is_eq())
    {
        let seen = bound(measure, base);
        let what = Text::new(
            format!("基准值 {seen} 不在 outcomes 之中"),
            format!("the value {seen} is none of the outcomes"),
        );
        findings.at(at, what);
    }
    Some(Distribution::Discrete { outcomes })
}

/// What parameters must be together.
fn together(map: &At<'_>, values: &[ParameterValue], findings: &mut Findings) {
    use Parameter as P;
    let base = |p: Parameter| values[p.index()].base;
    let names = |parts: &[Parameter]| {
        let keys: Vec<&str> = parts.iter().map(|p| p.row().key).collect();
        keys.join(" + ")
    };
    let mut at_first = |parts: &[Parameter], what: Text, zh: &str, en: &str| {
        let at = map.get(parts[0].row().key);
        let at = at.as_ref().unwrap_or(map);
        findings.at(at, what).allow(zh, en);
    };
    for whole in [
        [P::MixNewMacro, P::MixCoSite, P::MixLowBand, P::MixIndoor],
        [
            P::CostShareStart,
            P::CostShareLevel2,
            P::CostShareLevel3,
            P::CostShareLevel4,
        ],
    ] {
        let sum: f64 = whole.iter().map(|p| base(*p)).sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            let (names, sum) = (names(&whole), bound(Measure::Share, sum));
            let what = Text::new(
                format!("{names} 之和为 {sum}"),
                format!("{names} sum to {sum}"),
            );
            at_first(&whole, what, "应为 100 %", "they sum to 100 %");
        }
    }
    for parts in [
        &[P::SizeLargeShare, P::SizeMediumShare][..],
        &[P::BaseLevel2, P::BaseLevel3, P::BaseLevel4],
        &[P::NodeMilestoneApproved, P::NodeMilestoneBuilt],
    ] {
        let sum: f64 = parts.iter().map(|p| base(*p)).sum();
        if sum > 1.0 + SUM_TOLERANCE {
            let (names, sum) = (names(parts), bound(Measure::Share, sum));
            let what = Text::new(
                format!("{names} 之和为 {sum}"),
                format!("{names} sum to {sum}"),
            );
            at_first(parts, what, "最多 100 %", "at most 100 %");
        }
    }
    for count in [P::Chains, P::ChainsPerNode, P::PaymentYears] {
        if libm::rint(base(count)).to_bits() != base(count).to_bits() {
            let what = Text::new("不是整数", "is not a whole number");
            at_first(&[count], what, "应为整数", "a whole number is asked");
        }
    }
    for (less, more) in [
        (P::GigabitUsable, P::GigabitPassed),
        (P::PonPortsAdded, P::PonPorts),
        (P::StationAdditions, P::StationStock),
        (P::StationCoverage, P::CandidateCoverage),
    ] {
        if base(less) > base(more) {
            let more = more.row().key;
            let what = Text::new(format!("大于 {more}"), format!("is above {more}"));
            let zh = format!("不大于 {more}");
            let en = format!("at most {more}");
            at_first(&[less], what, &zh, &en);
        }
    }
}
