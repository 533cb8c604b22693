//! What is seen only in the text as it was typed.

use std::ops::Range;

use super::escape::{is_forbidden, next_special};
use super::remarks::Remarks;

/// Remarks on characters that nobody sees and that change what others see; neighbours at once.
pub(super) fn control_characters(source: &str, remarks: &mut Remarks<'_>) {
    let mut from = 0;
    while let Some(at) = next_special(source, from) {
        let forbidden = |c: &char| is_forbidden(*c);
        let row: usize = source[at..].chars().take_while(forbidden).map(char::len_utf8).sum();
        let Some(first) = source[at..].chars().next() else { break };
        if row > 0 {
            remarks.control_character(at..at + row, first);
        }
        from = at + row.max(first.len_utf8());
    }
}

/// `source` with spaces in place of each of the `holes`, so that every other place stays where
/// it is. Line ends go too: what follows belongs to the line on which the hole begins.
pub(super) fn blank(source: &str, holes: &[Range<usize>]) -> String {
    let mut blanked = String::with_capacity(source.len());
    let mut done = 0;
    for hole in holes {
        let (start, end) = (hole.start.max(done), hole.end.max(done));
        blanked.push_str(&source[done..start]);
        blanked.extend(std::iter::repeat_n(' ', end - start));
        done = end;
    }
    blanked.push_str(&source[done..]);
    blanked
}

/// The comment that begins at `start`.
pub(super) fn comment(source: &str, start: usize) -> Range<usize> {
    match source[start..].find("-->") {
        Some(end) => start..start + end + 3,
        None => open_comment(source, start),
    }
}

/// The comment without an end that begins at `start`: up to the next empty line.
pub(super) fn open_comment(source: &str, start: usize) -> Range<usize> {
    let rest = &source[start..];
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    start..start + rest[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_keep_places() {
        assert_eq!(blank("aå\nb c", &[1..5, 4..5]), "a     c");
        assert_eq!(blank("abc", &[]), "abc");
    }

    #[test]
    fn comments_end() {
        for (source, expected) in [
            ("<!-- a --> b", "<!-- a -->"),
            ("<!-- a\n\nb --> c", "<!-- a\n\nb -->"),
            ("<!-- a\nb\n\nc", "<!-- a\nb"),
            ("<!-- a", "<!-- a"),
        ] {
            assert_eq!(&source[comment(source, 0)], expected);
        }
    }
}
