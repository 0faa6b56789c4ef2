//! Scenarios by chance: the fixture with funding nobody would plan, for what must hold whatever is planned.

use std::path::Path;

use dabiao::language::Text;
use dabiao::policy::instrument::{
    CapitalGrant, CompletionReward, DirectBuild, FreeDiagnosis, InterestSubsidy, SitingSupport,
    Voucher,
};
use dabiao::policy::{
    Allocation, Area, Budget, Filter, Funder, Instrument, Match, Order, Programme, Size,
    StationType, Supports,
};
use dabiao::quantity::Money;
use dabiao::scenario::resolved::Distribution;
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use proptest::collection::vec;
use proptest::prelude::*;

/// The scenario in a file of this project.
pub fn scenario(path: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    match load(&path, &LoadOptions::default()) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults:#?}"),
    }
}

/// The test baseline, funded by chance: operators, owners and counties' lines, and some programmes for stations and
/// enterprises; weight, removals and permits by chance too.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    let numbers = (
        prop_oneof![Just(1_u32), 2..12_u32],
        2024..=2029,
        prop_oneof![Just(0.0), 0.0..0.3],
        0.3..1.0,
        any::<bool>(),
        0.0..0.1,
        vec(programme(), 1..7),
        vec(0.0..2.0, 2),
    );
    numbers.prop_map(
        |(weight, end_year, removals, permits, owners, running, programmes, envelopes)| {
            let mut case = scenario("tests/fixtures/small/baseline.yaml");
            case.weight = weight;
            case.end_year = end_year;
            for (parameter, value) in [
                (Parameter::StationRemovals, removals),
                (Parameter::PermitCoSite, permits),
                (Parameter::RunningCostEnvelopeShare, running),
                (Parameter::KitYears, 4.0),
                (Parameter::FactorCoverage, 1.0 + removals),
            ] {
                let value_of = &mut case.parameters[parameter.index()];
                value_of.base = value;
                value_of.distribution = Distribution::Fixed;
            }
            let mut lines = lines(owners, &envelopes);
            for (number, mut programme) in programmes.into_iter().enumerate() {
                programme.id = format!("p{number}");
                lines.push(programme);
            }
            case.programme_sources = vec![case.programme_sources[0].clone(); lines.len()];
            case.programmes = lines;
            case
        },
    )
}

/// Counties' matches first (programmes 0 and 1), then operators, running costs and owners.
fn lines(owners: bool, envelopes: &[f64]) -> Vec<Programme> {
    let plain = |id: &str, funder, instrument, supports, budget| Programme {
        id: id.to_owned(),
        name: Text::new(id, id),
        funder,
        instrument,
        supports,
        filter: Filter::default(),
        budget,
        allocation: Allocation::LeastCost,
        order: Order::Lot,
        matching: None,
        carry_over: 0.0,
        first_year: 2023,
        last_year: 2030,
        payment_lag: 0,
    };
    let stated = |yuan: i64| Budget::Stated {
        amounts: vec![Money::from_fen(yuan * 100 + 7); 8],
        scaled_by: None,
    };
    let mut lines = vec![
        Programme {
            allocation: Allocation::Equal,
            carry_over: 0.3,
            ..plain(
                "a",
                Funder::County,
                Instrument::CountyMatch,
                Supports::BaseStation,
                stated(900_000),
            )
        },
        plain(
            "b",
            Funder::County,
            Instrument::CountyMatch,
            Supports::Enterprise,
            stated(2_000_000),
        ),
        plain(
            "c",
            Funder::Operator,
            Instrument::RunningCosts,
            Supports::BaseStation,
            Budget::AsNeeded,
        ),
    ];
    for (number, factor) in envelopes.iter().enumerate() {
        lines.push(plain(
            &format!("d{number}"),
            Funder::Operator,
            Instrument::OperatorEnvelope,
            Supports::BaseStation,
            Budget::Continues {
                factors: vec![*factor; 8],
            },
        ));
    }
    if owners {
        lines.push(plain(
            "e",
            Funder::Enterprise,
            Instrument::OwnFunds,
            Supports::Enterprise,
            Budget::AsNeeded,
        ));
    }
    lines
}

fn programme() -> impl Strategy<Value = Programme> {
    let amount = prop_oneof![
        1..1_000_i64,
        1_000_000..1_000_000_000_i64,
        Just(2_000_000_000_i64)
    ];
    let cap = proptest::option::of((1_000_000..50_000_000_i64).prop_map(Money::from_fen));
    let instrument = (0..7_u8, 0.02..1.0, cap, 1..4_u8);
    let rules = (
        0..7_u8,
        0..4_u8,
        0.0..1.0,
        0..3_u8,
        2022..2026_i32,
        0..5_i32,
    );
    let matching = proptest::option::of((0.0..2.0, 0..2_u16));
    (amount, instrument, rules, matching, filter()).prop_map(
        |(fen, (kind, rate, cap, years), rules, matching, mut filter)| {
            let (allocation, order, carry_over, payment_lag, first_year, length) = rules;
            let (instrument, supports) = match kind {
                0 => (
                    Instrument::CapitalGrant(CapitalGrant { rate, cap }),
                    Supports::BaseStation,
                ),
                1 => (
                    Instrument::SitingSupport(SitingSupport { unit_price: cap }),
                    Supports::BaseStation,
                ),
                2 => (Instrument::DirectBuild(DirectBuild), Supports::BaseStation),
                3 => (
                    Instrument::InterestSubsidy(InterestSubsidy {
                        interest: rate / 5.0,
                        loan_share: 0.6,
                        years,
                        cap,
                    }),
                    if rate < 0.5 {
                        Supports::BaseStation
                    } else {
                        Supports::Enterprise
                    },
                ),
                4 => (
                    Instrument::FreeDiagnosis(FreeDiagnosis { unit_price: None }),
                    Supports::Diagnosis,
                ),
                5 => (
                    Instrument::Voucher(Voucher { rate, cap }),
                    Supports::Enterprise,
                ),
                _ => (
                    Instrument::CompletionReward(CompletionReward { rate, cap }),
                    Supports::Enterprise,
                ),
            };
            if supports == Supports::BaseStation {
                filter.sizes.clear();
                filter.levels.clear();
                filter.chains.clear();
            } else {
                filter.areas.clear();
                filter.station_types.clear();
            }
            Programme {
                id: String::new(),
                name: Text::new("", ""),
                funder: Funder::City,
                instrument,
                supports,
                filter,
                budget: Budget::Stated {
                    amounts: vec![Money::from_fen(fen); 8],
                    scaled_by: None,
                },
                allocation: match allocation {
                    0 => Allocation::Equal,
                    1 => Allocation::Population,
                    2 => Allocation::Households,
                    3 => Allocation::Gdp,
                    4 => Allocation::GapToTarget,
                    5 => Allocation::FixedShares(vec![0.5, 0.3, 0.2]),
                    _ => Allocation::LeastCost,
                },
                order: match order {
                    0 => Order::Lot,
                    1 => Order::SmallestFirst,
                    2 => Order::LargestFirst,
                    _ => Order::DiagnosedFirst,
                },
                matching: matching.map(|(ratio, from)| Match { ratio, from }),
                carry_over,
                first_year,
                last_year: first_year + length,
                payment_lag,
            }
        },
    )
}

/// Some features asked for, others not.
fn filter() -> impl Strategy<Value = Filter> {
    let some = |all: Vec<u8>| prop_oneof![3 => Just(Vec::new()), 1 => proptest::sample::subsequence(all, 1..3)];
    (
        some(vec![0, 1, 2]),
        some(vec![0, 1, 2]),
        some(vec![0, 1, 2, 3]),
        some(vec![0, 1, 2, 3]),
        some(vec![0, 4, 7, 11]),
        some(vec![1, 2, 3, 4]),
    )
        .prop_map(|(counties, areas, types, sizes, chains, levels)| Filter {
            counties: counties.into_iter().map(u16::from).collect(),
            areas: areas
                .into_iter()
                .map(|a| Area::ALL[usize::from(a)])
                .collect(),
            station_types: types
                .into_iter()
                .map(|t| StationType::ALL[usize::from(t)])
                .collect(),
            sizes: sizes
                .into_iter()
                .map(|s| Size::ALL[usize::from(s)])
                .collect(),
            chains,
            levels,
            items: Vec::new(),
        })
}
