//! Quotation marks, dashes and dots as each language sets them.

use super::language::Language;

/// What kind of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Running text.
    Prose,
    /// The text of a link: figures stay as they are, for they are often names of things.
    Link,
    /// Text that must stay as it is.
    Verbatim,
}

/// Words after which two figures with a hyphen are a number, not a range.
const NUMBERS: [&str; 12] = [
    "bankgiro", "bg", "plusgiro", "pg", "tel", "telefon", "tfn", "phone", "dnr", "nr", "issn",
    "isbn",
];

/// How far back such a word is looked for, in characters.
const WORD: usize = 24;

/// Appends `text` to `out` with the marks of `language`. `before` is the character before it in
/// the same block.
pub(super) fn set(
    text: &str,
    before: Option<char>,
    (setting, language): (Setting, Language),
    out: &mut String,
) {
    if setting == Setting::Verbatim {
        out.push_str(text);
        return;
    }
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = next_mark(text, at) {
        let last = text[..found].chars().next_back().or(before);
        let (written, length) = mark(text, found, last, (setting, language));
        at = found + length;
        if let Some(written) = written {
            out.push_str(&text[done..found]);
            out.push_str(written);
            done = at;
        }
    }
    out.push_str(&text[done..]);
}

fn next_mark(text: &str, from: usize) -> Option<usize> {
    let is_mark = |byte: &u8| matches!(byte, b'"' | b'\'' | b'-' | b'.');
    text.as_bytes()[from..].iter().position(is_mark).map(|at| from + at)
}

/// What to write for the mark at `at`, if anything else than it, and how many bytes it takes.
fn mark(
    text: &str,
    at: usize,
    last: Option<char>,
    (setting, language): (Setting, Language),
) -> (Option<&'static str>, usize) {
    let rest = &text[at..];
    let sign = rest.as_bytes()[0];
    match sign {
        b'"' => return (quote(last, language), 1),
        b'\'' => return (apostrophe(last, rest[1..].chars().next(), language), 1),
        _ => {}
    }
    let alike = rest.bytes().take_while(|byte| *byte == sign).count();
    match sign {
        b'.' => ((alike == 3).then_some("…"), alike),
        _ if alike <= 2 && stands_free(text, at, alike, last) => (Some("–"), alike),
        _ if alike == 1 && setting == Setting::Prose && is_range(text, at) => (Some("–"), 1),
        _ => (None, alike),
    }
}

fn quote(last: Option<char>, language: Language) -> Option<&'static str> {
    match language {
        Language::Swedish => Some("”"),
        Language::English if opens(last) => Some("“"),
        Language::English => Some("”"),
        Language::Other => None,
    }
}

fn apostrophe(last: Option<char>, next: Option<char>, language: Language) -> Option<&'static str> {
    match language {
        // A decade cut short ('90s) begins with an apostrophe.
        Language::English if opens(last) && next.is_some_and(|c| !c.is_ascii_digit()) => Some("‘"),
        Language::Swedish | Language::English => Some("’"),
        Language::Other => None,
    }
}

/// Whether a quotation mark after `last` opens.
fn opens(last: Option<char>) -> bool {
    last.is_none_or(|c| c.is_whitespace() || "([{“‘\"'–—/".contains(c))
}

/// Whether the hyphens have a space on either side, as a dash between words.
fn stands_free(text: &str, at: usize, length: usize, last: Option<char>) -> bool {
    let next = text[at + length..].chars().next();
    last.is_some_and(char::is_whitespace) && next.is_some_and(char::is_whitespace)
}

/// Whether the hyphen at `at` stands between two figures that are a range: not in a date, a
/// telephone, account or organisation number.
fn is_range(text: &str, at: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b':');
    let bytes = text.as_bytes();
    // Longer figures are never a range that we may touch; the bound keeps long rows linear.
    let left = bytes[..at].iter().rev().take(12).take_while(|byte| is_part(byte)).count();
    let right = bytes[at + 1..].iter().take(12).take_while(|byte| is_part(byte)).count();
    let (from, to) =
        (&text[at - left..at], text[at + 1..at + 1 + right].trim_end_matches(['.', ',', ':']));
    let (head, tail) = (&text[..at - left], &text[at + 1 + to.len()..]);
    is_figure(from) && is_figure(to) && rises(from, to) && head_allows(head) && tail_allows(tail)
}

/// Groups of at most four digits.
fn is_figure(text: &str) -> bool {
    text.split(['.', ',', ':']).all(|group| (1..=4).contains(&group.len()))
}

/// Whether a range can go from `from` to `to`: rising, no leading zero, no month of a year.
fn rises(from: &str, to: &str) -> bool {
    let (Ok(first), Ok(last)) = (from.parse::<u32>(), to.parse::<u32>()) else {
        // Times and decimals.
        return true;
    };
    match (from.len(), to.len()) {
        (2.., _) if from.starts_with('0') => false,
        (4, 2) => last > 12 && last > first % 100,
        (4, 4) => first < last && (1000..3000).contains(&first) && last < 3000,
        (_, 2..) if to.starts_with('0') => false,
        _ => first < last,
    }
}

fn head_allows(head: &str) -> bool {
    let joined = |c: char| c.is_alphanumeric() || "-–+/_@#=&.,:".contains(c);
    if head.chars().next_back().is_some_and(joined) {
        return false;
    }
    let near = head.char_indices().rev().take(WORD).last().map_or(0, |(at, _)| at);
    let word = head[near..].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_matches(['.', ':', '(']).to_lowercase();
    !word.starts_with('+') && !NUMBERS.contains(&word.as_str())
}

fn tail_allows(tail: &str) -> bool {
    let mut chars = tail.chars();
    match chars.next() {
        Some('-') => chars.next().is_some_and(char::is_alphabetic),
        // "123-45 67" is how telephone numbers are grouped.
        Some(' ' | '\u{a0}') => {
            chars.by_ref().take_while(char::is_ascii_digit).take(3).count() != 2
        }
        Some(c) => !(c.is_alphanumeric() || "/_@=–".contains(c)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sv(text: &str) -> String {
        let mut out = String::new();
        set(text, None, (Setting::Prose, Language::Swedish), &mut out);
        out
    }

    #[test]
    fn swedish() {
        for (text, expected) in [
            ("\"Hej\" sa hon", "”Hej” sa hon"),
            ("Hon sa: \"'Ja'\".", "Hon sa: ”’Ja’”."),
            ("Lasse's", "Lasse’s"),
            ("och så...", "och så…"),
            ("och så....", "och så...."),
            ("bröd - och bullar", "bröd – och bullar"),
            ("bröd -- och bullar", "bröd – och bullar"),
            ("bröd -\noch bullar", "bröd –\noch bullar"),
            ("--strict", "--strict"),
            ("in- och utvandring", "in- och utvandring"),
            ("10-12 personer", "10–12 personer"),
            ("(10-12)", "(10–12)"),
            ("10-12.", "10–12."),
            ("10-12-åringar", "10–12-åringar"),
            ("åren 2012-2014", "åren 2012–2014"),
            ("1990-95", "1990–95"),
            ("kl. 10.00-12.30", "kl. 10.00–12.30"),
            ("10-12 000 kr", "10–12 000 kr"),
            ("2024-05-06", "2024-05-06"),
            ("2024-05", "2024-05"),
            ("769600-0004", "769600-0004"),
            ("19800101-1234", "19800101-1234"),
            ("070-123 45 67", "070-123 45 67"),
            ("08-123 456", "08-123 456"),
            ("+46 70-123 45 67", "+46 70-123 45 67"),
            ("123-45 67", "123-45 67"),
            ("bankgiro: 123-4567", "bankgiro: 123-4567"),
            ("5050-1055", "5050-1055"),
            ("A4-5", "A4-5"),
            ("3-2", "3-2"),
            ("1-2-3", "1-2-3"),
            ("-5", "-5"),
            ("10-", "10-"),
            ("-", "-"),
        ] {
            assert_eq!(sv(text), expected, "{text}");
        }
    }

    #[test]
    fn english() {
        for (text, before, expected) in [
            ("\"Hi,\" she said", None, "“Hi,” she said"),
            ("(\"Hi\")", None, "(“Hi”)"),
            ("it's 'fine'", None, "it’s ‘fine’"),
            ("the '90s", None, "the ’90s"),
            ("\" she said", Some('i'), "” she said"),
            ("10-12", None, "10–12"),
        ] {
            let mut out = String::new();
            set(text, before, (Setting::Prose, Language::English), &mut out);
            assert_eq!(out, expected, "{text}");
        }
    }

    #[test]
    fn other_places() {
        for (setting, language, expected) in [
            (Setting::Link, Language::Swedish, "”a” 10-12…"),
            (Setting::Verbatim, Language::Swedish, "\"a\" 10-12..."),
            (Setting::Prose, Language::Other, "\"a\" 10–12…"),
        ] {
            let mut out = String::new();
            set("\"a\" 10-12...", None, (setting, language), &mut out);
            assert_eq!(out, expected, "{setting:?} {language:?}");
        }
    }
}
