//! Candidate sites, made once from communities: how many, of which type, in which order. Knows no run.

use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::deal::{Lot, Mix, deal, lots};
use super::queue::Ranked;
use crate::policy::{Area, StationType};
use crate::quantity::Year;
use crate::scenario::{Parameter, Scenario};
use crate::sim::territory::{Community, Territory};

/// A candidate site: where it is, and what of it would take time to find out anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// Community (position in the territory).
    pub community: u32,
    /// Real sites it stands for, at least 1.
    pub weight: u16,
    /// Years before the end of the base year since which it is on air if it belongs to the base stock.
    pub age: u8,
    /// Type, dealt by the mix within the community's order.
    pub kind: StationType,
}

/// A set of counties whose base stock is known together: its candidates in the order in which they were built.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Share of the base stock, not normalised.
    pub stock: f64,
    /// Residents.
    pub people: f64,
    /// Candidates (positions), first built first.
    pub order: Vec<u32>,
}

/// All candidate sites of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct StationPlan {
    /// The sites: an id is a position, and a community's sites follow one another by rank.
    pub sites: Vec<Site>,
    /// The communities.
    pub lots: Vec<Lot>,
    /// The mix by which types are dealt.
    pub mix: Mix,
    /// The base stock's groups: one a county, or one in all where no county stocks are given.
    pub groups: Vec<Group>,
    /// The earliest year since which a site of the base stock may be on air.
    pub(super) oldest: Year,
    /// Real sites by county.
    pub(super) by_county: Vec<u64>,
}

impl StationPlan {
    /// Makes the candidates of `scenario` in `territory`.
    #[must_use]
    pub fn new(scenario: &Scenario, territory: &Territory) -> Self {
        let counties = group_counties(scenario);
        let scale = scale(scenario, territory, &counties);
        let (sites, lots) = deal(scenario, territory, &scale);
        let mut plan = Self {
            sites,
            lots,
            mix: Mix::new(scenario),
            groups: Vec::new(),
            oldest: scenario.base_year,
            by_county: vec![0; scenario.counties.len()],
        };
        plan.groups = counties
            .par_iter()
            .map(|(stock, counties)| plan.build_order(scenario, territory, *stock, counties))
            .collect();
        for ((_, counties), group) in counties.iter().zip(&plan.groups) {
            date(&mut plan.sites, scenario, counties, &group.order);
        }
        let eldest = plan.sites.iter().map(|site| site.age).max();
        plan.oldest -= Year::from(eldest.unwrap_or(0));
        for site in &plan.sites {
            let county = plan.lots[site.community as usize].county;
            plan.by_county[usize::from(county)] += u64::from(site.weight);
        }
        plan
    }

    /// How many candidates [`StationPlan::new`] would make, without making them.
    #[must_use]
    pub fn size(scenario: &Scenario, territory: &Territory) -> u64 {
        let scale = scale(scenario, territory, &group_counties(scenario));
        let lots = lots(scenario, territory, &scale);
        lots.last().map_or(0, |lot| u64::from(lot.end))
    }

    /// Real sites in all: the pool that a run can draw on, base stock included.
    #[must_use]
    pub fn pool(&self) -> u64 {
        self.by_county.iter().sum()
    }

    /// People newly served by a station of a site.
    #[must_use]
    pub fn gain(&self, site: u32) -> f64 {
        let lot = &self.lots[self.sites[site as usize].community as usize];
        lot.site(site - lot.first, &self.mix).gain
    }

    /// The order in which a group's sites were built: most people served per relative price first.
    fn build_order(
        &self,
        scenario: &Scenario,
        territory: &Territory,
        stock: f64,
        counties: &[usize],
    ) -> Group {
        let rural = scenario.base(Parameter::RuralCostMultiplier);
        let communities: Vec<usize> = counties
            .iter()
            .flat_map(|c| territory.of_county[*c].clone())
            .collect();
        let ranked = |site: u32, community: u32| {
            let lot = &self.lots[community as usize];
            let gain = lot.site(site - lot.first, &self.mix).gain;
            Ranked::new(gain / multiplier(lot.area, rural), site, community)
        };
        let firsts = communities.iter().filter_map(|k| {
            let (lot, community) = (&self.lots[*k], u32::try_from(*k).expect("counted in u32"));
            (lot.first < lot.end).then(|| ranked(lot.first, community))
        });
        let mut queue: BinaryHeap<Ranked> = firsts.collect();
        let mut order = Vec::new();
        while let Some(first) = queue.pop() {
            let (site, community) = (first.site(), first.community());
            order.push(site);
            let next = site + 1;
            if next < self.lots[community as usize].end {
                queue.push(ranked(next, community));
            }
        }
        order.shrink_to_fit();
        let people = communities
            .iter()
            .map(|k| f64::from(territory.communities[*k].people))
            .sum();
        Group {
            stock,
            people,
            order,
        }
    }
}

/// Dates the base stock: the share of it that stood at the end of each year of the counties' history.
fn date(sites: &mut [Site], scenario: &Scenario, counties: &[usize], order: &[u32]) {
    let total = |year: Year| -> f64 {
        counties
            .iter()
            .filter_map(|c| scenario.counties[*c].stations.get(&year))
            .sum()
    };
    let base = total(scenario.base_year);
    let mut history: Vec<(Year, f64)> = counties
        .first()
        .map(|c| {
            scenario.counties[*c]
                .stations
                .keys()
                .map(|y| (*y, total(*y) / base))
                .collect()
        })
        .unwrap_or_default();
    history.retain(|(year, share)| *year < scenario.base_year && share.is_finite());
    let mut built = 0.0;
    for site in order {
        let site = &mut sites[*site as usize];
        built += f64::from(site.weight);
        let share = if base > 0.0 { built / base } else { 1.0 };
        let since = history
            .iter()
            .find(|(_, s)| share <= *s)
            .map_or(scenario.base_year, |(year, _)| *year);
        site.age = u8::try_from(scenario.base_year - since).unwrap_or(u8::MAX);
    }
}

/// Relative cost of building in a community of a class: `m_k`.
#[must_use]
pub const fn multiplier(area: Area, rural: f64) -> f64 {
    match area {
        Area::Rural => rural,
        Area::Urban | Area::Town => 1.0,
    }
}

/// A community of people without households, or in which none are needed, still wants a trace of a station: nothing would be
/// divided by nothing.
const LEAST_SHAPE: f64 = 1e-9;

/// Shape of `d_k` before scaling: from households (urban, town) or from area and cell radius (rural), times the co-build
/// share.
fn shape(scenario: &Scenario, community: &Community) -> f64 {
    let households = f64::from(community.households) / 1000.0;
    let shape = match community.area {
        Area::Urban => households * scenario.base(Parameter::StationsPerThousandUrban),
        Area::Town => households * scenario.base(Parameter::StationsPerThousandTown),
        Area::Rural => {
            let cell = |radius: Parameter| {
                let km = scenario.base(radius) / 1000.0;
                std::f64::consts::PI * km * km
            };
            let low = scenario.base(Parameter::MixLowBand);
            let mean = low * cell(Parameter::CellRadiusLowBand)
                + (1.0 - low) * cell(Parameter::CellRadiusMidBand);
            community.area_km2 / mean
        }
    };
    (shape * scenario.base(Parameter::CoBuildShare)).max(LEAST_SHAPE)
}

/// Counties whose base stock is given, each with its stock; all of them together where it is not.
fn group_counties(scenario: &Scenario) -> Vec<(f64, Vec<usize>)> {
    let stocks: Option<Vec<f64>> = scenario
        .counties
        .iter()
        .map(|c| c.stations.get(&scenario.base_year).copied())
        .collect();
    match stocks {
        Some(stocks) => stocks
            .into_iter()
            .enumerate()
            .map(|(c, stock)| (stock, vec![c]))
            .collect(),
        None => vec![(1.0, (0..scenario.counties.len()).collect())],
    }
}

/// `d_k` of every community.
fn scale(scenario: &Scenario, territory: &Territory, counties: &[(f64, Vec<usize>)]) -> Vec<f64> {
    let communities = territory.communities.iter();
    let shape: Vec<f64> = communities.map(|k| shape(scenario, k)).collect();
    let factor = scale_to_coverage(scenario, territory, &shape, counties);
    shape.into_iter().map(|d| d * factor).collect()
}

/// Groups looked at in one go: fewer are not worth a second thread.
const GROUPS_A_PART: usize = 32;

/// The factor on every `d_k` at which the base stock, placed where it serves most, covers the stated share of people.
/// Placing `N` stations well means `n_k = d_k ln(v_k / λ)` with `v_k = people_k / (d_k m_k)`, λ from the sum; coverage falls
/// as the factor grows, so halving finds it.
fn scale_to_coverage(
    scenario: &Scenario,
    territory: &Territory,
    shape: &[f64],
    counties: &[(f64, Vec<usize>)],
) -> f64 {
    let stock = scenario.base(Parameter::StationStock);
    let goal = scenario.base(Parameter::StationCoverage);
    let rural = scenario.base(Parameter::RuralCostMultiplier);
    let sum: f64 = counties.iter().map(|(stock, _)| stock).sum();
    let people: f64 = territory
        .communities
        .iter()
        .map(|k| f64::from(k.people))
        .sum();
    let groups: Vec<(f64, Vec<(f64, f64, f64)>)> = counties
        .iter()
        .map(|(share, counties)| {
            let mut communities: Vec<(f64, f64, f64)> = counties
                .iter()
                .flat_map(|c| territory.of_county[*c].clone())
                .map(|k| {
                    let community = &territory.communities[k];
                    let people = f64::from(community.people);
                    (
                        people / (shape[k] * multiplier(community.area, rural)),
                        shape[k],
                        people,
                    )
                })
                .filter(|(value, ..)| value.is_finite() && *value > 0.0)
                .collect();
            communities.sort_by(|a, b| b.0.total_cmp(&a.0));
            (stock * share / sum, communities)
        })
        .collect();
    let covered = |factor: f64| -> f64 {
        let of_group =
            |(stock, communities): &(f64, Vec<_>)| covered_people(*stock, communities, factor);
        let groups = groups.par_iter().with_min_len(GROUPS_A_PART);
        // summed in order, so that no bit depends on threads
        let covered: Vec<f64> = groups.map(of_group).collect();
        covered.iter().sum::<f64>() / people
    };
    let (mut low, mut high) = (1e-6, 1e6);
    for _ in 0..100 {
        let middle = libm::sqrt(low * high);
        if covered(middle) > goal {
            low = middle;
        } else {
            high = middle;
        }
    }
    libm::sqrt(low * high)
}

/// People covered by `stock` well-placed stations; communities by falling value.
fn covered_people(stock: f64, communities: &[(f64, f64, f64)], factor: f64) -> f64 {
    let (mut weight, mut logs, mut served) = (0.0, 0.0, 0);
    let mut log_lambda = 0.0;
    for (value, shape, _) in communities {
        let log_value = libm::log(*value / factor);
        if served > 0 && log_value <= log_lambda {
            break;
        }
        weight += shape * factor;
        logs += shape * factor * log_value;
        log_lambda = (logs - stock) / weight;
        served += 1;
    }
    communities[..served]
        .iter()
        .map(|(value, _, people)| people * (1.0 - libm::exp(log_lambda) / (value / factor)))
        .sum()
}
