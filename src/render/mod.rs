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
mod map;
mod open_data;
mod pages;
mod sheet;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::{Site, WorkId};
use crate::output::Rendered;
use crate::route::Addresses;
use edition::{Edition, Pictures, html_language};
use sheet::Sheet;
use theme::Theme;

/// What pages need besides the site.
pub struct Materials<'a> {
    /// Templates and words.
    pub theme: &'a Theme,
    /// Pictures as they are published, by source file.
    pub pictures: &'a Pictures,
    /// Static file of the theme to its path, as `style.css` to `assets/style-1a2b3c4d.css`.
    pub assets: &'a BTreeMap<String, String>,
    /// Where the site is hosted, with a slash at its end.
    pub base_url: Option<&'a str>,
    /// Folder of the search index, with a slash at its end.
    pub search: &'a str,
}

/// Renders every page in every language, and the files that other programs read.
///
/// Each page goes through `finish` as soon as it is rendered, so that a large site never stands in
/// memory twice.
#[must_use]
pub fn render<P: Send>(
    site: &Site,
    materials: &Materials,
    finish: impl Fn(String) -> P + Sync,
) -> (Rendered<P>, Vec<Diagnostic>) {
    let all = addresses(site);
    let mut rendered = Rendered::default();
    let mut remarks = Vec::new();
    let mut locations = Vec::new();
    let silhouette = map::silhouette(site);
    for language in all.keys() {
        let mut edition = edition(site, materials, &all, language);
        edition.silhouette = silhouette.as_ref().map(|(path, _)| path.clone());
        let sheets = sheet::sheets(&edition);
        let page =
            |sheet: &Sheet| pages::page(&edition, *sheet).map(|(path, html)| (path, finish(html)));
        let pages: Vec<Result<(String, P), Diagnostic>> = sheets.par_iter().map(page).collect();
        for page in pages {
            match page {
                Ok(page) => rendered.pages.push(page),
                Err(remark) => remarks.push(remark),
            }
        }
        let named =
            |sheet: &Sheet| Some((sheet::path(&edition, *sheet), sheet::origin(&edition, *sheet)?));
        rendered.origins.extend(sheets.iter().filter_map(named));
        rendered.files.extend(open_data::feed(&edition));
        locations.extend(open_data::locations(&edition, &sheets));
        if language == site.config.language() {
            rendered.files.extend(open_data::stories(&edition));
        }
    }
    rendered.files.extend(silhouette);
    rendered.files.extend(open_data::sitemaps(materials.base_url, &locations));
    (rendered, remarks)
}

/// The languages that have pages: those of `site.yaml`, and those that stories are written in.
fn addresses(site: &Site) -> BTreeMap<String, Addresses> {
    let written = site.stories.iter().map(|story| &story.language);
    let languages: BTreeSet<&String> = site.config.languages.iter().chain(written).collect();
    let main = site.config.language();
    languages.into_iter().map(|tag| (tag.clone(), Addresses::new(tag, main))).collect()
}

fn edition<'a>(
    site: &'a Site,
    materials: &Materials<'a>,
    all: &'a BTreeMap<String, Addresses>,
    language: &str,
) -> Edition<'a> {
    let main = site.config.language();
    let full = site.config.languages.iter().any(|tag| tag == language);
    // A form of a language, such as easy-read Swedish, has its words and its places.
    let base = if full { language } else { html_language(language) };
    let base = if site.config.languages.iter().any(|tag| tag == base) { base } else { main };
    let strings = materials.theme.strings.get(base).expect("every language of the site is loaded");
    let mut edition = Edition {
        site,
        theme: materials.theme,
        templates: materials.theme.templates.clone(),
        language: language.to_owned(),
        full,
        strings,
        addresses: Addresses::new(language, main),
        places: Addresses::new(base, main),
        all,
        pictures: materials.pictures,
        silhouette: None,
        base_url: materials.base_url,
        search: materials.search,
        cards: Vec::new(),
    };
    edition.cards =
        (0..site.works.len()).into_par_iter().map(|index| edition.card(WorkId(index))).collect();
    let site_view = pages::site_view(&edition, materials.assets);
    let globals = edition.templates.global_context();
    globals.insert("site", &site_view);
    globals.insert("t", strings.for_templates());
    edition
}
