//! The text of a GeoJSON file (RFC 7946) as polygons with names: what is no polygon is refused, by line and column. Knows no
//! county.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::document::Place;
use super::super::finding::{Fault, Finding, Findings};
use super::json::{Few, Position, said};
use crate::language::Text;

/// Most arrays in a file: each point is one.
const MOST_POINTS: usize = 2_000_000;
/// Longest text of the properties of a feature, in bytes.
const LONGEST_PROPERTIES: usize = 64 * 1024;
/// Features whose faults are told.
pub(super) const TOLD: usize = 20;

/// Properties that may name a county, in small letters: first those that are codes. The last ones are of Chinese land
/// surveys.
const CODES: [&str; 6] = ["id", "code", "adcode", "代码", "pac", "xzqdm"];
const NAMES: [&str; 5] = ["name", "name_zh", "name_en", "名称", "xzqmc"];

/// A feature with polygons.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    /// Where it begins: bytes from the beginning of the text.
    pub(super) at: usize,
    /// `features.3`.
    pub(super) key: String,
    /// What it is called: codes, then names.
    pub(super) words: Vec<String>,
    /// Its polygons, in the coordinates of the file; rings without the last point, which is the first.
    pub(super) polygons: Vec<super::Polygon>,
}

impl Feature {
    /// What a reader would call it.
    pub(super) fn called(&self) -> &str {
        self.words.last().unwrap_or(&self.key)
    }
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    features: Option<Few<'a>>,
}

#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
}

/// The features of `text` that have polygons, or nothing after a fault.
pub(super) fn read(text: &str, file: u16, findings: &mut Findings) -> Option<Vec<Feature>> {
    let mut reader = Reader {
        text,
        file,
        findings,
    };
    let raws = reader.collection()?;
    let mut features = Vec::new();
    let mut faulty = 0;
    for (at, raw) in (1..).zip(raws) {
        let before = reader.findings.errors();
        features.extend(reader.feature(raw, &format!("features.{at}")));
        faulty += usize::from(reader.findings.errors() > before);
        if faulty == TOLD {
            break;
        }
    }
    (faulty == 0).then_some(features)
}

struct Reader<'t, 'f> {
    text: &'t str,
    file: u16,
    findings: &'f mut Findings,
}

impl<'t> Reader<'t, '_> {
    fn collection(&mut self) -> Option<Vec<&'t RawValue>> {
        let text = self.text;
        let trimmed = text.trim_start();
        if trimmed.is_empty() {
            self.fault(0, "", "文件是空的", "the file is empty");
            return None;
        }
        // a point is an array: counted before anything is made of them
        let arrays = text.bytes().filter(|byte| *byte == b'[').count();
        if arrays > MOST_POINTS {
            let (zh, en) = (
                format!("有 {arrays} 个点或数组，最多 {MOST_POINTS} 个；请先简化边界"),
                format!(
                    "has {arrays} points or arrays, at most {MOST_POINTS} are read; simplify the boundaries first"
                ),
            );
            self.fault(0, "", &zh, &en).kind(Fault::OutOfRange);
            return None;
        }
        let start = text.len() - trimmed.len();
        if !trimmed.starts_with('{') {
            self.no_collection(start, "");
            return None;
        }
        let head: Head<'t> = self.parsed(text, "")?;
        let kind = head.kind.and_then(word).unwrap_or_default();
        let Some(Few(features)) = head.features.filter(|_| kind == "FeatureCollection") else {
            self.no_collection(start, &kind);
            return None;
        };
        if features.is_empty() {
            self.fault(start, "features", "一个图形也没有", "there is no feature");
            return None;
        }
        Some(features)
    }

    fn no_collection(&mut self, at: usize, kind: &str) {
        let (zh, en) = match kind {
            "" => ("不是 GeoJSON".to_owned(), "this is no GeoJSON".to_owned()),
            "Topology" => (
                "是 TopoJSON，不是 GeoJSON".to_owned(),
                "this is TopoJSON, not GeoJSON".to_owned(),
            ),
            "FeatureCollection" => (
                "FeatureCollection 没有 features".to_owned(),
                "a FeatureCollection without features".to_owned(),
            ),
            other => (
                format!("type 是 {}", shortened(other)),
                format!("the type is {}", shortened(other)),
            ),
        };
        self.fault(at, "", &zh, &en).allow(
            "应为由多边形组成的 FeatureCollection",
            "a FeatureCollection of polygons is asked",
        );
    }

    /// A feature with polygons; nothing where it has no geometry at all, or after a fault.
    fn feature(&mut self, raw: &'t RawValue, key: &str) -> Option<Feature> {
        let feature: Raw<'t> = self.object(raw, key)?;
        if feature.kind.and_then(word).as_deref() != Some("Feature") {
            let (zh, en) = ("不是 Feature", "this is no Feature");
            self.fault(self.offset(raw), key, zh, en);
            return None;
        }
        let words = self.words(&feature, key)?;
        let geometry = feature.geometry.filter(|raw| raw.get() != "null")?;
        let key_of = format!("{key}.geometry");
        let geometry: Geometry<'t> = self.object(geometry, &key_of)?;
        let kind = geometry.kind.and_then(word).unwrap_or_default();
        let place = self.offset(raw);
        let polygons = match (kind.as_str(), geometry.coordinates) {
            ("Polygon", Some(raw)) => vec![self.polygon(raw, &key_of)?],
            ("MultiPolygon", Some(raw)) => self.polygons(raw, &key_of)?,
            ("Polygon" | "MultiPolygon", None) => {
                let at = self.offset(raw);
                self.fault(at, &key_of, "没有 coordinates", "there are no coordinates");
                return None;
            }
            (other, _) => {
                let other = shortened(other);
                let (zh, en) = (
                    format!("几何类型是 {other}"),
                    format!("the type of the geometry is {other}"),
                );
                self.fault(place, &key_of, &zh, &en).allow(
                    "只用 Polygon 和 MultiPolygon",
                    "Polygon or MultiPolygon is asked",
                );
                return None;
            }
        };
        Some(Feature {
            at: place,
            key: key.to_owned(),
            words,
            polygons,
        })
    }

    fn words(&mut self, feature: &Raw<'t>, key: &str) -> Option<Vec<String>> {
        let mut words: Vec<String> = feature.id.and_then(word).into_iter().collect();
        let Some(raw) = feature.properties.filter(|raw| raw.get() != "null") else {
            return Some(words);
        };
        let key = format!("{key}.properties");
        if raw.get().len() > LONGEST_PROPERTIES {
            let at = self.offset(raw);
            self.fault(at, &key, "超过 64 KiB", "longer than 64 KiB")
                .kind(Fault::OutOfRange);
            return None;
        }
        let properties: BTreeMap<String, &RawValue> = self.object(raw, &key)?;
        for wanted in CODES.iter().chain(&NAMES) {
            let named = properties.iter();
            let of = named.filter(|(name, _)| name.to_lowercase() == *wanted);
            words.extend(of.filter_map(|(_, value)| word(value)));
        }
        Some(words)
    }

    fn polygon(&mut self, raw: &'t RawValue, key: &str) -> Option<super::Polygon> {
        let rings: Vec<Vec<Position>> = self.parsed(raw.get(), key)?;
        self.sound(rings, self.offset(raw), key)
    }

    fn polygons(&mut self, raw: &'t RawValue, key: &str) -> Option<Vec<super::Polygon>> {
        let polygons: Vec<Vec<Vec<Position>>> = self.parsed(raw.get(), key)?;
        let at = self.offset(raw);
        if polygons.is_empty() {
            self.fault(at, key, "一个多边形也没有", "there is no polygon");
            return None;
        }
        let polygons = polygons.into_iter();
        polygons.map(|rings| self.sound(rings, at, key)).collect()
    }

    /// Rings that are closed and enclose something, without their last point.
    fn sound(&mut self, rings: Vec<Vec<Position>>, at: usize, key: &str) -> Option<super::Polygon> {
        if rings.is_empty() {
            self.fault(at, key, "多边形没有环", "a polygon without a ring");
            return None;
        }
        let mut sound = Vec::new();
        for (number, ring) in (1..).zip(rings) {
            let mut points: Vec<[f64; 2]> = ring.into_iter().map(|Position(p)| p).collect();
            let closed = points.len() >= 2 && points.first() == points.last();
            let (zh, en) = if points.len() < 4 {
                let n = points.len();
                (
                    format!("第 {number} 个环只有 {n} 个点"),
                    format!("ring {number} has {n} points only"),
                )
            } else if !closed {
                (
                    format!("第 {number} 个环没有闭合"),
                    format!("ring {number} is not closed"),
                )
            } else if super::plane::area(&points).abs() <= 0.0 {
                (
                    format!("第 {number} 个环的面积为零"),
                    format!("ring {number} encloses nothing"),
                )
            } else {
                points.pop();
                sound.push(points);
                continue;
            };
            self.fault(at, key, &zh, &en).allow(
                "环至少四个点，最后一点与第一点相同",
                "a ring has four points or more, the last the same as the first",
            );
            return None;
        }
        Some(sound)
    }

    fn object<T: Deserialize<'t>>(&mut self, raw: &'t RawValue, key: &str) -> Option<T> {
        if raw.get().starts_with('{') {
            return self.parsed(raw.get(), key);
        }
        let at = self.offset(raw);
        self.fault(at, key, "不是对象", "this is no object")
            .kind(Fault::WrongKind);
        None
    }

    /// `part` of the text as `T`.
    fn parsed<T: Deserialize<'t>>(&mut self, part: &'t str, key: &str) -> Option<T> {
        let error = match serde_json::from_str(part) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let lines = part.split_inclusive('\n').take(error.line().max(1) - 1);
        let before: usize = lines.map(str::len).sum();
        let at = (before + error.column().max(1) - 1).min(part.len());
        let (what, fault) = said(&error, &part.as_bytes()[at..]);
        let at = self.offset_of(part) + at;
        self.fault(at, key, &what.zh, &what.en).kind(fault);
        None
    }

    fn fault(&mut self, at: usize, key: &str, zh: &str, en: &str) -> &mut Finding {
        let place = place(self.text, self.file, at);
        self.findings.error(place, key, Text::new(zh, en))
    }

    fn offset(&self, raw: &RawValue) -> usize {
        self.offset_of(raw.get())
    }

    /// Where `part`, a part of the text, begins in it.
    fn offset_of(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }
}

/// Line and column of what begins `at` so many bytes from the beginning of `text`.
pub(super) fn place(text: &str, file: u16, at: usize) -> Place {
    let before = String::from_utf8_lossy(&text.as_bytes()[..at.min(text.len())]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        file,
        line: short(line),
        column: short(column),
    }
}

/// A text or number as a word; nothing else names a county.
fn word(raw: &RawValue) -> Option<String> {
    let text = raw.get();
    let word = match text.as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(text).ok()?,
        b'0'..=b'9' => text.strip_suffix(".0").unwrap_or(text).to_owned(),
        _ => return None,
    };
    let word = word.trim();
    (!word.is_empty()).then(|| word.to_owned())
}

/// A word of a file, as a message quotes it.
pub(super) fn shortened(word: &str) -> String {
    let mut short: String = word.chars().take(40).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    short
}
