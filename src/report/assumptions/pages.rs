//! Which pages there are and what stands on them.

use super::layout::{Cell, Column, Kind, Page, Row, Slot, outcomes, slot};
use super::scale::Scale;
use crate::language::{Lang, Text};
use crate::quantity::{Measure, Year};
use crate::report::wording;
use crate::scenario::Parameter;
use crate::scenario::parameter::{Dimension, ParameterRow};
use crate::scenario::revision::{Asked, Revision};
use crate::scenario::usual::{self, Per};

/// Years behind the base year for which counts can be filled in: how far a base year may be moved.
const AHEAD: Year = 4;

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
    ];
    all.into_iter()
        .filter(|page| !page.rows.is_empty())
        .collect()
}

fn column(key: &str, zh: &str, en: &str) -> Column {
    Column {
        key: key.to_owned(),
        head: Text::new(zh, en),
        note: Text::default(),
    }
}

/// The column of a key of the format, named and ranged as the format says.
fn of_format(path: &str, key: &str, (zh, en): (&str, &str), lang: Lang) -> Column {
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

fn provenance_columns() -> [Column; 3] {
    [
        column("source", "来源", "Source"),
        column("grade", "等级", "Grade"),
        column("known_by", "可知年份", "Known by"),
    ]
}

fn provenance(revision: &Revision, entry: &str, lang: Lang) -> [Cell; 3] {
    ["source", "grade", "known_by"].map(|field| slot(revision, entry, field, lang))
}

fn fixed(text: impl Into<String>) -> Cell {
    Cell::Fixed(text.into())
}

fn name(revision: &Revision, entry: &str, lang: Lang) -> Cell {
    let text = revision.text(&format!("{entry}.name.{lang}"));
    fixed(text.unwrap_or_default())
}

fn keep(entry: &str) -> Cell {
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

fn national(revision: &Revision, lang: Lang) -> Page {
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

fn counties(revision: &Revision, lang: Lang) -> Page {
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
            measure(row),
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

const fn measure(row: &ParameterRow) -> Measure {
    match row.dimension {
        Dimension::Money => Measure::Money,
        Dimension::Share => Measure::Share,
        Dimension::Rate => Measure::Rate,
        Dimension::Ratio | Dimension::Count => Measure::Number,
        Dimension::Months => Measure::Months,
        Dimension::Length => Measure::Length,
    }
}

fn three_digits(value: f64) -> f64 {
    if value <= 0.0 {
        return value;
    }
    let step = libm::pow(10.0, libm::floor(libm::log10(value)) - 2.0);
    libm::round(value / step) * step
}

/// The money of a programme or fund: for every year, and year by year.
fn money_columns(years: &[Year]) -> Vec<Column> {
    let mut columns = vec![column("every", "每年", "Every year")];
    for year in years {
        let name = year.to_string();
        columns.push(column(&name, &format!("{year}年"), &name));
    }
    columns.push(column("unit", "金额单位", "Unit of money"));
    columns
}

fn money(
    revision: &Revision,
    entry: &str,
    field: Option<&str>,
    years: &[Year],
    lang: Lang,
) -> Vec<Cell> {
    let Some(field) = field else {
        return (0..years.len() + 2).map(|_| Cell::Blank).collect();
    };
    let mut cells = vec![slot(revision, entry, field, lang)];
    cells.extend(
        years
            .iter()
            .map(|year| slot(revision, entry, &format!("{field}.{year}"), lang)),
    );
    let mut label = "";
    // one unit for the row
    for cell in &mut cells {
        if let Cell::Slot(slot) = cell
            && let Kind::Number(scale) = &mut slot.kind
        {
            let Some(Asked::Quantity(measure, low, high)) = Revision::asked(&slot.key) else {
                continue;
            };
            *scale = Scale::of(measure, (low, high), None, lang);
            label = scale.label;
        }
    }
    cells.push(fixed(label));
    cells
}

fn money_years(revision: &Revision, map: &str) -> Vec<Year> {
    let scenario = revision.scenario();
    let mut years: Vec<Year> = scenario.years().collect();
    for id in revision.keys(map) {
        for field in ["amount", "envelope"] {
            let keys = revision.keys(&format!("{map}.{id}.{field}"));
            years.extend(keys.iter().filter_map(|key| key.parse::<Year>().ok()));
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

fn programmes(revision: &Revision, lang: Lang) -> Page {
    let fields = [
        ("share", "占资金的比重", "Share of the fund"),
        ("rate", "补助比例", "Rate"),
        ("cap", "单个上限", "Cap"),
        ("unit_price", "单价", "Unit price"),
        ("award", "每项奖励", "Award"),
        ("interest", "贴息率", "Interest"),
        ("loan_share", "贷款占比", "Loan share"),
        ("years", "贴息年数", "Years of interest"),
        ("carry_over", "结转比例", "Carried over"),
        ("first_year", "首年", "First year"),
        ("last_year", "末年", "Last year"),
        ("payment_lag", "付款滞后（年）", "Payment lag (years)"),
    ];
    let years = money_years(revision, "programmes");
    let mut columns = vec![
        column("key", "编号", "Key"),
        column("label", "名称", "Name"),
        column("funder", "出资方", "Funder"),
        column("instrument", "工具", "Instrument"),
        column("keep", "保留", "Keep"),
    ];
    columns.extend(money_columns(&years));
    columns.extend(fields.map(|(key, zh, en)| of_format("programmes.x", key, (zh, en), lang)));
    columns.extend(provenance_columns());
    let scenario = revision.scenario();
    let rows = scenario.programmes.iter().map(|programme| {
        let id = programme.id.as_str();
        let entry = format!("programmes.{id}");
        let instrument = revision
            .text(&format!("{entry}.instrument"))
            .unwrap_or_default();
        let catalogue = crate::policy::Instrument::catalogue();
        let named = catalogue.iter().find(|(key, _)| *key == instrument);
        let field = match instrument {
            "operator_envelope" => Some("envelope"),
            "own_funds" | "running_costs" => None,
            _ => Some("amount"),
        };
        let mut cells = vec![
            fixed(id),
            fixed(programme.name.get(lang)),
            fixed(wording::funder(programme.funder, lang)),
            fixed(named.map_or(instrument, |(_, name)| name.get(lang))),
            keep(&entry),
        ];
        cells.extend(money(revision, &entry, field, &years, lang));
        cells.extend(fields.map(|(key, ..)| {
            let mut cell = slot(revision, &entry, key, lang);
            if let Cell::Slot(slot) = &mut cell
                && let (
                    Kind::Number(scale),
                    Some(Asked::Quantity(measure @ Measure::Money, low, high)),
                ) = (&mut slot.kind, Revision::asked(&slot.key))
            {
                // one unit for the column
                *scale = Scale::of(measure, (low, high), None, lang);
            }
            cell
        }));
        cells.extend(provenance(revision, &entry, lang));
        Row {
            key: id.to_owned(),
            cells,
        }
    });
    Page {
        name: Text::new("项目", "Programmes"),
        columns,
        rows: rows.collect(),
    }
}

fn funds(revision: &Revision, lang: Lang) -> Page {
    let years = money_years(revision, "funds");
    let mut columns = vec![
        column("key", "编号", "Key"),
        column("scaled_by", "所乘的参数", "Multiplied by"),
        column("keep", "保留", "Keep"),
    ];
    columns.extend(money_columns(&years));
    columns.extend(provenance_columns());
    let rows = revision.keys("funds").into_iter().map(|id| {
        let entry = format!("funds.{id}");
        let scaled = revision.text(&format!("{entry}.scaled_by"));
        let mut cells = vec![fixed(id), fixed(scaled.unwrap_or_default()), keep(&entry)];
        cells.extend(money(revision, &entry, Some("amount"), &years, lang));
        cells.extend(provenance(revision, &entry, lang));
        Row {
            key: id.to_owned(),
            cells,
        }
    });
    Page {
        name: Text::new("资金", "Funds"),
        rows: rows.collect(),
        columns,
    }
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
