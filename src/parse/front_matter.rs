//! From the bytes of a file to its front matter and its body.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::words;
use crate::yaml;

/// The largest text file, in bytes.
pub const FILE_MAX: usize = 2 * 1024 * 1024;

/// The largest front matter, in bytes.
pub const FRONT_MATTER_MAX: usize = 64 * 1024;

/// The mark that some editors put at the beginning of a file.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The parts of a text file, as ranges of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The line `---` that opens the front matter.
    pub opening: Range<usize>,
    /// The YAML between the two lines.
    pub front: Range<usize>,
    /// The text below.
    pub body: Range<usize>,
}

/// The text of a file, and where it begins: behind a byte order mark if there is one.
///
/// None is given when it cannot be read: too large, not UTF-8, or empty.
pub fn decode<'a>(
    file: &Arc<str>,
    bytes: &'a [u8],
    sink: &mut Vec<Diagnostic>,
) -> Option<(&'a str, usize)> {
    if bytes.len() > FILE_MAX {
        sink.push(too_large(file, 0..0, (bytes.len(), FILE_MAX)));
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            sink.push(not_utf8(file, bytes, error.valid_up_to()));
            return None;
        }
    };
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    if text[start..].trim().is_empty() {
        sink.push(Diagnostic::new(
            Code::EmptyFile,
            Place::whole(file),
            words!("filen är tom", "the file is empty"),
        ));
        return None;
    }
    if start > 0 {
        sink.push(Diagnostic::new(
            Code::ByteOrderMark,
            Place::new(file, 0..start),
            words!(
                "filen börjar med ett osynligt tecken (BOM)",
                "the file begins with an invisible character (a BOM)"
            ),
        ));
    }
    Some((text, start))
}

/// Finds the front matter of a text that begins at byte `start`.
///
/// Only a whole line `---` opens or closes it; spaces behind the dashes are allowed.
pub fn split(
    file: &Arc<str>,
    text: &str,
    start: usize,
    sink: &mut Vec<Diagnostic>,
) -> Option<Split> {
    let mut lines = lines(text, start);
    let opening = lines.next().filter(|line| is_fence(&text[line.clone()]));
    let Some(opening) = opening else {
        sink.push(no_front_matter(file, text, start));
        return None;
    };
    let closing = lines.find(|line| is_fence(&text[line.clone()]));
    let Some(closing) = closing else {
        sink.push(unclosed(file, text, &opening));
        return None;
    };
    let front = opening.end..closing.start;
    let opening = opening.start..opening.start + 3;
    // Those of the body are reported where the body is read.
    sink.extend(yaml::control_characters(file, text, front.clone()));
    if front.len() > FRONT_MATTER_MAX {
        sink.push(too_large(file, opening, (front.len(), FRONT_MATTER_MAX)));
        return None;
    }
    Some(Split { opening, front, body: closing.end..text.len() })
}

/// The ranges of the lines from `start` on, each with its line break.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let range = *at..*at + line.len();
        *at = range.end;
        Some(range)
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// A line that somebody may have meant as `---`.
fn is_nearly_fence(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '‐' | '−' | '_' | '.'))
        || line == "+++"
}

fn no_front_matter(file: &Arc<str>, text: &str, start: usize) -> Diagnostic {
    let message =
        words!("filen börjar inte med en rad `---`", "the file does not begin with a line `---`");
    let first = lines(text, start).next().unwrap_or(start..start);
    let end = first.start + text[first.clone()].trim_end().len();
    let remark = Diagnostic::new(Code::NoFrontMatter, Place::new(file, first.start..end), message);
    let above = lines(text, start)
        .find(|line| !text[line.clone()].trim().is_empty())
        .filter(|line| is_fence(&text[line.clone()]));
    if above.is_some() {
        return remark.help(words!(
            "ta bort de tomma raderna ovanför `---`",
            "remove the blank lines above `---`"
        ));
    }
    remark
        .help(words!(
            "skriv `---` på första raden, sedan fälten, sedan en rad `---`",
            "write `---` in the first line, then the fields, then a line `---`"
        ))
        .copy("---")
}

fn unclosed(file: &Arc<str>, text: &str, opening: &Range<usize>) -> Diagnostic {
    let remark = Diagnostic::new(
        Code::UnclosedFrontMatter,
        Place::new(file, opening.start..opening.start + 3),
        words!(
            "inledningen saknar sin avslutande rad `---`",
            "the front matter lacks its closing line `---`"
        ),
    )
    .help(words!(
        "skriv en rad med bara `---` efter det sista fältet",
        "write a line with only `---` after the last field"
    ))
    .copy("---");
    match lines(text, opening.end).find(|line| is_nearly_fence(&text[line.clone()])) {
        None => remark,
        Some(line) => {
            let found = text[line.clone()].trim_end();
            let place = Place::new(file, line.start..line.start + found.len());
            let found = found.trim();
            remark.related(
                place,
                words!("här står `{found}`: skriv `---`", "here stands `{found}`: write `---`"),
            )
        }
    }
}

fn too_large(file: &Arc<str>, at: Range<usize>, (size, max): (usize, usize)) -> Diagnostic {
    let (size, max) = (size.div_ceil(1024), max / 1024);
    let remark = |message| Diagnostic::new(Code::TooLarge, Place::new(file, at), message);
    if max * 1024 == FILE_MAX {
        remark(words!(
            "filen är {size} kB; högst {max} kB läses",
            "the file is {size} kB; at most {max} kB are read"
        ))
        .help(words!("dela upp texten", "split the text up"))
    } else {
        remark(words!(
            "inledningen är {size} kB; högst {max} kB läses",
            "the front matter is {size} kB; at most {max} kB are read"
        ))
        .help(words!(
            "kontrollera att raden `---` står direkt efter det sista fältet",
            "check that the line `---` stands right after the last field"
        ))
    }
}

fn not_utf8(file: &Arc<str>, bytes: &[u8], at: usize) -> Diagnostic {
    let place = Place::new(file, at..(at + 1).min(bytes.len()));
    let message = match encoding(bytes) {
        Some(name) => words!(
            "filen är inte sparad som UTF-8 utan ser ut att vara {name}",
            "the file is not saved as UTF-8; it looks like {name}"
        ),
        None => words!("filen är inte sparad som UTF-8", "the file is not saved as UTF-8"),
    };
    Diagnostic::new(Code::NotUtf8, place, message).help(words!(
        "öppna filen i en textredigerare och spara om den med kodningen UTF-8",
        "open the file in a text editor and save it again with the encoding UTF-8"
    ))
}

/// What bytes that are not UTF-8 most likely are.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16");
    }
    // These five bytes mean nothing in Windows-1252, and it has no use for NUL.
    let undefined = [0x00, 0x81, 0x8d, 0x8f, 0x90, 0x9d];
    (!bytes.iter().any(|byte| undefined.contains(byte))).then_some("Windows-1252")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<Split>, Vec<Diagnostic>) {
        let file = Arc::from("x.md");
        let mut sink = Vec::new();
        let split = decode(&file, bytes, &mut sink)
            .and_then(|(text, start)| split(&file, text, start, &mut sink));
        (split, sink)
    }

    #[test]
    fn files_are_split() {
        for (text, front, body) in [
            ("---\na: 1\n---\nHej\n", "a: 1\n", "Hej\n"),
            ("---\r\na: 1\r\n---\r\nHej\r\n", "a: 1\r\n", "Hej\r\n"),
            ("---  \na: 1\n--- \t\nHej", "a: 1\n", "Hej"),
            ("---\n---\n", "", ""),
            ("---\na: 1\n---", "a: 1\n", ""),
            ("---\na: |\n  ---\n----\n---\nHej\n---\n", "a: |\n  ---\n----\n", "Hej\n---\n"),
        ] {
            let (split, remarks) = read(text.as_bytes());
            assert_eq!(remarks, [], "{text:?}");
            let split = split.expect("it splits");
            assert_eq!((&text[split.front], &text[split.body]), (front, body), "{text:?}");
        }
        let (split, remarks) = read("\u{feff}---\na: 1\n---\n".as_bytes());
        assert_eq!(split.map(|split| split.front), Some(7..12));
        assert_eq!(remarks.iter().map(|r| r.code).collect::<Vec<_>>(), [Code::ByteOrderMark]);
    }

    #[test]
    fn files_that_cannot_be_split() {
        let large = format!("---\n{}---\n", "# x\n".repeat(20_000));
        let huge = vec![b'x'; FILE_MAX + 1];
        for (bytes, code, at, part) in [
            (&b""[..], Code::EmptyFile, 0..0, ""),
            (b" \n\n", Code::EmptyFile, 0..0, ""),
            (b"Hej\n", Code::NoFrontMatter, 0..3, ""),
            (b"\n---\na: 1\n---\n", Code::NoFrontMatter, 0..0, "tomma raderna"),
            (b" ---\na: 1\n---\n", Code::NoFrontMatter, 0..4, ""),
            (b"---\na: 1\nHej\n", Code::UnclosedFrontMatter, 0..3, ""),
            ("---\na: 1\n—\nHej\n".as_bytes(), Code::UnclosedFrontMatter, 0..3, "här står `—`"),
            (b"---\na: 1\n ---\nHej\n", Code::UnclosedFrontMatter, 0..3, "här står `---`"),
            (b"---\nt: \xc5re\n---\n", Code::NotUtf8, 7..8, "Windows-1252"),
            (b"\xff\xfe-\0", Code::NotUtf8, 0..1, "UTF-16"),
            (b"---\nt: \x81\n---\n", Code::NotUtf8, 7..8, ""),
            (large.as_bytes(), Code::TooLarge, 0..3, "79 kB; högst 64 kB"),
            (&huge, Code::TooLarge, 0..0, "2049 kB; högst 2048 kB"),
        ] {
            let (split, remarks) = read(bytes);
            let [remark] = &remarks[..] else { panic!("{remarks:#?}") };
            assert_eq!((split, remark.code), (None, code), "{remark:?}");
            assert_eq!(remark.place.start..remark.place.end, at, "{remark:?}");
            let said = format!("{remark:?}");
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn control_characters_are_found_in_the_front_matter() {
        let (split, remarks) = read("---\na: \u{202e}1\n---\nHej \u{202e}hopp\n".as_bytes());
        assert!(split.is_some());
        let [remark] = &remarks[..] else { panic!("{remarks:#?}") };
        assert_eq!((remark.code, remark.place.start), (Code::ControlCharacter, 7));
    }
}
