//! Nothing that an author writes can execute: the starter site with hostile text in every field
//! that takes text, and in every body, is built and its pages parsed as a browser parses them.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use forebild::diagnostic::Code;
use forebild::schema::{Field, INTRODUCTION, Kind, PAGE, SITE, STORY, VOCABULARY};
use forebild::sources::{Options, Sources};
use forebild::yaml::{self, Node, Value};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Breaks out of text, attribute, script, comment and title, and would be computed by a template.
const PAYLOAD: &str =
    "\"'></title><script>alert(1)</script>{{7*7}}--><svg onload=alert(1)><!--{%x%}";

/// A hostile text of `least` to `most` characters; the same for the same original, so that what
/// names something else still does.
struct Payloads {
    numbers: BTreeMap<String, usize>,
    used: BTreeSet<&'static str>,
}

impl Payloads {
    fn instead_of(&mut self, original: &str, most: usize) -> String {
        let next = self.numbers.len();
        let number = *self.numbers.entry(original.to_owned()).or_insert(next);
        format!("n{number}{PAYLOAD}").chars().take(most).collect()
    }

    /// The places in `node` that take text, with what to write there.
    fn replace(
        &mut self,
        node: &Node,
        fields: &'static [Field],
        found: &mut Vec<(std::ops::Range<usize>, String)>,
    ) {
        let Value::Map(entries) = &node.value else { return };
        for entry in entries {
            let field = forebild::schema::field(fields, &entry.key).unwrap();
            // The name of a folder, which must exist.
            if field.key != "theme" {
                self.value(&entry.value, (field.key, &field.kind), found);
            }
        }
    }

    fn value(
        &mut self,
        node: &Node,
        (key, kind): (&'static str, &'static Kind),
        found: &mut Vec<(std::ops::Range<usize>, String)>,
    ) {
        match (kind, &node.value) {
            (Kind::Map(fields), Value::Map(_)) => self.replace(node, fields, found),
            (Kind::List(inner) | Kind::OneOrList(inner), Value::List(items)) => {
                for item in items {
                    self.value(item, (key, inner), found);
                }
            }
            (Kind::OneOrList(inner), _) => self.value(node, (key, inner), found),
            (Kind::Localized(..), Value::Map(entries)) => {
                for entry in entries {
                    self.value(&entry.value, (key, kind), found);
                }
            }
            (Kind::Text(_, most) | Kind::Localized(_, most), Value::Scalar(scalar)) => {
                found.push((node.span.clone(), self.instead_of(&scalar.text, *most)));
                self.used.insert(key);
            }
            (Kind::AltText, Value::Scalar(scalar)) => {
                let (_, most) = forebild::schema::ALT_LENGTH;
                found.push((node.span.clone(), self.instead_of(&scalar.text, most)));
                self.used.insert(key);
            }
            _ => {}
        }
    }
}

/// Where the front matter of a text lies, or the whole of a YAML file; and its fields.
fn yaml_in(path: &str, text: &str) -> Option<(std::ops::Range<usize>, &'static [Field])> {
    let fields = match path.split('/').nth(1)? {
        "site.yaml" => return Some((0..text.len(), SITE)),
        "vocabulary.yaml" => return Some((0..text.len(), VOCABULARY)),
        "stories" => STORY,
        "regions" | "municipalities" => INTRODUCTION,
        "pages" => PAGE,
        _ => return None,
    };
    let end = path.ends_with(".md").then(|| text[4..].find("\n---\n"))?? + 5;
    Some((4..end, fields))
}

/// The starter with hostile text wherever an author can write text.
fn hostile() -> (Sources, BTreeSet<&'static str>) {
    let mut sources = forebild::read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut payloads = Payloads { numbers: BTreeMap::new(), used: BTreeSet::new() };
    for (path, bytes) in &mut sources.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let Some((range, fields)) = yaml_in(path, text) else { continue };
        let (node, remarks) = yaml::parse(path, text, range);
        assert_eq!(remarks, [], "{path}");
        let mut places = Vec::new();
        payloads.replace(&node.unwrap(), fields, &mut places);
        places.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut text = text.to_owned();
        for (span, payload) in places {
            let line_end = if text[span.clone()].ends_with('\n') { "\n" } else { "" };
            let quoted = format!("'{}'{line_end}", payload.replace('\'', "''"));
            text.replace_range(span, &quoted);
        }
        if path.ends_with(".md") {
            text.push_str(&format!("\n## {PAYLOAD}\n\n{PAYLOAD}\n\n`{PAYLOAD}`\n"));
        }
        *bytes = Arc::from(text.into_bytes());
    }
    (sources, payloads.used)
}

/// What a page holds that matters here.
#[derive(Default)]
struct Page {
    text: String,
    titles: usize,
}

fn inspect(path: &str, node: &Handle, page: &mut Page) {
    match &node.data {
        NodeData::Text { contents } => page.text.push_str(&contents.borrow()),
        NodeData::Comment { contents } => panic!("{path}: a comment: {contents}"),
        NodeData::Element { name, attrs, .. } => {
            let name = &*name.local;
            let attributes = attrs.borrow();
            let of = |key: &str| attributes.iter().find(|a| &*a.name.local == key);
            for attribute in attributes.iter() {
                let (key, value) = (&*attribute.name.local, attribute.value.trim_start());
                assert!(!key.starts_with("on") && key != "style", "{path}: <{name} {key}>");
                if matches!(key, "href" | "src" | "action" | "data") {
                    let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
                    let scheme = scheme.map(|(scheme, _)| scheme.to_ascii_lowercase());
                    let known = ["https", "http", "mailto", "tel"];
                    let is_known = scheme.as_deref().is_none_or(|scheme| known.contains(&scheme));
                    assert!(is_known, "{path}: <{name} {key}={value}>");
                }
            }
            if name == "script" {
                let data = of("type").is_some_and(|kind| &*kind.value == "application/ld+json");
                if data {
                    let mut json = Page::default();
                    node.children.borrow().iter().for_each(|text| inspect(path, text, &mut json));
                    serde_json::from_str::<serde_json::Value>(&json.text).unwrap();
                    return;
                }
                assert!(node.children.borrow().is_empty(), "{path}: a script in the page");
                let src = of("src").map(|src| src.value.to_string()).unwrap_or_default();
                assert!(src.contains("assets/") && !src.contains("//"), "{path}: {src}");
            }
            page.titles += usize::from(name == "title" && attributes.is_empty());
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| inspect(path, child, page));
}

#[test]
fn hostile_text_in_every_field_and_body_stays_text() {
    let (sources, used) = hostile();
    for field in STORY.iter().chain(SITE).chain(PAGE) {
        let takes_text = matches!(field.kind, Kind::Text(..) | Kind::Localized(..));
        // What names a file or folder is shown nowhere.
        let is_shown = !matches!(field.key, "theme" | "people_register");
        assert!(!takes_text || !is_shown || used.contains(field.key), "{}", field.key);
    }
    for key in ["alt", "caption", "credit", "role", "record", "note", "label", "help", "purpose"] {
        assert!(used.contains(key), "nothing hostile stands in `{key}`");
    }
    let today = jiff::civil::date(2026, 11, 23);
    let compiled = forebild::compile(
        &sources,
        &Options { today, base_url: Some("https://example.org/".to_owned()), drafts: false },
    );
    let wrong: Vec<_> = compiled
        .diagnostics
        .iter()
        .filter(|remark| remark.is_error() || remark.code == Code::MinifySkipped)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let output = compiled.output.unwrap();
    let mut shown = 0;
    for (path, bytes) in output.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
        assert!(dom.errors.borrow().is_empty(), "{path}: {:?}", dom.errors.borrow());
        let mut page = Page::default();
        inspect(path, &dom.document, &mut page);
        assert!(!page.text.contains("</script>49"), "{path}: a template computed what was written");
        shown += usize::from(page.text.contains("<script>alert(1)</script>{{7*7}}"));
    }
    assert!(shown > 200, "the hostile text stands on {shown} pages only");
    for (path, bytes) in &output.files {
        let text = || std::str::from_utf8(bytes).unwrap();
        if path.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(text()).unwrap();
        } else if path.ends_with(".xml") || path.ends_with(".svg") {
            assert!(!text().contains("<script") && !text().contains("<svg onload"), "{path}");
        }
    }
}
