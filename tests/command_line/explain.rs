//! `dabiao explain`: everything that has a name is explained, in both languages, with where its value comes from.

use dabiao::indicator::Indicator;
use dabiao::language::Lang;
use dabiao::scenario::{LoadOptions, Parameter, load};

use super::stage::Stage;

fn said(stage: &Stage, words: &str) -> String {
    String::from_utf8(stage.done(words).stdout).unwrap()
}

/// Text without the frames and line breaks of a table.
fn plain(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !('\u{2500}'..='\u{257f}').contains(c) && *c != '┆';
    text.chars().filter(kept).collect()
}

#[test]
fn every_indicator_parameter_and_target_is_explained_in_both_languages() {
    let stage = Stage::new("explain");
    let file = stage.path("baseline.yaml");
    let scenario = load(&file, &LoadOptions::default()).unwrap().scenario;
    for lang in [Lang::Zh, Lang::En] {
        let mut expected: Vec<(String, Vec<String>)> = Vec::new();
        for row in scenario.indicators() {
            let told = [
                row.name.get(lang),
                row.formula.get(lang),
                &row.unit.label(lang),
            ];
            expected.push((row.key.clone(), told.map(str::to_owned).to_vec()));
        }
        for parameter in Parameter::ALL {
            let source = &scenario.parameter(*parameter).provenance.source;
            let told = [
                parameter.label(lang),
                parameter.row().equation.text(lang),
                source,
            ];
            expected.push((
                parameter.row().key.to_owned(),
                told.map(str::to_owned).to_vec(),
            ));
        }
        for (target, source) in scenario.targets.iter().zip(&scenario.target_sources) {
            let told = [target.name.get(lang), &source.source, source.grade.key()];
            expected.push((target.id.clone(), told.map(str::to_owned).to_vec()));
        }
        assert!(expected.len() > 170, "{} names", expected.len());
        // threads, since each name is a run of the program
        std::thread::scope(|scope| {
            for part in expected.chunks(expected.len().div_ceil(2)) {
                let stage = &stage;
                scope.spawn(move || {
                    for (name, told) in part {
                        let text = plain(&said(
                            stage,
                            &format!("explain {name} baseline.yaml --lang {lang}"),
                        ));
                        for part in told {
                            assert!(text.contains(&plain(part)), "{name}: {part:?} in {text}");
                        }
                    }
                });
            }
        });
    }
}

#[test]
fn every_formula_and_equation_has_words_of_its_language() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for indicator in Indicator::ALL {
        let row = indicator.row();
        assert!(
            !row.formula.zh.is_empty() && !chinese(&row.formula.en),
            "{}",
            row.key
        );
    }
    for parameter in Parameter::ALL {
        let row = parameter.row();
        assert!(!chinese(row.equation.text(Lang::En)), "{}", row.key);
        assert!(
            chinese(row.equation.text(Lang::Zh)) || row.key.starts_with("online"),
            "{}",
            row.key
        );
        assert!((5..=11).contains(&row.equation.section()), "{}", row.key);
    }
}

#[test]
fn values_and_grades_are_those_of_the_scenario() {
    let stage = Stage::new("explain-values");
    let text = plain(&said(&stage, "explain station_capex frugal.yaml --lang en"));
    // 20万元 with a triangle from 18 to 24
    for part in [
        "200,000yuan,triangular,180,000yuanto240,000yuan",
        "dearerforthetest",
        "C(",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = plain(&said(&stage, "explain station_capex --lang zh"));
    assert!(text.contains("允许范围1元至1000万元"), "{text}");
    let text = plain(&said(&stage, "explain nodes baseline.yaml --lang zh"));
    assert!(text.contains("离散取值"), "{text}");
    // a name of an indicator and a target says both
    let text = said(&stage, "explain base_stations baseline.yaml --lang en");
    assert!(text.contains("indicator base_stations"), "{text}");
    assert!(text.contains("target base_stations"), "{text}");
}

#[test]
fn a_name_that_is_not_known_is_refused_with_the_nearest() {
    let stage = Stage::new("explain-unknown");
    let said = stage.refused("explain station_capx --lang en", 64);
    assert!(said.contains("did you mean station_capex"), "{said}");
    let said = stage.refused("explain station_capx --lang zh", 64);
    assert!(said.contains("是否想写：station_capex"), "{said}");
    let said = stage.refused("explain zzzz baseline.yaml --lang en", 64);
    assert!(said.contains("dabiao list indicators"), "{said}");
    stage.refused("explain station_capex absent.yaml", 66);
}
