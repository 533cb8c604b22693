//! Shorter pages that say the same.
//!
//! A page is read tag by tag. White space that a reader never sees goes; every tag is shortened by
//! `minify-html`, which is asked once for each and not once for each page ([`pieces`]). Left alone with
//! a whole page it glues words together (`<span>Hedemora</span> <span>2024</span>` in a `div` reads
//! "Hedemora2024"), aborts the program on deep nesting, and takes two thirds of the time of a build.
//! [`guard`] compares each shortened piece with what it was, attribute by attribute, and in the tests
//! whole pages. A page that is not well formed is published as it was: a browser guesses what it
//! means, and so would we.
//!
//! Limits: a theme that shows list items, table cells or other block elements `inline` must not
//! rely on white space between them, and one that asks for `white-space: pre` on anything but
//! `pre` and `textarea` loses it.

mod guard;
mod pieces;
mod position;

use super::scan::{Scanner, Token, is, is_space};
use crate::pool::Pool;
use guard::is_same_name;
use pieces::{Pieces, shorten_text};
use position::{Edge, Position, html_space, trimmed};

/// A page after shortening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minified<'a> {
    /// The page.
    pub html: &'a str,
    /// Whether it is as it was, because it is not well formed.
    pub skipped: bool,
}

/// Shortens the pages of a site, on as many threads as there are.
#[derive(Default)]
pub struct Minifier {
    benches: Pool<Bench>,
}

/// What a thread works with.
#[derive(Default)]
struct Bench {
    /// What is known of tags.
    pieces: Pieces,
    /// The page that was shortened last, whose room the next one uses again.
    out: String,
}

impl Minifier {
    /// Gives `html`, as short as it can be without saying anything else, to `read`.
    pub fn minify<R>(&self, html: &str, read: impl FnOnce(Minified<'_>) -> R) -> R {
        self.benches.with(Bench::default, |Bench { pieces, out }| {
            out.clear();
            let is_short = shorten(html, pieces, out);
            read(Minified { html: if is_short { out } else { html }, skipped: !is_short })
        })
    }
}

/// Adds a page, shortened, to `out`; false when it is not well formed, and what was added is of no use.
fn shorten(html: &str, pieces: &mut Pieces, out: &mut String) -> bool {
    out.reserve(html.len());
    let mut scanner = Scanner::new(html);
    let mut position = Position::default();
    let mut open: Vec<&str> = Vec::with_capacity(32);
    let (mut gone, mut text, mut start) = (true, None, 0);
    while let Some(token) = scanner.next() {
        let inside = position;
        let next_gone = position.pass(token);
        if let Some(text) = text.take() {
            push_text(out, text, [inside.edge(gone), inside.edge(next_gone)]);
        }
        let source = &html[start..scanner.position()];
        start = scanner.position();
        match token {
            Token::Broken => return false,
            Token::Text(found) => {
                text = Some(found);
                // After a text comes its next edge, and the one before it is still needed.
                continue;
            }
            Token::Open(tag) => {
                let begins = start - source.len();
                pieces.push_tag(out, source, (tag, begins), scanner.attributes());
                if !tag.is_void() {
                    open.push(tag.name);
                }
            }
            Token::Close(name) => {
                if !open.pop().is_some_and(|open| is_same_name(open, name)) {
                    return false;
                }
                push_close(out, name);
            }
            Token::Raw(text) => push_raw(out, text, open.last().copied().unwrap_or_default()),
            Token::Comment => {}
            Token::Doctype => out.push_str(source),
        }
        gone = next_gone;
    }
    if let Some(text) = text {
        push_text(out, text, [position.edge(gone), Edge::Gone]);
    }
    open.is_empty()
}

fn push_close(out: &mut String, name: &str) {
    out.push_str("</");
    out.extend(name.chars().map(|c| c.to_ascii_lowercase()));
    out.push('>');
}

/// Adds the text of a `name` whose content is not read for tags.
fn push_raw(out: &mut String, text: &str, name: &str) {
    if is(name, "script") || is(name, "style") {
        out.push_str(trimmed(text));
    } else {
        push_references(out, text, name);
    }
}

/// Adds `text` of an element `name`, with short character references.
fn push_references(out: &mut String, text: &str, name: &str) {
    match text.contains('&').then(|| shorten_text(text, name)).flatten() {
        Some(short) => out.push_str(&short),
        None => out.push_str(text),
    }
}

/// Adds `text` with white space as a browser shows it.
fn push_text(out: &mut String, text: &str, [before, after]: [Edge; 2]) {
    if before == Edge::Kept {
        out.push_str(text);
        return;
    }
    let inner = trimmed(text);
    let lead = text.len() - text.trim_start_matches(html_space).len();
    if inner.is_empty() {
        if !text.is_empty() && before == Edge::Seen && after == Edge::Seen {
            out.push(' ');
        }
        return;
    }
    if lead > 0 && before == Edge::Seen {
        out.push(' ');
    }
    if inner.bytes().any(|byte| byte != b' ' && is_space(byte)) || inner.contains("  ") {
        let words: Vec<&str> = inner.split(html_space).filter(|word| !word.is_empty()).collect();
        push_references(out, &words.join(" "), "b");
    } else {
        push_references(out, inner, "b");
    }
    if lead + inner.len() < text.len() && after == Edge::Seen {
        out.push(' ');
    }
}

#[cfg(test)]
pub(super) mod tests;
