//! The text that the scanner reads, and where each of its characters came from.

use std::borrow::Cow;
use std::ops::Range;

use super::is_control;

/// A part of the raw text, and what the scanner reads in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Bytes of the YAML text (not of the file).
    pub range: Range<usize>,
    /// What is read instead.
    pub text: String,
}

/// A YAML text with known mistakes mended.
pub(super) struct Readable<'a> {
    /// What the scanner reads.
    pub text: Cow<'a, str>,
    /// The file as it is.
    source: &'a str,
    /// The byte in it from which on it is read.
    base: usize,
    /// The byte in the file of each character of `text`, and of its end.
    origins: Vec<usize>,
}

impl<'a> Readable<'a> {
    /// Puts `edits` (by rising place, not overlapping) into the part of `source` from byte `base`
    /// on that is `yaml`. Control characters, which are reported elsewhere, become U+FFFD.
    pub fn new(source: &'a str, yaml: &'a str, base: usize, edits: &[Edit]) -> Self {
        let mut origins = Vec::with_capacity(yaml.len() + 1);
        if edits.is_empty() && !yaml.chars().any(is_control) {
            origins.extend(yaml.char_indices().map(|(at, _)| base + at));
            origins.push(base + yaml.len());
            return Self { text: Cow::Borrowed(yaml), source, base, origins };
        }
        let mut text = String::with_capacity(yaml.len() + 64);
        let mut done = 0;
        for edit in edits {
            copy(yaml, done..edit.range.start, base, (&mut text, &mut origins));
            for c in edit.text.chars() {
                text.push(if is_control(c) { char::REPLACEMENT_CHARACTER } else { c });
                origins.push(base + edit.range.start);
            }
            done = edit.range.end;
        }
        copy(yaml, done..yaml.len(), base, (&mut text, &mut origins));
        origins.push(base + yaml.len());
        Self { text: Cow::Owned(text), source, base, origins }
    }

    /// The byte in the file of a character, counted as the scanner counts.
    pub fn origin(&self, character: usize) -> usize {
        self.origins.get(character).or(self.origins.last()).copied().unwrap_or(0)
    }

    /// Where the text of the line begins that a place lies in; not before the part that is read.
    pub fn indent(&self, at: usize) -> usize {
        let start = self.source[..at].rfind('\n').map_or(0, |end| end + 1).max(self.base);
        start + self.source[start..at].len() - self.source[start..at].trim_start().len()
    }

    /// The byte of the file at a place.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }
}

fn copy(
    yaml: &str,
    range: Range<usize>,
    base: usize,
    (text, origins): (&mut String, &mut Vec<usize>),
) {
    let start = range.start;
    for (at, c) in yaml.get(range).unwrap_or_default().char_indices() {
        text.push(if is_control(c) { char::REPLACEMENT_CHARACTER } else { c });
        origins.push(base + start + at);
    }
}
