//! C: values that are no numbers, out of range, or cannot be true together.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::rows::{Input, Row, command, done, edit, hold, refused};
use super::stage::Stage;

/// A hundred programmes of the most money there may be: more than a sum of fen can hold.
fn beyond_all_money(folder: &Path) {
    let mut text = "extends: base.yaml\nprogrammes:\n".to_owned();
    for i in 0..100 {
        let _ = writeln!(
            text,
            "  p{i}: {{name: {{zh: 一, en: One}}, funder: city, instrument: capital_grant, supports: odn_readiness, \
             amount: 1000万亿元, rate: 50 %, allocation: least_cost, source: s, grade: C, known_by: 2022}}"
        );
    }
    fs::write(folder.join("rich.yaml"), text).unwrap();
}

/// `fewer.yaml`, of two counties.
fn without_a_county(folder: &Path) {
    let table = fs::read_to_string(folder.join("counties.csv")).unwrap();
    let two: Vec<&str> = table.lines().filter(|l| !l.starts_with("100002")).collect();
    fs::write(folder.join("two.csv"), two.join("\n")).unwrap();
    let base = fs::read_to_string(folder.join("base.yaml")).unwrap();
    let base = base
        .replace("{file: counties.csv", "{file: two.csv")
        .replace("\"100001\": 50 %, \"100002\": 30 %", "\"100001\": 80 %");
    fs::write(folder.join("fewer.yaml"), base).unwrap();
}

/// `fewer.yaml`, without one cultivated item and its target.
fn without_an_item(folder: &Path) {
    let text = "extends: base.yaml\nremove: [cultivation.listings, targets.listings]\n";
    fs::write(folder.join("fewer.yaml"), text).unwrap();
}

const CAPEX: &str = "station_capex: {value: 18.5万元, low: 16万元, high: 22万元";

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    refused("C1", "runs: 20", "runs: .nan", &["is not a finite number"]),
    refused("C1", "pon_park: {value: 0.08", "pon_park: {value: .inf", &["\".inf\" is not a finite number"]),
    refused("C1", "pon_park: {value: 0.08", "pon_park: {value: -.inf", &["is not a finite number"]),
    refused("C1", "amount: 800万元", "amount: .nan 元", &["is not a number"]),
    refused("C2", "pon_park: {value: 0.08", "pon_park: {value: 1e400", &["\"1e400\""]),
    refused("C2", "amount: 800万元", "amount: 99999999999999999999999999999999999999999999亿元", &["is too large or too long"]),
    Row { id: "C2", input: Input::Do(beyond_all_money), command: "check rich.yaml", code: 65, says: &["programmes: the money of all years sums to", "at most"] },
    Row { id: "C2", input: Input::Do(beyond_all_money), command: "run rich.yaml --runs 1 --quiet --out earlier", code: 65, says: &["the money of all years sums to"] },
    refused("C3", "seed: 42\nruns", "seed: 18446744073709551616\nruns", &["is out of range"]),
    refused("C3", "seed: 42\nruns", "seed: 1000000000000000000000000000000000000000000\nruns", &["is too large or too long"]),
    refused("C3", "amount: 800万元", "amount: 800.0000001万元", &["is finer than a fen"]),
    refused("C4", "runs: 20", "runs: -1", &["out of range; a whole number from 1 to 1000000 is asked"]),
    refused("C4", "runs: 20", "runs: 0", &["out of range"]),
    refused("C4", "runs: 20", "runs: 1.5", &["is not a whole number"]),
    refused("C4", "runs: 20", "runs: 1e6", &["write 1000000"]),
    refused("C5", "amount: 800万元", "amount: -800万元", &["is negative; allowed from 0元 to 1000万亿元"]),
    refused("C5", "pool: 12, ", "pool: -12, ", &["\"-12\" is out of range; a whole number from 1"]),
    refused("C5", "cost_small: {value: 80万元", "cost_small: {value: -80万元", &["is negative"]),
    Row { id: "C5", input: Input::Edit("counties.csv", "888863", "-888863"), command: "", code: 65, says: &["counties.csv:3:17: places.counties.100001.population: \"-888863\" is out of range; a whole number from 1"] },
    refused("C6", "end_year: 2030", "end_year: 2020", &["the end year 2020 is not after the base year 2022; at least 2023"]),
    refused("C6", "end_year: 2030", "end_year: 2022", &["is not after the base year"]),
    refused("C6", "end_year: 2030", "end_year: 20250", &["\"20250\" is out of range"]),
    refused("C6", "end_year: 2030", "end_year: 25", &["\"25\" is out of range; a whole number from 1990 to 2100"]),
    refused("C6", "2021: 1849亿元, ", "", &["national.capex: no value of 2021"]),
    refused("C7", "end_year: 2030", "end_year: 9999", &["out of range"]),
    refused("C7", "end_year: 2030", "end_year: 2100", &["78 years are simulated; at most 60 (for time, memory and charts)"]),
    refused("C8", "\"100001\": 50 %", "\"100001\": 52 %", &["the shares sum to 102 %; they sum to 100 %"]),
    refused("C8", "\"100001\": 50 %", "\"100001\": 47 %", &["the shares sum to 97 %"]),
    refused("C8", "{\"100001\": 50 %, \"100002\": 30 %, \"100003\": 20 %}", "{\"100001\": 0.5 %, \"100002\": 0.3 %, \"100003\": 0.2 %}", &["the shares sum to 1 %", "fractions with a per cent sign? write 50 % for 0.5"]),
    refused("C8", "\"100001\": 50 %", "\"100001\": 0.5", &["\"0.5\" has no unit", "did you mean 50 %?"]),
    refused("C8", "{value: 2, probability: 20 %}", "{value: 2, probability: 21 %}", &["the probabilities sum to 101 %"]),
    refused("C8", "mix_indoor: {value: 20 %", "mix_indoor: {value: 17 %", &["mix_new_macro + mix_co_site + mix_low_band + mix_indoor sum to 97 %"]),
    refused("C9", "{value: 2, probability: 20 %}", "{value: 2, probability: 100.00001 %}", &["is out of range; allowed from 0 % to 100 %"]),
    refused("C9", "mix_indoor: {value: 20 %", "mix_indoor: {value: -20 %", &["is negative; allowed from 0 % to 100 %"]),
    refused("C9", "rate: 50 %, allocation", "rate: 5000 %, allocation", &["is out of range; allowed from 0 % to 100 %; did you mean 50 %?"]),
    refused("C10", "amount: 800万元", "amount: 800个月", &["has the unit 个月, which is none of these"]),
    refused("C10", "amount: 800万元", "amount: 800万元/年", &["\"800万元/年\""]),
    refused("C10", "lead_new_site: {value: 8 months", "lead_new_site: {value: 8 km", &["has the unit km"]),
    refused("C10", "interest: 4 %/year", "interest: 4 %/month", &["has the unit %/month, which is none of these; a rate is written a year"]),
    refused("C11", "filter: {sizes: [large], levels", "filter: {sizes: [lage], levels", &["did you mean large?"]),
    refused("C11", "from: county_topup", "from: county_top_up", &["there is no programme county_top_up; did you mean county_topup?"]),
    refused("C11", "\"100001\": 50 %", "\"100009\": 50 %", &["there is no county 100009; did you mean 100001?"]),
    refused("C11", "  port_price: {", "  port_prize: {", &["there is no key port_prize; did you mean port_price?"]),
    refused("C11", "instrument: voucher", "instrument: vouchers", &["did you mean voucher?"]),
    refused("C12", "indicator: base_stations", "indicator: base_station", &["there is no indicator base_station; did you mean base_stations?"]),
    refused("C12", "indicator: listings", "indicator: happiness", &["there is no indicator happiness; one of: population, base_stations"]),
    Row { id: "C13", input: Input::Edit("base.yaml", "indicator: platform_bases, comparator: \">=\", value: 6", "indicator: platform_bases, comparator: \">=\", value: 9"), command: "check base.yaml", code: 0, says: &["warning: base.yaml:", "pool and quota allow at most 8 by then: it can never be met"] },
    Row { id: "C13", input: Input::Edit("base.yaml", "indicator: platform_bases, comparator: \">=\", value: 6", "indicator: platform_bases, comparator: \">=\", value: 9"), command: "check base.yaml --strict", code: 65, says: &["error: base.yaml:", "it can never be met"] },
    refused("C14", "  city_odn: {name", "  city_siting: {name", &["the key city_siting is given twice, first in line"]),
    refused("C14", "{sizes: [below_scale, small]}", "{sizes: [small, small]}", &["\"small\" is listed twice, first in"]),
    refused("C15", "from: county_topup", "from: provincial_projects", &["match.from: matches itself"]),
    Row { id: "C15", input: Input::Do(|f| edit(f, "base.yaml", "schema_version: 1", "schema_version: 1\nextends: frugal.yaml")), command: "check base.yaml", code: 65, says: &["the scenarios extend each other: base.yaml -> frugal.yaml -> base.yaml"] },
    Row { id: "C15", input: Input::Text("child.yaml", "extends: [base.yaml]\n"), command: "check child.yaml", code: 65, says: &["child.yaml:1:1: extends: is a list; text is asked"] },
    Row { id: "C15", input: Input::Text("child.yaml", "runs: 3\nextends: {file: base.yaml}\n"), command: "check child.yaml", code: 65, says: &["child.yaml:2:1: extends: is a map; text is asked"] },
    Row { id: "C15", input: Input::Text("child.yaml", "extends:\n"), command: "check child.yaml", code: 65, says: &["child.yaml:1:8: extends: has no value (null); text is asked"] },
    refused("C16", "chain: 3, year: 2023", "chain: 3, year: 2035", &["2035 is outside the simulated years; 2023 to 2030"]),
    refused("C16", "first_year: 2023, last_year: 2025", "first_year: 2033, last_year: 2035", &["lies outside the simulated years"]),
    refused("C17", CAPEX, "station_capex: {value: 18.5万元, low: 22万元, high: 16万元", &["low 22万元 is above high 16万元"]),
    refused("C17", CAPEX, "station_capex: {value: 18.5万元, low: 19万元, high: 22万元", &["the value 18.5万元 is not between low and high"]),
    refused("C17", "low: 300000, high: 12000000", "low: 0, high: 12000000", &["a lognormal needs 0 < low < high"]),
    refused("C17", "outcomes: [{value: 0, probability: 20 %}, {value: 1, probability: 60 %}, {value: 2, probability: 20 %}]", "outcomes: []", &["the probabilities sum to 0 %"]),
    refused("C17", "{value: 0, probability: 20 %}, {value: 1, probability: 60 %}, {value: 2, probability: 20 %}", "{value: 0, probability: 0 %}, {value: 1, probability: 0 %}", &["the probabilities sum to 0 %"]),
    refused("C17", "{value: 2, probability: 20 %}", "{value: 2, probability: .nan}", &["is not a finite number"]),
    Row { code: 0, ..refused("C17", CAPEX, "station_capex: {value: 18.5万元, low: 18.5万元, high: 18.5万元", &["no fault"]) },
    refused("C19", "below_scale_enterprises: {value: 1200", "below_scale_enterprises: {value: 100000000", &["are simulated one by one", "raise weight"]),
    refused("C19", "runs: 20", "runs: 20\nweight: 0", &["\"0\" is out of range; a whole number from 1 to 100000"]),
    command("C19", "run baseline.yaml --runs 1000000 --max-memory 1 --out earlier", 65, &["GB of memory", "1 GB"]),
    command("C19", "run baseline.yaml --max-memory lots --out earlier", 64, &["--max-memory"]),
    command("C20", "run baseline.yaml --runs 1000000 --out earlier", 65, &["1000000 runs of", "would take about", "GB of memory", "fewer runs"]),
    refused("C21", "market_growth: {value: 5 %/year, low", "market_growth: {value: -100 %/year, low", &["is out of range"]),
    Row { code: 0, ..refused("C21", "market_growth: {value: 5 %/year, low", "market_growth: {value: 0 %/year, low", &["no fault"]) },
    refused("C21", "market_growth: {value: 5 %/year, low", "market_growth: {value: 5000 %/year, low", &["did you mean 50 %/year?"]),
    refused("C22", "seed: 42\nruns", "seed: -3\nruns", &["\"-3\" is out of range"]),
    refused("C22", "seed: 42\nruns", "seed: lucky\nruns", &["\"lucky\" is not a number"]),
    command("C22", "run baseline.yaml --seed -1 --out earlier", 64, &["-1"]),
    command("C22", "run baseline.yaml --seed 99999999999999999999 --out earlier", 64, &["99999999999999999999"]),
    done("C24", |f| edit(f, "base.yaml", "en: Testville", &format!("en: {}", "x".repeat(1_000_000))), 65, &["is too long; at most 200 characters"]),
    Row { id: "C25", input: Input::Text("longer.yaml", "extends: base.yaml\nend_year: 2029\n"), command: "compare base.yaml longer.yaml --runs 1 --out earlier", code: 65, says: &["longer cannot be compared with base: other years (2022 to 2030, and 2022 to 2029)"] },
    Row { id: "C25", input: Input::Do(without_a_county), command: "compare base.yaml fewer.yaml --runs 1 --out earlier", code: 65, says: &["fewer cannot be compared with base: other counties (in one only: 100002)"] },
    Row { id: "C25", input: Input::Do(without_an_item), command: "compare base.yaml fewer.yaml --runs 1 --out earlier", code: 65, says: &["fewer cannot be compared with base: other indicators"] },
];

/// Rows with a test of their own.
pub const OWN: &[&str] = &["C6", "C13", "C17", "C24"];

#[test]
fn rows() {
    hold("values", ROWS, "en");
}

/// C13: a target that nobody can meet is not met, and nothing of it is no number.
#[test]
fn what_is_never_met_is_said_plainly() {
    let stage = Stage::new("bad-never");
    edit(
        &stage.path(""),
        "base.yaml",
        "indicator: platform_bases, comparator: \">=\", value: 6",
        "indicator: platform_bases, comparator: \">=\", value: 20",
    );
    stage.done("run base.yaml --runs 3 --charts none --quiet --out here");
    let table = stage.table("here/attainment.csv");
    let row = [("target", "platform_bases")];
    assert!(table.number(&row, "probability").abs() < 1e-12);
    assert!(table.number(&row, "expected_shortfall") >= 12.0);
    let row = table.rows_where(&row)[0];
    assert_eq!(row[table.at("assessed")], "true");
    assert_eq!(row[table.at("first_year_p50")], "", "in no year");
    for cell in table.rows.iter().flatten() {
        assert!(!cell.contains("NaN") && !cell.contains("inf"), "{cell}");
    }
}

/// C6, C17: one year, no money in one line, no spread in one price.
#[test]
fn what_is_small_but_sound_is_simulated() {
    let stage = Stage::new("bad-small");
    let text = fs::read_to_string(stage.path("base.yaml")).unwrap();
    let text = text
        .replace("year: 2025", "year: 2023")
        .replace("end_year: 2030", "end_year: 2023");
    fs::write(stage.path("base.yaml"), text).unwrap();
    let child = "extends: base.yaml
remove: [programmes.city_stations]
parameters: {port_price: {low: 2500元, high: 2500元, source: s, grade: C}}
programmes: {city_odn: {amount: 0元, source: s, grade: C}}
";
    fs::write(stage.path("child.yaml"), child).unwrap();
    stage.done("run child.yaml --runs 2 --charts none --quiet --out here");
    let table = stage.table("here/indicators.csv");
    let mut years = table.column("year");
    years.sort_unstable();
    years.dedup();
    assert_eq!(years, ["2022", "2023"]);
}
