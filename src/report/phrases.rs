//! Phrases that charts and tables share: under which scenario, from which source, with how many runs. Knows no chart.

use super::{Case, Report, wording};
use crate::analysis::Attainment;
use crate::indicator::{Evidence, Indicator, IndicatorId, Origin, Target, Unit};
use crate::language::{Lang, Text};
use crate::record::Limit;
use crate::scenario::resolved::Grade;
use crate::scenario::{Parameter, Scenario};

/// A text written once for each language.
pub(super) fn both(write: impl Fn(Lang) -> String) -> Text {
    Text::new(write(Lang::Zh), write(Lang::En))
}

/// A scenario's name, and its key beside it where another scenario of the report has the same name.
pub(super) fn name(report: &Report<'_>, scenario: &Scenario, lang: Lang) -> String {
    let name = scenario.name.get(lang);
    let same = |case: &&Case<'_>| case.scenario.name.get(lang) == name;
    if report.cases.iter().filter(same).count() < 2 {
        return name.to_owned();
    }
    match lang {
        Lang::Zh => format!("{name}（{}）", scenario.id),
        Lang::En => format!("{name} ({})", scenario.id),
    }
}

/// Puts their keys beside the names of scenarios that have the same name, so that whatever is told of them tells them apart; the
/// same file twice is counted.
pub fn told_apart(scenarios: &mut [Scenario]) {
    let names: Vec<(Text, String)> = scenarios
        .iter()
        .map(|scenario| (scenario.name.clone(), scenario.id.clone()))
        .collect();
    for (at, scenario) in scenarios.iter_mut().enumerate() {
        let (name, id) = &names[at];
        let same = |(other, _): &&(Text, String)| other.zh == name.zh || other.en == name.en;
        if names.iter().filter(same).count() < 2 {
            continue;
        }
        let twice = names.iter().filter(|(_, other)| other == id).count() > 1;
        let nth = names[..=at].iter().filter(|(_, other)| other == id).count();
        let (zh, en) = if twice {
            (format!("{id}，第{nth}次"), format!("{id}, no. {nth}"))
        } else {
            (id.clone(), id.clone())
        };
        scenario.name = Text::new(
            format!("{}（{zh}）", name.zh),
            format!("{} ({en})", name.en),
        );
    }
}

/// `基准情景下` / `Under Baseline`.
pub(super) fn under(scenario: &Scenario, lang: Lang) -> String {
    let name = scenario.name.get(lang);
    match lang {
        Lang::Zh if name.ends_with("情景") => format!("{name}下"),
        Lang::Zh => format!("“{name}”情景下"),
        Lang::En => format!("Under {name}"),
    }
}

/// The scenario and its file.
pub(super) fn scenario(scenario: &Scenario) -> Text {
    both(|lang| {
        let file = scenario.files.first().map_or("", |file| file.path.as_str());
        let name = scenario.name.get(lang);
        let text = match lang {
            Lang::Zh => format!("情景：{name}（{file}）"),
            Lang::En => format!("Scenario: {name} ({file})"),
        };
        if scenario.illustrative {
            text + lang.pick("，基期数据仅供演示", ", base values for illustration only")
        } else {
            text
        }
    })
}

/// The scenarios of a comparison.
pub(super) fn scenarios(report: &Report<'_>) -> Text {
    both(|lang| {
        let names: Vec<&str> = report
            .cases
            .iter()
            .map(|c| c.scenario.name.get(lang))
            .collect();
        match lang {
            Lang::Zh => format!("情景：{}，使用同一组随机数", names.join("、")),
            Lang::En => format!("Scenarios on the same dice: {}", names.join("; ")),
        }
    })
}

/// Number of runs and the seed.
pub(super) fn runs(report: &Report<'_>) -> Text {
    let (runs, seed) = (report.cases[0].runs.len(), report.seed);
    Text::new(
        format!("模拟{runs}次，种子{seed}"),
        format!("{runs} runs, seed {seed}"),
    )
}

/// What the two bands of a fan are.
pub(super) fn bands() -> Text {
    Text::new(
        "深色带为50%区间，浅色带为90%区间",
        "dark band 50% of runs, light band 90%",
    )
}

/// What the first simulated year's rise of access coverage rests on, where that is an estimate; `values` are the medians at
/// the ends of the base year and of the year after.
pub(super) fn work_in_progress(
    scenario: &Scenario,
    indicator: IndicatorId,
    values: Option<(String, String)>,
    lang: Lang,
) -> Option<String> {
    let access = [
        Indicator::GigabitPassed,
        Indicator::GigabitPassedUrban,
        Indicator::GigabitUsable,
        Indicator::GigabitUsableUrban,
    ];
    let followed = access.iter().any(|i| i.id() == indicator);
    let estimated = [Parameter::PonPortsAdded, Parameter::AccessLead]
        .iter()
        .any(|p| scenario.parameter(*p).provenance.grade == Grade::C);
    let (before, after) = values.filter(|_| followed && estimated)?;
    let (base, first) = (scenario.base_year, scenario.base_year + 1);
    Some(match lang {
        Lang::Zh => {
            format!(
                "{first}年由{before}升至{after}，含{base}年末在建工程建成，其规模是估计值（等级C）"
            )
        }
        Lang::En => format!(
            "the rise from {before} to {after} in {first} includes work under way at the end of {base}, whose volume is an estimate (grade C)"
        ),
    })
}

/// How good the base value is, in words; nothing where it is no input.
pub(super) fn grade(scenario: &Scenario, grade: Option<Grade>, lang: Lang) -> Option<String> {
    let year = scenario.base_year;
    let letter = grade?.key();
    Some(match (grade?, lang) {
        (Grade::C, Lang::Zh) => format!("{year}年末的基期值是估计值（等级C），按较宽的分布取值"),
        (Grade::C, Lang::En) => {
            format!(
                "base values at the end of {year} are estimates (grade C) with wide distributions"
            )
        }
        (_, Lang::Zh) => format!("{year}年末的基期值为等级{letter}"),
        (_, Lang::En) => format!("base values at the end of {year} are of grade {letter}"),
    })
}

/// Where a target comes from, how good its base is, and which denominator it has.
pub(super) fn source(case: &Case<'_>, row: &Attainment) -> Text {
    let target = &case.scenario.targets[row.target];
    both(|lang| {
        let mut parts = vec![set_by(target, lang)];
        parts.extend(grade(case.scenario, row.base_grade, lang));
        parts.extend(denominator(target, lang));
        let parts = parts.join(lang.pick("；", "; "));
        format!("{}{parts}", lang.pick("来源：", "Source: "))
    })
}

fn set_by(target: &Target, lang: Lang) -> String {
    match (target.origin, lang) {
        (Origin::Plan, Lang::Zh) => format!("目标见规划{}", target.clause),
        (Origin::Plan, Lang::En) => {
            format!("target: clause {} of the plan", target.clause_in(lang))
        }
        (Origin::Scenario, Lang::Zh) => "目标由情景自设，不是规划的数字".to_owned(),
        (Origin::Scenario, Lang::En) => "target set by the scenario, not by the plan".to_owned(),
    }
}

/// Which denominator stands in for the one the plan does not name.
#[must_use]
pub fn denominator(target: &Target, lang: Lang) -> Option<String> {
    let chosen = target.denominator.as_deref()?;
    let (zh, en) = match chosen {
        "nominal" => ("端口能力", "port capability"),
        "passed" => ("通达的家庭", "households passed"),
        "usable" => ("可用的家庭", "households with usable gigabit"),
        other => (other, other),
    };
    let beside = if chosen == "usable" {
        ("通达率", "passed")
    } else {
        ("可用率", "usable")
    };
    Some(match lang {
        Lang::Zh => format!("规划未写明覆盖率的分母，此处按{zh}计，{}并列", beside.0),
        Lang::En => format!(
            "the plan names no denominator: {en} are counted, {} coverage stands beside",
            beside.1
        ),
    })
}

/// Why a target is not assessed, in a few words.
pub(super) fn not_assessed(target: &Target, lang: Lang) -> &'static str {
    match target.evidence {
        Evidence::Circular => lang.pick(
            "基期值只能由目标倒推",
            "the only base value is back-cast from the target",
        ),
        _ => lang.pick("没有公布的基期值", "no published base"),
    }
}

/// That a target is not assessed, and why, for a chart whose title may not say it.
pub(super) fn caveat(target: &Target) -> Text {
    both(|lang| {
        let why = not_assessed(target, lang);
        format!("{}{why}", lang.pick("不作评估：", "not assessed: "))
    })
}

/// What stopped a goal in most runs, where one limit did.
pub(super) fn binding(row: &Attainment, lang: Lang) -> Option<String> {
    let (limit, share) = row.limits.first()?;
    if limit == Limit::None || share < 0.5 {
        return None;
    }
    let word = wording::limit(limit, lang);
    Some(match lang {
        Lang::Zh => format!("主要受{word}制约（{:.0}%的模拟）", share * 100.0),
        Lang::En => format!("held back mostly by {word} ({:.0}% of runs)", share * 100.0),
    })
}

/// The doubtful input that moves a goal most, where it is more than chance.
pub(super) fn swing(row: &Attainment, lang: Lang) -> Option<String> {
    let swing = row.judged.as_ref()?.swing.as_ref()?;
    let (low, high) = swing.moved()?;
    let name = swing.input.label(lang);
    let (low, high) = (low * 100.0, high * 100.0);
    Some(match lang {
        Lang::Zh => format!(
            "等级C的输入中，“{name}”影响最大：取值最低的三分之一模拟中概率为{low:.0}%，最高的三分之一中为{high:.0}%"
        ),
        Lang::En => format!(
            "of the grade C inputs, \"{name}\" moves it most: {low:.0}% in the runs of its lowest third, {high:.0}% in those of its highest"
        ),
    })
}

/// What a target that is not assessed would need.
pub(super) fn condition(row: &Attainment, unit: &Unit, lang: Lang) -> Option<String> {
    let condition = row.condition?;
    let base = wording::value(condition.base, unit, lang);
    let per_year = wording::difference(condition.per_year, unit, lang);
    Some(match lang {
        Lang::Zh => format!("基期值不低于{base}且每年增加不少于{per_year}时可达标"),
        Lang::En => format!(
            "met if the base value is at least {base} and grows by at least {per_year} a year"
        ),
    })
}

/// All that a target's row rests on: the words of [`super::basis`].
pub(super) fn basis(scenario: &Scenario, row: &Attainment, unit: &Unit, lang: Lang) -> String {
    let target = &scenario.targets[row.target];
    let mut parts = vec![
        set_by(target, lang),
        wording::evidence(target.evidence, lang).to_owned(),
    ];
    parts.extend(grade(scenario, row.base_grade, lang));
    parts.extend(denominator(target, lang));
    if scenario.illustrative {
        let said = lang.pick("基期数据仅供演示", "base values for illustration only");
        parts.push(said.to_owned());
    }
    parts.extend(swing(row, lang));
    if scenario.added_since_base(target.indicator) {
        let said = lang.pick(
            "只计基期以来新增的",
            "counts only what was added since the base year",
        );
        parts.push(said.to_owned());
    }
    parts.extend(condition(row, unit, lang));
    parts.join(lang.pick("；", "; "))
}

/// Sentences one after the other, the empty ones left out.
pub(super) fn sentences(parts: impl IntoIterator<Item = Option<String>>, lang: Lang) -> String {
    let stop = lang.pick("。", ". ");
    let said: Vec<String> = parts.into_iter().flatten().collect();
    said.join(stop) + stop.trim_end()
}
