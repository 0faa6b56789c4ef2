//! Every kind of figure drawn in both languages: nothing overlaps, nothing is cut, nothing is lost.

mod refused;

use crate::language::{Lang, Text};

use super::figure::{Figure, GoalCell, Panel};
use super::theme::MARGIN;
use super::{Area, ChartError, Size, Style, draw, draw_as, specimens};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn styles() -> impl Iterator<Item = (Lang, Size)> {
    LANGS
        .into_iter()
        .flat_map(|lang| Size::ALL.map(|size| (lang, size)))
}

fn titled(title: &str, size: Size) -> Style<'_> {
    Style {
        size,
        title: Some(title),
        ..Style::of(Lang::Zh)
    }
}

#[test]
fn an_own_title_hides_no_caveat() {
    let mut figure = specimens::stations();
    let Figure::Fan(fan) = &mut figure else {
        panic!("a fan")
    };
    fan.frame.caveat = Some(Text::new(
        "不作评估：没有公布的基期值",
        "not assessed: no base",
    ));
    let written = |style: &Style<'_>| {
        let picture = draw_as(&figure, style).unwrap();
        let texts = picture.text_boxes().iter().map(|t| t.text.clone());
        (texts.collect::<Vec<_>>(), picture.svg().to_owned())
    };
    let own = "5G基站建设进展";
    for size in Size::ALL {
        let (texts, svg) = written(&titled(own, size));
        assert!(texts.iter().any(|text| text == own), "{texts:?}");
        assert!(texts.iter().any(|t| t.starts_with("不作评估")), "{texts:?}");
        assert!(svg.contains(&format!("<title>{own}</title>")));
    }
    let (texts, _) = written(&Style::of(Lang::Zh));
    assert!(!texts.iter().any(|text| text == own));
}

#[test]
fn print_is_grey() {
    for figure in [
        specimens::goals(3),
        specimens::spending(8),
        specimens::tradeoff(9),
        specimens::scenarios_by_goal(5, 6),
        specimens::county_map(11, true),
        specimens::county_outlines(11, 3, true),
        specimens::types(),
        specimens::flow(),
        specimens::drivers(-900.0),
    ] {
        let style = Style {
            size: Size::Print,
            ..Style::of(Lang::Zh)
        };
        let png = draw_as(&figure, &style).unwrap().png_of(72).unwrap();
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let mut coloured = pixels
            .pixels()
            .iter()
            .filter(|p| p.red() != p.green() || p.green() != p.blue());
        assert_eq!(coloured.next(), None);
    }
}

#[test]
fn a_figure_comes_back_from_json_as_it_was() {
    for (name, figure) in specimens::all() {
        let json = serde_json::to_string(&figure).unwrap();
        let back: Figure = serde_json::from_str(&json).unwrap();
        assert_eq!(back, figure, "{name}");
        assert_eq!(serde_json::to_string(&back).unwrap(), json, "{name}");
    }
}

#[test]
fn a_pdf_has_real_letters_and_no_date() {
    for figure in [specimens::goals(3), specimens::stations()] {
        let (one, two) = (draw(&figure, Lang::Zh), draw(&figure, Lang::Zh));
        let (one, two) = (one.unwrap().pdf().unwrap(), two.unwrap().pdf().unwrap());
        assert!(one == two, "the same figure gives the same bytes");
        let text = String::from_utf8_lossy(&one);
        assert!(text.starts_with("%PDF-"));
        assert!(text.contains("/ToUnicode") && text.contains("/FontFile"));
        assert!(!text.contains("/CreationDate") && !text.contains("CreateDate"));
    }
}

#[test]
fn figures_from_elsewhere_may_not_be_absurd() {
    let spoilt = |spoil: fn(&mut super::Fan)| {
        let Figure::Fan(mut fan) = specimens::stations() else {
            panic!("a fan")
        };
        spoil(&mut fan);
        draw(&Figure::Fan(fan), Lang::Zh).err()
    };
    let refusals = [
        spoilt(|fan| fan.history[0].year = i32::MIN),
        spoilt(|fan| fan.decimals = 70_000),
        spoilt(|fan| fan.bands[1].p95 = 1e300),
    ];
    for refused in refusals {
        assert!(matches!(refused, Some(ChartError::Shape(_))), "{refused:?}");
    }
}

#[test]
fn texts_neither_overlap_nor_leave_the_sheet() {
    let mut faults = Vec::new();
    for (name, figure) in specimens::all() {
        for (lang, size) in styles() {
            let style = Style {
                size,
                ..Style::of(lang)
            };
            let picture = draw_as(&figure, &style).unwrap();
            let name = format!("{name}.{size:?}");
            if size == Size::Slide {
                assert!((picture.height() * 16.0 - picture.width() * 9.0).abs() < 0.1);
            }
            let right = picture.width() - MARGIN + 1.0;
            let sheet = Area::new(MARGIN - 1.0, 8.0, right, picture.height());
            let boxes = picture.text_boxes();
            for (index, text) in boxes.iter().enumerate() {
                if !sheet.contains(&text.area) {
                    faults.push(format!("{name}.{lang}: {:?} leaves the sheet", text.text));
                }
                for other in &boxes[index + 1..] {
                    // side by side, letters of one text must not read on into the next
                    if text.area.beside(5.0).shared_with(&other.area) > 0.5 {
                        faults.push(format!(
                            "{name}.{lang}: {:?} on {:?}",
                            text.text, other.text
                        ));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What must be read on a map.
fn of_map(map: &super::CountyMap, lang: Lang) -> Vec<&str> {
    let tiles = map.tiles.iter().flat_map(|tile| {
        // there is no room for it in an outline
        let beside = map.outline.is_none().then_some(&tile.beside);
        [&tile.name, &tile.label].into_iter().chain(beside)
    });
    let outline = map.outline.iter();
    let outline = outline.flat_map(|outline| [&outline.other, &outline.absent]);
    let texts = tiles.chain(outline).chain([&map.measure]);
    texts.map(|text| text.get(lang)).collect()
}

#[test]
fn what_matters_is_written() {
    let joined = |figure: &Figure, lang| {
        let picture = draw(figure, lang).unwrap();
        let words: Vec<&str> = picture
            .text_boxes()
            .iter()
            .map(|t| t.text.as_str())
            .collect();
        words.concat().replace(' ', "")
    };
    for (name, figure) in specimens::all() {
        for lang in LANGS {
            let written = joined(&figure, lang);
            let frame = figure.frame();
            let mut wanted = vec![
                frame.finding.get(lang),
                frame.source.get(lang),
                frame.runs.get(lang),
            ];
            match &figure {
                Figure::Fan(fan) => {
                    wanted.extend(fan.target.iter().map(|target| target.label.get(lang)));
                    wanted.extend(fan.note.iter().map(|note| note.get(lang)));
                    wanted.extend(fan.beside.iter().map(|beside| beside.label.get(lang)));
                }
                Figure::GoalTable(table) => {
                    wanted.extend(table.scenarios.iter().map(|name| name.get(lang)));
                    for row in table.sections.iter().flat_map(|section| &section.rows) {
                        wanted.push(row.name.get(lang));
                        for cell in &row.cells {
                            if let GoalCell::Assessed {
                                value, probability, ..
                            } = cell
                            {
                                wanted.extend([value.get(lang), probability.get(lang)]);
                            }
                        }
                    }
                }
                Figure::SmallMultiples(figure) => {
                    wanted.extend(
                        figure
                            .panels
                            .iter()
                            .flat_map(|p| [p.name.get(lang), p.label.get(lang)]),
                    );
                }
                Figure::ScenariosByGoal(figure) => {
                    wanted.extend(figure.scenarios.iter().map(|name| name.get(lang)));
                    wanted.extend(figure.goals.iter().map(|goal| goal.title.get(lang)));
                    wanted.push(figure.not_assessed.get(lang));
                }
                Figure::CountyMap(map) => wanted.extend(of_map(map, lang)),
                Figure::FirstYear(years) => {
                    let texts = [&years.due, &years.by_due, &years.never_label];
                    wanted.extend(texts.map(|text| text.get(lang)));
                }
                Figure::Spending(spending) => {
                    wanted.extend(spending.series.iter().map(|series| series.name.get(lang)));
                }
                Figure::Stacked(stacked) => {
                    for panel in &stacked.panels {
                        wanted.extend([panel.title.get(lang), panel.key.get(lang)]);
                        wanted.extend(panel.parts.iter().map(|part| part.name.get(lang)));
                        wanted.extend(panel.target.iter().map(|t| t.label.get(lang)));
                    }
                }
                Figure::Waterfall(waterfall) => {
                    let steps = waterfall.steps.iter();
                    wanted.extend(steps.flat_map(|s| [s.name.get(lang), s.said.get(lang)]));
                }
                Figure::Tornado(tornado) => {
                    let rows = tornado.rows.iter();
                    wanted.extend(rows.flat_map(|row| [row.name.get(lang), row.range.get(lang)]));
                    wanted.extend([tornado.centre.get(lang), tornado.unit.get(lang)]);
                    wanted.extend(tornado.sides.iter().map(|side| side.get(lang)));
                }
                Figure::Tradeoff(tradeoff) => {
                    wanted.extend(
                        tradeoff
                            .scenarios
                            .iter()
                            .map(|scenario| scenario.name.get(lang)),
                    );
                }
            }
            for text in wanted {
                assert!(
                    written.contains(&text.replace(' ', "")),
                    "{name}.{lang} lacks {text:?}"
                );
            }
        }
    }
}

#[test]
fn a_document_can_take_the_svg() {
    let figure = specimens::stations();
    for lang in LANGS {
        let picture = draw(&figure, lang).unwrap();
        let svg = picture.svg();
        let head = &svg[..svg.find("</desc>").unwrap()];
        assert!(
            head.contains(&format!("viewBox=\"0 0 945 {}\"", picture.height())),
            "{head}"
        );
        assert!(
            head.contains("width=\"160mm\"") && head.contains("role=\"img\""),
            "{head}"
        );
        let finding = figure.frame().finding.get(lang);
        assert!(
            head.contains(&format!("<title>{finding}</title>")),
            "{head}"
        );
        assert!(
            head.contains(&format!("aria-label=\"{finding}\"")),
            "{head}"
        );
        assert!(
            head.contains(&format!("<desc>{}", figure.frame().alt.get(lang))),
            "{head}"
        );
        assert!(
            !svg.contains("<text") && !svg.contains("font-family"),
            "letters must be outlines"
        );
        let options = resvg::usvg::Options::default();
        assert!(resvg::usvg::Tree::from_str(svg, &options).is_ok());
    }
}

#[test]
fn markup_in_a_name_stays_text() {
    let mut figure = specimens::stations();
    let Figure::Fan(fan) = &mut figure else {
        panic!("a fan")
    };
    fan.frame.finding = Text::new("甲<乙>&\"丙\"", "a < b & \"c\"");
    let picture = draw(&figure, Lang::En).unwrap();
    assert!(
        picture
            .svg()
            .contains("<title>a &lt; b &amp; &quot;c&quot;</title>")
    );
}

#[test]
fn a_png_prints_sixteen_centimetres_wide_at_300_dpi() {
    let png = draw(&specimens::stations(), Lang::Zh)
        .unwrap()
        .png()
        .unwrap();
    assert_eq!(&png[16..20], 1890u32.to_be_bytes());
    assert_eq!(&png[37..41], b"pHYs");
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    for (name, figure) in specimens::all() {
        let (one, two) = (
            draw(&figure, Lang::Zh).unwrap(),
            draw(&figure, Lang::Zh).unwrap(),
        );
        assert_eq!(one.svg(), two.svg(), "{name}");
        assert!(one.png().unwrap() == two.png().unwrap(), "{name}");
    }
}

#[test]
fn panels_come_best_first() {
    let Figure::SmallMultiples(figure) = specimens::counties(11, true) else {
        panic!("panels")
    };
    let behind = |panel: &Panel| {
        if panel.reached == Some(false) {
            1e6
        } else {
            0.0
        }
    };
    let gaps: Vec<f64> = figure
        .sorted()
        .iter()
        .map(|panel| panel.target.unwrap() - panel.bands[3].p50 + behind(panel))
        .collect();
    assert!(gaps.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
}

/// Writes every specimen in every form and size, to be looked at: `cargo test chart_preview -- --ignored`.
#[test]
#[ignore = "writes pictures for people to look at"]
fn chart_preview() {
    let folder = std::env::temp_dir().join("dabiao_charts");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, figure) in specimens::all() {
        for (lang, size) in styles() {
            let style = Style {
                size,
                ..Style::of(lang)
            };
            let started = std::time::Instant::now();
            let picture = draw_as(&figure, &style).unwrap();
            let drawn = started.elapsed();
            let png = picture.png().unwrap();
            let painted = started.elapsed();
            let pdf = picture.pdf().unwrap();
            let name = format!("{name}.{lang}{}", size.suffix());
            println!(
                "{name}: svg {drawn:.0?} {} KB, png {:.0?} {} KB, pdf {:.0?} {} KB",
                picture.svg().len() / 1024,
                painted.saturating_sub(drawn),
                png.len() / 1024,
                started.elapsed().saturating_sub(painted),
                pdf.len() / 1024
            );
            let svg = picture.svg().as_bytes().to_vec();
            for (ending, bytes) in [("svg", svg), ("png", png), ("pdf", pdf)] {
                std::fs::write(folder.join(format!("{name}.{ending}")), bytes).unwrap();
            }
        }
    }
}
