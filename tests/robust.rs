//! Nothing in the content brings the program down, whatever file it stands in (G17, G18): shapes that
//! have brought down others, and files of random pieces, each through a whole build on a thread with
//! 2 MB of stack. `fuzz/` looks for what nobody thought of.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use forebild::Compiled;
use forebild::sources::{Options, Sources};
use proptest::prelude::*;

const STORY: &str = "---
title: Bageriet som blev en arbetsplats
municipality: Hjo
summary: Ett kooperativ och en kommun öppnade ett bageri.
status: published
published: 2026-03-14
verified: 2026-03-10
topics: [reserved_procurement]
---

## Så gjorde de

";

/// Where files are written, what stands before them, and what after.
const PLACES: [(&str, &str, &str); 8] = [
    ("content/stories/exempel/index.md", STORY, ""),
    ("content/stories/exempel/index.md", "---\n", "\n---\n## Så gjorde de\n\nSå.\n"),
    ("content/stories/exempel/index.en.md", STORY, ""),
    ("content/regions/skaraborg.md", "---\nsummary: Här.\n---\n", ""),
    ("content/site.yaml", "", ""),
    ("content/territory.yaml", "", ""),
    ("content/vocabulary.yaml", "", ""),
    ("content/stories/exempel/bild.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">", "</svg>"),
];

/// Small settings without fault, and a story with a picture.
static BASE: LazyLock<Sources> = LazyLock::new(|| {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut sources = forebild::read::read(&base).unwrap();
    let story = format!("{STORY}![En bild](bild.svg)\n");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";
    for (path, text) in [(PLACES[0].0, story.as_str()), (PLACES[7].0, svg)] {
        sources.files.insert(path.into(), text.as_bytes().into());
    }
    sources
});

/// One thread with the stack that Rust gives a thread: here too, where nothing is optimised and the same
/// work takes far more of it.
static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| {
    rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(2 << 20).build().unwrap()
});

/// A build with `text` in a place.
fn build((path, before, after): (&str, &str, &str), text: &[u8]) -> Compiled {
    let mut sources = BASE.clone();
    let bytes = [before.as_bytes(), text, after.as_bytes()].concat();
    sources.files.insert(path.into(), Arc::from(bytes));
    let base_url = Some("https://example.org/".to_owned());
    let options = Options { today: jiff::civil::date(2026, 11, 23), base_url, drafts: true };
    let compiled = POOL.install(|| forebild::compile(&sources, &options));
    for remark in &compiled.diagnostics {
        let place = &remark.place;
        if let Some((_, bytes)) = sources.get(&place.file) {
            assert!(place.start <= place.end && place.end <= bytes.len(), "{remark:?}");
        }
    }
    compiled
}

#[test]
fn what_stands_beside_the_hostile_files_is_right() {
    let compiled = build(PLACES[0], b"Text.\n");
    assert!(compiled.output.is_some(), "{:#?}", compiled.diagnostics);
}

/// Shapes that made others slow, made them use all memory or all stack, or stopped them.
fn shapes() -> Vec<(&'static str, String)> {
    let times = |piece: &str, n| piece.repeat(n);
    let aliases: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")))
        .collect();
    vec![
        ("quotes in quotes", times("> ", 8_000)),
        ("lists in lists", times("- ", 8_000)),
        ("brackets", times("[", 100_000)),
        ("links in links", times("[a](", 20_000)),
        ("pictures in pictures", times("![a](", 20_000)),
        ("emphasis", times("*a **b ", 20_000)),
        ("stars", times("*", 60_000)),
        ("back-ticks", (1..400).map(|n| times("`", n) + "a").collect()),
        ("angles", times("<", 60_000)),
        ("an open comment", times("<!--", 20_000)),
        ("references", times("&", 60_000)),
        ("footnotes", (0..5_000).map(|n| format!("[^{n}]\n\n[^{n}]: a [^{n}]\n\n")).collect()),
        ("a wide table", format!("|{}\n|{}\n", times("a|", 5_000), times("-|", 5_000))),
        ("a long table", format!("|a|\n|-|\n{}", times("|a|\n", 20_000))),
        ("a long word", times("ordet", 40_000)),
        ("a long line", times("ett ord ", 40_000)),
        ("headings", times("# a\n", 10_000)),
        ("the same heading", times("## samma\n\n", 10_000)),
        ("maps in maps", (0..2_000).map(|n| format!("{}a:\n", times(" ", n % 500))).collect()),
        ("braces", times("{a: ", 50_000)),
        ("aliases of aliases", format!("a0: &a0 [x, x]\n{aliases}")),
        ("merges", format!("a: &a {{b: c}}\n{}", times("<<: *a\n", 5_000))),
        ("question marks", times("? ", 20_000)),
        ("one long string", format!("title: \"{}", times("x", 200_000))),
        ("tags", times("!!str ", 20_000)),
        ("documents", times("---\n", 20_000)),
        ("groups in groups", times("<g>", 20_000)),
        (
            "entities of entities",
            "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>&b;".to_owned(),
        ),
        (
            "use of itself",
            "<defs><g id=\"a\"><use href=\"#a\"/></g></defs><use href=\"#a\"/>".to_owned(),
        ),
        ("zero bytes", times("\0", 10_000)),
        ("turned text", times("\u{202e}", 10_000)),
        ("marks over marks", format!("a{}", times("\u{301}", 50_000))),
        ("carriage returns", times("\r", 50_000)),
        ("hearts", times("\u{1f469}\u{200d}\u{1f4bb}", 20_000)),
    ]
}

#[test]
fn g17_g18_shapes_that_brought_down_others_are_read_or_refused() {
    for (name, text) in shapes() {
        for place in PLACES {
            // A test that hangs says where.
            println!("{name} in {}", place.0);
            build(place, text.as_bytes());
        }
    }
}

#[test]
fn g18_bytes_that_are_no_text_are_refused() {
    for place in PLACES {
        let compiled = build(place, b"a \xff\xfe \xc3 b");
        assert!(compiled.output.is_none(), "{}", place.0);
    }
}

/// What texts of this field are made of.
const PIECES: [&str; 56] = [
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "a",
    "Hjo",
    "ÅÄÖ",
    "e\u{301}",
    "7",
    "-1",
    "2026-03-14",
    ":",
    ": ",
    "- ",
    "---\n",
    "...",
    "title: ",
    "topics: [",
    "people:\n  - {",
    "outcomes:\n  - ",
    "value: ",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "|\n",
    ">-\n",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "#",
    "## ",
    "> ",
    "1. ",
    "* ",
    "**",
    "_",
    "`",
    "```",
    "|",
    "| - |\n",
    "[^1]",
    "[^1]: ",
    "](b.md#c)",
    "![a](bild.svg)",
    "<script>",
    "javascript&colon;",
    "<!--",
    "\u{202e}",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zåäö]{1,12}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn g18_random_files_are_read_or_refused(place in prop::sample::select(&PLACES[..]), text in texts()) {
        build(place, text.as_bytes());
    }

    #[test]
    fn g18_random_bytes_are_read_or_refused(place in prop::sample::select(&PLACES[..]), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        build(place, &bytes);
    }
}
