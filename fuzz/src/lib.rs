//! A project of two municipalities into which a fuzzer writes one file.
//!
//! An execution reads the one file that was written; what lies beside it was read before and is
//! remembered, as in the live preview. So little is made again that a day has time for millions.

pub mod press;
pub mod words;

use std::sync::{Arc, LazyLock, Mutex};

use forebild::diagnostic::print::{Colour, Format, Look, print};
use forebild::diagnostic::{Diagnostic, Tongue};
use forebild::model::Site;
use forebild::sources::{Options, Sources};
use forebild::{derive, parse};

/// The settings of the tests of diagnostics, and the built-in theme.
static BASE: LazyLock<Sources> = LazyLock::new(|| {
    // All in the thread that asks: handing work to another takes longer than the work.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("nobody has made threads before");
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

/// The smallest settings without fault.
const SMALL: [(&str, &[u8]); 3] = [
    ("content/site.yaml", include_bytes!("small/site.yaml")),
    ("content/territory.yaml", include_bytes!("small/territory.yaml")),
    ("content/vocabulary.yaml", include_bytes!("small/vocabulary.yaml")),
];

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

/// Content that is read again and again.
pub struct Desk {
    sources: Sources,
    options: Options,
    texts: parse::Memory,
    graph: derive::Memory,
}

impl Desk {
    /// With the content of a project. Its theme is left out: of that, texts and settings need the
    /// name alone, and the built-in one has its name always.
    #[must_use]
    pub fn new(mut sources: Sources) -> Self {
        sources.files.retain(|path, _| path.starts_with("content/"));
        let (texts, graph) = (parse::Memory::default(), derive::Memory::default());
        Self { sources, options: options(), texts, graph }
    }

    /// Writes a file and reads what that changes: to a site, unless the settings cannot be read, and
    /// to remarks, which point into files that are there and can be shown.
    pub fn read(&mut self, path: &str, bytes: &[u8]) -> (Option<Site>, Vec<Diagnostic>) {
        self.sources.files.insert(Arc::from(path), Arc::from(bytes));
        let (sources, options) = (&self.sources, &self.options);
        let (parsed, mut remarks) = parse::parse(sources, options, &self.texts);
        let site = parsed.map(|parsed| {
            let (site, found) = derive::derive(parsed, sources, options, &self.graph);
            remarks.extend(found);
            site
        });
        look_at(&remarks, sources);
        (site, remarks)
    }
}

/// Reads a text into the project: to a site with its story, if it is one.
pub fn read_text(path: &str, bytes: &[u8]) -> Option<Site> {
    static DESK: LazyLock<Mutex<Desk>> = LazyLock::new(|| Mutex::new(Desk::new(project(&[]))));
    DESK.lock().expect("a panic ends the program").read(path, bytes).0
}

/// Reads a settings file beside the others, which are read anew with it and therefore small.
pub fn read_settings(path: &str, bytes: &[u8]) {
    static DESK: LazyLock<Mutex<Desk>> = LazyLock::new(|| Mutex::new(Desk::new(project(&SMALL))));
    DESK.lock().expect("a panic ends the program").read(path, bytes);
}

/// Remarks point into their files, where there is something, and say something. The first one is
/// printed: that takes longer than to find it.
pub fn look_at(remarks: &[Diagnostic], sources: &Sources) {
    for remark in remarks {
        let place = &remark.place;
        if let Some((_, bytes)) = sources.get(&place.file) {
            assert!(place.start <= place.end && place.end <= bytes.len(), "{remark:?}");
        }
        assert!(!remark.message.sv.is_empty() && !remark.message.en.is_empty(), "{remark:?}");
    }
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    let look = Look { tongue: Tongue::Sv, format: Format::Human, colour: Colour::Without };
    let first = &remarks[..remarks.len().min(1)];
    let printed = print(first, &bytes_of, look);
    assert_eq!(printed.is_empty(), first.is_empty(), "{printed}");
}

/// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
