//! The page of targets: what the plan promises, each number in the unit of its indicator.

use super::layout::{Cell, Kind, Page, Row, Slot, slot};
use super::pages::{column, fixed, keep, name, provenance, provenance_columns};
use super::scale::Scale;
use crate::indicator::Unit;
use crate::language::{Lang, Text};
use crate::quantity::Measure;
use crate::scenario::revision::Revision;

/// Every target in the order of tables.
pub(super) fn targets(revision: &Revision, lang: Lang) -> Page {
    let mut columns = vec![
        column("key", "编号", "Key"),
        column("label", "名称", "Name"),
        column("indicator", "指标", "Indicator"),
        column("keep", "保留", "Keep"),
        column("comparator", "比较", "Sign"),
        column("value", "目标值", "Value"),
        column("precision", "比较前四舍五入到", "Rounded to"),
        column("unit", "单位", "Unit"),
        column("year", "到期年", "Due year"),
        column("evidence", "基期证据", "Evidence of the base"),
        column("card_goal", "逐一画图", "Charts one by one"),
        column("clause", "规划条款", "Clause of the plan"),
    ];
    columns.extend(provenance_columns());
    let indicators = revision.scenario().indicators();
    let rows = revision.scenario().targets.iter().map(|target| {
        let entry = format!("targets.{}", target.id);
        let indicator = &indicators[target.indicator.index()];
        let field = |key: &str| slot(revision, &entry, key, lang);
        let (value, label) = number(revision, &entry, "value", &indicator.unit, lang);
        let (precision, _) = number(revision, &entry, "precision", &indicator.unit, lang);
        let mut cells = vec![
            fixed(&target.id),
            name(revision, &entry, lang),
            fixed(indicator.name.get(lang)),
            keep(&entry),
            field("comparator"),
            value,
            precision,
            fixed(label),
            field("year"),
            field("evidence"),
            flag(revision, &entry, "card_goal"),
            field("clause"),
        ];
        cells.extend(provenance(revision, &entry, lang));
        Row {
            key: target.id.clone(),
            cells,
        }
    });
    Page {
        name: Text::new("目标", "Targets"),
        rows: rows.collect(),
        columns,
    }
}

/// A number in the unit of the target's indicator, which decides how it is spelt, and the unit for people.
fn number(
    revision: &Revision,
    entry: &str,
    field: &str,
    unit: &Unit,
    lang: Lang,
) -> (Cell, String) {
    // wide: whether a target makes sense is told when the scenario is checked
    let (measure, range) = match unit {
        Unit::Percent => (Measure::Share, (0.0, 2.0)),
        Unit::PercentPerYear => (Measure::Rate, (-1.0, 5.0)),
        Unit::Yuan => (Measure::Money, (0.0, 1.0e16)),
        Unit::Count(_) | Unit::Per10k(_) => (Measure::Number, (0.0, 1.0e10)),
    };
    let key = format!("{entry}.{field}");
    let text = revision.text(&key).map(str::to_owned);
    // both numbers of a target in one unit: that of its value
    let value = revision.text(&format!("{entry}.value"));
    let scale = Scale::of(measure, range, value, lang);
    let label = match measure {
        Measure::Number => unit.label(lang),
        _ => scale.label.to_owned(),
    };
    let cell = Cell::Slot(Slot {
        key,
        entry: entry.to_owned(),
        kind: Kind::Number(scale),
        text,
    });
    (cell, label)
}

/// Yes or no; what is not said is no.
fn flag(revision: &Revision, entry: &str, field: &str) -> Cell {
    let key = format!("{entry}.{field}");
    let text = revision.text(&key).unwrap_or("false").to_owned();
    Cell::Slot(Slot {
        key,
        entry: entry.to_owned(),
        kind: Kind::Word(vec!["true", "false"]),
        text: Some(text),
    })
}
