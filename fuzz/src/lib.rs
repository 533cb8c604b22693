//! A project of two municipalities into which a fuzzer writes one file.

use std::sync::{Arc, LazyLock};

use forebild::compile::{Memory, Prepared, prepare};
use forebild::diagnostic::Diagnostic;
use forebild::sources::{Options, Sources};
use forebild::{derive, parse};

/// The settings of the tests of diagnostics, and the built-in theme.
static BASE: LazyLock<Sources> = LazyLock::new(|| {
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/diagnostics/_base");
    let mut sources = forebild::read::read(base.as_ref()).expect("the settings can be read");
    sources.revision = None;
    sources
});

/// A story's front matter with nothing wrong in it, and its picture.
pub const STORY: &str = include_str!("story.md");

/// Where the story lies.
pub const PATH: &str = "content/stories/exempel/index.md";
/// Where its picture lies.
pub const PICTURE: &str = "content/stories/exempel/bild.png";

/// The project with these files over its own.
#[must_use]
pub fn project(files: &[(&str, &[u8])]) -> Sources {
    let mut sources = BASE.clone();
    for (path, bytes) in files {
        sources.files.insert(Arc::from(*path), Arc::from(*bytes));
    }
    sources
}

/// A build on a day that stays.
#[must_use]
pub fn options() -> Options {
    let base_url = Some("https://example.org/".to_owned());
    Options { today: jiff::civil::date(2026, 11, 23), base_url, drafts: true }
}

/// Texts and settings to a site. Remarks point into files that are there, where there is something.
pub fn read(sources: &Sources) {
    let (parsed, mut remarks) = parse::parse(sources, &options(), &parse::Memory::default());
    if let Some(parsed) = parsed {
        remarks.extend(derive::derive(parsed, sources, &options(), &derive::Memory::default()).1);
    }
    remarks.iter().for_each(|remark| assert_points_somewhere(remark, sources));
}

/// Everything up to the pages; what a project before had too is not made again.
pub fn prepared(sources: &Sources) -> Option<Prepared> {
    static MEMORY: LazyLock<Memory> = LazyLock::new(Memory::default);
    let (prepared, remarks) = prepare(sources, &options(), &MEMORY, &mut |_| {});
    MEMORY.forget_unasked();
    remarks.iter().for_each(|remark| assert_points_somewhere(remark, sources));
    prepared
}

fn assert_points_somewhere(remark: &Diagnostic, sources: &Sources) {
    let place = &remark.place;
    if let Some((_, bytes)) = sources.get(&place.file) {
        assert!(place.start <= place.end && place.end <= bytes.len(), "{remark:?}");
    }
    assert!(!remark.message.sv.is_empty() && !remark.message.en.is_empty(), "{remark:?}");
}
