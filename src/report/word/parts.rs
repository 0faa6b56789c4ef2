//! The parts of a Word file that do not depend on what is said: styles, numbering, fonts, page numbers. Chinese follows the
//! layout of official documents (GB/T 9704): A4, margins 37, 28, 35 and 26 mm, headings in 黑体, text in 仿宋. Letters are
//! smaller than in a letter (小四), as in annexes, so that a briefing keeps to eight pages.

use std::fmt::Write as _;

use crate::language::Lang;

pub(super) const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
);
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Page and margins, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const TOP: u32 = 2_098;
const LEFT: u32 = 1_588;
const BOTTOM: u32 = 1_984;
const RIGHT: u32 = 1_474;
const FOOTER: u32 = 1_417;
/// Width of the text, in twentieths of a point.
pub(super) const WIDTH: u32 = PAGE.0 - LEFT - RIGHT;
/// Number of the list that headings are numbered by; lists of points follow it.
const HEADINGS: usize = 1;

/// The number of the `index`th list of points.
pub(super) const fn points(index: usize) -> usize {
    HEADINGS + 1 + index
}

/// The section: paper, margins, page numbers.
pub(super) fn page() -> String {
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:footerReference w:type=\"even\" r:id=\"rId6\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{TOP}\" w:right=\"{RIGHT}\" w:bottom=\"{BOTTOM}\" w:left=\"{LEFT}\" \
         w:header=\"851\" w:footer=\"{FOOTER}\" w:gutter=\"0\"/></w:sectPr>",
        PAGE.0, PAGE.1
    )
}

/// A style: id, name, the style it goes on from, paragraph properties, run properties.
type Style = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    String,
);

/// Fonts and size in half points.
fn letters(latin: &str, chinese: &str, size: u32) -> String {
    format!(
        "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\" w:eastAsia=\"{chinese}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
    )
}

/// The same in bold.
fn bold(latin: &str, chinese: &str, size: u32) -> String {
    letters(latin, chinese, size).replacen("<w:sz ", "<w:b/><w:sz ", 1)
}

fn chinese_styles() -> Vec<Style> {
    const TEXT: &str = "Times New Roman";
    vec![
        (
            "Normal",
            "Normal",
            "",
            "<w:widowControl w:val=\"0\"/><w:spacing w:line=\"440\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/><w:jc w:val=\"both\"/>",
            letters(TEXT, "仿宋", 24),
        ),
        (
            "Title",
            "Title",
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"160\" w:line=\"600\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
            bold(TEXT, "宋体", 40),
        ),
        (
            "Subtitle",
            "Subtitle",
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"240\" w:line=\"400\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
            letters(TEXT, "楷体", 22),
        ),
        (
            "Heading1",
            "heading 1",
            "Normal",
            "<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"120\" w:line=\"500\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"560\"/><w:outlineLvl w:val=\"0\"/>",
            letters(TEXT, "黑体", 28),
        ),
        ("Point", "Point", "Normal", "", String::new()),
        (
            "Caption",
            "caption",
            "Normal",
            "<w:spacing w:before=\"60\" w:after=\"120\" w:line=\"320\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
            letters(TEXT, "黑体", 20),
        ),
        (
            "CaptionAbove",
            "Caption above",
            "Caption",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"320\" w:lineRule=\"exact\"/>",
            String::new(),
        ),
        (
            "Figure",
            "Figure",
            "Normal",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
            String::new(),
        ),
        (
            "TableText",
            "Table text",
            "Normal",
            "<w:spacing w:line=\"250\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
            letters(TEXT, "仿宋", 18),
        ),
        (
            "TableNumber",
            "Table number",
            "TableText",
            "<w:jc w:val=\"right\"/>",
            String::new(),
        ),
        (
            "TableHead",
            "Table head",
            "TableText",
            "<w:keepNext/><w:jc w:val=\"center\"/>",
            letters(TEXT, "黑体", 18),
        ),
        (
            "TableEnd",
            "Table end",
            "Normal",
            "<w:spacing w:line=\"160\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
            String::new(),
        ),
        (
            "Footer",
            "footer",
            "Normal",
            "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
            letters("宋体", "宋体", 24),
        ),
    ]
}

fn english_styles() -> Vec<Style> {
    const TEXT: &str = "Times New Roman";
    const HEAD: &str = "Arial";
    vec![
        (
            "Normal",
            "Normal",
            "",
            "<w:widowControl w:val=\"0\"/><w:spacing w:after=\"100\" w:line=\"264\" w:lineRule=\"auto\"/>",
            letters(TEXT, "仿宋", 21),
        ),
        (
            "Title",
            "Title",
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>",
            bold(HEAD, "黑体", 38),
        ),
        (
            "Subtitle",
            "Subtitle",
            "Normal",
            "<w:spacing w:before=\"0\" w:after=\"240\"/>",
            letters(HEAD, "黑体", 20),
        ),
        (
            "Heading1",
            "heading 1",
            "Normal",
            "<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
            bold(HEAD, "黑体", 28),
        ),
        (
            "Point",
            "Point",
            "Normal",
            "<w:ind w:left=\"420\" w:hanging=\"420\"/>",
            String::new(),
        ),
        (
            "Caption",
            "caption",
            "Normal",
            "<w:spacing w:before=\"40\" w:after=\"200\" w:line=\"252\" w:lineRule=\"auto\"/>",
            letters(HEAD, "黑体", 18),
        ),
        (
            "CaptionAbove",
            "Caption above",
            "Caption",
            "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/>",
            String::new(),
        ),
        (
            "Figure",
            "Figure",
            "Normal",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
            String::new(),
        ),
        (
            "TableText",
            "Table text",
            "Normal",
            "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
            letters(TEXT, "仿宋", 18),
        ),
        (
            "TableNumber",
            "Table number",
            "TableText",
            "<w:jc w:val=\"right\"/>",
            String::new(),
        ),
        (
            "TableHead",
            "Table head",
            "TableText",
            "<w:keepNext/>",
            bold(HEAD, "黑体", 17),
        ),
        (
            "TableEnd",
            "Table end",
            "Normal",
            "<w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
            String::new(),
        ),
        (
            "Footer",
            "footer",
            "Normal",
            "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
            letters(HEAD, "黑体", 18),
        ),
    ]
}

/// `styles.xml`.
pub(super) fn styles(lang: Lang) -> String {
    let mut out = format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" \
         w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    );
    for (id, name, on, paragraph, run) in match lang {
        Lang::Zh => chinese_styles(),
        Lang::En => english_styles(),
    } {
        let default = if on.is_empty() {
            " w:default=\"1\""
        } else {
            ""
        };
        let on = match on {
            "" => String::new(),
            on => format!("<w:basedOn w:val=\"{on}\"/>"),
        };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"{default}><w:name w:val=\"{name}\"/>{on}<w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    out.push_str(
        "<w:style w:type=\"character\" w:styleId=\"Reference\"><w:name w:val=\"Reference\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>",
    );
    out
}

/// `numbering.xml`: headings (`一、` or `1`), and `lists` lists of points (`（1）` or `1.`), each from 1.
pub(super) fn numbering(lists: usize, lang: Lang) -> String {
    let heading = lang.pick(
        (
            "chineseCountingThousand",
            "<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/>",
            "<w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"560\"/></w:pPr>",
        ),
        (
            "decimal",
            "<w:suff w:val=\"space\"/><w:lvlText w:val=\"%1\"/>",
            "",
        ),
    );
    let point = lang.pick(
        (
            "decimal",
            "<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"（%1）\"/>",
            "<w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/></w:pPr>",
        ),
        (
            "decimal",
            "<w:lvlText w:val=\"%1.\"/>",
            "<w:pPr><w:ind w:left=\"420\" w:hanging=\"420\"/></w:pPr>",
        ),
    );
    let level = |(format, text, indent): (&str, &str, &str), style: &str| {
        format!(
            "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             {style}{text}<w:lvlJc w:val=\"left\"/>{indent}</w:lvl></w:abstractNum>"
        )
    };
    let mut out = format!(
        "{DECLARATION}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\">{}<w:abstractNum w:abstractNumId=\"1\">{}\
         <w:num w:numId=\"{HEADINGS}\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(heading, "<w:pStyle w:val=\"Heading1\"/>"),
        level(point, ""),
    );
    for list in 0..lists {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            points(list)
        );
    }
    out + "</w:numbering>"
}

/// `settings.xml`: page numbers on the outer side, no compatibility mode.
pub(super) fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// `fontTable.xml`: which fonts may stand in for the Chinese ones where they are missing.
pub(super) fn fonts() -> String {
    let fonts = [
        (
            "仿宋",
            "FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,华文仿宋,FandolFang,Noto Serif CJK SC",
            "roman",
        ),
        (
            "黑体",
            "SimHei,STHeiti,华文黑体,Source Han Sans SC,Noto Sans CJK SC,WenQuanYi Micro Hei",
            "swiss",
        ),
        (
            "宋体",
            "SimSun,STSong,华文宋体,Source Han Serif SC,Noto Serif CJK SC",
            "roman",
        ),
        (
            "楷体",
            "KaiTi,楷体_GB2312,STKaiti,华文楷体,AR PL UKai CN",
            "roman",
        ),
    ];
    let mut out = format!("{DECLARATION}<w:fonts {NAMESPACES}>");
    for (name, others, family) in fonts {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"86\"/><w:family w:val=\"{family}\"/>\
             <w:pitch w:val=\"variable\"/></w:font>"
        );
    }
    out + "</w:fonts>"
}

/// A footer with the page number between dashes, on the `side` of the page.
pub(super) fn footer(side: &str) -> String {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"{side}\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r>{}<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}\
         <w:r><w:t>1</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
        field("begin"),
        field("separate"),
        field("end"),
    )
}
