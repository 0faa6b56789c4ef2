//! How much a doubtful input moves a goal: its lowest third of runs against its highest.
//!
//! Among a hundred inputs some seem to matter by chance alone. An input stands out only where the rank correlation with the
//! indicator is beyond what chance gives the largest of them one time in twenty (Bonferroni).

use super::attainment::share;
use super::{Attainment, CardGoal, Ensemble};
use crate::language::Lang;
use crate::quantity::Year;
use crate::random::normal_quantile;
use crate::record::RunRecord;
use crate::scenario::draw::DrawnPath;
use crate::scenario::resolved::{Distribution, Grade};
use crate::scenario::{Parameter, Scenario};
use crate::statistics::{Interval, difference_of_proportions, median, rank_correlation, sorted};

/// Fewer runs than this say nothing of thirds.
const LEAST_RUNS: usize = 30;

/// A drawn input of grade C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A parameter, drawn once a run.
    Parameter(Parameter),
    /// A yearly path: its mean deviation from the base year to the goal's year.
    Path(DrawnPath),
}

impl Input {
    /// The word of files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parameter(parameter) => parameter.row().key,
            Self::Path(path) => path.key(),
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Parameter(parameter) => parameter.label(lang),
            Self::Path(path) => path.label(lang),
        }
    }

    /// Its value in a run, as far as `year`; none where the run carries no paths.
    #[expect(clippy::cast_precision_loss, reason = "some ten years")]
    fn value(self, run: &RunRecord, base_year: Year, year: Year) -> Option<f64> {
        match self {
            Self::Parameter(parameter) => Some(run.parameters[parameter.index()]),
            Self::Path(path) => {
                let years = usize::try_from(year - base_year).ok().filter(|n| *n > 0)?;
                let walked = run.paths.get(..years)?;
                Some(walked.iter().map(|step| step[path as usize]).sum::<f64>() / years as f64)
            }
        }
    }
}

/// A drawn input of grade C: what a goal does in the runs of its lowest and highest third.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// The card goal or target.
    pub goal: String,
    /// The input.
    pub input: Input,
    /// Runs in the lowest and highest third (more where values are tied).
    pub runs: (usize, usize),
    /// Probability of the target in each; none where the goal has no number or is not assessed.
    pub probability: Option<(f64, f64)>,
    /// 95 % interval of the difference of the probabilities, highest third less lowest.
    pub difference: Option<Interval>,
    /// Median of the indicator in each.
    pub median: (f64, f64),
    /// Rank correlation of the input with the indicator over all runs, -1..=1.
    pub rank_correlation: f64,
    /// Whether that is more than chance among all inputs.
    pub clear: bool,
}

impl Swing {
    /// The probabilities in the lowest and highest third, where they differ at all.
    #[must_use]
    pub fn moved(&self) -> Option<(f64, f64)> {
        self.probability
            .filter(|(low, high)| low.total_cmp(high).is_ne())
    }
}

/// Swings of a card goal by every drawn input of grade C, in catalogue order.
pub(super) fn swings(
    ensemble: &Ensemble<'_>,
    goal: &CardGoal,
    attainment: &[Attainment],
) -> Vec<Swing> {
    let Some(values) = ensemble.values(0, goal.indicator, goal.year) else {
        return Vec::new();
    };
    let met: Option<Vec<bool>> = goal
        .target
        .filter(|target| attainment[*target].judged.is_some())
        .map(|target| &ensemble.scenario.targets[target])
        .map(|target| values.iter().map(|v| target.met(*v)).collect());
    doubtful(ensemble.scenario)
        .filter_map(|input| {
            let of = (&*goal.id, goal.year);
            swing(ensemble, of, input, &values, met.as_deref())
        })
        .collect()
}

/// The swing of the input that moves the indicator most, by rank correlation; none of fewer than 30 runs, or where no
/// input stands out from chance.
pub(super) fn worst_swing(
    ensemble: &Ensemble<'_>,
    goal: (&str, Year),
    values: &[f64],
    met: &[bool],
) -> Option<Swing> {
    let size = |swing: &Swing| swing.rank_correlation.abs();
    doubtful(ensemble.scenario)
        .filter_map(|input| swing(ensemble, goal, input, values, Some(met)))
        .filter(|swing| swing.clear)
        .reduce(|worst, next| {
            if size(&next) > size(&worst) {
                next
            } else {
                worst
            }
        })
}

/// The absolute rank correlation that the largest of `inputs` without effect passes one time in twenty.
#[expect(clippy::cast_precision_loss, reason = "some hundred inputs and runs")]
pub(super) fn chance(inputs: usize, runs: usize) -> f64 {
    let tail = 0.05 / (2.0 * inputs.max(1) as f64);
    normal_quantile(1.0 - tail) / libm::sqrt(runs as f64 - 1.0)
}

fn doubtful(scenario: &Scenario) -> impl Iterator<Item = Input> {
    let parameters = Parameter::ALL.iter().copied().filter(|p| {
        let value = scenario.parameter(*p);
        value.provenance.grade == Grade::C && value.distribution != Distribution::Fixed
    });
    parameters
        .map(Input::Parameter)
        .chain(DrawnPath::ALL.map(Input::Path))
}

fn swing(
    ensemble: &Ensemble<'_>,
    (goal, year): (&str, Year),
    input: Input,
    values: &[f64],
    met: Option<&[bool]>,
) -> Option<Swing> {
    let n = values.len();
    if n < LEAST_RUNS {
        return None;
    }
    let base_year = ensemble.scenario.base_year;
    let drawn: Vec<f64> = ensemble
        .runs
        .iter()
        .map(|run| input.value(run, base_year, year))
        .collect::<Option<_>>()?;
    let ordered = sorted(&drawn);
    let (low_edge, high_edge) = (ordered[n / 3 - 1], ordered[n - n / 3]);
    if low_edge >= high_edge {
        return None;
    }
    let pick = |inside: &dyn Fn(f64) -> bool| -> Vec<usize> {
        (0..n).filter(|run| inside(drawn[*run])).collect()
    };
    let (low, high) = (pick(&|v| v <= low_edge), pick(&|v| v >= high_edge));
    let middle = |runs: &[usize]| median(&runs.iter().map(|r| values[*r]).collect::<Vec<_>>());
    let counts = met.map(|met| {
        let hits = |runs: &[usize]| (runs.iter().filter(|r| met[**r]).count(), runs.len());
        (hits(&low), hits(&high))
    });
    let correlation = rank_correlation(&drawn, values);
    let inputs = doubtful(ensemble.scenario).count();
    Some(Swing {
        rank_correlation: correlation,
        clear: correlation.abs() > chance(inputs, n),
        goal: goal.to_owned(),
        input,
        runs: (low.len(), high.len()),
        probability: counts.map(|(low, high)| (share(low.0, low.1), share(high.0, high.1))),
        difference: counts.map(|(low, high)| difference_of_proportions(low, high).1),
        median: (middle(&low), middle(&high)),
    })
}
