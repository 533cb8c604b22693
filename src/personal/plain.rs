//! A text as its reader sees it, for looking for numbers and addresses that are written otherwise.
//!
//! `kim&#64;foretaget.se` and `900101\-2385` are an address and a number to everybody who reads the
//! page. So what Markdown, YAML, HTML and web addresses write in other ways is read as what it
//! shows: character references, backslashes, `%40`; hyphens, spaces and digits of other shapes are
//! the plain ones; what is not seen (soft hyphens, zero-width spaces) is not there.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::is_unseen;

/// A text with the places that its parts have in the source.
#[derive(Debug)]
pub struct Plain<'a> {
    /// What is read; most sources are it themselves.
    pub text: Cow<'a, str>,
    /// From which byte of the text on its bytes lie where in the source.
    shifts: Vec<(usize, usize)>,
}

/// What stands for a character: the character, or nothing when it is not seen; and its length in
/// bytes of the source.
type Shown = (Option<char>, usize);

impl<'a> Plain<'a> {
    /// Reads a source.
    pub fn new(source: &'a str) -> Self {
        Self::read(source, shown)
    }

    /// Reads an XML source: its tags are not seen, and those of other elements than `tspan`, which
    /// only styles a part of a line, end a paragraph.
    pub fn of_xml(source: &'a str) -> Self {
        Self::read(source, |rest| tag(rest).or_else(|| shown(rest)))
    }

    fn read(source: &'a str, shown: impl Fn(&str) -> Option<Shown>) -> Self {
        let (mut text, mut shifts) = (String::new(), Vec::new());
        let (mut at, mut copied) = (0, 0);
        while let Some(found) = next(source, at, &HIDES) {
            at = found;
            let rest = &source[at..];
            let Some((c, length)) = shown(rest) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            text.push_str(&source[copied..at]);
            shifts.push((text.len(), at));
            text.extend(c);
            at += length;
            copied = at;
            shifts.push((text.len(), at));
        }
        if shifts.is_empty() {
            return Self { text: Cow::Borrowed(source), shifts };
        }
        text.push_str(&source[copied..]);
        Self { text: Cow::Owned(text), shifts }
    }

    /// Where a part of the text stands in the source.
    pub fn span(&self, part: Range<usize>) -> Range<usize> {
        let at = |point: Option<&(usize, usize)>, to: usize| {
            point.map_or(to, |(text, source)| source + (to - text))
        };
        let upto = self.shifts.partition_point(|(text, _)| *text <= part.start);
        let start = at(upto.checked_sub(1).and_then(|last| self.shifts.get(last)), part.start);
        // What is not seen behind the part does not belong to it.
        let before = self.shifts.partition_point(|(text, _)| *text < part.end);
        let first = self.shifts.get(before).filter(|(text, _)| *text == part.end);
        let end = first.or_else(|| before.checked_sub(1).and_then(|last| self.shifts.get(last)));
        start..at(end, part.end).max(start)
    }
}

/// The bytes that can begin something that [`shown`] or [`tag`] reads.
const HIDES: Bytes = bytes(b"\\&%<\xc2\xd9\xdb\xe2\xe3\xef\xf0");

/// A set of bytes. Every byte of every text is looked up in two of them.
pub type Bytes = [bool; 256];

/// The set of the bytes that are listed.
pub const fn bytes(listed: &[u8]) -> Bytes {
    let mut set = [false; 256];
    let mut at = 0;
    while at < listed.len() {
        set[listed[at] as usize] = true;
        at += 1;
    }
    set
}

/// The place of the first byte of `set` in `text` from `at` on.
pub fn next(text: &str, at: usize, set: &Bytes) -> Option<usize> {
    let found = text.as_bytes()[at..].iter().position(|byte| set[usize::from(*byte)])?;
    Some(at + found)
}

/// What the beginning of `rest` shows, when that is not what is written there.
fn shown(rest: &str) -> Option<Shown> {
    match rest.as_bytes().first()? {
        b'\\' => escape(rest),
        b'&' => reference(rest),
        b'%' => percent(rest),
        b'<' => None,
        _ => {
            let c = rest.chars().next()?;
            let same = c.len_utf8();
            plain(c).filter(|plain| *plain != Some(c)).map(|plain| (plain, same))
        }
    }
}

/// The plain character that stands for `c`, or nothing when it is not seen; none when it is a
/// character like others.
fn plain(c: char) -> Option<Option<char>> {
    let digit = |zero: u32| char::from_digit((u32::from(c) - zero) % 10, 10);
    match c {
        ' '..='~' => Some(Some(c)),
        c if is_unseen(c) => Some(None),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(Some(' '))
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some(Some('-')),
        '\u{ff01}'..='\u{ff5e}' => Some(char::from_u32(u32::from(c) - 0xff01 + 0x21)),
        '\u{660}'..='\u{669}' => Some(digit(0x660)),
        '\u{6f0}'..='\u{6f9}' => Some(digit(0x6f0)),
        '\u{1d7ce}'..='\u{1d7ff}' => Some(digit(0x1d7ce)),
        _ => None,
    }
}

/// `\-` of Markdown; `\x2d`, `\u002d` and `\U0000002d` of YAML.
fn escape(rest: &str) -> Option<Shown> {
    let marked = rest[1..].chars().next()?;
    if marked.is_ascii_punctuation() {
        return Some((Some(marked), 2));
    }
    let digits = match marked {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let c = number(rest.get(2..2 + digits)?, 16)?;
    Some((plain(c)?, 2 + digits))
}

/// `&#45;`, `&#x2d;` or `&nbsp;`.
fn reference(rest: &str) -> Option<Shown> {
    let length = rest.as_bytes().iter().take(12).position(|byte| *byte == b';')?;
    let name = &rest[1..length];
    let c = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "shy" | "zwnj" | "zwj" => '\u{ad}',
            "hyphen" | "dash" | "minus" | "ndash" | "mdash" => '-',
            "commat" => '@',
            "period" => '.',
            "plus" => '+',
            "lowbar" => '_',
            _ => return None,
        },
    };
    Some((plain(c)?, length + 1))
}

/// `%40`.
fn percent(rest: &str) -> Option<Shown> {
    let c = number(rest.get(1..3)?, 16)?;
    c.is_ascii().then_some(())?;
    Some((plain(c)?, 3))
}

fn number(digits: &str, radix: u32) -> Option<char> {
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)).flatten()
}

/// A tag, comment or instruction of XML.
fn tag(rest: &str) -> Option<Shown> {
    let inner = rest.strip_prefix('<')?;
    let length = 1 + inner.find('>').map_or(inner.len(), |end| end + 1);
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let styles =
        name.strip_prefix("tspan").is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    Some((if styles { None } else { Some('\u{c}') }, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_is_read_as_it_is_seen() {
        for (source, expected) in [
            ("Ett bageri i Öckerö, ”jo” – 12 %", "Ett bageri i Öckerö, ”jo” - 12 %"),
            ("900101\\-2385", "900101-2385"),
            ("\"900101\\x2d2385 \\u002D \\U00000040\"", "\"900101-2385 - @\""),
            ("kim&#64;x.se, kim&#x40;x.se, kim&commat;x.se", "kim@x.se, kim@x.se, kim@x.se"),
            ("kim%40x.se?a=%C3%A5", "kim@x.se?a=%C3%A5"),
            ("900101\u{2011}2385 900101\u{2212}2385", "900101-2385 900101-2385"),
            ("070\u{a0}174\u{202f}06&nbsp;05", "070 174 06 05"),
            ("9001\u{ad}01-\u{200b}23&shy;85", "900101-2385"),
            ("９００１０１－２３８５＠", "900101-2385@"),
            ("٩٠٠١ ۹۰۰۱ 𝟗𝟎𝟎𝟏", "9001 9001 9001"),
            (
                "a & b; c\\d \\ % %zz &#; &#x; &okänd; &#x110000;",
                "a & b; c\\d \\ % %zz &#; &#x; &okänd; &#x110000;",
            ),
        ] {
            assert_eq!(Plain::new(source).text, expected, "{source}");
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = "å 900101\\-23\u{ad}85\u{ad} kim&#64;x.se.";
        let plain = Plain::new(source);
        for (part, expected) in
            [("900101-2385", "900101\\-23\u{ad}85"), ("kim@x.se", "kim&#64;x.se"), ("å", "å")]
        {
            let at = plain.text.find(part).expect("it is there");
            assert_eq!(&source[plain.span(at..at + part.len())], expected);
        }
        assert_eq!(plain.span(0..plain.text.len()), 0..source.len());
    }

    #[test]
    fn tags_of_a_drawing_are_not_seen() {
        let source = "<text x=\"900101\">90<tspan dx=\"1\">0101</tspan>-2385</text><text>7</text>";
        let plain = Plain::of_xml(source);
        assert_eq!(plain.text, "\u{c}900101-2385\u{c}\u{c}7\u{c}");
        let at = plain.text.find("900101").expect("it is there");
        assert_eq!(&source[plain.span(at..at + 11)], "90<tspan dx=\"1\">0101</tspan>-2385");
    }
}
