//! The way in: a path becomes a checked scenario, or the list of everything that is wrong with it.

use std::path::Path;

use super::document::{Entry, Node, Place};
use super::finding::{Finding, Findings};
use super::source::{Opened, Sources, utf8_or_gbk};
use super::table::{self, Table};
use super::{Scenario, counties, format, hash, overlay, plausibility, resolve, setting};
use crate::language::Text;

/// What the command line changes.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Settings `key=value` with dotted keys, such as `parameters.station_capex=17万元`.
    pub set: Vec<String>,
}

/// A checked scenario and what its reader should know.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Warnings in the order of files and lines.
    pub warnings: Vec<Finding>,
}

/// Reads the scenario at `path` with its parents (`extends`) and tables, applies `options`, and checks everything.
///
/// A scenario may read files of its own folder and of the folder above it.
///
/// # Errors
/// Every fault at once, warnings among them, in the order of files and lines.
///
/// # Panics
/// If a scenario is refused without a fault, which is a bug.
pub fn load(path: &Path, options: &LoadOptions) -> Result<Loaded, Vec<Finding>> {
    let mut findings = Findings::default();
    let scenario = read(path, options, &mut findings);
    match scenario {
        Some(scenario) if findings.clean() => Ok(Loaded {
            scenario,
            warnings: findings.into_sorted(),
        }),
        _ => {
            assert!(
                !findings.clean(),
                "no scenario and no fault: the check admits what it should refuse"
            );
            Err(findings.into_sorted())
        }
    }
}

/// Every fault and warning of the scenario at `path`.
#[must_use]
pub fn check(path: &Path) -> Vec<Finding> {
    match load(path, &LoadOptions::default()) {
        Ok(loaded) => loaded.warnings,
        Err(findings) => findings,
    }
}

fn read(path: &Path, options: &LoadOptions, findings: &mut Findings) -> Option<Scenario> {
    let (mut sources, opened) = Sources::open(path, findings);
    let opened = opened?;
    let id = id(path, &opened, findings);
    let (tree, observed) = whole(&opened, &mut sources, &options.set, findings)?;
    let root = overlay::root(&tree);
    format::scenario().check(&root, findings);
    let mut scenario = resolve::scenario(&root, &id?, observed.as_ref(), findings)?;
    if findings.clean() {
        plausibility::look(&root, &scenario, findings);
    }
    scenario.hash = hash::canonical(&tree, observed.as_ref());
    scenario.files = sources.read;
    scenario.overlays.clone_from(&options.set);
    Some(scenario)
}

/// The scenario at `path` with its parents, what `set` lays over it, its counties and its observed values; unchecked.
pub(super) fn tree(
    path: &Path,
    set: &[String],
    findings: &mut Findings,
) -> Option<(Node, Option<Table>)> {
    let (mut sources, opened) = Sources::open(path, findings);
    whole(&opened?, &mut sources, set, findings)
}

fn whole(
    opened: &Opened,
    sources: &mut Sources,
    set: &[String],
    findings: &mut Findings,
) -> Option<(Node, Option<Table>)> {
    let mut tree = overlay::chain(opened, sources, findings)?;
    setting::apply(&mut tree, set, findings);
    places(&mut tree, sources, findings);
    let observed = observed(&tree, sources, findings);
    Some((tree, observed))
}

/// The scenario's id is the stem of its file.
fn id(path: &Path, opened: &Opened, findings: &mut Findings) -> Option<String> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("");
    if is_id(stem) {
        return Some(stem.to_owned());
    }
    let place = Place {
        file: opened.file,
        ..Place::default()
    };
    let what = Text::new(
        "文件名不能作情景编号",
        "the file's name cannot be the scenario's id",
    );
    findings.error(place, "", what).allow(
        "只用小写字母、数字、_、-，最多 64 个",
        "lower-case letters, digits, _ and - only, at most 64",
    );
    None
}

/// Whether `stem` can be the id of a scenario.
pub(super) fn is_id(stem: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    (1..=64).contains(&stem.len()) && stem.chars().all(plain)
}

/// Reads the table of counties, if one is named, into the tree.
fn places(tree: &mut Node, sources: &mut Sources, findings: &mut Findings) {
    let root = overlay::root(tree);
    let Some(places) = root.get("places") else {
        return;
    };
    let (file, inline) = (places.get("file"), places.get("counties"));
    let Some(file) = file.filter(|_| inline.is_none()) else {
        let what = match inline {
            Some(_) if places.get("file").is_none() => return,
            Some(_) => Text::new("file 和 counties 都写了", "has both file and counties"),
            None => Text::new("没有县区", "has no counties"),
        };
        findings
            .at(&places, what)
            .allow("写 file 或 counties 之一", "give one of file and counties");
        return;
    };
    let base_year = root.get_year("base_year");
    let Some(reference_year) = places.get_year("reference_year") else {
        let what = Text::new("缺少键 reference_year", "the key reference_year is missing");
        findings.at(&places, what).allow(
            "人口、户数、GDP 所属年份",
            "the year of population, households and GDP in the table",
        );
        return;
    };
    let node = table(&file, sources, findings)
        .and_then(|table| counties::read(&table, &file, reference_year, base_year?, findings));
    let key_place = file.key_place;
    if let Some(node) = node
        && let Some(places) = tree
            .map_mut()
            .and_then(|entries| entries.iter_mut().find(|e| e.key == "places"))
            .and_then(|e| e.node.map_mut())
    {
        places.push(Entry {
            key: "counties".to_owned(),
            key_place,
            node,
        });
    }
}

fn observed(tree: &Node, sources: &mut Sources, findings: &mut Findings) -> Option<Table> {
    let file = overlay::root(tree).get("observed")?.get("file")?;
    table(&file, sources, findings)
}

fn table(
    file: &super::finding::At<'_>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Option<Table> {
    let opened = sources.referenced(file, &["csv"], findings)?;
    let text = utf8_or_gbk(&opened, findings)?;
    table::parse(&text, opened.file, findings)
}
