//! Candidates in order of what they serve for their price: a heap a county, and one of the counties' firsts. What changes in a
//! county is put right there alone, and its heap is small enough to stay near at hand.

use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// A site in a queue: the highest score first, ties by id, as one whole number, which is compared at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked(u128);

impl Ranked {
    /// A site of a community, and the people it serves per unit of money.
    pub fn new(score: f64, site: u32, community: u32) -> Self {
        // the bits of a float that is not below zero are in order; those of the others are in the reverse order below them
        let bits = score.to_bits();
        let score = if score.is_sign_negative() {
            !bits
        } else {
            bits | 1 << 63
        };
        Self(u128::from(score) << 64 | u128::from(!site) << 32 | u128::from(community))
    }

    /// Site.
    pub fn site(self) -> u32 {
        !word(self.0 >> 32)
    }

    /// Its community.
    pub fn community(self) -> u32 {
        word(self.0)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low word is asked")]
const fn word(key: u128) -> u32 {
    key as u32
}

/// The first of a county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct First {
    ranked: Ranked,
    county: u16,
}

/// The next candidate of every community, ordered.
#[derive(Debug)]
pub struct Queue {
    counties: Vec<BinaryHeap<Ranked>>,
    /// Those of counties with candidates.
    firsts: BinaryHeap<First>,
}

impl Queue {
    /// An empty queue over so many counties.
    pub fn new(counties: usize) -> Self {
        Self {
            counties: vec![BinaryHeap::new(); counties],
            firsts: BinaryHeap::with_capacity(counties),
        }
    }

    /// The first of all.
    pub fn first(&self) -> Option<Ranked> {
        self.firsts.peek().map(|first| first.ranked)
    }

    /// Puts another candidate of its county, or none, in place of the first of all. Says which is the county's first now.
    pub fn replace_first(&mut self, by: Option<Ranked>) -> Option<Ranked> {
        let mut first = self.firsts.peek_mut()?;
        let county = &mut self.counties[usize::from(first.county)];
        if let Some(mut top) = county.peek_mut() {
            match by {
                Some(by) => *top = by,
                None => {
                    PeekMut::pop(top);
                }
            }
        }
        let next = county.peek().copied();
        match next {
            Some(next) => first.ranked = next,
            None => {
                PeekMut::pop(first);
            }
        }
        next
    }

    /// Puts `ranked` in place of all candidates of a county.
    pub fn rank(&mut self, county: u16, ranked: Vec<Ranked>) {
        self.drop_county(county);
        let heap = BinaryHeap::from(ranked);
        if let Some(first) = heap.peek() {
            self.firsts.push(First {
                ranked: *first,
                county,
            });
        }
        self.counties[usize::from(county)] = heap;
    }

    /// Takes all candidates of a county out.
    pub fn drop_county(&mut self, county: u16) {
        let heap = &mut self.counties[usize::from(county)];
        if heap.is_empty() {
            return;
        }
        heap.clear();
        if self
            .firsts
            .peek()
            .is_some_and(|first| first.county == county)
        {
            self.firsts.pop();
        } else {
            self.firsts.retain(|first| first.county != county);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(score: f64, site: u32) -> Ranked {
        Ranked::new(score, site, 7)
    }

    fn drain(mut queue: Queue) -> Vec<u32> {
        let mut sites = Vec::new();
        while let Some(first) = queue.first() {
            sites.push(first.site());
            queue.replace_first(None);
        }
        sites
    }

    fn three_counties() -> Queue {
        let mut queue = Queue::new(3);
        queue.rank(0, vec![ranked(1.0, 1), ranked(9.0, 2)]);
        queue.rank(1, vec![ranked(5.0, 3), ranked(5.0, 4)]);
        queue.rank(2, vec![ranked(7.0, 5), ranked(0.5, 6)]);
        queue
    }

    #[test]
    fn counties_are_merged_by_score_and_ties_by_site() {
        assert_eq!(drain(three_counties()), [2, 5, 3, 4, 1, 6]);
    }

    #[test]
    fn scores_are_ordered_as_numbers() {
        let scores = [
            f64::NEG_INFINITY,
            -2.5,
            -0.0,
            0.0,
            1e-300,
            2.5,
            f64::INFINITY,
        ];
        assert!(scores.map(|score| ranked(score, 3)).is_sorted());
        assert!(ranked(1.0, 3) > ranked(1.0, 4));
        let large = Ranked::new(1.0, u32::MAX, u32::MAX - 1);
        assert_eq!((large.site(), large.community()), (u32::MAX, u32::MAX - 1));
    }

    #[test]
    fn a_county_is_replaced_and_dropped_alone() {
        let mut queue = three_counties();
        queue.replace_first(Some(ranked(6.0, 7)));
        queue.rank(1, vec![ranked(8.0, 8)]);
        queue.drop_county(2);
        assert_eq!(drain(queue), [8, 7, 1]);
        let mut empty = Queue::new(1);
        empty.rank(0, Vec::new());
        empty.drop_county(0);
        assert_eq!(empty.first(), None);
    }
}
