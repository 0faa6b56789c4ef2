//! The stations' rows of a year.

use dabiao::indicator::Indicator;
use dabiao::policy::{Area, Instrument, Supports};
use dabiao::quantity::Money;
use dabiao::record::{Limit, Series, TOTAL};

use super::super::ledger::Books;
use super::super::{Run, Today};
use super::{KINDS, Stations, Stop, county, kind};

impl Stations {
    /// Writes the year's rows.
    pub fn write(
        &self,
        run: &Run,
        books: &Books,
        today: Today,
        residents: &[f64],
        rows: &mut Series,
    ) {
        let communities = &run.shared.territory.communities;
        let year = today.year;
        let standing = self.standing(run);
        let mut left = vec![0_u64; run.counties];
        let mut by_kind = [0_u64; KINDS];
        for site in 0..self.waiting.len() {
            left[county(run, site)] += u64::from(self.waiting[site]);
            by_kind[kind(run, site) as usize] += u64::from(self.on_air[site]);
        }
        let density = |stations: u32, people: f64| {
            if people > 0.0 {
                f64::from(stations) * 10_000.0 / people
            } else {
                0.0
            }
        };
        let (mut villages, mut served) = (0_u32, 0_u32);
        let (mut everyone, mut covered) = (0.0, 0.0);
        for county in 0..run.counties {
            let range = run.shared.territory.of_county[county].clone();
            let rural: Vec<usize> = range
                .clone()
                .filter(|k| communities[*k].area == Area::Rural)
                .collect();
            let reached = rural.iter().filter(|k| self.here[**k] > 0).count() as u32;
            let mut set = |i: Indicator, value| rows.set(year, county + 1, i as usize, value);
            set(Indicator::BaseStations, f64::from(standing[county]));
            set(
                Indicator::StationsPer10k,
                density(standing[county], residents[county]),
            );
            set(Indicator::PopulationCoverage, 100.0 * self.coverage[county]);
            set(Indicator::PoolLeft, left[county] as f64);
            if !rural.is_empty() {
                set(
                    Indicator::VillagesCovered,
                    100.0 * f64::from(reached) / rural.len() as f64,
                );
            }
            villages += rural.len() as u32;
            served += reached;
            let people: u64 = range.map(|k| u64::from(communities[k].people)).sum();
            everyone += people as f64;
            covered += people as f64 * self.coverage[county];
        }
        let mut set = |i: Indicator, value| rows.set(year, TOTAL, i as usize, value);
        let total: u32 = standing.iter().sum();
        set(Indicator::BaseStations, f64::from(total));
        set(
            Indicator::StationsPer10k,
            density(total, residents.iter().sum()),
        );
        set(Indicator::PopulationCoverage, 100.0 * covered / everyone);
        set(Indicator::PoolLeft, left.iter().sum::<u64>() as f64);
        if villages > 0 {
            set(
                Indicator::VillagesCovered,
                100.0 * f64::from(served) / f64::from(villages),
            );
        }
        for (indicator, stations) in [
            Indicator::StationsOfNewMacro,
            Indicator::StationsOfCoSite,
            Indicator::StationsOfLowBand,
            Indicator::StationsOfIndoor,
        ]
        .into_iter()
        .zip(by_kind)
        {
            set(indicator, stations as f64);
        }
        if today.elapsed > 0 {
            self.write_flows(run, books, today, &left, rows);
        }
    }

    /// Flows of the year and what bound it.
    fn write_flows(&self, run: &Run, books: &Books, today: Today, left: &[u64], rows: &mut Series) {
        let year = today.year;
        let capital: Vec<usize> = (0..books.programmes.len())
            .filter(|p| {
                let programme = &books.programmes[*p];
                programme.supports == Supports::BaseStation
                    && programme.instrument != Instrument::RunningCosts
            })
            .collect();
        let mut total = (0_i64, Money::ZERO);
        let mut bind = |place: usize, limit: Limit| {
            rows.set_limit(year, place, Indicator::BaseStations as usize, limit);
            rows.set_limit(year, place, Indicator::StationsPer10k as usize, limit);
        };
        let refused_most = |stops: &[Stop]| {
            stops.iter().map(|s| s.refused).sum::<u64>()
                > stops.iter().map(|s| s.permitted).sum::<u64>()
        };
        for (county, left) in left.iter().enumerate() {
            let limit = if refused_most(&self.stops[county..=county]) {
                Limit::Permit
            } else if self.stops[county].crews {
                Limit::Capacity
            } else if self.broke && *left > 0 {
                Limit::Money
            } else {
                Limit::Pool
            };
            bind(county + 1, limit);
        }
        let limit = if self.broke {
            Limit::Money
        } else if refused_most(&self.stops) {
            Limit::Permit
        } else if self.stops.iter().any(|s| s.crews) {
            Limit::Capacity
        } else {
            Limit::Pool
        };
        bind(TOTAL, limit);
        for county in 0..run.counties {
            let spent: Money = capital.iter().map(|p| books.spent(*p, county)).sum();
            let added = self.added[county];
            total = (total.0 + added, total.1 + spent);
            let place = county + 1;
            rows.set(year, place, Indicator::StationsAdded as usize, added as f64);
            rows.set(
                year,
                place,
                Indicator::StationInvestment as usize,
                spent.yuan(),
            );
        }
        rows.set(
            year,
            TOTAL,
            Indicator::StationsAdded as usize,
            total.0 as f64,
        );
        rows.set(
            year,
            TOTAL,
            Indicator::StationInvestment as usize,
            total.1.yuan(),
        );
    }
}
