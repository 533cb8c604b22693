//! What charts say and where their bars and points stand.

use super::*;

fn strings() -> Strings {
    Strings::of(&[
        ("chart.bars", "Staplar: {values}."),
        ("chart.line", "Linje: {values}."),
        ("chart.missing", "Utan {years}."),
    ])
}

fn year(year: i16, value: i64) -> Point {
    let text = (value / 1000).to_string();
    let value = Thousandths(value);
    Point { label: year.to_string(), text, value, most: None, year: Some(year) }
}

fn svg(points: &[Point]) -> String {
    chart(&strings(), 1, "Anställda", points).svg
}

/// What follows each `start` in `svg`, up to a quotation mark.
fn all<'a>(svg: &'a str, start: &'a str) -> Vec<&'a str> {
    svg.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn lengths_compare_and_begin_at_zero() {
    let svg = svg(&[year(2024, 5_000), year(2025, 10_000), year(2026, 0)]);
    // 18 units are those of the widest value, 6 lie before it.
    assert_eq!(all(&svg, "\"bar\" x=\"0\" y=\"22\" width=\""), ["118"]);
    assert_eq!(all(&svg, "\"bar\" x=\"0\" y=\"72\" width=\""), ["236"]);
    assert_eq!(svg.matches("class=\"bar\"").count(), 2, "nothing has no bar: {svg}");
    assert!(svg.contains("class=\"axis\" d=\"M0 0v140\""), "{svg}");
}

#[test]
fn what_is_below_zero_lies_on_the_other_side() {
    let svg = svg(&[year(2024, -5_000), year(2025, 10_000)]);
    assert_eq!(all(&svg, "\"bar\" x=\"0\" y=\"22\" width=\""), ["78"]);
    assert_eq!(all(&svg, "\"bar\" x=\"78\" y=\"72\" width=\""), ["158"]);
    assert!(svg.contains("class=\"axis\" d=\"M78 0"), "{svg}");
}

#[test]
fn a_range_has_a_frame_from_its_least_to_its_most() {
    let range = |least, most| Point { most: Some(Thousandths(most)), ..year(2024, least) };
    for (least, most, bar, frame) in [
        (5_000, 8_000, Some("0"), Some("118")),
        (-4_000, -2_000, Some("33"), Some("0")),
        (-2_000, 2_000, None, Some("0")),
        (5_000, 5_000, Some("0"), None),
    ] {
        let svg = svg(&[range(least, most), year(2025, 10_000)]);
        let row = svg.split("</text>").nth(1).unwrap_or_default();
        assert_eq!(all(row, "class=\"bar\" x=\"").first().copied(), bar, "{least}: {row}");
        assert_eq!(all(row, "class=\"range\" x=\"").first().copied(), frame, "{least}: {row}");
    }
}

#[test]
fn four_years_in_a_row_make_a_line() {
    let of = |years: &[i16]| {
        let points: Vec<Point> = years.iter().map(|y| year(*y, 9_000)).collect();
        svg(&points).contains("class=\"line\"")
    };
    for (years, expected) in [
        (&[2022, 2023, 2024, 2025][..], true),
        (&[2020, 2022, 2023, 2024, 2025], true),
        (&[2023, 2024, 2025], false),
        (&[2010, 2014, 2018, 2022], false),
        (&[2019, 2020, 2022, 2023], false),
        // Two values for one year.
        (&[2022, 2023, 2023, 2024, 2025], false),
        // More than there is room for.
        (&[2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024], false),
    ] {
        assert_eq!(of(years), expected, "{years:?}");
    }
    let mut points: Vec<Point> = (2022..=2025).map(|y| year(y, 9_000)).collect();
    points[3].text = "1 200 000 kr".to_owned();
    assert!(!svg(&points).contains("class=\"line\""), "values would touch");
    points[3] = Point { most: Some(Thousandths(9_500)), ..year(2025, 9_000) };
    assert!(!svg(&points).contains("class=\"line\""), "a range is no point");
    points[3] = Point { year: None, ..year(2025, 9_000) };
    assert!(!svg(&points).contains("class=\"line\""), "part of a year is no year");
}

#[test]
fn a_year_without_a_value_is_a_gap_in_a_line_from_zero() {
    let points = [2020, 2021, 2022, 2023, 2025].map(|y| year(y, if y == 2025 { 0 } else { 8_000 }));
    let svg = svg(&points);
    // Thirty-two units are those of a year: the first stands 16 from the side, the last as well.
    assert_eq!(all(&svg, "class=\"line\" d=\""), ["M16 24L61 24L107 24L152 24M244 124"]);
    assert!(svg.contains("class=\"axis\" d=\"M0 124h260\""), "{svg}");
    assert!(svg.contains(">2024</text>"), "the year is there: {svg}");
    assert!(svg.contains("2025: 0. Utan 2024.</desc>"), "{svg}");
}

#[test]
fn a_line_goes_below_zero() {
    let svg = svg(&[year(2022, -4_000), year(2023, 4_000), year(2024, 4_000), year(2025, 4_000)]);
    assert!(svg.contains("class=\"axis\" d=\"M0 74h260\""), "{svg}");
    assert!(svg.contains("cy=\"124\" r=\"4\"/><text class=\"value\" x=\"16\" y=\"143\""), "{svg}");
    assert!(svg.starts_with("<svg class=\"chart\" viewBox=\"0 0 260 172\""), "{svg}");
}

#[test]
fn a_reader_of_the_screen_hears_title_and_values() {
    let view = chart(&strings(), 2, "Anställda", &[year(2024, 5_000), year(2025, 10_000)]);
    assert_eq!(view.title, "Anställda");
    assert!(view.svg.contains(
        "role=\"img\" aria-labelledby=\"chart_2\" aria-describedby=\"chart_2_text\">\
         <title id=\"chart_2\">Anställda</title>\
         <desc id=\"chart_2_text\">Staplar: 2024: 5, 2025: 10.</desc>"
    ));
}

#[test]
fn texts_stay_text_and_long_ones_find_room() {
    let hostile = "</title><script>alert(1)</script>\"'&";
    let long = "9 223 372 036 854 775–9 223 372 036 854 775 kr";
    let point = |text: &str| Point {
        label: hostile.to_owned(),
        text: text.to_owned(),
        value: Thousandths(i64::MIN),
        most: Some(Thousandths(i64::MAX)),
        year: None,
    };
    let svg = chart(&strings(), 1, hostile, &[point(long), point(hostile)]).svg;
    assert!(!svg.contains("<script"), "{svg}");
    for text in svg.split("<text ").skip(1).filter_map(|t| t.split("</text>").next()) {
        let words = text.split_once('>').map_or("", |(_, words)| words);
        assert!(words.chars().count() <= 60, "{words}");
    }
    assert!(!svg.contains("y=\"-") && !svg.contains("width=\"-"), "{svg}");
    assert_eq!(chart(&strings(), 1, "Inget", &[]).svg.matches("<rect").count(), 0);
}
