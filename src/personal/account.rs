//! Bank accounts: IBAN wherever it stands; bankgiro, plusgiro and Swedish account numbers beside the
//! word that says so, because alone they look like any other number.
//!
//! The check of an IBAN is twenty lines of ISO 13616; a package would bring a table of countries that
//! changes, and refuse what it does not know yet.

use super::digits::{Joint, begin_of_char, group_end, is_amount, is_checked, is_in_address, joint};
use super::{Part, identity};

/// How far a number may stand behind its word, in bytes.
const BESIDE: usize = 32;

/// The IBAN whose first digits are at `at`: two letters, two digits, and 11 to 30 letters and digits
/// in one piece or in groups of four. Gives where it begins, too.
pub fn iban(text: &str, at: usize) -> Option<(usize, Part)> {
    let bytes = text.as_bytes();
    let start = at.checked_sub(2)?;
    let country = &bytes[start..at];
    let is_begun = country.iter().all(u8::is_ascii_alphabetic)
        && !(start > 0 && bytes[start - 1].is_ascii_alphanumeric());
    if !is_begun || !bytes[at..].iter().take(2).all(u8::is_ascii_digit) {
        return None;
    }
    let mut value = String::new();
    let (mut end, mut group) = (start, 0);
    for (length, byte) in bytes[start..].iter().enumerate().take(48) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                value.push(char::from(byte.to_ascii_uppercase()));
                (end, group) = (start + length + 1, group + 1);
            }
            b' ' | b'-' if group == 4 => group = 0,
            _ => break,
        }
    }
    // Words behind it may look like more of it.
    let words = text[start..end].match_indices([' ', '-']).map(|(space, _)| start + space);
    let ends = [end].into_iter().chain(words.collect::<Vec<_>>().into_iter().rev());
    for end in ends {
        value.truncate(text[start..end].bytes().filter(u8::is_ascii_alphanumeric).count());
        if (15..=34).contains(&value.len()) && is_iban(&value) {
            return Some((start, Part { end, value }));
        }
    }
    None
}

/// The first four characters put last, letters read as 10 to 35, the whole is 1 modulo 97.
fn is_iban(value: &str) -> bool {
    let (head, tail) = value.split_at(4);
    let rest = tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36));
    rest.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97) == 1
}

/// What kind of account number a word announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Announced {
    Bankgiro,
    Plusgiro,
    Account,
}

/// The bankgiro, plusgiro or account number that begins at `at`, with the word beside it.
pub fn find(text: &str, at: usize) -> Option<Part> {
    let first = group_end(text, at);
    // Most numbers are short and alone, and the word is looked for last.
    if first - at < 7 && joint(text, first).is_none() {
        return None;
    }
    let announced = announced(text, at)?;
    let (mut end, mut value) = (first, text[at..first].to_owned());
    let mut shape = vec![first - at];
    let mut joints = Vec::new();
    while let Some((joint, next)) = joint(text, end) {
        let upto = group_end(text, next);
        let fits = matches!(joint, Joint::Hyphen | Joint::Space | Joint::Dot)
            || (joint == Joint::Comma && announced == Announced::Account);
        // The number of a personal account may be that of the person.
        let fits = fits && identity::find(text, next).is_none();
        if !fits || value.len() + upto - next > 16 {
            break;
        }
        value.push_str(&text[next..upto]);
        joints.push(joint);
        shape.push(upto - next);
        end = upto;
    }
    let length = value.len();
    let is_account = match announced {
        Announced::Bankgiro => (7..=8).contains(&length) && is_checked(&value),
        Announced::Plusgiro => {
            let has_hyphen = joints.last() == Some(&Joint::Hyphen);
            (2..=8).contains(&length) && has_hyphen && is_checked(&value)
        }
        Announced::Account => (7..=16).contains(&length) && !is_day_or_years(&shape, &joints),
    };
    let is_other = is_amount(text, end) || is_in_address(text, at);
    (is_account && !is_other).then_some(Part { end, value })
}

/// `2026-05-01` and `2024-2025` are no accounts.
fn is_day_or_years(shape: &[usize], joints: &[Joint]) -> bool {
    joints.iter().all(|joint| *joint == Joint::Hyphen) && matches!(shape, [4, 2, 2] | [4, 4])
}

/// The word of an account that stands before `at` without another number between, or right behind
/// the number in brackets.
fn announced(text: &str, at: usize) -> Option<Announced> {
    let bytes = text.as_bytes();
    let from = at.saturating_sub(BESIDE);
    let is_other = |byte: &u8| byte.is_ascii_digit();
    let from = bytes[from..at].iter().rposition(is_other).map_or(from, |last| from + last + 1);
    let head = &text[begin_of_char(text, from)..at];
    let head = head.rsplit("\n\n").next().unwrap_or(head);
    let named = |part: &str| part.split(|c: char| !c.is_alphabetic()).rev().find_map(kind_of);
    named(head).or_else(|| {
        let is_more = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-');
        let length = bytes[at..].iter().take(BESIDE).take_while(is_more).count();
        let inner = text[at + length..].strip_prefix('(')?;
        let end = inner.bytes().take(BESIDE).position(|byte| byte == b')')?;
        named(&inner[..end])
    })
}

/// What the words announce.
const WORDS: [(&str, Announced); 23] = [
    ("bg", Announced::Bankgiro),
    ("bankgiro", Announced::Bankgiro),
    ("bankgirot", Announced::Bankgiro),
    ("bankgironr", Announced::Bankgiro),
    ("bankgironummer", Announced::Bankgiro),
    ("pg", Announced::Plusgiro),
    ("plusgiro", Announced::Plusgiro),
    ("plusgirot", Announced::Plusgiro),
    ("plusgironr", Announced::Plusgiro),
    ("plusgironummer", Announced::Plusgiro),
    ("postgiro", Announced::Plusgiro),
    ("account", Announced::Account),
    ("bankkonto", Announced::Account),
    ("bankkontonummer", Announced::Account),
    ("clearing", Announced::Account),
    ("clearingnr", Announced::Account),
    ("clearingnummer", Announced::Account),
    ("konto", Announced::Account),
    ("kontonr", Announced::Account),
    ("kontonummer", Announced::Account),
    ("kontot", Announced::Account),
    ("personkonto", Announced::Account),
    ("sparkonto", Announced::Account),
];

fn kind_of(word: &str) -> Option<Announced> {
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, kind)| *kind)
}
