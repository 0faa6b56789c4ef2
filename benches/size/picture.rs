//! The chart of cost against size.

use std::path::Path;

use plotters::prelude::*;
use plotters::style::{FontStyle, register_font};

const LETTERS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular-GB2312.ttf");

/// What the measurements say: how much more ten times the entities cost than ten times as much.
fn title(points: &[(f64, f64)]) -> String {
    let an_entity = |(entities, cost): (f64, f64)| cost / entities;
    let (first, last) = (points[0], points[points.len() - 1]);
    let middle = points[points.len() / 2];
    format!(
        "An entity costs {:.2} times as much at a tenth of the city, {:.2} times at ten cities",
        an_entity(first) / an_entity(middle),
        an_entity(last) / an_entity(middle)
    )
}

/// Draws milliseconds a run against entities, both axes by powers of ten, with the line of equal cost an entity.
pub fn draw(points: &[(f64, f64)]) {
    if register_font("sans-serif", FontStyle::Normal, LETTERS).is_err() {
        println!("the letters of the picture cannot be read");
        return;
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/cost_by_size.svg");
    let area = SVGBackend::new(&file, (720, 420)).into_drawing_area();
    area.fill(&WHITE).expect("a picture takes it");
    let font = |size: i32| ("sans-serif", size).into_font();
    let mut chart = ChartBuilder::on(&area)
        .caption(title(points), font(20))
        .margin(16)
        .x_label_area_size(48)
        .y_label_area_size(64)
        .build_cartesian_2d((1e4..3e6).log_scale(), (1.0..1e3).log_scale())
        .expect("axes");
    chart
        .configure_mesh()
        .x_desc("entities (communities, sites, enterprises)")
        .y_desc("milliseconds a run, one thread")
        .label_style(font(14))
        .axis_desc_style(font(15))
        .light_line_style(WHITE)
        .draw()
        .expect("a mesh");
    let (entities, cost) = points[points.len() / 2];
    let linear = [1e4, 3e6].map(|n| (n, n / entities * cost));
    chart
        .draw_series([PathElement::new(linear.to_vec(), BLACK.mix(0.5))])
        .expect("a line");
    chart
        .draw_series(
            points
                .iter()
                .map(|point| Circle::new(*point, 5, RGBColor(0, 90, 160).filled())),
        )
        .expect("points");
    chart
        .draw_series(points.iter().map(|(entities, cost)| {
            Text::new(
                format!("{cost:.1} ms"),
                (entities * 1.12, cost * 0.78),
                font(14),
            )
        }))
        .expect("labels");
    area.present().expect("it can be written");
}
