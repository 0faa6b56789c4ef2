//! Every number stands somewhere, and each language is its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compose;
use crate::analysis::{self, Difference, Ensemble};
use crate::batch::{self, Design, Silent};
use crate::language::{Lang, Text};
use crate::report::document::{Block, Document, Sentence};
use crate::report::{Case, Folder, Kept, Report, RunLog, finish, write_tables};
use crate::scenario::{LoadOptions, Parameter, Scenario, load};
use crate::sim::Foundation;

/// What a briefing says, the scenarios, and the folder with the tables it points to.
struct Made {
    document: Document,
    scenarios: Vec<Arc<Scenario>>,
    folder: PathBuf,
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs each of `files`, with a setting of its own.
fn made(name: &str, files: &[(&str, &[&str])], runs: u32) -> Made {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    let pool = batch::pool(2).unwrap();
    let design = Design {
        seed: 42,
        runs,
        ledgers: false,
    };
    let scenarios: Vec<Arc<Scenario>> = files
        .iter()
        .map(|(file, set)| {
            let set = set.iter().map(|&setting| setting.to_owned()).collect();
            let loaded = load(&small.join(file), &LoadOptions { set });
            Arc::new(loaded.expect("the fixture is sound").scenario)
        })
        .collect();
    let foundations: Vec<Arc<Foundation>> = scenarios
        .iter()
        .map(|scenario| Arc::new(Foundation::new(scenario)))
        .collect();
    let all: Vec<_> = scenarios
        .iter()
        .zip(&foundations)
        .map(|(scenario, foundation)| {
            let runs = batch::run_all(scenario, foundation, design, &pool, &Silent);
            let others = batch::run_other_events(scenario, foundation, 42, design.runs, &pool);
            let ensemble = Ensemble {
                scenario,
                runs: &runs,
            };
            let summary = analysis::summarise(&ensemble, &others);
            let central = analysis::central_run(&ensemble);
            let central = batch::run_again(scenario, foundation, 42, central);
            (runs, summary, central)
        })
        .collect();
    let cases: Vec<Case<'_>> = scenarios
        .iter()
        .zip(&all)
        .map(|(scenario, (runs, summary, central))| Case {
            scenario,
            runs,
            summary,
            central,
        })
        .collect();
    let ensemble = |at: usize| Ensemble {
        scenario: &scenarios[at],
        runs: &all[at].0,
    };
    let differences: Vec<Difference> = (1..cases.len())
        .map(|at| Difference {
            indicators: analysis::indicator_differences(&ensemble(0), &ensemble(at)),
            attainment: analysis::attainment_differences(&ensemble(0), &ensemble(at)),
        })
        .collect();
    let report = Report {
        cases: &cases,
        differences: &differences,
        seed: 42,
        kept: Kept::Central,
        map: None,
    };
    let place = std::env::temp_dir().join(format!("dabiao-briefing-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    let mut folder = Folder::begin(&place).unwrap();
    write_tables(&mut folder, &report).unwrap();
    let log = RunLog {
        started: String::new(),
        seconds: 0.0,
        seconds_simulating: 0.0,
        host: String::new(),
        system: String::new(),
        threads: 1,
        command: Vec::new(),
        working_directory: String::new(),
        scenario_files: Vec::new(),
        output: String::new(),
        language: String::new(),
    };
    finish(folder, &report, &log).unwrap();
    Made {
        document: compose(&report),
        scenarios,
        folder: place,
    }
}

/// A briefing of a run and one of a comparison, in folders of `test` alone: tests run side by side.
fn both_kinds(test: &str) -> [Made; 2] {
    [
        made(&format!("{test}-one"), &[("baseline.yaml", &[])], 40),
        made(
            &format!("{test}-two"),
            &[
                ("baseline.yaml", &[]),
                ("frugal.yaml", &["programmes.operator_5g.envelope=40 %"]),
            ],
            40,
        ),
    ]
}

fn sentences(document: &Document) -> Vec<&Sentence> {
    let mut all = Vec::new();
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        match block {
            Block::Paragraph(said) => all.extend(said),
            Block::List(points) => all.extend(points.iter().flatten()),
            Block::Figure(_) | Block::Table(_) => {}
        }
    }
    all
}

/// All names and sources that scenarios and catalogues give, the longest first.
fn names(made: &Made, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = Parameter::ALL
        .iter()
        .map(|p| p.label(lang).to_owned())
        .collect();
    let mut add = |text: &Text| names.push(text.get(lang).to_owned());
    for scenario in &made.scenarios {
        add(&scenario.name);
        add(&scenario.region);
        scenario.counties.iter().for_each(|c| add(&c.name));
        scenario.targets.iter().for_each(|t| add(&t.name));
        scenario.indicators().iter().for_each(|i| {
            add(&i.name);
        });
    }
    for scenario in &made.scenarios {
        let parameters = scenario.parameters.iter().map(|p| &p.provenance);
        let items = scenario.items.iter().map(|item| &item.provenance);
        let sources = parameters
            .chain(items)
            .chain(&scenario.programme_sources)
            .chain([&scenario.national.provenance]);
        names.extend(sources.map(|p| super::method::shortened(&p.source)));
    }
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn without(text: &str, names: &[String]) -> String {
    names
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, "␣"))
}

/// Whether one row of a table, or a value of the manifest, is named by `key`.
fn stands(made: &Made, file: &str, key: &str) -> bool {
    let path = made.folder.join(file);
    if file == "manifest.json" {
        let text = fs::read_to_string(&path).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        return value.pointer(&format!("/{key}")).is_some();
    }
    let mut table = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
    table.records().any(|record| {
        let record = record.unwrap();
        let mut cells = record.iter();
        key.split('/')
            .all(|wanted| cells.by_ref().any(|cell| cell == wanted))
    })
}

#[test]
fn every_number_stands_in_a_row() {
    for made in both_kinds("rows") {
        let names = [names(&made, Lang::Zh), names(&made, Lang::En)];
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        let mut pointed = 0;
        for sentence in sentences(&made.document) {
            for (lang, names) in [Lang::Zh, Lang::En].into_iter().zip(&names) {
                let rest = without(sentence.text.get(lang), names);
                let stated = rest.chars().any(|c| c.is_ascii_digit());
                assert!(!stated || sentence.basis.is_some(), "{rest}");
            }
            for row in sentence.basis.iter().flat_map(|basis| basis.split("; ")) {
                let (file, key) = row.split_once(": ").unwrap();
                let stands = *known
                    .entry(row.to_owned())
                    .or_insert_with(|| stands(&made, file, key));
                assert!(stands, "{row} of {:?}", sentence.text.en);
                pointed += 1;
            }
        }
        assert!(pointed > 20);
    }
}

#[test]
fn each_language_is_its_own() {
    for made in both_kinds("languages") {
        let mut texts = vec![made.document.title.clone(), made.document.subtitle.clone()];
        texts.extend(sentences(&made.document).iter().map(|s| s.text.clone()));
        for section in &made.document.sections {
            texts.push(section.heading.clone());
            for block in &section.blocks {
                match block {
                    Block::Figure(figure) => texts.push(figure.caption.clone()),
                    Block::Table(table) => {
                        texts.push(table.caption.clone());
                        texts.extend(table.header.clone());
                        texts.extend(table.rows.iter().flatten().map(|c| c.text.clone()));
                    }
                    Block::Paragraph(_) | Block::List(_) => {}
                }
            }
        }
        let (zh, en) = (names(&made, Lang::Zh), names(&made, Lang::En));
        for text in texts {
            let rest = without(&text.zh, &zh);
            let word = rest
                .split(|c: char| !c.is_ascii_alphabetic())
                .find(|word| word.len() > 1);
            assert_eq!(word, None, "{}", text.zh);
            let rest = without(&text.en, &en);
            let stray = rest.chars().find(|c| ('\u{2e80}'..'\u{ff00}').contains(c));
            assert_eq!(stray, None, "{}", text.en);
            assert!(!text.zh.is_empty() && !text.en.is_empty());
        }
    }
}

#[test]
fn a_comparison_says_how_and_why() {
    let [one, two] = both_kinds("why");
    let headings = |made: &Made| -> Vec<String> {
        let sections = made.document.sections.iter();
        sections.map(|s| s.heading.en.clone()).collect()
    };
    let only: Vec<String> = headings(&two)
        .into_iter()
        .filter(|heading| !headings(&one).contains(heading))
        .collect();
    assert_eq!(only, ["How the scenarios differ, and why"]);
    let reasons = |made: &Made| {
        let said = sentences(&made.document);
        said.iter()
            .filter(|s| s.text.en.starts_with("Why: "))
            .count()
    };
    assert_eq!(reasons(&one), 0);
    assert!(reasons(&two) > 0);
    let said = sentences(&two.document);
    let same = "Main goals without a clear change: ";
    assert!(said.iter().any(|s| s.text.en.starts_with(same)));
}

#[test]
fn two_runs_make_a_briefing_that_says_so() {
    let made = made("few", &[("baseline.yaml", &[])], 2);
    let said = sentences(&made.document);
    let few = "There are too few runs to say which grade C inputs matter most.";
    assert!(said.iter().any(|s| s.text.en == few));
    assert!(said.iter().any(|s| s.text.en.contains("do not decide")));
    for sentence in said {
        assert!(!sentence.text.en.contains("NaN"), "{}", sentence.text.en);
    }
}
