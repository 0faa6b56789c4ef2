//! `report.html`: the report as one page that opens from disk, in both languages, with its charts inside and tables to sort.
//! Loads nothing and sends nothing; nothing of a scenario is markup or script in it. Knows no simulation.

mod blocks;
mod differences;
mod fan;
mod grid;
mod picture;
mod policy;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use rayon::prelude::*;

use self::blocks::{Setter, heading};
use self::picture::Drawn;
use self::words::{fixed, plain, said};
use super::document::{Block, Document, Section};
use super::gallery::{Chart, charts};
use super::manifest::GIT_COMMIT;
use super::{Folder, OutputError, Report, Wanted, briefing};
use crate::MODEL_VERSION;
use crate::language::{Lang, Text};

/// Draws the charts that are `wanted` on the threads of `pool`, in both languages, and writes `report.html` with them.
///
/// # Errors
/// If the file cannot be written.
pub fn write_page(
    folder: &mut Folder,
    report: &Report<'_>,
    wanted: &Wanted,
    pool: &rayon::ThreadPool,
) -> Result<(), OutputError> {
    let charts = wanted.of(charts(report));
    let document = briefing::compose(report);
    let page = page(report, &document, charts, wanted.lang, pool);
    folder.write("report.html", |out| out.write_all(page.as_bytes()))
}

/// The whole page. The same bytes for the same report, document and language: nothing in it comes from a clock.
fn page(
    report: &Report<'_>,
    document: &Document,
    charts: Vec<Chart>,
    lang: Lang,
    pool: &rayon::ThreadPool,
) -> String {
    let drawn: Vec<Drawn> = pool.install(|| charts.into_par_iter().map(Drawn::new).collect());
    let mut setter = Setter::new(&drawn);
    let mut sections: Vec<(Text, Markup)> = document
        .sections
        .iter()
        .map(|section| (section.heading.clone(), setter.blocks(&section.blocks)))
        .collect();
    let left = setter.left();
    if !left.is_empty() {
        let more = Section {
            heading: Text::new("更多图", "More charts"),
            blocks: left.into_iter().map(Block::Figure).collect(),
        };
        sections.push((more.heading, setter.blocks(&more.blocks)));
    }
    let grids = tables::tables(report);
    let annex = html! {
        p.note { (fixed(
            "点列名可排序；“—”表示没有这个数。完整数据见同一文件夹中的tables.xlsx和各CSV文件。",
            "A click on a header sorts; “—” stands where there is no such number. All data are in tables.xlsx and the CSV files of the same folder.",
        )) }
        @for grid in &grids { (setter.grid(grid)) }
    };
    sections.push((Text::new("附表", "Tables"), annex));
    whole(report, document, &sections, lang).into_string()
}

fn whole(
    report: &Report<'_>,
    document: &Document,
    sections: &[(Text, Markup)],
    lang: Lang,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "dabiao " (env!("CARGO_PKG_VERSION")) };
                title { (plain(document.title.get(lang))) }
                style { (PreEscaped(policy::STYLE)) }
            }
            body {
                a.skip href="#main" { (fixed("跳到正文", "Skip to content")) }
                (controls())
                header {
                    h1 { (said(&document.title)) }
                    p.subtitle { (said(&document.subtitle)) }
                    (contents(sections))
                }
                main id="main" tabindex="-1" {
                    @for (at, (text, blocks)) in sections.iter().enumerate() {
                        section id={ "section-" (at + 1) } {
                            h2 { (heading(at + 1, text)) }
                            (blocks)
                        }
                    }
                }
                (made(report))
                script { (PreEscaped(policy::SCRIPT)) }
            }
        }
    }
}

/// Language, light and dark, paper. They work by the script; without it the page is as the command's language was.
fn controls() -> Markup {
    html! {
        div.controls {
            div role="group" {
                button type="button" data-lang="zh" lang="zh" { "中文" }
                button type="button" data-lang="en" lang="en" { "English" }
            }
            button type="button" data-theme-switch aria-pressed="false" { (fixed("深色", "Dark")) }
            button type="button" data-print { (fixed("打印", "Print")) }
        }
    }
}

fn contents(sections: &[(Text, Markup)]) -> Markup {
    html! {
        nav.contents {
            ol {
                @for (at, (text, _)) in sections.iter().enumerate() {
                    li { a href={ "#section-" (at + 1) } { (heading(at + 1, text)) } }
                }
            }
        }
    }
}

/// What the report rests on: program, model, seed, runs, and each scenario with its sum.
fn made(report: &Report<'_>) -> Markup {
    let (version, model) = (env!("CARGO_PKG_VERSION"), MODEL_VERSION);
    let (runs, seed) = (report.cases[0].runs.len(), report.seed);
    let made = Text::new(
        format!(
            "由dabiao {version}（模型第{model}版，提交{GIT_COMMIT}）生成；每个情景模拟{runs}次，种子{seed}。"
        ),
        format!(
            "Made by dabiao {version} (model version {model}, commit {GIT_COMMIT}); {runs} runs a scenario, seed {seed}."
        ),
    );
    html! {
        footer {
            p { (said(&made)) }
            ul {
                @for case in report.cases {
                    li {
                        (said(&case.scenario.name)) " · "
                        code { (plain(&case.scenario.id)) } " · "
                        code { (case.scenario.hash) }
                        @if case.scenario.illustrative {
                            " · " (fixed("基期数据仅供演示，不是真实统计", "base values for illustration only"))
                        }
                    }
                }
            }
        }
    }
}
