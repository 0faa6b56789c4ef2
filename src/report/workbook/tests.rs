//! What a cell holds, whatever stands in a scenario.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use super::sheet::{Cell, Form, Measure, table};
use crate::indicator::Unit;
use crate::language::Lang;

#[test]
fn text_is_never_a_formula() {
    let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.b", "\t=1"];
    let mut book = Workbook::new();
    let rows = hostile.map(|text| vec![Cell::text(text)]);
    table(book.add_worksheet(), &[("A", 5.0)], 0, rows, Lang::En).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let cells = read.worksheet_range("Sheet1").unwrap();
    for (row, text) in (1..).zip(hostile) {
        assert_eq!(
            cells.get_value((row, 0)),
            Some(&Data::String(text.to_owned()))
        );
    }
    let formulas = read.worksheet_formula("Sheet1").unwrap();
    assert!(
        formulas
            .used_cells()
            .all(|(_, _, formula)| formula.is_empty())
    );
}

#[test]
fn units_are_those_of_officials() {
    let held = |unit: &Unit, value, lang| match Measure::of(unit, lang).cell(value) {
        Cell::Number(number, form) => (number, form.code()),
        other => panic!("{other:?}"),
    };
    assert_eq!(held(&Unit::Percent, 50.0, Lang::Zh), (0.5, "0.0%"));
    assert_eq!(held(&Unit::Yuan, 12_000.0, Lang::Zh), (1.2, "#,##0.00"));
    assert_eq!(held(&Unit::Yuan, 3.0e6, Lang::En), (3.0, "#,##0.00"));
    let points = Measure::of_difference(&Unit::Percent, Lang::Zh);
    assert_eq!(points.cell(1.5), Cell::Number(1.5, Form::OneDecimal));
    assert_eq!(points.label(), Cell::text("个百分点"));
}
