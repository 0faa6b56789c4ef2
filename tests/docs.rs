//! What docs list, the program has, and the reverse. `UPDATE_DOCS=1 cargo test --test docs` writes the generated pages anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dabiao::indicator::Indicator;
use dabiao::language::Lang;
use dabiao::policy::{Allocation, Instrument};
use dabiao::scenario::Parameter;
use dabiao::scenario::parameter::{Dimension, Role};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The committed page is what the catalogue says; `UPDATE_DOCS=1` makes it so.
fn current(path: &str, generated: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(root().join(path), generated).expect("written");
    }
    assert_eq!(
        text(path),
        generated,
        "{path} is not current: UPDATE_DOCS=1 cargo test --test docs"
    );
}

#[test]
fn indicators_page_is_current() {
    let mut page = "# Indicators\n\nGenerated from the catalogue (`src/indicator/catalogue.rs`). Cultivated items of a scenario are \
                    indicators too, under their own keys. `gigabit_coverage` is an alias that the scenario resolves.\n\n| key | \
                    name | 名称 | unit | counties | kind |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for indicator in Indicator::ALL {
        let row = indicator.row();
        let counties = if row.by_county { "yes" } else { "" };
        let kind = if row.yearly {
            "of the year"
        } else {
            "at the year's end"
        };
        let unit = row.unit.key();
        let (en, zh) = (row.name.get(Lang::En), row.name.get(Lang::Zh));
        writeln!(
            page,
            "| `{}` | {en} | {zh} | {unit} | {counties} | {kind} |",
            row.key
        )
        .expect("a string");
    }
    current("docs/indicators.md", &page);
}

#[test]
fn parameters_page_is_current() {
    let mut page = "# Parameters\n\nGenerated from the catalogue (`src/scenario/parameter.rs`). Values, ranges, sources and grades \
                    stand in the scenario files. *Shared* parameters shape places, candidates and enterprises and are never \
                    drawn.\n\n| key | meaning | 含义 | written as | role |\n|---|---|---|---|---|\n"
        .to_owned();
    for parameter in Parameter::ALL {
        let row = parameter.row();
        let spelling = match row.dimension {
            Dimension::Money => "money: `1.2亿元`, `3000万元`, `500元`",
            Dimension::Share => "share: `5 %`",
            Dimension::Rate => "yearly rate: `8 %/year`",
            Dimension::Ratio => "ratio: `1.5`",
            Dimension::Months => "months: `15 months`, `15个月`",
            Dimension::Length => "length: `600 m`, `1.2 km`",
            Dimension::Count => "count: `30`",
        };
        let role = match row.role {
            Role::Drawn => "drawn",
            Role::Shared => "shared",
        };
        writeln!(
            page,
            "| `{}` | {} | {} | {spelling} | {role} |",
            row.key, row.en, row.zh
        )
        .expect("a string");
    }
    current("docs/parameters.md", &page);
}

#[test]
fn the_schema_for_editors_is_current() {
    let schema = serde_json::to_string_pretty(&dabiao::scenario::schema()).expect("JSON") + "\n";
    current("scenarios/scenario.schema.json", &schema);
}

#[test]
fn the_format_page_names_every_key_instrument_and_rule() {
    let page = text("docs/scenario-format.md");
    let mut missing: Vec<String> = Instrument::catalogue()
        .into_iter()
        .map(|(key, _)| key)
        .chain(Allocation::KEYS)
        .filter(|key| !page.contains(&format!("`{key}`")))
        .map(str::to_owned)
        .collect();
    let schema = dabiao::scenario::schema();
    let keys = schema["properties"]
        .as_object()
        .expect("a mapping at the top");
    missing.extend(
        keys.keys()
            .filter(|key| !page.contains(key.as_str()))
            .cloned(),
    );
    assert!(
        missing.is_empty(),
        "docs/scenario-format.md does not name {missing:?}"
    );
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
}

#[test]
fn no_link_between_pages_is_dead() {
    let mut found = vec![
        root().join("README.md"),
        root().join("README.zh.md"),
        root().join("CHANGELOG.md"),
    ];
    pages(&root().join("docs"), &mut found);
    pages(&root().join("scenarios"), &mut found);
    let mut dead = Vec::new();
    for page in found {
        let text = fs::read_to_string(&page).expect("readable");
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = link.split('#').next().unwrap_or_default();
            let outside = target.contains("://") || target.is_empty();
            if !outside && !page.parent().expect("a folder").join(target).exists() {
                dead.push(format!("{} -> {link}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}
