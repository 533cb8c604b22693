//! Where names stand in what a file shows.
//!
//! A text is read once, and most texts name nobody who is looked for. Only where one does is its
//! file taken apart again, so that each mention has its place, and what readers never see (comments,
//! what `people` says of a person beside the role, pictures that are left out) is not taken for one.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::front_matter;
use crate::text::names::{Mention, Names};
use crate::yaml::{self, Entry, Node, Value};

/// Names in a file, with their places in it.
#[derive(Debug, Default)]
pub struct Mentions {
    /// In the fields.
    pub fields: Vec<Mention>,
    /// In the text below them, comments included.
    pub body: Vec<Mention>,
}

/// Finds `names` in a file of the content: a text with front matter, or one of the settings files.
/// What fields say of the pictures `left_out`, by file name, is passed over.
#[must_use]
pub fn mentions(
    file: &Arc<str>,
    bytes: &[u8],
    names: &Names,
    left_out: &BTreeSet<&str>,
) -> Mentions {
    let Some((text, start)) = front_matter::decode(file, bytes, &mut Vec::new()) else {
        return Mentions::default();
    };
    let Some((fields, body)) = parts(file, text, start) else { return Mentions::default() };
    let mut walk = Walk { text, names, left_out, found: Vec::new() };
    if let (Some(node), _) = yaml::parse(file, text, fields) {
        walk.node(&node);
    }
    Mentions { fields: walk.found, body: placed(names, text, body) }
}

/// Where a file says of somebody that they have withdrawn. Such an entry keeps the name, so that
/// nobody writes it in again, and readers never see it.
#[must_use]
pub fn withdrawals(file: &Arc<str>, bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some((text, start)) = front_matter::decode(file, bytes, &mut Vec::new()) else {
        return found;
    };
    if let Some((fields, _)) = parts(file, text, start)
        && let (Some(node), _) = yaml::parse(file, text, fields)
    {
        add_withdrawals(&node, &mut found);
    }
    found
}

fn add_withdrawals(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Map(entries) if entries.iter().any(|entry| entry.key == "withdrawn") => {
            let first = entries.first().map_or(node.span.start, |entry| entry.key_span.start);
            let last = entries.last().map_or(node.span.end, |entry| entry.value.span.end);
            found.push(first..last);
        }
        Value::Map(entries) => {
            entries.iter().for_each(|entry| add_withdrawals(&entry.value, found));
        }
        Value::List(items) => items.iter().for_each(|item| add_withdrawals(item, found)),
        Value::Scalar(_) | Value::Refused => {}
    }
}

/// The fields of a file and the text below them; none when they cannot be told apart.
fn parts(file: &Arc<str>, text: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    if !file.ends_with(".md") {
        return Some((start..text.len(), text.len()..text.len()));
    }
    // What is wrong with the file has been said when it was read.
    let split = front_matter::split(file, text, start, &mut Vec::new())?;
    Some((split.front, split.body))
}

/// The mentions in a part of a text, by their place in the whole.
fn placed(names: &Names, text: &str, part: Range<usize>) -> Vec<Mention> {
    let mut found = names.find(&text[part.clone()]);
    for mention in &mut found {
        mention.at = part.start + mention.at.start..part.start + mention.at.end;
    }
    found
}

struct Walk<'a> {
    text: &'a str,
    names: &'a Names,
    left_out: &'a BTreeSet<&'a str>,
    found: Vec<Mention>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Scalar(scalar) => self.scalar(&scalar.text, &node.span),
            Value::List(items) => items.iter().for_each(|item| self.node(item)),
            Value::Map(entries) if self.is_left_out(entries) => {}
            Value::Map(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            Value::Refused => {}
        }
    }

    fn entry(&mut self, entry: &Entry) {
        if entry.key != "people" {
            return self.node(&entry.value);
        }
        // Of what is said of a person readers see the name, which is no mention, and the role.
        let Value::List(people) = &entry.value.value else { return };
        for person in people {
            let Value::Map(entries) = &person.value else { continue };
            for entry in entries.iter().filter(|entry| entry.key == "role") {
                self.node(&entry.value);
            }
        }
    }

    fn scalar(&mut self, read: &str, span: &Range<usize>) {
        let mut found = self.names.find(read);
        if found.is_empty() {
            return;
        }
        let in_file = placed(self.names, self.text, span.clone());
        if in_file.is_empty() {
            // Written in another way than it reads.
            found.iter_mut().for_each(|mention| mention.at = span.clone());
            self.found.append(&mut found);
        } else {
            self.found.extend(in_file);
        }
    }

    fn is_left_out(&self, entries: &[Entry]) -> bool {
        entries.iter().any(|entry| match &entry.value.value {
            Value::Scalar(scalar) => {
                entry.key == "file" && self.left_out.contains(scalar.text.trim())
            }
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_have_their_place() {
        let text = "---\n# Kim\ntitle: Kims bageri\nsummary: \"K\\u0069m\"\npeople:\n  - {name: Kim, \
                    role: Kims chef, record: Kim}\nimages:\n  - {file: kim.jpg, people: [Kim]}\n  - \
                    {file: ute.jpg, alt: Kim, people: []}\n---\nDet är Kim.\n";
        let find = |left_out: &[&str]| {
            let left_out = left_out.iter().copied().collect();
            mentions(&Arc::from("x.md"), text.as_bytes(), &Names::new(["Kim"]), &left_out)
        };
        let shown = |found: &[Mention]| {
            found.iter().map(|mention| text[mention.at.clone()].to_owned()).collect::<Vec<_>>()
        };
        let found = find(&[]);
        assert_eq!(shown(&found.fields), ["Kims", "\"K\\u0069m\"", "Kims", "kim", "Kim"]);
        assert_eq!(shown(&found.body), ["Kim"]);
        assert_eq!(shown(&find(&["ute.jpg"]).fields), ["Kims", "\"K\\u0069m\"", "Kims", "kim"]);
    }

    #[test]
    fn a_settings_file_is_fields_alone() {
        let text = "title: Kim\n# Kim\n";
        let found = mentions(
            &Arc::from("site.yaml"),
            text.as_bytes(),
            &Names::new(["Kim"]),
            &BTreeSet::new(),
        );
        assert_eq!((found.fields.len(), found.body.len()), (1, 0));
        let broken = mentions(&Arc::from("x.md"), b"\xff", &Names::new(["Kim"]), &BTreeSet::new());
        assert!(broken.fields.is_empty());
    }
}
