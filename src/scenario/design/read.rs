//! From a YAML file to a `DesignFile`, as strictly as a scenario is read: every fault at once, each with its place.

use std::path::{Path, PathBuf};

use super::super::document::{self, Node};
use super::super::finding::{At, Fault, Finding, Findings};
use super::super::overlay;
use super::super::shape::{Field, Shape, optional, required};
use super::super::source::{Sources, utf8};
use super::{Design, DesignFile, Factor, Keep, Kind, MOST_POINTS, Range, Values, table, unit_of};
use crate::language::Text;

/// Runs of a block where the file says nothing.
const BLOCK_RUNS: u32 = 256;
/// Most factors: a Saltelli sample takes two of the 256 dimensions there are for each.
const MOST_FACTORS: usize = 128;
/// Where a factor stands in the design file or its table, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// File as the user would name it.
    pub file: String,
    /// Line from 1.
    pub line: u32,
    /// Column from 1.
    pub column: u32,
}

/// Reads the design file at `path` and its table. Whether the scenarios have the keys is for who makes them.
///
/// # Errors
/// Every fault at once, in the order of files and lines.
pub fn read(path: &Path) -> Result<(DesignFile, Vec<Finding>), Vec<Finding>> {
    let mut findings = Findings::default();
    let file = whole(path, &mut findings);
    match file {
        Some(file) if findings.clean() => Ok((file, findings.into_sorted())),
        _ => Err(findings.into_sorted()),
    }
}

fn shape() -> Shape {
    let text = || Shape::Text(1000);
    let factor = Shape::Record(vec![
        required(
            "key",
            text(),
            "情景中的键，如 parameters.station_capex",
            "key of the scenario, such as parameters.station_capex",
        ),
        optional(
            "levels",
            Shape::List(Box::new(text()), 10_000),
            "依次取的值",
            "values it takes",
        ),
        optional(
            "low",
            text(),
            "最小值，与 high 同单位",
            "least value, in the unit of high",
        ),
        optional("high", text(), "最大值", "largest value"),
        optional("whole", Shape::Flag, "只取整数", "whole numbers only"),
    ]);
    let whole = |most| Shape::Integer(1, most);
    let kinds = Kind::ALL.map(Kind::key).into();
    let fields: Vec<Field> = vec![
        required(
            "schema_version",
            Shape::Integer(1, 1),
            "格式版本",
            "version of the format",
        ),
        optional("name", text(), "设计的名称", "name of the design"),
        optional(
            "scenario",
            text(),
            "情景文件(相对路径)",
            "scenario file (relative path)",
        ),
        optional(
            "scenarios",
            Shape::List(Box::new(text()), 1000),
            "几个情景文件，各与每一行组合",
            "several of them, each crossed with every row",
        ),
        required(
            "kind",
            Shape::Choice(kinds),
            "取值的组合方式",
            "how values are combined",
        ),
        optional(
            "points",
            whole(10_000_000),
            "抽样的基点数",
            "base points of a sample",
        ),
        optional(
            "replicates",
            whole(100_000_000),
            "每行模拟次数",
            "runs of each row",
        ),
        optional(
            "seed",
            Shape::Integer(0, i64::MAX),
            "抽样和模拟的随机种子",
            "seed of the sample and of the runs",
        ),
        optional(
            "factors",
            Shape::List(Box::new(factor), MOST_FACTORS),
            "变动的键",
            "keys that are varied",
        ),
        optional(
            "table",
            text(),
            "CSV 表(相对路径)，表头为情景中的键",
            "CSV file (relative path) whose header has keys of the scenario",
        ),
        optional(
            "block_runs",
            whole(100_000),
            "每块的模拟次数",
            "runs of a block",
        ),
        optional(
            "keep",
            Shape::List(Box::new(Shape::Choice(vec!["yearly", "counties"])), 2),
            "另外保留的序列",
            "series kept besides",
        ),
    ];
    Shape::Record(fields)
}

fn whole(path: &Path, findings: &mut Findings) -> Option<DesignFile> {
    let (mut sources, opened) = Sources::open(path, findings);
    let opened = opened?;
    let text = utf8(&opened, findings)?;
    let tree = document::parse(&text, opened.file, findings)?;
    let root = overlay::root(&tree);
    shape().check(&root, findings);
    let kind = root.get_choice("kind", &Kind::ALL, Kind::key);
    let scenarios = scenarios(&root, path, &mut sources, findings);
    let points = points(&root, kind, findings);
    let (mut factors, mut places) = factors(&root, kind, findings);
    let mut table = None;
    if kind == Some(Kind::Table) {
        if let Some(at) = root.get("table") {
            let read = table::columns(&at, path, &mut sources, findings);
            if let Some((named, found, rows)) = read {
                (factors, places, table) = (named, found, Some(rows));
            }
        } else {
            missing(&root, "table", findings);
        }
    } else if let Some(at) = root.get("table") {
        needless(
            &at,
            "只用于 kind: table",
            "goes with kind: table only",
            findings,
        );
    }
    let mut keep: Vec<Keep> = root.get("keep").map_or_else(Vec::new, |list| {
        let word = |at: &At<'_>| match at.word() {
            Some("yearly") => Some(Keep::Yearly),
            Some("counties") => Some(Keep::Counties),
            _ => None,
        };
        list.items().iter().filter_map(word).collect()
    });
    keep.sort_unstable();
    keep.dedup();
    Some(DesignFile {
        design: Design {
            kind: kind?,
            points,
            replicates: root.get_whole("replicates").unwrap_or(1),
            seed: root.get_whole("seed").unwrap_or(1),
            block_runs: root.get_whole("block_runs").unwrap_or(BLOCK_RUNS),
            keep,
            factors,
        },
        scenarios,
        table,
        sources: places,
    })
}

fn missing(root: &At<'_>, key: &str, findings: &mut Findings) {
    let what = Text::new(format!("缺少键 {key}"), format!("the key {key} is missing"));
    findings.at(root, what).kind(Fault::Missing);
}

fn needless(at: &At<'_>, zh: &str, en: &str, findings: &mut Findings) {
    findings.at(at, Text::new(zh, en));
}

fn scenarios(
    root: &At<'_>,
    path: &Path,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Vec<PathBuf> {
    let (one, several) = (root.get("scenario"), root.get("scenarios"));
    let all = match (one, several) {
        (Some(one), None) => vec![one],
        (None, Some(several)) if !several.items().is_empty() => several.items(),
        _ => {
            let what = Text::new(
                "scenario 和 scenarios 应写其中一个",
                "one of scenario and scenarios is to be given",
            );
            findings.at(root, what).kind(Fault::Missing);
            return Vec::new();
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut found: Vec<PathBuf> = Vec::new();
    for at in &all {
        let Some(name) = at.word() else { continue };
        if sources
            .referenced(at, &["yaml", "yml", "json"], findings)
            .is_none()
        {
            continue;
        }
        let scenario = folder.join(name);
        if found
            .iter()
            .any(|other| other.file_stem() == scenario.file_stem())
        {
            let what = Text::new(
                format!("{} 与另一个情景同名", at.seen()),
                format!("{} has the name of another scenario here", at.seen()),
            );
            findings.at(at, what);
        }
        found.push(scenario);
    }
    found
}

fn points(root: &At<'_>, kind: Option<Kind>, findings: &mut Findings) -> u32 {
    let sampled = matches!(
        kind,
        Some(Kind::LatinHypercube | Kind::Sobol | Kind::Saltelli)
    );
    let Some(at) = root.get("points") else {
        if sampled {
            missing(root, "points", findings);
        }
        return 0;
    };
    if !sampled {
        needless(
            &at,
            "只用于抽样的 kind",
            "goes with a sampled kind only",
            findings,
        );
    }
    let points: u32 = at.whole().unwrap_or(0);
    if points > MOST_POINTS {
        let what = Text::new(
            format!("{points} 个基点太多"),
            format!("{points} base points are too many"),
        );
        findings.at(&at, what).kind(Fault::OutOfRange).allow(
            format!("最多 {MOST_POINTS} 个"),
            format!("at most {MOST_POINTS}"),
        );
    } else if matches!(kind, Some(Kind::Sobol | Kind::Saltelli)) && !points.is_power_of_two() {
        let what = Text::new(
            format!("{points} 不是 2 的幂，点不能均匀铺满"),
            format!("{points} is no power of 2: the points do not fill the space evenly"),
        );
        let near = points.next_power_of_two().to_string();
        findings.warning(&at, what).suggestion = Some(near);
    }
    points
}

/// The factors under `factors` with their places.
fn factors(
    root: &At<'_>,
    kind: Option<Kind>,
    findings: &mut Findings,
) -> (Vec<Factor>, Vec<Source>) {
    let (mut factors, mut places): (Vec<Factor>, Vec<Source>) = (Vec::new(), Vec::new());
    let list = root.get("factors");
    if let (Some(list), Some(Kind::Table)) = (&list, kind) {
        let (zh, en) = (
            "table 的表头已写明因素",
            "the header of the table names the factors",
        );
        needless(list, zh, en, findings);
        return (factors, places);
    }
    let items = list.map_or_else(Vec::new, |list| list.items());
    if items.is_empty() && !matches!(kind, None | Some(Kind::Grid | Kind::Table)) {
        missing(root, "factors", findings);
    }
    for at in items {
        let Some(key) = at.get("key") else { continue };
        let Some(word) = key.word() else { continue };
        if factors.iter().any(|other| other.key == word) {
            let what = Text::new(
                format!("因素 {word} 写了两次"),
                format!("the factor {word} is given twice"),
            );
            findings.at(&key, what);
        }
        let Some(values) = values(&at, kind, findings) else {
            continue;
        };
        let unit = match &values {
            Values::Levels(levels) => unit_of(levels.iter().map(String::as_str)),
            Values::Range(range) => Some(range.unit.trim().to_owned()),
            Values::Column => None,
        };
        factors.push(Factor {
            key: word.to_owned(),
            values,
            unit,
        });
        places.push(source(key.node, findings));
    }
    (factors, places)
}

fn values(at: &At<'_>, kind: Option<Kind>, findings: &mut Findings) -> Option<Values> {
    let (levels, low, high) = (at.get("levels"), at.get("low"), at.get("high"));
    match (levels, low, high) {
        (Some(levels), None, None) if at.get("whole").is_none() => {
            let words: Vec<String> = levels
                .items()
                .iter()
                .filter_map(|i| Some(i.word()?.to_owned()))
                .collect();
            if words.is_empty() {
                let what = Text::new("没有值", "has no values");
                findings.at(&levels, what).kind(Fault::Missing);
            }
            Some(Values::Levels(words))
        }
        (None, Some(low), Some(high)) if kind != Some(Kind::Grid) => {
            let range = Range::new(low.word()?, high.word()?, at.get_flag("whole"));
            if range.is_none() {
                let what = Text::new(
                    format!("{} 至 {} 不是区间", low.seen(), high.seen()),
                    format!("{} to {} is no range", low.seen(), high.seen()),
                );
                findings.at(&low, what).kind(Fault::Spelling).allow(
                    "写两个单位相同的数，low 小于 high，如 16万元 和 22万元；whole 时为整数",
                    "write two numbers with one unit, low below high, such as 16万元 and 22万元; whole ones with whole",
                );
            }
            range.map(Values::Range)
        }
        _ => {
            let what = Text::new("没有写明取值", "its values are not plain");
            let finding = findings.at(at, what).kind(Fault::Missing);
            if kind == Some(Kind::Grid) {
                finding.allow("grid 的因素写 levels", "a factor of a grid has levels");
            } else {
                finding.allow("写 levels，或 low 和 high", "give levels, or low and high");
            }
            None
        }
    }
}

pub(super) fn source(node: &Node, findings: &Findings) -> Source {
    Source {
        file: findings.name(node.place.file).to_owned(),
        line: node.place.line,
        column: node.place.column,
    }
}
