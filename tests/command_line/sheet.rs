//! `dabiao sheet`: a scenario as a workbook, edited as people edit, and back as an overlay; every fault named by its cell.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use dabiao::scenario::{LoadOptions, Parameter, Scenario, load};
use rust_xlsxwriter::{Formula, Workbook};

use super::stage::Stage;

/// What an edit puts into a cell.
#[derive(Clone, Copy)]
enum To {
    Number(f64),
    Text(&'static str),
    /// A formula and the value a program has saved with it.
    Formula(&'static str, &'static str),
    Empty,
}

/// A workbook in memory: sheets with their cells by row and column.
struct Book {
    sheets: Vec<(String, Vec<Vec<Data>>)>,
    formulas: Vec<(String, u32, u16, &'static str, &'static str)>,
}

impl Book {
    fn open(path: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let names = book.sheet_names();
        let sheets = names
            .into_iter()
            .map(|name| {
                let range = book.worksheet_range(&name).unwrap();
                assert_eq!(range.start(), Some((0, 0)), "{name}");
                (name, range.rows().map(<[Data]>::to_vec).collect())
            })
            .collect();
        Self {
            sheets,
            formulas: Vec::new(),
        }
    }

    fn rows(&mut self, sheet: &str) -> &mut Vec<Vec<Data>> {
        let found = self.sheets.iter_mut().find(|(name, _)| name == sheet);
        &mut found.unwrap_or_else(|| panic!("no sheet {sheet}")).1
    }

    /// The row of a key and the column of a key, as the lines of keys say.
    fn at(&mut self, sheet: &str, key: &str, column: &str) -> (usize, usize) {
        let rows = self.rows(sheet);
        let is = |cell: &Data, text: &str| *cell == *text;
        let row = rows.iter().position(|row| is(&row[0], key));
        let column_at = rows[1].iter().position(|cell| is(cell, column));
        (
            row.unwrap_or_else(|| panic!("no row {key}")),
            column_at.unwrap_or_else(|| panic!("no column {column}")),
        )
    }

    /// `Sheet!C7` of a cell.
    fn place(&mut self, sheet: &str, key: &str, column: &str) -> String {
        let (row, column) = self.at(sheet, key, column);
        let cell = rust_xlsxwriter::utility::row_col_to_cell(
            u32::try_from(row).unwrap(),
            u16::try_from(column).unwrap(),
        );
        format!("{sheet}!{cell}")
    }

    fn set(&mut self, sheet: &str, key: &str, column: &str, to: To) -> &mut Self {
        let (row, column) = self.at(sheet, key, column);
        let value = match to {
            To::Number(value) => Data::Float(value),
            To::Text(text) => Data::String(text.to_owned()),
            To::Empty => Data::Empty,
            To::Formula(formula, result) => {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                self.formulas
                    .push((sheet.to_owned(), row, column, formula, result));
                Data::Empty
            }
        };
        self.rows(sheet)[row][column] = value;
        self
    }

    fn save(&self, path: &Path) {
        let mut book = Workbook::new();
        for (name, rows) in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            for (row, cells) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(cells) {
                    match cell {
                        Data::Float(value) => sheet.write_number(row, column, *value).unwrap(),
                        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                        Data::Int(value) => sheet.write_number(row, column, *value as f64).unwrap(),
                        Data::String(text) => sheet.write_string(row, column, text).unwrap(),
                        Data::Bool(value) => sheet.write_boolean(row, column, *value).unwrap(),
                        _ => continue,
                    };
                }
            }
            for (of, row, column, formula, result) in &self.formulas {
                if of == name {
                    let formula = Formula::new(*formula).set_result(*result);
                    sheet.write_formula(*row, *column, formula).unwrap();
                }
            }
        }
        book.save(path).unwrap();
    }
}

fn loaded(stage: &Stage, file: &str) -> Scenario {
    load(&stage.path(file), &LoadOptions::default())
        .unwrap()
        .scenario
}

/// The workbook of `baseline.yaml` in `lang`, written by the program.
fn written(stage: &Stage, lang: &str) -> Book {
    stage.done(&format!(
        "sheet baseline.yaml --out s.xlsx --force --lang {lang}"
    ));
    Book::open(&stage.path("s.xlsx"))
}

#[test]
fn an_unchanged_sheet_changes_nothing() {
    let stage = Stage::new("sheet-same");
    for lang in ["zh", "en"] {
        for name in ["base", "baseline", "frugal"] {
            stage.done(&format!("sheet {name}.yaml --lang {lang} --force"));
            // as the program wrote it, and as another program saves it
            stage.done(&format!("sheet --read {name}-sheet.xlsx --force"));
            let overlay = format!("{name}-sheet.yaml");
            assert_eq!(
                loaded(&stage, &overlay).hash,
                loaded(&stage, &format!("{name}.yaml")).hash
            );
            Book::open(&stage.path(&format!("{name}-sheet.xlsx"))).save(&stage.path("again.xlsx"));
            stage.done("sheet --read again.xlsx --force");
            assert_eq!(
                loaded(&stage, "again.yaml").hash,
                loaded(&stage, &format!("{name}.yaml")).hash
            );
            stage.done("check again.yaml");
        }
    }
    let yancheng = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for (file, folder) in [
        ("common.yaml", ""),
        ("yancheng/base.yaml", "yancheng"),
        ("yancheng/counties.csv", "yancheng"),
        ("yancheng/observed.csv", "yancheng"),
        ("yancheng/city_fund_strong.yaml", "yancheng"),
        ("yancheng/baseline.yaml", "yancheng"),
    ] {
        fs::create_dir_all(stage.path("plans").join(folder)).unwrap();
        fs::copy(yancheng.join(file), stage.path("plans").join(file)).unwrap();
    }
    stage.done("sheet plans/yancheng/city_fund_strong.yaml --out y.xlsx --lang en");
    stage.done("sheet --read y.xlsx");
    let hash = |file: &str| loaded(&stage, file).hash;
    assert_eq!(
        hash("plans/yancheng/y.yaml"),
        hash("plans/yancheng/city_fund_strong.yaml")
    );
}

#[test]
fn what_is_changed_is_what_the_overlay_says() {
    let stage = Stage::new("sheet-edit");
    let mut book = written(&stage, "zh");
    book.set(
        "基期值",
        "station_stock",
        "value",
        To::Formula("=3000+100", "3100"),
    )
    .set(
        "基期值",
        "station_stock",
        "source",
        To::Text("=SUM(统计局2022年报)"),
    )
    .set("基期值", "station_stock", "grade", To::Text("A"))
    .set("参数", "station_learning_rate", "value", To::Number(0.16))
    .set(
        "参数",
        "station_learning_rate",
        "source",
        To::Text("@新的拟合"),
    )
    .set("项目", "city_odn", "every", To::Empty)
    .set("项目", "city_odn", "2023", To::Number(700.0))
    .set("项目", "city_odn", "2024", To::Text("2亿元"))
    .set("项目", "city_odn", "rate", To::Text("40 %"))
    .set("项目", "city_odn", "source", To::Text("-新预算"))
    .set("项目", "city_stations", "cap", To::Empty)
    .set("项目", "city_stations", "source", To::Text("+不设上限"))
    .set("项目", "city_vouchers", "keep", To::Text("否"))
    .set("情景", "name.zh", "value", To::Text("改后"));
    // rows may be sorted, and sheets of one's own added
    let rows = book.rows("参数");
    let tail = rows.split_off(3);
    rows.extend(tail.into_iter().rev());
    book.sheets
        .push(("我的计算".to_owned(), vec![vec![Data::Float(1.0)]]));
    book.save(&stage.path("edited.xlsx"));
    let said = stage.done("sheet --read edited.xlsx --lang zh");
    assert!(String::from_utf8_lossy(&said.stdout).contains("改动"));
    stage.done("check edited.yaml");
    let text = fs::read_to_string(stage.path("edited.yaml")).unwrap();
    let (old, new) = (
        loaded(&stage, "baseline.yaml"),
        loaded(&stage, "edited.yaml"),
    );
    let stock = new.parameter(Parameter::StationStock);
    assert!((stock.base - 3100.0).abs() < 1e-9);
    assert_eq!(stock.provenance.source, "=SUM(统计局2022年报)");
    assert_eq!(stock.provenance.grade.key(), "A");
    let rate = new.parameter(Parameter::StationLearningRate);
    assert!((rate.base - 0.16).abs() < 1e-12);
    assert_eq!(rate.provenance.source, "@新的拟合");
    let programme = |s: &Scenario, id: &str| s.programmes.iter().find(|p| p.id == id).cloned();
    assert!(programme(&new, "city_vouchers").is_none());
    assert_ne!(programme(&new, "city_odn"), programme(&old, "city_odn"));
    assert!(
        text.contains("amount: {2023: 700万元, 2024: 2亿元}"),
        "{text}"
    );
    assert!(text.contains("rate: 40 %"), "{text}");
    assert!(text.contains("\"programmes.city_stations.cap\""), "{text}");
    assert_eq!(new.name.zh, "改后");
    // nothing else
    for (parameter, (a, b)) in Parameter::ALL
        .iter()
        .zip(old.parameters.iter().zip(&new.parameters))
    {
        let changed = [Parameter::StationStock, Parameter::StationLearningRate].contains(parameter);
        assert_eq!(a != b, changed, "{}", parameter.row().key);
    }
    assert_eq!(old.counties, new.counties);
    assert_eq!(old.targets, new.targets);
    stage.done("run edited.yaml --runs 2 --threads 1 --charts none --quiet");
}

#[test]
fn a_new_base_year_with_its_counts() {
    let stage = Stage::new("sheet-rebase");
    let mut book = written(&stage, "en");
    book.set("Scenario", "base_year", "value", To::Number(2024.0));
    for (year, capex, stations) in [
        ("2023", 190_500.0, 3_377_000.0),
        ("2024", 180_000.0, 4_250_000.0),
    ] {
        book.set("National series", year, "capex", To::Number(capex))
            .set("National series", year, "stations", To::Number(stations));
    }
    book.set(
        "National series",
        "national",
        "source",
        To::Text("bulletins to 2024"),
    )
    .set(
        "National series",
        "national",
        "known_by",
        To::Number(2024.0),
    );
    for (code, stations) in [("100001", 1900.0), ("100002", 1500.0), ("100003", 1050.0)] {
        book.set("Counties", code, "stations.2024", To::Number(stations));
    }
    book.set("Counties", "places", "source", To::Text("yearbook 2024"))
        .set("Counties", "places", "grade", To::Text("A"))
        .set("Counties", "places", "known_by", To::Number(2024.0));
    for (key, value, low, high) in [
        ("station_stock", 4450.0, 4400.0, 4500.0),
        ("pon_ports", 30000.0, 29000.0, 31000.0),
    ] {
        book.set("Base values", key, "value", To::Number(value))
            .set("Base values", key, "low", To::Number(low))
            .set("Base values", key, "high", To::Number(high))
            .set(
                "Base values",
                key,
                "source",
                To::Text("counted at the end of 2024"),
            )
            .set("Base values", key, "grade", To::Text("A"))
            .set("Base values", key, "known_by", To::Number(2024.0));
    }
    // without more, what has ended is refused, by its cell
    book.save(&stage.path("real2024.xlsx"));
    let said = stage.refused("sheet --read real2024.xlsx --lang en", 65);
    let ended = book.place("Programmes", "provincial_diagnosis", "key");
    assert!(
        said.contains(&format!(
            "real2024.xlsx!{ended}: programmes.provincial_diagnosis:"
        )),
        "{said}"
    );
    for id in [
        "provincial_diagnosis",
        "provincial_projects",
        "county_topup",
    ] {
        book.set("Programmes", id, "keep", To::Text("no"));
    }
    book.set("Funds", "provincial_fund", "keep", To::Text("no"))
        .set("Planned nodes", "machinery", "keep", To::Text("no"));
    book.set("Programmes", "city_stations", "2023", To::Empty)
        .set("Programmes", "city_stations", "2024", To::Empty)
        .set("Programmes", "city_stations", "2025", To::Number(3.0))
        .set(
            "Programmes",
            "city_stations",
            "first_year",
            To::Number(2025.0),
        )
        .set(
            "Programmes",
            "city_stations",
            "source",
            To::Text("budget of 2025"),
        );
    book.save(&stage.path("real2024.xlsx"));
    stage.done("sheet --read real2024.xlsx --lang en");
    stage.done("check real2024.yaml");
    let new = loaded(&stage, "real2024.yaml");
    assert_eq!((new.base_year, new.end_year), (2024, 2030));
    let stock = new.parameter(Parameter::StationStock);
    assert!((stock.base - 4450.0).abs() < 1e-9);
    assert_eq!(stock.provenance.grade.key(), "A");
    assert_eq!(stock.provenance.source, "counted at the end of 2024");
    assert!((new.counties[0].stations[&2024] - 1900.0).abs() < 1e-9);
    assert!((new.national.stations[&2024] - 4.25e6).abs() < 1e-3);
    stage.done("run real2024.yaml --runs 2 --threads 1 --charts none --quiet");
    let table = stage.table("output/real2024/indicators.csv");
    let years = table.column("year");
    assert!(years.contains(&"2024") && !years.contains(&"2023"));
}

/// Edits that are wrong, and what is said of each; where nothing is, another cell is named.
const WRONG: [(&str, &str, &str, To, &str); 23] = [
    (
        "Base values",
        "station_stock",
        "value",
        To::Text("３１００"),
        "full-width",
    ),
    (
        "Base values",
        "pon_ports",
        "value",
        To::Text("21,000"),
        "is text, not a number",
    ),
    (
        "Base values",
        "gigabit_passed",
        "value",
        To::Number(92.0),
        "did you mean 92 %",
    ),
    (
        "Base values",
        "gigabit_usable",
        "value",
        To::Empty,
        "is empty",
    ),
    (
        "Base values",
        "nodes",
        "value",
        To::Text("about two"),
        "is not a number",
    ),
    ("Base values", "diagnosed", "value", To::Number(0.46), ""),
    (
        "Parameters",
        "port_price",
        "value",
        To::Number(-5.0),
        "out of range",
    ),
    (
        "Parameters",
        "odn_cost",
        "grade",
        To::Text("D"),
        "not one of the words allowed",
    ),
    (
        "Parameters",
        "kit_years",
        "known_by",
        To::Number(2022.5),
        "is not a whole number",
    ),
    (
        "Parameters",
        "bass_p",
        "unit",
        To::Text("%/month"),
        "only to be read",
    ),
    (
        "Parameters",
        "bass_q",
        "value",
        To::Formula("=1/0", "#DIV/0!"),
        "#DIV/0!",
    ),
    (
        "Programmes",
        "city_odn",
        "2025",
        To::Number(100.0),
        "both an amount for every year",
    ),
    (
        "Programmes",
        "enterprise_own",
        "every",
        To::Number(5.0),
        "holds nothing",
    ),
    (
        "Programmes",
        "city_nodes",
        "keep",
        To::Text("perhaps"),
        "not one of the words allowed",
    ),
    (
        "Counties",
        "100001",
        "population",
        To::Number(1.5),
        "is not a whole number",
    ),
    (
        "Parameters",
        "odn_lead",
        "source",
        To::Text("统计\u{200b}局"),
        "zero-width",
    ),
    ("Cultivation", "listings", "quota", To::Empty, "is empty"),
    (
        "Targets",
        "gigabit_coverage",
        "value",
        To::Number(95.0),
        "did you mean 95 %",
    ),
    ("Targets", "base_stations", "value", To::Empty, "is empty"),
    (
        "Targets",
        "secondary_nodes",
        "comparator",
        To::Text("=>"),
        "not one of the words allowed",
    ),
    (
        "Targets",
        "platform_bases",
        "year",
        To::Number(2025.5),
        "is not a whole number",
    ),
    (
        "Targets",
        "listings",
        "card_goal",
        To::Text("maybe"),
        "yes, no",
    ),
    (
        "Targets",
        "online_sales",
        "unit",
        To::Text("billion yuan"),
        "only to be read",
    ),
];

#[test]
fn every_fault_is_named_by_its_cell_at_once() {
    let stage = Stage::new("sheet-faults");
    let mut book = written(&stage, "en");
    for (sheet, key, column, to, _) in WRONG {
        book.set(sheet, key, column, to);
    }
    // a number without a new source is told at its source
    let unsourced = book.place("Base values", "diagnosed", "source");
    // rows: one more, one twice, one gone
    let rows = book.rows("Funds");
    let mut extra = rows[3].clone();
    extra[0] = Data::String("provincial_fnud".to_owned());
    rows.push(extra);
    let rows = book.rows("Cultivation");
    let again = rows[3].clone();
    rows.push(again);
    let gone = book.rows("Planned nodes").pop();
    assert!(gone.is_some());
    let places: Vec<String> = WRONG
        .iter()
        .map(|(s, k, c, ..)| book.place(s, k, c))
        .collect();
    book.save(&stage.path("bad.xlsx"));
    let said = stage.refused("sheet --read bad.xlsx --lang en", 65);
    for ((.., part), place) in WRONG
        .iter()
        .zip(&places)
        .filter(|((.., part), _)| !part.is_empty())
    {
        let line = said
            .lines()
            .find(|line| line.contains(&format!("bad.xlsx!{place}:")));
        let line = line.unwrap_or_else(|| panic!("no line for {place}: {said}"));
        assert!(line.contains(part), "{line}");
    }
    for part in [
        format!(
            "bad.xlsx!{unsourced}: parameters.diagnosed.source: the number is new, its source is not"
        ),
        "did you mean provincial_fund?".to_owned(),
        "is there twice".to_owned(),
        "the row machinery is gone".to_owned(),
    ] {
        assert!(said.contains(&part), "{part}: {said}");
    }
    assert!(!stage.path("bad.yaml").exists());
    // and in Chinese, whatever language the sheet is in
    let said = stage.refused("sheet --read bad.xlsx --lang zh", 65);
    assert!(
        said.contains("数字改了，来源没有改") && said.contains("用了全角字符"),
        "{said}"
    );
}

#[test]
fn faults_between_values_are_named_by_cell_too() {
    let stage = Stage::new("sheet-together");
    let mut book = written(&stage, "en");
    book.set("Base values", "station_stock", "value", To::Number(9000.0))
        .set("Base values", "station_stock", "source", To::Text("new"));
    book.save(&stage.path("t.xlsx"));
    let said = stage.refused("sheet --read t.xlsx --lang en", 65);
    let row = book.place("Base values", "station_stock", "key");
    assert!(
        said.contains(&format!("t.xlsx!{row}: parameters.station_stock:")),
        "{said}"
    );
    assert!(said.contains("2700 to 3300"), "{said}");
    // what is unusual is a warning, by cell, and the overlay is written
    let mut book = written(&stage, "en");
    book.set(
        "Parameters",
        "port_price",
        "value",
        To::Text("3 million yuan"),
    )
    .set("Parameters", "port_price", "low", To::Empty)
    .set("Parameters", "port_price", "high", To::Empty)
    .set(
        "Parameters",
        "port_price",
        "distribution",
        To::Text("fixed"),
    )
    .set("Parameters", "port_price", "source", To::Text("a slip"));
    book.save(&stage.path("t.xlsx"));
    let said = stage.refused("sheet --read t.xlsx --lang en", 65);
    assert!(said.contains("port_price"), "{said}");
    book.set(
        "Parameters",
        "port_price",
        "value",
        To::Text("0.1 million yuan"),
    );
    book.save(&stage.path("t.xlsx"));
    let output = stage.done("sheet --read t.xlsx --lang en");
    let said = String::from_utf8(output.stderr).unwrap();
    let cell = book.place("Parameters", "port_price", "value");
    assert!(
        said.contains(&format!(
            "warning: t.xlsx!{cell}: parameters.port_price.value"
        )),
        "{said}"
    );
    stage.done("check t.yaml");
}

#[test]
fn wrong_workbooks_and_places_are_refused() {
    let stage = Stage::new("sheet-refused");
    let mut book = written(&stage, "en");
    book.sheets
        .iter_mut()
        .find(|(name, _)| name == "Programmes")
        .unwrap()
        .0 = "Programs".to_owned();
    book.save(&stage.path("named.xlsx"));
    let said = stage.refused("sheet --read named.xlsx --lang en", 65);
    assert!(
        said.contains("there is no sheet Programmes") && said.contains("Programs"),
        "{said}"
    );
    fs::write(stage.path("text.xlsx"), "not a workbook").unwrap();
    let said = stage.refused("sheet --read text.xlsx --lang en", 65);
    assert!(said.contains("sound xlsx"), "{said}");
    Workbook::new().save(stage.path("other.xlsx")).ok();
    let mut empty = Workbook::new();
    empty.add_worksheet();
    empty.save(stage.path("other.xlsx")).unwrap();
    let said = stage.refused("sheet --read other.xlsx --lang en", 65);
    assert!(said.contains("How to use"), "{said}");
    stage.refused("sheet --read absent.xlsx", 66);
    stage.refused("sheet", 64);
    stage.refused("sheet absent.yaml", 66);
    stage.refused("sheet baseline.yaml --out s.csv", 64);
    // nothing is written over unasked
    stage.refused("sheet baseline.yaml --out s.xlsx", 73);
    stage.refused("sheet --read s.xlsx --out baseline.yaml", 73);
    // an overlay reaches one folder up, not further
    fs::create_dir_all(stage.path("a/b")).unwrap();
    stage.done("sheet --read s.xlsx --out a/near.yaml");
    stage.done("check a/near.yaml");
    let said = stage.refused("sheet --read s.xlsx --out a/b/far.yaml --lang en", 64);
    assert!(said.contains("too far"), "{said}");
    // the scenario has moved on since
    let text = fs::read_to_string(stage.path("baseline.yaml")).unwrap();
    fs::write(stage.path("baseline.yaml"), text + "runs: 21\n").unwrap();
    let said = stage.refused("sheet --read s.xlsx --out later.yaml --lang en", 65);
    assert!(said.contains("not what it was"), "{said}");
}

#[test]
fn targets_are_overlaid() {
    let stage = Stage::new("sheet-targets");
    for lang in ["zh", "en"] {
        let mut book = written(&stage, lang);
        let (page, no, yes) = match lang {
            "zh" => ("目标", "否", "是"),
            _ => ("Targets", "no", "yes"),
        };
        book.set(page, "base_stations", "value", To::Number(5800.0))
            .set(page, "base_stations", "year", To::Number(2026.0))
            .set(page, "base_stations", "source", To::Text("new plan"))
            .set(page, "gigabit_coverage", "value", To::Number(0.98))
            .set(page, "gigabit_coverage", "source", To::Text("new plan"))
            .set(page, "online_sales", "value", To::Text("160亿元"))
            .set(page, "online_sales", "source", To::Text("new plan"))
            .set(page, "online_sales_growth", "comparator", To::Text(">"))
            .set(page, "online_sales_growth", "source", To::Text("new plan"))
            // what charts show needs no source
            .set(page, "platform_bases", "card_goal", To::Text(yes))
            .set(page, "secondary_nodes", "clause", To::Text("二(一)1"))
            .set(page, "listings", "keep", To::Text(no));
        book.save(&stage.path("t.xlsx"));
        stage.done(&format!("sheet --read t.xlsx --force --lang {lang}"));
        stage.done("check t.yaml");
        let (old, new) = (loaded(&stage, "baseline.yaml"), loaded(&stage, "t.yaml"));
        let target = |s: &Scenario, id: &str| s.targets.iter().find(|t| t.id == id).cloned();
        let of = |id: &str| target(&new, id).unwrap();
        assert!((of("base_stations").threshold - 5800.0).abs() < 1e-9);
        assert_eq!(of("base_stations").due_year, 2026);
        assert!((of("gigabit_coverage").threshold - 98.0).abs() < 1e-9);
        assert!((of("online_sales").threshold - 1.6e10).abs() < 1e-3);
        assert_eq!(of("online_sales_growth").comparator.sign(), ">");
        assert!(of("platform_bases").card_goal);
        assert_eq!(of("secondary_nodes").clause, "二(一)1");
        assert!(target(&new, "listings").is_none());
        // nothing else
        let mut same = target(&old, "platform_bases").unwrap();
        same.card_goal = true;
        assert_eq!(of("platform_bases"), same);
        assert_eq!(old.parameters, new.parameters);
        assert_eq!(old.programmes, new.programmes);
        // without a source, and what does not fit: by cell
        let mut book = written(&stage, lang);
        book.set(page, "base_stations", "value", To::Number(5800.0))
            .set(page, "secondary_nodes", "year", To::Number(2050.0))
            .set(page, "secondary_nodes", "source", To::Text("new plan"))
            .set(page, "gigabit_coverage", "precision", To::Number(0.0))
            .set(page, "gigabit_coverage", "source", To::Text("new plan"));
        let source = book.place(page, "base_stations", "source");
        let year = book.place(page, "secondary_nodes", "year");
        let precision = book.place(page, "gigabit_coverage", "precision");
        book.save(&stage.path("w.xlsx"));
        let said = stage.refused("sheet --read w.xlsx --lang en", 65);
        assert!(
            said.contains(&format!("w.xlsx!{source}: targets.base_stations.source")),
            "{said}"
        );
        book.set(page, "base_stations", "source", To::Text("new plan"));
        book.save(&stage.path("w.xlsx"));
        let said = stage.refused("sheet --read w.xlsx --lang en", 65);
        for (cell, key) in [
            (year, "secondary_nodes.year"),
            (precision, "gigabit_coverage.precision"),
        ] {
            assert!(
                said.contains(&format!("w.xlsx!{cell}: targets.{key}")),
                "{said}"
            );
        }
    }
}

#[test]
fn faults_of_a_sheet_are_told_to_tools() {
    let stage = Stage::new("sheet-json");
    let mut book = written(&stage, "en");
    book.set("Targets", "gigabit_coverage", "value", To::Number(95.0))
        .set("Base values", "gigabit_usable", "value", To::Empty);
    let cell = book.place("Targets", "gigabit_coverage", "value");
    book.save(&stage.path("bad.xlsx"));
    let said = stage.refused("sheet --read bad.xlsx --error-format json --lang en", 65);
    let faults: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert!(faults.len() >= 2, "{said}");
    let fault = faults
        .iter()
        .find(|fault| fault["key"] == "targets.gigabit_coverage.value")
        .expect("it is told");
    assert_eq!(fault["file"], format!("bad.xlsx!{cell}"));
    assert_eq!(fault["code"], "out_of_range");
    assert_eq!(fault["suggestion"], "95 %");
    assert!(fault["line"].is_null());
    // a command line that is wrong, and a file that is not there
    let said = stage.refused("sheet --error-format json", 64);
    assert!(said.starts_with('{'), "{said}");
    let said = stage.refused("sheet --read absent.xlsx --error-format json", 66);
    assert!(said.contains("\"cannot_open\""), "{said}");
    // warnings too
    let mut book = written(&stage, "en");
    book.set("Targets", "platform_bases", "value", To::Number(900.0))
        .set("Targets", "platform_bases", "source", To::Text("a dream"));
    book.save(&stage.path("odd.xlsx"));
    let done = stage.done("sheet --read odd.xlsx --error-format json --lang en");
    let said = String::from_utf8(done.stderr).unwrap();
    let place = book.place("Targets", "platform_bases", "value");
    assert!(
        said.contains(&place) && said.contains("\"warning\""),
        "{said}"
    );
}
