//! Scenario files as users write them: what is read, and what is said of what is wrong.

#![expect(clippy::float_cmp, reason = "values are read exactly")]

use std::fmt::Write as _;
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
    // the order of keys and rows says nothing
    edit(
        &folder,
        "base.yaml",
        "seed: 42\nruns:    20 # the same",
        "runs:    20\nseed: 42",
    );
    let table = fs::read_to_string(folder.join("counties.csv")).unwrap();
    let mut rows: Vec<&str> = table.lines().collect();
    rows[1..].reverse();
    fs::write(folder.join("counties.csv"), rows.join("\n")).unwrap();
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
        "2:17: schema_version: the file is made for version 2 of the format; this program reads up to version 1",
    ),
    (
        "en: Test base}",
        "en: Test, the base}",
        "name.the base: there is no key the base; a comma inside { } separates keys: put text that has one in quotes",
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
        "parameters.identifiers_per_enterprise: the value 2000000 is not the mode of the distribution; the mode is 540000; within 10 % of it",
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
        "11:7: an alias (*) to an anchor (&) that does not exist",
    ),
    (
        "runs: 20",
        "runs: {a: [1, 2}",
        "11:11: brackets do not match; in: runs: {a: [1, 2}",
    ),
    (
        "runs: 20",
        "runs: \"20",
        "text after a closing quotation mark, or an earlier one is not closed",
    ),
    ("runs: 20", "runs: 20: 30", "11:9: no \": \" may stand here"),
    ("runs: 20", "runs 20", "has no \": \" after it"),
    (
        "runs: 20",
        "  runs: 20",
        "11:7: no \": \" may stand here: check the indentation",
    ),
    (
        "runs: 20",
        "runs: 20 # \u{202e}evil",
        "11:12: a bidirectional control character (U+202E); remove it",
    ),
    (
        "en: Test base}",
        "en: \"Test \\e[31m\"}",
        ": a control character (U+001B); remove it",
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

/// A file of some bytes in place of the base scenario, and the message it must give.
fn bytes_say(test: &str, bytes: &[u8], expected: &str) {
    let folder = copy(test);
    let path = folder.join("base.yaml");
    fs::write(&path, bytes).unwrap();
    let said = said(&path, Lang::En);
    assert_eq!(said.len(), 1, "{test}:\n{}", said.join("\n"));
    assert!(said[0].contains(expected), "{test}: {}", said[0]);
}

#[test]
fn what_is_no_scenario_is_named() {
    let small = fs::read_to_string(fixture("small/base.yaml")).unwrap();
    bytes_say("empty", b"", "error: base.yaml: the file is empty");
    bytes_say("blank", b" \n\n", "the file is empty");
    bytes_say("comments", b"# nothing\n", "the file holds only comments");
    bytes_say(
        "list",
        b"- a\n- b\n",
        "1:1: the top of the file is not a map",
    );
    bytes_say("scalar", b"hello\n", "the top of the file is not a map");
    let utf16: Vec<u8> = small.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes_say(
        "utf16",
        &[b"\xff\xfe", &utf16[..]].concat(),
        "the encoding is UTF-16; save it as UTF-8",
    );
    bytes_say(
        "utf16-bare",
        &utf16,
        "the encoding is UTF-16; save it as UTF-8",
    );
    let (gbk, ..) = encoding_rs::GBK.encode(&small);
    bytes_say(
        "gbk",
        &gbk,
        "base.yaml:3:12: not UTF-8; it looks like GBK; save as UTF-8"
            .replace("save as", "save it as")
            .as_str(),
    );
    bytes_say("latin", b"name: {zh: x, en: caf\xe9}\n", "1:22: not UTF-8");
    bytes_say("nul", b"runs: 1\0\n", "1:8: a control character (U+0000)");
    bytes_say(
        "large",
        &vec![b' '; 4 * 1024 * 1024 + 1],
        "is larger than 4 MiB",
    );
    let folder = copy("zeros");
    fs::write(folder.join("base.yaml"), vec![0u8; 1_000_001]).unwrap();
    assert!(check(&folder.join("base.yaml")).len() <= 20);
    bytes_say("deep", "[".repeat(100_000).as_bytes(), "");
    let nested = format!("a: {}{}", "[".repeat(40), "]".repeat(40));
    bytes_say("nested", nested.as_bytes(), "nested deeper than 32 levels");
    bytes_say("selfish", b"a: &x [*x]\n", "an alias that refers to itself");
    let mut bomb = String::from("x-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for i in 1..9 {
        let items = vec![format!("*a{}", i - 1); 9].join(", ");
        let _ = writeln!(bomb, "x-a{i}: &a{i} [{items}]");
    }
    bytes_say(
        "bomb",
        bomb.as_bytes(),
        "aliases expand to more than 200000 values",
    );
    let many = format!("a: [{}]\n", vec!["1"; 200_001].join(","));
    bytes_say("many", many.as_bytes(), "more than 200000 values");
}

#[test]
fn other_encodings_and_line_ends_are_read() {
    let folder = copy("encodings");
    let path = folder.join("base.yaml");
    let hash = loaded(&path, &[]).scenario.hash;
    let small = fs::read_to_string(&path).unwrap();
    for text in [
        format!("\u{feff}{small}"),
        small.replace('\n', "\r\n"),
        small.replace('\n', "\r"),
    ] {
        fs::write(&path, text).unwrap();
        assert_eq!(loaded(&path, &[]).scenario.hash, hash);
    }
    let counties = fs::read_to_string(folder.join("counties.csv")).unwrap();
    let (gbk, ..) = encoding_rs::GBK.encode(&counties);
    for bytes in [
        gbk.into_owned(),
        format!("\u{feff}{counties}").into_bytes(),
        counties.replace('\n', "\r\n").into_bytes(),
    ] {
        fs::write(folder.join("counties.csv"), bytes).unwrap();
        assert_eq!(loaded(&path, &[]).scenario.hash, hash);
    }
    // JSON is YAML
    fs::write(
        folder.join("json.yaml"),
        "{\"extends\": \"base.yaml\", \"runs\": 7}",
    )
    .unwrap();
    assert_eq!(loaded(&folder.join("json.yaml"), &[]).scenario.runs, 7);
}

#[test]
fn files_that_cannot_be_opened() {
    let folder = copy("unopened");
    let cannot = |path: &Path, expected: &str| {
        let findings = check(path);
        assert_eq!(findings.len(), 1, "{}", lines(&findings));
        assert_eq!(findings[0].fault, Fault::CannotOpen);
        let line = findings[0].render(Lang::En);
        assert!(line.contains(expected), "{line}");
    };
    cannot(
        &folder.join("bas.yaml"),
        "bas.yaml: no such file; did you mean base.yaml?",
    );
    cannot(&folder, "is a folder, not a file");
    cannot(Path::new("/dev/null"), "is not a regular file");
    fs::write(folder.join("child.yaml"), "extends: missing.yaml\n").unwrap();
    cannot(&folder.join("child.yaml"), "child.yaml:1:10: extends: ");
}

#[test]
fn parents_are_followed_and_cycles_named() {
    let folder = copy("parents");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    let only = |name: &str| {
        let said = said(&folder.join(name), Lang::En);
        assert_eq!(said.len(), 1, "{}", said.join("\n"));
        said[0].clone()
    };
    write("a.yaml", "extends: b.yaml\n");
    write("b.yaml", "extends: c.yaml\n");
    write("c.yaml", "extends: ./a.yaml\n");
    assert_eq!(
        only("a.yaml"),
        "error: c.yaml:1:10: extends: the scenarios extend each other: a.yaml -> b.yaml -> c.yaml -> a.yaml"
    );
    write("d0.yaml", "extends: base.yaml\n");
    for i in 1..9 {
        write(
            &format!("d{i}.yaml"),
            &format!("extends: d{}.yaml\nruns: {i}\n", i - 1),
        );
    }
    assert_eq!(loaded(&folder.join("d7.yaml"), &[]).scenario.runs, 7);
    assert!(only("d8.yaml").contains("extends: more than 8 parents above one another"));
    for (reference, expected) in [
        ("../../x.yaml", "leads out of the scenario's folder"),
        ("/x.yaml", "is not a relative path"),
        ("base.txt", "does not end in yaml, yml, json"),
        ("file:///x.yaml", "is an address on a network"),
    ] {
        write("e.yaml", &format!("extends: \"{reference}\"\n"));
        assert!(only("e.yaml").contains(expected), "{reference}");
    }
    // a parent's fault is told where it stands
    edit(&folder, "base.yaml", "runs: 20", "runs: zero");
    assert!(
        said(&folder.join("baseline.yaml"), Lang::En)[0]
            .starts_with("error: base.yaml:11:7: runs: \"zero\"")
    );
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out() {
    let folder = copy("links/inner/scenario");
    let outside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenario_input/links/outside.csv");
    fs::copy(folder.join("counties.csv"), &outside).unwrap();
    fs::remove_file(folder.join("counties.csv")).unwrap();
    std::os::unix::fs::symlink(&outside, folder.join("counties.csv")).unwrap();
    let said = said(&folder.join("base.yaml"), Lang::En);
    assert!(
        said[0].contains("places.file: \"counties.csv\" leads out of the scenario's folder"),
        "{}",
        said[0]
    );
}

#[test]
fn overrides_merge_by_key_and_bring_their_source() {
    let folder = copy("overrides");
    let child = folder.join("child.yaml");
    let with = |text: &str| fs::write(&child, format!("extends: base.yaml\n{text}")).unwrap();
    with("programmes:\n  city_odn: {rate: 60 %}\n");
    assert_eq!(
        said(&child, Lang::En),
        [
            "error: child.yaml:3:14: programmes.city_odn: changes rate without its own source and grade; \
          what changes a number of the parent brings source and grade"
        ]
    );
    with("programmes:\n  city_odn: {name: {en: Another name}}\n");
    let programmes = loaded(&child, &[]).scenario.programmes;
    let odn = programmes.iter().find(|p| p.id == "city_odn").unwrap();
    assert_eq!(
        (odn.name.zh.as_str(), odn.name.en.as_str()),
        ("ODN改造补助", "Another name")
    );
    // money moves from a fund to an amount, and back
    with("programmes:\n  provincial_diagnosis: {amount: 1亿元, source: s, grade: C}\n");
    let programmes = loaded(&child, &[]).scenario.programmes;
    let diagnosis = programmes
        .iter()
        .find(|p| p.id == "provincial_diagnosis")
        .unwrap();
    assert!(matches!(
        &diagnosis.budget,
        Budget::Stated {
            scaled_by: None,
            ..
        }
    ));
    with("remove: [programmes.city_odm]\n");
    assert_eq!(
        said(&child, Lang::En),
        [
            "error: child.yaml:2:10: remove.1: the parent has no programmes.city_odm; did you mean city_odn?"
        ]
    );
    with("remove: [targets.listings, cultivation.listings]\n");
    assert_eq!(loaded(&child, &[]).scenario.items.len(), 1);
    with("parameters:\n  nodes: {value: 2, distribution: fixed, source: s, grade: C}\n");
    assert_eq!(loaded(&child, &[]).scenario.base(Parameter::Nodes), 2.0);
}

#[test]
fn settings_of_the_command_line() {
    let path = fixture("small/baseline.yaml");
    let scenario = loaded(
        &path,
        &[
            "parameters.station_capex=17万元",
            "programmes.city_odn.amount=2 million yuan",
            "runs=50",
            "bands={likely: 80 %, unlikely: 20 %}",
        ],
    )
    .scenario;
    let capex = scenario.parameter(Parameter::StationCapex);
    assert_eq!(capex.base, 170_000.0);
    assert_eq!(
        capex.distribution,
        dabiao::scenario::resolved::Distribution::Fixed
    );
    assert_eq!(capex.provenance.source, "--set parameters.station_capex");
    assert_eq!(scenario.runs, 50);
    assert_eq!(scenario.bands.likely, 0.8);
    assert_eq!(scenario.overlays.len(), 4);
    let kept = loaded(&path, &["parameters.station_capex.value=17万元"]).scenario;
    assert!(matches!(
        kept.parameter(Parameter::StationCapex).distribution,
        dabiao::scenario::resolved::Distribution::Triangular { .. }
    ));
    assert_ne!(kept.hash, scenario.hash);
    for (set, expected) in [
        (
            &["run=5"][..],
            "error: --set run=5: run: there is no key run; did you mean runs?",
        ),
        (
            &["parameters.station_cappex=17万元"],
            "there is no key station_cappex; did you mean station_capex?",
        ),
        (
            &["programmes.city_od.amount=2万元"],
            "there is no key city_od; did you mean city_odn?",
        ),
        (
            &["runs=5", "runs=6"],
            "conflicts with another --set of runs; set each key once",
        ),
        (
            &[
                "parameters.station_capex=1万元",
                "parameters.station_capex.value=1万元",
            ],
            "conflicts with another --set",
        ),
        (&["runs"], "has no equals sign; write key=value"),
        (
            &["runs=many"],
            "error: --set runs=many: runs: \"many\" is not a number",
        ),
        (
            &["runs="],
            "error: --set runs=: runs: has no value; write key=value",
        ),
        (&["runs=null"], "runs: has no value"),
        (
            &["=5"],
            "error: --set =5: has no key before the equals sign",
        ),
        (
            &["parameters.chains_per_node=1.5"],
            "parameters.chains_per_node: is not a whole number; a whole number is asked",
        ),
        (&["parameters.station_capex=17"], "\"17\" has no unit"),
    ] {
        let findings = refused(&path, set);
        assert_eq!(findings.len(), 1, "{set:?}:\n{}", lines(&findings));
        let line = findings[0].render(Lang::En);
        assert!(line.contains(expected), "{set:?}: {line}");
    }
}

#[test]
fn tables_are_checked_cell_by_cell() {
    for (name, from, to, expected) in [
        (
            "counties.csv",
            "888863",
            "-5",
            "counties.csv:3:17: places.counties.100001.population: \"-5\" is out of range",
        ),
        (
            "counties.csv",
            ",0.84,",
            ",1.84,",
            "places.counties.100002.urban_share: \"184 %\" is out of range; allowed from 0 % to 100 %",
        ),
        (
            "counties.csv",
            ",0.84,",
            ",,",
            "counties.csv:4:34: places.counties.100002.urban_share: has no value",
        ),
        (
            "counties.csv",
            "100003",
            "100002",
            "counties.csv:4:1: places.file: the code 100002 is already in line 2",
        ),
        (
            "counties.csv",
            "area_km2",
            "area",
            "counties.csv:1:54: area: there is no key area; did you mean area_km2?",
        ),
        (
            "counties.csv",
            "population_2020",
            "population_2021",
            "population_2021: there is no key population_2021; did you mean population_2020?",
        ),
        (
            "counties.csv",
            ",250,181",
            ",250",
            "counties.csv:4:1: the row has 15 cells; the header has 16",
        ),
        (
            "observed.csv",
            "100001,2022",
            "100009,2022",
            "observed.csv:4:15: county: there is no county 100009",
        ),
        (
            "observed.csv",
            "90,%",
            "90,stations",
            "observed.csv:5:27: unit: \"stations\" is not the indicator's unit; write %",
        ),
        (
            "observed.csv",
            "2048",
            "many",
            "observed.csv:3:21: value: \"many\" is not a number",
        ),
    ] {
        let folder = copy("tables");
        edit(&folder, name, from, to);
        let said = said(&folder.join("base.yaml"), Lang::En);
        assert!(
            said.iter().any(|line| line.contains(expected)),
            "{to}: {}",
            said.join("\n")
        );
    }
}

#[test]
fn what_was_knowable_later_is_a_warning() {
    let folder = copy("later");
    edit(
        &folder,
        "base.yaml",
        "source: test fund, grade: A, known_by: 2022",
        "source: test fund, grade: A, known_by: 2024",
    );
    let Loaded { warnings, .. } = loaded(&folder.join("base.yaml"), &[]);
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].severity, Severity::Warning);
    assert!(
        warnings[0]
            .render(Lang::En)
            .contains("was knowable only in 2024, after the base year 2022")
    );
}

#[test]
fn what_cannot_be_met_or_is_not_read_is_a_warning() {
    let folder = copy("warned");
    edit(
        &folder,
        "base.yaml",
        "indicator: platform_bases, comparator: \">=\", value: 6",
        "indicator: platform_bases, comparator: \">=\", value: 9",
    );
    edit(&folder, "counties.csv", "stations_2021", "stations_2023");
    let Loaded { warnings, scenario } = loaded(&folder.join("base.yaml"), &[]);
    assert!(!scenario.counties[0].stations.contains_key(&2023));
    let text = lines(&warnings);
    assert_eq!(warnings.len(), 2, "{text}");
    assert!(
        text.contains("pool and quota allow at most 8 by then"),
        "{text}"
    );
    assert!(
        text.contains(
            "counties.csv:1:160: stations_2023: is later than the base year and is not read"
        ),
        "{text}"
    );
}

#[test]
fn many_missing_keys_are_one_message() {
    let folder = copy("bare");
    fs::write(
        folder.join("bare.yaml"),
        "schema_version: 1\nname: {zh: 空, en: Bare}\n",
    )
    .unwrap();
    let said = said(&folder.join("bare.yaml"), Lang::En);
    assert_eq!(said.len(), 1, "{}", said.join("\n"));
    assert!(
        said[0].starts_with("error: bare.yaml:1:1: 14 keys are missing: description, region, "),
        "{}",
        said[0]
    );
}

#[test]
fn match_money_belongs_to_counties() {
    let folder = copy("matched");
    let child = folder.join("child.yaml");
    let with = |text: &str| {
        let own = "remove: [programmes.county_topup.rate]\nprogrammes:\n  county_topup: {instrument: county_match, source: s, grade: C";
        fs::write(&child, format!("extends: base.yaml\n{own}{text}}}\n")).unwrap();
    };
    with("");
    let Loaded { scenario, warnings } = loaded(&child, &[]);
    assert_eq!(lines(&warnings), "");
    let topup = scenario
        .programmes
        .iter()
        .find(|p| p.id == "county_topup")
        .unwrap();
    assert_eq!(topup.instrument.key(), "county_match");
    with(", allocation: least_cost");
    assert!(
        said(&child, Lang::En)[0]
            .contains("allocation: the counties' own money cannot be one pool")
    );
    with(", funder: city");
    assert!(
        said(&child, Lang::En)
            .iter()
            .any(|line| line.contains("county_match is not paid by city; one of: county"))
    );
    with("}\n  provincial_projects: {match: {from: county_topup}");
    let unmatched = fs::read_to_string(&child).unwrap();
    fs::write(
        &child,
        unmatched
            .replace(
                "programmes.county_topup.rate",
                "programmes.county_topup.rate, programmes.provincial_projects.match",
            )
            .replace("  provincial_projects: {match: {from: county_topup}}\n", ""),
    )
    .unwrap();
    let Loaded { warnings, .. } = loaded(&child, &[]);
    assert!(
        lines(&warnings).contains("no programme is matched from it"),
        "{}",
        lines(&warnings)
    );
}

#[test]
fn counties_may_be_written_in_the_scenario() {
    let folder = copy("inline");
    let child = folder.join("child.yaml");
    let text = "extends: base.yaml
places:
  counties:
    \"1\": {name: {zh: 全国, en: China}, population: 1412000000, households: 494000000, area_km2: 9600000, urban_share: 65 %, gdp: 101.6万亿元, above_scale_enterprises: 450000, communities: 5000, tile: [0, 0]}
  source: s
  grade: B
remove: [programmes.city_stations, observed, places.reference_year]
";
    fs::write(&child, text).unwrap();
    let scenario = loaded(&child, &[]).scenario;
    assert_eq!(scenario.counties.len(), 1);
    assert_eq!(scenario.counties[0].population, 1_412_000_000);
    assert!(scenario.counties[0].stations.is_empty());
}

#[test]
fn the_schema_knows_every_key() {
    let schema = schema();
    let text = schema.to_string();
    for parameter in Parameter::ALL {
        assert!(text.contains(&format!("\"{}\"", parameter.row().key)));
    }
    for indicator in dabiao::indicator::Indicator::ALL {
        assert!(text.contains(&format!("\"{}\"", indicator.row().key)));
    }
    let defined = |value: &serde_json::Value| {
        let name = value["$ref"]
            .as_str()
            .unwrap()
            .trim_start_matches("#/$defs/")
            .to_owned();
        schema["$defs"][name].clone()
    };
    let parameters = defined(&schema["properties"]["parameters"]);
    let capex = &parameters["properties"]["station_capex"];
    assert_eq!(
        capex["description"],
        "单站综合造价 / All-in capital cost per added station in the base year"
    );
    assert_eq!(defined(capex)["additionalProperties"], false);
    let programmes = &schema["properties"]["programmes"];
    let programmes = if programmes["$ref"].is_string() {
        defined(programmes)
    } else {
        programmes.clone()
    };
    let programme = defined(&programmes["additionalProperties"]);
    let instrument = defined(&programme["properties"]["instrument"]);
    assert_eq!(
        instrument["enum"].as_array().unwrap().len(),
        dabiao::policy::Instrument::catalogue().len()
    );
    assert_eq!(
        programme["properties"]["rate"]["pattern"],
        "^[+\\-\u{2212}]?[0-9]+(\\.[0-9]+)? ?(%)$"
    );
    assert!(text.len() < 120_000, "{} bytes", text.len());
}

mod anything {
    use std::sync::LazyLock;

    use super::*;
    use proptest::prelude::*;

    /// Characters that mean something in YAML, CSV or numbers.
    const JUNK: &str = "[-+0-9a-z%:{}\\[\\], 元年.\"'&*!#]{0,8}";

    /// One line of `text` damaged in one of six ways.
    fn damaged(text: &str, line: usize, kind: u8, junk: &str) -> String {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let i = line % lines.len();
        match kind {
            0 => {
                lines.remove(i);
            }
            1 => junk.clone_into(&mut lines[i]),
            2 => lines[i].push_str(junk),
            3 => lines[i] = lines[i].replacen([':', ','], &format!(": {junk},"), 1),
            4 => {
                let half = lines[i].chars().count() / 2;
                lines[i] = lines[i].chars().take(half).collect();
            }
            _ => {
                let digits: Vec<usize> = lines[i]
                    .match_indices(char::is_numeric)
                    .map(|(i, _)| i)
                    .collect();
                if let Some(at) = digits.get(line % digits.len().max(1)) {
                    lines[i].replace_range(*at..=*at, junk);
                }
            }
        }
        lines.join("\n")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        /// Whatever is done to a scenario's files, it is read or refused with a message: no panic.
        #[test]
        fn a_damaged_file_never_panics(
            file in prop::sample::select(vec!["base.yaml", "base.yaml", "base.yaml", "counties.csv", "observed.csv"]),
            line in 0usize..260, kind in 0u8..6, junk in JUNK,
        ) {
            static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| copy("damaged"));
            let good = fs::read_to_string(fixture("small").join(file)).unwrap();
            fs::write(FOLDER.join(file), damaged(&good, line, kind, &junk)).unwrap();
            for finding in check(&FOLDER.join("base.yaml")) {
                prop_assert!(!finding.what.zh.is_empty() && !finding.what.en.is_empty());
            }
            fs::write(FOLDER.join(file), good).unwrap();
        }

        /// Whatever the command line sets, it is read or refused with a message: no panic.
        #[test]
        fn a_setting_never_panics(
            key in prop::sample::select(vec![
                "runs", "name", "name.zh", "places", "places.file", "national.capex", "national.capex.2022", "parameters",
                "parameters.nodes", "parameters.nodes.outcomes", "parameters.chains", "programmes", "programmes.city_odn",
                "programmes.city_stations.amount.2023", "programmes.city_stations.allocation", "cultivation.listings.base",
                "targets.listings.value", "targets.listings.indicator", "observed.file", "schema_version", "base_year",
                "end_year", "programmes.city_odn.payment_lag", "funds.provincial_fund.amount", "x", "",
            ]),
            value in JUNK,
        ) {
            let set = vec![format!("{key}={value}")];
            if let Err(findings) = load(&fixture("small/base.yaml"), &LoadOptions { set }) {
                prop_assert!(findings.iter().any(|f| f.severity == Severity::Error));
            }
        }
    }
}
