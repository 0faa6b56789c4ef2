//! What serde reads of a GeoJSON file: positions and features, not too many and not too large, and the parser's errors in our
//! words. Knows no file.

use std::fmt;

use serde::de::{Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::super::finding::Fault;
use crate::language::Text;

const MOST_FEATURES: usize = 20_000;
/// No coordinate is as large: metres round the earth are 40 million.
const MOST: f64 = 1e9;

// words by which our own faults are known among the parser's
const SHORT: &str = "a position without x and y";
const HUGE: &str = "a coordinate beyond all measure";
const MANY: &str = "more features than are read";

/// The features as text, not too many.
pub(super) struct Few<'a>(pub(super) Vec<&'a RawValue>);

/// x and y of a point.
pub(super) struct Position(pub(super) [f64; 2]);

/// What the parser says, in our words; `rest` is what stands there.
pub(super) fn said(error: &serde_json::Error, rest: &[u8]) -> (Text, Fault) {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    let message = &message[..end];
    let number = |rest: &[u8]| {
        let rest = rest.strip_prefix(b"-").unwrap_or(rest);
        [b"NaN".as_slice(), b"nan", b"Inf", b"inf"]
            .iter()
            .any(|word| rest.starts_with(word))
    };
    if message.starts_with(HUGE) || message.starts_with("number out of range") {
        let what = Text::new(
            "坐标超出范围（绝对值最大 10 亿）",
            "a coordinate is out of range (at most 1e9, either side of 0)",
        );
        return (what, Fault::OutOfRange);
    }
    if message.starts_with(MANY) {
        let what = Text::new(
            format!("图形超过 {MOST_FEATURES} 个"),
            format!("there are more than {MOST_FEATURES} features"),
        );
        return (what, Fault::OutOfRange);
    }
    if number(rest) {
        let what = Text::new(
            "不是有限的数（JSON 没有 NaN 和 Infinity）",
            "this is no finite number (JSON has no NaN or Infinity)",
        );
        return (what, Fault::Syntax);
    }
    match error.classify() {
        Category::Eof => (
            Text::new("文件在此中断，不完整", "the file ends here, in the middle"),
            Fault::Syntax,
        ),
        Category::Data if message.starts_with("duplicate field") => (
            Text::new(
                "同一个键写了两次",
                message.replace("duplicate field", "twice the key"),
            ),
            Fault::Syntax,
        ),
        Category::Data => (
            Text::new(
                "此处应为坐标：由 [x, y] 组成的环，层数与几何类型相符",
                "coordinates are asked here: rings of [x, y], nested as the type of the geometry asks",
            ),
            Fault::WrongKind,
        ),
        Category::Syntax | Category::Io => (
            Text::new("JSON 语法错误", format!("JSON syntax error: {message}")),
            Fault::Syntax,
        ),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Few<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Features;
        impl<'de> Visitor<'de> for Features {
            type Value = Vec<&'de RawValue>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of features")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut features = Vec::new();
                while let Some(feature) = seq.next_element()? {
                    if features.len() == MOST_FEATURES {
                        return Err(A::Error::custom(MANY));
                    }
                    features.push(feature);
                }
                Ok(features)
            }
        }
        from.deserialize_seq(Features).map(Self)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = [f64; 2];
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[x, y]")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<[f64; 2], A::Error> {
                let mut point = [0.0f64; 2];
                for number in &mut point {
                    *number = seq.next_element()?.ok_or_else(|| A::Error::custom(SHORT))?;
                    if number.abs() > MOST {
                        return Err(A::Error::custom(HUGE));
                    }
                }
                // a height may follow
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(point)
            }
        }
        from.deserialize_seq(Numbers).map(Self)
    }
}
