//! What the bytes of a file say: its text with references and escapes resolved, and where each piece
//! of it stands in the file.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// Elements that stand within a word or a line: their edges divide nothing.
const INLINE: [&str; 29] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u",
    "var", "wbr",
];

/// The longest name of a character reference (`CounterClockwiseContourIntegral`).
const LONGEST_REFERENCE: usize = 32;

/// The longest tag in which quotes are paired, in bytes: a quote that is never closed must not be
/// looked for to the end of the file at every tag.
const LONGEST_TAG: usize = 1 << 16;

/// A text and where it stands in its file.
#[derive(Debug, Default)]
pub struct Reading {
    /// What readers meet; what stands in tags follows on lines of its own.
    pub text: String,
    /// Offsets in `text`, rising, and where each piece that begins there stands in the file.
    pieces: Vec<(usize, usize)>,
}

impl Reading {
    /// The text itself.
    pub fn plain(text: &str) -> Self {
        let mut reading = Self::default();
        reading.push(text, 0);
        reading
    }

    /// HTML, XML, and whatever else may hold tags and character references, such as Markdown.
    ///
    /// Tags are taken out of the text and read after it, so that `Ki<b>m</b>` is one word and the
    /// values of attributes are read too. Comments are tags here.
    pub fn markup(text: &str) -> Self {
        let mut reading = Self::default();
        let mut tags = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let start = at + found;
            reading.resolved(&text[at..start], at);
            let length = tag(&text[start..]);
            if length == 0 {
                reading.push("<", start);
                at = start + 1;
                continue;
            }
            let inside = start + 1..start + length;
            if !is_inline(&text[inside.clone()]) {
                reading.push("\n", start);
            }
            at = start + length;
            tags.push(inside);
        }
        reading.resolved(&text[at..], at);
        for tag in tags {
            reading.push("\n", tag.start);
            let inside = &text[tag.clone()];
            if inside.contains('%') {
                let decoded = percent_encoding::percent_decode_str(inside).decode_utf8_lossy();
                reading.push(&decoded, tag.start);
            } else {
                reading.resolved(inside, tag.start);
            }
        }
        reading
    }

    /// JavaScript and JSON: escapes within their texts are resolved wherever they stand.
    pub fn escaped(text: &str) -> Self {
        let mut reading = Self::default();
        let mut at = 0;
        while let Some(found) = text[at..].find('\\') {
            let start = at + found;
            reading.push(&text[at..start], at);
            let (c, length) = escape(&text[start..]);
            reading.push(c.encode_utf8(&mut [0; 4]), start);
            at = start + length;
        }
        reading.push(&text[at..], at);
        reading
    }

    /// Where the character at an offset of the text stands in the file, at least nearly.
    pub fn source(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= at);
        let (start, source) = self.pieces[next - 1];
        let end = self.pieces.get(next).map_or(usize::MAX, |(_, source)| *source);
        // A piece may be longer than what it was made from.
        if end > source { (source + at - start).min(end) } else { source + at - start }
    }

    fn push(&mut self, piece: &str, source: usize) {
        if self.pieces.last().is_none_or(|(start, _)| *start < self.text.len()) {
            self.pieces.push((self.text.len(), source));
        } else if let Some(last) = self.pieces.last_mut() {
            // Nothing was added at the last one.
            *last = (self.text.len(), source);
        }
        self.text.push_str(piece);
    }

    /// Adds a piece with its character references resolved.
    fn resolved(&mut self, piece: &str, source: usize) {
        let mut at = 0;
        while let Some(found) = piece[at..].find('&') {
            let start = at + found;
            self.push(&piece[at..start], source + at);
            match reference(&piece[start + 1..]) {
                Some((text, length)) => {
                    self.push(&text, source + start);
                    at = start + 1 + length;
                }
                None => {
                    self.push("&", source + start);
                    at = start + 1;
                }
            }
        }
        self.push(&piece[at..], source + at);
    }
}

/// The text of a file; none when it is no text, such as a picture. A text that is not UTF-8 is read
/// as Latin-1, so that names in an old file are found; each of its bytes is a character then.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) if bytes.contains(&0) => None,
        Err(_) => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// The length of the tag or comment that `text` begins with, which begins with `<`; 0 when it is none.
fn tag(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
        return 0;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed: then it was none.
    text.find('>').map_or(text.len(), |end| end + 1)
}

/// Whether what stands in a tag is the name of an element within a line.
fn is_inline(inside: &str) -> bool {
    let name = inside.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline))
}

/// The text of the character reference that `text` begins with behind its `&`, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = &text[..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return Some((char::from_u32(code.ok()?)?.to_string().into(), end + 1));
    }
    Some((resolve_html5_entity(name)?.into(), end + 1))
}

/// The character of the escape that `text` begins with, and its length.
fn escape(text: &str) -> (char, usize) {
    let mut rest = text[1..].chars();
    let hex = |from: usize, length: usize| {
        let digits = text.get(from..from + length)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
        u32::from_str_radix(digits, 16).ok()
    };
    match rest.next() {
        None => ('\\', 1),
        Some('n' | 'r' | 't' | 'f' | 'b' | 'v') => (' ', 2),
        Some('x') => hex(2, 2).and_then(char::from_u32).map_or(('x', 2), |c| (c, 4)),
        Some('u') => match hex(2, 4) {
            Some(high @ 0xd800..=0xdbff) => {
                let low = text.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| hex(8, 4));
                let low = low.filter(|low| (0xdc00..=0xdfff).contains(low));
                let code = low.map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                code.and_then(char::from_u32).map_or(('\u{fffd}', 6), |c| (c, 12))
            }
            Some(code) => (char::from_u32(code).unwrap_or('\u{fffd}'), 6),
            None => ('u', 2),
        },
        Some(c) => (c, 1 + c.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_meet() {
        for (html, text) in [
            ("Ki<b>m</b> bakar", "Kim bakar\nb>\n/b>"),
            ("<p>a</p><p>b", "\na\n\nb\np>\n/p>\np>"),
            ("&Aring;sa &#229; &#xE5; &amp; &x; &", "Åsa å å & &x; &"),
            ("1 < 2 <- 3", "1 < 2 <- 3"),
            ("<a title='x>y'>z", "z\na title='x>y'>"),
            ("<a title='x>z", "z\na title='x>"),
            ("a<!-- Kim -->b", "a\nb\n!-- Kim -->"),
            ("a<b", "a\nb"),
            ("<a href=k%C3%A5m>x", "x\na href=kåm>"),
        ] {
            assert_eq!(Reading::markup(html).text, text, "{html}");
        }
    }

    #[test]
    fn escapes() {
        for (js, text) in [
            (r"'\xe5\u00e5\n\t\'\\'", "'åå  '\\'"),
            (r"\ud83d\ude00 \ud83d \u12", "😀 \u{fffd} u12"),
            (r"\xg \å \", "xg å \\"),
        ] {
            assert_eq!(Reading::escaped(js).text, text, "{js}");
        }
    }

    #[test]
    fn places_in_the_file() {
        let html = "å<b>&Aring;sa</b> x<p title=Kim>y";
        let reading = Reading::markup(html);
        for word in ["å", "x", "y", "Kim"] {
            let at = reading.source(reading.text.find(word).unwrap());
            assert!(html[at..].starts_with(word), "{word}");
        }
        let at = reading.source(reading.text.find("Åsa").unwrap());
        assert!(html[at..].starts_with("&Aring;sa"));
    }

    #[test]
    fn what_is_text() {
        assert_eq!(decoded("Åsa".as_bytes()).as_deref(), Some("Åsa"));
        assert_eq!(decoded(b"\xc5sa").as_deref(), Some("Åsa"));
        assert_eq!(decoded(b"\xff\0"), None);
    }
}
