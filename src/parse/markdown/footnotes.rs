//! Footnotes: numbered as they are referred to, listed at the end, with links both ways.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem::replace;
use std::ops::Range;

use crate::model::{Heading, Insert};

use super::events::Writer;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes {
    notes: Vec<Note>,
    by_label: BTreeMap<String, usize>,
    /// The footnotes that something refers to, in the order of their numbers.
    numbered: Vec<usize>,
    /// Definitions that are being read, innermost last.
    open: Vec<Open>,
    /// How many definitions have begun.
    definitions: usize,
}

impl Notes {
    /// Whether no definition is being read.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    fn index(&mut self, label: &str) -> usize {
        // Labels match without regard to case.
        let next = self.notes.len();
        let index = *self.by_label.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push(Note { label: label.to_owned(), ..Note::default() });
        }
        index
    }
}

#[derive(Default)]
struct Note {
    label: String,
    /// Its place in `numbered`, from 1; 0 while nothing refers to it.
    number: usize,
    definition: Option<Definition>,
    references: Vec<Reference>,
}

struct Definition {
    /// Tells it from others of the same label.
    serial: usize,
    part: Part,
    span: Range<usize>,
}

/// What is written of a definition, or of the page that waits meanwhile. A footnote that is not shown
/// leaves nothing behind: no heading to lead to, no word to be found.
#[derive(Default)]
struct Part {
    html: String,
    inserts: Vec<Insert>,
    headings: Vec<Heading>,
    text: String,
    words: usize,
}

impl Part {
    /// Goes on with this part; gives the one that was being written.
    fn exchange(self, writer: &mut Writer<'_>) -> Self {
        Self {
            html: replace(&mut writer.html, self.html),
            inserts: replace(&mut writer.inserts, self.inserts),
            headings: replace(&mut writer.headings.list, self.headings),
            text: replace(&mut writer.text, self.text),
            words: replace(&mut writer.count.words, self.words),
        }
    }
}

struct Reference {
    /// The definition it stands in; none in the text itself.
    within: Option<usize>,
    span: Range<usize>,
}

/// A definition that is being read, and the page that waits meanwhile.
struct Open {
    note: usize,
    serial: usize,
    span: Range<usize>,
    page: Part,
}

/// Writes a reference to a footnote.
pub(super) fn reference(writer: &mut Writer<'_>, label: &str, span: Range<usize>) {
    writer.flush();
    let notes = &mut writer.notes;
    let index = notes.index(label);
    let within = notes.open.last().map(|open| open.serial);
    let note = &mut notes.notes[index];
    if note.number == 0 {
        notes.numbered.push(index);
        note.number = notes.numbered.len();
    }
    note.references.push(Reference { within, span });
    let (number, nth) = (note.number, note.references.len());
    let word = writer.page.language.note();
    let id = reference_id(number, nth);
    if writer.link.is_some() {
        // A link inside a link is not HTML; the way back still needs its place.
        let _ = write!(writer.html, "<sup id=\"{id}\">{number}</sup>");
    } else {
        let _ = write!(
            writer.html,
            "<sup><a href=\"#fotnot-{number}\" id=\"{id}\" role=\"doc-noteref\" \
             aria-label=\"{word} {number}\">{number}</a></sup>"
        );
    }
}

/// Begins a definition: what follows is written beside the page.
pub(super) fn start(writer: &mut Writer<'_>, label: &str, span: Range<usize>) {
    writer.flush();
    writer.edge();
    let note = writer.notes.index(label);
    writer.notes.definitions += 1;
    let open = Open {
        note,
        serial: writer.notes.definitions,
        span: label_span(writer.page.source, span),
        page: Part::default().exchange(writer),
    };
    writer.notes.open.push(open);
}

/// Ends a definition; the first of its label counts.
pub(super) fn end(writer: &mut Writer<'_>) {
    writer.flush();
    writer.edge();
    let Some(open) = writer.notes.open.pop() else { return };
    let part = open.page.exchange(writer);
    let note = &mut writer.notes.notes[open.note];
    if note.definition.is_some() {
        writer.remarks.second_note(open.span, &note.label);
    } else {
        note.definition = Some(Definition { serial: open.serial, part, span: open.span });
    }
}

/// Writes the list of footnotes.
pub(super) fn finish(writer: &mut Writer<'_>) {
    let notes = std::mem::take(&mut writer.notes);
    let shown = reached(&notes);
    for (note, _) in notes.notes.iter().zip(&shown).filter(|(_, shown)| !**shown) {
        if let Some(definition) = &note.definition {
            writer.remarks.unused_note(definition.span.clone(), &note.label);
        }
    }
    if !shown.contains(&true) {
        return;
    }
    writer.end_line();
    let label = writer.page.language.notes();
    let _ = writeln!(
        writer.html,
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>"
    );
    let serials: BTreeSet<usize> = notes
        .notes
        .iter()
        .zip(&shown)
        .filter_map(|(note, shown)| note.definition.as_ref().filter(|_| *shown))
        .map(|definition| definition.serial)
        .collect();
    let mut position = 0;
    for index in notes.numbered.iter().copied().filter(|index| shown[*index]) {
        position += 1;
        let _ = write!(writer.html, "<li id=\"fotnot-{}\"", notes.notes[index].number);
        if notes.notes[index].number != position {
            let _ = write!(writer.html, " value=\"{}\"", notes.notes[index].number);
            position = notes.notes[index].number;
        }
        writer.html.push_str(">\n");
        write_note(writer, &notes.notes[index], &serials);
        writer.html.push_str("</li>\n");
    }
    writer.html.push_str("</ol>\n</section>\n");
}

/// Which footnotes a reader of the text can come to: a footnote that only an unused footnote
/// refers to is unused itself.
fn reached(notes: &Notes) -> Vec<bool> {
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, note) in notes.notes.iter().enumerate() {
        if let Some(definition) = &note.definition {
            owner.insert(definition.serial, index);
        }
    }
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new(); notes.notes.len()];
    let mut waiting = Vec::new();
    for (index, note) in notes.notes.iter().enumerate() {
        for reference in &note.references {
            match reference.within {
                None => waiting.push(index),
                Some(serial) => {
                    if let Some(from) = owner.get(&serial) {
                        leads_to[*from].push(index);
                    }
                }
            }
        }
    }
    let mut reached = vec![false; notes.notes.len()];
    while let Some(index) = waiting.pop() {
        if !replace(&mut reached[index], true) {
            waiting.extend(&leads_to[index]);
        }
    }
    reached
}

/// The text of a footnote, with the ways back. `serials` are the definitions that are shown.
fn write_note(writer: &mut Writer<'_>, note: &Note, serials: &BTreeSet<usize>) {
    let back = ways_back(writer, note, serials);
    let Some(definition) = &note.definition else {
        if let Some(first) = note.references.first() {
            writer.remarks.missing_note(first.span.clone(), &note.label);
        }
        let _ = writeln!(writer.html, "<p>{back}</p>");
        return;
    };
    let Part { html, inserts, headings, text, words } = &definition.part;
    writer.headings.list.extend_from_slice(headings);
    writer.text.push_str(text);
    writer.count.words += words;
    let base = writer.html.len();
    let last = inserts.last().map_or(0, |insert| insert.at);
    let text = html.strip_suffix("</p>\n").filter(|text| last <= text.len());
    writer.html.push_str(text.unwrap_or(html));
    for insert in inserts {
        writer.inserts.push(Insert { at: base + insert.at, ..insert.clone() });
    }
    match text {
        Some(_) => {
            let _ = writeln!(writer.html, " {back}</p>");
        }
        None => {
            writer.end_line();
            let _ = writeln!(writer.html, "<p>{back}</p>");
        }
    }
}

/// A link to each reference that is shown.
fn ways_back(writer: &Writer<'_>, note: &Note, serials: &BTreeSet<usize>) -> String {
    let mut back = String::new();
    let word = writer.page.language.back();
    for (index, reference) in note.references.iter().enumerate() {
        if reference.within.is_some_and(|serial| !serials.contains(&serial)) {
            continue;
        }
        let (id, number) = (reference_id(note.number, index + 1), note.number);
        let nth = if index == 0 { String::new() } else { format!("-{}", index + 1) };
        let space = if back.is_empty() { "" } else { " " };
        let _ = write!(
            back,
            "{space}<a href=\"#{id}\" role=\"doc-backlink\" \
             aria-label=\"{word} {number}{nth}\">↩\u{fe0e}</a>"
        );
    }
    back
}

fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fotnotsref-{number}") } else { format!("fotnotsref-{number}-{nth}") }
}

/// The place of `[^label]:` in a definition.
fn label_span(source: &str, span: Range<usize>) -> Range<usize> {
    let text = source.get(span.clone()).unwrap_or_default();
    let end = text.find("]:").map_or(text.len(), |at| at + 2);
    span.start..span.start + end
}
