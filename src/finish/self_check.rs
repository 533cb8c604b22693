//! The finished site as a reader's browser will meet it: what is broken in it is said before it
//! is published.
//!
//! Authors' mistakes are found earlier, at the line where they were made; what is found here has
//! slipped through, or comes from a theme. A fault of a layout stands on every page, so the same
//! fault is said once, with the number of pages. The same look tells what the site fetches from
//! others and where its forms send: its [`Findings`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rustc_hash::{FxHashMap, FxHashSet};

use super::findings::{Declared, Findings, Form, FormKind, Found};
use super::scan::{Context, Scanner, Tag, Token, decode, is, is_space};
use super::uses::{What, is_foreign};
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::text;
use crate::words;

/// The most kinds of fault that are said at once.
const MAX_FAULTS: usize = 100;
/// The longest path: Windows counts at most 260 characters, with the reader's own folder.
const MAX_PATH: usize = 200;

/// The finished site while its files come: all their paths are known, so that a page can be looked at
/// as soon as it is made, and need not be kept.
pub struct SelfCheck<'a> {
    paths: FxHashSet<&'a str>,
    declared: &'a Declared<'a>,
}

/// What was seen in a page or a style sheet.
pub struct Looked {
    path: String,
    is_page: bool,
    faults: Vec<Words>,
    /// The digests of its places, sorted.
    ids: Vec<u64>,
    /// Links to places on other pages, which may not be made yet.
    jumps: Vec<Jump>,
    /// What a browser fetches from other sites at once; each address once.
    fetches: Vec<String>,
    forms: Vec<Sending>,
}

/// A link to a place on another page.
#[derive(PartialEq, Eq)]
struct Jump {
    path: String,
    /// As in the link.
    fragment: String,
}

/// Those of a page, as they are found.
#[derive(Default)]
struct Jumps {
    found: Vec<Jump>,
    /// Room to work in.
    resolved: String,
}

/// A form, or a button that sends one elsewhere.
struct Sending {
    /// Where it sends, as it is written.
    written: String,
    /// Where it sends, from the top of the site for a page of it.
    address: String,
    kind: FormKind,
}

impl<'a> SelfCheck<'a> {
    /// A check of the site that will have files at these paths.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = &'a str>, declared: &'a Declared<'a>) -> Self {
        Self { paths: paths.into_iter().collect(), declared }
    }

    /// What the site says of itself.
    #[must_use]
    pub fn declared(&self) -> &'a Declared<'a> {
        self.declared
    }

    /// Looks at a page or a style sheet; at other files there is nothing to see.
    #[must_use]
    pub fn look(&self, path: &str, bytes: &[u8]) -> Option<Looked> {
        match path.rsplit('.').next() {
            Some("html") => Some(self.page(path, bytes)),
            Some("css") => Some(self.style(path, bytes)),
            _ => None,
        }
    }

    /// What there is to say of the site when all its pages and style sheets have been looked at.
    #[must_use]
    pub fn finish(self, mut looked: Vec<Looked>) -> (Findings, Vec<Diagnostic>) {
        // The first page that has a fault is named; style sheets come before pages.
        looked.sort_unstable_by(|a, b| (a.is_page, &a.path).cmp(&(b.is_page, &b.path)));
        let mut paths: Vec<&str> = self.paths.iter().copied().collect();
        paths.sort_unstable();
        let names = paths.into_iter().filter(|path| !is_legal(path)).map(|path| {
            let fault = words!(
                "`{path}` är inget namn som går att använda överallt",
                "`{path}` is not a name that can be used everywhere"
            );
            (path, fault)
        });
        let pages: FxHashMap<&str, &Looked> = looked
            .iter()
            .filter(|one| one.is_page)
            .map(|page| (page.path.as_str(), page))
            .collect();
        let of_files = looked.iter().flat_map(|one| {
            let own = one.faults.iter().cloned();
            let jumps = one.jumps.iter().filter_map(|jump| jump.fault(&pages));
            own.chain(jumps).map(|fault| (one.path.as_str(), fault))
        });
        let remarks = report(names.chain(of_files));
        (findings(&looked, self.declared), remarks)
    }
}

/// What pages and styles fetch from others, and the forms, each once.
fn findings(looked: &[Looked], declared: &Declared<'_>) -> Findings {
    let mut fetched: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut forms: BTreeMap<(&str, FormKind), (&Sending, &str, usize)> = BTreeMap::new();
    for one in looked {
        for address in &one.fetches {
            fetched.entry(address).or_insert((&one.path, 0)).1 += 1;
        }
        for form in &one.forms {
            forms.entry((&form.address, form.kind)).or_insert((form, &one.path, 0)).2 += 1;
        }
    }
    let place = |text: &str, path: &str| {
        declared.in_theme(text).unwrap_or_else(|| Place::whole(&Arc::from(path)))
    };
    let fetched = fetched.into_iter().map(|(name, (path, files))| Found {
        what: What::Fetches,
        name: name.to_owned(),
        place: place(name, path),
        files,
    });
    let forms = forms.into_iter().map(|((address, kind), (form, path, pages))| Form {
        place: place(&form.written, path),
        address: address.to_owned(),
        kind,
        pages,
    });
    Findings { uses: fetched.collect(), forms: forms.collect() }
}

/// Each fault once, at the first page that has it.
fn report<'a>(found: impl Iterator<Item = (&'a str, Words)>) -> Vec<Diagnostic> {
    let mut faults: BTreeMap<String, (&str, Words, usize)> = BTreeMap::new();
    for (path, fault) in found {
        let (_, _, count) = faults.entry(fault.en.clone()).or_insert((path, fault, 0));
        *count += 1;
    }
    let diagnostic = |(path, fault, count): (&str, Words, usize)| {
        let help = match count - 1 {
            0 => words!(
                "visa raden för den som sköter temat",
                "show this line to whoever looks after the theme",
            ),
            more => words!(
                "visa raden för den som sköter temat; felet finns på {more} sidor till",
                "show this line to whoever looks after the theme; {more} more pages have the fault",
            ),
        };
        Diagnostic::new(Code::SelfCheck, Place::whole(&Arc::from(path)), fault).help(help)
    };
    faults.into_values().take(MAX_FAULTS).map(diagnostic).collect()
}

/// Whether a path is legal on every file system.
fn is_legal(path: &str) -> bool {
    let legal = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default();
        let reserved = text::slug(stem).strip_suffix("-x") == Some(stem);
        let bytes = name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b));
        bytes && !reserved && !stem.is_empty() && !name.ends_with('.')
    };
    path.len() <= MAX_PATH && path.split('/').all(legal)
}

/// What names a picture for sharing.
const SHARED: [&str; 4] = ["og:image", "og:image:url", "og:image:secure_url", "twitter:image"];

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// A reader may go there.
    Follow,
    /// A browser fetches it at once.
    Load,
}

/// What a page says about itself.
#[derive(Default)]
struct Page<'a> {
    path: &'a str,
    /// Sorted.
    ids: Vec<Cow<'a, str>>,
    links: Vec<(Cow<'a, str>, Use)>,
    /// What a browser fetches from other sites at once.
    fetches: Vec<Cow<'a, str>>,
    forms: Vec<Asked<'a>>,
    /// Pictures that others are to show beside a link to the page.
    shared: Vec<Cow<'a, str>>,
}

impl<'a> Page<'a> {
    fn read(path: &'a str, bytes: &'a [u8]) -> (Self, Vec<Words>) {
        let mut reading = Reading::new(path);
        match std::str::from_utf8(bytes) {
            Ok(html) => reading.read(html),
            Err(_) => reading.fault(words!("sidan är inte UTF-8", "the page is not UTF-8")),
        }
        reading.finish()
    }

    fn has(&self, id: &str) -> bool {
        self.ids.binary_search_by(|own| own.as_ref().cmp(id)).is_ok()
    }
}

/// A form as a page asks for it.
struct Asked<'a> {
    address: Cow<'a, str>,
    /// Whether what is written goes to the host and not only into the address.
    posts: bool,
    /// Whether the page's own policy lets it send nothing to that address.
    is_stopped: bool,
}

impl Asked<'_> {
    /// Where it sends, and what it is there.
    fn sending(&self, page: &str, declared: &Declared<'_>) -> Sending {
        let address = self.address.trim();
        let sending = |to: &str, kind| Sending {
            written: self.address.clone().into_owned(),
            address: to.to_owned(),
            kind,
        };
        if declared.endpoint == Some(address) {
            return sending(address, FormKind::Declared);
        }
        let mut own = String::new();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let leaves = scheme(address).is_some() || path.starts_with(['/', '\\']);
        match (leaves, path.is_empty()) {
            (true, _) => own.push_str(address),
            (false, true) => own.push_str(page),
            (false, false) => {
                resolve(page, path, &mut own);
            }
        }
        let kind = if leaves || self.posts { FormKind::Undeclared } else { FormKind::Own };
        sending(&own, kind)
    }

    /// That the page's own policy stops the contact form.
    fn fault(&self, declared: &Declared<'_>) -> Option<Words> {
        let address = &self.address;
        let is_contact = declared.endpoint == Some(address.trim());
        (is_contact && self.is_stopped).then(|| {
            words!(
                "kontaktformuläret till `{address}` stoppas av sidans egna säkerhetsregler",
                "the contact form to `{address}` is stopped by the page's own security rules",
            )
        })
    }
}

/// A page on its way through the checks that need no other page.
struct Reading<'a> {
    page: Page<'a>,
    references: Vec<Cow<'a, str>>,
    faults: Vec<Words>,
    /// How many elements have begun in the head.
    in_head: Option<usize>,
    language: bool,
    title: bool,
    description: bool,
    policy: bool,
    /// What the policy allows.
    allowed: Cow<'a, str>,
    headings: usize,
    opened: Option<Opened>,
}

/// An element whose text is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Title,
    Script,
}

impl<'a> Reading<'a> {
    fn new(path: &'a str) -> Self {
        Self {
            page: Page { path, ..Page::default() },
            references: Vec::new(),
            faults: Vec::new(),
            in_head: None,
            language: false,
            title: false,
            description: false,
            policy: false,
            allowed: Cow::Borrowed(""),
            headings: 0,
            opened: None,
        }
    }

    fn fault(&mut self, fault: Words) {
        self.faults.push(fault);
    }

    /// Notes a link, or what is fetched from another site.
    fn link(&mut self, address: Cow<'a, str>, purpose: Use) {
        if purpose == Use::Load && is_foreign(&address) {
            self.page.fetches.push(address);
        } else {
            self.page.links.push((address, purpose));
        }
    }

    fn read(&mut self, html: &'a str) {
        let mut scanner = Scanner::new(html);
        while let Some(token) = scanner.next() {
            match token {
                Token::Open(tag) => {
                    self.opened = None;
                    self.tag(tag, &scanner);
                    self.attributes(tag, &scanner);
                }
                Token::Close(name) if is(name, "head") => self.in_head = None,
                Token::Raw(text) => self.raw(text),
                Token::Comment => self.fault(words!(
                    "sidan innehåller en HTML-kommentar",
                    "the page holds an HTML comment"
                )),
                Token::Broken => {
                    self.fault(words!("sidans HTML är trasig", "the page's HTML is broken"));
                }
                _ => {}
            }
        }
    }

    fn raw(&mut self, text: &str) {
        match self.opened {
            Some(Opened::Title) => self.title |= !text.trim().is_empty(),
            Some(Opened::Script) => self.fault(words!(
                "sidan har ett skript i texten, som säkerhetsreglerna stoppar",
                "the page has a script in its text, which the security rules stop",
            )),
            None => {}
        }
    }

    fn tag(&mut self, tag: Tag<'a>, scanner: &Scanner<'a>) {
        let name = tag.name;
        if let Some(count) = &mut self.in_head {
            *count += 1;
        }
        // Most tags are looked at no further: the first byte tells.
        match name.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b'h') if is(name, "html") => {
                self.language = scanner.value("lang").is_some_and(|lang| !lang.is_empty());
            }
            Some(b'h') if is(name, "head") => self.in_head = Some(0),
            Some(b'h') if is(name, "h1") => self.headings += 1,
            Some(b'm') if is(name, "meta") => self.meta(scanner),
            Some(b't') if is(name, "title") && !tag.foreign => self.opened = Some(Opened::Title),
            Some(b'i') if is(name, "img") => self.image(scanner),
            Some(b'f') if is(name, "form") => self.form(scanner, ["action", "method"]),
            Some(b'i' | b'b')
                if (is(name, "input") || is(name, "button"))
                    && scanner.value("formaction").is_some() =>
            {
                self.form(scanner, ["formaction", "formmethod"]);
            }
            Some(b's') if is(name, "script") => self.script(scanner),
            Some(b's') if is(name, "style") => self.inline_style("style"),
            Some(b'b') if is(name, "base") => self.fault(words!(
                "sidan har `<base>`, som leder läsaren fel när sidan öppnas från en mapp",
                "the page has `<base>`, which misleads readers who open it from a folder",
            )),
            _ => {}
        }
    }

    fn meta(&mut self, scanner: &Scanner<'a>) {
        let content = scanner.value("content").unwrap_or_default();
        let is_policy =
            scanner.value("http-equiv").is_some_and(|name| is(&name, "content-security-policy"));
        if is_policy {
            // A rule that comes after what it is to rule does nothing.
            self.policy = self.in_head == Some(2) && !content.contains("unsafe-");
            self.allowed = content.clone();
        }
        if scanner.value("name").is_some_and(|name| is(&name, "description")) {
            self.description = !content.trim().is_empty();
        }
        let key = scanner.value("property").or_else(|| scanner.value("name")).unwrap_or_default();
        if SHARED.iter().any(|known| is(&key, known)) {
            self.page.shared.push(content.clone());
        }
        let refreshes = scanner.value("http-equiv").is_some_and(|name| is(&name, "refresh"));
        if refreshes && let Some(address) = refresh(&content) {
            let purpose = if is_foreign(address) { Use::Load } else { Use::Follow };
            self.link(Cow::Owned(address.to_owned()), purpose);
        }
    }

    fn form(&mut self, scanner: &Scanner<'a>, [address, method]: [&str; 2]) {
        let address = scanner.value(address).unwrap_or_default();
        let posts = scanner.value(method).is_some_and(|method| is(&method, "post"));
        self.page.forms.push(Asked { address, posts, is_stopped: false });
    }

    fn image(&mut self, scanner: &Scanner<'a>) {
        let source = scanner.value("src").unwrap_or_default();
        for name in ["alt", "width", "height"] {
            if scanner.value(name).is_none() {
                self.fault(words!(
                    "bilden `{source}` saknar `{name}`",
                    "the picture `{source}` lacks `{name}`",
                ));
            }
        }
    }

    fn script(&mut self, scanner: &Scanner<'a>) {
        let kind = scanner.value("type").unwrap_or_default();
        let data = is(&kind, "application/ld+json") || is(&kind, "application/json");
        if is(&kind, "module") {
            self.fault(words!(
                "sidan har en skriptmodul, som inte fungerar från en mapp",
                "the page has a script module, which does not work from a folder",
            ));
        }
        if !data && scanner.value("src").is_none() {
            self.opened = Some(Opened::Script);
        }
    }

    fn inline_style(&mut self, name: &str) {
        self.fault(words!(
            "sidan har formatering i `{name}`, som säkerhetsreglerna stoppar",
            "the page has styling in `{name}`, which the security rules stop",
        ));
    }

    fn attributes(&mut self, tag: Tag<'a>, scanner: &Scanner<'a>) {
        for attribute in scanner.attributes() {
            let name = attribute.name;
            let value = || decode(attribute.value, Context::Value);
            match name.as_bytes().first().map(u8::to_ascii_lowercase) {
                Some(b'i') if is(name, "id") => self.page.ids.push(value()),
                Some(b'i') if is(name, "integrity") => self.fault(words!(
                    "sidan har `integrity`, som inte fungerar från en mapp",
                    "the page has `integrity`, which does not work from a folder",
                )),
                Some(b'o') if name.len() > 2 && is(&name[..2], "on") => {
                    let tag = tag.name;
                    self.fault(words!(
                        "`<{tag}>` har ett skript i `{name}`, som säkerhetsreglerna stoppar",
                        "`<{tag}>` has a script in `{name}`, which the security rules stop",
                    ));
                }
                Some(b's') if is(name, "style") => self.inline_style("style"),
                Some(b's') if is(name, "srcset") => self.source_set(attribute.value),
                Some(b'i') if is(name, "imagesrcset") => self.source_set(attribute.value),
                Some(b'f' | b'a')
                    if ["for", "aria-labelledby", "aria-describedby"]
                        .iter()
                        .any(|reference| is(name, reference)) =>
                {
                    let ids = attribute.value.split(|c: char| u8::try_from(c).is_ok_and(is_space));
                    self.references.extend(ids.filter(|id| !id.is_empty()).map(Cow::Borrowed));
                }
                _ if is_address(name) => {
                    let purpose = purpose(tag, name, scanner);
                    self.link(value(), purpose);
                }
                _ => {}
            }
        }
    }

    fn source_set(&mut self, value: &'a str) {
        for address in value.split(',').filter_map(|one| one.split_whitespace().next()) {
            self.link(Cow::Borrowed(address), Use::Load);
        }
    }

    fn finish(mut self) -> (Page<'a>, Vec<Words>) {
        self.page.ids.sort_unstable();
        let twice: Vec<_> = self.page.ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        for id in twice.iter().map(|pair| &pair[0]) {
            self.faults.push(words!(
                "`id=\"{id}\"` står två gånger på sidan",
                "`id=\"{id}\"` stands twice on the page",
            ));
        }
        for id in self.references.iter().filter(|id| !self.page.has(id)) {
            self.faults.push(words!(
                "något på sidan hänvisar till `{id}`, som inte finns på den",
                "something on the page refers to `{id}`, which is not on it",
            ));
        }
        for form in &mut self.page.forms {
            form.is_stopped = !may_send(&self.allowed, form.address.trim());
        }
        let headings = self.headings;
        if headings != 1 {
            self.faults.push(words!(
                "sidan har {headings} huvudrubriker; den ska ha en",
                "the page has {headings} main headings; it must have one",
            ));
        }
        for (there, what) in [
            (self.language, "<html lang=…>"),
            (self.title, "<title>"),
            (self.description, "<meta name=description>"),
            (self.policy, "<meta http-equiv=Content-Security-Policy>"),
        ] {
            if !there {
                self.faults.push(words!(
                    "sidan saknar `{what}` eller har det på fel plats",
                    "the page lacks `{what}` or has it in the wrong place",
                ));
            }
        }
        (self.page, self.faults)
    }
}

/// Whether a policy lets a form send to an address.
fn may_send(policy: &str, address: &str) -> bool {
    let rule = policy.split(';').find_map(|rule| rule.trim().strip_prefix("form-action "));
    rule.is_none_or(|rule| {
        rule.split_ascii_whitespace().any(|origin| {
            let after = address.strip_prefix(origin);
            after.is_some_and(|after| after.is_empty() || after.starts_with(['/', '?', '#']))
        })
    })
}

/// Kinds of `<link>` that no browser fetches before a reader asks for it.
const NOT_FETCHED: [&str; 8] =
    ["alternate", "author", "canonical", "help", "license", "me", "next", "prev"];

/// The address that a page leads on to by itself, as in `0; url=x.html`.
fn refresh(content: &str) -> Option<&str> {
    let (_, address) = content.split_once([';', ','])?;
    let address = address.trim_start();
    let named = address.get(..3).is_some_and(|name| is(name, "url"));
    let address =
        named.then(|| address[3..].trim_start().strip_prefix('=')).flatten().unwrap_or(address);
    Some(address.trim().trim_matches(['"', '\'']))
}

fn is_address(name: &str) -> bool {
    ["href", "src", "action", "poster", "data", "formaction", "xlink:href", "background", "ping"]
        .iter()
        .any(|address| is(name, address))
}

fn purpose(tag: Tag<'_>, attribute: &str, scanner: &Scanner<'_>) -> Use {
    let follows = match tag.name {
        name if is(name, "a") || is(name, "area") => is(attribute, "href"),
        name if is(name, "form") || is(name, "button") || is(name, "input") => {
            is(attribute, "action") || is(attribute, "formaction")
        }
        name if is(name, "link") => scanner.value("rel").is_some_and(|rel| {
            let mut words = rel.split_ascii_whitespace();
            words.all(|word| NOT_FETCHED.iter().any(|known| is(word, known)))
        }),
        _ => false,
    };
    if follows { Use::Follow } else { Use::Load }
}

impl SelfCheck<'_> {
    fn page(&self, path: &str, bytes: &[u8]) -> Looked {
        let (page, mut faults) = Page::read(path, bytes);
        let mut jumps = Jumps::default();
        for (address, purpose) in &page.links {
            faults.extend(self.fault(&page, (address, *purpose), &mut jumps));
        }
        faults.extend(page.shared.iter().filter_map(|address| self.fault_of_shared(address)));
        faults.extend(page.forms.iter().filter_map(|form| form.fault(self.declared)));
        let mut ids: Vec<u64> = page.ids.iter().map(|id| digest(id)).collect();
        ids.sort_unstable();
        Looked {
            path: path.to_owned(),
            is_page: true,
            faults,
            ids,
            jumps: jumps.found,
            fetches: each_once(page.fetches.into_iter().map(Cow::into_owned)),
            forms: page.forms.iter().map(|form| form.sending(path, self.declared)).collect(),
        }
    }

    /// What is wrong with a picture for sharing: others find it by its full address alone, and it
    /// must be a file of this site, or somebody else decides what is shown with its pages.
    fn fault_of_shared(&self, address: &str) -> Option<Words> {
        let path = self.declared.base_url.and_then(|base| address.strip_prefix(base));
        let is_there = path.is_some_and(|path| self.paths.contains(path));
        (!is_there).then(|| {
            words!(
                "bilden för delning, `{address}`, är ingen fil på webbplatsen",
                "the picture for sharing, `{address}`, is no file of the site",
            )
        })
    }

    /// What is wrong with a link of `page`, as far as that can be told without other pages: the rest
    /// goes to `jumps`.
    fn fault(
        &self,
        page: &Page<'_>,
        (address, purpose): (&str, Use),
        jumps: &mut Jumps,
    ) -> Option<Words> {
        if let Some(scheme) = scheme(address) {
            let allowed = ["http", "https", "mailto", "tel"].iter().any(|known| is(scheme, known));
            return (purpose == Use::Load || !allowed).then(|| {
                words!(
                    "länken `{address}` får inte publiceras",
                    "the link `{address}` must not be published",
                )
            });
        }
        let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = before.split('?').next().unwrap_or_default();
        if path.is_empty() {
            let is_there = address == "#" || leads_to_a_place(fragment, |id| page.has(id));
            return (!is_there).then(|| no_such_place(page.path, fragment));
        }
        if path.starts_with(['/', '\\']) {
            return Some(absolute(address));
        }
        let Jumps { found, resolved } = jumps;
        if !resolve(page.path, path, resolved) {
            return Some(words!(
                "länken `{address}` slutar inte i ett filnamn på webbplatsen",
                "the link `{address}` does not end in a file name of the site",
            ));
        }
        if !self.paths.contains(resolved.as_str()) {
            return Some(words!(
                "en länk leder till `{resolved}`, som inte finns",
                "a link leads to `{resolved}`, which does not exist",
            ));
        }
        if !fragment.is_empty() {
            let jump = Jump { path: resolved.clone(), fragment: fragment.to_owned() };
            if found.last() != Some(&jump) {
                found.push(jump);
            }
        }
        None
    }

    fn style(&self, path: &str, bytes: &[u8]) -> Looked {
        let text = String::from_utf8_lossy(bytes);
        let lower = text.to_ascii_lowercase();
        let mut resolved = String::new();
        let (mut faults, mut fetches) = (Vec::new(), Vec::new());
        for (at, found) in lower.match_indices("@import") {
            let rest = text[at + found.len()..].trim_start();
            match quoted(rest).filter(|address| is_foreign(address)) {
                Some(address) => fetches.push(address.to_owned()),
                None => faults.push(words!(
                    "stilmallen `{path}` hämtar en annan stilmall",
                    "the style sheet `{path}` fetches another one",
                )),
            }
        }
        for (at, found) in lower.match_indices("image-set(") {
            let inside = text[at + found.len()..].split(')').next().unwrap_or_default();
            let addresses = inside.split(',').filter_map(|one| quoted(one.trim_start()));
            fetches.extend(addresses.filter(|one| is_foreign(one)).map(str::to_owned));
        }
        for (at, found) in lower.match_indices("url(") {
            let inside = text[at + found.len()..].split(')').next().unwrap_or_default();
            let address = inside.trim().trim_matches(['"', '\'']);
            let file = address.split(['#', '?']).next().unwrap_or_default();
            if is(scheme(address).unwrap_or_default(), "data") || address.starts_with('#') {
                continue;
            }
            if is_foreign(address) {
                fetches.push(address.to_owned());
                continue;
            }
            let local = scheme(address).is_none() && resolve(path, file, &mut resolved);
            if !local || !self.paths.contains(resolved.as_str()) {
                faults.push(words!(
                    "stilmallen `{path}` hämtar `{address}`, som inte finns på webbplatsen",
                    "the style sheet `{path}` fetches `{address}`, which is not on the site",
                ));
            }
        }
        Looked {
            path: path.to_owned(),
            is_page: false,
            faults,
            ids: Vec::new(),
            jumps: Vec::new(),
            fetches: each_once(fetches),
            forms: Vec::new(),
        }
    }
}

impl Jump {
    /// That the page it leads to has no such place. In what is no page there are none to be missed.
    fn fault(&self, pages: &FxHashMap<&str, &Looked>) -> Option<Words> {
        let page = pages.get(self.path.as_str())?;
        let has = |id: &str| page.ids.binary_search(&digest(id)).is_ok();
        (!leads_to_a_place(&self.fragment, has)).then(|| no_such_place(&self.path, &self.fragment))
    }
}

/// Whether a page that `has` these places has the one that a link with this fragment means.
fn leads_to_a_place(fragment: &str, has: impl Fn(&str) -> bool) -> bool {
    // `#top` is the top of every page.
    fragment == "top" || has(fragment) || has(&percent_decode_str(fragment).decode_utf8_lossy())
}

fn no_such_place(path: &str, fragment: &str) -> Words {
    let fragment = percent_decode_str(fragment).decode_utf8_lossy();
    words!(
        "en länk leder till `{fragment}` på `{path}`, som inte finns där",
        "a link leads to `{fragment}` on `{path}`, which is not there",
    )
}

/// The digest of the name of a place: those of all pages are kept until the last page is there.
fn digest(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

fn each_once(addresses: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut addresses: Vec<_> = addresses.into_iter().collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// What stands in quotes at the beginning of `text`.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split(quote).next()
}

fn absolute(address: &str) -> Words {
    words!(
        "länken `{address}` fungerar inte från en mapp, eftersom den börjar med `/`",
        "the link `{address}` does not work from a folder, since it begins with `/`",
    )
}

/// What stands before the colon of an absolute address.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    address[end..].starts_with(':').then(|| &address[..end])
}

/// Puts the path that `link` means on the page `from` into `resolved`; false when it leaves the
/// site or ends in no file name.
fn resolve(from: &str, link: &str, resolved: &mut String) -> bool {
    resolved.clear();
    resolved.push_str(from.rfind('/').map_or("", |slash| &from[..slash]));
    let mut last = "";
    for part in link.split('/') {
        last = part;
        match part {
            ".." if resolved.is_empty() => return false,
            ".." => resolved.truncate(resolved.rfind('/').unwrap_or(0)),
            "." | "" => {}
            name => {
                if !resolved.is_empty() {
                    resolved.push('/');
                }
                resolved.push_str(name);
            }
        }
    }
    !matches!(last, "" | "." | "..")
}

#[cfg(test)]
mod tests;
