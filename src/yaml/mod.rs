//! YAML as a tree in which every key and every value knows its place in the file.
//!
//! The scanner is saphyr-parser; what it cannot give is added here. Every scalar stays the text
//! that the author wrote (`NO`, `012`, `1.10` and `2024-05-06` are texts); only the schema gives
//! it a type. What YAML allows and people trip over is refused by name: anchors, aliases, tags,
//! merge keys, several documents, deep nesting.
//!
//! A known mistake is found on the raw line, reported at its place, and mended in the copy that
//! the scanner reads. So the rest of the file is still checked in the same run, and one mistake
//! gives one remark.

mod lines;
mod readable;
mod scan;
#[rustfmt::skip] // Sentences read best with both languages side by side.
mod words;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::words;

pub use lines::quoted;

/// The deepest nesting of lists and groups.
pub const DEPTH_MAX: usize = 16;

/// The most remarks on one file: nobody reads more, and a hostile file could have a million.
pub const REMARKS_MAX: usize = 200;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands, in bytes of the file.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text as written.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A group of fields, in the order of the file; each key stands once.
    Map(Vec<Entry>),
    /// Something that is refused: a remark has been made, and nothing more is to be said.
    Refused,
}

/// A text as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes, with block texts folded as YAML says.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

impl Scalar {
    /// Whether it says nothing: empty, white space, or an unquoted `~` or `null`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || (self.style == Style::Plain && matches!(text, "~" | "null" | "Null"))
    }
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// Within quotes.
    Quoted,
    /// As a block after `|` or `>`.
    Block,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node,
}

/// Reads the YAML in `range` of a file.
///
/// Spans count from the beginning of `text`. An empty range gives an empty group of fields; none
/// is given when the scanner could not read to the end.
#[must_use]
pub fn parse(file: &Arc<str>, text: &str, range: Range<usize>) -> (Option<Node>, Vec<Diagnostic>) {
    let Some(yaml) = text.get(range.clone()) else {
        return (None, Vec::new());
    };
    let mut found = lines::check(file, yaml, range.start);
    let readable = readable::Readable::new(text, yaml, range.start, &found.edits);
    let mut tree = Vec::new();
    let node = match scan::tree(file, &readable, &mut tree) {
        Ok(node) => Some(node),
        Err(error) => {
            let remark = words::scan_error(file, &readable, &error);
            if !is_near(yaml, &found, range.start, remark.place.start) {
                tree.push(remark);
            }
            None
        }
    };
    found.diagnostics.append(&mut tree);
    (node, found.diagnostics)
}

/// The text of one field at the top of a YAML file, whatever else is in it.
///
/// For the few who must know one field before the file is checked: its remarks are made there.
#[must_use]
pub fn top_field(text: &str, key: &str) -> Option<String> {
    if !text.contains(key) {
        return None;
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (node, _) = parse(&Arc::from(""), text, start..text.len());
    let Value::Map(entries) = node?.value else { return None };
    match entries.into_iter().find(|entry| entry.key == key)?.value.value {
        Value::Scalar(scalar) if !scalar.is_empty() => Some(scalar.text.trim().to_owned()),
        _ => None,
    }
}

/// Whether the scanner stumbles over what was reported already, or over its repair: in the same
/// line or the one before.
fn is_near(yaml: &str, found: &lines::Found, base: usize, at: usize) -> bool {
    let at = at - base;
    let before = yaml[..at].rfind('\n').unwrap_or(0);
    let start = yaml[..before].rfind('\n').unwrap_or(0);
    let end = yaml[at..].find('\n').map_or(yaml.len(), |end| at + end);
    found.edits.iter().any(|edit| edit.range.start <= end && start <= edit.range.end)
        || found
            .diagnostics
            .iter()
            .any(|remark| remark.place.start <= base + end && base + start <= remark.place.end)
}

/// Reports invisible control characters in `range` of a file: one remark, at the first of them.
#[must_use]
pub fn control_characters(file: &Arc<str>, text: &str, range: Range<usize>) -> Option<Diagnostic> {
    let part = text.get(range.clone())?;
    // Most texts hold none, and bytes are quicker to look at than characters.
    if !may_hold_control(part.as_bytes()) {
        return None;
    }
    let mut controls = part.char_indices().filter(|(_, c)| is_control(*c));
    let (at, first) = controls.next()?;
    let count = 1 + controls.count();
    let start = range.start + at;
    let number = u32::from(first);
    let message = if count == 1 {
        words!(
            "texten innehåller det osynliga styrtecknet `U+{number:04X}`",
            "the text holds the invisible control character `U+{number:04X}`"
        )
    } else {
        words!(
            "texten innehåller {count} osynliga styrtecken; det första är `U+{number:04X}`",
            "the text holds {count} invisible control characters; the first is `U+{number:04X}`"
        )
    };
    let place = Place::new(file, start..start + first.len_utf8());
    Some(Diagnostic::new(Code::ControlCharacter, place, message).help(words!(
        "ta bort tecknet, eller skriv om raden för hand i stället för att klistra in den",
        "remove the character, or type the line by hand instead of pasting it"
    )))
}

/// Whether some bytes look like one of the characters of [`is_control`], written in UTF-8.
fn may_hold_control(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'\n' | b'\r' | b'\t' => false,
        0..b' ' | 0x7f => true,
        0xc2 => matches!(bytes.get(at + 1), Some(0x80..=0x9f)),
        0xe2 => match bytes.get(at + 1) {
            Some(0x80) => matches!(bytes.get(at + 2), Some(0xa8..=0xae)),
            next => next == Some(&0x81),
        },
        0xef => bytes.get(at + 1) == Some(&0xbb),
        _ => false,
    })
}

/// Characters that no text needs: control codes, line separators, and marks that turn the
/// direction of text so that it reads otherwise than it is.
fn is_control(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
