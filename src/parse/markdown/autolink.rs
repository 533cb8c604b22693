//! Bare web and e-mail addresses in running text.

use std::ops::Range;

/// The longest part of a host name.
const HOST: usize = 63;

/// A bare address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Where it leads, with its scheme.
    pub(super) address: String,
}

/// Every bare address in `text`, in order. Punctuation at its end stays outside.
pub(super) fn find(text: &str) -> Vec<Bare> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let bare = match bytes[at] {
            b':' => with_scheme(text, from, at),
            b'.' => without_scheme(text, from, at),
            b'@' => mail(text, from, at),
            _ => None,
        };
        at += 1;
        if let Some(bare) = bare {
            from = bare.range.end;
            at = from;
            found.push(bare);
        }
    }
    found
}

fn with_scheme(text: &str, from: usize, colon: usize) -> Option<Bare> {
    let rest = text[colon..].strip_prefix("://")?;
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        let start = colon.checked_sub(scheme.len()).filter(|start| *start >= from);
        start.is_some_and(|start| {
            text.as_bytes()[start..colon].eq_ignore_ascii_case(scheme.as_bytes())
        })
    })?;
    let start = colon - scheme.len();
    rest.chars().next().filter(|c| c.is_alphanumeric())?;
    starts_word(text, start).then_some(())?;
    let range = start..start + length(&text[start..]);
    let address = text[range.clone()].to_owned();
    (range.end > colon + 3).then_some(Bare { range, address })
}

fn without_scheme(text: &str, from: usize, dot: usize) -> Option<Bare> {
    let start = dot.checked_sub(3).filter(|start| *start >= from)?;
    text.as_bytes()[start..dot].eq_ignore_ascii_case(b"www").then_some(())?;
    starts_word(text, start).then_some(())?;
    // The host is looked at before the rest, and only as far as a host is long, so that a row of
    // things that are no addresses is read in linear time.
    let name: String = text[dot + 1..].chars().take(HOST).take_while(|c| is_name(*c)).collect();
    let rest = text[dot + 1 + name.len()..].strip_prefix('.')?;
    let complete = !name.is_empty() && rest.starts_with(char::is_alphanumeric);
    complete.then_some(())?;
    let range = start..start + length(&text[start..]);
    let address = format!("https://{}", &text[range.clone()]);
    Some(Bare { range, address })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

fn mail(text: &str, from: usize, sign: usize) -> Option<Bare> {
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
    let local = text.as_bytes()[from..sign].iter().rev().take_while(|byte| is_local(byte)).count();
    let start = sign - local;
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let host = text.as_bytes()[sign + 1..].iter().take_while(|byte| is_host(byte)).count();
    let host = text[sign + 1..sign + 1 + host].trim_end_matches(['.', '-']);
    let end = sign + 1 + host.len();
    let (name, top) = host.rsplit_once('.')?;
    let good_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let good_name = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !host.contains("..");
    let good_local = text[start..sign].starts_with(|c: char| c.is_ascii_alphanumeric());
    let apart = starts_word(text, start)
        && !text[..start].ends_with(['/', '@'])
        && !text[end..].starts_with(|c: char| c == '@' || c.is_alphanumeric());
    (good_top && good_name && good_local && apart)
        .then(|| Bare { range: start..end, address: format!("mailto:{}", &text[start..end]) })
}

fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// How long the web address is with which `text` begins.
fn length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"`”“»«…\\".contains(c);
    let text = &text[..text.find(ends).unwrap_or(text.len())];
    let mut surplus = text.matches(')').count().saturating_sub(text.matches('(').count());
    let mut kept = text;
    loop {
        kept = match kept.chars().next_back() {
            Some(')') if surplus > 0 => {
                surplus -= 1;
                &kept[..kept.len() - 1]
            }
            Some(c) if "?!.,:;*_~'’]}|".contains(c) => &kept[..kept.len() - c.len_utf8()],
            _ => return kept.len(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_text() {
        for (text, expected) in [
            ("se https://a.se.", &["https://a.se"][..]),
            (
                "(https://sv.wikipedia.org/wiki/Hjo_(stad))",
                &["https://sv.wikipedia.org/wiki/Hjo_(stad)"],
            ),
            ("HTTP://A.se/x?y=1, sen", &["HTTP://A.se/x?y=1"]),
            ("www.hjo.se och www.x", &["https://www.hjo.se"]),
            ("Skriv till info@hjo.se.", &["mailto:info@hjo.se"]),
            ("a@b.se, c.d+e@f-g.co.uk!", &["mailto:a@b.se", "mailto:c.d+e@f-g.co.uk"]),
            ("https://a.se/x@y.se", &["https://a.se/x@y.se"]),
            ("\"https://a.se\"", &["https://a.se"]),
            ("xhttps://a.se", &[]),
            ("https:// a", &[]),
            ("ftp://a.se javascript:alert(1) javascript://a.se", &[]),
            ("a@b a@b.1 åsa@b.se @b.se a@.se a@b..se", &[]),
            ("a@b@c.se", &["mailto:b@c.se"][..0]),
            ("x.www.se", &[]),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|bare| bare.address).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
