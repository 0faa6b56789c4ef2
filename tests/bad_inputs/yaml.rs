//! B: what is no YAML, or YAML that means otherwise than it looks.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::rows::{Input, Row, done, hold, refused};
use super::stage::Stage;

fn base(folder: &Path, text: &str) {
    fs::write(folder.join("base.yaml"), text).unwrap();
}

/// Aliases that would grow to 9⁹ values.
fn bomb() -> String {
    let mut text = "x-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for i in 1..9 {
        let items = vec![format!("*a{}", i - 1); 9].join(", ");
        let _ = writeln!(text, "x-a{i}: &a{i} [{items}]");
    }
    text
}

const fn accepted(id: &'static str, from: &'static str, to: &'static str) -> Row {
    Row {
        code: 0,
        ..refused(id, from, to, &["no fault"])
    }
}

pub const ROWS: &[Row] = &[
    refused(
        "B1",
        "runs: 20",
        "runs: {a: [1, 2}",
        &["base.yaml:11:11: brackets do not match; in: runs: {a: [1, 2}"],
    ),
    refused(
        "B1",
        "runs: 20",
        "runs: \"20",
        &["an earlier one is not closed"],
    ),
    refused(
        "B2",
        "runs: 20",
        "runs: 20\n\tseed: 1",
        &["12:1: tabs are not allowed as indentation; use spaces"],
    ),
    refused(
        "B3",
        "runs: 20",
        "runs: 20\nruns: 30",
        &["12:1: the key runs is given twice, first in line 11"],
    ),
    refused(
        "B4",
        "\"100002\": 30 %",
        "\"100001\": 30 %",
        &["the key 100001 is given twice"],
    ),
    refused(
        "B5",
        "runs: 20",
        "runs: 20\nbudgett: 1",
        &["budgett: there is no key budgett"],
    ),
    refused(
        "B5",
        "order: diagnosed_first",
        "oder: lot",
        &["there is no key oder; did you mean order?"],
    ),
    refused(
        "B5",
        "fixed_shares: {\"100001\"",
        "fixed_share: {\"100001\"",
        &["fixed_share", "did you mean fixed_shares?"],
    ),
    refused(
        "B6",
        "seed: 42\nruns",
        "runs",
        &["the key seed is missing (seed of the runs)"],
    ),
    refused(
        "B6",
        "station_capex: {value: 18.5万元, low: 16万元",
        "station_capex: {low: 16万元",
        &[
            "station_capex: the key value is missing (base value (the mode)); money is written with its unit, such as 3000万元",
        ],
    ),
    done(
        "B7",
        |f| base(f, &bomb()),
        65,
        &["aliases expand to more than 200000 values"],
    ),
    done(
        "B8",
        |f| base(f, &"[".repeat(100_000)),
        65,
        &["base.yaml:1:"],
    ),
    done(
        "B9",
        |f| base(f, &format!("a: [{}]\n", vec!["1"; 1_000_000].join(","))),
        65,
        &["more than 200000 values"],
    ),
    refused(
        "B10",
        "runs: 20",
        "runs: *nobody",
        &["an alias (*) to an anchor (&) that does not exist"],
    ),
    done(
        "B10",
        |f| base(f, "a: &x [*x]\n"),
        65,
        &["an alias that refers to itself"],
    ),
    accepted(
        "B11",
        "seed: 42\nruns: 20",
        "x-number: &n 20\nseed: *n\nruns: *n",
    ),
    refused(
        "B11",
        "runs: 20",
        "<<: {a: 1}\nruns: 20",
        &["the merge key << is not supported; use extends to inherit"],
    ),
    refused(
        "B12",
        "runs: 20",
        "runs: 20\n---\nruns: 30",
        &["12:1: a file holds one document only; remove the --- here"],
    ),
    refused(
        "B13",
        "runs: 20",
        "runs: !!int 20",
        &["11:7: tags (!) are not supported"],
    ),
    refused(
        "B13",
        "filter: {sizes: [small, medium, large]}",
        "filter: {sizes: !!python/object [small, medium, large]}",
        &["tags (!) are not supported"],
    ),
    refused(
        "B13",
        "observed: {file: observed.csv}",
        "observed: !include /etc/passwd",
        &["tags (!) are not supported"],
    ),
    accepted("B14", "en: Testville", "en: no"),
    accepted("B14", "en: Testville", "en: 2025"),
    accepted("B14", "en: Testville", "en: on"),
    accepted("B14", "en: Testville", "en: y"),
    refused(
        "B14",
        "en: Testville",
        "en: null",
        &["region.en: has no value (null)"],
    ),
    refused(
        "B14",
        "en: Testville",
        "en:",
        &["region.en: has no value (null)"],
    ),
    refused(
        "B15",
        "card_goal: true, clause: 一(三)4, order: 2",
        "card_goal: yes, clause: 一(三)4, order: 2",
        &["\"yes\" is not true or false; write true or false"],
    ),
    refused(
        "B15",
        "card_goal: true, clause: 一(三)4, order: 2",
        "card_goal: on, clause: 一(三)4, order: 2",
        &["write true or false"],
    ),
    refused(
        "B16",
        "amount: 800万元",
        "amount: 800",
        &["\"800\" has no unit; money is written with its unit"],
    ),
    refused(
        "B16",
        "years: 2, ",
        "years: 2 years, ",
        &["\"2 years\"", "a whole number from 1 to 30 is asked"],
    ),
    refused("B17", "runs: 20", "runs: 1_000", &["write 1000"]),
    refused("B17", "runs: 20", "runs: 0x10", &["write 16"]),
    refused(
        "B17",
        "runs: 20",
        "runs: 010",
        &["is not spelt as a plain number; write 10"],
    ),
    refused(
        "B17",
        "runs: 20",
        "runs: 1:30",
        &["\"1:30\" has a unit where none is asked"],
    ),
    refused("B18", "runs: 20", "runs: 1,000", &["write 1000"]),
    refused(
        "B18",
        "amount: 800万元",
        "amount: \"1.000,50 yuan\"",
        &["has the unit ,50 yuan, which is none of these; money is written with its unit"],
    ),
    refused(
        "B18",
        "amount: 800万元",
        "amount: 0.3 亿",
        &["names no currency; write 0.3亿元"],
    ),
    refused(
        "B18",
        "amount: 800万元",
        "amount: $3m",
        &["is not a number; money is written with its unit, such as 3000万元"],
    ),
    refused(
        "B19",
        "end_year: 2030",
        "end_year: ２０３０",
        &["has full-width characters; write 2030"],
    ),
    refused(
        "B20",
        "runs: 20",
        "runs：20",
        &["11:5: a full-width colon (U+FF1A); write \": \""],
    ),
    refused(
        "B20",
        "runs: 20",
        "runs:\u{3000}20",
        &["11:6: an ideographic or no-break space; use an ordinary space"],
    ),
    refused(
        "B20",
        "runs: 20",
        "\u{a0}runs: 20",
        &["has an ideographic or no-break space; did you mean runs?"],
    ),
    refused(
        "B21",
        "en: Testville",
        "en: Test\u{202e}ville",
        &["a bidirectional control character (U+202E); remove it"],
    ),
    refused(
        "B21",
        "en: Testville",
        "en: Test\u{200b}ville",
        &["an invisible zero-width character (U+200B)"],
    ),
    refused(
        "B21",
        "  machinery: {",
        "  maсhinery: {",
        &["\"maсhinery\" cannot be a key here; an id has lower-case letters"],
    ),
    refused(
        "B22",
        "end_year: 2030",
        "end_year: 2030-12-31",
        &[
            "end_year: \"2030-12-31\"",
            "a whole number from 1990 to 2100 is asked",
        ],
    ),
    refused(
        "B22",
        "end_year: 2030",
        "end_year: !!binary MjAzMA==",
        &["tags (!) are not supported"],
    ),
    Row {
        id: "B23",
        input: Input::Text("base2.json", "{\"extends\": \"base.yaml\", \"runs\": 7}"),
        command: "check base2.json",
        code: 0,
        says: &["no fault"],
    },
    done(
        "B24",
        |f| base(f, "- a\n"),
        65,
        &["1:1: the top of the file is not a map"],
    ),
    done(
        "B24",
        |f| base(f, "hello\n"),
        65,
        &["the top of the file is not a map"],
    ),
    refused(
        "B25",
        "schema_version: 1\n",
        "",
        &["the key schema_version is missing (version of the format)"],
    ),
    refused(
        "B25",
        "schema_version: 1",
        "schema_version: 3",
        &["made for version 3 of the format; this program reads up to version 1: use a newer one"],
    ),
    refused(
        "B25",
        "schema_version: 1",
        "schema_version: 0",
        &["\"0\" is out of range"],
    ),
];

#[test]
fn rows() {
    hold("yaml", ROWS, "en");
}

/// B7, B8: what is made to swell is refused at once.
#[test]
fn bombs_are_refused_at_once() {
    let stage = Stage::new("bad-bombs");
    for text in [bomb(), "[".repeat(100_000), "{a: ".repeat(100_000)] {
        base(&stage.path(""), &text);
        let started = Instant::now();
        stage.refused("check base.yaml", 65);
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "{:?}",
            started.elapsed()
        );
    }
}
