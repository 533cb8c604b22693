//! The site to pages.
//!
//! A page is a [`sheet::Sheet`]: what it shows and where it lies. Sheets are listed first, then
//! rendered in parallel; none knows another.

pub mod data;
pub mod edition;
pub mod strings;
pub mod theme;
pub mod view;

mod chart;
pub mod copy;
mod map;
mod open_data;
mod pages;
mod sheet;
mod social;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::archive::Cover;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;
use crate::route::Addresses;
use crate::search::SearchIndex;
use crate::share::Painter;
use copy::Copies;
use edition::{Edition, Pictures, html_language};
use sheet::Sheet;
pub use social::SocialCard;
use theme::Theme;

/// What pages need besides the site.
#[derive(Clone, Copy)]
pub struct Materials<'a> {
    /// Templates and words.
    pub theme: &'a Theme,
    /// Addresses of every language that the site has texts in; see [`addresses`].
    pub addresses: &'a BTreeMap<String, Addresses>,
    /// Pictures as they are published, by source file.
    pub pictures: &'a Pictures,
    /// Static file of the theme to its path, as `style.css` to `assets/style-1a2b3c4d.css`.
    pub assets: &'a BTreeMap<String, String>,
    /// Where the site is hosted, with a slash at its end.
    pub base_url: Option<&'a str>,
    /// The day of this copy, where it is one for reading without a network.
    pub copied: Option<Date>,
    /// What makes the copy that readers can download; none where they cannot.
    pub copies: Option<&'a dyn Copies>,
    /// The search index, which is made when a page first names its folder.
    pub index: &'a OnceLock<SearchIndex>,
    /// Draws cards for sharing.
    pub painter: &'a Painter,
}

/// Every page of a site in every language, and the files that other programs read: each is made
/// when it is asked for.
pub struct Plan<'a> {
    editions: Vec<(Edition<'a>, Vec<Sheet>)>,
    /// The picture that small maps share.
    silhouette: Option<(String, Vec<u8>)>,
    base_url: Option<&'a str>,
}

/// Finds out which pages there are.
#[must_use]
pub fn plan<'a>(site: &'a Site, materials: &Materials<'a>) -> Plan<'a> {
    let silhouette = map::silhouette(site);
    let with_sheets = |language: &String| {
        let mut edition = edition(site, materials, language);
        edition.silhouette = silhouette.as_ref().map(|(path, _)| path.clone());
        let sheets = sheet::sheets(&edition);
        (edition, sheets)
    };
    let editions = materials.addresses.keys().map(with_sheets).collect();
    Plan { editions, silhouette, base_url: materials.base_url }
}

/// A page of a [`Plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    edition: usize,
    sheet: Sheet,
}

impl Plan<'_> {
    /// Every page, in the order in which they are listed.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let of = |(edition, (_, sheets)): (usize, &(Edition, Vec<Sheet>))| {
            sheets.iter().map(move |sheet| Page { edition, sheet: *sheet }).collect::<Vec<_>>()
        };
        self.editions.iter().enumerate().flat_map(of)
    }

    /// Where a page lies.
    #[must_use]
    pub fn path(&self, page: Page) -> String {
        sheet::path(&self.editions[page.edition].0, page.sheet)
    }

    /// Where each page lies, in the order in which they are listed.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let pages: Vec<Page> = self.pages().collect();
        pages.par_iter().map(|page| self.path(*page)).collect()
    }

    /// Renders a page into `room`, whose content goes: its path and its HTML. Whoever renders many
    /// gives the same room for each, which then grows but once.
    ///
    /// # Errors
    /// When its template fails.
    pub fn page<'r>(
        &self,
        page: Page,
        room: &'r mut Vec<u8>,
    ) -> Result<(String, &'r str), Diagnostic> {
        let path = pages::page(&self.editions[page.edition].0, page.sheet, room)?;
        Ok((path, std::str::from_utf8(room).expect("templates and what they show are text")))
    }

    /// Every card for sharing: none when the site does not know its address.
    #[must_use]
    pub fn social_cards(&self) -> Vec<Arc<SocialCard>> {
        let of = |(edition, _): &(Edition, Vec<Sheet>)| {
            let subjects = social::subjects(edition).into_par_iter();
            let card = |subject| Arc::clone(social::card(edition, subject));
            subjects.map(card).collect::<Vec<_>>()
        };
        self.editions.iter().flat_map(of).collect()
    }

    /// What stands beside the site in a copy; `styles` are the paths of its style sheets.
    #[must_use]
    pub fn cover(&self, styles: &[&str], revision: Option<&str>) -> Cover {
        let (main, _) = self
            .editions
            .iter()
            .find(|(edition, _)| edition.is_main())
            .expect("a site has pages in its own language");
        copy::cover(main, styles, revision)
    }

    /// Where authors gave an address, by the path that came of it.
    #[must_use]
    pub fn origins(&self) -> Vec<(String, Place)> {
        let named = |edition: &Edition, sheet: &Sheet| {
            Some((sheet::path(edition, *sheet), sheet::origin(edition, *sheet)?))
        };
        let of = |(edition, sheets): &(Edition, Vec<Sheet>)| {
            sheets.iter().filter_map(|sheet| named(edition, sheet)).collect::<Vec<_>>()
        };
        self.editions.iter().flat_map(of).collect()
    }

    /// Path and bytes of the files for other programs: feeds, open data, sitemap.
    #[must_use]
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut locations = Vec::new();
        for (edition, sheets) in &self.editions {
            files.extend(open_data::feed(edition));
            locations.extend(open_data::locations(edition, sheets));
            if edition.is_main() {
                files.extend(open_data::stories(edition));
            }
        }
        files.extend(self.silhouette.clone());
        // A copy has no search engines for readers.
        if self.editions.iter().all(|(edition, _)| edition.copied.is_none()) {
            files.extend(open_data::sitemaps(self.base_url, &locations));
        }
        files
    }
}

/// Every page of a plan as `finish` makes it of its path and its HTML, in the order in which pages
/// are listed, and what templates failed to make; nothing when `go_on` says no on the way.
///
/// Each page goes through `finish` as soon as it is rendered, so that a large site never stands in
/// memory.
pub fn render<P: Send>(
    plan: &Plan,
    finish: impl Fn(&str, &str) -> P + Sync,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Option<(Vec<P>, Vec<Diagnostic>)> {
    let pages: Vec<Page> = plan.pages().collect();
    let page = |room: &mut Vec<u8>, page: &Page| {
        let made = go_on().then(|| plan.page(*page, room))?;
        Some(made.map(|(path, html)| finish(&path, html)))
    };
    let made: Vec<Result<P, Diagnostic>> =
        pages.par_iter().map_init(Vec::new, page).collect::<Option<_>>()?;
    let (mut finished, mut remarks) = (Vec::with_capacity(made.len()), Vec::new());
    for page in made {
        match page {
            Ok(page) => finished.push(page),
            Err(remark) => remarks.push(remark),
        }
    }
    Some((finished, remarks))
}

/// Addresses of the languages that have pages: those of `site.yaml`, and those that stories are
/// written in.
#[must_use]
pub fn addresses(site: &Site) -> BTreeMap<String, Addresses> {
    let written = site.stories.iter().map(|story| &story.language);
    let languages: BTreeSet<&String> = site.config.languages.iter().chain(written).collect();
    let main = site.config.language();
    languages.into_iter().map(|tag| (tag.clone(), Addresses::new(tag, main))).collect()
}

fn edition<'a>(site: &'a Site, materials: &Materials<'a>, language: &str) -> Edition<'a> {
    let main = site.config.language();
    let full = site.config.languages.iter().any(|tag| tag == language);
    // A form of a language, such as easy-read Swedish, has its words and its places.
    let base = if full { language } else { html_language(language) };
    let base = if site.config.languages.iter().any(|tag| tag == base) { base } else { main };
    let strings = materials.theme.strings.get(base).expect("every language of the site is loaded");
    let edition = Edition {
        site,
        theme: materials.theme,
        templates: materials.theme.templates.clone(),
        language: language.to_owned(),
        full,
        strings,
        addresses: Addresses::new(language, main),
        places: Addresses::new(base, main),
        all: materials.addresses,
        pictures: materials.pictures,
        silhouette: None,
        base_url: materials.base_url,
        copied: materials.copied,
        copies: materials.copies,
        index: materials.index,
        painter: materials.painter,
        site_card: OnceLock::new(),
        story_cards: site.stories.iter().map(|_| OnceLock::new()).collect(),
        cards: site.graph.works.iter().map(|_| OnceLock::new()).collect(),
    };
    with_globals(edition, materials.assets)
}

/// Gives the templates what every page of the edition shares.
fn with_globals<'a>(mut edition: Edition<'a>, assets: &BTreeMap<String, String>) -> Edition<'a> {
    let site_view = pages::site_view(&edition, assets);
    let globals = edition.templates.global_context();
    globals.insert("site", &site_view);
    globals.insert("t", edition.strings.for_templates());
    edition
}
