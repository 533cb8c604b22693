//! The starter site as a reader's browser sees it: every page is parsed, every link followed.
//!
//! This is a second pair of eyes beside `finish::self_check`: it works on the parsed document.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{options, starter};
use forebild::output::Output;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of a page: name and attributes.
type Element = (String, BTreeMap<String, String>);

/// The elements of a page in order, and the parser's complaints.
fn parse(html: &str) -> (Vec<Element>, Vec<String>) {
    let dom =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut elements = Vec::new();
    collect(&dom.document, &mut elements);
    let errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
    (elements, errors)
}

fn collect(node: &Handle, elements: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes =
            attributes.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        elements.push((name.local.to_string(), attributes));
    }
    for child in node.children.borrow().iter() {
        collect(child, elements);
    }
}

struct Site {
    output: Output,
    pages: BTreeMap<String, Vec<Element>>,
}

fn site() -> Site {
    let output = starter(&options());
    let html = output.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut pages = BTreeMap::new();
    for (path, bytes) in html {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let (elements, errors) = parse(text);
        assert!(errors.is_empty(), "{path} is not well-formed: {errors:?}");
        pages.insert(path.clone(), elements);
    }
    Site { output, pages }
}

/// The path that `address` on the page `from` leads to.
fn resolve(from: &str, address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    if address.is_empty() {
        return from.to_owned();
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in address.split('/') {
        match step {
            ".." => {
                assert!(steps.pop().is_some(), "{from}: {address} leaves the site");
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn is_external(address: &str) -> bool {
    ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

#[test]
fn every_link_leads_to_a_file_and_every_anchor_to_an_element() {
    let site = site();
    let ids: BTreeMap<&str, BTreeSet<&str>> = site
        .pages
        .iter()
        .map(|(path, elements)| {
            let ids = elements.iter().filter_map(|(_, a)| a.get("id")).map(String::as_str);
            (path.as_str(), ids.collect())
        })
        .collect();
    let mut followed = 0;
    for (path, elements) in &site.pages {
        for (name, attributes) in elements {
            for address in ["href", "src"].iter().filter_map(|key| attributes.get(*key)) {
                if is_external(address) {
                    assert_eq!(name, "a", "{path}: {address} loads something foreign");
                    continue;
                }
                let target = resolve(path, address);
                assert!(site.output.files.contains_key(&target), "{path}: {address} leads nowhere");
                if let Some((_, anchor)) = address.split_once('#') {
                    assert!(
                        ids[target.as_str()].contains(anchor),
                        "{path}: {address}: no such place"
                    );
                }
                followed += 1;
            }
        }
    }
    assert!(followed > 3_000, "only {followed} links followed");
}

#[test]
fn every_page_is_whole() {
    for (path, elements) in &site().pages {
        let count = |name: &str| elements.iter().filter(|(n, _)| n == name).count();
        assert_eq!(count("h1"), 1, "{path}: main headings");
        assert_eq!(count("main"), 1, "{path}: main");
        assert_eq!(count("title") - svg_titles(elements), 1, "{path}: title");
        let metas: Vec<_> = elements.iter().filter(|(name, _)| name == "meta").collect();
        assert!(metas[0].1.contains_key("charset"), "{path}: charset first");
        let policy = metas[1].1.get("content").map(String::as_str).unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{path}: policy second");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        let ids: Vec<_> = elements.iter().filter_map(|(_, a)| a.get("id")).collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: an id stands twice: {ids:?}");
        for (name, attributes) in elements {
            let handler = attributes.keys().find(|key| key.starts_with("on") || *key == "style");
            assert_eq!(handler, None, "{path}: <{name}>");
            let inline = name == "style" || (name == "script" && !attributes.contains_key("src"));
            let data = attributes.get("type").is_some_and(|t| t == "application/ld+json");
            assert!(!inline || data, "{path}: inline <{name}>");
        }
        let levels = elements.iter().filter_map(|(name, _)| match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        });
        let mut last = 0;
        for level in levels {
            assert!(level <= last + 1, "{path}: h{level} after h{last}");
            last = level;
        }
    }
}

/// Titles inside drawings, which the parser counts by the same name.
fn svg_titles(elements: &[Element]) -> usize {
    let first_svg = elements.iter().position(|(name, _)| name == "svg").unwrap_or(elements.len());
    elements[first_svg..].iter().filter(|(name, _)| name == "title").count()
}

#[test]
fn all_municipalities_and_sub_regions_have_a_page() {
    let site = site();
    let under = |folder: &str| {
        let pages = site.pages.keys().filter(|path| path.starts_with(folder));
        pages.filter(|path| path.matches('/').count() == folder.matches('/').count() + 1).count()
    };
    assert_eq!(under("kommuner/"), 49);
    assert_eq!(under("en/municipalities/"), 49);
    assert_eq!(under("delregioner/"), 4);
    let linked: usize = ["fyrbodal", "goteborgsregionen", "sjuharad", "skaraborg"]
        .iter()
        .map(|region| {
            let page = &site.pages[&format!("delregioner/{region}/index.html")];
            let links = page.iter().filter_map(|(_, a)| a.get("href"));
            let targets: BTreeSet<_> = links
                .map(|href| resolve(&format!("delregioner/{region}/index.html"), href))
                .collect();
            let own = targets.iter().filter(|path| path.starts_with("kommuner/"));
            own.filter(|path| path.matches('/').count() == 2).count()
        })
        .sum();
    assert!(linked >= 49, "the sub-regions list {linked} municipalities");
}

#[test]
fn nothing_that_is_not_public_reaches_the_output() {
    let mut secrets = records_of_consent();
    assert!(secrets.len() >= 5, "the starter has people with records: {secrets:?}");
    secrets.extend(["Exempelsnickeriet", "Exempelhunddagiset", "<!--"].map(str::to_owned));
    let output = starter(&options());
    for (path, bytes) in &output.files {
        let text = String::from_utf8_lossy(bytes);
        for secret in &secrets {
            assert!(!text.contains(secret), "{path} holds `{secret}`");
        }
    }
    let drafts = starter(&forebild::sources::Options { drafts: true, ..options() });
    assert!(drafts.files.contains_key("berattelser/exempelsnickeriet/index.html"));
    assert!(!drafts.files.contains_key("berattelser/exempelhunddagiset/index.html"));
}

/// The internal ids of consents in the starter's stories.
fn records_of_consent() -> Vec<String> {
    let sources = forebild::read::read(common::root()).expect("the starter can be read");
    let stories =
        sources.under("content/stories/").map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let lines: Vec<String> = stories.flat_map(|text| lines(&text)).collect();
    lines
        .iter()
        .filter_map(|line| line.trim().strip_prefix("record: "))
        .map(str::to_owned)
        .collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
