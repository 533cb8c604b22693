//! Anything in any file of a project, through a whole build: slow, and the only target that makes
//! lists, maps, feeds, the search index and cards for sharing. The first byte chooses the file.
#![no_main]

use std::sync::LazyLock;

use forebild::compile::{Memory, prepare};
use forebild::finish::minify::Minifier;
use forebild_fuzz::words::{assert_harmless, is_inline, is_same};
use forebild_fuzz::{PATH, PICTURE, STORY, look_at, options, project};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use libfuzzer_sys::fuzz_target;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Where files are written, and what stands before them.
const PLACES: [(&str, &str); 8] = [
    (PATH, STORY),
    (PATH, "---\n"),
    ("content/stories/exempel/index.en.md", "---\n"),
    ("content/regions/skaraborg.md", "---\n"),
    ("content/pages/kontakt.md", "---\n"),
    ("content/site.yaml", ""),
    ("content/territory.yaml", ""),
    ("content/vocabulary.yaml", ""),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((place, text)) = bytes.split_first() else { return };
    let (path, before) = PLACES[usize::from(*place) % PLACES.len()];
    let text = [before.as_bytes(), text].concat();
    build(&[
        (PATH, STORY.as_bytes()),
        (PICTURE, include_bytes!("../src/picture.png")),
        (path, &text),
    ]);
});

/// What a build before had too is not made again.
static MEMORY: LazyLock<Memory> = LazyLock::new(Memory::default);
static MINIFIER: LazyLock<Minifier> = LazyLock::new(Minifier::default);

/// Makes a site and all its pages.
fn build(files: &[(&str, &[u8])]) {
    let sources = project(files);
    let (prepared, remarks) = prepare(&sources, &options(), &MEMORY, &mut |_| {});
    MEMORY.forget_unasked();
    look_at(&remarks, &sources);
    let Some(prepared) = prepared else { return };
    let compare = |path: &str, html: &str| {
        MINIFIER.minify(html, |page| assert!(is_same(&seen(html), &seen(page.html)), "{path}"));
    };
    let (_, remarks) = prepared.render(compare, &|| true).expect("nobody stops it");
    assert!(remarks.is_empty(), "{remarks:?}");
    prepared.check(&|| true);
}

/// The words of a page as a browser makes a tree of it; what stands in `noscript` has words too.
fn seen(html: &str) -> String {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom: RcDom = parse_document(RcDom::default(), options).one(html);
    let mut words = String::new();
    see(&dom.document, &mut words);
    words
}

/// Adds the words of a part of a page; fails at anything that would run.
fn see(node: &Handle, words: &mut String) {
    let children = node.children.borrow();
    let NodeData::Element { name, attrs, .. } = &node.data else {
        if let NodeData::Text { contents } = &node.data {
            words.push_str(&contents.borrow());
        }
        return children.iter().for_each(|child| see(child, words));
    };
    let name: &str = &name.local;
    for attribute in attrs.borrow().iter() {
        assert_harmless(name, &attribute.name.local, &attribute.value);
    }
    let around = if is_inline(name) { "" } else { " " };
    words.push_str(around);
    if !matches!(name, "script" | "style") {
        children.iter().for_each(|child| see(child, words));
    }
    words.push_str(around);
}
