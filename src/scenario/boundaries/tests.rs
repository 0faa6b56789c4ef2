//! What is read of a file of boundaries, how it is laid into the plane, and what is refused where.

use super::*;
use crate::language::Lang;

/// Reads `text` as the boundaries of the counties `(code, Chinese, English)`.
fn read_text(
    name: &str,
    text: &str,
    counties: &[(&str, &str, &str)],
) -> Result<(Boundaries, Vec<Finding>), Vec<Finding>> {
    let folder = std::env::temp_dir().join(format!("dabiao-map-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.geojson"));
    std::fs::write(&path, text).unwrap();
    let names: Vec<Text> = counties.iter().map(|c| Text::new(c.1, c.2)).collect();
    let named: Vec<Named<'_>> = counties
        .iter()
        .zip(&names)
        .map(|((code, ..), name)| Named { code, name })
        .collect();
    let read = read(&path, &named);
    std::fs::remove_file(&path).unwrap();
    read
}

fn collection(features: &[&str]) -> String {
    let features = features.join(",\n");
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{features}\n]}}")
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {{\"type\": \"{kind}\", \"coordinates\": {coordinates}}}}}"
    )
}

fn square(x: f64, y: f64, side: f64) -> String {
    let (r, t) = (x + side, y + side);
    format!("[[{x},{y}],[{r},{y}],[{r},{t}],[{x},{t}],[{x},{y}]]")
}

const ONE: &[(&str, &str, &str)] = &[("100001", "甲市", "Alpha")];

fn said(name: &str, text: &str) -> Vec<String> {
    let refused = read_text(name, text, ONE).expect_err(name);
    refused.iter().map(|f| f.render(Lang::En)).collect()
}

#[test]
fn a_county_is_found_by_code_or_name() {
    for properties in [
        "{\"adcode\": 100001}",
        "{\"ID\": \"100001\"}",
        "{\"code\": 100001.0}",
        "{\"name\": \"甲市\"}",
        "{\"Name_EN\": \" alpha \"}",
        "{\"名称\": \"甲市\", \"level\": {\"a\": [1]}}",
        "{\"XZQDM\": \"100001\", \"XZQMC\": \"甲市\"}",
    ] {
        let text = collection(&[&feature(
            properties,
            "Polygon",
            &format!("[{}]", square(0.0, 0.0, 1.0)),
        )]);
        let (boundaries, warnings) = read_text("found", &text, ONE).expect(properties);
        assert!(warnings.is_empty(), "{properties}");
        assert_eq!(boundaries.shapes[0].county, Some(0), "{properties}");
        assert_eq!(boundaries.file.path, "found.geojson");
    }
    let id = collection(&[
        &feature("null", "Polygon", &format!("[{}]", square(0.0, 0.0, 1.0))).replacen(
            '{',
            "{\"id\": \"100001\", ",
            1,
        ),
    ]);
    assert_eq!(
        read_text("id", &id, ONE).unwrap().0.shapes[0].county,
        Some(0)
    );
}

#[test]
fn what_has_no_partner_is_named() {
    let counties = [
        ("1", "甲市", "Alpha"),
        ("2", "乙区", "Beta"),
        ("3", "丙县", "Gamma"),
    ];
    let far = feature(
        "{\"name\": \"Nowhere\"}",
        "Polygon",
        &format!("[{}]", square(500.0, 0.0, 9.0)),
    );
    let near = feature(
        "{\"name\": \"Edge\"}",
        "Polygon",
        &format!("[{}]", square(950.0, 950.0, 100.0)),
    );
    let text = collection(&[
        &feature(
            "{\"id\": 1}",
            "Polygon",
            &format!("[{}]", square(900.0, 900.0, 100.0)),
        ),
        &far,
        &near,
    ]);
    let (boundaries, warnings) = read_text("partner", &text, &counties).unwrap();
    let warnings: Vec<String> = warnings.iter().map(|w| w.render(Lang::En)).collect();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    let all = warnings.concat();
    for name in ["Beta, Gamma", "Nowhere, Edge", "2 of the"] {
        assert!(all.contains(name), "{all}");
    }
    // what lies beyond is not drawn, what lies at the edge is cut
    let whole = |side: &f64| (side - 1000.0).abs() < 1e-6;
    assert!(boundaries.size.iter().all(whole));
    assert_eq!(boundaries.shapes.len(), 2);
    let points = boundaries.shapes[1].polygons.iter().flatten().flatten();
    assert!(points.flatten().all(|v| (0.0..=1000.0).contains(v)));
    let none = read_text("none", &collection(&[&far]), &counties).unwrap_err();
    let none = none[0].render(Lang::En);
    assert!(
        none.contains("Nowhere") && none.contains("Alpha, Beta, Gamma"),
        "{none}"
    );
    let both = collection(&[&feature(
        "{\"id\": 1, \"name\": \"Beta\"}",
        "Polygon",
        &format!("[{}]", square(0.0, 0.0, 1.0)),
    )]);
    let both = read_text("both", &both, &counties).unwrap_err();
    assert!(
        both[0]
            .render(Lang::En)
            .contains(":2:1: features.1: names both Alpha and Beta"),
        "{both:?}"
    );
}

#[test]
fn degrees_are_narrowed_and_other_planes_are_not() {
    let at = |x: f64, y: f64, side: f64| {
        let text = collection(&[&feature(
            "{\"id\": 100001}",
            "Polygon",
            &format!("[{}]", square(x, y, side)),
        )]);
        read_text("narrow", &text, ONE).unwrap().0
    };
    let degrees = at(119.0, 59.5, 1.0);
    assert!(
        (degrees.size[0] / degrees.size[1] - 0.5).abs() < 0.01,
        "{:?}",
        degrees.size
    );
    let metres = at(40_000_000.0, 3_600_000.0, 90_000.0).size;
    assert!((metres[0] - 1000.0).abs() < 1e-6 && (metres[1] - 1000.0).abs() < 1e-6);
    // north is up
    let ring = &degrees.shapes[0].polygons[0][0];
    assert!(ring.contains(&[0.0, 0.0]) && ring.len() == 4, "{ring:?}");
}

#[test]
fn holes_and_islands_stay_and_points_that_nobody_sees_go() {
    let wavy: Vec<String> = (0..=20_000)
        .map(|n| {
            let angle = f64::from(n % 20_000) / 20_000.0 * std::f64::consts::TAU;
            let radius = 10.0 + 0.002 * libm::sin(angle * 900.0);
            format!(
                "[{},{}]",
                50.0 + radius * libm::cos(angle),
                radius * libm::sin(angle)
            )
        })
        .collect();
    let many = format!(
        "[[[{}],{}],[{}],[{}]]",
        wavy.join(","),
        square(48.0, -1.0, 2.0),
        square(61.0, 0.0, 1.0),
        square(62.5, 0.0, 0.001),
    );
    let text = collection(&[&feature("{\"id\": 100001}", "MultiPolygon", &many)]);
    let (boundaries, _) = read_text("holes", &text, ONE).unwrap();
    let polygons = &boundaries.shapes[0].polygons;
    assert_eq!(polygons.len(), 2, "the speck is gone");
    assert_eq!(polygons[0].len(), 2, "the hole is there");
    let points = polygons[0][0].len();
    assert!((40..800).contains(&points), "{points}");
    let area = |ring: &[[f64; 2]]| plane::area(ring).abs();
    let scale = boundaries.size[1] / 20.0;
    let circle = std::f64::consts::PI * 100.0 * scale * scale * libm::cos(0.0);
    // drawn true at the equator: the circle keeps its area to a thousandth or two
    assert!((area(&polygons[0][0]) / circle - 1.0).abs() < 0.003);
    assert!((area(&polygons[0][1]) / (4.0 * scale * scale) - 1.0).abs() < 0.003);
}

#[test]
fn a_county_smaller_than_a_speck_is_a_dot() {
    let counties = [("1", "甲市", "Alpha"), ("2", "乙区", "Beta")];
    let text = collection(&[
        &feature(
            "{\"id\": 1}",
            "Polygon",
            &format!("[{}]", square(0.0, 0.0, 10.0)),
        ),
        &feature(
            "{\"id\": 2}",
            "Polygon",
            &format!("[{}]", square(4.0, 4.0, 0.001)),
        ),
    ]);
    let (boundaries, warnings) = read_text("speck", &text, &counties).unwrap();
    assert!(warnings.is_empty());
    assert_eq!(boundaries.shapes[1].polygons[0][0].len(), 4);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of faults")]
fn what_is_wrong_is_told_by_line_and_column() {
    let good = square(0.0, 0.0, 1.0);
    let polygon =
        |coordinates: &str| collection(&[&feature("{\"id\": 100001}", "Polygon", coordinates)]);
    let cases = [
        ("empty", String::new(), ":1:1: the file is empty"),
        ("list", "[1, 2]".to_owned(), ":1:1: this is no GeoJSON"),
        ("topo", "{\"type\": \"Topology\"}".to_owned(), "TopoJSON"),
        (
            "single",
            "{\"type\": \"Polygon\", \"features\": []}".to_owned(),
            "the type is Polygon; a FeatureCollection of polygons is asked",
        ),
        (
            "bare",
            "{\"type\": \"FeatureCollection\"}".to_owned(),
            "a FeatureCollection without features",
        ),
        ("nothing", collection(&[]), "features: there is no feature"),
        (
            "cut",
            polygon(&format!("[{good}]"))[..90].to_owned(),
            "the file ends here",
        ),
        (
            "comma",
            "{\"type\": \"FeatureCollection\",, }".to_owned(),
            ":1:30: JSON syntax error",
        ),
        (
            "twice",
            "{\"type\": \"FeatureCollection\", \"features\": [], \"features\": []}".to_owned(),
            "twice the key `features`",
        ),
        ("nan", polygon("[[[0,0],[1,NaN],[1,1],[0,0]]]"), ":2:"),
        (
            "nan2",
            polygon("[[[0,0],[1,NaN],[1,1],[0,0]]]"),
            "no finite number",
        ),
        (
            "huge",
            polygon("[[[0,0],[1,2e9],[1,1],[0,0]]]"),
            "out of range",
        ),
        (
            "over",
            polygon("[[[0,0],[1,1e999],[1,1],[0,0]]]"),
            "out of range",
        ),
        (
            "text",
            polygon("[[[0,0],[1,\"a\"],[1,1],[0,0]]]"),
            "coordinates are asked here",
        ),
        (
            "flat",
            polygon("[[0,0],[1,0],[1,1],[0,0]]"),
            "coordinates are asked here",
        ),
        (
            "short",
            polygon("[[[0,0],[1],[1,1],[0,0]]]"),
            "coordinates are asked here",
        ),
        (
            "few",
            polygon("[[[0,0],[1,1],[0,0]]]"),
            "features.1.geometry: ring 1 has 3 points only; a ring has four",
        ),
        (
            "open",
            polygon("[[[0,0],[1,0],[1,1],[0,1]]]"),
            "ring 1 is not closed",
        ),
        (
            "line",
            polygon("[[[0,0],[1,1],[2,2],[0,0]]]"),
            "ring 1 encloses nothing",
        ),
        (
            "hole",
            polygon(&format!("[{good}, [[0,0],[0,0],[0,0],[0,0]]]")),
            "ring 2 encloses nothing",
        ),
        ("ringless", polygon("[]"), "a polygon without a ring"),
        (
            "point",
            collection(&[&feature("{}", "Point", "[0,0]")]),
            ":2:1: features.1.geometry: the type of the geometry is Point; Polygon or MultiPolygon is asked",
        ),
        (
            "number",
            collection(&["7"]),
            ":2:1: features.1: this is no object",
        ),
        (
            "kind",
            collection(&["{\"type\": \"Polygon\"}"]),
            ":2:1: features.1: this is no Feature",
        ),
        (
            "long",
            collection(&[&feature(
                &format!("{{\"id\": \"{}\"}}", "x".repeat(70_000)),
                "Polygon",
                &format!("[{good}]"),
            )]),
            "features.1.properties: longer than 64 KiB",
        ),
        (
            "many",
            format!(
                "{{\"type\": \"FeatureCollection\", \"features\": [{}]}}",
                "0,".repeat(20_001)
            ),
            "more than 20000 features",
        ),
        (
            "points",
            format!(
                "{{\"type\": \"FeatureCollection\", \"features\": {}",
                "[".repeat(2_000_001)
            ),
            "simplify the boundaries first",
        ),
        (
            "deep",
            format!(
                "{{\"type\": \"FeatureCollection\", \"features\": {}",
                "[".repeat(1_000_000)
            ),
            "the file ends here",
        ),
    ];
    for (name, text, expected) in cases {
        let said = said(name, &text).join("\n");
        assert!(said.contains(expected), "{name}: {said}");
    }
    // every faulty feature is told, with its line
    let two = collection(&[
        &feature("{}", "Point", "[0,0]"),
        &feature("{}", "LineString", "[[0,0],[1,1]]"),
    ]);
    let said = said("two", &two);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[1].contains(":3:1: features.2"), "{said:?}");
}

#[test]
fn a_feature_without_geometry_is_no_shape() {
    let nowhere = "{\"type\": \"Feature\", \"properties\": {\"id\": 100001}, \"geometry\": null}";
    let refused = read_text("null", &collection(&[nowhere]), ONE).unwrap_err();
    assert!(
        refused[0]
            .render(Lang::En)
            .contains("no shape belongs to any county")
    );
}

#[test]
fn a_border_rougher_than_a_picture_is_drawn_coarser() {
    let rough: Vec<String> = (0..=60_000)
        .map(|n| {
            let angle = f64::from(n % 60_000) / 60_000.0 * std::f64::consts::TAU;
            let radius = if n % 2 == 0 { 10.0 } else { 9.8 };
            format!(
                "[{},{}]",
                radius * libm::cos(angle),
                radius * libm::sin(angle)
            )
        })
        .collect();
    let text = collection(&[&feature(
        "{\"id\": 100001}",
        "Polygon",
        &format!("[[{}]]", rough.join(",")),
    )]);
    let (boundaries, _) = read_text("rough", &text, ONE).unwrap();
    let ring = &boundaries.shapes[0].polygons[0][0];
    assert!((40..30_000).contains(&ring.len()), "{}", ring.len());
}
