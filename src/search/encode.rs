//! How numbers, words and texts are written in the files of the index.
//!
//! - *Numbers* are base64 VLQ, as in source maps but without a sign: groups of five bits, the
//!   lowest first, each one character of [`DIGITS`]; 32 is added to all but the last. 0 is `A`,
//!   31 is `f`, 32 is `gB`. Most numbers take one or two characters, and compression makes up for
//!   the rest: a denser code would be 15 % smaller, and one that nobody can read.
//! - *Sorted words* are front-coded: a capital letter says how many characters a word shares with
//!   the one before (`A` 0, `B` 1, … `Z` 25), then comes the rest. Words hold no capital letters,
//!   so nothing else has to divide them: `skol`, `skola`, `skolår` are `AskolEaEår`.
//! - *Texts* are JavaScript strings in ASCII, so that no `charset` can spoil them.

use std::fmt::Write as _;

/// The digits of a number, from 0 to 63.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The longest beginning that two neighbours share.
const MOST_SHARED: usize = 25;

/// Writes a number.
pub(super) fn number(out: &mut String, mut number: u32) {
    loop {
        let low = (number & 31) as usize;
        number >>= 5;
        let more = if number > 0 { 32 } else { 0 };
        out.push(char::from(DIGITS[low | more]));
        if number == 0 {
            return;
        }
    }
}

/// What a digit of a number stands for.
pub(super) fn digit(byte: u8) -> Option<usize> {
    DIGITS.iter().position(|digit| *digit == byte)
}

/// Writes rising numbers as the gaps between them: each less the one before less 1.
pub(super) fn gaps(out: &mut String, numbers: impl IntoIterator<Item = u32>) {
    let mut next = 0;
    for rising in numbers {
        number(out, rising - next);
        next = rising + 1;
    }
}

/// Writes words one after the other, front-coded.
#[derive(Default)]
pub(super) struct FrontCoded {
    /// What has been written.
    pub(super) text: String,
    last: String,
}

impl FrontCoded {
    /// Writes the next word.
    pub(super) fn push(&mut self, word: &str) {
        let shared = shared(&self.last, word).min(MOST_SHARED);
        // In characters; the words hold none outside the Basic Multilingual Plane, so that
        // JavaScript counts alike.
        let letter = u8::try_from(shared).expect("at most 25");
        self.text.push(char::from(b'A' + letter));
        self.text.extend(word.chars().skip(shared));
        self.last.clear();
        self.last.push_str(word);
    }
}

/// How many characters two words share at their beginning.
pub(super) fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// The shortest beginning of `word` that comes after `before` in order.
pub(super) fn separator<'a>(before: &str, word: &'a str) -> &'a str {
    let length = shared(before, word) + 1;
    word.char_indices().nth(length).map_or(word, |(end, _)| &word[..end])
}

/// A file of the index: one call with its name and its columns.
pub(super) fn script(name: &str, columns: &[&str]) -> Vec<u8> {
    let mut script = String::from("forebild(");
    literal(&mut script, name);
    for column in columns {
        script.push(',');
        literal(&mut script, column);
    }
    script.push_str(")\n");
    script.into_bytes()
}

/// A file of the index whose one column is an object.
pub(super) fn object_script(name: &str, object: &serde_json::Value) -> Vec<u8> {
    let mut script = String::from("forebild(");
    literal(&mut script, name);
    script.push(',');
    for c in object.to_string().chars() {
        // Only inside the object's strings, where this is how JSON itself writes it.
        if c.is_ascii() { script.push(c) } else { escape(&mut script, c) }
    }
    script.push_str(")\n");
    script.into_bytes()
}

/// `text` as a JavaScript string of ASCII characters.
fn literal(out: &mut String, text: &str) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            '\0'..='\u{ff}' => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            c => escape(out, c),
        }
    }
    out.push('\'');
}

/// A character as JavaScript and JSON both read it.
fn escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, expected) in
            [(0, "A"), (31, "f"), (32, "gB"), (1023, "_f"), (u32::MAX, "______D")]
        {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, expected, "{value}");
        }
        let mut out = String::new();
        gaps(&mut out, [0, 1, 5, 40]);
        assert_eq!(out, "AADiB");
    }

    #[test]
    fn words() {
        let mut coded = FrontCoded::default();
        for word in ["skol", "skola", "skolår", "åsa", "åsa"] {
            coded.push(word);
        }
        assert_eq!(coded.text, "AskolEaEårAåsaD");
        for (before, word, expected) in [
            ("", "arbete", "a"),
            ("arbete", "arbetsträning", "arbets"),
            ("skol", "skola", "skola"),
            ("åk", "åsa", "ås"),
        ] {
            assert_eq!(separator(before, word), expected);
        }
    }

    #[test]
    fn scripts_are_ascii() {
        let script = script("t/0", &["Aå\n'\\", "€😀\u{2028}\t\u{7f}"]);
        let expected = r"forebild('t/0','A\xe5\n\'\\','\u20ac\ud83d\ude00\u2028\t\x7f')";
        assert_eq!(String::from_utf8(script).unwrap(), format!("{expected}\n"));
    }
}
