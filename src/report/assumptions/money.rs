//! The pages of money: programmes and funds, with amounts year by year.

use super::layout::{Cell, Column, Kind, Page, Row, slot};
use super::pages::{column, fixed, keep, of_format, provenance, provenance_columns};
use super::scale::Scale;
use crate::language::{Lang, Text};
use crate::policy::Instrument;
use crate::quantity::{Measure, Year};
use crate::report::wording;
use crate::scenario::revision::{Asked, Revision};

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

pub(super) fn programmes(revision: &Revision, lang: Lang) -> Page {
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
        let catalogue = Instrument::catalogue();
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

pub(super) fn funds(revision: &Revision, lang: Lang) -> Page {
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
