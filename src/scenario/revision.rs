//! A scenario under revision: each value as it is written, by its dotted key, and changes turned into an overlay that extends
//! it. Knows no sheet and writes no file.

use std::path::Path;
use std::sync::OnceLock;

use super::document::{Entry, Node, Place, Value};
use super::finding::{Finding, Findings};
use super::shape::Shape;
use super::table::Table;
use super::yaml::lines;
use super::{Scenario, characters, format, hash, load, overlay, plausibility, resolve};
use crate::language::Text;
use crate::quantity::Measure;

/// A scenario as it is written, whole.
#[derive(Debug)]
pub struct Revision {
    /// The scenario and its parents, merged, with its counties.
    tree: Node,
    observed: Option<Table>,
    scenario: Scenario,
    /// Names of the files that places in the tree speak of.
    files: Vec<String>,
}

/// A value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A number, a quantity or a word.
    Plain(String),
    /// Text of people.
    Text(String),
    /// A map in order.
    Map(Vec<(String, Self)>),
    /// A list.
    List(Vec<Self>),
}

/// A change of one key; nothing in the place of a value takes the key out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Dotted key.
    pub key: String,
    /// What stands there from now on.
    pub value: Option<Written>,
}

/// A revised scenario.
#[derive(Debug)]
pub struct Revised {
    /// The overlay as a file holds it.
    pub text: String,
    /// What it amounts to.
    pub scenario: Scenario,
    /// Warnings that the scenario under revision does not have.
    pub warnings: Vec<Finding>,
}

/// What may stand at a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// A quantity between two values in the engine's unit.
    Quantity(Measure, f64, f64),
    /// A whole number between two.
    Whole(i64, i64),
    /// One of some words.
    Words(Vec<&'static str>),
    /// Text.
    Text,
    /// A list or map.
    Structure,
}

impl Revision {
    /// Reads the scenario at `path`.
    ///
    /// # Errors
    /// Every fault at once, as [`super::load`] gives them.
    pub fn open(path: &Path) -> Result<Self, Vec<Finding>> {
        let mut findings = Findings::default();
        let read = load::tree(path, &[], &mut findings);
        if let Some((tree, observed)) = read {
            let scenario = load::load(path, &load::LoadOptions::default())?.scenario;
            return Ok(Self {
                tree,
                observed,
                scenario,
                files: findings.files().to_vec(),
            });
        }
        Err(findings.into_sorted())
    }

    /// The scenario as it is.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The text of the scalar at a dotted key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.node(key)?.scalar()
    }

    /// The value at a dotted key.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Written> {
        self.node(key).map(written)
    }

    /// The keys of the map at a dotted key, in order; none where there is no map.
    #[must_use]
    pub fn keys(&self, key: &str) -> Vec<&str> {
        let entries = self.node(key).and_then(Node::map).unwrap_or(&[]);
        entries.iter().map(|entry| entry.key.as_str()).collect()
    }

    fn node(&self, key: &str) -> Option<&Node> {
        key.split('.')
            .try_fold(&self.tree, |node, part| node.get(part))
    }

    /// What may stand at a dotted key.
    #[must_use]
    pub fn asked(key: &str) -> Option<Asked> {
        static FORMAT: OnceLock<Shape> = OnceLock::new();
        let format = FORMAT.get_or_init(format::scenario);
        let mut shape = key.split('.').try_fold(format, below)?;
        if let Shape::Either(scalar, _) = shape {
            shape = scalar;
        }
        Some(match shape {
            Shape::Quantity(measure, low, high) => Asked::Quantity(*measure, *low, *high),
            Shape::Integer(low, high) => Asked::Whole(*low, *high),
            Shape::Choice(words) => Asked::Words(words.clone()),
            Shape::Text(_) => Asked::Text,
            _ => Asked::Structure,
        })
    }

    /// The overlay that makes `changes` to the scenario, which it names as `extends`. Counties that come from a table are
    /// written whole where one of them, or what the table is read by, changes.
    ///
    /// # Errors
    /// Every fault of the changed scenario at once. Those of changed values have no line but their key.
    pub fn revised(&self, changes: &[Change], extends: &str) -> Result<Revised, Vec<Finding>> {
        let mut changes = changes.to_vec();
        let from_table = self.node("places.file").is_some();
        let counties = |key: &str| key.starts_with("places.counties.") || READ_BY.contains(&key);
        if from_table && changes.iter().any(|change| counties(&change.key)) {
            self.counties_whole(&mut changes);
        }
        let mut child = map(Vec::new());
        put(&mut child, "extends", &Written::Text(extends.to_owned()));
        let gone = changes.iter().filter(|change| change.value.is_none());
        let gone: Vec<Written> = gone
            .map(|change| Written::Text(change.key.clone()))
            .collect();
        if !gone.is_empty() {
            put(&mut child, "remove", &Written::List(gone));
        }
        for change in &changes {
            if let Some(value) = &change.value {
                put(&mut child, &change.key, value);
            }
        }
        let text = lines(&child);
        let mut findings = Findings::among(self.files.clone());
        let mut tree = self.tree.clone();
        overlay::lay(&mut tree, child, &mut findings);
        let root = overlay::root(&tree);
        format::scenario().check(&root, &mut findings);
        let id = &self.scenario.id;
        let scenario = resolve::scenario(&root, id, self.observed.as_ref(), &mut findings);
        let Some(mut scenario) = scenario.filter(|_| findings.clean()) else {
            return Err(findings.into_sorted());
        };
        plausibility::look(&root, &scenario, &mut findings);
        scenario.hash = hash::canonical(&tree, self.observed.as_ref());
        let mut warnings = findings.into_sorted();
        let before = self.warnings();
        warnings.retain(|new| {
            !before
                .iter()
                .any(|old| old.key == new.key && old.what == new.what)
        });
        Ok(Revised {
            text,
            scenario,
            warnings,
        })
    }

    /// Warnings of the scenario as it is.
    fn warnings(&self) -> Vec<Finding> {
        let mut findings = Findings::among(self.files.clone());
        let root = overlay::root(&self.tree);
        format::scenario().check(&root, &mut findings);
        let id = &self.scenario.id;
        resolve::scenario(&root, id, self.observed.as_ref(), &mut findings);
        plausibility::look(&root, &self.scenario, &mut findings);
        findings.into_sorted()
    }

    /// Puts the whole of the counties, changed, in the place of changes to some of them, with the source they have.
    fn counties_whole(&self, changes: &mut Vec<Change>) {
        let mut whole = map(Vec::new());
        let counties = self.node("places.counties").cloned();
        let counties = counties.expect("a scenario has counties");
        put(&mut whole, "places.counties", &written(&counties));
        let (own, others) = changes
            .drain(..)
            .partition::<Vec<Change>, _>(|change| change.key.starts_with("places.counties."));
        for change in own {
            match &change.value {
                Some(value) => put(&mut whole, &change.key, value),
                None => take(&mut whole, &change.key),
            }
        }
        *changes = others;
        for key in ["reference_year", "source", "grade", "known_by"] {
            let key = format!("places.{key}");
            if !changes.iter().any(|change| change.key == key) {
                let value = self.value(&key);
                changes.extend(value.map(|value| Change {
                    key,
                    value: Some(value),
                }));
            }
        }
        let counties = whole
            .get("places")
            .and_then(|places| places.get("counties"));
        changes.push(Change {
            key: "places.counties".to_owned(),
            value: counties.map(written),
        });
    }
}

/// What a table of counties is read by.
const READ_BY: [&str; 2] = ["places.reference_year", "base_year"];

/// What is wrong with a text that holds a character which makes it read otherwise than it looks.
#[must_use]
pub fn hidden(text: &str) -> Option<Text> {
    let told = text.chars().filter(|c| !matches!(c, '\n' | '\t'));
    told.clone().find_map(characters::hidden)
}

fn below<'s>(shape: &'s Shape, part: &str) -> Option<&'s Shape> {
    match shape {
        Shape::Record(fields) => {
            let field = fields.iter().find(|field| field.key == part)?;
            Some(&field.shape)
        }
        Shape::ById(inner, _) => Some(inner),
        Shape::Either(_, map) => below(map, part),
        _ => None,
    }
}

fn map(entries: Vec<Entry>) -> Node {
    Node {
        place: Place::default(),
        value: Value::Map(entries),
    }
}

fn written(node: &Node) -> Written {
    match &node.value {
        Value::Scalar { text, plain: true } => Written::Plain(text.clone()),
        Value::Scalar { text, .. } => Written::Text(text.clone()),
        Value::List(items) => Written::List(items.iter().map(written).collect()),
        Value::Map(entries) => {
            let entry = |e: &Entry| (e.key.clone(), written(&e.node));
            Written::Map(entries.iter().map(entry).collect())
        }
    }
}

fn node(value: &Written) -> Node {
    let place = Place::default();
    let value = match value {
        Written::Plain(text) => Value::Scalar {
            text: text.clone(),
            plain: true,
        },
        Written::Text(text) => Value::Scalar {
            text: text.clone(),
            plain: false,
        },
        Written::List(items) => Value::List(items.iter().map(node).collect()),
        Written::Map(entries) => {
            let entry = |(key, value): &(String, Written)| Entry {
                key: key.clone(),
                key_place: place,
                node: node(value),
            };
            Value::Map(entries.iter().map(entry).collect())
        }
    };
    Node { place, value }
}

/// Puts `value` at a dotted key, with maps above it where there are none.
fn put(root: &mut Node, key: &str, value: &Written) {
    let mut at = root;
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let entries = at.map_mut().expect("only maps lie above a key");
        let known = entries.iter().position(|entry| entry.key == part);
        let index = known.unwrap_or_else(|| {
            entries.push(Entry {
                key: part.to_owned(),
                key_place: Place::default(),
                node: map(Vec::new()),
            });
            entries.len() - 1
        });
        at = &mut entries[index].node;
        if last {
            *at = node(value);
        }
    }
}

/// Takes a dotted key out.
fn take(root: &mut Node, key: &str) {
    let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
    let mut at = root;
    for part in above.split('.').filter(|part| !part.is_empty()) {
        let entries = at.map_mut().into_iter().flatten();
        let Some(entry) = entries.into_iter().find(|entry| entry.key == part) else {
            return;
        };
        at = &mut entry.node;
    }
    if let Some(entries) = at.map_mut() {
        entries.retain(|entry| entry.key != last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(name: &str) -> Revision {
        let path = format!("tests/fixtures/small/{name}.yaml");
        Revision::open(Path::new(&path)).expect("no fault")
    }

    fn plain(key: &str, value: &str) -> Change {
        Change {
            key: key.to_owned(),
            value: Some(Written::Plain(value.to_owned())),
        }
    }

    #[test]
    fn nothing_changed_is_the_same_scenario() {
        for name in ["base", "baseline", "frugal"] {
            let revision = small(name);
            let revised = revision.revised(&[], "x.yaml").expect("no fault");
            assert_eq!(revised.scenario.hash, revision.scenario().hash);
            assert_eq!(revised.text, "extends: \"x.yaml\"\n");
            assert!(revised.warnings.is_empty(), "{:?}", revised.warnings);
        }
    }

    #[test]
    fn a_number_without_its_own_source_is_a_fault() {
        let revision = small("baseline");
        let faults = revision
            .revised(&[plain("parameters.station_stock.value", "3100")], "x.yaml")
            .expect_err("no source");
        assert!(
            faults.iter().any(|f| f.key == "parameters.station_stock"),
            "{faults:?}"
        );
    }

    #[test]
    fn one_county_brings_them_all() {
        let revision = small("baseline");
        let change = plain("places.counties.100001.population", "900000");
        let revised = revision.revised(&[change], "x.yaml").expect("no fault");
        for code in ["100001", "100002", "100003"] {
            assert!(
                revised.text.contains(&format!("    {code}: {{")),
                "{}",
                revised.text
            );
        }
        assert!(
            revised.scenario.counties[0].population > revision.scenario().counties[0].population
        );
    }

    #[test]
    fn what_may_stand_at_a_key() {
        let asked = |key| Revision::asked(key);
        assert_eq!(asked("base_year"), Some(Asked::Whole(1990, 2100)));
        assert_eq!(
            asked("programmes.x.rate"),
            Some(Asked::Quantity(Measure::Share, 0.0, 1.0))
        );
        let money = asked("programmes.x.amount");
        assert!(matches!(money, Some(Asked::Quantity(Measure::Money, ..))));
        assert_eq!(asked("programmes.x.amount.2023"), money);
        assert_eq!(asked("programmes.x.absent"), None);
    }
}
