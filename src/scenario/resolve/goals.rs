//! Cultivated items, planned nodes and targets.

use super::{Known, index, provenance};
use crate::indicator::{Comparator, Evidence, Indicator, IndicatorId, Origin, Target, Unit};
use crate::language::Text;
use crate::quantity::{Measure, Year};
use crate::scenario::finding::{At, Findings};
use crate::scenario::resolved::{CultivationItem, Drivers, PlannedNode, Provenance};

/// Stands for the coverage that the scenario chooses.
const ALIAS: &str = "gigabit_coverage";

const EVIDENCE: [Evidence; 5] = [
    Evidence::Published,
    Evidence::Estimate,
    Evidence::Supplied,
    Evidence::Circular,
    Evidence::None,
];

/// Cultivated items, sorted by id; `None` if one has a fault.
pub(super) fn items(
    root: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<Vec<CultivationItem>> {
    let entries = root
        .get("cultivation")
        .map_or_else(Vec::new, |at| at.entries());
    let read: Vec<Option<CultivationItem>> = entries
        .iter()
        .map(|(id, at)| item(id, at, years, findings))
        .collect();
    let mut items: Vec<CultivationItem> = read.into_iter().collect::<Option<_>>()?;
    items.sort_by(|a, b| a.id.cmp(&b.id));
    Some(items)
}

fn item(
    id: &str,
    at: &At<'_>,
    years: Option<(Year, Year)>,
    findings: &mut Findings,
) -> Option<CultivationItem> {
    if id == ALIAS || Indicator::from_key(id).is_some() {
        let what = Text::new(
            format!("{id} 已是内置指标"),
            format!("{id} is a built-in indicator already"),
        );
        findings
            .error(at.key_place, &at.key, what)
            .allow("换一个编号", "choose another id");
    }
    let base: Option<u32> = at.get_whole("base");
    let evidence = at.get_choice("evidence", &EVIDENCE, Evidence::key);
    if let Some(evidence) = evidence {
        let key = evidence.key();
        if evidence.assessed() && base.is_none() {
            let what = Text::new(
                format!("evidence 为 {key} 却没有 base"),
                format!("evidence is {key} but there is no base"),
            );
            findings
                .at(at, what)
                .allow("写 base，或 evidence: none", "give base, or evidence: none");
        }
        if evidence == Evidence::None && base.is_some() {
            let what = Text::new(
                "有 base 而 evidence 为 none",
                "has a base but evidence is none",
            );
            findings.at(at, what).allow(
                "写明 base 的证据，或删去 base",
                "say the evidence of the base, or leave base out",
            );
        }
    }
    let provenance = provenance(at, years, findings);
    let driver = |key: &str| {
        at.get("drivers")
            .and_then(|d| d.get_number(key, Measure::Number))
            .unwrap_or(0.0)
    };
    Some(CultivationItem {
        id: id.to_owned(),
        name: at.get_bilingual("name")?,
        unit: at.get_bilingual("unit")?,
        pool: at.get_whole("pool")?,
        base,
        quota: at.get_whole("quota")?,
        drivers: Drivers {
            money: driver("money"),
            digital: driver("digital"),
            coverage: driver("coverage"),
        },
        evidence: evidence?,
        provenance: provenance?,
    })
}

/// Planned nodes in the order of their ids. Files number chains from 1, the scenario from 0.
pub(super) fn planned_nodes(
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Vec<PlannedNode>> {
    let mut entries = known
        .root
        .get("planned_nodes")
        .map_or_else(Vec::new, |at| at.entries());
    entries.sort_by_key(|(id, _)| *id);
    let read: Vec<Option<PlannedNode>> = entries
        .iter()
        .map(|(_, at)| {
            provenance(at, known.years, findings);
            inside(at, known, findings);
            Some(PlannedNode {
                chain: chain(&at.get("chain")?, known, findings)?,
                name: at.get_bilingual("name")?,
                year: at.get_year("year")?,
            })
        })
        .collect();
    read.into_iter().collect()
}

/// A chain's index from its number in a file.
pub(super) fn chain(at: &At<'_>, known: &Known<'_>, findings: &mut Findings) -> Option<u8> {
    let number: u8 = at.whole()?;
    let chains = known.chains?;
    if f64::from(number) > chains {
        let what = Text::new(
            format!("没有第 {number} 条产业链"),
            format!("there is no chain {number}"),
        );
        findings
            .at(at, what)
            .allow(format!("1 至 {chains}"), format!("1 to {chains}"));
        return None;
    }
    number.checked_sub(1)
}

/// The year of `at` lies among the simulated ones.
fn inside(at: &At<'_>, known: &Known<'_>, findings: &mut Findings) {
    let (Some(place), Some(year), Some((base, last))) =
        (at.get("year"), at.get_year("year"), known.years)
    else {
        return;
    };
    let first = base + 1;
    if !(first..=last).contains(&year) {
        let what = Text::new(
            format!("{year} 不在模拟的年份内"),
            format!("{year} is outside the simulated years"),
        );
        findings
            .at(&place, what)
            .allow(format!("{first} 至 {last}"), format!("{first} to {last}"));
    }
}

/// Targets in the order they are shown, each with its source: by `order`, then id; `None` if one has a fault.
pub(super) fn targets(
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Vec<(Target, Provenance)>> {
    let entries = known
        .root
        .get("targets")
        .map_or_else(Vec::new, |at| at.entries());
    let read: Vec<Option<(u32, (Target, Provenance))>> = entries
        .iter()
        .map(|(id, at)| target(id, at, known, findings))
        .collect();
    let mut targets: Vec<(u32, (Target, Provenance))> = read.into_iter().collect::<Option<_>>()?;
    targets.sort_by(|(a, (x, _)), (b, (y, _))| a.cmp(b).then_with(|| x.id.cmp(&y.id)));
    Some(targets.into_iter().map(|(_, target)| target).collect())
}

fn target(
    id: &str,
    at: &At<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<(u32, (Target, Provenance))> {
    // no years: a target is the question and no input, so a plan published after the base year is no warning
    let provenance = provenance(at, None, findings);
    inside(at, known, findings);
    let key = at.get("indicator")?;
    let (indicator, unit) = indicator(&key, known, findings)?;
    let threshold = in_unit(&at.get("value")?, &unit, findings);
    let precision = at.get("precision")?;
    let step = in_unit(&precision, &unit, findings);
    if step.is_some_and(|step| step <= 0.0) {
        let seen = precision.seen();
        let what = Text::new(format!("{seen} 不大于 0"), format!("{seen} is not above 0"));
        findings.at(&precision, what);
    }
    out_of_reach(at, &key, threshold, known, findings);
    let comparators = [
        Comparator::AtLeast,
        Comparator::MoreThan,
        Comparator::AtMost,
    ];
    let origins = [Origin::Plan, Origin::Scenario];
    let origin = at.get_choice("origin", &origins, |o| match o {
        Origin::Plan => "plan",
        Origin::Scenario => "scenario",
    });
    let target = Target {
        id: id.to_owned(),
        name: at.get_bilingual("name")?,
        indicator,
        comparator: at.get_choice("comparator", &comparators, Comparator::sign)?,
        threshold: threshold?,
        due_year: at.get_year("year")?,
        precision: step?,
        evidence: at.get_choice("evidence", &EVIDENCE, Evidence::key)?,
        origin: origin.unwrap_or(Origin::Plan),
        card_goal: at.get_flag("card_goal"),
        clause: at.get_text("clause").unwrap_or_default(),
        denominator: (key.word() == Some(ALIAS)).then(|| known.denominator.key().to_owned()),
    };
    let order = at.get_whole("order").unwrap_or(u32::MAX);
    Some((order, (target, provenance?)))
}

/// A target on a cultivated item that its pool or its yearly quota can never reach is worth a word.
fn out_of_reach(
    at: &At<'_>,
    indicator: &At<'_>,
    threshold: Option<f64>,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let most = || {
        let item = known.root.get("cultivation")?.get(indicator.word()?)?;
        let base: i64 = item.get_whole("base").unwrap_or(0);
        let (pool, quota): (i64, i64) = (item.get_whole("pool")?, item.get_whole("quota")?);
        let years = i64::from(at.get_year("year")? - known.years?.0);
        Some(base + pool.min(quota * years.max(0)))
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of at most 10⁸")]
    if let (Some(most), Some(threshold), Some(value)) = (most(), threshold, at.get("value"))
        && threshold > most as f64
        && at.get_text("comparator").as_deref() != Some("<=")
    {
        let what = Text::new(
            format!("按培育对象数和每年上限，到期最多 {most}，不可能达到"),
            format!("pool and quota allow at most {most} by then: it can never be met"),
        );
        findings.warning(&value, what);
    }
}

/// The indicator that `at` names and its unit.
pub(super) fn indicator(
    at: &At<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<(IndicatorId, Unit)> {
    let name = at.word()?;
    if name == ALIAS {
        let indicator = known.denominator.indicator();
        return Some((indicator.id(), indicator.row().unit));
    }
    if let Some(indicator) = Indicator::from_key(name) {
        return Some((indicator.id(), indicator.row().unit));
    }
    if let Some(i) = index(&known.items, name) {
        let item = known.root.get("cultivation")?.get(name)?;
        let unit = Unit::Count(item.get_bilingual("unit")?);
        return Some((IndicatorId::cultivated(i), unit));
    }
    let built_in: Vec<String> = Indicator::ALL.iter().map(|i| i.row().key).collect();
    let names = built_in.iter().map(String::as_str).chain([ALIAS]);
    let what = Text::new(
        format!("没有指标 {name}"),
        format!("there is no indicator {name}"),
    );
    findings
        .at(at, what)
        .near(name, names.chain(known.items.iter().copied()));
    None
}

/// A value written in the spelling of the indicator's unit, as the indicator counts it.
fn in_unit(at: &At<'_>, unit: &Unit, findings: &mut Findings) -> Option<f64> {
    let text = at.word()?;
    let measure = match unit {
        Unit::Percent => Measure::Share,
        Unit::PercentPerYear => Measure::Rate,
        Unit::Yuan => Measure::Money,
        Unit::Count(_) | Unit::Per10k(_) => Measure::Number,
    };
    match measure.parse(text) {
        Err(why) => {
            findings.misspelt(at, measure, &why);
            None
        }
        Ok(value) => Some(match measure {
            Measure::Share | Measure::Rate => value.shifted(2).to_f64(),
            Measure::Money => value.shifted(-2).to_f64(),
            _ => value.to_f64(),
        }),
    }
}
