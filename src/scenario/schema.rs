//! The JSON Schema of a scenario file, made from the same description as the checks.

use serde_json::{Map, Value, json};

use super::format;
use super::shape::{Field, Ids, Shape};
use crate::quantity::Measure;

/// The JSON Schema (2020-12) of scenario files, for completion in editors. A file that extends another need not have
/// every key, so the schema asks for none at the top.
#[must_use]
pub fn schema() -> Value {
    let mut schema = of(&format::scenario(), true);
    if let Some(map) = schema.as_object_mut() {
        map.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".to_owned(), json!("dabiao 情景文件 / scenario file"));
        map.insert("patternProperties".to_owned(), json!({ "^x-": true }));
    }
    schema
}

fn of(shape: &Shape, top: bool) -> Value {
    match shape {
        Shape::Text(most) => json!({ "type": ["string", "number"], "maxLength": most }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Shape::Quantity(measure, low, high) => quantity(*measure, *low, *high),
        Shape::AnyQuantity => json!({ "type": ["string", "number"] }),
        Shape::List(shape, most) => {
            json!({ "type": "array", "maxItems": most, "items": of(shape, false) })
        }
        Shape::Record(fields) => record(fields, top),
        Shape::ById(shape, ids) => {
            let pattern = match ids {
                Ids::Name => "^[a-z0-9_-]{1,64}$",
                Ids::Code => "^[A-Za-z0-9_-]{1,64}$",
                Ids::Year => "^[0-9]{4}$",
            };
            json!({
                "type": "object",
                "propertyNames": { "pattern": pattern },
                "additionalProperties": of(shape, false),
            })
        }
        Shape::Either(a, b) => json!({ "anyOf": [of(a, false), of(b, false)] }),
    }
}

fn quantity(measure: Measure, low: f64, high: f64) -> Value {
    match measure.pattern() {
        None => json!({ "type": "number", "minimum": low, "maximum": high }),
        Some(pattern) => json!({ "type": "string", "pattern": pattern }),
    }
}

fn record(fields: &[Field], _top: bool) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut value = of(&field.shape, false);
        let about = format!("{} / {}", field.about.zh, field.about.en);
        if let Some(map) = value.as_object_mut() {
            map.insert("description".to_owned(), json!(about));
        }
        properties.insert(field.key.to_owned(), value);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
