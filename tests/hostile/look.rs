//! A page as a browser's parser reads it, and all in it that runs, loads or leads away.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use serde_json::Value;

/// What a page consists of.
#[derive(Default)]
pub struct Page {
    /// Its words, also those in attributes.
    pub text: String,
    /// Elements, and elements with one of their attributes, and how many there are of each.
    pub parts: BTreeMap<String, usize>,
    /// Hosts that a reader may go to.
    pub links: BTreeSet<String>,
    /// Hosts that the page itself names, and in which element.
    pub sources: BTreeSet<String>,
    /// The keys of structured data, with those that they lie in.
    pub keys: BTreeSet<String>,
    /// What no page may hold.
    pub faults: Vec<String>,
}

/// Attributes that hold an address, or several.
const ADDRESSES: [&str; 23] = [
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "dynsrc",
    "formaction",
    "href",
    "icon",
    "imagesrcset",
    "longdesc",
    "lowsrc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "srcset",
    "usemap",
    "xlink:href",
    "xml:base",
];

/// Attributes whose value decides what an element does, so that it belongs to what is compared.
const STEERING: [&str; 9] =
    ["as", "http-equiv", "is", "method", "name", "rel", "role", "target", "type"];

/// Reads a page as browsers do that run scripts, and as those that do not.
pub fn read(html: &str) -> Page {
    let mut page = read_with(html, true);
    if html.contains("<noscript") {
        page.add(read_with(html, false));
    }
    if !page.parts.contains_key("<meta http-equiv=Content-Security-Policy>") {
        page.faults.push("no policy".to_owned());
    }
    page
}

fn read_with(html: &str, scripting_enabled: bool) -> Page {
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom = parse_document(RcDom::default(), options).one(html);
    let mut page = Page::default();
    page.faults.extend(dom.errors.borrow().iter().map(|error| format!("parsed with: {error}")));
    page.node(&dom.document);
    page
}

impl Page {
    /// Adds what the same page shows to other browsers.
    fn add(&mut self, other: Self) {
        let Self { text, parts, links, sources, keys, faults } = other;
        self.text.push_str(&text);
        for (part, count) in parts {
            let known = self.parts.entry(part).or_default();
            *known = count.max(*known);
        }
        self.links.extend(links);
        self.sources.extend(sources);
        self.keys.extend(keys);
        self.faults.extend(faults);
    }

    fn node(&mut self, node: &Handle) {
        match &node.data {
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            NodeData::Comment { contents } => self.faults.push(format!("a comment: {contents}")),
            NodeData::ProcessingInstruction { target, .. } => {
                self.faults.push(format!("an instruction: {target}"));
            }
            NodeData::Element { name, attrs, template_contents, .. } => {
                self.element(name, &attrs.borrow());
                if &*name.local == "script" {
                    self.script(node, &attrs.borrow());
                    return;
                }
                if let Some(contents) = &*template_contents.borrow() {
                    self.node(contents);
                }
            }
            _ => {}
        }
        node.children.borrow().iter().for_each(|child| self.node(child));
    }

    fn element(&mut self, name: &QualName, attributes: &[Attribute]) {
        let element = match name.ns.rsplit('/').next() {
            Some("xhtml") | None => name.local.to_string(),
            Some(space) => format!("{space}:{}", name.local),
        };
        self.part(format!("<{element}>"));
        for attribute in attributes {
            let key = match &attribute.name.prefix {
                Some(prefix) => format!("{prefix}:{}", attribute.name.local),
                None => attribute.name.local.to_string(),
            };
            let value = &*attribute.value;
            self.text.push('\n');
            self.text.push_str(value);
            if key.starts_with("on") || key == "style" || key == "srcdoc" {
                self.faults.push(format!("<{element} {key}={value}>"));
            }
            let is_steering = STEERING.contains(&key.as_str());
            let value_too = if is_steering { format!("={value}") } else { String::new() };
            self.part(format!("<{element} {key}{value_too}>"));
            if ADDRESSES.contains(&key.as_str()) {
                self.addresses(&element, &key, value);
            }
        }
        self.text.push('\n');
        // What a page tells its browser must be told word for word.
        if attributes.iter().any(|attribute| &*attribute.name.local == "http-equiv") {
            let all = attributes.iter().map(|attribute| &*attribute.value).collect::<Vec<_>>();
            self.part(format!("<{element} {}>", all.join(" ")));
        }
    }

    fn part(&mut self, part: String) {
        *self.parts.entry(part).or_default() += 1;
    }

    fn addresses(&mut self, element: &str, key: &str, value: &str) {
        let several = key.ends_with("srcset");
        let each: Vec<&str> = if several { value.split(',').collect() } else { vec![value] };
        for address in each {
            let address = if several { address.split_whitespace().next() } else { Some(address) };
            let is_link = matches!(element, "a" | "svg:a" | "area") && key == "href";
            match leads(address.unwrap_or_default()) {
                Leads::Inside => {}
                Leads::Contact if is_link => {}
                Leads::Web(host) if is_link => drop(self.links.insert(host)),
                Leads::Web(host) => drop(self.sources.insert(format!("<{element} {key}> {host}"))),
                Leads::Away | Leads::Contact | Leads::Scheme => {
                    self.faults.push(format!("<{element} {key}={value}>"));
                }
            }
        }
    }

    /// A script of the page itself is data alone; every other is a file of the site.
    fn script(&mut self, node: &Handle, attributes: &[Attribute]) {
        let of = |key: &str| attributes.iter().find(|attribute| &*attribute.name.local == key);
        let mut text = String::new();
        for child in node.children.borrow().iter() {
            if let NodeData::Text { contents } = &child.data {
                text.push_str(&contents.borrow());
            }
        }
        if of("type").is_some_and(|kind| &*kind.value == "application/ld+json") {
            match serde_json::from_str(&text) {
                Ok(value) => self.json("", &value),
                Err(error) => self.faults.push(format!("data that is no JSON: {error}: {text}")),
            }
            return;
        }
        let src = of("src").map(|src| src.value.to_string()).unwrap_or_default();
        if !text.is_empty() || !src.contains("assets/") || leads(&src) != Leads::Inside {
            self.faults.push(format!("<script src={src}>{text}"));
        }
    }

    fn json(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let path = format!("{path}.{key}");
                    self.json(&path, value);
                    self.keys.insert(path);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.json(path, item)),
            Value::String(text) => self.text.push_str(&format!("\n{text}")),
            _ => {}
        }
    }
}

/// Where an address leads from a page of the site.
#[derive(Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a place in the page or another file of the site.
    Inside,
    /// To a person's programs for e-mail and telephone.
    Contact,
    /// To this host, said with its scheme.
    Web(String),
    /// To a host, without a scheme: nothing here writes that.
    Away,
    /// To something that may run.
    Scheme,
}

/// Reads an address as browsers do: what stands before it and line ends within are passed over, and
/// a back-slash is a slash.
pub fn leads(address: &str) -> Leads {
    let skipped = |c: char| c <= ' ';
    let address: String = address.trim_matches(skipped).replace(['\t', '\n', '\r'], "");
    let address = address.replace('\\', "/");
    if address.starts_with("//") {
        return Leads::Away;
    }
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = first.split_once(':') else { return Leads::Inside };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let rest = address[scheme.len() + 1..].trim_start_matches('/');
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            Leads::Web(host.split(':').next().unwrap_or_default().to_ascii_lowercase())
        }
        "mailto" | "tel" => Leads::Contact,
        _ => Leads::Scheme,
    }
}

/// What the pages of a site hold in which nobody wishes anybody ill.
#[derive(Default)]
pub struct Harmless {
    parts: BTreeSet<String>,
    hosts: BTreeSet<String>,
    keys: BTreeSet<String>,
}

/// Where the hostile texts lead when they are, as written, plain addresses of a web page.
const STRANGERS: [&str; 2] = ["evil.example", "www.evil.example"];

impl Harmless {
    /// Takes what a harmless page holds for right.
    pub fn learn(&mut self, page: &Page) {
        self.parts.extend(page.parts.keys().cloned());
        self.hosts.extend(page.links.iter().chain(&page.sources).cloned());
        self.keys.extend(page.keys.iter().cloned());
    }

    /// What a page holds that none of the harmless pages does.
    pub fn faults(&self, page: &Page) -> Vec<String> {
        let mut faults = page.faults.clone();
        let parts = page.parts.keys().filter(|part| !self.parts.contains(*part));
        faults.extend(parts.map(|part| format!("{part} is on no harmless page")));
        // What would break out of a host is a part of it.
        let is_stranger = |host: &str| {
            STRANGERS.contains(&host.split([';', ',', '%', '\'']).next().unwrap_or(host))
        };
        let links = page.links.iter().filter(|host| !is_stranger(host));
        let hosts = links.chain(&page.sources).filter(|host| !self.hosts.contains(*host));
        faults.extend(hosts.map(|host| format!("`{host}` is named on no harmless page")));
        let keys = page.keys.iter().filter(|key| !self.keys.contains(*key));
        faults.extend(keys.map(|key| format!("structured data has the key `{key}`")));
        faults
    }
}

/// A text as somebody reads it: white space is one space, and a place to break a word is nothing.
pub fn words(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
