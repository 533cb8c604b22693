//! From a story to its page: nothing in it runs, and shortening changes no word.
#![no_main]

use forebild::finish::minify::Minifier;
use forebild_fuzz::{PATH, STORY, prepared, project};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use libfuzzer_sys::fuzz_target;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that do not part words.
const INLINE: &str = " a abbr b bdi bdo cite code data del dfn em i img ins kbd mark picture q s samp \
    small source span strong sub sup time u var wbr svg use path g title ";

fuzz_target!(|body: &str| {
    let text = format!("{STORY}{body}");
    let Some(prepared) = prepared(&project(&[(PATH, text.as_bytes())])) else { return };
    let minifier = Minifier::default();
    let look = |path: &str, html: &str| {
        let seen = |html: &str| {
            // What stands in `noscript` has words too.
            let tree_builder =
                TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
            let options = ParseOpts { tree_builder, ..ParseOpts::default() };
            let dom: RcDom = parse_document(RcDom::default(), options).one(html);
            let mut words = String::new();
            see(&dom.document, &mut words, path);
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        minifier.minify(html, |page| assert_eq!(seen(html), seen(page.html), "{path}"));
    };
    prepared.render(look, &|| true);
});

/// The words of a page; fails at anything that would run.
fn see(node: &Handle, words: &mut String, path: &str) {
    match &node.data {
        NodeData::Text { contents } => words.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let name: &str = name.local.as_ref();
            for attribute in attrs.borrow().iter() {
                let key: &str = attribute.name.local.as_ref();
                let value = attribute.value.trim().to_ascii_lowercase();
                assert!(!key.starts_with("on") && key != "style", "{path}: {name} {key}");
                assert!(!value.starts_with("javascript:"), "{path}: {name} {key}={value}");
            }
            let is_inline = INLINE.contains(&format!(" {name} "));
            if !is_inline {
                words.push(' ');
            }
            if !matches!(name, "script" | "style") {
                node.children.borrow().iter().for_each(|child| see(child, words, path));
            }
            if !is_inline {
                words.push(' ');
            }
        }
        _ => node.children.borrow().iter().for_each(|child| see(child, words, path)),
    }
}
