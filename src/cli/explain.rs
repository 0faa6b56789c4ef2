//! `dabiao explain NAME`

use std::path::Path;

use comfy_table::{ColumnConstraint, Width};

use super::exit::Failure;
use super::load::{self, Warnings};
use super::reading::Reading;
use super::{goal_table, list, terminal};
use crate::analysis;
use crate::indicator::{Indicator, IndicatorId, IndicatorRow, Target};
use crate::language::Lang;
use crate::report::{self, wording};
use crate::scenario::parameter::{Dimension, Role};
use crate::scenario::resolved::{Distribution, ParameterValue, Provenance};
use crate::scenario::usual::Per;
use crate::scenario::{Parameter, Scenario};

/// What is said of one thing: its name, then question and answer by line.
#[derive(PartialEq)]
struct Entry {
    head: String,
    lines: Vec<(&'static str, String)>,
}

/// Says what `name` means: as an indicator, as a parameter and as a target, whichever it is. Values, sources and grades are
/// those of the scenario in `file`; without one, targets and cultivated items of every shipped scenario are looked through.
pub(super) fn explain(name: &str, file: Option<&Path>, lang: Lang) -> Result<(), Failure> {
    let scenarios: Vec<Scenario> = match file {
        Some(file) => {
            load::scenarios(&[file.to_owned()], &Reading::default(), Warnings::Few, lang)?
        }
        None => list::shipped().into_iter().map(|(_, s)| s).collect(),
    };
    let given = scenarios.first().filter(|_| file.is_some());
    let mut entries = Vec::new();
    if let Some(indicator) = Indicator::from_key(name) {
        entries.push(of_indicator(indicator.id(), &indicator.row(), given, lang));
    }
    if let Some(parameter) = Parameter::from_key(name) {
        entries.push(of_parameter(parameter, given, lang));
    }
    for scenario in &scenarios {
        let items = scenario.items.iter().enumerate();
        for (at, _) in items.filter(|(_, item)| item.id == name) {
            let id = IndicatorId::cultivated(u16::try_from(at).expect("a few items"));
            let row = &scenario.indicators()[id.index()];
            entries.push(of_indicator(id, row, Some(scenario), lang));
        }
        let targets = scenario.targets.iter().zip(&scenario.target_sources);
        entries.extend(
            targets
                .filter(|(target, _)| target.id == name)
                .map(|(target, source)| of_target(target, source, scenario, lang)),
        );
    }
    let mut said: Vec<Entry> = Vec::new();
    for entry in entries {
        if !said.contains(&entry) {
            said.push(entry);
        }
    }
    if said.is_empty() {
        return Err(unknown(name, &scenarios));
    }
    let shown: Vec<String> = said.iter().map(|entry| shown(entry, lang)).collect();
    terminal::out(&shown.join("\n"))
}

fn shown(entry: &Entry, lang: Lang) -> String {
    let mut table = goal_table::plain(&[lang.pick("项目", "item"), &entry.head]);
    for (question, answer) in &entry.lines {
        table.add_row([*question, answer.as_str()]);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(12)));
    }
    format!("{table}\n")
}

fn head(kind: &str, key: &str, name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{kind} {key}：{name}"),
        Lang::En => format!("{kind} {key}: {name}"),
    }
}

fn of_indicator(
    id: IndicatorId,
    row: &IndicatorRow,
    scenario: Option<&Scenario>,
    lang: Lang,
) -> Entry {
    let when = if row.yearly {
        lang.pick("当年的流量", "of the year")
    } else {
        lang.pick("年末的状态", "at the year's end")
    };
    let counties = if row.by_county {
        lang.pick("全市和各区县", "for the whole place and by county")
    } else {
        lang.pick("只有全市", "for the whole place only")
    };
    let mut lines = vec![
        (
            lang.pick("公式", "formula"),
            row.formula.get(lang).to_owned(),
        ),
        (lang.pick("单位", "unit"), row.unit.label(lang)),
        (
            lang.pick("口径", "kind"),
            format!("{when}{}{counties}", lang.pick("；", "; ")),
        ),
    ];
    let question = lang.pick("基期值", "base value");
    if let Some(parameter) = analysis::base_parameter(id) {
        let key = parameter.row().key;
        let base = match (scenario, lang) {
            (None, Lang::Zh) => format!("由参数 {key} 给出"),
            (None, Lang::En) => format!("given by the parameter {key}"),
            (Some(scenario), _) => {
                let value = drawn(parameter, scenario.parameter(parameter), lang);
                format!("{key} = {value}")
            }
        };
        lines.push((question, base));
        if let Some(scenario) = scenario {
            lines.extend(provenance(&scenario.parameter(parameter).provenance, lang));
        }
    } else {
        let item = id.index().checked_sub(Indicator::ALL.len());
        let item = item.and_then(|at| scenario?.items.get(at));
        if let Some(item) = item {
            let none = lang.pick("未知，只计新增", "not known: only what is added counts");
            let base = item
                .base
                .map_or_else(|| none.to_owned(), |base| base.to_string());
            lines.push((question, base));
            lines.extend(provenance(&item.provenance, lang));
        }
    }
    Entry {
        head: head(
            lang.pick("指标", "indicator"),
            &row.key,
            row.name.get(lang),
            lang,
        ),
        lines,
    }
}

fn of_parameter(parameter: Parameter, scenario: Option<&Scenario>, lang: Lang) -> Entry {
    let row = parameter.row();
    let section = row.equation.section();
    let role = match row.role {
        Role::Drawn => lang.pick("每次模拟抽取一次", "drawn once a run"),
        Role::Shared => lang.pick("各次模拟共用，不抽取", "shared by all runs, never drawn"),
    };
    let range = |(low, high): (f64, f64)| {
        let [low, high] = [low, high].map(|value| wording::quantity(value, row.dimension, lang));
        format!("{low}{}{high}", lang.pick(" 至 ", " to "))
    };
    let mut lines = vec![
        (
            lang.pick("公式", "formula"),
            format!("{} (docs/model.md, {section})", row.equation.text(lang)),
        ),
        (
            lang.pick("单位", "unit"),
            unit(row.dimension, lang).to_owned(),
        ),
        (lang.pick("取法", "drawn"), role.to_owned()),
        (lang.pick("允许范围", "allowed"), range(row.range)),
    ];
    if let Some(usual) = parameter.usual() {
        let said = match usual.per {
            Per::One => range((usual.low, usual.high)),
            Per::Resident => {
                // what is counted for each resident may be far below 1
                let ends = [usual.low, usual.high].map(|end| format!("{end}"));
                let unit = match row.dimension {
                    Dimension::Money => lang.pick("元", " yuan"),
                    _ => "",
                };
                let [low, high] = ends;
                match lang {
                    Lang::Zh => format!("每位居民 {low} 至 {high}{unit}"),
                    Lang::En => format!("{low} to {high}{unit} a resident"),
                }
            }
        };
        lines.push((lang.pick("常见范围", "usual"), said));
    }
    if let Some(scenario) = scenario {
        let value = scenario.parameter(parameter);
        lines.push((lang.pick("取值", "value"), drawn(parameter, value, lang)));
        lines.extend(provenance(&value.provenance, lang));
    } else {
        let said = lang.pick(
            "在情景文件中；在命令后写上情景文件即可看到",
            "in the scenario: name its file behind the command",
        );
        lines.push((lang.pick("取值和来源", "value, source"), said.to_owned()));
    }
    Entry {
        head: head(
            lang.pick("参数", "parameter"),
            row.key,
            parameter.label(lang),
            lang,
        ),
        lines,
    }
}

fn of_target(target: &Target, source: &Provenance, scenario: &Scenario, lang: Lang) -> Entry {
    let indicators = scenario.indicators();
    let row = &indicators[target.indicator.index()];
    let mut lines = vec![
        (
            lang.pick("指标", "indicator"),
            format!("{} ({})", row.name.get(lang), row.key),
        ),
        (
            lang.pick("数值", "number"),
            format!(
                "{}{}{}",
                wording::threshold(target, &row.unit, lang),
                lang.pick("，", ", "),
                match lang {
                    Lang::Zh => format!("{}年末到期", target.due_year),
                    Lang::En => format!("due at the end of {}", target.due_year),
                }
            ),
        ),
        (
            lang.pick("比较", "compared"),
            match lang {
                Lang::Zh => format!("先四舍五入到 {} 的倍数", target.precision),
                Lang::En => format!("after rounding to a multiple of {}", target.precision),
            },
        ),
        (
            lang.pick("公式", "formula"),
            row.formula.get(lang).to_owned(),
        ),
        (lang.pick("单位", "unit"), row.unit.label(lang)),
        (
            lang.pick("基期证据", "evidence"),
            wording::evidence(target.evidence, lang).to_owned(),
        ),
    ];
    if !target.clause.is_empty() {
        lines.push((lang.pick("条款", "clause"), target.clause_in(lang)));
    }
    lines.extend(
        report::denominator(target, lang).map(|said| (lang.pick("分母", "denominator"), said)),
    );
    lines.extend(provenance(source, lang));
    Entry {
        head: head(
            lang.pick("目标", "target"),
            &target.id,
            target.name.get(lang),
            lang,
        ),
        lines,
    }
}

/// A parameter's value and how it spreads.
fn drawn(parameter: Parameter, value: &ParameterValue, lang: Lang) -> String {
    let text = |value: f64| wording::quantity(value, parameter.row().dimension, lang);
    let word = wording::distribution(&value.distribution, lang);
    let base = text(value.base);
    let comma = lang.pick("，", ", ");
    match &value.distribution {
        Distribution::Fixed => format!("{base}{comma}{word}"),
        Distribution::Triangular { low, high }
        | Distribution::Uniform { low, high }
        | Distribution::Lognormal { low, high } => {
            let (low, high) = (text(*low), text(*high));
            let to = lang.pick(" 至 ", " to ");
            format!("{base}{comma}{word}{comma}{low}{to}{high}")
        }
        Distribution::Discrete { outcomes } => {
            let outcomes: Vec<String> = outcomes
                .iter()
                .map(|(value, chance)| format!("{} ({})", text(*value), wording::share(*chance)))
                .collect();
            format!(
                "{base}{comma}{word}{comma}{}",
                outcomes.join(lang.pick("、", ", "))
            )
        }
    }
}

fn provenance(provenance: &Provenance, lang: Lang) -> [(&'static str, String); 2] {
    let (grade, known_by) = (provenance.grade.key(), provenance.known_by);
    let meaning = wording::grade(provenance.grade, lang);
    let grade = match lang {
        Lang::Zh => format!("{grade}（{meaning}），{known_by}年可知"),
        Lang::En => format!("{grade} ({meaning}), known by {known_by}"),
    };
    [
        (lang.pick("来源", "source"), provenance.source.clone()),
        (lang.pick("等级", "grade"), grade),
    ]
}

/// How a scenario writes a value of the dimension.
fn unit(dimension: Dimension, lang: Lang) -> &'static str {
    match dimension {
        Dimension::Money => lang.pick("金额，如 3000万元", "money, such as 120 million yuan"),
        Dimension::Share => lang.pick("比重，如 5 %", "a share, such as 5 %"),
        Dimension::Rate => lang.pick("年率，如 8 %/年", "a yearly rate, such as 8 %/year"),
        Dimension::Ratio => lang.pick("比值，无单位", "a ratio without a unit"),
        Dimension::Months => lang.pick("月数，如 15个月", "months, such as 15 months"),
        Dimension::Length => lang.pick("长度，如 600 m", "a length, such as 600 m"),
        Dimension::Count => lang.pick("个数", "a count"),
    }
}

fn unknown(name: &str, scenarios: &[Scenario]) -> Failure {
    let mut names: Vec<String> = Indicator::ALL.iter().map(|i| i.row().key).collect();
    names.extend(Parameter::ALL.iter().map(|p| p.row().key.to_owned()));
    for scenario in scenarios {
        names.extend(scenario.items.iter().map(|item| item.id.clone()));
        names.extend(scenario.targets.iter().map(|target| target.id.clone()));
    }
    names.sort();
    names.dedup();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Failure::NoName {
        name: name.to_owned(),
        near: report::near(name, &names)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}
