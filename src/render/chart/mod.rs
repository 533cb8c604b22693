//! Charts as inline SVG, with every value written on them; the table of outcomes says the same.
//!
//! Lengths and heights begin at zero, so that they compare. A chart is as narrow as a telephone:
//! its letters are 13 of 260 units, 12 pixels where a screen of 320 leaves 246 for the chart.

mod bars;
mod line;

use super::strings::Strings;
use super::text::push_escaped;
use super::view::ChartView;
use crate::model::Thousandths;

/// How wide a chart is, in its own units.
const WIDTH: i64 = 260;
/// From a line of text to the next.
const LINE: i64 = 17;
/// How wide a letter is taken to be: of labels, and of values, which are bold. Fonts differ, and no
/// word may be cut, so these are those of a wide one.
const LETTER: i64 = 8;
const BOLD_LETTER: i64 = 9;

/// A value of a chart.
pub struct Point {
    /// When, in words.
    pub label: String,
    /// The value with its unit, in words.
    pub text: String,
    /// The value, or the least that it may be.
    pub value: Thousandths,
    /// The most that it may be, where it is a range.
    pub most: Option<Thousandths>,
    /// The year, where the period is one.
    pub year: Option<i16>,
}

impl Point {
    fn greatest(&self) -> i64 {
        self.most.map_or(self.value.0, |most| most.0.max(self.value.0))
    }
}

/// A chart of `points`, which are sorted by period: a line where they are years that follow on each
/// other, else a bar for each. `number` tells it from the other charts of its page.
#[must_use]
pub fn chart(strings: &Strings, number: usize, title: &str, points: &[Point]) -> ChartView {
    let line = line::line(points);
    let kind = if line.is_some() { "chart.line" } else { "chart.bars" };
    let (height, drawing) = line.unwrap_or_else(|| bars::bars(points));
    let values: Vec<String> =
        points.iter().map(|point| format!("{}: {}", point.label, point.text)).collect();
    let mut description = strings.fill(kind, &[("values", &values.join(", "))]);
    let missing: Vec<String> = line::missing(points).map(|year| year.to_string()).collect();
    if kind == "chart.line" && !missing.is_empty() {
        description.push(' ');
        description.push_str(&strings.fill("chart.missing", &[("years", &missing.join(", "))]));
    }
    // No heading of an author has an anchor with such a sign.
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"chart_{number}\" aria-describedby=\"chart_{number}_text\">\
         <title id=\"chart_{number}\">"
    );
    push_escaped(&mut svg, title);
    svg.push_str(&format!("</title><desc id=\"chart_{number}_text\">"));
    push_escaped(&mut svg, &description);
    svg.push_str("</desc>");
    svg.push_str(&drawing);
    svg.push_str("</svg>");
    ChartView { title: title.to_owned(), svg }
}

/// Numbers to places: `least` and `greatest` are the ends of `length` units, zero lies between.
struct Scale {
    least: i64,
    greatest: i64,
    length: i64,
}

impl Scale {
    fn new(points: &[Point], length: i64) -> Self {
        let least = points.iter().map(|point| point.value.0).min().unwrap_or(0).min(0);
        let greatest = points.iter().map(Point::greatest).max().unwrap_or(0).max(0);
        Self { least, greatest, length }
    }

    fn place(&self, value: i64) -> i64 {
        let (least, value) = (i128::from(self.least), i128::from(value));
        let span = (i128::from(self.greatest) - least).max(1);
        i64::try_from((value - least) * i128::from(self.length) / span).unwrap_or(0)
    }
}

/// How many units a text takes, `letter` units a letter.
fn width(text: &str, letter: i64) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(WIDTH).saturating_mul(letter)
}

#[cfg(test)]
mod tests;
