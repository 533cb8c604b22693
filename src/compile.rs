//! The pure middle as one function: [`compile()`], and its halves.
//!
//! [`prepare`] reads the content and finds what is wrong with it; [`Prepared::complete`] makes every
//! page and file. A preview, which shows one page at a time, takes the first half and asks for
//! [`Prepared::files`] one by one. What they make is the same.

mod copy;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, sorted};
use crate::finish::findings::{Declared, Findings};
use crate::finish::minify::Minifier;
use crate::finish::{self, Asset, Finished, Finisher};
use crate::images::{self, Published};
use crate::model::{Site, SiteConfig};
use crate::output::{Gathered, Nowhere, Output, Sink};
use crate::parse::TargetKind;
use crate::render::copy::Copies;
use crate::render::{self, Materials, Page, Plan, SocialCard, theme};
use crate::route::Addresses;
use crate::search::{self, SearchIndex};
use crate::share::{Colours, Painter};
use crate::sources::{Options, Sources};
use crate::{derive, parse, report};
use copy::Copied;
pub use copy::compile_copy;

/// What a build made of the files it was given: an `O` has its output.
#[derive(Clone, Debug)]
pub struct Compiled<O = Output> {
    /// The finished site; none when the content has errors.
    pub output: Option<O>,
    /// What there is to say about the content, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// What was made.
    pub summary: Summary,
    /// What the finished site does in a reader's browser; none when it could not be made.
    pub findings: Option<Findings>,
}

/// What was made, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Pages.
    pub pages: usize,
    /// Stories shown.
    pub stories: usize,
}

/// A stage of [`compile_into`].
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
    /// The copy for reading without a network is made, where the site offers one.
    Copy,
    /// The site becomes pages and files, each of which is shortened, checked and handed on at once.
    Render,
    /// What the finished files say of each other is checked.
    Finish,
}

/// Makes the site: files in, files and remarks out. Nothing else is read or written.
///
/// Every stage runs as long as what it needs is there, so that all problems come out at once; the
/// output is withheld when any of them is an error.
#[must_use]
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    compile_with(sources, options, &Memory::default())
}

/// [`compile()`] that makes nothing again of what `memory` has made.
#[must_use]
pub fn compile_with(sources: &Sources, options: &Options, memory: &Memory) -> Compiled {
    let open = || Ok::<_, Infallible>(Gathered::default());
    let Ok(compiled) = compile_into(sources, options, memory, &mut |_| {}, open);
    let Compiled { output, diagnostics, summary, findings } = compiled;
    Compiled { output: output.map(Gathered::into_output), diagnostics, summary, findings }
}

/// [`compile_with`] that hands each file to a sink as soon as it is made, which is opened when there
/// is something to be made; and tells `watch` of each stage as it begins, so that an edge with a clock
/// can say where the time goes. A site with errors is withheld by dropping its sink.
///
/// # Errors
/// When the sink cannot be opened.
pub fn compile_into<O: Sink, E>(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
    watch: &mut dyn FnMut(Stage),
    open: impl FnOnce() -> Result<O, E>,
) -> Result<Compiled<O>, E> {
    compiled(sources, options, memory, watch, |prepared, watch| {
        let sink = open()?;
        let complete = prepared.complete(watch, &|| true, &sink);
        Ok((sink, complete))
    })
}

/// Both halves: what `make` makes of a site whose content is right is withheld if there is an error.
fn compiled<O, E>(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
    watch: &mut dyn FnMut(Stage),
    make: impl FnOnce(&Prepared, &mut dyn FnMut(Stage)) -> Result<(O, Option<Complete>), E>,
) -> Result<Compiled<O>, E> {
    let (prepared, mut remarks) = prepare(sources, options, memory, watch);
    let made = prepared.map(|prepared| make(&prepared, watch)).transpose()?;
    let (output, complete) = made.unzip();
    let (mut summary, mut findings) = (None, None);
    if let Some(complete) = complete.flatten() {
        remarks.extend(complete.remarks);
        (summary, findings) = (complete.summary, complete.findings);
    }
    let failed = remarks.iter().any(Diagnostic::is_error);
    Ok(Compiled {
        output: output.filter(|_| !failed),
        diagnostics: sorted(remarks),
        summary: summary.unwrap_or_default(),
        findings,
    })
}

/// The report on data about people: of every text that could be read, whether or not it is shown, and
/// of what the finished site does. The texts that `memory` has read are not read again.
#[must_use]
pub fn privacy(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
    findings: Option<&Findings>,
) -> report::Privacy {
    let (parsed, _) = parse::parse(sources, options, &memory.parse);
    let (stories, targets) = match parsed {
        Some(parsed) => (parsed.stories, parsed.targets),
        None => (Vec::new(), BTreeMap::new()),
    };
    let read: BTreeSet<&Arc<str>> = stories.iter().map(|story| &story.file).collect();
    let is_unread = |file: &Arc<str>, kind| kind == TargetKind::Story && !read.contains(file);
    let unread = targets.iter().filter(|(file, target)| is_unread(file, target.kind));
    let unread = unread.map(|(file, _)| file.to_string()).collect();
    report::privacy(&stories, unread, findings, options.today)
}

/// What pure functions have made of earlier states of the same files.
#[derive(Debug, Default)]
pub struct Memory {
    parse: parse::Memory,
    derive: derive::Memory,
    images: images::Memory,
    assets: finish::Memory,
}

impl Memory {
    /// The pictures.
    #[must_use]
    pub fn pictures(&self) -> &images::Memory {
        &self.images
    }

    /// Forgets what the newest state did not need, and says how much was made for it.
    pub fn forget_unasked(&self) -> Made {
        self.assets.forget_unasked();
        Made { texts: self.parse.forget_unasked(), pictures: self.images.forget_unasked() }
    }
}

/// How much of a state could not be remembered, and was made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Texts that were read, a text and its translations as one.
    pub texts: usize,
    /// Pictures.
    pub pictures: usize,
}

/// A site whose content is right: everything that its pages are made from.
pub struct Prepared {
    site: Site,
    theme: theme::Theme,
    published: Published,
    addresses: BTreeMap<String, Addresses>,
    assets: BTreeMap<String, Asset>,
    /// Static file of the theme to its path.
    paths: BTreeMap<String, String>,
    /// The theme's files, so that a fault of the finished site is said where it was written.
    written: Vec<(Arc<str>, Arc<[u8]>)>,
    base_url: Option<String>,
    today: Date,
    revision: Option<String>,
    index: OnceLock<SearchIndex>,
    painter: Painter,
    copy: OnceLock<Copied>,
}

/// The stages up to the pages. There is something to render only when the content has no errors: a
/// page made from half a site would bring remarks that are nobody's mistake.
#[must_use]
pub fn prepare(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
    watch: &mut dyn FnMut(Stage),
) -> (Option<Prepared>, Vec<Diagnostic>) {
    let mut remarks = sources.diagnostics.clone();
    watch(Stage::Parse);
    let (parsed, found) = parse::parse(sources, options, &memory.parse);
    remarks.extend(found);
    let Some(parsed) = parsed else { return (None, remarks) };
    watch(Stage::Derive);
    let (site, found) = derive::derive(parsed, sources, options, &memory.derive);
    remarks.extend(found);
    watch(Stage::Theme);
    let (theme, found) = theme::load(sources, &site.config.theme, &site.config.languages);
    remarks.extend(found);
    watch(Stage::Images);
    let (published, found) = images::prepare_all(&site, sources, &memory.images);
    remarks.extend(found);
    if remarks.iter().any(Diagnostic::is_error) {
        return (None, remarks);
    }
    let assets = finish::fingerprint(&theme.statics, &memory.assets);
    let paths = assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
    let addresses = render::addresses(&site);
    let base_url = options.base_url.clone().or_else(|| site.config.base_url.clone());
    let written = theme::files(sources, &site.config.theme);
    let index = OnceLock::new();
    let painter = Painter::new(colours(&theme));
    let prepared = Prepared {
        site,
        theme,
        published,
        addresses,
        assets,
        paths,
        written,
        base_url,
        today: options.today,
        revision: sources.revision.clone(),
        index,
        painter,
        copy: OnceLock::new(),
    };
    (Some(prepared), remarks)
}

/// The colours that the theme's style sheets name, the later over the earlier.
fn colours(theme: &theme::Theme) -> Colours {
    let sheets = ["style.css", "theme.css"].iter().filter_map(|name| theme.statics.get(*name));
    let sheets = sheets.filter_map(|bytes| std::str::from_utf8(bytes).ok());
    sheets.fold(Colours::default(), Colours::with)
}

impl Prepared {
    /// The site as it lies on the web.
    fn plan(&self) -> Plan<'_> {
        self.plan_of(None, self.site.config.archive.then_some(self as &dyn Copies))
    }

    fn plan_of<'a>(&'a self, copied: Option<Date>, copies: Option<&'a dyn Copies>) -> Plan<'a> {
        let materials = Materials {
            theme: &self.theme,
            addresses: &self.addresses,
            pictures: &self.published.pictures,
            assets: &self.paths,
            base_url: self.base_url.as_deref(),
            copied,
            copies,
            index: &self.index,
            painter: &self.painter,
        };
        render::plan(&self.site, &materials)
    }

    fn index(&self) -> &SearchIndex {
        self.index.get_or_init(|| search::search(&self.site))
    }

    /// A file of the search index, by its path in the output. The index is made when it is first
    /// asked for, which may take seconds; none is made for other paths.
    #[must_use]
    pub fn index_file(&self, path: &str) -> Option<&[u8]> {
        let files = path.starts_with(search::FOLDER).then(|| &self.index().files)?;
        files.iter().find(|(own, _)| own == path).map(|(_, bytes)| &bytes[..])
    }

    /// Makes every page and file and hands each to `sink` as soon as it is made, in no order; nothing
    /// when `go_on` says no on the way. Whether the site is right is known when all of it is made.
    pub fn complete(
        &self,
        watch: &mut dyn FnMut(Stage),
        go_on: &GoOn<'_>,
        sink: &dyn Sink,
    ) -> Option<Complete> {
        watch(Stage::Search);
        self.index();
        if !self.site.config.archive {
            return self.make((&self.plan(), None), watch, go_on, sink);
        }
        watch(Stage::Copy);
        self.with_copy(watch, go_on, sink)
    }

    /// Makes the files of a plan, and hands on one more that stands already.
    fn make(
        &self,
        (plan, download): (&Plan<'_>, Option<(&str, &[u8])>),
        watch: &mut dyn FnMut(Stage),
        go_on: &GoOn<'_>,
        sink: &dyn Sink,
    ) -> Option<Complete> {
        watch(Stage::Render);
        let listed = Listed::of(self, plan, download);
        let mut remarks = finish::taken_twice(listed.paths(), &plan.origins());
        // A sink takes each path once.
        let sink = if remarks.is_empty() { sink } else { &Nowhere };
        let declared = declared(&self.site.config, &self.written, self.base_url.as_deref());
        let finisher = Finisher::new(listed.paths(), &declared, sink);
        let (pages, others) = rayon::join(
            || render::render(plan, |path, html| finisher.page(path, html), go_on),
            || listed.finish(&finisher, go_on, sink.keeps_bytes()),
        );
        let ((mut finished, found), others) = (pages?, others?);
        remarks.extend(found);
        // Every link to a page that its template failed to make would be a remark of its own.
        if remarks.iter().any(Diagnostic::is_error) {
            return Some(Complete { summary: None, findings: None, remarks });
        }
        let summary = Summary { pages: finished.len(), stories: self.site.graph.works.len() };
        finished.extend(others);
        watch(Stage::Finish);
        let (findings, found) = finisher.finish(finished, &self.assets);
        remarks.extend(found);
        Some(Complete { summary: Some(summary), findings: Some(findings), remarks })
    }

    /// What [`Prepared::complete`] would remark on; nothing when `go_on` says no on the way.
    pub fn check(&self, go_on: &GoOn<'_>) -> Option<Vec<Diagnostic>> {
        self.complete(&mut |_| {}, go_on, &Nowhere).map(|complete| complete.remarks)
    }

    /// Every page as `finish` makes it of its path and what its template wrote; nothing when `go_on`
    /// says no on the way.
    pub fn render<P: Send>(
        &self,
        finish: impl Fn(&str, &str) -> P + Sync,
        go_on: &GoOn<'_>,
    ) -> Option<(Vec<P>, Vec<Diagnostic>)> {
        render::render(&self.plan(), finish, go_on)
    }

    /// The files of the site, one by one.
    #[must_use]
    pub fn files(&self) -> Files<'_> {
        let plan = self.plan();
        let listed: Vec<Page> = plan.pages().collect();
        let mut pages = IndexMap::with_capacity_and_hasher(listed.len(), FxBuildHasher);
        for (path, page) in plan.paths().into_iter().zip(listed) {
            // As when a site is put together: the first keeps its place.
            pages.entry(path).or_insert(page);
        }
        let cards = plan.social_cards().into_iter();
        let cards = cards.map(|card| (card.path.clone(), card)).collect();
        let (minifier, others) = (Minifier::default(), OnceLock::new());
        Files { prepared: self, plan, pages, minifier, cards, others }
    }
}

/// All that a site has beside its pages, and every path of it: before the first page is made.
struct Listed<'a> {
    pages: Vec<String>,
    /// Feeds, open data and sitemap.
    data: Vec<(String, Vec<u8>)>,
    cards: Vec<Arc<SocialCard>>,
    /// Files that stand already.
    ready: Vec<(&'a str, &'a [u8])>,
}

impl<'a> Listed<'a> {
    fn of(prepared: &'a Prepared, plan: &Plan<'_>, download: Option<(&'a str, &'a [u8])>) -> Self {
        let (pages, (data, cards)) =
            rayon::join(|| plan.paths(), || rayon::join(|| plan.files(), || plan.social_cards()));
        let pictures = prepared.published.files.iter();
        let pictures = pictures.map(|(path, file)| (path.as_str(), file.as_slice()));
        let index = prepared.index().files.iter();
        let index = index.map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let assets = prepared.assets.values();
        let assets = assets.map(|asset| (asset.path.as_str(), asset.bytes.as_slice()));
        let ready = pictures.chain(index).chain(assets).chain(download).collect();
        Self { pages, data, cards, ready }
    }

    /// Every path of the site; one can be there twice.
    fn paths(&self) -> impl Iterator<Item = &str> {
        let pages = self.pages.iter().map(String::as_str);
        let data = self.data.iter().map(|(path, _)| path.as_str());
        let cards = self.cards.iter().map(|card| card.path.as_str());
        pages.chain(data).chain(cards).chain(self.ready.iter().map(|(path, _)| *path))
    }

    /// Finishes everything that is no page; cards only where they are drawn.
    fn finish(
        &self,
        finisher: &Finisher<'_>,
        go_on: &GoOn<'_>,
        draws: bool,
    ) -> Option<Vec<Finished>> {
        let cards = if draws { &self.cards[..] } else { &[] };
        cards.par_iter().try_for_each(|card| {
            let file = go_on().then(|| card.drawing.png())?;
            let _nothing_to_see = finisher.file(&card.path, &file);
            Some(())
        })?;
        let data = self.data.iter().map(|(path, bytes)| finisher.file(path, bytes));
        Some(
            data.chain(self.ready.iter().map(|(path, bytes)| finisher.file(path, bytes))).collect(),
        )
    }
}

/// Whether work that may take long is still wanted.
pub type GoOn<'a> = dyn Fn() -> bool + Sync + 'a;

/// What [`Prepared::complete`] made, and what it remarked.
pub struct Complete {
    /// What was made; none when a template failed.
    pub summary: Option<Summary>,
    /// What the finished site does in a reader's browser; none when a template failed.
    pub findings: Option<Findings>,
    /// Remarks on pages.
    pub remarks: Vec<Diagnostic>,
}

/// What the finished site is checked against.
fn declared<'a>(
    config: &'a SiteConfig,
    theme: &'a [(Arc<str>, Arc<[u8]>)],
    base_url: Option<&'a str>,
) -> Declared<'a> {
    let endpoint = config.contact_form.as_ref().map(|form| form.endpoint.as_str());
    Declared { endpoint, theme, base_url }
}

/// The files of a site, each made when it is asked for.
pub struct Files<'a> {
    prepared: &'a Prepared,
    plan: Plan<'a>,
    /// By path.
    pages: IndexMap<String, Page, FxBuildHasher>,
    minifier: Minifier,
    /// Cards for sharing, by path.
    cards: IndexMap<String, Arc<SocialCard>, FxBuildHasher>,
    others: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Files<'_> {
    /// What [`Prepared::complete`] puts at this path of the output.
    ///
    /// # Errors
    /// When the template of a page fails.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        if let Some(page) = self.pages.get(path) {
            let mut room = Vec::new();
            let (_, html) = self.plan.page(*page, &mut room)?;
            let short = self.minifier.minify(html, |page| page.html.as_bytes().to_vec());
            return Ok(Some(short));
        }
        if let Some(card) = self.cards.get(path) {
            return Ok(Some(card.drawing.png()));
        }
        if let Some(archive) = self.prepared.copy_at(path) {
            return Ok(Some(archive.to_vec()));
        }
        let ready = || self.ready(path).or_else(|| self.prepared.index_file(path));
        Ok(ready().map(<[u8]>::to_vec).or_else(|| self.others().get(path).cloned()))
    }

    /// A file that needs nothing to be made first, so that a page has its style at once.
    fn ready(&self, path: &str) -> Option<&[u8]> {
        let asset = || self.prepared.assets.values().find(|asset| asset.path == path);
        let picture = || self.prepared.published.files.get(path).map(|file| &**file);
        asset().map(|asset| &asset.bytes).or_else(picture).map(Vec::as_slice)
    }

    /// Feeds, open data and sitemap.
    fn others(&self) -> &BTreeMap<String, Vec<u8>> {
        self.others.get_or_init(|| self.plan.files().into_iter().collect())
    }
}
