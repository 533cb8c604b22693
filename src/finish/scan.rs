//! Reads finished HTML as a stream of tags and text: fast, without building a tree.
//!
//! Two parts of this stage look at every byte of every page, the guard of the minifier and the
//! self-check, and both read through here. Tags, attributes and raw text end where the HTML
//! standard says they end; what only a full parser could judge (a comment inside a tag, CDATA,
//! a tag cut off at the end of the file) is reported as [`Token::Broken`], never guessed.

use std::borrow::Cow;

use memchr::memchr;

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// An opening tag; its attributes are in [`Scanner::attributes`].
    Open(Tag<'a>),
    /// A closing tag, by name.
    Close(&'a str),
    /// Text, with character references as written.
    Text(&'a str),
    /// What stands inside `script`, `style`, `title` and `textarea`, as written.
    Raw(&'a str),
    /// A comment.
    Comment,
    /// The document type.
    Doctype,
    /// Something that is not read further.
    Broken,
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written; compare it with [`is`].
    pub name: &'a str,
    /// Whether it ends in `/>`; this closes an element only inside a drawing.
    pub slash: bool,
    /// Whether it stands inside `svg` or `math`, or is one of these.
    pub foreign: bool,
}

impl Tag<'_> {
    /// Whether no closing tag follows.
    #[must_use]
    pub fn is_void(&self) -> bool {
        (self.foreign && self.slash) || is_one_of(self.name, &VOID)
    }
}

/// An attribute of an opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its name as written; compare it with [`is`].
    pub name: &'a str,
    /// Its value with character references as written; empty when it has none.
    pub value: &'a str,
    /// Offset of the name in the page.
    pub at: usize,
}

const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

const RAW: [&str; 8] =
    ["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes"];

/// Elements that end a drawing for a browser when they begin inside it (HTML standard, "The rules
/// for parsing tokens in foreign content").
const NEVER_IN_DRAWING: [&str; 44] = [
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

/// Whether a name from a page is `name`, which is in lower case.
#[must_use]
pub fn is(written: &str, name: &str) -> bool {
    written.eq_ignore_ascii_case(name)
}

/// Whether a name from a page is among `names`. Comparing lengths first settles nearly all.
fn is_one_of(written: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.len() == written.len() && is(written, name))
}

/// Reads a page token by token.
pub struct Scanner<'a> {
    html: &'a str,
    at: usize,
    attributes: Vec<Attribute<'a>>,
    raw: Option<&'a str>,
    foreign: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of `html`.
    #[must_use]
    pub fn new(html: &'a str) -> Self {
        Self { html, at: 0, attributes: Vec::with_capacity(16), raw: None, foreign: 0 }
    }

    /// The attributes of the opening tag read last, in their order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The offset after the token read last.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The value of an attribute of the opening tag read last, with character references decoded.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        let attribute = self.attributes.iter().find(|attribute| is(attribute.name, name))?;
        Some(decode(attribute.value, Context::Value))
    }

    fn byte(&self, at: usize) -> u8 {
        // A zero byte is in no class that is asked for, so the end of the page stops every loop.
        self.html.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn skip(&mut self, class: impl Fn(u8) -> bool) {
        let rest = &self.html.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !class(*byte)).unwrap_or(rest.len());
    }

    fn text(&mut self) -> Token<'a> {
        let start = self.at;
        // Here a `<` that begins no markup is text itself.
        let mut from = start + usize::from(self.byte(start) == b'<');
        while let Some(found) = memchr(b'<', &self.html.as_bytes()[from..]) {
            self.at = from + found;
            if starts_markup(self.byte(self.at + 1)) {
                return Token::Text(&self.html[start..self.at]);
            }
            from = self.at + 1;
        }
        self.at = self.html.len();
        Token::Text(&self.html[start..])
    }

    fn raw_text(&mut self, name: &str) -> Option<Token<'a>> {
        let start = self.at;
        let mut from = start;
        while let Some(found) = self.html[from..].find("</") {
            let end = from + found;
            let after = end + 2 + name.len();
            let named = self.html.get(end + 2..after).is_some_and(|written| is(written, name));
            if named && (is_space(self.byte(after)) || matches!(self.byte(after), b'>' | b'/')) {
                self.at = end;
                return (end > start).then(|| Token::Raw(&self.html[start..end]));
            }
            from = end + 2;
        }
        self.broken().into()
    }

    fn broken(&mut self) -> Token<'a> {
        self.at = self.html.len();
        self.attributes.clear();
        Token::Broken
    }

    fn markup(&mut self) -> Token<'a> {
        let rest = &self.html[self.at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole comments too; nobody writes them on purpose.
            return match comment.find("-->") {
                Some(end) if !comment.starts_with('>') && !comment.starts_with("->") => {
                    self.at += 4 + end + 3;
                    Token::Comment
                }
                _ => self.broken(),
            };
        }
        if rest.get(..9).is_some_and(|start| is(start, "<!doctype")) {
            return match rest.find('>') {
                Some(end) => {
                    self.at += end + 1;
                    Token::Doctype
                }
                None => self.broken(),
            };
        }
        match self.byte(self.at + 1) {
            b'/' if self.byte(self.at + 2).is_ascii_alphabetic() => self.close(),
            byte if byte.is_ascii_alphabetic() => self.open(),
            _ => self.broken(),
        }
    }

    fn name(&mut self) -> &'a str {
        let start = self.at;
        self.skip(|byte| !is_space(byte) && byte != b'/' && byte != b'>');
        &self.html[start..self.at]
    }

    fn close(&mut self) -> Token<'a> {
        self.at += 2;
        let name = self.name();
        self.skip(is_space);
        if self.byte(self.at) != b'>' {
            return self.broken();
        }
        self.at += 1;
        if is(name, "svg") || is(name, "math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        Token::Close(name)
    }

    fn open(&mut self) -> Token<'a> {
        self.at += 1;
        let name = self.name();
        self.attributes.clear();
        // In `<a href=x/>` the slash belongs to the value: only one between attributes counts.
        let slash = loop {
            let from = self.at;
            self.skip(|byte| is_space(byte) || byte == b'/');
            if self.at >= self.html.len() {
                return self.broken();
            }
            if self.byte(self.at) == b'>' {
                break self.at > from && self.byte(self.at - 1) == b'/';
            }
            if !self.attribute() {
                return self.broken();
            }
        };
        self.at += 1;
        let drawing = is(name, "svg") || is(name, "math");
        let foreign = self.foreign > 0 || drawing;
        if drawing && !slash {
            self.foreign += 1;
        }
        // Text without tags is read in another way inside a drawing, except in its title.
        let raw = is_one_of(name, &RAW);
        if foreign && (is_one_of(name, &NEVER_IN_DRAWING) || (raw && !is(name, "title"))) {
            return self.broken();
        }
        if raw && !foreign {
            self.raw = Some(name);
        }
        Token::Open(Tag { name, slash, foreign })
    }

    /// Reads one attribute; false when the page ends inside it.
    fn attribute(&mut self) -> bool {
        let at = self.at;
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let Some(name) = self.html.get(at..self.at) else { return false };
        self.skip(is_space);
        let mut value = "";
        if self.byte(self.at) == b'=' {
            self.at += 1;
            self.skip(is_space);
            let start = self.at;
            match self.byte(start) {
                quote @ (b'"' | b'\'') => {
                    let rest = &self.html[start + 1..];
                    // Values are short: a plain loop is faster than a search made for long texts.
                    let Some(end) = rest.bytes().position(|byte| byte == quote) else {
                        return false;
                    };
                    value = &rest[..end];
                    self.at = start + end + 2;
                }
                _ => {
                    self.skip(|byte| !is_space(byte) && byte != b'>');
                    value = &self.html[start..self.at];
                }
            }
        }
        self.attributes.push(Attribute { name, value, at });
        true
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take()
            && let Some(token) = self.raw_text(name)
        {
            return Some(token);
        }
        if self.at >= self.html.len() {
            return None;
        }
        if self.byte(self.at) == b'<' && starts_markup(self.byte(self.at + 1)) {
            Some(self.markup())
        } else {
            Some(self.text())
        }
    }
}

/// White space as HTML counts it; a no-break space is none.
#[must_use]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}

fn starts_markup(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')
}

/// Where a character reference stands; the standard reads some of them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In running text.
    Text,
    /// In the value of an attribute, where `&copy=1` and `&region` are no references.
    Value,
}

/// `text` with its character references decoded.
///
/// A named reference that is not in the short list below becomes a character that stands for
/// nothing (U+FDD2) before its name, so that it never compares equal to text that only looks
/// like it.
#[must_use]
pub fn decode(text: &str, context: Context) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    decode_into(text, context, &mut decoded);
    Cow::Owned(decoded)
}

/// Adds what [`decode`] gives to `decoded`.
pub fn decode_into(text: &str, context: Context, decoded: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (c, read) = reference(&rest[at + 1..], context);
        decoded.push(c);
        rest = &rest[at + 1 + read..];
    }
    decoded.push_str(rest);
}

/// The character that `name`, which follows `&`, begins with a reference to, and how much of it
/// is read.
fn reference(name: &str, context: Context) -> (char, usize) {
    if let Some(number) = name.strip_prefix('#') {
        return numeric(number).map_or((UNKNOWN, 0), |(c, read)| (c, read + 1));
    }
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if name[length..].starts_with(';') {
        return match NAMED.iter().find(|(known, _)| *known == &name[..length]) {
            Some((_, c)) => (*c, length + 1),
            None => (UNKNOWN, 0),
        };
    }
    let legacy = LEGACY.iter().filter_map(|legacy| name.strip_prefix(legacy)).any(|after| {
        let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=');
        context == Context::Text || !goes_on
    });
    (if legacy { UNKNOWN } else { '&' }, 0)
}

/// The character of a numeric reference, which ends in a semicolon, and how much is read.
///
/// Zero and the numbers of control characters stand for other characters in HTML; nobody writes
/// them on purpose, so they count as unknown.
fn numeric(number: &str) -> Option<(char, usize)> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    let length = digits.find(';')?;
    if !digits[..length].bytes().all(|byte| char::from(byte).is_digit(radix)) {
        return None;
    }
    let c = char::from_u32(u32::from_str_radix(&digits[..length], radix).ok()?)?;
    let known = !c.is_control() || matches!(c, '\n' | '\t');
    known.then_some((c, number.len() - digits.len() + length + 1))
}

/// Stands before a reference that is not decoded.
const UNKNOWN: char = '\u{fdd2}';

const NAMED: [(&str, char); 21] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("copy", '©'),
    ("middot", '·'),
    ("times", '×'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("larr", '←'),
    ("rarr", '→'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
];

/// The references that browsers decode without a semicolon too (HTML standard, "Named character
/// references").
const LEGACY: [&str; 106] = [
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil",
    "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT",
    "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN",
    "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave",
    "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let mut scanner = Scanner::new(html);
        let mut shown = Vec::new();
        while let Some(token) = scanner.next() {
            shown.push(match token {
                Token::Open(tag) => {
                    let attributes: Vec<_> = scanner
                        .attributes()
                        .iter()
                        .map(|attribute| {
                            assert!(html[attribute.at..].starts_with(attribute.name));
                            format!(" {}[{}]", attribute.name, attribute.value)
                        })
                        .collect();
                    let slash = if tag.slash { "/" } else { "" };
                    format!("<{}{}{slash}>", tag.name, attributes.concat())
                }
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => format!("'{text}'"),
                Token::Raw(text) => format!("raw'{text}'"),
                Token::Comment => "comment".to_owned(),
                Token::Doctype => "doctype".to_owned(),
                Token::Broken => "BROKEN".to_owned(),
            });
        }
        shown.join(" ")
    }

    #[test]
    fn tokens() {
        for (html, expected) in [
            ("<!doctype html><p>å</p>", "doctype <p> 'å' </p>"),
            ("a < b <3 <b>c</b>", "'a < b <3 ' <b> 'c' </b>"),
            ("<a href=x/>y</a>", "<a href[x/]> 'y' </a>"),
            ("<a href='x' />", "<a href[x]/>"),
            ("<a title=\"a>b\" hidden class=c>", "<a title[a>b] hidden[] class[c]>"),
            ("<a title=it's>'</a>", "<a title[it's]> ''' </a>"),
            ("<a =x=y / z = w>", "<a =x[y] z[w]>"),
            ("<script>if (a < b) '</p>'</script>", "<script> raw'if (a < b) '</p>'' </script>"),
            ("<title></title>", "<title> </title>"),
            ("<TITLE>x</titles></Title >", "<TITLE> raw'x</titles>' </Title>"),
            ("<svg><title>x<g/></title></svg>", "<svg> <title> 'x' <g/> </title> </svg>"),
            ("a<!-- <p> -->b", "'a' comment 'b'"),
            ("<svg><p>x", "<svg> BROKEN"),
            ("<svg><style>x", "<svg> BROKEN"),
            ("<!-->x", "BROKEN"),
            ("<p", "BROKEN"),
            ("<p a=\"", "BROKEN"),
            ("<script>x", "<script> BROKEN"),
            ("<?xml?>", "BROKEN"),
            ("</>x", "BROKEN"),
            ("å", "'å'"),
            ("<", "'<'"),
            ("", ""),
        ] {
            assert_eq!(shown(html), expected, "{html:?}");
        }
    }

    #[test]
    fn references() {
        for (text, context, expected) in [
            ("a &amp; b", Context::Text, "a & b"),
            ("&#60;&#x3C;&lt;", Context::Text, "<<<"),
            ("&amp;lt;", Context::Text, "&lt;"),
            ("& &x", Context::Text, "& &x"),
            ("&copy", Context::Text, "\u{fdd2}copy"),
            ("?a=1&region=2&copy=3", Context::Value, "?a=1&region=2&copy=3"),
            ("?a=1&copy", Context::Value, "?a=1\u{fdd2}copy"),
            ("&frac13;", Context::Text, "\u{fdd2}frac13;"),
            (
                "&#0;&#;&#x;&#99999999999;&#128;",
                Context::Text,
                "\u{fdd2}#0;\u{fdd2}#;\u{fdd2}#x;\u{fdd2}#99999999999;\u{fdd2}#128;",
            ),
            ("&#å;", Context::Text, "\u{fdd2}#å;"),
            ("&", Context::Text, "&"),
        ] {
            assert_eq!(decode(text, context), expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_to_its_end(html in "[<>/a-c!\\-\"'= &;å]{0,60}") {
            let mut scanner = Scanner::new(&html);
            let tokens = scanner.by_ref().take(100).count();
            proptest::prop_assert!(tokens < 100);
            proptest::prop_assert_eq!(scanner.position(), html.len());
        }
    }
}
