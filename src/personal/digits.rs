//! Groups of digits, what stands between them, and what stands around them.

/// What joins two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// A hyphen, with or without spaces.
    Hyphen,
    /// `+`, as in the identity number of somebody who is a hundred years old.
    Plus,
    /// White space (a single line break included) or `_`.
    Space,
    /// `.`.
    Dot,
    /// `/`.
    Slash,
    /// `)`, as in `(0521) 27 50 00`.
    Bracket,
    /// `,`.
    Comma,
}

/// What stands right before a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// A letter.
    Letter,
    /// Another number, joined by a sign alone: `2024-`.
    Number,
    /// Another number, and spaces: `12 `.
    NumberAndSpace,
    /// Anything else.
    Other,
}

/// The longest white space between two groups of one number, in bytes.
const GAP_MAX: usize = 40;

/// The end of the group of digits that begins at `at`.
pub fn group_end(text: &str, at: usize) -> usize {
    let digits = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit());
    at + digits.count()
}

/// What joins the group that ends at `end` to the next one, and where that begins.
pub fn joint(text: &str, end: usize) -> Option<(Joint, usize)> {
    let bytes = text.as_bytes();
    let (mut found, mut is_new_line) = (None, false);
    for (length, byte) in bytes[end..].iter().take(GAP_MAX).enumerate() {
        let sign = match byte {
            b'0'..=b'9' => return found.map(|joint| (joint, end + length)),
            b' ' | b'\t' | b'_' | b'\r' => Joint::Space,
            // An empty line ends a paragraph.
            b'\n' if !is_new_line => {
                is_new_line = true;
                Joint::Space
            }
            // The next line of a quotation.
            b'>' if is_new_line => Joint::Space,
            // What begins a line is an item of a list.
            _ if is_new_line => return None,
            b'*' => continue,
            b'-' => Joint::Hyphen,
            b'+' => Joint::Plus,
            b'.' => Joint::Dot,
            b'/' => Joint::Slash,
            b')' => Joint::Bracket,
            b',' => Joint::Comma,
            _ => return None,
        };
        found = match (found, sign) {
            (None | Some(Joint::Space), sign) => Some(sign),
            (Some(joint), Joint::Space) if joint != Joint::Dot => Some(joint),
            (Some(Joint::Bracket), Joint::Hyphen) => Some(Joint::Bracket),
            _ => return None,
        };
    }
    None
}

/// What stands right before the group that begins at `at`.
pub fn before(text: &str, at: usize) -> Before {
    let Some(last) = text[..at].chars().next_back() else { return Before::Other };
    if last.is_alphanumeric() {
        return Before::Letter;
    }
    let spaces = text[..at].trim_end_matches([' ', '\t']);
    let signs = text[..at].trim_end_matches(['-', '.', ',', '/', '+']);
    let ends_in_digit = |part: &str| part.ends_with(|c: char| c.is_ascii_digit());
    if spaces.len() < at && ends_in_digit(spaces) {
        Before::NumberAndSpace
    } else if signs.len() < at && ends_in_digit(signs) {
        Before::Number
    } else {
        Before::Other
    }
}

/// Whether a letter stands right behind `end`.
pub fn has_letter_behind(text: &str, end: usize) -> bool {
    text[end..].starts_with(char::is_alphanumeric)
}

/// The first place from `at` on where a character begins.
pub fn begin_of_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The last word before `at`, in lower case, when only spaces and signs stand between: `dnr` before
/// `2024-12`.
pub fn word_before(text: &str, at: usize) -> Option<String> {
    let from = begin_of_char(text, at.saturating_sub(GAP_MAX));
    let head =
        text[from..at].trim_end_matches([' ', ':', '.', '#', '=', '*', '(', '"', '\'', '-', '\t']);
    let word = head.rsplit(|c: char| !c.is_alphabetic()).next()?;
    (!word.is_empty()).then(|| word.to_lowercase())
}

/// Words that a number of something else than a person follows.
const REFERENCES: [&str; 22] = [
    "artikelnr",
    "artikelnummer",
    "artnr",
    "diarienr",
    "diarienummer",
    "dnr",
    "doi",
    "faktura",
    "fakturanr",
    "fakturanummer",
    "isbn",
    "issn",
    "ocr",
    "ordernr",
    "ordernummer",
    "ref",
    "referens",
    "referensnr",
    "referensnummer",
    "ärende",
    "ärendenr",
    "ärendenummer",
];

/// Whether the number at `at` is called a reference: `dnr 0123-45678`.
pub fn is_reference(text: &str, at: usize) -> bool {
    word_before(text, at).is_some_and(|word| REFERENCES.contains(&word.as_str()))
}

/// Whether what ends at `end` is an amount: a unit follows.
pub fn is_amount(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(' ');
    let word: String =
        rest.chars().take_while(|c| c.is_alphabetic() || *c == '%').take(9).collect();
    matches!(
        word.to_lowercase().as_str(),
        "kr" | "kronor"
            | "sek"
            | "tkr"
            | "mkr"
            | "msek"
            | "euro"
            | "eur"
            | "miljoner"
            | "%"
            | "procent"
    )
}

/// Whether `at` lies in a web address, where numbers name pages.
pub fn is_in_address(text: &str, at: usize) -> bool {
    const LONGEST: usize = 400;
    let head = &text.as_bytes()[..at];
    let from = head.len().saturating_sub(LONGEST);
    let is_end = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"' | b'(' | b'[' | b'\'')
    };
    let start = head[from..].iter().rposition(is_end).map_or(from, |end| from + end + 1);
    let begun = &head[start..];
    begun.windows(3).any(|part| part == b"://") || begun.starts_with(b"www.")
}

/// Whether the last digit checks the others: twice every second one from the right, and the sum of
/// all digits ends in 0 (Luhn, ISO/IEC 7812-1).
pub fn is_checked(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
