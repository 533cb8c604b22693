//! The words of a text, as the search index and a reader's query hold them.
//!
//! The same rules stand in the script that searches in the browser, and both are tested with
//! `words-cases.txt` beside this file: a difference would be a word that is never found.
//!
//! 1. Accents become single characters (NFC), and soft hyphens go: they are invisible.
//! 2. A word is a run of letters, marks and digits (`\p{L}\p{M}\p{N}`) of Unicode's first plane;
//!    whatever else there is stands between words, hyphens, colons and apostrophes too.
//! 3. Lower case; without accents, but å, ä and ö are letters of their own in Swedish: *Åre* is
//!    `åre`, *Linnés* is `linnes`. `ø æ ß đ ð ł ς` are written `o ae ss d d l σ`.
//! 4. At most [`LONGEST`] characters. One letter alone is no word; one digit is.
//!
//! Worked example: `F.d. Café-gäster à 2½ år` gives `cafe gäster 2½ år`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text;

/// The most characters of a word; what follows is cut off.
pub const LONGEST: usize = 40;

/// Written within words to say where they may be broken, and never seen.
const SOFT_HYPHEN: char = '\u{AD}';

/// Calls `each` with every word of `text`, in order.
///
/// Nothing is allocated for a text in ASCII; `each` borrows the word only for its call.
pub fn words(text: &str, mut each: impl FnMut(&str)) {
    let text = text::nfc(text);
    let mut word = Word::default();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if is_of_word(c) {
            word.push_other(c);
        } else if c != SOFT_HYPHEN {
            word.end(&mut each);
        }
    }
    word.end(&mut each);
}

/// Whether `c` is a letter, a mark or a digit of the first plane, as `[\p{L}\p{M}\p{N}]` says.
fn is_of_word(c: char) -> bool {
    // Rust counts letters in circles as alphabetic; to Unicode they are symbols.
    let in_circle = ('\u{24B6}'..='\u{24E9}').contains(&c);
    c <= '\u{FFFF}' && !c.is_ascii() && !in_circle && (c.is_alphanumeric() || is_combining_mark(c))
}

/// The word that is being read.
#[derive(Default)]
struct Word {
    letters: String,
    count: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        self.letters.push(c);
        self.count += 1;
    }

    /// Adds a character that is not ASCII: in lower case and without accents.
    fn push_other(&mut self, c: char) {
        for c in c.to_lowercase() {
            match c {
                'å' | 'ä' | 'ö' => self.push(c),
                _ if is_hangul(c) => self.push(c),
                _ => std::iter::once(c)
                    .nfd()
                    .filter(|c| !is_combining_mark(*c))
                    .for_each(|c| self.push_base(c)),
            }
        }
    }

    /// Adds a letter without accents, written as readers without its key would type it.
    fn push_base(&mut self, c: char) {
        match c {
            'ø' => self.push('o'),
            'æ' => ['a', 'e'].into_iter().for_each(|c| self.push(c)),
            'ß' => ['s', 's'].into_iter().for_each(|c| self.push(c)),
            'đ' | 'ð' => self.push('d'),
            'ł' => self.push('l'),
            'ς' => self.push('σ'),
            c => self.push(c),
        }
    }

    /// Hands the word over, if it is one, and begins the next.
    fn end(&mut self, each: &mut impl FnMut(&str)) {
        if self.count > LONGEST {
            let cut = self.letters.char_indices().nth(LONGEST).map(|(at, _)| at);
            self.letters.truncate(cut.unwrap_or(self.letters.len()));
        }
        let digit = || self.letters.chars().all(char::is_numeric);
        if self.count > 1 || self.count == 1 && digit() {
            each(&self.letters);
        }
        self.letters.clear();
        self.count = 0;
    }
}

/// Syllables of Korean: taken apart they are letters, not a letter with accents.
fn is_hangul(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, |word| all.push(word.to_owned()));
        all
    }

    /// The cases that the script in the browser is tested with as well: text, tab, words. `\u{…}`
    /// stands for what an editor would change or not show.
    #[test]
    fn cases_shared_with_the_browser() {
        let cases = include_str!("words-cases.txt").lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for case in cases {
            let (text, expected) = case.split_once('\t').expect("a case has a tab");
            let expected: Vec<String> = expected.split_whitespace().map(unescape).collect();
            assert_eq!(all(&unescape(text)), expected, "{case}");
            count += 1;
        }
        assert!(count > 30);
    }

    fn unescape(text: &str) -> String {
        let mut parts = text.split("\\u{");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |before, part| {
            let (number, after) = part.split_once('}').expect("an escape ends");
            let number = u32::from_str_radix(number, 16).expect("an escape is hexadecimal");
            let c = char::from_u32(number).expect("an escape is a character");
            format!("{before}{c}{after}")
        })
    }

    proptest::proptest! {
        #[test]
        fn words_are_clean_and_stay_what_they_are(text in "\\PC{0,60}") {
            for word in all(&text) {
                proptest::prop_assert!(word.chars().count() <= LONGEST, "{word}");
                proptest::prop_assert!(!word.contains(|c: char| c.is_ascii_uppercase()), "{word}");
                proptest::prop_assert_eq!(all(&word), [word.clone()]);
            }
        }

        #[test]
        fn composed_and_decomposed_text_have_the_same_words(text in "[a-zA-ZåäöÅÄÖéüøİẞ '-]{0,40}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            proptest::prop_assert_eq!(all(&composed), all(&decomposed));
        }
    }
}
