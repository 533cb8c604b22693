//! The writer: one event after the other becomes HTML.
//!
//! What an event does to the page stands in `blocks`, `inline`, `tables` and `footnotes`; here is
//! what they share, and the order in which an event is judged.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::model::{Body, Insert, Inserted};

use super::blocks::{self, Block};
use super::excerpt::{Count, excerpt};
use super::footnotes::{self, Notes};
use super::headings::Headings;
use super::inline::{self, OpenLink, OpenPicture};
use super::remarks::Remarks;
use super::run::Run;
use super::tables::{self, Tables};
use super::{Page, escape};

/// How deep a text may be nested: quotes, list items, emphasis and links together. What reads the
/// page after us may recurse, and a line of `>` is enough to exhaust its stack.
pub(super) const DEEPEST: usize = 100;

/// Bytes of plain text that are kept for the excerpt: enough for 300 characters of any alphabet.
const PLAIN: usize = 1_300;

/// The page so far, and what is open in it.
pub(super) struct Writer<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) remarks: Remarks<'a>,
    pub(super) html: String,
    pub(super) inserts: Vec<Insert>,
    pub(super) headings: Headings,
    pub(super) notes: Notes,
    pub(super) tables: Tables,
    /// The innermost block whose text is treated in its own way.
    pub(super) block: Block,
    pub(super) link: Option<OpenLink>,
    /// Links inside the open link, which HTML does not allow.
    pub(super) inner_links: usize,
    pub(super) picture: Option<OpenPicture>,
    pub(super) run: Run,
    /// The run as it is set; kept for its memory.
    pub(super) set: String,
    /// The character before the run in the same block.
    pub(super) before: Option<char>,
    /// Whether the run begins a line of its block.
    pub(super) starts_line: bool,
    /// Whether emphasis and HTML of this block have been remarked on.
    pub(super) told: Told,
    pub(super) count: Count,
    pub(super) plain: String,
    /// All text but that of headings, each block on a line of its own.
    pub(super) text: String,
    /// Comments that stood as text, by their places in the source.
    pub(super) comments: Vec<Range<usize>>,
    /// Where the last `-->` of the source stands.
    pub(super) last_close: Option<usize>,
    depth: usize,
    /// Whether nesting beyond the limit has been remarked on.
    deep_told: bool,
}

/// What has been said about a block already.
#[derive(Clone, Copy, Default)]
pub(super) struct Told {
    pub(super) emphasis: bool,
    pub(super) html: bool,
}

impl<'a> Writer<'a> {
    /// An empty page.
    pub(super) fn new(page: &'a Page<'a>, remarks: Remarks<'a>) -> Self {
        Self {
            page,
            remarks,
            html: String::with_capacity(page.source.len() + page.source.len() / 4),
            inserts: Vec::new(),
            headings: Headings::new(),
            notes: Notes::default(),
            tables: Tables::default(),
            block: Block::None,
            link: None,
            inner_links: 0,
            picture: None,
            run: Run::default(),
            set: String::new(),
            before: None,
            starts_line: true,
            told: Told::default(),
            count: Count::default(),
            plain: String::new(),
            text: String::with_capacity(page.source.len()),
            comments: Vec::new(),
            last_close: page.source.contains("<!--").then(|| page.source.rfind("-->")).flatten(),
            depth: 0,
            deep_told: false,
        }
    }

    /// Writes one event.
    pub(super) fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if self.picture.is_some() && inline::in_picture(self, &event) {
            return;
        }
        match event {
            Event::Text(text) => match &mut self.block {
                Block::Code => escape::push(&mut self.html, &text),
                Block::Html(_, html) => html.push(&text, span),
                _ => self.run.push(&text, span),
            },
            Event::Html(text) => match &mut self.block {
                Block::Html(_, html) => html.push(&text, span),
                _ => inline::html(self, &text, span),
            },
            Event::SoftBreak => self.run.push("\n", span),
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Code(text) => inline::code(self, &text),
            Event::InlineHtml(text) => inline::html(self, &text, span),
            Event::HardBreak => inline::hard_break(self),
            Event::FootnoteReference(label) => footnotes::reference(self, &label, span),
            Event::Rule => {
                self.new_block();
                self.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => self.html.push_str(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.run.push(&text, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let end = tag.to_end();
        if is_level(end) {
            self.depth += 1;
        }
        if self.is_too_deep(end) {
            self.too_deep(end, span);
            return;
        }
        match tag {
            Tag::Emphasis => inline::open(self, "<em>"),
            Tag::Strong => inline::open(self, "<strong>"),
            Tag::Strikethrough => inline::strike(self, span, "<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                inline::link(self, link_type, (&dest_url, &title), span);
            }
            Tag::Image { dest_url, title, .. } => {
                inline::picture(self, &dest_url, &title, span);
            }
            Tag::Table(alignments) => tables::start(self, alignments),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => tables::open(self, end),
            Tag::FootnoteDefinition(label) => footnotes::start(self, &label, span),
            tag => blocks::start(self, &tag, span),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        let hidden = self.is_too_deep(tag);
        if is_level(tag) {
            self.depth -= 1;
        }
        if hidden {
            return;
        }
        match tag {
            TagEnd::Emphasis => inline::open(self, "</em>"),
            TagEnd::Strong => inline::open(self, "</strong>"),
            TagEnd::Strikethrough => inline::strike(self, span, "</del>"),
            TagEnd::Link => inline::end_link(self),
            TagEnd::Image => inline::end_picture(self),
            TagEnd::Table => tables::end(self),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => tables::close(self, tag),
            TagEnd::FootnoteDefinition => footnotes::end(self),
            tag => blocks::end(self, tag, span),
        }
    }

    /// Whether the tag lies beyond the deepest level; the same at its start and its end.
    fn is_too_deep(&self, tag: TagEnd) -> bool {
        let itself = usize::from(matches!(tag, TagEnd::List(_)));
        self.depth + itself > DEEPEST
    }

    fn too_deep(&mut self, tag: TagEnd, span: Range<usize>) {
        if is_block(tag) {
            self.flush();
            self.end_line();
        }
        if !std::mem::replace(&mut self.deep_told, true) {
            let line = self.page.source.get(span.clone()).and_then(|text| text.lines().next());
            let end = span.start + line.map_or(0, str::len);
            self.remarks.too_deep(span.start..end, DEEPEST);
        }
    }

    /// Writes the text that waits.
    pub(super) fn flush(&mut self) {
        inline::flush(self);
    }

    /// Ends the line of HTML, so that the next block begins one.
    pub(super) fn end_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Makes ready for a block.
    pub(super) fn new_block(&mut self) {
        self.flush();
        self.end_line();
        self.edge();
    }

    /// The edge of a block: no word, sentence or remark reaches over it.
    pub(super) fn edge(&mut self) {
        self.before = None;
        self.starts_line = true;
        self.told = Told::default();
        self.count.end();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Keeps what was written as text, where plain text is wanted too.
    pub(super) fn record(&mut self, text: &str) {
        self.count.add(text);
        self.before = text.chars().next_back().or(self.before);
        if let Some(link) = &mut self.link {
            link.record(text);
        }
        if let Block::Heading(heading) = &mut self.block {
            heading.text.push_str(text);
            return;
        }
        self.text.push_str(text);
        let in_paragraph = matches!(self.block, Block::Paragraph(_)) && self.notes.is_closed();
        if in_paragraph && self.plain.len() < PLAIN {
            self.plain.push_str(text);
        }
    }

    /// Leaves a gap to be filled by the page.
    pub(super) fn insert(&mut self, span: Range<usize>, what: Inserted) {
        let span = self.remarks.in_file(span);
        self.inserts.push(Insert { at: self.html.len(), span, what });
    }

    /// Puts `text` into the finished part of the page.
    pub(super) fn insert_text(&mut self, at: usize, text: &str) {
        self.html.insert_str(at, text);
        for insert in self.inserts.iter_mut().rev().take_while(|insert| insert.at >= at) {
            insert.at += text.len();
        }
    }

    /// The finished body, the remarks, and the comments that stood as text.
    pub(super) fn finish(mut self) -> (Body, Vec<Diagnostic>, Vec<Range<usize>>) {
        self.flush();
        footnotes::finish(&mut self);
        tables::finish(&mut self);
        let body = Body {
            html: self.html,
            inserts: self.inserts,
            headings: self.headings.list,
            words: self.count.words,
            excerpt: excerpt(&self.plain),
            text: self.text,
        };
        (body, self.remarks.into_list(), self.comments)
    }
}

fn is_level(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
