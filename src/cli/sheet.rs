//! `dabiao sheet SCENARIO` and `dabiao sheet --read FILE.xlsx`

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::args::Sheet;
use super::beginning::Beginning;
use super::exit::Failure;
use super::message::Message;
use super::{findings, tell};
use crate::language::{Lang, Text, refusal};
use crate::report::{self, assumptions};
use crate::scenario::revision::Revision;
use crate::scenario::{self, Fault, Finding, Severity};

/// Writes a scenario's assumptions as a workbook, or reads an edited one back.
pub(super) fn sheet(asked: &Sheet, lang: Lang) -> Result<(), Failure> {
    match (&asked.read, &asked.scenario) {
        (Some(file), scenario) => read(file, scenario.as_deref(), asked, lang),
        (None, Some(scenario)) => write(scenario, asked, lang),
        (None, None) => Err(Failure::line(
            &Message::Beginning(Beginning::NothingToSheet),
            lang,
        )),
    }
}

fn write(scenario: &Path, asked: &Sheet, lang: Lang) -> Result<(), Failure> {
    let revision = Revision::open(scenario).map_err(Failure::Scenario)?;
    let id = &revision.scenario().id;
    let out = asked
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{id}-sheet.xlsx")));
    if ending(&out) != "xlsx" {
        return Err(Failure::line(
            &Message::Beginning(Beginning::OtherEnding(&out, "xlsx")),
            lang,
        ));
    }
    // where the two lie on different disks the path is told as it is
    let from = between(&folder_of(&out), scenario);
    let from = from.unwrap_or_else(|| scenario.display().to_string());
    let bytes = assumptions::write(&revision, &from, lang).map_err(|error| {
        report::OutputError::WriteFailed(out.clone(), std::io::Error::other(error))
    })?;
    report::write_loose(&[(out.clone(), bytes)], asked.force)?;
    tell(&Message::Written(&out), lang)?;
    tell(&Message::Beginning(Beginning::Edit(&out)), lang)
}

fn read(file: &Path, scenario: Option<&Path>, asked: &Sheet, lang: Lang) -> Result<(), Failure> {
    let shown: String = file
        .to_string_lossy()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let bytes = fs::read(file).map_err(|error| {
        let what = |lang| refusal(&error, lang);
        let what = Text::new(what(Lang::Zh), what(Lang::En));
        Failure::Scenario(vec![finding(
            &shown,
            Fault::CannotOpen,
            what,
            Text::default(),
        )])
    })?;
    let origin = assumptions::origin(&bytes, &shown).map_err(Failure::Scenario)?;
    let named = folder_of(file).join(&origin.scenario);
    let original = scenario.map_or(named, Path::to_path_buf);
    let revision = Revision::open(&original).map_err(Failure::Scenario)?;
    if revision.scenario().hash != origin.hash {
        let what = Text::new(
            format!("{} 与写出表格时不同", original.display()),
            format!(
                "{} is not what it was when the sheet was written",
                original.display()
            ),
        );
        let allowed = Text::new(
            "用 dabiao sheet 重新写出表格，再改一次",
            "write the sheet anew with dabiao sheet and edit that",
        );
        return Err(Failure::Scenario(vec![finding(
            &shown,
            Fault::Content,
            what,
            allowed,
        )]));
    }
    let out = match &asked.out {
        Some(out) => out.clone(),
        None => {
            folder_of(&original).join(file.with_extension("yaml").file_name().unwrap_or_default())
        }
    };
    if !matches!(ending(&out).as_str(), "yaml" | "yml") {
        return Err(Failure::line(
            &Message::Beginning(Beginning::OtherEnding(&out, "yaml")),
            lang,
        ));
    }
    let stem = out
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    if !scenario::may_be_called(stem) {
        return Err(Failure::line(
            &Message::Beginning(Beginning::NotAName(stem)),
            lang,
        ));
    }
    let extends = between(&folder_of(&out), &original).filter(|path| !path.starts_with("../../"));
    let Some(extends) = extends else {
        return Err(Failure::line(
            &Message::Beginning(Beginning::TooFar(&out, &original)),
            lang,
        ));
    };
    let edited = assumptions::read(&bytes, &shown, &revision, (&extends, origin.lang))
        .map_err(Failure::Scenario)?;
    findings::tell(&edited.revised.warnings, asked.error_format, lang);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let head = match lang {
        Lang::Zh => format!("# 由 {name} 得出：只含改动\n"),
        Lang::En => format!("# From {name}: what it changes and nothing else\n"),
    };
    let text = head + &edited.revised.text;
    report::write_loose(&[(out.clone(), text.into_bytes())], asked.force)?;
    tell(
        &Message::Beginning(Beginning::Edited(&out, edited.changes)),
        lang,
    )
}

fn finding(file: &str, fault: Fault, what: Text, allowed: Text) -> Finding {
    Finding {
        severity: Severity::Error,
        fault,
        file: file.to_owned(),
        line: 0,
        column: 0,
        key: String::new(),
        what,
        allowed,
        suggestion: None,
    }
}

fn ending(path: &Path) -> String {
    path.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The path from `folder` to `file`, with `/`; none where there is none.
fn between(folder: &Path, file: &Path) -> Option<String> {
    let existing = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let (from, to) = (
        fs::canonicalize(existing).ok()?,
        fs::canonicalize(file).ok()?,
    );
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(shared).map(|_| Some(".."));
    let down = to.components().skip(shared).map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Some(parts?.join("/"))
}
