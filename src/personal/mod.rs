//! Personal data in a text: numbers and addresses that point to one person, and words on what the
//! law protects most.
//!
//! A source is looked through as it is, whatever its format: front matter, text, link targets,
//! comments. So nothing is missed that a parser would drop or fail on, and every finding has its
//! place. [`plain`] takes care of what is written otherwise than it is seen.
//!
//! What is found is not yet wrong: whether an address is one of the site's own contacts is decided by
//! who asks, so that a text can be remembered however the settings change.

mod account;
mod digits;
mod email;
mod identity;
mod phone;
pub mod plain;
pub mod sensitive;

use std::ops::Range;

use plain::Plain;

/// A number or an address of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes of the source.
    pub span: Range<usize>,
    /// What it is, whatever way it was written: digits alone, letters in one case.
    pub value: String,
}

/// Kinds of [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A personal identity or coordination number: its last ten digits.
    IdentityNumber,
    /// An e-mail address in lower case.
    Email,
    /// A Swedish telephone number with its area code, beginning with 0.
    Phone,
    /// An IBAN, or a Swedish account, bankgiro or plusgiro number.
    BankAccount,
}

/// The end of a number in the text that is looked through, and its value.
struct Part {
    end: usize,
    value: String,
}

/// What a text holds, by place.
#[must_use]
pub fn find(source: &str) -> Vec<Finding> {
    find_in(&Plain::new(source))
}

/// What a drawing shows, by place: its text, and no outline, which is all numbers.
#[must_use]
pub fn find_in_drawing(source: &str) -> Vec<Finding> {
    let mut found = find_in(&Plain::of_xml(source));
    for label in labels(source) {
        let inside = find(&source[label.clone()]).into_iter();
        found.extend(inside.map(|finding| Finding {
            span: finding.span.start + label.start..finding.span.end + label.start,
            ..finding
        }));
    }
    found.sort_by_key(|finding| finding.span.start);
    found
}

/// The values of the attribute that is read to those who do not see the drawing.
fn labels(source: &str) -> impl Iterator<Item = Range<usize>> {
    source.match_indices("aria-label=").filter_map(|(at, name)| {
        let start = at + name.len() + 1;
        let quote = source[at + name.len()..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let length = source[start..].find(quote)?;
        Some(start..start + length)
    })
}

/// The one value that `text` is, however it is written: what a setting such as a contact is compared
/// by. Empty when it holds none.
#[must_use]
pub fn value_of(text: &str) -> String {
    let plain = Plain::new(text);
    if plain.text.contains('@') {
        return plain.text.trim().to_lowercase();
    }
    let letters = plain.text.chars().filter(char::is_ascii_alphanumeric);
    let value: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let abroad = value.strip_prefix("0046").or_else(|| {
        plain.text.trim_start().starts_with("+46").then(|| value.strip_prefix("46")).flatten()
    });
    match abroad {
        Some(rest) if digits => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        // The century of an identity number.
        None if digits && value.len() == 12 => value[2..].to_owned(),
        _ => value,
    }
}

/// What numbers and the signs of e-mail addresses begin with.
const BEGINS: plain::Bytes = plain::bytes(b"0123456789@([");

fn find_in(plain: &Plain<'_>) -> Vec<Finding> {
    let text = &*plain.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = plain::next(text, at, &BEGINS) {
        at = next;
        let (kind, range, value) = match text.as_bytes()[at] {
            b'0'..=b'9' => {
                let Some((kind, start, part)) = number(text, at) else {
                    at = digits::group_end(text, at);
                    continue;
                };
                (kind, start..part.end, part.value)
            }
            _ => {
                let length = sign(&text[at..]);
                let address = (length > 0).then(|| email::find(text, at, length)).flatten();
                let Some((range, value)) = address else {
                    at += length.max(1);
                    continue;
                };
                (Kind::Email, range, value)
            }
        };
        at = range.end;
        found.push(Finding { kind, span: plain.span(range), value });
    }
    found
}

/// The length of the sign of an e-mail address at the beginning of `rest`; 0 when there is none.
fn sign(rest: &str) -> usize {
    let signs = ["@", "(at)", "[at]", "(a)", "[a]", "(snabel-a)", "[snabel-a]"];
    let is_begun =
        |sign: &&&str| rest.get(..sign.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(sign));
    signs.iter().find(is_begun).map_or(0, |sign| sign.len())
}

/// The number whose first group of digits begins at `at`, and where it begins itself.
fn number(text: &str, at: usize) -> Option<(Kind, usize, Part)> {
    if let Some((start, part)) = account::iban(text, at) {
        return Some((Kind::BankAccount, start, part));
    }
    let group = &text[at..digits::group_end(text, at)];
    let identity = || identity::find(text, at).map(|part| (Kind::IdentityNumber, at, part));
    let phone = || {
        let start = if text[..at].ends_with('+') { at - 1 } else { at };
        phone::find(text, at).map(|part| (Kind::Phone, start, part))
    };
    let account = || account::find(text, at).map(|part| (Kind::BankAccount, at, part));
    if phone::is_bare_mobile(group) {
        return phone();
    }
    identity().or_else(phone).or_else(account)
}

#[cfg(test)]
mod tests;
