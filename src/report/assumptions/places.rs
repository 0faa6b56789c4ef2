//! The pages of places: the country and the counties, year by year.

use super::layout::{Cell, Kind, Page, Row, slot};
use super::pages::{column, fixed, name, of_format, provenance, provenance_columns};
use super::scale::Scale;
use crate::language::{Lang, Text};
use crate::quantity::{Measure, Year};
use crate::scenario::revision::Revision;

/// Years behind the base year for which counts can be filled in: how far a base year may be moved.
const AHEAD: Year = 4;

/// Years written in the scenario below `keys`, and those around the base year.
fn years(revision: &Revision, keys: &[String]) -> Vec<Year> {
    let base = revision.scenario().base_year;
    let mut years: Vec<Year> = (base - 1..=base + AHEAD).collect();
    for key in keys {
        years.extend(
            revision
                .keys(key)
                .iter()
                .filter_map(|key| key.parse::<Year>().ok()),
        );
    }
    years.sort_unstable();
    years.dedup();
    years
}

pub(super) fn national(revision: &Revision, lang: Lang) -> Page {
    let mut columns = vec![
        column("key", "年份", "Year"),
        of_format(
            "national",
            "capex.2022",
            ("全国5G投资（亿元）", "National 5G capital (million yuan)"),
            lang,
        ),
        column(
            "stations",
            "年末全国5G基站数",
            "National 5G stations at the year's end",
        ),
    ];
    "capex".clone_into(&mut columns[1].key);
    columns.extend(provenance_columns());
    let mut record = vec![fixed("national"), Cell::Blank, Cell::Blank];
    record.extend(provenance(revision, "national", lang));
    let mut rows = vec![Row {
        key: "national".to_owned(),
        cells: record,
    }];
    let keys = ["capex", "stations"].map(|key| format!("national.{key}"));
    for year in years(revision, &keys) {
        let mut cells = vec![fixed(year.to_string())];
        for key in ["capex", "stations"] {
            let mut cell = slot(revision, "national", &format!("{key}.{year}"), lang);
            if let (Cell::Slot(slot), "capex") = (&mut cell, key)
                && let Kind::Number(scale) = &mut slot.kind
            {
                // one unit for the column, that of the years given
                *scale = Scale::of(Measure::Money, (1.0, 1.0e15), Some("1亿元"), lang);
            }
            cells.push(cell);
        }
        cells.extend([Cell::Blank, Cell::Blank, Cell::Blank]);
        rows.push(Row {
            key: year.to_string(),
            cells,
        });
    }
    Page {
        name: Text::new("全国序列", "National series"),
        columns,
        rows,
    }
}

pub(super) fn counties(revision: &Revision, lang: Lang) -> Page {
    let fields = [
        ("population", "常住人口（人）", "Residents"),
        ("households", "户数", "Households"),
        ("area_km2", "面积（平方公里）", "Area (km²)"),
        ("urban_share", "城镇化率", "Urban share"),
        ("gdp", "地区生产总值（亿元）", "GDP (million yuan)"),
        (
            "above_scale_enterprises",
            "规上工业企业数",
            "Industrial enterprises above scale",
        ),
        ("communities", "社区和行政村数", "Communities and villages"),
    ];
    let codes = revision.keys("places.counties");
    let keys: Vec<String> = codes
        .iter()
        .map(|code| format!("places.counties.{code}.stations"))
        .collect();
    let years = years(revision, &keys);
    let mut columns = vec![
        column("key", "代码", "Code"),
        column("label", "名称", "Name"),
    ];
    columns.extend(fields.map(|(key, zh, en)| of_format("places.counties.x", key, (zh, en), lang)));
    for year in &years {
        let (zh, en) = (
            format!("{year}年末5G基站数"),
            format!("5G stations, end of {year}"),
        );
        columns.push(column(&format!("stations.{year}"), &zh, &en));
    }
    columns.push(column(
        "reference_year",
        "人口、户数所属年份",
        "Year of population and households",
    ));
    columns.extend(provenance_columns());
    let empty = || {
        fields
            .iter()
            .map(|_| Cell::Blank)
            .chain(years.iter().map(|_| Cell::Blank))
    };
    let mut record = vec![
        fixed("places"),
        fixed(lang.pick("整表的来源", "source of the whole table")),
    ];
    record.extend(empty());
    record.push(slot(revision, "places", "reference_year", lang));
    record.extend(provenance(revision, "places", lang));
    let mut rows = vec![Row {
        key: "places".to_owned(),
        cells: record,
    }];
    for code in codes {
        let county = format!("counties.{code}");
        let mut cells = vec![
            fixed(code),
            name(revision, &format!("places.{county}"), lang),
        ];
        for (key, ..) in fields {
            cells.push(slot(revision, "places", &format!("{county}.{key}"), lang));
        }
        for year in &years {
            cells.push(slot(
                revision,
                "places",
                &format!("{county}.stations.{year}"),
                lang,
            ));
        }
        cells.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
        rows.push(Row {
            key: code.to_owned(),
            cells,
        });
    }
    Page {
        name: Text::new("区县", "Counties"),
        columns,
        rows,
    }
}
