//! What docs list, the program has, and the reverse. `UPDATE_DOCS=1 cargo test --test docs` writes the generated pages anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dabiao::indicator::Indicator;
use dabiao::language::Lang;
use dabiao::policy::{Allocation, Instrument};
use dabiao::scenario::Parameter;
use dabiao::scenario::parameter::{Dimension, Role};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The committed page is what the catalogue says; `UPDATE_DOCS=1` makes it so.
fn current(path: &str, generated: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        // in one move, since other tests read the page meanwhile
        let unfinished = root().join(format!("{path}.new"));
        fs::write(&unfinished, generated).expect("written");
        fs::rename(&unfinished, root().join(path)).expect("moved");
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
                    name | 名称 | unit | counties | kind | formula | 公式 |\n|---|---|---|---|---|---|---|---|\n"
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
        let formula = [Lang::En, Lang::Zh].map(|lang| row.formula.get(lang));
        writeln!(
            page,
            "| `{}` | {en} | {zh} | {unit} | {counties} | {kind} | {} | {} |",
            row.key, formula[0], formula[1]
        )
        .expect("a string");
    }
    current("docs/indicators.md", &page);
}

#[test]
fn parameters_page_is_current() {
    let mut page = "# Parameters\n\nGenerated from the catalogue (`src/scenario/parameter.rs`). Values, ranges, sources and grades \
                    stand in the scenario files. What lies outside the usual range (`src/scenario/usual.rs`) is a warning. *Shared* parameters shape places, candidates and enterprises and are never \
                    drawn.\n\n| key | meaning | 含义 | written as | usual | role | enters (section of [the model](model.md)) |\n|---|---|---|---|---|---|---|\n"
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
        let usual = parameter.usual();
        let usual = usual.map_or_else(String::new, |usual| usual.words(*parameter));
        let role = match row.role {
            Role::Drawn => "drawn",
            Role::Shared => "shared",
        };
        writeln!(
            page,
            "| `{}` | {} | {} | {spelling} | {usual} | {role} | {} ({}) |",
            row.key,
            row.en,
            row.zh,
            row.equation.text(Lang::En),
            row.equation.section()
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

/// The page up to this line is written by hand; what follows is generated.
const EVERY_KEY: &str = "## Every key · 全部键\n";

#[test]
fn the_format_page_lists_every_key() {
    let page = text("docs/scenario-format.md");
    let (by_hand, _) = page.split_once(EVERY_KEY).expect("the heading is there");
    let mut lines = String::new();
    let schema = dabiao::scenario::schema();
    list_keys(&schema, &schema, "", &mut lines);
    let generated = format!(
        "{by_hand}{EVERY_KEY}\nGenerated from the schema (`src/scenario/format.rs`). `<id>` is a name of your own, `<year>` a year, \
         `<key>` a parameter; a \
         value by year may also be one value for all years. Which keys must be there, `dabiao check` says.\n\n\
         | key | 含义 · meaning | what may stand there |\n|---|---|---|\n{lines}"
    );
    current("docs/scenario-format.md", &generated);
}

/// What a reference in the schema points to; anything else as it is.
fn resolved<'a>(schema: &'a Value, node: &'a Value) -> &'a Value {
    match node["$ref"].as_str() {
        Some(path) => schema
            .pointer(path.trim_start_matches('#'))
            .expect("references lead somewhere"),
        None => node,
    }
}

/// A row for every key below `node`. All parameters look alike: one of them stands for all.
fn list_keys(schema: &Value, node: &Value, path: &str, lines: &mut String) {
    let node = resolved(schema, node);
    for branch in node["anyOf"].as_array().into_iter().flatten() {
        list_keys(schema, branch, path, lines);
    }
    if let Some(items) = node.get("items") {
        list_keys(schema, items, &format!("{path}[]"), lines);
    }
    if let Some(entry) = node.get("additionalProperties").filter(|e| e.is_object()) {
        let years = node["propertyNames"]["pattern"] == "^[0-9]{4}$";
        let id = if years { "<year>" } else { "<id>" };
        list_keys(schema, entry, &format!("{path}.{id}"), lines);
    }
    let Some(keys) = node["properties"].as_object() else {
        return;
    };
    if keys.len() == 2 && keys.contains_key("zh") && keys.contains_key("en") {
        return;
    }
    if path == "parameters" {
        let one = keys.values().next().expect("there are parameters");
        list_keys(schema, one, "parameters.<key>", lines);
        return;
    }
    for (key, child) in keys {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        let about = child["description"].as_str().unwrap_or_default();
        let of_parameter = path.starts_with("parameters.<key>.");
        let may = match key.as_str() {
            "value" | "low" | "high" if of_parameter => "in the parameter's own unit".to_owned(),
            _ => may_stand(schema, child),
        };
        writeln!(
            lines,
            "| `{path}` | {} | {may} |",
            about.replace(" / ", " · ")
        )
        .expect("a string");
        list_keys(schema, child, &path, lines);
    }
}

/// What a value may be, in a few words.
fn may_stand(schema: &Value, node: &Value) -> String {
    let node = resolved(schema, node);
    if let Some(branches) = node["anyOf"].as_array() {
        let said: Vec<String> = branches.iter().map(|b| may_stand(schema, b)).collect();
        return said.join(", or ");
    }
    if let Some(words) = node["enum"].as_array() {
        return if words.len() > 20 {
            "one of the catalogue".to_owned()
        } else {
            let words: Vec<String> = words
                .iter()
                .map(|w| format!("`{}`", w.as_str().unwrap_or_default()))
                .collect();
            words.join(", ").replace('|', "\\|")
        };
    }
    let words: &[(&str, &str)] = &[
        ("integer", "whole number"),
        ("number", "number"),
        ("boolean", "`true`, `false`"),
        ("array", "list"),
        ("object", "map"),
    ];
    let kind = node["type"].as_str().unwrap_or("text");
    if kind == "object" {
        let texts = node["properties"].as_object();
        if texts.is_some_and(|t| t.len() == 2 && t.contains_key("zh")) {
            return "`{zh: …, en: …}`".to_owned();
        }
    }
    let named = words.iter().find(|(k, _)| *k == kind);
    if let (Some((_, word)), Some(low), Some(high)) =
        (named, node.get("minimum"), node.get("maximum"))
    {
        return format!("{word}, {low} to {high}");
    }
    match named {
        Some((_, word)) => (*word).to_owned(),
        None if node.get("pattern").is_some() => "number with its unit".to_owned(),
        // only a quantity whose measure depends on another key has no longest length
        None if node.get("maxLength").is_none() => "number, with the indicator's unit".to_owned(),
        None => "text".to_owned(),
    }
}

#[test]
fn every_scenario_is_named_and_points_to_the_schema() {
    let page = text("scenarios/README.md");
    let mut found = Vec::new();
    files(&root().join("scenarios"), "yaml", &mut found);
    assert!(found.len() > 9, "only {} scenarios found", found.len());
    let mut faults = Vec::new();
    for file in found {
        let name = file.strip_prefix(root().join("scenarios")).expect("below");
        let name = name.to_string_lossy().replace('\\', "/");
        if !page.contains(&format!("`{name}`")) {
            faults.push(format!("scenarios/README.md does not name {name}"));
        }
        let first = fs::read_to_string(&file).expect("readable");
        let first = first.lines().next().unwrap_or_default();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let beside = |path: &str| file.parent().expect("a folder").join(path);
        if !schema.is_some_and(|path| {
            beside(path).ends_with("scenario.schema.json") && beside(path).exists()
        }) {
            faults.push(format!(
                "{name}: its first line leads to no schema: {first}"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Folders that only this or that machine has: homes, temporary files, and where this checkout lies.
fn machine_paths() -> Vec<String> {
    let mut paths = ["/home/", "/root/", "/tmp/", "/Users/"]
        .map(str::to_owned)
        .to_vec();
    let around = root().parent().map(|folder| folder.display().to_string());
    // a checkout at the top of a disk lies in no folder of its own
    paths.extend(
        around
            .filter(|folder| folder.len() > 1)
            .map(|folder| folder + "/"),
    );
    paths
}

#[test]
fn no_page_names_a_path_of_a_machine() {
    let faults: Vec<String> = all_pages()
        .into_iter()
        .filter_map(|page| {
            let text = fs::read_to_string(&page).expect("readable");
            let path = machine_paths()
                .into_iter()
                .find(|path| text.contains(path))?;
            Some(format!("{} names {path}", page.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_model_names_only_parameters_that_exist() {
    let page = text("docs/model.md");
    // code in the page that looks like a parameter: lower case with an underscore
    let named = page.split('`').skip(1).step_by(2).filter(|code| {
        code.contains('_')
            && code
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && code.len() > 4
    });
    let unknown: Vec<&str> = named
        .filter(|code| Parameter::from_key(code).is_none() && !OTHER_CODE.contains(code))
        .collect();
    assert!(unknown.is_empty(), "docs/model.md names {unknown:?}");
}

/// What `docs/model.md` sets as code and is no parameter.
const OTHER_CODE: [&str; 2] = ["binding_limit", "n_t"];

#[test]
fn the_format_page_names_every_instrument_and_rule() {
    let page = text("docs/scenario-format.md");
    // the generated list has them all: what explains them is written by hand
    let (page, _) = page.split_once(EVERY_KEY).expect("the heading is there");
    let missing: Vec<&str> = Instrument::catalogue()
        .into_iter()
        .map(|(key, _)| key)
        .chain(Allocation::KEYS)
        .filter(|key| !page.contains(&format!("`{key}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/scenario-format.md does not name {missing:?}"
    );
}

fn files(folder: &Path, kind: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, kind, found);
        } else if path.extension().is_some_and(|e| e == kind) {
            found.push(path);
        }
    }
}

/// Every page for people.
fn all_pages() -> Vec<PathBuf> {
    let top = fs::read_dir(root()).expect("a folder");
    let mut found: Vec<PathBuf> = top
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files(&root().join("docs"), "md", &mut found);
    files(&root().join("scenarios"), "md", &mut found);
    found.sort();
    assert!(found.len() > 15, "only {} pages found", found.len());
    found
}

#[test]
fn no_link_between_pages_is_dead() {
    let mut dead = Vec::new();
    for page in all_pages() {
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
