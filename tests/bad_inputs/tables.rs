//! D: tables of counties and of observed values. Design files are tried in `tests/batch/design.rs`.

use std::fs;

use super::rows::{Input, Row, done, edit, hold};

const fn county(
    id: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
) -> Row {
    Row {
        id,
        input: Input::Edit("counties.csv", from, to),
        command: "",
        code: 65,
        says,
    }
}

const fn observed(
    id: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
) -> Row {
    Row {
        id,
        input: Input::Edit("observed.csv", from, to),
        command: "",
        code: 65,
        says,
    }
}

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    county("D1", "area_km2", "area", &["counties.csv:1:54: area: there is no key area; did you mean area_km2?", "the column area_km2 is missing"]),
    county("D1", "tile_col,tile_row", "tile_col,tile_col", &["the column tile_col is there twice"]),
    observed("D1", "known_by", "known", &["known: there is no key known; did you mean known_by?"]),
    county("D2", ",250,181", ",250", &["counties.csv:4:1: the row has 15 cells; the header has 16"]),
    county("D2", ",0.84,", ",0,84,", &["the row has 17 cells; the header has 16"]),
    done("D2", |f| {
        let text = fs::read_to_string(f.join("counties.csv")).unwrap();
        fs::write(f.join("counties.csv"), text.replace(',', ";")).unwrap();
    }, 65, &["counties.csv:1:1: the separator is ;; separate cells with commas"]),
    done("D2", |f| {
        let text = fs::read_to_string(f.join("counties.csv")).unwrap();
        fs::write(f.join("counties.csv"), text.replace(',', "，")).unwrap();
    }, 65, &["the separator is ，; separate cells with commas"]),
    county("D2", "甲市", "\"甲\n市\"", &["counties.csv:3:8: places.counties.100001.name.zh: a control character (U+000A); remove it"]),
    county("D2", "甲市", "\"甲市", &["a quotation mark is not closed"]),
    county("D3", ",0.84,", ",,", &["counties.csv:4:34: places.counties.100002.urban_share: has no value"]),
    county("D3", ",0.84,", ",NA,", &["urban_share: \"NA\" is not a number"]),
    county("D3", ",0.84,", ",#REF!,", &["\"#REF!\" is not a number"]),
    county("D3", ",0.84,", ",NaN,", &["\"NaN\""]),
    county("D3", "888863", "８８８８６３", &["has full-width characters; write 888863"]),
    county("D3", "888863", "\"888,863\"", &["\"888,863\" is not spelt as a plain number; write 888863"]),
    county("D3", "888863", "88.9万", &["\"88.9万\""]),
    observed("D3", "2048", "NA", &["observed.csv:3:21: value: \"NA\" is not a number"]),
    observed("D6", "100001,2022", "100009,2022", &["there is no county 100009"]),
    Row { id: "D6", input: Input::Edit("observed.csv", ",,2020,1168", ",,2050,1168"), command: "check base.yaml", code: 0, says: &["warning: observed.csv:2:16: year: 2050 is after the last simulated year 2030: no chart shows it"] },
    done("D7", |f| fs::write(f.join("counties.csv"), b"\x1f\x8b\x08\0\0\0").unwrap(), 65, &["counties.csv: is a gzip archive, not text"]),
    done("D7", |f| fs::write(f.join("counties.csv"), b"PK\x03\x04\x14\0").unwrap(), 65, &["counties.csv: is an Excel workbook (.xlsx)"]),
    done("D7", |f| fs::write(f.join("counties.csv"), "").unwrap(), 65, &["counties.csv: the table is empty"]),
    done("D7", |f| {
        let text = fs::read_to_string(f.join("counties.csv")).unwrap();
        fs::write(f.join("counties.csv"), &text[..text.len() - 30]).unwrap();
    }, 65, &["counties.csv:4:1: the row has"]),
    county("D8", "100003", "100002", &["the code 100002 is already in line 2"]),
    done("D8", |f| edit(f, "observed.csv", ",2021,2048", ",2020,2048"), 65, &["observed.csv:3:1: this indicator, county and year have a row already"]),
];

#[test]
fn rows() {
    hold("tables", ROWS, "en");
}
