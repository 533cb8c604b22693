//! Each stage of a build alone, so that what gets slower has an address.
//!
//! ```sh
//! cargo bench --bench stages            # all, 1,000 generated stories
//! cargo bench --bench stages -- minify  # one
//! ```
//!
//! Numbers depend on the machine: compare those of one machine, before and after.
#![expect(clippy::unwrap_used, reason = "measures")]

use std::sync::OnceLock;

use divan::Bencher;
use forebild::compile::{Memory, Prepared, prepare};
use forebild::finish::minify::Minifier;
use forebild::model::Site;
use forebild::output::Output;
use forebild::parse::Parsed;
use forebild::publish::{Target, Way};
use forebild::sources::{Options, Sources};

#[expect(dead_code, reason = "a program whose stories are used here")]
#[path = "../examples/generate.rs"]
mod generate;

/// As many stories as one run handles: enough for every list to have several pages.
const STORIES: u64 = 1_000;

fn main() {
    divan::main();
}

/// The generated project, read once.
fn sources() -> &'static Sources {
    static SOURCES: OnceLock<Sources> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        generate::write(STORIES, folder.path()).unwrap();
        forebild::read::read(folder.path()).unwrap()
    })
}

fn options() -> Options {
    let today = jiff::civil::date(2026, 6, 1);
    Options { today, base_url: Some("https://example.org/".to_owned()), drafts: false }
}

fn parsed() -> Parsed {
    forebild::parse::parse(sources(), &options(), &forebild::parse::Memory::default()).0.unwrap()
}

fn joined(parsed: Parsed) -> Site {
    forebild::derive::derive(parsed, sources(), &options(), &forebild::derive::Memory::default()).0
}

fn prepared() -> Prepared {
    prepare(sources(), &options(), &Memory::default(), &mut |_| {}).0.unwrap()
}

#[divan::bench]
fn parse(bencher: Bencher) {
    sources();
    bencher.bench(parsed);
}

#[divan::bench]
fn derive(bencher: Bencher) {
    bencher.with_inputs(parsed).bench_values(joined);
}

#[divan::bench]
fn search(bencher: Bencher) {
    let site = joined(parsed());
    bencher.bench(|| forebild::search::search(&site));
}

/// Pages as templates make them, before they are shortened.
#[divan::bench]
fn render(bencher: Bencher) {
    let prepared = prepared();
    bencher.bench(|| prepared.render(|_, html| html.len(), &|| true));
}

#[divan::bench]
fn minify(bencher: Bencher) {
    let (pages, _) = prepared().render(|_, html| html.to_owned(), &|| true).unwrap();
    bencher.bench(|| {
        let minifier = Minifier::default();
        pages.iter().map(|html| minifier.minify(html, |page| page.html.len())).sum::<usize>()
    });
}

/// Everything but the edges.
#[divan::bench(sample_count = 10)]
fn compile(bencher: Bencher) {
    sources();
    bencher.bench(|| forebild::compile(sources(), &options()));
}

/// Into an empty folder, on the disk that holds temporary files.
#[divan::bench(sample_count = 10)]
fn publish(bencher: Bencher) {
    let output: Output = forebild::compile(sources(), &options()).output.unwrap();
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_refs(|folder| {
        let target = Target {
            folder: folder.path().join("public"),
            project: folder.path().to_path_buf(),
            protected: Vec::new(),
            home: None,
            way: Way::Swap,
        };
        forebild::publish::publish(&output, &target).unwrap()
    });
}
