//! A document in plain blocks, in both languages: what the Word and the web version are set from. Knows no file format.

use crate::language::Text;

/// A document: a briefing of one scenario or of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Title.
    pub title: Text,
    /// Line below it: place, years, runs, seed.
    pub subtitle: Text,
    /// Sections, in order.
    pub sections: Vec<Section>,
}

impl Document {
    /// The sentences that state a result, as they are numbered in the text: from 1, in order.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Sentence, &str)> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let sentences = blocks.flat_map(|block| match block {
            Block::Paragraph(sentences) => sentences.iter().collect(),
            Block::List(points) => points.iter().flatten().collect(),
            Block::Figure(_) | Block::Table(_) => Vec::new(),
        });
        let stating = sentences.filter_map(|s| Some((s, s.basis.as_deref()?)));
        (1..)
            .zip(stating)
            .map(|(number, (sentence, basis))| (number, sentence, basis))
    }
}

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Heading, without its number.
    pub heading: Text,
    /// Blocks, in order.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences that follow one another.
    Paragraph(Vec<Sentence>),
    /// Points of a list, each a paragraph of its own.
    List(Vec<Vec<Sentence>>),
    /// A chart of the folder.
    Figure(Figure),
    /// A table.
    Table(Table),
}

/// A sentence and the number it is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What it says.
    pub text: Text,
    /// Where its number stands, as `file: key`, e.g. `attainment.csv: base_stations`, several set apart by `; `; none where it
    /// states no result.
    pub basis: Option<String>,
}

/// A chart, by its name in `charts/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// File name without folder, language and ending.
    pub name: String,
    /// Caption, without its number.
    pub caption: Text,
    /// Alternative text.
    pub alt: Text,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Caption, without its number.
    pub caption: Text,
    /// Headers of the columns.
    pub header: Vec<Text>,
    /// Rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: Text,
    /// Whether it is a number, set to the right.
    pub number: bool,
}
