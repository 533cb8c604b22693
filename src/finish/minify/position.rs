//! Where white space of a page is seen.

use crate::finish::scan::{Token, is, is_space};

/// Elements at whose edges white space is never seen: those that browsers lay out as blocks or
/// parts of tables, and the shapes of a drawing.
const BLOCK: [&str; 76] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "circle",
    "clippath",
    "col",
    "colgroup",
    "dd",
    "defs",
    "desc",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "ellipse",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "line",
    "lineargradient",
    "main",
    "marker",
    "mask",
    "menu",
    "metadata",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "pre",
    "radialgradient",
    "rect",
    "search",
    "section",
    "source",
    "stop",
    "summary",
    "symbol",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
    "use",
];

/// Where in a page a token stands, as far as white space depends on it.
#[derive(Clone, Copy, Default)]
pub struct Position {
    head: bool,
    pre: usize,
}

impl Position {
    /// Takes a tag in; tells whether white space at its edges is never seen.
    pub fn pass(&mut self, token: Token<'_>) -> bool {
        let (name, opens) = match token {
            Token::Open(tag) => (tag.name, true),
            Token::Close(name) => (name, false),
            _ => return matches!(token, Token::Doctype),
        };
        let inside = self.head;
        match name.len() {
            3 if is(name, "pre") && opens => self.pre += 1,
            3 if is(name, "pre") => self.pre = self.pre.saturating_sub(1),
            4 if is(name, "head") => self.head = opens,
            4 if is(name, "body") => self.head = false,
            _ => {}
        }
        inside || self.head || is_block(name)
    }

    /// Whether white space is seen as it is written.
    pub fn is_preformatted(self) -> bool {
        self.pre > 0
    }

    /// What becomes of white space beside a tag; `gone` is what [`Self::pass`] told of that tag.
    pub fn edge(self, gone: bool) -> Edge {
        match (self.pre > 0, gone) {
            (true, _) => Edge::Kept,
            (false, true) => Edge::Gone,
            (false, false) => Edge::Seen,
        }
    }
}

pub(super) fn is_block(name: &str) -> bool {
    PACKED.binary_search(&packed(name)).is_ok()
}

/// [`BLOCK`] as numbers in the same order: each tag is looked up, and numbers compare at once.
pub(super) const PACKED: [u128; BLOCK.len()] = {
    let mut numbers = [0; BLOCK.len()];
    let mut at = 0;
    while at < BLOCK.len() {
        numbers[at] = packed(BLOCK[at]);
        at += 1;
    }
    numbers
};

/// A name of at most 16 letters, in lower case, as a number that sorts as the name does; zero
/// for a longer one.
const fn packed(name: &str) -> u128 {
    let bytes = name.as_bytes();
    if bytes.is_empty() || bytes.len() > 16 {
        return 0;
    }
    let mut number = 0;
    let mut at = 0;
    while at < bytes.len() {
        number = number << 8 | bytes[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    number << (8 * (16 - bytes.len()))
}

/// What becomes of white space beside a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// It is never seen.
    Gone,
    /// It is seen as one space.
    Seen,
    /// It is seen as it is.
    Kept,
}

/// Whether HTML takes a character for white space.
pub fn html_space(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_space)
}

/// `text` without white space at its ends.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(html_space)
}
