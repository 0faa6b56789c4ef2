//! What every run of every scenario that passes the check keeps to: finite numbers, and no money that was not given.

use std::collections::BTreeMap;

use dabiao::policy::Budget;
use dabiao::quantity::Money;
use dabiao::record::RunRecord;
use dabiao::scenario::Scenario;
use dabiao::scenario::resolved::Distribution;
use dabiao::sim::foundation::{StationPlan, Territory};

/// How much is simulated one by one at the most, by the largest values that may be drawn.
pub fn largest(case: &Scenario) -> f64 {
    use dabiao::scenario::Parameter::{BelowScaleEnterprises, StationAdditions};
    let most = |p| {
        let value = case.parameter(p);
        let spread = match &value.distribution {
            Distribution::Fixed => 0.0,
            Distribution::Triangular { high, .. } | Distribution::Uniform { high, .. } => *high,
            // 5 % and 95 %: draws go beyond
            Distribution::Lognormal { high, .. } => *high * 3.0,
            Distribution::Discrete { outcomes } => outcomes.iter().map(|o| o.0).fold(0.0, f64::max),
        };
        spread.max(value.base)
    };
    let counted = case.counties.iter().map(|c| c.above_scale + c.communities);
    let counted = counted.sum::<u64>() + case.items.iter().map(|i| u64::from(i.pool)).sum::<u64>();
    #[allow(clippy::cast_precision_loss, reason = "a rough size")]
    let counted = counted as f64;
    let drawn = most(BelowScaleEnterprises) + 10.0 * most(StationAdditions);
    let counted = counted + drawn / f64::from(case.weight);
    if counted > 1.0e6 {
        return counted;
    }
    #[allow(clippy::cast_precision_loss, reason = "a rough size")]
    let sites = StationPlan::size(case, &Territory::new(case)) as f64;
    counted + sites
}

/// What is wrong with a run, if anything is.
pub fn unsound(case: &Scenario, run: &RunRecord) -> Option<String> {
    for year in case.base_year..=case.end_year {
        for place in 0..run.series.places() {
            for indicator in 0..run.series.indicators() {
                let value = run.series.get(year, place, indicator);
                if value.is_some_and(|v| !v.is_finite()) {
                    return Some(format!(
                        "indicator {indicator} at {place} in {year}: {value:?}"
                    ));
                }
            }
        }
    }
    if let Some(at) = run.parameters.iter().position(|p| !p.is_finite()) {
        return Some(format!("parameter {at} is {}", run.parameters[at]));
    }
    let mut given: BTreeMap<(u16, i32), Money> = BTreeMap::new();
    for row in &run.ledger {
        let had = row.appropriated + row.transferred_in + row.carried_in + row.recovered;
        let went = row.spent + row.committed + row.carried_over + row.lapsed;
        let kept = [
            row.appropriated,
            row.carried_in,
            row.recovered,
            row.spent,
            row.committed,
            row.carried_over,
            row.lapsed,
        ];
        if had != went || kept.iter().any(|m| *m < Money::ZERO) {
            return Some(format!("not balanced: {row:?}"));
        }
        *given.entry((row.programme, row.year)).or_default() += row.appropriated;
    }
    // no programme is given more than the scenario states
    for ((index, year), given) in given {
        let programme = &case.programmes[usize::from(index)];
        let Budget::Stated { amounts, scaled_by } = &programme.budget else {
            continue;
        };
        let at = usize::try_from(year - programme.first_year).ok();
        let stated = at
            .and_then(|at| amounts.get(at))
            .copied()
            .unwrap_or_default();
        let stated = scaled_by.map_or(stated, |p| stated.times(run.parameters[p]));
        if given > stated {
            return Some(format!(
                "{} has {given:?} in {year}, not {stated:?}",
                programme.id
            ));
        }
    }
    None
}
