//! Fixed codes of machine-readable cells, and how numbers are spelt there. English, whatever the language.

use crate::analysis::{Attainment, LimitShares};
use crate::indicator::Origin;
use crate::scenario::Scenario;

/// A number in its shortest form that reads back to the same bits, with `.` and without exponent.
pub(super) fn number(value: f64) -> String {
    // adding 0 turns -0 into 0
    format!("{}", value + 0.0)
}

/// A number that may be missing: an empty cell.
pub(super) fn optional(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// A limit with its share of runs, largest first: `money=0.85;capacity=0.15`.
#[must_use]
pub fn limits(shares: &LimitShares) -> String {
    let parts: Vec<String> = shares
        .0
        .iter()
        .map(|(limit, share)| {
            let rounded = libm::round(share * 1000.0) / 1000.0;
            format!("{}={}", limit.key(), number(rounded))
        })
        .collect();
    parts.join(";")
}

/// What a target's row rests on: `denominator=passed;base=grade_C;evidence=estimate;swing=station_stock:0.41-0.97`.
#[must_use]
pub fn basis(scenario: &Scenario, row: &Attainment) -> String {
    let target = &scenario.targets[row.target];
    let mut codes = Vec::new();
    if let Some(denominator) = &target.denominator {
        codes.push(format!("denominator={denominator}"));
    }
    if let Some(grade) = row.base_grade {
        codes.push(format!("base=grade_{}", grade.key()));
    }
    codes.push(format!("evidence={}", target.evidence.key()));
    if target.origin == Origin::Scenario {
        codes.push("origin=scenario".to_owned());
    }
    if scenario.illustrative {
        codes.push("origin=illustrative".to_owned());
    }
    if let Some(swing) = row.judged.as_ref().and_then(|j| j.swing.as_ref())
        && let Some((low, high)) = swing.moved()
    {
        let key = swing.input.key();
        codes.push(format!("swing={key}:{low:.2}-{high:.2}"));
    }
    if scenario.added_since_base(target.indicator) {
        codes.push("value=added_since_base".to_owned());
    }
    if let Some(condition) = row.condition {
        codes.push(format!("if_base_at_least={}", number(condition.base)));
        codes.push(format!("if_yearly_at_least={}", number(condition.per_year)));
    }
    codes.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Limit;

    #[test]
    fn numbers_read_back() {
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(1.0e21), "1000000000000000000000");
        assert_eq!(optional(None), "");
    }

    #[test]
    fn limits_are_shares() {
        let shares = LimitShares(vec![(Limit::Money, 0.855), (Limit::LeadTime, 0.145)]);
        assert_eq!(limits(&shares), "money=0.855;lead_time=0.145");
    }
}
