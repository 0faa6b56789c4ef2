//! `dabiao list …`

use std::path::{Path, PathBuf};

use comfy_table::Table;

use super::args::What;
use super::exit::Failure;
use super::load::{self, Warnings};
use super::reading::Reading;
use super::{goal_table, terminal};
use crate::indicator::{Indicator, IndicatorRow};
use crate::language::Lang;
use crate::policy::Instrument;
use crate::report::wording;
use crate::scenario::{LoadOptions, Parameter, Scenario};

/// Lists `what`; of the scenario in `file` where one is named.
pub(super) fn list(what: What, file: Option<&Path>, lang: Lang) -> Result<(), Failure> {
    let scenario = match file {
        Some(file) => Some(
            load::scenarios(&[file.to_owned()], &Reading::default(), Warnings::Few, lang)?
                .remove(0),
        ),
        None => None,
    };
    let table = match what {
        What::Indicators => indicators(scenario.as_ref(), lang),
        What::Targets => targets(scenario.as_ref(), lang),
        What::Instruments => instruments(lang),
        What::Parameters => parameters(scenario.as_ref(), lang),
        What::Scenarios => scenarios(lang),
    };
    terminal::out(&format!("{table}\n"))
}

fn indicators(scenario: Option<&Scenario>, lang: Lang) -> Table {
    let built_in = || Indicator::ALL.iter().map(|i| i.row()).collect();
    let rows: Vec<IndicatorRow> = scenario.map_or_else(built_in, Scenario::indicators);
    let mut table = goal_table::plain(&[
        lang.pick("编号", "key"),
        lang.pick("名称", "name"),
        lang.pick("单位", "unit"),
        lang.pick("分区县", "by county"),
    ]);
    for row in rows {
        let yes = if row.by_county {
            lang.pick("是", "yes")
        } else {
            ""
        };
        table.add_row([&row.key, row.name.get(lang), &row.unit.label(lang), yes]);
    }
    table
}

fn instruments(lang: Lang) -> Table {
    let mut table = goal_table::plain(&[lang.pick("编号", "key"), lang.pick("名称", "name")]);
    for (key, name) in Instrument::catalogue() {
        table.add_row([key, name.get(lang)]);
    }
    table
}

fn parameters(scenario: Option<&Scenario>, lang: Lang) -> Table {
    let mut headers = vec![lang.pick("编号", "key"), lang.pick("名称", "name")];
    if scenario.is_some() {
        headers.extend([
            lang.pick("取值", "value"),
            lang.pick("等级", "grade"),
            lang.pick("来源", "source"),
        ]);
    }
    let mut table = goal_table::plain(&headers);
    for parameter in Parameter::ALL {
        let mut row = vec![
            parameter.row().key.to_owned(),
            parameter.label(lang).to_owned(),
        ];
        if let Some(scenario) = scenario {
            let value = scenario.parameter(*parameter);
            row.push(value.base.to_string());
            row.push(value.provenance.grade.key().to_owned());
            row.push(value.provenance.source.clone());
        }
        table.add_row(row);
    }
    table
}

/// Targets of a scenario, or of all scenarios below `scenarios/`, each once.
fn targets(scenario: Option<&Scenario>, lang: Lang) -> Table {
    let found;
    let all: Vec<&Scenario> = if let Some(scenario) = scenario {
        vec![scenario]
    } else {
        found = shipped();
        found.iter().map(|(_, scenario)| scenario).collect()
    };
    let mut table = goal_table::plain(&[
        lang.pick("编号", "id"),
        lang.pick("目标", "target"),
        lang.pick("数值", "number"),
        lang.pick("年份", "year"),
        lang.pick("依据", "evidence"),
        lang.pick("条款", "clause"),
    ]);
    let mut said: Vec<Vec<String>> = Vec::new();
    for scenario in all {
        let indicators = scenario.indicators();
        for target in &scenario.targets {
            let unit = &indicators[target.indicator.index()].unit;
            let row = vec![
                target.id.clone(),
                target.name.get(lang).to_owned(),
                wording::threshold(target, unit, lang),
                target.due_year.to_string(),
                target.evidence.key().to_owned(),
                target.clause_in(lang),
            ];
            if !said.contains(&row) {
                table.add_row(row.clone());
                said.push(row);
            }
        }
    }
    table
}

fn scenarios(lang: Lang) -> Table {
    let mut table = goal_table::plain(&[
        lang.pick("文件", "file"),
        lang.pick("地区", "region"),
        lang.pick("名称", "name"),
        lang.pick("说明", "description"),
    ]);
    for (path, scenario) in shipped() {
        table.add_row([
            &path.display().to_string(),
            scenario.region.get(lang),
            scenario.name.get(lang),
            scenario.description.get(lang),
        ]);
    }
    table
}

/// Every complete scenario below `scenarios/`, by path; parents that are not complete by themselves are left out.
pub(super) fn shipped() -> Vec<(PathBuf, Scenario)> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("scenarios")];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .into_iter()
        .filter_map(|path| {
            let loaded = crate::scenario::load(&path, &LoadOptions::default()).ok()?;
            Some((path, loaded.scenario))
        })
        .collect()
}
