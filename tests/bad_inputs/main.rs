//! The catalogue of bad inputs and faults, row by row: what is done, with which command, which exit code and what is
//! said; and that an output folder that was there is left as it was. A row is called by its letter and number.

mod argued;
mod chinese;
mod files;
mod hostile;
mod odd;
mod output;
mod process;
mod rows;
#[allow(dead_code, reason = "shared with the tests of the command line")]
#[path = "../command_line/stage.rs"]
mod stage;
mod tables;
mod tools;
mod values;
mod yaml;

/// Rows of the catalogue by letter.
const CATALOGUE: [(char, usize); 6] = [
    ('A', 16),
    ('B', 25),
    ('C', 25),
    ('D', 8),
    ('E', 22),
    ('F', 20),
];

/// No row is forgotten: each is tested here, tested elsewhere, or argued away.
#[test]
fn every_row_has_its_place() {
    let tables = [
        files::ROWS,
        yaml::ROWS,
        values::ROWS,
        tables::ROWS,
        output::ROWS,
        process::ROWS,
    ];
    let tested: Vec<&str> = tables.iter().flat_map(|t| t.iter().map(|r| r.id)).collect();
    let own = [files::OWN, values::OWN, output::OWN, process::OWN].concat();
    for (letter, count) in CATALOGUE {
        for number in 1..=count {
            let id = format!("{letter}{number}");
            let here = tested.contains(&id.as_str()) || own.contains(&id.as_str());
            let elsewhere = argued::ELSEWHERE.iter().any(|(row, ..)| *row == id);
            let away = argued::AWAY.iter().any(|(row, _)| *row == id);
            assert!(here || elsewhere || away, "row {id} is nowhere");
            assert!(!(here && away), "row {id} is tested and argued away");
        }
    }
}

/// Where a row is said to be tested, there is such a test.
#[test]
fn tests_named_elsewhere_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (row, file, test) in argued::ELSEWHERE {
        let text = std::fs::read_to_string(root.join(file)).expect(file);
        assert!(
            text.contains(&format!("fn {test}(")),
            "{row}: {test} is not in {file}"
        );
    }
}
