//! A scenario to start from, for who has nothing but the program: a small invented place whose numbers are marked as
//! examples, and the parent with what holds anywhere. Writes no file.

use crate::language::Lang;

/// A file to write, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterFile {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The starter scenario `id`, commented in `lang`, and behind it the files that it refers to and may share with others.
#[must_use]
pub fn starter(id: &str, lang: Lang) -> [StarterFile; 3] {
    let file = |name: &str, text: String| StarterFile {
        name: name.to_owned(),
        text,
    };
    let scenario = lang.pick(include_str!("zh.yaml"), include_str!("en.yaml"));
    [
        file(&format!("{id}.yaml"), scenario.to_owned()),
        file(
            COMMON,
            include_str!("../../../scenarios/common.yaml").to_owned(),
        ),
        file("scenario.schema.json", format!("{:#}\n", super::schema())),
    ]
}

/// The parent of the starter.
const COMMON: &str = "common.yaml";

/// Whether a starter may be called `id`: what a scenario may be called, and not as its parent is.
#[must_use]
pub fn may_be_called(id: &str) -> bool {
    super::load::is_id(id) && format!("{id}.yaml") != COMMON
}
