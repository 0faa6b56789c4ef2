//! Words for probabilities. Follows the scenario's bands and the whole interval, never the mean or the median.

use crate::scenario::resolved::Bands;
use crate::statistics::Interval;

/// What may be said of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The whole interval lies in the upper band.
    Likely,
    /// The whole interval lies in the middle band.
    Uncertain,
    /// The interval crosses a band's edge: more runs would tell.
    Undecided,
    /// The whole interval lies in the lower band.
    Unlikely,
    /// No probability may be given.
    NotAssessed,
}

impl Verdict {
    /// The verdict on a probability known up to `interval`.
    #[must_use]
    pub fn of(interval: Interval, bands: Bands) -> Self {
        if interval.low >= bands.likely {
            Self::Likely
        } else if interval.high < bands.unlikely {
            Self::Unlikely
        } else if interval.low >= bands.unlikely && interval.high < bands.likely {
            Self::Uncertain
        } else {
            Self::Undecided
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_interval_must_lie_in_the_band() {
        let bands = Bands {
            likely: 0.7,
            unlikely: 0.3,
        };
        let verdict = |low, high| Verdict::of(Interval { low, high }, bands);
        assert_eq!(verdict(0.70, 0.9), Verdict::Likely);
        assert_eq!(verdict(0.69, 0.9), Verdict::Undecided);
        assert_eq!(verdict(0.30, 0.69), Verdict::Uncertain);
        assert_eq!(verdict(0.20, 0.31), Verdict::Undecided);
        assert_eq!(verdict(0.0, 0.3), Verdict::Undecided);
        assert_eq!(verdict(0.0, 0.29), Verdict::Unlikely);
        assert_eq!(verdict(0.1, 0.9), Verdict::Undecided);
    }
}
