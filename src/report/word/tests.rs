//! A file read back: what stands in it, whatever the texts hold.

use std::io::{Cursor, Read};

use roxmltree::Document as Markup;
use zip::ZipArchive;

use super::write;
use crate::language::{Lang, Text};
use crate::report::document::{Block, Cell, Document, Figure, Section, Sentence, Table};

const HOSTILE: &str = "<w:p>&amp;=1+1 { PAGE } \"x\" ]]>\u{0}\u{1b}";

/// A PNG's header: 400 by 300.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x90\0\0\x01\x2c\x08\x06\0\0\0";

fn document(text: &str) -> Document {
    let text = Text::new(text, text);
    let sentence = Sentence {
        text: text.clone(),
        basis: Some(format!("attainment.csv: {}", text.en)),
    };
    let cell = Cell {
        text: text.clone(),
        number: false,
    };
    let figure = |name: &str| {
        Block::Figure(Figure {
            name: name.to_owned(),
            caption: text.clone(),
            alt: text.clone(),
        })
    };
    Document {
        title: text.clone(),
        subtitle: text.clone(),
        sections: vec![Section {
            heading: text.clone(),
            blocks: vec![
                Block::Paragraph(vec![sentence.clone(), sentence.clone()]),
                Block::List(vec![vec![sentence.clone()], vec![sentence]]),
                figure("there"),
                figure("missing"),
                Block::Table(Table {
                    caption: text.clone(),
                    header: vec![text.clone(), text.clone()],
                    rows: vec![vec![cell.clone(), cell]],
                }),
            ],
        }],
    }
}

fn bytes(document: &Document, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    let picture = |name: &str| (name == "there").then(|| PNG.to_vec());
    write(&mut out, document, lang, &picture).unwrap();
    out
}

fn part(bytes: &[u8], path: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = package.by_name(path).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn count(markup: &Markup<'_>, name: &str) -> usize {
    let named = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name;
    markup.descendants().filter(named).count()
}

#[test]
fn hostile_text_stays_text() {
    let (plain, hostile) = (document("text"), document(HOSTILE));
    for lang in [Lang::Zh, Lang::En] {
        let plain = part(&bytes(&plain, lang), "word/document.xml");
        let hostile = part(&bytes(&hostile, lang), "word/document.xml");
        let (plain, hostile) = (
            Markup::parse(&plain).unwrap(),
            Markup::parse(&hostile).unwrap(),
        );
        let names = |markup: &Markup<'_>| -> Vec<String> {
            let elements = markup.descendants().filter(roxmltree::Node::is_element);
            elements
                .map(|node| node.tag_name().name().to_owned())
                .collect()
        };
        assert_eq!(names(&plain), names(&hostile));
        let shown = HOSTILE.replace(['\u{0}', '\u{1b}'], "\u{fffd}");
        let texts = hostile.descendants().filter_map(|node| node.text());
        assert!(texts.filter(|text| *text == shown).count() >= 8);
        let alt = hostile
            .descendants()
            .find_map(|node| node.attribute("descr"));
        assert_eq!(alt, Some(shown.as_str()));
    }
}

#[test]
fn only_our_own_fields_are_there() {
    let markup = part(&bytes(&document(HOSTILE), Lang::En), "word/document.xml");
    let markup = Markup::parse(&markup).unwrap();
    assert_eq!(count(&markup, "instrText"), 0);
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let fields: Vec<&str> = markup
        .descendants()
        .filter_map(|node| node.attribute((word, "instr")))
        .collect();
    assert_eq!(
        fields,
        [" SEQ Figure \\* ARABIC ", " SEQ Table \\* ARABIC "]
    );
}

#[test]
fn a_picture_that_is_missing_is_left_out() {
    let bytes = bytes(&document("text"), Lang::Zh);
    let markup = part(&bytes, "word/document.xml");
    let markup = Markup::parse(&markup).unwrap();
    assert_eq!(count(&markup, "drawing"), 1);
    let package = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names = package.file_names().map(|name| name.unwrap());
    assert_eq!(names.filter(|name| name.contains("media")).count(), 1);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document("text");
    assert_eq!(bytes(&document, Lang::Zh), bytes(&document, Lang::Zh));
    assert_ne!(bytes(&document, Lang::Zh), bytes(&document, Lang::En));
}

#[test]
fn every_result_is_numbered_and_shows_its_rows() {
    let document = document("text");
    let markup = part(&bytes(&document, Lang::En), "word/document.xml");
    let markup = Markup::parse(&markup).unwrap();
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let links = markup
        .descendants()
        .filter(|node| node.tag_name().name() == "hyperlink");
    let shown: Vec<(String, &str)> = links
        .map(|link| {
            let texts = link.descendants().filter(roxmltree::Node::is_text);
            let texts = texts.filter_map(|node| node.text());
            (texts.collect(), link.attribute((word, "tooltip")).unwrap())
        })
        .collect();
    let numbered: Vec<(String, &str)> = document
        .numbered()
        .map(|(number, _, basis)| (format!("[{number}]"), basis))
        .collect();
    assert_eq!(shown, numbered);
    assert_eq!(numbered.len(), 4);
    assert_eq!(count(&markup, "bookmarkStart"), 1);
}
