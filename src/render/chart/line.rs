//! A line over years, which stand at equal distances. A year without a value is a gap.

use std::fmt::Write;

use super::{BOLD_LETTER, LETTER, Point, Scale, WIDTH, width};
use crate::render::text::push_escaped;

/// How many years in a row make a line: three points show no course, and bars show three as well.
const RUN: usize = 4;
/// How high the drawing is between the least and the greatest value.
const HEIGHT: i64 = 100;
/// Room above it for a value, and below it for one and for the years.
const ABOVE: i64 = 24;
const BELOW: i64 = 24;
/// Between the texts of two years.
const SPACE: i64 = 4;

/// The height of the drawing, and the drawing; none where bars show it better: for periods that are
/// no years, for ranges, for fewer years in a row than make a line, and where the values would
/// touch.
pub fn line(points: &[Point]) -> Option<(i64, String)> {
    let years = years(points)?;
    let (first, last) = (*years.first()?, *years.last()?);
    let texts = points.iter().map(|point| width(&point.text, BOLD_LETTER));
    let widest = texts.max()?.max(width("2025", LETTER));
    let steps = i64::from(last) - i64::from(first);
    if longest_run(&years) < RUN || (WIDTH - widest) / steps.max(1) < widest + SPACE {
        return None;
    }
    let scale = Scale::new(points, HEIGHT);
    let has_negative = scale.least < 0;
    let bottom = ABOVE + HEIGHT + if has_negative { ABOVE } else { 0 };
    let x = |year: i16| {
        widest / 2 + (i64::from(year) - i64::from(first)) * (WIDTH - widest) / steps.max(1)
    };
    let y = |value: i64| ABOVE + HEIGHT - scale.place(value);
    let mut svg =
        format!("<path class=\"axis\" d=\"M0 {}h{WIDTH}\"/><path class=\"line\" d=\"", y(0));
    let mut before = None;
    for (point, year) in points.iter().zip(&years) {
        let command = if before.is_some_and(|before: i16| before + 1 == *year) { 'L' } else { 'M' };
        let _ = write!(svg, "{command}{} {}", x(*year), y(point.value.0));
        before = Some(*year);
    }
    svg.push_str("\"/>");
    for (point, year) in points.iter().zip(&years) {
        let (x, y) = (x(*year), y(point.value.0));
        let beside = if point.value.0 < 0 { y + 19 } else { y - 9 };
        let _ = write!(
            svg,
            "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>\
             <text class=\"value\" x=\"{x}\" y=\"{beside}\" text-anchor=\"middle\">"
        );
        push_escaped(&mut svg, &point.text);
        svg.push_str("</text>");
    }
    for year in first..=last {
        let (x, y) = (x(year), bottom + 18);
        let _ = write!(
            svg,
            "<text class=\"label\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{year}</text>"
        );
    }
    Some((bottom + BELOW, svg))
}

/// The years between the first and the last that have no value.
pub fn missing(points: &[Point]) -> impl Iterator<Item = i16> {
    let years = years(points).unwrap_or_default();
    let all = years.first().copied().zip(years.last().copied());
    let all = all.map(|(first, last)| first..=last).into_iter().flatten();
    all.filter(move |year| !years.contains(year))
}

/// The years of exact values, each greater than the one before; none where a point is something
/// else.
fn years(points: &[Point]) -> Option<Vec<i16>> {
    let year = |point: &Point| point.year.filter(|_| point.most.is_none());
    let years: Vec<i16> = points.iter().map(year).collect::<Option<_>>()?;
    years.is_sorted_by(|a, b| a < b).then_some(years)
}

/// How many of `years` follow on each other without a gap, at most.
fn longest_run(years: &[i16]) -> usize {
    years.chunk_by(|a, b| a + 1 == *b).map(<[i16]>::len).max().unwrap_or(0)
}
