//! Names that would be a formula, markup, a field, a script or an order to a terminal somewhere: refused where no name needs
//! them, and neutral in every output where a name may hold them. Each output is read back by a reader of its kind.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::stage::Stage;

/// What the check allows in a name. The marks tell where a name came through.
const ALLOWED: [&str; 8] = [
    "=HYPERLINK(\"http://a.b\",\"MARK\")",
    "<script>alert('MARK')</script><img src=x onerror=alert(1)>",
    "]]><!-- MARK --><?php ?>&lt;&#x3c;",
    "{{MARK}} {% x %} ${MARK} { PAGE } `MARK` $(MARK)",
    "@SUM(A1:A9)+MARK|cmd' /C calc'!A0",
    "\"MARK' , ; \\\" </w:t></text></title>",
    "-2+3+MARK | a | **b** [c](javascript:alert(1))",
    "+1-MARK javascript:alert(1) %0a %s %n ../../MARK",
];

/// What it refuses, as YAML writes it: in the file as it is, or escaped.
const REFUSED: [&str; 12] = [
    "\"a\\e[31mb\"",
    "\"a\\x1b]0;b\\x07\"",
    "\"a\\u009b31mb\"",
    "\"a\\0b\"",
    "\"a\\nb\"",
    "\"a\\rb\"",
    "\"a\\tb\"",
    "\"a\\u202eb\"",
    "\"a\\u2066b\"",
    "\"a\\u200bb\"",
    "a\u{202e}b",
    "a\u{7f}b",
];

/// The base scenario with every name in it replaced by `name` of a number.
fn renamed(stage: &Stage, name: impl Fn(usize) -> String) {
    let text = fs::read_to_string(stage.path("base.yaml")).unwrap();
    let mut out = String::new();
    let mut rest = text.as_str();
    let mut number = 0;
    while let Some(at) = rest.find("{zh: ") {
        let end = at + rest[at..].find('}').unwrap();
        let quoted = |text: String| format!("'{}'", text.replace('\'', "''"));
        let (zh, en) = (quoted(name(number)), quoted(name(number + 1)));
        out.push_str(&rest[..at]);
        write!(out, "{{zh: {zh}, en: {en}").unwrap();
        rest = &rest[end..];
        number += 1;
    }
    out.push_str(rest);
    assert!(number > 30, "names of programmes, targets, items and nodes");
    // where a value comes from is text as well
    let out = out.replace(
        "source: test plan",
        &format!("source: '{}'", name(2).replace('\'', "''")),
    );
    fs::write(stage.path("base.yaml"), out).unwrap();
    let child = format!(
        "schema_version: 1\nextends: base.yaml\nname: {{zh: '{0}', en: '{0}'}}\n",
        name(0).replace('\'', "''")
    );
    fs::write(stage.path("baseline.yaml"), child).unwrap();
    let table = fs::read_to_string(stage.path("counties.csv")).unwrap();
    let mut lines = csv::Reader::from_reader(table.as_bytes());
    let mut written = csv::Writer::from_path(stage.path("counties.csv")).unwrap();
    written.write_record(lines.headers().unwrap()).unwrap();
    for (number, line) in lines.records().enumerate() {
        let line = line.unwrap();
        let mut cells: Vec<String> = line.iter().map(str::to_owned).collect();
        (cells[1], cells[2]) = (name(number), name(number + 3));
        written.write_record(&cells).unwrap();
    }
}

/// A run and a comparison under such names, with all that is said.
fn staged(label: &str, sizes: &str, name: impl Fn(usize) -> String) -> (Stage, Vec<String>) {
    let stage = Stage::new(&format!("bad-hostile-{label}"));
    renamed(&stage, name);
    let mut said = Vec::new();
    for line in [
        "check baseline.yaml --lang en",
        "check baseline.yaml --error-format json",
        &format!("run baseline.yaml --runs 2 --sizes {sizes} --out out --lang en"),
        "compare baseline.yaml frugal.yaml --runs 2 --out both --lang zh",
        "list targets baseline.yaml --lang en",
        "list indicators baseline.yaml --lang zh",
        "explain base_stations baseline.yaml --lang en",
        "sheet baseline.yaml --lang en",
        "chart --from out --list --lang en",
        "check baseline.yaml --strict --lang zh",
    ] {
        let output = stage.dabiao(line);
        if line.ends_with("json") {
            for told in String::from_utf8(output.stderr.clone()).unwrap().lines() {
                let told: serde_json::Value = serde_json::from_str(told).unwrap();
                assert!(told.is_object());
            }
        }
        let all = [output.stdout, output.stderr].concat();
        let code = output.status.code();
        let all = String::from_utf8(all).unwrap();
        assert!(matches!(code, Some(0 | 65)), "{line}: {code:?} {all}");
        said.push(all);
    }
    (stage, said)
}

/// The elements with their attributes that a reader of the web finds.
fn html(text: &str) -> BTreeSet<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut found = BTreeSet::new();
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let utf8 = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                found.insert(utf8(&tag.name));
                for (key, value) in &tag.attributes {
                    found.insert(format!("{} {}", utf8(&tag.name), utf8(key)));
                    let value = utf8(&value.value).to_lowercase();
                    assert!(!value.trim_start().starts_with("javascript:"), "{value}");
                }
            }
            Token::Comment(comment) => panic!("a comment: {comment:?}"),
            Token::Error(error) => panic!("not sound: {error:?}"),
            _ => {}
        }
    }
    found
}

/// The same of XML, which must be well formed.
fn xml(name: &str, text: &str) -> BTreeSet<String> {
    let tree = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut found = BTreeSet::new();
    for node in tree.descendants() {
        assert!(!node.is_comment() && !node.is_pi(), "{name}: {node:?}");
        if node.is_element() {
            found.insert(node.tag_name().name().to_owned());
            for key in node.attributes() {
                found.insert(format!("{} {}", node.tag_name().name(), key.name()));
            }
        }
    }
    found
}

fn table(name: &str, bytes: &[u8], for_people: bool) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    for row in reader.records() {
        for cell in &row.unwrap_or_else(|e| panic!("{name}: {e}")) {
            let begins = |marks: &[char]| cell.starts_with(marks);
            assert!(
                !begins(&['=', '@', '\t', '\r']),
                "{name}: {cell:?} is computed"
            );
            if for_people && begins(&['+', '-']) {
                let number = cell.trim_end_matches('%').replace(',', "");
                assert!(
                    number.parse::<f64>().is_ok(),
                    "{name}: {cell:?} is computed"
                );
            }
        }
    }
}

fn workbook(stage: &Stage, name: &str) -> usize {
    let mut book: Xlsx<_> = open_workbook(stage.path(name)).unwrap();
    let mut marks = 0;
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        let ours = |f: &str| !f.is_empty() && (f.contains("MARK") || f.contains("HYPERLINK"));
        assert!(
            !formulas.used_cells().any(|(_, _, f)| ours(f)),
            "{name} {sheet}"
        );
        let cells = book.worksheet_range(&sheet).unwrap();
        let holds = |cell: &Data| cell.to_string().contains("MARK");
        marks += cells
            .used_cells()
            .filter(|(_, _, cell)| holds(cell))
            .count();
    }
    marks
}

/// Every part of a package of XML.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let ending = name.rsplit('.').next();
        if matches!(ending, Some("xml" | "rels")) {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            found.push((name, text));
        }
    }
    found
}

/// Every kind of element of the whole output, read as what it is; marks found by kind of file.
fn read_back(stage: &Stage, said: &[String]) -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let mut elements = BTreeSet::new();
    let mut marked = BTreeSet::new();
    for text in said {
        let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{2069}').contains(&c);
        assert!(!text.contains(acts), "acts on a terminal: {text:?}");
    }
    for folder in ["out", "both"] {
        for (path, bytes) in stage.tree(folder) {
            let name = path.display().to_string();
            let kind = path
                .extension()
                .and_then(|e| e.to_str())
                .unwrap_or_default();
            let text =
                || String::from_utf8(bytes.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
            let holds = match kind {
                "csv" => {
                    table(&name, &bytes, name.contains("/zh/"));
                    text().contains("MARK")
                }
                "html" => {
                    elements.extend(html(&text()).iter().map(|e| format!("html {e}")));
                    text().contains("MARK")
                }
                "svg" => {
                    elements.extend(xml(&name, &text()).iter().map(|e| format!("svg {e}")));
                    text().contains("MARK")
                }
                "docx" | "xlsx" => {
                    let mut any = false;
                    for (part, text) in parts(&bytes) {
                        let found = xml(&part, &text);
                        elements.extend(found.iter().map(|e| format!("{kind} {e}")));
                        any |= text.contains("MARK");
                    }
                    any
                }
                "json" => {
                    serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
                    text().contains("MARK")
                }
                "txt" => {
                    let text = text();
                    let acts = |c: char| c.is_control() && c != '\n';
                    assert!(!text.contains(acts), "{name}: {text:?}");
                    text.contains("MARK")
                }
                "pdf" => {
                    for order in ["/JavaScript", "/Launch", "/URI", "/OpenAction"] {
                        let order = order.as_bytes();
                        assert!(!bytes.windows(order.len()).any(|w| w == order), "{name}");
                    }
                    false
                }
                _ => false,
            };
            let kinds = ["csv", "html", "svg", "docx", "xlsx", "json", "txt"];
            if holds {
                marked.extend(kinds.iter().find(|k| **k == kind));
            }
        }
    }
    (elements, marked)
}

#[test]
fn names_are_neutral_in_every_output() {
    let plain = staged("plain", "word", |number| format!("Name {number}"));
    let (known, _) = read_back(&plain.0, &plain.1);
    // each name all by itself, as what it begins with matters; every other one as long as the check allows
    let hostile = |number: usize| {
        let name = ALLOWED[number / 2 % 8];
        if number.is_multiple_of(2) {
            return name.to_owned();
        }
        let long = format!("{name}{}", "长名W".repeat(100));
        long.chars().take(200).collect()
    };
    let (stage, said) = staged("names", "all", hostile);
    let (elements, marked) = read_back(&stage, &said);
    let new: Vec<_> = elements.difference(&known).collect();
    assert!(new.is_empty(), "{new:?} are not there under plain names");
    let all = ["csv", "docx", "html", "json", "svg", "txt", "xlsx"];
    assert_eq!(marked, all.into(), "the names are in every kind of file");
    for book in ["out/tables.xlsx", "both/tables.xlsx", "baseline-sheet.xlsx"] {
        assert!(workbook(&stage, book) > 0, "{book}");
    }
    assert!(said.iter().filter(|text| text.contains("MARK")).count() >= 3);
}

#[test]
fn names_that_act_on_a_reader_are_refused() {
    let stage = Stage::new("bad-hostile-refused");
    for name in REFUSED {
        let child = format!("extends: base.yaml\nname: {{zh: 甲, en: {name}}}\n");
        fs::write(stage.path("child.yaml"), child).unwrap();
        for line in [
            "check child.yaml --lang en",
            "check child.yaml --error-format json",
            "run child.yaml --runs 1",
        ] {
            let said = stage.refused(line, 65);
            assert!(
                !said.contains(|c: char| c.is_control() && c != '\n'),
                "{said:?}"
            );
        }
    }
    // and as a setting of the command line
    let output = stage
        .command("run baseline.yaml --runs 1")
        .args(["--set", "name.en=a\u{1b}[31mb"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(65));
    assert!(!output.stderr.contains(&0x1b));
    assert!(!stage.path("output/child").exists());
}
