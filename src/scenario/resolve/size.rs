//! What is simulated one by one, and all money together, must fit: said before anything is made.

use crate::language::Text;
use crate::policy::{Budget, Programme};
use crate::quantity::Money;
use crate::scenario::Parameter;
use crate::scenario::finding::{At, Fault, Findings};
use crate::scenario::resolved::{County, CultivationItem, ParameterValue};

/// Most of one kind (enterprises, stations, communities, candidates): the nation one by one fits.
const MOST: u64 = 12_000_000;
/// Most money of all programmes and years together, in fen: a hundredth of what an amount can hold, so that sums of it
/// and of what it sets in motion can be held too.
const MOST_FEN: i128 = i64::MAX as i128 / 100;

/// Counts of what is simulated, after weights.
pub(super) fn counts(
    root: &At<'_>,
    counties: &[County],
    parameters: &[ParameterValue],
    items: &[CultivationItem],
    findings: &mut Findings,
) {
    // a weight of 0 is reported where it stands
    let weight = root.get_whole("weight").unwrap_or(1_u64).max(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of 0 to 10⁸"
    )]
    let base = |p: Parameter| parameters[p.index()].base as u64;
    let above: u64 = counties.iter().map(|c| c.above_scale).sum();
    let enterprises = above + base(Parameter::BelowScaleEnterprises);
    let communities: u64 = counties.iter().map(|c| c.communities).sum();
    let pools: u64 = items.iter().map(|item| u64::from(item.pool)).sum();
    let parameter = |p: Parameter| root.get("parameters")?.get(p.row().key)?.get("value");
    let weighty = ("调大 weight", "raise weight");
    let fewer = ("写得粗一些", "state them more coarsely");
    for (count, zh, en, place, (do_zh, do_en)) in [
        (
            enterprises / weight,
            "企业",
            "enterprises",
            parameter(Parameter::BelowScaleEnterprises),
            weighty,
        ),
        (
            base(Parameter::StationStock) / weight,
            "基站",
            "stations",
            parameter(Parameter::StationStock),
            weighty,
        ),
        (
            communities,
            "社区和村",
            "communities",
            root.get("places"),
            fewer,
        ),
        (
            pools,
            "培育对象",
            "candidates",
            root.get("cultivation"),
            fewer,
        ),
    ] {
        if count <= MOST {
            continue;
        }
        let what = Text::new(
            format!("要逐个模拟 {count} 个{zh}"),
            format!("{count} {en} are simulated one by one"),
        );
        findings
            .at(place.as_ref().unwrap_or(root), what)
            .kind(Fault::OutOfRange)
            .allow(
                format!("最多 {MOST} 个(内存所限)，{do_zh}"),
                format!("at most {MOST} (for memory): {do_en}"),
            );
    }
}

/// All stated money together, at the most that it may be scaled to.
pub(super) fn money(root: &At<'_>, programmes: &[Programme], findings: &mut Findings) {
    let mut sum: i128 = 0;
    for programme in programmes {
        let Budget::Stated { amounts, scaled_by } = &programme.budget else {
            continue;
        };
        let stated: i128 = amounts.iter().map(|money| i128::from(money.fen())).sum();
        let most = scaled_by.map_or(1.0, |p| Parameter::ALL[p].row().range.1);
        #[expect(clippy::cast_possible_truncation, reason = "at most 100")]
        let most = libm::ceil(most) as i128;
        sum += stated * most.max(1);
    }
    if sum <= MOST_FEN {
        return;
    }
    let spelled = |fen: i128| {
        let fen = i64::try_from(fen).unwrap_or(i64::MAX);
        crate::quantity::money_spelling(Money::from_fen(fen))
    };
    let (seen, most) = (
        spelled(sum),
        spelled(MOST_FEN / 1_000_000_000 * 1_000_000_000),
    );
    let what = Text::new(
        format!("各年资金合计 {seen}"),
        format!("the money of all years sums to {seen}"),
    );
    let at = root.get("programmes");
    findings
        .at(at.as_ref().unwrap_or(root), what)
        .kind(Fault::OutOfRange)
        .allow(format!("最多 {most}"), format!("at most {most}"));
}
