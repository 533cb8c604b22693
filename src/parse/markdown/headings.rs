//! Headings: their anchors, and whether they make an outline.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Heading;
use crate::text::slug;

use super::remarks::Remarks;

/// Anchors that the page around the text uses.
const RESERVED: [&str; 5] = ["innehall", "sok", "huvud", "fot", "resultat-tabell"];

/// Beginnings of the anchors that footnotes use.
const NOTES: [&str; 2] = ["fotnot-", "fotnotsref-"];

/// The headings of a text so far.
pub(super) struct Headings {
    /// In order.
    pub(super) list: Vec<Heading>,
    last: u8,
    seen: usize,
    /// Each anchor in use, with the number that was given last to tell it from its likes.
    anchors: BTreeMap<String, usize>,
}

impl Headings {
    /// None yet: the page's title is the only heading.
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), last: 1, seen: 0, anchors: BTreeMap::new() }
    }

    /// Takes a heading with the level and text as written; returns its anchor.
    pub(super) fn add(
        &mut self,
        level: u8,
        text: &str,
        span: Range<usize>,
        remarks: &mut Remarks<'_>,
    ) -> String {
        self.seen += 1;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = level.max(2);
        if text.is_empty() {
            remarks.empty_heading(span.clone());
        } else if level == 1 {
            remarks.top_heading(span.clone(), &text);
        } else if level > self.last + 1 {
            remarks.skipped_heading(span.clone(), &text, self.last + 1);
        }
        self.last = shown;
        let id = self.anchor(&text);
        if !text.is_empty() {
            let span = remarks.in_file(span);
            self.list.push(Heading { level: shown, id: id.clone(), text, span });
        }
        id
    }

    fn anchor(&mut self, text: &str) -> String {
        let mut slug = slug(text);
        if slug.is_empty() {
            slug = format!("avsnitt-{}", self.seen);
        } else if NOTES.iter().any(|note| slug.starts_with(note)) {
            slug.insert_str(0, "avsnitt-");
        }
        let reserved = RESERVED.contains(&slug.as_str()).then_some(1);
        let taken = self.anchors.get(&slug).copied().or(reserved);
        let mut anchor = slug.clone();
        if let Some(mut number) = taken {
            number += 1;
            anchor = format!("{slug}-{number}");
            while self.anchors.contains_key(&anchor) {
                number += 1;
                anchor = format!("{slug}-{number}");
            }
            self.anchors.insert(slug, number);
        }
        self.anchors.insert(anchor.clone(), 1);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique() {
        let mut headings = Headings::new();
        for (text, expected) in [
            ("Så gjorde vi", "sa-gjorde-vi"),
            ("Så gjorde vi", "sa-gjorde-vi-2"),
            ("Så gjorde vi 2", "sa-gjorde-vi-2-2"),
            ("Så gjorde vi", "sa-gjorde-vi-3"),
            ("Innehåll", "innehall-2"),
            ("Fotnot 1", "avsnitt-fotnot-1"),
        ] {
            assert_eq!(headings.anchor(text), expected);
        }
        headings.seen = 7;
        assert_eq!(headings.anchor("😀"), "avsnitt-7");
    }

    #[test]
    fn many_alike_stay_linear() {
        let mut headings = Headings::new();
        for _ in 0..50_000 {
            headings.anchor("a");
        }
        assert_eq!(headings.anchor("a"), "a-50001");
    }
}
