//! Sites made of hostile projects.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use forebild::compile::{Memory, prepare};
use forebild::diagnostic::Diagnostic;
use forebild::finish::minify::Minifier;
use forebild::output::Sink;
use forebild::sources::{Options, Sources};

/// A project in which every field of the schema stands.
pub fn project() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/project");
    let mut sources = forebild::read::read(&root).unwrap();
    sources.revision = None;
    sources
}

/// A site.
pub struct Site {
    /// Its pages as templates wrote them, and shortened, by path.
    pub pages: BTreeMap<String, [String; 2]>,
    /// The pages that cannot be shortened, since they are not well formed.
    pub malformed: Vec<String>,
    /// Its files, if they were wanted.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What to make of a project.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Make {
    Pages,
    Everything,
}

/// Gathers files, without cards for sharing: they are drawn, and hold no text.
#[derive(Default)]
struct Undrawn(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Undrawn {
    fn put(&self, path: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
    }

    fn keeps_bytes(&self) -> bool {
        false
    }
}

/// What a build of these sites is asked for.
pub fn options() -> Options {
    Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false }
}

/// Builds a project, or says what stopped the build.
pub fn build(sources: &Sources, memory: &Memory, make: Make) -> Result<Site, Vec<Diagnostic>> {
    let (prepared, mut remarks) = prepare(sources, &options(), memory, &mut |_| {});
    let errors = |remarks: Vec<Diagnostic>| -> Vec<Diagnostic> {
        remarks.into_iter().filter(Diagnostic::is_error).collect()
    };
    let Some(prepared) = prepared.filter(|_| !remarks.iter().any(Diagnostic::is_error)) else {
        return Err(errors(remarks));
    };
    let (minifier, malformed) = (Minifier::default(), Mutex::new(Vec::new()));
    let look = |path: &str, html: &str| {
        let short = minifier.minify(html, |page| {
            if page.skipped {
                malformed.lock().unwrap().push(path.to_owned());
            }
            page.html.to_owned()
        });
        (path.to_owned(), [html.to_owned(), short])
    };
    let (pages, found) = prepared.render(look, &|| true).unwrap();
    remarks.extend(found);
    let (pages, malformed) = (pages.into_iter().collect(), malformed.into_inner().unwrap());
    let mut site = Site { pages, malformed, files: BTreeMap::new() };
    if make == Make::Everything {
        let sink = Undrawn::default();
        remarks.extend(prepared.complete(&mut |_| {}, &|| true, &sink).unwrap().remarks);
        site.files = sink.0.into_inner().unwrap();
    }
    let errors = errors(remarks);
    if errors.is_empty() { Ok(site) } else { Err(errors) }
}
