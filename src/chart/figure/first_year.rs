//! The first year a goal is reached, as plain data. Knows nothing of how it is drawn.

use serde::{Deserialize, Serialize};

use crate::language::Text;

use super::{Frame, ascending};

/// In which year a goal is first reached: shares of the runs by year, and of those that never reach it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstYear {
    /// Title, source and so on.
    pub frame: Frame,
    /// The year the goal is due: a line stands behind its bar.
    pub due_year: i32,
    /// What is written at that line, such as "due: end of 2025".
    pub due: Text,
    /// What is written under it: the share that reaches the goal by then, with its interval.
    pub by_due: Text,
    /// The years in order, a bar each.
    pub bars: Vec<FirstYearBar>,
    /// Share of the runs that reach the goal in none of the years, 0 to 1.
    pub never: f64,
    /// What is written under the bar of those, such as "not by 2030".
    pub never_label: Text,
}

/// A year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FirstYearBar {
    /// The year (its end).
    pub year: i32,
    /// Share of the runs that reach the goal then and not before, 0 to 1.
    pub share: f64,
}

impl FirstYear {
    pub(super) fn fits(&self) -> (bool, super::Words) {
        let shares = || self.bars.iter().map(|bar| bar.share).chain([self.never]);
        let all: f64 = shares().sum();
        (
            (1..=40).contains(&self.bars.len())
                && ascending(self.bars.iter().map(|bar| bar.year))
                && shares().all(|share| share >= 0.0)
                && (all - 1.0).abs() < 1e-6,
            (
                "首次达标图需要1至40个按顺序排列的年份，各占模拟的比重合计为1",
                "first years need 1 to 40 years in order, and shares of the runs that make up all of them",
            ),
        )
    }

    pub(super) fn years(&self) -> Vec<i32> {
        let bars = self.bars.iter().map(|bar| bar.year);
        bars.chain([self.due_year]).collect()
    }

    pub(super) fn numbers(&self) -> Vec<f64> {
        let bars = self.bars.iter().map(|bar| bar.share);
        bars.chain([self.never]).collect()
    }
}
