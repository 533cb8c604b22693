//! A page as the preview shows it: as it is built, with one script, which its policy lets in.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Tongue, Words};
use crate::finish::scan::{Context, Scanner, Token, decode, is, is_space};
use crate::text::hex;

/// Where the preview's own files lie; the site has no file with such an address.
pub const OWN: &str = "/__forebild/";

/// What the script of the preview needs of a policy: to run, to be told, and its style sheet.
const NEEDED: [&str; 3] = ["script-src", "style-src", "connect-src"];

/// What decides whether a page that is shown is still the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// A digest of all but the changing part of the names of style sheets.
    text: String,
    /// The addresses of the style sheets, in the order of the page.
    pub sheets: Vec<String>,
}

/// What has changed since a page was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Only the content of style sheets.
    Style,
    /// Something else.
    Text,
}

impl Fingerprint {
    /// The fingerprint of a page or another file, before anything is added to it.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let Ok(html) = std::str::from_utf8(bytes) else {
            return Self { text: short(Sha256::new().chain_update(bytes)), sheets: Vec::new() };
        };
        let head = Head::read(html);
        let (mut digest, mut from) = (Sha256::new(), 0);
        for hash in head.sheets.iter().filter_map(|sheet| hash_in(html, sheet)) {
            digest.update(&html[from..hash.start]);
            from = hash.end;
        }
        digest.update(&html[from..]);
        let address = |sheet: &Range<usize>| decode(&html[sheet.clone()], Context::Value);
        let sheets = head.sheets.iter().map(|sheet| address(sheet).into_owned()).collect();
        Self { text: short(digest), sheets }
    }

    /// A short name of it, which the page carries.
    #[must_use]
    pub fn name(&self) -> String {
        let sheets = short(Sha256::new().chain_update(self.sheets.join("\n")));
        format!("{}.{sheets}", self.text)
    }

    /// What is different here from the page that was shown under a name.
    #[must_use]
    pub fn since(&self, name: &str) -> Change {
        if name == self.name() {
            Change::None
        } else if name.split('.').next() == Some(self.text.as_str()) {
            Change::Style
        } else {
            Change::Text
        }
    }
}

/// The first 8 bytes of a digest: enough to tell the states of one page apart.
fn short(digest: Sha256) -> String {
    hex(&digest.finalize()[..8])
}

/// Where the part of a style sheet's name stands that changes with its content, as `1a2b3c4d` in
/// `assets/style-1a2b3c4d.css`.
fn hash_in(html: &str, sheet: &Range<usize>) -> Option<Range<usize>> {
    let stem = html[sheet.clone()].strip_suffix(".css")?;
    let (before, hash) = stem.rsplit_once('-')?;
    let is_hash = hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let start = sheet.start + before.len() + 1;
    is_hash.then(|| start..start + hash.len())
}

/// The page with the preview's script at the end of its head; what is no text stays as it is.
#[must_use]
pub fn with_script(bytes: Vec<u8>, tongue: Tongue) -> Vec<u8> {
    let name = Fingerprint::of(&bytes).name();
    let html = match String::from_utf8(bytes) {
        Ok(html) => html,
        Err(error) => return error.into_bytes(),
    };
    let head = Head::read(&html);
    let mut page = String::with_capacity(html.len() + 256);
    let mut from = 0;
    for policy in head.policies {
        page.push_str(&html[from..policy.written.start]);
        let allowing = allowing_us(&decode(policy.value, Context::Value));
        let escaped = allowing.replace('&', "&amp;").replace('"', "&quot;");
        page.push_str(&format!("\"{escaped}\""));
        from = policy.written.end;
    }
    page.push_str(&html[from..head.end]);
    let lang = language(tongue);
    page.push_str(&format!(
        "<script src={OWN}reload.js lang={lang} data-seen={name} defer></script>"
    ));
    page.push_str(&html[head.end..]);
    page.into_bytes()
}

/// A page of the preview's own, with `html` under its title. Nothing but the preview's script may
/// come with it.
#[must_use]
pub fn own_page(tongue: Tongue, title: &Words, html: &str) -> String {
    let (title, lang) = (title.in_tongue(tongue), language(tongue));
    format!(
        "<!doctype html><html lang={lang}><head><meta charset=utf-8>\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\
         <meta name=color-scheme content=\"light dark\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1>{html}</main></body></html>"
    )
}

/// The tag of a language.
#[must_use]
fn language(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Sv => "sv",
        Tongue::En => "en",
    }
}

/// A policy that lets the preview's script work, and is otherwise as it was.
fn allowing_us(policy: &str) -> String {
    let mut directives: Vec<String> = policy.split(';').map(str::to_owned).collect();
    while directives.last().is_some_and(|last| last.trim().is_empty()) {
        directives.pop();
    }
    for needed in NEEDED {
        let place = |name| directives.iter().position(|written| name_of(written) == name);
        match (place(needed), place("default-src")) {
            (Some(own), _) => directives[own] = with_self(needed, &directives[own]),
            // What is not named goes by the general rule, so its sources are taken over.
            (None, Some(general)) => directives.push(with_self(needed, &directives[general])),
            (None, None) => {}
        }
    }
    directives.join(";")
}

fn name_of(directive: &str) -> String {
    directive.split_ascii_whitespace().next().unwrap_or_default().to_ascii_lowercase()
}

/// The sources of a directive, named `name`, with what lies beside the page among them.
fn with_self(name: &str, directive: &str) -> String {
    let sources = directive.split_ascii_whitespace().skip(1);
    if name_of(directive) == name && sources.clone().any(|source| is(source, "'self'")) {
        return directive.to_owned();
    }
    // `'none'` counts only when it stands alone.
    let kept = sources.filter(|source| !is(source, "'none'") && !is(source, "'self'"));
    let sources: Vec<_> = kept.chain(["'self'"]).collect();
    format!(" {name} {}", sources.join(" "))
}

/// What the head of a page holds for us. Places are offsets in the page.
#[derive(Debug, Default)]
struct Head<'a> {
    /// Where it ends, whether or not its tags are written.
    end: usize,
    /// The security policies.
    policies: Vec<Policy<'a>>,
    /// The addresses of the style sheets, as written.
    sheets: Vec<Range<usize>>,
}

#[derive(Debug)]
struct Policy<'a> {
    /// Its text, as written.
    value: &'a str,
    /// Where it stands, quotes included.
    written: Range<usize>,
}

impl<'a> Head<'a> {
    /// Reads the page up to what can no longer be its head.
    fn read(html: &'a str) -> Self {
        let mut head = Self::default();
        let mut scanner = Scanner::new(html);
        loop {
            head.end = scanner.position();
            match scanner.next() {
                Some(Token::Open(tag)) if is_of_head(tag.name) => {
                    if is(tag.name, "meta") {
                        head.policies.extend(policy(html, &scanner));
                    } else if is(tag.name, "link") {
                        head.sheets.extend(sheet(html, &scanner));
                    }
                }
                Some(Token::Close(name)) if has_text(name) => {}
                Some(Token::Text(text)) if text.bytes().all(is_space) => {}
                Some(Token::Raw(_) | Token::Comment | Token::Doctype) => {}
                _ => return head,
            }
        }
    }
}

fn is_of_head(name: &str) -> bool {
    has_text(name) || ["html", "head", "meta", "link", "base"].iter().any(|known| is(name, known))
}

fn has_text(name: &str) -> bool {
    ["title", "script", "style"].iter().any(|known| is(name, known))
}

fn policy<'a>(html: &'a str, scanner: &Scanner<'a>) -> Option<Policy<'a>> {
    let attribute = |name| scanner.attributes().iter().find(|found| is(found.name, name)).copied();
    let kind = attribute("http-equiv")?;
    let content = attribute("content")?;
    if !is(kind.value, "content-security-policy") || content.value.is_empty() {
        return None;
    }
    let value = range_of(html, content.value);
    let before = html.as_bytes()[value.start - 1];
    let quote = usize::from(matches!(before, b'"' | b'\''));
    let written = value.start - quote..value.end + quote;
    Some(Policy { value: content.value, written })
}

fn sheet(html: &str, scanner: &Scanner<'_>) -> Option<Range<usize>> {
    let attribute = |name| scanner.attributes().iter().find(|found| is(found.name, name)).copied();
    let mut kinds = attribute("rel")?.value.split_ascii_whitespace();
    let is_sheet = kinds.any(|kind| is(kind, "stylesheet"));
    is_sheet.then(|| range_of(html, attribute("href").map_or("", |href| href.value)))
}

/// Where `part`, a slice of `html`, stands in it.
fn range_of(html: &str, part: &str) -> Range<usize> {
    if part.is_empty() {
        return 0..0;
    }
    let start = part.as_ptr().addr() - html.as_ptr().addr();
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = "<link rel=stylesheet href=../assets/style-1a2b3c4d.css>";
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'";

    fn script(html: &str, lang: &str) -> String {
        let name = Fingerprint::of(html.as_bytes()).name();
        format!("<script src=/__forebild/reload.js lang={lang} data-seen={name} defer></script>")
    }

    fn shown(html: &str) -> String {
        String::from_utf8(with_script(html.as_bytes().to_vec(), Tongue::Sv)).unwrap()
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        for (before, after) in [
            ("<!doctype html><html lang=sv><head><title>a</head>b</title>", "</head><body>x"),
            ("<!doctype html><meta charset=utf-8><title>x</title>\n", "<p>x"),
            ("<!doctype html><meta charset=utf-8>", "text <head> </head>"),
            ("<script>'</head>'</script><style></style><!-- </head> --><base href=x>", "<svg/>"),
            ("<HEAD><LINK REL=icon HREF=x>", "</HEAD>"),
            ("<head>", "<noscript><link href=x></noscript></head>"),
            ("<head>", "<template><p></template></head>"),
            ("<html>", "</html>"),
            ("<head>", "<p"),
            ("", "text"),
            ("", ""),
        ] {
            let html = format!("{before}{after}");
            assert_eq!(shown(&html), format!("{before}{}{after}", script(&html, "sv")), "{html}");
        }
    }

    #[test]
    fn the_script_speaks_the_language_of_the_tool() {
        let html = "<head></head>";
        let shown = with_script(html.as_bytes().to_vec(), Tongue::En);
        assert_eq!(shown, format!("<head>{}</head>", script(html, "en")).into_bytes());
    }

    #[test]
    fn a_page_that_is_no_text_stays_as_it_is() {
        assert_eq!(with_script(b"<head>\xff</head>".to_vec(), Tongue::Sv), b"<head>\xff</head>");
    }

    #[test]
    fn a_policy_lets_the_script_in_and_nothing_else() {
        for (policy, expected) in [
            (POLICY.to_owned(), format!("{POLICY}; connect-src 'self'")),
            (format!("{POLICY};"), format!("{POLICY}; connect-src 'self'")),
            (
                format!("{POLICY}; connect-src https://a.example"),
                format!("{POLICY}; connect-src https://a.example 'self'"),
            ),
            (
                "default-src 'none'".to_owned(),
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
                    .to_owned(),
            ),
            (
                "script-src 'NONE';style-src a.example;connect-src 'Self'".to_owned(),
                " script-src 'self'; style-src a.example 'self';connect-src 'Self'".to_owned(),
            ),
            (
                "default-src 'self'; script-src b.example; style-src 'self'".to_owned(),
                "default-src 'self'; script-src b.example 'self'; style-src 'self'; \
                 connect-src 'self'"
                    .to_owned(),
            ),
            ("img-src 'self'".to_owned(), "img-src 'self'".to_owned()),
        ] {
            assert_eq!(allowing_us(&policy), expected, "{policy}");
        }
    }

    #[test]
    fn a_policy_is_changed_where_it_stands() {
        let added = "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'";
        for (written, expected) in [
            ("content=\"default-src 'self'\"", format!("content=\"{added}\"")),
            ("content='default-src &#39;self&#39;'", format!("content=\"{added}\"")),
            ("content=default-src&#32;&#39;self&#39;", format!("content=\"{added}\"")),
            (
                "content=\"default-src 'self'; report-uri /?a&amp;b\"",
                format!(
                    "content=\"{}\"",
                    added.replace("; script", "; report-uri /?a&amp;b; script")
                ),
            ),
            ("content=\"\"", "content=\"\"".to_owned()),
        ] {
            let before = "<meta charset=utf-8><META HTTP-EQUIV=content-security-policy ";
            let html = format!("{before}{written}><title>x</title></head>å");
            let script = script(&html, "sv");
            let expected = format!("{before}{expected}><title>x</title>{script}</head>å");
            assert_eq!(shown(&html), expected, "{written}");
        }
    }

    #[test]
    fn what_is_no_policy_of_the_head_stays() {
        for html in [
            "<meta name=description content=\"default-src 'none'\"></head>",
            "</head><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">",
        ] {
            assert_eq!(shown(html).replace(&script(html, "sv"), ""), html);
        }
    }

    fn change(from: &str, to: &str) -> Change {
        Fingerprint::of(to.as_bytes()).since(&Fingerprint::of(from.as_bytes()).name())
    }

    #[test]
    fn a_new_style_is_told_from_a_new_text() {
        let page = format!("<head>{STYLE}</head><body>x");
        for (new, expected) in [
            (page.clone(), Change::None),
            (page.replace("1a2b3c4d", "00000000"), Change::Style),
            (page.replace('x', "y"), Change::Text),
            (page.replace("1a2b3c4d", "00000000").replace('x', "y"), Change::Text),
            (page.replace("style-", "print-"), Change::Text),
            (page.replace("../", "/"), Change::Text),
            (page.replace(STYLE, ""), Change::Text),
            (page.replace(STYLE, &format!("{STYLE}{STYLE}")), Change::Text),
            (page.replace("1a2b3c4d", "xxxxxxxx"), Change::Text),
            (page.replace("stylesheet", "icon"), Change::Text),
        ] {
            assert_eq!(change(&page, &new), expected, "{new}");
        }
        let body = format!("<head></head><body>{STYLE}");
        assert_eq!(change(&body, &body.replace("1a2b3c4d", "00000000")), Change::Text);
        assert_eq!(Fingerprint::of(b"x").since(""), Change::Text);
    }

    #[test]
    fn the_sheets_are_named_in_their_order() {
        let html = "<link href='a-00000000.css?x&amp;y' rel='preload Stylesheet'>\
                    <link rel=icon href=b><link rel=stylesheet>\
                    <link rel=stylesheet href=c-11111111.css>";
        let sheets = Fingerprint::of(html.as_bytes()).sheets;
        assert_eq!(sheets, ["a-00000000.css?x&y", "", "c-11111111.css"]);
    }
}
