//! Words as data: slugs, comparison without accents, near misses, Swedish order.
//!
//! Nothing here knows stories or pages.

pub mod names;

use std::borrow::Cow;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in bytes: with `.sv-simple.md` behind it a name stays far below the 255
/// bytes that file systems allow.
pub const SLUG_MAX: usize = 100;

/// Names that Windows refuses for a file or folder, whatever follows the dot
/// (Microsoft, "Naming Files, Paths, and Namespaces").
const WINDOWS_RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// `text` in lower case without accents, as used for comparing what people type:
/// `Öckerö` and `OCKERO` are both `ockero`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            c => folded.push(c),
        }
    }
    folded
}

/// Bytes as digits, two for each: what a digest is written as.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The name of a file without its folder.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether nobody sees a character: soft hyphens, joiners, marks of direction.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A name for an address or file: `a` to `z`, digits and single hyphens, at most
/// [`SLUG_MAX`] bytes. Empty when `text` holds no letter or digit that can be written so.
///
/// A name that Windows reserves gets a hyphen and an `x` behind it.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= SLUG_MAX {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if WINDOWS_RESERVED.contains(&slug.as_str()) {
        slug.push_str("-x");
    }
    slug
}

/// `text` with accents as single characters (Unicode NFC); borrowed when it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if unicode_normalization::is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The candidate that `word` was most likely meant to be, if one is near enough: equal when
/// folded, or at most one edit in three letters away. Ties go to the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    if word.is_empty() || word.len() > 200 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (edits(&word, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance * 3 <= word.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words
/// (optimal string alignment distance).
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The alphabetical order of a language: in Swedish å, ä and ö come last.
pub struct Alphabet(CollatorBorrowed<'static>);

impl Alphabet {
    /// The order of `language` (a BCP 47 tag), or the root order where it is unknown.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        let collator =
            Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default())
                .or_else(|_| {
                    Collator::try_new(CollatorPreferences::default(), CollatorOptions::default())
                })
                .expect("the root collation is compiled in");
        Self(collator)
    }

    /// Bytes that sort as `text` does; made once for each thing that is sorted.
    #[must_use]
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        match self.0.write_sort_key_to(text, &mut key) {
            Ok(_) => key,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_digits() {
        assert_eq!(hex(&[0, 1, 0x9a, 0xff]), "00019aff");
    }

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("Bageriet i Hjo", "bageriet-i-hjo"),
            ("Åmål, Öckerö & Ängelholm", "amal-ockero-angelholm"),
            ("A\u{30a}ma\u{30a}l", "amal"),
            ("  --  ", ""),
            ("😀", ""),
            ("../../etc/passwd", "etc-passwd"),
            ("con", "con-x"),
            ("Straße", "strasse"),
            ("Smørrebrød", "smorrebrod"),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
        assert!(slug(&"å".repeat(500)).len() <= SLUG_MAX);
    }

    #[test]
    fn near_misses() {
        let names = ["Öckerö", "Orust", "Göteborg", "Hjo"];
        for (word, expected) in [
            ("Ockero", Some("Öckerö")),
            ("Götebrog", Some("Göteborg")),
            ("Hj", Some("Hjo")),
            ("Stockholm", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word:?}");
        }
    }

    #[test]
    fn swedish_order_puts_a_ring_a_umlaut_and_o_umlaut_last() {
        let alphabet = Alphabet::new("sv");
        let mut names = ["Öckerö", "Ängelholm", "Zinkgruvan", "Åmål", "Alingsås", "Vara", "Wiken"];
        names.sort_by_key(|name| alphabet.key(name));
        assert_eq!(
            names,
            ["Alingsås", "Vara", "Wiken", "Zinkgruvan", "Åmål", "Ängelholm", "Öckerö"]
        );
    }
}
