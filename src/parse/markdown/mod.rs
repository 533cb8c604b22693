//! Markdown to HTML that is safe under a strict Content-Security-Policy, and remarks on what an
//! author most likely meant otherwise.
//!
//! pulldown-cmark reads the text as a stream of events with their places; [`events`] writes the
//! HTML. No raw HTML comes through, every address is checked against a list of what is allowed,
//! and everything an author writes is escaped, so that no sanitiser is needed afterwards. What
//! depends on other files is left open as inserts.

mod autolink;
mod blocks;
mod escape;
mod events;
mod excerpt;
mod footnotes;
mod headings;
mod inline;
mod language;
mod links;
mod literal;
mod passages;
mod raw;
mod remarks;
mod run;
mod tables;
mod typography;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use passages::{Passage, PassageKind, passages};

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use crate::diagnostic::Diagnostic;
use crate::model::Body;

use events::Writer;
use language::Language;
use remarks::Remarks;

/// How often a text is read anew without the comments that Markdown did not take for comments.
const READINGS: usize = 3;

/// Reads the Markdown in `range` of `text`, the whole file as read, in a language (BCP 47).
///
/// Remarks have their place in the file, not in the range. A range that does not fit the text
/// gives an empty body.
#[must_use]
pub fn read(
    file: &Arc<str>,
    text: &str,
    range: Range<usize>,
    language: &str,
) -> (Body, Vec<Diagnostic>) {
    let page = Page {
        file,
        base: range.start,
        source: text.get(range).unwrap_or_default(),
        language: Language::of(language),
    };
    let mut comments = Vec::new();
    let mut source = Cow::Borrowed(page.source);
    for _ in 1..READINGS {
        let (body, remarks, open) = write(&Page { source: &source, ..page }, &comments);
        if open.is_empty() {
            return (body, remarks);
        }
        let blanked = raw::blank(&source, &open);
        source = Cow::Owned(blanked);
        comments.extend(open);
    }
    let (body, remarks, _) = write(&Page { source: &source, ..page }, &comments);
    (body, remarks)
}

/// What is read.
#[derive(Clone, Copy)]
struct Page<'a> {
    /// The file it stands in.
    file: &'a Arc<str>,
    /// Where the text begins in the file.
    base: usize,
    /// The Markdown.
    source: &'a str,
    /// Its language.
    language: Language,
}

/// Writes a text once; also returns the comments that still stood in it as text.
fn write(page: &Page<'_>, comments: &[Range<usize>]) -> (Body, Vec<Diagnostic>, Vec<Range<usize>>) {
    let mut remarks = Remarks::new(page.file, page.base);
    raw::control_characters(page.source, &mut remarks);
    for comment in comments {
        remarks.comment(comment.clone());
    }
    let mut broken = Vec::new();
    let mut writer = Writer::new(page, remarks);
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // A bare `[word]` is no mistake in running text; two pairs of brackets are.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            broken.push((link.span, link.reference.into_string()));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(page.source, options(), Some(callback));
    for (event, span) in parser.into_offset_iter() {
        writer.event(event, span);
    }
    for (span, reference) in broken {
        writer.remarks.broken_reference(span, &reference);
    }
    writer.finish()
}

/// What our authors may use beside CommonMark. Heading attributes, wikilinks, subscripts and
/// definition lists stay off: each turns ordinary text into markup or lets attributes in.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}
