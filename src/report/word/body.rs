//! The blocks of a document as the body of a Word file. Knows no files: pictures come as bytes.

use std::fmt::Write as _;

use super::markup::{escaped, paragraph, point, run};
use super::{parts, table};
use crate::language::Lang;
use crate::report::document::{Block, Document, Figure, Section, Sentence};

/// What is known once the body is set: its markup, pictures and lists.
pub(super) struct Body {
    pub(super) markup: String,
    pub(super) pictures: Vec<Vec<u8>>,
    pub(super) lists: usize,
    tables: usize,
    stated: usize,
    lang: Lang,
}

/// Most of a picture's height, in millionths of a metre: two with their captions, and some lines, fill a page.
const TALLEST: u64 = 92_000;
/// Longest tooltip, in characters: Word takes 260.
const LONGEST: usize = 250;
/// The bookmark of what the raised numbers stand for.
const ROWS: &str = "rows";
/// Units of drawings in a twentieth of a point and in a millionth of a metre.
const EMU_PER_TWIP: u64 = 635;
const EMU_PER_MICROMETRE: u64 = 36;

impl Body {
    /// Sets `document`, with the pictures that `picture` gives by name.
    pub(super) fn set(
        document: &Document,
        lang: Lang,
        picture: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Self {
        let mut body = Self {
            markup: String::new(),
            pictures: Vec::new(),
            lists: 0,
            tables: 0,
            stated: 0,
            lang,
        };
        body.add("Title", &run(document.title.get(lang)));
        body.add("Subtitle", &run(document.subtitle.get(lang)));
        for section in &document.sections {
            body.section(section, picture);
        }
        body.references();
        body
    }

    fn add(&mut self, style: &str, content: &str) {
        self.markup.push_str(&paragraph(style, content));
    }

    fn section(&mut self, section: &Section, picture: &dyn Fn(&str) -> Option<Vec<u8>>) {
        self.add("Heading1", &run(section.heading.get(self.lang)));
        for block in &section.blocks {
            match block {
                Block::Paragraph(sentences) => {
                    let content = self.sentences(sentences);
                    self.add("Normal", &content);
                }
                Block::List(items) => {
                    let list = parts::points(self.lists);
                    self.lists += 1;
                    for item in items {
                        let content = self.sentences(item);
                        self.markup.push_str(&point("Point", list, &content));
                    }
                }
                Block::Figure(figure) => self.figure(figure, picture),
                Block::Table(table) => {
                    self.tables += 1;
                    let label = self.lang.pick("表", "Table");
                    let caption =
                        caption(label, self.tables, table.caption.get(self.lang), self.lang);
                    self.add("CaptionAbove", &caption);
                    self.markup.push_str(&table::set(table, self.lang));
                    self.add("TableEnd", "");
                }
            }
        }
    }

    /// Sentences one after the other; those that state a result carry a number, which shows the rows it stands in.
    fn sentences(&mut self, sentences: &[Sentence]) -> String {
        let mut out = String::new();
        for (at, sentence) in sentences.iter().enumerate() {
            if at > 0 && self.lang == Lang::En {
                out.push_str(&run(" "));
            }
            out.push_str(&run(sentence.text.get(self.lang)));
            if let Some(basis) = &sentence.basis {
                self.stated += 1;
                let _ = write!(
                    out,
                    "<w:hyperlink w:anchor=\"{ROWS}\" w:tooltip=\"{}\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Reference\"/></w:rPr>\
                     <w:t>[{}]</w:t></w:r></w:hyperlink>",
                    escaped(&shortened(basis)),
                    self.stated
                );
            }
        }
        out
    }

    /// A picture over its numbered caption; nothing where it was not drawn.
    fn figure(&mut self, figure: &Figure, picture: &dyn Fn(&str) -> Option<Vec<u8>>) {
        let sized = picture(&figure.name).and_then(|png| Some((size(&png)?, png)));
        let Some(((width, height), png)) = sized else {
            return;
        };
        self.pictures.push(png);
        let number = self.pictures.len();
        let drawing = drawing(number, figure, (width, height), self.lang);
        self.add("Figure", &drawing);
        let label = self.lang.pick("图", "Figure");
        let caption = caption(label, number, figure.caption.get(self.lang), self.lang);
        self.add("Caption", &caption);
    }

    /// Where the numbers of the text stand.
    fn references(&mut self) {
        if self.stated == 0 {
            return;
        }
        let (heading, words) = self.lang.pick(
            (
                "数据出处",
                "正文中的上标编号对应同一文件夹内 tables/zh/sentences.csv 所列的文件和行，可用电子表格软件打开核对；指针停在编号上也会显示。",
            ),
            (
                "Where each number stands",
                "The raised numbers in the text name rows of tables: sentences.csv in the folder of this document lists them, and pointing at a number shows them.",
            ),
        );
        self.markup
            .push_str(&paragraph("Heading1", &bookmarked(ROWS, &run(heading))));
        self.add("Normal", &run(words));
    }
}

fn bookmarked(name: &str, content: &str) -> String {
    format!("<w:bookmarkStart w:id=\"0\" w:name=\"{name}\"/>{content}<w:bookmarkEnd w:id=\"0\"/>")
}

/// A basis that is no longer than a tooltip can be.
fn shortened(basis: &str) -> String {
    if basis.chars().count() <= LONGEST {
        return basis.to_owned();
    }
    let head: String = basis.chars().take(LONGEST).collect();
    head + "…"
}

/// `图1　…` with a number that Word keeps.
fn caption(label: &str, number: usize, text: &str, lang: Lang) -> String {
    let (before, after) = lang.pick(("", "\u{3000}"), (" ", ". "));
    format!(
        "{}<w:fldSimple w:instr=\" SEQ {label} \\* ARABIC \"><w:r><w:t>{number}</w:t></w:r></w:fldSimple>{}",
        run(&format!("{label}{before}")),
        run(&format!("{after}{text}"))
    )
}

/// Width and height in pixels, from a PNG's header.
fn size(png: &[u8]) -> Option<(u64, u64)> {
    let number = |at: usize| -> Option<u64> {
        let bytes: [u8; 4] = png.get(at..at + 4)?.try_into().ok()?;
        Some(u64::from(u32::from_be_bytes(bytes))).filter(|n| *n > 0)
    };
    png.starts_with(b"\x89PNG\r\n\x1a\n")
        .then(|| Some((number(16)?, number(20)?)))?
}

/// Picture `number`, as wide as the text unless it were too tall.
fn drawing(number: usize, figure: &Figure, (width, height): (u64, u64), lang: Lang) -> String {
    let mut across = u64::from(parts::WIDTH) * EMU_PER_TWIP;
    let mut down = across * height / width;
    let tallest = TALLEST * EMU_PER_MICROMETRE;
    if down > tallest {
        (across, down) = (tallest * width / height, tallest);
    }
    let (alt, name) = (escaped(figure.alt.get(lang)), escaped(&figure.name));
    let relation = super::picture_relation(number);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/>\
         <wp:docPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}
