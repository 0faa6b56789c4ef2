//! The plain tables described: `datapackage.json`, and the same tables in Chinese. Reads only the header a table
//! was written with, so that a description cannot drift from its table.

use std::io::{self, Write};

use serde::Serialize;

use super::Spelling;
use super::dictionary::{Meaning, meaning};
use crate::report::Case;

/// Excel and WPS read a file as UTF-8 if it begins with this.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A table as it was written: its path and headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Plain {
    path: &'static str,
    headers: Vec<String>,
}

/// Writes a table through `content` into `out`, noting its headers.
pub(in crate::report) fn noted(
    path: &'static str,
    out: &mut dyn Write,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Plain> {
    let mut first = FirstLine {
        inner: out,
        line: Some(Vec::new()),
        headers: Vec::new(),
    };
    content(&mut first)?;
    Ok(Plain {
        path,
        headers: first.headers,
    })
}

/// Writes the table again with a byte-order mark, Chinese headers and Chinese words.
pub(in crate::report) fn in_chinese(
    table: &Plain,
    cases: &[Case<'_>],
    out: &mut dyn Write,
    content: impl FnOnce(&mut dyn Write, Spelling<'_>) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(BOM)?;
    let chinese = |header: &str| {
        meaning(stem(table.path), header, cases).map_or_else(|| header.to_owned(), |m| m.zh)
    };
    content(out, Spelling::Chinese(&chinese))
}

/// `datapackage.json` of the Frictionless Data Package standard.
pub(in crate::report) fn package(tables: &[Plain], cases: &[Case<'_>]) -> impl Serialize {
    Package {
        profile: "tabular-data-package",
        name: format!("dabiao-{}", cases[0].scenario.id),
        title: format!("dabiao: {}", cases[0].scenario.name.en),
        title_zh: format!("dabiao：{}", cases[0].scenario.name.zh),
        resources: tables.iter().map(|table| resource(table, cases)).collect(),
    }
}

#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: String,
    title: String,
    title_zh: String,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: String,
    path: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema,
}

#[derive(Serialize)]
struct Schema {
    fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    unit: String,
    description: String,
    description_zh: String,
}

fn resource(table: &Plain, cases: &[Case<'_>]) -> Resource {
    let fields = table.headers.iter().map(|header| {
        let said = meaning(stem(table.path), header, cases);
        field(header, said)
    });
    Resource {
        profile: "tabular-data-resource",
        name: stem(table.path).to_owned(),
        path: table.path,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema {
            fields: fields.collect(),
            missing_values: [""],
        },
    }
}

/// A column nobody described is any value without a description; a test finds it.
fn field(header: &str, said: Option<Meaning>) -> Field {
    let name = header.to_owned();
    match said {
        Some(said) => Field {
            name,
            kind: said.kind.key(),
            unit: said.unit,
            description: said.en,
            description_zh: said.zh,
        },
        None => Field {
            name,
            kind: "any",
            unit: String::new(),
            description: String::new(),
            description_zh: String::new(),
        },
    }
}

fn stem(path: &str) -> &str {
    path.strip_suffix(".csv").unwrap_or(path)
}

/// Reads the headers off the first line that goes through.
struct FirstLine<'a> {
    inner: &'a mut dyn Write,
    line: Option<Vec<u8>>,
    headers: Vec<String>,
}

impl Write for FirstLine<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(bytes)?;
        let Some(line) = &mut self.line else {
            return Ok(taken);
        };
        let passed = &bytes[..taken];
        let end = passed.iter().position(|byte| *byte == b'\n');
        line.extend_from_slice(&passed[..end.unwrap_or(taken)]);
        if end.is_some() {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(line.as_slice());
            for record in reader.records() {
                self.headers.extend(record?.iter().map(str::to_owned));
            }
            self.line = None;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
