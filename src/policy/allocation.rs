//! Rules that share a programme's yearly money over counties. A new rule is one row here.

/// How yearly money is shared over counties.
#[derive(Debug, Clone, PartialEq)]
pub enum Allocation {
    /// The same for every county.
    Equal,
    /// By resident population.
    Population,
    /// By households.
    Households,
    /// By GDP.
    Gdp,
    /// By what each county still lacks of the goal the programme supports.
    GapToTarget,
    /// Stated shares by county (in county order, summing to 1).
    FixedShares(Vec<f64>),
    /// Not shared out: one pool, drawn on by the best project anywhere.
    LeastCost,
}

/// What the rules look at, one value a county.
#[derive(Debug, Clone, Default)]
pub struct CountyWeights {
    /// Residents.
    pub population: Vec<f64>,
    /// Households.
    pub households: Vec<f64>,
    /// GDP in yuan.
    pub gdp: Vec<f64>,
    /// What is lacking of the programme's goal at the end of last year, at least 0.
    pub gap: Vec<f64>,
}

impl Allocation {
    /// The word of scenario files.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Population => "population",
            Self::Households => "households",
            Self::Gdp => "gdp",
            Self::GapToTarget => "gap_to_target",
            Self::FixedShares(_) => "fixed_shares",
            Self::LeastCost => "least_cost",
        }
    }

    /// Every word.
    pub const KEYS: [&'static str; 7] = [
        "equal",
        "population",
        "households",
        "gdp",
        "gap_to_target",
        "fixed_shares",
        "least_cost",
    ];

    /// Whether the money stays in one pool.
    #[must_use]
    pub const fn pooled(&self) -> bool {
        matches!(self, Self::LeastCost)
    }

    /// Weights over counties; `None` for a pooled rule. A filter on counties is applied by the caller.
    #[must_use]
    pub fn weights(&self, of: &CountyWeights) -> Option<Vec<f64>> {
        match self {
            Self::Equal => Some(vec![1.0; of.population.len()]),
            Self::Population => Some(of.population.clone()),
            Self::Households => Some(of.households.clone()),
            Self::Gdp => Some(of.gdp.clone()),
            Self::GapToTarget => Some(of.gap.clone()),
            Self::FixedShares(shares) => Some(shares.clone()),
            Self::LeastCost => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_own_weights_and_word() {
        let of = CountyWeights {
            population: vec![1.0, 2.0],
            households: vec![3.0, 4.0],
            gdp: vec![5.0, 6.0],
            gap: vec![7.0, 8.0],
        };
        for ((rule, expected), word) in [
            (Allocation::Equal, Some(vec![1.0, 1.0])),
            (Allocation::Population, Some(vec![1.0, 2.0])),
            (Allocation::Households, Some(vec![3.0, 4.0])),
            (Allocation::Gdp, Some(vec![5.0, 6.0])),
            (Allocation::GapToTarget, Some(vec![7.0, 8.0])),
            (
                Allocation::FixedShares(vec![0.1, 0.9]),
                Some(vec![0.1, 0.9]),
            ),
            (Allocation::LeastCost, None),
        ]
        .into_iter()
        .zip(Allocation::KEYS)
        {
            assert_eq!(rule.key(), word);
            assert_eq!(rule.weights(&of), expected, "{word}");
            assert_eq!(rule.pooled(), expected.is_none());
        }
    }
}
