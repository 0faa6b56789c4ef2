//! Scenario files as users write them: what is read, and what is said of what is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use dabiao::language::Lang;
use dabiao::policy::Budget;
use dabiao::quantity::Money;
use dabiao::scenario::{
    Fault, Finding, LoadOptions, Loaded, Parameter, Severity, check, load, schema,
};

const FIXTURES: &str = "tests/fixtures";

fn fixture(name: &str) -> PathBuf {
    Path::new(FIXTURES).join(name)
}

/// A fresh copy of the small scenario in a folder of its own.
fn copy(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("scenario_input")
        .join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for name in [
        "base.yaml",
        "baseline.yaml",
        "frugal.yaml",
        "counties.csv",
        "observed.csv",
    ] {
        fs::copy(fixture("small").join(name), folder.join(name)).unwrap();
    }
    folder
}

/// Replaces the only `from` of a file by `to`.
fn edit(folder: &Path, name: &str, from: &str, to: &str) {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from:?} must be there once");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// What is said of a scenario, without the folder's name.
fn said(path: &Path, lang: Lang) -> Vec<String> {
    let folder = format!("{}/", path.parent().unwrap().display());
    check(path)
        .iter()
        .map(|f| f.render(lang).replace(&folder, ""))
        .collect()
}

fn loaded(path: &Path, set: &[&str]) -> Loaded {
    let set = set.iter().map(|s| (*s).to_owned()).collect();
    load(path, &LoadOptions { set }).unwrap_or_else(|findings| panic!("{}", lines(&findings)))
}

fn refused(path: &Path, set: &[&str]) -> Vec<Finding> {
    let set = set.iter().map(|s| (*s).to_owned()).collect();
    load(path, &LoadOptions { set }).expect_err("must be refused")
}

fn lines(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(|f| f.render(Lang::En)).collect();
    lines.join("\n")
}

#[test]
fn the_small_scenario_is_valid() {
    for name in ["base", "baseline", "frugal"] {
        let Loaded { scenario, warnings } =
            loaded(&fixture("small").join(format!("{name}.yaml")), &[]);
        assert_eq!(scenario.id, name);
        assert_eq!(lines(&warnings), "");
        assert_eq!(scenario.parameters.len(), Parameter::ALL.len());
        let codes: Vec<&str> = scenario.counties.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(codes, ["100001", "100002", "100003"], "sorted by code");
        assert!(scenario.programmes.is_sorted_by_key(|p| p.id.clone()));
        assert_eq!(scenario.programmes.len(), scenario.programme_sources.len());
        let targets: Vec<&str> = scenario.targets.iter().map(|t| t.id.as_str()).collect();
        assert_eq!(
            targets[..3],
            ["gigabit_coverage", "base_stations", "secondary_nodes"],
            "by order"
        );
        assert_eq!(scenario.hash.len(), 64);
    }
}

#[test]
fn values_arrive_in_the_engine_s_units() {
    let scenario = loaded(&fixture("small/baseline.yaml"), &[]).scenario;
    assert_eq!(scenario.base(Parameter::StationCapex), 185_000.0);
    assert_eq!(scenario.base(Parameter::PopulationGrowth), -0.002);
    assert_eq!(scenario.base(Parameter::NodeProposalRate), 1.5);
    assert_eq!(scenario.base(Parameter::CellRadiusLowBand), 1200.0);
    let alpha = &scenario.counties[0];
    assert_eq!(alpha.population, 885_311, "888 863 × 0.998²");
    assert_eq!(alpha.urban_share, 0.61);
    assert_eq!(alpha.gdp, Money::from_fen(8_920_000_000_000));
    assert_eq!(alpha.stations[&2022], 1339.0);
    assert_eq!(alpha.tile, Some((0, 0)));
    assert_eq!(scenario.national.capex[&2022], 1.803e11);
    let target = |id: &str| {
        scenario
            .targets
            .iter()
            .find(|t| t.id == id)
            .unwrap()
            .clone()
    };
    assert_eq!(target("gigabit_coverage").threshold, 100.0);
    assert_eq!(
        target("gigabit_coverage").denominator.as_deref(),
        Some("passed")
    );
    assert_eq!(target("online_sales").threshold, 1.55e10);
    assert_eq!(target("online_sales_growth").threshold, 7.0);
    let programme = |id: &str| {
        scenario
            .programmes
            .iter()
            .find(|p| p.id == id)
            .unwrap()
            .clone()
    };
    let yuan = |n: i64| Money::from_fen(n * 100);
    let stated = |amounts: Vec<Money>, scaled_by| Budget::Stated { amounts, scaled_by };
    assert_eq!(
        programme("city_stations").budget,
        stated(vec![yuan(5_000_000), yuan(3_000_000), Money::ZERO], None)
    );
    assert_eq!(
        programme("provincial_diagnosis").budget,
        stated(
            vec![yuan(120_000_000); 3],
            Some(Parameter::ProvincialFundShare.index())
        )
    );
    let matching = programme("provincial_projects").matching.unwrap();
    assert_eq!(
        scenario.programmes[usize::from(matching.from)].id,
        "county_topup"
    );
    assert_eq!(
        scenario.planned_nodes[0].chain, 2,
        "files count chains from 1"
    );
}

#[test]
fn a_child_changes_what_it_says_and_nothing_else() {
    let base = loaded(&fixture("small/base.yaml"), &[]).scenario;
    let frugal = loaded(&fixture("small/frugal.yaml"), &[]).scenario;
    assert_eq!(frugal.base(Parameter::StationCapex), 200_000.0);
    assert_eq!(
        frugal.parameter(Parameter::StationCapex).provenance.source,
        "dearer for the test"
    );
    assert!(!frugal.programmes.iter().any(|p| p.id == "city_vouchers"));
    assert_eq!(frugal.programmes.len(), base.programmes.len() - 1);
    let read: Vec<&str> = frugal.files.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(
        read,
        ["frugal.yaml", "base.yaml", "counties.csv", "observed.csv"]
    );
    let same = Parameter::ALL
        .iter()
        .filter(|p| base.parameter(**p) == frugal.parameter(**p))
        .count();
    assert_eq!(same, Parameter::ALL.len() - 1);
}

#[test]
fn the_hash_names_what_is_said_not_how() {
    let folder = copy("hash");
    let hash = |name: &str| loaded(&folder.join(name), &[]).scenario.hash;
    let before = hash("base.yaml");
    edit(
        &folder,
        "base.yaml",
        "# A small",
        "# Another comment\n\n# A small",
    );
    edit(&folder, "base.yaml", "runs: 20", "runs:    20 # the same");
    edit(&folder, "base.yaml", "origin: plan", "origin: \"plan\"");
    assert_eq!(hash("base.yaml"), before);
    // one file split in two says the same
    fs::write(folder.join("child.yaml"), "extends: base.yaml\n").unwrap();
    assert_eq!(hash("child.yaml"), before);
    edit(&folder, "counties.csv", "1339", "1340");
    let other = hash("base.yaml");
    assert_ne!(other, before);
    edit(&folder, "base.yaml", "runs:    20", "runs: 21");
    assert_ne!(hash("base.yaml"), other);
}

#[test]
fn twelve_faults_twelve_messages_in_line_order() {
    let path = fixture("faults/twelve.yaml");
    let findings = check(&path);
    assert_eq!(findings.len(), 12, "{}", lines(&findings));
    assert!(findings.iter().all(|f| f.severity == Severity::Error));
    assert!(findings.is_sorted_by_key(|f| (f.line, f.column)));
    insta::assert_snapshot!("twelve_faults_en", said(&path, Lang::En).join("\n"));
    insta::assert_snapshot!("twelve_faults_zh", said(&path, Lang::Zh).join("\n"));
}

/// One change of the base file and the one message it must give, from the place on.
const SINGLE: &[(&str, &str, &str)] = &[
    // keys
    (
        "seed: 42",
        "seeds: 42",
        "1:1: the key seed is missing (seed of the runs); a whole number from 0 to 9223372036854775807 is asked",
    ),
    (
        "runs: 20",
        "runs: 20\nruns: 30",
        "12:1: the key runs is given twice, first in line 11; give each key once",
    ),
    (
        "city_odn: {name",
        "city_siting: {name",
        "the key city_siting is given twice, first in line",
    ),
    (
        "order: diagnosed_first",
        "oder: lot",
        "programmes.city_vouchers.oder: there is no key oder; did you mean order?",
    ),
    (
        "origin: plan",
        "origin: plans",
        "6:9: origin: \"plans\" is not one of the words allowed; did you mean plan?",
    ),
    (
        "origin: plan",
        "origin: null",
        "6:9: origin: has no value (null); one of: plan, illustrative",
    ),
    (
        "schema_version: 1",
        "schema_version: 2",
        "2:17: schema_version: \"2\" is out of range; a whole number from 1 to 1 is asked",
    ),
    // numbers
    (
        "runs: 20",
        "runs: 0",
        "11:7: runs: \"0\" is out of range; a whole number from 1 to 1000000 is asked",
    ),
    ("runs: 20", "runs: -1", "11:7: runs: \"-1\" is out of range"),
    (
        "runs: 20",
        "runs: 1e3",
        "11:7: runs: \"1e3\" is not spelt as a plain number; write 1000",
    ),
    (
        "runs: 20",
        "runs: 1_000",
        "11:7: runs: \"1_000\" is not spelt as a plain number; write 1000",
    ),
    (
        "runs: 20",
        "runs: 0x10",
        "11:7: runs: \"0x10\" is not spelt as a plain number; write 16",
    ),
    (
        "runs: 20",
        "runs: 1,000",
        "11:7: runs: \"1,000\" is not spelt as a plain number; write 1000",
    ),
    (
        "runs: 20",
        "runs: ２０",
        "11:7: runs: \"２０\" has full-width characters; write 20",
    ),
    (
        "runs: 20",
        "runs: .nan",
        "11:7: runs: \".nan\" is not a finite number",
    ),
    (
        "runs: 20",
        "runs: \"20\"",
        "11:7: runs: \"20\" stands in quotes",
    ),
    (
        "runs: 20",
        "runs: [20]",
        "11:1: runs: is a list; a whole number from 1 to 1000000 is asked",
    ),
    (
        "seed: 42\nruns",
        "seed: -3\nruns",
        "10:7: seed: \"-3\" is out of range",
    ),
    (
        "amount: 800万元",
        "amount: -800万元",
        "programmes.city_odn.amount: \"-800万元\" is negative; allowed from 0元 to 1000万亿元",
    ),
    (
        "amount: 800万元",
        "amount: 800",
        "programmes.city_odn.amount: \"800\" has no unit; money is written with its unit",
    ),
    (
        "amount: 800万元",
        "amount: 0.8亿",
        "programmes.city_odn.amount: \"0.8亿\" names no currency; write 0.8亿元",
    ),
    (
        "amount: 800万元",
        "amount: 8 %",
        "programmes.city_odn.amount: \"8 %\" has the unit %, which is none of these",
    ),
    (
        "stations_per_1000_households_urban: {value: 1.6",
        "stations_per_1000_households_urban: {value: 1.6 m",
        "\"1.6 m\" has a unit where none is asked",
    ),
    (
        "lead_new_site: {value: 8 months",
        "lead_new_site: {value: 800 months",
        "\"800 months\" is out of range; allowed from 0 months to 120 months",
    ),
    ("value: 15/year", "value: 15/year", ""),
    // years
    (
        "end_year: 2030",
        "end_year: 2022",
        "8:11: end_year: the end year 2022 is not after the base year 2022; at least 2023",
    ),
    (
        "end_year: 2030",
        "end_year: 2090",
        "8:11: end_year: 68 years are simulated; at most 60",
    ),
    (
        "end_year: 2030",
        "end_year: 20250",
        "8:11: end_year: \"20250\" is out of range",
    ),
    (
        "end_year: 2030",
        "end_year: 2025-12-31",
        "8:11: end_year: \"2025-12-31\"",
    ),
    (
        "last_year: 2025",
        "last_year: 2021",
        "programmes.city_stations: the first year 2023 is after the last year 2021",
    ),
    (
        "2023: 500万元",
        "2029: 500万元",
        "programmes.city_stations.amount.2029: 2029 is outside the programme's years; 2023 to 2025",
    ),
    ("2021: 1849亿元, ", "", "national.capex: no value of 2021"),
    (
        "chain: 3, year: 2023",
        "chain: 3, year: 2022",
        "planned_nodes.machinery.year: 2022 is outside the simulated years; 2023 to 2030",
    ),
    (
        "chain: 3, year: 2023",
        "chain: 24, year: 2023",
        "planned_nodes.machinery.chain: there is no chain 24; 1 to 23",
    ),
    // references
    (
        "indicator: base_stations",
        "indicator: base_station",
        "targets.base_stations.indicator: there is no indicator base_station; did you mean base_stations?",
    ),
    (
        "indicator: listings",
        "indicator: happiness",
        "there is no indicator happiness; one of: population, base_stations",
    ),
    (
        "from: county_topup",
        "from: county_top_up",
        "programmes.provincial_projects.match.from: there is no programme county_top_up; did you mean county_topup?",
    ),
    (
        "from: county_topup",
        "from: city_odn",
        "programmes.provincial_projects.match.from: city_odn is not paid by counties",
    ),
    (
        "from: county_topup",
        "from: provincial_projects",
        "match.from: matches itself",
    ),
    (
        "\"100001\": 50 %",
        "\"100009\": 50 %",
        "fixed_shares: there is no county 100009; did you mean 100001?",
    ),
    (
        "\"100001\": 50 %",
        "\"100001\": 52 %",
        "fixed_shares: the shares sum to 102 %; they sum to 100 %",
    ),
    (
        "items: [platform_bases]",
        "items: [platform_base]",
        "there is no cultivated item platform_base; did you mean platform_bases?",
    ),
    (
        "fund: provincial_fund, share: 10 %",
        "fund: province_fund, share: 10 %",
        "there is no fund province_fund; did you mean provincial_fund?",
    ),
    (
        "share: 10 %",
        "share: 20 %",
        "funds.provincial_fund: programmes draw 110 % of it; at most 100 %",
    ),
    // parameters
    (
        "low: 16万元, ",
        "",
        "parameters.station_capex: the key low is missing; a triangular distribution has low and high",
    ),
    (
        "value: 18.5万元",
        "value: 15万元",
        "the value 15万元 is not between low and high; allowed from 16万元 to 22万元",
    ),
    (
        "value: 540000",
        "value: 2000000",
        "parameters.identifiers_per_enterprise: the value 2000000 is not the mode of the distribution",
    ),
    (
        "{value: 2, probability: 20 %}",
        "{value: 2, probability: 21 %}",
        "parameters.nodes.outcomes: the probabilities sum to 101 %; they sum to 100 %",
    ),
    (
        "mix_indoor: {value: 20 %",
        "mix_indoor: {value: 21 %",
        "mix_new_macro + mix_co_site + mix_low_band + mix_indoor sum to 101 %",
    ),
    (
        "gigabit_usable: {value: 75 %, low: 70 %, high: 80 %",
        "gigabit_usable: {value: 95 %, low: 70 %, high: 95 %",
        "parameters.gigabit_usable: is above gigabit_passed",
    ),
    // instruments
    (
        "award: 20万元, ",
        "",
        "programmes.city_awards: the key award is missing; award_on_recognition needs award",
    ),
    (
        "rate: 50 %, allocation",
        "rate: 50 %, award: 1万元, allocation",
        "programmes.city_odn.award: award has no meaning for capital_grant; leave it out",
    ),
    (
        "instrument: siting_support, supports: base_station",
        "instrument: siting_support, supports: gigabit_access",
        "siting_support cannot support gigabit_access; one of: base_station",
    ),
    (
        "funder: operator, instrument: running_costs",
        "funder: city, instrument: running_costs",
        "running_costs is not paid by city; one of: operator",
    ),
    (
        "filter: {sizes: [large], levels: [2, 3]}",
        "filter: {areas: [rural]}",
        "filter.areas: areas has no meaning for enterprise; leave it out",
    ),
    (
        "value: 155亿元",
        "value: 155",
        "targets.online_sales.value: \"155\" has no unit",
    ),
    (
        "evidence: none, source",
        "evidence: estimate, source",
        "cultivation.listings: evidence is estimate but there is no base",
    ),
    // files
    (
        "places: {file: counties.csv",
        "places: {file: countys.csv",
        "countys.csv: no such file; did you mean counties.csv?",
    ),
    (
        "places: {file: counties.csv",
        "places: {file: /etc/passwd",
        "\"/etc/passwd\" is not a relative path",
    ),
    (
        "places: {file: counties.csv",
        "places: {file: ../../../etc/x.csv",
        "leads out of the scenario's folder",
    ),
    (
        "places: {file: counties.csv",
        "places: {file: \"https://x.org/a.csv\"",
        "is an address on a network",
    ),
    // YAML
    (
        "runs: 20",
        "runs: 20\n\tseed: 1",
        "12:1: tabs are not allowed as indentation; use spaces",
    ),
    (
        "runs: 20",
        "runs：20",
        "11:5: a full-width colon (U+FF1A); write \": \" (colon and space)",
    ),
    (
        "runs: 20",
        "runs: !!int 20",
        "11:7: tags (!) are not supported; remove the tag",
    ),
    (
        "runs: 20",
        "runs: 20\n---\nruns: 30",
        "12:1: a file holds one document only; remove the --- here",
    ),
    (
        "runs: 20",
        "runs: *nobody",
        "11:7: an alias to an anchor that does not exist",
    ),
    ("runs: 20", "runs: {a: [1, 2}", "11:"),
    (
        "runs: 20",
        "runs: 20 # \u{202e}evil",
        "11:12: a bidirectional control character (U+202E); remove it",
    ),
    (
        "runs: 20",
        "<<: {a: 1}\nruns: 20",
        "11:1: the merge key << is not supported; use extends to inherit",
    ),
];

#[test]
fn each_fault_has_its_message() {
    for (i, (from, to, expected)) in SINGLE.iter().enumerate() {
        if from == to {
            continue;
        }
        let folder = copy("single");
        edit(&folder, "base.yaml", from, to);
        let said = said(&folder.join("base.yaml"), Lang::En);
        let found = said
            .iter()
            .any(|line| line.starts_with("error: ") && line.contains(expected));
        assert!(
            found,
            "case {i}, {to:?}: {expected:?} is not in\n{}",
            said.join("\n")
        );
        assert!(
            said.len() <= 2,
            "case {i}, {to:?} says too much:\n{}",
            said.join("\n")
        );
    }
}
