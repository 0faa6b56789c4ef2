//! The rows of a design: which settings each one has. A row depends on the design and its number only.

use crate::random::{Decision, Draws};
use crate::scenario::design::{Design, Kind, Range, Values};

/// The settings of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Scenario, by its place in the plan.
    pub scenario: usize,
    /// Base point of a sample, else the row without its scenario.
    pub point: u64,
    /// Matrix of a Saltelli sample: `A`, `B`, or the key whose column is taken from B.
    pub matrix: Option<String>,
    /// The value of each factor, as `--set` takes it.
    pub values: Vec<String>,
}

/// Every row of a design, made when it is asked for.
#[derive(Debug, Clone)]
pub struct Rows {
    design: Design,
    scenarios: u64,
    table: Vec<Vec<String>>,
    /// Slice of each point, by factor, of a Latin hypercube.
    slices: Vec<Vec<u32>>,
}

impl Rows {
    /// The rows of `design` for so many scenarios; `table` are the rows of a design of that kind.
    #[must_use]
    pub fn new(design: &Design, scenarios: usize, table: Vec<Vec<String>>) -> Self {
        let slices = match design.kind {
            Kind::LatinHypercube => (0..design.factors.len())
                .map(|f| shuffled(design, f))
                .collect(),
            _ => Vec::new(),
        };
        Self {
            design: design.clone(),
            scenarios: scenarios as u64,
            table,
            slices,
        }
    }

    /// Number of rows; none if it is beyond counting.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.of_a_scenario()?.checked_mul(self.scenarios)
    }

    fn of_a_scenario(&self) -> Option<u64> {
        let factors = &self.design.factors;
        let points = u64::from(self.design.points);
        match self.design.kind {
            Kind::Grid => factors
                .iter()
                .try_fold(1_u64, |rows, f| rows.checked_mul(levels(&f.values) as u64)),
            Kind::LatinHypercube | Kind::Sobol => Some(points),
            Kind::Saltelli => Some(points * (factors.len() as u64 + 2)),
            Kind::Table => Some(self.table.len() as u64),
        }
    }

    /// Row `row`, below `count`: all rows of the first scenario come first.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, row: u64) -> Row {
        let each = self.of_a_scenario().expect("counted");
        let scenario = usize::try_from(row / each).expect("few scenarios");
        let within = row % each;
        let factors = self.design.factors.len();
        let (point, matrix, values) = match self.design.kind {
            Kind::Grid => (within, None, self.grid(within)),
            Kind::Table => (within, None, self.table[index(within)].clone()),
            Kind::LatinHypercube | Kind::Sobol => {
                let value = |f| self.value(f, self.position(within, f));
                (within, None, (0..factors).map(value).collect())
            }
            Kind::Saltelli => {
                let (point, part) = (
                    within / (factors as u64 + 2),
                    index(within % (factors as u64 + 2)),
                );
                // A first, then A with one column of B each, then B
                let from_b = |f: usize| part == factors + 1 || part == f + 1;
                let value = |f| {
                    let dimension = if from_b(f) { factors + f } else { f };
                    self.value(f, self.position(point, dimension))
                };
                let matrix = match part {
                    0 => "A".to_owned(),
                    part if part == factors + 1 => "B".to_owned(),
                    part => self.design.factors[part - 1].key.clone(),
                };
                (point, Some(matrix), (0..factors).map(value).collect())
            }
        };
        Row {
            scenario,
            point,
            matrix,
            values,
        }
    }

    /// The last factor changes fastest.
    fn grid(&self, row: u64) -> Vec<String> {
        let mut rest = row;
        let mut values: Vec<String> = Vec::new();
        for factor in self.design.factors.iter().rev() {
            let count = levels(&factor.values) as u64;
            values.push(level(&factor.values, index(rest % count)));
            rest /= count;
        }
        values.reverse();
        values
    }

    /// Where point `point` lies along a dimension, 0 to below 1.
    fn position(&self, point: u64, dimension: usize) -> f64 {
        let seed = self.design.seed;
        let (point, along) = (
            u32::try_from(point).expect("few points"),
            u32::try_from(dimension).expect("few factors"),
        );
        match self.design.kind {
            Kind::LatinHypercube => {
                let slice = self.slices[dimension][point as usize];
                let jitter =
                    Draws::shared(seed).uniform(Decision::DesignJitter, point, year(dimension));
                (f64::from(slice) + jitter) / f64::from(self.design.points)
            }
            _ => f64::from(sobol_burley::sample(point, along, folded(seed))),
        }
    }

    fn value(&self, factor: usize, position: f64) -> String {
        match &self.design.factors[factor].values {
            Values::Range(range) => Range::at(range, position),
            values => level(values, share(levels(values), position)),
        }
    }
}

fn levels(values: &Values) -> usize {
    match values {
        Values::Levels(levels) => levels.len(),
        Values::Range(_) | Values::Column => 0,
    }
}

fn level(values: &Values, at: usize) -> String {
    match values {
        Values::Levels(levels) => levels[at].clone(),
        Values::Range(_) | Values::Column => String::new(),
    }
}

/// The index of `n` equal parts in which `position` lies.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "n is small and the position below 1"
)]
fn share(n: usize, position: f64) -> usize {
    ((n as f64 * position) as usize).min(n - 1)
}

/// A seed of 64 bits in 32.
#[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
const fn folded(seed: u64) -> u32 {
    (seed ^ (seed >> 32)) as u32
}

fn year(dimension: usize) -> i32 {
    i32::try_from(dimension).expect("few factors")
}

fn index(n: u64) -> usize {
    usize::try_from(n).expect("fits memory")
}

/// The numbers of the points in an order of their own for each factor (Fisher and Yates).
fn shuffled(design: &Design, factor: usize) -> Vec<u32> {
    let draws = Draws::shared(design.seed);
    let mut slices: Vec<u32> = (0..design.points).collect();
    for last in (1..design.points).rev() {
        let u = draws.uniform(Decision::DesignSlice, last, year(factor));
        slices.swap(last as usize, share(last as usize + 1, u));
    }
    slices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::design::Factor;

    fn design(kind: Kind, points: u32, factors: Vec<Values>) -> Design {
        let factor = |(i, values)| Factor {
            key: format!("f{i}"),
            values,
            unit: None,
        };
        Design {
            kind,
            points,
            replicates: 1,
            seed: 7,
            block_runs: 4,
            keep: Vec::new(),
            factors: factors.into_iter().enumerate().map(factor).collect(),
        }
    }

    fn unit() -> Values {
        Values::Range(Range::new("0", "1", false).unwrap())
    }

    fn words(words: &[&str]) -> Values {
        Values::Levels(words.iter().map(|w| (*w).to_owned()).collect())
    }

    fn points(kind: Kind, n: u32, factors: usize) -> Vec<Vec<f64>> {
        let rows = Rows::new(&design(kind, n, vec![unit(); factors]), 1, Vec::new());
        let row = |r| {
            rows.row(r)
                .values
                .iter()
                .map(|v| v.parse().unwrap())
                .collect()
        };
        (0..rows.count().unwrap()).map(row).collect()
    }

    #[test]
    fn a_grid_has_every_combination_once() {
        let rows = Rows::new(
            &design(
                Kind::Grid,
                0,
                vec![words(&["a", "b"]), words(&["1", "2", "3"])],
            ),
            2,
            Vec::new(),
        );
        assert_eq!(rows.count(), Some(12));
        let all: Vec<String> = (0..12)
            .map(|r| format!("{} {}", rows.row(r).scenario, rows.row(r).values.join("")))
            .collect();
        assert_eq!(all[..6], ["0 a1", "0 a2", "0 a3", "0 b1", "0 b2", "0 b3"]);
        assert_eq!(all[6], "1 a1");
    }

    #[test]
    fn a_latin_hypercube_uses_every_slice_once() {
        let points = points(Kind::LatinHypercube, 50, 3);
        for factor in 0..3 {
            let mut slices: Vec<usize> = points.iter().map(|p| share(50, p[factor])).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..50).collect::<Vec<_>>());
        }
        assert!((points[0][0] - points[0][1]).abs() > 1.0e-9);
    }

    #[test]
    fn sobol_points_lie_one_in_every_elementary_interval() {
        // the first two dimensions are a (0, m, 2)-net, whatever the scrambling
        let points = points(Kind::Sobol, 64, 2);
        for across in [1, 2, 4, 8, 16, 32, 64] {
            let mut cells: Vec<(usize, usize)> = points
                .iter()
                .map(|p| (share(across, p[0]), share(64 / across, p[1])))
                .collect();
            cells.sort_unstable();
            cells.dedup();
            assert_eq!(cells.len(), 64, "{across} slices of the first dimension");
        }
    }

    #[test]
    fn sobol_values_are_as_they_were() {
        let first = points(Kind::Sobol, 4, 3);
        let told: Vec<String> = first.iter().map(|p| format!("{p:?}")).collect();
        assert_eq!(told, SOBOL_AS_IT_WAS);
    }

    const SOBOL_AS_IT_WAS: [&str; 4] = [
        "[0.680878, 0.592596, 0.972017]",
        "[0.028991, 0.194618, 0.035284]",
        "[0.81471, 0.365, 0.270736]",
        "[0.481581, 0.978952, 0.575502]",
    ];

    #[test]
    fn a_saltelli_sample_takes_one_column_from_b() {
        let points = points(Kind::Saltelli, 8, 3);
        assert_eq!(points.len(), 8 * 5);
        for base in points.chunks(5) {
            let (a, b) = (&base[0], &base[4]);
            for factor in 0..3 {
                let mut mixed = a.clone();
                mixed[factor] = b[factor];
                assert_eq!(base[factor + 1], mixed);
            }
        }
    }
}
