//! The page of one story: rendered, shortened, looked at.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use forebild::diagnostic::Diagnostic;
use forebild::finish::findings::Declared;
use forebild::finish::minify::Minifier;
use forebild::finish::self_check::SelfCheck;
use forebild::finish::{self, fingerprint};
use forebild::images;
use forebild::model::Site;
use forebild::render::theme::{self, Theme};
use forebild::render::{self, Materials};
use forebild::search::SearchIndex;
use forebild::share::{Colours, Painter};
use forebild::sources::Sources;

use crate::{Desk, PATH, project};

/// Where the page of the story lies.
const PAGE: &str = "berattelser/exempel/index.html";

/// The templates that a story needs.
const TEMPLATES: [&str; 3] = ["/base.html", "/parts.html", "/story.html"];

/// All that a page is made with, made once.
pub struct Press {
    desk: Desk,
    sources: Sources,
    theme: Theme,
    /// Static file of the theme to its path.
    assets: BTreeMap<String, String>,
    /// An index that no story asks for.
    index: OnceLock<SearchIndex>,
    painter: Painter,
    pictures: images::Memory,
    minifier: Minifier,
    /// Every path of the site, which no text changes.
    paths: Vec<String>,
    room: Vec<u8>,
}

impl Press {
    /// With these files over those of the project, in one language: another has the same code.
    ///
    /// # Panics
    /// When the theme cannot be used.
    #[must_use]
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let mut sources = project(files);
        if let Some(site) = sources.files.get_mut("content/site.yaml") {
            let text =
                String::from_utf8_lossy(site).replace("languages: [sv, en]", "languages: [sv]");
            *site = Arc::from(text.into_bytes());
        }
        // A plan takes a copy of all templates.
        let is_for_lists = |path: &str| {
            path.ends_with(".html") && !TEMPLATES.iter().any(|name| path.ends_with(name))
        };
        sources.files.retain(|path, _| !is_for_lists(path));
        let (theme, remarks) = theme::load(&sources, "default", &["sv".to_owned()]);
        assert!(remarks.is_empty(), "{remarks:?}");
        let assets = fingerprint(&theme.statics, &finish::Memory::default());
        let assets = assets.into_iter().map(|(name, asset)| (name, asset.path)).collect();
        Self {
            desk: Desk::new(sources.clone()),
            sources,
            theme,
            assets,
            index: OnceLock::from(SearchIndex::default()),
            painter: Painter::new(Colours::default()),
            pictures: images::Memory::default(),
            minifier: Minifier::default(),
            paths: Vec::new(),
            room: Vec::new(),
        }
    }

    /// Gives the page of the story `text` to `compare`, as its template wrote it and shortened; not
    /// when there is something wrong with the story.
    pub fn page(&mut self, text: &str, compare: impl FnOnce(&str, &str)) {
        let (site, remarks) = self.desk.read(PATH, text.as_bytes());
        if let Some(site) = site.filter(|_| !remarks.iter().any(Diagnostic::is_error)) {
            self.print(&site, compare);
        }
    }

    fn print(&mut self, site: &Site, compare: impl FnOnce(&str, &str)) {
        let (published, _) = images::prepare_all(site, &self.sources, &self.pictures);
        let addresses = render::addresses(site);
        let plan = render::plan(
            site,
            &Materials {
                theme: &self.theme,
                addresses: &addresses,
                pictures: &published.pictures,
                assets: &self.assets,
                // Without an address there are no cards for sharing, which take longer than the page.
                base_url: None,
                copied: None,
                copies: None,
                index: &self.index,
                painter: &self.painter,
            },
        );
        if self.paths.is_empty() {
            self.paths.extend(plan.paths());
            self.paths.extend(plan.files().into_iter().map(|(path, _)| path));
            self.paths.extend(published.files.into_keys());
            self.paths.extend(self.assets.values().cloned());
        }
        let page = plan.pages().find(|page| plan.path(*page) == PAGE).expect("a story has a page");
        let (_, html) = plan.page(page, &mut self.room).expect("the theme is right");
        self.minifier.minify(html, |page| {
            assert!(!page.skipped, "{html}");
            look(&self.paths, page.html);
            compare(html, page.html);
        });
    }
}

/// A page has none of the faults that a build would name.
fn look(paths: &[String], html: &str) {
    let declared = Declared::default();
    let check = SelfCheck::new(paths.iter().map(String::as_str), &declared);
    let looked = check.look(PAGE, html.as_bytes());
    let (_, remarks) = check.finish(looked.into_iter().collect());
    assert!(remarks.is_empty(), "{remarks:?}");
}
