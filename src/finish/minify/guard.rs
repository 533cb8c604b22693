//! Whether two pages say the same.

use super::position::{Position, html_space, trimmed};
use crate::finish::scan::{Attribute, Context, Scanner, Token, decode, decode_into, is};

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

pub(super) fn is_same_name(one: &str, other: &str) -> bool {
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
        let pre = self.position.is_preformatted();
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
