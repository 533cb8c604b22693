//! From the scanner's events to a tree.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::readable::Readable;
use super::words::{Refused, refused};
use super::{DEPTH_MAX, Entry, Node, REMARKS_MAX, Scalar, Style, Value, is_control};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::words;

/// A list or group that is still open.
enum Open {
    List { start: usize, items: Vec<Node> },
    Map { start: usize, entries: Vec<Entry>, key: Option<Key> },
}

/// A key that waits for its value.
struct Key {
    text: String,
    span: Range<usize>,
    /// A refused key is not kept, but its value has to be read past.
    keep: bool,
}

/// What is known while the events come.
struct Building<'a> {
    file: &'a Arc<str>,
    readable: &'a Readable<'a>,
    sink: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Node>,
}

/// Reads the tree; an error is the scanner's.
pub(super) fn tree(
    file: &Arc<str>,
    readable: &Readable<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Result<Node, ScanError> {
    let mut building = Building { file, readable, sink, open: Vec::new(), root: None };
    let mut documents = 0;
    for event in Parser::new_from_str(&readable.text) {
        let (event, span) = event?;
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    let at = building.bytes(span);
                    building.refuse(Refused::Documents, at);
                    break;
                }
            }
            Event::SequenceStart(..) | Event::MappingStart(..)
                if building.open.len() == DEPTH_MAX =>
            {
                let at = building.bytes(span);
                building.refuse(Refused::Depth, at.clone());
                return Ok(Node { span: at, value: Value::Refused });
            }
            event => building.take(event, span),
        }
    }
    let start = readable.origin(0);
    Ok(building.root.unwrap_or(Node { span: start..start, value: Value::Map(Vec::new()) }))
}

impl Building<'_> {
    /// The bytes in the file of a span of the scanner.
    fn bytes(&self, span: Span) -> Range<usize> {
        let start = self.readable.origin(span.start.index());
        start..self.readable.origin(span.end.index()).max(start)
    }

    fn report(&mut self, remark: Diagnostic) {
        if self.sink.len() < REMARKS_MAX {
            self.sink.push(remark);
        }
    }

    fn refuse(&mut self, what: Refused, at: Range<usize>) {
        self.report(refused(self.file, what, at));
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        let at = self.bytes(span);
        match event {
            Event::Alias(_) => {
                self.refuse(Refused::Alias, at.clone());
                self.put(Node { span: at, value: Value::Refused });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(anchor, tag.is_some(), &at);
                let scalar = self.scalar(text.into_owned(), style, &at);
                self.put(Node { span: at, value: Value::Scalar(scalar) });
            }
            Event::SequenceStart(anchor, tag) => {
                self.properties(anchor, tag.is_some(), &at);
                self.open.push(Open::List { start: at.start, items: Vec::new() });
            }
            Event::MappingStart(anchor, tag) => {
                self.properties(anchor, tag.is_some(), &at);
                self.open.push(Open::Map { start: at.start, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let node = self.close(open, &at);
                    self.put(node);
                }
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn properties(&mut self, anchor: usize, tagged: bool, at: &Range<usize>) {
        if anchor > 0 {
            self.refuse(Refused::Anchor, at.clone());
        }
        if tagged {
            self.refuse(Refused::Tag, at.clone());
        }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, at: &Range<usize>) -> Scalar {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        // Only an escape such as "\u202E" can bring one in here: those of the file itself are
        // reported for the file as a whole, and do not reach the scanner.
        if style == Style::Quoted
            && let Some(control) = text.chars().find(|c| is_control(*c))
        {
            let number = u32::from(control);
            self.report(Diagnostic::new(
                Code::ControlCharacter,
                Place::new(self.file, at.clone()),
                words!(
                    "texten innehåller det osynliga styrtecknet `U+{number:04X}`",
                    "the text holds the invisible control character `U+{number:04X}`"
                ),
            ));
        }
        Scalar { text, style }
    }

    /// Puts a finished node where it belongs: as the root, an item, a key or a value.
    fn put(&mut self, mut node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => {
                    if is_nothing(&node) {
                        // The scanner places an absent value at the next thing in the file.
                        node.span = key.span.end..key.span.end;
                    }
                    if key.keep {
                        entries.push(Entry { key: key.text, key_span: key.span, value: node });
                    }
                }
                None => self.put_key(node),
            },
        }
    }

    fn put_key(&mut self, node: Node) {
        let span = node.span.clone();
        let text = match node.value {
            Value::Scalar(scalar) => scalar.text,
            Value::Refused => String::new(),
            Value::List(_) | Value::Map(_) => {
                self.refuse(Refused::ComplexKey, span.clone());
                String::new()
            }
        };
        let mut keep = !text.is_empty();
        if text == "<<" {
            self.refuse(Refused::Merge, span.clone());
            keep = false;
        }
        if let Some(Open::Map { key, .. }) = self.open.last_mut() {
            *key = Some(Key { text, span, keep });
        }
    }

    /// A closed list or group. Those in brackets end at the bracket; the others with what they
    /// hold, because the scanner sees their end only where the next thing begins.
    fn close(&mut self, open: Open, end: &Range<usize>) -> Node {
        let (start, last, value) = match open {
            Open::List { start, items } => {
                (start, items.last().map(|item| item.span.end), Value::List(items))
            }
            Open::Map { start, entries, .. } => {
                let last = entries.last().map(|entry| entry.value.span.end);
                (start, last, Value::Map(self.once(entries)))
            }
        };
        let in_brackets = matches!(self.readable.byte(start), Some(b'[' | b'{'));
        let end = if in_brackets { end.end } else { last.unwrap_or(end.end) };
        Node { span: start..end.max(start), value }
    }

    /// The entries without those whose key was given before.
    fn once(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        // A stable sort: of two equal keys the first stays before the second.
        order.sort_by(|a, b| entries[*a].key.cmp(&entries[*b].key));
        let mut again = Vec::new();
        for pair in order.windows(2) {
            let (first, second) = (&entries[pair[0]], &entries[pair[1]]);
            if first.key == second.key {
                again.push(pair[1]);
                self.report(given_twice(self.file, first, second));
            }
        }
        if again.is_empty() {
            return entries;
        }
        again.sort_unstable();
        let keep = |at: &usize| again.binary_search(at).is_err();
        entries.into_iter().enumerate().filter(|(at, _)| keep(at)).map(|(_, entry)| entry).collect()
    }
}

fn given_twice(file: &Arc<str>, first: &Entry, second: &Entry) -> Diagnostic {
    let key = &second.key;
    Diagnostic::new(
        Code::DuplicateKey,
        Place::new(file, second.key_span.clone()),
        words!("`{key}` står två gånger", "`{key}` is given twice"),
    )
    .related(
        Place::new(file, first.key_span.clone()),
        words!("första gången här", "first given here"),
    )
    .help(words!("ta bort en av raderna", "remove one of the lines"))
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.text.is_empty() && scalar.style == Style::Plain)
}
