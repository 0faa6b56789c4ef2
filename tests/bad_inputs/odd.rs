//! C10: values that are allowed but odd are warnings with the usual range, and errors where `--strict` asks for it.

use std::path::Path;

use dabiao::scenario::{Fault, Severity, check};

use super::rows::{Input, Row, hold};

/// An edit of the base scenario, and what is said of it.
const ODD: &[(&str, &str, &str)] = &[
    (
        "station_capex: {value: 18.5万元, low: 16万元, high: 22万元, distribution: triangular",
        "station_capex: {value: 2元",
        "parameters.station_capex.value: \"2元\" is allowed but unusual; usually from 5万元 to 100万元",
    ),
    (
        "port_price: {value: 2500元, low: 1500元, high: 4000元, distribution: triangular",
        "port_price: {value: 0.25元",
        "port_price.value: \"0.25元\" is allowed but unusual; usually from 200元 to 2万元; did you mean 2500元?",
    ),
    (
        "rate: 50 %, allocation",
        "rate: 0.5 %, allocation",
        "programmes.city_odn.rate: \"0.5 %\" is allowed but unusual; usually from 2 % to 100 %; did you mean 50 %?",
    ),
    (
        "award: 20万元",
        "award: 20元",
        "award: \"20元\" is allowed but unusual; usually from 1000元 to 1000万元; did you mean 20万元?",
    ),
    (
        "amount: 800万元",
        "amount: 800亿元",
        "programmes.city_odn.amount: \"800亿元\" is allowed but unusual; usually from",
    ),
    ("amount: 800万元", "amount: 800元", "did you mean 800万元?"),
    (
        "amount: 12亿元",
        "amount: 12万元",
        "funds.provincial_fund.amount: \"12万元\" is allowed but unusual; usually from",
    ),
    (
        "turnover_above_scale: {value: 3000亿元",
        "turnover_above_scale: {value: 3000万元",
        "did you mean 3000亿元?",
    ),
    (
        "capex: {2020: 1494亿元",
        "capex: {2020: 1494万元",
        "national.capex.2020: \"1494万元\" is allowed but unusual",
    ),
    (
        "interest: 4 %/year",
        "interest: 0.04 %/year",
        "did you mean 4 %/year?",
    ),
    (
        "lead_new_site: {value: 8 months, low: 5 months, high: 14 months, distribution: triangular",
        "lead_new_site: {value: 8 years",
        "lead_new_site.value: \"8 years\" is allowed but unusual; usually from 1 months to 36 months",
    ),
    (
        "cell_radius_low_band: {value: 1200 m",
        "cell_radius_low_band: {value: 12 m",
        "cell_radius_low_band.value: \"12 m\" is allowed but unusual; usually from 200 m to 10000 m",
    ),
    (
        "value: 100 %, year: 2025",
        "value: 1 %, year: 2025",
        "targets.gigabit_coverage.value: \"1 %\" is met in the base year 2022 already, with 90 %; a target usually lies beyond the base value; did you mean 100 %?",
    ),
    (
        "value: 5500, year: 2025",
        "value: 2500, year: 2025",
        "targets.base_stations.value: \"2500\" is met in the base year 2022 already, with 3000",
    ),
    (
        "value: 5500, year: 2025",
        "value: 55000000, year: 2025",
        "\"55000000\" is 18300 times the base value 3000; usually below 100 times: check the unit (万, 亿); did you mean 5500?",
    ),
    (
        "value: 155亿元",
        "value: 155万元",
        "targets.online_sales.value: \"155万元\" is met in the base year 2022 already, with 126亿元",
    ),
];

fn rows(strict: bool) -> Vec<Row> {
    let odd = ODD.iter().filter(|(_, to, _)| !to.is_empty());
    odd.map(|(from, to, says)| Row {
        id: "C10",
        input: Input::Edit("base.yaml", from, to),
        command: if strict {
            "run base.yaml --strict --out earlier"
        } else {
            "check base.yaml"
        },
        code: if strict { 65 } else { 0 },
        says: Box::leak(Box::new([
            if strict {
                "error: base.yaml:"
            } else {
                "warning: base.yaml:"
            },
            says,
        ])),
    })
    .collect()
}

#[test]
fn what_is_odd_is_a_warning() {
    hold("odd", &rows(false), "en");
}

#[test]
fn what_is_odd_is_refused_by_strict() {
    hold("strict", &rows(true), "en");
}

/// A table's cell is named where it stands.
#[test]
fn a_county_may_be_odd() {
    let gdp = |to| Input::Edit("counties.csv", ",892,658", to);
    let rows = [
        Row {
            id: "C10",
            input: gdp(",8920000,658"),
            command: "check base.yaml",
            code: 0,
            says: &[
                "warning: counties.csv:3:",
                "gdp: \"8920000亿元\" is allowed but unusual",
                "did you mean 892亿元?",
            ],
        },
        Row {
            id: "C10",
            input: gdp(",0.0892,658"),
            command: "check base.yaml",
            code: 0,
            says: &["did you mean 892亿元?"],
        },
        Row {
            id: "C13",
            input: Input::Edit("counties.csv", ",839,962,1,0,", ",839,962,0,0,"),
            command: "check base.yaml",
            code: 0,
            says: &[
                "warning: counties.csv:4:",
                "tile: stands on the tile of 100001, so that no schematic map is drawn; a tile of its own for each county",
            ],
        },
        Row {
            id: "C13",
            input: Input::Edit("counties.csv", ",839,962,1,0,", ",839,962,,,"),
            command: "check base.yaml",
            code: 0,
            says: &["has no tile, so that no schematic map is drawn"],
        },
    ];
    hold("odd-county", &rows, "en");
}

/// Scenarios that are shipped have nothing odd but two promises of 2025 that the base year had kept already: the
/// nation's gigabit subscribers and the province's nodes.
#[test]
fn shipped_scenarios_have_nothing_odd() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut odd = Vec::new();
    for file in [
        "china",
        "jiangsu",
        "yancheng/base",
        "yancheng/baseline",
        "yancheng/city_fund_strong",
        "yancheng/enterprise_first",
        "yancheng/illustrative",
        "yancheng/operators_tightened",
        "yancheng/rural_first",
    ] {
        for finding in check(&root.join(format!("{file}.yaml"))) {
            assert_eq!(finding.severity, Severity::Warning);
            if finding.fault == Fault::Unusual {
                odd.push(format!("{file}: {}", finding.key));
            }
        }
    }
    assert_eq!(
        odd,
        [
            "china: targets.gigabit_subscribers.value",
            "jiangsu: targets.secondary_nodes.value"
        ]
    );
}
