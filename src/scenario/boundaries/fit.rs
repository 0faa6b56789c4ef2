//! Which shape belongs to which county: by code, else by name in either language. Knows nothing of how shapes lie.

use super::super::document::Place;
use super::super::finding::{Fault, Findings, Severity};
use super::Named;
use super::geojson::{Feature, TOLD, place, shortened};
use crate::language::Text;

/// Names that a message lists; more are counted.
const LISTED: usize = 12;

/// The county of each feature. Nothing if not one has a county.
pub(super) fn owners(
    features: &[Feature],
    counties: &[Named<'_>],
    (text, whole): (&str, Place),
    findings: &mut Findings,
) -> Option<Vec<Option<usize>>> {
    let mut owners: Vec<Option<usize>> = Vec::new();
    for feature in features {
        match owner(feature, counties) {
            Ok(owner) => owners.push(owner),
            Err(what) => {
                let at = place(text, whole.file, feature.at);
                findings.error(at, &feature.key, what);
            }
        }
        if findings.errors() == TOLD {
            break;
        }
    }
    if !findings.clean() {
        return None;
    }
    let bare = (0..counties.len()).filter(|county| !owners.contains(&Some(*county)));
    let bare: Vec<&Text> = bare.map(|county| counties[county].name).collect();
    let strange: Vec<String> = features
        .iter()
        .zip(&owners)
        .filter(|(_, owner)| owner.is_none())
        .map(|(feature, _)| shortened(feature.called()))
        .collect();
    let zh = |names: &[&Text]| listed(names.iter().map(|n| n.zh.clone()), "、", "等");
    let en = |names: &[&Text]| listed(names.iter().map(|n| n.en.clone()), ", ", "of");
    if bare.len() == counties.len() {
        let what = Text::new(
            format!(
                "没有一个图形属于任何区县；图形：{}；区县：{}",
                listed(strange.into_iter(), "、", "等"),
                zh(&bare)
            ),
            format!(
                "no shape belongs to any county; shapes: {}; counties: {}",
                listed(features.iter().map(|f| shortened(f.called())), ", ", "of"),
                en(&bare)
            ),
        );
        findings.error(whole, "", what).allow(
            "图形的 id、code、adcode 或 name 等属性应为区县的代码或名称",
            "the id, code, adcode, name or the like of a shape must be a county's code or name",
        );
        return None;
    }
    let mut warn = |what: Text| {
        let finding = findings.error(whole, "", what).kind(Fault::UnknownName);
        finding.severity = Severity::Warning;
    };
    if !bare.is_empty() {
        warn(Text::new(
            format!("{} 个区县没有图形，列在图旁：{}", bare.len(), zh(&bare)),
            format!(
                "{} of the counties have no shape and are listed beside the map: {}",
                bare.len(),
                en(&bare)
            ),
        ));
    }
    if !strange.is_empty() {
        let n = strange.len();
        let (zh, en) = (
            listed(strange.iter().cloned(), "、", "等"),
            listed(strange.into_iter(), ", ", "of"),
        );
        warn(Text::new(
            format!("{n} 个图形不属于任何区县，画作无数据：{zh}"),
            format!("{n} of the shapes belong to no county and are drawn as no data: {en}"),
        ));
    }
    Some(owners)
}

/// The county that the words of `feature` name, if one does; what is wrong if they name two.
fn owner(feature: &Feature, counties: &[Named<'_>]) -> Result<Option<usize>, Text> {
    let names = |county: &Named<'_>, word: &str| {
        let same = |name: &str| !name.is_empty() && name.to_lowercase() == word.to_lowercase();
        [county.code, &county.name.zh, &county.name.en]
            .into_iter()
            .any(same)
    };
    let mut owner = None;
    for word in &feature.words {
        let named = counties.iter().position(|county| names(county, word));
        match (owner, named) {
            (Some(first), Some(other)) if first != other => {
                let [a, b] = [first, other].map(|at| counties[at].name);
                return Err(Text::new(
                    format!("同时指向 {} 和 {}", a.zh, b.zh),
                    format!("names both {} and {}", a.en, b.en),
                ));
            }
            (None, Some(_)) => owner = named,
            _ => {}
        }
    }
    Ok(owner)
}

/// `a, b, c, … of 30`.
fn listed(names: impl ExactSizeIterator<Item = String>, comma: &str, of: &str) -> String {
    let all = names.len();
    let shown: Vec<String> = names.take(LISTED).collect();
    let said = shown.join(comma);
    if all > shown.len() {
        return format!("{said} … {of} {all}");
    }
    said
}
