//! Förebild makes a static site of good examples from Markdown files.
//!
//! ```text
//! read ─► parse ─► derive ─► render ─► finish ─► publish
//! (I/O)   (pure)   (pure)    (pure)    (pure)    (I/O)
//! ```

pub mod cli;
pub mod diagnostic;
pub mod finish;
pub mod images;
pub mod model;
pub mod output;
pub mod parse;
pub mod publish;
pub mod read;
pub mod render;
pub mod route;
pub mod schema;
pub mod sources;
pub mod text;
pub mod yaml;

use diagnostic::{Diagnostic, sorted};
use output::Output;
use sources::{Options, Sources};

/// What a build made of the files it was given.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The finished site; none when the content has errors.
    pub output: Option<Output>,
    /// What there is to say about the content, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made.
    pub summary: Summary,
}

/// What was made, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages.
    pub pages: usize,
    /// Stories shown.
    pub stories: usize,
}

/// Makes the site: files in, files and remarks out. Nothing else is read or written.
#[must_use]
pub fn compile(sources: &Sources, _options: &Options) -> Compiled {
    let diagnostics = sorted(sources.diagnostics.clone());
    Compiled { output: None, diagnostics, summary: Summary::default() }
}
