//! A design file, with its table after a line of `===`: refused with words, or its rows can be made.
#![no_main]

use dabiao::batch::{Build, PlanError, Planned};
use dabiao::scenario::design;
use dabiao_fuzz::{put, spoken};
use libfuzzer_sys::fuzz_target;

const BETWEEN: &[u8] = b"\n===\n";

fuzz_target!(|bytes: &[u8]| {
    let cut = bytes.windows(BETWEEN.len()).position(|w| w == BETWEEN);
    let (file, table) = cut.map_or((bytes, &b""[..]), |at| (&bytes[..at], &bytes[at + BETWEEN.len()..]));
    put("table.csv", table);
    put("baseline.yaml", include_bytes!("../../tests/fixtures/small/baseline.yaml"));
    let file = match design::read(&put("design.yaml", file)) {
        Ok((file, warnings)) => {
            spoken(&warnings);
            file
        }
        Err(findings) => return spoken(&findings),
    };
    // a plan reads the scenario once a row
    let table = file.table.as_ref().map_or_else(Vec::new, |t| t.rows.clone());
    let rows = dabiao::batch::Rows::new(&file.design, file.scenarios.len(), table);
    let Some(count) = rows.count() else { return };
    for row in [0, count / 2, count.saturating_sub(1)] {
        if row < count {
            assert_eq!(rows.row(row).values.len(), file.design.factors.len());
        }
    }
    if count > 16 {
        return;
    }
    let build = Build { version: String::new(), model_version: 1, commit: String::new() };
    match Planned::draft(&file, build) {
        Ok((planned, warnings, _)) => {
            spoken(&warnings);
            assert!(planned.plan.blocks() > 0);
        }
        Err(PlanError::Findings(findings)) => spoken(&findings),
        Err(_) => {}
    }
});
