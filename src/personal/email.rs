//! E-mail addresses, also those written `kim (at) foretaget.se`.

use std::ops::Range;

use crate::text::fold;

/// Domains that nobody has (RFC 2606).
const RESERVED: [&str; 3] = ["example.org", "example.com", "example.net"];
const RESERVED_ENDINGS: [&str; 4] = [".example", ".test", ".invalid", ".localhost"];

/// Endings of files: `bild@2x.png` is no address.
const FILES: [&str; 10] = ["png", "jpg", "jpeg", "webp", "svg", "gif", "avif", "pdf", "md", "yaml"];

/// What an address is called that belongs to a task and not to a person. It points to nobody, so it
/// is no personal data; each part of a name counts (`hjo.kommun@`, `info-vast@`).
const TASKS: [&str; 66] = [
    "admin",
    "arkiv",
    "bageri",
    "bestallning",
    "bibliotek",
    "bokning",
    "bokningen",
    "booking",
    "butik",
    "butiken",
    "cafe",
    "contact",
    "dataskydd",
    "dataskyddsombud",
    "diarium",
    "dpo",
    "dso",
    "ekonomi",
    "epost",
    "faktura",
    "fakturor",
    "gdpr",
    "hello",
    "hej",
    "hr",
    "info",
    "information",
    "invoice",
    "jobb",
    "kafe",
    "kansli",
    "kansliet",
    "kommun",
    "kommunen",
    "kontakt",
    "kontaktcenter",
    "kontor",
    "kontoret",
    "kundservice",
    "kundtjanst",
    "mail",
    "media",
    "medlem",
    "naringsliv",
    "noreply",
    "office",
    "order",
    "personuppgifter",
    "post",
    "postmaster",
    "press",
    "reception",
    "receptionen",
    "redaktion",
    "redaktionen",
    "registrator",
    "rekrytering",
    "sekretariat",
    "service",
    "styrelse",
    "styrelsen",
    "support",
    "upphandling",
    "verkstad",
    "webb",
    "webmaster",
];

const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 253;

/// The address whose sign of `length` bytes (`@`, `(at)`) stands at `at`, in lower case, and where
/// it stands.
pub fn find(text: &str, at: usize, length: usize) -> Option<(Range<usize>, String)> {
    let written = length > 1;
    let head = if written { text[..at].trim_end_matches(' ') } else { &text[..at] };
    let tail_at = at + length;
    let tail = if written { text[tail_at..].trim_start_matches(' ') } else { &text[tail_at..] };
    let tail_at = text.len() - tail.len();
    let local = local(head)?;
    let domain = domain(tail)?;
    let range = head.len() - local.len()..tail_at + domain.len();
    let (local, domain) = (local.to_lowercase(), domain.to_lowercase());
    (!is_reserved(&domain) && !is_task(&local)).then(|| (range, format!("{local}@{domain}")))
}

/// The part before the sign: the end of `head`.
fn local(head: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
    let mut start = head.len();
    for (at, c) in head.char_indices().rev() {
        if !is_part(c) || head.len() - at > LOCAL_MAX {
            break;
        }
        start = at;
    }
    let local = head[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    // `@kim@mastodon.social` is a name in a network, and no address.
    let is_name = head[..head.len() - local.len()].ends_with('@');
    (local.ends_with(char::is_alphanumeric) && !is_name).then_some(local)
}

/// The part behind the sign: the beginning of `tail`.
fn domain(tail: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let end = tail.char_indices().take(DOMAIN_MAX).find(|(_, c)| !is_part(*c));
    let domain = &tail[..end.map_or(tail.len(), |(at, _)| at)];
    let domain = domain.split("..").next()?.trim_end_matches(['.', '-']);
    let (labels, top) = domain.rsplit_once('.')?;
    let is_top = top.chars().count() > 1 && top.chars().all(char::is_alphabetic);
    let is_file = FILES.iter().any(|ending| top.eq_ignore_ascii_case(ending));
    (is_top && !is_file && labels.starts_with(char::is_alphanumeric)).then_some(domain)
}

fn is_reserved(domain: &str) -> bool {
    let is_at = |own: &str| {
        domain.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    RESERVED.into_iter().any(is_at)
        || RESERVED_ENDINGS.iter().any(|ending| domain.ends_with(ending))
}

fn is_task(local: &str) -> bool {
    let folded = fold(local);
    // What follows a plus only sorts the mail of the same box.
    let name = folded.split('+').next().unwrap_or_default();
    name.split(['.', '-', '_']).any(|part| TASKS.contains(&part))
}
