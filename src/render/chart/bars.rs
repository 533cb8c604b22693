//! A bar for each value, from the top down: when above it, how much at its end.

use std::fmt::Write;

use super::{BOLD_LETTER, LETTER, LINE, Point, Scale, WIDTH, width};
use crate::render::text::push_escaped;

/// How high a bar is.
const BAR: i64 = 18;
/// From a bar to the next label.
const GAP: i64 = 10;
/// From a bar to its value.
const SPACE: i64 = 6;
/// What the longest bar needs at least; values that leave less stand above their bars.
const LEAST: i64 = 90;

/// The height of the drawing, and the drawing.
pub fn bars(points: &[Point]) -> (i64, String) {
    let room = points.iter().map(|point| width(&point.text, BOLD_LETTER)).max().unwrap_or(0);
    let is_beside = WIDTH - room - SPACE >= LEAST;
    let scale = Scale::new(points, if is_beside { WIDTH - room - SPACE } else { WIDTH });
    let (mut svg, mut y) = (String::new(), 0);
    for point in points {
        push_lines(&mut svg, &mut y, "label", &lines(&point.label, LETTER));
        if !is_beside {
            push_lines(&mut svg, &mut y, "value", &lines(&point.text, BOLD_LETTER));
        }
        y += 5;
        let end = push_bar(&mut svg, y, &scale, point);
        if is_beside {
            let (x, y) = (end + SPACE, y + BAR - 4);
            let _ = write!(svg, "<text class=\"value\" x=\"{x}\" y=\"{y}\">");
            push_escaped(&mut svg, &point.text);
            svg.push_str("</text>");
        }
        y += BAR + GAP;
    }
    let height = y - GAP;
    let _ = write!(svg, "<path class=\"axis\" d=\"M{} 0v{height}\"/>", scale.place(0));
    (height, svg)
}

/// The bar of a point, and a frame as far as the value may reach. Returns where they end.
fn push_bar(svg: &mut String, y: i64, scale: &Scale, point: &Point) -> i64 {
    let (least, most) = (point.value.0, point.greatest());
    // What is certain reaches from zero to the end of the range that lies nearer to it.
    let certain = if least > 0 { least } else { most.min(0) };
    push_rect(svg, "bar", y, scale, (certain, 0));
    if most > least {
        push_rect(svg, "range", y, scale, (least, most));
    }
    scale.place(most.max(0))
}

fn push_rect(svg: &mut String, class: &str, y: i64, scale: &Scale, (one, other): (i64, i64)) {
    if one == other {
        return;
    }
    let (left, right) = (scale.place(one.min(other)), scale.place(one.max(other)));
    let width = (right - left).max(1);
    let _ = write!(
        svg,
        "<rect class=\"{class}\" x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\"/>"
    );
}

fn push_lines(svg: &mut String, y: &mut i64, class: &str, lines: &[String]) {
    for line in lines {
        *y += LINE;
        // The axis stands at the left side: its letters begin beside it.
        let _ = write!(svg, "<text class=\"{class}\" x=\"4\" y=\"{}\">", *y - 3);
        push_escaped(svg, line);
        svg.push_str("</text>");
    }
}

/// `text` in lines that are no wider than the chart, broken between words, or in a word that is
/// wider.
fn lines(text: &str, letter: i64) -> Vec<String> {
    let most = usize::try_from((WIDTH - 4) / letter).unwrap_or(1);
    let mut lines = vec![String::new()];
    let mut length = 0;
    // Only where a plain space stands: `1 200 000` holds together.
    for word in text.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for (index, piece) in letters.chunks(most).enumerate() {
            if length > 0 && (index > 0 || length + 1 + piece.len() > most) {
                lines.push(String::new());
                length = 0;
            }
            if let Some(line) = lines.last_mut() {
                if length > 0 {
                    line.push(' ');
                    length += 1;
                }
                line.extend(piece);
                length += piece.len();
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_cut() {
        for (text, expected) in [
            ("2025", &["2025"][..]),
            ("1 oktober 2025 – 31 december 2025", &["1 oktober 2025 – 31 december", "2025"]),
            ("", &[""]),
            (&"x".repeat(40), &["x".repeat(32).as_str(), "xxxxxxxx"]),
        ] {
            assert_eq!(lines(text, LETTER), expected, "{text}");
        }
    }
}
