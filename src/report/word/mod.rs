//! A document set as a Word file (`.docx`), the same bytes for the same document. Knows nothing of what it says.

mod body;
mod markup;
mod parts;
mod table;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::document::Document;
use crate::language::Lang;
use body::Body;
use markup::escaped;
use parts::{DECLARATION, NAMESPACES};

/// Relations of the document to its other parts: name of the relation, file.
const RELATIONS: [(&str, &str); 6] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("fontTable", "fontTable.xml"),
    ("footer", "footer1.xml"),
    ("footer", "footer2.xml"),
];
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Writes `document` in `lang` as a Word file. `picture` gives the PNG of a chart by its name; where it gives none,
/// picture and its caption are left out.
///
/// # Errors
/// If it cannot be written.
pub fn write(
    out: &mut dyn Write,
    document: &Document,
    lang: Lang,
    picture: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> io::Result<()> {
    let body = Body::set(document, lang, picture);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: &str, content: &[u8]| -> io::Result<()> {
        // stored, at the one time every archive knows: pictures are packed already, and the bytes depend on nothing else
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        package.start_file(path, options)?;
        package.write_all(content)
    };
    add("[Content_Types].xml", content_types().as_bytes())?;
    add("_rels/.rels", package_relations().as_bytes())?;
    let title = document.title.get(lang);
    add("docProps/core.xml", properties(title, lang).as_bytes())?;
    let markup = format!(
        "{DECLARATION}<w:document {NAMESPACES}><w:body>{}{}</w:body></w:document>",
        body.markup,
        parts::page()
    );
    add("word/document.xml", markup.as_bytes())?;
    let relations = relations(body.pictures.len());
    add("word/_rels/document.xml.rels", relations.as_bytes())?;
    add("word/styles.xml", parts::styles(lang).as_bytes())?;
    let numbering = parts::numbering(body.lists, lang);
    add("word/numbering.xml", numbering.as_bytes())?;
    add("word/settings.xml", parts::settings().as_bytes())?;
    add("word/fontTable.xml", parts::fonts().as_bytes())?;
    add("word/footer1.xml", parts::footer("right").as_bytes())?;
    add("word/footer2.xml", parts::footer("left").as_bytes())?;
    for (number, picture) in (1..).zip(&body.pictures) {
        add(&format!("word/media/figure{number}.png"), picture)?;
    }
    out.write_all(package.finish()?.get_ref())
}

/// The relation of picture `number`, from 1.
fn picture_relation(number: usize) -> String {
    format!("rId{}", RELATIONS.len() + number)
}

fn relations(pictures: usize) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    for (number, (kind, file)) in (1..).zip(RELATIONS) {
        out.push_str(&relation(&format!("rId{number}"), kind, file));
    }
    for number in 1..=pictures {
        let (id, file) = (
            picture_relation(number),
            format!("media/figure{number}.png"),
        );
        out.push_str(&relation(&id, "image", &file));
    }
    out + "</Relationships>"
}

fn package_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"
    );
    for (kind, file) in RELATIONS {
        let _ = write!(
            out,
            "<Override PartName=\"/word/{file}\" ContentType=\"{WORD}.{kind}+xml\"/>"
        );
    }
    out + "</Types>"
}

/// Title and language; no author and no time, which would change the bytes.
fn properties(title: &str, lang: Lang) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escaped(title),
        lang.pick("zh-CN", "en-US")
    )
}
