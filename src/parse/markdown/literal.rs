//! Text that was meant as markup but is not: it would stand on the page as typed.

use std::ops::Range;

use super::raw;
use super::remarks::Remarks;
use super::run::Run;

/// The longest label of a footnote that is looked for.
const LABEL: usize = 60;

/// How far the ends of something that looks like a link lie apart, in bytes: a bound, so that a
/// text full of brackets is read in linear time.
const REACH: usize = 500;

/// The first `**` that touches a word but made nothing bold: to its partner, if it has one.
pub(super) fn emphasis(run: &Run, source: &str) -> Option<Range<usize>> {
    let text = &run.text;
    let mut open = None;
    for (at, _) in text.match_indices("**") {
        let alone = !text[..at].ends_with('*') && !text[at + 2..].starts_with('*');
        if !alone || !run.is_plain(at, source) {
            continue;
        }
        match open {
            Some(start) => return Some(run.source(start..at + 2)),
            None if text[at + 2..].starts_with(|c: char| !c.is_whitespace()) => open = Some(at),
            None => {}
        }
    }
    open.map(|start| run.source(start..start + 2))
}

/// Remarks on `[text](an address)` that stayed text, and on `[text] (https://…)`.
pub(super) fn links(run: &Run, source: &str, remarks: &mut Remarks<'_>) {
    let text = &run.text;
    let mut from = 0;
    for (close, _) in text.match_indices(']') {
        let rest = &text[close + 1..];
        let gap = usize::from(rest.starts_with(' '));
        let Some(inner) = rest[gap..].strip_prefix('(').filter(|_| close >= from) else { continue };
        let Some(open) = last_bracket(text, from, close) else { continue };
        let closing = inner.bytes().take(REACH).position(|byte| byte == b')');
        let Some(length) = closing else { continue };
        let address = &inner[..length];
        let apart = gap > 0 && !["http:", "https:", "www."].iter().any(|s| address.starts_with(s));
        let plain = [open, close, close + 1 + gap].iter().all(|at| run.is_plain(*at, source));
        if apart || !plain || address.trim().is_empty() || address.contains('\n') {
            continue;
        }
        let end = close + 1 + gap + 1 + length + 1;
        remarks.literal_link(run.source(open..end), &text[open + 1..close], address);
        from = end;
    }
}

/// The `[` before `close`, not before `from` and not further away than a link is long.
fn last_bracket(text: &str, from: usize, close: usize) -> Option<usize> {
    let near = from.max(close.saturating_sub(REACH));
    text.as_bytes()[near..close].iter().rposition(|byte| *byte == b'[').map(|at| near + at)
}

/// Remarks on `[^x]` without a footnote of that name.
pub(super) fn notes(run: &Run, source: &str, remarks: &mut Remarks<'_>) {
    for (at, _) in run.text.match_indices("[^") {
        let rest = &run.text[at + 2..];
        let Some(length) = rest.bytes().take(LABEL).position(|byte| matches!(byte, b']' | b'\n'))
        else {
            continue;
        };
        let label = &rest[..length];
        if rest[length..].starts_with(']') && !label.trim().is_empty() && run.is_plain(at, source) {
            remarks.missing_note(run.source(at..at + 2 + length + 1), label);
        }
    }
}

/// Adds to `found` the comments that Markdown did not take for comments, such as those with an
/// empty line in them, by their places in the source. Returns where the first begins in the text.
/// `last_close` is where the last `-->` of the source stands.
pub(super) fn comments(
    run: &Run,
    source: &str,
    last_close: Option<usize>,
    found: &mut Vec<Range<usize>>,
) -> Option<usize> {
    let mut first = None;
    for (at, _) in run.text.match_indices("<!--") {
        let start = run.source(at..at + 1).start;
        let hidden = found.last().is_some_and(|last| start < last.end);
        if run.is_plain(at, source) && !hidden {
            let closes = last_close.is_some_and(|close| start < close);
            found.push(if closes {
                raw::comment(source, start)
            } else {
                raw::open_comment(source, start)
            });
            first = first.or(Some(at));
        }
    }
    first
}

/// Remarks on lines of a paragraph that were meant as headings.
pub(super) fn headings(run: &Run, source: &str, starts_line: bool, remarks: &mut Remarks<'_>) {
    let text = &run.text;
    let first = starts_line.then_some(0);
    for at in first.into_iter().chain(text.match_indices("\n#").map(|(at, _)| at + 1)) {
        let line = text[at..].lines().next().unwrap_or_default();
        let words = line.trim_start_matches('#');
        let level = line.len() - words.len();
        if (1..=6).contains(&level) && is_meant_as_heading(words) && run.is_plain(at, source) {
            remarks.hash_without_space(run.source(at..at + line.len()), level, words);
        }
    }
}

/// Whether what follows the `#` is a heading: not a number ("#1 i norr") nor a row of key words
/// ("#hjo #bageri").
fn is_meant_as_heading(words: &str) -> bool {
    let follows = words.trim_start();
    let glued = words.len() == follows.len();
    let number = glued && follows.starts_with(|c: char| c.is_ascii_digit());
    let keywords = glued && follows.split_whitespace().skip(1).any(|word| word.starts_with('#'));
    let ordinary_space = words.starts_with([' ', '\t']);
    !follows.is_empty() && !number && !keywords && !ordinary_space
}
