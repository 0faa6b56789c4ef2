//! The sheet of money: the ledger of the central run.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Measure, table};
use crate::language::Lang;
use crate::report::{Report, phrases, wording};

/// One row a scenario, programme, county and year, in 万元 or million yuan; to the fen in `ledger.csv`.
pub(super) fn ledger(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(lang.pick("资金台账", "Ledger"))?;
    let heads = [
        (lang.pick("情景", "Scenario"), 10.0),
        (lang.pick("项目", "Programme"), 14.0),
        (lang.pick("编号", "Key"), 10.0),
        (lang.pick("资金来源", "Funder"), 10.0),
        (lang.pick("区县", "County"), 10.0),
        (lang.pick("年份", "Year"), 8.0),
        (lang.pick("单位", "Unit"), 8.0),
        (lang.pick("当年预算", "Appropriated"), 13.0),
        (lang.pick("转入", "Transferred in"), 13.0),
        (lang.pick("上年结转", "Carried in"), 13.0),
        (lang.pick("收回", "Recovered"), 13.0),
        (lang.pick("支出", "Spent"), 13.0),
        (lang.pick("已承诺未付", "Committed"), 13.0),
        (lang.pick("结转下年", "Carried over"), 13.0),
        (lang.pick("收回财政", "Lapsed"), 13.0),
    ];
    let measure = &Measure::money(lang);
    let rows = report.cases.iter().flat_map(|case| {
        let name = phrases::name(report, case.scenario, lang);
        case.central.ledger.iter().map(move |row| {
            let programme = &case.scenario.programmes[usize::from(row.programme)];
            let county = row.county.map_or(wording::common_pool(lang), |at| {
                case.scenario.counties[usize::from(at)].name.get(lang)
            });
            let amounts = [
                row.appropriated,
                row.transferred_in,
                row.carried_in,
                row.recovered,
                row.spent,
                row.committed,
                row.carried_over,
                row.lapsed,
            ];
            let mut cells = vec![
                Cell::text(&name),
                Cell::text(programme.name.get(lang)),
                Cell::text(&programme.id),
                Cell::text(wording::funder(programme.funder, lang)),
                Cell::text(county),
                Cell::year(row.year),
                measure.label(),
            ];
            cells.extend(amounts.map(|amount| measure.cell(amount.yuan())));
            cells
        })
    });
    table(sheet, &heads, 2, rows, lang)
}
