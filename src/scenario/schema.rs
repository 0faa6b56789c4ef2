//! The JSON Schema of a scenario file, made from the same description as the checks.

use serde_json::{Map, Value, json};

use super::format;
use super::shape::{Field, Ids, Shape};
use crate::quantity::Measure;

/// The JSON Schema (2020-12) of scenario files, for completion in editors. A file that extends another need not have
/// every key, so the schema asks for none.
#[must_use]
pub fn schema() -> Value {
    let mut shared = Shared::default();
    let mut schema = match format::scenario() {
        Shape::Record(fields) => shared.record(&fields),
        other => shared.of(&other),
    };
    if let Some(map) = schema.as_object_mut() {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        map.insert("$schema".to_owned(), json!(dialect));
        map.insert("title".to_owned(), json!("dabiao 情景文件 / scenario file"));
        map.insert("patternProperties".to_owned(), json!({ "^x-": true }));
        map.insert("$defs".to_owned(), Value::Object(shared.definitions()));
    }
    schema
}

/// Schemas that are used in several places, each written once.
#[derive(Default)]
struct Shared(Vec<Value>);

/// Schemas shorter than this, in bytes, are written where they are used.
const SHORT: usize = 160;

impl Shared {
    fn definitions(self) -> Map<String, Value> {
        let named = self.0.into_iter().enumerate();
        named.map(|(i, value)| (name(i), value)).collect()
    }

    /// The schema of `shape`, or a reference to it where it is long.
    fn of(&mut self, shape: &Shape) -> Value {
        let value = match shape {
            Shape::Text(most) => json!({ "type": ["string", "number"], "maxLength": most }),
            Shape::Name(names) => json!({ "anyOf": [{ "enum": names }, { "type": "string" }] }),
            Shape::Choice(words) => json!({ "enum": words }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Integer(low, high) => {
                json!({ "type": "integer", "minimum": low, "maximum": high })
            }
            Shape::Quantity(measure, low, high) => quantity(*measure, *low, *high),
            Shape::AnyQuantity => json!({ "type": ["string", "number"] }),
            Shape::List(shape, most) => {
                json!({ "type": "array", "maxItems": most, "items": self.of(shape) })
            }
            Shape::Record(fields) => self.record(fields),
            Shape::ById(shape, ids) => {
                let pattern = match ids {
                    Ids::Name => "^[a-z0-9_-]{1,64}$",
                    Ids::Code => "^[A-Za-z0-9_-]{1,64}$",
                    Ids::Year => "^[0-9]{4}$",
                };
                json!({
                    "type": "object",
                    "propertyNames": { "pattern": pattern },
                    "additionalProperties": self.of(shape),
                })
            }
            Shape::Either(a, b) => json!({ "anyOf": [self.of(a), self.of(b)] }),
        };
        if value.to_string().len() < SHORT {
            return value;
        }
        let known = self.0.iter().position(|known| *known == value);
        let i = known.unwrap_or_else(|| {
            self.0.push(value);
            self.0.len() - 1
        });
        json!({ "$ref": format!("#/$defs/{}", name(i)) })
    }

    fn record(&mut self, fields: &[Field]) -> Value {
        let mut properties = Map::new();
        for field in fields {
            let mut value = self.of(&field.shape);
            if let Some(map) = value.as_object_mut() {
                let about = format!("{} / {}", field.about.zh, field.about.en);
                map.insert("description".to_owned(), json!(about));
            }
            properties.insert(field.key.to_owned(), value);
        }
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

fn name(i: usize) -> String {
    format!("shape{}", i + 1)
}

fn quantity(measure: Measure, low: f64, high: f64) -> Value {
    match measure.pattern() {
        None => json!({ "type": "number", "minimum": low, "maximum": high }),
        Some(pattern) => json!({ "type": "string", "pattern": pattern }),
    }
}
