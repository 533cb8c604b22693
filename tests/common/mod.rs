//! What several tests need: the starter site as a value.

use std::path::Path;

use forebild::output::Output;
use forebild::sources::{Options, Sources};

/// The folder of this repository, whose `content/` is the starter.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Options of a build on a day that never changes.
pub fn options() -> Options {
    Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false }
}

/// Builds a site that must be without errors.
pub fn build(sources: &Sources, options: &Options) -> Output {
    let compiled = forebild::compile(sources, options);
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|remark| remark.is_error()).collect();
    compiled.output.unwrap_or_else(|| panic!("the site has errors: {errors:#?}"))
}

/// Builds the starter.
pub fn starter(options: &Options) -> Output {
    let sources = forebild::read::read(root()).expect("the starter can be read");
    build(&sources, options)
}
