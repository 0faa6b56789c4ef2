//! Sets the blocks of a document, and numbers its figures and tables. Knows no report.

use maud::{Markup, PreEscaped, html};

use super::fan;
use super::grid::Grid;
use super::picture::{Drawn, Sheet};
use super::words::{LANGS, fixed, plain, said};
use crate::chart;
use crate::language::{Lang, Text};
use crate::report::document::{Block, Figure, Sentence};

/// Sets blocks one after the other.
pub(super) struct Setter<'a> {
    drawn: &'a [Drawn],
    /// Charts that stand in the page already.
    shown: Vec<&'a str>,
    figures: usize,
    tables: usize,
}

impl<'a> Setter<'a> {
    pub(super) const fn new(drawn: &'a [Drawn]) -> Self {
        Self {
            drawn,
            shown: Vec::new(),
            figures: 0,
            tables: 0,
        }
    }

    /// `blocks`, in order. A figure whose chart was not asked for is left out.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Markup {
        html! {
            @for block in blocks {
                @match block {
                    Block::Paragraph(sentences) => @for lang in LANGS {
                        p lang=(lang) { (told(sentences, lang)) }
                    },
                    Block::List(points) => ul {
                        @for point in points {
                            li { @for lang in LANGS { span lang=(lang) { (told(point, lang)) } } }
                        }
                    },
                    Block::Figure(figure) => (self.figure(figure)),
                    Block::Table(table) => (self.grid(&Grid::of(table))),
                }
            }
        }
    }

    /// A table, under the next number.
    pub(super) fn grid(&mut self, grid: &Grid) -> Markup {
        self.tables += 1;
        grid.set(self.tables)
    }

    /// Charts that no block has shown yet, as figures with the words that go with them.
    pub(super) fn left(&self) -> Vec<Figure> {
        self.drawn
            .iter()
            .filter(|drawn| !self.shown.contains(&drawn.chart.name.as_str()))
            .map(|drawn| {
                let frame = drawn.chart.figure.frame();
                Figure {
                    name: drawn.chart.name.clone(),
                    caption: frame.caption.clone(),
                    alt: frame.alt.clone(),
                }
            })
            .collect()
    }

    fn figure(&mut self, figure: &Figure) -> Markup {
        let Some(drawn) = self.drawn.iter().find(|d| d.chart.name == figure.name) else {
            return html! {};
        };
        self.shown.push(&drawn.chart.name);
        self.figures += 1;
        let number = self.figures;
        let id = format!("figure-{number}");
        let values = match &drawn.chart.figure {
            chart::Figure::Fan(fan) => Some(fan::values(fan)),
            _ => None,
        };
        html! {
            figure class="picture" id=(id) {
                div class="chart" data-hover[values.is_some()] tabindex=[values.is_some().then_some("0")]
                    role=[values.is_some().then_some("group")]
                    aria-describedby=[values.is_some().then(|| format!("{id}-how"))] {
                    @for lang in LANGS {
                        (sheet(drawn.sheet(lang), figure.alt.get(lang), lang))
                    }
                    @if values.is_some() {
                        div.rule hidden {}
                        div.tip role="status" hidden {}
                    }
                }
                figcaption {
                    b { (fixed(&format!("图{number}"), &format!("Figure {number}"))) }
                    " " (said(&figure.caption))
                }
                @if let Some(values) = &values {
                    details.values {
                        summary id={ (id) "-values" } {
                            (fixed("本图各年数值", "Values of this chart by year"))
                        }
                        p.note id={ (id) "-how" } {
                            (fixed(
                                "指针移到图上，或选中图后按左右方向键，显示该年数值。",
                                "Point at the chart, or focus it and press the left and right arrow keys, to see the values of a year.",
                            ))
                        }
                        p.note { (said(&values.caption)) }
                        (values.bare(&format!("{id}-values")))
                    }
                }
            }
        }
    }
}

/// A section's heading with its number, as each language numbers them.
pub(super) fn heading(number: usize, text: &Text) -> Markup {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let zh = match (number / 10, number % 10) {
        (0, units) => DIGITS[units].to_owned(),
        (1, units) => format!("十{}", DIGITS[units]),
        (tens @ 2..=9, units) => format!("{}十{}", DIGITS[tens], DIGITS[units]),
        _ => number.to_string(),
    };
    said(&Text::new(
        format!("{zh}、{}", text.zh),
        format!("{number}. {}", text.en),
    ))
}

/// Sentences one after the other, each with the row its number stands in.
fn told(sentences: &[Sentence], lang: Lang) -> Markup {
    html! {
        @for (at, sentence) in sentences.iter().enumerate() {
            @if at > 0 && lang == Lang::En { " " }
            @let text = plain(sentence.text.get(lang));
            @if let Some(basis) = &sentence.basis {
                span.stated title=(plain(basis)) { (text) }
            } @else {
                (text)
            }
        }
    }
}

fn sheet(sheet: &Result<Sheet, chart::ChartError>, alt: &str, lang: Lang) -> Markup {
    let alt = plain(alt);
    let Ok(sheet) = sheet else {
        return html! {
            div.undrawn lang=(lang) {
                (lang.pick("此图未能画出，内容如下：", "This chart could not be drawn. What it would show: "))
                (alt)
            }
        };
    };
    let (width, height) = sheet.size;
    let [first, last] = sheet.years.map_or([None, None], |years| {
        years.map(|(year, at)| Some((year, at)))
    });
    html! {
        div.sheet lang=(lang)
            data-first=[first.map(|f| f.0)] data-left=[first.map(|f| rounded(f.1))]
            data-last=[last.map(|l| l.0)] data-right=[last.map(|l| rounded(l.1))] {
            svg role="img" aria-label=(alt) viewBox={ "0 0 " (width) " " (height) } {
                (PreEscaped(&sheet.body))
            }
        }
    }
}

/// A part of the width in as many places as a screen can show.
fn rounded(part: f64) -> String {
    format!("{part:.4}")
}
