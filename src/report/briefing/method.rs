//! How the numbers came about, in half a page, and what they rest on.

use super::{basis, headed, sentence};
use crate::MODEL_VERSION;
use crate::language::Lang;
use crate::report::document::{Block, Section, Sentence};
use crate::report::{Case, Report};
use crate::scenario::Parameter;
use crate::scenario::resolved::{Grade, Provenance};

/// Sources named one by one.
const NAMED: usize = 8;
/// Characters of a source that are quoted.
const LONGEST: usize = 60;

/// The method.
pub(super) fn method(report: &Report<'_>) -> Section {
    let case = &report.cases[0];
    let scenario = case.scenario;
    let (base, end) = (scenario.base_year, scenario.end_year);
    let first = base + 1;
    let (counties, runs) = (scenario.counties.len(), case.runs.len());
    let (seed, version) = (report.seed, env!("CARGO_PKG_VERSION"));
    let what = sentence(
        |lang| match lang {
            Lang::Zh => format!(
                "以{base}年末为起点，对{first}年至{end}年逐年模拟{counties}个区县的社区和行政村、基站站址、工业企业、标识解析节点和培育对象"
            ),
            Lang::En => format!(
                "From the end of {base}, the years {first} to {end} are simulated one by one for {counties} counties: communities and villages, sites of base stations, industrial enterprises, identifier-resolution nodes and candidates for recognition"
            ),
        },
        Some(basis::manifest(&["scenarios", "0", "end_year"])),
    );
    let year = sentence(
        |lang| {
            lang.pick(
                "每年先按各项目的规则安排资金，再由运营商、企业和建设主体申报，依次经过资金、审批、施工能力和建设周期，形成覆盖、节点和企业数字化水平，最后逐笔结算到分",
                "In each year programmes receive their money, operators, enterprises and sponsors propose, and what they propose passes through money, permits, building capacity and lead times to become coverage, nodes and digital levels; every payment is settled to the fen",
            )
            .to_owned()
        },
        None,
    );
    let draws = sentence(
        |lang| match lang {
            Lang::Zh => format!(
                "每个情景模拟{runs}次（种子{seed}），每次从各自的分布中抽取参数和基期值；各情景使用同一组随机数，差别只来自资金安排"
            ),
            Lang::En => format!(
                "Each scenario is run {runs} times (seed {seed}), with parameters and base values drawn anew from their distributions each time; all scenarios meet the same draws, so that only the funding differs"
            ),
        },
        basis::all([basis::manifest(&["runs"]), basis::manifest(&["seed"])]),
    );
    let reading = sentence(
        |lang| {
            lang.pick(
                "达标概率是达到目标的模拟所占的比例，区间按威尔逊方法计算；“制约”是多数年份阻止该项继续增长的因素",
                "A probability is the share of runs that reach the target, with Wilson's interval; a limit is what stopped further growth in most years",
            )
            .to_owned()
        },
        None,
    );
    let limits = sentence(
        |lang| {
            lang.pick(
                "模型用于比较资金安排，不是预测：不含突发事件、新技术和规划调整，也不使用目标本身或基期以后的数据推算结果",
                "The model compares ways of funding and is no forecast: it holds no crisis, no new technology and no change of plan, and computes nothing from the targets themselves or from data after the base year",
            )
            .to_owned()
        },
        None,
    );
    let made = sentence(
        |lang| match lang {
            Lang::Zh => format!("程序版本{version}，模型版本{MODEL_VERSION}"),
            Lang::En => format!("Program version {version}, model version {MODEL_VERSION}"),
        },
        basis::all([
            basis::manifest(&["version"]),
            basis::manifest(&["model_version"]),
        ]),
    );
    headed(
        "方法说明",
        "Method",
        vec![Block::Paragraph(vec![
            what, year, draws, reading, limits, made,
        ])],
    )
}

/// The sources: how many inputs are of which grade, and the best ones by name.
pub(super) fn sources(report: &Report<'_>) -> Section {
    let case = &report.cases[0];
    let all = provenances(case);
    let count = |grade| all.iter().filter(|p| p.grade == grade).count();
    let (a, b, c) = (count(Grade::A), count(Grade::B), count(Grade::C));
    let inputs = all.len();
    let tally = sentence(
        |lang| match lang {
            Lang::Zh => format!(
                "本次模拟的{inputs}项输入中，{a}项为官方数字（等级A），{b}项为推算或二手数字（等级B），{c}项为判断或估计（等级C）；逐项的取值、来源和等级写在情景文件中"
            ),
            Lang::En => format!(
                "Of the {inputs} inputs of this simulation {a} are official figures (grade A), {b} derived or secondary (grade B) and {c} judgements or estimates (grade C); value, source and grade of each stand in the scenario files"
            ),
        },
        Some(basis::setting(0)),
    );
    let mut blocks = vec![Block::Paragraph(vec![
        tally,
        sentence(
            |lang| {
                lang.pick(
                "主要的官方来源（按情景文件的写法，过长的从略）",
                "The main official sources, as the scenario files write them, long ones cut short",
            )
            .to_owned()
            },
            None,
        ),
    ])];
    let named: Vec<Vec<Sentence>> = official(&all)
        .into_iter()
        .map(|source| vec![sentence(|_| source.clone(), None)])
        .collect();
    if !named.is_empty() {
        blocks.push(Block::List(named));
    }
    headed("资料来源", "Sources", blocks)
}

/// Where every input comes from.
fn provenances<'a>(case: &Case<'a>) -> Vec<&'a Provenance> {
    let scenario = case.scenario;
    let parameters = Parameter::ALL
        .iter()
        .map(|parameter| &scenario.parameter(*parameter).provenance);
    let items = scenario.items.iter().map(|item| &item.provenance);
    parameters
        .chain([&scenario.national.provenance])
        .chain(items)
        .chain(&scenario.programme_sources)
        .collect()
}

/// The official sources, those that most inputs rest on first.
fn official(all: &[&Provenance]) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for provenance in all.iter().filter(|p| p.grade == Grade::A) {
        let source = shortened(&provenance.source);
        match counted.iter_mut().find(|(known, _)| *known == source) {
            Some((_, count)) => *count += 1,
            None => counted.push((source, 1)),
        }
    }
    // stable: those of equal weight keep the order of the inputs
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
        .into_iter()
        .take(NAMED)
        .map(|(source, _)| source)
        .collect()
}

/// A source up to its first explanation, and no longer than a line or two.
pub(super) fn shortened(source: &str) -> String {
    let head = source
        .split([';', '；', '\n'])
        .next()
        .unwrap_or(source)
        .trim();
    let mut text: String = head.chars().take(LONGEST).collect();
    if head.chars().count() > LONGEST {
        text.push('…');
    }
    text
}
