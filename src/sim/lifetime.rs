//! Lifetimes: how many years something outlasts that ends with the same chance every year, drawn once.

/// The law of years outlasted: `n` or more with probability `(1 - rate)^n`.
#[derive(Debug, Clone, PartialEq)]
pub struct Lifetimes {
    /// Share that outlasts one year, two years, and so on.
    alive: Vec<f64>,
}

impl Lifetimes {
    /// With a chance of `rate`, from 0 to 1, to end in a year; lifetimes of `years` years or more are not told apart.
    #[must_use]
    pub fn new(rate: f64, years: usize) -> Self {
        let alive = std::iter::successors(Some(1.0 - rate), |share| Some(share * (1.0 - rate)));
        Self {
            alive: alive.take(years).collect(),
        }
    }

    /// Whether any ends.
    #[must_use]
    pub fn any_ends(&self) -> bool {
        self.alive.first().is_some_and(|share| *share < 1.0)
    }

    /// Years that one with this uniform outlasts: `n` where `u` is below `(1 - rate)^n` and not below the next power. It ends in
    /// the year after them. At most the years stated.
    #[must_use]
    #[inline]
    pub fn outlasts(&self, u: f64) -> usize {
        // counted without a branch, since no lifetime can be foreseen; a check of each sum would be one
        self.alive.iter().fold(0, |years: usize, share| {
            years.wrapping_add(usize::from(u < *share))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uniform_is_read_against_the_powers() {
        let lives = Lifetimes::new(0.5, 3);
        assert!(lives.any_ends());
        for (u, years) in [
            (0.9, 0),
            (0.5, 0),
            (0.49, 1),
            (0.25, 1),
            (0.2, 2),
            (0.01, 3),
        ] {
            assert_eq!(lives.outlasts(u), years, "{u}");
        }
    }

    #[test]
    fn nothing_ends_without_a_rate_and_all_at_one() {
        let never = Lifetimes::new(0.0, 2);
        assert!(!never.any_ends());
        assert_eq!(never.outlasts(1.0 - f64::EPSILON), 2);
        assert_eq!(Lifetimes::new(1.0, 2).outlasts(1e-300), 0);
    }
}
