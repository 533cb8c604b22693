//! Mistakes that are seen on the raw line, before the scanner: what people type in YAML and YAML
//! takes for something else.
//!
//! The walk knows just enough of YAML to tell fields from the inside of block texts, quotes and
//! brackets. It reports what it is sure of, with a line to copy, and mends it in the text that
//! the scanner reads; everything else is left to the scanner.

use std::ops::Range;
use std::sync::Arc;

use super::readable::Edit;
use super::words::{Refused, refused};
use super::{DEPTH_MAX, REMARKS_MAX};
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// What the walk found.
pub(super) struct Found {
    /// What the scanner reads otherwise, by rising place.
    pub edits: Vec<Edit>,
    /// The remarks.
    pub diagnostics: Vec<Diagnostic>,
}

/// Walks through the lines of `yaml`, which begins at byte `base` of its file.
pub(super) fn check(file: &Arc<str>, yaml: &str, base: usize) -> Found {
    let found = Found { edits: Vec::new(), diagnostics: Vec::new() };
    let mut walk =
        Walk { file, base, found, state: State::Fields, open: Open::Nothing, tabs: 0, end: 0 };
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        walk.line(content, start);
        if !content.trim().is_empty() {
            walk.end = start + content.len();
        }
        start += line.len();
    }
    walk.unclosed();
    walk.found.edits.sort_by_key(|edit| edit.range.start);
    walk.found
}

/// `text` within the quotes that need no or the fewest escapes.
#[must_use]
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// What the walk is inside of. `column` is that of the field or list item it belongs to.
enum State {
    /// Fields and list items.
    Fields,
    /// The lines of a text after `|` or `>`.
    Block { column: usize },
    /// A quoted text over several lines; `at` is its quotation mark.
    Quoted { column: usize, at: usize, quote: u8 },
    /// Brackets over several lines; `at` is the first.
    Flow { column: usize, at: usize, brackets: Brackets },
}

/// What the last field or item left open for lines that are indented more.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// It has no value yet.
    Value(usize),
    /// It has a text that may go on.
    Text(usize),
}

/// A line of a field or list item whose value begins at byte `at` of it.
struct Item<'a> {
    line: &'a str,
    start: usize,
    at: usize,
    column: usize,
    key: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn value(&self) -> &'a str {
        self.line[self.at..].trim_end()
    }

    /// The line with its value in quotes.
    fn in_quotes(&self, value: &str) -> String {
        format!("{}{}", self.line[..self.at].trim_start(), quoted(value))
    }
}

struct Walk<'a> {
    file: &'a Arc<str>,
    base: usize,
    found: Found,
    state: State,
    open: Open,
    /// Lines indented with something else than spaces.
    tabs: usize,
    /// The end of the last line that is not blank.
    end: usize,
}

impl Walk<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, self.base + range.start..self.base + range.end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.found.diagnostics.len() < REMARKS_MAX {
            self.found.diagnostics.push(diagnostic);
        }
    }

    fn edit(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.found.edits.push(Edit { range, text: text.into() });
    }

    fn line(&mut self, line: &str, start: usize) {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        match &mut self.state {
            State::Fields => {}
            State::Block { column } => {
                let tab = line[spaces..].starts_with('\t') && spaces <= *column;
                if blank || (spaces > *column && !tab) {
                    return;
                }
                if !tab {
                    self.state = State::Fields;
                }
            }
            State::Quoted { column, quote, .. } => {
                if blank {
                    return;
                }
                if spaces > *column {
                    if closing(line, *quote).is_some() {
                        self.state = State::Fields;
                        self.open = Open::Nothing;
                    }
                    return;
                }
                self.unclosed();
            }
            State::Flow { column, brackets, .. } => {
                if blank || spaces > *column || line[spaces..].starts_with([']', '}']) {
                    if brackets.read(line).is_some() {
                        self.state = State::Fields;
                        self.open = Open::Nothing;
                    }
                    return;
                }
                self.unclosed();
            }
        }
        if !blank {
            self.content(line, start, spaces);
        }
    }

    /// A line that is not blank, with fields, items or the beginning of something longer.
    fn content(&mut self, line: &str, start: usize, spaces: usize) {
        let white = line.len() - line.trim_start().len();
        if white > spaces {
            self.tab(line, start, spaces..white);
        }
        if matches!(self.state, State::Block { .. }) || line[white..].starts_with('#') {
            return;
        }
        if white == 0 && (line.starts_with("---") || line.starts_with("...")) {
            return;
        }
        if white == 0 && line.starts_with('%') {
            self.report(refused(
                self.file,
                Refused::Directive,
                self.base + start..self.base + start + line.len(),
            ));
            self.edit(start..start + 1, "#");
            return;
        }
        match self.open {
            Open::Text(column) if white > column => {}
            _ => self.item(line, start, white),
        }
    }

    fn tab(&mut self, line: &str, start: usize, white: Range<usize>) {
        let spaces: String =
            line[white.clone()].chars().map(|c| if c == '\t' { "  " } else { " " }).collect();
        self.edit(start + white.start..start + white.end, spaces);
        self.tabs += 1;
        // Whoever uses tabs uses them in every line: one remark is enough.
        if self.tabs > 1 {
            return;
        }
        let message = if line[white.clone()].contains('\t') {
            words!("raden är indragen med tabb", "the line is indented with a tab")
        } else {
            words!(
                "raden är indragen med osynliga tecken som inte är vanliga mellanslag",
                "the line is indented with invisible characters that are not ordinary spaces"
            )
        };
        let place = self.place(start + white.start..start + white.end);
        self.report(
            Diagnostic::new(Code::Tab, place, message)
                .help(words!(
                    "använd mellanslag i början av raden, här och på raderna efter",
                    "use spaces at the beginning of the line, here and in the lines after"
                ))
                .copy(format!(
                    "{}{}",
                    " ".repeat(white.start.max(2)),
                    line[white.end..].trim_end()
                )),
        );
    }

    /// Takes off the dashes of list items, then looks for a key.
    fn item(&mut self, line: &str, start: usize, white: usize) {
        let mut at = white;
        let mut column = white;
        let mut dash = false;
        while line[at..].starts_with("- ") || &line[at..] == "-" {
            dash = true;
            column = at;
            at = line.len() - line[at + 1..].trim_start_matches(' ').len();
        }
        let rest = line[at..].trim_end();
        if let Some((end, after)) = key(rest) {
            let name = &rest[..end];
            if dash && name.contains(' ') {
                self.colon(&Item { line, start, at, column, key: None }, rest, end);
                return;
            }
            let value = at
                + after
                + (rest[after..].len() - rest[after..].trim_start_matches([' ', '\t']).len());
            self.value(&Item { line, start, at: value, column: at, key: Some(name) });
        } else if dash || matches!(self.open, Open::Value(parent) if white > parent) {
            self.value(&Item { line, start, at, column, key: None });
        } else {
            self.no_key(line, start, white);
        }
    }

    /// A line that should be a field but has no colon with a space behind it.
    fn no_key(&mut self, line: &str, start: usize, white: usize) {
        let text = line[white..].trim_end();
        let name =
            text.len() - text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        let behind = text[name..].strip_prefix(':').unwrap_or_default();
        if name > 0 && !behind.is_empty() && !behind.starts_with('/') {
            let colon = white + name;
            let value = behind.trim_start();
            let place = self.place(start + colon..start + colon + 1);
            self.report(
                Diagnostic::new(
                    Code::YamlSyntax,
                    place,
                    words!(
                        "det saknas ett mellanslag efter kolon",
                        "a space is missing after the colon"
                    ),
                )
                .help(words!(
                    "skriv ett vanligt mellanslag efter kolon",
                    "write an ordinary space after the colon"
                ))
                .copy(format!("{}: {value}", &text[..name])),
            );
            let value_at = line.trim_end().len() - value.len();
            self.edit(start + colon + 1..start + value_at, " ");
            self.open = Open::Text(white);
            return;
        }
        if text.starts_with([
            '[', '{', ']', '}', '"', '\'', '?', '*', '&', '!', '|', '>', '@', '`', ':', ',',
        ]) {
            self.open = Open::Nothing;
            return;
        }
        let place = self.place(start + white..start + white + text.len());
        self.report(Diagnostic::new(Code::YamlSyntax, place, words!("raden är inget fält: den har inget kolon", "the line is not a field: it has no colon"))
            .help(words!("skriv fältets namn, kolon, mellanslag och värdet, eller sätt ihop raden med den ovanför", "write the field's name, a colon, a space and the value, or join the line to the one above")));
        self.edit(start + white..start + white + text.len(), "");
        self.open = Open::Nothing;
    }

    fn value(&mut self, item: &Item<'_>) {
        let text = item.value();
        self.open = Open::Nothing;
        match text.bytes().next() {
            None => self.open = Open::Value(item.column),
            Some(quote @ (b'"' | b'\'')) => self.quote(item, quote),
            Some(b'[' | b'{') => self.brackets(item),
            Some(b'|' | b'>') if is_block_header(text) => {
                self.state = State::Block { column: item.column };
            }
            Some(b'!') => self.exclamation(item),
            Some(b'&' | b'*') => self.anchor(item),
            Some(b'-' | b'?') if text.len() == 1 || text[1..].starts_with(' ') => {
                self.special(item);
            }
            Some(b'@' | b'`' | b'%' | b'|' | b'>' | b']' | b'}' | b',') => self.special(item),
            _ if is_in_curly_quotes(text) => self.curly(item),
            _ => self.plain(item),
        }
    }

    fn quote(&mut self, item: &Item<'_>, quote: u8) {
        let text = item.value();
        let Some(end) = closing(&text[1..], quote).map(|end| end + 2) else {
            if text.ends_with(CURLY) {
                self.curly(item);
            } else {
                let at = item.start + item.at;
                self.state = State::Quoted { column: item.column, at, quote };
            }
            return;
        };
        let behind = text[end..].trim_start();
        if behind.is_empty() || behind.starts_with('#') {
            return;
        }
        let from = item.start + item.at + text.len() - behind.len();
        let place = self.place(from..from + behind.len());
        let message = words!(
            "det står text efter det avslutande citattecknet",
            "there is text after the closing quotation mark"
        );
        self.mend(item, text, (Code::YamlSyntax, place, message));
    }

    fn brackets(&mut self, item: &Item<'_>) {
        let text = item.value();
        let mut brackets = Brackets::default();
        match brackets.read(text) {
            None => {
                let at = item.start + item.at;
                self.state = State::Flow { column: item.column, at, brackets };
            }
            Some(end) => {
                let behind = text[end..].trim_start();
                if behind.is_empty() || behind.starts_with('#') {
                    self.colons_in_brackets(item);
                } else {
                    self.special(item);
                }
            }
        }
    }

    /// Reports texts with a colon among the fields of a group on one line.
    fn colons_in_brackets(&mut self, item: &Item<'_>) {
        let line = item.value();
        for range in plain_values(line) {
            let text = &line[range.clone()];
            let Some(colon) = inner_colon(text) else { continue };
            let at = item.start + item.at + range.start;
            let place = self.place(at + colon..at + colon + 1);
            let message = words!(
                "texten innehåller ett kolon men saknar citattecken",
                "the text holds a colon but has no quotes"
            );
            let before = &item.line[..item.at + range.start];
            let copy = format!("{}{}{}", before.trim_start(), quoted(text), &line[range.end..]);
            self.report(
                Diagnostic::new(Code::UnquotedColon, place, message)
                    .help(words!(
                        "sätt hela texten inom citattecken, eller ett komma före nästa fält",
                        "put the whole text in quotes, or a comma before the next field"
                    ))
                    .copy(copy),
            );
            self.edit(at..at + text.len(), quoted(text));
        }
    }

    fn exclamation(&mut self, item: &Item<'_>) {
        let text = item.value();
        let word = text.split_whitespace().next().unwrap_or(text);
        let at = item.start + item.at;
        if text.starts_with("!!") || text.starts_with("!<") {
            self.report(refused(
                self.file,
                Refused::Tag,
                self.base + at..self.base + at + word.len(),
            ));
            self.edit(at..at + text.len(), quoted(text[word.len()..].trim_start()));
            return;
        }
        let place = self.place(at..at + word.len());
        let message = words!(
            "YAML tar bort `{word}`, för att det börjar med ett utropstecken",
            "YAML drops `{word}`, because it begins with an exclamation mark"
        );
        self.mend(item, text, (Code::CutByTag, place, message));
    }

    fn anchor(&mut self, item: &Item<'_>) {
        let text = item.value();
        let at = item.start + item.at;
        let one_word = !text.contains(' ');
        if item.key == Some("<<") {
            // The key itself is refused; what it names need not be read.
            self.edit(at..at + text.len(), "''");
        } else if text.starts_with('&') {
            self.report(
                refused(self.file, Refused::Anchor, self.base + at..self.base + at + text.len())
                    .copy(item.in_quotes(text)),
            );
            // An anchor alone stands before a group or list in the lines below.
            self.edit(at..at + text.len(), if one_word { String::new() } else { quoted(text) });
            self.open = if one_word { Open::Value(item.column) } else { Open::Nothing };
        } else {
            self.report(
                refused(self.file, Refused::Alias, self.base + at..self.base + at + text.len())
                    .copy(item.in_quotes(text)),
            );
            self.edit(at..at + text.len(), quoted(text));
        }
    }

    /// A text whose first character means something else to YAML.
    fn special(&mut self, item: &Item<'_>) {
        let text = item.value();
        let first = text.chars().next().unwrap_or(' ');
        let at = item.start + item.at;
        let place = self.place(at..at + text.len());
        let message = words!(
            "en text som börjar med `{first}` kräver citattecken",
            "a text that begins with `{first}` needs quotes"
        );
        self.mend(item, text, (Code::YamlSyntax, place, message));
    }

    fn curly(&mut self, item: &Item<'_>) {
        let text = item.value();
        let inner = text.trim_start_matches(OPENING).trim_end_matches(CURLY).trim_end_matches('"');
        let at = item.start + item.at;
        let place = self.place(at..at + text.len());
        let message =
            words!("värdet står inom typografiska citattecken", "the value stands in curly quotes");
        let copy = item.in_quotes(inner);
        self.report(
            Diagnostic::new(Code::SmartQuotes, place, message)
                .help(words!("använd raka citattecken (\")", "use straight quotes (\")"))
                .copy(copy),
        );
        self.edit(at..at + text.len(), quoted(inner));
    }

    fn plain(&mut self, item: &Item<'_>) {
        let mut text = item.value();
        let at = item.start + item.at;
        if let Some(hash) = comment(item.line, item.at) {
            let behind = &text[hash - item.at..];
            let before = &item.line[..hash];
            let deliberate = before.ends_with("  ")
                || before.ends_with('\t')
                || behind[1..].chars().next().is_none_or(char::is_whitespace);
            if !deliberate {
                let place = self.place(item.start + hash..at + text.len());
                let message = words!(
                    "`{behind}` försvinner, för att YAML läser det som en kommentar",
                    "`{behind}` is lost, because YAML reads it as a comment"
                );
                self.mend(item, text, (Code::CutByHash, place, message));
                return;
            }
            text = item.line[item.at..hash].trim_end();
        }
        if text.is_empty() {
            self.open = Open::Value(item.column);
        } else if let Some(colon) = inner_colon(text) {
            self.colon(item, text, colon);
        } else {
            self.open = Open::Text(item.column);
        }
    }

    fn colon(&mut self, item: &Item<'_>, text: &str, colon: usize) {
        let at = item.start + item.at + colon;
        let place = self.place(at..at + 1);
        let message = words!(
            "texten innehåller ett kolon men saknar citattecken",
            "the text holds a colon but has no quotes"
        );
        self.mend(item, text, (Code::UnquotedColon, place, message));
        self.open = Open::Nothing;
    }

    /// Reports a value that needs quotes, and reads it as if it had them.
    fn mend(&mut self, item: &Item<'_>, text: &str, (code, place, message): (Code, Place, Words)) {
        let copy = item.in_quotes(text);
        self.report(
            Diagnostic::new(code, place, message)
                .help(words!("sätt hela texten inom citattecken", "put the whole text in quotes"))
                .copy(copy),
        );
        let at = item.start + item.at;
        self.edit(at..at + text.len(), quoted(text));
    }

    /// Reports a quotation mark or bracket that the next field, or the end, found still open.
    fn unclosed(&mut self) {
        let end = self.end;
        match std::mem::replace(&mut self.state, State::Fields) {
            State::Fields | State::Block { .. } => {}
            State::Quoted { at, quote, .. } => {
                let place = self.place(at..at + 1);
                self.report(
                    Diagnostic::new(
                        Code::YamlSyntax,
                        place,
                        words!("citattecknet stängs aldrig", "the quotation mark is never closed"),
                    )
                    .help(words!(
                        "sätt ett rakt citattecken också i slutet av texten",
                        "put a straight quotation mark at the end of the text too"
                    )),
                );
                self.edit(end..end, char::from(quote));
            }
            State::Flow { at, brackets, .. } => {
                let place = self.place(at..at + 1);
                let missing = brackets.missing();
                let shown = shortened(&missing);
                self.report(
                    Diagnostic::new(
                        Code::YamlSyntax,
                        place,
                        words!(
                            "klammern stängs aldrig: `{shown}` saknas",
                            "the bracket is never closed: `{shown}` is missing"
                        ),
                    )
                    .help(words!(
                        "sätt `{shown}` i slutet av listan eller gruppen",
                        "put `{shown}` at the end of the list or group"
                    )),
                );
                self.edit(end..end, missing);
            }
        }
        self.open = Open::Nothing;
    }
}

/// The first of many brackets: more than this nobody nests on purpose.
fn shortened(brackets: &str) -> String {
    match brackets.char_indices().nth(DEPTH_MAX) {
        Some((end, _)) => format!("{}…", &brackets[..end]),
        None => brackets.to_owned(),
    }
}

/// Brackets that are open, and the quotes within them.
#[derive(Default)]
struct Brackets {
    open: Vec<u8>,
    quote: Option<u8>,
    /// Whether the next byte is escaped.
    escaped: bool,
    /// Whether a value has begun: a quotation mark inside it is part of it.
    inside: bool,
    last: u8,
}

impl Brackets {
    /// Reads on; gives the place behind the last bracket once all are closed.
    fn read(&mut self, text: &str) -> Option<usize> {
        self.last = b' ';
        for (at, byte) in text.bytes().enumerate() {
            if self.quote.is_none() && byte == b'#' && self.last == b' ' && at > 0 {
                return None;
            }
            self.byte(byte);
            if self.open.is_empty() && matches!(byte, b']' | b'}') {
                return Some(at + 1);
            }
        }
        None
    }

    fn byte(&mut self, byte: u8) {
        match (self.quote, byte) {
            (Some(_), _) if self.escaped => self.escaped = false,
            (Some(b'"'), b'\\') => self.escaped = true,
            // Two single quotes are one within single quotes: closing and opening again.
            (Some(quote), byte) if quote == byte => self.quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if !self.inside || self.last == byte => self.quote = Some(byte),
            (None, b'[' | b'{') => self.open.push(byte),
            (None, b']' | b'}') => _ = self.open.pop(),
            (None, _) => {}
        }
        self.inside = !matches!(byte, b'[' | b'{' | b',' | b':') && (self.inside || byte != b' ');
        self.last = byte;
    }

    /// What would close everything that is open.
    fn missing(&self) -> String {
        let quote = self.quote.map(char::from);
        let close = |bracket: &u8| if *bracket == b'[' { ']' } else { '}' };
        quote.into_iter().chain(self.open.iter().rev().map(close)).collect()
    }
}

/// The values without quotes or brackets of the groups in a line that begins with a bracket.
fn plain_values(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut brackets = Brackets::default();
    // Where the value began that is being read.
    let mut value: Option<usize> = None;
    for (at, byte) in text.bytes().enumerate() {
        let in_quotes = brackets.quote.is_some();
        if !in_quotes && matches!(byte, b',' | b'}' | b']') {
            values.extend(value.take().map(|start| start..at));
        }
        if !in_quotes && value.is_none() && brackets.open.last() == Some(&b'{') {
            let after_colon = at > 1 && &text.as_bytes()[at - 2..at] == b": ";
            if after_colon && !matches!(byte, b'"' | b'\'' | b'[' | b'{' | b' ' | b'#') {
                value = Some(at);
            }
        }
        // A quotation mark within such a value is part of it.
        if value.is_none() {
            brackets.byte(byte);
        }
    }
    values.retain_mut(|range| {
        range.end = range.start + text[range.clone()].trim_end().len();
        range.start < range.end
    });
    values
}

const CURLY: [char; 9] = ['“', '”', '„', '«', '»', '‘', '’', '‚', '‟'];
const OPENING: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '‚', '‟'];

/// Whether curly quotes stand around a value, and none in it.
fn is_in_curly_quotes(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(CURLY) else { return false };
    let Some(inner) = inner.strip_suffix(CURLY).or_else(|| inner.strip_suffix('"')) else {
        return false;
    };
    !inner.is_empty() && !inner.contains(['“', '”', '„', '«', '»', '‟', '"'])
}

/// Where the closing quotation mark stands in `text`, which begins behind the opening one.
fn closing(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote => {
                if quote == b'"' || bytes.get(at + 1) != Some(&quote) {
                    return Some(at);
                }
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The end of the key that `rest` begins with, and the place behind its colon.
fn key(rest: &str) -> Option<(usize, usize)> {
    let first = rest.bytes().next()?;
    if matches!(first, b'"' | b'\'') {
        let end = closing(&rest[1..], first)? + 2;
        let colon = end + (rest[end..].len() - rest[end..].trim_start_matches(' ').len());
        let behind = rest[colon..].strip_prefix(':')?;
        return (behind.is_empty() || behind.starts_with([' ', '\t'])).then_some((end, colon + 1));
    }
    if matches!(first, b'[' | b'{' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`')
        || rest.starts_with("? ")
    {
        return None;
    }
    let colon = inner_colon(rest)?;
    let before_comment = rest[..colon].find(" #").is_none();
    before_comment.then_some((colon, colon + 1))
}

/// A colon with white space or nothing behind it.
fn inner_colon(text: &str) -> Option<usize> {
    text.match_indices(':')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].is_empty() || text[at + 1..].starts_with([' ', '\t']))
}

/// The `#` of a comment on `line`, from byte `from` on: white space stands before it.
fn comment(line: &str, from: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    (from.max(1)..bytes.len())
        .find(|at| bytes[*at] == b'#' && matches!(bytes[at - 1], b' ' | b'\t'))
}

/// Whether a value that begins with `|` or `>` is the header of a block text.
fn is_block_header(text: &str) -> bool {
    let header = text.split_once(" #").map_or(text, |(header, _)| header).trim_end();
    header[1..].bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')) && header.len() <= 3
}
