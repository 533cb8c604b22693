//! Drawings, written anew from a list of what a drawing may hold.
//!
//! A browser runs scripts, loads files and follows links from an SVG file as it does from a
//! page. So each element and attribute is either on the list, or dropped because it belongs to
//! the drawing program (its own namespaces, metadata, comments), or named in an error, so that
//! nobody wonders why a drawing has changed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{File, MAX_SIDE, Prepared, Problem};
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// The deepest nesting of elements.
const MAX_DEPTH: usize = 100;
/// The most elements that a browser draws, each counted as often as it is referred to.
const MAX_DRAWN: u64 = 200_000;

const ELEMENTS: [&str; 24] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
];

const WITH_TEXT: [&str; 5] = ["desc", "text", "textPath", "title", "tspan"];

const ATTRIBUTES: [&str; 89] = [
    "aria-label",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "cx",
    "cy",
    "d",
    "direction",
    "display",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "id",
    "lengthAdjust",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "mask",
    "maskContentUnits",
    "maskUnits",
    "mix-blend-mode",
    "offset",
    "opacity",
    "orient",
    "overflow",
    "paint-order",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "role",
    "rotate",
    "rx",
    "ry",
    "shape-rendering",
    "spreadMethod",
    "startOffset",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "textLength",
    "transform",
    "vector-effect",
    "viewBox",
    "visibility",
    "width",
    "word-spacing",
    "writing-mode",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// What may stand before `(` in a value, in any case; besides `url` with a place in the same
/// drawing.
const FUNCTIONS: [&str; 10] =
    ["matrix", "translate", "scale", "rotate", "skewx", "skewy", "rgb", "rgba", "hsl", "hsla"];

/// Makes a drawing fit for publishing.
pub(super) fn prepare(file: &Arc<str>, bytes: &[u8]) -> Result<Prepared, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::Unusable("").about(file))?;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut writer = Writer::new();
    let mut reader = Reader::from_str(&text[start..]);
    loop {
        let from = position(&reader) + start;
        let event = reader.read_event();
        let span = from..position(&reader) + start;
        let remark = |refused: Refused| refused.about(Place::new(file, span.clone()));
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => writer.event(&event).map_err(remark)?,
            Err(_) => return Err(remark(Refused::Malformed)),
        }
    }
    let whole = |refused: Refused| refused.about(Place::whole(file));
    let (width, height) = writer.finish().map_err(whole)?;
    let bytes = Arc::new(writer.out.into_bytes());
    let whole = File { bytes, extension: "svg", width, height };
    Ok(Prepared { whole, smaller: Vec::new(), webp: Vec::new() })
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What must not be published.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
    Malformed,
    NotADrawing,
    Sizeless,
    TooDeep,
    TooMuch,
    Doctype,
    Entity(String),
    Element(String),
    Style,
    Handler(String),
    Address(String),
    Value(String),
}

impl Refused {
    fn about(self, place: Place) -> Diagnostic {
        let code = match self {
            Self::Malformed | Self::NotADrawing | Self::Sizeless => Code::BadPicture,
            _ => Code::UnsafeSvg,
        };
        let (message, help) = self.words();
        Diagnostic::new(code, place, message).help(help)
    }

    fn words(&self) -> (Words, Words) {
        let plain = words!(
            "exportera bilden på nytt som enkel SVG, eller spara den som PNG",
            "export the picture again as plain SVG, or save it as PNG",
        );
        let message = match self {
            Self::Malformed => words!(
                "SVG-bilden är skadad och går inte att läsa",
                "the SVG picture is damaged and cannot be read"
            ),
            Self::NotADrawing => {
                words!("filen är ingen SVG-bild", "the file is not an SVG picture")
            }
            Self::Sizeless => {
                let help = words!(
                    "ange bildens storlek i `viewBox`",
                    "give the size of the picture in `viewBox`",
                );
                return (words!("SVG-bilden saknar storlek", "the SVG picture has no size"), help);
            }
            Self::TooDeep => words!(
                "SVG-bilden har för många grupper inuti varandra",
                "the SVG picture has too many groups inside each other",
            ),
            Self::TooMuch => words!(
                "SVG-bilden upprepar sina delar för många gånger",
                "the SVG picture repeats its parts too many times",
            ),
            Self::Doctype => {
                words!("SVG-bilden innehåller `<!DOCTYPE`", "the SVG picture holds `<!DOCTYPE`")
            }
            Self::Entity(name) => words!(
                "SVG-bilden använder den egna förkortningen `&{name};`",
                "the SVG picture uses an abbreviation of its own, `&{name};`",
            ),
            Self::Element(name) => words!(
                "SVG-bilden innehåller `<{name}>`, som inte får publiceras",
                "the SVG picture holds `<{name}>`, which must not be published",
            ),
            Self::Style => {
                let help = words!(
                    "exportera bilden på nytt och välj att formatet sparas som attribut \
                     (i Illustrator: Presentation Attributes, i Inkscape: Optimerad SVG)",
                    "export the picture again and choose that styling is saved as attributes \
                     (in Illustrator: Presentation Attributes, in Inkscape: Optimized SVG)",
                );
                return (
                    words!(
                        "SVG-bilden har formatering som webbplatsens säkerhetsregler stoppar",
                        "the SVG picture has styling that the site's security rules stop",
                    ),
                    help,
                );
            }
            Self::Handler(name) => words!(
                "SVG-bilden innehåller ett program i `{name}`",
                "the SVG picture holds a program in `{name}`",
            ),
            Self::Address(address) => words!(
                "SVG-bilden hänvisar till en annan fil: `{address}`",
                "the SVG picture refers to another file: `{address}`",
            ),
            Self::Value(name) => words!(
                "SVG-bilden har ett värde i `{name}` som inte får publiceras",
                "the SVG picture has a value in `{name}` that must not be published",
            ),
        };
        (message, plain)
    }
}

/// What one named part of a drawing consists of.
#[derive(Debug, Default)]
struct Part {
    elements: u64,
    refers_to: Vec<String>,
}

/// Writes a drawing event by event.
struct Writer {
    out: String,
    /// Names of the open elements, each with its id.
    open: Vec<(String, Option<String>)>,
    /// How many elements are open inside one that is dropped, itself included.
    dropped: usize,
    /// By id; what has none belongs to the drawing as a whole, under the empty name.
    parts: BTreeMap<String, Part>,
    size: Option<(u32, u32)>,
    done: bool,
}

impl Writer {
    fn new() -> Self {
        Self {
            out: String::new(),
            open: Vec::new(),
            dropped: 0,
            parts: BTreeMap::from([(String::new(), Part::default())]),
            size: None,
            done: false,
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), Refused> {
        match event {
            Event::DocType(_) => Err(Refused::Doctype),
            Event::Start(tag) => self.start(tag, false),
            Event::Empty(tag) => self.start(tag, true),
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let c = match name.resolve_char_ref().map_err(|_| Refused::Malformed)? {
                    Some(c) => c,
                    None => predefined(&name.xml10_content())?,
                };
                self.text(c.encode_utf8(&mut [0; 4]))
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Refused> {
        let name = tag.name();
        let name = name.as_ref();
        if self.dropped > 0 || name.contains(':') || name == "metadata" {
            self.dropped += usize::from(!empty);
            return if self.open.is_empty() && self.dropped <= 1 {
                Err(Refused::NotADrawing)
            } else {
                Ok(())
            };
        }
        if self.open.is_empty() && (name != "svg" || self.done) {
            return Err(Refused::NotADrawing);
        }
        if name == "style" {
            return Err(Refused::Style);
        }
        if !ELEMENTS.contains(&name) {
            return Err(Refused::Element(name.to_owned()));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Refused::TooDeep);
        }
        let attributes = attributes(tag)?;
        self.write(name, &attributes, empty)?;
        if empty {
            self.done = self.open.is_empty();
        }
        Ok(())
    }

    fn write(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        empty: bool,
    ) -> Result<(), Refused> {
        let root = self.open.is_empty();
        let value = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let id = value("id").filter(|id| !id.is_empty()).map(str::to_owned);
        if root {
            let size = size_of(value("width"), value("height"), value("viewBox"));
            self.size = Some(size.ok_or(Refused::Sizeless)?);
        }
        self.open.push((name.to_owned(), id));
        self.count(attributes);
        self.out.push('<');
        self.out.push_str(name);
        if root {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\"{}\"", quick_xml::escape::escape(value)));
        }
        self.out.push_str(if empty { "/>" } else { ">" });
        if empty {
            self.open.pop();
        }
        Ok(())
    }

    /// Notes the element opened last, and what it refers to, for each part that it belongs to.
    fn count(&mut self, attributes: &[(String, String)]) {
        let refers_to: Vec<_> = attributes
            .iter()
            .flat_map(|(name, value)| match name.as_str() {
                "href" => value.strip_prefix('#').into_iter().collect::<Vec<_>>(),
                _ => value.split("url(#").skip(1).filter_map(|u| u.split(')').next()).collect(),
            })
            .map(str::to_owned)
            .collect();
        let ids = self.open.iter().filter_map(|(_, id)| id.clone()).chain([String::new()]);
        for id in ids.collect::<Vec<_>>() {
            let part = self.parts.entry(id).or_default();
            part.elements += 1;
            part.refers_to.extend_from_slice(&refers_to);
        }
    }

    fn end(&mut self) {
        if self.dropped > 0 {
            self.dropped -= 1;
        } else if let Some((name, _)) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
            self.done = self.open.is_empty();
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refused> {
        if self.dropped > 0 {
            return Ok(());
        }
        match self.open.last() {
            Some((name, _)) if WITH_TEXT.contains(&name.as_str()) => {
                let legal = |c: &char| !c.is_control() || c.is_ascii_whitespace();
                let text: String = text.chars().filter(legal).collect();
                self.out.push_str(&quick_xml::escape::escape(text.as_str()));
                Ok(())
            }
            None if !text.trim().is_empty() => Err(Refused::NotADrawing),
            _ => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(u32, u32), Refused> {
        if !self.open.is_empty() || self.dropped > 0 {
            return Err(Refused::Malformed);
        }
        let size = self.size.ok_or(Refused::NotADrawing)?;
        match drawn("", &self.parts, &mut BTreeMap::new(), 0) {
            Some(drawn) if drawn <= MAX_DRAWN => Ok(size),
            _ => Err(Refused::TooMuch),
        }
    }
}

/// How many elements a browser draws for a part, with all that it refers to; nothing for a part
/// that refers to itself.
fn drawn<'a>(
    id: &'a str,
    parts: &'a BTreeMap<String, Part>,
    known: &mut BTreeMap<&'a str, u64>,
    depth: usize,
) -> Option<u64> {
    if let Some(known) = known.get(id) {
        return Some(*known);
    }
    let Some(part) = parts.get(id) else { return Some(0) };
    if depth > MAX_DEPTH {
        return None;
    }
    let mut sum = part.elements;
    for other in &part.refers_to {
        sum = sum.saturating_add(drawn(other, parts, known, depth + 1)?);
    }
    known.insert(id, sum);
    Some(sum)
}

fn predefined(name: &str) -> Result<char, Refused> {
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => Err(Refused::Entity(name.to_owned())),
    }
}

/// The attributes of a tag that are published, in their order.
fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Refused> {
    let mut kept = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Refused::Malformed)?;
        let name = attribute.key.as_ref();
        // Nothing but the five names of XML itself is known, so an abbreviation is an error.
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| Refused::Entity(name.to_owned()))?;
        let lower = name.to_ascii_lowercase();
        if lower == "style" {
            return Err(Refused::Style);
        }
        if lower.starts_with("on") {
            return Err(Refused::Handler(name.to_owned()));
        }
        if lower == "href" || lower == "xlink:href" || lower == "src" {
            if !is_local(&value) {
                return Err(Refused::Address(value.into_owned()));
            }
            kept.push(("href".to_owned(), value.into_owned()));
        } else if ATTRIBUTES.contains(&name) {
            if !is_harmless(&value) {
                return Err(Refused::Value(name.to_owned()));
            }
            kept.push((name.to_owned(), value.into_owned()));
        }
    }
    // A drawing for old and new programs gives both `href` and `xlink:href`.
    let second = kept.iter().rposition(|(name, _)| name == "href");
    let first = kept.iter().position(|(name, _)| name == "href");
    if let Some(second) = second.filter(|second| Some(*second) != first) {
        kept.remove(second);
    }
    Ok(kept)
}

/// Whether an address is a place in the same drawing.
fn is_local(address: &str) -> bool {
    address.strip_prefix('#').is_some_and(|id| !id.is_empty() && id.chars().all(is_id_char))
}

fn is_id_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

/// Whether a value can neither load nor run anything.
fn is_harmless(value: &str) -> bool {
    // A backslash could spell a function's name in another way.
    if value.contains('\\') || value.chars().any(|c| c.is_control() && !c.is_ascii_whitespace()) {
        return false;
    }
    value.match_indices('(').all(|(at, _)| {
        let before = value[..at].trim_end();
        let name =
            before.len() - before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        match &before[name..] {
            "url" => is_local(value[at + 1..].split(')').next().unwrap_or_default()),
            name => FUNCTIONS.contains(&name.to_ascii_lowercase().as_str()),
        }
    })
}

/// The size that a drawing is shown in: as given, else as its coordinates say.
fn size_of(
    width: Option<&str>,
    height: Option<&str>,
    view_box: Option<&str>,
) -> Option<(u32, u32)> {
    let pixels = |value: Option<&str>| number(value?.trim().trim_end_matches("px"));
    let numbers: Vec<_> = view_box
        .unwrap_or_default()
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(number)
        .collect();
    let boxed = match numbers[..] {
        [_, _, Some(width), Some(height)] => Some((width, height)),
        _ => None,
    };
    let (width, height) = match (pixels(width), pixels(height), boxed) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return None,
    };
    Some((side(width)?, side(height)?))
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n > 0.0)
}

fn side(length: f64) -> Option<u32> {
    let range: Range<f64> = 0.5..f64::from(MAX_SIDE) + 0.5;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    range.contains(&length).then(|| length.round() as u32)
}
