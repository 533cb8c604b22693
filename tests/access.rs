//! What WCAG 2.2 asks of every page of the starter and a program can read from it: landmarks and
//! their names, headings, texts of links, languages, footnotes. Real browsers see the rest
//! (`tests/browser/tests/access.rs`); what a page needs to be whole stands in `tests/starter.rs`.

mod common;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use common::{options, starter};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of a page, with what stands in it.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
}

enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    fn is_hidden(&self) -> bool {
        self.get("aria-hidden") == Some("true")
            || self.attributes.contains_key("hidden")
            || ["template", "script", "style", "noscript"].contains(&self.name.as_str())
    }

    /// The words in it that are read out, with single spaces.
    fn text(&self) -> String {
        let mut words = String::new();
        self.collect_text(&mut words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect_text(&self, words: &mut String) {
        if let Some(alt) = self.get("alt") {
            words.push_str(alt);
        }
        for child in &self.children {
            match child {
                Node::Text(text) => words.push_str(text),
                Node::Element(element) if element.is_hidden() => {}
                Node::Element(element) => match element.get("aria-label") {
                    Some(label) => words.push_str(label),
                    None => element.collect_text(words),
                },
            }
        }
    }

    /// Shows `visit` every element in it that is not hidden, with the elements around it.
    fn walk<'a>(
        &'a self,
        around: &mut Vec<&'a Self>,
        visit: &mut impl FnMut(&'a Self, &[&'a Self]),
    ) {
        visit(self, around);
        around.push(self);
        for child in &self.children {
            if let Node::Element(child) = child
                && !child.is_hidden()
            {
                child.walk(around, visit);
            }
        }
        around.pop();
    }
}

fn tree(node: &Handle) -> Option<Node> {
    match &node.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes = attributes.iter();
            Some(Node::Element(Element {
                name: name.local.to_string(),
                attributes: attributes
                    .map(|a| (a.name.local.to_string(), a.value.to_string()))
                    .collect(),
                children: node.children.borrow().iter().filter_map(tree).collect(),
            }))
        }
        _ => None,
    }
}

fn parse(html: &str) -> Element {
    let dom =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let children = dom.document.children.borrow().iter().filter_map(tree).collect();
    Element { name: "document".to_owned(), attributes: BTreeMap::new(), children }
}

/// A page, and where things are in it.
struct Page {
    path: String,
    root: Element,
}

impl Page {
    /// The elements that readers meet, each with those around it.
    fn elements(&self) -> Vec<(&Element, Vec<&Element>)> {
        let mut all = Vec::new();
        self.root
            .walk(&mut Vec::new(), &mut |element, around| all.push((element, around.to_vec())));
        all
    }

    fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements().into_iter().map(|(element, _)| element).find(|it| it.get("id") == Some(id))
    }

    /// What assistive technology calls an element by its own attributes.
    fn name(&self, element: &Element) -> String {
        if let Some(ids) = element.get("aria-labelledby") {
            let named = ids.split(' ').filter_map(|id| self.by_id(id)).map(Element::text);
            return named.collect::<Vec<_>>().join(" ");
        }
        element.get("aria-label").unwrap_or_default().to_owned()
    }

    fn language(&self) -> &str {
        let elements = self.elements();
        let html = elements.iter().find(|(element, _)| element.name == "html");
        html.and_then(|(element, _)| element.get("lang")).unwrap_or_default()
    }
}

/// The pages of the starter; it is built once.
fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let output = starter(&options());
        let pages = output.files.iter().filter(|(path, _)| path.ends_with(".html"));
        pages
            .map(|(path, bytes)| Page {
                path: path.clone(),
                root: parse(std::str::from_utf8(bytes).expect("UTF-8")),
            })
            .collect()
    })
}

/// What `faults` says of every page, all at once.
fn assert_faultless(faults: impl Fn(&Page) -> Vec<String>) {
    let mut all = Vec::new();
    for page in pages() {
        all.extend(faults(page).into_iter().map(|fault| format!("{}: {fault}", page.path)));
    }
    let first = all.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(all.is_empty(), "{} faults:\n{first}", all.len());
}

/// A page with `body`, to plant a fault in.
fn planted(body: &str) -> Page {
    let html = format!("<!doctype html><html lang=sv><title>x</title><body>{body}</body></html>");
    Page { path: "planted.html".to_owned(), root: parse(&html) }
}

/// The landmark that an element is, as HTML-AAM has it.
fn landmark(element: &Element, around: &[&Element]) -> Option<&'static str> {
    const SECTIONS: [&str; 5] = ["article", "aside", "main", "nav", "section"];
    let within = around.iter().any(|outer| SECTIONS.contains(&outer.name.as_str()));
    let named = element.get("aria-label").or(element.get("aria-labelledby")).is_some();
    match (element.get("role"), element.name.as_str()) {
        (Some("search"), _) => Some("search"),
        (Some("region"), _) => Some("region"),
        (Some(_), _) => None,
        (None, "header") if !within => Some("banner"),
        (None, "footer") if !within => Some("contentinfo"),
        (None, "main") => Some("main"),
        (None, "nav") => Some("navigation"),
        (None, "aside") => Some("complementary"),
        (None, "section") if named => Some("region"),
        (None, "form") if named => Some("form"),
        _ => None,
    }
}

fn faults_of_landmarks(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (element, around) in page.elements() {
        let Some(role) = landmark(element, &around) else { continue };
        let name = page.name(element);
        let alone = ["banner", "contentinfo", "main"].contains(&role);
        if name.is_empty() && !alone {
            faults.push(format!("a landmark `{role}` without a name"));
        }
        *seen.entry((role, if alone { String::new() } else { name })).or_default() += 1;
    }
    for ((role, name), count) in &seen {
        if *count > 1 {
            faults.push(format!("{count} landmarks `{role}` with the name `{name}`"));
        }
    }
    for role in ["banner", "contentinfo", "main"] {
        if !seen.contains_key(&(role, String::new())) {
            faults.push(format!("no landmark `{role}`"));
        }
    }
    faults
}

#[test]
fn landmarks_are_there_and_told_apart_by_their_names() {
    assert_faultless(faults_of_landmarks);
    let frame = |inner: &str| format!("<header></header><main>{inner}</main><footer></footer>");
    for (body, expected) in [
        (frame("<nav aria-label=A></nav><nav aria-labelledby=b></nav><h2 id=b>B</h2>"), ""),
        (frame("<article><header></header><footer></footer></article>"), ""),
        (frame("<nav></nav>"), "a landmark `navigation` without a name"),
        (frame("<nav aria-labelledby=b></nav>"), "a landmark `navigation` without a name"),
        (frame("<nav aria-label=A></nav><nav aria-label=A></nav>"), "2 landmarks `navigation`"),
        ("<main></main><footer></footer>".to_owned(), "no landmark `banner`"),
        (frame("") + "<footer></footer>", "2 landmarks `contentinfo`"),
    ] {
        let faults = faults_of_landmarks(&planted(&body)).join("\n");
        assert_eq!(faults.is_empty(), expected.is_empty(), "{body}: {faults}");
        assert!(faults.contains(expected), "{body}: {faults}");
    }
}

/// What says nothing of where a link leads, in the words of both languages.
const EMPTY_WORDS: [&str; 14] = [
    "läs mer",
    "läs mera",
    "mer",
    "här",
    "klicka här",
    "länk",
    "se mer",
    "visa mer",
    "read more",
    "more",
    "here",
    "click here",
    "link",
    "see more",
];

/// The name of a link, as a list of links reads it out.
fn link_name(page: &Page, link: &Element) -> String {
    let own = page.name(link);
    if own.is_empty() { link.text() } else { own }
}

fn faults_of_links(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (link, around) in page.elements() {
        let Some(address) = link.get("href").filter(|_| link.name == "a") else { continue };
        let name = link_name(page, link);
        let bare = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if bare.is_empty() || EMPTY_WORDS.contains(&bare.as_str()) {
            faults.push(format!("`{name}` does not say where {address} leads"));
        }
        let contact = around.iter().any(|outer| {
            outer.get("class").is_some_and(|class| class.split(' ').any(|c| c == "contact"))
        });
        if (bare.starts_with("http:") || bare.starts_with("https:")) && !contact {
            faults.push(format!("the address {name} stands in the place of words"));
        }
        match known.get(&bare) {
            Some(other) if *other != address => {
                faults.push(format!("`{name}` leads to {other} and to {address}"));
            }
            _ => drop(known.insert(bare, address)),
        }
    }
    faults
}

#[test]
fn links_make_sense_alone_and_the_same_words_lead_to_the_same_place() {
    assert_faultless(faults_of_links);
    for (body, expected) in [
        ("<a href=a>Hjo</a> <a href=b>Om Hjo</a> <a href=a>Hjo</a>", ""),
        ("<ul class=contact><li><a href=https://a.example>https://a.example</a></ul>", ""),
        ("<a href=a aria-label='Till Hjo'>här</a>", ""),
        ("<a href=a>Läs mer …</a>", "does not say"),
        ("<a href=a>här</a>", "does not say"),
        ("<a href=a><svg aria-hidden=true><title>Hem</title></svg></a>", "does not say"),
        ("<a href=https://a.example>https://a.example</a>", "in the place of words"),
        ("<a href=a>Hjo</a> <a href=b>Hjo</a>", "`Hjo` leads to a and to b"),
    ] {
        let faults = faults_of_links(&planted(body)).join("\n");
        assert_eq!(faults.is_empty(), expected.is_empty(), "{body}: {faults}");
        assert!(faults.contains(expected), "{body}: {faults}");
    }
}

#[test]
fn no_heading_is_empty() {
    assert_faultless(|page| {
        let headings = page.elements().into_iter().filter(|(element, _)| {
            ["h1", "h2", "h3", "h4", "h5", "h6"].contains(&element.name.as_str())
        });
        let empty = headings.filter(|(heading, _)| heading.text().is_empty());
        empty.map(|(heading, _)| format!("an empty {}", heading.name)).collect()
    });
}

/// The path that a link on a page leads to, without what stands behind `?` and `#`.
fn target(page: &Page, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().filter(|address| !address.is_empty())?;
    if address.contains(':') {
        return None;
    }
    let mut steps: Vec<&str> = page.path.split('/').collect();
    steps.pop();
    for step in address.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The language of what stands in an element: its own, else that around it.
fn spoken<'a>(element: &'a Element, around: &[&'a Element]) -> &'a str {
    let all = std::iter::once(element).chain(around.iter().rev().copied());
    all.filter_map(|it| it.get("lang")).next().unwrap_or_default()
}

/// What is known of the page that a link leads to.
struct Target {
    language: String,
    title: String,
}

impl Target {
    fn of(page: &Page) -> Self {
        let elements = page.elements();
        let heading = elements.iter().find(|(element, _)| element.name == "h1");
        let title = heading.map(|(heading, _)| heading.text()).unwrap_or_default();
        Self { language: page.language().to_owned(), title }
    }
}

/// A link with the title of a page in another language is itself in that language, and says so; one
/// in a text has words of the text. What a link says of its target's language is true.
fn faults_of_languages(page: &Page, targets: &BTreeMap<&str, Target>) -> Vec<String> {
    let mut faults = Vec::new();
    let language = page.language();
    let expected = if page.path.starts_with("en/") { "en" } else { "sv" };
    if language != expected {
        faults.push(format!("its language is `{language}`, not `{expected}`"));
    }
    for (link, around) in page.elements() {
        let Some(address) = link.get("href").filter(|_| link.name == "a") else { continue };
        let Some(to) = target(page, address).and_then(|path| targets.get(path.as_str())) else {
            continue;
        };
        if let Some(said) = link.get("hreflang")
            && said.split('-').next() != Some(to.language.as_str())
        {
            faults.push(format!("{address} is in `{}`, not `{said}`", to.language));
        }
        let titled = to.language != language && link_name(page, link).contains(&to.title);
        let mut parts = false;
        link.walk(&mut Vec::new(), &mut |part, _| {
            parts |= part.get("lang") == Some(to.language.as_str());
        });
        if titled && !parts && spoken(link, &around) != to.language {
            faults.push(format!("the title of {address} is not marked as `{}`", to.language));
        }
    }
    faults
}

#[test]
fn what_is_in_another_language_says_so() {
    let targets: BTreeMap<&str, Target> =
        pages().iter().map(|page| (page.path.as_str(), Target::of(page))).collect();
    assert!(targets.values().any(|target| target.language == "en"));
    assert_faultless(|page| faults_of_languages(page, &targets));
    let foreign = pages()
        .iter()
        .flat_map(Page::elements)
        .filter(|(element, _)| element.name == "a" && element.attributes.contains_key("hreflang"));
    assert!(foreign.count() > 100, "links to the other language");
    let language = "en".to_owned();
    let targets =
        BTreeMap::from([("hjo.html", Target { language, title: "Bakery in Hjo".to_owned() })]);
    for (body, expected) in [
        ("<a href=hjo.html lang=en hreflang=en>Bakery in Hjo</a>", ""),
        ("<a href=hjo.html>Nästa: <span lang=en>Bakery in Hjo</span></a>", ""),
        ("<a href=hjo.html>bageriet i Hjo</a>", ""),
        ("<a href=hjo.html hreflang=en>Bakery in Hjo</a>", "not marked"),
        ("<a href=hjo.html>Nästa: Bakery in Hjo</a>", "not marked"),
        ("<a href=hjo.html lang=sv hreflang=sv>Bageri i Hjo</a>", "not `sv`"),
    ] {
        let faults = faults_of_languages(&planted(body), &targets).join("\n");
        assert_eq!(faults.is_empty(), expected.is_empty(), "{body}: {faults}");
        assert!(faults.contains(expected), "{body}: {faults}");
    }
}

/// Says which references and notes do not lead to each other, and how many there are.
fn faults_of_footnotes(page: &Page) -> (Vec<String>, usize) {
    let mut faults = Vec::new();
    let elements = page.elements();
    let with_role = |role: &'static str| {
        elements.iter().map(|(it, _)| *it).filter(move |it| it.get("role") == Some(role))
    };
    let lists = |element: &Element, address: &str| {
        let mut found = false;
        element.walk(&mut Vec::new(), &mut |it, _| found |= it.get("href") == Some(address));
        found
    };
    for reference in with_role("doc-noteref") {
        let address = reference.get("href").unwrap_or_default();
        let own = reference.get("id").map(|id| format!("#{id}"));
        let note = address.strip_prefix('#').and_then(|id| page.by_id(id));
        match (note, own) {
            (None, _) => faults.push(format!("the reference to {address} has no note")),
            (_, None) => faults.push(format!("the reference to {address} has no id")),
            (Some(note), Some(own)) if !lists(note, &own) => {
                faults.push(format!("the note {address} does not lead back to {own}"));
            }
            _ => {}
        }
        if page.name(reference).is_empty() && reference.text().is_empty() {
            faults.push(format!("the reference to {address} has no name"));
        }
    }
    for back in with_role("doc-backlink") {
        let address = back.get("href").unwrap_or_default();
        if address.strip_prefix('#').and_then(|id| page.by_id(id)).is_none() {
            faults.push(format!("{address} leads back to nothing"));
        }
    }
    (faults, with_role("doc-noteref").count())
}

#[test]
fn footnotes_are_linked_both_ways() {
    assert_faultless(|page| faults_of_footnotes(page).0);
    let references: usize = pages().iter().map(|page| faults_of_footnotes(page).1).sum();
    assert!(references >= 10, "the starter has {references} references");
    let back = "<a role=doc-backlink href=#r>Tillbaka</a>";
    let reference = "<a role=doc-noteref id=r href=#n>1</a>";
    for (body, expected) in [
        (format!("{reference}<ol><li id=n>Not {back}</ol>"), ""),
        (reference.to_owned(), "has no note"),
        (format!("{reference}<ol><li id=n>Not</ol>"), "does not lead back"),
        (format!("<a role=doc-noteref href=#n>1</a><ol><li id=n>Not {back}</ol>"), "has no id"),
        (format!("<p>{back}"), "leads back to nothing"),
    ] {
        let faults = faults_of_footnotes(&planted(&body)).0.join("\n");
        assert_eq!(faults.is_empty(), expected.is_empty(), "{body}: {faults}");
        assert!(faults.contains(expected), "{body}: {faults}");
    }
}
