//! The page read back by a tokenizer of the web's own rules: what is in it, whatever stands in a scenario.

mod read;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use self::read::{check, read, row_counts};
use super::*;
use crate::analysis::{self, Difference, Ensemble, Summary};
use crate::batch::{self, Design, Progress};
use crate::record::RunRecord;
use crate::report::{Case, Kept};
use crate::scenario::{LoadOptions, Scenario, load};
use crate::sim::Foundation;

struct Quiet;
impl Progress for Quiet {}

const DESIGN: Design = Design {
    seed: 42,
    runs: 4,
    ledgers: true,
};

struct Simulated {
    scenario: Arc<Scenario>,
    runs: Vec<RunRecord>,
    summary: Summary,
}

fn pool() -> rayon::ThreadPool {
    batch::pool(2).unwrap()
}

fn simulated(name: &str, change: impl Fn(&mut Scenario)) -> Simulated {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    let file = file.join(format!("{name}.yaml"));
    let mut scenario = load(&file, &LoadOptions::default()).unwrap().scenario;
    change(&mut scenario);
    let scenario = Arc::new(scenario);
    let foundation = Arc::new(Foundation::new(&scenario));
    let runs = batch::run_all(&scenario, &foundation, DESIGN, &pool(), &Quiet);
    let ensemble = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let summary = analysis::summarise(&ensemble, &[]);
    Simulated {
        scenario,
        runs,
        summary,
    }
}

/// The report of scenarios, the first the baseline, and what `ask` says of it.
fn of<T>(all: &[Simulated], ask: impl FnOnce(&Report<'_>) -> T) -> T {
    let ensemble = |one: &Simulated| -> (Arc<Scenario>, Vec<RunRecord>) {
        (Arc::clone(&one.scenario), one.runs.clone())
    };
    let (scenario, runs) = ensemble(&all[0]);
    let baseline = Ensemble {
        scenario: &scenario,
        runs: &runs,
    };
    let differences: Vec<Difference> = all[1..]
        .iter()
        .map(|one| {
            let other = Ensemble {
                scenario: &one.scenario,
                runs: &one.runs,
            };
            Difference {
                indicators: analysis::indicator_differences(&baseline, &other),
                attainment: analysis::attainment_differences(&baseline, &other),
            }
        })
        .collect();
    let cases: Vec<Case<'_>> = all
        .iter()
        .map(|one| Case {
            scenario: &one.scenario,
            runs: &one.runs,
            summary: &one.summary,
            central: &one.runs[0],
        })
        .collect();
    ask(&Report {
        cases: &cases,
        differences: &differences,
        seed: DESIGN.seed,
        kept: Kept::Central,
        map: None,
    })
}

fn set(report: &Report<'_>, lang: Lang) -> String {
    let charts = charts(report);
    let document = briefing::compose(report);
    page(report, &document, charts, lang, &pool())
}

/// Tables in the text of a document, before those behind it.
fn in_text(document: &Document) -> usize {
    let blocks = document.sections.iter().flat_map(|s| &s.blocks);
    blocks.filter(|b| matches!(b, Block::Table(_))).count()
}

#[test]
fn a_run_is_a_sound_page() {
    let all = [simulated("baseline", |_| {})];
    of(&all, |report| {
        let page = set(report, Lang::Zh);
        assert!(page.len() < 3_000_000, "{} bytes", page.len());
        assert!(!page.contains("http://") && !page.contains("https://"));
        let elements = read(&page);
        check(&elements);
        assert_eq!(elements[0].attribute("lang"), Some("zh"));
        let count = |name: &str| elements.iter().filter(|e| e.name == name).count();
        assert_eq!(count("svg"), 2 * charts(report).len());
        let document = briefing::compose(report);
        // its sections, the charts it leaves out, and the tables behind
        assert_eq!(count("h2"), document.sections.len() + 2);
        // goals, indicators, spending
        let case = &report.cases[0];
        let total = case.summary.indicators.iter().filter(|row| row.place == 0);
        let indicators: BTreeSet<_> = total.map(|row| row.indicator).collect();
        let spent = analysis::spending(case.scenario, &case.central.ledger);
        let funders: BTreeSet<_> = spent.iter().map(|row| row.funder.key()).collect();
        assert_eq!(
            row_counts(&elements)[in_text(&document)..],
            [
                case.scenario.targets.len(),
                indicators.len(),
                funders.len() + 2
            ]
        );
        // a fan's table has a row for each year from the first published one
        let fans = elements
            .iter()
            .filter(|e| e.attribute("data-hover").is_some());
        assert_eq!(fans.count(), case.summary.goals.len());
        let sheets = elements
            .iter()
            .filter(|e| e.attribute("data-first").is_some());
        for sheet in sheets.clone() {
            let part = |name| sheet.attribute(name).unwrap().parse::<f64>().unwrap();
            assert!(0.0 < part("data-left") && part("data-left") < part("data-right"));
            assert!(part("data-right") < 1.0);
            assert!(part("data-last") <= f64::from(case.scenario.end_year));
        }
        assert!(sheets.count() >= 2 * case.summary.goals.len());
    });
}

#[test]
fn a_comparison_is_a_sound_page() {
    let all = [simulated("baseline", |_| {}), simulated("frugal", |_| {})];
    of(&all, |report| {
        let elements = read(&set(report, Lang::En));
        check(&elements);
        let counts = &row_counts(&elements)[in_text(&briefing::compose(report))..];
        let targets: usize = report.cases.iter().map(|c| c.scenario.targets.len()).sum();
        let difference = &report.differences[0];
        let total = difference.indicators.iter().filter(|row| row.place == 0);
        let moved: BTreeSet<_> = total.map(|row| row.indicator).collect();
        assert_eq!(counts[0], targets);
        assert_eq!(counts[1], difference.attainment.len());
        assert_eq!(counts[2], moved.len());
        assert_eq!(counts.len(), 7, "and indicators and spending of each");
    });
}

#[test]
fn both_languages_are_complete() {
    let all = [simulated("baseline", |_| {}), simulated("frugal", |_| {})];
    of(&all, |report| {
        let pages = [Lang::Zh, Lang::En].map(|lang| set(report, lang));
        assert_ne!(pages[0], pages[1]);
        let [zh, en] = [&pages[0], &pages[1]].map(|page| read(page));
        // but for the language it begins with and its title, the page is the same
        assert_eq!(zh.len(), en.len());
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let mut said = [0; 2];
        for (at, element) in zh.iter().enumerate().skip(1) {
            let Some(lang) = element.attribute("lang") else {
                let words = [
                    "td",
                    "th",
                    "h1",
                    "h2",
                    "p",
                    "li",
                    "button",
                    "figcaption",
                    "summary",
                ];
                if words.contains(&element.name.as_str()) {
                    assert!(!element.text.trim().is_empty(), "{element:?}");
                }
                continue;
            };
            assert_eq!(element.text, en[at].text);
            let drawn = element.attribute("class") == Some("sheet");
            if !drawn {
                assert!(!element.text.trim().is_empty(), "{element:?}");
            }
            match lang {
                "zh" => said[0] += 1,
                "en" => said[1] += 1,
                other => panic!("{other}"),
            }
            if lang == "en" {
                // clauses of the plan are named as it names them
                let clauses = report.cases[0].scenario.targets.iter().map(|t| &t.clause);
                let text = clauses.fold(element.text.clone(), |text, clause| {
                    text.replace(clause.as_str(), "")
                });
                assert!(!chinese(&text), "{text}");
            }
        }
        assert_eq!(said[0], said[1], "each word in both languages");
        for svg in zh.iter().filter(|element| element.name == "svg") {
            let alt = svg.attribute("aria-label").unwrap();
            assert!(alt.len() > 20);
            assert_eq!(chinese(alt), svg.lang.as_deref() == Some("zh"), "{alt}");
        }
    });
}

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></title><svg onload=alert(1)>",
    "]]><!-- --><?php ?>",
    "a\u{0}b\u{1b}[31mc\u{202e}d\u{2066}e\u{9b}",
    "' onfocus='alert(1) &lt;b&gt; \u{2028}",
];

#[test]
fn nothing_of_a_scenario_is_markup() {
    for hostile in HOSTILE {
        let name = || Text::new(format!("甲{hostile}"), format!("A{hostile}"));
        let change = |scenario: &mut Scenario| {
            scenario.name = name();
            scenario.region = name();
            scenario.id = hostile.to_owned();
            for target in &mut scenario.targets {
                target.name = name();
                target.clause = hostile.to_owned();
            }
            for county in &mut scenario.counties {
                county.name = name();
            }
            for programme in &mut scenario.programmes {
                programme.name = name();
            }
            for file in &mut scenario.files {
                file.path = hostile.to_owned();
            }
        };
        let all = [simulated("baseline", change), simulated("frugal", change)];
        for count in [1, 2] {
            of(&all[..count], |report| {
                let page = set(report, Lang::Zh);
                let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
                assert!(!page.contains(control));
                assert!(!page.contains('\u{202e}') && !page.contains('\u{2066}'));
                let elements = read(&page);
                check(&elements);
                let heading = elements.iter().find(|e| e.name == "h1").unwrap();
                assert!(heading.text.contains(&*plain(hostile)), "{}", heading.text);
                let style = elements.iter().find(|e| e.name == "style").unwrap();
                assert_eq!(style.text, policy::STYLE);
                let script = elements.iter().find(|e| e.name == "script").unwrap();
                assert_eq!(script.text, policy::SCRIPT);
            });
        }
    }
}

#[test]
fn charts_not_asked_for_are_not_in_the_page() {
    let all = [simulated("baseline", |_| {})];
    of(&all, |report| {
        let document = briefing::compose(report);
        let mut one = charts(report);
        one.retain(|chart| chart.name == "spending");
        let elements = read(&page(report, &document, one, Lang::Zh, &pool()));
        check(&elements);
        let pictures = elements.iter().filter(|e| e.name == "svg").count();
        assert_eq!(pictures, 2);
        // and a chart the document does not name comes after it
        let short = Document {
            sections: Vec::new(),
            ..document
        };
        let elements = read(&page(report, &short, charts(report), Lang::Zh, &pool()));
        let pictures = elements.iter().filter(|e| e.name == "svg").count();
        assert_eq!(pictures, 2 * charts(report).len());
    });
}

#[test]
fn a_page_is_the_same_on_any_number_of_threads() {
    let all = [simulated("baseline", |_| {})];
    of(&all, |report| {
        let document = briefing::compose(report);
        let [one, four] = [1, 4].map(|threads| {
            let pool = batch::pool(threads).unwrap();
            page(report, &document, charts(report), Lang::En, &pool)
        });
        assert_eq!(one, four);
    });
}
