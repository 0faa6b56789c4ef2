//! `briefing.docx` of an output folder, read back.

use std::fs;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::stage::Stage;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn part(bytes: &[u8], path: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = package.by_name(path).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// Texts of the paragraphs of a style.
fn paragraphs(markup: &Document<'_>, style: &str) -> Vec<String> {
    let text = |node: Node<'_, '_>| -> String {
        let runs = node.descendants().filter(|n| n.has_tag_name((WORD, "t")));
        runs.filter_map(|n| n.text()).collect()
    };
    markup
        .descendants()
        .filter(|node| node.has_tag_name((WORD, "pStyle")))
        .filter(|node| node.attribute((WORD, "val")) == Some(style))
        .map(|node| text(node.parent().unwrap().parent().unwrap()))
        .collect()
}

fn picture(name: &str) -> bool {
    name.starts_with("word/media/")
}

fn count(markup: &Document<'_>, name: &str) -> usize {
    let named = |node: &Node<'_, '_>| node.tag_name().name() == name;
    markup.descendants().filter(named).count()
}

#[test]
fn a_run_has_a_briefing() {
    let stage = Stage::new("briefing-run");
    stage.done("run baseline.yaml --runs 3 --quiet --lang zh --out out");
    let bytes = fs::read(stage.path("out/briefing.docx")).unwrap();
    let mut package = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = package
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in &names {
        assert_eq!(
            package.by_name(name).unwrap().last_modified(),
            Some(zip::DateTime::default())
        );
        if !picture(name) {
            let text = part(&bytes, name);
            Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
    let text = part(&bytes, "word/document.xml");
    let markup = Document::parse(&text).unwrap();
    let title = paragraphs(&markup, "Title");
    assert_eq!(title.len(), 1);
    assert!(title[0].contains("规划目标达成情况"), "{title:?}");
    let headings = paragraphs(&markup, "Heading1");
    for heading in ["总体结论", "目标达成情况", "资金需求", "尚不清楚的事"] {
        assert!(headings.iter().any(|h| h == heading), "{headings:?}");
    }
    let captions = paragraphs(&markup, "Caption");
    let media = names.iter().filter(|name| picture(name)).count();
    assert!(media >= 3, "{names:?}");
    assert_eq!(captions.len(), media);
    assert_eq!(count(&markup, "drawing"), media);
    for (number, caption) in (1..).zip(&captions) {
        assert!(caption.starts_with(&format!("图{number}\u{3000}")));
    }
    assert_eq!(count(&markup, "tblHeader"), count(&markup, "tbl"));
    let alts: Vec<&str> = markup
        .descendants()
        .filter_map(|node| node.attribute("descr"))
        .collect();
    assert!(!alts.is_empty() && alts.iter().all(|alt| alt.len() > 20));
    let drawn = fs::read(stage.path("out/charts/spending.png")).unwrap();
    let same = names.iter().filter(|name| picture(name)).any(|name| {
        let mut picture = Vec::new();
        package
            .by_name(name)
            .unwrap()
            .read_to_end(&mut picture)
            .unwrap();
        picture == drawn
    });
    assert!(same, "the folder's own pictures");
    let bookmarks: Vec<&str> = markup
        .descendants()
        .filter(|node| node.has_tag_name((WORD, "bookmarkStart")))
        .filter_map(|node| node.attribute((WORD, "name")))
        .collect();
    let anchors: Vec<&str> = markup
        .descendants()
        .filter_map(|node| node.attribute((WORD, "anchor")))
        .collect();
    assert!(anchors.len() > 10);
    assert!(anchors.iter().all(|anchor| bookmarks.contains(anchor)));
}

#[test]
fn a_comparison_has_one_in_english() {
    let stage = Stage::new("briefing-compare");
    let words = "compare baseline.yaml frugal.yaml --runs 3 --quiet --lang en";
    stage.done(&format!("{words} --out one"));
    stage.done(&format!("{words} --threads 1 --out other"));
    let bytes = fs::read(stage.path("one/briefing.docx")).unwrap();
    assert!(bytes == fs::read(stage.path("other/briefing.docx")).unwrap());
    let text = part(&bytes, "word/document.xml");
    let markup = Document::parse(&text).unwrap();
    let headings = paragraphs(&markup, "Heading1");
    assert!(
        headings
            .iter()
            .any(|h| h == "How the scenarios differ, and why")
    );
    let table: Vec<String> = paragraphs(&markup, "TableHead");
    for name in ["Test baseline", "Test frugal"] {
        assert!(table.iter().any(|cell| cell == name), "{table:?}");
    }
    let cells = paragraphs(&markup, "TableText");
    let attainment = stage.table("one/attainment.csv");
    let (at, assessed) = (attainment.at("probability"), attainment.rows.iter());
    let assessed: Vec<_> = assessed.filter(|row| !row[at].is_empty()).collect();
    assert!(assessed.len() >= 4);
    for row in &assessed {
        let share: f64 = row[at].parse().unwrap();
        let written = format!("\u{a0}{:.0}%, ", share * 100.0);
        assert!(
            cells.iter().any(|cell| cell.contains(&written)),
            "{written}"
        );
    }
    // a cell a goal and scenario, and no row for what nobody assesses
    let lights = cells.iter().filter(|cell| cell.contains('\u{a0}')).count();
    assert_eq!(lights, assessed.len());
}

#[test]
fn numbers_of_the_goal_table_are_those_of_attainment() {
    let stage = Stage::new("briefing-numbers");
    stage.done("run baseline.yaml --runs 7 --charts none --quiet --lang en --out out");
    let bytes = fs::read(stage.path("out/briefing.docx")).unwrap();
    let text = part(&bytes, "word/document.xml");
    let markup = Document::parse(&text).unwrap();
    let cells = paragraphs(&markup, "TableNumber");
    let table = stage.table("out/attainment.csv");
    let (at, low, high) = (
        table.at("probability"),
        table.at("ci_low"),
        table.at("ci_high"),
    );
    let mut assessed = 0;
    for row in table.rows.iter().filter(|row| !row[at].is_empty()) {
        let per_cent = |column: usize| {
            let share: f64 = row[column].parse().unwrap();
            format!("{:.0}%", share * 100.0)
        };
        let written = format!("{} ({}–{})", per_cent(at), per_cent(low), per_cent(high));
        assert!(cells.contains(&written), "{written} of {cells:?}");
        assessed += 1;
    }
    assert!(assessed > 0);
}

#[test]
fn without_charts_there_is_a_briefing_in_words() {
    let stage = Stage::new("briefing-words");
    stage.done("run baseline.yaml --runs 2 --quiet --charts none --out out");
    let bytes = fs::read(stage.path("out/briefing.docx")).unwrap();
    let text = part(&bytes, "word/document.xml");
    let markup = Document::parse(&text).unwrap();
    assert_eq!(count(&markup, "drawing"), 0);
    assert!(paragraphs(&markup, "Caption").is_empty());
    assert!(count(&markup, "tbl") >= 3);
}
