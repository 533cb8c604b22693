//! What stands in a line: text, emphasis, code, links, pictures, HTML shown as text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use crate::model::{Inserted, Picture};
use crate::text::fold;

use super::blocks::Block;
use super::events::Writer;
use super::links::{self, Address};
use super::run::{Marks, Run};
use super::typography::{self, Setting};
use super::{autolink, escape, literal};

/// Link texts, folded, that tell a reader nothing out of their sentence.
const VAGUE: [&str; 10] = [
    "click here",
    "har",
    "here",
    "klicka har",
    "lank",
    "las mer",
    "mer",
    "more",
    "read more",
    "lanken",
];

/// How much of the text of a link is kept, in bytes: enough to tell whether it is vague.
const KEPT: usize = 100;

/// A link whose text is being written.
pub(super) struct OpenLink {
    span: Range<usize>,
    setting: Setting,
    text: String,
    /// Length of the page and number of inserts before the tag and after it; none where the
    /// address was refused and no tag stands.
    tag: Option<[(usize, usize); 2]>,
}

impl OpenLink {
    /// Keeps the beginning of its text.
    pub(super) fn record(&mut self, text: &str) {
        if self.text.len() < KEPT {
            self.text.push_str(text);
        }
    }
}

/// A picture whose alternative text is being read.
pub(super) struct OpenPicture {
    span: Range<usize>,
    address: String,
    title: String,
    alt: String,
    /// Tags that are open inside the alternative text.
    depth: usize,
}

/// Writes a tag that has no text of its own.
pub(super) fn open(writer: &mut Writer<'_>, tag: &str) {
    writer.flush();
    writer.html.push_str(tag);
    writer.starts_line = false;
}

/// Two tildes strike out; one is a sign for "about" and stays ("~10 till ~20").
pub(super) fn strike(writer: &mut Writer<'_>, span: Range<usize>, tag: &str) {
    let single = !writer.page.source.get(span).is_some_and(|text| text.starts_with("~~"));
    open(writer, if single { "~" } else { tag });
}

/// Writes code.
pub(super) fn code(writer: &mut Writer<'_>, text: &str) {
    open(writer, "<code>");
    escape::push(&mut writer.html, text);
    writer.html.push_str("</code>");
    writer.record(text);
}

/// Ends a line by will of the author.
pub(super) fn hard_break(writer: &mut Writer<'_>) {
    open(writer, "<br>\n");
    writer.record("\n");
    writer.starts_line = true;
}

/// Shows a tag as text, and leaves a comment out.
pub(super) fn html(writer: &mut Writer<'_>, text: &str, span: Range<usize>) {
    writer.flush();
    if text.starts_with("<!--") {
        writer.remarks.comment(span);
        return;
    }
    if !std::mem::replace(&mut writer.told.html, true) {
        writer.remarks.raw_html(span, text);
    }
    escape::push(&mut writer.html, text);
    writer.record(text);
    writer.starts_line = false;
}

/// Opens a link, if its address is allowed.
pub(super) fn link(
    writer: &mut Writer<'_>,
    kind: LinkType,
    (address, title): (&str, &str),
    span: Range<usize>,
) {
    writer.flush();
    writer.starts_line = false;
    if writer.link.is_some() {
        writer.inner_links += 1;
        return;
    }
    let before = (writer.html.len(), writer.inserts.len());
    let (address, setting) = match kind {
        LinkType::Email => (format!("mailto:{address}"), Setting::Verbatim),
        LinkType::Autolink => (address.to_owned(), Setting::Verbatim),
        _ => (address.to_owned(), Setting::Link),
    };
    let tag = match links::address(writer.page.file, &address) {
        Ok(address) => {
            write_link(writer, address, title, span.clone());
            Some([before, (writer.html.len(), writer.inserts.len())])
        }
        Err(why) => {
            writer.remarks.refused(span.clone(), &address, why);
            None
        }
    };
    writer.link = Some(OpenLink { span, setting, text: String::new(), tag });
}

fn write_link(writer: &mut Writer<'_>, address: Address, title: &str, span: Range<usize>) {
    writer.html.push_str("<a href=\"");
    match address {
        Address::Web(address) => {
            escape::push_address(&mut writer.html, &address);
            writer.html.push_str("\" rel=\"external");
        }
        Address::Contact(address) => escape::push_address(&mut writer.html, &address),
        Address::Inside(target) => writer.insert(span, Inserted::Href(target)),
    }
    if !title.is_empty() {
        writer.html.push_str("\" title=\"");
        escape::push(&mut writer.html, title);
    }
    writer.html.push_str("\">");
}

/// Closes a link. One without text would be a stop for the keyboard with nothing to hear: its
/// tag goes.
pub(super) fn end_link(writer: &mut Writer<'_>) {
    writer.flush();
    if writer.inner_links > 0 {
        writer.inner_links -= 1;
        return;
    }
    let Some(link) = writer.link.take() else { return };
    let Some([before, after]) = link.tag else { return };
    let text = link.text.trim();
    let pictures = writer.inserts.len() > after.1;
    let empty = writer.html[after.0..].trim().is_empty() && !pictures;
    if empty {
        writer.html.truncate(before.0);
        writer.inserts.truncate(before.1);
    } else {
        writer.html.push_str("</a>");
    }
    let folded = fold(text.trim_end_matches(['.', '…', '!', ':', '>', '»', '→', ' ']));
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if empty || VAGUE.contains(&folded.as_str()) {
        writer.remarks.vague_link(link.span, text);
    }
}

/// Opens a picture: what follows is its alternative text.
pub(super) fn picture(writer: &mut Writer<'_>, address: &str, title: &str, span: Range<usize>) {
    writer.flush();
    writer.starts_line = false;
    writer.picture = Some(OpenPicture {
        span,
        address: address.to_owned(),
        title: title.to_owned(),
        alt: String::new(),
        depth: 0,
    });
}

/// Reads an event as part of an alternative text. Tells whether it was one: the end of the
/// picture itself is not.
pub(super) fn in_picture(writer: &mut Writer<'_>, event: &Event<'_>) -> bool {
    let Some(picture) = &mut writer.picture else { return false };
    match event {
        Event::Start(_) => picture.depth += 1,
        Event::End(_) if picture.depth == 0 => return false,
        Event::End(_) => picture.depth -= 1,
        Event::Text(text) | Event::Code(text) => picture.alt.push_str(text),
        Event::InlineHtml(text) if !text.starts_with("<!--") => picture.alt.push_str(text),
        Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
        _ => {}
    }
    true
}

/// Closes a picture: the page fills it in, or, where the address is refused, its text stays.
pub(super) fn end_picture(writer: &mut Writer<'_>) {
    let Some(picture) = writer.picture.take() else { return };
    let alt = clean(&picture.alt);
    match links::picture(writer.page.file, &picture.address) {
        Ok(file) => {
            let title = clean(&picture.title);
            let what = Inserted::Picture(Picture { file, alt, title, alone: false });
            writer.insert(picture.span, what);
            writer.before = None;
        }
        Err(why) => {
            writer.remarks.refused(picture.span, &picture.address, why);
            escape::push(&mut writer.html, &alt);
            writer.record(&alt);
        }
    }
}

/// One line without controls: it becomes an attribute, which others write.
fn clean(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(escape::is_forbidden, "\u{fffd}")
}

/// Writes the text that waits: remarks on it, sets it, links its bare addresses.
pub(super) fn flush(writer: &mut Writer<'_>) {
    if writer.run.is_empty() {
        return;
    }
    let mut run = std::mem::take(&mut writer.run);
    let marks = Marks::of(&run.text);
    let text = &run.text[..inspect(writer, &run, marks)];
    let prose = if marks.typography() { Setting::Prose } else { Setting::Verbatim };
    match &writer.link {
        Some(link) => {
            let setting = link.setting;
            write(writer, text, setting);
        }
        None if marks.address() => write_prose(writer, text, prose),
        None => write(writer, text, prose),
    }
    writer.starts_line = text.ends_with('\n');
    run.clear();
    writer.run = run;
}

/// Running text: bare addresses in it become links.
fn write_prose(writer: &mut Writer<'_>, text: &str, setting: Setting) {
    let mut done = 0;
    for bare in autolink::find(text) {
        let Ok(address) = links::address(writer.page.file, &bare.address) else { continue };
        write(writer, &text[done..bare.range.start], setting);
        write_link(writer, address, "", 0..0);
        write(writer, &text[bare.range.clone()], Setting::Verbatim);
        writer.html.push_str("</a>");
        done = bare.range.end;
    }
    write(writer, &text[done..], setting);
}

fn write(writer: &mut Writer<'_>, text: &str, setting: Setting) {
    if setting == Setting::Verbatim {
        escape::push(&mut writer.html, text);
        writer.record(text);
        return;
    }
    let mut set = std::mem::take(&mut writer.set);
    set.clear();
    typography::set(text, writer.before, (setting, writer.page.language), &mut set);
    escape::push(&mut writer.html, &set);
    writer.record(&set);
    writer.set = set;
}

/// Remarks on what was meant as markup. Returns how much of the text is shown: what is left of
/// a comment never is.
fn inspect(writer: &mut Writer<'_>, run: &Run, marks: Marks) -> usize {
    let source = writer.page.source;
    if marks.hash() && matches!(writer.block, Block::Paragraph(_) | Block::None) {
        literal::headings(run, source, writer.starts_line, &mut writer.remarks);
    }
    if !run.is_verbatim() {
        for (at, c) in run.text.char_indices().filter(|(_, c)| escape::is_forbidden(*c)) {
            if !run.is_plain(at, source) {
                writer.remarks.control_character(run.source(at..at + c.len_utf8()), c);
            }
        }
    }
    if !marks.markup() {
        return run.text.len();
    }
    if !writer.told.emphasis
        && let Some(span) = literal::emphasis(run, source)
    {
        writer.told.emphasis = true;
        writer.remarks.literal_emphasis(span);
    }
    literal::links(run, source, &mut writer.remarks);
    literal::notes(run, source, &mut writer.remarks);
    let cut = literal::comments(run, source, writer.last_close, &mut writer.comments);
    cut.unwrap_or(run.text.len())
}
