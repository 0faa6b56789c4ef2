//! The model once more, in plain Rust: stations, enterprises and ledgers without an ECS, written from `docs/model.md`. Shares
//! draws, the foundation and the arithmetic of instruments with the crate; nothing of scheduling, ranking, stages or books.
//!
//! Fibre, nodes and cultivation are left out: their indicators stay empty and their programmes' rows hold budgets only.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts, years and fen of a small model; short conversions keep it readable"
)]

pub mod enterprises;
pub mod ledger;
pub mod stations;

use dabiao::indicator::Indicator;
use dabiao::policy::Supports;
use dabiao::policy::allocation::CountyWeights;
use dabiao::quantity::Year;
use dabiao::random::{Decision, Draws, unit_exponential};
use dabiao::record::{RunRecord, Series, TOTAL};
use dabiao::scenario::{Parameter, Scenario, draw};
use dabiao::sim::{Foundation, RunKey};

use enterprises::Enterprises;
use ledger::Books;
use stations::Stations;

/// What never changes in a run.
pub struct Run<'a> {
    pub case: &'a Scenario,
    pub shared: &'a Foundation,
    pub state: Draws,
    pub events: Draws,
    pub drawn: Vec<f64>,
    pub counties: usize,
    pub lanes: bool,
}

impl Run<'_> {
    /// A uniform of each agent in a year: one by one, or in lanes.
    pub fn uniforms(&self, decision: Decision, agents: &[u32], year: Year) -> Vec<f64> {
        let mut uniforms = Vec::with_capacity(agents.len());
        if self.lanes {
            let agents = agents.iter().copied();
            self.events
                .each_pair(decision, agents, year, |_, (u, _)| uniforms.push(u));
        } else {
            let one = |agent: &u32| self.events.uniform(decision, *agent, year);
            uniforms.extend(agents.iter().map(one));
        }
        uniforms
    }

    /// A unit exponential of each of so many agents in a year: one by one, or in lanes.
    pub fn exponentials(&self, decision: Decision, agents: u32, year: Year) -> Vec<f64> {
        const LANES: usize = 32;
        let mut drawn = Vec::with_capacity(agents as usize + LANES);
        if self.lanes {
            for first in (0..agents).step_by(LANES) {
                let ids = std::array::from_fn(|lane| first.wrapping_add(lane as u32));
                let make = |u, _| unit_exponential(u);
                drawn.extend::<[f64; LANES]>(self.events.pairs_made(decision, ids, year, make));
            }
            drawn.truncate(agents as usize);
        } else {
            let one = |agent| -libm::log(self.events.uniform(decision, agent, year));
            drawn.extend((0..agents).map(one));
        }
        drawn
    }

    /// A parameter's value in this run.
    pub fn get(&self, parameter: Parameter) -> f64 {
        self.drawn[parameter.index()]
    }
}

/// The year at hand.
#[derive(Clone, Copy)]
pub struct Today {
    pub year: Year,
    pub elapsed: i32,
}

/// One run, from the end of the base year to the last year.
pub fn simulate(case: &Scenario, shared: &Foundation, key: RunKey) -> RunRecord {
    watched(case, shared, key, false, &mut |_| ())
}

/// The same, where `told` hears of each lap as it ends, by the name it has in the simulation; with draws one by one or in lanes.
pub fn watched(
    case: &Scenario,
    shared: &Foundation,
    key: RunKey,
    lanes: bool,
    told: &mut dyn FnMut(&str),
) -> RunRecord {
    let state = Draws::new(key.seed, key.run);
    let run = Run {
        case,
        shared,
        state,
        events: Draws::new(key.seed, key.events),
        drawn: draw::all(case, &state),
        counties: case.counties.len(),
        lanes,
    };
    let base: Vec<f64> = case.counties.iter().map(|c| c.population as f64).collect();
    let mut residents = base.clone();
    let years = case.years().count() + 1;
    let mut rows = Series::new(case.base_year, years, run.counties, case.indicator_count());
    let mut books = Books::new(&case.programmes, run.counties, case.base_year);
    told("Territory base year");
    let mut stations = Stations::new(&run, &mut books);
    told("BaseStation base year");
    let mut enterprises = Enterprises::new(&run);
    told("Enterprise base year");
    let mut today = Today {
        year: case.base_year,
        elapsed: 0,
    };
    write_people(&residents, today, &mut rows);
    told("Territory observation");
    stations.write(&run, &books, today, &residents, &mut rows);
    told("BaseStation observation");
    enterprises.write(&run, today, &mut rows);
    told("Enterprise observation");

    for year in case.years() {
        today = Today {
            year,
            elapsed: today.elapsed + 1,
        };
        let growth = libm::pow(
            1.0 + run.get(Parameter::PopulationGrowth),
            f64::from(today.elapsed),
        );
        residents = base.iter().map(|people| people * growth).collect();
        told("Territory Open");
        stations.open(&run, today);
        told("BaseStation Open");

        stations.fill_envelopes(&run, &mut books, today);
        told("BaseStation Appropriate");
        let weights = CountyWeights {
            population: residents.clone(),
            households: case.counties.iter().map(|c| c.households as f64).collect(),
            gdp: case.counties.iter().map(|c| c.gdp.yuan()).collect(),
            gap: Vec::new(),
        };
        books.appropriate(year, &run.drawn, weights, |supports, county| {
            gap(&run, &rows, supports, county, year - 1)
        });

        told("Funding Appropriate");
        stations.share_crews(&residents);
        told("BaseStation Propose");
        let mut wishes = enterprises.propose(&run, &books, &stations.coverage, today);
        told("Enterprise Propose");

        stations.award(&run, &mut books, today);
        told("BaseStation Award");
        wishes.fund(&run, &mut books, today);
        told("Enterprise Award");

        stations.build(&run, &mut books, today);
        told("BaseStation Build");
        stations.cover(&run);
        told("BaseStation Connect");
        enterprises.adopt(&run, &mut books, wishes, today);
        told("Enterprise Adopt");

        stations.pay_running_costs(&run, &mut books, today);
        told("BaseStation Settle");
        books.pay_due(year);
        told("Funding Settle");
        write_people(&residents, today, &mut rows);
        told("Territory observation");
        stations.write(&run, &books, today, &residents, &mut rows);
        told("BaseStation observation");
        enterprises.write(&run, today, &mut rows);
        told("Enterprise observation");
        books.close(year);
        told("Funding Settle");
    }
    RunRecord {
        paths: Vec::new(),
        run: key.run,
        parameters: run.drawn,
        series: rows,
        ledger: books.into_rows(),
    }
}

fn write_people(residents: &[f64], today: Today, rows: &mut Series) {
    let people = Indicator::Population as usize;
    rows.set(today.year, TOTAL, people, residents.iter().sum());
    for (county, residents) in residents.iter().enumerate() {
        rows.set(today.year, county + 1, people, *residents);
    }
}

/// What a county lacked of a purpose at the end of `year`: people not covered, enterprises not diagnosed or not started.
fn gap(run: &Run, rows: &Series, supports: Supports, county: usize, year: Year) -> f64 {
    let of = |indicator: Indicator| {
        let value = rows.get(year, county + 1, indicator as usize);
        value.unwrap_or(0.0)
    };
    let enterprises = run.case.counties[county].above_scale as f64;
    match supports {
        Supports::BaseStation => {
            (1.0 - of(Indicator::PopulationCoverage) / 100.0) * of(Indicator::Population)
        }
        Supports::Diagnosis => (enterprises - of(Indicator::EnterprisesDiagnosed)).max(0.0),
        Supports::Enterprise => (enterprises - of(Indicator::EnterprisesStarted)).max(0.0),
        Supports::GigabitAccess
        | Supports::OdnReadiness
        | Supports::SecondaryNode
        | Supports::Cultivation => 1.0,
    }
}
