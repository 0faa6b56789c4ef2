//! Plain statistics on slices of `f64`. Imports nothing of ours and knows no indicator, run or scenario.

mod interval;
mod quantile;
mod rank;
mod variance;

pub use interval::{
    Interval, difference_of_proportions, paired_difference, paired_proportions, wilson,
};
pub use quantile::{Spread, mean, median, quantile, sorted};
pub use rank::rank_correlation;
pub use variance::{Split, split_pairs, variance};
