//! Förebild makes a static site of good examples from Markdown files.
//!
//! ```text
//! read ─► parse ─► derive ─► images, render ─► finish ─► publish
//! (I/O)   (pure)   (pure)    (pure)            (pure)    (I/O)
//! ```
//!
//! [`compile()`] is everything between the edges: bytes in, bytes and remarks out.

pub mod cli;
pub mod derive;
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
pub mod search;
pub mod sources;
pub mod text;
pub mod yaml;

use std::collections::BTreeMap;

use diagnostic::{Diagnostic, sorted};
use output::Output;
use render::{Materials, theme};
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

/// A stage of [`compile_watched`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files to typed values.
    Parse,
    /// Values to a site.
    Derive,
    /// The theme's templates and words are loaded.
    Theme,
    /// Pictures are made fit for readers.
    Images,
    /// The search index is made.
    Search,
    /// The site becomes pages, each of which is shortened at once.
    Render,
    /// Everything is put in its place, and the finished site is checked.
    Finish,
}

/// Makes the site: files in, files and remarks out. Nothing else is read or written.
///
/// Every stage runs as long as what it needs is there, so that all problems come out at once; the
/// output is withheld when any of them is an error.
#[must_use]
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    compile_watched(sources, options, &mut |_| {})
}

/// [`compile()`], telling `watch` of each stage as it begins, so that an edge with a clock can say
/// where the time goes.
#[must_use]
pub fn compile_watched(
    sources: &Sources,
    options: &Options,
    watch: &mut dyn FnMut(Stage),
) -> Compiled {
    let mut remarks = sources.diagnostics.clone();
    let (made, found) = stages(sources, options, watch);
    remarks.extend(found);
    let failed = remarks.iter().any(Diagnostic::is_error);
    let (output, summary) = made.unzip();
    Compiled {
        output: output.filter(|_| !failed),
        diagnostics: sorted(remarks),
        summary: summary.unwrap_or_default(),
    }
}

/// The stages in order. The site is rendered only when its content is right: a page made from
/// half a site would bring remarks that are nobody's mistake.
fn stages(
    sources: &Sources,
    options: &Options,
    watch: &mut dyn FnMut(Stage),
) -> (Option<(Output, Summary)>, Vec<Diagnostic>) {
    watch(Stage::Parse);
    let (parsed, mut remarks) = parse::parse(sources, options);
    let Some(parsed) = parsed else { return (None, remarks) };
    watch(Stage::Derive);
    let (site, found) = derive::derive(parsed, sources, options);
    remarks.extend(found);
    watch(Stage::Theme);
    let (theme, found) = theme::load(sources, &site.config.theme, &site.config.languages);
    remarks.extend(found);
    watch(Stage::Images);
    let (published, found) = images::prepare_all(&site, sources);
    remarks.extend(found);
    if remarks.iter().chain(&sources.diagnostics).any(Diagnostic::is_error) {
        return (None, remarks);
    }
    let statics: Vec<(&str, &[u8])> =
        theme.statics.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let assets = finish::fingerprint(&statics);
    let paths: BTreeMap<String, String> =
        assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
    watch(Stage::Search);
    let index = search::search(&site);
    let base_url = options.base_url.as_deref().or(site.config.base_url.as_deref());
    let materials = Materials {
        theme: &theme,
        pictures: &published.pictures,
        assets: &paths,
        base_url,
        search: &index.folder,
    };
    watch(Stage::Render);
    let (mut rendered, found) =
        render::render(&site, &materials, |html| finish::minify::minify(&html));
    remarks.extend(found);
    // Every link to a page that its template failed to make would be a remark of its own.
    if remarks.iter().any(Diagnostic::is_error) {
        return (None, remarks);
    }
    rendered.files.extend(published.files);
    rendered.files.extend(index.files);
    let summary = Summary { pages: rendered.pages.len(), stories: site.works.len() };
    watch(Stage::Finish);
    let (output, found) = finish::finish(rendered, assets);
    remarks.extend(found);
    (Some((output, summary)), remarks)
}
