//! The checked scenario: what the simulation is given. Every reference is an index, every number is in its range.

use std::collections::BTreeMap;

use super::Parameter;
use crate::indicator::{Evidence, Indicator, IndicatorId, IndicatorRow, Target, Unit};
use crate::language::Text;
use crate::policy::Programme;
use crate::quantity::{Money, Year};

/// How good a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Official figure.
    A,
    /// Derived or secondary.
    B,
    /// Judgement.
    C,
}

impl Grade {
    /// The letter.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Source in words.
    pub source: String,
    /// How good it is.
    pub grade: Grade,
    /// Year in which it was knowable.
    pub known_by: Year,
}

/// How a parameter is drawn. Numbers are in the engine's unit of the parameter's dimension.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// Always the base value.
    Fixed,
    /// Triangular from `low` to `high` with the base value as mode.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Uniform from `low` to `high`.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Lognormal with 90 % of its mass between `low` and `high`, cut to the parameter's allowed range.
    Lognormal {
        /// 5 % quantile, above 0.
        low: f64,
        /// 95 % quantile.
        high: f64,
    },
    /// One of some values, with probabilities that sum to 1.
    Discrete {
        /// Values and their probabilities.
        outcomes: Vec<(f64, f64)>,
    },
}

/// A parameter's base value and spread.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterValue {
    /// Base value: the mode of the distribution, in the engine's unit (`parameter::Dimension`).
    pub base: f64,
    /// How it is drawn, once a run.
    pub distribution: Distribution,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A county-level unit, with reference-year values brought to the base year.
#[derive(Debug, Clone, PartialEq)]
pub struct County {
    /// Stable code; counties are sorted by it.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Residents at the end of the base year.
    pub population: u64,
    /// Households at the end of the base year.
    pub households: u64,
    /// Land area in km².
    pub area_km2: f64,
    /// Share of residents who are urban, 0..=1.
    pub urban_share: f64,
    /// GDP in the reference year.
    pub gdp: Money,
    /// Industrial enterprises above designated size at the base year.
    pub above_scale: u64,
    /// Residential communities and administrative villages.
    pub communities: u64,
    /// 5G stations by year up to the base year; the last one shares out the base stock.
    pub stations: BTreeMap<Year, f64>,
    /// Peers of its enterprises: counties with the same group count as one.
    pub peer_group: String,
    /// Column and row in the schematic map, if given.
    pub tile: Option<(i32, i32)>,
}

/// National series that drive prices and operators' envelopes.
#[derive(Debug, Clone, PartialEq)]
pub struct National {
    /// National 5G capex by year in yuan: history, and the path after it (the last value repeats).
    pub capex: BTreeMap<Year, f64>,
    /// National 5G stations at year's ends up to the base year.
    pub stations: BTreeMap<Year, f64>,
    /// Where they come from.
    pub provenance: Provenance,
}

/// What makes the candidates of a cultivated item ripen faster.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Drivers {
    /// Effect of an award on offer: growth × (1 + money) while a programme with money supports the item.
    pub money: f64,
    /// Effect of the share of above-scale enterprises at level 2 or more, per unit of share gained since the base year.
    pub digital: f64,
    /// Effect of usable gigabit coverage, per unit of share gained since the base year.
    pub coverage: f64,
}

/// One cultivated item: "cultivate N of X by the target year".
#[derive(Debug, Clone, PartialEq)]
pub struct CultivationItem {
    /// Key: also the key of its indicator.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Measure word and noun.
    pub unit: Text,
    /// Candidates in the pool.
    pub pool: u32,
    /// Recognised at the end of the base year, if known.
    pub base: Option<u32>,
    /// Most recognitions a year.
    pub quota: u32,
    /// Drivers of readiness.
    pub drivers: Drivers,
    /// What is known of the base value.
    pub evidence: Evidence,
    /// Where the row comes from.
    pub provenance: Provenance,
}

/// A node already planned, written in the scenario by name.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedNode {
    /// Name.
    pub name: Text,
    /// Industry chain (index below the number of chains).
    pub chain: u8,
    /// Year in which it is proposed.
    pub year: Year,
}

/// An observed value: a dot in a chart, never an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Indicator.
    pub indicator: IndicatorId,
    /// County (index), or none for the whole place.
    pub county: Option<u16>,
    /// Year.
    pub year: Year,
    /// Value in the indicator's unit.
    pub value: f64,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Probability bands of the words "likely" and "unlikely".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// From this probability on (0..=1): likely.
    pub likely: f64,
    /// Below this probability (0..=1): unlikely.
    pub unlikely: f64,
}

/// Which coverage `gigabit_coverage` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GigabitDenominator {
    /// Port capability over households.
    Nominal,
    /// Households in capable communities over households.
    Passed,
    /// Households in capable and ready communities over households.
    Usable,
}

impl GigabitDenominator {
    /// The word of files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Passed => "passed",
            Self::Usable => "usable",
        }
    }

    /// The indicator it stands for.
    #[must_use]
    pub const fn indicator(self) -> Indicator {
        match self {
            Self::Nominal => Indicator::GigabitNominal,
            Self::Passed => Indicator::GigabitPassed,
            Self::Usable => Indicator::GigabitUsable,
        }
    }
}

/// A file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// Path relative to the scenario's root folder, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

/// A checked scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Stable name, `[a-z0-9_-]{1,64}`: the file's stem.
    pub id: String,
    /// Name for people.
    pub name: Text,
    /// What it assumes, in a sentence.
    pub description: Text,
    /// Name of the place.
    pub region: Text,
    /// Whether its base values are supplied for illustration only (`origin: illustrative`).
    pub illustrative: bool,
    /// The state at the end of this year is given.
    pub base_year: Year,
    /// The last simulated year.
    pub end_year: Year,
    /// Seed of places, candidates and enterprises, shared by every scenario and run.
    pub population_seed: u64,
    /// Seed of the runs (`--seed` overrides).
    pub seed: u64,
    /// Number of runs (`--runs` overrides).
    pub runs: u32,
    /// How many real stations or enterprises an entity stands for, at least 1.
    pub weight: u32,
    /// Probability bands.
    pub bands: Bands,
    /// Meaning of `gigabit_coverage`.
    pub gigabit_coverage: GigabitDenominator,
    /// First and last year of the enterprises' action plan.
    pub action_plan: (Year, Year),
    /// Counties, sorted by code.
    pub counties: Vec<County>,
    /// National series.
    pub national: National,
    /// One value a parameter, in catalogue order.
    pub parameters: Vec<ParameterValue>,
    /// Programmes, sorted by id.
    pub programmes: Vec<Programme>,
    /// Where each programme comes from, in the same order.
    pub programme_sources: Vec<Provenance>,
    /// Cultivated items, sorted by id.
    pub items: Vec<CultivationItem>,
    /// Nodes already planned.
    pub planned_nodes: Vec<PlannedNode>,
    /// Targets in the order they are shown.
    pub targets: Vec<Target>,
    /// Where each target comes from, in the same order.
    pub target_sources: Vec<Provenance>,
    /// Observed values, sorted by indicator, county and year.
    pub observed: Vec<Observation>,
    /// Files read, in order.
    pub files: Vec<FileRead>,
    /// Overlays applied with `--set`, as `key=value`.
    pub overlays: Vec<String>,
    /// SHA-256 of the canonical form, hex: names the scenario whatever its formatting.
    pub hash: String,
}

impl Scenario {
    /// A parameter's value and spread.
    #[must_use]
    pub fn parameter(&self, parameter: Parameter) -> &ParameterValue {
        &self.parameters[parameter.index()]
    }

    /// A parameter's base value.
    #[must_use]
    pub fn base(&self, parameter: Parameter) -> f64 {
        self.parameter(parameter).base
    }

    /// Simulated years after the base year, in order.
    pub fn years(&self) -> impl Iterator<Item = Year> + use<> {
        self.base_year + 1..=self.end_year
    }

    /// Indicators of this scenario: the built-in ones, then the cultivated items.
    #[must_use]
    pub fn indicators(&self) -> Vec<IndicatorRow> {
        let built_in = Indicator::ALL.iter().map(|i| i.row());
        let items = self.items.iter().map(|item| IndicatorRow {
            key: item.id.clone(),
            name: item.name.clone(),
            unit: Unit::Count(item.unit.clone()),
            by_county: false,
            yearly: false,
            formula: recognitions(),
        });
        built_in.chain(items).collect()
    }

    /// Whether an indicator counts only what was added since the base year: a cultivated item whose base is not known.
    #[must_use]
    pub fn added_since_base(&self, indicator: IndicatorId) -> bool {
        indicator
            .index()
            .checked_sub(Indicator::ALL.len())
            .and_then(|item| self.items.get(item))
            .is_some_and(|item| item.base.is_none())
    }

    /// Number of indicators.
    #[must_use]
    pub fn indicator_count(&self) -> usize {
        Indicator::ALL.len() + self.items.len()
    }
}

/// How a cultivated item grows.
fn recognitions() -> Text {
    Text::new(
        "基期已认定数 + 此后成熟度达到1者，先熟先认定，不超过每年认定上限",
        "recognised in the base year + candidates whose readiness has reached 1, ripest first, up to the yearly quota",
    )
}
