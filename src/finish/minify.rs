//! Shorter pages that say the same.
//!
//! `minify-html` is the only shortener; nothing else in the crate knows it. Left alone it glues
//! words together (`<span>Hedemora</span> <span>2024</span>` in a `div` reads "Hedemora2024"),
//! drops `value=""` and `lang=""`, and aborts the program on deep nesting. So a page passes
//! through three steps:
//!
//! 1. [`protect`] puts a sign in place of each space that a reader would miss, and before the
//!    name of each attribute. Both signs are noncharacters, which Unicode promises never to use
//!    for text. To `minify-html` the first is a letter that must stay, and the second makes the
//!    attribute one that it has no opinion about.
//! 2. `minify-html` shortens, without touching styles or scripts; [`restore`] takes the signs
//!    out again.
//! 3. [`same`] reads the page before and after, tag by tag, attribute by attribute, text by text
//!    with white space collapsed as browsers do. Where they differ the page is published as it
//!    was.
//!
//! Limits: a theme that shows list items, table cells or other block elements `inline` must not
//! rely on white space between them, and one that asks for `white-space: pre` on anything but
//! `pre` and `textarea` loses it.

use minify_html::Cfg;

use super::scan::{Attribute, Context, Scanner, Token, decode, decode_into, is, is_space};

/// Stands for a space that must stay.
const SPACE: char = '\u{fdd0}';
/// Stands before the name of an attribute.
const NAME: char = '\u{fdd1}';
/// The deepest nesting that is given to `minify-html`, which calls itself for each level: its
/// stack overflows at about 1,800.
const MAX_DEPTH: usize = 200;

/// A page after shortening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minified {
    /// The page.
    pub html: String,
    /// Whether it is as it was, because shortening would have changed it.
    pub skipped: bool,
}

/// `html` as short as it can be without saying anything else.
#[must_use]
pub fn minify(html: &str) -> Minified {
    let minified = protect(html).and_then(|protected| {
        let bytes = minify_html::minify(protected.as_bytes(), &settings());
        String::from_utf8(bytes).ok().map(|html| restore(&html))
    });
    match minified {
        Some(minified) if same(html, &minified) => Minified { html: minified, skipped: false },
        _ => Minified { html: html.to_owned(), skipped: true },
    }
}

fn settings() -> Cfg {
    let mut settings = Cfg::new();
    settings.keep_closing_tags = true;
    settings.keep_html_and_head_opening_tags = true;
    settings.keep_input_type_text_attr = true;
    settings
}

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
struct Position {
    head: bool,
    pre: usize,
}

impl Position {
    /// Takes a tag in; tells whether white space at its edges is never seen.
    fn pass(&mut self, token: Token<'_>) -> bool {
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
}

fn is_block(name: &str) -> bool {
    PACKED.binary_search(&packed(name)).is_ok()
}

/// [`BLOCK`] as numbers in the same order: each tag is looked up, and numbers compare at once.
const PACKED: [u128; BLOCK.len()] = {
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

/// `html` with the signs that keep `minify-html` from changing it; nothing when it is not
/// well formed, nests too deeply, or holds the signs already.
fn protect(html: &str) -> Option<String> {
    if html.contains(SPACE) || html.contains(NAME) {
        return None;
    }
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut scanner = Scanner::new(html);
    let mut position = Position::default();
    let mut open: Vec<&str> = Vec::new();
    let (mut edge, mut text, mut start) = (true, None, 0);
    while let Some(token) = scanner.next() {
        let inside = position;
        let next_edge = position.pass(token);
        if let Some(text) = text.take() {
            push_text(&mut out, text, [edge_of(inside, edge), edge_of(inside, next_edge)]);
        }
        match token {
            Token::Broken => return None,
            Token::Text(found) => text = Some(found),
            Token::Open(tag) => {
                push_tag(&mut out, &html[start..scanner.position()], start, scanner.attributes());
                if !tag.is_void() {
                    open.push(tag.name);
                }
            }
            // Both a browser and `minify-html` guess what an unclosed tag means, each its way.
            Token::Close(name) if !open.pop().is_some_and(|open| is_same_name(open, name)) => {
                return None;
            }
            _ => {}
        }
        if !matches!(token, Token::Text(_) | Token::Open(_)) {
            out.push_str(&html[start..scanner.position()]);
        }
        if open.len() > MAX_DEPTH {
            return None;
        }
        // After a text comes its next edge, and the one before it is still needed.
        if !matches!(token, Token::Text(_)) {
            edge = next_edge;
        }
        start = scanner.position();
    }
    if let Some(text) = text {
        push_text(&mut out, text, [edge_of(position, edge), Edge::Gone]);
    }
    open.is_empty().then_some(out)
}

/// What becomes of white space beside a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// It is never seen.
    Gone,
    /// It is seen as one space.
    Seen,
    /// It is seen as it is.
    Kept,
}

fn edge_of(position: Position, block: bool) -> Edge {
    match (position.pre > 0, block) {
        (true, _) => Edge::Kept,
        (false, true) => Edge::Gone,
        (false, false) => Edge::Seen,
    }
}

/// Adds `text` with a sign in place of white space at those edges where it is seen.
fn push_text(out: &mut String, text: &str, [before, after]: [Edge; 2]) {
    let inner = trimmed(text);
    if inner.is_empty() && !text.is_empty() {
        match (before, after) {
            (Edge::Seen, Edge::Seen) => out.push(SPACE),
            (Edge::Kept, _) | (_, Edge::Kept) => out.push_str(text),
            _ => out.push(' '),
        }
        return;
    }
    let lead = text.len() - text.trim_start_matches(html_space).len();
    let (head, tail) = (&text[..lead], &text[lead + inner.len()..]);
    push_edge(out, head, before);
    out.push_str(inner);
    push_edge(out, tail, after);
}

fn push_edge(out: &mut String, space: &str, edge: Edge) {
    match edge {
        Edge::Seen if !space.is_empty() => out.push(SPACE),
        _ => out.push_str(space),
    }
}

fn html_space(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_space)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(html_space)
}

/// Adds a tag, which begins at `start` of the page, with a sign before each attribute's name.
fn push_tag(out: &mut String, tag: &str, start: usize, attributes: &[Attribute<'_>]) {
    let mut done = 0;
    for attribute in attributes {
        let at = attribute.at - start;
        out.push_str(&tag[done..at]);
        out.push(NAME);
        done = at;
    }
    out.push_str(&tag[done..]);
}

/// `html` with the signs taken out.
fn restore(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Both signs begin with the same byte, which is rare in Swedish and English text.
    while let Some(at) = rest.bytes().position(|byte| byte == 0xef) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some(SPACE) => out.push(' '),
            Some(NAME) | None => {}
            Some(c) => out.push(c),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    // Pages are kept till all are written: room that the signs took adds up.
    out.shrink_to_fit();
    out
}

/// Whether two pages have the same tags, attributes and visible text.
#[must_use]
pub fn same(before: &str, after: &str) -> bool {
    let mut before = Reader::new(before);
    let mut after = Reader::new(after);
    loop {
        let tags = (before.next_tag(), after.next_tag());
        if !before.same_text(&after) {
            return false;
        }
        let equal = match tags {
            (None, None) => return true,
            (Some(Token::Open(one)), Some(Token::Open(other))) => {
                is_same_name(one.name, other.name)
                    && one.is_void() == other.is_void()
                    && same_attributes(before.scanner.attributes(), after.scanner.attributes())
            }
            (Some(Token::Close(one)), Some(Token::Close(other))) => is_same_name(one, other),
            (Some(Token::Doctype), Some(Token::Doctype)) => true,
            _ => false,
        };
        if !equal {
            return false;
        }
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether two tags have the same attributes in any order. A tag with very many is taken for
/// another one, since each is looked for among all.
fn same_attributes(one: &[Attribute<'_>], other: &[Attribute<'_>]) -> bool {
    one.len() == other.len()
        && one.len() <= 64
        && one.iter().all(|attribute| is_among(attribute, other))
        && other.iter().all(|attribute| is_among(attribute, one))
}

fn is_among(attribute: &Attribute<'_>, others: &[Attribute<'_>]) -> bool {
    others.iter().find(|other| is_same_name(other.name, attribute.name)).is_some_and(|other| {
        other.value == attribute.value
            || decode(other.value, Context::Value) == decode(attribute.value, Context::Value)
    })
}

/// Reads a page from tag to tag, with the text between them.
struct Reader<'a> {
    scanner: Scanner<'a>,
    position: Position,
    /// The name of the opening tag read last, if it was the last tag.
    opened: &'a str,
    /// The text between the tags read last, as written; in pieces where comments part it.
    pieces: Vec<&'a str>,
    /// How that text is seen.
    space: Space,
    /// Whether white space at the end of the tag read last is never seen.
    edge: bool,
}

/// How a browser treats the white space of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// As written.
    Exact,
    /// As written, but a line break at the beginning is dropped.
    ExactAfterLine,
    /// As written, character references too; none is needed at the edges.
    Code,
    /// Collapsed; gone at the edges for which this is true.
    Collapsed([bool; 2]),
}

impl<'a> Reader<'a> {
    fn new(html: &'a str) -> Self {
        Self {
            scanner: Scanner::new(html),
            position: Position::default(),
            opened: "",
            pieces: Vec::new(),
            space: Space::Exact,
            edge: true,
        }
    }

    /// Goes to the next tag.
    fn next_tag(&mut self) -> Option<Token<'a>> {
        self.pieces.clear();
        let mut raw = false;
        let tag = loop {
            match self.scanner.next() {
                Some(Token::Text(text)) => self.pieces.push(text),
                Some(Token::Raw(text)) => {
                    self.pieces.push(text);
                    raw = true;
                }
                // It parts the text, so that what follows is not right after the tag.
                Some(Token::Comment) => self.pieces.push(""),
                tag => break tag,
            }
        };
        let pre = self.position.pre > 0;
        let edge = tag.is_none_or(|tag| self.position.pass(tag));
        self.space = if is(self.opened, "textarea") || (pre && is(self.opened, "pre")) {
            Space::ExactAfterLine
        } else if pre || is(self.opened, "title") {
            Space::Exact
        } else if raw {
            Space::Code
        } else {
            Space::Collapsed([self.edge, edge])
        };
        self.edge = edge;
        self.opened = match tag {
            Some(Token::Open(tag)) => tag.name,
            _ => "",
        };
        tag
    }

    /// Whether the text before the tags read last is the same, when these are.
    fn same_text(&self, other: &Self) -> bool {
        self.pieces == other.pieces
            || self.quick().is_some_and(|text| other.quick() == Some(text))
            || self.visible() == other.visible()
    }

    /// The text without what is never seen at its edges; a short way for most texts.
    fn quick(&self) -> Option<&'a str> {
        let Space::Collapsed([before, after]) = self.space else { return None };
        let text = match self.pieces[..] {
            [] => "",
            [text] => text,
            _ => return None,
        };
        let text = if before { text.trim_start_matches(html_space) } else { text };
        Some(if after { text.trim_end_matches(html_space) } else { text })
    }

    fn visible(&self) -> String {
        let mut decoded = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let piece = match self.space {
                Space::ExactAfterLine if at == 0 => piece.strip_prefix('\n').unwrap_or(piece),
                _ => piece,
            };
            match self.space {
                Space::Code => decoded.push_str(trimmed(piece)),
                _ => decode_into(piece, Context::Text, &mut decoded),
            }
        }
        match self.space {
            Space::Collapsed(edges) => collapse(&decoded, edges),
            _ => decoded,
        }
    }
}

/// `text` as it is seen between two tags, at whose edges white space may be gone.
fn collapse(text: &str, [before, after]: [bool; 2]) -> String {
    let mut words = text.split(html_space).filter(|word| !word.is_empty());
    let mut out = String::with_capacity(text.len());
    let Some(first) = words.next() else {
        if !text.is_empty() && !before && !after {
            out.push(' ');
        }
        return out;
    };
    if !before && text.starts_with(html_space) {
        out.push(' ');
    }
    out.push_str(first);
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    if !after && text.ends_with(html_space) {
        out.push(' ');
    }
    out
}

#[cfg(test)]
pub(super) mod tests;
