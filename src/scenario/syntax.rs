//! The YAML parser's errors in words that say what to do. Knows the parser, not the format of a scenario.

use serde_yaml::granit_parser::ErrorKind;

use crate::language::Text;

/// What is wrong; `message` is the parser's own.
pub(super) fn words(kind: &ErrorKind, message: &str) -> Text {
    use ErrorKind as K;
    let known = match kind {
        K::UnknownAnchor => Some((
            "别名(*)引用了不存在的锚点(&)",
            "an alias (*) to an anchor (&) that does not exist",
        )),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            Some(("引号没有结束", "a quotation mark is not closed"))
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => Some((
            "引号后面还有文字，或更早的引号没有结束",
            "text after a closing quotation mark, or an earlier one is not closed",
        )),
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => Some(("括号没有结束", "a bracket is not closed")),
        K::MismatchedFlowCollectionEnd { .. } | K::MisplacedFlowCollectionEnd => {
            Some(("括号不配对", "brackets do not match"))
        }
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => Some((
            "括号里的两项之间缺少逗号，或括号没有结束",
            "a comma is missing between two items, or a bracket is not closed",
        )),
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::InvalidFlowScalarIndent
        | K::InvalidQuotedScalarIndent => Some((
            "缩进与前面的行不一致",
            "the indentation does not fit the lines before",
        )),
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::InvalidColonPlacement => Some((
            "此行或上一行的键后面缺少冒号加空格",
            "a key here or in the line before has no \": \" after it",
        )),
        K::MappingValueNotAllowed | K::MappingKeyNotAllowed => Some((
            "此处不能有冒号: 检查缩进；含冒号的文字要加引号",
            "no \": \" may stand here: check the indentation, or put text that has one in quotes",
        )),
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => Some((
            "此处不能用制表符(Tab)，改用空格",
            "no tab may stand here: use spaces",
        )),
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape => Some((
            "双引号里的反斜杠写法不对",
            "a backslash in double quotes is not an escape",
        )),
        K::RecursionLimitExceeded => Some(("嵌套太深", "nested too deep")),
        _ => None,
    };
    match known {
        Some((zh, en)) => Text::new(zh, en),
        None => Text::new("YAML 语法错误", format!("YAML syntax error: {message}")),
    }
}
