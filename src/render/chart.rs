//! Charts as inline SVG, with every value written on them; the table of outcomes says the same.

use std::fmt::Write;

use super::text::push_escaped;
use super::view::ChartView;
use crate::model::Thousandths;
use crate::text::slug;

/// A value of a chart.
pub struct Point {
    /// When: written beside the bar.
    pub label: String,
    /// The value with its unit: written at the end of the bar.
    pub text: String,
    /// The value: the length of the bar.
    pub value: Thousandths,
}

/// Narrow, so that the words stay readable when a telephone shrinks the chart.
const WIDTH: i64 = 360;
const ROW: i64 = 34;
/// Where bars begin: room for a period such as `2024–2025`.
const LEFT: i64 = 92;
/// Room for the value behind the longest bar.
const RIGHT: i64 = 118;

/// A bar for each value, from the top down. Bars begin at zero, so that their lengths compare.
#[must_use]
pub fn bars(title: &str, points: &[Point]) -> ChartView {
    let greatest = points.iter().map(|point| point.value.0).max().unwrap_or(0).max(1);
    let height = ROW * i64::try_from(points.len()).unwrap_or(1);
    let id = format!("diagram-{}", slug(title));
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}\">\
         <title id=\"{id}\">"
    );
    push_escaped(&mut svg, title);
    for point in points {
        svg.push_str("; ");
        push_escaped(&mut svg, &format!("{}: {}", point.label, point.text));
    }
    svg.push_str("</title>");
    for (row, point) in (0_i64..).zip(points) {
        let (top, middle) = (row * ROW + 5, row * ROW + ROW / 2 + 5);
        let share = i128::from(point.value.0.max(0)) * i128::from(WIDTH - LEFT - RIGHT);
        let length = i64::try_from(share / i128::from(greatest)).unwrap_or(0).max(1);
        let _ = write!(svg, "<text class=\"label\" x=\"{}\" y=\"{middle}\">", LEFT - 10);
        push_escaped(&mut svg, &point.label);
        let _ = write!(
            svg,
            "</text><rect class=\"bar\" x=\"{LEFT}\" y=\"{top}\" width=\"{length}\" height=\"{}\"/>\
             <text class=\"value\" x=\"{}\" y=\"{middle}\">",
            ROW - 10,
            LEFT + length + 8
        );
        push_escaped(&mut svg, &point.text);
        svg.push_str("</text>");
    }
    let _ = write!(svg, "<path class=\"axis\" d=\"M{LEFT} 0v{height}\"/></svg>");
    ChartView { title: title.to_owned(), svg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_compare_and_texts_stay_text() {
        let point = |label: &str, value| Point {
            label: label.to_owned(),
            text: "<b>".to_owned(),
            value: Thousandths(value),
        };
        let chart =
            bars("Anställda", &[point("2024", 5_000), point("2025", 10_000), point("2026", -1)]);
        assert!(chart.svg.contains("width=\"75\""), "{}", chart.svg);
        assert!(chart.svg.contains("width=\"150\""), "{}", chart.svg);
        assert!(!chart.svg.contains("<b>"));
        assert!(chart.svg.contains("id=\"diagram-anstallda\""));
    }
}
