//! What counts as a name.
//!
//! - Upper and lower case are the same, and so are the two ways to store an accent (NFC, NFD).
//! - Between the parts may stand anything but letters and digits: spaces, line breaks, hyphens,
//!   marks of emphasis. Signs that nobody sees (soft hyphens, joiners) do not count at all.
//! - The last part may have the genitive's `s`. A colon or apostrophe before it ends the word anyway.
//! - The family name may stand first: `Exempelsson, Kim`.
//! - The parts may be written as one, as file names and addresses do: `KimExempelsson.jpg`.
//! - Where letters without accents stand in an address or a file name (`/kim-aberg/`), they are those
//!   with accents too. In a running text, `Åberg` and `Aberg` are two names.
//! - A word is whole: `Kim` is not in `Kimono`. It is in `Kim-Åke`, since a hyphen divides words in
//!   names of files.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{fold, is_unseen};

/// A name that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its parts: at least one.
    parts: Vec<Part>,
    /// The parts as one word, when there are several.
    joined: Option<Part>,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// In lower case and NFC.
    whole: String,
    /// Without accents.
    folded: String,
}

impl Part {
    fn new(whole: String) -> Self {
        Self { folded: fold(&whole), whole }
    }
}

/// How a word of a text is compared with a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It is the same.
    None,
    /// It may have the genitive's `s`.
    Genitive,
}

impl Name {
    /// The name that is written `text`; none when it holds no letter or digit.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let parts: Vec<Part> = words(text)
            .map(|span| Part::new(normal(&text[span])))
            .filter(|p| !p.whole.is_empty())
            .collect();
        let joined = (parts.len() > 1)
            .then(|| Part::new(parts.iter().map(|part| part.whole.as_str()).collect()));
        (!parts.is_empty()).then_some(Self { parts, joined })
    }

    /// Its words in lower case.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.whole.as_str())
    }

    /// Where it stands in `text`, by rising place.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        // Words in a row that are parts of the name, and which of its parts each is.
        let mut row: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
        for word in words(text) {
            let parts = self.parts_of(text, &word);
            if parts.is_empty() {
                row.clear();
                self.inside(text, &word, &mut places);
                continue;
            }
            row.push((word, parts));
            if let Some(place) = self.ends(text, &row) {
                places.push(place);
            }
        }
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup();
        places
    }

    /// The place that the last words of `row` make, if they are the name.
    fn ends(&self, text: &str, row: &[(Range<usize>, Vec<usize>)]) -> Option<Range<usize>> {
        let count = self.parts.len();
        let last = row.get(row.len().checked_sub(count)?..)?;
        let place = last.first()?.0.start..last.last()?.0.end;
        let follows = |order: &mut dyn Iterator<Item = usize>| {
            last.iter().zip(order).all(|((_, parts), wanted)| parts.contains(&wanted))
        };
        // The family name first, and a comma after it.
        let turned = || {
            count > 1
                && text[last[0].0.end..last[1].0.start].contains(',')
                && follows(&mut std::iter::once(count - 1).chain(0..count - 1))
        };
        (follows(&mut (0..count)) || turned()).then_some(place)
    }

    /// Which parts of the name a word is.
    fn parts_of(&self, text: &str, word: &Range<usize>) -> Vec<usize> {
        let last = self.parts.len() - 1;
        let ending = |at| if at == last { Ending::Genitive } else { Ending::None };
        let is_it = |at: &usize| is_part(text, word, &self.parts[*at], ending(*at));
        (0..self.parts.len()).filter(is_it).collect()
    }

    /// Looks into a word that is made of several: `KimExempelsson`, `kimexempelsson2`.
    fn inside(&self, text: &str, word: &Range<usize>, places: &mut Vec<Range<usize>>) {
        if let Some(joined) = &self.joined
            && is_part(text, word, joined, Ending::Genitive)
        {
            places.push(word.clone());
            return;
        }
        let pieces = pieces(&text[word.clone()]);
        if pieces.len() < 2 {
            return;
        }
        let mut row: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
        for piece in pieces {
            let piece = word.start + piece.start..word.start + piece.end;
            if let Some(joined) = &self.joined
                && is_part(text, &piece, joined, Ending::Genitive)
            {
                places.push(piece.clone());
            }
            let parts = self.parts_of(text, &piece);
            if parts.is_empty() {
                row.clear();
                continue;
            }
            row.push((piece, parts));
            places.extend(self.ends(text, &row));
        }
    }
}

/// Whether a word of a text is a part of the name.
fn is_part(text: &str, word: &Range<usize>, part: &Part, ending: Ending) -> bool {
    let written = &text[word.clone()];
    let same = |word: &str, part: &str| {
        word == part || ending == Ending::Genitive && word.strip_suffix('s') == Some(part)
    };
    if written.is_ascii() {
        // Most words differ at once, and need no room of their own.
        let begins = |part: &str| {
            part.len() <= written.len()
                && written.as_bytes()[..part.len()].eq_ignore_ascii_case(part.as_bytes())
        };
        let rest = |part: &str| &written.as_bytes()[part.len()..];
        let fits = |part: &str| {
            begins(part)
                && (rest(part).is_empty()
                    || ending == Ending::Genitive && rest(part).eq_ignore_ascii_case(b"s"))
        };
        return fits(&part.whole)
            || part.folded != part.whole && fits(&part.folded) && is_of_address(text, word);
    }
    same(&normal(written), &part.whole)
}

/// Whether a word stands in an address or a file name: in lower case, beside a hyphen or a slash.
fn is_of_address(text: &str, word: &Range<usize>) -> bool {
    let of_address = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '/' | '_' | '#' | '%'));
    let beside = of_address(text[..word.start].chars().next_back())
        || of_address(text[word.end..].chars().next());
    beside && !text[word.clone()].bytes().any(|byte| byte.is_ascii_uppercase())
}

/// A word in lower case and NFC, without signs that nobody sees.
fn normal(word: &str) -> String {
    let seen = word.chars().filter(|c| !is_unseen(*c));
    seen.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// The words of a text: runs of letters, marks and digits, and what nobody sees between them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let length = text[start..].find(|c| !is_of_word(c) && !is_unseen(c));
        at = length.map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The pieces of a word that is written like `KimExempelsson2`: each begins with a capital after a
/// small letter, or where digits begin or end.
fn pieces(word: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None::<char>);
    for (at, c) in word.char_indices() {
        let begins = before.is_some_and(|before| {
            before.is_lowercase() && c.is_uppercase() || before.is_numeric() != c.is_numeric()
        });
        if begins && !is_combining_mark(c) {
            pieces.push(start..at);
            start = at;
        }
        if !is_combining_mark(c) {
            before = Some(c);
        }
    }
    pieces.push(start..word.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<String> {
        let places = Name::new(name).unwrap().places(text);
        places.into_iter().map(|place| text[place].to_owned()).collect()
    }

    #[test]
    fn what_is_the_name() {
        for (name, text, expected) in [
            ("Kim", "Kim bakar.", "Kim"),
            ("Kim", "bakar KIM", "KIM"),
            ("kim", "Kims bageri", "Kims"),
            ("Kim", "Kim's bakery", "Kim"),
            ("Kim", "Kim:s bageri", "Kim"),
            ("Kim", "Kim-Åke", "Kim"),
            ("Kim", "kim2.jpg", "kim"),
            ("Kim", "bildKim.jpg", "Kim"),
            ("Åsa", "A\u{30a}sa bakar", "A\u{30a}sa"),
            ("A\u{30a}sa", "Åsa bakar", "Åsa"),
            ("Åsa", "/berattelser/asa/", "asa"),
            ("Åsa", "asa-bakar.jpg", "asa"),
            ("Åsa", "\u{feff}Å\u{ad}sas", "Å\u{ad}sas"),
            ("Kim Exempelsson", "Kim\nExempelsson", "Kim\nExempelsson"),
            ("Kim Exempelsson", "Kim\u{a0}Exempelssons", "Kim\u{a0}Exempelssons"),
            ("Kim Exempelsson", "**Kim** *Exempelsson*", "Kim** *Exempelsson"),
            ("Kim Exempelsson", "Kim Exem\u{ad}pelsson", "Kim Exem\u{ad}pelsson"),
            ("Kim Exempelsson", "Exempelsson, Kim", "Exempelsson, Kim"),
            ("Kim Exempelsson", "kim_exempelsson.png", "kim_exempelsson"),
            ("Kim Exempelsson", "KimExempelsson.png", "KimExempelsson"),
            ("Kim Exempelsson", "kimexempelsson@example.org", "kimexempelsson"),
            ("Kim Exempelsson", "kimexempelsson2.png", "kimexempelsson"),
            ("Kim Exempelsson", "Kim Kim Exempelsson", "Kim Exempelsson"),
            ("Kim Exempels", "Kim Exempels", "Kim Exempels"),
            ("Kim-Åke Exempel", "Kim Åke Exempel", "Kim Åke Exempel"),
        ] {
            assert_eq!(found(name, text), [expected], "{name} in {text}");
        }
    }

    #[test]
    fn what_is_not() {
        for (name, text) in [
            ("Kim", "Kimono, kimchi och Joakim"),
            ("Kim", "kimsa"),
            ("Åsa", "Asa och ASA-asien"),
            ("Asa", "Åsa"),
            ("Kim Exempelsson", "Kim och Exempelsson"),
            ("Kim Exempelsson", "Exempelsson Kim"),
            ("Kim Exempelsson", "Kims Exempelsson"),
            ("Kim Exempelsson", "Kim Exempelssonska"),
            ("Kim", ""),
        ] {
            assert_eq!(found(name, text), Vec::<String>::new(), "{name} in {text}");
        }
        assert_eq!(Name::new(" -– "), None);
        assert_eq!(Name::new("\u{ad}"), None);
    }
}
