//! Paragraphs, headings, lists, quotes, code, and HTML that is shown as text.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, HeadingLevel, Tag, TagEnd};

use crate::model::Inserted;

use super::escape;
use super::events::Writer;
use super::run::Run;

/// The innermost open block whose text is treated in its own way.
pub(super) enum Block {
    /// None: between blocks, or the text of a tight list item.
    None,
    /// A paragraph.
    Paragraph(Start),
    /// A heading.
    Heading(OpenHeading),
    /// Code.
    Code,
    /// HTML: where it stands, and what it is.
    Html(Range<usize>, Run),
    /// A cell of a table.
    Cell,
}

/// Where a block began.
#[derive(Clone, Copy)]
pub(super) struct Start {
    html: usize,
    inserts: usize,
}

/// A heading whose anchor is known at its end.
pub(super) struct OpenHeading {
    html: usize,
    /// Its plain text.
    pub(super) text: String,
}

/// Opens a block.
pub(super) fn start(writer: &mut Writer<'_>, tag: &Tag<'_>, span: Range<usize>) {
    writer.new_block();
    match tag {
        Tag::Paragraph => {
            let start = Start { html: writer.html.len(), inserts: writer.inserts.len() };
            writer.block = Block::Paragraph(start);
            writer.html.push_str("<p>");
        }
        Tag::Heading { level, .. } => {
            writer.block =
                Block::Heading(OpenHeading { html: writer.html.len(), text: String::new() });
            let _ = write!(writer.html, "<h{}>", shown(*level));
        }
        Tag::BlockQuote(_) => writer.html.push_str("<blockquote>\n"),
        Tag::List(number) => start_list(writer, *number, span),
        Tag::Item => writer.html.push_str("<li>"),
        Tag::CodeBlock(kind) => {
            writer.block = Block::Code;
            writer.html.push_str("<pre><code");
            if let Some(language) = language(kind) {
                let _ = write!(writer.html, " class=\"language-{language}\"");
            }
            writer.html.push('>');
        }
        Tag::HtmlBlock => writer.block = Block::Html(span, Run::default()),
        // Inline tags do not come here, and other blocks only by options that are off.
        _ => {}
    }
}

/// Closes a block.
pub(super) fn end(writer: &mut Writer<'_>, tag: TagEnd, span: Range<usize>) {
    writer.flush();
    match std::mem::replace(&mut writer.block, Block::None) {
        Block::Paragraph(start) => end_paragraph(writer, start),
        Block::Heading(heading) => {
            if let TagEnd::Heading(level) = tag {
                end_heading(writer, &heading, level, span);
            }
        }
        Block::Code => writer.html.push_str("</code></pre>\n"),
        Block::Html(span, html) => end_html(writer, &span, &html),
        Block::None | Block::Cell => match tag {
            TagEnd::BlockQuote(_) => writer.html.push_str("</blockquote>\n"),
            TagEnd::List(true) => writer.html.push_str("</ol>\n"),
            TagEnd::List(false) => writer.html.push_str("</ul>\n"),
            TagEnd::Item => writer.html.push_str("</li>\n"),
            _ => {}
        },
    }
    writer.edge();
}

/// A paragraph that is nothing but one picture becomes that picture; one of nothing vanishes.
fn end_paragraph(writer: &mut Writer<'_>, start: Start) {
    let text = writer.html[start.html..].strip_prefix("<p>").unwrap_or_default();
    if !text.trim().is_empty() || writer.inserts.len() > start.inserts + 1 {
        writer.html.push_str("</p>\n");
        if writer.notes.is_closed() {
            writer.plain.push(' ');
        }
        return;
    }
    writer.html.truncate(start.html);
    if let Some(insert) = writer.inserts.get_mut(start.inserts) {
        insert.at = start.html;
        if let Inserted::Picture(picture) = &mut insert.what {
            picture.alone = true;
        }
    }
}

fn end_heading(
    writer: &mut Writer<'_>,
    heading: &OpenHeading,
    level: HeadingLevel,
    span: Range<usize>,
) {
    let source = writer.page.source.get(span.clone()).unwrap_or_default();
    let span = span.start..span.start + source.trim_end().len();
    let source = source.trim_end();
    if level == HeadingLevel::H2 && !source.trim_start().starts_with('#') {
        let line = source.rfind('\n').map_or(0, |at| at + 1);
        let line = line + source[line..].find('-').unwrap_or_default();
        let text = heading.text.trim().replace('\n', " ");
        writer.remarks.underline_heading(span.start + line..span.end, &text);
    }
    let id = writer.headings.add(level as u8, &heading.text, span, &mut writer.remarks);
    writer.insert_text(heading.html + "<h2".len(), &format!(" id=\"{id}\""));
    let _ = writeln!(writer.html, "</h{}>", shown(level));
}

/// The page's title is its only heading of the first level.
fn shown(level: HeadingLevel) -> u8 {
    (level as u8).max(2)
}

fn start_list(writer: &mut Writer<'_>, number: Option<u64>, span: Range<usize>) {
    match number {
        None => writer.html.push_str("<ul>\n"),
        Some(1) => writer.html.push_str("<ol>\n"),
        Some(number) => {
            let _ = writeln!(writer.html, "<ol start=\"{number}\">");
            let source = writer.page.source.get(span.clone()).unwrap_or_default();
            let indent = source.len() - source.trim_start().len();
            let line = source.trim_start().lines().next().unwrap_or_default();
            let year = format!("{number}.");
            if let Some(rest) = line.strip_prefix(&year).filter(|_| year.len() == 5) {
                let start = span.start + indent;
                writer.remarks.year_list(start..start + year.len(), number, rest);
            }
        }
    }
}

/// The language of a fenced block, if its name can be nothing else.
fn language<'a>(kind: &'a CodeBlockKind<'_>) -> Option<&'a str> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let name = info.split_whitespace().next()?;
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (name.len() <= 40 && name.bytes().all(good)).then_some(name)
}

/// HTML without its comments is a paragraph of text.
fn end_html(writer: &mut Writer<'_>, span: &Range<usize>, html: &Run) {
    let mut rest = Run::default();
    let mut from = 0;
    while let Some(start) = html.text[from..].find("<!--").map(|at| from + at) {
        let end = comment_end(&html.text, start);
        writer.remarks.comment(html.source(start..end));
        rest.push(&html.text[from..start], html.source(from..start));
        from = end;
    }
    rest.push(&html.text[from..], html.source(from..html.text.len()));
    let shown = rest.text.trim();
    if shown.is_empty() {
        return;
    }
    if shown.contains('<') {
        let source = writer.page.source.get(span.clone()).unwrap_or_default();
        let start = span.start + source.len() - source.trim_start().len();
        let end = span.start + source.trim_end().len();
        writer.remarks.raw_html(start..end.max(start), shown);
    }
    writer.html.push_str("<p>");
    escape::push(&mut writer.html, shown);
    writer.count.add(shown);
    writer.html.push_str("</p>\n");
}

/// Where the comment that begins at `start` ends; without an end it takes the rest.
fn comment_end(html: &str, start: usize) -> usize {
    let body = &html[start + 4..];
    // `<!-->` and `<!--->` are whole comments.
    if body.starts_with('>') {
        return start + 5;
    }
    if body.starts_with("->") {
        return start + 6;
    }
    body.find("-->").map_or(html.len(), |end| start + 4 + end + 3)
}
