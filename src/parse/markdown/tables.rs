//! Tables: in a frame that can be scrolled by keyboard, aligned by class, not by style.

use pulldown_cmark::{Alignment, TagEnd};

use super::blocks::Block;
use super::events::Writer;

/// The tables of a text.
#[derive(Default)]
pub(super) struct Tables {
    count: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Where the open cell began.
    cell: usize,
}

const FRAME: &str = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"";

/// Opens a table.
pub(super) fn start(writer: &mut Writer<'_>, alignments: Vec<Alignment>) {
    writer.new_block();
    writer.tables.alignments = alignments;
    writer.tables.has_body = false;
    writer.tables.count += 1;
    writer.html.push_str(FRAME);
    writer.html.push_str(writer.page.language.table());
    if writer.tables.count > 1 {
        let number = format!(" {}", writer.tables.count);
        writer.html.push_str(&number);
    }
    writer.html.push_str("\">\n<table>\n");
}

/// Opens a part of a table.
pub(super) fn open(writer: &mut Writer<'_>, part: TagEnd) {
    match part {
        TagEnd::TableHead => {
            writer.html.push_str("<thead>\n<tr>");
            writer.tables.in_head = true;
            writer.tables.column = 0;
        }
        TagEnd::TableRow => {
            if !std::mem::replace(&mut writer.tables.has_body, true) {
                writer.html.push_str("<tbody>\n");
            }
            writer.html.push_str("<tr>");
            writer.tables.column = 0;
        }
        _ => {
            writer.tables.cell = writer.html.len();
            let tag = if writer.tables.in_head { "<th scope=\"col\"" } else { "<td" };
            writer.html.push_str(tag);
            writer.html.push_str(class(writer));
            writer.html.push('>');
            writer.block = Block::Cell;
            writer.edge();
        }
    }
}

/// Closes a part of a table.
pub(super) fn close(writer: &mut Writer<'_>, part: TagEnd) {
    match part {
        TagEnd::TableHead => {
            writer.html.push_str("</tr>\n</thead>\n");
            writer.tables.in_head = false;
        }
        TagEnd::TableRow => writer.html.push_str("</tr>\n"),
        _ => {
            writer.flush();
            writer.block = Block::None;
            close_cell(writer);
            writer.tables.column += 1;
        }
    }
}

/// A heading without text names nothing: it is an ordinary cell.
fn close_cell(writer: &mut Writer<'_>) {
    let start = writer.tables.cell;
    let cell = &writer.html[start..];
    let open = cell.find('>').map_or(cell.len(), |at| at + 1);
    let picture = writer.inserts.last().is_some_and(|insert| insert.at >= start);
    if !writer.tables.in_head {
        writer.html.push_str("</td>");
    } else if cell[open..].trim().is_empty() && !picture {
        writer.html.truncate(start);
        writer.html.push_str("<td></td>");
    } else {
        writer.html.push_str("</th>");
    }
}

/// Closes a table.
pub(super) fn end(writer: &mut Writer<'_>) {
    if writer.tables.has_body {
        writer.html.push_str("</tbody>\n");
    }
    writer.html.push_str("</table>\n</div>\n");
    writer.edge();
}

/// Of several tables the first is numbered too.
pub(super) fn finish(writer: &mut Writer<'_>) {
    if writer.tables.count < 2 {
        return;
    }
    // No text of an author holds this: its quotes and brackets are escaped.
    let first = format!("{FRAME}{}\">", writer.page.language.table());
    if let Some(at) = writer.html.find(&first) {
        writer.insert_text(at + first.len() - "\">".len(), " 1");
    }
}

fn class(writer: &Writer<'_>) -> &'static str {
    match writer.tables.alignments.get(writer.tables.column) {
        Some(Alignment::Right) => " class=\"right\"",
        Some(Alignment::Center) => " class=\"center\"",
        _ => "",
    }
}
