//! Which pages there are, and what stands on those of the scenario, its parameters and its plain entries.

use super::layout::{Cell, Column, Kind, Page, Row, Slot, outcomes, slot};
use super::money::{funds, programmes};
use super::places::{counties, national};
use super::scale::Scale;
use super::targets::targets;
use crate::language::{Lang, Text};
use crate::scenario::Parameter;
use crate::scenario::revision::{Asked, Revision};
use crate::scenario::usual::{self, Per};

/// Every page of the workbook of `revision`; those without an entry are left out.
pub(super) fn pages(revision: &Revision, lang: Lang) -> Vec<Page> {
    let all = [
        scenario(revision, lang),
        national(revision, lang),
        counties(revision, lang),
        parameters(revision, lang, true),
        parameters(revision, lang, false),
        programmes(revision, lang),
        funds(revision, lang),
        entries(
            revision,
            lang,
            "cultivation",
            ("培育认定", "Cultivation"),
            &["pool", "base", "quota", "evidence"],
        ),
        entries(
            revision,
            lang,
            "planned_nodes",
            ("已规划节点", "Planned nodes"),
            &["chain", "year"],
        ),
        targets(revision, lang),
    ];
    all.into_iter()
        .filter(|page| !page.rows.is_empty())
        .collect()
}

pub(super) fn column(key: &str, zh: &str, en: &str) -> Column {
    Column {
        key: key.to_owned(),
        head: Text::new(zh, en),
        note: Text::default(),
    }
}

/// The column of a key of the format, named and ranged as the format says.
pub(super) fn of_format(path: &str, key: &str, (zh, en): (&str, &str), lang: Lang) -> Column {
    let mut column = column(key, zh, en);
    let key = format!("{path}.{key}");
    if let Some(Asked::Quantity(measure, low, high)) = Revision::asked(&key) {
        let scale = Scale::of(measure, (low, high), None, lang);
        let ranged = |lang: Lang| {
            let allowed = scale.range_text(scale.range, lang);
            let label = lang.pick("允许 ", "allowed ");
            let unit = if scale.percent { "" } else { scale.label };
            let mut note = format!("{label}{allowed} {unit}").trim_end().to_owned();
            let last = key.rsplit('.').next().unwrap_or_default();
            if let Some((low, high)) = usual::of_programme(last).filter(|_| path == "programmes.x")
            {
                let range = (scale.of_engine(low), scale.of_engine(high));
                note += lang.pick("；常见 ", "; usual ");
                note += &scale.range_text(range, lang);
            }
            note
        };
        column.note = Text::new(ranged(Lang::Zh), ranged(Lang::En));
    }
    column
}

pub(super) fn provenance_columns() -> [Column; 3] {
    [
        column("source", "来源", "Source"),
        column("grade", "等级", "Grade"),
        column("known_by", "可知年份", "Known by"),
    ]
}

pub(super) fn provenance(revision: &Revision, entry: &str, lang: Lang) -> [Cell; 3] {
    ["source", "grade", "known_by"].map(|field| slot(revision, entry, field, lang))
}

pub(super) fn fixed(text: impl Into<String>) -> Cell {
    Cell::Fixed(text.into())
}

pub(super) fn name(revision: &Revision, entry: &str, lang: Lang) -> Cell {
    let text = revision.text(&format!("{entry}.name.{lang}"));
    fixed(text.unwrap_or_default())
}

pub(super) fn keep(entry: &str) -> Cell {
    Cell::Slot(Slot {
        key: entry.to_owned(),
        entry: entry.to_owned(),
        kind: Kind::Keep,
        text: None,
    })
}

/// Names, years and numbers of runs.
fn scenario(revision: &Revision, lang: Lang) -> Page {
    let rows = [
        ("name.zh", "情景名称（中文）", "Name in Chinese"),
        ("name.en", "情景名称（英文）", "Name in English"),
        (
            "description.zh",
            "情景说明（中文）",
            "Description in Chinese",
        ),
        (
            "description.en",
            "情景说明（英文）",
            "Description in English",
        ),
        (
            "base_year",
            "基期年：这一年年末的状态是已知的",
            "Base year: the state at its end is given",
        ),
        ("end_year", "末年：模拟到这一年", "Last simulated year"),
        ("runs", "模拟次数", "Number of runs"),
    ];
    let row = |(key, zh, en): (&str, &str, &str)| {
        let value = slot(revision, "", key, lang);
        let allowed = match &value {
            Cell::Slot(slot) => slot.allowed(lang),
            _ => String::new(),
        };
        Row {
            key: key.to_owned(),
            cells: vec![fixed(key), fixed(lang.pick(zh, en)), value, fixed(allowed)],
        }
    };
    Page {
        name: Text::new("情景", "Scenario"),
        columns: vec![
            column("key", "编号", "Key"),
            column("label", "含义", "Meaning"),
            column("value", "取值", "Value"),
            column("allowed", "允许", "Allowed"),
        ],
        rows: rows.map(row).into_iter().collect(),
    }
}

/// Parameters that tell the base year's state, or the others.
fn parameters(revision: &Revision, lang: Lang, base: bool) -> Page {
    let mut columns = vec![
        column("key", "编号", "Key"),
        column("label", "含义", "Meaning"),
        column("value", "取值", "Value"),
        column("low", "下限", "Low"),
        column("high", "上限", "High"),
        column("distribution", "分布", "Distribution"),
        column("outcomes", "离散取值及概率", "Outcomes"),
        column("unit", "单位", "Unit"),
        column("allowed", "允许范围", "Allowed"),
        column("usual", "常见范围", "Usual"),
    ];
    columns.extend(provenance_columns());
    let chosen = Parameter::ALL.iter().filter(|p| p.is_base_value() == base);
    let rows = chosen.map(|parameter| {
        let row = parameter.row();
        let entry = format!("parameters.{}", row.key);
        let mut cells = vec![fixed(row.key), fixed(parameter.label(lang))];
        let scale = Scale::of(
            row.dimension.measure(),
            row.range,
            revision.text(&format!("{entry}.value")),
            lang,
        );
        for field in ["value", "low", "high"] {
            let mut cell = slot(revision, &entry, field, lang);
            if let Cell::Slot(slot) = &mut cell {
                slot.kind = Kind::Number(scale.clone());
            }
            cells.push(cell);
        }
        let mut distribution = slot(revision, &entry, "distribution", lang);
        if let Cell::Slot(slot) = &mut distribution {
            // what is not said is fixed
            slot.text.get_or_insert_with(|| "fixed".to_owned());
        }
        cells.push(distribution);
        cells.push(Cell::Slot(Slot {
            key: format!("{entry}.outcomes"),
            entry: entry.clone(),
            kind: Kind::Outcomes,
            text: outcomes(revision, &entry),
        }));
        cells.push(fixed(scale.label));
        cells.push(fixed(scale.range_text(scale.range, lang)));
        let residents: f64 = revision
            .scenario()
            .counties
            .iter()
            .map(|c| f64::from(u32::try_from(c.population).unwrap_or(u32::MAX)))
            .sum();
        let usual = parameter.usual().map(|usual| {
            let times = match usual.per {
                Per::One => 1.0,
                Per::Resident => residents,
            };
            let end = |value: f64| three_digits(scale.of_engine(value * times));
            match usual.per {
                Per::One => scale.range_text(
                    (scale.of_engine(usual.low), scale.of_engine(usual.high)),
                    lang,
                ),
                Per::Resident => scale.range_text((end(usual.low), end(usual.high)), lang),
            }
        });
        cells.push(fixed(usual.unwrap_or_default()));
        cells.extend(provenance(revision, &entry, lang));
        Row {
            key: row.key.to_owned(),
            cells,
        }
    });
    Page {
        name: if base {
            Text::new("基期值", "Base values")
        } else {
            Text::new("参数", "Parameters")
        },
        columns,
        rows: rows.collect(),
    }
}

fn three_digits(value: f64) -> f64 {
    if value <= 0.0 {
        return value;
    }
    let step = libm::pow(10.0, libm::floor(libm::log10(value)) - 2.0);
    libm::round(value / step) * step
}

/// Entries that have a name and some plain fields.
fn entries(
    revision: &Revision,
    lang: Lang,
    map: &str,
    page: (&str, &str),
    fields: &[&str],
) -> Page {
    let heads = [
        ("pool", "培育对象数", "Candidates"),
        ("base", "基期已认定数", "Recognised in the base year"),
        ("quota", "每年认定上限", "Most a year"),
        ("evidence", "基期证据", "Evidence of the base"),
        ("chain", "产业链序号", "Industry chain"),
        ("year", "申报年", "Year of the proposal"),
    ];
    let mut columns = vec![
        column("key", "编号", "Key"),
        column("label", "名称", "Name"),
        column("keep", "保留", "Keep"),
    ];
    for field in fields {
        let head = heads.iter().find(|(key, ..)| key == field);
        columns.extend(head.map(|(key, zh, en)| column(key, zh, en)));
    }
    columns.extend(provenance_columns());
    let rows = revision.keys(map).into_iter().map(|id| {
        let entry = format!("{map}.{id}");
        let mut cells = vec![fixed(id), name(revision, &entry, lang), keep(&entry)];
        cells.extend(
            fields
                .iter()
                .map(|field| slot(revision, &entry, field, lang)),
        );
        cells.extend(provenance(revision, &entry, lang));
        Row {
            key: id.to_owned(),
            cells,
        }
    });
    Page {
        name: Text::new(page.0, page.1),
        rows: rows.collect(),
        columns,
    }
}
