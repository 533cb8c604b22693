//! Text of others, made fit to be shown: nothing invisible, nothing that a terminal obeys,
//! nothing without end.

use std::ops::Range;

/// The most characters of a line that are shown around a place.
const WINDOW: usize = 100;
/// How many of them stand before the place at most, when the line is longer.
const LEAD: usize = 40;

/// `text` with every invisible or dangerous character as a sign, cut after `most` characters.
#[must_use]
pub fn visible(text: &str, most: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(4 * most));
    for (at, c) in text.chars().enumerate() {
        if at == most {
            shown.push('…');
            break;
        }
        push(&mut shown, c);
    }
    shown
}

/// A piece of a line that is fit to be shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// Where the marked place is in it.
    pub span: Range<usize>,
}

/// The part of `line` around `span` (bytes of `line`), so that `span` begins in it.
pub fn excerpt(line: &str, span: Range<usize>) -> Excerpt {
    let start = floor(line, span.start);
    let end = floor(line, span.end).max(start);
    let from = window_start(line, start);
    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let (mut marked_from, mut marked_to) = (None, None);
    for (count, (at, c)) in line[from..].char_indices().enumerate() {
        let at = from + at;
        if at >= start {
            marked_from.get_or_insert(text.len());
        }
        if at >= end {
            marked_to.get_or_insert(text.len());
        }
        if count == WINDOW {
            text.push('…');
            break;
        }
        push(&mut text, c);
    }
    let marked_from = marked_from.unwrap_or(text.len());
    let span = marked_from..marked_to.unwrap_or(text.len()).max(marked_from);
    Excerpt { text, span }
}

/// Where the shown part begins: at the line's beginning when all fits, else a little before the
/// place.
fn window_start(line: &str, start: usize) -> usize {
    if line.chars().nth(WINDOW).is_none() || line[..start].chars().nth(WINDOW - LEAD).is_none() {
        return 0;
    }
    line[..start].char_indices().rev().nth(LEAD - 1).map_or(0, |(at, _)| at)
}

/// The nearest beginning of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes `c`, or a sign for it.
fn push(text: &mut String, c: char) {
    match c {
        '\t' => text.push_str("→   "),
        '\0'..='\u{1f}' => text.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => text.push('␡'),
        c if is_dangerous(c) => text.push_str(&format!("<U+{:04X}>", u32::from(c))),
        c => text.push(c),
    }
}

/// Whether `c` is invisible, turns the direction of writing, or is a command to a terminal.
/// Private characters count too: nobody knows what they look like, and [`super::human`] uses two.
pub fn is_dangerous(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        for (text, expected) in [
            ("\u{1b}[31mröd", "␛[31mröd"),
            ("a\tb", "a→   b"),
            ("a\nb\r", "a␊b␍"),
            ("\u{9b}1m", "<U+009B>1m"),
            ("\u{202e}txt", "<U+202E>txt"),
            ("\u{feff}", "<U+FEFF>"),
            ("\u{e000}", "<U+E000>"),
            ("\u{7f}", "␡"),
            ("åäö 😀", "åäö 😀"),
        ] {
            assert_eq!(visible(text, 100), expected);
        }
        assert_eq!(visible("åäö", 2), "åä…");
    }

    #[test]
    fn an_excerpt_holds_the_place() {
        let long = "å".repeat(1000) + "HÄR" + &"ö".repeat(1000);
        let cut = excerpt(&long, 2000..2004);
        assert_eq!(&cut.text[cut.span.clone()], "HÄR");
        assert_eq!(cut.text.chars().count(), WINDOW + 2);

        for (line, span, text, marked) in [
            ("abc", 1..2, "abc", "b"),
            ("abc", 3..3, "abc", ""),
            ("abc", 1..99, "abc", "bc"),
            ("abc", 99..99, "abc", ""),
            ("åb", 1..2, "åb", "å"),
            ("\ta", 1..2, "→   a", "a"),
            ("", 0..0, "", ""),
        ] {
            let cut = excerpt(line, span);
            assert_eq!((cut.text.as_str(), &cut.text[cut.span.clone()]), (text, marked));
        }
    }

    #[test]
    fn a_long_line_is_shown_from_its_beginning_when_the_place_is_near() {
        let long = "x".repeat(5000);
        let cut = excerpt(&long, 3..5);
        assert!(cut.text.starts_with("xxx") && cut.text.ends_with('…'));
        assert_eq!(cut.span, 3..5);
    }

    #[test]
    fn a_place_that_goes_on_beyond_the_window_is_marked_to_its_edge() {
        let long = "x".repeat(5000);
        let cut = excerpt(&long, 0..5000);
        assert_eq!(cut.span, 0..cut.text.len());
    }
}
