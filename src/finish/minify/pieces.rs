//! What `minify-html` makes of a tag or a text.
//!
//! Nothing else in the crate knows `minify-html`. It is given one piece at a time, with a sign before
//! the name of each attribute: a noncharacter, which Unicode promises never to use for text. That
//! makes the attribute one that it has no opinion about; else it drops `value=""` and `lang=""`.
//! What comes back is compared with what went in.

use std::mem;

use minify_html::Cfg;
use rustc_hash::FxHashMap;

use super::guard::same;
use crate::finish::scan::{Attribute, Tag};

/// Stands before the name of an attribute.
const NAME: char = '\u{fdd1}';
/// The most tags that are remembered at a time; a large site has about as many in one language.
const MOST: usize = 1 << 14;
/// The longest tag that is remembered, in bytes: longer ones are seldom written twice.
const LONGEST: usize = 256;

/// A tag as written, and whether it stands inside a drawing, to the same tag shortened; nothing
/// where it is best as it is.
type Known = FxHashMap<Box<str>, Option<Box<str>>>;

/// Shortens pieces, and remembers tags: the pages of a site share most of theirs.
#[derive(Default)]
pub struct Pieces {
    /// Of HTML, and of drawings.
    known: [Known; 2],
    /// Those that were known before there were too many; what is asked for again comes back.
    before: [Known; 2],
}

impl Pieces {
    /// Adds an opening tag, which is `source` and begins at `start` of its page, to `out`.
    pub fn push_tag(
        &mut self,
        out: &mut String,
        source: &str,
        (tag, start): (Tag<'_>, usize),
        attributes: &[Attribute<'_>],
    ) {
        let kind = usize::from(tag.foreign);
        if let Some(known) = self.known[kind].get(source) {
            out.push_str(known.as_deref().unwrap_or(source));
            return;
        }
        let (name, short) = match self.before[kind].remove_entry(source) {
            Some((name, short)) => (name, short),
            None => (source.into(), shorten_tag(source, tag, start, attributes)),
        };
        out.push_str(short.as_deref().unwrap_or(source));
        if source.len() <= LONGEST {
            if self.known[kind].len() >= MOST {
                self.before[kind] = mem::take(&mut self.known[kind]);
            }
            self.known[kind].insert(name, short);
        }
    }
}

/// A tag, shortened; nothing when that would change it.
fn shorten_tag(
    source: &str,
    tag: Tag<'_>,
    start: usize,
    attributes: &[Attribute<'_>],
) -> Option<Box<str>> {
    if attributes.is_empty() && !source.contains(char::is_uppercase) {
        return None;
    }
    let drawing = tag.foreign && !(tag.name.eq_ignore_ascii_case("svg"));
    let (before, between) = if drawing { ("<svg>", "</svg>") } else { ("", "") };
    let close = if tag.is_void() { String::new() } else { format!("</{}>", tag.name) };
    let mut signed = String::with_capacity(source.len() * 2);
    let mut done = 0;
    signed.push_str(before);
    for attribute in attributes {
        let at = attribute.at - start;
        signed.push_str(&source[done..at]);
        signed.push(NAME);
        done = at;
    }
    signed.push_str(&source[done..]);
    signed.push_str(&close);
    signed.push_str(between);
    let short = shorten(&signed, &format!("{before}{source}{close}{between}"))?;
    let close = close.to_ascii_lowercase();
    let tag = short.strip_prefix(before)?.strip_suffix(between)?.strip_suffix(close.as_str())?;
    (tag.len() < source.len() || tag != source).then(|| tag.into())
}

/// The text of an element `name`, with character references as short as can be; nothing when that
/// would change it.
pub fn shorten_text(text: &str, name: &str) -> Option<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let source = [&open, text, &close].concat();
    let short = shorten(&source, &source)?;
    Some(short.strip_prefix(&open)?.strip_suffix(&close)?.to_owned())
}

/// `signed` without its signs and as short as it can be; nothing when it then no longer says what
/// `source` says.
fn shorten(signed: &str, source: &str) -> Option<String> {
    if source.contains(NAME) {
        return None;
    }
    let mut settings = Cfg::new();
    settings.keep_closing_tags = true;
    settings.keep_html_and_head_opening_tags = true;
    settings.keep_input_type_text_attr = true;
    let short = String::from_utf8(minify_html::minify(signed.as_bytes(), &settings)).ok()?;
    let short = short.replace(NAME, "");
    same(source, &short).then_some(short)
}
