//! What follows from levels and connections: online trade and identifiers. Plain functions; change nothing.

use super::components::LEVELS;
use crate::quantity::Money;

/// Online trade of above-designated-size enterprises: an industrial part that follows turnover and level, and a rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnlineTrade {
    /// Yuan in the base year.
    pub base: f64,
    /// Industrial part of it, 0..=1.
    pub industrial: f64,
    /// Online share of turnover in the base year, summed over levels (turnover × share), in yuan.
    pub base_mass: f64,
    /// Yearly growth of turnover.
    pub market_growth: f64,
    /// Yearly growth of the rest.
    pub rest_growth: f64,
}

impl OnlineTrade {
    /// Yuan `elapsed` years after the base year: `V_0 ι (M_t / M_0) (1 + g)^t + V_0 (1 - ι) (1 + r)^t`, with `M` base-year
    /// turnover weighed by the online share of its level. Where no turnover is known, `M_t / M_0` counts as 1.
    #[must_use]
    pub fn volume(&self, mass: f64, elapsed: i32) -> f64 {
        let relative = if self.base_mass > 0.0 {
            mass / self.base_mass
        } else {
            1.0
        };
        let grown = |growth: f64| libm::pow(1.0 + growth, f64::from(elapsed));
        self.base * self.industrial * relative * grown(self.market_growth)
            + self.base * (1.0 - self.industrial) * grown(self.rest_growth)
    }
}

/// Turnover weighed by the online share of its level, in yuan.
#[must_use]
pub fn online_mass(turnover: &[Money; LEVELS], shares: &[f64; LEVELS]) -> f64 {
    turnover.iter().zip(shares).map(|(t, s)| t.yuan() * s).sum()
}

/// Average yearly growth in per cent: `(V_T / V_0)^(1/T) - 1`; none where nothing was traded in the base year.
#[must_use]
pub fn average_growth(base: f64, value: f64, elapsed: i32) -> Option<f64> {
    (base > 0.0 && elapsed > 0)
        .then(|| 100.0 * (libm::pow(value / base, 1.0 / f64::from(elapsed)) - 1.0))
}

/// Years after connection at which `identifiers_per_enterprise` is reached.
const REFERENCE_AGE: f64 = 3.0;

/// Identifiers registered by one enterprise, as a logistic in the years since its connection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Registration {
    /// Identifiers three years after connection.
    pub per_enterprise: f64,
    /// Years from connection to the steepest growth.
    pub midpoint: f64,
    /// Steepness a year.
    pub steepness: f64,
}

impl Registration {
    /// Identifiers `age` whole years after the year of connection: none at 0, `per_enterprise` at 3, levelling off after.
    #[must_use]
    pub fn registered(&self, age: f64) -> f64 {
        let logistic = |age: f64| 1.0 / (1.0 + libm::exp(-self.steepness * (age - self.midpoint)));
        let rise = |age: f64| logistic(age) - logistic(0.0);
        let whole = rise(REFERENCE_AGE);
        if whole > 0.0 {
            self.per_enterprise * rise(age) / whole
        } else {
            // the limit of a logistic without steepness is a straight line
            self.per_enterprise * age / REFERENCE_AGE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trade_starts_at_its_base_and_grows_as_stated() {
        let trade = OnlineTrade {
            base: 100.0,
            industrial: 0.6,
            base_mass: 5.0,
            market_growth: 0.05,
            rest_growth: 0.1,
        };
        assert!((trade.volume(5.0, 0) - 100.0).abs() < 1e-12);
        let two = 60.0 * 2.0 * 1.05 * 1.05 + 40.0 * 1.1 * 1.1;
        assert!((trade.volume(10.0, 2) - two).abs() < 1e-9);
        let growth = average_growth(100.0, 121.0, 2).expect("there is a base");
        assert!((growth - 10.0).abs() < 1e-9);
        assert_eq!(average_growth(0.0, 1.0, 2), None);
        assert_eq!(average_growth(1.0, 1.0, 0), None);
    }

    #[test]
    fn registrations_rise_from_nothing_to_the_reference() {
        let curve = Registration {
            per_enterprise: 2.0e6,
            midpoint: 1.5,
            steepness: 2.0,
        };
        assert!(curve.registered(0.0).abs() < 1e-6);
        assert!((curve.registered(1.5) - 1.0e6).abs() < 1e-3);
        assert!((curve.registered(3.0) - 2.0e6).abs() < 1e-3);
        assert!(curve.registered(9.0) < 2.2e6);
        let line = Registration {
            steepness: 0.0,
            ..curve
        };
        assert!((line.registered(1.0) - 2.0e6 / 3.0).abs() < 1e-3);
    }
}
