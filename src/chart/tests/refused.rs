//! What is not drawn: characters without a glyph, numbers that are none, data that do not fit together.

use super::*;

#[test]
fn a_character_without_a_glyph_is_refused() {
    let mut figure = specimens::stations();
    let Figure::Fan(fan) = &mut figure else {
        panic!("a fan")
    };
    fan.frame.subtitle = Text::new("合格✗", "met");
    let refused = draw(&figure, Lang::Zh).err();
    let expected = ChartError::MissingGlyph {
        character: '✗',
        text: "合格✗".to_owned(),
    };
    assert_eq!(refused, Some(expected));
    assert!(draw(&figure, Lang::En).is_ok());
}

#[test]
fn what_is_not_a_number_is_refused() {
    let mut figure = specimens::stations();
    let Figure::Fan(fan) = &mut figure else {
        panic!("a fan")
    };
    fan.bands[2].p50 = f64::NAN;
    assert_eq!(draw(&figure, Lang::Zh).err(), Some(ChartError::NotFinite));
    let Figure::Spending(mut spending) = specimens::spending(3) else {
        panic!("spending")
    };
    spending.series[1].yuan[2] = f64::INFINITY;
    let refused = draw(&Figure::Spending(spending), Lang::Zh).err();
    assert_eq!(refused, Some(ChartError::NotFinite));
}

#[test]
fn data_that_do_not_fit_together_are_refused() {
    let mut figure = specimens::goals(3);
    let Figure::GoalTable(table) = &mut figure else {
        panic!("a table")
    };
    table.sections[0].rows[0].cells.pop();
    assert!(matches!(
        draw(&figure, Lang::Zh).err(),
        Some(ChartError::Shape(_))
    ));
    let mut figure = specimens::spending(3);
    let Figure::Spending(spending) = &mut figure else {
        panic!("spending")
    };
    spending.series[0].yuan[0] = -1.0;
    assert!(matches!(
        draw(&figure, Lang::Zh).err(),
        Some(ChartError::Shape(_))
    ));
}

#[test]
fn a_waterfall_must_add_up_and_steps_fit_their_years() {
    let refused =
        |figure: Figure| matches!(draw(&figure, Lang::Zh).err(), Some(ChartError::Shape(_)));
    for step in [0, 6, 9, 13] {
        let Figure::Waterfall(mut flow) = specimens::flow() else {
            panic!("a waterfall")
        };
        flow.steps[step].fen += 1;
        assert!(refused(Figure::Waterfall(flow)), "a fen too much at {step}");
    }
    let Figure::Stacked(mut types) = specimens::types() else {
        panic!("stacked bars")
    };
    types.panels[0].parts[1].values.pop();
    assert!(refused(Figure::Stacked(types)));
    let Figure::Tornado(mut drivers) = specimens::drivers(0.0) else {
        panic!("a tornado")
    };
    drivers.rows.clear();
    assert!(refused(Figure::Tornado(drivers)));
}

#[test]
fn outlines_that_are_none_are_refused() {
    let spoilt = |spoil: fn(&mut crate::chart::Outline)| {
        let Figure::CountyMap(mut map) = specimens::county_outlines(11, 3, true) else {
            panic!("a map")
        };
        map.outline.as_mut().map(spoil);
        draw(&Figure::CountyMap(map), Lang::Zh).err()
    };
    assert_eq!(spoilt(|_| ()), None);
    let shape = [
        spoilt(|outline| outline.shapes[0].tile = Some(11)),
        spoilt(|outline| outline.shapes[0].polygons[0][0].truncate(2)),
        spoilt(|outline| outline.shapes[0].polygons[0].clear()),
        spoilt(|outline| outline.shapes[0].polygons[0][0][0][1] = 1e5),
        spoilt(|outline| outline.shapes[0].polygons[0][0] = vec![[1.0, 2.0]; 100_001]),
        spoilt(|outline| outline.size[1] = 0.0),
        spoilt(|outline| outline.shapes.retain(|shape| shape.tile.is_none())),
    ];
    for refused in shape {
        assert!(matches!(refused, Some(ChartError::Shape(_))), "{refused:?}");
    }
    let nan = spoilt(|outline| outline.shapes[0].polygons[0][0][0][1] = f64::NAN);
    assert_eq!(nan, Some(ChartError::NotFinite));
}

#[test]
fn refusals_are_told_in_the_language_asked_for() {
    let Figure::CountyMap(mut map) = specimens::county_outlines(11, 3, true) else {
        panic!("a map")
    };
    map.tiles.clear();
    let refusals = [
        draw(&Figure::CountyMap(map), Lang::Zh).err().unwrap(),
        ChartError::NotFinite,
        ChartError::Plot("no root".to_owned()),
        ChartError::Paint("too large".to_owned()),
        ChartError::MissingGlyph {
            character: '✗',
            text: "合格✗".to_owned(),
        },
    ];
    for refusal in refusals {
        let (zh, en) = (refusal.text(Lang::Zh), refusal.text(Lang::En));
        assert!(!zh.chars().any(|c| c.is_ascii_alphabetic()), "{zh}");
        assert!(en.chars().any(|c| c.is_ascii_alphabetic()) && en == refusal.to_string());
    }
}
