//! The table of counties (CSV) to the same tree as counties written in the scenario. Knows columns, not what a county
//! must be like.

use super::document::{Entry, Node, Value};
use super::finding::{At, Fault, Findings};
use super::shape::{map_node, unknown};
use super::table::Table;
use crate::language::Text;
use crate::quantity::{Measure, Year};

/// What a column holds.
enum Column {
    Code,
    /// A key of the county as it is.
    Plain(&'static str),
    /// One language of the name.
    Name(&'static str),
    /// A fraction that the scenario writes in per cent.
    Share(&'static str),
    /// Money in 亿元.
    HundredMillion(&'static str),
    /// 5G stations at the end of a year.
    Stations(Year),
    /// Above-scale enterprises of a year.
    AboveScale(Year),
    /// Column or row of the schematic map; the column stands first.
    Tile,
    /// Notes of people, not read.
    Note,
}

/// Columns that may be left out.
const OPTIONAL: [&str; 6] = [
    "tile_col",
    "tile_row",
    "peer_group",
    "grade",
    "source",
    "note",
];

/// Reads `table` into a map of counties by code, at `at` (the key that names the file).
pub(super) fn read(
    table: &Table,
    at: &At<'_>,
    reference_year: Year,
    base_year: Year,
    findings: &mut Findings,
) -> Option<Node> {
    let before = findings.errors();
    let columns = columns(table, reference_year, findings);
    let above_scale = above_scale_year(&columns, base_year);
    late_columns(table, &columns, above_scale, base_year, findings);
    let mut entries: Vec<Entry> = Vec::new();
    for row in &table.rows {
        let Some((code, county)) = county(row, &columns, above_scale, base_year) else {
            continue;
        };
        let (code, place) = (code.scalar().unwrap_or("").to_owned(), code.place);
        if let Some(first) = entries.iter().find(|e| e.key == code) {
            let line = first.key_place.line;
            let what = Text::new(
                format!("代码 {code} 已在第 {line} 行"),
                format!("the code {code} is already in line {line}"),
            );
            findings.error(place, &at.key, what);
            continue;
        }
        entries.push(Entry {
            key: code,
            key_place: place,
            node: county,
        });
    }
    if table.rows.is_empty() {
        let what = Text::new("表里没有县区", "the table has no counties");
        findings.error(table.header[0].place, &at.key, what);
    }
    (findings.errors() == before).then(|| map_node(at.node.place, entries))
}

/// What each column holds; unknown and missing columns are faults.
fn columns(table: &Table, reference_year: Year, findings: &mut Findings) -> Vec<Column> {
    let population = format!("population_{reference_year}");
    let households = format!("households_{reference_year}");
    let gdp = format!("gdp_{reference_year}_100m_yuan");
    let asked = [
        "code",
        "name_zh",
        "name_en",
        population.as_str(),
        households.as_str(),
        "area_km2",
        "urban_share",
        gdp.as_str(),
        "communities",
    ];
    let mut columns = Vec::new();
    for (i, header) in table.header.iter().enumerate() {
        let name = table.column(i);
        let suffix = |prefix: &str| name.strip_prefix(prefix).and_then(super::shape::year);
        let column = match name {
            "code" => Column::Code,
            "name_zh" => Column::Name("zh"),
            "name_en" => Column::Name("en"),
            "area_km2" => Column::Plain("area_km2"),
            "urban_share" => Column::Share("urban_share"),
            "communities" => Column::Plain("communities"),
            "peer_group" => Column::Plain("peer_group"),
            "tile_col" | "tile_row" => Column::Tile,
            "grade" | "source" | "note" => Column::Note,
            _ if name == population => Column::Plain("population"),
            _ if name == households => Column::Plain("households"),
            _ if name == gdp => Column::HundredMillion("gdp"),
            _ => {
                let stations = suffix("stations_").map(Column::Stations);
                let enterprises =
                    || suffix("industrial_enterprises_above_scale_").map(Column::AboveScale);
                stations.or_else(enterprises).unwrap_or_else(|| {
                    let at = At {
                        node: header,
                        key_place: header.place,
                        key: name.to_owned(),
                    };
                    let known = asked.iter().copied().chain(OPTIONAL);
                    unknown(name, &at, known, findings);
                    Column::Note
                })
            }
        };
        columns.push(column);
    }
    let mut lacking: Vec<String> = asked
        .iter()
        .filter(|name| (0..columns.len()).all(|i| table.column(i) != **name))
        .map(|name| (*name).to_owned())
        .collect();
    if !columns.iter().any(|c| matches!(c, Column::AboveScale(_))) {
        lacking.push("industrial_enterprises_above_scale_YYYY".to_owned());
    }
    for name in lacking {
        let what = Text::new(
            format!("缺少列 {name}"),
            format!("the column {name} is missing"),
        );
        findings
            .error(table.header[0].place, "", what)
            .kind(Fault::Missing);
    }
    columns
}

/// The year of enterprises that is read: the last one up to the base year, else the first.
fn above_scale_year(columns: &[Column], base_year: Year) -> Option<Year> {
    let years = || {
        columns.iter().filter_map(|c| match c {
            Column::AboveScale(year) => Some(*year),
            _ => None,
        })
    };
    years()
        .filter(|y| *y <= base_year)
        .max()
        .or_else(|| years().min())
}

/// Says which columns are not read, or read though they are later than the base year.
fn late_columns(
    table: &Table,
    columns: &[Column],
    above_scale: Option<Year>,
    base_year: Year,
    findings: &mut Findings,
) {
    for (i, column) in columns.iter().enumerate() {
        let (zh, en) = match column {
            Column::Stations(year) if *year > base_year => (
                "晚于基期年，不读",
                "is later than the base year and is not read",
            ),
            Column::AboveScale(year) if *year > base_year && Some(*year) == above_scale => (
                "晚于基期年，因无更早的而采用",
                "is later than the base year and is read because there is no earlier one",
            ),
            _ => continue,
        };
        let name = table.column(i);
        let at = At {
            node: &table.header[i],
            key_place: table.header[i].place,
            key: name.to_owned(),
        };
        findings.warning(&at, Text::new(zh, en)).kind(Fault::Late);
    }
}

/// One row as the tree a scenario would write.
fn county<'t>(
    row: &'t [Node],
    columns: &[Column],
    above_scale: Option<Year>,
    base_year: Year,
) -> Option<(&'t Node, Node)> {
    let mut code = None;
    let mut entries: Vec<Entry> = Vec::new();
    let (mut name, mut stations, mut tile) = (Vec::new(), Vec::new(), Vec::new());
    let entry = |key: &str, node: Node| Entry {
        key: key.to_owned(),
        key_place: node.place,
        node,
    };
    for (cell, column) in row.iter().zip(columns) {
        let text = cell.scalar().unwrap_or("");
        let as_text = |text: String| Node::text(cell.place, text);
        match column {
            Column::Code => code = Some(cell),
            Column::Plain(key) if *key == "peer_group" && text.is_empty() => {}
            Column::Plain(key) => entries.push(entry(key, cell.clone())),
            Column::Name(language) => name.push(entry(language, cell.clone())),
            Column::Share(key) => {
                // a fraction in the table; what is no number is left for the check to refuse
                let percent = Measure::Number
                    .parse(text)
                    .map(|n| format!("{} %", n.shifted(2)));
                entries.push(entry(
                    key,
                    as_text(percent.unwrap_or_else(|_| text.to_owned())),
                ));
            }
            Column::HundredMillion(key) => {
                entries.push(entry(key, as_text(format!("{text}亿元"))));
            }
            Column::Stations(year) if *year <= base_year => {
                stations.push(entry(&year.to_string(), cell.clone()));
            }
            Column::AboveScale(year) if Some(*year) == above_scale => {
                entries.push(entry("above_scale_enterprises", cell.clone()));
            }
            Column::Tile if !text.is_empty() => tile.push(cell.clone()),
            Column::Stations(_) | Column::AboveScale(_) | Column::Tile | Column::Note => {}
        }
    }
    let code = code?;
    entries.push(entry("name", map_node(code.place, name)));
    if !stations.is_empty() {
        entries.push(entry("stations", map_node(code.place, stations)));
    }
    if !tile.is_empty() {
        let value = Value::List(tile);
        let place = code.place;
        entries.push(entry("tile", Node { place, value }));
    }
    Some((code, map_node(code.place, entries)))
}
