//! The enterprises' rows of a year.

use dabiao::indicator::Indicator;
use dabiao::policy::Size;
use dabiao::record::{Limit, Series, TOTAL};
use dabiao::scenario::Parameter as P;

use super::super::{Run, Today};
use super::Enterprises;

impl Enterprises {
    /// Turnover weighed by the online share of its level.
    pub(super) fn mass(&self, run: &Run) -> f64 {
        let shares = [
            P::OnlineShareLevel0,
            P::OnlineShareLevel1,
            P::OnlineShareLevel2,
            P::OnlineShareLevel3,
            P::OnlineShareLevel4,
        ];
        let parts = self.turnover.iter().zip(shares);
        parts
            .map(|(turnover, share)| turnover.yuan() * run.get(share))
            .sum()
    }

    /// Above-scale enterprises of a county at `level` or more.
    fn at_least(&self, county: usize, level: usize) -> u32 {
        let above = &self.census[county][Size::Small as usize..];
        above.iter().flat_map(|levels| &levels[level..]).sum()
    }

    /// Writes the year's rows.
    pub fn write(&self, run: &Run, today: Today, rows: &mut Series) {
        let counties = 0..run.counties;
        let mut put = |place: usize, indicator: Indicator, value: f64| {
            rows.set(today.year, place, indicator as usize, value);
        };
        let started = |county: usize, size: Size| -> u32 {
            self.census[county][size as usize][1..].iter().sum()
        };
        let by_county: [(Indicator, Vec<u32>); 6] = [
            (
                Indicator::EnterprisesStarted,
                counties.clone().map(|c| self.at_least(c, 1)).collect(),
            ),
            (
                Indicator::EnterprisesLevel2,
                counties.clone().map(|c| self.at_least(c, 2)).collect(),
            ),
            (
                Indicator::EnterprisesLevel3,
                counties.clone().map(|c| self.at_least(c, 3)).collect(),
            ),
            (
                Indicator::EnterprisesLevel4,
                counties.clone().map(|c| self.at_least(c, 4)).collect(),
            ),
            (Indicator::EnterprisesDiagnosed, self.diagnosed.clone()),
            (
                Indicator::StartedBelowScale,
                counties
                    .clone()
                    .map(|c| started(c, Size::BelowScale))
                    .collect(),
            ),
        ];
        let mut tables = by_county.to_vec();
        if today.elapsed > 0 {
            tables.push((Indicator::StartsInYear, self.starts.clone()));
        }
        for (indicator, counts) in tables {
            put(TOTAL, indicator, f64::from(counts.iter().sum::<u32>()));
            for (county, count) in counts.into_iter().enumerate() {
                put(county + 1, indicator, f64::from(count));
            }
        }
        for (indicator, size) in [
            (Indicator::StartedLarge, Size::Large),
            (Indicator::StartedMedium, Size::Medium),
            (Indicator::StartedSmall, Size::Small),
        ] {
            let total: u32 = counties.clone().map(|c| started(c, size)).sum();
            put(TOTAL, indicator, f64::from(total));
        }
        let mut sums = [0; 4];
        for place in counties.map(|c| c + 1).chain([TOTAL]) {
            let counts = if place == TOTAL {
                sums
            } else {
                let county = place - 1;
                let counts = [
                    self.at_least(county, 0),
                    self.at_least(county, 1),
                    self.diagnosed[county],
                    self.lacked[county],
                ];
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
                counts
            };
            let [all, started, diagnosed, lacked] = counts;
            if all > 0 {
                let percent = 100.0 * f64::from(started) / f64::from(all);
                rows.set(
                    today.year,
                    place,
                    Indicator::EnterprisesStartedShare as usize,
                    percent,
                );
            }
            if today.elapsed > 0 {
                let start = match (started == all, lacked > 0) {
                    (true, _) => Limit::Pool,
                    (false, true) => Limit::Money,
                    (false, false) => Limit::Adoption,
                };
                let diagnosis = if diagnosed == all {
                    Limit::Pool
                } else {
                    Limit::Money
                };
                for (indicator, limit) in [
                    (Indicator::EnterprisesStarted, start),
                    (Indicator::EnterprisesStartedShare, start),
                    (Indicator::EnterprisesDiagnosed, diagnosis),
                ] {
                    rows.set_limit(today.year, place, indicator as usize, limit);
                }
            }
        }
        self.write_trade(run, today, rows);
    }

    /// Online trade: the industrial part follows turnover and level, the rest its own growth.
    fn write_trade(&self, run: &Run, today: Today, rows: &mut Series) {
        let relative = if self.base_mass > 0.0 {
            self.mass(run) / self.base_mass
        } else {
            1.0
        };
        let grown = |rate: P| libm::pow(1.0 + run.get(rate), f64::from(today.elapsed));
        for (volume, growth, base, industrial) in [
            (
                Indicator::OnlineSales,
                Indicator::OnlineSalesGrowth,
                run.get(P::OnlineSales),
                run.get(P::IndustrialPartSales),
            ),
            (
                Indicator::OnlinePurchases,
                Indicator::OnlinePurchasesGrowth,
                run.get(P::OnlinePurchases),
                run.get(P::IndustrialPartPurchases),
            ),
        ] {
            let value = base * industrial * relative * grown(P::MarketGrowth)
                + base * (1.0 - industrial) * grown(P::OnlineRestGrowth);
            rows.set(today.year, TOTAL, volume as usize, value);
            if today.elapsed > 0 && base > 0.0 {
                let mean = libm::pow(value / base, 1.0 / f64::from(today.elapsed));
                rows.set(today.year, TOTAL, growth as usize, 100.0 * (mean - 1.0));
            }
        }
    }
}
