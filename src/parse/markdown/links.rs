//! Where a link or picture may lead: https, http, mailto, tel, and files of the content folder.
//!
//! What is judged is the address as a browser could come to see it: character references are
//! resolved by the parser, per cent, white space and controls here. Whatever is not on the list
//! is refused, so that a new trick has nowhere to go.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::model::LinkTarget;
use crate::text::nfc;

/// An address that is allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Another site.
    Web(String),
    /// E-mail or telephone.
    Contact(String),
    /// A text of this site.
    Inside(LinkTarget),
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is none.
    Empty,
    /// A scheme that is not on the list.
    Scheme,
    /// `https:` without a host that can be one, `mailto:` without an address.
    Unfinished,
    /// `//host`.
    WithoutScheme,
    /// `/path`.
    Absolute,
    /// A Windows path.
    Backslash,
    /// A file outside the content folder.
    Outside,
    /// A file that is no text of this site.
    File,
    /// A host or e-mail address whose scheme is missing.
    LooksForeign,
    /// Bytes that are no text.
    Unreadable,
    /// A picture of another site, or one written into the address.
    ForeignPicture,
}

/// Judges the address of a link in `file`, with character references resolved.
pub(super) fn address(file: &Arc<str>, written: &str) -> Result<Address, Refusal> {
    let (clean, bare) = read(written)?;
    match scheme(&bare) {
        Some(scheme) => with_scheme(&scheme, &clean),
        None => inside(file, &clean, &bare),
    }
}

/// Judges the address of a picture in `file`; returns the file it lies in.
pub(super) fn picture(file: &str, written: &str) -> Result<Arc<str>, Refusal> {
    let (clean, bare) = read(written)?;
    match scheme(&bare).as_deref() {
        Some("http" | "https" | "data" | "blob") => return Err(Refusal::ForeignPicture),
        Some(_) => return Err(Refusal::Scheme),
        None if bare.starts_with("//") => return Err(Refusal::ForeignPicture),
        None => {}
    }
    refuse_root(&bare)?;
    let path = decode(&clean)?;
    resolve(file, &path).map(Arc::from)
}

/// The address without what a browser skips, and the same as far decoded as it goes.
fn read(written: &str) -> Result<(String, String), Refusal> {
    let clean: String = written.trim().chars().filter(|c| !c.is_control()).collect();
    let mut bare = clean.clone();
    // Nobody writes an address that is wrapped more often than this without ill will.
    for _ in 0..4 {
        if !bare.contains('%') {
            break;
        }
        bare = percent_decode_str(&bare).decode_utf8_lossy().into_owned();
    }
    bare.retain(|c| !c.is_whitespace() && !c.is_control());
    if bare.is_empty() { Err(Refusal::Empty) } else { Ok((clean, bare)) }
}

/// What stands before a colon in the first part of the address, in lower case.
fn scheme(bare: &str) -> Option<String> {
    let first = bare.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    first.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())
}

fn with_scheme(scheme: &str, clean: &str) -> Result<Address, Refusal> {
    if !matches!(scheme, "http" | "https" | "mailto" | "tel") {
        return Err(Refusal::Scheme);
    }
    // The scheme must stand there in plain letters, not only after decoding.
    let plain = clean.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let rest = clean.get(scheme.len()..).and_then(|rest| rest.strip_prefix(':'));
    let rest = rest.filter(|_| plain).ok_or(Refusal::Scheme)?;
    match scheme {
        "mailto" => {
            let (to, _) = rest.split_once('?').unwrap_or((rest, ""));
            let complete = to.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.contains('@')
            });
            complete.then(|| Address::Contact(clean.to_owned())).ok_or(Refusal::Unfinished)
        }
        "tel" => {
            let digits: String = rest.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            let known =
                |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().\u{2013}".contains(c);
            let good = rest.replace("%20", " ").chars().all(known) && digits.len() >= 3;
            good.then(|| Address::Contact(format!("tel:{digits}"))).ok_or(Refusal::Unfinished)
        }
        _ => {
            let host = rest.strip_prefix("//").unwrap_or_default();
            let host = host.split(['/', '?', '#']).next().unwrap_or_default();
            if host.contains('\\') {
                return Err(Refusal::Backslash);
            }
            // Of any language's letters and signs; with a port, an address of numbers, a user's name.
            let known = |c: char| {
                c.is_ascii_alphanumeric()
                    || "-._~:[]@%".contains(c)
                    || !c.is_ascii() && !c.is_whitespace()
            };
            (host.contains(char::is_alphanumeric) && host.chars().all(known))
                .then(|| Address::Web(clean.to_owned()))
                .ok_or(Refusal::Unfinished)
        }
    }
}

fn inside(file: &Arc<str>, clean: &str, bare: &str) -> Result<Address, Refusal> {
    if bare.starts_with("//") || bare.starts_with("\\\\") {
        return Err(Refusal::WithoutScheme);
    }
    refuse_root(bare)?;
    let (path, anchor) = clean.split_once('#').unwrap_or((clean, ""));
    let anchor = Some(decode(anchor)?).filter(|anchor| !anchor.is_empty());
    if path.is_empty() {
        return Ok(Address::Inside(LinkTarget { file: Arc::clone(file), anchor }));
    }
    let path = decode(path)?;
    let is_text = path.len() > 3 && path.to_ascii_lowercase().ends_with(".md");
    if !is_text {
        let first = path.split('/').next().unwrap_or_default();
        let foreign = path.contains('@')
            || path.to_ascii_lowercase().starts_with("www.")
            || (path.contains('/') && first.trim_matches('.').contains('.'));
        return Err(if foreign { Refusal::LooksForeign } else { Refusal::File });
    }
    let file = resolve(file, &path)?.into();
    Ok(Address::Inside(LinkTarget { file, anchor }))
}

fn refuse_root(bare: &str) -> Result<(), Refusal> {
    if bare.contains('\\') {
        Err(Refusal::Backslash)
    } else if bare.starts_with('/') {
        Err(Refusal::Absolute)
    } else {
        Ok(())
    }
}

fn decode(part: &str) -> Result<String, Refusal> {
    let decoded = percent_decode_str(part).decode_utf8().map_err(|_| Refusal::Unreadable)?;
    if decoded.contains(char::is_control) {
        return Err(Refusal::Unreadable);
    }
    Ok(nfc(&decoded).into_owned())
}

/// The path from the project's root of `path` as seen from `file`.
fn resolve(file: &str, path: &str) -> Result<String, Refusal> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            // The first part is the content folder itself.
            ".." if parts.len() <= 1 => return Err(Refusal::Outside),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(written: &str) -> String {
        match address(&Arc::from("content/stories/a/index.md"), written) {
            Ok(Address::Web(address) | Address::Contact(address)) => address,
            Ok(Address::Inside(target)) => match target.anchor {
                Some(anchor) => format!("{}#{anchor}", target.file),
                None => target.file.to_string(),
            },
            Err(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn allowed() {
        for (written, expected) in [
            ("https://a.se/x y?b#c", "https://a.se/x y?b#c"),
            (" HTTP://a.se ", "HTTP://a.se"),
            ("https://räksmörgås.se:8080/x", "https://räksmörgås.se:8080/x"),
            ("https://xn--a_b.हिन्दी.example?x", "https://xn--a_b.हिन्दी.example?x"),
            ("http://[::1]/", "http://[::1]/"),
            ("mailto:info@hjo.se?subject=Hej", "mailto:info@hjo.se?subject=Hej"),
            ("tel:+46 70-123 45 67", "tel:+46701234567"),
            ("annan.md", "content/stories/a/annan.md"),
            ("./annan.md#rubrik", "content/stories/a/annan.md#rubrik"),
            ("../b.en.md", "content/stories/b.en.md"),
            ("../../pages/om.md#", "content/pages/om.md"),
            ("%C3%A5%20b.md", "content/stories/a/å b.md"),
            ("a\u{30a}.md#a\u{30a}", "content/stories/a/å.md#å"),
            ("#rubrik", "content/stories/a/index.md#rubrik"),
            ("#", "content/stories/a/index.md"),
            ("a//b.md", "content/stories/a/a/b.md"),
        ] {
            assert_eq!(judge(written), expected, "{written}");
        }
    }

    #[test]
    fn g12_addresses_that_are_refused() {
        for (written, expected) in [
            ("", Refusal::Empty),
            ("javascript:alert(1)", Refusal::Scheme),
            ("JaVaScRiPt:alert(1)", Refusal::Scheme),
            ("java\nscript:alert(1)", Refusal::Scheme),
            ("\u{1}javascript:alert(1)", Refusal::Scheme),
            ("java\u{200b}script:alert(1)", Refusal::Scheme),
            ("javascript%3Aalert(1)", Refusal::Scheme),
            ("javascript%253Aalert(1)", Refusal::Scheme),
            ("%68ttps:x", Refusal::Scheme),
            ("data:text/html,<script>", Refusal::Scheme),
            ("vbscript:x", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("C:/x.md", Refusal::Scheme),
            ("javascript&colon;alert(1)", Refusal::File),
            ("https:a.se", Refusal::Unfinished),
            ("https:///x", Refusal::Unfinished),
            ("https://a.se\"><b>", Refusal::Unfinished),
            ("https://a se/x", Refusal::Unfinished),
            ("mailto:x", Refusal::Unfinished),
            ("tel:javascript", Refusal::Unfinished),
            ("https:\\\\a.se", Refusal::Unfinished),
            ("//a.se", Refusal::WithoutScheme),
            ("%2F%2Fa.se", Refusal::WithoutScheme),
            ("\\\\a.se", Refusal::WithoutScheme),
            ("/om/", Refusal::Absolute),
            ("..\\b.md", Refusal::Backslash),
            ("../../../b.md", Refusal::Outside),
            ("..%2F..%2F..%2Fb.md", Refusal::Outside),
            ("rapport.pdf", Refusal::File),
            ("b.md?x", Refusal::File),
            (".md", Refusal::File),
            ("www.hjo.se", Refusal::LooksForeign),
            ("hjo.se/om", Refusal::LooksForeign),
            ("info@hjo.se", Refusal::LooksForeign),
            ("%FF.md", Refusal::Unreadable),
            ("a%00.md", Refusal::Unreadable),
        ] {
            assert_eq!(judge(written), format!("{expected:?}"), "{written}");
        }
    }

    #[test]
    fn pictures() {
        let file = "content/stories/a/index.md";
        for (written, expected) in [
            ("bild.jpg", Ok("content/stories/a/bild.jpg")),
            ("../b%20c.jpg", Ok("content/stories/b c.jpg")),
            ("https://a.se/b.jpg", Err(Refusal::ForeignPicture)),
            ("//a.se/b.jpg", Err(Refusal::ForeignPicture)),
            ("data:image/png;base64,x", Err(Refusal::ForeignPicture)),
            ("javascript:x", Err(Refusal::Scheme)),
            ("/b.jpg", Err(Refusal::Absolute)),
            ("..\\b.jpg", Err(Refusal::Backslash)),
            ("../../../b.jpg", Err(Refusal::Outside)),
            ("", Err(Refusal::Empty)),
        ] {
            assert_eq!(picture(file, written).as_deref(), expected.as_deref(), "{written}");
        }
    }
}
