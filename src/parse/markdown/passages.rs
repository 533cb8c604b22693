//! The blocks of a text with their places, for rules about what is said in them.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What kind of block.
    pub kind: PassageKind,
    /// Its text, without markup.
    pub text: String,
    /// The first line of it, in the file.
    pub span: Range<usize>,
}

/// Kinds of [`Passage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A whole block quote.
    Quote,
    /// A paragraph, an item of a list, a cell of a table.
    Paragraph,
    /// A heading.
    Heading,
}

/// The blocks of the Markdown in `range` of the file `text`, in order; those without text are left
/// out.
#[must_use]
pub fn passages(text: &str, range: Range<usize>) -> Vec<Passage> {
    let source = text.get(range.clone()).unwrap_or_default();
    let mut reading = Reading::default();
    for (event, span) in Parser::new_ext(source, super::options()).into_offset_iter() {
        let start = range.start + span.start;
        let line = source[span].lines().next().map_or(0, str::len);
        reading.event(&event, start..start + line);
    }
    reading.end();
    reading.done
}

#[derive(Default)]
struct Reading {
    done: Vec<Passage>,
    open: Option<Passage>,
    /// How many block quotes are open: the outermost holds all that is in it.
    quotes: usize,
}

impl Reading {
    fn event(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                self.begin(PassageKind::Quote, span);
                self.quotes += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.end();
            }
            Event::Start(Tag::Heading { .. }) => self.begin(PassageKind::Heading, span),
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.begin(PassageKind::Paragraph, span);
            }
            Event::End(tag) if !is_inline(*tag) => self.end(),
            Event::Text(text) | Event::Code(text) => self.push(text, span),
            Event::SoftBreak | Event::HardBreak => self.push(" ", span),
            _ => {}
        }
    }

    fn begin(&mut self, kind: PassageKind, span: Range<usize>) {
        self.end();
        if self.quotes == 0 {
            self.open = Some(Passage { kind, text: String::new(), span });
        }
    }

    fn end(&mut self) {
        if self.quotes == 0 {
            let whole = self.open.take().filter(|open| !open.text.trim().is_empty());
            self.done.extend(whole);
        } else if let Some(open) = &mut self.open {
            open.text.push(' ');
        }
    }

    /// Text between blocks is that of an item whose list inside has ended.
    fn push(&mut self, text: &str, span: Range<usize>) {
        let kind = PassageKind::Paragraph;
        let new = || Passage { kind, text: String::new(), span };
        self.open.get_or_insert_with(new).text.push_str(text);
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::PassageKind::{Heading, Paragraph, Quote};
    use super::*;

    #[test]
    fn blocks_have_their_text_and_place() {
        let text = "---\n---\n## Så *här*\n\nEtt stycke\nmed `kod`.\n\n> Citat.\n>\n> - Kim\n> > Inuti\n\n\
                    - ett\n  - två\n\n  tre\n\n| a | b |\n| - | - |\n| c | d |\n";
        let found = passages(text, 8..text.len());
        let found: Vec<_> = found
            .iter()
            .map(|Passage { kind, text: read, span }| {
                let words: Vec<&str> = read.split_whitespace().collect();
                (*kind, words.join(" "), text[span.clone()].trim())
            })
            .collect();
        let found: Vec<_> =
            found.iter().map(|(kind, read, line)| (*kind, read.as_str(), *line)).collect();
        assert_eq!(
            found,
            [
                (Heading, "Så här", "## Så *här*"),
                (Paragraph, "Ett stycke med kod.", "Ett stycke"),
                (Quote, "Citat. Kim Inuti", "> Citat."),
                (Paragraph, "ett", "ett"),
                (Paragraph, "två", "- två"),
                (Paragraph, "tre", "tre"),
                (Paragraph, "a", "a"),
                (Paragraph, "b", "b"),
                (Paragraph, "c", "c"),
                (Paragraph, "d", "d"),
            ]
        );
        assert_eq!(passages("x", 5..9), []);
    }
}
